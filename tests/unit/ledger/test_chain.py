"""Seals: one spelling for one value, another for every other."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcapital.ledger import chain

KEY = b"k" * 32
ROW: dict[str, Any] = {
    "id": 7,
    "entry_id": 3,
    "index": 1,
    "date": date(2024, 2, 29),
    "account_id": 1000,
    "debit": Decimal("914.5000"),
    "credit": Decimal("0.0000"),
    "currency_code": "USD",
    "exchange_rate": Decimal("1.0000000000"),
    "amount": Decimal("914.5"),
    "contact_id": None,
    "item_id": None,
    "branch_id": 1,
    "warehouse_id": None,
    "project_id": None,
    "tax_rate_id": None,
    "tax_percentage": None,
    "note": "café",
}


@pytest.mark.parametrize(
    "name, same",
    [
        ("debit", Decimal("914.5")),
        ("debit", Decimal("9.145E+2")),
        ("credit", Decimal("-0")),
        ("note", unicodedata.normalize("NFD", "café")),
        ("branch_id", Decimal(1)),
    ],
)
def test_what_two_databases_answer_differently_is_sealed_alike(name: str, same: Any) -> None:
    assert chain.line_seal(KEY, ROW | {name: same}) == chain.line_seal(KEY, ROW)


@pytest.mark.parametrize("name", chain.LINE_FIELDS)
def test_every_material_column_is_in_the_seal(name: str) -> None:
    others: dict[type, Any] = {int: 8, str: "x", Decimal: Decimal("914.4999"), date: date(2024, 3, 1), type(None): 0}
    assert chain.line_seal(KEY, ROW | {name: others[type(ROW[name])]}) != chain.line_seal(KEY, ROW)


def test_none_is_not_the_empty_text_and_fields_do_not_run_together() -> None:
    assert chain.line_seal(KEY, ROW | {"note": None}) != chain.line_seal(KEY, ROW | {"note": ""})
    left = chain.canonical(b"L", {"a": "1", "b": "23"}, ("a", "b"))
    assert left != chain.canonical(b"L", {"a": "12", "b": "3"}, ("a", "b"))
    assert left != chain.canonical(b"E", {"a": "1", "b": "23"}, ("a", "b"))


def test_another_key_makes_another_seal() -> None:
    assert chain.line_seal(KEY, ROW) != chain.line_seal(b"x" * 32, ROW)


def test_the_bytes_are_those_of_the_document_that_describes_them() -> None:
    assert (
        chain.canonical(b"L", {"a": Decimal("5.10"), "b": None, "c": "é"}, ("a", "b", "c"))
        == b"\x01L\0\0\0\x035.1\xff\xff\xff\xff\0\0\0\x02\xc3\xa9"
    )


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)), st.integers(-23, 23))
def test_a_moment_is_spelled_in_utc_whatever_its_zone(moment: datetime, hours: int) -> None:
    aware = moment.replace(tzinfo=UTC)
    assert chain.text(aware.astimezone(timezone(timedelta(hours=hours)))) == chain.text(aware)
    assert datetime.fromisoformat(chain.text(aware)) == aware


def test_a_link_depends_on_every_part_and_their_order() -> None:
    a, b, c = (bytes([n]) * 32 for n in (1, 2, 3))
    links = {
        chain.link(KEY, previous, seal, lines)
        for previous, seal, lines in [(a, b, [c]), (b, a, [c]), (a, b, []), (a, b, [c, c]), (a, c, [b])]
    }
    assert len(links) == 5


def test_a_float_has_no_spelling() -> None:
    with pytest.raises(TypeError):
        chain.text(1.5)
