"""E-invoices through the API: what is refused and why, and that what is not refused is valid by the official rules."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from bigcapital.jobs import run_pending
from bigcapital.starting import start
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.client import Client, codes
from tests.einvoice_rules import broken
from tests.functional.sales import selling, settling
from tests.functional.sales.conftest import Shop
from tests.functional.test_mail import Inbox, smtp  # noqa: F401
from tests.statements import counted

CUSTOMER = {
    "customer_type": "business",
    "display_name": "Zoë",
    "company_name": "Zoë & Fils SARL",
    "billing_address1": "1, rue du Bac",
    "billing_address_city": "Paris",
    "billing_address_postcode": "75007",
    "billing_address_country": "France",
    "tax_number": "32123456789",
    "electronic_address": "0009:12345678200010",
    "email": "zoe@example.com",
}
SETTINGS = {"electronic_address": "9930:DE123456789", "registration_number": "HRB 12345", "iban": "DE89 3704 0044 0532 0130 00"}
ADDRESS = {"address_1": "Lindenallee 5", "city": "Köln", "postal_code": "50667"}


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def installation(data_dir: Path, smtp: str) -> Iterator[Installation]:  # noqa: F811
    made = start(template.settings(data_dir, mail__url=smtp, mail__sender="Books <books@example.com>"))
    yield made
    made.close()


def settle_all(ann: Client, shop: Shop, **settings: Any) -> None:
    """Fill in all that is asked for."""
    ann.put("organization", {"location": "DE", "tax_number": "DE 123 456 789", "address": ADDRESS}, status=200)
    given = SETTINGS | settings
    ann.put("settings", {"options": [{"group": "e_invoices", "key": key, "value": value} for key, value in given.items()]}, status=200)
    ann.put(f"customers/{shop.customer}", CUSTOMER, status=200)


def sold(ann: Client, shop: Shop, *, customer: int | None = None, **more: Any) -> int:
    lines = [
        selling.line(shop.chair, "10.005", 3, tax_rate_id=shop.vat, description="Oak"),
        selling.line(shop.advice, "50", "1.5", discount=10, tax_rate_id=shop.reduced),
    ]
    body = selling.invoice(customer or shop.customer, *lines, **{"reference_no": "PO 7", "discount": 5, "adjustment": "-0.35"} | more)
    return int(ann.post("sale-invoices", body, status=201).json["id"])


def found(xml: bytes, path: str) -> list[str | None]:
    """The texts at a path, of names without their namespaces."""
    return [element.text for element in ElementTree.fromstring(xml).iterfind("./" + "/".join(f"{{*}}{name}" for name in path.split("/")))]


def carried(pdf: bytes) -> bytes:
    return bytes(PdfReader(io.BytesIO(pdf)).attachments["factur-x.xml"][0])


def test_everything_that_is_missing_is_said_at_once(ann: Client, shop: Shop) -> None:
    id = sold(ann, shop, reference_no=None, delivered=False)
    refused = ann.get(f"sale-invoices/{id}/e-invoice", status=400)
    assert codes(refused) == ["E_INVOICE_INCOMPLETE"]
    payload = refused.json["errors"][0]["payload"]
    assert payload["format"] == "ubl"
    assert [(one["subject"], one["field"]) for one in payload["missing"]] == [
        ("document", "status"),
        ("organization", "tax_number"),
        ("customer", "billing_address_country"),
        ("organization", "electronic_address"),
        ("customer", "electronic_address"),
        ("document", "reference_no"),
    ]
    assert payload["missing"][1] == {
        "subject": "organization",
        "field": "tax_number",
        "message": "Your organization's tax number is missing.",
        "where": "Preferences › General",
    }
    assert all("Zoë & Sons" in one["message"] for one in payload["missing"] if one["subject"] == "customer")
    fewer = ann.get(f"sale-invoices/{id}/e-invoice?format=facturx", status=400).json["errors"][0]["payload"]["missing"]
    assert [one["field"] for one in fewer] == ["status", "tax_number", "billing_address_country"]


def test_it_is_said_in_the_organizations_language(ann: Client, shop: Shop) -> None:
    ann.put("organization", {"language": "ar"}, status=200)
    error = ann.get(f"sale-invoices/{sold(ann, shop)}/e-invoice", status=400).json["errors"][0]
    assert error["message"] == "لا يمكن أن يكون هذا المستند فاتورة إلكترونية بعد."
    assert error["payload"]["missing"][0]["where"] == "التفضيلات › عام"


def test_another_format_is_refused_by_its_name(ann: Client, shop: Shop) -> None:
    refused = ann.get(f"sale-invoices/{sold(ann, shop)}/e-invoice?format=edifact", status=400)
    assert [fault["property"] for fault in refused.json["message"]] == ["format"]


@pytest.mark.slow
def test_an_invoice_is_valid_ubl_with_the_documents_totals(ann: Client, shop: Shop) -> None:
    settle_all(ann, shop)
    id = sold(ann, shop)
    ann.post("payments-received", settling.payment(shop.customer, (id, "20")), status=201)
    shown = ann.get(f"sale-invoices/{id}").json
    answer = ann.get(f"sale-invoices/{id}/e-invoice", Accept="application/xml")
    assert answer.content_type == "application/xml" and answer.headers["Content-Disposition"] == 'attachment; filename="INV-00001.xml"'
    assert broken(answer.body) == []
    sums = "LegalMonetaryTotal/"
    assert found(answer.body, f"{sums}TaxInclusiveAmount") == [str(round(shown["total"] + 0.35, 2))]
    assert found(answer.body, f"{sums}PayableRoundingAmount") == ["-0.35"] and found(answer.body, f"{sums}PrepaidAmount") == ["20"]
    assert found(answer.body, f"{sums}PayableAmount") == [str(shown["due_amount"])]
    assert found(answer.body, "AccountingSupplierParty/Party/PartyTaxScheme/CompanyID") == ["DE123456789"]
    assert found(answer.body, "AccountingCustomerParty/Party/PartyTaxScheme/CompanyID") == ["FR32123456789"]
    assert found(answer.body, "PaymentMeans/PayeeFinancialAccount/ID") == ["DE89370400440532013000"]


@pytest.mark.slow
def test_in_another_currency_the_tax_is_said_in_the_books_own_too(ann: Client, shop: Shop) -> None:
    settle_all(ann, shop)
    there = selling.customer(ann, "JPY", "Tōkyō KK")
    ann.put(f"customers/{there}", CUSTOMER | {"billing_address_country": "jp", "buyer_reference": "7"}, status=200)
    id = sold(ann, shop, customer=there, exchange_rate="0.0065", is_inclusive_tax=True, adjustment="2", discount="3", reference_no=None)
    body = ann.get(f"sale-invoices/{id}/e-invoice").body
    assert broken(body) == [] and found(body, "TaxCurrencyCode") == ["USD"] and found(body, "DocumentCurrencyCode") == ["JPY"]
    assert found(body, "TaxTotal/TaxAmount") == ["8", "0.05"] and found(body, "BuyerReference") == ["7"]


@pytest.mark.slow
def test_a_credit_note_names_its_invoice(ann: Client, shop: Shop) -> None:
    settle_all(ann, shop)
    id = sold(ann, shop)
    body = settling.note(shop.customer, selling.line(shop.chair, "5", 2, tax_rate_id=shop.vat), from_invoice_id=id, reference_no="A")
    note = int(ann.post("credit-notes", body, status=201).json["id"])
    answer = ann.get(f"credit-notes/{note}/e-invoice")
    assert broken(answer.body) == [] and found(answer.body, "CreditNoteTypeCode") == ["381"]
    assert found(answer.body, "BillingReference/InvoiceDocumentReference/ID") == ["INV-00001"]
    pdf = ann.get(f"credit-notes/{note}/e-invoice?format=facturx").body
    assert broken(carried(pdf)) == []


@pytest.mark.slow
@pytest.mark.parametrize("category, reason", [("Z", None), ("E", "Exempt"), ("AE", None), ("K", None), ("G", None)])
def test_why_no_tax_is_due_is_said(ann: Client, shop: Shop, category: str, reason: str | None) -> None:
    settle_all(ann, shop)
    tax = ann.post("tax-rates", {"name": "Exempt", "code": "N", "rate": 0, "category": category, "active": True}, status=201).json
    assert tax["category"] == category
    id = selling_of(ann, shop, tax["id"])
    body = ann.get(f"sale-invoices/{id}/e-invoice").body
    assert broken(body) == [] and found(body, "TaxTotal/TaxSubtotal/TaxCategory/ID") == [category]
    assert found(body, "TaxTotal/TaxSubtotal/TaxCategory/TaxExemptionReason") == ([reason] if reason else [])


def selling_of(ann: Client, shop: Shop, tax: int) -> int:
    body = selling.invoice(shop.customer, selling.line(shop.chair, "10", tax_rate_id=tax), reference_no="PO 7")
    return int(ann.post("sale-invoices", body, status=201).json["id"])


def test_nobody_guesses_why_a_rate_is_zero(ann: Client, shop: Shop) -> None:
    settle_all(ann, shop)
    tax = ann.post("tax-rates", {"name": "None", "code": "N", "rate": 0, "active": True}, status=201).json["id"]
    id = selling_of(ann, shop, tax)
    [missing] = ann.get(f"sale-invoices/{id}/e-invoice", status=400).json["errors"][0]["payload"]["missing"]
    assert (missing["field"], missing["where"]) == ("category", "Tax rates › None")
    edited = ann.put(f"tax-rates/{tax}", {"name": "None", "code": "N", "rate": 0, "category": "Z"}, status=200).json
    assert edited["id"] == tax  # filled in, so earlier documents have it too
    ann.get(f"sale-invoices/{id}/e-invoice", status=200)
    changed = ann.put(f"tax-rates/{tax}", {"name": "None", "code": "N", "rate": 0, "category": "E"}, status=200).json
    assert changed["id"] != tax
    assert found(ann.get(f"sale-invoices/{id}/e-invoice").body, "TaxTotal/TaxSubtotal/TaxCategory/ID") == ["Z"]


def test_a_category_that_does_not_fit_its_rate_is_refused(ann: Client, shop: Shop) -> None:
    for rate, category in ((20, "E"), (0, "S"), (20, "X")):
        body = {"name": "A", "code": "A", "rate": rate, "category": category}
        refused = ann.post("tax-rates", body, status=400)
        assert [fault["property"] for fault in refused.json["message"]] == ["category"]
    exempt = ann.get("tax-rates/1").json
    assert exempt["category"] == "E"  # the one that every organization begins with
    edited = ann.put("tax-rates/1", {"name": exempt["name"], "code": exempt["code"], "rate": 15}, status=200).json
    assert edited["category"] is None  # who does not know of categories is not in their way


@pytest.mark.slow
def test_factur_x_is_the_documents_pdf_with_its_xml_inside(ann: Client, shop: Shop) -> None:
    import facturx
    from lxml import etree

    settle_all(ann, shop)
    answer = ann.get(f"sale-invoices/{sold(ann, shop)}/e-invoice?format=facturx", Accept="application/pdf")
    assert answer.content_type == "application/pdf" and answer.headers["Content-Disposition"] == 'attachment; filename="INV-00001.pdf"'
    assert broken(carried(answer.body)) == []
    name, xml = facturx.get_xml_from_pdf(answer.body)
    assert name == "factur-x.xml" and facturx.get_level(etree.fromstring(xml)) == "en16931"
    assert "Zoë" in PdfReader(io.BytesIO(answer.body)).pages[0].extract_text()
    assert not_archival(answer.body) == []


def not_archival(pdf: bytes) -> list[str]:
    """What PDF/A-3 asks of a PDF and this one has not: the rules that can be seen from its objects, not all of ISO 19005-3."""
    read = PdfReader(io.BytesIO(pdf))
    root: Any = read.trailer["/Root"]
    said = ElementTree.fromstring(root["/Metadata"].get_object().get_data().decode().partition("?>")[2].rpartition("<?xpacket")[0])
    attributes = {key.rpartition("}")[2]: value for element in said.iter() for key, value in element.attrib.items()}
    texts = {element.tag.rpartition("}")[2]: element.text for element in said.iter() if element.text}
    file: Any = root["/AF"][0].get_object()
    fonts = [font.get_object() for page in read.pages for font in page["/Resources"].get("/Font", {}).values()]
    inner = [font.get("/DescendantFonts", [font])[0].get_object() for font in fonts]
    embedded = [any(f"/FontFile{kind}" in font["/FontDescriptor"] for kind in ("", "2", "3")) for font in inner]
    rules = {
        "says that it is PDF/A-3b": (attributes["part"], attributes["conformance"]) == ("3", "B"),
        "one RDF in its metadata": sum(element.tag.endswith("}RDF") for element in said.iter()) == 1,
        "has colours of a profile": root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1" and "/DestOutputProfile" in root["/OutputIntents"][0],
        "embeds its fonts": fonts != [] and all(embedded),
        "has an identity": "/ID" in read.trailer,
        "is not encrypted": not read.is_encrypted,
        "does nothing": not {"/OpenAction", "/AA", "/JavaScript"} & {*root, *root.get("/Names", {})},
        "names the file": (file["/F"], file["/UF"], file["/AFRelationship"]) == ("factur-x.xml", "factur-x.xml", "/Alternative"),
        "knows what the file is": file["/EF"]["/F"]["/Subtype"] == "/text/xml" and "/ModDate" in file["/EF"]["/F"]["/Params"],
        "says so in its metadata": (texts["DocumentFileName"], texts["ConformanceLevel"]) == ("factur-x.xml", "EN 16931"),
    }
    return [rule for rule, kept in rules.items() if not kept]


@pytest.mark.slow
def test_mails_carry_factur_x_where_the_organization_wants_it(ann: Client, shop: Shop, installation: Installation, inbox: Inbox) -> None:
    settle_all(ann, shop)
    id = sold(ann, shop)
    assert attached(ann, installation, inbox, id) == []
    settle_all(ann, shop, attach_to_mail=True)
    assert attached(ann, installation, inbox, id) == ["factur-x.xml"]
    ann.put(f"customers/{shop.customer}", CUSTOMER | {"billing_address_country": ""}, status=200)
    assert attached(ann, installation, inbox, id) == []  # it lacks something: then its PDF goes as it is


def attached(ann: Client, installation: Installation, inbox: Inbox, id: int) -> list[str]:
    """What the PDF carries that is mailed now."""
    ann.post(f"sale-invoices/{id}/mail", {}, status=200)
    run_pending(installation)
    (pdf,) = inbox.received[-1][1].iter_attachments()
    return list(PdfReader(io.BytesIO(pdf.get_payload(decode=True))).attachments)


@pytest.mark.parametrize("length", [1, 40])
def test_it_takes_few_statements_however_long_it_is(ann: Client, shop: Shop, length: int) -> None:
    settle_all(ann, shop)
    lines = [selling.line(shop.chair, "10", tax_rate_id=shop.vat) for _ in range(length)]
    id = ann.post("sale-invoices", selling.invoice(shop.customer, *lines, reference_no="A"), status=201).json["id"]
    ann.get(f"sale-invoices/{id}/e-invoice", status=200)
    with counted() as sent:
        ann.get(f"sale-invoices/{id}/e-invoice", status=200)
    assert len(sent) <= 12
