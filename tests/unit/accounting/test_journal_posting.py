"""A journal's entry, without a database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcapital.accounting.journals.model import JournalLine, ManualJournal
from bigcapital.accounting.journals.posting import journal_entry
from bigcapital.ledger.entry import Entry
from bigcapital.ledger.money import ZERO

BANK, SALES, RENT = 1, 2, 3
TYPES = {BANK: "bank", SALES: "income", RENT: "expense"}


def journal(**more: object) -> ManualJournal:
    given = {"id": 7, "date": date(2026, 3, 15), "journal_number": "J-7", "currency_code": "USD", "exchange_rate": Decimal(1)}
    return ManualJournal(**given | more)


def line(place: int, account: int, debit: str = "0", credit: str = "0", **more: object) -> JournalLine:
    blank = {"note": None, "contact_id": None, "branch_id": None, "project_id": None} | more
    return JournalLine(place, 7, place, account, Decimal(debit), Decimal(credit), **blank)  # type: ignore[arg-type]


def posted(journal: ManualJournal, *lines: JournalLine) -> Entry:
    def branch_of(*given: int | None) -> int | None:
        return next((one for one in given if one is not None), 99)

    return journal_entry(journal, lines, base_currency="USD", type_of=TYPES.__getitem__, branch_of=branch_of)


def test_each_line_is_posted_as_it_was_entered() -> None:
    entry = posted(
        journal(reference="Till", branch_id=4),
        line(1, BANK, debit="5", note="cash", branch_id=3),
        line(2, RENT),
        line(3, SALES, credit="5", project_id=8, contact_id=6),
    )
    assert (entry.date, entry.reference_type, entry.reference_id, entry.number, entry.reference) == (
        date(2026, 3, 15),
        "Journal",
        7,
        "J-7",
        "Till",
    )
    assert [(one.index, one.account_id, one.debit, one.credit) for one in entry.lines] == [(1, BANK, 5, 0), (3, SALES, 0, 5)]
    assert [(one.branch_id, one.note, one.contact_id, one.project_id) for one in entry.lines] == [(3, "cash", None, None), (4, None, 6, 8)]


def test_a_line_without_any_branch_gets_the_organizations() -> None:
    assert {one.branch_id for one in posted(journal(), line(1, BANK, debit="5"), line(2, SALES, credit="5")).lines} == {99}


def test_another_currency_is_converted_at_the_journals_rate() -> None:
    entry = posted(
        journal(currency_code="EUR", exchange_rate=Decimal("1.105")),
        line(1, BANK, debit="10.00"),
        line(2, SALES, credit="3.33"),
        line(3, SALES, credit="3.33"),
        line(4, SALES, credit="3.34"),
    )
    assert [one.debit or one.credit for one in entry.lines] == [Decimal(text) for text in ("11.05", "3.68", "3.68", "3.69")]
    assert [one.amount for one in entry.lines] == [Decimal(text) for text in ("10.00", "3.33", "3.33", "3.34")]


amounts = st.integers(1, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))
rates = st.integers(1, 10**9).map(lambda units: Decimal(units).scaleb(-6))


@given(st.lists(st.tuples(amounts, st.sampled_from(sorted(TYPES))), min_size=1, max_size=8), rates, st.sampled_from(sorted(TYPES)))
def test_whatever_balances_in_its_own_currency_balances_in_the_base(sides: list[tuple[Decimal, int]], rate: Decimal, other: int) -> None:
    total = sum((amount for amount, _ in sides), ZERO)
    lines = [line(place, account, debit=str(amount)) for place, (amount, account) in enumerate(sides, start=1)]
    entry = posted(journal(currency_code="EUR", exchange_rate=rate), *lines, line(99, other, credit=str(total)))
    assert sum(one.debit for one in entry.lines) == sum(one.credit for one in entry.lines)
    assert all(one.currency == "EUR" and one.rate == rate for one in entry.lines)


@pytest.mark.parametrize("debit", ["5.01", "4.99"])
def test_what_does_not_balance_cannot_be_posted(debit: str) -> None:
    with pytest.raises(ValueError, match="debits of"):
        posted(journal(), line(1, BANK, debit=debit), line(2, SALES, credit="5"))
