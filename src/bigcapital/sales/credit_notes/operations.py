"""What one can do to credit notes, whoever asks: create, edit, open, delete. (Refunds and applications: beside this.)"""

from __future__ import annotations

from typing import Final

from bigcapital.accounting import books
from bigcapital.accounting.accounts.chart import receivable
from bigcapital.accounting.attachments.operations import Attached
from bigcapital.accounting.numbering import Numbers
from bigcapital.documents import writing
from bigcapital.documents.posting import document_entry, mirrored
from bigcapital.documents.settling.operations import Followers
from bigcapital.documents.writing import Entered, Written
from bigcapital.errors import DomainError, InUse, InvalidInput
from bigcapital.ledger.entry import Entry
from bigcapital.ledger.money import ZERO
from bigcapital.sales.credit_notes.model import CreditNote
from bigcapital.sales.credit_notes.schema import CreditNoteIn
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.selling import SELLING, legs_of
from bigcapital.tenancy.tenant import Tenant


class NumberExists(DomainError):
    type = "CREDIT_NOTE_NUMBER_NOT_UNIQUE"


class AlreadyOpened(DomainError):
    type = "CREDIT_NOTE_ALREADY_OPENED"


class SmallerThanUsed(DomainError):
    type = "CREDIT_NOTE_AMOUNT_SMALLER_THAN_USED_AMOUNT"


class CustomerStays(DomainError):
    type = "CREDIT_NOTE_CUSTOMER_SHOULD_NOT_UPDATE"


class HasRefunds(InUse):
    type = "CREDIT_NOTE_HAS_REFUNDS_TRANSACTIONS"


class HasApplications(InUse):
    type = "CREDIT_NOTE_HAS_APPLIED_INVOICES"


class NothingLeft(DomainError):
    type = "CREDIT_NOTE_HAS_NO_REMAINING_AMOUNT"


ATTACHED = Attached("CreditNote", CreditNote, subject="CreditNode")
NUMBERS = Numbers("credit_note", CreditNote.credit_note_number, not_unique=NumberExists)
follows: Final = Followers[CreditNote]()  # what used it


def create(tenant: Tenant, data: CreditNoteIn) -> Written[CreditNote]:
    """Write a credit note down, and into the ledger when it is to be open.

    :raises DomainError: a rule refuses it; :raises InvalidInput: an amount, the rate, the customer or the invoice does not fit.
    """
    entered = writing.check(tenant, data, data.customer_id, SELLING)
    note = CreditNote(refunded_amount=ZERO, invoices_amount=ZERO, from_invoice_id=_invoice(tenant, data))
    _fill(note, data, entered)
    if data.open:
        writing.take_effect(tenant, note)
    writing.number(tenant, NUMBERS, note, data.credit_note_number)
    written = writing.store(tenant, note, entered)
    if not note.is_draft:
        books.record(tenant, _entry(tenant, written))
    return written


def edit(tenant: Tenant, note: CreditNote, data: CreditNoteIn) -> Written[CreditNote]:
    """Replace a credit note. What is open stays so, and the ledger follows; so do its refunds and applications.

    :raises SmallerThanUsed: more of it was used than would be left; :raises CustomerStays: some of it was used.
    """
    used, was = note.refunded_amount + note.invoices_amount, (note.exchange_rate, note.branch_id, note.credit_note_number)
    if used and data.customer_id != note.customer_id:
        raise CustomerStays("Some of the credit note was used, so its customer stays.")
    entered = writing.check(tenant, data, data.customer_id, SELLING, writing.read(tenant, note).lines)
    if entered.resolved.totals.total < used:
        raise SmallerThanUsed("The credit note cannot be less than what was refunded and applied of it.")
    stood_on = writing.supersede(tenant, note)
    _fill(note, data, entered)
    if stood_on or data.open:
        writing.take_effect(tenant, note, stood_on)
    writing.number(tenant, NUMBERS, note, data.credit_note_number)
    written = writing.replace(tenant, note, entered)
    if stood_on:
        books.repost(tenant, _entry(tenant, written))
    elif not note.is_draft:
        books.record(tenant, _entry(tenant, written))
    if used and (note.exchange_rate, note.branch_id, note.credit_note_number) != was:
        follows.tell(tenant, note)
    return written


def open(tenant: Tenant, note: CreditNote) -> None:
    """From now on it is owed to the customer: enter it into the ledger."""
    if not note.is_draft:
        raise AlreadyOpened("The credit note is open already.")
    writing.take_effect(tenant, note)
    tenant.session.flush()
    books.record(tenant, _entry(tenant, writing.read(tenant, note)))


def delete(tenant: Tenant, note: CreditNote) -> None:
    """Delete a credit note; its entry and the reversal of that stay in the ledger.

    :raises InUse: some of it was refunded or applied.
    """
    if note.refunded_amount:
        raise HasRefunds("Some of the credit note was refunded, so it cannot be deleted.")
    if note.invoices_amount:
        raise HasApplications("Some of the credit note was applied to invoices, so it cannot be deleted.")
    writing.take_back(tenant, note)
    writing.delete(tenant, note)


def _invoice(tenant: Tenant, data: CreditNoteIn) -> int | None:
    """The invoice that it was made of: one of the same customer."""
    if data.from_invoice_id is not None:
        invoice = tenant.session.get(SaleInvoice, data.from_invoice_id)
        if invoice is None or invoice.customer_id != data.customer_id:
            raise InvalidInput.of("from_invoice_id", "isExist", "fromInvoiceId must be an invoice of the customer", data.from_invoice_id)
    return data.from_invoice_id


def _fill(note: CreditNote, data: CreditNoteIn, entered: Entered) -> None:
    entered.fill(note)
    note.credit_note_date, note.reference_no = data.credit_note_date, data.reference_no
    note.note, note.terms_conditions = data.note, data.terms_conditions


def _entry(tenant: Tenant, written: Written[CreditNote]) -> Entry:
    """An invoice's, on the other side."""
    note = written.document
    legs = legs_of(tenant, written, receivable(tenant, note.currency_code))
    return document_entry(note, mirrored(legs), reference=note.reference_no, base_currency=tenant.base_currency)
