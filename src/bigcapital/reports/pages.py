"""Where a printed sheet breaks: how wide its columns are, how tall its rows, what stands on each page and is carried over; pure.

A page is computed before it is set, so that a total can stand at its foot and again on top of the next, and "page 3 of 40"
is known on page 3. Text is broken into lines here, by a measure of letters that rather overstates: what it finds to fit,
fits. All lengths are millimetres.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from bigcapital.ledger.money import ZERO
from bigcapital.reports.table import Column, Flat, Row

LINE, AROUND = 3.9, 1.1  # of a line of text, and of what a row has above and below
INDENT = 3.5  # of each level
EM = 2.93  # 8.3 pt
GAP = 3.6  # between columns
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
        least[place] = max([least[place], *(width_of(word, bold=True) + GAP for word in column.label.split())])
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
    """The columns over all of ``room``: text takes most of what is left, the first column before others."""
    left = max(room - sum(wanted), 0)
    shares = [0.35 if column.numeric else 3.0 if place == 0 else 1.0 for place, column in enumerate(columns)]
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


@dataclass(frozen=True, slots=True)
class Printed:
    """A row as it is set: the lines of each column's text, and what it is (``head``, ``total``, ``grand``, ``carried``, ``row``)."""

    cells: tuple[tuple[str, ...], ...]
    kind: str
    depth: int = 0

    @property
    def lines(self) -> int:
        """How tall it is, in lines."""
        return max((len(lines) for lines in self.cells), default=1) or 1


@dataclass(slots=True)
class _Block:
    """Rows that stay together: what heads them, one row, and the totals that follow it; and what is carried before it."""

    rows: list[Printed] = field(default_factory=list)
    before: tuple[Printed, Printed | None] | None = None  # (what the foot of the page before says, the name of the part that goes on)
    complete: bool = False  # it has its one row

    @property
    def height(self) -> float:
        return sum(height_of(row.lines) for row in self.rows)


class Setter:
    """Sets the rows of a list on pages of a layout. ``text``: the words of its language."""

    def __init__(self, rows: Flat, layout: Layout, text: Callable[..., str]):
        self.rows, self.layout, self._text = rows, layout, text
        self._carries = [place for place, column in enumerate(layout.columns) if column.carried]

    def pages(self) -> Iterator[list[Printed]]:
        """The rows of each page, with what is carried from one to the next."""
        room = self.layout.room
        carried = 2 * height_of(1) if self._carries else 0.0  # the foot's, and what may be carried to it
        page: list[Printed] = []
        used = 0.0
        for block in self._blocks():
            for rows, before in _that_fit(block, room - 2 * carried):
                height = sum(height_of(row.lines) for row in rows)
                if page and used + height > room - carried / 2:
                    if before is not None:
                        page.append(before[0])
                    yield page
                    page = [] if before is None else [*filter(None, (before[1],)), self._brought(before[0])]
                    used = sum(height_of(row.lines) for row in page)
                page += rows
                used += height
        if page:
            yield page

    def _blocks(self) -> Iterator[_Block]:
        block, running = _Block(), _Running(self.rows, self.layout, self._carries)
        part: Row | None = None
        for depth, row in self.rows.walk():
            opens = bool(row.children) or (self.rows.parts and depth == 0)
            closes = row.is_total and not opens
            if block.complete and not closes:
                yield block
                block = _Block(before=None if opens and self.rows.parts else self._before(running, part))
            if opens and self.rows.parts:
                part, running = row, _Running(self.rows, self.layout, self._carries)
            block.rows.append(self._set(row, depth, "head" if opens and (row.is_repeated or self.rows.parts) else None))
            running.add(row, depth)
            block.complete = block.complete or not (opens or closes)
        if self._carries and not self.rows.parts and running.counts and not self._ends_with_total(block):
            block.rows.append(self._line(self._text("Total"), running, "grand"))
        if block.rows:
            yield block

    @staticmethod
    def _ends_with_total(block: _Block) -> bool:
        return bool(block.rows) and block.rows[-1].kind == "grand"

    def _set(self, row: Row, depth: int, kind: str | None) -> Printed:
        if row.is_total and not self.rows.parts:
            depth = max(depth - 1, 0)  # a total stands below what it adds up, as deep as its head
        if kind is None:
            kind = "row" if not row.is_total else "grand" if depth == 0 and row.id is not None else "total"
        bold = kind != "row"
        shown = {cell.key: cell.value for cell in row.flat}
        only = sum(1 for value in shown.values() if value) == 1 and kind == "head"
        cells = []
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

    def _before(self, running: _Running, part: Row | None) -> tuple[Printed, Printed | None] | None:
        if not running.counts:
            return None
        name = None
        if part is not None:
            shown = next((cell.value for cell in part.flat if cell.value), "")
            named = self._text("{name} (continued)", name=shown)
            width = sum(self.layout.widths) - GAP
            name = Printed((lines_of(named, width, bold=True)[:1], *(() for _ in self.layout.columns[1:])), "head")
        return self._line(self._text("Carried forward"), running, "carried"), name

    def _brought(self, foot: Printed) -> Printed:
        return Printed(((self._text("Brought forward"),), *foot.cells[1:]), "carried", foot.depth)

    def _line(self, label: str, running: _Running, kind: str) -> Printed:
        return Printed(((label,), *running.cells()[1:]), kind, 1 if self.rows.parts else 0)


class _Running:
    """What has been added up of a part of the list so far."""

    def __init__(self, rows: Flat, layout: Layout, carries: Sequence[int]):
        self._rows, self._layout = rows, layout
        self._held: dict[int, Decimal] = dict.fromkeys(carries, ZERO)
        self._depth = 1 if rows.parts else 0
        self.counts = 0

    def add(self, row: Row, depth: int) -> None:
        """One row more; totals, and what is below a row that has its amount, are no news."""
        counted = depth == self._depth and not row.is_total
        self.counts += counted and bool(self._held)
        if not self._held:
            return
        raw = {cell.key: cell.raw for cell in row.flat}
        for place in self._held:
            column = self._layout.columns[place]
            value = raw.get(column.key)
            if isinstance(value, Decimal):
                if column.carried == "last":
                    self._held[place] = value
                elif counted:
                    self._held[place] += value

    def cells(self) -> list[tuple[str, ...]]:
        """As a row."""
        writer = self._rows.writer
        return [
            (writer.amount(self._held[place], total=True),) if place in self._held else () for place in range(len(self._layout.columns))
        ]


def _that_fit(block: _Block, room: float) -> Iterable[tuple[list[Printed], tuple[Printed, Printed | None] | None]]:
    """A block, or its rows one by one where no page has room for all of it."""
    if block.height <= room:
        yield block.rows, block.before
        return
    for place, row in enumerate(block.rows):
        yield [row], block.before if place == 0 else None
