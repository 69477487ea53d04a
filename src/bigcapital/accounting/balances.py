"""What the books say: sums of accounts and contacts over any days. (The lines behind them: ``lines``.)

Sums come from the balances tables: whole years and months from their own cells and edge days from the daily ones, all spans asked
for in one statement, so that a statement costs what its accounts cost and not what its history holds. Each has a ``scan_``
twin that adds up the lines themselves and must always agree; the twins also answer what was known at a past moment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, and_, case, func, literal, or_, select, union_all

from bigcapital.accounting.accounts.model import Account
from bigcapital.accounting.exact import exact_sum
from bigcapital.accounting.known import Known
from bigcapital.accounting.model import CELLS_BY_PERIOD, DAILY, MONTHLY, YEARLY, account_balances, contact_balances, lines
from bigcapital.accounting.spans import STOP, Days, Span, segments_of
from bigcapital.ledger.accounts import CONTACT_CONTROL
from bigcapital.ledger.money import ZERO
from bigcapital.ledger.periods import end_of_month
from bigcapital.tenancy.tenant import Tenant

_DAY = timedelta(days=1)
_MOST_PARTS = 200  # of one statement: SQLite takes 500


@dataclass(slots=True, unsafe_hash=True)  # never changed, but not frozen: a report makes a hundred thousand, twice as quickly
class Sums:
    """Turnover: base currency, and the lines' own currencies (which only add up within one currency)."""

    debit: Decimal = ZERO
    credit: Decimal = ZERO
    own_debit: Decimal = ZERO
    own_credit: Decimal = ZERO

    @property
    def net(self) -> Decimal:
        """Debit less credit, base currency."""
        return self.debit - self.credit

    @property
    def own_net(self) -> Decimal:
        """Debit less credit, own currency."""
        return self.own_debit - self.own_credit

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.debit + other.debit, self.credit + other.credit, self.own_debit + other.own_debit, self.own_credit + other.own_credit
        )

    def __sub__(self, other: Sums) -> Sums:
        return Sums(
            self.debit - other.debit, self.credit - other.credit, self.own_debit - other.own_debit, self.own_credit - other.own_credit
        )

    def __bool__(self) -> bool:
        return bool(self.debit or self.credit or self.own_debit or self.own_credit)


NOTHING = Sums()
Ids = Collection[int] | None  # None: all


# --- sums, from the balances ---


def account_sums(
    tenant: Tenant, spans: Sequence[Days], *, accounts: Ids = None, branches: Ids = None, known: Known | None = None
) -> list[dict[int, Sums]]:
    """For each span, the turnover of each account that has any, base currency. One statement for up to 200 separate spans."""
    found = _sums(tenant, account_balances, ("account_id",), spans, known, account_id=accounts, branch_id=branches)
    return [{key[0]: sums for key, sums in one.items()} for one in found]


def account_sums_by_currency(
    tenant: Tenant, spans: Sequence[Days], *, accounts: Ids = None, branches: Ids = None, known: Known | None = None
) -> list[dict[tuple[int, str], Sums]]:
    """For each span, the turnover of each (account, currency) that has any."""
    return _sums(tenant, account_balances, ("account_id", "currency_code"), spans, known, account_id=accounts, branch_id=branches)


def account_sums_by_branch(
    tenant: Tenant, spans: Sequence[Days], *, accounts: Ids = None, branches: Ids = None, known: Known | None = None
) -> list[dict[tuple[int, int], Sums]]:
    """For each span, the turnover of each (account, branch) that has any; branch 0 is none."""
    return _sums(tenant, account_balances, ("account_id", "branch_id"), spans, known, account_id=accounts, branch_id=branches)


def contact_sums(
    tenant: Tenant,
    spans: Sequence[Days],
    *,
    contacts: Ids = None,
    accounts: Ids = None,
    branches: Ids = None,
    known: Known | None = None,
) -> list[dict[tuple[int, int, str], Sums]]:
    """For each span, the turnover on receivables and payables of each (contact, account, currency); contact 0 is none."""
    keys = ("contact_id", "account_id", "currency_code")
    return _sums(tenant, contact_balances, keys, spans, known, contact_id=contacts, account_id=accounts, branch_id=branches)


def contact_totals(
    tenant: Tenant,
    spans: Sequence[Days],
    *,
    contacts: Ids = None,
    accounts: Ids = None,
    branches: Ids = None,
    known: Known | None = None,
) -> list[dict[int, Sums]]:
    """As ``contact_sums`` by contact alone, base currency alone: what a hundred thousand contacts owe, in one small row each."""
    chosen = {"contact_id": contacts, "account_id": accounts, "branch_id": branches}
    found = _sums(tenant, contact_balances, ("contact_id",), spans, known, values=_BASE, **chosen)
    return [{key[0]: sums for key, sums in one.items()} for one in found]


def account_sums_by_currency_and_branch(
    tenant: Tenant, spans: Sequence[Days], *, accounts: Ids = None, branches: Ids = None, known: Known | None = None
) -> list[dict[tuple[int, str, int], Sums]]:
    """For each span, the turnover of each (account, currency, branch) that has any; branch 0 is none."""
    keys = ("account_id", "currency_code", "branch_id")
    return _sums(tenant, account_balances, keys, spans, known, account_id=accounts, branch_id=branches)


def contact_sums_by_branch(
    tenant: Tenant, spans: Sequence[Days], *, contacts: Ids = None, accounts: Ids = None, branches: Ids = None, known: Known | None = None
) -> list[dict[tuple[int, int, str, int], Sums]]:
    """As ``contact_sums``, of each (contact, account, currency, branch)."""
    keys = ("contact_id", "account_id", "currency_code", "branch_id")
    return _sums(tenant, contact_balances, keys, spans, known, contact_id=contacts, account_id=accounts, branch_id=branches)


def first_day(tenant: Tenant) -> date | None:
    """The earliest day with a line, None in an empty book."""
    cells = account_balances.c
    day: date | None = tenant.connection.execute(select(func.min(cells.period)).where(cells.period_kind == DAILY)).scalar()
    return day


_BASE, _ALL = 2, 4  # how many of the sums are asked for


def _sums(
    tenant: Tenant,
    table: Table,
    keys: tuple[str, ...],
    spans: Sequence[Days],
    known: Known | None,
    *,
    values: int = _ALL,
    **chosen: Ids,
) -> list[dict[Any, Sums]]:
    last = tenant.head.next_line_id - 1
    if known is None or known.line >= last:
        return _cell_sums(tenant, table, keys, spans, values, **chosen)
    kept = [lines.c.account_id.in_(_BY_CONTACT)] if table is contact_balances else []  # what that table has sums of
    if known.line <= last // 2:
        return _line_sums(tenant, keys, spans, [*kept, lines.c.id <= known.line], values, **chosen)
    today = _cell_sums(tenant, table, keys, spans, values, **chosen)
    since = _line_sums(tenant, keys, spans, [*kept, lines.c.id > known.line], values, **chosen)
    return [_difference(late, later) for late, later in zip(today, since, strict=True)]


def _cell_sums(
    tenant: Tenant, table: Table, keys: tuple[str, ...], spans: Sequence[Days], values: int, **chosen: Ids
) -> list[dict[Any, Sums]]:
    """The sums of each span, from segments that no span divides: each segment is read once, however spans overlap."""
    segments, wanted = segments_of(spans)
    chosen_cells = [table.c[name].in_(list(ids)) for name, ids in chosen.items() if ids is not None]
    of_all_contacts = table is contact_balances and chosen["contact_id"] is None
    by_segment: list[dict[Any, Sums]] = [{} for _ in segments]
    parts = [
        _part(table, keys, [*chosen_cells, cells], literal(place), values, by_period=of_all_contacts and kind == DAILY)
        for place, segment in enumerate(segments)
        for kind, cells in _cells_of(table, *segment)
    ]
    for first in range(0, len(parts), _MOST_PARTS):
        _collect(tenant, parts[first : first + _MOST_PARTS], len(keys), by_segment)
    return _of_spans(by_segment, wanted)


def _of_spans(by_segment: list[dict[Any, Sums]], wanted: list[tuple[int, int]]) -> list[dict[Any, Sums]]:
    """The sums of slices of the segments."""
    nothing: dict[Any, Sums] = {}
    running = [*accumulate(by_segment, _added, initial=nothing)]
    return [_difference(running[last], running[start]) for start, last in wanted]


_Cells = tuple[int | None, ColumnElement[bool]]  # of which kind they are (None: of several), and which


def _cells_of(table: Table, start: int, stop: int) -> list[_Cells]:
    """The cells that hold the days from ``start`` to before ``stop``: of accounts whole years, whole months, and the days left.

    Of accounts in one condition, whose ranges the key serves together. Of contacts, which have no years, each apart: a planner
    that sees many months and few days in one condition reads the whole table.
    """
    first, last = date.fromordinal(start), date.fromordinal(stop - 1)
    if table is contact_balances:
        return _ranges(table, first, last, _MONTHS)
    return [(None, or_(*(cells for _, cells in _ranges(table, first, last, _YEARS, _MONTHS))))]


class _Whole(NamedTuple):
    """A kind of period that is longer than a day. ``first``: its first day on or after some day; ``last``: its last on or before."""

    kind: int
    first: Callable[[date], date | None]
    last: Callable[[date], date | None]


def _ranges(table: Table, first: date, last: date, *kinds: _Whole) -> list[_Cells]:
    """The cells of these days: of the first kind as far as whole ones reach, what is left before and after of the others."""
    if not kinds:
        return [_range(table, DAILY, first, last)]
    kind, *smaller = kinds
    begin, end = kind.first(first), kind.last(last)
    if begin is None or end is None or begin > end:
        return _ranges(table, first, last, *smaller)
    pieces = [_range(table, kind.kind, begin, end)]
    if first < begin:
        pieces += _ranges(table, first, begin - _DAY, *smaller)
    if end < last:
        pieces += _ranges(table, end + _DAY, last, *smaller)
    return pieces


def _range(table: Table, kind: int, first: date, last: date) -> _Cells:
    return kind, and_(table.c.period_kind == kind, table.c.period.between(first, last))


def _month_from(day: date) -> date | None:
    last = end_of_month(day)
    return day if day.day == 1 else last + _DAY if last < date.max else None


def _month_until(day: date) -> date | None:
    first = day.replace(day=1)
    return day if day == end_of_month(day) else first - _DAY if first > date.min else None


def _year_from(day: date) -> date | None:
    first = day.replace(month=1, day=1)
    return day if day == first else first.replace(year=day.year + 1) if day.year < date.max.year else None


def _year_until(day: date) -> date | None:
    first, last = day.replace(month=1, day=1), day.replace(month=12, day=31)
    return day if day == last else first - _DAY if first > date.min else None


_MONTHS, _YEARS = _Whole(MONTHLY, _month_from, _month_until), _Whole(YEARLY, _year_from, _year_until)


# --- sums, from the lines ---


def scan_account_sums(tenant: Tenant, spans: Sequence[Days], *, accounts: Ids = None, branches: Ids = None) -> list[dict[int, Sums]]:
    """As ``account_sums``, from every line."""
    found = _line_sums(tenant, ("account_id",), spans, [], account_id=accounts, branch_id=branches)
    return [{key[0]: sums for key, sums in one.items()} for one in found]


def scan_account_sums_by_currency(
    tenant: Tenant, spans: Sequence[Days], *, accounts: Ids = None, branches: Ids = None
) -> list[dict[tuple[int, str], Sums]]:
    """As ``account_sums_by_currency``, from every line."""
    return _line_sums(tenant, ("account_id", "currency_code"), spans, [], account_id=accounts, branch_id=branches)


def scan_account_sums_by_branch(
    tenant: Tenant, spans: Sequence[Days], *, accounts: Ids = None, branches: Ids = None
) -> list[dict[tuple[int, int], Sums]]:
    """As ``account_sums_by_branch``, from every line."""
    return _line_sums(tenant, ("account_id", "branch_id"), spans, [], account_id=accounts, branch_id=branches)


def scan_contact_sums(
    tenant: Tenant, spans: Sequence[Days], *, receivables_and_payables: Collection[int], contacts: Ids = None, branches: Ids = None
) -> list[dict[tuple[int, int, str], Sums]]:
    """As ``contact_sums``, from the lines of the accounts given."""
    keys = ("contact_id", "account_id", "currency_code")
    return _line_sums(tenant, keys, spans, [], contact_id=contacts, account_id=receivables_and_payables, branch_id=branches)


_ACCOUNTS: Any = Account.__table__
_BY_CONTACT = select(_ACCOUNTS.c.id).where(_ACCOUNTS.c.account_type.in_(sorted(CONTACT_CONTROL)))


def _line_sums(
    tenant: Tenant, keys: tuple[str, ...], spans: Sequence[Days], which: list[ColumnElement[bool]], values: int = _ALL, **chosen: Ids
) -> list[dict[Any, Sums]]:
    """The sums of each span in one pass over the lines, however many spans there are and however they overlap."""
    segments, wanted = segments_of(spans)
    by_segment: list[dict[Any, Sums]] = [{} for _ in segments]
    if segments:
        chosen_lines = [_key(lines, name).in_(list(ids)) for name, ids in chosen.items() if ids is not None]
        days = Span(date.fromordinal(segments[0][0]), date.fromordinal(segments[-1][1] - 1))
        conditions = [*which, *chosen_lines, *within(days)]
        _collect(tenant, [_part(lines, keys, conditions, _segment_of(segments), values)], len(keys), by_segment)
    return _of_spans(by_segment, wanted)


def _segment_of(segments: list[tuple[int, int]]) -> ColumnElement[int]:
    """The place of a line's segment; -1 for a day between two."""
    if len(segments) == 1:
        return literal(0)
    first_after = [
        (lines.c.date < date.fromordinal(bound), place)
        for place, (start, stop) in enumerate(segments)
        for bound, place in ((start, -1), (stop, place))
        if bound < STOP
    ]
    return case(*first_after, else_=len(segments) - 1)


def within(span: Days) -> list[ColumnElement[bool]]:
    """The condition that a line is of these days."""
    after = [] if span.start is None else [lines.c.date >= span.start]
    return after if span.end is None else [*after, lines.c.date <= span.end]


# --- how sums are asked for ---


def _key(table: Table, name: str) -> ColumnElement[Any]:
    """A column of the key; of a line without branch or contact 0, as the balances have it."""
    column: ColumnElement[Any] = table.c[name]
    return func.coalesce(column, 0) if table is lines and name in ("branch_id", "contact_id") else column


def _values(table: Table) -> list[ColumnElement[Any]]:
    if table is lines:
        own = lines.c.amount
        sides = (case((lines.c.debit != 0, own), else_=0), case((lines.c.debit == 0, own), else_=0))
        return [lines.c.debit, lines.c.credit, *sides]
    return [table.c[name] for name in ("debit", "credit", "own_debit", "own_credit")]


def _part(
    table: Table,
    keys: tuple[str, ...],
    conditions: list[ColumnElement[bool]],
    place: ColumnElement[int],
    values: int,
    *,
    by_period: bool = False,
) -> Any:
    """A part of the statement. ``by_period``: MariaDB would read all days in the order of contacts to find a few, unless it is told."""
    names = [_key(table, name) for name in keys]
    sums = [exact_sum(value).label(f"sum_{number}") for number, value in enumerate(_values(table)[:values])]
    labelled = [name.label(f"key_{number}") for number, name in enumerate(names)]
    grouped = names if table is not lines else ["place", *names]
    asked = select(place.label("place"), *labelled, *sums).where(*conditions).group_by(*grouped)
    return asked.with_hint(table, f"FORCE INDEX ({CELLS_BY_PERIOD})", "mysql") if by_period else asked


def _collect(tenant: Tenant, parts: list[Any], keys: int, into: list[dict[Any, Sums]]) -> None:
    if parts:
        asked: Any = parts[0] if len(parts) == 1 else union_all(*parts)
        for row in tenant.connection.execute(asked).all():
            place, cell, sums = row[0], row[1 : 1 + keys], Sums(*row[1 + keys :])
            if place >= 0:
                found = into[place]
                found[cell] = found[cell] + sums if cell in found else sums


def _added(left: dict[Any, Sums], right: dict[Any, Sums]) -> dict[Any, Sums]:
    if not left:  # as of all that begins with the books
        return right
    return left | {key: left.get(key, NOTHING) + sums for key, sums in right.items()}


def _difference(late: dict[Any, Sums], early: dict[Any, Sums]) -> dict[Any, Sums]:
    """What came between; keys without turnover are left out."""
    if not early:
        return {key: sums for key, sums in late.items() if sums}
    between = {key: sums - early[key] if key in early else sums for key, sums in late.items()}
    between |= {key: NOTHING - sums for key, sums in early.items() if key not in late}  # where ``late`` left out what nets to nothing
    return {key: sums for key, sums in between.items() if sums}
