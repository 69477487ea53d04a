"""How reports are asked for: forms, refusals, rights, language, and what is remembered."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import delete, event, text

from bigcapital import clock
from bigcapital.contacts.model import Contact
from bigcapital.security.model import RolePermission
from tests.functional.reports.reading import Reader, node

YEAR = {"from_date": "2024-01-01", "to_date": "2024-12-31"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ALL = (
    "balance-sheet", "profit-loss-sheet", "trial-balance-sheet", "general-ledger", "journal", "cashflow-statement",
    "customer-balance-summary", "vendor-balance-summary", "transactions-by-customers", "transactions-by-vendors",
)  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_every_report_answers_in_every_form(ann: Reader, name: str) -> None:
    ann.post("2024-01-05", ("Rent", "12.34"), ("Bank Account", "-12.34"))
    plain = ann.ask(name, **YEAR)
    assert plain.content_type == "application/json" and set(plain.json) == {"data", "query", "meta"}
    table = ann.ask(name, "application/json+table", **YEAR)
    assert set(table.json) == {"table", "query", "meta"} and table.json["meta"] == plain.json["meta"]
    for accept in ("application/csv", "text/csv"):
        file = ann.ask(name, accept, **YEAR)
        assert file.content_type == "text/csv" and "output.csv" in file.headers["Content-Disposition"]
        header = next(csv.reader(io.StringIO(file.text)))
        assert len(header) == sum(max(1, len(column["children"])) for column in table.json["table"]["columns"])
    for accept in ("application/xlsx", XLSX):
        file = ann.ask(name, accept, **YEAR)
        assert file.content_type == XLSX and "output.xlsx" in file.headers["Content-Disposition"]
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(file.body)).get_sheet_by_index(0)
        assert sheet.to_python()[0] == header
    page = ann.ask(name, "text/html", **YEAR)
    assert page.content_type == "text/html" and ann.ask(name, "application/json+html", **YEAR).json == {"html_content": page.text}


def test_files_carry_real_numbers_and_no_formula(ann: Reader) -> None:
    evil = ann.add_account("=HYPERLINK(0)", under="Rent")
    ann.post("2024-01-05", ("=HYPERLINK(0)", "1234.5"), ("Bank Account", "-1234.5"))
    query = YEAR | {"number_format": {"negative_format": "parentheses"}, "none_zero": "1"}
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(ann.ask("balance-sheet", "text/csv", **query).text))}
    assert rows["Bank Account"] == ["-1234.50"] and rows["Total Assets"] == ["-1234.50"] and rows["Assets"] == [""]
    loss = ann.ask("profit-loss-sheet", "text/csv", **query).text
    assert "'=HYPERLINK(0)" in loss and "\n=HYPERLINK" not in loss
    book = CalamineWorkbook.from_filelike(io.BytesIO(ann.ask("profit-loss-sheet", XLSX, **query).body)).get_sheet_by_index(0)
    found = {row[0]: row[1] for row in book.to_python()}
    assert found["=HYPERLINK(0)"] == 1234.5 and found["Net Income"] == -1234.5
    assert evil


def test_days_in_files_are_days(ann: Reader) -> None:
    ann.post("2024-01-05", ("Rent", 5), ("Bank Account", -5))
    rows = list(csv.reader(io.StringIO(ann.ask("journal", "text/csv", **YEAR).text)))
    assert rows[1][0] == "2024-01-05"
    book = CalamineWorkbook.from_filelike(io.BytesIO(ann.ask("journal", XLSX, **YEAR).body)).get_sheet_by_index(0)
    assert book.to_python()[1][0] == date(2024, 1, 5)


def test_without_dates_a_year_begins_with_the_fiscal_year_and_ends_today_where_the_organization_is(ann: Reader) -> None:
    clock.use(lambda: datetime(2024, 3, 1, 3, tzinfo=UTC))  # still 29 February in New York
    asked = ann.report("balance-sheet")["query"]
    assert (asked["from_date"], asked["to_date"]) == ("2024-01-01", "2024-02-29")
    asked = ann.report("journal")["query"]
    assert (asked["from_date"], asked["to_date"]) == ("2024-02-01", "2024-02-29")
    asked = ann.report("profit-loss-sheet", to_date="2022-06-30")["query"]
    assert (asked["from_date"], asked["to_date"]) == ("2022-01-01", "2022-06-30")


@pytest.mark.parametrize(
    ("query", "property"),
    [
        ({"from_date": "2024-02-01", "to_date": "2024-01-01"}, "fromDate"),
        ({"from_date": "2024-02-31"}, "fromDate"),
        ({"to_date": "tomorrow"}, "toDate"),
        ({"basis": "barter"}, "basis"),
        ({"display_columns_type": "sideways"}, "displayColumnsType"),
        ({"display_columns_type": "date_periods", "display_columns_by": "day", "from_date": "2000-01-01"}, "displayColumnsBy"),
        ({"display_columns_type": "date_periods", "display_columns_by": "year", "from_date": "1000-01-01"}, "displayColumnsBy"),
        ({"number_format": {"precision": -1}}, "numberFormat.precision"),
        ({"number_format": {"negative_format": "red"}}, "numberFormat.negativeFormat"),
        ({"account_ids": ["x"]}, "accountIds.0"),
        ({"none_zero": "perhaps"}, "noneZero"),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(ann: Reader, query: dict[str, Any], property: str) -> None:
    answer = ann.ask("balance-sheet", status=400, **query).json
    assert [one["property"] for one in answer["message"]] == [property]


RANGES = [name for name in ALL if "summary" not in name]


@pytest.mark.parametrize("name", ALL)
def test_bad_questions_are_refused_alike_by_every_report(ann: Reader, name: str) -> None:
    def refused(**query: Any) -> list[str]:
        return [one["property"] for one in ann.ask(name, status=400, **query).json["message"]]

    assert refused(number_format={"precision": -1}) == ["numberFormat.precision"]
    assert refused(branches_ids=[9]) == ["branchesIds.0"] and refused(branches_ids=["x"]) == ["branchesIds.0"]
    if name in RANGES:
        assert refused(from_date="2024-02-01", to_date="2024-01-01") == ["fromDate"]
        assert refused(to_date="2024-02-30") == ["toDate"] and refused(basis="barter") == ["basis"]
    else:
        assert refused(as_date="2024-02-30") == ["asDate"]
    if name in ("balance-sheet", "profit-loss-sheet", "cashflow-statement"):
        days = {"display_columns_type": "date_periods", "display_columns_by": "day"}
        assert refused(from_date="1995-01-01", to_date="2024-12-31", **days) == ["displayColumnsBy"]


@pytest.mark.parametrize("name", ALL)
def test_an_empty_book_is_no_error_in_any_form(ann: Reader, name: str) -> None:
    for accept in ("application/json", "application/json+table", "text/csv", XLSX):
        ann.ask(name, accept, **YEAR)


@pytest.mark.parametrize("name", ["balance-sheet", "profit-loss-sheet", "cashflow-statement"])
def test_columns_follow_weeks_and_the_fiscal_year_whatever_its_month(ann: Reader, installation: Any, tenant: Any, name: str) -> None:
    with installation.system_writer_engine.begin() as connection:
        connection.execute(text("UPDATE organizations SET fiscal_year = 'july' WHERE id = :id"), {"id": tenant.record.id})

    def heads(by: str, start: str, end: str) -> list[str]:
        columns = {"display_columns_type": "date_periods", "display_columns_by": by, "from_date": start, "to_date": end}
        return [one["label"] for one in ann.table(name, **columns)["columns"][1:-1]]

    assert heads("year", "2023-06-01", "2024-07-01") == ["Jun 2023", "2023/24", "01 Jul 2024"]
    assert heads("quarter", "2024-03-15", "2024-07-01") == ["15 Mar 2024 – 31 Mar 2024", "Apr – Jun 2024", "01 Jul 2024"]
    assert heads("week", "2024-01-06", "2024-01-09") == ["06 Jan 2024 – 07 Jan 2024", "08 Jan 2024 – 09 Jan 2024"]
    assert ann.report(name, to_date="2024-03-05")["query"]["from_date"] == "2023-07-01"


def test_the_number_format_is_one_for_every_report(ann: Reader) -> None:
    with ann.tenant() as unit:
        made = [Contact(contact_service=kind, currency_code="USD", display_name=kind, active=True) for kind in ("customer", "vendor")]
        unit.session.add_all(made)
        unit.session.flush()
        unit.bump_metadata()
        customer, vendor = (one.id for one in made)
    ann.post("2024-01-05", ("Accounts Receivable (A/R)", -1234567), ("Bank Account", 1234567), contact=customer)
    ann.post("2024-01-05", ("Accounts Payable (A/P)", 1234567), ("Rent", -1234567), contact=vendor)
    style = {"precision": 1, "divide_on1000": "1", "show_zero": "1", "format_money": "always", "negative_format": "parentheses"}
    for name in ALL:
        dates = YEAR if name in RANGES else {"as_date": "2024-12-31"}
        cells = str(ann.table(name, number_format=style, **dates)["rows"])
        assert "$1,234.6" in cells and "1,234,567" not in cells, name
        if name != "journal":
            assert "($1,234.6)" in cells, name
        assert ann.report(name, number_format=style, **dates)["query"]["number_format"]["divide_on1000"] is True


def test_blank_parameters_are_absent_ones(ann: Reader) -> None:
    blank = dict.fromkeys(("from_date", "to_date", "basis", "display_columns_by", "none_zero", "account_ids[]", "branches_ids"), "")
    asked = ann.report("balance-sheet", **blank)["query"]
    assert asked["account_ids"] == [] and asked["basis"] == "accrual" and asked["display_columns_by"] == "year"


@pytest.mark.parametrize(
    ("name", "query", "property"),
    [
        *((name, {"accounts_ids": [1000, 7]}, "accountsIds.1") for name in ALL[:5]),
        ("balance-sheet", {"account_ids": [7]}, "accountIds.0"),
        *((name, {"branches_ids": [9]}, "branchesIds.0") for name in ALL),
        ("customer-balance-summary", {"customers_ids": [9]}, "customersIds.0"),
        ("transactions-by-customers", {"customers_ids": [9]}, "customersIds.0"),
        ("vendor-balance-summary", {"vendors_ids": [9]}, "vendorsIds.0"),
        ("transactions-by-vendors", {"vendors_ids": [9]}, "vendorsIds.0"),
    ],
)
def test_a_filter_by_what_does_not_exist_is_refused_by_name(ann: Reader, name: str, query: dict[str, Any], property: str) -> None:
    for accept in ("application/json", "text/csv"):
        answer = ann.ask(name, accept, status=400, **query).json
        assert [(one["property"], "there is no" in str(one)) for one in answer["message"]] == [(property, True)]


def test_a_report_is_remembered_until_the_books_or_a_name_change(ann: Reader, tenant: Any) -> None:
    ann.post("2024-01-05", ("Rent", 5), ("Bank Account", -5))
    seen: list[str] = []

    @event.listens_for(tenant.installation.tenant_engine(tenant.record), "before_cursor_execute")
    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    def sums() -> int:
        seen.clear()
        answer = ann.report("trial-balance-sheet", **YEAR)
        assert answer["data"]["total"]["debit"] in (5, 10)
        return sum("account_balances" in statement for statement in seen)

    assert [sums(), sums()] == [1, 0]
    ann.post("2024-01-06", ("Rent", 5), ("Bank Account", -5))
    assert [sums(), sums()] == [1, 0]
    ann.add_account("Garage", under="Rent")
    assert [sums(), sums()] == [1, 0]


def test_arabic_statements_speak_arabic_and_read_from_the_right(ann: Reader, installation: Any, tenant: Any) -> None:
    with installation.system_writer_engine.begin() as connection:
        connection.execute(text("UPDATE organizations SET language = 'ar' WHERE id = :id"), {"id": tenant.record.id})
    sheet = ann.report("balance-sheet", **YEAR)
    assert node(sheet, "ASSETS")["name"] == "الأصول" and sheet["meta"]["sheet_name"] == "الميزانية العمومية"
    file = ann.ask("balance-sheet", "text/csv", **YEAR)
    assert file.body.startswith(b"\xef\xbb\xbf") and "إجمالي الأصول" in file.body.decode("utf-8-sig")
    workbook = ann.ask("balance-sheet", XLSX, **YEAR).body
    assert CalamineWorkbook.from_filelike(io.BytesIO(workbook)).sheet_names == ["الميزانية العمومية"]


def test_each_report_has_a_right_of_its_own(ann: Reader, tenant: Any, installation: Any) -> None:
    rights = {
        "balance-sheet": "read-balance-sheet", "profit-loss-sheet": "read-profit-loss", "trial-balance-sheet": "read-trial-balance-sheet",
        "general-ledger": "read-general-ledger", "journal": "read-journal", "cashflow-statement": "read-cashflow",
        "customer-balance-summary": "read-customers-summary-balance", "vendor-balance-summary": "read-vendors-summary-balance",
        "transactions-by-customers": "read-customers-transactions", "transactions-by-vendors": "read-vendors-transactions",
    }  # fmt: skip
    with installation.system_writer_engine.begin() as connection:
        connection.execute(text("UPDATE memberships SET role_id = 2"))

    def allow(*granted: tuple[str, str]) -> None:
        with tenant() as unit:
            unit.session.execute(delete(RolePermission).where(RolePermission.role_id == 2))
            for subject, ability in granted:
                unit.session.add(RolePermission(role_id=2, subject=subject, ability=ability, value=True))
            unit.bump_metadata()

    for name, ability in rights.items():
        allow(("Report", ability))
        for other in rights:
            ann.ask(other, status=200 if other == name else 403)
        ann.ask("transactions-by-reference", status=403, reference_type="Journal", reference_id=1)
    allow(("ManualJournal", "View"))
    ann.ask("transactions-by-reference", reference_type="Journal", reference_id=1)
    ann.ask("transactions-by-reference", status=403, reference_type="Bill", reference_id=1)


def test_amounts_beyond_a_spreadsheets_digits_stay_exact(ann: Reader) -> None:
    ann.post("2024-01-05", ("Bank Account", "999999999999.99"), ("Owner's Equity", "-999999999999.99"))
    for day in range(1, 12):
        ann.post(f"2024-02-{day:02}", ("Bank Account", "999999999999.99"), ("Owner's Equity", "-999999999999.99"))
    exact = Decimal("999999999999.99") * 12
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(ann.ask("balance-sheet", "text/csv", **YEAR).text))}
    assert rows["Bank Account"] == [str(exact)]
    book = CalamineWorkbook.from_filelike(io.BytesIO(ann.ask("balance-sheet", XLSX, **YEAR).body)).get_sheet_by_index(0)
    assert {row[0]: row[1] for row in book.to_python()}["Bank Account"] == "11,999,999,999,999.88"
