"""Cash basis of real documents: what payments, credits and refunds settle, on their own days, and as known then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from bigcapital import clock
from bigcapital.accounting.settlements import settlements
from tests.client import Client
from tests.functional.sales.selling import BANK, RECEIVABLE, RENT, SALES, TAX, customer, invoice, line
from tests.functional.sales.settling import LOSS, note, owed, payment

BOTH = "from_date=2026-01-01&to_date=2026-12-31"


def held(ann: Client, basis: str = "cash", **more: str) -> dict[int, Decimal]:
    """What each account holds on the trial balance, positive where debit."""
    query = "&".join([f"to_date={more.pop('to_date', '2026-12-31')}", f"basis={basis}", *(f"{key}={value}" for key, value in more.items())])
    answer = ann.get(f"reports/trial-balance-sheet?{query}", status=200).json["data"]["accounts"]
    found: dict[int, Decimal] = {}

    def walk(rows: list[dict[str, Any]]) -> None:
        for row in rows:
            if not row["children"] and row["balance"]:
                found[row["id"]] = Decimal(str(row["balance"]))
            walk(row["children"])

    walk(answer)
    return found


def apply(ann: Client, note_id: int, invoice_id: int, amount: str, day: str) -> int:
    body = {"entries": [{"invoice_id": invoice_id, "amount": amount}], "date": day}
    return ann.post(f"credit-notes/{note_id}/apply-invoices", body, status=201).json[0]["id"]


def test_an_invoice_counts_by_what_payments_credits_and_refunds_made_of_it(ann, shop):
    one = ann.post("sale-invoices", invoice(shop.customer, line(shop.chair, "100", tax_rate_id=shop.vat)), status=201).json["id"]
    assert held(ann) == {}
    ann.post("payments-received", payment(shop.customer, (one, "30")), status=201)
    assert held(ann) == {BANK: 30, SALES: -25, TAX: -5}
    assert held(ann, to_date="2026-03-31") == {}
    credit = ann.post("credit-notes", note(shop.customer, line(shop.chair, "60")), status=201).json["id"]
    assert held(ann) == {BANK: 30, SALES: -25, TAX: -5}
    apply(ann, credit, one, "40", "2026-04-11")  # 33.33 and 6.67 of the invoice, 40 of the note
    assert held(ann) == {BANK: 30, SALES: Decimal("-18.33"), TAX: Decimal("-11.67")}
    ann.post(f"credit-notes/{credit}/refunds", {"from_account_id": BANK, "amount": "20", "date": "2026-04-12"}, status=201)
    assert held(ann) == {BANK: 10, SALES: Decimal("1.67"), TAX: Decimal("-11.67")}
    ann.post("payments-received", payment(shop.customer, (one, "50")), status=201)
    assert held(ann) == held(ann, "accrual") == {BANK: 60, SALES: -40, TAX: -20}


def test_unapplied_money_stands_on_receivables_until_it_is_applied(ann, shop):
    one, two = owed(ann, shop, "100"), owed(ann, shop, "80")
    made = ann.post("payments-received", payment(shop.customer, (one, "100"), amount="150"), status=201).json["id"]
    assert held(ann) == {BANK: 150, SALES: -100, RECEIVABLE: -50}
    ann.post(
        f"payments-received/{made}/apply-invoices", {"entries": [{"invoice_id": two, "amount": "50"}], "date": "2026-05-05"}, status=201
    )
    assert held(ann) == {BANK: 150, SALES: -150}
    assert held(ann, to_date="2026-05-04") == {BANK: 150, SALES: -100, RECEIVABLE: -50}
    ann.delete(f"payments-received/{made}", status=200)
    assert held(ann) == {}


def test_the_banks_fee_and_what_rates_are_apart_count_with_the_payment(ann, shop):
    paris = customer(ann, "EUR", "Paris")
    one = owed(ann, shop, "100", paris, exchange_rate="1.1")
    body = payment(paris, (one, "100"), exchange_rate="1.2", bank_fee_amount="5", bank_fee_account_id=RENT)
    ann.post("payments-received", body, status=201)
    assert held(ann) == held(ann, "accrual") == {BANK: 114, RENT: 6, SALES: -110, LOSS: -10}


def test_as_known_then_counts_what_was_settled_then_whatever_was_edited_since(ann, shop, tenant):
    now = datetime(2026, 7, 1, 9, tzinfo=UTC)
    clock.use(lambda: now)
    moments, figures = [], []

    def later() -> None:
        nonlocal now
        moments.append((now + timedelta(milliseconds=500)).isoformat().replace("+00:00", "Z"))
        figures.append(held(ann))
        now += timedelta(seconds=1)

    one, two = owed(ann, shop, "100"), owed(ann, shop, "100")
    credit = ann.post("credit-notes", note(shop.customer, line(shop.chair, "60")), status=201).json["id"]
    later()
    made = ann.post("payments-received", payment(shop.customer, (one, "30")), status=201).json["id"]
    later()
    applied = apply(ann, credit, one, "40", "2026-04-11")  # at one rate: the ledger says nothing of it
    later()
    ann.put(f"payments-received/{made}", payment(shop.customer, (two, "70"), payment_date="2026-05-01"), status=200)
    later()
    ann.delete(f"credit-notes/applied-invoices/{applied}", status=200)
    later()
    ann.delete(f"payments-received/{made}", status=200)
    later()
    assert figures == [
        {},
        {BANK: 30, SALES: -30},
        {BANK: 30, SALES: -30},
        {BANK: 70, SALES: -70},
        {BANK: 70, SALES: -70},
        {},
    ]
    assert [held(ann, as_known_at=moment) for moment in moments] == figures
    with tenant(writer=False) as t:
        assert settlements(t) == {}
    journals = [ann.get(f"reports/journal?{BOTH}&basis=cash&as_known_at={moment}").json["data"] for moment in moments]
    assert [sorted({group["reference_type"] for group in one}) for one in journals] == [
        [],
        ["PaymentReceive", "SaleInvoice"],
        ["CreditNote", "PaymentReceive", "SaleInvoice"],
        ["CreditNote", "PaymentReceive", "SaleInvoice"],
        ["PaymentReceive", "SaleInvoice"],
        [],
    ]


def test_an_answer_that_is_remembered_does_not_outlive_a_credit_applied(ann, shop):
    one, credit = owed(ann, shop, "100"), ann.post("credit-notes", note(shop.customer, line(shop.chair, "60")), status=201).json["id"]
    empty = ann.get(f"reports/journal?{BOTH}&basis=cash").json["data"]
    apply(ann, credit, one, "40", "2026-04-11")
    assert (empty, len(ann.get(f"reports/journal?{BOTH}&basis=cash").json["data"])) == ([], 2)
