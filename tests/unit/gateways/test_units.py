"""Amounts as Stripe counts them: exact, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcapital.gateways.units import CURRENCIES, from_units, to_units

EXAMPLES = [
    ("USD", "10", 1000),
    ("USD", "10.05", 1005),
    ("USD", "10.005", None),
    ("JPY", "500", 500),
    ("JPY", "500.5", None),
    ("KWD", "5.120", 5120),
    ("KWD", "5.124", None),  # its last digit must be 0
    ("BHD", "0.01", 10),
    ("ISK", "5", 500),
    ("UGX", "5", 500),
    ("UGX", "5.50", None),
    ("HUF", "45.45", 4545),
    ("TWD", "800.45", 80045),
    ("MGA", "12", 12),  # two decimals by ISO 4217, none by Stripe
    ("MGA", "12.50", None),
    ("IQD", "12", None),  # Stripe takes none
    ("USD", "0", None),
    ("USD", "-1", None),
    ("USD", "999999.99", 99_999_999),
    ("USD", "1000000", None),
]


@pytest.mark.parametrize(("currency", "amount", "units"), EXAMPLES)
def test_stripes_own_examples(currency: str, amount: str, units: int | None) -> None:
    assert to_units(Decimal(amount), currency) == units


@given(st.sampled_from(CURRENCIES), st.decimals("0.001", "999999", places=3))
def test_what_is_charged_is_exactly_what_is_due(currency: str, amount: Decimal) -> None:
    units = to_units(amount, currency)
    if units is not None:
        assert from_units(units, currency) == amount


@given(st.sampled_from(CURRENCIES), st.integers(1, 99_999_999))
def test_every_amount_that_stripe_tells_has_a_number_of_its_own(currency: str, units: int) -> None:
    again = to_units(from_units(units, currency), currency)
    assert again in (units, None)
