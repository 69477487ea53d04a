"""What documents to customers show beside themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from bigcapital.contacts import present
from bigcapital.contacts.customers.model import Customer
from bigcapital.documents.model import Commercial
from bigcapital.tenancy.tenant import Tenant


def customers_of(tenant: Tenant, documents: Iterable[Commercial]) -> dict[int, dict[str, Any]]:
    """The customers of a page of documents, with their balances, by id. Two statements."""
    ids = {document.customer_id for document in documents}
    if not ids:
        return {}
    rows = tenant.session.scalars(select(Customer).where(Customer.id.in_(ids))).all()
    return {shown["id"]: shown for shown in present.page(tenant, rows)}
