"""Sums become nodes; pure. A node has one amount for every slot of the layout, and a section is the sum of its children.

A node says what it is made of: terms of its own, slot by slot, and other nodes that it adds or takes off. Its amounts are
computed from that (``made``), and so is the answer to "which lines are these?" (``Node.terms``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from bigcapital.ledger.money import ZERO
from bigcapital.reports.chart import Account, Chart
from bigcapital.reports.figures import Figures
from bigcapital.reports.terms import Term, Terms, signed

Amounts = tuple[Decimal, ...]
Kind = Literal["AGGREGATE", "ACCOUNTS", "ACCOUNT", "NET_INCOME", "INTER_BRANCH", "EQUATION", "CASH_AT_BEGINNING", "TOTAL"]
Own = Callable[[Account], tuple[Terms, ...]]  # what an account holds by itself, slot by slot


@dataclass(frozen=True, slots=True)
class Part:
    """A node that another adds (sign 1) or takes off (sign -1)."""

    sign: int
    node: Node


@dataclass(frozen=True, slots=True)
class Node:
    """A line of a statement with what stands below it. ``own`` and ``parts``: what its amounts are made of."""

    id: int | str
    name: str
    kind: Kind
    amounts: Amounts
    children: tuple[Node, ...] = ()
    account: Account | None = None
    always: bool = False  # shown even when it holds nothing
    own: tuple[Terms, ...] = ()
    parts: tuple[Part, ...] = ()

    def terms(self, slot: int) -> Iterator[Term]:
        """Every term of its amount in a slot, its own and those of its parts."""
        if self.own:
            yield from self.own[slot]
        for part in self.parts:
            yield from signed(part.sign, part.node.terms(slot))

    @property
    def is_account(self) -> bool:
        """Whether it is an account rather than a section or a result."""
        return self.account is not None


def added(several: Iterable[Amounts], width: int) -> Amounts:
    """Slot by slot; of nothing, ``width`` zeros."""
    return tuple(sum(column, ZERO) for column in zip(*several, strict=True)) or (ZERO,) * width


def made(
    id: int | str,
    name: str,
    kind: Kind,
    figures: Figures,
    width: int,
    *,
    own: tuple[Terms, ...] = (),
    parts: Iterable[tuple[int, Node]] = (),
    children: tuple[Node, ...] = (),
    account: Account | None = None,
    always: bool = False,
) -> Node:
    """A node worth its ``own`` terms (none, or some for each of ``width`` slots) and its signed ``parts``."""
    added_up = tuple(Part(sign, node) for sign, node in parts)
    amounts = tuple(
        (figures.amount(own[slot]) if own else ZERO) + sum((one.sign * one.node.amounts[slot] for one in added_up), ZERO)
        for slot in range(width)
    )
    return Node(id, name, kind, amounts, children, account, always, own, added_up)


def accounts(
    chart: Chart, types: Sequence[str], own: Own, figures: Figures, width: int, beside: Mapping[int, Node] = MappingProxyType({})
) -> tuple[Node, ...]:
    """The accounts of ``types``, each with all below it; ``own`` says what an account holds by itself.

    ``beside``: by account, a node that it adds without showing it as a row.
    """

    def node(account: Account) -> Node:
        children = tuple(node(one) for one in chart.children(account))
        parts = [(1, one) for one in children]
        if account.id in beside:
            parts.append((1, beside[account.id]))
        return made(account.id, account.name, "ACCOUNT", figures, width, own=own(account), parts=parts, children=children, account=account)

    return tuple(node(one) for one in chart.roots() if one.account_type in types)


def section(id: str, name: str, kind: Kind, children: Iterable[Node], figures: Figures, width: int, *, always: bool = False) -> Node:
    """A section over ``children``, worth their sum."""
    below = tuple(children)
    return made(id, name, kind, figures, width, parts=[(1, one) for one in below], children=below, always=always)


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node, parents first."""
    for one in nodes:
        yield one
        yield from walk(one.children)


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
    return replace(node, children=children)


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
