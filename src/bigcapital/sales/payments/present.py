"""Payments received as they go out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from bigcapital.accounting import dimensions
from bigcapital.accounting.accounts import present as accounts
from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.journals.present import ledger_line
from bigcapital.accounting.lines import read_lines
from bigcapital.documents.present import Writer, contacts_of
from bigcapital.ledger.money import ZERO, exponent, multiplied, plain, rounded
from bigcapital.sales.invoices import operations as invoices
from bigcapital.sales.invoices import present as invoice_present
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.payments import operations
from bigcapital.sales.payments.entries import applied_of, entries_of
from bigcapital.sales.payments.model import APPLICATION, REFERENCE_TYPE, PaymentEntry, PaymentReceived
from bigcapital.tenancy.tenant import Tenant

_COLUMNS = tuple(column.name for column in PaymentReceived.__table__.columns)


def made(tenant: Tenant, written: operations.Written) -> dict[str, Any]:
    """A payment that was just written, with its entries."""
    shown = _plain(tenant, written.payment, _sum(written.entries))
    return shown | {"entries": [entry(one) for one in written.entries]}


def page(tenant: Tenant, payments: Sequence[PaymentReceived]) -> list[dict[str, Any]]:
    """The payments of a list, with their customers and accounts."""
    sums = applied_of(tenant, [payment.id for payment in payments])
    customers, writer, known = contacts_of(tenant, (payment.customer_id for payment in payments)), Writer(tenant, ()), chart(tenant)
    found = []
    for payment in payments:
        shown, currency = _plain(tenant, payment, sums.get(payment.id, ZERO)), payment.currency_code
        written = writer.money(payment.amount, currency)
        found.append(
            shown
            | {
                "customer": customers[payment.customer_id],
                "deposit_account": accounts.known(known[payment.deposit_account_id], tenant.language),
                "subtotal_formatted": written,
                "formattted_total": written,
                "formatted_amount": written,
                "formatted_applied_amount": writer.money(shown["applied_amount"], currency),
                "formatted_unapplied_amount": writer.money(shown["unapplied_amount"], currency),
                "formatted_exchange_rate": plain(payment.exchange_rate),
                "formatted_payment_date": writer.day(payment.payment_date),
                "formatted_created_at": writer.moment(payment.created_at),
            }
        )
    return found


def with_invoices(tenant: Tenant, payments: Sequence[PaymentReceived]) -> list[dict[str, Any]]:
    """The payments of a list, each with its entries and their invoices."""
    entries, writer = entries_of(tenant, [payment.id for payment in payments]), Writer(tenant, ())
    paid = _invoices(tenant, (one for several in entries.values() for one in several))
    by_id = {one["id"]: one for one in invoice_present.with_lines(tenant, paid)}
    found = page(tenant, payments)
    for shown in found:
        shown["entries"] = [
            entry(one)
            | {
                "invoice": by_id[one.invoice_id],
                "payment_amount_formatted": writer.money(one.payment_amount, shown["currency_code"]),
            }
            for one in entries[shown["id"]]
        ]
    return found


def whole(tenant: Tenant, payment: PaymentReceived) -> dict[str, Any]:
    """A payment with its invoices, and what it did to the books."""
    language = tenant.language
    [shown] = with_invoices(tenant, [payment])
    lines = read_lines(tenant, reference_type=REFERENCE_TYPE, reference_id=payment.id)
    later = [one["id"] for one in shown["entries"] if one["is_later"]]
    if later:
        lines = [*lines, *read_lines(tenant, reference_type=APPLICATION, reference_ids=later)]
    branch = dimensions.branches(tenant).by_id.get(payment.branch_id) if payment.branch_id is not None else None
    files = operations.ATTACHED.of(tenant, [payment.id])[payment.id]
    return shown | {"branch": branch, "attachments": files, "transactions": [ledger_line(one, language) for one in lines]}


def paid_invoices(tenant: Tenant, payment: PaymentReceived) -> list[dict[str, Any]]:
    """The invoices that a payment paid."""
    return invoice_present.with_lines(tenant, _invoices(tenant, entries_of(tenant, [payment.id])[payment.id]))


def edit_page(tenant: Tenant, payment: PaymentReceived) -> dict[str, Any]:
    """What the form of a payment starts from."""
    entries = entries_of(tenant, [payment.id])[payment.id]
    by_id = {invoice.id: invoice for invoice in _invoices(tenant, entries)}
    own = {id: sum((one.payment_amount for one in entries if one.invoice_id == id), ZERO) for id in by_id}
    rows = [_page_entry(by_id[one.invoice_id], own[one.invoice_id], one) for one in entries]
    others = (invoice for invoice in invoices.receivables(tenant, payment.customer_id) if invoice.id not in by_id)
    data = _plain(tenant, payment, _sum(entries)) | {"attachments": operations.ATTACHED.of(tenant, [payment.id])[payment.id]}
    return {"data": data, "entries": rows + [_page_entry(invoice, ZERO) for invoice in others]}


def _page_entry(invoice: SaleInvoice, own: Decimal, entry: PaymentEntry | None = None) -> dict[str, Any]:
    return {
        "id": entry.id if entry is not None else None,
        "entry_type": "invoice",
        "index": entry.index if entry is not None else None,
        "invoice_id": invoice.id,
        "invoice_no": invoice.invoice_no,
        "date": invoice.invoice_date,
        "amount": invoice.total,
        "due_amount": invoice.due_amount + own,
        "payment_amount": entry.payment_amount if entry is not None else ZERO,
        "total_payment_amount": invoice.payment_amount,
        "currency_code": invoice.currency_code,
    }


def _plain(tenant: Tenant, payment: PaymentReceived, applied: Decimal) -> dict[str, Any]:
    base, amount = tenant.base_currency, payment.amount
    local = amount if payment.currency_code == base else rounded(multiplied(amount, payment.exchange_rate), exponent(base))
    shown = {name: getattr(payment, name) for name in _COLUMNS}
    return shown | {"local_amount": local, "applied_amount": applied, "unapplied_amount": amount - applied}


def entry(one: PaymentEntry) -> dict[str, Any]:
    """How much of a payment went to an invoice."""
    return {name: getattr(one, name) for name in PaymentEntry.__slots__}


def _sum(entries: Iterable[PaymentEntry]) -> Decimal:
    return sum((one.payment_amount for one in entries), ZERO)


def _invoices(tenant: Tenant, entries: Iterable[PaymentEntry]) -> Sequence[SaleInvoice]:
    ids = {one.invoice_id for one in entries}
    return tenant.session.scalars(select(SaleInvoice).where(SaleInvoice.id.in_(ids)).order_by(SaleInvoice.id)).all() if ids else ()
