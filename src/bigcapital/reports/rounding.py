"""Written figures that add up, where fewer decimals are written than there are; pure.

Rounded one by one, the parts of 100.00 (33.40, 33.40 and 33.20) would be written as 33, 33 and 33. So it is the figure on top that
is rounded, and what it is made of is then written one unit higher or lower: every written figure is the exact one rounded up or
down, and a parent is the sum of its children. What a figure is stays untouched: this is of its text alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import Any, Final, Generic, TypeVar

from bigcapital.ledger.money import ZERO, rounded
from bigcapital.reports import table
from bigcapital.reports.context import Writer
from bigcapital.reports.table import Cell

T = TypeVar("T")
Values = tuple[Decimal, ...]
TOTAL: Final = -1


def fitted(whole: Decimal, parts: Sequence[Decimal], places: int) -> list[Decimal]:
    """``parts``, each rounded up or down to ``places`` decimals (-3: thousands), so that they add up to ``whole``.

    ``whole`` is their sum, itself rounded up or down. Who has the larger remainder is rounded up, of equals the first.
    """
    unit = Decimal(1).scaleb(-places)
    floors = [one.quantize(unit, ROUND_FLOOR) for one in parts]
    left = int((whole - sum(floors, ZERO)) / unit)
    by_remainder = sorted(range(len(parts)), key=lambda index: (floors[index] - parts[index], index))
    for index in by_remainder[:left]:
        floors[index] += unit
    return floors


def tree(
    tops: Iterable[T],
    writer: Writer,
    key: Callable[[T], Hashable],
    values: Callable[[T], Values],
    parts: Callable[[T], Sequence[tuple[int, T]]],
) -> dict[Hashable, Values]:
    """What is written of each of ``tops`` and of all that they are made of, by ``key``; nothing where everything is written whole.

    ``parts``: what is added (1) or taken off (-1); what a figure holds beside them is no row, and is rounded like one.
    """
    found: dict[Hashable, Values] = {}
    places = writer.places
    if places is None:
        return found

    def settle(one: T, written: Values) -> None:
        found[key(one)] = written
        below = parts(one)
        if not below:
            return
        columns = []
        for place, (whole, exact) in enumerate(zip(written, values(one), strict=True)):
            each = [sign * values(part)[place] for sign, part in below]
            columns.append(fitted(whole, [*each, exact - sum(each, ZERO)], places))
        for index, (sign, part) in enumerate(below):
            settle(part, tuple(sign * column[index] for column in columns))

    for top in tops:
        settle(top, tuple(rounded(value, places) for value in values(top)))
    return found


def columns(rows: Sequence[Values], total: Values, writer: Writer) -> list[Values]:
    """What is written of the rows of a list and, last, of its total: in each column they add up to it.

    What the total holds of rows that are not shown is rounded like one of them.
    """
    if writer.places is None:
        return [*rows, total]
    shown = []
    for place, exact in enumerate(total):
        whole, each = rounded(exact, writer.places), [row[place] for row in rows]
        shown.append([*fitted(whole, [*each, exact - sum(each, ZERO)], writer.places)[:-1], whole])
    return list(zip(*shown, strict=True))


class Amounts(Generic[T]):
    """The amounts of a list's rows, each asked for by its place, and of its total (``TOTAL``), written so that they add up.

    ``fields``: the columns, each with its key and what stands in it.
    """

    def __init__(self, fields: Sequence[tuple[str, Callable[[T], Decimal]]], rows: Sequence[T], total: T, writer: Writer):
        self.keys, self.writer = [key for key, _ in fields], writer
        *each, of_all = [tuple(value(one) for _, value in fields) for one in (*rows, total)]
        self._figures = list(zip((*each, of_all), columns(each, of_all, writer), strict=True))

    def money(self, place: int) -> dict[str, dict[str, Any]]:
        """The contract's objects, by their keys."""
        return {key: self.writer.money(*figure, total=place == TOTAL) for key, figure in self._of(place)}

    def cells(self, place: int) -> tuple[Cell, ...]:
        """The same as cells of a table."""
        return tuple(table.amount(key, exact, self.writer, shown, total=place == TOTAL) for key, (exact, shown) in self._of(place))

    def _of(self, place: int) -> Iterator[tuple[str, tuple[Decimal, Decimal]]]:
        return zip(self.keys, zip(*self._figures[place], strict=True), strict=True)
