"""Documents by mail: proposed, asked for, sent by a job over a real SMTP server, tried again, and what is said of it on the document."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from pypdf import PdfReader

from bigcapital import clock
from bigcapital.jobs import run_pending
from bigcapital.languages import LANGUAGES
from bigcapital.mail.letters import write
from bigcapital.sales.mail import letters
from bigcapital.sales.mail.letters import filled
from bigcapital.tenancy.installation import Installation
from tests.client import Client, codes
from tests.functional.sales import selling, settling
from tests.functional.sales.conftest import Shop
from tests.functional.test_mail import Inbox

KINDS = {
    "sale-invoices": selling.invoice,
    "sale-estimates": selling.estimate,
    "sale-receipts": selling.receipt,
    "credit-notes": settling.note,
}


@pytest.fixture
def installation(mailing: Installation) -> Installation:
    return mailing


@pytest.fixture
def later() -> Callable[[], None]:
    """Half an hour passes."""

    def pass_time() -> None:
        moment = clock.now() + timedelta(minutes=30)
        clock.use(lambda: moment)

    return pass_time


def customer(ann: Client, shop: Shop, address: str = "zoe@example.com") -> None:
    ann.put(f"customers/{shop.customer}", {"customer_type": "business", "display_name": "Zoë & Sons", "email": address})


def made(ann: Client, shop: Shop, path: str = "sale-invoices", **more: Any) -> int:
    customer(ann, shop)
    body = KINDS[path](shop.customer, selling.line(shop.chair, "99.95", 3, tax_rate_id=shop.vat), **more)
    return int(ann.post(path, body).json["id"])


def message(inbox: Inbox, place: int = -1) -> EmailMessage:
    return inbox.received[place][1]


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize(
    "path, flag",
    [
        ("sale-invoices", "attach_invoice"),
        ("sale-estimates", "attach_estimate"),
        ("sale-receipts", "attach_receipt"),
        ("credit-notes", "attach_pdf"),
    ],
)
def test_a_mail_is_proposed_sent_with_its_paper_and_told_of(
    ann: Client, shop: Shop, installation: Installation, inbox: Inbox, path: str, flag: str
) -> None:
    id = made(ann, shop, path)
    state = ann.get(f"{path}/{id}/mail").json
    assert state["to"] == ["zoe@example.com"] and state["from"] == [{"name": "Ann's Books", "address": "books@example.com"}]
    assert state[flag] is True and state["mails"] == [] and "{Customer Name}" in state["message"]
    assert ann.post(f"{path}/{id}/mail", {}, status=200).body == b""
    (mail,) = ann.get(f"{path}/{id}/mail").json["mails"]
    assert (mail["state"], mail["sent_at"], mail["to"]) == ("queued", None, ["zoe@example.com"])
    run_pending(installation)
    sent = message(inbox)
    assert sent["Subject"] == state["preview"]["subject"]
    assert re.sub(r"(?<=/payment/)[\w-]{43}", "…", text(sent).strip()) == state["preview"]["message"]
    assert "{" not in sent["Subject"] + text(sent) and "Zoë & Sons" in text(sent)
    assert str(sent["From"]) == "Ann's Books <books@example.com>"
    (file,) = sent.iter_attachments()
    total = ann.get(f"{path}/{id}").json["total_formatted"]
    assert total in " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file.get_payload(decode=True))).pages)
    (mail,) = ann.get(f"{path}/{id}/mail").json["mails"]
    assert mail["state"] == "sent" and mail["sent_at"] and mail["error"] is None and mail["attached"] is True
    kept = re.sub(r"http://localhost/payment/[\w-]{43}", "{Invoice Link}", text(sent))
    assert (mail["subject"], mail["message"] + "\n") == (sent["Subject"], kept), "so that it can be sent again"


def test_a_payment_is_confirmed_by_mail(ann: Client, shop: Shop, installation: Installation, inbox: Inbox) -> None:
    customer(ann, shop)
    id = ann.post("payments-received", settling.payment(shop.customer, (settling.owed(ann, shop, "100"), "100"))).json["id"]
    state = ann.get(f"payments-received/{id}/mail").json
    assert state["attach_pdf"] is True and state["entries"] == [{"paid_amount": "$100.00", "invoice_number": "INV-00001"}]
    ann.post(f"payments-received/{id}/mail", {"attach_pdf": True})
    run_pending(installation)
    assert "$100.00" in text(message(inbox)) and len(list(message(inbox).iter_attachments())) == 1


def test_what_is_given_is_what_is_sent(ann: Client, shop: Shop, installation: Installation, inbox: Inbox) -> None:
    id = made(ann, shop)
    body = {
        "from": ["sales@ann.example"],
        "to": ["one@example.com", "two@example.com"],
        "cc": ["three@example.com"],
        "bcc": ["four@example.com"],
        "subject": "About {Invoice Number}\n{Nonsense}",
        "message": "Pay {Invoice Due Amount}, {Customer Name} <b>{Company Name}</b> {0.__class__}",
        "attach_invoice": False,
    }
    ann.post(f"sale-invoices/{id}/mail", body)
    run_pending(installation)
    envelope, sent = inbox.received[-1]
    assert sorted(envelope.rcpt_tos) == ["four@example.com", "one@example.com", "three@example.com", "two@example.com"]
    assert sent["Subject"] == "About INV-00001 {Nonsense}" and sent["Reply-To"] == "sales@ann.example" and "four@" not in str(sent)
    assert str(sent["From"]) == "Ann's Books <books@example.com>", "nobody's name is borrowed"
    assert text(sent).strip() == "Pay $359.82, Zoë & Sons <b>Ann's Books</b> {0.__class__}"
    html = sent.get_body(("html",))
    assert html is not None and "&lt;b&gt;" in html.get_content() and not list(sent.iter_attachments())


def test_the_invoice_is_seen_by_the_link_in_its_mail_which_is_kept_nowhere(
    ann: Client, anyone: Client, shop: Shop, installation: Installation, inbox: Inbox, peek: Any
) -> None:
    id = made(ann, shop)
    ann.post(f"sale-invoices/{id}/mail", {}, status=200)
    ann.post(f"sale-invoices/{id}/mail", {"message": "Here: {Invoice Link}, {Customer Name}"}, status=200)
    ann.post(f"sale-invoices/{id}/mail", {"message": "No link"}, status=200)
    run_pending(installation)
    tokens = [
        match[1] for place in range(3) if (match := re.search(r"http://localhost/payment/([\w-]{43})\b", text(message(inbox, place))))
    ]
    assert len(set(tokens)) == 2 and len(ann.get(f"sale-invoices/{id}/links").json["links"]) == 2
    for token in tokens:
        assert anyone.get(f"payment-links/{token}/invoice").json["data"]["invoice_no"] == "INV-00001"
        stored = str(peek("SELECT * FROM payment_links")) + str(peek("SELECT * FROM document_mails"))
        assert token not in stored
    html = message(inbox, 0).get_body(("html",))
    assert (
        html is not None
        and f'href="http://localhost/payment/{tokens[0]}"' in html.get_content()
        and ">View invoice</a>" in html.get_content()
    )


def test_a_draft_is_delivered_by_sending_it_once(ann: Client, shop: Shop, installation: Installation, peek: Any) -> None:
    id = made(ann, shop, delivered=False)
    for _ in range(2):
        ann.post(f"sale-invoices/{id}/mail", {})
    run_pending(installation)
    assert ann.get(f"sale-invoices/{id}").json["is_delivered"] is True
    assert peek("SELECT COUNT(*) FROM ledger_entries") == [(1,)]
    estimate = made(ann, shop, "sale-estimates", delivered=False)
    ann.post(f"sale-estimates/{estimate}/mail", {})
    assert ann.get(f"sale-estimates/{estimate}").json["is_delivered"] is True
    note = made(ann, shop, "credit-notes", open=False)
    for _ in range(2):
        ann.post(f"credit-notes/{note}/mail", {})
    assert ann.get(f"credit-notes/{note}").json["is_open"] is True


@pytest.mark.parametrize(
    "given, code",
    [
        ({"from": []}, "Mail from address not found"),
        ({"to": []}, "Mail to address not found"),
        ({"subject": " "}, "Mail subject not found"),
        ({"message": ""}, "Mail body not found"),
    ],
)
def test_a_mail_that_lacks_something_is_refused_and_delivers_nothing(
    ann: Client, shop: Shop, given: dict[str, Any], code: str, peek: Any
) -> None:
    id = made(ann, shop, delivered=False)
    assert codes(ann.post(f"sale-invoices/{id}/mail", given, status=400)) == [code]
    assert ann.get(f"sale-invoices/{id}").json["is_delivered"] is False and peek("SELECT COUNT(*) FROM document_mails") == [(0,)]


@pytest.mark.parametrize(
    "given", [{"to": ["no address"]}, {"cc": ["a@b.c\nBcc: x@y.z"]}, {"to": ["a@b.cc"] * 51}, {"message": "{Customer Name}" * 5000}]
)
def test_a_mail_that_is_none_is_refused(ann: Client, shop: Shop, given: dict[str, Any], peek: Any) -> None:
    id = made(ann, shop)
    ann.post(f"sale-invoices/{id}/mail", given, status=400)
    assert peek("SELECT COUNT(*) FROM document_mails") == [(0,)]


def test_a_customer_without_an_address_is_told_of(ann: Client, shop: Shop) -> None:
    id = int(ann.post("sale-invoices", selling.invoice(shop.customer, selling.line(shop.chair))).json["id"])
    assert ann.get(f"sale-invoices/{id}/mail").json["to"] == []
    assert codes(ann.post(f"sale-invoices/{id}/mail", {}, status=400)) == ["Mail to address not found"]


def test_a_mail_that_is_refused_for_good_says_why_and_one_for_now_is_tried_again(
    ann: Client, shop: Shop, installation: Installation, inbox: Inbox, later: Callable[[], None]
) -> None:
    id = made(ann, shop)
    inbox.refuse["zoe@example.com"] = "550 no such mailbox"
    ann.post(f"sale-invoices/{id}/mail", {})
    run_pending(installation)
    (mail,) = ann.get(f"sale-invoices/{id}/mail").json["mails"]
    assert mail["state"] == "failed" and "refused" in mail["error"]
    inbox.refuse["zoe@example.com"] = "451 later"
    ann.post(f"sale-invoices/{id}/mail", {})
    run_pending(installation)
    latest = ann.get(f"sale-invoices/{id}/mail").json["mails"][0]
    assert latest["state"] == "queued" and latest["error"]
    inbox.refuse.clear()
    later()
    run_pending(installation)
    latest = ann.get(f"sale-invoices/{id}/mail").json["mails"][0]
    assert (latest["state"], latest["error"]) == ("sent", None) and len(inbox.received) == 1


def test_a_document_that_was_deleted_meanwhile_is_not_sent(
    ann: Client, shop: Shop, installation: Installation, inbox: Inbox, peek: Any
) -> None:
    id = made(ann, shop)
    ann.post(f"sale-invoices/{id}/mail", {})
    ann.delete(f"sale-invoices/{id}")
    run_pending(installation)
    assert inbox.received == [] and peek("SELECT state FROM document_mails") == [("failed",)]


def test_every_letter_is_in_both_languages_and_names_only_what_there_is() -> None:
    assert LANGUAGES == ("en", "ar")
    for english in letters.words:
        arabic = letters.words(english, "ar")
        assert sorted(set(letters._PLACEHOLDER.findall(english))) == sorted(set(letters._PLACEHOLDER.findall(arabic)))


def test_what_is_filled_in_is_not_read_again() -> None:
    assert filled("{Customer Name} {Company Name}", {"Customer Name": "{Company Name}", "Company Name": "Acme"}) == "{Company Name} Acme"


def test_among_arabic_words_an_amount_keeps_its_sign_on_its_side_and_a_link_stays_bare() -> None:
    arabic = filled(letters.words(letters.PAYMENT, "ar"), {"Payment Amount": "$5,109.06", "Customer Name": "Blue Harbour"})
    assert "\u2068$5,109.06\u2069" in arabic and "\u2068Blue Harbour\u2069" in arabic and "{Payment Date}" in arabic
    assert "\u2068" not in filled(letters.PAYMENT, {"Payment Amount": "$5,109.06"})
    invitation = write("invite", "z@example.com", language="ar", organization="Acme Ltd.", inviter="Ann", link="http://x/y", days=7)
    for text in (invitation.subject, invitation.text, invitation.html or ""):
        assert "\u2068Acme Ltd.\u2069" in text and "\u2068http" not in text
