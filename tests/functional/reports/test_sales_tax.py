"""The tax of sales, by rate, from the ledger."""

from __future__ import annotations

from tests.functional.reports.seller import ann, invited, letters, member, shop
from tests.functional.sales.selling import BANK, invoice, line, receipt

__all__ = ["ann", "invited", "letters", "member", "shop"]
PATH = "reports/sales-tax-liability-summary?from_date=2026-03-01&to_date=2026-03-31"


def rows(answer) -> list[tuple]:
    amounts = ("taxable_amount", "tax_amount", "collected_tax_amount")
    return [(one["tax_name"], *(one[name]["amount"] for name in amounts)) for one in answer["data"]["tax_rates"]]


def test_what_was_taxed_is_after_discounts_and_collected_when_the_money_is_in(ann, shop):
    lines = (line(shop.chair, 100, tax_rate_id=shop.vat), line(shop.chair, 100, tax_rate_id=shop.reduced), line(shop.advice, 100))
    ann.post("sale-invoices", invoice(shop.customer, *lines, discount=10, discount_type="percentage"), status=201)
    ann.post("sale-receipts", receipt(shop.customer, line(shop.chair, 12, tax_rate_id=shop.vat), is_inclusive_tax=True), status=201)
    found = ann.get(PATH).json
    assert rows(found) == [("VAT (20%)", 100, 20, 2), ("Reduced (5.5%)", 90, 4.95, 0)]
    assert [found["data"]["total"][name]["amount"] for name in ("taxable_amount", "tax_amount", "collected_tax_amount")] == [190, 24.95, 2]
    assert found["data"]["tax_rates"][0]["tax_percentage"]["formatted_amount"] == "20.00%"
    assert rows(ann.get(f"{PATH}&basis=cash").json) == [("VAT (20%)", 10, 2, 2)]
    payable = [line for line in ann.get("reports/trial-balance-sheet").json["data"]["accounts"] if line["name"] == "Tax Payable"]
    assert [line["credit"]["amount"] if isinstance(line["credit"], dict) else line["credit"] for line in payable] == [24.95]


def test_tax_is_collected_as_invoices_are_paid(ann, shop):
    ann.post("sale-invoices", invoice(shop.customer, line(shop.chair, 100, tax_rate_id=shop.vat)), status=201)
    paid = {"customer_id": shop.customer, "payment_date": "2026-03-20", "amount": 30, "deposit_account_id": BANK}
    ann.post("payments-received", paid | {"entries": [{"invoice_id": 1, "payment_amount": 30}]}, status=201)
    assert rows(ann.get(PATH).json) == [("VAT (20%)", 100, 20, 5)]
    assert rows(ann.get(f"{PATH}&basis=cash").json) == [("VAT (20%)", 25, 5, 5)]
    assert rows(ann.get(PATH.replace("to_date=2026-03-31", "to_date=2026-03-19")).json) == [("VAT (20%)", 100, 20, 0)]


def test_what_was_undone_or_is_no_sale_of_the_range_is_not_there(ann, shop):
    taxed = line(shop.chair, 100, tax_rate_id=shop.vat)
    ann.post("sale-invoices", invoice(shop.customer, taxed))
    ann.post("sale-invoices", invoice(shop.customer, taxed, invoice_date="2026-04-01"))
    ann.post("sale-invoices", invoice(shop.customer, taxed, delivered=False))
    ann.delete("sale-invoices/1")
    found = ann.get(PATH).json
    assert rows(found) == [] and found["data"]["total"]["tax_amount"]["amount"] == 0
    assert found["query"]["basis"] == "accrual"


def test_people_read_it_as_rows_and_columns_too(ann, shop):
    ann.post("sale-receipts", receipt(shop.customer, line(shop.chair, 100, tax_rate_id=shop.vat)))
    sheet = ann.get(PATH, Accept="application/json+table").json["table"]
    assert [column["key"] for column in sheet["columns"]] == [
        "tax_name", "tax_percentage", "taxable_amount", "tax_amount", "collected_tax_amount",
    ]  # fmt: skip
    written = [[cell["value"] for cell in row["cells"]][2:] for row in sheet["rows"]]
    assert written == [["100.00", "20.00", "20.00"], ["$100.00", "$20.00", "$20.00"]]
    assert "VAT (20%)" in ann.get(PATH, Accept="application/csv").text


def test_it_has_a_right_of_its_own(ann, shop, member):
    clerk = member(("Report", "read-balance-sheet"))
    clerk.get(PATH, status=403)
