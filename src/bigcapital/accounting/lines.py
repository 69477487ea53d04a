"""The ledger's lines as reports read them: by day or by account, page by page, with or without what was undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, exists, or_, select

from bigcapital.accounting.balances import ALWAYS, Days, Ids, within
from bigcapital.accounting.model import IDS_OF_LINES, entries, lines
from bigcapital.accounting.settlements import COUNTS
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


Order = Literal["date", "-date", "account"]
_NAMES = tuple(field.name for field in fields(LedgerLine))
_SOURCE = lines.join(entries, entries.c.id == lines.c.entry_id)
_LINES = select(*(lines.c[name] if name in lines.c else entries.c[name] for name in _NAMES)).select_from(_SOURCE)
_undoing = entries.alias("undoing")
_ORDER: dict[Order, list[Any]] = {
    "date": [lines.c.date, lines.c.id],
    "-date": [lines.c.date.desc(), lines.c.id.desc()],
    "account": [lines.c.account_id, lines.c.date, lines.c.id],
}


def read_lines(
    tenant: Tenant,
    span: Days = ALWAYS,
    *,
    accounts: Ids = None,
    contacts: Ids = None,
    branches: Ids = None,
    items: Ids = None,
    reference_type: str | None = None,
    reference_id: int | None = None,
    reference_ids: Ids = None,
    counting: bool = False,
    order: Order = "date",
    after: LedgerLine | None = None,
    limit: int | None = None,
    history: bool = False,
    known_at: datetime | None = None,
) -> list[LedgerLine]:
    """Lines by day, by day backwards, or by account and day; of one day as they were recorded. One statement.

    An entry and its reversal are hidden together, where both were known at ``known_at`` (now), unless ``history`` is asked
    for. ``after``: begin behind this line, the last of the page before. ``counting``: only of entries that count on their own
    day on cash basis.
    """
    statement = _LINES.where(*within(span)).order_by(*_ORDER[order]).limit(limit)
    chosen = {"account_id": accounts, "contact_id": contacts, "branch_id": branches, "item_id": items}
    for name, ids in chosen.items():
        if ids is not None:
            statement = statement.where(lines.c[name].in_(list(ids)))
    if reference_type is not None:
        statement = statement.where(entries.c.reference_type == reference_type, IDS_OF_LINES)
    if reference_id is not None:
        statement = statement.where(entries.c.reference_id == reference_id)
    if reference_ids is not None:
        statement = statement.where(entries.c.reference_id.in_(list(reference_ids)))
    if counting:
        statement = statement.where(COUNTS)
    if known_at is not None:
        statement = statement.where(entries.c.recorded_at <= known_at)
    if not history:
        undone = exists().where(_undoing.c.reverses == entries.c.id)
        undone = undone if known_at is None else undone.where(_undoing.c.recorded_at <= known_at)
        statement = statement.where(entries.c.reverses.is_(None), ~undone)
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


def _behind(last: LedgerLine, order: Order) -> ColumnElement[bool]:
    if order == "-date":
        return or_(lines.c.date < last.date, and_(lines.c.date == last.date, lines.c.id < last.id))
    later = or_(lines.c.date > last.date, and_(lines.c.date == last.date, lines.c.id > last.id))
    if order == "date":
        return later
    return or_(lines.c.account_id > last.account_id, and_(lines.c.account_id == last.account_id, later))
