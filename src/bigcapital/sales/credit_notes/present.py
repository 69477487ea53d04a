"""Credit notes, their refunds and applications as they go out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bigcapital.accounting.accounts import present as accounts
from bigcapital.accounting.accounts.chart import chart
from bigcapital.documents import present as documents
from bigcapital.documents.model import DocumentLine
from bigcapital.documents.present import Writer
from bigcapital.documents.writing import Written
from bigcapital.sales.credit_notes.applications import Pair
from bigcapital.sales.credit_notes.model import CreditNote, CreditNoteRefund
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.tenancy.tenant import Tenant

_STORED = (
    "customer_id",
    "credit_note_date",
    "credit_note_number",
    "reference_no",
    "note",
    "terms_conditions",
    "opened_at",
    "from_invoice_id",
    "refunded_amount",
    "invoices_amount",
    "credits_remaining",
    "is_draft",
)
_REFUND = tuple(column.name for column in CreditNoteRefund.__table__.columns)


def made(tenant: Tenant, written: Written[CreditNote]) -> dict[str, Any]:
    """A credit note that is new."""
    return documents.numbered(documents.made(tenant, written, _shown))


def edited(tenant: Tenant, written: Written[CreditNote]) -> dict[str, Any]:
    """A credit note that was just replaced."""
    return documents.made(tenant, written, _shown)


def with_lines(tenant: Tenant, note: CreditNote) -> dict[str, Any]:
    """A credit note with its lines."""
    [shown] = documents.with_lines(tenant, [note], _shown)
    return shown


def page(tenant: Tenant, notes: Sequence[CreditNote]) -> list[dict[str, Any]]:
    """The credit notes of a list, with their lines and customers."""
    return documents.page(tenant, notes, _shown)


def whole(tenant: Tenant, note: CreditNote) -> dict[str, Any]:
    """A credit note with all that belongs to it."""
    return documents.whole(tenant, note, _shown)


def refund(one: CreditNoteRefund) -> dict[str, Any]:
    """A refund alone."""
    return {name: getattr(one, name) for name in _REFUND}


def refunds(tenant: Tenant, note: CreditNote, several: Iterable[CreditNoteRefund]) -> list[dict[str, Any]]:
    """The refunds of a credit note, each with it and its account."""
    writer, known, language = Writer(tenant, ()), chart(tenant), tenant.language
    of = with_lines(tenant, note)
    return [
        refund(one)
        | {
            "credit_note": of,
            "from_account": accounts.known(known[one.from_account_id], language),
            "formtted_amount": writer.money(one.amount, one.currency_code),
            "formatted_date": writer.day(one.date),
        }
        for one in several
    ]


def applications(tenant: Tenant, note: CreditNote, pairs: Iterable[Pair]) -> list[dict[str, Any]]:
    """The invoices that a credit note was applied to, and how much of it."""
    writer = Writer(tenant, ())
    return [
        {
            "id": one.id,
            "credit_note_id": note.id,
            "credit_note_number": note.credit_note_number,
            "credit_note_date": note.credit_note_date,
            "invoice_id": invoice.id,
            "invoice_number": invoice.invoice_no,
            "invoice_reference_no": invoice.reference_no,
            "date": one.date,
            "amount": one.amount,
            "created_at": one.created_at,
            "formatted_amount": writer.money(one.amount, note.currency_code),
            "formatted_date": writer.day(one.date),
            "formatted_credit_note_date": writer.day(note.credit_note_date),
            "formatted_created_at": writer.moment(one.created_at),
        }
        for one, invoice in pairs
    ]


def candidates(tenant: Tenant, several: Iterable[SaleInvoice]) -> list[dict[str, Any]]:
    """Invoices that credit can be applied to."""
    writer = Writer(tenant, ())
    return [
        {
            "id": one.id,
            "invoice_no": one.invoice_no,
            "reference_no": one.reference_no,
            "invoice_date": one.invoice_date,
            "due_date": one.due_date,
            "balance": one.total,
            "due_amount": one.due_amount,
            "payment_amount": one.payment_amount,
            "currency_code": one.currency_code,
            "formatted_balance": writer.money(one.total, one.currency_code),
            "formatted_due_amount": writer.money(one.due_amount, one.currency_code),
            "formatted_payment_amount": writer.money(one.payment_amount, one.currency_code),
            "formatted_invoice_date": writer.day(one.invoice_date),
            "formatted_due_date": writer.day(one.due_date),
        }
        for one in several
    ]


def _shown(writer: Writer, note: CreditNote, lines: Sequence[DocumentLine]) -> dict[str, Any]:
    """A credit note with all that follows from it; ``amount`` is what its lines come to, as the contract has it."""
    shown = writer.header(note, lines) | {name: getattr(note, name) for name in _STORED}
    currency, used, left = note.currency_code, note.refunded_amount + note.invoices_amount, note.credits_remaining
    return shown | {
        "amount": shown["subtotal"],
        "local_amount": shown["subtotal_local"],
        "credits_used": used,
        "is_published": not note.is_draft,
        "is_open": not note.is_draft and bool(left),
        "is_closed": not note.is_draft and not left,
        "formatted_credit_note_date": writer.day(note.credit_note_date),
        "formatted_created_at": shown["created_at_formatted"],
        "formatted_amount": shown["subtotal_formatted"],
        "formatted_subtotal": shown["subtotal_formatted"],
        "formatted_credits_used": writer.money(used, currency),
        "formatted_credits_remaining": writer.money(left, currency),
    }
