"""Which heading of a file is which column: proposed from names and from what was chosen last time, and checked when chosen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from bigcapital.errors import DomainError
from bigcapital.exchange.importing.sheets import Cell
from bigcapital.exchange.kinds import columns
from bigcapital.exchange.words import said
from bigcapital.rest.exchanged import Taken, shape_of
from bigcapital.rest.schema import snake
from bigcapital.rest.tree import Collection
from bigcapital.tenancy.tenant import Tenant

DATE_FORMATS: Final[Mapping[str, tuple[str, ...]]] = {  # the contract's name → how it is read, the year in two digits or four
    "yyyy-MM-dd": ("%Y-%m-%d",),
    "dd.MM.yy": ("%d.%m.%y", "%d.%m.%Y"),
    "MM/dd/yy": ("%m/%d/%y", "%m/%d/%Y"),
    "dd/MMM/yyyy": ("%d/%b/%Y", "%d/%b/%y"),
}


class MapInvalid(DomainError):
    type = "INVALID_MAP_ATTRS"


class FromTwice(DomainError):
    type = "DUPLICATED_FROM_MAP_ATTR"


class ToTwice(DomainError):
    type = "DUPLICATED_TO_MAP_ATTR"


class DateFormatInvalid(DomainError):
    type = "INVALID_MAP_DATE_FORMAT"


@dataclass(frozen=True)
class Mapped:
    """A column of the resource, and the place of the cells that fill it. ``date_format``: a key of ``DATE_FORMATS``."""

    column: Taken
    place: int
    date_format: str | None = None

    def json(self, headings: Sequence[str]) -> dict[str, Any]:
        """As clients know it."""
        return {
            "group": self.column.lines,
            "from": headings[self.place],
            "to": self.column.name,
            "date_format": self.date_format or "",
        }


def read_day(text: str, date_format: str | None) -> date | None:
    """The day that ``text`` is in a format, or None. Without a format: as YYYY-MM-DD."""
    for pattern in DATE_FORMATS[date_format or "yyyy-MM-dd"]:
        try:
            return datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def checked(tenant: Tenant, kind: type[Collection], headings: Sequence[str], chosen: Iterable[Mapping[str, Any]]) -> tuple[Mapped, ...]:
    """The mapping that somebody chose: ``from`` a heading ``to`` a column, of a ``group`` of lines.

    :raises MapInvalid: there is no such heading or column.
    :raises FromTwice, ToTwice: one of them is named twice.
    :raises DateFormatInvalid: the format of its days is none that is read.
    """
    known = {(one.lines, snake(one.name)): one for one in columns(kind).taken(tenant)}
    found: list[Mapped] = []
    for one in chosen:
        column = _column(known, one.get("group") or "", one["to"])
        if one["from"] not in headings:
            raise MapInvalid(f"The file has no column {one['from']!r}.")
        if column is None:
            raise MapInvalid(f"There is no column {one['to']!r} to be imported.")
        if any(headings[other.place] == one["from"] for other in found):
            raise FromTwice(f"The column {one['from']!r} is used twice.")
        if any(other.column is column for other in found):
            raise ToTwice(f"{column.title} is filled twice.")
        date_format = one.get("date_format") or None
        if date_format is not None and date_format not in DATE_FORMATS:
            raise DateFormatInvalid(f"Days can be written as {', '.join(DATE_FORMATS)}.")
        found.append(Mapped(column, headings.index(one["from"]), date_format))
    if not found:
        raise MapInvalid("No column is mapped.")
    return tuple(found)


def _column(known: Mapping[tuple[str, str], Taken], group: str, to: str) -> Taken | None:
    before, _, field = to.rpartition(".")
    lines = snake(before or group)
    exact = known.get((lines, snake(field)))
    if exact is not None or lines:
        return exact
    same = [column for (_, name), column in known.items() if name == snake(field)]
    return same[0] if len(same) == 1 else None


def stored(mapping: Iterable[Mapped], headings: Sequence[str]) -> str:
    """A mapping as it is kept."""
    return json.dumps([one.json(headings) for one in mapping], ensure_ascii=False)


def proposed(
    tenant: Tenant, kind: type[Collection], headings: Sequence[str], sample: Sequence[Sequence[Cell]], remembered: str | None
) -> tuple[Mapped, ...]:
    """What each heading probably is: what it was last time, else the column that is called like it. ``sample``: the first rows."""
    taken = columns(kind).taken(tenant)
    before = {one["from"]: (one["group"], one["to"], one["date_format"]) for one in json.loads(remembered or "[]")}
    found: dict[int, Mapped] = {}
    used: set[Taken] = set()
    for place, heading in enumerate(headings):
        if heading in before:
            group, name, date_format = before[heading]
            column = next((one for one in taken if (one.lines, one.name) == (group, name)), None)
            if column is not None and column not in used:
                used.add(column)
                found[place] = Mapped(column, place, _format(kind, column, place, sample) or date_format or None)
    for place, heading in enumerate(headings):
        if place not in found:
            column = next((one for one in taken if one not in used and _plain(heading) in _names(kind, one)), None)
            if column is not None:
                used.add(column)
                found[place] = Mapped(column, place, _format(kind, column, place, sample))
    return tuple(found[place] for place in sorted(found))


def _names(kind: type[Collection], column: Taken) -> set[str]:
    """All that a heading may call a column, folded."""
    titles = (column.title, *column.also)
    names = {column.name, column.field, column.field.removesuffix("_id"), *titles, *(said(title, "ar") for title in titles)}
    if column.lines:
        names |= {f"{column.lines} {name}" for name in names} | {f"item {name}" for name in names}
    return {_plain(name) for name in names}


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _format(kind: type[Collection], column: Taken, place: int, sample: Sequence[Sequence[Cell]]) -> str | None:
    """The first format that all days of the sample are written in; None where none is needed."""
    assert kind.create_schema is not None
    if shape_of(kind.create_schema, column).kind != "date":
        return None
    texts = [cell for row in sample if place < len(row) and isinstance(cell := row[place], str) and cell.strip()]
    for name in DATE_FORMATS:
        if texts and all(read_day(text, name) is not None for text in texts):
            return name
    return None
