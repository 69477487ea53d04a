"""``/api/pdf-templates``: how documents look on paper."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bigcapital.formats import DEFAULT_DATE_FORMAT, format_moment
from bigcapital.organization.templates import fields, operations
from bigcapital.organization.templates.model import PdfTemplate
from bigcapital.organization.templates.schema import State, TemplateEdit, TemplateIn, TemplateOut, TemplatesQuery, TemplateWhole
from bigcapital.rest import Collection, Item, action, collection


class Template(Item):
    """One template."""

    row: PdfTemplate

    def show(self) -> dict[str, Any]:
        """The template with all its attributes."""
        return _whole(self.collection, self.row)

    def edit(self, data: TemplateEdit) -> None:
        """Change what it is called and what it says."""
        operations.edit(self.tenant, self.row, data.template_name, data.attributes)

    def delete(self) -> None:
        """Delete it; the predefined ones stay."""
        operations.delete(self.tenant, self.row)


@collection("pdf-templates", item=Template)
class Templates(Collection):
    """How documents look on paper: one default for each kind, and any number of others."""

    model = PdfTemplate
    create_schema, edit_schema = TemplateIn, TemplateEdit
    show_answer = create_answer = TemplateWhole

    def create(self, data: TemplateIn) -> dict[str, Any]:
        """Add a template for one kind of document."""
        return _whole(self, operations.create(self.tenant, data.resource, data.template_name, data.attributes))

    def present(self, rows: list[PdfTemplate]) -> list[dict[str, Any]]:
        return [_shown(self, row) for row in rows]


@action(Templates, "", method="GET", query=TemplatesQuery, answer=list[TemplateOut])
def listed(templates: Templates, query: TemplatesQuery) -> list[dict[str, Any]]:
    """All templates, or those of one kind."""
    wanted = select(PdfTemplate).order_by(PdfTemplate.id)
    return templates.present(
        list(templates.session.scalars(wanted.where(PdfTemplate.resource == query.resource) if query.resource else wanted))
    )


@action(Template, "assign-default", method="PUT")
def assign_default(template: Template) -> None:
    """Print by it whatever of its kind names no template."""
    operations.assign_default(template.tenant, template.row)


@action(Templates, "state", method="GET", answer=State)
def state(templates: Templates) -> dict[str, Any]:
    """The organization as it presents itself: its name, address, logo and colour."""
    record = templates.tenant.record
    return {
        "company_name": record.name,
        "company_address": operations.address_of(record),
        "company_logo_key": record.logo_key,
        "company_logo_uri": _address(templates, record.logo_key),
        "primary_color": record.primary_color,
    }


def _shown(templates: Templates, row: PdfTemplate) -> dict[str, Any]:
    record = templates.tenant.record
    pattern, language = record.date_format or DEFAULT_DATE_FORMAT, templates.tenant.language
    return {
        "id": row.id,
        "resource": row.resource,
        "template_name": row.template_name,
        "predefined": row.predefined,
        "default": row.default,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "created_at_formatted": format_moment(row.created_at, pattern, language, record.timezone or "UTC"),
    }


def _whole(templates: Templates, row: PdfTemplate) -> dict[str, Any]:
    """``attributes`` says the same once more one level below, where clients in the field look for what they have sent."""
    own = operations.stored(row)
    own["company_logo_uri"] = _address(templates, own.get("company_logo_key"))
    echoed = own | {"resource": row.resource, "template_name": row.template_name, "attributes": own}
    return _shown(templates, row) | {"attributes": echoed, "defaults": fields.defaults(row.resource, templates.tenant.record.language)}


def _address(templates: Templates, key: str | None) -> str | None:
    """Where a browser that is signed in finds a logo."""
    return f"{templates.tenant.installation.settings.public_url}/api/attachments/{key}" if key else None
