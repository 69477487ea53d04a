"""The lines that reports list: how many, which documents, and who is behind them.

Only what stands: an entry and its reversal are left out together, as the line reader does. On cash basis, only what counts
on its own day, and beside it the shares of documents that were settled.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, union_all

from bigcapital.accounting import cash_basis, dimensions
from bigcapital.accounting.balances import within
from bigcapital.accounting.known import Known
from bigcapital.accounting.lines import LedgerLine, Order, every_line, fallen, lines_by_id, read_lines, standing
from bigcapital.accounting.model import entries, lines
from bigcapital.accounting.references import reference_label
from bigcapital.accounting.settlements import COUNTS
from bigcapital.accounting.spans import Span
from bigcapital.errors import Failed
from bigcapital.formats import format_date
from bigcapital.reports import labels
from bigcapital.reports.cells import no_row
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.paging import Cursor, Paging, unknown_place
from bigcapital.tenancy.tenant import Tenant

MOST_LINES = 100_000  # of one answer
BATCH = 2_000  # lines that a list of any length reads, and looks up the contacts of, together
SOURCE = lines.join(entries, entries.c.id == lines.c.entry_id)
_sooner = entries.alias("sooner")


class Document(NamedTuple):
    """What caused lines, on one day."""

    date: date
    reference_type: str
    reference_id: int


@dataclass(frozen=True)
class Wanted:
    """Which lines. ``least`` and ``most`` bound the amount of a line; no accounts, contacts or branches: all of them.

    ``settled`` is None on accrual basis; on cash basis the lines of settlements that are wanted, in the order of their days.
    """

    span: Span
    accounts: Sequence[int] = ()
    contacts: Sequence[int] = ()
    branches: Sequence[int] = ()
    reference_type: str | None = None
    reference_id: int | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    known: Known | None = None
    settled: tuple[LedgerLine, ...] | None = None

    def on_cash_basis(self, tenant: Tenant) -> Wanted:
        """The same on cash basis. What was settled of a line on one day is one line."""
        found = cash_basis.settled_days(tenant, self.takes, self.span.end, known=self.known)
        return replace(self, settled=tuple(one for one in found.values() if self.keeps(one)))

    def of_document(self, line: LedgerLine) -> Wanted:
        """The same of the line's document alone, on its day."""
        found = replace(self, span=Span(line.date, line.date), reference_type=line.reference_type, reference_id=line.reference_id)
        return replace(found, settled=tuple(filter(found.takes, self.settled))) if self.settled is not None else found

    def of_account(self, id: int) -> Wanted:
        """The same of one account alone."""
        settled = tuple(one for one in self.settled if one.account_id == id) if self.settled is not None else None
        return replace(self, accounts=(id,), settled=settled)

    def takes(self, line: LedgerLine) -> bool:
        """What ``filters`` says, of a line that no statement has read."""
        return (
            (self.span.start is None or line.date >= self.span.start)
            and (self.span.end is None or line.date <= self.span.end)
            and (not self.accounts or line.account_id in self.accounts)
            and (not self.contacts or line.contact_id in self.contacts)
            and (not self.branches or line.branch_id in self.branches)
            and self.reference_type in (None, line.reference_type)
            and self.reference_id in (None, line.reference_id)
        )

    def filters(self) -> dict[str, Any]:
        """For the line reader; the bounds of the amount are left to ``keeps``."""
        return {
            "accounts": self.accounts or None,
            "contacts": self.contacts or None,
            "branches": self.branches or None,
            "reference_type": self.reference_type,
            "reference_id": self.reference_id,
            "known": self.known,
            "counting": self.settled is not None,
        }

    def keeps(self, line: LedgerLine) -> bool:
        """Whether the line's amount is within the bounds."""
        value = line.debit or line.credit
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same as SQL, over lines and their entries (``SOURCE``), of what stands."""
        until = [] if self.known is None else [lines.c.id <= self.known.line]
        counting = [] if self.settled is None else [COUNTS]
        return [standing(self.known), *counting, *until, *self.scope()]

    def scope(self) -> list[ColumnElement[bool]]:
        """The same without regard to when they were recorded, and whether they stand."""
        return [*within(self.span), *self.of_lines(), *self._of_documents(entries)]

    def documents(self, table: Any) -> list[ColumnElement[bool]]:
        """The same as ``conditions`` over ``table``, the entries or an alias of them: that they have such a line."""
        of_lines, found = self.of_lines(), [standing(self.known, table), *self._of_documents(table)]
        if self.known is not None:
            found.append(table.c.id <= self.known.entry)
        if self.span.start is not None:
            found.append(table.c.date >= self.span.start)
        if self.span.end is not None:
            found.append(table.c.date <= self.span.end)
        if self.accounts or self.contacts:  # these have indexes
            found.append(table.c.id.in_(select(lines.c.entry_id).where(*within(self.span), *of_lines)))
        elif of_lines:
            found.append(exists().where(*_lines_of(table), *of_lines))
        return found

    def of_lines(self) -> list[ColumnElement[bool]]:
        """What is said of lines alone, their days left aside."""
        value = case((lines.c.debit != 0, lines.c.debit), else_=lines.c.credit)
        asked = (
            (self.accounts or None, lambda: lines.c.account_id.in_(list(self.accounts))),
            (self.contacts or None, lambda: lines.c.contact_id.in_(list(self.contacts))),
            (self.branches or None, lambda: lines.c.branch_id.in_(list(self.branches))),
            (self.least, lambda: value >= self.least),
            (self.most, lambda: value <= self.most),
        )
        return [condition() for given, condition in asked if given is not None]

    def _of_documents(self, table: Any) -> list[ColumnElement[bool]]:
        asked = {"reference_type": self.reference_type, "reference_id": self.reference_id}
        return [table.c[name] == value for name, value in asked.items() if value is not None]


def _lines_of(table: Any) -> tuple[ColumnElement[bool], ...]:
    """That a line is of an entry: said twice, since one server finds it by the one and the other by the other."""
    last = table.c.first_line_id + table.c.line_count
    return lines.c.entry_id == table.c.id, lines.c.id >= table.c.first_line_id, lines.c.id < last


_KEYS: dict[Order, Callable[[LedgerLine], Any]] = {
    "date": lambda line: (line.date, line.id),
    "account": lambda line: (line.account_id, line.date, line.id),
    "contact": lambda line: (line.contact_id or 0, line.date, line.id),
}


def every(tenant: Tenant, wanted: Wanted, order: Order = "date", *, size: int = 5000) -> Iterator[LedgerLine]:
    """The lines wanted, of which ``size`` at a time are read."""
    found = (one for one in every_line(tenant, wanted.span, page=size, order=order, **wanted.filters()) if wanted.keeps(one))
    return heapq.merge(found, sorted(wanted.settled, key=_KEYS[order]), key=_KEYS[order]) if wanted.settled else found


def count_by(tenant: Tenant, group: ColumnElement[Any], wanted: Wanted) -> dict[int, int]:
    """How many lines each account (or contact: whatever ``group`` is) has. Counted once for the books as they are."""
    counted = _counted(tenant, f"lines.{group.key}", wanted, lambda: [[*one] for one in _count_by(tenant, group, wanted).items()])
    return dict(counted)


def _counted(tenant: Tenant, name: str, wanted: Wanted, count: Callable[[], list[Any]]) -> list[Any]:
    """A count that turning a page does not repeat. Of a past moment, and on cash basis, it is made anew."""
    if wanted.known is not None or wanted.settled is not None:
        return count()
    asked = {one.name: getattr(wanted, one.name) for one in fields(wanted) if one.name not in ("span", "known", "settled")}
    days = {"start": wanted.span.start, "end": wanted.span.end}
    return tenant.cache.get_or_create(f"count.{name}", asked | days, count)


def _count_by(tenant: Tenant, group: ColumnElement[Any], wanted: Wanted) -> dict[int, int]:
    """All of them, counted in an index without their entries, less those that do not stand, which are few."""
    if wanted.known is not None or wanted.settled is not None or wanted.reference_type or wanted.reference_id:
        asked: Any = _counting(SOURCE, group, func.count(), wanted.conditions())
    else:
        gone, all_of_them = fallen(), [*within(wanted.span), *wanted.of_lines()]
        theirs = gone.join(entries, entries.c.id == gone.c.id).join(lines, and_(*_lines_of(entries)))
        parts = (_counting(lines, group, func.count(), all_of_them), _counting(theirs, group, -func.count(), all_of_them))
        asked = union_all(*parts)
    counts: defaultdict[int, int] = defaultdict(int)
    for key, count in tenant.connection.execute(asked).all():
        counts[key] += count
    return {key: count for key, count in counts.items() if count}


def _counting(source: Any, group: ColumnElement[Any], count: ColumnElement[int], conditions: Iterable[ColumnElement[bool]]) -> Any:
    return select(group, count.label("count")).select_from(source).where(*conditions).group_by(group)


def count_documents(tenant: Tenant, wanted: Wanted) -> tuple[int, int]:
    """How many documents, each on each of its days, and how many lines; settlements left aside. Counted as by ``count_by``."""
    documents, several = _counted(tenant, "documents", wanted, lambda: _count_documents(tenant, wanted))
    return documents, several


def _count_documents(tenant: Tenant, wanted: Wanted) -> list[int]:
    keys = (lines.c.date, entries.c.reference_type, entries.c.reference_id)
    groups = select(*keys, func.count().label("line_count")).select_from(SOURCE).where(*wanted.conditions()).group_by(*keys).subquery()
    row = tenant.connection.execute(select(func.count(), func.coalesce(func.sum(groups.c.line_count), 0)).select_from(groups)).one()
    return [int(row[0]), int(row[1])]


def documents(tenant: Tenant, wanted: Wanted, paging: Paging) -> tuple[list[Document], Cursor | None]:
    """One page of the documents, by day and then as they were recorded; and its end, if there is more behind it.

    A document stands where its first entry of the day does. Raises ``InvalidInput`` for a place that is none of the journal's.
    """
    sooner = and_(*(_sooner.c[name] == entries.c[name] for name in Document._fields), _sooner.c.id < entries.c.id)
    statement = (
        select(entries.c.date, entries.c.reference_type, entries.c.reference_id, entries.c.id)
        .where(*wanted.documents(entries), ~exists().where(sooner, *wanted.documents(_sooner)))
        .order_by(entries.c.date, entries.c.id)
        .limit(paging.size + 1)
        .offset(min(paging.skip, 2**62))
    )
    after = paging.after
    if after is not None:
        if after.group:
            raise unknown_place(after)
        behind = or_(entries.c.date > after.day, entries.c.id > after.id)
        statement = statement.where(entries.c.date >= after.day, behind)
    rows = tenant.connection.execute(statement).all()
    shown = rows[: paging.size]
    last = Cursor(0, shown[-1].date, shown[-1].id) if len(rows) > len(shown) else None
    return [Document(*row[:3]) for row in shown], last


def lines_of(tenant: Tenant, wanted: Wanted, several: Sequence[Document]) -> list[LedgerLine]:
    """The wanted lines of these documents, as they were recorded; raises 400 for more than one answer carries."""
    if not several:
        return []
    chosen = set(several)
    statement = select(*(entries.c[name] for name in (*Document._fields, "first_line_id", "line_count"))).where(
        *wanted.documents(entries),
        entries.c.date.between(several[0].date, several[-1].date),
        entries.c.reference_type.in_(sorted({one.reference_type for one in several})),
        entries.c.reference_id.in_(sorted({one.reference_id for one in several})),
    )
    rows = [row for row in tenant.connection.execute(statement) if Document(*row[:3]) in chosen]
    ids = [row.first_line_id + place for row in rows for place in range(row.line_count)]
    refuse_too_many(len(ids))
    found = lines_by_id(tenant, ids, **wanted.filters())
    return [found[id] for id in sorted(found) if wanted.keeps(found[id])]


def number(id: str) -> int:
    """The id that is written in a row; 0, which is nobody's, for what is none."""
    return int(id) if id.isascii() and id.isdecimal() and len(id) < 19 else 0


def row_of(line: LedgerLine, kind: str = "LINE") -> str:
    """What a line's row is called: ``LINE_5``; what was settled of it on a day: ``LINE_5_2024-01-31``."""
    return f"{kind}_{line.id}_{line.date.isoformat()}" if line.is_share else f"{kind}_{line.id}"


_ROW = re.compile(r"(.+?)_(\d{1,18})_(\d{4}-\d\d-\d\d)", re.ASCII)


def read_row(row: str) -> tuple[str, int, str]:
    """What a row is called in parts: its kind, an id (0: none), and a day (empty: none)."""
    if share := _ROW.fullmatch(row):
        return share[1], int(share[2]), share[3]
    kind, _, id = row.rpartition("_")
    return kind, number(id), ""


def line_of(tenant: Tenant, id: int, row: str, wanted: Wanted, day: str = "") -> LedgerLine:
    """The line that a ``row`` names by its id, and by its ``day`` if it is a share of one.

    Raises ``InvalidInput`` where there is none among those ``wanted``.
    """
    if day:
        shares = [one for one in wanted.settled or () if one.id == id and one.date.isoformat() == day]
        if not shares:
            raise no_row(row)
        return shares[0]
    found = [one for one in read_lines(tenant, wanted.span, ids=[id], **wanted.filters()) if wanted.keeps(one)]
    if not found:
        raise no_row(row)
    return found[0]


def refuse_too_many(count: int) -> None:
    """Raises 400 for more lines than one answer carries."""
    if count > MOST_LINES:
        message = f"These are {count:,} lines, more than the {MOST_LINES:,} of one answer: ask for fewer days or accounts, or for a page."
        raise Failed(400, "Bad Request", message)


# --- how lines are written ---


@dataclass(frozen=True)
class LineWriter:
    """Writes what lines have in common."""

    context: Context
    writer: Writer
    contacts: dict[int, dimensions.ContactName]

    @classmethod
    def of(cls, tenant: Tenant, context: Context, writer: Writer, several: Iterable[LedgerLine]) -> LineWriter:
        """With the names of the contacts on these lines."""
        return cls(context, writer, dimensions.contacts(tenant, {one.contact_id for one in several}))

    def named(self, tenant: Tenant, several: Iterable[LedgerLine]) -> Iterator[LedgerLine]:
        """The same lines, of any number: as each comes, the name of its contact is known. A batch at a time is held."""
        rest = iter(several)
        while batch := list(islice(rest, BATCH)):
            self.contacts.clear()
            self.contacts.update(dimensions.contacts(tenant, {one.contact_id for one in batch}))
            yield from batch

    def day(self, day: date) -> str:
        """``2024 Jan 05``."""
        return format_date(day, "YYYY MMM DD", self.context.language)

    def document(self, reference_type: str) -> str:
        """What people call that kind of document."""
        return reference_label(reference_type, self.context.language)

    def contact(self, contact_id: int | None) -> dict[str, Any]:
        """Name and kind of the contact; empty for none."""
        found = self.contacts.get(contact_id or 0)
        kind = labels.contact(found.kind, self.context.language) if found else ""
        return {"contact_name": found.display_name if found else "", "contact_type": kind}

    def sides(self, debit: Decimal, credit: Decimal, *, total: bool = False) -> dict[str, Any]:
        """Debit and credit, exact and written."""
        return {
            "credit": credit,
            "debit": debit,
            "formatted_credit": self.writer.amount(credit, total=total),
            "formatted_debit": self.writer.amount(debit, total=total),
        }
