"""Organizations from the outside: founding one, having it built, its metadata, and the lock on its base currency."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy import update as sql_update

from bigcapital import clock
from bigcapital.accounting.currencies import lock
from bigcapital.errors import DomainError
from bigcapital.formats import DEFAULT_DATE_FORMAT
from bigcapital.jobs import JobRecord, StoreDown, poll
from bigcapital.jobs.service import shown
from bigcapital.organization.companies import jobs
from bigcapital.security.grants import ADMIN
from bigcapital.tenancy.installation import Installation, System
from bigcapital.tenancy.model import Membership, Organization, State, WebSession
from bigcapital.tenancy.provision import request_build
from bigcapital.tenancy.tenant import Tenant, TenantRecord


class AlreadyBuilt(DomainError):
    """The organization has its books."""

    type = "TENANT_ALREADY_BUILT"


class IsBuilding(DomainError):
    """The organization's books are being made."""

    type = "TENANT_IS_BUILDING"


class BaseCurrencyLocked(DomainError):
    """Something is recorded in the base currency already."""

    type = "BASE_CURRENCY_MUTATE_LOCKED"


METADATA = ("name", "industry", "location", "base_currency", "timezone", "fiscal_year", "language", "date_format")
DETAILS = ("primary_color", "logo_key", "tax_number")
OPTIONAL = ("industry", *DETAILS)


def create_organization(system: System, owner_id: int, name: str = "") -> Organization:
    """An organization without books, with its founder as administrator."""
    now = clock.now()
    organization = Organization(organization_id=uuid4().hex, owner_id=owner_id, state=State.EMPTY, name=name)
    system.session.add(organization)
    system.session.flush()
    system.session.add(Membership(tenant_id=organization.id, user_id=owner_id, role_id=ADMIN, active=True, invite_accepted_at=now))
    system.session.flush()
    return organization


def locked(system: System, tenant_id: int) -> Organization:
    """The organization's row, held until the request ends."""
    return system.session.scalars(select(Organization).where(Organization.id == tenant_id).with_for_update()).one()


def ask_build(system: System, tenant_id: int, metadata: dict[str, Any], *, sample_data: bool = False) -> str:
    """Save the metadata and have a job make the books; answers the job's id. A failed build may be asked for again."""
    organization = locked(system, tenant_id)
    if organization.state == State.READY:
        raise AlreadyBuilt("The organization is built already.")
    if State(organization.state).building:
        raise IsBuilding("The organization is being built.")
    for key in METADATA:
        setattr(organization, key, metadata.get(key))
    organization.date_format = organization.date_format or DEFAULT_DATE_FORMAT
    organization.metadata_version += 1
    job_id: str = system.jobs.enqueue(jobs.build, tenant=tenant_id, lock="build", tenant_id=tenant_id, sample_data=sample_data)
    request_build(system.session, organization, job_id)
    return job_id


def build_state(installation: Installation, record: TenantRecord, job_id: str) -> dict[str, Any] | None:
    """How far a build of the organization is; none for a job that is not its own, or is none."""
    try:
        job = poll(installation.services["jobs"].store, job_id, record.id)
    except StoreDown:
        job = None
    if job is None and record.build_job_id != job_id:
        return None
    return shown(job or JobRecord(job_id, "", record.id))


def stand(system: System, session_id: int, tenant_id: int) -> None:
    """Have a browser's session stand in the organization from now on."""
    system.session.execute(sql_update(WebSession).where(WebSession.id == session_id).values(tenant_id=tenant_id))


def update(system: System, tenant: Tenant | None, tenant_id: int, changes: dict[str, Any]) -> Organization:
    """Change the metadata that ``changes`` names; raises ``BaseCurrencyLocked``.

    ``tenant`` (read-only) is where the lock is looked for; before the organization is built there is none.
    """
    organization = locked(system, tenant_id)
    currency = changes.get("base_currency")
    moved = currency is not None and currency != organization.base_currency
    if moved and tenant is not None and lock.locking_models(tenant):
        raise BaseCurrencyLocked("The base currency cannot change once something is recorded in it.")
    for key in (*METADATA, *DETAILS):
        if key in changes and (changes[key] is not None or key in OPTIONAL):
            setattr(organization, key, changes[key])
    if "address" in changes:
        organization.address = json.dumps(changes["address"]) if changes["address"] else None
    organization.metadata_version += 1
    if moved and tenant is not None:
        system.jobs.enqueue(jobs.move_base_currency, tenant=tenant_id, currency=currency)
    return organization


def present_current(organization: TenantRecord) -> dict[str, Any]:
    """The organization that the caller stands in, as clients boot with it."""
    return {
        "id": organization.id,
        "organization_id": organization.organization_id,
        "initialized_at": organization.initialized_at,
        "seeded_at": organization.seeded_at,
        "built_at": organization.built_at,
        "build_job_id": organization.build_job_id if organization.building else None,
        "build_failed": organization.state == State.FAILED,
        "upgrade_job_id": organization.upgrade_job_id,
        "database_batch": None,
        "under_maintenance_since": organization.under_maintenance_since,
        "created_at": organization.created_at,
        "updated_at": organization.updated_at,
        "metadata": present_metadata(organization),
        "is_ready": organization.ready,
        "is_build_running": organization.building,
        "is_upgrade_running": organization.upgrade_job_id is not None,
        "subscriptions": [_subscription(organization)],
    }


def present_metadata(organization: TenantRecord) -> dict[str, Any] | None:
    """Name, place and habits; nothing before the build was asked for."""
    if not organization.base_currency:
        return None
    values = {key: getattr(organization, key) for key in (*METADATA, *DETAILS)}
    address = json.loads(organization.address) if organization.address else None
    return {"id": organization.id, "tenant_id": organization.id, **values, "address": address}


def _subscription(organization: TenantRecord) -> dict[str, Any]:
    """Who hosts the product needs no plan: clients are told of one that is always active."""
    return {
        "id": organization.id,
        "slug": "main",
        "tenant_id": organization.id,
        "plan_id": 1,
        "status": "active",
        "active": True,
        "inactive": False,
        "ended": False,
        "canceled": False,
        "on_trial": False,
        "starts_at": organization.created_at,
        "ends_at": None,
        "trial_ends_at": None,
        "canceled_at": None,
        "payment_status": None,
        "is_payment_failed": False,
        "is_payment_succeed": True,
        "lemon_subscription_id": None,
        "created_at": organization.created_at,
        "updated_at": organization.updated_at,
    }
