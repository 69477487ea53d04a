"""Balance sheet, profit and loss, trial balance over real books."""

from __future__ import annotations

from decimal import Decimal

from tests.functional.reports.reading import Reader, amount, every, node

YEAR = {"from_date": "2024-01-01", "to_date": "2024-12-31"}


def test_an_empty_book_answers_its_always_shown_sections_with_zeros(ann: Reader) -> None:
    sheet = ann.report("balance-sheet", none_zero="true", **YEAR)
    assert [one["id"] for one in every(sheet["data"])] == ["ASSETS", "CURRENT_ASSETS", "LIABILITY_EQUITY", "EQUITY", "NET_INCOME"]
    assert all(one["total"]["amount"] == 0 for one in every(sheet["data"]))
    assert node(sheet, "ASSETS")["total"]["formatted_amount"] == "$0.00"

    income = ann.report("profit-loss-sheet", none_zero="true", **YEAR)
    ids = [one["id"] for one in income["data"]]
    assert ids == ["INCOME", "GROSS_PROFIT", "EXPENSES", "NET_OPERATING_INCOME", "NET_INCOME"]

    trial = ann.report("trial-balance-sheet", **YEAR)
    assert trial["data"]["accounts"] == [] and trial["data"]["total"]["debit"] == 0

    assert ann.report("general-ledger", none_transactions="true", **YEAR)["data"] == []
    assert ann.report("journal", **YEAR)["data"] == []


def test_past_years_roll_into_retained_earnings_and_this_year_is_net_income(ann: Reader) -> None:
    ann.post("2022-06-01", ("Bank Account", 1000), ("Sales of Service Income", -1000))
    ann.post("2023-03-01", ("Rent", 300), ("Bank Account", -300))
    ann.post("2024-02-01", ("Bank Account", 50), ("Sales of Service Income", -50))

    sheet = ann.report("balance-sheet", **YEAR)
    assert amount(sheet, "Retained Earnings") == 700
    assert amount(sheet, "NET_INCOME") == 50
    assert amount(sheet, "ASSETS") == amount(sheet, "LIABILITY_EQUITY") == 750

    earlier = ann.report("balance-sheet", from_date="2023-01-01", to_date="2023-12-31")
    assert amount(earlier, "Retained Earnings") == 1000
    assert amount(earlier, "NET_INCOME") == -300

    trial = ann.report("trial-balance-sheet", **YEAR)["data"]
    rows = {one["name"]: one for one in every(trial["accounts"])}
    assert "Retained Earnings" not in rows  # raw: nothing was posted there
    assert rows["Sales of Service Income"]["opening_balance"] == -1000
    assert rows["Sales of Service Income"]["credit"] == 50
    assert rows["Sales of Service Income"]["closing_balance"] == rows["Sales of Service Income"]["balance"] == -1050
    assert trial["total"]["debit"] == trial["total"]["credit"] == 50
    assert trial["total"]["balance"] == 0


def test_a_balance_sheet_by_months_rolls_in_the_column_where_the_fiscal_year_begins(ann: Reader) -> None:
    ann.post("2023-12-31", ("Bank Account", 10), ("Sales of Service Income", -10))
    ann.post("2024-01-01", ("Bank Account", 5), ("Sales of Service Income", -5))
    sheet = ann.report(
        "balance-sheet", from_date="2023-11-15", to_date="2024-02-10", display_columns_type="date_periods", display_columns_by="month"
    )
    months = node(sheet, "NET_INCOME")["horizontal_totals"]
    assert [one["from_date"]["date"] for one in months] == ["2023-11-15", "2023-12-01", "2024-01-01", "2024-02-01"]
    assert [one["to_date"]["formatted_date"] for one in months] == ["2023-11-30", "2023-12-31", "2024-01-31", "2024-02-10"]
    assert [one["total"]["amount"] for one in months] == [0, 10, 5, 5]
    assert [one["total"]["amount"] for one in node(sheet, "Retained Earnings")["horizontal_totals"]] == [0, 0, 10, 10]
    assert [one["total"]["amount"] for one in node(sheet, "ASSETS")["horizontal_totals"]] == [0, 10, 15, 15]
    assert amount(sheet, "ASSETS") == 15


def test_profit_and_loss_follows_the_contracts_formulas(ann: Reader) -> None:
    ann.post("2024-01-05", ("Bank Account", 1000), ("Sales of Product Income", -1000))
    ann.post("2024-01-06", ("Cost of Goods Sold", 400), ("Inventory Asset", -400))
    ann.post("2024-01-07", ("Rent", 150), ("Bank Account", -150))
    ann.post("2024-01-08", ("Bank Account", 30), ("Other Income", -30))
    ann.post("2024-01-09", ("Exchange Gain or Loss", 20), ("Bank Account", -20))
    ann.post("2025-01-01", ("Rent", 1), ("Bank Account", -1))
    sheet = ann.report("profit-loss-sheet", percentage_income="true", percentage_column="true", **YEAR)
    totals = {one["id"]: one["total"]["amount"] for one in sheet["data"]}
    assert totals == {
        "INCOME": 1000, "COST_OF_SALES": 400, "GROSS_PROFIT": 600, "EXPENSES": 150,
        "NET_OPERATING_INCOME": 450, "OTHER_INCOME": 30, "OTHER_EXPENSES": 20, "NET_INCOME": 460,
    }  # fmt: skip
    assert node(sheet, "NET_INCOME")["percentage_income"] == {"amount": Decimal("0.46"), "formatted_amount": "46.00%"}
    assert node(sheet, "Rent")["percentage_column"]["amount"] == 1
    assert sheet["meta"]["formatted_date_range"] == "From 2024/01/01 To 2024/12/31"


def test_an_account_shows_what_is_below_it_and_a_filter_narrows_to_it(ann: Reader) -> None:
    savings = ann.add_account("Euro savings", under="Bank Account")
    ann.post("2024-01-05", ("Euro savings", 70), ("Owner's Equity", -70))
    ann.post("2024-01-06", ("Bank Account", 30), ("Owner's Equity", -30))
    sheet = ann.report("balance-sheet", **YEAR)
    assert amount(sheet, "Bank Account") == 100 and amount(sheet, savings) == 70
    assert node(sheet, savings)["parent_account_id"] == ann.account("Bank Account")

    narrowed = ann.report("balance-sheet", account_ids=[savings], **YEAR)
    assert amount(narrowed, "ASSETS") == 70
    assert [one["id"] for one in every(narrowed["data"])] == ["ASSETS", "CURRENT_ASSETS", "CASH_EQUIVALENTS", savings, "LIABILITY_EQUITY"]
    assert narrowed["query"]["account_ids"] == [savings]

    trial = ann.report("trial-balance-sheet", accounts_ids=[ann.account("Bank Account")], **YEAR)["data"]
    assert trial["total"]["debit"] == 100 and trial["accounts"][0]["children"][0]["debit"] == 70


def test_branches_are_balanced_by_what_lies_between_them(ann: Reader) -> None:
    north = ann.add_branch("North")
    ann.post("2024-01-05", ("Bank Account", 100, 1), ("Owner's Equity", -60, 1), ("Owner's Equity", -40, north))
    whole = ann.report("balance-sheet", **YEAR)
    assert "INTER_BRANCH" not in [one["id"] for one in every(whole["data"])]
    main = ann.report("balance-sheet", branches_ids=[1], **YEAR)
    assert amount(main, "INTER_BRANCH") == 40
    assert amount(main, "ASSETS") == amount(main, "LIABILITY_EQUITY") == 100
    other = ann.report("balance-sheet", branches_ids=[north], **YEAR)
    assert amount(other, "INTER_BRANCH") == -40 and amount(other, "ASSETS") == amount(other, "LIABILITY_EQUITY") == 0
    both = ann.report("balance-sheet", branches_ids=[1, north], **YEAR)
    assert amount(both, "INTER_BRANCH") == 0
    trial = ann.report("trial-balance-sheet", branches_ids=[north], **YEAR)["data"]
    assert trial["total"]["credit"] == 40


def test_none_zero_and_none_transactions_hide_accounts_and_change_no_total(ann: Reader) -> None:
    ann.post("2023-05-05", ("Bank Account", 100), ("Owner's Equity", -100))
    ann.post("2024-05-05", ("Petty Cash", 7), ("Owner's Equity", -7))
    names = [one["name"] for one in every(ann.report("balance-sheet", none_zero="true", **YEAR)["data"])]
    assert "Bank Account" in names and "Undeposited Funds" not in names
    moved = ann.report("balance-sheet", none_transactions="true", **YEAR)
    names = [one["name"] for one in every(moved["data"])]
    assert "Petty Cash" in names and "Bank Account" not in names
    assert amount(moved, "ASSETS") == 107

    trial = ann.report("trial-balance-sheet", **YEAR)["data"]["accounts"]
    assert {"Bank Account", "Petty Cash"} <= {one["name"] for one in trial}
    active = ann.report("trial-balance-sheet", only_active="true", **YEAR)["data"]
    assert {one["name"] for one in active["accounts"]} == {"Petty Cash", "Owner's Equity"}
    assert active["total"]["balance"] == 0
    complete = ann.report("trial-balance-sheet", none_transactions="false", **YEAR)["data"]["accounts"]
    assert len(complete) == 34


def test_a_trial_balance_without_a_beginning_is_from_the_beginning(ann: Reader) -> None:
    ann.post("2019-05-05", ("Bank Account", 100), ("Owner's Equity", -100))
    answer = ann.report("trial-balance-sheet", to_date="2024-12-31")
    assert answer["data"]["total"]["debit"] == 100
    assert answer["query"]["from_date"] is None and answer["meta"]["formatted_date_range"] == "As 2024/12/31"


def test_what_is_reversed_leaves_no_turnover(ann: Reader) -> None:
    wrong = ann.post("2024-01-05", ("Bank Account", 100), ("Owner's Equity", -100))
    ann.undo(wrong)
    trial = ann.report("trial-balance-sheet", **YEAR)["data"]
    assert trial["accounts"] == [] and trial["total"]["debit"] == trial["total"]["credit"] == 0


def test_comparisons_and_shares_stand_in_tree_and_table_alike(ann: Reader) -> None:
    ann.post("2024-01-10", ("Bank Account", 100), ("Sales of Service Income", -100))
    ann.post("2024-02-10", ("Bank Account", 150), ("Sales of Service Income", -150))
    ann.post("2023-02-10", ("Bank Account", 60), ("Sales of Service Income", -60))
    query = {
        "from_date": "2024-02-01", "to_date": "2024-02-29", "previous_period": "true", "previous_period_amount_change": "1",
        "previous_period_percentage_change": "1", "previous_year": "true", "previous_year_amount_change": "1", "percentage_row": "1",
    }  # fmt: skip
    income = node(ann.report("profit-loss-sheet", **query), "INCOME")
    assert income["total"]["amount"] == 150
    assert income["previous_period"]["amount"] == 100  # 3 to 31 January
    assert income["previous_period_change"]["amount"] == 50
    assert income["previous_period_percentage"] == {"amount": Decimal("0.5"), "formatted_amount": "50.00%"}
    assert income["previous_year"]["amount"] == 60 and income["previous_year_change"]["amount"] == 90
    table = ann.table("profit-loss-sheet", **query)
    keys = [column["key"] for column in table["columns"]]
    assert keys == [
        "name", "total", "previous_period", "previous_period_change", "previous_period_percentage",
        "previous_year", "previous_year_change", "percentage_of_row",
    ]  # fmt: skip
    assert [column["cell_index"] for column in table["columns"]] == list(range(8))
    first = {cell["key"]: cell["value"] for cell in table["rows"][0]["cells"]}
    assert first["name"] == "Income" and first["total"] == "$150.00" and first["previous_period_percentage"] == "50.00%"


def test_number_format_is_honoured_whole_and_changes_no_amount(ann: Reader) -> None:
    ann.post("2024-01-05", ("Rent", 1234567), ("Bank Account", -1234567))
    style = {"precision": 1, "divide_on1000": "true", "show_zero": "true", "format_money": "always", "negative_format": "parentheses"}
    sheet = ann.report("balance-sheet", number_format=style, **YEAR)
    bank = node(sheet, "Bank Account")["total"]
    assert bank == {"amount": -1234567, "formatted_amount": "($1,234.6)", "currency_code": "USD"}
    assert node(sheet, "Petty Cash")["total"]["formatted_amount"] == "$0.0"
    plain = node(ann.report("balance-sheet", **YEAR), "Bank Account")["total"]
    assert plain["formatted_amount"] == "-1,234,567.00"
    assert node(ann.report("balance-sheet", **YEAR), "Petty Cash")["total"]["formatted_amount"] == ""
    camel = ann.ask("balance-sheet", **{"numberFormat[divideOn1000]": "true", "toDate": "2024-12-31"}).json
    assert camel["query"]["number_format"]["divide_on1000"] is True
    assert camel["query"]["number_format"]["precision"] == 2


def test_what_is_compared_is_named_by_its_range_and_of_balances_by_its_day(ann: Reader) -> None:
    ann.post("2024-02-10", ("Bank Account", 5), ("Sales of Service Income", -5))
    compared = {"previous_period": "1", "previous_year": "1"}

    def heads(name: str, first: str, last: str) -> list[str]:
        return [one["label"] for one in ann.table(name, from_date=first, to_date=last, **compared)["columns"][2:]]

    assert heads("profit-loss-sheet", "2024-01-01", "2024-12-31") == ["31 Dec 2022 – 31 Dec 2023 (PP)", "2023 (PY)"]
    assert heads("cashflow-statement", "2024-02-01", "2024-02-29") == ["03 Jan 2024 – 31 Jan 2024 (PP)", "Feb 2023 (PY)"]
    assert heads("profit-loss-sheet", "2024-04-01", "2024-06-30") == ["Jan – Mar 2024 (PP)", "Apr – Jun 2023 (PY)"]
    assert heads("balance-sheet", "2024-01-01", "2024-12-31") == ["31 Dec 2023 (PP)", "31 Dec 2023 (PY)"]
