"""Links to invoices: what whoever has one sees, and that nobody finds another."""

from __future__ import annotations

import io
from base64 import b64decode, urlsafe_b64encode
from secrets import token_bytes
from typing import Any

import pytest
from pypdf import PdfReader

from tests.client import Client
from tests.functional.sales import selling
from tests.functional.sales.conftest import Shop


def made(ann: Client, shop: Shop, **more: Any) -> int:
    return int(ann.post("sale-invoices", selling.invoice(shop.customer, selling.line(shop.chair, tax_rate_id=shop.vat), **more)).json["id"])


def link(ann: Client, id: int, **given: Any) -> str:
    address = ann.post(f"sale-invoices/{id}/generate-link", given, status=201).json["link"]
    assert address.startswith("http://localhost/payment/")
    return str(address.rpartition("/")[2])


def test_whoever_has_the_link_sees_the_invoice_and_its_paper(ann: Client, anyone: Client, shop: Shop) -> None:
    id = made(ann, shop)
    token = link(ann, id)
    shown, own = anyone.get(f"payment-links/{token}/invoice").json["data"], ann.get(f"sale-invoices/{id}").json
    assert shown["invoice_no"] == "INV-00001" and shown["total_formatted"] == own["total_formatted"] and shown["is_receivable"] is True
    assert shown["entries"][0]["item_name"] == "Chair" and shown["organization"]["name"] == "Ann's Books"
    assert not {"user_id", "customer_id", "customer", "writtenoff_reason"} & shown.keys()
    paper = anyone.get(f"payment-links/{token}/invoice/pdf")
    assert "INV-00001" in PdfReader(io.BytesIO(paper.body)).pages[0].extract_text()


def test_a_link_is_kept_nowhere_and_each_is_another(ann: Client, shop: Shop, peek: Any) -> None:
    id = made(ann, shop)
    tokens = [link(ann, id) for _ in range(3)]
    assert len(set(tokens)) == 3
    stored = str(peek("SELECT * FROM payment_links"))
    assert not [token for token in tokens if token in stored]


def test_no_guess_finds_an_invoice(ann: Client, anyone: Client, shop: Shop) -> None:
    token = link(ann, made(ann, shop))
    organization = ann.headers["organization-id"]
    guesses = [token[:-1], token + "A", token[:30] + ("A" if token[30] != "A" else "B") + token[31:], "A" * 43, "1", "%00", "%C3%A9" * 43]
    guesses += [urlsafe_b64encode(bytes.fromhex(organization) + token_bytes(16)).decode().rstrip("=") for _ in range(5)]
    for guess in guesses:
        for path in ("invoice", "invoice/pdf"):
            assert anyone.get(f"payment-links/{guess}/{path}", status=404).json == {"statusCode": 404, "message": "NotFoundError"}


def test_a_link_ends_with_its_day_its_delivery_and_its_invoice(ann: Client, anyone: Client, shop: Shop) -> None:
    id = made(ann, shop, delivered=False)
    token = link(ann, id)
    anyone.get(f"payment-links/{token}/invoice", status=404)
    ann.put(f"sale-invoices/{id}/deliver")
    anyone.get(f"payment-links/{token}/invoice")
    anyone.get(f"payment-links/{link(ann, id, expiryTime='2020-01-01')}/invoice", status=404)
    anyone.get(f"payment-links/{link(ann, id, expiryTime='2999-01-01')}/invoice")
    ann.delete(f"sale-invoices/{id}")
    anyone.get(f"payment-links/{token}/invoice", status=404)


def test_a_link_is_taken_back_and_nobody_is_told_that_it_was(ann: Client, anyone: Client, shop: Shop) -> None:
    id, other = made(ann, shop), made(ann, shop)
    first, second = link(ann, id), link(ann, id, expiryTime="2020-01-01")
    links = ann.get(f"sale-invoices/{id}/links").json["links"]
    assert [(one["is_expired"], one["expires_on"]) for one in links] == [(True, "2020-01-01"), (False, None)]
    assert first not in str(links) and second not in str(links)
    ann.delete(f"sale-invoices/{other}/links/{links[1]['id']}", status=404)  # another invoice's
    anyone.get(f"payment-links/{first}/invoice")
    ann.delete(f"sale-invoices/{id}/links/{links[1]['id']}", status=200)
    for path in ("invoice", "invoice/pdf", "logo"):
        assert anyone.get(f"payment-links/{first}/{path}", status=404).json == {"statusCode": 404, "message": "NotFoundError"}
    ann.delete(f"sale-invoices/{id}/links/{links[1]['id']}", status=404)


def test_the_page_has_the_logo_that_the_invoice_is_printed_with(ann: Client, anyone: Client, shop: Shop) -> None:
    token = link(ann, made(ann, shop))
    assert anyone.get(f"payment-links/{token}/invoice").json["data"]["has_logo"] is False
    anyone.get(f"payment-links/{token}/logo", status=404)
    picture = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
    key = ann.upload(picture, "logo.png").json["data"]["key"]
    template = ann.get("sale-invoices/state").json["default_template_id"]
    body = {"template_name": "Ours", "attributes": {"company_logo_key": key, "show_company_logo": True}}
    ann.put(f"pdf-templates/{template}", body)
    assert anyone.get(f"payment-links/{token}/invoice").json["data"]["has_logo"] is True
    logo = anyone.get(f"payment-links/{token}/logo")
    assert logo.body == picture and logo.content_type == "image/png" and "sandbox" in logo.headers["Content-Security-Policy"]


def test_who_may_not_edit_invoices_makes_no_link(ann: Client, shop: Shop, member: Any) -> None:
    id = made(ann, shop)
    clerk = member(("SaleInvoice", "View"))
    clerk.post(f"sale-invoices/{id}/generate-link", {}, status=403)
    link(ann, id)
    clerk.delete(f"sale-invoices/{id}/links/{clerk.get(f'sale-invoices/{id}/links').json['links'][0]['id']}", status=403)


@pytest.mark.parametrize("given", [{"publicity": "secret"}, {"expiryTime": "soon"}])
def test_a_link_that_cannot_be_is_refused(ann: Client, shop: Shop, given: dict[str, Any], peek: Any) -> None:
    ann.post(f"sale-invoices/{made(ann, shop)}/generate-link", given, status=400)
    assert peek("SELECT COUNT(*) FROM payment_links") == [(0,)]
