"""What one can do to manual journals, whoever asks: create, edit, publish, reverse, delete."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy import delete as delete_from

from bigcapital import clock, db
from bigcapital.accounting import books, dimensions
from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.attachments.operations import Attached
from bigcapital.accounting.currencies.operations import check_code
from bigcapital.accounting.currencies.rates import decimals_fault, rate_of
from bigcapital.accounting.journals.model import REFERENCE_TYPE, SERIES, JournalLine, ManualJournal, journal_lines
from bigcapital.accounting.journals.posting import journal_entry
from bigcapital.accounting.journals.schema import JournalIn, LineIn
from bigcapital.accounting.locks import guard
from bigcapital.accounting.numbering import Numbers
from bigcapital.errors import DomainError, Fault, InUse, InvalidInput
from bigcapital.ledger.accounts import PAYABLE, RECEIVABLE
from bigcapital.ledger.entry import LARGEST, AmountTooLarge, Entry
from bigcapital.ledger.money import ZERO
from bigcapital.tenancy.tenant import Tenant


class NothingMoved(DomainError):
    type = "credit_debit_not_equal_zero"


class Unbalanced(DomainError):
    type = "credit_debit_not_equal"


class AccountsNotFound(DomainError):
    type = "accounts_ids_not_found"


class ContactsNotFound(DomainError):
    type = "contacts_not_found"


class NumberRequired(DomainError):
    type = "MANUAL_JOURNAL_NO_REQUIRED"


class NumberExists(DomainError):
    type = "journal_number_exists"


class ContactRequired(DomainError):
    type = "ENTRIES_SHOULD_ASSIGN_WITH_CONTACT"


class OtherCurrency(DomainError):
    type = "COULD_NOT_ASSIGN_DIFFERENT_CURRENCY_TO_ACCOUNTS"


class BranchRequired(DomainError):
    type = "MANUAL_JOURNAL_ENTRIES_HAVE_NO_BRANCH_ID"


class AlreadyPublished(DomainError):
    type = "MANUAL_JOURNAL_ALREADY_PUBLISHED"


class NotPublished(DomainError):
    type = "MANUAL_JOURNAL_NOT_PUBLISHED"


class AlreadyReversed(DomainError):
    type = "MANUAL_JOURNAL_ALREADY_REVERSED"


class HasReversal(InUse):
    type = "MANUAL_JOURNAL_HAS_REVERSAL"


@dataclass(frozen=True, slots=True)
class Written:
    """A journal with its lines, as they now are."""

    journal: ManualJournal
    lines: tuple[JournalLine, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of a journal whose entry the books have already; its id is given."""

    row: dict[str, Any]
    lines: list[dict[str, Any]]


ATTACHED = Attached("ManualJournal", ManualJournal, subject="ManualJournal")

# Built once, so that a posting does not build them again.
_JOURNALS: Any = ManualJournal.__table__
_INSERT = insert(_JOURNALS)
_INSERT_LINES = insert(journal_lines)
_STORED = tuple(column.name for column in _JOURNALS.columns if not column.primary_key)
_ROWS = db.ManyRows(_JOURNALS, _STORED)
_LINES_OF = (
    select(*(journal_lines.c[field.name] for field in fields(JournalLine)))
    .where(journal_lines.c.manual_journal_id.in_(bindparam("ids", expanding=True)))
    .order_by(journal_lines.c.id)
)
_DELETE_LINES = delete_from(journal_lines).where(journal_lines.c.manual_journal_id == bindparam("id"))
NUMBERS = Numbers(SERIES, ManualJournal.journal_number, not_unique=NumberExists, required=NumberRequired)


def lines_of(tenant: Tenant, journal_ids: Collection[int]) -> dict[int, list[JournalLine]]:
    """The lines of several journals, in their order. One statement."""
    found: dict[int, list[JournalLine]] = defaultdict(list)
    for row in tenant.connection.execute(_LINES_OF, {"ids": list(journal_ids)}) if journal_ids else ():
        found[row.manual_journal_id].append(JournalLine(*row))
    return found


def create(tenant: Tenant, data: JournalIn) -> Written:
    """Write a journal down, and into the ledger when it is to be published."""
    currency, rate, total = _checked(tenant, data)
    if data.publish:
        _check_open(tenant, data.date)
    number = NUMBERS.take(tenant, data.journal_number)
    journal = ManualJournal(journal_number=number, user_id=tenant.user_id, created_at=clock.now())
    _fill(tenant, journal, data, currency, rate, total)
    if data.publish:
        journal.published_at = clock.now()
    _insert(tenant, journal)
    written = Written(journal, _insert_lines(tenant, journal.id, data.entries))
    ATTACHED.put(tenant, journal.id, data.attachments, new=True)
    if journal.is_published:
        books.record(tenant, _entry(tenant, written))
    return written


def edit(tenant: Tenant, journal: ManualJournal, data: JournalIn) -> Written:
    """Replace a journal. What is published stays so, and the ledger follows: reversed on its old date, posted anew.

    :raises HasReversal: it is mirrored by another, which would no longer fit.
    """
    _check_not_mirrored(tenant, journal)
    currency, rate, total = _checked(tenant, data)
    if journal.is_published:
        _check_open(tenant, journal.date, data.date)
    elif data.publish:
        _check_open(tenant, data.date)
    if data.journal_number and data.journal_number != journal.journal_number:
        journal.journal_number = NUMBERS.take(tenant, data.journal_number, journal.id) or ""
    _fill(tenant, journal, data, currency, rate, total)
    was_published = journal.is_published
    if data.publish and not was_published:
        journal.published_at = clock.now()
    tenant.session.flush()
    tenant.connection.execute(_DELETE_LINES, {"id": journal.id})
    written = Written(journal, _insert_lines(tenant, journal.id, data.entries))
    ATTACHED.put(tenant, journal.id, data.attachments)
    if was_published:
        books.repost(tenant, _entry(tenant, written))
    elif journal.is_published:
        books.record(tenant, _entry(tenant, written))
    return written


def publish(tenant: Tenant, journal: ManualJournal) -> None:
    """Enter a draft into the ledger."""
    if journal.is_published:
        raise AlreadyPublished("The journal is published already.")
    _check_open(tenant, journal.date)
    journal.published_at = clock.now()
    tenant.session.flush()
    books.record(tenant, _entry(tenant, Written(journal, tuple(lines_of(tenant, [journal.id])[journal.id]))))


def reverse(tenant: Tenant, journal: ManualJournal, day: date, number: str | None = None) -> Written:
    """Mirror a published journal on ``day``: a new one with debit and credit exchanged, at the same rate. Once."""
    if not journal.is_published:
        raise NotPublished("Only a published journal can be reversed.")
    if mirror_of(tenant, journal) is not None:
        raise AlreadyReversed("The journal is reversed already.")
    _check_open(tenant, day)
    number = NUMBERS.take(tenant, number)
    copied = ("journal_type", "description", "currency_code", "exchange_rate", "amount", "branch_id")
    mirror = ManualJournal(
        date=day,
        journal_number=number,
        reference=journal.journal_number,
        reverses_id=journal.id,
        user_id=tenant.user_id,
        created_at=clock.now(),
        published_at=clock.now(),
        **{name: getattr(journal, name) for name in copied},
    )
    _insert(tenant, mirror)
    written = Written(mirror, _insert_lines(tenant, mirror.id, lines_of(tenant, [journal.id])[journal.id], mirrored=True))
    books.record(tenant, _entry(tenant, written))
    return written


def delete(tenant: Tenant, journal: ManualJournal) -> None:
    """Delete a journal; its entry and the reversal of that stay in the ledger.

    :raises HasReversal: it is mirrored by another, which has to go first.
    """
    _check_not_mirrored(tenant, journal)
    if journal.is_published:
        _check_open(tenant, journal.date)
        books.reverse(tenant, REFERENCE_TYPE, journal.id)
    tenant.connection.execute(_DELETE_LINES, {"id": journal.id})
    ATTACHED.drop(tenant, journal.id)
    tenant.session.delete(journal)
    tenant.session.flush()


def keep(tenant: Tenant, several: Sequence[Kept]) -> None:
    """Write down journals that the books have already, in two statements."""
    if several:
        tenant.connection.execute(_INSERT, [one.row for one in several])
        tenant.connection.execute(_INSERT_LINES, [line for one in several for line in one.lines])
        tenant.mark_changed()


def pass_over(tenant: Tenant, id: int) -> None:
    """Never give out ``id`` to a journal: the ledger speaks of one that had it and is gone."""
    if id > 0:
        now = clock.now()
        row = {"id": id, "date": now.date(), "journal_number": "", "currency_code": tenant.base_currency, "created_at": now}
        tenant.connection.execute(_INSERT, row | {"exchange_rate": Decimal(1), "amount": ZERO})
        tenant.connection.execute(delete_from(_JOURNALS).where(_JOURNALS.c.id == id))


def mirror_of(tenant: Tenant, journal: ManualJournal) -> int | None:
    """Id of the journal that reverses this one."""
    return tenant.session.scalar(select(ManualJournal.id).where(ManualJournal.reverses_id == journal.id))


def uses_contact(tenant: Tenant, contact_id: int) -> bool:
    """Whether any journal, published or not, has a line that names the contact."""
    return tenant.session.scalar(select(journal_lines.c.id).where(journal_lines.c.contact_id == contact_id).limit(1)) is not None


def any_journal(tenant: Tenant) -> bool:
    """Whether there is one."""
    return tenant.session.scalar(select(ManualJournal.id).limit(1)) is not None


def _check_open(tenant: Tenant, *days: date) -> None:
    """A published journal is closed with its period, though it be too small for the ledger, whose own check knows entries alone.

    :raises TransactionsDateLocked: one of the days is locked.
    """
    for day in days:
        guard.check(tenant, REFERENCE_TYPE, day)


def _check_not_mirrored(tenant: Tenant, journal: ManualJournal) -> None:
    if journal.is_published and mirror_of(tenant, journal) is not None:
        raise HasReversal("The journal is reversed by another one, which has to be deleted first.")


# --- the rules of what is entered ---


def _checked(tenant: Tenant, data: JournalIn) -> tuple[str, Decimal, Decimal]:
    """Currency, rate and total of what is entered; raises for the first rule that it breaks."""
    currency = data.currency_code or tenant.base_currency
    check_code(currency)
    rate = rate_of(tenant, currency, data.exchange_rate)
    _check_amounts(data.entries, currency)
    debit = sum((line.debit for line in data.entries), ZERO)
    credit = sum((line.credit for line in data.entries), ZERO)
    if not debit or not credit:
        raise NothingMoved("Debit and credit must be more than zero.")
    if debit != credit:
        raise Unbalanced("Debit and credit must be equal.")
    if credit >= LARGEST:
        raise AmountTooLarge("The journal's amount has more than 12 digits before the point.")
    _check_accounts(tenant, data.entries, currency)
    _check_contacts(tenant, data.entries)
    _check_branches(tenant, data)
    return currency, rate, credit


def _check_amounts(entries: Sequence[LineIn], currency: str) -> None:
    faults: list[Fault | None] = []
    for place, line in enumerate(entries):
        faults += (decimals_fault(f"entries.{place}.{side}", getattr(line, side), currency) for side in ("debit", "credit"))
        if line.debit and line.credit:
            faults.append(Fault(f"entries.{place}.credit", "oneSide", "a line is either debit or credit, not both", line.credit))
    wrong = [fault for fault in faults if fault is not None]
    if wrong:
        raise InvalidInput(wrong)


def _check_accounts(tenant: Tenant, entries: Sequence[LineIn], currency: str) -> None:
    known = chart(tenant)
    missing = known.missing(line.account_id for line in entries)
    if missing:
        raise AccountsNotFound("Some accounts do not exist.", payload={"ids": missing})
    allowed = {currency, tenant.base_currency}
    if any(known[line.account_id].currency_code not in allowed for line in entries):
        raise OtherCurrency("Every account must be held in the base currency or in the journal's.")


def _check_contacts(tenant: Tenant, entries: Sequence[LineIn]) -> None:
    """Contacts exist, and receivables have a customer, payables a vendor."""
    named = {line.contact_id for line in entries if line.contact_id is not None}
    contacts = dimensions.contacts(tenant, named)
    missing = sorted(named - contacts.keys())
    if missing:
        raise ContactsNotFound("Some contacts do not exist.", payload={"ids": missing})
    known = chart(tenant)
    wrong = []
    for account_type, kind in ((RECEIVABLE, "customer"), (PAYABLE, "vendor")):
        concerned = [line for line in entries if known[line.account_id].account_type == account_type]
        without = [line.index for line in concerned if line.contact_id is None or contacts[line.contact_id].kind != kind]
        if without:
            wrong.append({"account_slug": account_type, "contact_type": kind, "indexes": without})
    if wrong:
        raise ContactRequired("Receivables need a customer, payables a vendor.", payload=wrong)


def _check_branches(tenant: Tenant, data: JournalIn) -> None:
    branches = dimensions.branches(tenant)
    if branches.shown:
        if any(line.branch_id is None and data.branch_id is None for line in data.entries):
            raise BranchRequired("Every line needs a branch, its own or the journal's.")
        branches.check([data.branch_id, *(line.branch_id for line in data.entries)])


# --- rows ---


def _fill(tenant: Tenant, journal: ManualJournal, data: JournalIn, currency: str, rate: Decimal, total: Decimal) -> None:
    journal.date, journal.currency_code, journal.exchange_rate, journal.amount = data.date, currency, rate, total
    journal.journal_type, journal.reference, journal.description = data.journal_type, data.reference, data.description
    journal.branch_id = data.branch_id if dimensions.branches(tenant).shown else None


def _insert(tenant: Tenant, journal: ManualJournal) -> None:
    """Store a new journal. Without the ORM's unit of work, which would be a tenth of what a posting costs."""
    journal.id = _ROWS.insert(tenant.connection, {name: getattr(journal, name) for name in _STORED})


def _insert_lines(
    tenant: Tenant, journal_id: int, given: Iterable[LineIn | JournalLine], *, mirrored: bool = False
) -> tuple[JournalLine, ...]:
    shown = dimensions.branches(tenant).shown
    rows: list[dict[str, Any]] = [
        {
            "manual_journal_id": journal_id,
            "index": line.index,
            "account_id": line.account_id,
            "debit": line.credit if mirrored else line.debit,
            "credit": line.debit if mirrored else line.credit,
            "note": line.note,
            "contact_id": line.contact_id,
            "branch_id": line.branch_id if shown or mirrored else None,
            "project_id": line.project_id,
        }
        for line in given
    ]
    ids = db.insert_rows(tenant.session, journal_lines, rows, owner="manual_journal_id")
    return tuple(JournalLine(id=id, **row) for id, row in zip(ids, rows, strict=True))


def _entry(tenant: Tenant, written: Written) -> Entry:
    known = chart(tenant)
    return journal_entry(
        written.journal,
        written.lines,
        base_currency=tenant.base_currency,
        type_of=lambda id: known[id].account_type,
        branch_of=dimensions.branches(tenant).on_line,
    )
