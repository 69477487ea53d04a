"""``/api/items/:id/invoices|estimates|receipts``: the lines on which an item was sold."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bigcapital.accounting import dimensions
from bigcapital.documents.model import document_lines
from bigcapital.documents.present import Writer
from bigcapital.inventory.items.resource import OneItem
from bigcapital.rest import action
from bigcapital.sales.estimates.model import SaleEstimate
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.model import Sale
from bigcapital.sales.receipts.model import SaleReceipt

_MOST = 10_000  # the newest


@action(OneItem, "invoices", method="GET", access="SaleInvoice:View")
def invoices(item: OneItem) -> list[dict[str, Any]]:
    """The lines of invoices with the item, the newest first."""
    return _sold(item, SaleInvoice, "invoice", SaleInvoice.reference_no)


@action(OneItem, "estimates", method="GET", access="SaleEstimate:View")
def estimates(item: OneItem) -> list[dict[str, Any]]:
    """The lines of estimates with the item, the newest first."""
    return _sold(item, SaleEstimate, "estimate", SaleEstimate.reference)


@action(OneItem, "receipts", method="GET", access="SaleReceipt:View")
def receipts(item: OneItem) -> list[dict[str, Any]]:
    """The lines of receipts with the item, the newest first."""
    return _sold(item, SaleReceipt, "receipt", SaleReceipt.reference_no)


def _sold(item: OneItem, kind: type[Sale], noun: str, reference: Any) -> list[dict[str, Any]]:
    """Lines of one kind of document; ``noun`` is what clients call it. One statement, and one for customers not met before."""
    line, day, number, effect = document_lines.c, *(getattr(kind, name) for name in (kind.DAY, kind.NUMBER, kind.EFFECT))
    found = (
        select(line.id, kind.id.label("of"), day.label("day"), number.label("number"), reference.label("reference"), kind.customer_id)
        .add_columns(line.quantity, line.rate, line.amount, line.discount_amount, kind.currency_code, effect.is_(None).label("is_draft"))
        .join(kind, kind.id == line.reference_id)
        .where(line.item_id == item.row.id, line.reference_type == kind.REFERENCE_TYPE)
        .order_by(day.desc(), line.id.desc())
        .limit(_MOST)
    )
    rows = item.session.execute(found).all()
    writer, customers = Writer(item.tenant, ()), dimensions.contacts(item.tenant, {row.customer_id for row in rows})
    return [
        {
            "id": row.id,
            f"{noun}_id": row.of,
            f"{noun}_number": row.number,
            f"{noun}_date": row.day,
            f"{noun}_date_formatted": writer.day(row.day),
            "reference_number": row.reference,
            "is_draft": row.is_draft,
            "customer_id": row.customer_id,
            "customer_display_name": customers[row.customer_id].display_name,
            "currency_code": row.currency_code,
            "quantity": row.quantity,
            "rate": row.rate,
            "total": row.amount - row.discount_amount,
            "rate_formatted": writer.price(row.rate, row.currency_code),
            "total_formatted": writer.money(row.amount - row.discount_amount, row.currency_code),
        }
        for row in rows
    ]
