"""What differs between kinds of servers, tried on the real MariaDB."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bigcapital.sales.invoices import operations
from tests.campaigns.house import House, house, placed_on
from tests.functional.sales.selling import estimate, invoice, line, opened, receipt
from tests.functional.sales.test_invoices import TooMuch
from tests.functional.sales.test_invoices_statements import long, statements

pytestmark = pytest.mark.services


@pytest.fixture
def made(request, tmp_path):
    with house(placed_on("mariadb", request, tmp_path / "data")) as running:
        yield running


def test_statements_are_the_same_as_on_sqlite(made: House):
    ann = made.ann()
    shop = opened(ann, made.tenant)
    assert statements(lambda: ann.post("sale-invoices", long(shop, 3), status=201)) <= 18
    for length in (1, 10, 400):
        assert statements(lambda length=length: ann.post("sale-invoices", long(shop, length), status=201)) == 10
    written = ann.post("sale-invoices", long(shop, 400)).json["entries"]
    assert [one["index"] for one in sorted(written, key=lambda one: one["id"])] == list(range(1, 401))


def test_documents_are_settled_edited_listed_and_deleted(made: House):
    ann = made.ann()
    shop = opened(ann, made.tenant)
    for amount in ("100", "50", "30"):
        body = invoice(shop.customer, line(shop.chair, amount, tax_rate_id=shop.vat), line(shop.advice, 10), invoice_message="Überweisung")
        ann.post("sale-invoices", body, status=201)
    with made.tenant() as t:
        moved = {1: Decimal("40.5"), 2: Decimal(70)}
        settled = {"customer_id": shop.customer, "too_much": TooMuch}
        assert operations.settle(t, moved, "payment_amount", **settled)[1].due_amount == Decimal("89.5")
    by_due = ann.get("sale-invoices?column_sort_by=due_amount&sort_order=asc&search_keyword=%C3%BCberweisung").json["sales_invoices"]
    assert [(one["id"], one["due_amount"]) for one in by_due] == [(2, 0), (3, 46), (1, 89.5)]
    for slug, ids in (("paid", [2]), ("partially-paid", [1]), ("unpaid", [3]), ("overdue", [3, 1]), ("draft", [])):
        assert [one["id"] for one in ann.get(f"sale-invoices?view_slug={slug}").json["sales_invoices"]] == ids
    kept = ann.get("sale-invoices/1").json["entries"]
    lines = (line(shop.advice, 95), line(shop.chair, "5", id=kept[0]["id"]))
    edited = ann.put("sale-invoices/1", invoice(shop.customer, *lines), status=200).json
    assert [one["id"] for one in edited["entries"]] == [max(one["id"] for one in edited["entries"]), kept[0]["id"]]
    assert [one["total"] for one in ann.get("sale-invoices/1").json["entries"]] == [95, 5]
    ann.post("sale-invoices/1/writeoff", {"expense_account_id": 1021}, status=200)
    assert ann.get(f"customers/{shop.customer}").json["balance"] == 100 + 70 + 46 - 59.5
    ann.post("sale-estimates", estimate(shop.customer, line(shop.chair)), status=201)
    ann.post("sale-invoices", invoice(shop.customer, line(shop.chair), from_estimate_id=1, delivered=False), status=201)
    assert [one["id"] for one in ann.get("sale-estimates?view_slug=invoiced").json["sales_estimates"]] == [1]
    ann.post("sale-receipts", receipt(shop.customer, line(shop.chair)), status=201)
    ann.delete("sale-receipts/1", status=200)
    ann.post("sale-invoices/bulk-delete", {"ids": [4, 99], "skip_undeletable": True}, status=201)
    assert ann.get("sale-estimates/1").json["converted_to_invoice_id"] is None
    assert len(ann.get(f"items/{shop.chair}/invoices").json) == 3
