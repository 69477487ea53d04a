"""The totals of documents against exact fractions, by code that shares nothing with the product."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcapital.documents.totals import AMOUNT, PERCENTAGE, Priced, Totals, totals
from bigcapital.errors import InvalidInput
from tests.unit.documents import by_fractions as exact

RATES = (Decimal(0), Decimal("5.5"), Decimal(7), Decimal(20), Decimal("33.3333"), Decimal(100))


def numbers(most: int, decimals: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most * 10**decimals).map(lambda units: Decimal(units).scaleb(-decimals))


@st.composite
def priced(draw: st.DrawFn, decimals: int) -> Priced:
    quantity, rate = draw(numbers(500, 4)), draw(numbers(2_000, 6))
    tax = draw(st.sampled_from([None, *range(len(RATES))]))
    kind = draw(st.sampled_from([PERCENTAGE, AMOUNT]))
    worth = int(quantity * rate)  # no more than the line's amount, however that is rounded
    discount = draw(numbers(100, 4)) if kind == PERCENTAGE else draw(numbers(worth, decimals))
    return Priced(quantity, rate, discount, kind, tax, RATES[tax] if tax is not None else Decimal(0))


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[Priced], dict]:
    decimals = draw(st.sampled_from([0, 2, 3]))
    lines = draw(st.lists(priced(decimals), min_size=1, max_size=8))
    kind = draw(st.sampled_from([PERCENTAGE, AMOUNT]))
    subtotal = totals(lines, decimals=decimals).subtotal
    discount = draw(numbers(100, 4)) if kind == PERCENTAGE else draw(numbers(int(subtotal), decimals))
    more = {"decimals": decimals, "discount": discount, "discount_type": kind, "is_inclusive_tax": draw(st.booleans())}
    least = totals(lines, **more).total
    adjustment = draw(numbers(1_000, decimals)) - draw(numbers(int(least), decimals))
    return lines, more | {"adjustment": adjustment}


def by_fractions(lines: list[Priced], **more) -> exact.Found:
    entered = [
        exact.Line(
            Fraction(one.quantity), Fraction(one.rate), Fraction(one.discount), one.discount_type == PERCENTAGE,
            (str(one.tax), Fraction(one.tax_rate)) if one.tax is not None else None,
        )
        for one in lines
    ]  # fmt: skip
    return exact.document(
        entered,
        more["decimals"],
        Fraction(more["discount"]),
        more["discount_type"] == PERCENTAGE,
        Fraction(more["adjustment"]),
        more["is_inclusive_tax"],
    )


@given(documents())
def test_every_amount_is_the_one_of_the_rules(document):
    lines, more = document
    found, wanted = totals(lines, **more), by_fractions(lines, **more)
    assert [one.amount for one in found.lines] == wanted.amounts
    assert [one.discount_amount for one in found.lines] == wanted.discounts
    assert [one.net for one in found.lines] == wanted.nets
    assert [one.discount_share for one in found.lines] == wanted.shares
    assert [one.tax_amount for one in found.lines] == wanted.line_taxes
    assert [one.amount for one in found.taxes] == wanted.taxes
    assert (found.subtotal, found.discount_amount, found.total) == (wanted.subtotal, wanted.discount, wanted.total)


@given(documents())
def test_the_parts_make_the_total_whether_prices_include_tax_or_not(document):
    lines, more = document
    found: Totals = totals(lines, **more)
    nets, shares = sum(one.net for one in found.lines), sum(one.discount_share for one in found.lines)
    assert found.total == nets - shares + found.tax_amount + more["adjustment"]
    assert found.discount_net == shares
    assert found.tax_amount == sum(one.amount for one in found.taxes) == sum(one.tax_amount for one in found.lines)
    assert found.subtotal == sum(one.subtotal for one in found.lines)
    assert found.discount_amount == sum(one.share for one in found.lines)
    assert all(value.as_tuple().exponent >= -more["decimals"] for value in (found.total, found.tax_amount, found.discount_net))


@given(documents())
def test_a_tax_never_exceeds_what_it_is_taken_of(document):
    lines, more = document
    for one in totals(lines, **more).taxes:
        assert 0 <= one.amount <= one.base


def sold(*amounts: str, **more) -> list[Priced]:
    return [Priced(Decimal(1), Decimal(amount), **more) for amount in amounts]


@pytest.mark.parametrize(
    ("lines", "more", "named"),
    [
        (sold("-1"), {}, "entries.0.rate"),
        ([Priced(Decimal(-1), Decimal(1))], {}, "entries.0.quantity"),
        (sold("1", discount=Decimal("100.0001")), {}, "entries.0.discount"),
        (sold("1", discount=Decimal(-1)), {}, "entries.0.discount"),
        (sold("1", discount=Decimal("1.01"), discount_type=AMOUNT), {}, "entries.0.discount"),
        (sold("1", tax=1, tax_rate=Decimal("100.5")), {}, "entries.0.tax_rate"),
        (sold("1", "2"), {"discount": Decimal("3.01")}, "discount"),
        (sold("1", "2"), {"discount": Decimal(101), "discount_type": PERCENTAGE}, "discount"),
        (sold("1", "2"), {"discount": Decimal("-0.01")}, "discount"),
        (sold("1", "2"), {"adjustment": Decimal("-3.01")}, "adjustment"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(lines, more, named):
    with pytest.raises(InvalidInput) as refused:
        totals(lines, decimals=2, **more)
    assert [fault.property for fault in refused.value.faults] == [named]


def test_every_bad_line_is_named_at_once():
    with pytest.raises(InvalidInput) as refused:
        totals([*sold("-1"), *sold("1"), *sold("1", discount=Decimal(200))], decimals=2)
    assert [fault.property for fault in refused.value.faults] == ["entries.0.rate", "entries.2.discount"]


def test_everything_given_away_leaves_nothing():
    found = totals(sold("1", "2", tax=1, tax_rate=Decimal(20)), decimals=2, discount=Decimal(100), discount_type=PERCENTAGE)
    assert (found.total, found.tax_amount, found.discount_amount) == (0, 0, 3)
