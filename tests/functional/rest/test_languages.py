"""Who reads an answer reads it in their language; what an organization keeps and sends is in its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bigcapital import clock
from bigcapital.languages import LANGUAGES
from bigcapital.sample.books import found
from bigcapital.sample.filling import fill
from tests.client import Client
from tests.statements import counted
from tests.template import Units

HTML, TABLE = "application/json+html", "application/json+table"
# What the product says by itself; that of mails is for customers, and a name is an organization's own in whatever it stands.
OWN = re.compile(r"formatted|_label$|^sheet_name$|^words$")
NAMES = {"formatted_name", "name_formatted"}
ENGLISH = re.compile(r"[A-Za-z]{3}")
LISTS = (
    *("accounts", "accounts/transactions", "accounts/types", "accounting/revaluations", "contacts/auto-complete", "credit-notes"),
    *("customers", "export?resource=Account", "items", "manual-journals", "payments-received", "recurring-invoices", "reports/home"),
    *("roles/permissions/schema", "sale-estimates", "sale-invoices", "sale-invoices/receivable", "sale-receipts", "tax-rates"),
    *("transactions-locking", "vendors"),
)
RESOURCES = (
    *("Account", "CreditNote", "Customer", "Item", "ItemCategory", "ManualJournal", "OnlinePayment", "PaymentReceived"),
    *("RecurringInvoice", "SaleEstimate", "SaleInvoice", "SaleReceipt", "TaxRate", "Vendor"),
)
ITEMS = ("accounts", "credit-notes", "customers", "items", "manual-journals", "payments-received", "sale-estimates", "sale-invoices")
BY_ROWS = ("balance-sheet", "cashflow-statement", "profit-loss-sheet")


@pytest.fixture
def trading(ann: Client, tenant: Units) -> Client:
    """Ann, whose English organization has a year of everything."""
    clock.use(lambda: datetime(2026, 3, 31, 12, tzinfo=UTC))
    for write in (found, fill):
        with tenant() as unit:
            write(unit)
    return ann


def said(answer: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of an answer, with the key that it stands under."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            yield from said(value, name)
    elif isinstance(answer, list):
        for value in answer:
            yield from said(value, key)
    elif isinstance(answer, str):
        yield key, answer


def english_of(answer: Any) -> set[tuple[str, str]]:
    """The English words among what the product says by itself."""
    return {one for one in said(answer) if OWN.search(one[0]) and one[0] not in NAMES and ENGLISH.search(one[1])}


def test_an_english_organization_is_read_in_arabic_without_an_english_word(trading: Client) -> None:
    def read(path: str, **headers: str) -> Any:
        answer = trading.get(path, status=200, Accept_Language="ar-EG, en;q=0.5", **headers)
        return answer.json if answer.content_type == "application/json" else {"sheet_name": answer.text.split("\n")[0]}

    for path in LISTS:
        assert english_of(read(path)) == set(), path
        if path in ITEMS:
            one = next(value["id"] for value in walked(read(path)) if "id" in value)
            assert english_of(read(f"{path}/{one}")) == set(), path
    for resource in RESOURCES:
        fields = read(f"resources/{resource}/meta")["resource_meta"]["fields"]
        labels = {text for key, text in said(fields) if key in ("name", "label")}
        labels |= {text for key, text in said(read(f"views/resource/{resource}")) if key in ("name", "label")}
        assert not {label for label in labels if ENGLISH.search(label)}, resource
    assert not {label for key, label in said(read("accounts/types")) if key == "label" and ENGLISH.search(label)}
    own = {text for key, text in said(trading.get("accounts").json) if key in ("name", "flatten_name")}
    for report in BY_ROWS:
        answer = read(f"reports/{report}", Accept=TABLE)
        assert english_of(answer) == set()
        words = {text for key, text in said(answer["table"]) if key in ("value", "label") and ENGLISH.search(text)}
        assert words <= own, "the organization's own names stay as they are"
        explained = read(f"reports/{report}/explain?row={answer['table']['rows'][-1]['id']}&column=total")
        assert english_of(explained) == set()


def walked(answer: Any) -> Iterator[dict[str, Any]]:
    """Every object of an answer, from without."""
    if isinstance(answer, dict):
        yield answer
    for value in answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ():
        yield from walked(value)


@pytest.mark.parametrize("path", ["accounts", "sale-invoices", "reports/home", "reports/profit-loss-sheet", "resources/Account/meta"])
def test_what_is_remembered_is_remembered_in_each_language(trading: Client, path: str) -> None:
    def asked(language: str) -> tuple[Any, int]:
        with counted() as sent:
            answer = trading.get(path, Accept_Language=language).json
        return answer, len(sent)

    english, arabic = asked("en")[0], asked("ar")[0]
    assert english != arabic
    again = [asked(language) for language in ("en", "ar", "en")]
    assert [answer for answer, _ in again] == [english, arabic, english]
    assert len({statements for _, statements in again}) == 1, "a language asks the database for nothing more"


def test_a_change_seen_in_one_language_may_be_made_in_the_other(ann: Client) -> None:
    seen = {language: ann.get("accounts/1000", Accept_Language=language) for language in LANGUAGES}
    tags = {language: answer.headers["ETag"] for language, answer in seen.items()}
    assert len(set(tags.values())) == 2 and all("Accept-Language" in answer.headers["Vary"] for answer in seen.values())
    ann.get("accounts/1000", status=304, Accept_Language="ar", If_None_Match=tags["ar"])
    ann.get("accounts/1000", status=200, Accept_Language="ar", If_None_Match=tags["en"])
    row = {name: seen["en"].json[name] for name in ("name", "code", "description", "account_type")}
    ann.put("accounts/1000", row | {"description": "Seen in English"}, status=200, Accept_Language="ar", If_Match=tags["en"])
    for language in LANGUAGES:
        ann.put("accounts/1000", row, status=412, Accept_Language=language, If_Match=tags["en"])
    now = ann.get("accounts/1000", Accept_Language="ar").headers["ETag"]
    ann.put("accounts/1000", row, status=200, If_Match=now)


def test_who_says_no_language_that_is_spoken_reads_the_organizations(ann: Client) -> None:
    ann.put("organization", {"language": "ar"}, status=200)
    before = ann.get("accounts/types").json
    assert before[0]["label"] == "نقدية"
    for header in ("", "fr-FR, de", "*", "ar;q=0, fr", "en;;q=x", "en_US", "\xff", "ar,en;q=1.5", ";" * 5_000):
        assert ann.get("accounts/types", Accept_Language=header).json == before, header
    for header in ("en", "en-GB, ar;q=0.9", "fr, EN;q=0.2, ar;q=0.1"):
        assert ann.get("accounts/types", Accept_Language=header).json[0]["label"] == "Cash", header


def test_what_is_kept_and_sent_is_in_the_organizations_language(trading: Client) -> None:
    invoice = trading.get("sale-invoices").json["sales_invoices"][0]
    number, customer = invoice["id"], invoice["customer_id"]
    paths = [f"sale-invoices/{number}/mail", f"sale-invoices/{number}/html", f"customers/{customer}/statement/mail", "payment-reminders"]
    for path in [*paths, "pdf-templates/1"]:
        english, arabic = (trading.get(path, status=200, Accept_Language=language) for language in ("en", "ar"))
        same = ("subject", "message", "format_args", "preview", "steps", "attributes", "defaults")
        shown = [{key: answer.json.get(key) for key in same} if path != paths[1] else answer.text for answer in (english, arabic)]
        assert shown[0] == shown[1], path
    printed = [trading.get(f"sale-invoices/{number}", Accept=HTML, Accept_Language=language).json for language in LANGUAGES]
    assert printed[0] == printed[1] and "Invoice" in printed[0]["html_content"]
    abroad = {"customer_type": "business", "display_name": "Suzuki", "currency_code": "JPY", "opening_balance": 1000}
    abroad |= {"opening_balance_at": "2026-01-31", "opening_balance_exchange_rate": "0.01"}
    trading.post("customers", abroad, status=201, Accept_Language="ar")
    assert "Accounts Receivable – JPY" in {row["name"] for row in trading.get("accounts", Accept_Language="ar").json["accounts"]}
