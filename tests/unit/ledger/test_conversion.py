"""Conversion to base currency, held against exact fractions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcapital.ledger.accounts import CONTROL, TYPES
from bigcapital.ledger.conversion import Leg, convert, credit, debit
from bigcapital.ledger.entry import AmountTooLarge, Entry, Unbalanced
from bigcapital.ledger.money import exponent, rounded, split

kinds = st.sampled_from(sorted(TYPES))
currencies = st.sampled_from(["USD", "EUR", "JPY", "KWD"])
rates = st.decimals("0.0001", "1000", places=10)


@st.composite
def balanced_legs(draw: st.DrawFn, currency: str) -> list[Leg]:
    """Legs that balance in ``currency``: random credits, the same total split over random debits."""
    decimals = exponent(currency)
    credits = draw(st.lists(st.tuples(kinds, st.decimals(0, 10**6, places=decimals)), min_size=1, max_size=8))
    total = sum((amount for _, amount in credits), Decimal(0))
    debit_kinds = draw(st.lists(kinds, min_size=1, max_size=8))
    parts = split(total, [draw(st.decimals(0, 100, places=2)) for _ in debit_kinds], decimals)
    legs = [credit(1, kind, amount) for kind, amount in credits] + [
        debit(2, kind, amount) for kind, amount in zip(debit_kinds, parts, strict=True)
    ]
    return draw(st.permutations(legs))


@given(st.data(), currencies, currencies, rates)
def test_a_converted_entry_balances_in_both_currencies(data: st.DataObject, currency: str, base: str, rate: Decimal) -> None:
    legs = data.draw(balanced_legs(currency))
    lines = convert(legs, currency=currency, rate=rate, base_currency=base)
    effective = Fraction(1) if currency == base else Fraction(rate)
    kept = [leg for leg in legs if leg.amount]
    assert [(line.amount, line.rate) for line in lines] == [(leg.amount, Decimal(1) if currency == base else rate) for leg in kept]

    total = Fraction(sum(leg.amount for leg in kept if leg.is_debit)) * effective
    unit = Fraction(1, 10 ** exponent(base))
    debits = sum(Fraction(line.debit) for line in lines)
    assert debits == sum(Fraction(line.credit) for line in lines)
    assert abs(debits - total) <= unit / 2
    Entry(date=date(2024, 1, 1), reference_type="Journal", reference_id=1, lines=lines)


@given(st.data(), rates)
def test_control_legs_are_converted_one_by_one_where_there_are_others(data: st.DataObject, rate: Decimal) -> None:
    legs = data.draw(balanced_legs("EUR"))
    lines = convert(legs, currency="EUR", rate=rate, base_currency="USD")
    kept = [leg for leg in legs if leg.amount]
    for side in (True, False):
        here = [(leg, line) for leg, line in zip(kept, lines, strict=True) if leg.is_debit is side]
        if all(leg.is_control for leg, _ in here):
            continue
        for leg, line in here:
            if leg.is_control:
                assert (line.debit or line.credit) == rounded(leg.amount * rate, 2)


def test_an_invoice_in_euros_one_can_check_by_hand() -> None:
    legs = [debit(1, "accounts-receivable", Decimal("10.00"), contact_id=7)] + [
        credit(2, "income", Decimal(amount)) for amount in ("3.33", "3.33", "3.34")
    ]
    lines = convert(legs, currency="EUR", rate=Decimal("1.105"), base_currency="USD")
    assert [line.debit or line.credit for line in lines] == [Decimal(text) for text in ("11.05", "3.68", "3.68", "3.69")]
    assert lines[0].contact_id == 7


def test_in_base_currency_the_rate_is_one_whatever_is_sent() -> None:
    lines = convert([debit(1, "bank", Decimal(5)), credit(2, "income", Decimal(5))], currency="USD", rate=Decimal(3), base_currency="USD")
    assert [(line.rate, line.debit, line.credit) for line in lines] == [(1, 5, 0), (1, 0, 5)]


def test_a_negative_leg_stands_on_the_other_side() -> None:
    assert debit(1, "bank", Decimal(-5)) == credit(1, "bank", Decimal(5))


def test_unbalanced_legs_are_refused() -> None:
    with pytest.raises(Unbalanced):
        convert([debit(1, "bank", Decimal(5)), credit(2, "income", Decimal(4))], currency="EUR", rate=Decimal(1), base_currency="USD")


def test_what_the_ledger_cannot_hold_is_refused() -> None:
    big = Decimal("999999999999.99")
    legs = [debit(1, "bank", big), credit(2, "income", big)]
    for rate in ("2", "9999999999"):
        with pytest.raises(AmountTooLarge):
            convert(legs, currency="EUR", rate=Decimal(rate), base_currency="USD")


def test_control_accounts_are_those_that_agree_with_a_statement_outside() -> None:
    assert {"accounts-receivable", "accounts-payable", "cash", "bank", "credit-card"} == CONTROL
