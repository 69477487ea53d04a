"""A journal in hledger's syntax → the books of a new organization: all of it, or nothing.

The file is read twice: first for what it names and whether it can be understood, then entry by entry into the books. Behind
each entry that stands there is then a manual journal, so that it can be shown, mirrored and deleted as if written here; or,
of an opening balance, its contact.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from bigcapital import clock, db
from bigcapital.accounting import books, numbering
from bigcapital.accounting.audit import lines_fit_their_entries, reversals_mirror
from bigcapital.accounting.journals import operations as journals
from bigcapital.accounting.journals.model import REFERENCE_TYPE, SERIES
from bigcapital.accounting.references import reference_label
from bigcapital.contacts.customers.model import Customer
from bigcapital.contacts.model import Contact
from bigcapital.contacts.vendors.model import Vendor
from bigcapital.exchange.plain_text.book import Progress
from bigcapital.exchange.plain_text.entering import lines_of
from bigcapital.exchange.plain_text.naming import Names, found_or_made
from bigcapital.exchange.plain_text.reading import ImportRefused, Transaction, read
from bigcapital.exchange.plain_text.scanning import Currencies, Scan, whole
from bigcapital.ledger.conversion import Leg, convert
from bigcapital.ledger.entry import Entry, Line, RecordedEntry, Unbalanced
from bigcapital.ledger.money import ONE, ZERO
from bigcapital.tenancy.tenant import Tenant

_BATCH = 1000
OPENINGS = tuple(kind.REFERENCE_TYPE for kind in (Customer, Vendor))
_SIZES = {"number": 255, "reference": 255, "journal_type": 255, "subtype": 64}


@dataclass(frozen=True, slots=True)
class Taken:
    """What came in."""

    entries: int
    journals: int
    accounts: int


def scanned(tenant: Tenant, path: Path) -> Scan:
    """The first reading; nothing is written.

    :raises ImportRefused: the book is not empty, or the file cannot be understood; with the line.
    """
    if books.has_entries(tenant) or journals.any_journal(tenant):
        raise ImportRefused("The organization has journals already: books are taken into a new one only.")
    with _opened(path) as file:
        return Scan(Currencies.of(tenant)).read(read(file))


def take_in(tenant: Tenant, path: Path, scan: Scan, *, progress: Progress | None = None) -> Taken:
    """Write all of a file that was ``scanned``; the unit of work is to be aborted when it raises.

    :raises ImportRefused: something in it does not add up; with the line.
    """
    names = found_or_made(tenant, scan)
    entering = _Entering(tenant, scan, names)
    with _opened(path) as file:
        entering.take((one for one in read(file) if isinstance(one, Transaction)), progress)
    for finding in (*lines_fit_their_entries(tenant), *reversals_mirror(tenant)):  # what tags of a forged file could say
        raise ImportRefused(f"The file does not add up: {finding.sentence}.")
    return Taken(entering.entries, entering.journals, len(names.accounts))


def _opened(path: Path) -> Any:
    return path.open(encoding="utf-8-sig", newline="\n")


@dataclass(frozen=True, slots=True)
class _Undone:
    """An entry that another one will reverse: its id here, its document, and the day on which it must happen."""

    entry_id: int
    reference_type: str
    reference_id: int
    day: date


class _Entering:
    """Entries and journals on their way in, a thousand at a time."""

    def __init__(self, tenant: Tenant, scan: Scan, names: Names):
        self.tenant, self.scan, self.names = tenant, scan, names
        self.entries = self.journals = 0
        self._numbers = _Numbers(tenant, scan.numbers)
        self._documents: dict[tuple[str, bool], int] = {}  # those that may still be edited in the file: id of their journal
        self._journal_ids: dict[str, int] = {}  # documents whose journal stands
        self._standing: set[int] = set()
        self._undone: dict[int, _Undone] = {}
        self._waiting: list[tuple[Entry, Transaction]] = []
        self._last_id = 0

    def take(self, transactions: Iterable[Transaction], progress: Progress | None) -> None:
        """Write all of them."""
        for done, one in enumerate(transactions, start=1):
            self._add(one)
            if len(self._waiting) == _BATCH:
                self._write()
                if progress is not None:
                    progress(done, self.scan.count)
        self._write()
        if progress is not None:
            progress(self.scan.count, self.scan.count)
        if self._last_id not in self._standing:
            journals.pass_over(self.tenant, self._last_id)
        self._numbers.store()

    def _add(self, one: Transaction) -> None:
        lines = lines_of(one, self.names, self.scan.currencies)
        for name, size in _SIZES.items():
            if len(one.tags.get(name, "")) > size:
                raise ImportRefused(f"the {name} has more than {size} characters.", one.line)
        undone = self._undone_by(one)
        opened = _opened_by(one, lines) if undone is None else None
        try:
            entry = Entry(
                date=one.day,
                reference_type=undone.reference_type if undone is not None else REFERENCE_TYPE,
                reference_id=undone.reference_id if undone is not None else 0,
                lines=lines,
                subtype=one.tags.get("subtype"),
                number=one.tags.get("number", one.code),
                reference=one.tags.get("reference"),
                costable=one.tags.get("costable") == "yes",
                reverses=undone.entry_id if undone is not None else None,
            )
        except Unbalanced as error:
            raise ImportRefused(f"{error}.", one.line) from error
        if not entry.lines:
            return
        if opened is not None:
            entry = replace(entry, reference_type=opened[0], reference_id=opened[1])
        elif undone is None:
            entry = replace(entry, reference_id=self._document(one))
        self._waiting.append((entry, one))

    def _undone_by(self, one: Transaction) -> _Undone | None:
        if "reverses" not in one.tags:
            return None
        number = whole(one.tags["reverses"], "reverses", one.line)
        if number not in self._undone:
            self._write()  # it is among those that wait
        if number not in self._undone:
            raise ImportRefused(f"entry {number}, which this one reverses, has no lines.", one.line)
        undone = self._undone.pop(number)
        if undone.day != one.day:
            raise ImportRefused(f"entry {number} is reversed on its own day, {undone.day}.", one.line)
        return undone

    def _document(self, one: Transaction) -> int:
        """The id of the journal that stands for a document here; further entries of a document that stand get journals of their own."""
        key = (one.tags.get("document", f"line {one.line}"), one.tags.get("costable") == "yes")
        id = self._documents.get(key)
        if id is None or id in self._standing:
            self._last_id += 1
            id = self._last_id
            if "document" in one.tags:
                self._documents[key] = id
        if self._stands(one):
            self._standing.add(id)
        return id

    def _stands(self, one: Transaction) -> bool:
        if "reverses" in one.tags:
            return False
        return "entry" not in one.tags or whole(one.tags["entry"], "entry", one.line) not in self.scan.reversed

    def _write(self) -> None:
        if not self._waiting:
            return
        standing = [(entry, self._stands(one)) for entry, one in self._waiting]
        kept = [
            self._journal(entry, one) if stands and entry.reference_type == REFERENCE_TYPE else None
            for (entry, one), (_, stands) in zip(self._waiting, standing, strict=True)
        ]
        for entry, stands in standing:
            if stands and entry.reference_type != REFERENCE_TYPE:
                self._open(entry)
        written = books.record_all(self.tenant, [_numbered(*both, made) for both, made in zip(self._waiting, kept, strict=True)])
        self.tenant.recorded.clear()  # nobody asks for them, and there may be millions
        try:
            journals.keep(self.tenant, [made for made in kept if made is not None])
        except DBAPIError as error:
            if db.is_conflict(error) or db.is_lost(error):
                raise
            raise ImportRefused(f"The database refuses a journal among lines {self._waiting[0][1].line} ff.: {error.orig}") from error
        for recorded, (_, one) in zip(written, self._waiting, strict=True):
            self._remember(recorded, one)
        self.entries += len(written)
        self.journals += sum(made is not None for made in kept)
        self._waiting = []

    def _remember(self, recorded: RecordedEntry, one: Transaction) -> None:
        number = one.tags.get("entry")
        if number is not None and recorded.reverses is None and int(number) in self.scan.reversed:
            self._undone[int(number)] = _Undone(
                recorded.id, recorded.entry.reference_type, recorded.entry.reference_id, recorded.entry.date
            )

    def _open(self, entry: Entry) -> None:
        """Tell the contact what it owed at first."""
        contact = self.tenant.session.get_one(Contact, entry.reference_id)
        line = next(one for one in entry.lines if one.contact_id == contact.id)
        contact.opening_balance, contact.opening_balance_at = line.amount, entry.date
        contact.opening_balance_exchange_rate = line.rate
        contact.opening_balance_branch_id = line.branch_id if self.names.in_branches else None

    # --- the journal behind an entry ---

    def _journal(self, entry: Entry, one: Transaction) -> journals.Kept:
        given = entry.number
        number = self._numbers.take(given)
        document = one.tags.get("document")
        mirrors = self._journal_ids.get(one.tags.get("mirrors", ""))
        if document is not None:
            self._journal_ids[document] = entry.reference_id
        now = clock.now()
        currency, rate, sides = _own_sides(entry, self.tenant.base_currency)
        return journals.Kept(
            row={
                "id": entry.reference_id,
                "date": entry.date,
                "journal_number": number,
                "journal_type": one.tags.get("journal_type", _type_of(document)),
                "reference": entry.reference,
                "description": _description(one, document),
                "currency_code": currency,
                "exchange_rate": rate,
                "amount": sum((credit for _, credit in sides), ZERO),
                "branch_id": None,
                "reverses_id": mirrors,
                "user_id": self.tenant.user_id,
                "published_at": now,
                "created_at": now,
                "updated_at": None,
            },
            lines=[
                {
                    "manual_journal_id": entry.reference_id,
                    "index": line.index,
                    "account_id": line.account_id,
                    "debit": debit,
                    "credit": credit,
                    "note": line.note,
                    "contact_id": line.contact_id,
                    "branch_id": line.branch_id if self.names.in_branches else None,
                    "project_id": line.project_id,
                }
                for line, (debit, credit) in zip(entry.lines, sides, strict=True)
            ],
        )


def _opened_by(one: Transaction, lines: tuple[Line, ...]) -> tuple[str, int] | None:
    """The kind of opening balance and the contact, where the document is one: a single line names whose it is."""
    kind = one.tags.get("document", "").rpartition(" ")[0]
    named = [line for line in lines if line.contact_id is not None]
    if kind not in OPENINGS or len(named) != 1 or named[0].contact_id is None or named[0].amount <= 0:
        return None
    return kind, named[0].contact_id


def _numbered(entry: Entry, one: Transaction, made: journals.Kept | None) -> Entry:
    """What people wrote is called as its journal."""
    return entry if "document" in one.tags or made is None else replace(entry, number=made.row["journal_number"])


def _type_of(document: str | None) -> str | None:
    """What kind of document it was, where it was no journal."""
    kind = (document or "").rpartition(" ")[0]
    return kind if kind not in ("", REFERENCE_TYPE) else None


def _description(one: Transaction, document: str | None) -> str | None:
    if "description" in one.tags:
        return one.tags["description"]
    if document is not None and one.text == reference_label(document.rpartition(" ")[0]):
        return None
    return "\n".join([*filter(None, [one.text]), *one.notes]) or None


def _own_sides(entry: Entry, base: str) -> tuple[str, Decimal, list[tuple[Decimal, Decimal]]]:
    """Currency, rate, and debit and credit of each line as a journal has them.

    In the currency of the lines when a journal in it would post these very lines, else in base currency.
    """
    first = entry.lines[0]
    own = [_sides(line, line.amount) for line in entry.lines]
    if first.currency != base and _would_post(entry, own, base):
        return first.currency, first.rate, own
    return base, ONE, [_sides(line, line.debit or line.credit) for line in entry.lines]


def _sides(line: Line, amount: Decimal) -> tuple[Decimal, Decimal]:
    on_debit = line.is_debit is (amount > 0)
    return (abs(amount), ZERO) if on_debit else (ZERO, abs(amount))


def _would_post(entry: Entry, sides: list[tuple[Decimal, Decimal]], base: str) -> bool:
    if len({(line.currency, line.rate) for line in entry.lines}) != 1:
        return False
    legs = [
        Leg(account_id=line.account_id, account_type=line.account_type, amount=debit or credit, is_debit=bool(debit))
        for line, (debit, credit) in zip(entry.lines, sides, strict=True)
    ]
    first = entry.lines[0]
    try:
        made = convert(legs, currency=first.currency, rate=first.rate, base_currency=base)
    except Unbalanced:
        return False
    return [(line.debit, line.credit) for line in made] == [(line.debit, line.credit) for line in entry.lines]


class _Numbers:
    """A number for every journal, each once: the file's own, with something behind it where it has it twice, else the series' next."""

    def __init__(self, tenant: Tenant, given: Iterable[str]):
        self._tenant = tenant
        self._series = numbering.series(tenant, SERIES)
        self._given = {_alike(number) for number in given}
        self._used: set[str] = set()

    def take(self, given: str | None) -> str:
        """The number of the next journal."""
        if given is not None and given.strip():
            return self._first_free(given, 1)
        while _alike(self._series.number) in self._given:
            self._series = self._series.advanced()
        number = self._series.number
        self._series = self._series.advanced()
        self._used.add(_alike(number))
        return number

    def store(self) -> None:
        """Go on where the file stopped."""
        numbering.set_series(self._tenant, SERIES, self._series)

    def _first_free(self, given: str, count: int) -> str:
        number = given
        while _alike(number) in self._used or (count > 1 and _alike(number) in self._given):
            count += 1
            number = f"{given[:240]} ({count})"
        self._used.add(_alike(number))
        return number


def _alike(number: str) -> str:
    """What databases take for the same: letters in any case, with any accents, with any blanks behind."""
    return (
        "".join(one for one in unicodedata.normalize("NFKD", number) if not unicodedata.category(one).startswith(("M", "C")))
        .casefold()
        .rstrip()
    )
