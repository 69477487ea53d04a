"""Rows and columns: the one form that every report has for people, whatever its data look like to programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from bigcapital.reports.context import Writer

Carried = Literal["sum", "last"] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column, or a head over several. ``numeric``: its cells are set to the right.

    ``carried``: what the foot of a printed page carries over to the next: the sum of its cells so far, or the last of them.
    """

    key: str
    label: str
    children: tuple[Column, ...] = ()
    numeric: bool = False
    carried: Carried = None

    def leaves(self, above: str = "") -> Iterator[tuple[str, Column]]:
        """The columns that have cells, each with its label and those above it."""
        label = f"{above} {self.label}".strip()
        if not self.children:
            yield label, self
        for child in self.children:
            yield from child.leaves(label)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and what it is: the amount or share or day that files carry as such."""

    key: str
    value: str
    raw: Decimal | date | None = None
    percentage: bool = False
    sign: bool = False  # whether the currency's sign stands before it
    decimals: int | None = None  # of a number that is not in base currency: as many as it is written with
    scaled: bool = True  # whether it is written in thousands where amounts are


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the rows below it. ``more``: what a program needs to open what is behind it."""

    cells: tuple[Cell, ...]
    types: tuple[str, ...]
    id: int | str | None = None
    children: tuple[Row, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Row]]:
        """This row and all below it, with their depth."""
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)

    @property
    def is_total(self) -> bool:
        """Whether it adds up others."""
        return "TOTAL" in self.types

    @property
    def is_repeated(self) -> bool:
        """Whether a total below it says the same: then a flat list leaves its amounts to that."""
        return bool(self.children) and self.children[-1].is_total and not self.is_total

    @property
    def flat(self) -> tuple[Cell, ...]:
        """The cells that a flat list shows."""
        return self.cells[:1] if self.is_repeated else self.cells


class Flat:
    """A list of rows, each with its depth, in columns: all that a file or a page needs to know of a report."""

    columns: tuple[Column, ...]
    writer: Writer
    parts: bool = False  # whether each row at depth 0 begins a part of its own
    groups: bool = False  # whether all rows up to a total belong together

    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def walk(self) -> Iterator[tuple[int, Row]]:
        """Every row with its depth."""
        raise NotImplementedError

    def leaves(self) -> list[tuple[str, Column]]:
        """The columns that have cells, in order, with their whole labels."""
        return [leaf for column in self.columns for leaf in column.leaves()]


@dataclass(frozen=True)
class Flow(Flat):
    """A list that may have millions of rows: counted without being read, and read a row at a time, as often as it is walked.

    Its rows have no children: what a row opens follows it, one deeper.
    """

    columns: tuple[Column, ...]
    counted: Callable[[], int]
    rows: Callable[[], Iterator[tuple[int, Row]]]
    writer: Writer
    parts: bool = False
    groups: bool = False

    def count(self) -> int:
        return self.counted()

    def walk(self) -> Iterator[tuple[int, Row]]:
        return self.rows()


@dataclass(frozen=True)
class Table(Flat):
    """All of it, in memory, as ``writer`` writes it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    writer: Writer
    groups: bool = False

    def count(self) -> int:
        return sum(1 for _ in self.walk())

    def walk(self) -> Iterator[tuple[int, Row]]:
        """Every row with its depth."""
        for row in self.rows:
            yield from row.walk()

    def json(self) -> dict[str, Any]:
        """The contract's form."""
        places = iter(range(len(self.leaves())))
        return {"columns": [_column(one, places) for one in self.columns], "rows": [_row(one) for one in self.rows]}


def _column(column: Column, places: Iterator[int]) -> dict[str, Any]:
    shown: dict[str, Any] = {"key": column.key, "label": column.label}
    if column.children:
        shown["children"] = [_column(child, places) for child in column.children]
        shown["cell_index"] = shown["children"][0]["cell_index"]
    else:
        shown["cell_index"] = next(places)
        shown["children"] = []
    return shown


def _row(row: Row) -> dict[str, Any]:
    shown: dict[str, Any] = {"cells": [{"key": cell.key, "value": cell.value} for cell in row.cells], "row_types": list(row.types)}
    if row.id is not None:
        shown["id"] = row.id
    if row.children:
        shown["children"] = [_row(child) for child in row.children]
    return shown | dict(row.more)


def text(key: str, value: str | None) -> Cell:
    """A cell of text."""
    return Cell(key, value or "")


def day(key: str, value: date, shown: str) -> Cell:
    """A cell with a day, ``shown`` as people read it."""
    return Cell(key, shown, value)


def amount(key: str, value: Decimal, writer: Writer, written: Decimal | None = None, *, total: bool = False) -> Cell:
    """A cell with an amount, or with what is ``written`` for it."""
    sign = writer.style.format_money == "always" or (writer.style.format_money == "total" and total)
    return Cell(key, writer.amount(value if written is None else written, total=total), value, sign=sign)


def percentage(key: str, fraction: Decimal, writer: Writer) -> Cell:
    """A cell with a share."""
    return Cell(key, writer.percentage(fraction)["formatted_amount"], fraction, percentage=True)
