"""Invoices as they go out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bigcapital.documents import present
from bigcapital.documents.model import DocumentLine
from bigcapital.documents.present import Writer
from bigcapital.documents.writing import Written
from bigcapital.ledger.money import ZERO
from bigcapital.sales.estimates import operations as estimates
from bigcapital.sales.invoices import operations
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.online import methods
from bigcapital.tenancy.tenant import Tenant

_STORED = (
    "customer_id",
    "invoice_date",
    "due_date",
    "invoice_no",
    "reference_no",
    "invoice_message",
    "terms_conditions",
    "project_id",
    "payment_amount",
    "credited_amount",
    "writtenoff_at",
    "writtenoff_expense_account_id",
    "writtenoff_reason",
    "delivered_at",
    "is_delivered",
)


def made(tenant: Tenant, written: Written[SaleInvoice]) -> dict[str, Any]:
    """An invoice that was just written."""
    return present.numbered(present.made(tenant, written, shown))


def with_lines(tenant: Tenant, invoices: Sequence[SaleInvoice]) -> list[dict[str, Any]]:
    """Invoices with their lines."""
    return present.with_lines(tenant, invoices, shown)


def page(tenant: Tenant, invoices: Sequence[SaleInvoice]) -> list[dict[str, Any]]:
    """The invoices of a list, with their lines and customers."""
    return present.page(tenant, invoices, shown)


def whole(tenant: Tenant, invoice: SaleInvoice) -> dict[str, Any]:
    """An invoice with all that belongs to it."""
    return present.whole(tenant, invoice, shown) | {
        "payment_methods": methods.of(tenant, invoice.id),
        "from_estimate": estimates.origin_of(tenant, invoice.id),
        "recurring_invoice": operations.schedule_of(tenant, invoice),
    }


def payments(tenant: Tenant, invoice: SaleInvoice) -> list[dict[str, Any]]:
    """What payments paid of an invoice."""
    writer = Writer(tenant, ())
    return [
        {
            "id": row.id,
            "is_later": row.is_later,
            "invoice_id": invoice.id,
            "payment_receive_id": row.payment_receive_id,
            "payment_date": row.date,
            "formatted_payment_date": writer.day(row.date),
            "payment_amount": row.payment_amount,
            "formatted_payment_amount": writer.money(row.payment_amount, row.currency_code),
            "currency_code": row.currency_code,
            "payment_number": row.payment_receive_no,
            "payment_reference_no": row.reference_no,
            "invoice_number": invoice.invoice_no,
            "invoice_reference_no": invoice.reference_no,
            "deposit_account_id": row.deposit_account_id,
            "deposit_account_name": writer.chart[row.deposit_account_id].name,
            "deposit_account_slug": writer.chart[row.deposit_account_id].slug,
        }
        for row in operations.payments_of(tenant, invoice)
    ]


def shown(writer: Writer, invoice: SaleInvoice, lines: Sequence[DocumentLine]) -> dict[str, Any]:
    """The invoice with all that follows from it. ``inv_lot_number`` is nothing that clients still use."""
    found = writer.header(invoice, lines) | {name: getattr(invoice, name) for name in _STORED}
    due, balance = invoice.due_amount, invoice.payment_amount + invoice.credited_amount + (invoice.writtenoff_amount or ZERO)
    overdue_days = max((writer.today - invoice.due_date).days, 0)
    is_fully_paid, is_partially_paid = not due, ZERO < due != invoice.total
    found |= writer.amount("writtenoff_amount", invoice.writtenoff_amount or ZERO, invoice)
    return found | {
        "balance": invoice.total,
        "inv_lot_number": None,
        "writtenoff_amount": invoice.writtenoff_amount,
        "due_amount": due,
        "balance_amount": balance,
        "is_overdue": invoice.is_delivered and bool(due) and overdue_days > 0,
        "is_partially_paid": is_partially_paid,
        "is_fully_paid": is_fully_paid,
        "is_paid": is_fully_paid or is_partially_paid,
        "is_writtenoff": invoice.is_written_off,
        "remaining_days": max((invoice.due_date - writer.today).days, 0),
        "overdue_days": overdue_days,
        "invoice_date_formatted": writer.day(invoice.invoice_date),
        "due_date_formatted": writer.day(invoice.due_date),
        "due_amount_formatted": writer.money(due, invoice.currency_code),
        "payment_amount_formatted": writer.money(invoice.payment_amount, invoice.currency_code),
        "balance_amount_formatted": writer.money(balance, invoice.currency_code),
    }
