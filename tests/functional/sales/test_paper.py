"""Documents as PDFs and pages, and the files that belong to them, through the API."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from tests.client import Client, codes
from tests.functional.sales import selling, settling
from tests.functional.sales.conftest import Shop

PDF, PAGE = "application/pdf", "application/json+html"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
KINDS = {
    "sale-invoices": selling.invoice,
    "sale-estimates": selling.estimate,
    "sale-receipts": selling.receipt,
    "credit-notes": settling.note,
}


def made(ann: Client, shop: Shop, path: str = "sale-invoices", **more: Any) -> int:
    lines = [
        selling.line(shop.chair, "99.95", 3, tax_rate_id=shop.vat, description="Oak"),
        selling.line(shop.advice, "10.333333", "1.5", tax_rate_id=shop.reduced),
    ]
    return int(ann.post(path, KINDS[path](shop.customer, *lines, discount=5, adjustment="-0.35", **more)).json["id"])


def text(answer: Any) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.body)).pages).split())


@pytest.mark.parametrize("path", KINDS)
def test_paper_says_what_the_api_says(ann: Client, shop: Shop, path: str) -> None:
    id = made(ann, shop, path)
    shown = ann.get(f"{path}/{id}").json
    answer = ann.get(f"{path}/{id}", Accept=PDF)
    assert answer.content_type == PDF and answer.headers["Content-Disposition"].startswith('inline; filename="')
    printed = text(answer)
    for key in ("subtotal_formatted", "discount_amount_formatted", "adjustment_formatted", "total_formatted"):
        assert shown[key] in printed, key
    for tax in shown["taxes"]:
        assert tax["tax_rate_amount_formatted"] in printed and tax["name"] in printed
    for entry in shown["entries"]:
        assert entry["rate_formatted"] in printed and entry["total_formatted"] in printed and entry["item"]["name"] in printed
    assert "Zoë & Sons" in printed and "Oak" in printed and "Draft" not in printed


@pytest.mark.parametrize("path", KINDS)
def test_a_page_is_the_same_and_may_do_nothing(ann: Client, shop: Shop, path: str) -> None:
    id = made(ann, shop, path)
    page = ann.get(f"{path}/{id}/html")
    assert page.content_type == "text/html" and "script-src" not in page.headers["Content-Security-Policy"]
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert ann.get(f"{path}/{id}", Accept=PAGE).json == {"html_content": page.text}
    assert ann.get(f"{path}/{id}", Accept="application/json").json["id"] == id


def test_a_draft_says_so_and_what_was_paid_is_deducted(ann: Client, shop: Shop) -> None:
    draft = made(ann, shop, delivered=False)
    assert "Draft" in ann.get(f"sale-invoices/{draft}/html").text
    owed = ann.get(f"sale-invoices/{made(ann, shop)}/html").text
    assert "Due amount" in owed and "Payment made" not in owed


def test_an_invoice_is_printed_by_its_template_and_a_new_one_has_the_default(ann: Client, shop: Shop) -> None:
    key = ann.upload(PNG, "logo.png").json["data"]["key"]
    body = {"resource": "SaleInvoice", "template_name": "Blue", "attributes": {"total_label": "To pay", "company_logo_key": key}}
    blue = ann.post("pdf-templates", body).json["id"]
    (standard,) = [row["id"] for row in ann.get("pdf-templates?resource=SaleInvoice").json if row["default"]]
    assert ann.get("sale-invoices/state").json["default_template_id"] == standard
    plain, own = made(ann, shop), made(ann, shop, pdf_template_id=blue)
    assert ann.get(f"sale-invoices/{plain}").json["pdf_template_id"] == standard
    assert "To pay" not in ann.get(f"sale-invoices/{plain}/html").text
    page = ann.get(f"sale-invoices/{own}/html").text
    assert "To pay" in page and 'src="data:image/png;base64,' in page
    ann.put(f"pdf-templates/{blue}/assign-default")
    assert ann.get("sale-invoices/state").json["default_template_id"] == blue
    ann.delete(f"pdf-templates/{blue}")
    assert "To pay" not in ann.get(f"sale-invoices/{own}/html").text, "a template that is gone is the default one"


def test_a_payment_says_what_it_was_for_and_what_is_kept(ann: Client, shop: Shop) -> None:
    key = ann.upload(PNG).json["data"]["key"]
    one, two = settling.owed(ann, shop, "100"), settling.owed(ann, shop, "50")
    body = settling.payment(shop.customer, (one, "100"), (two, "20"), amount="150.25", attachments=[{"key": key}])
    id = ann.post("payments-received", body).json["id"]
    assert [one["key"] for one in ann.get(f"payments-received/{id}").json["attachments"]] == [key]
    printed = text(ann.get(f"payments-received/{id}", Accept=PDF))
    for shown in ("PAY-00001", "$100.00", "$20.00", "Applied to invoices $120.00", "Kept as credit $30.25", "Total $150.25", "INV-00002"):
        assert shown in printed, shown
    assert ann.get(f"sale-invoices/{one}/html").text.count("Payment made") == 1 and "Paid" in ann.get(f"sale-invoices/{one}/html").text
    assert ann.get("payments-received/state").json["default_template_id"] and ann.get("credit-notes/state").json["default_template_id"]
    ann.delete(f"payments-received/{id}")
    assert ann.delete(f"attachments/{key}").json["status"] == 200


def test_an_arabic_organization_prints_in_arabic_from_the_right(ann: Client, shop: Shop) -> None:
    ann.put("organization", {"language": "ar"})
    page = ann.get(f"sale-invoices/{made(ann, shop)}/html").text
    assert 'dir="rtl"' in page and "رقم الفاتورة" in page
    assert not re.search(r">(Invoice|Total|Subtotal|Due date)", page)


def test_what_a_customer_is_called_is_text(ann: Client, shop: Shop) -> None:
    evil = selling.customer(ann, name="<script>alert(1)</script>")
    id = ann.post("sale-invoices", selling.invoice(evil, selling.line(shop.chair, description="<img src=x>"))).json["id"]
    page = ann.get(f"sale-invoices/{id}/html").text
    assert "<script" not in page and "<img" not in page


def test_prices_that_include_tax_say_so(ann: Client, shop: Shop) -> None:
    id = made(ann, shop, is_inclusive_tax=True)
    assert "VAT (20%) (included)" in ann.get(f"sale-invoices/{id}/html").text


def test_who_may_not_view_invoices_gets_no_paper(ann: Client, shop: Shop, member: Any) -> None:
    id = made(ann, shop)
    clerk = member(("SaleEstimate", "View"))
    clerk.get(f"sale-invoices/{id}", status=403, Accept=PDF)
    clerk.get(f"sale-invoices/{id}/html", status=403)


@pytest.mark.parametrize("path", KINDS)
def test_files_belong_to_documents_in_the_same_write(ann: Client, shop: Shop, path: str, peek: Any) -> None:
    key = ann.upload(PNG).json["data"]["key"]
    id = made(ann, shop, path, attachments=[{"key": key}])
    assert [one["key"] for one in ann.get(f"{path}/{id}").json["attachments"]] == [key]
    body = KINDS[path](shop.customer, selling.line(shop.chair), attachments=[{"key": "nothing"}])
    before = selling.written(peek)
    assert codes(ann.post(path, body, status=400)) == ["DOCUMENT_KEYS_INVALID"] and selling.written(peek) == before
    ann.delete(f"{path}/{id}")
    assert peek("SELECT COUNT(*) FROM attachment_links") == [(0,)]


def test_an_invoice_takes_a_file_by_hand_once(ann: Client, shop: Shop) -> None:
    key, id = ann.upload(PNG).json["data"]["key"], made(ann, shop)
    body = {"model_ref": "SaleInvoice", "model_id": id}
    assert ann.post(f"attachments/{key}/link", body, status=201).json["status"] == 200
    assert codes(ann.post(f"attachments/{key}/link", body, status=400)) == ["DOCUMENT_LINK_ALREADY_LINKED"]
    assert [one["key"] for one in ann.get(f"sale-invoices/{id}").json["attachments"]] == [key]
    assert codes(ann.post(f"attachments/{key}/link", body | {"model_id": 10**9}, status=400)) == ["DOCUMENT_LINK_ID_INVALID"]
    ann.post(f"attachments/{key}/unlink", body, status=201)
    assert codes(ann.post(f"attachments/{key}/unlink", body, status=400)) == ["DOCUMENT_LINK_ID_INVALID"]
    assert ann.get(f"sale-invoices/{id}").json["attachments"] == []


def test_who_may_not_edit_invoices_mails_none(ann: Client, shop: Shop, member: Any) -> None:
    id = made(ann, shop)
    clerk = member(("SaleInvoice", "View"))
    assert clerk.get(f"sale-invoices/{id}/mail").json["mails"] == []
    clerk.post(f"sale-invoices/{id}/mail", {}, status=403)


RESOURCES = {
    "sale-invoices": "SaleInvoice",
    "sale-estimates": "SaleEstimate",
    "sale-receipts": "SaleReceipt",
    "credit-notes": "CreditNote",
    "payments-received": "PaymentReceive",
}


@pytest.mark.parametrize("path", RESOURCES)
def test_files_and_the_template_change_without_the_books(ann: Client, shop: Shop, path: str, peek: Any) -> None:
    if path == "payments-received":
        id = int(ann.post(path, settling.payment(shop.customer, (settling.owed(ann, shop), "100"))).json["id"])
    else:
        id = made(ann, shop, path)
    resource = RESOURCES[path]
    entries = peek("SELECT COUNT(*) FROM ledger_entries")
    key = ann.upload(b"%PDF-1.7\n1 0 obj\n", "order.pdf", status=200).json["data"]["key"]
    (file,) = ann.put(f"{path}/{id}/attachments", {"attachments": [{"key": key}]}).json
    assert file["key"] == key and ann.get(f"{path}/{id}").json["attachments"] == [file]
    assert codes(ann.put(f"{path}/{id}/attachments", {"attachments": [{"key": "nothing"}]}, status=400)) == ["DOCUMENT_KEYS_INVALID"]
    assert ann.put(f"{path}/{id}/attachments", {"attachments": []}).json == []

    body = {"resource": resource, "template_name": "Red", "attributes": {"primary_color": "#abcdef"}}
    red = ann.post("pdf-templates", body).json["id"]
    ann.put(f"{path}/{id}/pdf-template", {"pdf_template_id": red})
    assert ann.get(f"{path}/{id}").json["pdf_template_id"] == red and "#abcdef" in ann.get(f"{path}/{id}/html").text
    other = next(row["id"] for row in ann.get("pdf-templates").json if row["resource"] != resource)
    for wrong in (other, 999_999):
        ann.put(f"{path}/{id}/pdf-template", {"pdf_template_id": wrong}, status=400)
    ann.put(f"{path}/{id}/pdf-template", {"pdf_template_id": None})
    assert "#abcdef" not in ann.get(f"{path}/{id}/html").text
    assert peek("SELECT COUNT(*) FROM ledger_entries") == entries
