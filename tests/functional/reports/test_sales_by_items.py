"""What was sold of which item."""

from __future__ import annotations

import pytest

from bigcapital import clock
from tests.functional.reports.seller import ann, invited, letters, member, shop
from tests.functional.sales.selling import customer, invoice, line, receipt

__all__ = ["ann", "invited", "letters", "member", "shop"]
PATH = "reports/sales-by-items?from_date=2026-03-01&to_date=2026-03-31"


@pytest.fixture
def sold(ann, shop):
    """Two invoices, one of them in euros, and a receipt; and what does not count."""
    lines = (line(shop.chair, 100, 3, tax_rate_id=shop.vat), line(shop.advice, 50, 2))
    ann.post("sale-invoices", invoice(shop.customer, *lines, discount=10, discount_type="percentage"), status=201)
    body = invoice(customer(ann, "EUR", "Paris"), line(shop.chair, "3.33"), exchange_rate="1.105")
    ann.post("sale-invoices", body, status=201)
    ann.post("sale-receipts", receipt(shop.customer, line(shop.chair, 60, "0.5", tax_rate_id=shop.vat), is_inclusive_tax=True), status=201)
    ann.post("sale-invoices", invoice(shop.customer, line(shop.chair), delivered=False), status=201)
    ann.post("sale-invoices", invoice(shop.customer, line(shop.chair), invoice_date="2026-04-01"), status=201)
    return ann


def rows(answer) -> list[tuple]:
    return [(one["name"], one["quantity_sold"], one["sold_cost"], one["average_sell_price"]) for one in answer["data"]["items"]]


def test_items_are_sold_for_what_is_left_without_tax_after_discounts(sold):
    found = sold.get(PATH).json
    assert rows(found) == [("Advice", 2, 90, 45), ("Chair", 4.5, 298.68, 66.373333)]
    total = found["data"]["total"]
    assert (total["quantity_sold"], total["sold_cost"], total["sold_cost_formatted"]) == (6.5, 388.68, "$388.68")
    assert found["data"]["items"][1]["average_sell_price_formatted"] == "$66.37"


def test_what_was_credited_is_off(sold, shop):
    body = {"customer_id": shop.customer, "credit_note_date": "2026-03-20", "open": True, "entries": [line(shop.advice, 50)]}
    sold.post("credit-notes", body, status=201)
    assert rows(sold.get(PATH).json)[0] == ("Advice", 1, 40, 40)


def test_items_are_chosen(sold, shop):
    assert [one[0] for one in rows(sold.get(f"{PATH}&items_ids[]={shop.advice}").json)] == ["Advice"]
    assert [one[0] for one in rows(sold.get(f"{PATH}&none_transactions=false").json)] == ["Advice", "Chair", "Paper"]
    sold.patch(f"items/{shop.advice}/inactivate")
    assert [one[0] for one in rows(sold.get(f"{PATH}&only_active=true").json)] == ["Chair"]
    refused = sold.get(f"{PATH}&items_ids[]=999", status=400).json["message"]
    assert refused[0]["property"] == "itemsIds.0"


def test_what_was_sold_is_known_as_it_was_then(sold, shop):
    """Quantities too, of what was edited, moved, deleted and given for nothing since; and what changed tells of both."""
    body = invoice(shop.customer, line(shop.advice, 0, 7), invoice_date="2026-03-05")
    free = sold.post("sale-invoices", body, status=201).json["id"]
    read = [PATH, f"{PATH}&items_ids[]={shop.chair}", f"{PATH}&customers_ids[]={shop.customer}&branches_ids[]=1"]
    then, moment = [sold.get(one).json["data"] for one in read], clock.now().isoformat().replace("+", "%2B")
    sold.put("sale-invoices/1", invoice(shop.customer, line(shop.chair, 5, 100), line(shop.chair, 1, "0.25")), status=200)
    sold.put("sale-invoices/2", invoice(2, line(shop.chair, "3.33"), exchange_rate="1.2", invoice_date="2026-04-02"), status=200)
    sold.delete("sale-receipts/1")
    sold.delete(f"sale-invoices/{free}")
    sold.delete(f"items/{shop.advice}", status=409)
    assert rows(sold.get(PATH).json) == [("Chair", 100.25, 500.25, 4.990025)]
    for path, said in zip(read, then, strict=True):
        assert sold.get(f"{path}&as_known_at={moment}").json["data"] == said, path
    changes = sold.get(PATH.replace("?", "/changes?") + f"&as_known_at={moment}").json["changes"]
    effects = [{each["name"]: (each["amount"], each["formatted_amount"]) for each in one["effect"]} for one in changes]
    assert {"Chair": (500.25, "$500.25"), "Chair: quantity sold": (100.25, "100.25")} in effects
    assert {
        "Chair": (-270, "-$270.00"),
        "Chair: quantity sold": (-3, "-3"),
        "Advice": (-90, "-$90.00"),
        "Advice: quantity sold": (-2, "-2"),
    } in effects


def test_a_deleted_document_sold_nothing(sold):
    for id in (1, 2):
        sold.delete(f"sale-invoices/{id}")
    sold.delete("sale-receipts/1")
    found = sold.get(PATH).json
    assert rows(found) == [] and found["data"]["total"]["sold_cost"] == 0


def test_people_read_it_as_rows_and_columns_too(sold):
    sheet = sold.get(PATH, Accept="application/json+table").json["table"]
    assert [[cell["value"] for cell in row["cells"]] for row in sheet["rows"]] == [
        ["Advice", "", "2", "$90.00", "$45.00"],
        ["Chair", "", "4.5", "$298.68", "$66.37"],
        ["Total", "", "6.5", "$388.68", ""],
    ]
    assert "Chair" in sold.get(PATH, Accept="application/csv").text


def test_it_has_a_right_of_its_own(sold, member):
    member(("Report", "read-balance-sheet")).get(PATH, status=403)
