"""Receipts as they go out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bigcapital.accounting.accounts import present as accounts
from bigcapital.documents.model import DocumentLine
from bigcapital.documents.present import Writer
from bigcapital.sales.receipts.model import SaleReceipt

_STORED = (
    "customer_id",
    "receipt_date",
    "receipt_number",
    "reference_no",
    "deposit_account_id",
    "receipt_message",
    "statement",
    "send_to_email",
    "closed_at",
    "is_closed",
    "is_draft",
)


def shown(writer: Writer, receipt: SaleReceipt, lines: Sequence[DocumentLine]) -> dict[str, Any]:
    """The receipt with all that follows from it."""
    found = writer.header(receipt, lines) | {name: getattr(receipt, name) for name in _STORED}
    return found | {
        "amount": found["total"],
        "local_amount": found["total_local"],
        "paid": found["total"],
        "paid_local": found["total_local"],
        "deposit_account": accounts.known(writer.chart[receipt.deposit_account_id], writer.language),
        "formatted_amount": found["total_formatted"],
        "formatted_subtotal": found["subtotal_formatted"],
        "formatted_receipt_date": writer.day(receipt.receipt_date),
        "formatted_closed_at_date": writer.moment(receipt.closed_at),
        "formatted_created_at": found["created_at_formatted"],
    }
