"""Rows of files: uploaded, mapped, previewed and imported, each whole or not at all."""

from __future__ import annotations

from tests.client import Client
from tests.functional.exchange.wizard import csv_of, imported, told, upload

RESOURCES = (
    "Account",
    "CreditNote",
    "Customer",
    "Item",
    "ItemCategory",
    "ManualJournal",
    "PaymentReceived",
    "SaleEstimate",
    "SaleInvoice",
    "SaleReceipt",
    "TaxRate",
    "Vendor",
)
ITEMS = csv_of(
    ("Item name", "Item type", "Sellable", "Sell price", "Sell account"),
    ("Chair", "Service", "yes", "1,250.50", "Sales of Product Income"),
    ("Table", "service", "no", "", ""),
)


def test_a_file_becomes_items_in_four_steps(ann: Client) -> None:
    result = imported(ann, "Item", ITEMS)
    assert (result["created_count"], result["skipped_count"], result["total_count"], result["errors"]) == (2, 0, 2, [])
    items = {one["name"]: one for one in ann.get("items").json["items"]}
    assert items["Chair"]["sell_price"] == 1250.5 and items["Chair"]["sell_account_id"] == 1025
    assert items["Table"]["sellable"] is False and items["Table"]["sell_account_id"] is None


def test_customers_come_with_what_they_owed(ann: Client) -> None:
    rows = csv_of(
        ("Display name", "Customer type", "Opening balance", "Opening balance at", "Email"),
        ("Acme", "Business", "100", "31.12.2025", "pay@acme.example"),
        ("Jane", "individual", "", "", ""),
        ("", "business", "", "", ""),
        ("Joe", "martian", "", "", "nobody"),
    )
    result = imported(ann, "Customer", rows)
    assert result["created_count"] == 2
    assert told(result) == [
        (4, "displayName", "Display name: should not be empty"),
        (5, "customerType", "Customer type: must be one of Business, Individual"),
        (5, "email", "Email: must be an e-mail address"),
    ]
    acme = next(one for one in ann.get("customers").json["customers"] if one["display_name"] == "Acme")
    assert acme["balance"] == 100 and acme["opening_balance_at"] == "2025-12-31"


def test_every_resource_gives_a_sample_that_maps_itself(ann: Client) -> None:
    for resource in RESOURCES:
        for form in ("csv", "xlsx"):
            sample = ann.app.get("/api/import/sample", {"resource": resource, "format": form}, headers=ann.headers, status=200)
            found = upload(ann, resource, sample.body, f"sample.{form}").json
            assert [one["from"] for one in found["mapping"]] == found["sheet_columns"], resource
            required = {one["key"] for group in found["resource_columns"] for one in group["fields"] if one["required"]}
            assert required <= {one["to"] for one in found["mapping"]}, resource


def test_documents_are_the_rows_of_one_number(ann: Client) -> None:
    imported(ann, "Customer", csv_of(("Display name", "Customer type"), ("Acme", "business")))
    imported(ann, "Item", ITEMS)
    imported(ann, "TaxRate", csv_of(("Tax name", "Tax code", "Tax rate", "Active"), ("VAT", "VAT", "20", "yes")))
    rows = csv_of(
        ("Invoice number", "Customer", "Invoice date", "Due date", "Item", "Qty", "Price", "Tax", "Delivered"),
        ("INV-7", "acme", "2026-01-05", "2026-02-05", "Chair", "2", "10", "VAT", "yes"),
        ("INV-8", "Acme", "2026-01-06", "2026-02-06", "Chair", "1", "5", "", "no"),
        ("INV-7", "", "", "", "Chair", "1", "2.5", "", ""),
        ("INV-9", "Nobody", "2026-01-06", "2026-02-06", "Chair", "1", "5", "", ""),
        ("INV-7", "Acme", "2026-03-03", "", "Chair", "1", "5", "", ""),
    )
    result = imported(ann, "SaleInvoice", rows)
    assert told(result) == [
        (6, "invoiceDate", "Invoice date: must be blank or the same as in row 2"),
        (5, "customerId", "Customer: names nothing that there is: Nobody"),
    ]
    assert (result["created_count"], result["skipped_count"]) == (1, 2)
    rows = csv_of(
        ("Invoice number", "Customer", "Invoice date", "Due date", "Item", "Qty", "Price", "Tax", "Delivered"),
        ("INV-7", "Acme", "2026-01-05", "2026-02-05", "Chair", "2", "10", "VAT", "yes"),
        ("INV-7", "", "", "", "Chair", "1", "2.5", "", ""),
    )
    assert imported(ann, "SaleInvoice", rows)["created_count"] == 1
    [one] = [one for one in ann.get("sale-invoices").json["sales_invoices"] if one["invoice_no"] == "INV-7"]
    assert one["total"] == 26.5 and len(one["entries"]) == 2 and one["is_delivered"]
    paid = csv_of(
        ("Customer", "Payment date", "Deposit account", "Invoice number", "Payment amount"),
        ("Acme", "05.02.26", "Bank Account", "INV-7", "20"),
    )
    assert imported(ann, "PaymentReceived", paid)["created_count"] == 1
    assert ann.get(f"sale-invoices/{one['id']}").json["due_amount"] == 6.5


def test_an_account_may_stand_below_one_of_the_same_file(ann: Client) -> None:
    rows = csv_of(("Account name", "Account type", "Parent account"), ("Vehicles", "Fixed Asset", ""), ("Van", "fixed-asset", "vehicles"))
    assert imported(ann, "Account", rows)["created_count"] == 2


def test_a_journal_is_the_rows_of_its_number(ann: Client) -> None:
    rows = csv_of(
        ("Date", "Journal number", "Account", "Debit", "Credit", "Publish"),
        ("2026-01-31", "J-1", "Bank Account", "10", "", "yes"),
        ("2026-01-31", "J-1", "Petty Cash", "", "10", "yes"),
        ("2026-01-31", "J-2", "Bank Account", "10", "", "yes"),
        ("2026-01-31", "J-2", "Petty Cash", "", "9", "yes"),
    )
    result = imported(ann, "ManualJournal", rows)
    assert result["created_count"] == 1 and [one["error_code"] for one in result["errors"]] == ["ServiceError"]
    assert result["errors"][0]["unique_value"] == "J-2" and told(result) == [(4, "debit", "Debit and credit must be equal.")]
