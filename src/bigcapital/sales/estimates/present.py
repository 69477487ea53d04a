"""Estimates as they go out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bigcapital.documents.model import DocumentLine
from bigcapital.documents.present import Writer
from bigcapital.sales.estimates.model import SaleEstimate

_STORED = (
    "customer_id",
    "estimate_date",
    "expiration_date",
    "estimate_number",
    "reference",
    "note",
    "terms_conditions",
    "send_to_email",
    "delivered_at",
    "approved_at",
    "rejected_at",
    "converted_to_invoice_id",
    "converted_to_invoice_at",
    "is_delivered",
)


def shown(writer: Writer, estimate: SaleEstimate, lines: Sequence[DocumentLine]) -> dict[str, Any]:
    """The estimate with all that follows from it."""
    found = writer.header(estimate, lines) | {name: getattr(estimate, name) for name in _STORED}
    return found | {
        "amount": found["total"],
        "local_amount": found["total_local"],
        "is_expired": estimate.expiration_date < writer.today and not estimate.is_converted,
        "is_approved": estimate.approved_at is not None,
        "is_rejected": estimate.rejected_at is not None,
        "is_converted_to_invoice": estimate.is_converted,
        "formatted_amount": found["total_formatted"],
        "formatted_subtotal": found["subtotal_formatted"],
        "formatted_estimate_date": writer.day(estimate.estimate_date),
        "formatted_expiration_date": writer.day(estimate.expiration_date),
        "formatted_delivered_at_date": writer.moment(estimate.delivered_at),
        "formatted_approved_at_date": writer.moment(estimate.approved_at),
        "formatted_rejected_at_date": writer.moment(estimate.rejected_at),
        "formatted_created_at": found["created_at_formatted"],
    }
