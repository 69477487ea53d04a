"""Statements of account: they are the ledger's receivable of the customer, on paper, in tables and by mail."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from bigcapital.jobs import run_pending
from bigcapital.tenancy.installation import Installation
from tests.client import Client
from tests.functional.sales.selling import Shop, customer, invoice, line, receipt
from tests.functional.sales.settling import note, payment
from tests.template import Units

PATH = "reports/customer-statement"
YEAR = "from_date=2026-01-01&to_date=2026-12-31"


def of(ann: Client, id: int, days: str = YEAR) -> dict[str, Any]:
    found: dict[str, Any] = ann.get(f"{PATH}?customer_id={id}&{days}").json["data"]
    return found


def in_the_ledger(tenant: Units, id: int, day: str) -> Decimal:
    """What the ledger's lines say that the customer owes, in its currency."""
    rows = tenant.peek(
        """SELECT CASE WHEN l.debit <> 0 THEN l.amount ELSE -l.amount END FROM ledger_lines l JOIN accounts a ON a.id = l.account_id
        WHERE a.account_type = 'accounts-receivable' AND l.contact_id = :id AND l.date <= :day""",
        id=id,
        day=day,
    )
    return Decimal(sum(amount for (amount,) in rows)) / 10_000


def history(ann: Client, shop: Shop, who: int, **rate: Any) -> None:
    """Everything that moves what a customer owes, and what does not."""

    def sold(amount: str, **more: Any) -> int:
        return int(ann.post("sale-invoices", invoice(who, line(shop.chair, amount), **rate, **more), status=201).json["id"])

    first = sold("300", invoice_date="2026-01-10", due_date="2026-01-20")
    second = sold("120.5", invoice_date="2026-02-10", due_date="2026-03-12")
    third = sold("80", invoice_date="2026-03-10", due_date="2026-07-01")
    gone, edited = sold("55", invoice_date="2026-03-11"), sold("60", invoice_date="2026-03-12", due_date="2026-03-12")
    sold("999", delivered=False)
    ann.post("sale-receipts", receipt(who, line(shop.chair, "41"), **rate), status=201)
    paid = {"exchange_rate": 1.2} if rate else {}
    ann.post("payments-received", payment(who, (first, "200"), (second, "20.5"), payment_date="2026-03-20", **paid), status=201)
    credit = ann.post("credit-notes", note(who, line(shop.chair, "50"), credit_note_date="2026-03-25", **rate), status=201).json["id"]
    ann.post(f"credit-notes/{credit}/apply-invoices", {"entries": [{"invoice_id": third, "amount": 30}]})
    refund = {"from_account_id": 1000, "amount": 5, "date": "2026-03-28", "description": "back", **paid}
    if not rate:
        ann.post(f"credit-notes/{credit}/refunds", refund)
    ann.post(f"sale-invoices/{second}/writeoff", {"expense_account_id": 1021, "date": "2026-04-02"}, status=200)
    ann.delete(f"sale-invoices/{gone}")
    body = invoice(who, line(shop.chair, "61"), invoice_date="2026-03-14", due_date="2026-03-20", **rate)
    ann.put(f"sale-invoices/{edited}", body, status=200)


@pytest.mark.parametrize("currency", ["USD", "EUR"])
def test_it_is_the_ledgers_receivable_of_the_customer_on_any_day(ann: Client, shop: Shop, tenant: Units, currency: str) -> None:
    who = shop.customer if currency == "USD" else customer(ann, currency, "Paris")
    other = customer(ann, currency, "Somebody else")
    history(ann, shop, who, **({} if currency == "USD" else {"exchange_rate": "1.1"}))
    history(ann, shop, other, **({} if currency == "USD" else {"exchange_rate": "1.3"}))
    for day in ("2026-01-09", "2026-01-10", "2026-03-13", "2026-03-20", "2026-03-27", "2026-04-01", "2026-12-31"):
        found = of(ann, who, f"from_date=2026-02-15&to_date={day}" if day > "2026-02-15" else f"from_date=2026-01-01&to_date={day}")
        owed = in_the_ledger(tenant, who, day)
        assert Decimal(str(found["closing_balance"]["amount"])) == owed
        assert Decimal(str(found["aging"]["total"]["amount"])) == owed
        moved = sum(Decimal(str(one["charged"]["amount"])) - Decimal(str(one["credited"]["amount"])) for one in found["transactions"])
        assert Decimal(str(found["opening_balance"]["amount"])) + moved == owed
        if found["transactions"]:
            assert found["transactions"][-1]["balance"]["amount"] == found["closing_balance"]["amount"]
        assert found["currency_code"] == currency and found["other_balances"] == []


def test_what_it_shows(ann: Client, shop: Shop) -> None:
    history(ann, shop, shop.customer)
    found = of(ann, shop.customer, "from_date=2026-02-01&to_date=2026-04-05")
    assert found["opening_balance"]["formatted_amount"] == "$300.00"
    shown = [
        (one["date"], one["transaction_type_formatted"], one["charged"]["amount"], one["credited"]["amount"], one["balance"]["amount"])
        for one in found["transactions"]
    ]
    assert shown == [
        ("2026-02-10", "Sale invoice", 120.5, 0, 420.5),
        ("2026-03-10", "Sale invoice", 80, 0, 500.5),
        ("2026-03-14", "Sale invoice", 61, 0, 561.5),  # neither the deleted one, nor where the edited one was before
        ("2026-03-20", "Payment received", 0, 220.5, 341),
        ("2026-03-25", "Credit note", 0, 50, 291),
        ("2026-03-28", shown[5][1], 5, 0, 296),
        ("2026-04-02", "Invoice write-off", 0, 100, 196),
    ]
    aging = found["aging"]
    assert (aging["current"]["amount"], [one["total"]["amount"] for one in aging["aging"]]) == (50 - 15, [61, 0, 100, 0])


def test_rows_add_up_with_the_balances_of_customers(ann: Client, shop: Shop) -> None:
    history(ann, shop, shop.customer)
    (balance,) = ann.get("reports/customer-balance-summary?as_date=2026-12-31").json["data"]["customers"]
    assert of(ann, shop.customer)["closing_balance"]["amount"] == balance["total"]["amount"]


def test_it_is_a_table_a_file_and_a_letter(ann: Client, shop: Shop) -> None:
    history(ann, shop, shop.customer)
    path = f"{PATH}?customer_id={shop.customer}&{YEAR}"
    rows = ann.get(path, Accept="application/json+table").json["table"]["rows"]
    assert [row["id"] for row in rows if row["row_types"] != ["TRANSACTION"]] == [
        "OPENING_BALANCE", "CLOSING_BALANCE", "AGING_CURRENT", "AGING_0", "AGING_1", "AGING_2", "AGING_3",
    ]  # fmt: skip
    assert "Closing balance" in ann.get(path, Accept="text/csv").text
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert ann.get(path, Accept=sheet).body[:2] == b"PK"
    assert "Statement of Account" in ann.get(path, Accept="text/html").text
    pdf = ann.get(path, Accept="application/pdf")
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.body)).pages)
    assert all(one in words for one in ("Zoë & Sons", "Balance due", "$196.00", "Invoice write-off", "Ann's Books"))


@pytest.mark.parametrize(
    "wrong", ["", "customer_id=99", "customer_id=1&from_date=2026-02-01&to_date=2026-01-01", "customer_id=1&basis=cash", "customer_id=x"]
)
def test_a_question_that_makes_no_sense_is_refused(ann: Client, shop: Shop, wrong: str) -> None:
    ann.get(f"{PATH}?{wrong}", status=400)
    ann.get(f"{PATH}?{wrong}", status=400, Accept="application/pdf")


def test_what_was_known_at_a_moment_is_what_it_says_then(ann: Client, shop: Shop) -> None:
    history(ann, shop, shop.customer)
    assert of(ann, shop.customer, f"{YEAR}&as_known_at=2020-01-01T00:00:00Z")["transactions"] == []


class TestByMail:
    @pytest.fixture
    def installation(self, mailing: Installation) -> Installation:
        return mailing

    def test_it_goes_to_the_customer_with_its_letter(
        self,
        ann: Client,
        shop: Shop,
        installation: Installation,
        inbox: Any,
    ) -> None:
        history(ann, shop, shop.customer)
        ann.put(f"customers/{shop.customer}", {"customer_type": "business", "display_name": "Zoë", "email": "zoe@example.com"})
        path = f"customers/{shop.customer}/statement/mail"
        state = ann.get(f"{path}?{YEAR}").json
        assert state["to"] == ["zoe@example.com"] and "$196.00" in state["preview"]["message"] and state["mails"] == []
        ann.post(path, {"from_date": "2026-01-01", "to_date": "2026-12-31", "subject": "For {Customer Name}"}, status=200)
        run_pending(installation)
        envelope, sent = inbox.received[-1]
        assert envelope.rcpt_tos == ["zoe@example.com"] and sent["Subject"] == "For Zoë"
        (file,) = sent.iter_attachments()
        words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file.get_payload(decode=True))).pages)
        assert "$196.00" in words and "31 Dec 2026" in words.replace("\n", " ")
        (mail,) = ann.get(path).json["mails"]
        assert (mail["state"], mail["attached"]) == ("sent", True)

    def test_a_mail_to_nobody_is_refused(self, ann: Client, shop: Shop, peek: Any) -> None:
        ann.post(f"customers/{shop.customer}/statement/mail", {}, status=400)
        assert peek("SELECT COUNT(*) FROM document_mails") == [(0,)]
