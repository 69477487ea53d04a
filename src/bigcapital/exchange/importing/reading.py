"""Rows of a file as the bodies that the API takes: grouped into documents, names looked up, each cell by what its column is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from bigcapital.errors import Fault, InvalidInput
from bigcapital.exchange.importing.mapping import Mapped, read_day
from bigcapital.exchange.importing.sheets import Cell, Row, as_text
from bigcapital.exchange.kinds import columns
from bigcapital.exchange.words import said
from bigcapital.rest.exchanged import Relation, Shape, Taken, fold, shape_of
from bigcapital.rest.schema import Body, camel, validate
from bigcapital.rest.tree import Collection
from bigcapital.tenancy.tenant import Tenant

_YES: Final = frozenset({"true", "t", "yes", "y", "1", "on", "نعم"})
_NO: Final = frozenset({"false", "f", "no", "n", "0", "off", "لا"})
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")  # 1,234,567.89

Found = Mapping[Relation, Mapping[str, Sequence[int]]]


@dataclass(slots=True)
class Document:
    """The rows of one document; of most resources, one row. Cells are those of the mapping, in its order."""

    rows: list[Row] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Of its first row."""
        return self.rows[0][0]


@dataclass(frozen=True)
class RowFault:
    """Why a row is not imported: its number, and the column, if it is one's fault, with what it says.

    ``rule``: the code of the rule of business that refused it.
    """

    number: int
    column: Taken | None
    sentence: str
    rule: str | None = None


class Refused(Exception):
    """A document that is no body."""

    def __init__(self, faults: Sequence[RowFault]):
        super().__init__()
        self.faults = faults


class Reader:
    """Reads the documents of one resource by one mapping."""

    def __init__(self, tenant: Tenant, kind: type[Collection], mapping: Sequence[Mapped]):
        assert kind.create_schema is not None
        self.tenant, self.mapping, self.language = tenant, mapping, tenant.language
        self.schema: type[Body] = kind.create_schema
        self.exchanged, self.resource = columns(kind), kind.resource
        self.shapes = [shape_of(self.schema, one.column) for one in mapping]
        self.has_lines = any(one.lines for one in self.exchanged.takes)

    # --- rows → documents ---

    def documents(self, rows: Iterable[Row]) -> Iterator[Document]:
        """Documents in the order of their first rows. Those of one row are read one at a time, all others together."""
        mapped = ((number, [cells[one.place] if one.place < len(cells) else None for one in self.mapping]) for number, cells in rows)
        group = self._group
        if group is None:
            yield from (Document([row]) for row in mapped)
            return
        known: dict[str, Document] = {}
        for place, row in enumerate(mapped):
            name = fold(as_text(row[1][group]))
            known.setdefault(name or f"\n{place}", Document()).rows.append(row)
        yield from known.values()

    @cached_property
    def _group(self) -> int | None:
        """The place, in the mapping, of the column whose value makes rows one document."""
        places = (place for place, one in enumerate(self.mapping) if one.column.key == self.exchanged.group)
        return next(places, None)

    @property
    def names_its_own(self) -> bool:
        """Whether a document can name another of the same resource, which then must be there before it."""
        return any(one.column.of is not None and one.column.of.resource == self.resource for one in self.mapping)

    def unique(self, document: Document) -> str:
        """What a document is known by."""
        for place, one in enumerate(self.mapping):
            if one.column.unique or one.column.key == self.exchanged.group:
                return as_text(document.rows[0][1][place])[:255]
        return ""

    # --- names ---

    def find(self, documents: Iterable[Document]) -> Found:
        """The ids behind all names in some documents: a statement or less for each kind of thing that is named."""
        names: defaultdict[Relation, set[str]] = defaultdict(set)
        for document in documents:
            for _, cells in document.rows:
                for one, cell in zip(self.mapping, cells, strict=True):
                    if one.column.of is not None and cell is not None and (name := as_text(cell).strip()):
                        names[one.column.of].add(name)
        return {of: {name: sorted(ids) for name, ids in of.find(self.tenant, wanted).items()} for of, wanted in names.items()}

    # --- documents → bodies ---

    def body(self, document: Document, found: Found) -> Body:
        """The body of a document.

        :raises Refused: it is none; every fault of it at once.
        """
        faults: list[RowFault] = []
        fields = self._header(document, found, faults)
        lines: list[dict[str, Any]] = []
        numbers: list[int] = []
        if self.has_lines:
            for number, cells in document.rows:
                line = self._fields(number, cells, found, faults, self.exchanged.lines)
                if line:
                    lines.append(line | {"index": len(lines) + 1})
                    numbers.append(number)
            fields[self.exchanged.lines] = lines
        try:
            if self.exchanged.fit is not None:
                self.exchanged.fit(self.tenant, fields)
            body = validate(self.schema, fields)
        except InvalidInput as invalid:
            told = {(one.number, one.column) for one in faults}
            more = (self.fault(one, document, numbers) for one in invalid.faults)
            faults += [one for one in more if one.column is None or (one.number, one.column) not in told]
            raise Refused(faults) from None
        if faults:
            raise Refused(faults)
        return body

    def fault(self, fault: Fault, document: Document, numbers: Sequence[int] = ()) -> RowFault:
        """A fault of a body as one of a row and a column."""
        lines, place, name = "", 0, fault.property
        parts = fault.property.split(".")
        if len(parts) > 2 and parts[0] == self.exchanged.lines and parts[1].isdecimal():
            lines, place, name = parts[0], int(parts[1]), parts[2]
        number = numbers[place] if lines and place < len(numbers) else document.number
        column = next((one for one in self.exchanged.takes if (one.lines, one.field) == (lines, name)), None)
        sentence = fault.sentence
        for spelled in (camel(fault.property), fault.property):
            sentence = sentence.removeprefix(spelled).lstrip(": ") if sentence.startswith(spelled) else sentence
        return RowFault(number, column, sentence)

    def _header(self, document: Document, found: Found, faults: list[RowFault]) -> dict[str, Any]:
        """The fields of the first row; further rows leave them blank or repeat them."""
        number, first = document.rows[0]
        for other, cells in document.rows[1:]:
            for place, one in enumerate(self.mapping):
                given = "" if one.column.lines else as_text(cells[place]).strip()
                if given and fold(given) != fold(as_text(first[place])):
                    faults.append(RowFault(other, one.column, f"must be blank or the same as in row {number}"))
        return self._fields(number, first, found, faults, "")

    def _fields(self, number: int, cells: Sequence[Cell], found: Found, faults: list[RowFault], lines: str) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for one, shape, cell in zip(self.mapping, self.shapes, cells, strict=True):
            if one.column.lines != lines or cell is None or (isinstance(cell, str) and not cell.strip()):
                continue
            try:
                fields[one.column.field] = self._value(one, shape, cell, found)
            except ValueError as fault:
                faults.append(RowFault(number, one.column, str(fault)))
                fields[one.column.field] = None
        return {name: value for name, value in fields.items() if value is not None} if fields else {}

    def _value(self, one: Mapped, shape: Shape, cell: Cell, found: Found) -> Any:
        if one.column.of is not None:
            return _named(one.column.of, as_text(cell), found, self.language)
        return _READ[shape.kind](one, shape, cell, self.language)


def _named(relation: Relation, text: str, found: Found, language: str | None) -> int:
    ids = found[relation].get(fold(text), ())
    if not ids:
        raise ValueError(f"names nothing that there is: {text[:100]}")
    if len(ids) > 1:
        raise ValueError(f"is the name of several: {text[:100]}")
    return ids[0]


def _text(one: Mapped, shape: Shape, cell: Cell, language: str | None) -> str:
    return as_text(cell)


def _number(one: Mapped, shape: Shape, cell: Cell, language: str | None) -> str | Decimal:
    if isinstance(cell, Decimal):
        return cell
    text = as_text(cell).strip()
    return text.replace(",", "") if _GROUPED.fullmatch(text) else text


def _flag(one: Mapped, shape: Shape, cell: Cell, language: str | None) -> bool:
    word = as_text(cell).strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError("must be yes or no")


def _day(one: Mapped, shape: Shape, cell: Cell, language: str | None) -> date:
    if isinstance(cell, date):
        return cell
    text = as_text(cell)
    found = read_day(text, one.date_format)
    if found is None and re.match(r"\d{4}-\d{2}-\d{2}[ T]", text):
        found = read_day(text[:10], None)
    if found is None:
        raise ValueError(f"must be a date as {one.date_format or 'yyyy-MM-dd'}")
    return found


def _choice(one: Mapped, shape: Shape, cell: Cell, language: str | None) -> str:
    """A choice by its key or by what people call it, in English or Arabic."""
    wanted, labels = fold(as_text(cell)), dict(one.column.labels)
    for choice in shape.choices:
        label = labels.get(choice, choice)
        if wanted in {fold(choice), fold(label), fold(said(label, "ar"))}:
            return choice
    raise ValueError(f"must be one of {', '.join(said(labels.get(choice, choice), language) for choice in shape.choices)}")


_READ: Final[Mapping[str, Any]] = {
    "text": _text,
    "number": _number,
    "boolean": _flag,
    "date": _day,
    "enumeration": _choice,
    "relation": _text,
}
