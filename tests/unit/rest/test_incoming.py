"""Bodies and query strings as values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pyramid.request import Request

from bigcapital.errors import InvalidInput
from bigcapital.rest.incoming import json_body, query_values
from bigcapital.rest.outgoing import dumps


def test_nested_keys_lists_and_repeated_keys_are_understood() -> None:
    request = Request.blank("/?number_format[precision]=2&a[]=1&a[]=2&b[1]=y&b[0]=x&c=1&c=2&d[e][f]=3&plain=z")
    assert query_values(request) == {
        "number_format": {"precision": "2"},
        "a": ["1", "2"],
        "b": ["x", "y"],
        "c": ["1", "2"],
        "d": {"e": {"f": "3"}},
        "plain": "z",
    }


NO_OBJECTS = [b"{", b"[]", b'"text"', b'{"a": NaN}', b'{"a": 1e5}', b'{"a": Infinity}', b"[" * 100_000, b"\xff\xfe"]
HALF_CHARACTERS = [rb'{"a": "\ud800"}', rb'{"\ud800": 1}']


@pytest.mark.parametrize("body", NO_OBJECTS + HALF_CHARACTERS)
def test_what_is_no_exact_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidInput):
        json_body(Request.blank("/", method="POST", body=body))


def test_a_number_keeps_every_digit_there_and_back() -> None:
    value = json_body(Request.blank("/", method="POST", body=b'{"a": 914.4949999999999999999, "b": 914.50}'))
    assert value == {"a": Decimal("914.4949999999999999999"), "b": Decimal("914.50")}
    assert dumps(value) == b'{"a":914.4949999999999999999,"b":914.5}'


def test_a_character_that_is_escaped_as_a_pair_is_whole() -> None:
    assert json_body(Request.blank("/", method="POST", body=rb'{"a": "\ud83d\ude00"}')) == {"a": "\U0001f600"}


def test_an_empty_body_is_an_empty_object() -> None:
    assert json_body(Request.blank("/", method="POST", body=b" ")) == {}
