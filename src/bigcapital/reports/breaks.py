"""Where a printed sheet breaks: how wide its columns are, how tall its rows, what stands on each page and is carried over; pure.

A page is computed before it is set, so that a total can stand at its foot and again on top of the next, and "page 3 of 40"
is known on page 3. Text is broken into lines here, by a measure of letters that rather overstates: what it finds to fit,
fits. All lengths are millimetres.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from bigcapital.ledger.money import ZERO
from bigcapital.reports.table import Column, Flat, Row

LINE, AROUND = 3.9, 1.1  # of a line of text, and of what a row has above and below
INDENT = 3.5  # of each level
EM = 2.93  # 8.3 pt
GAP = 3.6  # between columns
_HAIR = 0.01  # more than what widths lose when they are rounded
MARGIN, HEAD, FOOT = 14.0, 20.0, 8.0  # around the page; what names it; its number
SHORT, LONG = 210.0, 297.0  # A4
_MOST_LINES = 8  # of one cell; what is longer is told whole in files
_WIDEST, _NARROWEST, _NARROWEST_NUMBER = 74.0, 16.0, 17.0


# --- text ---

_THIN, _WIDE = frozenset("ijltfrI.,:;'|!()[]{}-/\\` \u00a0"), frozenset("mwMW@%&ÆŒæœ")


@lru_cache(maxsize=4096)
def _letter(letter: str) -> float:
    """The width of a letter in ems, rather too wide."""
    if unicodedata.combining(letter):
        return 0
    if letter in _THIN:
        return 0.38
    if letter in _WIDE or unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return 0.60 if letter.isdecimal() else 0.74 if letter.isupper() else 0.64


def width_of(text: str, *, bold: bool = False) -> float:
    """How wide ``text`` is at most."""
    return sum(map(_letter, text)) * EM * (1.07 if bold else 1)


def lines_of(text: str, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """``text`` in lines no wider than ``width``, broken between words where that is possible; at most ``_MOST_LINES``."""
    text = " ".join(text.split())
    if width_of(text, bold=bold) <= width:
        return (text,)
    lines = list(_broken(text, width, bold))
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][:-1].rstrip() + "…"]
    return tuple(lines)


def _broken(text: str, width: float, bold: bool) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width_of(longer, bold=bold) <= width:
            line = longer
            continue
        if line:
            yield line
        while width_of(word, bold=bold) > width and len(word) > 1:
            end = 1
            while width_of(word[: end + 1], bold=bold) <= width:
                end += 1
            yield word[:end]
            word = word[end:]
        line = word
    if line:
        yield line


# --- columns ---


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above ``columns`` columns from the ``first`` on, ``levels`` levels tall."""

    label: str
    first: int
    columns: int
    levels: int
    numeric: bool


def heads_of(tops: Sequence[Column]) -> list[list[Head]]:
    """The heads of columns, level by level."""
    levels = max(_levels(one) for one in tops)
    found: list[list[Head]] = [[] for _ in range(levels)]

    def place(column: Column, level: int, first: int) -> int:
        leaves = sum(1 for _ in column.leaves())
        tall = 1 if column.children else levels - level
        found[level].append(Head(column.label, first, leaves, tall, column.numeric and not column.children))
        for child in column.children:
            first = place(child, level + 1, first)
        return first if column.children else first + 1

    first = 0
    for one in tops:
        first = place(one, 0, first)
    return found


def _levels(column: Column) -> int:
    return 1 + max((_levels(child) for child in column.children), default=0)


@dataclass(frozen=True)
class Layout:
    """The page, its columns' widths, and its heads, broken into lines, with how many lines each level of them has."""

    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    width: float
    height: float
    heads: list[list[Head]]
    head_lines: list[int]

    @property
    def room(self) -> float:
        """What rows may take of a page."""
        heads = sum(height_of(lines) for lines in self.head_lines)
        return self.height - 2 * MARGIN - HEAD - FOOT - heads - 2.0

    def text_width(self, place: int, depth: int = 0) -> float:
        """What a cell's text may take."""
        return self.widths[place] - GAP - (INDENT * depth if place == 0 else 0)


def height_of(lines: int) -> float:
    """Of a row of so many lines."""
    return round(lines * LINE + AROUND, 2)


def layout(rows: Flat) -> Layout:
    """Portrait where the columns fit, else landscape; a sheet too wide for that is set on a larger one, to be scaled in print."""
    columns = tuple(column for _, column in rows.leaves())
    least = [_NARROWEST_NUMBER if column.numeric else _NARROWEST for column in columns]
    for place, column in enumerate(columns):  # a head breaks between words, never in one
        least[place] = max([least[place], *(width_of(word, bold=True) + GAP + _HAIR for word in column.label.split())])
    wanted = _measured(rows, columns, least)
    width, height = SHORT, LONG
    if sum(wanted) > width - 2 * MARGIN:
        fixed = [most if column.numeric else few for column, few, most in zip(columns, least, wanted, strict=True)]
        needed = sum(fixed) + 0.6 * (sum(wanted) - sum(fixed)) + 2 * MARGIN  # text may take more lines
        width = max(LONG, needed)
        height = round(SHORT * width / LONG, 2)
        wanted = _squeezed(fixed, wanted, width - 2 * MARGIN)
    return _headed(rows.columns, columns, _filled(columns, wanted, width - 2 * MARGIN), width, height)


def _measured(rows: Flat, columns: Sequence[Column], least: Sequence[float]) -> list[float]:
    """How wide each column would be with every text in one line, unless it is very long or runs on over empty cells."""
    wanted = list(least)
    for depth, row in rows.walk():
        shown = {cell.key: cell.value for cell in row.flat}
        texts = [shown.get(column.key, "") for column in columns]
        for place, text in enumerate(texts):
            if text and (columns[place].numeric or place + 1 == len(texts) or texts[place + 1]):
                needed = width_of(text, bold=True) + GAP + (INDENT * depth if place == 0 else 0)
                wanted[place] = max(wanted[place], needed if columns[place].numeric else min(needed, _WIDEST))
    return wanted


def _squeezed(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """The columns in ``room``: each gives the same share of what it has above the least."""
    spare = sum(wanted) - sum(least)
    share = min(1.0, max(room - sum(least), 0) / spare) if spare else 1.0
    return [few + (most - few) * share for few, most in zip(least, wanted, strict=True)]


def _filled(columns: Sequence[Column], wanted: Sequence[float], room: float) -> tuple[float, ...]:
    """The columns over all of ``room``: text takes most of what is left."""
    left = max(room - sum(wanted), 0)
    alone = sum(not column.numeric for column in columns) == 1
    shares = [0.35 if column.numeric else 4.0 if alone else 1.0 for column in columns]
    return tuple(round(width + left * share / sum(shares), 3) for width, share in zip(wanted, shares, strict=True))


def _headed(tops: Sequence[Column], columns: tuple[Column, ...], widths: tuple[float, ...], width: float, height: float) -> Layout:
    heads, lines = [], []
    for level in heads_of(tops):
        broken = [(one, lines_of(one.label, sum(widths[one.first : one.first + one.columns]) - GAP, bold=True)) for one in level]
        heads.append([replace(one, label="\n".join(text)) for one, text in broken])
        lines.append(max([1, *(len(text) for one, text in broken if one.levels == 1)]))
    for place, level in enumerate(heads):  # what spans several levels may need more than they have
        for one in level:
            lines[-1] += max(one.label.count("\n") + 1 - sum(lines[place : place + one.levels]), 0)
    return Layout(columns, widths, width, height, heads, lines)


# --- rows ---

Kind = Literal["head", "row", "total", "grand", "carried"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A row as it is set: the lines of each column's text, and what it is."""

    cells: tuple[tuple[str, ...], ...]
    kind: Kind
    depth: int = 0

    @property
    def lines(self) -> int:
        """How tall it is, in lines."""
        return max((len(lines) for lines in self.cells), default=1) or 1


Before = tuple[Printed, Printed | None]  # what the foot of the page before says, and the name of the part that goes on


def kinds(rows: Flat) -> Iterator[tuple[Row, int, Kind]]:
    """Each row with the depth it is set at and what it is. ``grand``: a total of totals on top, or the list's last."""
    held: tuple[Row, int, Kind] | None = None
    of_totals = False
    for depth, row in rows.walk():
        if held is not None:
            yield held
        if row.is_total and not (rows.parts and depth == 0):
            if not rows.parts:
                depth = max(depth - 1, 0)  # a total stands below what it adds up, as deep as its head
            held = row, depth, "grand" if of_totals and depth == 0 and not rows.groups else "total"
        else:
            heads = row.is_repeated or (rows.parts and depth == 0)
            held = row, depth, "head" if heads else "row"
            of_totals = depth > 0 and (heads or of_totals)
    if held is not None:
        last, depth, kind = held
        yield last, depth, "grand" if kind == "total" and depth == 0 and not rows.groups else kind


@dataclass(slots=True)
class _Block:
    """Rows that stay together: what heads them, one row (or, in groups, all up to their total), and the totals that follow."""

    rows: list[tuple[Printed, Callable[[], Before] | None]] = field(default_factory=list)
    complete: bool = False  # what comes now, unless it is a total, begins another

    @property
    def height(self) -> float:
        return sum(height_of(row.lines) for row, _ in self.rows)


class Setter:
    """Sets the rows of a list on pages of a layout. ``text``: the words of its language."""

    def __init__(self, rows: Flat, layout: Layout, text: Callable[..., str]):
        self.rows, self.layout, self._text = rows, layout, text
        self._carries = [place for place, column in enumerate(layout.columns) if column.carried]

    def pages(self) -> Iterator[list[Printed]]:
        """The rows of each page, with what is carried from one to the next."""
        foot = height_of(1) if self._carries else 0.0
        room = self.layout.room - foot
        page: list[Printed] = []
        used = 0.0
        for block in self._blocks():
            together = block.height <= room - 2 * foot
            for rows in [block.rows] if together else [[one] for one in block.rows]:
                height = sum(height_of(row.lines) for row, _ in rows)
                if page and used + height > room:
                    before = rows[0][1]
                    carried, part = before() if before is not None else (None, None)
                    yield page if carried is None else [*page, carried]
                    page = [*filter(None, (part, carried and self._brought(carried)))]
                    used = sum(height_of(row.lines) for row in page)
                page += [row for row, _ in rows]
                used += height
        if page:
            yield page

    def _blocks(self) -> Iterator[_Block]:
        block, running = _Block(), _Running(self.rows, self.layout, self._carries)
        part: Row | None = None
        for row, depth, kind in kinds(self.rows):
            opens, closes = kind == "head" or bool(row.children), kind in ("total", "grand")
            if block.complete and not closes:
                yield block
                block = _Block()
            if opens and self.rows.parts:
                part, running = row, _Running(self.rows, self.layout, self._carries)
            block.rows.append((self._set(row, depth, kind), self._before(running, part)))
            running.add(row, depth, kind)
            block.complete = block.complete or (closes if self.rows.groups else not opens and not closes)
        if running.counts and not self.rows.parts and block.rows and block.rows[-1][0].kind != "grand":
            block.rows.append((self._line(self._text("Total"), running.cells(), "grand"), None))
        if block.rows:
            yield block

    def _set(self, row: Row, depth: int, kind: Kind) -> Printed:
        bold = kind != "row"
        shown = {cell.key: cell.value for cell in row.flat}
        only = sum(1 for value in shown.values() if value) == 1 and kind == "head"
        cells: list[tuple[str, ...]] = []
        for place, column in enumerate(self.layout.columns):
            text = shown.get(column.key, "")
            if not text or column.numeric:
                cells.append((text,) if text else ())
            else:
                width = sum(self.layout.widths) - GAP - INDENT * depth if only else self._text_room(place, depth, shown)
                cells.append(lines_of(text, width, bold=bold))
        return Printed(tuple(cells), kind, depth)

    def _text_room(self, place: int, depth: int, shown: dict[str, str]) -> float:
        """A text takes the columns beside it too while they are empty."""
        width = self.layout.text_width(place, depth)
        for beside in range(place + 1, len(self.layout.columns)):
            if shown.get(self.layout.columns[beside].key, ""):
                break
            width += self.layout.widths[beside]
        return width

    def _before(self, running: _Running, part: Row | None) -> Callable[[], Before] | None:
        """What a break before the row that comes now would carry over; none at the beginning of a part."""
        if not running.counts:
            return None
        held = dict(running.held)

        def carried() -> Before:
            foot = self._line(self._text("Carried forward"), running.cells(held), "carried")
            if part is None:
                return foot, None
            name = self._text("{name} (continued)", name=next((cell.value for cell in part.flat if cell.value), ""))
            lines = lines_of(name, sum(self.layout.widths) - GAP, bold=True)[:1]
            return foot, Printed((lines, *(() for _ in self.layout.columns[1:])), "head")

        return carried

    def _brought(self, foot: Printed) -> Printed:
        return replace(foot, cells=((self._text("Brought forward"),), *foot.cells[1:]))

    def _line(self, label: str, cells: Sequence[tuple[str, ...]], kind: Kind) -> Printed:
        return Printed(((label,), *cells[1:]), kind, 1 if self.rows.parts else 0)


class _Running:
    """What has been added up of a part of the list so far."""

    def __init__(self, rows: Flat, layout: Layout, carries: Sequence[int]):
        self._rows, self._layout = rows, layout
        self.held: dict[int, Decimal] = dict.fromkeys(carries, ZERO)
        self._depth = 1 if rows.parts else 0
        self.counts = 0

    def add(self, row: Row, depth: int, kind: Kind) -> None:
        """One row more; totals, and what is below a row that has its amount, are no news."""
        if not self.held:
            return
        counted = depth == self._depth and kind == "row"
        self.counts += counted
        raw = {cell.key: cell.raw for cell in row.flat}
        for place in self.held:
            column = self._layout.columns[place]
            value = raw.get(column.key)
            if isinstance(value, Decimal):
                if column.carried == "last":
                    self.held[place] = value
                elif counted:
                    self.held[place] += value

    def cells(self, held: Mapping[int, Decimal] | None = None) -> list[tuple[str, ...]]:
        """As a row: what is held now, or was."""
        held, writer = self.held if held is None else held, self._rows.writer
        return [(writer.amount(held[place], total=True),) if place in held else () for place in range(len(self._layout.columns))]
