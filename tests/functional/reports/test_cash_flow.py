"""The cash flow statement over real books: what the result became, and that it ends with the balance sheet's cash."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bigcapital.accounting.accounts import chart
from bigcapital.reports import figures
from bigcapital.reports.cash_flow import CashFlow
from bigcapital.reports.context import Context
from bigcapital.reports.query import CashFlowQuery
from bigcapital.rest.outgoing import dumps
from tests.functional.reports.reading import Reader, every

YEAR = {"from_date": "2024-01-01", "to_date": "2024-12-31"}
MONTHS = {"display_columns_type": "date_periods", "display_columns_by": "month"}


def _node(answer: Any, id: Any) -> Any:
    (found,) = (one for one in every(answer["data"]) if id in (one["id"], one["label"]))
    return found


def _total(answer: Any, id: Any) -> Decimal:
    return Decimal(_node(answer, id)["total"]["amount"])


def test_an_empty_book_answers_every_section_with_zeros(ann: Reader) -> None:
    sheet = ann.report("cashflow-statement", none_zero="1", **YEAR)
    assert [one["id"] for one in every(sheet["data"])] == [
        "OPERATING", "NET_INCOME", "OPERATING_ACCOUNTS", "INVESTMENT", "FINANCIAL",
        "CASH_BEGINNING_PERIOD", "NET_CASH_INCREASE", "CASH_END_PERIOD",
    ]  # fmt: skip
    assert all(one["total"]["amount"] == 0 for one in every(sheet["data"]))


def test_every_kind_of_account_has_its_place_and_sign(ann: Reader) -> None:
    mortgage = {"name": "Mortgage", "account_type": "long-term-liability"}
    ann.app.post_json("/api/accounts", mortgage, headers=ann.headers)
    ann.post("2023-12-01", ("Bank Account", 1000), ("Owner's Equity", -1000))
    ann.post("2023-12-02", ("Bank Account", 60), ("Sales of Product Income", -60))  # last year's result: equity does not show it
    ann.post("2024-01-05", ("Accounts Receivable (A/R)", 300), ("Sales of Product Income", -300))
    ann.post("2024-01-06", ("Bank Account", 100), ("Accounts Receivable (A/R)", -100))
    ann.post("2024-01-07", ("Inventory Asset", 80), ("Accounts Payable (A/P)", -80))
    ann.post("2024-01-08", ("Cost of Goods Sold", 30), ("Inventory Asset", -30))
    ann.post("2024-01-09", ("Rent", 25), ("Bank Account", -25))
    ann.post("2024-01-10", ("Office Equipment", 400), ("Bank Account", -400))
    ann.post("2024-01-11", ("Bank Account", 500), ("Mortgage", -500))
    ann.post("2024-01-12", ("Petty Cash", 50), ("Owner's Equity", -50))
    ann.post("2024-01-13", ("Bank Account", 9), ("Other Income", -9))
    ann.post("2024-01-14", ("Exchange Gain or Loss", 4), ("Bank Account", -4))
    ann.post("2024-01-15", ("Petty Cash", 20), ("Bank Account", -20))  # cash to cash is no flow
    sheet = ann.report("cashflow-statement", none_zero="1", **YEAR)
    totals = {one["label"]: one["total"]["amount"] for one in every(sheet["data"])}
    assert totals["Net Income"] == 300 - 30 - 25 + 9 - 4
    assert totals["Accounts Receivable (A/R)"] == -200 and totals["Inventory Asset"] == -50 and totals["Accounts Payable (A/P)"] == 80
    assert totals["Operating activities"] == 250 - 200 - 50 + 80
    assert totals["Office Equipment"] == totals["Investing activities"] == -400
    assert totals["Mortgage"] == 500 and totals["Owner's Equity"] == 50 and totals["Financing activities"] == 550
    assert totals["Cash at beginning of period"] == 1060
    assert totals["Net cash increase for period"] == 80 - 400 + 550
    assert totals["Cash at end of period"] == 1290
    receivable = _node(sheet, "Accounts Receivable (A/R)")
    assert (receivable["account_type"], receivable["adjustment_type"]) == ("accounts-receivable", "mines")
    assert receivable["section_type"] == "ACCOUNT" and _node(sheet, "Mortgage")["adjustment_type"] == "plus"
    assert _node(sheet, "OPERATING")["footer_label"] == "Net cash provided by operating activities"
    rows = ann.table("cashflow-statement", none_zero="1", **YEAR)["rows"]
    last = rows[0]["children"][-1]["cells"]
    assert [cell["value"] for cell in last] == ["Net cash provided by operating activities", "$80.00"]


def _cash(sheet: Any, at: Any) -> Decimal:
    found = [one for one in every(sheet["data"]) if one["id"] == "CASH_EQUIVALENTS"]
    return sum((Decimal(at(one)["total"]["amount"]) for one in found), Decimal(0))


@pytest.mark.slow
def test_it_ends_with_the_balance_sheets_cash_in_every_column_of_every_branch(ann: Reader, tenant: Any) -> None:
    dice = random.Random(3)
    ann.add_branch("North")
    with ann.tenant(writer=False) as unit:
        names = [one.name for one in chart.chart(unit)]
    for _ in range(60):
        one, other = dice.sample(names, 2)
        value = Decimal(dice.randint(1, 10**6)) / 100
        day = date(2023, 10, 1) + timedelta(days=dice.randrange(400))
        ann.post(day.isoformat(), (one, str(value), dice.choice([1, 2])), (other, str(-value), dice.choice([1, 2])))
    for branches in ([], [1], [2], [1, 2]):
        query = {
            "from_date": "2023-12-20",
            "to_date": "2024-03-10",
            "branches_ids": branches,
            **MONTHS,
            "previous_year": "1",
            "previous_period": "1",
        }
        flow, balance = ann.report("cashflow-statement", **query), ann.report("balance-sheet", **query)
        assert _total(flow, "CASH_END_PERIOD") == _cash(balance, lambda one: one)
        columns = _node(flow, "CASH_END_PERIOD")["periods"]
        assert len(columns) == 4
        for place, column in enumerate(columns):
            assert column["total"]["amount"] == _cash(balance, lambda one, place=place: one["horizontal_totals"][place])
        begins = [one["total"]["amount"] for one in _node(flow, "CASH_BEGINNING_PERIOD")["periods"]]
        assert begins[1:] == [one["total"]["amount"] for one in columns[:-1]]
        for field in ("previous_year", "previous_period"):
            beginning, increase, end = (
                _node(flow, id)[field]["amount"] for id in ("CASH_BEGINNING_PERIOD", "NET_CASH_INCREASE", "CASH_END_PERIOD")
            )
            assert beginning + increase == end
        loss = ann.report("profit-loss-sheet", **query)
        assert _total(flow, "NET_INCOME") == next(one for one in loss["data"] if one["id"] == "NET_INCOME")["total"]["amount"]
        assert ("INTER_BRANCH" in [one["id"] for one in every(flow["data"])]) is bool(branches)
        with tenant(writer=False) as unit:
            asked = CashFlowQuery(**query)
            ours, scanned = (CashFlow(Context.of(unit), asked, read).sheet(unit).data() for read in (figures.read, figures.scan))
            assert dumps(ours) == dumps(scanned)


def test_over_all_branches_nothing_lies_between_them(ann: Reader) -> None:
    north = ann.add_branch("North")
    ann.post("2024-01-05", ("Bank Account", 100, 1), ("Owner's Equity", -60, 1), ("Owner's Equity", -40, north))
    main = ann.report("cashflow-statement", branches_ids=[1], **YEAR)
    assert _total(main, "INTER_BRANCH") == 40 and _total(main, "CASH_END_PERIOD") == 100
    other = ann.report("cashflow-statement", branches_ids=[north], **YEAR)
    assert _total(other, "INTER_BRANCH") == -40 and _total(other, "CASH_END_PERIOD") == 0
    assert _total(ann.report("cashflow-statement", branches_ids=[1, north], **YEAR), "INTER_BRANCH") == 0


def test_hiding_accounts_changes_no_flow(ann: Reader) -> None:
    ann.post("2023-05-05", ("Bank Account", 100), ("Owner's Equity", -100))
    ann.post("2024-05-05", ("Petty Cash", 7), ("Owner's Equity", -7))
    moved = ann.report("cashflow-statement", none_transactions="1", **YEAR)
    labels = [one["label"] for one in every(moved["data"])]
    assert "Owner's Equity" in labels and "Bank Account" not in labels and "Loan" not in labels
    assert _total(moved, "CASH_END_PERIOD") == 107 and _total(moved, "CASH_BEGINNING_PERIOD") == 100
