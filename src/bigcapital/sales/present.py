"""Documents to customers as they go out. Each kind says how one of it is ``shown``; the rest is the same for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import select

from bigcapital.accounting import dimensions
from bigcapital.accounting.attachments.operations import KINDS
from bigcapital.contacts import present
from bigcapital.contacts.customers.model import Customer
from bigcapital.documents.lines import lines_of
from bigcapital.documents.model import DocumentLine
from bigcapital.documents.present import Writer
from bigcapital.documents.writing import Written
from bigcapital.sales.model import Sale
from bigcapital.sales.payments.model import PaymentReceived
from bigcapital.tenancy.tenant import Tenant

Kind = TypeVar("Kind", bound=Sale)
Shown = Callable[[Writer, Kind, Sequence[DocumentLine]], dict[str, Any]]


def made(tenant: Tenant, written: Written[Kind], shown: Shown[Kind]) -> dict[str, Any]:
    """A document that was just written."""
    return shown(Writer(tenant, written.lines), written.document, written.lines)


def numbered(found: dict[str, Any]) -> dict[str, Any]:
    """The same with its lines' ``reference_id`` as a number: so clients know new invoices and receipts, and all else as text."""
    for line in found["entries"]:
        line["reference_id"] = found["id"]
    return found


def plain(tenant: Tenant, documents: Sequence[Kind], shown: Shown[Kind]) -> list[dict[str, Any]]:
    """Documents of one kind with their lines."""
    lines = lines_of(tenant, type(documents[0]), [document.id for document in documents]) if documents else {}
    writer = Writer(tenant, (line for several in lines.values() for line in several))
    return [shown(writer, document, lines[document.id]) for document in documents]


def page(tenant: Tenant, documents: Sequence[Kind], shown: Shown[Kind]) -> list[dict[str, Any]]:
    """The documents of a list, with their lines and customers."""
    customers = customers_of(tenant, documents)
    found = plain(tenant, documents, shown)
    return [one | {"customer": customers[one["customer_id"]]} for one in found]


def whole(tenant: Tenant, document: Kind, shown: Shown[Kind]) -> dict[str, Any]:
    """A document with all that belongs to it."""
    [found] = page(tenant, [document], shown)
    branch = dimensions.branches(tenant).by_id.get(document.branch_id) if document.branch_id is not None else None
    files = KINDS[document.REFERENCE_TYPE].of(tenant, [document.id])[document.id]
    return found | {"branch": branch, "attachments": files}


def customers_of(tenant: Tenant, documents: Iterable[Sale | PaymentReceived]) -> dict[int, dict[str, Any]]:
    """The customers of a page of documents, with their balances, by id. Two statements."""
    ids = {document.customer_id for document in documents}
    if not ids:
        return {}
    rows = tenant.session.scalars(select(Customer).where(Customer.id.in_(ids))).all()
    return {shown["id"]: shown for shown in present.page(tenant, rows)}
