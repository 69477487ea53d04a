"""Nodes become answers: the JSON tree and the table of a statement in columns; pure.

What is shown of a column is a list of measures (its figure, what it is compared with, shares), so a tree and a table can
never disagree about them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any, ClassVar, Literal

from bigcapital.accounting.spans import Span
from bigcapital.ledger.money import ONE, ZERO, portion
from bigcapital.ledger.periods import Days
from bigcapital.reports import rounding, table, tree
from bigcapital.reports.cells import Addend, Cell, RowFigure, no_column, no_row
from bigcapital.reports.chart import Account
from bigcapital.reports.columns import Column, Layout
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import Made, Q, Report
from bigcapital.reports.query import ColumnsQuery
from bigcapital.reports.table import Row, Table
from bigcapital.reports.terms import Term, Terms, signed
from bigcapital.reports.tree import Amounts, Node, Shown, pruned
from bigcapital.tenancy.tenant import Tenant

Earlier = Literal["previous_period", "previous_year"]
EARLIER: tuple[Earlier, ...] = ("previous_period", "previous_year")
ALL_OF = {name: ColumnsQuery(**{name: True, f"{name}_amount_change": True}) for name in EARLIER}
SHARE_DECIMALS = 6  # of a fraction: four of a percentage


def share(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` ÷ ``whole``; nothing of nothing is 0."""
    return portion(part, ONE, whole, SHARE_DECIMALS) if whole else ZERO


@dataclass(frozen=True, slots=True)
class Held:
    """What a node holds in a period, added (1) or taken off (-1). ``key``: the column where that stands."""

    node: Node
    period: Days | None
    key: str
    sign: int = 1


Helds = tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A node where one column meets it; ``top`` is the section on top of it (hiding changes no amount)."""

    node: Node
    top: Node
    column: Column
    layout: Layout

    @property
    def current(self) -> Held:
        """What the node holds in this column."""
        return self.of(self.node)

    @property
    def of_top(self) -> Held:
        """What the section on top holds in this column."""
        return self.of(self.top)

    @property
    def in_total(self) -> Held:
        """What the node holds in the whole range."""
        return Held(self.node, self.layout.total.period, "total")

    def of(self, node: Node) -> Held:
        """What another node holds in this column."""
        return Held(node, self.column.period, _key(self.column, "total"))

    def earlier(self, name: Earlier, sign: int = 1) -> Held:
        """What the node held in what the column is compared with."""
        return Held(
            self.node,
            self.column.previous_period if name == "previous_period" else self.column.previous_year,
            _key(self.column, name),
            sign,
        )

    def sum(self, several: Helds, of: Callable[[Node], Amounts] = attrgetter("amounts")) -> Decimal:
        """All of it together; ``of``: what a node holds, slot by slot."""
        return sum((one.sign * of(one.node)[self.layout.place(one.period)] for one in several if one.period is not None), ZERO)


@dataclass(frozen=True, slots=True)
class Measure:
    """Something shown of every node in every column: ``field`` in trees, ``key`` in tables.

    It is a ``part``: what nodes hold, added and taken off; or, where there is a ``whole``, the part's share of that. ``of``: the
    key under which the part of a share stands by itself.
    """

    field: str
    key: str
    label: Callable[[Column], str]
    part: Callable[[Measured], Helds]
    whole: Callable[[Measured], Helds] | None = None
    of: str = "total"

    @property
    def is_share(self) -> bool:
        """Whether it is a fraction rather than an amount."""
        return self.whole is not None

    def value(self, here: Measured) -> Decimal:
        """The figure."""
        part = here.sum(self.part(here))
        return part if self.whole is None else share(part, here.sum(self.whole(here)))


def measures(query: ColumnsQuery, context: Context, shares: Iterable[Measure] = ()) -> tuple[Measure, ...]:
    """The figure itself, the comparisons asked for, then ``shares``."""
    found = [Measure("total", "total", lambda column: context.text("Total"), lambda here: (here.current,))]
    if query.previous_period or query.previous_period_amount_change or query.previous_period_percentage_change:
        found += _compared(query, context, "previous_period")
    if query.previous_year or query.previous_year_amount_change or query.previous_year_percentage_change:
        found += _compared(query, context, "previous_year")
    return (*found, *shares)


def _compared(query: ColumnsQuery, context: Context, name: Earlier) -> Iterable[Measure]:
    label = "{label} (PP)" if name == "previous_period" else "{label} (PY)"

    def shown(column: Column) -> str:
        earlier = column.previous_period if name == "previous_period" else column.previous_year
        return context.text(label, label=column.compared(earlier, context)) if earlier is not None else ""

    def change(here: Measured) -> Helds:
        return (here.current, here.earlier(name, -1))

    def before(here: Measured) -> Helds:
        return (here.earlier(name),)

    if getattr(query, name):
        yield Measure(name, name, shown, before)
    if getattr(query, f"{name}_amount_change"):
        yield Measure(f"{name}_change", f"{name}_change", lambda column: context.text("Change"), change)
    if getattr(query, f"{name}_percentage_change"):
        yield Measure(f"{name}_percentage", f"{name}_percentage", lambda column: context.text("% Change"), change, before, f"{name}_change")


def share_of_column(field: str, key: str, context: Context) -> Measure:
    """A node's share of the section on top of it."""
    return Measure(field, key, lambda column: context.text("% of Column"), lambda here: (here.current,), lambda here: (here.of_top,))


def share_of_row(field: str, key: str, context: Context) -> Measure:
    """A column's share of the row's total."""
    return Measure(field, key, lambda column: context.text("% of Row"), lambda here: (here.current,), lambda here: (here.in_total,))


def share_of_node(field: str, label: str, node: Node, context: Context) -> Measure:
    """A node's share of another, such as all income."""
    return Measure(field, field, lambda column: context.text(label), lambda here: (here.current,), lambda here: (here.of(node),))


@dataclass(frozen=True)
class Statement:
    """Nodes in columns, ready to be shown; shares are of the ``nodes`` on top."""

    nodes: tuple[Node, ...]
    shown: Shown
    layout: Layout
    measures: Sequence[Measure]
    context: Context
    writer: Writer
    parts_key: ClassVar[str] = "horizontal_totals"  # what the contract calls the columns of a node

    @cached_property
    def _visible(self) -> tuple[Node, ...]:
        return pruned(self.nodes, self.shown)

    @cached_property
    def _written(self) -> dict[Any, Amounts]:
        """What is written of each node, by its id, where that is not all of it. What others are made of is written with these."""
        parts = {one.node.id for node in tree.walk(self.nodes) for one in node.parts}
        tops = [one for one in tree.walk(self.nodes) if one.id not in parts]
        return rounding.tree(
            tops, self.writer, attrgetter("id"), attrgetter("amounts"), lambda node: [(one.sign, one.node) for one in node.parts]
        )

    def _as_written(self, measure: Measure, here: Measured) -> Decimal | None:
        return here.sum(measure.part(here), lambda node: self._written[node.id]) if self.writer.places is not None else None

    # --- for programs ---

    def as_data(self) -> list[dict[str, Any]]:
        """The contract's tree."""
        return [self._node(one, one) for one in self._visible]

    def _node(self, node: Node, top: Node) -> dict[str, Any]:
        shown = self.head(node) | self._figures(node, top, self.layout.total)
        if self.layout.parts:
            shown[self.parts_key] = [
                {"key": one.key, "from_date": _day(one.period.start), "to_date": _day(one.period.end)} | self._figures(node, top, one)
                for one in self.layout.parts
            ]
        shown["children"] = [self._node(child, top) for child in node.children]
        return shown

    def head(self, node: Node) -> dict[str, Any]:
        """What a node is, before its figures."""
        shown: dict[str, Any] = {"id": node.id, "name": node.name, "node_type": node.kind, "type": node.kind}
        return shown if node.account is None else shown | self.of_account(node.account)

    def of_account(self, account: Account) -> dict[str, Any]:
        """What an account is."""
        return {"code": account.code, "index": account.index, "parent_account_id": account.parent_id}

    def total_label(self, node: Node) -> str:
        """What the row says that ends a section."""
        return self.context.text("Total {name}", name=node.name)

    def _figures(self, node: Node, top: Node, column: Column) -> dict[str, Any]:
        here = Measured(node, top, column, self.layout)
        return {
            one.field: self.writer.percentage(one.value(here))
            if one.is_share
            else self.writer.money(one.value(here), self._as_written(one, here), total=_adds_up(node))
            for one in self.measures
        }

    # --- for people ---

    def as_table(self) -> Table:
        """The same as rows and columns; a section ends with a row that says its total."""
        name = table.Column("name", self.context.text("Account name"))
        groups = self._groups()
        flat = self._heads(groups[0]) if len(groups) == 1 else tuple(_grouped(one, self._heads(one)) for one in groups)
        rows = tuple(self._row(one, one) for one in self._visible)
        return Table((name, *flat), rows, self.writer)

    def _groups(self) -> tuple[Column, ...]:
        return (*self.layout.parts, self.layout.total)

    def _heads(self, column: Column) -> tuple[table.Column, ...]:
        return tuple(table.Column(_key(column, one.key), one.label(column), numeric=True) for one in self.measures)

    def _row(self, node: Node, top: Node) -> Row:
        children = tuple(self._row(child, top) for child in node.children)
        if children and not node.is_account:
            total = self._cells(node, top, self.total_label(node))
            children = (*children, Row(total, ("TOTAL",), f"TOTAL_{node.id}"))
        types = (node.kind, "TOTAL") if node.kind == "EQUATION" else (node.kind,)
        more = {"account_id": node.account.id, "code": node.account.code} if node.account is not None else {}
        return Row(self._cells(node, top, node.name), types, node.id, children, more)

    def _cells(self, node: Node, top: Node, name: str) -> tuple[table.Cell, ...]:
        found = [table.text("name", name)]
        for column in self._groups():
            here = Measured(node, top, column, self.layout)
            for one in self.measures:
                key, value = _key(column, one.key), one.value(here)
                found.append(
                    table.percentage(key, value, self.writer)
                    if one.is_share
                    else table.amount(key, value, self.writer, self._as_written(one, here), total=_adds_up(node))
                )
        return tuple(found)

    # --- for who asks why ---

    def cell(self, row: str, column: str) -> Cell:
        """What stands in a cell: row by its id (or that of its total), column by its key in the table or in the tree.

        The figures that others are made of (the total, what it is compared with) can be asked for even if they are not shown.
        """
        node, top = self._find(row)
        where, measure = self._heading(column)
        here = Measured(node, top, where, self.layout)
        label = self.context.text("{row}: {column}", row=node.name, column=measure.label(where))
        part = measure.part(here)
        if measure.whole is None:
            return self._summed(here, part, column, label)
        [whole] = measure.whole(here)
        ratio = (self._summed(here, part, _key(where, measure.of), label), self._summed(here, (whole,), whole.key, label))
        return Cell(node.id, column, label, measure.value(here), ratio=ratio)

    def _find(self, row: str) -> tuple[Node, Node]:
        for top in self.nodes:
            for node in tree.walk((top,)):
                if row in (str(node.id), f"TOTAL_{node.id}"):
                    return node, top
        raise no_row(row)

    def _heading(self, key: str) -> tuple[Column, Measure]:
        implied = [Measure("total", "total", lambda column: self.context.text("Total"), lambda here: (here.current,))]
        for name in EARLIER:
            if getattr(self.layout.total, name) is not None:
                implied += _compared(ALL_OF[name], self.context, name)
        for where in self._groups():
            for measure in (*self.measures, *implied):
                if key in (_key(where, measure.key), _key(where, measure.field)):
                    return where, measure
        raise no_column(key)

    def _summed(self, here: Measured, several: Helds, column: str, label: str) -> Cell:
        """The cell of what nodes hold: made of the node's parts, or, where there are several, of them."""
        terms = tuple(
            term for one in several if one.period is not None for term in signed(one.sign, one.node.terms(self.layout.place(one.period)))
        )
        if len(several) == 1 and (only := several[0]).period is not None:
            place = self.layout.place(only.period)
            parts = self._parts(only.node, place, only.key)
            return Cell(only.node.id, column, only.node.name, only.node.amounts[place], terms, parts)
        parts = tuple(
            Addend(one.sign, f"{one.node.name} ({_range(one.period)})", here.sum((one,)) * one.sign, one.node.id, one.key)
            for one in several
        )
        return Cell(several[0].node.id, column, label, here.sum(several), terms, parts)

    def _parts(self, node: Node, place: int, key: str) -> tuple[Addend, ...]:
        """The rows that a node adds and takes off. Accounts that hold nothing are left out."""
        rows = {one.id for one in tree.walk(self.nodes)}
        found = []
        if node.own and node.parts:
            own = node.amounts[place] - sum((one.sign * one.node.amounts[place] for one in node.parts), ZERO)
            found.append(Addend(1, self.context.text("Its own lines"), own))
        for one in node.parts:
            if one.node.amounts[place] or not one.node.is_account:
                there = one.node.id in rows
                found.append(
                    Addend(one.sign, one.node.name, one.node.amounts[place], one.node.id if there else None, key if there else None)
                )
        return tuple(found)

    # --- for who compares ---

    def rows(self) -> list[RowFigure]:
        """Every node with what it holds in the whole range."""
        place = self.layout.place(self.layout.total.period)
        return [RowFigure(one.id, one.name, one.amounts[place]) for one in tree.walk(self.nodes)]

    def scope(self) -> Terms:
        """Terms of all the lines that any figure of it is made of."""
        accounts: dict[Span, set[int]] = {}
        for top in self.nodes:
            for place in range(len(self.layout.slots)):
                for term in top.terms(place):
                    accounts.setdefault(term.span, set()).update(term.accounts)
        return tuple(Term(frozenset(ids), span) for span, ids in accounts.items())


class StatementReport(Report[Q]):
    """A report that is a statement in columns. A subclass says which ``statement``."""

    def statement(self, tenant: Tenant, writer: Writer) -> Statement:
        """Read, and put together."""
        raise NotImplementedError

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        made = self.statement(tenant, writer)
        return Made(made.as_data, made.as_table)

    def cell(self, tenant: Tenant, writer: Writer, row: str, column: str) -> Cell:
        return self.statement(tenant, writer).cell(row, column)

    def rows(self, tenant: Tenant, writer: Writer) -> list[RowFigure]:
        return self.statement(tenant, writer).rows()

    def scope_terms(self, tenant: Tenant, writer: Writer) -> Iterable[Term]:
        return self.statement(tenant, writer).scope()


def _range(period: Days | None) -> str:
    if period is None:
        return ""
    return f"{period.start.isoformat()} – {period.end.isoformat()}" if period.start <= period.end else period.end.isoformat()


def _adds_up(node: Node) -> bool:
    """Whether its figure is a total: its zero is written, and the currency's sign too."""
    return not node.is_account


def _key(column: Column, measure: str) -> str:
    if column.key == "total":
        return measure
    return column.key if measure == "total" else f"{column.key}-{measure}"


def _grouped(column: Column, heads: tuple[table.Column, ...]) -> table.Column:
    if len(heads) == 1:
        return table.Column(heads[0].key, column.label, numeric=True)
    return table.Column(f"{column.key}-group", column.label, heads)


def _day(day: Any) -> dict[str, Any]:
    return {"date": day, "formatted_date": day.isoformat()}
