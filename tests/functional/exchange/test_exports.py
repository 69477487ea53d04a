"""Lists as files: every row that the screen's filters leave, in its order, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import insert

from bigcapital.exchange import kinds
from bigcapital.inventory.items.model import Item
from bigcapital.jobs import run_pending
from bigcapital.reports import formats
from bigcapital.tenancy.installation import Installation
from tests.client import Client, codes
from tests.functional.exchange.test_imports import RESOURCES
from tests.functional.exchange.wizard import csv_of, imported
from tests.functional.inventory.goods import made
from tests.functional.sales.selling import Shop, invoice, line, opened
from tests.statements import counted
from tests.template import Units

XLSX, PDF = formats.XLSX, formats.PDF
SAME = ("total", "subtotal", "tax_amount_withheld", "discount_amount", "adjustment", "invoice_date", "due_date", "is_delivered")


def fetched(ann: Client, resource: str, accept: str, status: int = 200, **query: str) -> Any:
    headers = ann.headers | {"Accept": accept}
    return ann.app.get("/api/export", {"resource": resource, **query}, headers=headers, status=status)


def exported(ann: Client, resource: str, **query: str) -> list[dict[str, str]]:
    """The rows of a CSV, by heading."""
    return list(csv.DictReader(io.StringIO(fetched(ann, resource, "application/csv", **query).body.decode("utf-8-sig"))))


def sheet(ann: Client, resource: str, **query: str) -> list[dict[str, Any]]:
    """The rows of a workbook, by heading."""
    book = load_workbook(io.BytesIO(fetched(ann, resource, XLSX, **query).body))
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture
def shop(ann: Client, tenant: Units) -> Shop:
    """A customer, three items and three tax rates."""
    return opened(ann, tenant)


def invoiced(ann: Client, shop: Shop) -> list[dict[str, Any]]:
    """Two invoices with all that an invoice may have; as the API shows them."""
    lines = (
        line(shop.chair, "19.99", "2.5", discount="10", tax_rate_id=shop.vat, description="=HYPERLINK(1)"),
        line(shop.advice, "100.000001", 1, discount="5", discount_type="amount", tax_rate_id=shop.reduced),
    )
    more = {"discount": "3", "discount_type": "percentage", "adjustment": "-1", "reference_no": "+1", "is_inclusive_tax": True}
    ann.post("sale-invoices", invoice(shop.customer, *lines, invoice_no="INV-1", **more), status=201)
    ann.post("sale-invoices", invoice(shop.customer, line(shop.chair), invoice_no="INV-2", delivered=False), status=201)
    return sorted(ann.get("sale-invoices").json["sales_invoices"], key=lambda one: one["invoice_no"])


def test_what_leaves_as_a_file_comes_back_as_the_same_documents(ann: Client, shop: Shop) -> None:
    before = invoiced(ann, shop)
    for form, content in (("csv", fetched(ann, "SaleInvoice", "text/csv").body), ("xlsx", fetched(ann, "SaleInvoice", XLSX).body)):
        text = content.replace(b"INV-", b"C-") if form == "csv" else content
        if form == "xlsx":
            for one in before:
                ann.delete(f"sale-invoices/{one['id']}", status=200)
        result = imported(ann, "SaleInvoice", text, f"invoices.{form}")
        assert (result["created_count"], result["errors"]) == (2, [])
        prefix = "C-" if form == "csv" else "INV-"
        after = [one for one in ann.get("sale-invoices").json["sales_invoices"] if one["invoice_no"].startswith(prefix)]
        for old, new in zip(before, sorted(after, key=lambda one: one["invoice_no"]), strict=True):
            for name in (
                "total",
                "subtotal",
                "tax_amount_withheld",
                "discount_amount",
                "adjustment",
                "invoice_date",
                "due_date",
                "is_delivered",
            ):
                assert old[name] == new[name], name
            assert [(one["rate"], one["quantity"], one["tax_rate_id"]) for one in old["entries"]] == [
                (one["rate"], one["quantity"], one["tax_rate_id"]) for one in new["entries"]
            ]


def test_a_row_for_each_line_amounts_as_numbers_and_days_as_days(ann: Client, shop: Shop) -> None:
    invoiced(ann, shop)
    rows = exported(ann, "SaleInvoice", column_sort_by="invoice_no", sort_order="asc")
    assert [(row["Invoice number"], row["Item"], row["Rate"]) for row in rows] == [
        ("INV-1", "Chair", "19.99"), ("INV-1", "Advice", "100.000001"), ("INV-2", "Chair", "100.00"),
    ]  # fmt: skip
    assert rows[0]["Invoice date"] == "2026-03-15" and rows[0]["Customer"] == rows[1]["Customer"] != ""
    cells = sheet(ann, "SaleInvoice", column_sort_by="invoice_no", sort_order="asc")[0]
    assert cells["Invoice date"].date().isoformat() == "2026-03-15" and cells["Quantity"] == 2.5


def test_no_text_of_anybodys_becomes_a_formula(ann: Client, shop: Shop) -> None:
    invoiced(ann, shop)
    made(ann, name="=cmd|' /C calc'!A0", note="@SUM(1)")
    rows = exported(ann, "SaleInvoice", search_keyword="INV-1")
    assert (rows[0]["Description"], rows[0]["Reference no"]) == ("'=HYPERLINK(1)", "'+1")
    [item] = exported(ann, "Item", search_keyword="cmd")
    assert (item["Item name"], item["Note"]) == ("'=cmd|' /C calc'!A0", "'@SUM(1)")
    book = load_workbook(io.BytesIO(fetched(ann, "Item", XLSX, search_keyword="cmd").body))
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n", "d"}


def test_view_filters_search_and_order_are_the_lists(ann: Client, shop: Shop) -> None:
    invoiced(ann, shop)
    drafts = exported(ann, "SaleInvoice", view_slug="draft")
    assert [row["Invoice number"] for row in drafts] == ["INV-2"]
    roles = json.dumps([{"fieldKey": "amount", "comparator": "bigger", "value": 130}])
    assert {row["Invoice number"] for row in exported(ann, "SaleInvoice", stringified_filter_roles=roles)} == {"INV-1"}
    names = [row["Account name"] for row in exported(ann, "Account", column_sort_by="name", sort_order="asc")]
    assert names == sorted(names, key=str.casefold) and len(names) > 30
    assert {row["Account type"] for row in exported(ann, "Account", view_slug="income")} == {"Income", "Other Income"}
    assert codes(fetched(ann, "Item", "text/csv", 400, column_sort_by="secret")) == ["sort_column_not_found"]
    assert codes(fetched(ann, "SaleInvoice", "text/csv", 400, view_slug="none")) == ["view_not_found"]
    assert codes(fetched(ann, "Nothing", "text/csv", 400)) == ["RESOURCE_NOT_EXPORTABLE"]


@pytest.mark.parametrize("accept", ["application/csv", XLSX, PDF])
def test_every_list_can_be_exported(ann: Client, shop: Shop, accept: str) -> None:
    number = invoiced(ann, shop)[0]["id"]
    paid = {"customer_id": shop.customer, "payment_date": "2026-04-01", "deposit_account_id": 1000}
    ann.post("payments-received", paid | {"entries": [{"invoice_id": number, "payment_amount": "10"}]}, status=201)
    assert kinds.resources() == sorted(RESOURCES)
    for resource in RESOURCES:
        answer = fetched(ann, resource, accept)
        assert answer.content_type == {"application/csv": "text/csv"}.get(accept, accept)
        assert kinds.exportable(resource).name in answer.headers["Content-Disposition"] and len(answer.body) > 20
    if accept == "application/csv":
        [row] = exported(ann, "PaymentReceived")
        assert (row["Invoice number"], row["Payment amount"], row["Deposit account"]) == ("INV-1", "10.00", "Bank Account")
    if accept == PDF:
        text = PdfReader(io.BytesIO(fetched(ann, "SaleInvoice", PDF).body)).pages[0].extract_text()
        assert "Invoices" in text and "INV-1" in text and "Terms" not in text


def test_an_export_is_in_the_organizations_language(ann: Client, tenant: Units) -> None:
    made(ann, name="كرسي")
    ann.put("organization", {"language": "ar"}, status=200)
    [row] = exported(ann, "Item")
    assert row["اسم الصنف"] == "كرسي" and row["للبيع"] == "نعم"
    rows = csv_of(("اسم الصنف", "نوع الصنف", "للبيع", "حساب الإيراد"), ("طاولة", "خدمة", "لا", ""))
    assert imported(ann, "Item", rows)["created_count"] == 1


def test_a_list_of_any_length_is_read_in_pieces(ann: Client, tenant: Units) -> None:
    def statements() -> int:
        with counted() as sent:
            assert len(fetched(ann, "Item", "text/csv").body.splitlines()) > 1
        return len(sent)

    made(ann)
    statements()
    few = statements()
    with tenant() as t:
        t.session.execute(insert(Item.__table__), [{"name": f"No. {n}", "type": "service"} for n in range(2_000)])
    assert statements() <= few + 4


def test_a_long_list_is_written_by_a_worker(ann: Client, installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        made(ann, name=name)
    monkeypatch.setattr(formats.Form, "waits", lambda form, count: not form.flows and count > 2)
    told = fetched(ann, "Item", XLSX, 202, column_sort_by="name", sort_order="asc").json
    ann.app.get(f"{told['poll']}/content", headers=ann.headers, status=404)
    run_pending(installation)
    done = ann.app.get(told["poll"], headers=ann.headers).json
    assert done["is_completed"]
    file = ann.app.get(done["file"], headers=ann.headers)
    assert file.content_type == XLSX and "items.xlsx" in file.headers["Content-Disposition"]
    assert [row[1] for row in _rows(file.body)] == ["Item name", "a", "b", "c"]
    ann.headers["Accept-Language"] = "ar"  # the worker writes it for who asked, and they read it as their screen
    told = fetched(ann, "Item", XLSX, 202).json
    run_pending(installation)
    assert _rows(ann.app.get(f"{told['poll']}/content", headers=ann.headers).body)[0][1] == "اسم الصنف"
    ann.get("export/files/" + "0" * 32, status=404)


def _rows(book: bytes) -> list[tuple[Any, ...]]:
    return list(load_workbook(io.BytesIO(book)).worksheets[0].iter_rows(values_only=True))
