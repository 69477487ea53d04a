"""Recurring invoices as they go out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from bigcapital.documents import present
from bigcapital.documents.model import DocumentLine
from bigcapital.documents.present import Writer
from bigcapital.documents.writing import Written
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.recurring.model import RecurringInvoice, RecurringSlot
from bigcapital.sales.recurring.operations import Upcoming, payment_methods_of, status_of
from bigcapital.tenancy.tenant import Tenant

_STORED = (
    *("customer_id", "name", "repeat_unit", "repeat_every", "starts_on", "ends_on", "ends_after", "due_days", "then", "reference_no"),
    *("invoice_message", "terms_conditions", "project_id", "next_on", "made_count", "paused_at"),
    *("refusal", "refusal_type", "refused_at"),
)


def made(tenant: Tenant, written: Written[RecurringInvoice]) -> dict[str, Any]:
    """A schedule that was just written."""
    return present.made(tenant, written, shown)


def page(tenant: Tenant, rows: Sequence[RecurringInvoice]) -> list[dict[str, Any]]:
    """The schedules of a list, with their lines and customers."""
    return present.page(tenant, rows, shown)


def whole(tenant: Tenant, row: RecurringInvoice) -> dict[str, Any]:
    """A schedule with all that belongs to it."""
    return present.whole(tenant, row, shown)


def shown(writer: Writer, row: RecurringInvoice, lines: Sequence[DocumentLine]) -> dict[str, Any]:
    """The schedule with what its next invoice comes to."""
    found = writer.header(row, lines) | {name: getattr(row, name) for name in _STORED}
    days = {f"{name}_formatted": writer.day(getattr(row, name)) for name in ("starts_on", "ends_on", "next_on")}
    return found | days | {"status": status_of(row), "payment_methods": payment_methods_of(row)}


def upcoming(tenant: Tenant, found: Upcoming, due_days: int) -> dict[str, Any]:
    """The invoices to come."""
    writer = Writer(tenant, ())
    return {"slots": [_slot(writer, slot, due_days) for slot in found.slots], "has_more": found.has_more}


def invoices(tenant: Tenant, several: Iterable[tuple[RecurringSlot, SaleInvoice | None]]) -> list[dict[str, Any]]:
    """The invoices that came of a schedule."""
    writer = Writer(tenant, ())
    return [_made(writer, slot, invoice) for slot, invoice in several]


def _slot(writer: Writer, slot: date, due_days: int) -> dict[str, Any]:
    due = slot + timedelta(days=due_days)
    return {
        "slot": slot,
        "slot_formatted": writer.day(slot),
        "due_date": due,
        "due_date_formatted": writer.day(due),
        "is_due": slot <= writer.today,
    }


def _made(writer: Writer, slot: RecurringSlot, invoice: SaleInvoice | None) -> dict[str, Any]:
    return {
        "slot": slot.slot,
        "slot_formatted": writer.day(slot.slot),
        "invoice_id": slot.invoice_id,
        "invoice_no": invoice.invoice_no if invoice is not None else None,
        "total_formatted": writer.money(invoice.total, invoice.currency_code) if invoice is not None else None,
        "due_amount_formatted": writer.money(invoice.due_amount, invoice.currency_code) if invoice is not None else None,
        "is_delivered": invoice is not None and invoice.is_delivered,
        "is_deleted": invoice is None,
        "created_at": slot.created_at,
    }
