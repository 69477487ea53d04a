"""What one can do to templates of printed documents, and which of them a document is printed by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from bigcapital.accounting.attachments.operations import keeps, pictures
from bigcapital.accounting.remembered import remembered
from bigcapital.errors import DomainError, InvalidInput
from bigcapital.organization.templates import fields
from bigcapital.organization.templates.model import PdfTemplate
from bigcapital.tenancy.tenant import Tenant, TenantRecord


class Predefined(DomainError):
    """The one of each kind that is always there."""

    type = "CANNOT_DELETE_PREDEFINED_PDF_TEMPLATE"


@dataclass(frozen=True, slots=True)
class Branding:
    """How one document looks. ``attributes``: whole, see ``fields``. ``logo``: media type and bytes of a picture."""

    attributes: Mapping[str, Any]
    company_name: str
    company_address: str
    tax_number: str = ""
    logo: tuple[str, bytes] | None = None


def create(tenant: Tenant, resource: str, name: str, attributes: Mapping[str, Any]) -> PdfTemplate:
    """A further template of a kind."""
    row = PdfTemplate(resource=resource, template_name=name, attributes=json.dumps(fields.checked(resource, attributes)))
    row.predefined = row.default = False
    tenant.session.add(row)
    tenant.session.flush()
    return row


def edit(tenant: Tenant, row: PdfTemplate, name: str, attributes: Mapping[str, Any]) -> None:
    """Have it say this and nothing else."""
    row.template_name, row.attributes = name, json.dumps(fields.checked(row.resource, attributes))
    tenant.session.flush()


def delete(tenant: Tenant, row: PdfTemplate) -> None:
    """Delete it; documents that name it are printed by the default of their kind. If it was that, the predefined one is."""
    if row.predefined:
        raise Predefined("The predefined template cannot be deleted.")
    if row.default:
        same_kind = (PdfTemplate.resource == row.resource, PdfTemplate.predefined.is_(True))
        tenant.session.execute(update(PdfTemplate).where(*same_kind).values(default=True))
    tenant.session.delete(row)
    tenant.session.flush()
    tenant.bump_metadata()


def assign_default(tenant: Tenant, row: PdfTemplate) -> None:
    """Print by it whatever of its kind names no template."""
    others = (PdfTemplate.resource == row.resource, PdfTemplate.id != row.id)
    tenant.session.execute(update(PdfTemplate).where(*others).values(default=False))
    row.default = True
    tenant.session.flush()
    tenant.bump_metadata()


def choose(tenant: Tenant, document: Any, template_id: int | None) -> None:
    """Print ``document`` by this template of its kind; by None, the default one.

    :raises InvalidInput: there is no such template.
    """
    resource: str = document.REFERENCE_TYPE
    if template_id is not None:
        row = tenant.session.get(PdfTemplate, template_id)
        if row is None or row.resource != resource:
            raise InvalidInput.of("pdf_template_id", "exists", "pdfTemplateId must be a template of this kind of document", template_id)
    document.pdf_template_id = template_id or default_id(tenant, resource)
    tenant.session.flush()


def default_id(tenant: Tenant, resource: str) -> int | None:
    """The default template of a kind."""
    return remembered(tenant, "templates", _defaults).get(resource)


def _defaults(tenant: Tenant) -> dict[str, int]:
    wanted = select(PdfTemplate.resource, PdfTemplate.id).where(PdfTemplate.default.is_(True))
    return {row.resource: row.id for row in tenant.session.execute(wanted.order_by(PdfTemplate.id.desc()))}


def stored(row: PdfTemplate) -> dict[str, Any]:
    """What it says of its own."""
    found: dict[str, Any] = json.loads(row.attributes)
    return found


def branding(tenant: Tenant, resource: str, template_id: int | None) -> Branding:
    """How a document of this kind looks by its template; by the default one where it names none, or one that is gone."""
    given = _template(tenant, resource, template_id)
    return branding_by(tenant, resource, stored(given) if given is not None else {})


def branding_by(tenant: Tenant, resource: str, own: Mapping[str, Any]) -> Branding:
    """How a document of this kind looks by a template that says ``own``, which nobody need have stored."""
    record = tenant.record
    whole = fields.resolved(resource, {"primary_color": record.primary_color, "company_logo_key": record.logo_key, **own}, record.language)
    key = whole["company_logo_key"]
    logo = pictures(tenant, [key]).get(key) if key and whole["show_company_logo"] else None
    return Branding(
        whole, whole["company_name"] or record.name, whole["company_address"] or address_of(record), record.tax_number or "", logo
    )


def _template(tenant: Tenant, resource: str, template_id: int | None) -> PdfTemplate | None:
    wanted = select(PdfTemplate).where(
        PdfTemplate.resource == resource, PdfTemplate.default.is_(True) | (PdfTemplate.id == (template_id or 0))
    )
    found = list(tenant.session.scalars(wanted))
    return next((row for row in found if row.id == template_id), found[0] if found else None)


def address_of(record: TenantRecord) -> str:
    """The organization's address, in lines."""
    parts: dict[str, Any] = json.loads(record.address) if record.address else {}
    town = " ".join(str(parts[name]) for name in ("postal_code", "city") if parts.get(name))
    lines = (parts.get("address_1"), parts.get("address_2"), town, parts.get("state_province"), parts.get("phone"))
    return "\n".join(str(line) for line in lines if line)


@keeps
def logos(tenant: Tenant) -> set[str]:
    """The keys of the organization's logo and of its templates'."""
    of_templates = (json.loads(text).get("company_logo_key") for text in tenant.session.scalars(select(PdfTemplate.attributes)))
    return {key for key in (tenant.record.logo_key, *of_templates) if key}
