"""Every figure of every report is the sum of the lines that its explanation names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from bigcapital import clock
from bigcapital.contacts.model import Contact
from tests.functional.reports.reading import Reader, every

RECEIVABLE = "Accounts Receivable (A/R)"
YEAR = {"from_date": "2024-01-01", "to_date": "2024-12-31"}
COMPARED = {
    "display_columns_type": "date_periods", "display_columns_by": "quarter", "previous_period": "1", "previous_period_amount_change": "1",
    "previous_period_percentage_change": "1", "previous_year": "1", "previous_year_amount_change": "1",
    "previous_year_percentage_change": "1", "none_zero": "1",
}  # fmt: skip
TABLES = (
    "balance-sheet", "profit-loss-sheet", "cashflow-statement", "trial-balance-sheet", "general-ledger", "journal",
    "customer-balance-summary", "vendor-balance-summary", "transactions-by-customers", "transactions-by-vendors",
)  # fmt: skip


def dates(name: str) -> dict[str, Any]:
    """The whole of 2024, or its end, as a report is asked for it."""
    return {"as_date": "2024-12-31"} if name.endswith("balance-summary") else YEAR


@pytest.fixture
def busy(ann: Reader) -> Reader:
    """Three years of books: branches, contacts, an account below another, past results, something undone."""
    with ann.tenant() as tenant:
        made = [
            Contact(contact_service=kind, currency_code="USD", display_name=name, active=True)
            for kind, name in (("customer", "Zoë & Sons"), ("customer", "Adam"), ("vendor", "Mill"))
        ]
        tenant.session.add_all(made)
        tenant.session.flush()
        zoe, adam, mill = (int(one.id) for one in made)
    north = ann.add_branch("North")
    ann.add_account("Savings", under="Bank Account")
    ann.post("2022-05-01", ("Bank Account", 1000), ("Sales of Service Income", -1000))
    ann.post("2022-06-01", ("Savings", 400), ("Bank Account", -400))
    ann.post("2023-03-10", ("Rent", 300, north), ("Bank Account", -300))
    ann.post("2023-12-31", ("Retained Earnings", -70), ("Bank Account", 70))
    ann.post("2024-01-01", ("Accounts Receivable (A/R)", "90.5"), ("Sales of Product Income", "-90.5"), contact=zoe)
    ann.post("2024-02-29", ("Cost of Goods Sold", 40), ("Inventory Asset", -40))
    ann.post("2024-05-20", ("Rent", "12.34", north), ("Rent", "7.66"), ("Bank Account", -20))
    ann.post("2024-05-20", ("Bank Account", 5), ("Rent", -5))
    ann.post("2023-11-01", (RECEIVABLE, 60), ("Sales of Service Income", -60), contact=adam)
    ann.post("2024-03-03", ("Bank Account", 50), (RECEIVABLE, -50), contact=zoe)
    ann.post("2024-03-03", (RECEIVABLE, "20.25"), (RECEIVABLE, "9.75", north), ("Sales of Service Income", -30), contact=zoe)
    ann.post("2024-03-04", ("Rent", 80), ("Accounts Payable (A/P)", -80), contact=mill)
    ann.post("2024-03-05", (RECEIVABLE, 8), ("Accounts Payable (A/P)", "-3.5"), ("Sales of Service Income", "-4.5"))
    ann.post("2024-03-06", (RECEIVABLE, 2), ("Bank Account", -2), contact=mill)  # a vendor among the receivables
    ann.post("2024-08-01", ("Bank Account", 33), ("Other Income", -33))
    ann.post("2024-12-31", ("Exchange Gain or Loss", 11), ("Savings", -11))
    ann.post("2025-01-01", ("Rent", 1), ("Bank Account", -1))
    ann.undo(ann.post("2024-05-20", ("Rent", 999), ("Bank Account", -999)))
    return ann


def explained(ann: Reader, name: str, row: Any, column: str, size: int = 50, **query: Any) -> dict[str, Any]:
    """The explanation with the lines of all its pages in one list."""
    whole: dict[str, Any] = {}
    for page in range(1, 100):
        found = json.loads(ann.ask(f"{name}/explain", row=row, column=column, page=page, page_size=size, **query).body, parse_float=Decimal)
        if not whole:
            whole = found
        else:
            whole["lines"] += found["lines"]
        if found["pagination"] is None or page * size >= found["pagination"]["total"]:
            return whole
    raise AssertionError("the pages do not end")


def check(found: dict[str, Any]) -> Decimal:
    """The figure is the sum of its lines, of its parts, and of its terms; a share, of two such figures."""
    amount = Decimal(found["cell"]["amount"])
    if found["figures"]:
        part, whole = (check(one) for one in found["figures"])
        assert amount == (0 if not whole else (part / whole).quantize(Decimal("0.000001"), "ROUND_HALF_UP"))
        return amount
    lines, formula = found["lines"], found["formula"]
    assert len(lines) == found["pagination"]["total"] and len({one["id"] for one in lines}) == len(lines)
    assert sum((Decimal(one["amount"]) for one in lines), Decimal(0)) == found["total"] == amount
    for one in lines:
        terms = [term for term in formula["terms"] if one["account_id"] in term["accounts_ids"] and _within(one, term)]
        assert one["amount"] == sum(term["debit"] * one["debit"] + term["credit"] * one["credit"] for term in terms)
        assert one["reference_type"] == "Journal" and one["reference_id"] and one["transaction_number"]
    if formula["parts"]:
        assert sum(one["sign"] * one["amount"] for one in formula["parts"]) == amount
    assert formula["words"].startswith(f"{found['cell']['name']} = ")
    return amount


def _within(line: dict[str, Any], term: dict[str, Any]) -> bool:
    named = term["contacts_ids"] is None or (line["contact_id"] or 0) in term["contacts_ids"]
    return named and (term["from_date"] or "0") <= line["date"] <= (term["to_date"] or "9")


def cells_of(nodes: list[dict[str, Any]]) -> Iterator[tuple[Any, str, Decimal]]:
    """Every figure of a statement's tree: row, column, amount."""
    for node in every(nodes):
        for key, value in node.items():
            if isinstance(value, dict) and "amount" in value:
                yield node["id"], key, value["amount"]
        for part in node.get("horizontal_totals") or node.get("periods", ()):
            for key, value in part.items():
                if isinstance(value, dict) and "amount" in value:
                    yield node["id"], part["key"] if key == "total" else f"{part['key']}-{key}", value["amount"]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("balance-sheet", COMPARED | YEAR | {"percentage_of_row": "1", "percentage_of_column": "1"}),
        ("balance-sheet", YEAR | {"none_zero": "1", "branches_ids": [1]}),
        ("balance-sheet", YEAR | {"none_transactions": "1"}),
        ("profit-loss-sheet", COMPARED | YEAR | {"percentage_income": "1", "percentage_expense": "1", "percentage_row": "1"}),
        ("profit-loss-sheet", {"from_date": "2024-02-01", "to_date": "2024-05-20", "branches_ids": [2], "previous_year": "1"}),
        ("cashflow-statement", COMPARED | YEAR),
        ("cashflow-statement", YEAR | {"branches_ids": [1], "previous_year": "1", "previous_year_percentage_change": "1"}),
    ],
)
@pytest.mark.slow
def test_every_figure_of_a_statement_is_the_sum_of_its_lines(busy: Reader, name: str, query: dict[str, Any]) -> None:
    cells = list(cells_of(busy.report(name, **query)["data"]))
    assert len(cells) > 5
    for row, column, amount in cells[:: max(1, len(cells) // 120)]:
        assert check(explained(busy, name, row, column, **query)) == amount, (row, column)


@pytest.mark.parametrize("query", [YEAR | {"none_zero": "1"}, {"to_date": "2024-06-30"}])
@pytest.mark.slow
def test_every_figure_of_a_trial_balance_is_the_sum_of_its_lines(busy: Reader, query: dict[str, Any]) -> None:
    data = busy.report("trial-balance-sheet", **query)["data"]
    for one in [*every(data["accounts"]), data["total"] | {"id": "TOTAL"}]:
        for column in ("opening_balance", "debit", "credit", "balance", "closing_balance"):
            assert check(explained(busy, "trial-balance-sheet", one["id"], column, **query)) == one[column]


@pytest.mark.parametrize("kind", ["customer", "vendor"])
@pytest.mark.parametrize("query", [{}, {"none_transactions": "0", "branches_ids": [1]}, {"as_date": "2024-03-03"}])
def test_every_balance_of_a_contact_and_its_share_are_the_sums_of_lines(busy: Reader, kind: str, query: dict[str, Any]) -> None:
    name, query = f"{kind}-balance-summary", {"as_date": "2024-12-31", "percentage_column": "1"} | query
    data = busy.report(name, **query)["data"]
    for one in [*data[f"{kind}s"], data["total"] | {"id": "TOTAL"}]:
        for column in ("total", "percentage_of_column"):
            assert check(explained(busy, name, one["id"], column, **query)) == one[column]["amount"]


def test_lines_that_name_no_customer_are_explained_beside_those_that_do(busy: Reader) -> None:
    found = explained(busy, "customer-balance-summary", 0, "total", as_date="2024-12-31")
    assert check(found) == 10 and {one["contact_type"] for one in found["lines"]} == {"", "Vendor"}
    adam = explained(busy, "customer-balance-summary", _customer(busy, "Adam"), "total", as_date="2024-12-31")
    assert [one["display_name"] for one in adam["filters"]["contacts"]] == ["Adam"]
    asked = {"as_date": "2024-12-31", "customers_ids": [_customer(busy, "Adam")]}
    assert check(explained(busy, "customer-balance-summary", "TOTAL", "total", **asked)) == 60
    for row in (0, _customer(busy, "Zoë & Sons"), "NOWHERE"):
        busy.ask("customer-balance-summary/explain", status=400, row=row, column="total", **asked)


def _customer(busy: Reader, name: str) -> int:
    shown = busy.report("customer-balance-summary", as_date="2024-12-31")["data"]["customers"]
    return next(int(one["id"]) for one in shown if one["customer_name"] == name)


@pytest.mark.parametrize("kind", ["customer", "vendor"])
@pytest.mark.parametrize("query", [YEAR, {"from_date": "2024-03-03", "to_date": "2024-03-03", "branches_ids": [1]}])
def test_every_balance_and_line_of_a_contact_is_the_sum_of_lines(busy: Reader, kind: str, query: dict[str, Any]) -> None:
    name = f"transactions-by-{kind}s"
    for one in busy.report(name, **query)["data"]:
        for column in ("opening_balance", "closing_balance"):
            assert check(explained(busy, name, one["id"], column, **query)) == one[column]["amount"]
        for line in one["transactions"]:
            for column in ("debit", "credit", "running_balance"):
                assert check(explained(busy, name, f"LINE_{line['id']}", column, **query)) == line[column]["amount"]


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_of_a_table_can_be_asked_about_by_its_row_and_key(busy: Reader, name: str) -> None:
    query = dates(name) | {"none_zero": "1"}
    table = busy.table(name, **query)
    numeric = {"total", "opening_balance", "debit", "credit", "balance", "amount", "running_balance"}
    rows = [row for one in table["rows"] for row in [one, *_below(one)]]
    asked = [(row["id"], cell) for row in rows for cell in row["cells"] if cell["key"] in numeric and cell["value"]]
    assert len(asked) >= 3
    for id, cell in asked[:: max(1, len(asked) // 60)]:
        amount = check(explained(busy, name, id, cell["key"], **query))
        assert Decimal(cell["value"].replace("$", "").replace(",", "")) == amount, (id, cell)


def _below(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for child in row.get("children", ()) for one in (child, *_below(child))]


def test_the_parts_of_a_formula_lead_to_the_cells_that_they_are(busy: Reader) -> None:
    query = YEAR | {"previous_year_amount_change": "1"}
    gross = explained(busy, "profit-loss-sheet", "GROSS_PROFIT", "total", **query)
    assert gross["formula"]["words"] == "Gross Profit = Income − Cost of sales"
    for part in gross["formula"]["parts"]:
        assert check(explained(busy, "profit-loss-sheet", part["row"], part["column"], **query)) == part["amount"]
    compared = query | {"previous_year_percentage_change": "1", "percentage_income": "1"}
    for column in ("previous_year_percentage", "percentage_income"):
        for figure in explained(busy, "profit-loss-sheet", "NET_INCOME", column, **compared)["figures"]:
            cell = figure["cell"]
            assert check(explained(busy, "profit-loss-sheet", cell["row"], cell["column"], **compared)) == cell["amount"]
    change = explained(busy, "profit-loss-sheet", "NET_INCOME", "previous_year_change", **query)
    assert [(one["sign"], one["column"]) for one in change["formula"]["parts"]] == [(1, "total"), (-1, "previous_year")]
    for part in change["formula"]["parts"]:
        assert check(explained(busy, "profit-loss-sheet", part["row"], part["column"], **query)) == part["amount"]


def test_retained_earnings_name_the_past_results_that_rolled_into_them(busy: Reader) -> None:
    found = explained(busy, "balance-sheet", busy.account("Retained Earnings"), "total", **YEAR)
    assert [(one["name"], one["amount"]) for one in found["formula"]["parts"]] == [
        ("Its own lines", 70),
        ("Net income of past fiscal years", 760),
    ]
    assert {one["date"][:4] for one in found["lines"]} == {"2022", "2023"}
    net = explained(busy, "balance-sheet", "NET_INCOME", "total", **YEAR)
    assert {one["date"][:4] for one in net["lines"]} == {"2024"}  # what rolled has cancelled out
    assert net["filters"]["from_date"] == "2024-01-01" and net["filters"]["to_date"] == "2024-12-31"


def test_pages_of_lines_make_up_the_whole(busy: Reader) -> None:
    whole = explained(busy, "balance-sheet", "ASSETS", "total", **YEAR)
    pieces = explained(busy, "balance-sheet", "ASSETS", "total", size=3, **YEAR)
    assert pieces["lines"] == whole["lines"] and check(pieces) == check(whole)
    assert [one["date"] for one in whole["lines"]] == sorted(one["date"] for one in whole["lines"])


def test_filters_say_where_the_lines_come_from(busy: Reader) -> None:
    filters = explained(busy, "profit-loss-sheet", "EXPENSES", "total", branches_ids=[2], **YEAR)["filters"]
    assert filters["branches"] == [{"id": 2, "name": "North"}] and filters["known_at"] is None
    assert {"Rent"} <= {one["name"] for one in filters["accounts"]} and filters["from_date"] == "2024-01-01"


def test_a_line_behind_a_document_explains_itself(busy: Reader) -> None:
    document = {"reference_type": "Journal", "reference_id": 5}
    for one in busy.report("transactions-by-reference", **document)["transactions"]:
        for side in ("debit", "credit"):
            assert check(explained(busy, "transactions-by-reference", one["id"], side, **document)) == one[side]["amount"]
    busy.ask("transactions-by-reference/explain", status=400, row=10**6, column="debit", **document)


@pytest.mark.parametrize("name", TABLES)
def test_a_cell_that_is_not_there_is_refused_by_name(busy: Reader, name: str) -> None:
    good = {"balance-sheet": "ASSETS", "profit-loss-sheet": "INCOME", "trial-balance-sheet": "TOTAL"}
    row = good.get(name, str(busy.table(name, **dates(name))["rows"][0]["id"]))
    for wrong in ("NOWHERE", "999999", "LINE_", "LINE_99999999999999999999", "TOTAL_9999", "_", "-1", "٣"):
        answer = busy.ask(f"{name}/explain", status=400, row=wrong, column="debit" if name == "journal" else "total", **dates(name))
        assert [one["property"] for one in answer.json["message"]] == ["row"], wrong
    answer = busy.ask(f"{name}/explain", status=400, row=row, column="weight", **dates(name)).json
    assert [one["property"] for one in answer["message"]] == ["column"]
    for missing in ({"row": row}, {"column": "total"}):
        busy.ask(f"{name}/explain", status=400, **missing)
    for page in ({"page": 0}, {"page_size": 0}, {"page_size": 10_001}):
        busy.ask(f"{name}/explain", status=400, row=row, column="total", **page)


def test_a_figure_of_an_empty_book_is_explained_by_nothing(ann: Reader) -> None:
    found = explained(ann, "balance-sheet", "NET_INCOME", "total", **YEAR)
    assert check(found) == 0 and found["lines"] == []


def test_an_explanation_is_a_handful_of_statements_however_many_lines_it_has(busy: Reader, tenant: Any) -> None:
    seen: list[str] = []

    @event.listens_for(tenant.installation.tenant_engine(tenant.record), "before_cursor_execute")
    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("SELECT"):
            seen.append(statement)

    busy.report("balance-sheet", **YEAR)  # the chart and the rights are known now
    for asked in ({"row": "NET_INCOME", "column": "total"}, {"row": "ASSETS", "column": "total", "as_known_at": clock.now().isoformat()}):
        seen.clear()
        found = explained(busy, "balance-sheet", size=10_000, **asked, **YEAR)
        assert found["lines"] and len(seen) <= 8, seen
    seen.clear()
    assert busy.report("balance-sheet/changes", as_known_at="2020-01-01T00:00:00Z", **YEAR)["changes"]
    assert len(seen) <= 8, seen
