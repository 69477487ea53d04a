"""Nodes become answers: the JSON tree and the table of a statement in columns; pure.

What is shown of a column is a list of measures (its figure, what it is compared with, shares), so a tree and a table can
never disagree about them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from bigcapital.ledger.money import ONE, ZERO, portion
from bigcapital.ledger.periods import Days
from bigcapital.reports import table
from bigcapital.reports.chart import Account
from bigcapital.reports.columns import Column, Layout
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.query import ColumnsQuery
from bigcapital.reports.table import Row, Table
from bigcapital.reports.tree import Node, Shown, pruned

SHARE_DECIMALS = 6  # of a fraction: four of a percentage


def share(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` ÷ ``whole``; nothing of nothing is 0."""
    return portion(part, ONE, whole, SHARE_DECIMALS) if whole else ZERO


@dataclass(frozen=True, slots=True)
class Measured:
    """A node where one column meets it; ``top`` is the section on top of it (hiding changes no amount)."""

    node: Node
    top: Node
    column: Column
    layout: Layout

    def at(self, period: Days | None) -> Decimal:
        """What the node holds in ``period``."""
        return self._of(self.node, period)

    def of_top(self) -> Decimal:
        """What the section on top holds in this column."""
        return self._of(self.top, self.column.period)

    def of(self, node: Node) -> Decimal:
        """What another node holds in this column."""
        return self._of(node, self.column.period)

    @property
    def current(self) -> Decimal:
        """What the node holds in this column."""
        return self.at(self.column.period)

    def _of(self, node: Node, period: Days | None) -> Decimal:
        return node.amounts[self.layout.place(period)] if period is not None else ZERO


@dataclass(frozen=True, slots=True)
class Measure:
    """Something shown of every node in every column: ``field`` in trees, ``key`` in tables."""

    field: str
    key: str
    label: Callable[[Column], str]
    value: Callable[[Measured], Decimal]
    is_share: bool = False


def measures(query: ColumnsQuery, context: Context, shares: Iterable[Measure] = ()) -> tuple[Measure, ...]:
    """The figure itself, the comparisons asked for, then ``shares``."""
    found = [Measure("total", "total", lambda column: context.text("Total"), lambda here: here.current)]
    if query.previous_period or query.previous_period_amount_change or query.previous_period_percentage_change:
        found += _compared(query, context, "previous_period", "{label} (PP)", lambda column: column.previous_period)
    if query.previous_year or query.previous_year_amount_change or query.previous_year_percentage_change:
        found += _compared(query, context, "previous_year", "{label} (PY)", lambda column: column.previous_year)
    return (*found, *shares)


def _compared(query: ColumnsQuery, context: Context, name: str, label: str, period: Callable[[Column], Days | None]) -> Iterable[Measure]:
    def shown(column: Column) -> str:
        earlier = period(column)
        return context.text(label, label=context.day(earlier.end)) if earlier is not None else ""

    def change(here: Measured) -> Decimal:
        return here.current - here.at(period(here.column))

    if getattr(query, name):
        yield Measure(name, name, shown, lambda here: here.at(period(here.column)))
    if getattr(query, f"{name}_amount_change"):
        yield Measure(f"{name}_change", f"{name}_change", lambda column: context.text("Change"), change)
    if getattr(query, f"{name}_percentage_change"):
        yield Measure(
            f"{name}_percentage",
            f"{name}_percentage",
            lambda column: context.text("% Change"),
            lambda here: share(change(here), here.at(period(here.column))),
            is_share=True,
        )


def share_of_column(field: str, key: str, context: Context) -> Measure:
    """A node's share of the section on top of it."""
    return Measure(field, key, lambda column: context.text("% of Column"), lambda here: share(here.current, here.of_top()), is_share=True)


def share_of_row(field: str, key: str, context: Context) -> Measure:
    """A column's share of the row's total."""
    return Measure(
        field,
        key,
        lambda column: context.text("% of Row"),
        lambda here: share(here.current, here.at(here.layout.total.period)),
        is_share=True,
    )


def share_of_node(field: str, label: str, node: Node, context: Context) -> Measure:
    """A node's share of another, such as all income."""
    return Measure(field, field, lambda column: context.text(label), lambda here: share(here.current, here.of(node)), is_share=True)


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

    # --- for programs ---

    def as_data(self) -> list[dict[str, Any]]:
        """The contract's tree."""
        return [self._node(one, one) for one in self._visible]

    def _node(self, node: Node, top: Node) -> dict[str, Any]:
        shown = self.head(node) | self._figures(node, top, self.layout.total)
        if self.layout.parts:
            shown[self.parts_key] = [
                {"from_date": _day(one.period.start), "to_date": _day(one.period.end)} | self._figures(node, top, one)
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
            one.field: self.writer.percentage(one.value(here)) if one.is_share else self.writer.money(one.value(here), total=_adds_up(node))
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
        return tuple(table.Column(_key(column, one), one.label(column), numeric=True) for one in self.measures)

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
                key, value = _key(column, one), one.value(here)
                found.append(
                    table.percentage(key, value, self.writer)
                    if one.is_share
                    else table.amount(key, value, self.writer, total=_adds_up(node))
                )
        return tuple(found)


def _adds_up(node: Node) -> bool:
    """Whether its figure is a total: its zero is written, and the currency's sign too."""
    return not node.is_account


def _key(column: Column, measure: Measure) -> str:
    if column.key == "total":
        return measure.key
    return column.key if measure.key == "total" else f"{column.key}-{measure.key}"


def _grouped(column: Column, heads: tuple[table.Column, ...]) -> table.Column:
    if len(heads) == 1:
        return table.Column(heads[0].key, column.label, numeric=True)
    return table.Column(f"{column.key}-group", column.label, heads)


def _day(day: Any) -> dict[str, Any]:
    return {"date": day, "formatted_date": day.isoformat()}
