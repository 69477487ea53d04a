"""Rounding, splitting and writing amounts, held against exact fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcapital.ledger.money import (
    NumberFormat,
    UnknownCurrency,
    exponent,
    format_amount,
    format_money,
    format_percentage,
    has_decimals,
    multiplied,
    plain,
    portion,
    rounded,
    split,
)

places = st.integers(0, 4)
amounts = st.decimals(-(10**12), 10**12, places=4, allow_nan=False)
prices = st.decimals(0, 10**11, places=6)
rates = st.decimals("0.0000000001", 10**9, places=10)
weights = st.lists(st.decimals(0, 10**11, places=4), min_size=1, max_size=40)


def half_away(value: Fraction, decimals: int) -> Fraction:
    """The oracle: nothing shared with the code under test."""
    scaled = abs(value) * 10**decimals
    whole = floor(scaled)
    if scaled - whole >= Fraction(1, 2):
        whole += 1
    return Fraction(whole if value >= 0 else -whole, 10**decimals)


@given(amounts, rates, places)
def test_a_product_is_rounded_once_half_away_from_zero(amount: Decimal, rate: Decimal, decimals: int) -> None:
    exact = Fraction(amount) * Fraction(rate)
    assert Fraction(rounded(multiplied(amount, rate), decimals)) == half_away(exact, decimals)


@given(amounts, st.decimals(0, 100, places=4), places)
def test_the_tax_within_a_price_is_rounded_once(amount: Decimal, percentage: Decimal, decimals: int) -> None:
    exact = Fraction(amount) * Fraction(percentage) / (100 + Fraction(percentage))
    assert Fraction(portion(amount, percentage, 100 + percentage, decimals)) == half_away(exact, decimals)


@pytest.mark.parametrize(
    "value, decimals, expected",
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("2.5", 0, "3"),
        ("1.005", 2, "1.01"),
        ("-1.005", 2, "-1.01"),
        ("-0.004", 2, "0.00"),
        ("2.675", 2, "2.68"),
    ],
)
def test_halves_go_away_from_zero_and_zero_has_no_sign(value: str, decimals: int, expected: str) -> None:
    assert str(rounded(Decimal(value), decimals)) == expected


@given(amounts, places, weights)
def test_the_parts_of_a_split_add_up_and_are_as_fair_as_units_allow(whole: Decimal, decimals: int, shares: list[Decimal]) -> None:
    whole = rounded(whole, decimals)
    parts = split(whole, shares, decimals)
    unit = Fraction(1, 10**decimals)
    assert sum(map(Fraction, parts)) == Fraction(whole)
    total = sum(map(Fraction, shares))
    if total == 0:
        assert parts[0] == whole and not any(parts[1:])
        return
    for part, share in zip(parts, shares, strict=True):
        assert abs(Fraction(part) - Fraction(whole) * Fraction(share) / total) < unit


@given(amounts, places, weights)
def test_missing_units_go_to_the_largest_remainders_first_ones_first(whole: Decimal, decimals: int, shares: list[Decimal]) -> None:
    whole = abs(rounded(whole, decimals))
    total = sum(map(Fraction, shares))
    if total == 0:
        return
    exact = [Fraction(whole) * 10**decimals * Fraction(share) / total for share in shares]
    cut = [floor(value) for value in exact]
    order = sorted(range(len(cut)), key=lambda index: (cut[index] - exact[index], index))
    for index in order[: int(Fraction(whole) * 10**decimals) - sum(cut)]:
        cut[index] += 1
    assert [Fraction(part) * 10**decimals for part in split(whole, shares, decimals)] == cut


@given(amounts, places, weights)
def test_a_negative_whole_is_split_as_its_absolute_value(whole: Decimal, decimals: int, shares: list[Decimal]) -> None:
    whole = rounded(whole, decimals)
    assert split(-whole, shares, decimals) == tuple(-part for part in split(whole, shares, decimals))


@pytest.mark.parametrize(
    "whole, shares, decimals, expected",
    [
        ("100", ["1", "1", "1"], 2, ["33.34", "33.33", "33.33"]),
        ("0.02", ["1", "1", "1"], 2, ["0.01", "0.01", "0.00"]),
        ("-0.01", ["1", "3"], 2, ["0.00", "-0.01"]),
        ("5", ["0", "0"], 0, ["5", "0"]),
        ("10", ["0", "2", "0"], 3, ["0.000", "10.000", "0.000"]),
    ],
)
def test_splits_one_can_check_by_hand(whole: str, shares: list[str], decimals: int, expected: list[str]) -> None:
    assert [Decimal(text) for text in expected] == list(split(Decimal(whole), [Decimal(text) for text in shares], decimals))


def test_what_cannot_be_split_is_refused() -> None:
    with pytest.raises(ValueError, match="decimals"):
        split(Decimal("0.001"), [Decimal(1)], 2)
    with pytest.raises(ValueError, match="negative"):
        split(Decimal(1), [Decimal(2), Decimal(-1)], 2)
    with pytest.raises(ValueError, match="no part"):
        split(Decimal(1), [], 2)
    assert split(Decimal(0), [], 2) == ()


def test_decimals_of_a_currency_are_iso_4217s() -> None:
    assert [exponent(code) for code in ("JPY", "USD", "KWD")] == [0, 2, 3]
    for code in ("ABC", "XAU", "usd ", ""):
        with pytest.raises(UnknownCurrency):
            exponent(code)


def test_trailing_zeros_are_no_decimals() -> None:
    assert has_decimals(Decimal("1.500"), 1)
    assert not has_decimals(Decimal("1.51"), 1)
    assert not has_decimals(Decimal("NaN"), 1)
    assert has_decimals(Decimal("1E+3"), 0)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_a_number_has_one_spelling(value: Decimal) -> None:
    text = plain(value)
    assert Decimal(text) == value and "e" not in text.lower() and text != "-0"
    assert plain(value * Decimal("1.00")) == text


@pytest.mark.parametrize(
    "value, style, total, expected",
    [
        ("1234.5", NumberFormat(), False, "1,234.50"),
        ("1234.5", NumberFormat(), True, "$1,234.50"),
        ("-1234.5", NumberFormat(format_money="always"), False, "-$1,234.50"),
        ("-1234.5", NumberFormat(format_money="always", negative_format="parentheses"), False, "($1,234.50)"),
        ("-1234.5", NumberFormat(format_money="none"), True, "-1,234.50"),
        ("1234567.5", NumberFormat(divide_on_1000=True, precision=1), False, "1,234.6"),
        ("0", NumberFormat(), False, ""),
        ("0", NumberFormat(), True, "$0.00"),
        ("0", NumberFormat(show_zero=True), False, "0.00"),
        ("0.004", NumberFormat(), False, ""),
        ("-0.004", NumberFormat(show_zero=True), False, "0.00"),
        ("2.5", NumberFormat(precision=0), False, "3"),
    ],
)
def test_statements_write_amounts_as_their_reader_chose(value: str, style: NumberFormat, total: bool, expected: str) -> None:
    assert format_amount(Decimal(value), "USD", style, total=total) == expected


def test_screens_write_amounts_with_the_currencys_sign_and_decimals() -> None:
    assert format_money(Decimal("1234.5"), "USD") == "$1,234.50"
    assert format_money(Decimal(1500), "JPY") == "¥1,500"
    assert format_money(Decimal("1.5"), "KWD", symbol="KD") == "KD1.500"
    assert format_percentage(Decimal("0.12345")) == "12.35%"
    assert format_percentage(Decimal("-0.5"), NumberFormat(negative_format="parentheses")) == "(50.00%)"
