"""What one can do to invoices, whoever asks: create, edit, deliver, write off, delete; and for who settles them, ``settle``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, func, select, type_coerce

from bigcapital import db
from bigcapital.accounting import books, dimensions
from bigcapital.accounting.accounts.chart import Known, chart, receivable
from bigcapital.accounting.attachments.operations import Attached
from bigcapital.accounting.numbering import Numbers
from bigcapital.documents import former, writing
from bigcapital.documents.posting import document_entry
from bigcapital.documents.settling import operations as settling
from bigcapital.documents.settling.operations import Followers, Settled
from bigcapital.documents.writing import Entered, Written
from bigcapital.errors import DomainError, InUse, InvalidInput
from bigcapital.ledger.entry import Entry
from bigcapital.ledger.money import ZERO
from bigcapital.sales.credit_notes.model import CreditNoteApplication
from bigcapital.sales.estimates import operations as estimates
from bigcapital.sales.invoices.model import WRITE_OFF, SaleInvoice
from bigcapital.sales.invoices.posting import write_off_entry
from bigcapital.sales.invoices.schema import InvoiceIn, WriteOffIn
from bigcapital.sales.online import methods
from bigcapital.sales.payments.model import PaymentReceived, payment_entries
from bigcapital.sales.recurring.model import RecurringInvoice, RecurringSlot
from bigcapital.sales.selling import SELLING, legs_of
from bigcapital.tenancy.tenant import Tenant


class NotFound(DomainError):
    type = "SALE_INVOICE_NOT_FOUND"


class NumberRequired(DomainError):
    type = "SALE_INVOICE_NO_IS_REQUIRED"


class NumberExists(DomainError):
    type = "INVOICE_NUMBER_NOT_UNIQUE"


class AlreadyDelivered(DomainError):
    type = "SALE_INVOICE_ALREADY_DELIVERED"


class SmallerThanSettled(DomainError):
    type = "INVOICE_AMOUNT_SMALLER_THAN_PAYMENT_AMOUNT"


class CustomerStays(DomainError):
    type = "SALE_INVOICE_CUSTOMER_SHOULD_NOT_UPDATE"


class HasPayments(InUse):
    type = "INVOICE_HAS_ASSOCIATED_PAYMENT_ENTRIES"


class HasCredits(InUse):
    type = "SALE_INVOICE_HAS_APPLIED_TO_CREDIT_NOTES"


class AlreadyWrittenOff(DomainError):
    type = "SALE_INVOICE_ALREADY_WRITTEN_OFF"


class NotWrittenOff(DomainError):
    type = "SALE_INVOICE_NOT_WRITTEN_OFF"


class NothingDue(DomainError):
    type = "SALE_INVOICE_HAS_NOTHING_DUE"


class NotDelivered(DomainError):
    type = "INVOICES_NOT_DELIVERED_YET"


class InvoicesNotFound(DomainError):
    type = "INVOICES_IDS_NOT_FOUND"


ATTACHED = Attached("SaleInvoice", SaleInvoice, subject="SaleInvoice", by_hand=True)
NUMBERS = Numbers("sales_invoices", SaleInvoice.invoice_no, not_unique=NumberExists, required=NumberRequired)


def create(tenant: Tenant, data: InvoiceIn) -> Written[SaleInvoice]:
    """Write an invoice down, and into the ledger when it is delivered.

    :raises DomainError: a rule refuses it; :raises InvalidInput: an amount, the rate or the customer does not fit.
    """
    entered = writing.check(tenant, data, data.customer_id, SELLING)
    invoice = SaleInvoice(payment_amount=ZERO, credited_amount=ZERO)
    _fill(invoice, data, entered)
    if data.delivered:
        writing.take_effect(tenant, invoice)
    writing.number(tenant, NUMBERS, invoice, data.invoice_no)
    written = writing.store(tenant, invoice, entered)
    methods.put(tenant, invoice.id, data.payment_methods, new=True)
    if data.from_estimate_id is not None:
        estimates.convert(tenant, data.from_estimate_id, invoice.id)
    if invoice.is_delivered:
        books.record(tenant, _entry(tenant, written))
    return written


def edit(tenant: Tenant, invoice: SaleInvoice, data: InvoiceIn) -> Written[SaleInvoice]:
    """Replace an invoice. What is delivered stays so, and the ledger follows; so does what settled it, when its rate or branch changed.

    :raises SmallerThanSettled: more of it was paid and credited than would be owed; :raises CustomerStays: somebody paid it.
    """
    worth, settled = (invoice.exchange_rate, invoice.branch_id), invoice.payment_amount + invoice.credited_amount
    if settled and data.customer_id != invoice.customer_id:
        raise CustomerStays("The invoice was paid or credited, so its customer stays.")
    entered = writing.check(tenant, data, data.customer_id, SELLING, writing.read(tenant, invoice).lines)
    if entered.resolved.totals.total < settled:
        raise SmallerThanSettled("The invoice cannot be less than what was paid and credited of it.")
    stood_on = writing.supersede(tenant, invoice)
    _fill(invoice, data, entered)
    if stood_on or data.delivered:
        writing.take_effect(tenant, invoice, stood_on)
    writing.number(tenant, NUMBERS, invoice, data.invoice_no)
    if invoice.is_written_off:
        invoice.writtenoff_amount = invoice.total - settled
    written = writing.replace(tenant, invoice, entered)
    methods.put(tenant, invoice.id, data.payment_methods)
    if stood_on:
        books.repost(tenant, _entry(tenant, written))
    elif invoice.is_delivered:
        books.record(tenant, _entry(tenant, written))
    if invoice.is_written_off:
        _check_write_off(tenant, invoice)
        books.repost(tenant, _write_off(tenant, invoice))
    if settled and (invoice.exchange_rate, invoice.branch_id) != worth:
        follows.tell(tenant, invoice)
    return written


def deliver(tenant: Tenant, invoice: SaleInvoice) -> None:
    """From now on it is owed: enter it into the ledger."""
    if invoice.is_delivered:
        raise AlreadyDelivered("The invoice is delivered already.")
    writing.take_effect(tenant, invoice)
    tenant.session.flush()
    books.record(tenant, _entry(tenant, writing.read(tenant, invoice)))


def write_off(tenant: Tenant, invoice: SaleInvoice, data: WriteOffIn) -> None:
    """Give up what is due of an invoice: it becomes an expense, on the day of the write-off.

    :raises DomainError: it is no delivered invoice with something due; :raises InvalidInput: the account is no expense.
    """
    if invoice.is_written_off:
        raise AlreadyWrittenOff("The invoice is written off already.")
    if not invoice.is_delivered:
        raise NotDelivered("Only a delivered invoice can be written off.", payload={"not_delivered_invoices": [invoice.id]})
    if not invoice.due_amount:
        raise NothingDue("Nothing is due of the invoice.")
    account = chart(tenant).get(data.expense_account_id)
    if account is None or account.type.root != "expense":
        sentence = "expenseAccountId must be an account of expenses"
        raise InvalidInput.of("expense_account_id", "isAllowed", sentence, data.expense_account_id)
    former.keep(tenant, invoice)
    invoice.writtenoff_amount, invoice.writtenoff_at = invoice.due_amount, data.date or tenant.today()
    invoice.writtenoff_expense_account_id, invoice.writtenoff_reason = account.id, data.reason
    _check_write_off(tenant, invoice)
    tenant.session.flush()
    books.record(tenant, _write_off(tenant, invoice))
    tenant.bump_metadata()  # too small for the ledger, it closes the invoice all the same


def cancel_write_off(tenant: Tenant, invoice: SaleInvoice) -> None:
    """What was given up is due again."""
    if not invoice.is_written_off:
        raise NotWrittenOff("The invoice is not written off.")
    _check_write_off(tenant, invoice)
    former.keep(tenant, invoice)
    books.reverse(tenant, WRITE_OFF, invoice.id)
    invoice.writtenoff_amount = invoice.writtenoff_at = None
    invoice.writtenoff_expense_account_id = invoice.writtenoff_reason = None
    tenant.session.flush()
    tenant.bump_metadata()


def delete(tenant: Tenant, invoice: SaleInvoice) -> None:
    """Delete an invoice; its entries and their reversals stay in the ledger, and its estimate is an estimate again.

    :raises InUse: a payment or a credit note settled some of it.
    """
    if tenant.session.scalar(select(exists().where(payment_entries.c.invoice_id == invoice.id))):
        raise HasPayments("The invoice was paid, so it cannot be deleted.")
    if tenant.session.scalar(select(exists().where(CreditNoteApplication.invoice_id == invoice.id))):
        raise HasCredits("A credit note was applied to the invoice, so it cannot be deleted.")
    writing.take_back(tenant, invoice)
    if invoice.is_written_off:
        _check_write_off(tenant, invoice)
        books.reverse(tenant, WRITE_OFF, invoice.id)
    estimates.release(tenant, invoice.id)
    methods.drop(tenant, invoice.id)
    writing.delete(tenant, invoice)


# --- for who settles invoices: payments and credit notes ---

follows: Final = Followers[SaleInvoice]()


def settle(
    tenant: Tenant, differences: Mapping[int, Decimal], by: Settled, *, customer_id: int, too_much: type[DomainError]
) -> dict[int, SaleInvoice]:
    """Move what was paid (or credited) of invoices, each by its difference; the invoices by id, as they now are. Two statements.

    :raises InvoicesNotFound: one is none of this customer's; :raises NotDelivered: one is a draft;
    :raises too_much: more than what is due of one.
    """
    return settling.settle(
        tenant, SaleInvoice, differences, by, contact_id=customer_id, not_found=InvoicesNotFound, draft=_not_delivered, too_much=too_much
    )


def _not_delivered(ids: list[int]) -> NotDelivered:
    return NotDelivered("Some invoices are not delivered yet.", payload={"not_delivered_invoices": ids})


# --- asking ---


def due(model: Any = SaleInvoice) -> ColumnElement[Decimal]:
    """What is due of an invoice, as SQL."""
    rest = model.total - model.payment_amount - model.credited_amount - func.coalesce(model.writtenoff_amount, ZERO)
    return type_coerce(rest, db.amount())


def is_open(model: Any = SaleInvoice, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Delivered, and something is due, as SQL."""
    return and_(model.delivered_at.is_not(None), due(model) > ZERO, *more)


def overdue(tenant: Tenant, most: int) -> tuple[Sequence[SaleInvoice], int]:
    """The invoices that are overdue the longest, at ``most`` so many, and how many are overdue at all. Two statements."""
    late = is_open(SaleInvoice, SaleInvoice.due_date < tenant.today())
    first = select(SaleInvoice).where(late).order_by(SaleInvoice.due_date, SaleInvoice.id).limit(most)
    return tenant.session.scalars(first).all(), tenant.session.scalar(select(func.count()).select_from(SaleInvoice).where(late)) or 0


def receivables(tenant: Tenant, customer_id: int | None) -> Sequence[SaleInvoice]:
    """Delivered invoices of which something is due, of a customer or of all; the oldest first."""
    found = select(SaleInvoice).where(is_open())
    if customer_id is not None:
        found = found.where(SaleInvoice.customer_id == customer_id)
    return tenant.session.scalars(found.order_by(SaleInvoice.due_date, SaleInvoice.id)).all()


def payments_of(tenant: Tenant, invoice: SaleInvoice) -> Sequence[Any]:
    """What payments paid of an invoice, in their order: rows of an entry with its payment's number, reference and account."""
    entry, payment = payment_entries.c, PaymentReceived
    columns = (payment.payment_receive_no, payment.reference_no, payment.deposit_account_id, payment.currency_code)
    return tenant.session.execute(
        select(payment_entries, *columns)
        .select_from(payment_entries.join(payment.__table__, payment.id == entry.payment_receive_id))
        .where(entry.invoice_id == invoice.id)
        .order_by(entry.date, entry.id)
    ).all()


def schedule_of(tenant: Tenant, invoice: SaleInvoice) -> dict[str, Any] | None:
    """The schedule that wrote an invoice, with its name and the slot; None if a person did, or the schedule was deleted."""
    wanted = select(RecurringInvoice.id, RecurringInvoice.name, RecurringSlot.slot).join(
        RecurringSlot, RecurringSlot.recurring_id == RecurringInvoice.id
    )
    row = tenant.connection.execute(wanted.where(RecurringSlot.invoice_id == invoice.id)).mappings().one_or_none()
    return None if row is None else dict(row)


# --- rows and entries ---


def _fill(invoice: SaleInvoice, data: InvoiceIn, entered: Entered) -> None:
    entered.fill(invoice)
    invoice.invoice_date, invoice.due_date = data.invoice_date, data.due_date
    invoice.reference_no, invoice.project_id = data.reference_no, data.project_id
    invoice.invoice_message, invoice.terms_conditions = data.invoice_message, data.terms_conditions


def _entry(tenant: Tenant, written: Written[SaleInvoice]) -> Entry:
    invoice = written.document
    legs = legs_of(tenant, written, receivable(tenant, invoice.currency_code))
    return document_entry(invoice, legs, reference=invoice.reference_no, base_currency=tenant.base_currency)


def _check_write_off(tenant: Tenant, invoice: SaleInvoice) -> None:
    """A write-off is closed with its own day, though it be too small for the ledger."""
    assert invoice.writtenoff_at is not None
    writing.check_open(tenant, invoice, invoice.writtenoff_at)


def _write_off(tenant: Tenant, invoice: SaleInvoice) -> Entry:
    assert invoice.writtenoff_expense_account_id is not None
    expense: Known = chart(tenant)[invoice.writtenoff_expense_account_id]
    return write_off_entry(
        invoice,
        expense=expense,
        receivable=receivable(tenant, invoice.currency_code),
        base_currency=tenant.base_currency,
        branch_id=dimensions.branches(tenant).on_line(invoice.branch_id),
    )
