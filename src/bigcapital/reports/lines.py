"""The lines that the general ledger and the journal list: how many, which documents, and who is behind them.

Only what stands: an entry and its reversal are left out together, as the line reader does. On cash basis, only what counts
on its own day, and beside it the shares of documents that were settled.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, func, select

from bigcapital.accounting import cash_basis, dimensions
from bigcapital.accounting.balances import Span
from bigcapital.accounting.lines import LedgerLine, Order, every_line
from bigcapital.accounting.model import entries, lines
from bigcapital.accounting.references import reference_label
from bigcapital.accounting.settlements import COUNTS
from bigcapital.errors import Failed
from bigcapital.formats import format_date
from bigcapital.reports import labels
from bigcapital.reports.context import Context, Writer
from bigcapital.tenancy.tenant import Tenant

MOST_LINES = 100_000  # of one answer
_SOURCE = lines.join(entries, entries.c.id == lines.c.entry_id)
_undoing = entries.alias("undoing")
_STANDING = and_(entries.c.reverses.is_(None), ~exists().where(_undoing.c.reverses == entries.c.id))


class Document(NamedTuple):
    """What caused lines, on one day."""

    date: date
    reference_type: str
    reference_id: int


@dataclass(frozen=True)
class Wanted:
    """Which lines. ``least`` and ``most`` bound the amount of a line; no accounts or branches: all of them.

    ``settled`` is None on accrual basis; on cash basis the lines of settlements that are wanted, in the order of their days.
    """

    span: Span
    accounts: Sequence[int] = ()
    branches: Sequence[int] = ()
    reference_type: str | None = None
    reference_id: int | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    settled: tuple[LedgerLine, ...] | None = None

    def on_cash_basis(self, tenant: Tenant) -> Wanted:
        """The same on cash basis."""
        shares = (one for one in cash_basis.settled_lines(tenant, self.span.end) if self._takes(one) and self.keeps(one))
        return replace(self, settled=tuple(sorted(shares, key=_KEYS["date"])))

    def _takes(self, line: LedgerLine) -> bool:
        """What ``filters`` says, of a line that no statement has read."""
        return (
            (self.span.start is None or line.date >= self.span.start)
            and (not self.accounts or line.account_id in self.accounts)
            and (not self.branches or line.branch_id in self.branches)
            and self.reference_type in (None, line.reference_type)
            and self.reference_id in (None, line.reference_id)
        )

    def filters(self) -> dict[str, Any]:
        """For the line reader; the bounds of the amount are left to ``keeps``."""
        return {
            "accounts": self.accounts or None,
            "branches": self.branches or None,
            "reference_type": self.reference_type,
            "reference_id": self.reference_id,
            "counting": self.settled is not None,
        }

    def keeps(self, line: LedgerLine) -> bool:
        """Whether the line's amount is within the bounds."""
        value = line.debit or line.credit
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same as SQL, over lines and their entries."""
        value = case((lines.c.debit != 0, lines.c.debit), else_=lines.c.credit)
        asked = (
            (self.span.start, lambda: lines.c.date >= self.span.start),
            (self.span.end, lambda: lines.c.date <= self.span.end),
            (self.accounts or None, lambda: lines.c.account_id.in_(list(self.accounts))),
            (self.branches or None, lambda: lines.c.branch_id.in_(list(self.branches))),
            (self.reference_type, lambda: entries.c.reference_type == self.reference_type),
            (self.reference_id, lambda: entries.c.reference_id == self.reference_id),
            (self.least, lambda: value >= self.least),
            (self.most, lambda: value <= self.most),
        )
        counting = [] if self.settled is None else [COUNTS]
        return [_STANDING, *counting, *(condition() for given, condition in asked if given is not None)]


_KEYS: dict[Order, Callable[[LedgerLine], Any]] = {
    "date": lambda line: (line.date, line.id),
    "account": lambda line: (line.account_id, line.date, line.id),
}


def every(
    tenant: Tenant, wanted: Wanted, order: Order = "date", *, days: Span | None = None, accounts: Sequence[int] = ()
) -> Iterator[LedgerLine]:
    """The lines wanted, of ``days`` and ``accounts`` alone if they are given."""
    filters = wanted.filters() | ({"accounts": accounts} if accounts else {})
    found = (one for one in every_line(tenant, days or wanted.span, order=order, **filters) if wanted.keeps(one))
    settled = [one for one in wanted.settled or () if not accounts or one.account_id in accounts]
    return heapq.merge(found, sorted(settled, key=_KEYS[order]), key=_KEYS[order]) if settled else found


def count_by_account(tenant: Tenant, wanted: Wanted) -> dict[int, int]:
    """How many lines each account has."""
    statement = (
        select(lines.c.account_id, func.count().label("line_count"))
        .select_from(_SOURCE)
        .where(*wanted.conditions())
        .group_by(lines.c.account_id)
    )
    counts = Counter({row.account_id: row.line_count for row in tenant.connection.execute(statement)})
    counts.update(one.account_id for one in wanted.settled or ())
    return dict(counts)


def count_documents(tenant: Tenant, wanted: Wanted) -> tuple[int, int]:
    """How many documents, each on each of its days, and how many lines; settlements left aside."""
    groups = _by_document(wanted).subquery()
    row = tenant.connection.execute(select(func.count(), func.coalesce(func.sum(groups.c.line_count), 0)).select_from(groups)).one()
    return int(row[0]), int(row[1])


def documents(tenant: Tenant, wanted: Wanted, page: int, size: int) -> list[Document]:
    """One page of the documents, by day and then as they were recorded."""
    statement = _by_document(wanted).order_by(lines.c.date, func.min(lines.c.id)).limit(size).offset(min((page - 1) * size, 2**62))
    return [Document(*row[:3]) for row in tenant.connection.execute(statement)]


def _by_document(wanted: Wanted) -> Any:
    keys = (lines.c.date, entries.c.reference_type, entries.c.reference_id)
    return select(*keys, func.count().label("line_count")).select_from(_SOURCE).where(*wanted.conditions()).group_by(*keys)


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
