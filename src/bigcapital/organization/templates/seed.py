"""The templates that every organization begins with: one of each kind."""

from __future__ import annotations

from bigcapital.organization.templates.fields import FIELDS, STANDARD, words
from bigcapital.organization.templates.model import PdfTemplate
from bigcapital.tenancy.provision import seeder
from bigcapital.tenancy.tenant import Tenant


@seeder(order=40)
def seed(tenant: Tenant) -> None:
    """A standard template for each kind of document, which is its default."""
    name = words(STANDARD, tenant.record.language)
    for resource in FIELDS:
        tenant.session.add(PdfTemplate(resource=resource, template_name=name, predefined=True, default=True))
    tenant.session.flush()
