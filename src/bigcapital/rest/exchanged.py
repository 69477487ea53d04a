"""What a collection takes from files and gives to them: declared once, column by column, and served by ``exchange``.

::

    EXCHANGED = Exchanged(
        "Categories",
        add=operations.create,
        takes=(Taken("name", example="Furniture"), Taken("sell_account_id", "Income account", of=ACCOUNT)),
        gives=(Given("name"), Given("sell_account", "Income account", "sell_account.name")),
    )

A row of a file becomes the body that the API takes (the collection's ``create_schema``) and goes the way of every other:
the same checks, the same operation, the same refusals. Types, choices and what is required follow from that schema.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from bigcapital.rest.schema import camel

if TYPE_CHECKING:
    from bigcapital.tenancy.tenant import Tenant

Find = Callable[["Tenant", Collection[str]], Mapping[str, Collection[int]]]
Kind = Literal["text", "number", "boolean", "date", "enumeration", "relation"]


def fold(text: str) -> str:
    """``text`` as names are compared: in any case of letters, with any number of spaces."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True)
class Relation:
    """What a cell may name instead of an id. ``find``: names as they are written → folded name → the ids that have it."""

    resource: str
    find: Find


@dataclass(frozen=True)
class Taken:
    """A column that an import fills. ``key``: the field of the body, ``entries.…`` for one of its lines.

    ``of``: its cells name rows of something. ``wire``: what clients call it where that is not the field's name.
    ``required``: where files must say more, or less, than the API's clients. ``unique``: what a row is known by. ``also``: more
    headings that are it. ``when``: whether the organization has such a thing at all.
    ``labels``: its choices, each with what people call it. ``codes``: the refusals of the operation that are about it.
    """

    key: str
    label: str | None = None
    of: Relation | None = None
    example: str = ""
    wire: str | None = None
    required: bool | None = None
    unique: bool = False
    also: tuple[str, ...] = ()
    when: Callable[[Tenant], bool] | None = None
    labels: tuple[tuple[str, str], ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def lines(self) -> str:
        """The field of the body whose lines it belongs to; "" for the header."""
        return self.key.rpartition(".")[0]

    @property
    def field(self) -> str:
        """Its field, in the header or a line."""
        return self.key.rpartition(".")[2]

    @property
    def name(self) -> str:
        """What clients call it."""
        return self.wire or camel(self.field)

    @property
    def title(self) -> str:
        """What people call it, in English."""
        return self.label or _worded(self.field.removesuffix("_id"))


@dataclass(frozen=True)
class Given:
    """A column that an export fills from a row as the API shows it, ``entries.…`` from one of its lines.

    ``path``: where in the row its text stands, dotted. ``raw``: where the number or day behind that text is, which files carry
    as such. ``printed``: whether it stands on paper, too. ``money``: an amount that has no text of its own.
    """

    key: str
    label: str | None = None
    path: str | None = None
    raw: str | None = None
    printed: bool = True
    money: bool = False
    when: Callable[[Tenant], bool] | None = None

    @property
    def lines(self) -> str:
        """The field of the row whose lines it belongs to; "" for the row itself."""
        return self.key.rpartition(".")[0]

    @property
    def field(self) -> str:
        """Its name, in the row or a line."""
        return self.key.rpartition(".")[2]

    @property
    def title(self) -> str:
        """What people call it, in English."""
        return self.label or _worded(self.field)


@dataclass(frozen=True)
class Exchanged:
    """How the rows of a collection come from files and go to them.

    ``add(tenant, data)`` makes one of a body; ``add_all(tenant, several)``, where there is one, makes many at once and says for
    each why not. ``group``: rows that agree in this column are one document, whose lines (``lines``) they are. ``fit`` completes
    or refuses the fields of a file before they are a body. ``at_once``: how many rows are imported while a client waits.
    """

    title: str
    add: Callable[[Tenant, Any], Any]
    takes: tuple[Taken, ...]
    gives: tuple[Given, ...]
    add_all: Callable[[Tenant, Sequence[Any]], Sequence[Exception | None]] | None = None
    group: str | None = None
    lines: str = "entries"
    fit: Callable[[Tenant, dict[str, Any]], None] | None = None
    at_once: int = 500

    def taken(self, tenant: Tenant) -> tuple[Taken, ...]:
        """The columns that this organization can import."""
        return tuple(one for one in self.takes if one.when is None or one.when(tenant))

    def given(self, tenant: Tenant) -> tuple[Given, ...]:
        """The columns that this organization exports."""
        return tuple(one for one in self.gives if one.when is None or one.when(tenant))


@dataclass(frozen=True)
class Shape:
    """What a field of a body is: its kind, its choices, whether it must be there."""

    kind: Kind
    choices: tuple[str, ...]
    required: bool


@cache
def shape_of(schema: type[BaseModel], column: Taken) -> Shape:
    """The shape of the field that a column fills; one that is no field of the schema is text for ``fit``.

    :raises KeyError: the schema has no such lines.
    """
    if column.lines:
        schema = next(one for one in _flat(schema.model_fields[column.lines].annotation) if isinstance(one, type))
    found = schema.model_fields.get(column.field)
    if found is None:
        return Shape("text" if column.of is None else "relation", tuple(choice for choice, _ in column.labels), bool(column.required))
    required = found.is_required() if column.required is None else column.required
    parts = _flat(found.annotation)
    choices = tuple(str(choice) for part in parts if get_origin(part) is Literal for choice in get_args(part))
    choices = choices or tuple(choice for choice, _ in column.labels)
    if column.of is not None:
        return Shape("relation", (), required)
    if choices:
        return Shape("enumeration", choices, required)
    for type_, kind in _KINDS:
        if type_ in parts:
            return Shape(kind, (), required)
    return Shape("text", (), required)


_KINDS: tuple[tuple[type, Kind], ...] = ((bool, "boolean"), (date, "date"), (Decimal, "number"), (int, "number"))


def _flat(annotation: Any) -> list[Any]:
    """The plain types that an annotation is made of."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _flat(get_args(annotation)[0])
    if origin in (Union, types.UnionType, list):
        return [inner for each in get_args(annotation) for inner in _flat(each)]
    return [annotation]


def _worded(key: str) -> str:
    return key.replace("_", " ").capitalize()
