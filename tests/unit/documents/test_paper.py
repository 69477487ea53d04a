"""Documents on paper: what is shown, in both directions, and where pages end."""

from __future__ import annotations

import io
import re
import socket
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from bigcapital.documents.paper.paper import Paper, Party, Sum
from bigcapital.documents.paper.render import as_html
from bigcapital.organization.templates.fields import FIELDS, resolved
from bigcapital.organization.templates.operations import Branding
from bigcapital.pdf import WeasyPrinter, page_policy

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
PRINTER = WeasyPrinter()


def branding(resource: str = "SaleInvoice", language: str = "en", logo: Any = None, **attributes: Any) -> Branding:
    return Branding(resolved(resource, attributes, language), "Ann's Books", "1 Main St\nSpringfield", "TAX-7", logo)


def invoice(count: int = 2, **changes: Any) -> Paper:
    made = Paper(
        resource="SaleInvoice",
        number="INV-00001",
        customer=Party("Hansa & Söhne", "Hafen 1\nHamburg"),
        details={"invoice_number": "INV-00001", "date_issue": "31 Jan 2026", "due_date": "28 Feb 2026"},
        lines=[
            {"item": f"Work {n}", "description": "", "quantity": "2", "rate": "$10.00", "total": f"${n},020.00"}
            for n in range(1, count + 1)
        ],
        totals=[Sum("subtotal", "$40.00"), Sum("taxes", "$4.00", "VAT 10%"), Sum("total", "$44.00"), Sum("due_amount", "$44.00")],
        notes={"statement": "Thank you.", "terms_conditions": ""},
    )
    return replace(made, **changes)


def pages(html: str) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(PRINTER.render(html))).pages]


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("<body>")[1]))


def test_a_page_shows_the_amounts_as_they_were_given_and_nothing_that_is_empty() -> None:
    text = plain(as_html(invoice(), branding(), "en"))
    for shown in (
        "Invoice number INV-00001",
        "Due date 28 Feb 2026",
        "Billed to Hansa &amp; Söhne",
        "VAT 10% $4.00",
        "Total $44.00",
        "TAX-7",
    ):
        assert shown in text
    assert "Terms" not in text and "Description" not in text and "$1,020.00" in text


def test_a_template_says_what_is_shown_and_what_it_is_called() -> None:
    says = {
        "show_due_date": False,
        "total_label": "To pay",
        "line_item_label": "Service",
        "show_taxes": False,
        "show_company_address": False,
    }
    html = as_html(invoice(), branding(primary_color="#123456", secondary_color="#abc", **says), "en")
    text = plain(html)
    assert "To pay $44.00" in text and "Service" in text
    assert not {one for one in ("Due date", "VAT", "Main St") if one in text}
    assert "--first:#123456;--second:#abc" in html


@pytest.mark.parametrize("resource", FIELDS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_kind_prints_in_both_languages(resource: str, language: str) -> None:
    fields = FIELDS[resource]
    paper = Paper(
        resource=resource,
        number="N-1",
        customer=Party("زبون"),
        details=dict.fromkeys(fields.details, "2026-01-31"),
        lines=[dict.fromkeys(fields.columns, "12.50")],
        totals=[Sum(name, "$1,234.50") for name in fields.totals],
        notes=dict.fromkeys(fields.notes, "x"),
        stamp="Draft",
    )
    html = as_html(paper, branding(resource, language), language)
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in html and f'lang="{language}"' in html
    (page,) = pages(html)
    assert "$1,234.50" in page.replace("\u2066", "").replace("\u2069", "")
    if language == "ar":
        words = set(re.findall(r"[A-Za-z]{3,}", plain(html).replace("N-1", "")))
        assert words <= {"Ann", "Books", "Main", "Springfield", "TAX"}, "no English is left"


def test_among_arabic_words_each_line_that_somebody_wrote_keeps_its_own_order() -> None:
    paper = invoice(totals=[Sum("taxes", "$4.00", "VAT (10%)")], notes={"statement": "Thank you.\nBye!"})
    html = as_html(paper, branding(language="ar"), "ar")
    for line in ("1 Main St", "Springfield", "Hafen 1", "VAT (10%)", "Thank you.", "Bye!", "Hansa &amp; Söhne"):
        assert f"\u2068{line}\u2069" in html, line
    assert "\u2066$4.00\u2069" in html
    assert "\u2068" not in as_html(paper, branding(), "en")


def test_an_arabic_date_keeps_the_order_of_its_own_words() -> None:
    html = as_html(invoice(details={"due_date": "28 فبراير 2026"}), branding(language="ar"), "ar")
    assert "\u206828 فبراير 2026\u2069" in html


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_numbered_and_each_begins_with_the_names_of_its_columns(language: str) -> None:
    found = pages(as_html(invoice(90), branding(language=language), language))
    assert len(found) >= 3
    if language == "en":
        assert all(f"Page {number} of {len(found)}" in page for number, page in enumerate(found, 1))
        assert all("Qty" in page for page in found[:-1])


@pytest.mark.parametrize("lines", [*range(18, 30), 52, 53, 54, 55])
def test_totals_are_never_alone_on_a_page(lines: int) -> None:
    found = pages(as_html(invoice(lines), branding(), "en"))
    (with_total,) = [page for page in found if "VAT 10%" in page]
    for shown in ("Subtotal", "Total", "Due amount", f"Work {lines}"):
        assert shown in with_total


def test_what_people_wrote_is_text() -> None:
    evil = "<script>alert(1)</script><img src='http://127.0.0.1/x'>"
    paper = invoice(
        customer=Party(evil, evil), lines=[{"item": evil, "total": evil}], notes={"statement": evil}, totals=[Sum("total", evil, evil)]
    )
    html = as_html(paper, replace(branding(total_label=evil, billed_to_label=evil), company_name=evil, company_address=evil), "en")
    assert "<script" not in html and "<img" not in html


def test_a_colour_that_is_none_is_not_written_into_the_style() -> None:
    html = as_html(invoice(), branding(primary_color="red}body{background:url(http://x)"), "en")
    assert "http://x" not in html


def test_nothing_is_fetched_for_a_page() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.5)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/x.png"
        page = f"<img src='{address}'><link rel=stylesheet href='{address}'><style>@import url({address});body{{background:url({address})}}"
        page += "</style><img src='file:///etc/passwd'>"
        assert PRINTER.render(page).startswith(b"%PDF")
        with pytest.raises(TimeoutError):
            listening.accept()


def test_the_logo_stands_in_the_page() -> None:
    html = as_html(invoice(), branding(logo=("image/png", PNG)), "en")
    assert 'src="data:image/png;base64,' in html
    assert len(PdfReader(io.BytesIO(PRINTER.render(html))).pages[0].images) == 1
    assert "img-src data:" in page_policy(html.encode(), pictures=True) and "script" not in page_policy(html.encode())


def test_a_line_longer_than_a_page_is_printed_whole() -> None:
    long = " ".join(f"word{n}" for n in range(3_000))
    found = " ".join(pages(as_html(invoice(lines=[{"item": "Work", "description": long, "total": "$1.00"}] * 2), branding(), "en")))
    assert "word0" in found and "word2999" in found and "Due amount" in found
