"""What an opening balance does to the books, property by property."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcapital.contacts.customers.model import Customer
from bigcapital.contacts.model import Contact
from bigcapital.contacts.posting import opening_entry
from bigcapital.contacts.vendors.model import Vendor
from bigcapital.ledger.entry import Entry
from bigcapital.ledger.money import multiplied, rounded

KINDS = pytest.mark.parametrize("kind", [Customer, Vendor])
amounts = st.decimals(min_value="0.01", max_value="999999999", places=2)
rates = st.decimals(min_value="0.0001", max_value="999", places=4)


def entry(kind: type[Contact], amount: Decimal, currency: str = "USD", rate: Decimal | None = None) -> Entry:
    contact = kind(
        id=7, currency_code=currency, opening_balance=amount, opening_balance_at=date(2026, 1, 1), opening_balance_exchange_rate=rate
    )
    return opening_entry(contact, control_id=1006, equity_id=1015, base_currency="USD", branch_id=3)


@KINDS
def test_it_is_of_its_day_and_of_its_contact(kind: type[Contact]) -> None:
    made = entry(kind, Decimal("914.50"))
    assert (made.date, made.reference_type, made.reference_id) == (date(2026, 1, 1), f"{kind.__name__}OpeningBalance", 7)
    assert [(line.account_id, line.contact_id, line.branch_id) for line in made.lines] == [(1006, 7, 3), (1015, None, 3)]


def test_customers_owe_and_vendors_are_owed() -> None:
    assert [(line.debit, line.credit) for line in entry(Customer, Decimal(5)).lines] == [(5, 0), (0, 5)]
    assert [(line.debit, line.credit) for line in entry(Vendor, Decimal(5)).lines] == [(0, 5), (5, 0)]


@KINDS
@given(amount=amounts, rate=rates)
def test_it_is_worth_its_amount_at_its_rate_rounded_once(kind: type[Contact], amount: Decimal, rate: Decimal) -> None:
    lines = entry(kind, amount, "EUR", rate).lines
    worth = rounded(multiplied(amount, rate), 2)
    assert {line.debit + line.credit for line in lines} == ({worth} if worth else set())
    assert all(line.amount == amount and line.currency == "EUR" and line.rate == rate for line in lines)


@KINDS
@given(amount=amounts, rate=rates)
def test_in_base_currency_no_rate_counts(kind: type[Contact], amount: Decimal, rate: Decimal) -> None:
    assert entry(kind, amount, "USD", rate) == entry(kind, amount)
