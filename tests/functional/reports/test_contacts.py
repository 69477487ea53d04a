"""Customer and vendor balances and their lines, over real books."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from bigcapital.contacts.model import Contact
from bigcapital.reports import figures
from bigcapital.reports.contact_balances import CustomerBalances, VendorBalances
from bigcapital.reports.contact_lines import CustomerLines, VendorLines
from bigcapital.reports.context import Context
from bigcapital.reports.query import CustomerBalancesQuery, CustomerLinesQuery, VendorBalancesQuery, VendorLinesQuery
from bigcapital.rest.outgoing import dumps
from tests.functional.reports.reading import Reader

MARCH = {"from_date": "2024-03-01", "to_date": "2024-03-31"}
RECEIVABLE, PAYABLE = "Accounts Receivable (A/R)", "Accounts Payable (A/P)"


def _contact(ann: Reader, kind: str, name: str) -> int:
    with ann.tenant() as tenant:
        made = Contact(contact_service=kind, currency_code="USD", display_name=name, active=True)
        tenant.session.add(made)
        tenant.session.flush()
        tenant.bump_metadata()
        return int(made.id)


@pytest.fixture
def shop(ann: Reader) -> dict[str, int]:
    """Two customers and one vendor with lines, one of each without, one whose only line was undone."""
    made = {name: _contact(ann, kind, name) for kind, name in (
        ("customer", "zoë"), ("customer", "Adam"), ("customer", "Idle"), ("customer", "Undone"), ("vendor", "Mill"), ("vendor", "Quiet"),
    )}  # fmt: skip
    ann.post("2024-02-10", (RECEIVABLE, 100), ("Sales of Service Income", -100), contact=made["zoë"])
    ann.post("2024-03-05", (RECEIVABLE, 50), ("Sales of Service Income", -50), contact=made["zoë"])
    ann.post("2024-03-06", ("Bank Account", 120), (RECEIVABLE, -120), contact=made["zoë"])
    ann.post("2024-03-07", (RECEIVABLE, 90), ("Sales of Service Income", -90), contact=made["Adam"])
    ann.post("2024-03-08", ("Bank Account", 90), (RECEIVABLE, -90), contact=made["Adam"])
    ann.undo(ann.post("2024-03-08", (RECEIVABLE, 7), ("Sales of Service Income", -7), contact=made["Undone"]))
    ann.post("2024-03-09", ("Rent", 300), (PAYABLE, -300), contact=made["Mill"])
    ann.post("2024-03-10", (PAYABLE, 40), ("Bank Account", -40), contact=made["Mill"])
    ann.post("2024-04-01", (RECEIVABLE, 1000), ("Sales of Service Income", -1000), contact=made["Adam"])
    return made


def _customers(answer: Any) -> list[tuple[str, Decimal]]:
    return [(one["customer_name"], one["total"]["amount"]) for one in answer["data"]["customers"]]


def test_customers_owe_what_their_account_says_at_the_end_of_a_day(ann: Reader, shop: dict[str, int]) -> None:
    answer = ann.report("customer-balance-summary", as_date="2024-03-31")
    assert _customers(answer) == [("Adam", 0), ("zoë", 30)]
    assert answer["data"]["total"]["total"] == {"amount": 30, "formatted_amount": "$30.00", "currency_code": "USD"}
    assert answer["query"]["as_date"] == "2024-03-31" and answer["meta"]["formatted_date_range"] == "As 2024/03/31"
    assert "from_date" not in answer["query"] and "percentage_of_column" not in answer["data"]["customers"][0]
    assert _customers(ann.report("customer-balance-summary", as_date="2024-03-31", none_zero="1")) == [("zoë", 30)]
    everyone = ann.report("customer-balance-summary", as_date="2024-03-31", none_transactions="0")
    assert _customers(everyone) == [("Adam", 0), ("Idle", 0), ("Undone", 0), ("zoë", 30)]
    later = ann.report("customer-balance-summary", as_date="2024-04-01", percentage_column="1")
    assert _customers(later) == [("Adam", 1000), ("zoë", 30)]
    assert [one["percentage_of_column"]["formatted_amount"] for one in later["data"]["customers"]] == ["97.09%", "2.91%"]
    assert later["data"]["total"]["percentage_of_column"]["amount"] == 1
    narrowed = ann.report("customer-balance-summary", as_date="2024-04-01", customers_ids=[shop["zoë"], shop["Idle"]])
    assert _customers(narrowed) == [("zoë", 30)] and narrowed["data"]["total"]["total"]["amount"] == 30
    idle = ann.report("customer-balance-summary", as_date="2024-04-01", customers_ids=[shop["Idle"]], none_transactions="0")
    assert _customers(idle) == [("Idle", 0)]


def test_vendors_are_owed_what_their_account_says(ann: Reader, shop: dict[str, int]) -> None:
    answer = ann.report("vendor-balance-summary", as_date="2024-12-31")
    assert [(one["id"], one["vendor_name"], one["total"]["amount"]) for one in answer["data"]["vendors"]] == [(shop["Mill"], "Mill", 260)]
    rows = ann.table("vendor-balance-summary", as_date="2024-12-31", percentage_column="1")["rows"]
    assert [[cell["value"] for cell in row["cells"]] for row in rows] == [["Mill", "260.00", "100.00%"], ["Total", "$260.00", "100.00%"]]
    assert [row["row_types"] for row in rows] == [["VENDOR"], ["TOTAL"]] and rows[0]["contact_id"] == shop["Mill"]


def test_balances_add_up_to_the_account_whoever_its_lines_name(ann: Reader, shop: dict[str, int]) -> None:
    ann.post("2024-03-09", (RECEIVABLE, 11), ("Sales of Service Income", -11))
    ann.post("2024-03-09", (RECEIVABLE, 5), ("Sales of Service Income", -5), contact=shop["Mill"])
    answer = ann.report("customer-balance-summary", as_date="2024-12-31")
    assert _customers(answer)[-1] == ("Without a contact", 16)
    sheet = ann.report("balance-sheet", to_date="2024-12-31", account_ids=[ann.account(RECEIVABLE)])
    assert answer["data"]["total"]["total"]["amount"] == sheet["data"][0]["total"]["amount"] == 1046


def test_lines_of_a_customer_run_from_opening_to_closing(ann: Reader, shop: dict[str, int]) -> None:
    answer = ann.report("transactions-by-customers", **MARCH)
    assert [one["customer_name"] for one in answer["data"]] == ["Adam", "zoë"]
    zoe = answer["data"][1]
    assert zoe["opening_balance"]["amount"] == 100 and zoe["closing_balance"]["amount"] == 30
    shown = [(line["debit"]["amount"], line["credit"]["amount"], line["running_balance"]["amount"]) for line in zoe["transactions"]]
    assert shown == [(50, 0, 150), (0, 120, 30)]
    first = zoe["transactions"][0]
    assert first["account_name"] == RECEIVABLE and first["transaction_type"] == "Journal" and first["currency_code"] == "USD"
    assert first["transaction_number"] == "J-00002" and first["running_balance"]["formatted_amount"] == "$150.00"
    assert [one["customer_name"] for one in ann.report("transactions-by-customers", none_zero="1", **MARCH)["data"]] == ["zoë"]
    everyone = ann.report("transactions-by-customers", none_transactions="0", **MARCH)["data"]
    assert [(one["customer_name"], len(one["transactions"])) for one in everyone] == [("Adam", 2), ("Idle", 0), ("Undone", 0), ("zoë", 2)]
    one = ann.report("transactions-by-customers", customers_ids=[shop["Adam"]], **MARCH)["data"]
    assert [each["id"] for each in one] == [shop["Adam"]]


def test_lines_of_a_vendor_grow_on_the_credit_side(ann: Reader, shop: dict[str, int]) -> None:
    (mill,) = ann.report("transactions-by-vendors", **MARCH)["data"]
    assert [line["running_balance"]["amount"] for line in mill["transactions"]] == [300, 260]
    (row,) = ann.table("transactions-by-vendors", **MARCH)["rows"]
    assert row["contact_id"] == shop["Mill"] and row["row_types"] == ["VENDOR"]
    assert [child["row_types"][0] for child in row["children"]] == ["OPENING_BALANCE", "TRANSACTION", "TRANSACTION", "CLOSING_BALANCE"]


def test_every_report_of_contacts_equals_a_full_scan(ann: Reader, shop: dict[str, int], tenant: Any) -> None:
    asked = (
        (CustomerBalances, CustomerBalancesQuery(as_date="2024-03-15", none_transactions="0")),
        (CustomerBalances, CustomerBalancesQuery(as_date="2024-03-06", customers_ids=[shop["zoë"]], branches_ids=[1])),
        (VendorBalances, VendorBalancesQuery(as_date="2024-03-09")),
        (CustomerLines, CustomerLinesQuery(**MARCH)),
        (VendorLines, VendorLinesQuery(**MARCH, vendors_ids=[shop["Mill"]])),
    )
    with tenant(writer=False) as unit:
        for kind, query in asked:
            ours, scanned = (kind(Context.of(unit), query, read).sheet(unit).data() for read in (figures.read, figures.scan))
            assert dumps(ours) == dumps(scanned)


def test_a_summary_costs_the_same_statements_for_any_number_of_contacts(ann: Reader, tenant: Any) -> None:
    seen: list[str] = []

    @event.listens_for(tenant.installation.tenant_engine(tenant.record), "before_cursor_execute")
    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    def cost() -> int:
        seen.clear()
        ann.report("customer-balance-summary", as_date="2024-03-31")
        return len(seen)

    cost()
    ann.post("2024-03-05", (RECEIVABLE, 50), ("Rent", -50), contact=_contact(ann, "customer", "first"))
    few = cost()
    for number in range(12):
        ann.post("2024-03-05", (RECEIVABLE, 50), ("Rent", -50), contact=_contact(ann, "customer", f"customer {number}"))
    assert cost() == few <= 6
