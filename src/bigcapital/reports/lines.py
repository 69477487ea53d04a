"""The lines that the general ledger and the journal list: how many, which documents, and who is behind them.

Only what stands: an entry and its reversal are left out together, as the line reader does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, func, select

from bigcapital.accounting import dimensions
from bigcapital.accounting.balances import Span
from bigcapital.accounting.lines import LedgerLine
from bigcapital.accounting.model import entries, lines
from bigcapital.accounting.references import reference_label
from bigcapital.errors import Failed
from bigcapital.formats import format_date
from bigcapital.reports import labels
from bigcapital.reports.context import Context, Writer
from bigcapital.tenancy.tenant import Tenant

MOST_LINES = 100_000  # of one answer
BATCH = 2_000  # lines that a list of any length reads, and looks up the contacts of, together
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
    """Which lines. ``least`` and ``most`` bound the amount of a line; no accounts or branches: all of them."""

    span: Span
    accounts: Sequence[int] = ()
    branches: Sequence[int] = ()
    reference_type: str | None = None
    reference_id: int | None = None
    least: Decimal | None = None
    most: Decimal | None = None

    def filters(self) -> dict[str, Any]:
        """For the line reader; the bounds of the amount are left to ``keeps``."""
        return {
            "accounts": self.accounts or None,
            "branches": self.branches or None,
            "reference_type": self.reference_type,
            "reference_id": self.reference_id,
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
        return [_STANDING, *(condition() for given, condition in asked if given is not None)]


def count_by_account(tenant: Tenant, wanted: Wanted) -> dict[int, int]:
    """How many lines each account has."""
    statement = (
        select(lines.c.account_id, func.count().label("line_count"))
        .select_from(_SOURCE)
        .where(*wanted.conditions())
        .group_by(lines.c.account_id)
    )
    return {row.account_id: row.line_count for row in tenant.connection.execute(statement)}


def count_documents(tenant: Tenant, wanted: Wanted) -> tuple[int, int]:
    """How many documents, each on each of its days, and how many lines."""
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
