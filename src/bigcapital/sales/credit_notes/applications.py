"""Credit notes that are applied to invoices: each settles some of the other. Only an exchange difference is posted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from bigcapital import clock, db
from bigcapital.accounting import books, settlements
from bigcapital.accounting.currencies.rates import check_decimals
from bigcapital.accounting.locks import guard
from bigcapital.accounting.settlements import Settlement
from bigcapital.documents.settling.operations import applied, owed
from bigcapital.documents.settling.posting import application_entry
from bigcapital.errors import DomainError
from bigcapital.ledger.entry import Entry
from bigcapital.ledger.money import ZERO
from bigcapital.sales.credit_notes import operations as notes
from bigcapital.sales.credit_notes.model import APPLICATION, CreditNote, CreditNoteApplication
from bigcapital.sales.credit_notes.operations import NothingLeft
from bigcapital.sales.invoices import operations as invoices
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.schema import ApplyIn
from bigcapital.sales.selling import SELLING
from bigcapital.tenancy.tenant import Tenant


class InvoicesHaveNothingDue(DomainError):
    type = "INVOICES_HAS_NO_REMAINING_AMOUNT"


class ApplicationNotFound(DomainError):
    type = "CREDIT_NOTE_APPLY_TO_INVOICES_NOT_FOUND"


Pair = tuple[CreditNoteApplication, SaleInvoice]
_TABLE: Any = CreditNoteApplication.__table__


def apply(tenant: Tenant, note: CreditNote, data: ApplyIn) -> list[Pair]:
    """Use a credit note for invoices of its customer, on a day (today, unless it is said).

    :raises NothingLeft: it is more than is left of the note, or the note is a draft; :raises DomainError: an invoice or a locked
        day refuses it.
    """
    day = data.date or tenant.today()
    guard.check(tenant, APPLICATION, day)
    check_decimals(((f"entries.{place}.amount", one.amount) for place, one in enumerate(data.entries)), note.currency_code)
    total = sum((one.amount for one in data.entries), ZERO)
    sums: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    for one in data.entries:
        sums[one.invoice_id] += one.amount
    credited = _credit(tenant, note, sums)
    if note.is_draft or total > note.credits_remaining:
        raise NothingLeft("More than what is left of the credit note.")
    note.invoices_amount += total
    common = {"credit_note_id": note.id, "date": day, "created_at": clock.now()}
    rows = [{**common, "invoice_id": id, "amount": amount} for id, amount in sums.items()]
    tenant.session.flush()
    ids = db.insert_rows(tenant.session, _TABLE, rows, owner="credit_note_id")
    new = [CreditNoteApplication(id=id, **row) for id, row in zip(ids, rows, strict=True)]
    made = [(one, credited[one.invoice_id]) for one in new]
    books.record_all(tenant, (_entry(tenant, note, *pair) for pair in made))
    settlements.settle(tenant, APPLICATION, {one.id: _settles(one) for one in new}, are_new=True)
    return made


def find(tenant: Tenant, id: int) -> tuple[CreditNote, Pair]:
    """One application with its credit note and its invoice; raises ``ApplicationNotFound``."""
    pair = next(iter(_pairs(tenant, CreditNoteApplication.id == id)), None)
    if pair is None:
        raise ApplicationNotFound("The credit note was not applied so.")
    return tenant.session.get_one(CreditNote, pair[0].credit_note_id), pair


def undo(tenant: Tenant, id: int) -> None:
    """Take an application back: the invoice is due again, and the credit the customer's.

    :raises ApplicationNotFound: there is none of this id.
    """
    note, (found, _) = find(tenant, id)
    guard.check(tenant, APPLICATION, found.date)
    _credit(tenant, note, {found.invoice_id: -found.amount})
    note.invoices_amount -= found.amount
    books.reverse(tenant, APPLICATION, found.id)
    settlements.settle(tenant, APPLICATION, {found.id: ()})
    tenant.session.delete(found)
    tenant.session.flush()


def applications_of(tenant: Tenant, note: CreditNote) -> list[Pair]:
    """What of a credit note was applied, in its order, with the invoices."""
    return _pairs(tenant, CreditNoteApplication.credit_note_id == note.id)


def credits_of(tenant: Tenant, invoice: SaleInvoice) -> list[tuple[CreditNote, CreditNoteApplication]]:
    """The credit notes that were applied to an invoice, the earliest first."""
    wanted = select(CreditNote, CreditNoteApplication).join(CreditNoteApplication, CreditNoteApplication.credit_note_id == CreditNote.id)
    rows = tenant.session.execute(wanted.where(CreditNoteApplication.invoice_id == invoice.id).order_by(CreditNoteApplication.id))
    return [(row[0], row[1]) for row in rows]


@notes.follows
def follow_note(tenant: Tenant, note: CreditNote) -> None:
    """A credit note is worth something else: its applications post anew. A locked day refuses it."""
    _repost(tenant, applications_of(tenant, note), {note.id: note})


@invoices.follows
def follow_invoice(tenant: Tenant, invoice: SaleInvoice) -> None:
    """An invoice that credit notes settled is worth something else: the applications post anew. A locked day refuses it."""
    pairs = _pairs(tenant, CreditNoteApplication.invoice_id == invoice.id)
    if pairs:
        ids = {one.credit_note_id for one, _ in pairs}
        _repost(tenant, pairs, {one.id: one for one in tenant.session.scalars(select(CreditNote).where(CreditNote.id.in_(ids)))})


def _repost(tenant: Tenant, pairs: Iterable[Pair], of: Mapping[int, CreditNote]) -> None:
    books.repost_all(tenant, APPLICATION, {one.id: _entry(tenant, of[one.credit_note_id], one, invoice) for one, invoice in pairs})


def _pairs(tenant: Tenant, wanted: Any) -> list[Pair]:
    joined = select(CreditNoteApplication, SaleInvoice).join(SaleInvoice, SaleInvoice.id == CreditNoteApplication.invoice_id)
    rows = tenant.session.execute(joined.where(wanted).order_by(CreditNoteApplication.date, CreditNoteApplication.id))
    return [(one, invoice) for one, invoice in rows]


def _credit(tenant: Tenant, note: CreditNote, differences: Mapping[int, Decimal]) -> dict[int, SaleInvoice]:
    """Move what is credited of each invoice; the invoices, by id."""
    return invoices.settle(tenant, differences, "credited_amount", customer_id=note.customer_id, too_much=InvoicesHaveNothingDue)


def _settles(one: CreditNoteApplication) -> Sequence[Settlement]:
    """An application settles two documents."""
    both = ((SaleInvoice.REFERENCE_TYPE, one.invoice_id), (CreditNote.REFERENCE_TYPE, one.credit_note_id))
    return [Settlement(kind, id, one.date, one.amount) for kind, id in both]


def _entry(tenant: Tenant, note: CreditNote, one: CreditNoteApplication, invoice: SaleInvoice) -> Entry:
    where = owed(tenant, SELLING, note.customer_id, note.currency_code)
    part = applied(tenant, invoice, one.amount)
    return application_entry(APPLICATION, one.id, one.date, note.credit_note_number, where, part, note.exchange_rate)
