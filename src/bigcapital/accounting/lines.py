"""The ledger's lines as reports read them: by day or by account, page by page, with or without what was undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import ColumnElement, Subquery, and_, exists, func, or_, select, union_all

from bigcapital.accounting.balances import Ids, within
from bigcapital.accounting.known import Known
from bigcapital.accounting.model import IDS_OF_LINES, entries, lines
from bigcapital.accounting.settlements import COUNTS
from bigcapital.accounting.spans import ALWAYS, Days
from bigcapital.tenancy.tenant import Tenant


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line as reports read it, with what its entry says."""

    id: int
    entry_id: int
    index: int
    date: date
    account_id: int
    debit: Decimal
    credit: Decimal
    currency_code: str
    exchange_rate: Decimal
    amount: Decimal
    contact_id: int | None
    item_id: int | None
    branch_id: int | None
    warehouse_id: int | None
    project_id: int | None
    tax_rate_id: int | None
    tax_percentage: Decimal | None
    note: str | None
    reference_type: str
    reference_id: int
    subtype: str | None
    number: str | None
    reference: str | None
    costable: bool
    user_id: int | None
    recorded_at: datetime
    reverses: int | None
    is_share: bool = False  # on cash basis, what was settled of a line on a day


Order = Literal["date", "-date", "account", "contact"]
_NAMES = tuple(field.name for field in fields(LedgerLine) if field.name != "is_share")
_SOURCE = lines.join(entries, entries.c.id == lines.c.entry_id)
_LINES = select(*(lines.c[name] if name in lines.c else entries.c[name] for name in _NAMES)).select_from(_SOURCE)
_undoing = entries.alias("undoing")
_MOST_IDS = 10_000  # of one statement: SQLite takes 32,766 values
_ORDER: dict[Order, list[Any]] = {
    "date": [lines.c.date, lines.c.id],
    "-date": [lines.c.date.desc(), lines.c.id.desc()],
    "account": [lines.c.account_id, lines.c.date, lines.c.id],
    "contact": [lines.c.contact_id, lines.c.date, lines.c.id],
}


def read_lines(
    tenant: Tenant,
    span: Days = ALWAYS,
    *,
    accounts: Ids = None,
    contacts: Ids = None,
    branches: Ids = None,
    items: Ids = None,
    ids: Ids = None,
    reference_type: str | None = None,
    reference_id: int | None = None,
    reference_ids: Ids = None,
    counting: bool = False,
    order: Order = "date",
    after: LedgerLine | None = None,
    limit: int | None = None,
    history: bool = False,
    known: Known | None = None,
    which: Sequence[ColumnElement[bool]] = (),
    offset: int | None = None,
) -> list[LedgerLine]:
    """Lines by day, by day backwards, or by account or contact and day; of one day as they were recorded. One statement.

    An entry and its reversal are hidden together, where both are among the ``known`` (all), unless ``history`` is asked
    for. ``after``: begin behind this line, the last of the page before. ``which``: what else must be true of a line.
    ``counting``: only of entries that count on their own day on cash basis.
    """
    statement = _LINES.where(*within(span), *which).order_by(*_ORDER[order]).limit(limit).offset(offset)
    chosen = {"account_id": accounts, "contact_id": contacts, "branch_id": branches, "item_id": items, "id": ids}
    for name, some in chosen.items():
        if some is not None:
            statement = statement.where(lines.c[name].in_(list(some)))
    if reference_type is not None:
        statement = statement.where(entries.c.reference_type == reference_type, IDS_OF_LINES)
    if reference_id is not None:
        statement = statement.where(entries.c.reference_id == reference_id)
    if reference_ids is not None:
        statement = statement.where(entries.c.reference_id.in_(list(reference_ids)))
    if counting:
        statement = statement.where(COUNTS)
    if known is not None:
        statement = statement.where(lines.c.id <= known.line)
    if not history:
        statement = statement.where(standing(known))
    if after is not None:
        statement = statement.where(_behind(after, order))
    return [LedgerLine(*row) for row in tenant.connection.execute(statement)]


def every_line(tenant: Tenant, span: Days = ALWAYS, *, page: int = 5000, **filters: Any) -> Iterator[LedgerLine]:
    """As ``read_lines``, page by page, for what may be a million of them."""
    last: LedgerLine | None = None
    while True:
        found = read_lines(tenant, span, after=last, limit=page, **filters)
        yield from found
        if len(found) < page:
            return
        last = found[-1]


def reverses_nothing(table: Any) -> ColumnElement[bool]:
    """The condition that an entry is no reversal, as nearly all: so written that no index is searched for it.

    (A unique index promises one row for a value, NULL among them, to a planner that knows no better.)
    """
    return func.coalesce(table.c.reverses, 0) == 0


def standing(known: Known | None = None, table: Any = entries) -> ColumnElement[bool]:
    """The condition, on entries (or an alias), that one is neither undone nor undoes another, as far as ``known``."""
    undone = exists().where(_undoing.c.reverses == table.c.id)
    return and_(reverses_nothing(table), ~(undone if known is None else undone.where(_undoing.c.id <= known.entry)))


def fallen() -> Subquery:
    """The ids of all entries that do not stand, as far as all is known: few, and found without looking at the others."""
    undoing, undone = select(entries.c.id), select(entries.c.reverses)
    return union_all(*(one.where(entries.c.reverses.is_not(None)) for one in (undoing, undone))).subquery("fallen")


def lines_by_id(tenant: Tenant, ids: Sequence[int], **filters: Any) -> dict[int, LedgerLine]:
    """These lines, those of entries that were reversed included; a statement for every ten thousand."""
    found: dict[int, LedgerLine] = {}
    for first in range(0, len(ids), _MOST_IDS):
        several = read_lines(tenant, ids=ids[first : first + _MOST_IDS], history=True, **filters)
        found |= {line.id: line for line in several}
    return found


def standing_lines(tenant: Tenant, ids: Sequence[int], known: Known | None = None) -> list[LedgerLine]:
    """Those of these lines that stand, as far as ``known``, by day; a statement for every ten thousand."""
    batches = (ids[first : first + _MOST_IDS] for first in range(0, len(ids), _MOST_IDS))
    return sorted((line for batch in batches for line in read_lines(tenant, ids=batch, known=known)), key=lambda one: (one.date, one.id))


def _behind(last: LedgerLine, order: Order) -> ColumnElement[bool]:
    """The day is bounded by itself, too: that is the part of the condition for which an index serves."""
    if order == "-date":
        return and_(lines.c.date <= last.date, or_(lines.c.date < last.date, lines.c.id < last.id))
    if order == "date":
        return later(last.date, last.id)
    group, value = lines.c[f"{order}_id"], getattr(last, f"{order}_id")
    return and_(group >= value, or_(group > value, later(last.date, last.id)))


def later(day: date, id: int) -> ColumnElement[bool]:
    """The condition that a line stands behind the line ``id`` of ``day``, by days."""
    return and_(lines.c.date >= day, or_(lines.c.date > day, lines.c.id > id))
