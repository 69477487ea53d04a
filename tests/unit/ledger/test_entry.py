"""What can be an entry, and what cannot."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcapital.ledger.accounts import TYPES, types_of_root
from bigcapital.ledger.entry import AmountTooLarge, Entry, Line, Unbalanced, line

DAY = date(2024, 2, 29)


def entry(*lines: Line, **more: Any) -> Entry:
    return Entry(date=DAY, reference_type="Journal", reference_id=1, lines=lines, **more)


@given(st.lists(st.decimals(-1000, 1000, places=2), max_size=6), st.lists(st.decimals(-1000, 1000, places=2), max_size=6))
def test_an_entry_exists_exactly_when_it_balances(debits: list[Decimal], credits: list[Decimal]) -> None:
    lines = [line(1, "bank", "USD", debit=amount) for amount in debits] + [line(2, "income", "USD", credit=amount) for amount in credits]
    if sum(debits) == sum(credits):
        assert entry(*lines).total == sum(debits)
    else:
        with pytest.raises(Unbalanced):
            entry(*lines)


def test_lines_of_two_currencies_do_not_balance_each_other() -> None:
    with pytest.raises(Unbalanced):
        entry(line(1, "bank", "USD", debit=Decimal(5)), line(2, "income", "EUR", credit=Decimal(5)))


def test_lines_of_nothing_are_dropped_and_the_others_numbered() -> None:
    made = entry(
        line(1, "bank", "USD", debit=Decimal(5)), line(3, "expense", "USD", debit=Decimal(0)), line(2, "income", "USD", credit=Decimal(5))
    )
    assert [(one.account_id, one.index) for one in made.lines] == [(1, 1), (2, 2)]
    assert entry().lines == ()


def test_a_reversal_repeats_each_line_on_its_own_side_with_negative_amounts() -> None:
    made = entry(line(1, "bank", "USD", debit=Decimal(5), note="in"), line(2, "income", "USD", credit=Decimal(5)), number="J-1")
    undone = made.reversal(9)
    assert [(one.debit, one.credit, one.amount, one.note) for one in undone.lines] == [(-5, 0, -5, "in"), (0, -5, -5, None)]
    assert (undone.date, undone.number, undone.reverses) == (DAY, "J-1", 9)
    assert all(not value.is_signed() for one in undone.lines for value in (one.debit, one.credit) if not value)


def test_entries_and_lines_cannot_be_changed() -> None:
    made = entry(line(1, "bank", "USD", debit=Decimal(5)), line(2, "income", "USD", credit=Decimal(5)))
    with pytest.raises(FrozenInstanceError):
        made.lines[0].debit = Decimal(6)  # type: ignore[misc]
    with pytest.raises(Unbalanced):
        replace(made, lines=made.lines[:1])


@pytest.mark.parametrize(
    "bad, error",
    [
        ({"debit": 5.0, "amount": Decimal(5)}, ValueError),
        ({"debit": Decimal("NaN"), "amount": Decimal(5)}, ValueError),
        ({"debit": Decimal("0.00001"), "amount": Decimal(5)}, ValueError),
        ({"debit": Decimal(5), "credit": Decimal(5), "amount": Decimal(5)}, ValueError),
        ({"debit": Decimal(10**12), "amount": Decimal(5)}, AmountTooLarge),
        ({"debit": Decimal("1E+500"), "amount": Decimal(5)}, AmountTooLarge),
        ({"debit": Decimal(5), "amount": Decimal(5), "rate": Decimal(0)}, ValueError),
        ({"debit": Decimal(5), "amount": Decimal(5), "rate": Decimal(10**10)}, AmountTooLarge),
        ({"debit": Decimal(5), "amount": Decimal(5), "account_type": "purse"}, ValueError),
    ],
)
def test_a_line_holds_only_what_the_ledger_can(bad: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        Line(**{"account_id": 1, "account_type": "bank", "currency": "USD", **bad})


def test_every_type_of_account_has_its_normal_side_and_its_statement() -> None:
    assert len(TYPES) == 19
    assert {one.normal for one in TYPES.values() if one.root in ("asset", "expense")} == {"debit"}
    assert {one.normal for one in TYPES.values() if one.root in ("liability", "equity", "income")} == {"credit"}
    assert all(one.balance_sheet is not one.income_sheet for one in TYPES.values())
    assert types_of_root("income") == ("income", "other-income")
    assert [one.key for one in TYPES.values() if one.multi_currency] == ["cash", "bank", "credit-card"]
    assert TYPES["income"].balance(Decimal(1), Decimal(3)) == 2
