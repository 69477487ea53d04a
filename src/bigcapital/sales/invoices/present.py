"""Invoices as they go out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bigcapital.accounting import dimensions
from bigcapital.accounting.accounts.chart import chart
from bigcapital.documents.lines import lines_of
from bigcapital.documents.model import DocumentLine
from bigcapital.documents.present import Writer
from bigcapital.documents.writing import Written
from bigcapital.ledger.money import ZERO
from bigcapital.sales.invoices import operations
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.present import customers_of
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
    """An invoice that was just written. (Clients know its lines' ``reference_id`` as a number here, and as text elsewhere.)"""
    shown = _shown(Writer(tenant, written.lines), tenant.today(), written.document, written.lines)
    for line in shown["entries"]:
        line["reference_id"] = written.document.id
    return shown


def plain(tenant: Tenant, invoices: Sequence[SaleInvoice]) -> list[dict[str, Any]]:
    """Invoices with their lines."""
    lines = lines_of(tenant, SaleInvoice, [invoice.id for invoice in invoices])
    writer, today = Writer(tenant, (line for several in lines.values() for line in several)), tenant.today()
    return [_shown(writer, today, invoice, lines[invoice.id]) for invoice in invoices]


def page(tenant: Tenant, invoices: Sequence[SaleInvoice]) -> list[dict[str, Any]]:
    """The invoices of a list, with their lines and customers."""
    customers = customers_of(tenant, invoices)
    shown = plain(tenant, invoices)
    return [one | {"customer": customers[one["customer_id"]]} for one in shown]


def whole(tenant: Tenant, invoice: SaleInvoice) -> dict[str, Any]:
    """An invoice with all that belongs to it."""
    [shown] = page(tenant, [invoice])
    branch = dimensions.branches(tenant).by_id.get(invoice.branch_id) if invoice.branch_id is not None else None
    return shown | {"branch": branch, "attachments": [], "payment_methods": []}


def payments(tenant: Tenant, invoice: SaleInvoice) -> list[dict[str, Any]]:
    """What payments paid of an invoice."""
    writer, known = Writer(tenant, ()), chart(tenant)
    return [
        {
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
            "deposit_account_name": known[row.deposit_account_id].name,
            "deposit_account_slug": known[row.deposit_account_id].slug,
        }
        for row in operations.payments_of(tenant, invoice)
    ]


def _shown(writer: Writer, today: date, invoice: SaleInvoice, lines: Sequence[DocumentLine]) -> dict[str, Any]:
    """The invoice with all that follows from it. ``inv_lot_number`` is nothing that clients still use."""
    shown = writer.header(invoice, lines) | {name: getattr(invoice, name) for name in _STORED}
    due, balance = invoice.due_amount, invoice.payment_amount + invoice.credited_amount + (invoice.writtenoff_amount or ZERO)
    overdue_days = max((today - invoice.due_date).days, 0)
    is_fully_paid, is_partially_paid = not due, ZERO < due != invoice.total
    shown |= writer.amount("writtenoff_amount", invoice.writtenoff_amount or ZERO, invoice)
    return shown | {
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
        "remaining_days": max((invoice.due_date - today).days, 0),
        "overdue_days": overdue_days,
        "invoice_date_formatted": writer.day(invoice.invoice_date),
        "due_date_formatted": writer.day(invoice.due_date),
        "due_amount_formatted": writer.money(due, invoice.currency_code),
        "payment_amount_formatted": writer.money(invoice.payment_amount, invoice.currency_code),
        "balance_amount_formatted": writer.money(balance, invoice.currency_code),
    }
