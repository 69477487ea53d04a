"""What collections declare of their files holds together: with their schemas, their answers, their refusals and their words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bigcapital.errors import DomainError
from bigcapital.exchange import kinds
from bigcapital.exchange.words import said
from bigcapital.rest.exchanged import Taken, shape_of
from bigcapital.rest.tree import Collection

KINDS = [kinds.importable(name) for name in kinds.resources()]
pytestmark = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.resource)
FILLED_BY_HAND = {"currency_code"}  # what ``fit`` compares, and no body has


def test_each_column_is_a_field_of_the_body(kind: type[Collection]) -> None:
    schema = kind.create_schema
    assert schema is not None
    for one in kinds.columns(kind).takes:
        shape_of(schema, one)
        owner = schema if not one.lines else line_of(kind, one)
        assert one.field in owner.model_fields or one.field in FILLED_BY_HAND, one.key


def line_of(kind: type[Collection], column: Taken) -> type:
    annotation = kind.create_schema.model_fields[column.lines].annotation  # type: ignore[union-attr]
    return getattr(annotation, "__args__", [annotation])[0]  # type: ignore[no-any-return]


def test_no_column_is_declared_twice(kind: type[Collection]) -> None:
    exchanged = kinds.columns(kind)
    for keys in ([one.key for one in exchanged.takes], [one.key for one in exchanged.gives]):
        assert len(keys) == len(set(keys))
    for lines in ("", exchanged.lines):
        titles = [one.title for one in exchanged.takes if one.lines == lines]
        assert len(titles) == len(set(titles))
    assert exchanged.group is None or exchanged.group in {one.key for one in exchanged.takes}


def test_what_the_list_says_of_itself_is_so(kind: type[Collection]) -> None:
    assert kind.listing is not None and kind.listing.importable and kind.listing.exportable


def test_every_word_has_its_arabic(kind: type[Collection]) -> None:
    exchanged = kinds.columns(kind)
    words = {exchanged.title, *(one.title for one in exchanged.takes), *(one.title for one in exchanged.gives)}
    words |= {label for one in exchanged.takes for _, label in one.labels}
    missing = {word for word in words if said(word, "ar") == word}
    assert not missing


def refusals(base: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    for one in base.__subclasses__():
        yield one
        yield from refusals(one)


def test_every_code_is_one_that_something_refuses_with(kind: type[Collection]) -> None:
    from bigcapital.inventory.accounts import _RULES

    known = {one.type for one in refusals()} | {code for rule in _RULES for code in rule[1:3]}
    codes = [code for one in kinds.columns(kind).takes for code in one.codes]
    assert set(codes) <= known and len(codes) == len(set(codes))
