"""The trial balance: every account's turnover in the range, and what it held before and after; raw, nothing rolled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from bigcapital.accounting.balances import NOTHING, Sums
from bigcapital.accounting.spans import Span
from bigcapital.reports import rounding, table
from bigcapital.reports.cells import Addend, Cell, RowFigure, no_column, no_row
from bigcapital.reports.chart import Account, Chart
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.figures import Figures, before, up_to
from bigcapital.reports.query import TrialBalanceQuery
from bigcapital.reports.table import Column, Row, Table
from bigcapital.reports.terms import Term, signed
from bigcapital.tenancy.tenant import Tenant

Written = dict[Any, rounding.Values]  # by the line's id


@dataclass(frozen=True, slots=True)
class Line:
    """An account with all below it: what it had moved before the range, and what it moved in it."""

    account: Account | None
    earlier: Sums
    moved: Sums
    children: tuple[Line, ...] = ()

    @property
    def id(self) -> int | str:
        """Its row: the account's id, or ``TOTAL``."""
        return self.account.id if self.account is not None else "TOTAL"

    def accounts(self) -> Iterator[int]:
        """The accounts that it adds up."""
        if self.account is not None:
            yield self.account.id
        for one in self.children:
            yield from one.accounts()

    @property
    def opening(self) -> Decimal:
        """What it held before the range, positive where debit."""
        return self.earlier.net

    @property
    def closing(self) -> Decimal:
        """What it holds after the range, positive where debit."""
        return self.opening + self.moved.net

    @property
    def is_nothing(self) -> bool:
        """Whether there is no figure to show."""
        return not (self.moved.debit or self.moved.credit or self.closing)

    @property
    def is_still(self) -> bool:
        """Whether it has moved neither in the range nor before it. (What it held before is part of the balance.)"""
        return not (self.moved.debit or self.moved.credit or self.earlier.debit or self.earlier.credit)


def lines(chart: Chart, figures: Figures, earlier: Span | None, range: Span) -> tuple[Line, ...]:
    """Every account of ``chart``, each with all below it; pure."""

    def line(account: Account) -> Line:
        children = tuple(line(one) for one in chart.children(account))
        opening = figures.of(account.id, earlier) if earlier is not None else NOTHING
        return Line(
            account,
            sum((one.earlier for one in children), opening),
            sum((one.moved for one in children), figures.of(account.id, range)),
            children,
        )

    return tuple(line(one) for one in chart.roots())


def total(several: Iterable[Line]) -> Line:
    """All of them together."""
    rows = tuple(several)
    return Line(None, sum((one.earlier for one in rows), NOTHING), sum((one.moved for one in rows), NOTHING), rows)


def walk(several: Iterable[Line]) -> Iterator[Line]:
    """Every line, parents first."""
    for one in several:
        yield one
        yield from walk(one.children)


def shown(several: Iterable[Line], query: TrialBalanceQuery) -> tuple[Line, ...]:
    """Those that the reader wants to see; the total is of all."""
    kept = []
    for one in several:
        children = shown(one.children, query)
        still = one.is_still if query.none_transactions else False
        inactive = not (one.moved.debit or one.moved.credit) if query.only_active else False
        nothing = one.is_nothing if query.none_zero else False
        if children or not (still or inactive or nothing):
            kept.append(Line(one.account, one.earlier, one.moved, children))
    return tuple(kept)


class TrialBalance(Report[TrialBalanceQuery]):
    """``GET /api/reports/trial-balance-sheet``."""

    name = "trial-balance-sheet"
    title = "Trial Balance Sheet"
    accounts_key = "account_ids"
    starts = "ever"

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        every = self._lines(tenant)
        kept, sums = shown(every, self.query), total(every)
        written = rounding.tree([sums], writer, attrgetter("id"), _values, lambda line: [(1, one) for one in line.children])
        return Made(
            lambda: {"accounts": [_node(one, writer, written) for one in kept], "total": _amounts(sums, writer, written, total=True)},
            lambda: _table(kept, sums, self.context, writer, written, with_opening=self.from_date is not None),
        )

    def cell(self, tenant: Tenant, writer: Writer, row: str, column: str) -> Cell:
        """The rows are accounts and ``TOTAL``; ``balance`` and ``closing_balance`` are the same."""
        every = self._lines(tenant)
        line = total(every) if row == "TOTAL" else next((one for one in walk(every) if row == str(one.id)), None)
        if line is None:
            raise no_row(row)
        name = line.account.name if line.account is not None else self.context.text("Total")
        return _cell(line, name, column, self._earlier, self._range, self.context)

    def rows(self, tenant: Tenant, writer: Writer) -> list[RowFigure]:
        return [RowFigure(one.id, one.account.name, one.closing) for one in walk(self._lines(tenant)) if one.account is not None]

    def scope_terms(self, tenant: Tenant, writer: Writer) -> Iterable[Term]:
        _, chosen = self.charts(tenant)
        return [Term(frozenset(chosen.by_id), up_to(self.period.end))]

    @property
    def _range(self) -> Span:
        return Span(self.from_date, self.period.end)

    @property
    def _earlier(self) -> Span | None:
        return before(self.from_date) if self.from_date is not None else None

    def _lines(self, tenant: Tenant) -> tuple[Line, ...]:
        _, chosen = self.charts(tenant)
        spans = [self._range] if self._earlier is None else [self._earlier, self._range]
        return lines(chosen, self.figures(tenant, spans), self._earlier, self._range)


def _cell(line: Line, name: str, column: str, earlier: Span | None, range: Span, context: Context) -> Cell:
    ids = frozenset(line.accounts())
    opening = (Term(ids, earlier),) if earlier is not None else ()
    debit, credit = (Term(ids, range, side="debit"),), (Term(ids, range, side="credit"),)
    if column == "opening_balance":
        return Cell(line.id, column, name, line.opening, opening)
    if column == "debit":
        return Cell(line.id, column, name, line.moved.debit, debit)
    if column == "credit":
        return Cell(line.id, column, name, line.moved.credit, credit)
    if column not in ("balance", "closing_balance"):
        raise no_column(column)
    parts = (
        *([Addend(1, context.text("Opening balance"), line.opening, line.id, "opening_balance")] if opening else []),
        Addend(1, context.text("Debit"), line.moved.debit, line.id, "debit"),
        Addend(-1, context.text("Credit"), line.moved.credit, line.id, "credit"),
    )
    return Cell(line.id, column, name, line.closing, (*opening, *debit, *signed(-1, credit)), parts)


def _values(line: Line) -> rounding.Values:
    return line.opening, line.moved.debit, line.moved.credit, line.closing


def _node(line: Line, writer: Writer, written: Written) -> dict[str, Any]:
    account = line.account
    assert account is not None
    return {
        "id": account.id,
        "parent_account_id": account.parent_id,
        "name": account.name,
        "formatted_name": account.label,
        "code": account.code,
        "account_normal": account.type.normal,
        **_amounts(line, writer, written, total=False),
        "children": [_node(one, writer, written) for one in line.children],
    }


def _amounts(line: Line, writer: Writer, written: Written, *, total: bool) -> dict[str, Any]:
    def by_column(values: rounding.Values) -> dict[str, Decimal]:
        opening, debit, credit, closing = values
        return {"credit": credit, "debit": debit, "balance": closing, "opening_balance": opening, "closing_balance": closing}

    exact = by_column(_values(line))
    texts = {f"formatted_{key}": writer.amount(one, total=total) for key, one in by_column(written.get(line.id, _values(line))).items()}
    return {**exact, "currency_code": writer.currency, **texts}


def _table(kept: Iterable[Line], sums: Line, context: Context, writer: Writer, written: Written, *, with_opening: bool) -> Table:
    """The opening balance has a column when the range has a beginning."""
    columns = [Column("account", context.text("Account"))]
    if with_opening:
        columns.append(Column("opening_balance", context.text("Opening balance"), numeric=True, carried="sum"))
    columns += [Column(key, context.text(key.capitalize()), numeric=True, carried="sum") for key in ("debit", "credit", "balance")]
    keys = [column.key for column in columns[1:]]

    def row(line: Line) -> Row:
        account = line.account
        name = context.text("Total") if account is None else account.label
        exact = _values(line)
        values = dict(
            zip(("opening_balance", "debit", "credit", "balance"), zip(exact, written.get(line.id, exact), strict=True), strict=True)
        )
        amounts = (table.amount(key, values[key][0], writer, values[key][1], total=account is None) for key in keys)
        cells = (table.text("account", name), *amounts)
        if account is None:
            return Row(cells, ("TOTAL",), "TOTAL")
        return Row(cells, ("ACCOUNT",), account.id, tuple(row(one) for one in line.children), {"account_id": account.id})

    return Table(tuple(columns), (*(row(one) for one in kept), row(sums)), writer)
