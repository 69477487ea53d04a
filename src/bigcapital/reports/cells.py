"""What stands in one cell of a report, and why: its formula, and the terms of its lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, false, or_

from bigcapital.accounting.lines import LedgerLine
from bigcapital.errors import InvalidInput
from bigcapital.reports.terms import Piece, Side, Term, Terms, pieces


@dataclass(frozen=True, slots=True)
class Addend:
    """One figure that another adds (1) or takes off (-1); ``row`` and ``column`` lead to it, where it stands in the report."""

    sign: int
    name: str
    amount: Decimal
    row: int | str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A line of a document, which says what the ledger does not: how many there were."""

    id: int
    date: date
    reference_type: str
    reference_id: int
    number: str | None
    contact_id: int | None
    branch_id: int | None
    note: str | None


Counted = Sequence[tuple[LedgerLine, Decimal]] | Sequence[tuple[DocumentLine, Decimal]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure: ``terms`` are all its lines, ``parts`` what a reader sees it made of (none: its lines themselves).

    ``amount`` None: whatever its lines come to. ``ratio``: it is the first figure's share of the second. ``counted``: it is made
    of shares of these lines, each with what of it counts, rather than of terms. ``computed``: it is no sum of lines, but made of
    other figures as the ``words`` say. ``currency``: it is in this one; None: in the base currency. ``is_quantity``: it is no money.
    ``on_cash_basis``: it is, whatever the report is asked for.
    """

    row: int | str
    column: str
    name: str
    amount: Decimal | None
    terms: Terms = ()
    parts: tuple[Addend, ...] = ()
    ratio: tuple[Cell, Cell] | None = None
    counted: Counted | None = None
    computed: tuple[Cell, ...] = ()
    words: str = ""
    currency: str | None = None
    is_quantity: bool = False
    on_cash_basis: bool = False


@dataclass(frozen=True, slots=True)
class RowFigure:
    """What a row of a report holds over all."""

    id: int | str
    name: str
    amount: Decimal
    is_quantity: bool = False  # it is no money


def of_terms(terms: Iterable[Term]) -> ColumnElement[bool]:
    """The condition that a line is one that the terms leave over, on either side."""
    return or_(false(), *(piece.condition() for piece in pieces_of(terms)))


def pieces_of(terms: Iterable[Term]) -> list[Piece]:
    """The lines that the terms leave over, on either side."""
    return pieces(replace(one, sign=1, side="debit") for one in terms)


def one_side(column: str) -> Side:
    """A column that is one side of lines; raises ``InvalidInput`` for another."""
    if column == "debit":
        return "debit"
    if column == "credit":
        return "credit"
    raise no_column(column)


def no_row(row: str) -> InvalidInput:
    """The refusal of a row that the report does not have."""
    return InvalidInput.of("row", "isRow", "row must be the id of a row of this report", row)


def no_column(column: str) -> InvalidInput:
    """The refusal of a column that the row does not have."""
    return InvalidInput.of("column", "isColumn", "column must be the key of a column with figures in that row", column)
