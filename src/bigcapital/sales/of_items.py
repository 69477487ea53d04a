"""``/api/items/:id/invoices|estimates|receipts``: the lines on which an item was sold."""

from __future__ import annotations

from typing import Any

from bigcapital.documents.of_items import lines_with
from bigcapital.inventory.items.resource import OneItem
from bigcapital.rest import action
from bigcapital.sales.estimates.model import SaleEstimate
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.receipts.model import SaleReceipt


@action(OneItem, "invoices", method="GET", access="SaleInvoice:View")
def invoices(item: OneItem) -> list[dict[str, Any]]:
    """The lines of invoices with the item, the newest first."""
    return lines_with(item, SaleInvoice, "invoice", SaleInvoice.reference_no)


@action(OneItem, "estimates", method="GET", access="SaleEstimate:View")
def estimates(item: OneItem) -> list[dict[str, Any]]:
    """The lines of estimates with the item, the newest first."""
    return lines_with(item, SaleEstimate, "estimate", SaleEstimate.reference)


@action(OneItem, "receipts", method="GET", access="SaleReceipt:View")
def receipts(item: OneItem) -> list[dict[str, Any]]:
    """The lines of receipts with the item, the newest first."""
    return lines_with(item, SaleReceipt, "receipt", SaleReceipt.reference_no)
