"""A month in the books of a small shop, and a random history: every statement says the same, to the cent.

The trial balance, the general ledger, the balance sheet, profit and loss and the journal are asked through the API, whole, by
months and by branch; and each statement is made once more from every line instead of from the balances.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bigcapital.accounting.accounts import chart
from bigcapital.reports import figures
from bigcapital.reports.balance_sheet import BalanceSheet
from bigcapital.reports.cash_flow import CashFlow
from bigcapital.reports.context import Context
from bigcapital.reports.profit_loss import ProfitLoss
from bigcapital.reports.query import BalanceSheetQuery, CashFlowQuery, ProfitLossQuery, TrialBalanceQuery
from bigcapital.reports.trial_balance import TrialBalance
from bigcapital.rest.outgoing import dumps
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.functional.reports.reading import Reader, amount, every, node


@pytest.fixture
def ann(installation: Installation, tenant: template.Units) -> Reader:
    """Ann's shop, before its first day."""
    return Reader(template.app(installation), tenant)


def test_a_month_in_a_shop(ann: Reader) -> None:
    # Ann puts in 20,000 and borrows 5,000; the loan stands under Liabilities.
    ann.post("2024-03-01", ("Bank Account", 20_000), ("Owner's Equity", -20_000))
    ann.post("2024-03-01", ("Bank Account", 5_000), ("Loan", -5_000))
    # She buys shelves and goods, and sells half of the goods, some of it on credit.
    ann.post("2024-03-02", ("Office Equipment", "1999.99"), ("Bank Account", "-1999.99"))
    ann.post("2024-03-03", ("Inventory Asset", 8_000), ("Accounts Payable (A/P)", -8_000))
    ann.post("2024-03-15", ("Bank Account", "6600.50"), ("Sales of Product Income", "-6000.50"), ("Tax Payable", -600))
    ann.post("2024-03-15", ("Cost of Goods Sold", 4_000), ("Inventory Asset", -4_000))
    ann.post("2024-03-20", ("Accounts Receivable (A/R)", 1_100), ("Sales of Service Income", -1_000), ("Tax Payable", -100))
    # Rent, bank charges, interest; one rent entered twice and taken back; the rest of the goods paid.
    twice = ann.post("2024-03-28", ("Rent", 1_500), ("Bank Account", -1_500))
    ann.undo(twice)
    ann.post("2024-03-28", ("Rent", 1_500), ("Bank Account", -1_500))
    ann.post("2024-03-29", ("Bank Fees and Charges", "12.34"), ("Bank Account", "-12.34"))
    ann.post("2024-03-29", ("Bank Account", "0.99"), ("Other Income", "-0.99"))
    ann.post("2024-03-30", ("Accounts Payable (A/P)", 8_000), ("Bank Account", -8_000))

    march = {"from_date": "2024-03-01", "to_date": "2024-03-31"}
    profit = ann.report("profit-loss-sheet", **march)
    assert amount(profit, "GROSS_PROFIT") == Decimal("3000.50")
    assert amount(profit, "NET_INCOME") == Decimal("1489.15")
    sheet = ann.report("balance-sheet", to_date="2024-03-31")
    assert amount(sheet, "CASH_EQUIVALENTS") == Decimal("20089.16")
    assert amount(sheet, "ASSETS") == amount(sheet, "LIABILITY_EQUITY") == Decimal("27189.15")
    assert amount(sheet, "LIABILITY") == 5_700 and amount(sheet, "NET_INCOME") == Decimal("1489.15")
    trial = ann.report("trial-balance-sheet", to_date="2024-03-31")["data"]
    assert {row["name"]: (row["debit"], row["credit"]) for row in trial["accounts"]}["Bank Account"] == (
        Decimal("31601.49"),
        Decimal("11512.33"),
    )
    _agree(ann, "2024-03-01", "2024-03-31")
    _twins(ann, "2024-03-01", "2024-03-31")


@pytest.mark.parametrize("seed", [1, 2])
def test_a_random_history(ann: Reader, seed: int) -> None:
    north = ann.add_branch("North")
    for name, under in (("Till", "Petty Cash"), ("Safe", "Till"), ("Garage", "Rent"), ("Fees", "Sales of Service Income")):
        ann.add_account(name, under=under)
    chance = random.Random(seed)
    for day, legs in _history(chance, [1, north]):
        done = ann.post(day, *legs)
        if chance.random() < 0.2:
            ann.undo(done)
    for start, end in (
        ("2022-07-01", "2024-12-31"),
        ("2024-01-01", "2024-12-31"),
        ("2023-11-11", "2024-02-12"),
        ("2024-05-05", "2024-05-05"),
    ):
        _agree(ann, start, end)
        _agree(ann, start, end, branches=[north])
        _agree(ann, start, end, branches=[1])
        _twins(ann, start, end, branches=[north])
        _twins(ann, start, end)
    whole, parts = _sheet(ann, "2024-12-31"), [_sheet(ann, "2024-12-31", [branch]) for branch in (1, north)]
    assert sum(amount(part, "INTER_BRANCH") for part in parts) == 0
    assert sum(amount(part, "ASSETS") for part in parts) == amount(whole, "ASSETS")


# --- what must hold ---


def _agree(ann: Reader, start: str, end: str, branches: list[int] | None = None) -> None:
    """All statements of the range, with each other."""
    query: dict[str, Any] = {"from_date": start, "to_date": end} | ({"branches_ids": branches} if branches else {})
    trial = ann.report("trial-balance-sheet", none_transactions="false", **query)["data"]
    rows = {row["id"]: row for row in every(trial["accounts"])}
    if not branches:
        assert trial["total"]["debit"] == trial["total"]["credit"] and trial["total"]["balance"] == 0
    assert trial["total"]["debit"] == sum(row["debit"] for row in trial["accounts"])

    ledger = ann.report("general-ledger", **query)["data"]
    assert {one["id"] for one in ledger} == rows.keys()
    for one in ledger:
        _ledger_agrees(one, rows[one["id"]])

    groups = ann.report("journal", **query)["data"]
    assert sum(group["debit"] for group in groups) == trial["total"]["debit"]
    assert sum(group["credit"] for group in groups) == trial["total"]["credit"]

    months = {"display_columns_type": "date_periods", "display_columns_by": "month"}
    _sheet_agrees(ann, ann.report("balance-sheet", **query, **months), rows, branches)
    _profit_agrees(ann.report("profit-loss-sheet", **query, **months), rows)


def _ledger_agrees(one: dict[str, Any], row: dict[str, Any]) -> None:
    """One account's ledger with its row of the trial balance; both know the accounts below, the lines are its own."""
    side = 1 if row["account_normal"] == "debit" else -1
    running = one["opening_balance"]["amount"]
    for line in one["transactions"]:
        running += line["amount"]
        assert line["running_balance"] == running and line["amount"] == side * (line["debit"] - line["credit"])
    assert one["closing_balance"]["amount"] == running
    below = one.get("closing_balance_subaccounts", one["closing_balance"])["amount"]
    assert below == side * row["closing_balance"]
    if not row["children"]:
        assert sum(line["debit"] for line in one["transactions"]) == row["debit"]
        assert one["opening_balance"]["amount"] == side * row["opening_balance"]


def _sheet_agrees(ann: Reader, sheet: dict[str, Any], rows: dict[int, dict[str, Any]], branches: list[int] | None) -> None:
    """The balance sheet with the trial balance at its end, with itself in every column, and with itself on each column's day."""
    assets, claims = node(sheet, "ASSETS"), node(sheet, "LIABILITY_EQUITY")
    assert _columns(assets) == _columns(claims)
    for one in every(sheet["data"]):
        if one["node_type"] in ("AGGREGATE", "ACCOUNTS"):
            assert _columns(one) == [sum(column) for column in zip(*map(_columns, one["children"]), strict=True)]
    rolled = _rolled(sheet, ann, branches)
    for one in every(sheet["data"]):
        if one["node_type"] == "ACCOUNT":
            side = 1 if rows[one["id"]]["account_normal"] == "debit" else -1
            extra = rolled if one["name"] == "Retained Earnings" else 0
            assert one["total"]["amount"] == side * rows[one["id"]]["closing_balance"] + extra
    ends = [column["to_date"]["date"] for column in assets["horizontal_totals"]]
    for place in {0, len(ends) // 2, len(ends) - 1}:
        alone = _sheet(ann, ends[place], branches)
        for id in ("ASSETS", "EQUITY", "NET_INCOME"):
            assert _columns(node(sheet, id))[place + 1] == amount(alone, id)


def _rolled(sheet: dict[str, Any], ann: Reader, branches: list[int] | None) -> Decimal:
    """What income and expense left in the fiscal years before the sheet's last, by the trial balance."""
    end = date.fromisoformat(sheet["query"]["to_date"])
    query: dict[str, Any] = {"branches_ids": branches} if branches else {}
    earlier = ann.report("trial-balance-sheet", to_date=f"{end.year - 1}-12-31", **query)["data"]
    results = _results(ann)
    return -sum((row["closing_balance"] for row in earlier["accounts"] if row["id"] in results), Decimal(0))


def _profit_agrees(sheet: dict[str, Any], rows: dict[int, dict[str, Any]]) -> None:
    """Profit and loss with the turnover of the trial balance, and its months with its total."""
    for one in every(sheet["data"]):
        assert sum(_columns(one)[1:]) == one["total"]["amount"]
        if one["node_type"] == "ACCOUNT":
            row = rows[one["id"]]
            side = 1 if row["account_normal"] == "debit" else -1
            assert one["total"]["amount"] == side * (row["debit"] - row["credit"])


def _columns(one: dict[str, Any]) -> list[Decimal]:
    return [Decimal(one["total"]["amount"]), *(Decimal(column["total"]["amount"]) for column in one["horizontal_totals"])]


def _sheet(ann: Reader, day: str, branches: list[int] | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = ann.report("balance-sheet", to_date=day, **({"branches_ids": branches} if branches else {}))
    return answer


def _results(ann: Reader) -> set[int]:
    """The accounts of income and expense."""
    with ann.tenant(writer=False) as tenant:
        return {one.id for one in chart.chart(tenant) if one.type.income_sheet}


def _twins(ann: Reader, start: str, end: str, branches: list[int] | None = None) -> None:
    """Each statement from the balances and from every line: the same bytes."""
    asked = {"from_date": date.fromisoformat(start), "to_date": date.fromisoformat(end), "branches_ids": branches or []}
    columns = {"display_columns_type": "date_periods", "display_columns_by": "month", "previous_period": True, "previous_year": True}
    questions: list[tuple[Any, Any]] = [
        (BalanceSheet, BalanceSheetQuery(**asked, **columns, none_transactions=True)),
        (ProfitLoss, ProfitLossQuery(**asked, **columns)),
        (CashFlow, CashFlowQuery(**asked, **columns, none_transactions=True)),
        (TrialBalance, TrialBalanceQuery(**asked)),
    ]
    with ann.tenant(writer=False) as tenant:
        for kind, query in questions:
            quick, full = (kind(Context.of(tenant), query, read).sheet(tenant) for read in (figures.read, figures.scan))
            assert dumps(quick.data()) == dumps(full.data())


# --- a random history ---

_ACCOUNTS = (
    "Bank Account", "Petty Cash", "Till", "Safe", "Accounts Receivable (A/R)", "Inventory Asset", "Office Equipment", "Loan",
    "Accounts Payable (A/P)", "Tax Payable", "Owner's Equity", "Retained Earnings", "Opening Balance Equity", "Rent", "Garage",
    "Cost of Goods Sold", "Sales of Service Income", "Fees", "Sales of Product Income", "Other Income", "Exchange Gain or Loss",
)  # fmt: skip


def _history(chance: random.Random, branches: list[int], entries: int = 40) -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
    """Balanced legs on random days of two and a half years, edges of months and years among them."""
    edges = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 29), date(2024, 5, 5), date(2022, 7, 1)]
    for _ in range(entries):
        day = chance.choice(edges) if chance.random() < 0.3 else date(2022, 7, 1) + timedelta(days=chance.randrange(915))
        amounts = [Decimal(chance.randrange(1, 1_000_000)) / 100 for _ in range(chance.randrange(1, 4))]
        legs = [(name, value) for name, value in zip(chance.sample(_ACCOUNTS, len(amounts)), amounts, strict=True)]
        legs.append((chance.choice(_ACCOUNTS), -sum(amounts, Decimal(0))))
        yield day.isoformat(), [(name, str(value), chance.choice(branches)) for name, value in legs]
