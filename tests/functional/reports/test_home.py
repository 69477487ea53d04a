"""The figures of the home page are those of the reports and lists that they lead to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.functional.reports.seller import ann, invited, letters, member, shop
from tests.functional.sales.selling import BANK, RENT, customer, invoice, line, receipt
from tests.statements import counted

__all__ = ["ann", "invited", "letters", "member", "shop"]


@pytest.fixture
def today(tenant) -> date:
    with tenant() as t:
        return t.today()


@pytest.fixture
def traded(ann, shop, today):
    """Sales of this month and of half a year ago to three customers, one of them in euros; a rent; drafts."""
    paris = customer(ann, "EUR", "Paris")
    small = customer(ann, name="Small")
    long_ago = (today - timedelta(days=170)).isoformat()

    def sold(to: int, *lines, day: str = today.isoformat(), due: date = today, **more) -> None:
        ann.post("sale-invoices", invoice(to, *lines, invoice_date=day, due_date=max(due.isoformat(), day), **more), status=201)

    sold(shop.customer, line(shop.chair, 100, 3, tax_rate_id=shop.vat), line(shop.advice, 50, 2), discount=10, discount_type="percentage")
    sold(paris, line(shop.chair, "333.33"), line(shop.advice, "0.07"), day=long_ago, due=today - timedelta(days=40), exchange_rate="1.105")
    sold(small, line(shop.chair, 10), day=long_ago, due=today - timedelta(days=1))
    sold(small, line(shop.chair, 10), delivered=False)
    ann.post("sale-receipts", receipt(shop.customer, line(shop.chair, 60), receipt_date=today.isoformat()), status=201)
    entries = [{"index": 1, "account_id": RENT, "debit": 70}, {"index": 2, "account_id": BANK, "credit": 70}]
    body = {"date": today.isoformat(), "journal_number": "J-1", "publish": True, "entries": entries}
    ann.post("manual-journals", body, status=201)
    ann.post("manual-journals", body | {"journal_number": "J-2", "publish": False}, status=201)
    return ann


def node(nodes: list[dict], id: str) -> dict:
    for one in nodes:
        if one["id"] == id:
            return one
        found = node(one["children"], id)
        if found:
            return found
    return {}


def test_each_figure_is_what_its_report_says(traded):
    home = traded.get("reports/home").json
    sheet = traded.get("reports/balance-sheet").json["data"]
    assert home["balances"]["cash"]["amount"] == node(sheet, "CASH_EQUIVALENTS")["total"]["amount"] == -10
    assert home["balances"]["receivable"]["amount"] == node(sheet, "ACCOUNTS_RECEIVABLE")["total"]["amount"]
    assert [one["total"]["amount"] for one in home["balances"]["cash_accounts"] if one["id"] == BANK] == [-10]
    assert home["payable"]["amount"] == traded.get("reports/vendor-balance-summary").json["data"]["total"]["total"]["amount"]

    assert len(home["results"]) == len(home["sales"]["months"]) == 12
    for result, sales in zip(home["results"], home["sales"]["months"], strict=True):
        range = f"from_date={result['from_date']}&to_date={result['to_date']}"
        profit = traded.get(f"reports/profit-loss-sheet?{range}").json["data"]
        sums = {one["id"]: one["total"]["amount"] for one in profit}
        assert result["income"]["amount"] == sums["INCOME"] + sums.get("OTHER_INCOME", 0)
        assert result["expense"]["amount"] == sums["EXPENSES"]
        assert result["net"]["amount"] == round(result["income"]["amount"] - result["expense"]["amount"], 2) == sums["NET_INCOME"]
        assert sales["total"]["amount"] == traded.get(f"reports/sales-by-items?{range}").json["data"]["total"]["sold_cost"]
    assert home["results"][-1]["income"]["formatted_amount"] == "$420.00" and home["sales"]["months"][-1]["total"]["amount"] == 420

    aging = traded.get("reports/receivable-aging-summary").json["data"]["total"]
    assert home["receivable_aging"]["current"]["amount"] == aging["current"]["amount"] == 414
    assert [one["total"]["amount"] for one in home["receivable_aging"]["aging"]] == [one["total"]["amount"] for one in aging["aging"]]
    assert home["receivable_aging"]["total"]["amount"] == aging["total"]["amount"] > 414

    best = home["sales"]["customers"]
    assert [one["name"] for one in best] == ["Zoë & Sons", "Paris", "Small"]
    for one in best:
        range = f"from_date={home['sales']['from_date']}&to_date={home['sales']['to_date']}"
        sold = traded.get(f"reports/sales-by-items?{range}&customers_ids[]={one['id']}").json["data"]
        assert one["total"]["amount"] == sold["total"]["sold_cost"]


def test_what_waits_is_what_the_lists_show(traded):
    home = traded.get("reports/home").json
    assert (home["draft_invoices"], home["draft_journals"]) == (1, 1)
    listed = traded.get("sale-invoices?view_slug=overdue&column_sort_by=due_date&sort_order=asc").json["sales_invoices"]
    assert home["overdue"]["count"] == len(listed) == 2
    assert [(one["invoice_no"], one["due_amount_formatted"], one["overdue_days"]) for one in home["overdue"]["invoices"]] == [
        (one["invoice_no"], one["due_amount_formatted"], one["overdue_days"]) for one in listed
    ]
    assert [one["customer_name"] for one in home["overdue"]["invoices"]] == ["Paris", "Small"]


def test_a_posting_shows_at_once(traded, shop, today):
    before = traded.get("reports/home").json
    traded.post("sale-receipts", receipt(shop.customer, line(shop.chair, 5), receipt_date=today.isoformat()), status=201)
    after = traded.get("reports/home").json
    assert after["balances"]["cash"]["amount"] == before["balances"]["cash"]["amount"] + 5
    assert after["sales"]["months"][-1]["total"]["amount"] == before["sales"]["months"][-1]["total"]["amount"] + 5


def test_income_is_on_the_basis_that_the_organization_prefers(traded):
    traded.put("settings", {"options": [{"group": "organization", "key": "accounting_basis", "value": "cash"}]})
    month = traded.get("reports/home").json["results"][-1]
    sheet = traded.get(f"reports/profit-loss-sheet?from_date={month['from_date']}&to_date={month['to_date']}&basis=cash").json["data"]
    assert month["income"]["amount"] == node(sheet, "INCOME")["total"]["amount"] == 60


def test_nobody_sees_what_they_may_not(traded, member):
    clerk = member(("SaleInvoice", "View"))
    home = clerk.get("reports/home").json
    assert [name for name, part in home.items() if part is not None] == ["overdue", "draft_invoices"]


def test_it_is_remembered_until_something_is_posted(traded):
    traded.get("reports/home")
    with counted() as sent:
        traded.get("reports/home")
    assert len(sent) <= 8, sent


def test_an_empty_book_has_zeros(ann):
    home = ann.get("reports/home").json
    assert home["balances"]["cash"]["formatted_amount"] == home["receivable_aging"]["total"]["formatted_amount"] == "$0.00"
    assert home["sales"]["customers"] == home["overdue"]["invoices"] == []
    assert {one["total"]["amount"] for one in home["sales"]["months"]} == {0}
