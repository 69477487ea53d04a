"""What became of an item: the lines on which it was sold."""

from __future__ import annotations

import pytest

from tests.functional.sales.selling import estimate, invoice, line, receipt
from tests.statements import counted


@pytest.fixture
def sold(ann, shop):
    """A chair on two invoices, an estimate and a receipt."""
    ann.post("sale-invoices", invoice(shop.customer, line(shop.chair, "10", 3, discount=10), line(shop.advice), reference_no="Order 7"))
    ann.post("sale-invoices", invoice(shop.customer, line(shop.chair, "0.125"), invoice_date="2026-04-01", delivered=False))
    ann.post("sale-estimates", estimate(shop.customer, line(shop.chair, "7"), reference="Call"))
    ann.post("sale-receipts", receipt(shop.customer, line(shop.chair, "5")))
    return ann


def test_an_item_lists_the_lines_on_which_it_was_sold(sold, shop):
    newest, first = sold.get(f"items/{shop.chair}/invoices").json
    assert (newest["invoice_number"], newest["invoice_date"], newest["is_draft"], newest["rate_formatted"]) == (
        "INV-00002", "2026-04-01", True, "$0.125",
    )  # fmt: skip
    assert (first["invoice_id"], first["reference_number"], first["customer_display_name"]) == (1, "Order 7", "Zoë & Sons")
    assert (first["quantity"], first["rate"], first["total"], first["total_formatted"]) == (3, 10, 27, "$27.00")
    [offered] = sold.get(f"items/{shop.chair}/estimates").json
    assert (offered["estimate_number"], offered["reference_number"], offered["total"]) == ("EST-00001", "Call", 7)
    [paid] = sold.get(f"items/{shop.chair}/receipts").json
    assert (paid["receipt_number"], paid["receipt_date_formatted"], paid["total"]) == ("REC-00001", "15 Mar 2026", 5)
    assert sold.get(f"items/{shop.bought}/invoices").json == []
    sold.get("items/999/invoices", status=404)


def test_it_takes_the_same_however_often_it_was_sold(sold, shop):
    sold.get(f"items/{shop.chair}/invoices")

    def cost() -> int:
        with counted() as sent:
            sold.get(f"items/{shop.chair}/invoices")
        return len(sent)

    before = cost()
    sold.post("sale-invoices", invoice(shop.customer, *[line(shop.chair)] * 50))
    assert cost() == before <= 5


def test_who_may_not_see_invoices_does_not_see_them_there(sold, shop, member):
    clerk = member(("Item", "View"), ("SaleReceipt", "View"))
    clerk.get(f"items/{shop.chair}/invoices", status=403)
    assert len(clerk.get(f"items/{shop.chair}/receipts").json) == 1
