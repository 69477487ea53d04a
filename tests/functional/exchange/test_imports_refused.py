"""What an import refuses, in which words, with nothing written; and who may import."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bigcapital import clock
from bigcapital.jobs.jobs import sweep_files
from tests import template
from tests.client import Client, codes
from tests.functional.contacts.conftest import member  # noqa: F401
from tests.functional.exchange.wizard import csv_of, imported, mapped, told, upload
from tests.template import Units

ITEMS = csv_of(("Item name", "Item type", "My column"), ("Chair", "service", "x"))


def items(ann: Client) -> list[str]:
    return [one["name"] for one in ann.get("items").json["items"]]


@pytest.mark.parametrize("resource", ["", "Nothing", "Branch", "Currency", "Item; DROP TABLE items"])
def test_only_what_declares_its_columns_can_be_imported(ann: Client, resource: str) -> None:
    assert codes(upload(ann, resource, ITEMS, status=400)) == ["RESOURCE_NOT_IMPORTABLE"]


def test_a_file_that_is_none_is_refused(ann: Client, tenant: Units) -> None:
    assert codes(upload(ann, "Item", b"%PDF-1.7\x00", status=400)) == ["IMPORT_FILE_INVALID"]
    assert codes(upload(ann, "Item", b"", status=400)) == ["IMPORTED_SHEET_EMPTY"]
    assert codes(upload(ann, "Item", ITEMS, params="[1]", status=400)) == ["ParamsValidationError"]
    assert codes(ann.post("import/file", {"resource": "Item"}, status=400)) == ["IMPORT_FILE_INVALID"]
    assert tenant.peek("select * from import_files") == []


def test_a_mapping_names_each_heading_and_each_column_once(ann: Client) -> None:
    id = upload(ann, "Item", ITEMS).json["import"]["import_id"]

    def refused(*mapping: dict[str, str]) -> list[str]:
        return codes(ann.post(f"import/{id}/mapping", {"mapping": list(mapping)}, status=400))

    name = {"from": "Item name", "to": "name"}
    assert refused({"from": "Nowhere", "to": "name"}) == ["INVALID_MAP_ATTRS"]
    assert refused({"from": "Item name", "to": "user_id"}) == ["INVALID_MAP_ATTRS"]
    assert refused() == ["INVALID_MAP_ATTRS"]
    assert refused(name, {"from": "Item name", "to": "code"}) == ["DUPLICATED_FROM_MAP_ATTR"]
    assert refused(name, {"from": "Item type", "to": "name"}) == ["DUPLICATED_TO_MAP_ATTR"]
    assert refused(name | {"date_format": "d MMM"}) == ["INVALID_MAP_DATE_FORMAT"]
    assert codes(ann.get(f"import/{id}/preview", status=400)) == ["IMPORT_FILE_NOT_MAPPED"]
    assert codes(ann.post(f"import/{id}/import", status=400)) == ["IMPORT_FILE_NOT_MAPPED"]


def test_a_preview_is_the_real_thing_and_writes_nothing(ann: Client, tenant: Units) -> None:
    id = mapped(ann, "Item", ITEMS)
    before = tenant.peek("select metadata_version, numbering from head")
    assert ann.get(f"import/{id}/preview").json["created_count"] == 1
    assert items(ann) == [] and tenant.peek("select metadata_version, numbering from head") == before
    assert ann.post(f"import/{id}/import?dry_run=1", status=200).json["result"]["created_count"] == 1
    assert items(ann) == []
    assert ann.post(f"import/{id}/import", status=201).json["created_count"] == 1
    assert items(ann) == ["Chair"]


def test_a_file_is_imported_once_and_the_same_bytes_are_warned_of(ann: Client) -> None:
    id = mapped(ann, "Item", ITEMS)
    assert ann.post(f"import/{id}/import", status=201).json["imported_before"] is None
    assert codes(ann.post(f"import/{id}/import", status=400)) == ["IMPORT_FILE_ALREADY_IMPORTED"]
    again = upload(ann, "Item", ITEMS, "another name.csv").json
    assert again["imported_before"]["import_id"] == id and again["imported_before"]["created_count"] == 1
    assert ann.get(f"import/{again['import']['import_id']}").json["imported_before"]["file_name"] == "rows.csv"
    assert upload(ann, "Item", ITEMS + b"\r\n").json["imported_before"] is None


def test_a_mapping_is_remembered_for_the_next_file_of_the_resource(ann: Client) -> None:
    mapped(ann, "Item", ITEMS, **{"My column": "code"})
    found = upload(ann, "Item", csv_of(("My column", "Item name"), ("x", "y"))).json["mapping"]
    assert [(one["from"], one["to"]) for one in found] == [("My column", "code"), ("Item name", "name")]
    found = upload(ann, "ItemCategory", csv_of(("My column", "Name"), ("x", "y"))).json["mapping"]
    assert [one["from"] for one in found] == ["Name"]


def test_each_row_stands_for_itself_and_says_what_is_wrong_with_it(ann: Client) -> None:
    rows = csv_of(
        ("Item name", "Item type", "Sellable", "Sell price", "Sell account", "Category"),
        ("Chair", "service", "yes", "1", "Sales of Product Income", ""),
        ("chair", "service", "", "", "", ""),
        ("Table", "gizmo", "maybe", "1.2.3", "Nowhere", "Nothing"),
        ("Lamp", "service", "yes", "1", "", ""),
        ("Shelf", "service", "yes", "1", "Bank Account", ""),
        ("Desk", "service", "", "-1", "", ""),
        ("Sofa", "service", "", "", "", ""),
    )
    result = imported(ann, "Item", rows)
    assert (result["created_count"], result["skipped_count"], result["errors_count"]) == (2, 5, 9)
    assert [(one["row_number"], one["column"], one["error_code"]) for one in result["errors"]] == [
        (4, "type", "ValidationError"),
        (4, "sellable", "ValidationError"),
        (4, "sellAccountId", "ValidationError"),
        (4, "categoryId", "ValidationError"),
        (4, "sellPrice", "ValidationError"),
        (7, "sellPrice", "ValidationError"),
        (3, "name", "ServiceError"),
        (5, "sellAccountId", "ServiceError"),
        (6, "sellAccountId", "ServiceError"),
    ]
    assert sorted(items(ann)) == ["Chair", "Sofa"]
    assert [one["unique_value"] for one in result["errors"][5:]] == ["Desk", "chair", "Lamp", "Shelf"]


def test_a_name_of_several_names_none(ann: Client) -> None:
    imported(ann, "Customer", csv_of(("Display name", "Customer type"), ("Acme", "business"), ("Acme", "business")))
    rows = csv_of(("Customer", "Estimate date", "Expiration date", "Currency"), ("Acme", "2026-01-01", "2026-02-01", "EUR"))
    result = imported(ann, "SaleEstimate", rows)
    assert (2, "customerId", "Customer: is the name of several: Acme") in told(result)


def test_a_document_in_another_currency_than_its_customers_is_refused(ann: Client) -> None:
    imported(ann, "Customer", csv_of(("Display name", "Customer type"), ("Acme", "business")))
    imported(
        ann, "Item", csv_of(("Item name", "Item type", "Sellable", "Sell account"), ("Work", "service", "y", "Sales of Product Income"))
    )
    head = ("Customer", "Estimate date", "Expiration date", "Currency", "Item", "Quantity", "Rate")
    row = ("Acme", "2026-01-01", "2026-02-01")
    result = imported(ann, "SaleEstimate", csv_of(head, (*row, "EUR", "Work", "1", "1"), (*row, "usd", "Work", "1", "1")))
    assert told(result) == [(2, "currencyCode", "Currency code: must be the customer's, USD")] and result["created_count"] == 1


def test_whoever_may_create_may_import_and_nobody_else(ann: Client, member: Callable[..., Client]) -> None:  # noqa: F811
    theirs = mapped(ann, "Customer", csv_of(("Display name", "Customer type"), ("Acme", "business")))
    clerk = member(("Item", "Create"), ("Customer", "View"))
    assert imported(clerk, "Item", ITEMS)["created_count"] == 1
    upload(clerk, "Customer", ITEMS, status=403)
    upload(clerk, "TaxRate", ITEMS, status=403)
    clerk.get(f"import/{theirs}", status=403)
    clerk.get(f"import/{theirs}/preview", status=403)
    clerk.get(f"import/{theirs}/progress", status=403)
    clerk.post(f"import/{theirs}/import", status=403)
    clerk.post(f"import/{theirs}/mapping", {"mapping": [{"from": "a", "to": "b"}]}, status=403)
    clerk.app.get("/api/import/sample", {"resource": "Customer"}, headers=clerk.headers, status=403)
    clerk.app.get("/api/export", {"resource": "Customer"}, headers=clerk.headers, status=200)
    clerk.app.get("/api/export", {"resource": "Item"}, headers=clerk.headers, status=403)


def test_a_file_is_kept_for_a_day(ann: Client, system: template.Systems) -> None:
    id = mapped(ann, "Item", ITEMS)
    clock.use(lambda: datetime.now(UTC) + timedelta(hours=25))
    with system(writer=False) as unit:
        sweep_files(unit)
    clock.use(None)
    assert codes(ann.get(f"import/{id}/preview", status=400)) == ["IMPORT_FILE_EXPIRED"]
    assert codes(ann.post(f"import/{id}/import", status=400)) == ["IMPORT_FILE_EXPIRED"]
    assert items(ann) == []


def test_an_id_of_nothing_is_not_found(ann: Client) -> None:
    for path in ("import/0", f"import/{'0' * 64}/preview"):
        ann.get(path, status=404)


def test_what_is_wrong_with_a_row_is_said_in_the_organizations_language(ann: Client) -> None:
    ann.post("items", {"name": "Table", "type": "service"}, status=201)
    ann.put("organization", {"language": "ar"}, status=200)
    refused = upload(ann, "Item", b"%PDF-1.7\x00", status=400).json
    assert refused["errors"][0]["message"] == "الملف ليس CSV ولا XLSX."
    headings = ("اسم الصنف", "نوع الصنف", "للبيع", "سعر البيع", "حساب الإيراد")
    result = imported(
        ann, "Item", csv_of(headings, ("كرسي", "شيء", "ربما", "غالٍ", "لا أحد"), ("", "خدمة", "لا", "", ""), ("Table", "خدمة", "لا", "", ""))
    )
    assert result["created_count"] == 0
    assert told(result) == [
        (2, "type", "نوع الصنف: يجب أن يكون أحد ما يلي: خدمة, غير مخزني, مخزون"),
        (2, "sellable", "للبيع: يجب أن يكون نعم أو لا"),
        (2, "sellAccountId", "حساب الإيراد: لا يوجد شيء بهذا الاسم: لا أحد"),
        (2, "sellPrice", "سعر البيع: يجب أن يكون رقمًا"),
        (3, "name", "اسم الصنف: لا يجوز أن يكون فارغًا"),
        (4, "name", "Another item has this name."),
    ]
    assert [one["error_type"] for one in result["errors"]] == [None] * 5 + ["ITEM_NAME_EXISTS"]
    ann.post("customers", {"display_name": "Blue", "customer_type": "business", "currency_code": "USD"}, status=201)
    headings = ("تاريخ الفاتورة", "تاريخ الاستحقاق", "رقم الفاتورة", "العميل", "الصنف", "الكمية", "السعر")
    result = imported(ann, "SaleInvoice", csv_of(headings, ("2026-03-01", "2026-02-20", "A-1", "Blue", "Table", "1", "5")))
    assert told(result) == [(2, "dueDate", "تاريخ الاستحقاق: لا يجوز أن يسبق تاريخ الفاتورة")]
