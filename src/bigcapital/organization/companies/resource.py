"""``/api/organization``, the one that the caller stands in, and ``/api/organizations``, all that they belong to."""

from __future__ import annotations

from typing import Any

from bigcapital import clock
from bigcapital.accounting.currencies.lock import locking_models
from bigcapital.errors import Forbidden, NotFound, Unauthorized
from bigcapital.formats import date_formats
from bigcapital.organization.companies import operations, schema
from bigcapital.organization.here import books_of, record_of
from bigcapital.rest import Answer, Collection, action, collection


@collection("organization", root=True)
class Organization(Collection):
    """The organization that the caller stands in: having it built, its metadata."""


@action(Organization, "build", access="Preferences", body=schema.BuildIn, answer=schema.BuildAsked, status=200)
def build(organization: Organization, data: schema.BuildIn) -> dict[str, Any]:
    """Have the organization's books made."""
    metadata = data.model_dump()
    wanted = bool(metadata.pop("sample_data"))
    record = record_of(organization.request)
    job_id = operations.ask_build(organization.system, record.id, metadata, sample_data=wanted)
    organization.system.forget(tenant_id=record.id)
    return {
        "type": "success",
        "code": "ORGANIZATION.DATABASE.INITIALIZED",
        "message": "The organization's database is being made.",
        "data": {"job_id": job_id, "delay": 0, "processed_on": None},
    }


@action(Organization, "build/:job_id", method="GET", access="user", answer=schema.BuildState)
def build_state(organization: Organization, job_id: str) -> dict[str, Any]:
    """How far the build is."""
    record = record_of(organization.request)
    found = operations.build_state(organization.request.installation, record, job_id)
    if found is None:
        raise NotFound("There is no such job.")
    return found


@action(Organization, "current", method="GET", access="user", answer=schema.Current)
def current(organization: Organization) -> dict[str, Any]:
    """The organization as clients boot with it."""
    record = organization.request.installation.directory.record(record_of(organization.request).id)
    assert record is not None
    return operations.present_current(record)


@action(Organization, "", method="PUT", access="Preferences", body=schema.OrganizationEdit, answer=schema.Said)
def update(organization: Organization, data: schema.OrganizationEdit) -> dict[str, Any]:
    """Change the organization's metadata. The base currency can change until something is recorded in it."""
    record = record_of(organization.request)
    operations.update(organization.system, books_of(organization.request), record.id, data.model_dump(exclude_unset=True))
    organization.system.forget(tenant_id=record.id)
    return {"code": 200, "message": "The organization has been updated."}


@action(Organization, "base-currency-mutate", method="GET", access="user", answer=schema.CurrencyLock)
def base_currency_lock(organization: Organization) -> dict[str, Any]:
    """What keeps the base currency from changing."""
    books = books_of(organization.request)
    return {"abilities": locking_models(books) if books is not None else []}


@collection("organizations", root=True)
class Organizations(Collection):
    """The organizations that the caller belongs to."""


@action(Organizations, "", method="GET", access="user", answer=schema.Organizations)
def organizations(all: Organizations) -> dict[str, Any]:
    """Every organization of the caller, oldest membership first. An API key sees its own alone."""
    caller = all.request.caller
    here = caller.record.id if caller.record is not None else None
    return {
        "organizations": [
            {
                "id": record.id,
                "organization_id": record.organization_id,
                "name": record.name,
                "base_currency": record.base_currency,
                "role_id": member.role_id,
                "is_ready": record.ready,
                "is_build_running": record.building,
                "current": record.id == here,
            }
            for member, record in caller.person.at.values()
        ]
    }


@action(Organizations, "", method="POST", access="user", body=schema.OrganizationIn, answer=schema.Standing)
def found(all: Organizations, data: schema.OrganizationIn) -> dict[str, Any]:
    """Found a further organization, to be built next. A browser's session stands in it from now on."""
    caller = all.request.caller
    if caller.how == "api_key":
        raise Forbidden("An API key is for one organization.")
    made = operations.create_organization(all.system, caller.user.id, data.name or "")
    _stand(all, made.id)
    return {"organization_id": made.organization_id, "tenant_id": made.id, "message": "The organization has been created."}


@action(Organizations, "switch", access="user", body=schema.SwitchIn, answer=schema.Standing)
def switch(all: Organizations, data: schema.SwitchIn) -> dict[str, Any]:
    """Stand in another organization: a browser's session keeps it, others name it with each request."""
    caller = all.request.caller
    standing = caller.person.at.get(data.organization_id)
    if standing is None:
        raise Unauthorized("Tenant not found.", type="TENANT.NOT.FOUND")
    record = standing[1]
    _stand(all, record.id)
    return {
        "organization_id": record.organization_id,
        "tenant_id": record.id,
        "message": f"You are in {record.name or 'the organization'} now.",
    }


def _stand(all: Organizations, tenant_id: int) -> None:
    caller = all.request.caller
    if caller.how == "session":
        operations.stand(all.system, caller.person.secret_id, tenant_id)
    all.system.forget(user_id=caller.user.id)


class DateFormatOut(Answer):
    """A date format, and today in it."""

    label: str
    key: str


@collection("date-formats", root=True)
class DateFormats(Collection):
    """The date formats that an organization can choose from."""


@action(DateFormats, "", method="GET", access="user", answer=list[DateFormatOut])
def formats(listed: DateFormats) -> list[dict[str, str]]:
    """Every date format, with today written in it."""
    record = listed.request.caller.record
    zone = "UTC" if record is None else record.timezone or "UTC"
    return date_formats(clock.today(zone), listed.request.language)
