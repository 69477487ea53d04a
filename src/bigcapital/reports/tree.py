"""Sums become nodes; pure. A node has one amount for every slot of the layout, and a section is the sum of its children."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from bigcapital.ledger.money import ZERO
from bigcapital.reports.chart import Account, Chart

Amounts = tuple[Decimal, ...]
Kind = Literal["AGGREGATE", "ACCOUNTS", "ACCOUNT", "NET_INCOME", "INTER_BRANCH", "EQUATION", "CASH_AT_BEGINNING", "TOTAL"]
Value = Callable[[Account], Amounts]


@dataclass(frozen=True, slots=True)
class Node:
    """A line of a statement with what stands below it."""

    id: int | str
    name: str
    kind: Kind
    amounts: Amounts
    children: tuple[Node, ...] = ()
    account: Account | None = None
    always: bool = False  # shown even when it holds nothing

    @property
    def is_account(self) -> bool:
        """Whether it is an account rather than a section or a result."""
        return self.account is not None


def added(several: Iterable[Amounts], width: int) -> Amounts:
    """Slot by slot; of nothing, ``width`` zeros."""
    return tuple(sum(column, ZERO) for column in zip(*several, strict=True)) or (ZERO,) * width


def less(first: Amounts, second: Amounts) -> Amounts:
    """What ``second`` leaves of ``first``, slot by slot."""
    return tuple(one - other for one, other in zip(first, second, strict=True))


def accounts(chart: Chart, types: Sequence[str], value: Value) -> tuple[Node, ...]:
    """The accounts of ``types``, each with all below it; ``value`` says what an account holds by itself."""
    return tuple(_account(chart, one, value) for one in chart.roots() if one.account_type in types)


def _account(chart: Chart, account: Account, value: Value) -> Node:
    own = value(account)
    children = tuple(_account(chart, one, value) for one in chart.children(account))
    return Node(account.id, account.name, "ACCOUNT", added((own, *(one.amounts for one in children)), len(own)), children, account)


def section(id: str, name: str, kind: Kind, children: Iterable[Node], width: int, *, always: bool = False) -> Node:
    """A section over ``children``, worth their sum."""
    below = tuple(children)
    return Node(id, name, kind, added((one.amounts for one in below), width), below, always=always)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which accounts a reader wants to see: hiding one changes no figure above it.

    ``moved``: the accounts with lines in the range, or None to see the others as well.
    """

    none_zero: bool = False
    moved: frozenset[int] | None = None

    def __call__(self, node: Node) -> bool:
        if node.account is None:
            return True
        if self.none_zero and not any(node.amounts):
            return False
        return self.moved is None or node.account.id in self.moved


def pruned(nodes: Iterable[Node], shown: Callable[[Node], bool]) -> tuple[Node, ...]:
    """The nodes that are shown. One with something shown below it stays, and an empty section goes unless it is always there."""
    return tuple(kept for one in nodes if (kept := _pruned(one, shown)) is not None)


def _pruned(node: Node, shown: Callable[[Node], bool]) -> Node | None:
    children = pruned(node.children, shown)
    if not children and not node.always:
        empty_section = node.kind in ("AGGREGATE", "ACCOUNTS") and not any(node.amounts)
        if empty_section or not shown(node):
            return None
    return Node(node.id, node.name, node.kind, node.amounts, children, node.account, node.always)


@dataclass(frozen=True, slots=True)
class Section:
    """A section as a statement declares it: sections within, or accounts of types."""

    id: str
    label: str
    types: tuple[str, ...] = ()
    sections: tuple[Section, ...] = field(default=())
    always: bool = False

    @property
    def kind(self) -> Kind:
        """What kind of node it becomes."""
        return "AGGREGATE" if self.sections else "ACCOUNTS"
