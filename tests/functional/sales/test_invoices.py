"""Invoices, through the API: what they accept, what they refuse, and what the ledger then says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import insert

from bigcapital.accounting.numbering import Numbers
from bigcapital.errors import DomainError
from bigcapital.organization.branches.operations import BranchInUse
from bigcapital.sales.credit_notes.model import CreditNoteApplication
from bigcapital.sales.invoices import operations
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.payments.model import PaymentReceived, payment_entries
from tests.client import codes
from tests.functional.accounting.test_journals import lock_up_to, with_branches
from tests.functional.sales.selling import (
    BANK,
    CHARGES,
    DISCOUNT,
    LEDGER,
    RECEIVABLE,
    RENT,
    SALES,
    SERVICES,
    TAX,
    customer,
    invoice,
    line,
    standing,
    written,
)

NONE = [(0,)] * 7


class TooMuch(DomainError):
    type = "TOO_MUCH"


def post(ann, *args, **more) -> dict:
    return ann.post("sale-invoices", invoice(*args, **more), status=201).json


def settle(tenant, shop, by="payment_amount", **differences: str):
    """What a payment (or a credit note) does to invoices: ``i1="50"``."""
    with tenant() as t:
        moved = {int(name[1:]): Decimal(amount) for name, amount in differences.items()}
        return operations.settle(t, moved, by, customer_id=shop.customer, too_much=TooMuch)


# --- writing ---


def test_a_delivered_invoice_is_owed(ann, shop, peek):
    lines = (line(shop.chair, "10.005", 3, tax_rate_id=shop.vat), line(shop.advice, "50", 1, discount=10, tax_code="REDUCED"))
    made = post(ann, shop.customer, *lines, discount=5, discount_type="percentage", adjustment="-1")
    assert (made["id"], made["invoice_no"], made["currency_code"], made["is_delivered"]) == (1, "INV-00001", "USD", True)
    assert (made["subtotal"], made["discount_amount"], made["tax_amount_withheld"], made["total"]) == (75.02, 3.75, 8.05, 78.32)
    assert [(one["tax_rate_code"], one["tax_rate_amount"]) for one in made["taxes"]] == [("VAT", 5.7), ("REDUCED", 2.35)]
    assert [(one["amount"], one["discount_amount"], one["total"], one["tax_amount"]) for one in made["entries"]] == [
        (30.02, 0, 30.02, 5.7),
        (50, 5, 45, 2.35),
    ]
    assert peek(LEDGER) == [
        ("2026-03-15", RECEIVABLE, 78.32, 0),
        ("2026-03-15", SALES, 0, 30.02),
        ("2026-03-15", SERVICES, 0, 45),
        ("2026-03-15", TAX, 0, 5.7),
        ("2026-03-15", TAX, 0, 2.35),
        ("2026-03-15", DISCOUNT, 1.5, 0),  # of what is taxed at 20 %
        ("2026-03-15", DISCOUNT, 2.25, 0),
        ("2026-03-15", CHARGES, 1, 0),
    ]
    assert ann.get(f"customers/{shop.customer}").json["balance"] == 78.32


def test_prices_with_tax_post_what_is_left_without_it(ann, shop, peek):
    lines = (line(shop.chair, "120", tax_rate_id=shop.vat), line(shop.chair, "10"))
    made = post(ann, shop.customer, *lines, is_inclusive_tax=True, discount="13")
    assert (made["subtotal"], made["subtotal_exluding_tax"], made["total"], made["tax_amount_withheld"]) == (130, 110, 117, 18)
    assert standing(peek) == [
        ("2026-03-15", RECEIVABLE, 117, 0),
        ("2026-03-15", TAX, 0, 18),
        ("2026-03-15", SALES, 0, 110),
        ("2026-03-15", DISCOUNT, 11, 0),
    ]


def test_an_invoice_in_another_currency_is_owed_in_it(ann, shop, peek):
    paris = customer(ann, "EUR", "Paris")
    made = post(ann, paris, line(shop.chair, "3.33"), line(shop.advice, "6.67"), exchange_rate="1.105")
    assert (made["currency_code"], made["total"], made["total_local"], made["total_formatted"]) == ("EUR", 10, 11.05, "€10.00")
    assert [row[2:] for row in peek(LEDGER)] == [(11.05, 0), (0, 3.68), (0, 7.37)]
    assert ann.get(f"customers/{paris}").json["balance"] == 10


def test_a_draft_touches_nothing_until_it_is_delivered(ann, shop, peek):
    post(ann, shop.customer, line(shop.chair), delivered=False)
    assert peek(LEDGER) == [] and ann.get("sale-invoices/1").json["delivered_at"] is None
    assert ann.put("sale-invoices/1/deliver", status=200).body == b""
    assert [row[1:] for row in peek(LEDGER)] == [(RECEIVABLE, 100, 0), (SALES, 0, 100)]
    assert codes(ann.put("sale-invoices/1/deliver", status=400)) == ["SALE_INVOICE_ALREADY_DELIVERED"]


def test_an_edit_reverses_and_posts_anew_and_never_undelivers(ann, shop, peek):
    made = post(ann, shop.customer, line(shop.chair), line(shop.advice, "7"))
    kept = made["entries"][1]
    changed = invoice(shop.customer, line(shop.chair, "30"), line(shop.advice, "8", id=kept["id"], index=2), delivered=False)
    edited = ann.put("sale-invoices/1", changed | {"invoice_date": "2026-04-01"}, status=200).json
    assert (edited["total"], edited["is_delivered"], edited["invoice_no"]) == (38, True, "INV-00001")
    assert edited["entries"][1]["id"] == kept["id"] and edited["entries"][0]["id"] > kept["id"]
    assert [one["total"] for one in ann.get("sale-invoices/1").json["entries"]] == [30, 8]
    assert standing(peek) == [("2026-04-01", RECEIVABLE, 38, 0), ("2026-04-01", SALES, 0, 30), ("2026-04-01", SERVICES, 0, 8)]


def test_an_edit_to_something_equals_creating_it(ann, shop, peek):
    paris = customer(ann, "EUR", "Paris")
    post(ann, shop.customer, line(shop.advice, "7", 3), reference_no="A", invoice_message="Hello", discount="2")
    lines = (
        line(shop.chair, "10.005", 3, tax_rate_id=shop.vat, description="red"),
        line(shop.advice, "50", discount=10, tax_code="REDUCED"),
    )
    wanted = invoice(paris, *lines, exchange_rate="1.105", discount=5, discount_type="percentage", adjustment="-1", is_inclusive_tax=True)
    ann.put("sale-invoices/1", wanted, status=200)
    ann.post("sale-invoices", wanted, status=201)
    own = {"id", "reference_id", "invoice_no", "created_at", "updated_at", "delivered_at", "customer"}

    def stripped(value):
        if isinstance(value, dict):
            return {key: stripped(inner) for key, inner in value.items() if key not in own}
        return [stripped(one) for one in value] if isinstance(value, list) else value

    assert stripped(ann.get("sale-invoices/1").json) == stripped(ann.get("sale-invoices/2").json)
    posted = """SELECT account_id, debit, credit, amount, contact_id, item_id, tax_rate_id FROM ledger_lines l
        JOIN ledger_entries e ON e.id = l.entry_id WHERE reference_id = :id"""
    standing_of = "AND reverses IS NULL AND NOT EXISTS (SELECT 1 FROM ledger_entries r WHERE r.reverses = e.id) ORDER BY l.id"
    assert peek(f"{posted} {standing_of}", id=1) == peek(f"{posted} {standing_of}", id=2)


def test_deleting_leaves_nothing_in_the_figures(ann, shop, peek):
    post(ann, shop.customer, line(shop.chair))
    assert ann.delete("sale-invoices/1", status=200).body == b""
    assert standing(peek) == [] and len(peek(LEDGER)) == 4
    assert peek("SELECT COUNT(*) FROM items_entries") == [(0,)]
    assert codes(ann.get("sale-invoices/1", status=400)) == ["SALE_INVOICE_NOT_FOUND"]
    assert post(ann, shop.customer, line(shop.chair))["invoice_no"] == "INV-00002"


def test_numbers_come_from_the_series_or_by_hand(ann, shop):
    assert post(ann, shop.customer, line(shop.chair), invoice_no="INV-00001")["invoice_no"] == "INV-00001"
    assert post(ann, shop.customer, line(shop.chair))["invoice_no"] == "INV-00002"
    refused = ann.post("sale-invoices", invoice(shop.customer, line(shop.chair), invoice_no="INV-00002"), status=400)
    assert codes(refused) == ["INVOICE_NUMBER_NOT_UNIQUE"]
    assert ann.put("sale-invoices/2", invoice(shop.customer, line(shop.chair), invoice_no="7"), status=200).json["invoice_no"] == "7"
    ann.put("settings", {"options": [{"group": "sales_invoices", "key": "auto_increment", "value": False}]})
    assert codes(ann.post("sale-invoices", invoice(shop.customer, line(shop.chair)), status=400)) == ["SALE_INVOICE_NO_IS_REQUIRED"]


def test_an_invoice_of_nothing_posts_nothing(ann, shop, peek):
    made = post(ann, shop.customer, line(shop.chair, 0))
    assert (made["total"], made["is_fully_paid"], peek(LEDGER)) == (0, True, [])


# --- refusing ---


def refusals(shop):
    """What is wrong → its code, or the field that is named."""
    chair = shop.chair
    return [
        (invoice(shop.customer), "entries"),
        (invoice(shop.customer, line(chair), due_date="2026-03-14"), "dueDate"),
        (invoice(999, line(chair)), "customerId"),
        (invoice(shop.customer, line(999)), "ITEMS_NOT_FOUND"),
        (invoice(shop.customer, line(shop.bought)), "NOT_SELL_ABLE_ITEMS"),
        (invoice(shop.customer, line(chair, tax_rate_id=999)), "ITEM_ENTRY_TAX_RATE_ID_NOT_FOUND"),
        (invoice(shop.customer, line(chair, tax_rate_id=shop.retired)), "ITEM_ENTRY_TAX_RATE_ID_NOT_FOUND"),
        (invoice(shop.customer, line(chair, tax_code="OLD")), "ITEM_ENTRY_TAX_RATE_CODE_NOT_FOUND"),
        (invoice(shop.customer, line(chair, id=1)), "ENTRIES_IDS_NOT_EXISTS"),
        (invoice(shop.customer, line(chair, sell_account_id=999)), "entries.0.sellAccountId"),
        (invoice(shop.customer, line(chair, sell_account_id=RECEIVABLE)), "entries.0.sellAccountId"),
        (invoice(shop.customer, line(chair), line(chair, quantity=-1)), "entries.1.quantity"),
        (invoice(shop.customer, line(chair, rate="-1")), "entries.0.rate"),
        (invoice(shop.customer, line(chair, rate="0.1234567")), "entries.0.rate"),
        (invoice(shop.customer, line(chair, discount="100.01")), "entries.0.discount"),
        (invoice(shop.customer, line(chair, discount="100.01", discount_type="amount")), "entries.0.discount"),
        (invoice(shop.customer, line(chair, discount="1.001", discount_type="amount")), "entries.0.discount"),
        (invoice(shop.customer, line(chair), discount="100.01"), "discount"),
        (invoice(shop.customer, line(chair), discount="1.001"), "discount"),
        (invoice(shop.customer, line(chair), discount="-1"), "discount"),
        (invoice(shop.customer, line(chair), discount=101, discount_type="percentage"), "discount"),
        (invoice(shop.customer, line(chair), adjustment="-100.01"), "adjustment"),
        (invoice(shop.customer, line(chair), adjustment="0.001"), "adjustment"),
        (invoice(shop.customer, line(chair, "999999999999", 9)), "AMOUNT_TOO_LARGE"),
        (invoice(shop.customer, line(chair), from_estimate_id=999), "SALE_ESTIMATE_NOT_FOUND"),
    ]


def test_what_is_wrong_is_named_and_nothing_is_written(ann, shop, peek):
    wrong = []
    for body, told in refusals(shop):
        for delivered in (True, False):
            answer = ann.post("sale-invoices", body | {"delivered": delivered}, status=400)
            faults = answer.json["message"] if isinstance(answer.json.get("message"), list) else []
            if told not in [*codes(answer), *(fault["property"] for fault in faults)]:
                wrong.append((told, answer.json))
    assert wrong == []
    assert written(peek) == NONE
    assert post(ann, shop.customer, line(shop.chair))["invoice_no"] == "INV-00001"


def test_another_currency_needs_a_rate(ann, shop, peek):
    body = invoice(customer(ann, "JPY", "Tokyo"), line(shop.chair, "100", tax_rate_id=shop.vat))
    for more in ({}, {"exchange_rate": 0}, {"exchange_rate": "0.01", "adjustment": "0.5"}):
        ann.post("sale-invoices", body | more, status=400)
    assert written(peek) == NONE
    assert ann.post("sale-invoices", body | {"exchange_rate": "0.0067"}, status=201).json["total_local"] == 0.8


def test_a_vendor_is_no_customer(ann, shop):
    vendor = ann.post("vendors", {"display_name": "Mill", "currency_code": "USD"}).json["id"]
    answer = ann.post("sale-invoices", invoice(vendor, line(shop.chair)), status=400)
    assert answer.json["message"][0]["property"] == "customerId"


def test_locked_days_are_closed_to_delivered_invoices(ann, shop, tenant, peek):
    post(ann, shop.customer, line(shop.chair))
    post(ann, shop.customer, line(shop.chair), delivered=False)
    lock_up_to(tenant, "2026-03-31")
    before = written(peek)
    body = invoice(shop.customer, line(shop.chair, 7), invoice_date="2026-04-02")
    for act in (
        lambda: ann.post("sale-invoices", invoice(shop.customer, line(shop.chair)), status=400),
        lambda: ann.put("sale-invoices/1", body, status=400),
        lambda: ann.put("sale-invoices/2", invoice(shop.customer, line(shop.chair)), status=400),
        lambda: ann.put("sale-invoices/2/deliver", status=400),
        lambda: ann.delete("sale-invoices/1", status=400),
    ):
        assert codes(act()) == ["TRANSACTIONS_DATE_LOCKED"]
    assert written(peek) == before
    ann.put("sale-invoices/2", invoice(shop.customer, line(shop.chair), delivered=False), status=200)
    ann.delete("sale-invoices/2", status=200)


def test_a_write_off_too_small_for_the_ledger_is_closed_with_its_day(ann, shop, tenant, peek):
    paris = customer(ann, "EUR", "Paris")
    post(ann, paris, line(shop.chair, "1"), exchange_rate="0.003")
    given_up = {"expense_account_id": RENT, "date": "2026-03-20"}
    ann.post("sale-invoices/1/writeoff", given_up)
    ann.put(
        "sale-invoices/1", invoice(paris, line(shop.chair, "1"), exchange_rate="0.003", invoice_date="2026-04-02", due_date="2026-05-01")
    )
    lock_up_to(tenant, "2026-03-31")
    again = invoice(paris, line(shop.chair, "1.1"), exchange_rate="0.003", invoice_date="2026-04-03", due_date="2026-05-01")
    for act in (
        lambda: ann.post("sale-invoices/1/cancel-writeoff", status=400),
        lambda: ann.put("sale-invoices/1", again, status=400),
        lambda: ann.delete("sale-invoices/1", status=400),
    ):
        assert codes(act()) == ["TRANSACTIONS_DATE_LOCKED"]
    post(ann, paris, line(shop.chair, "1"), exchange_rate="0.003", invoice_date="2026-04-02", due_date="2026-05-01")
    assert codes(ann.post("sale-invoices/2/writeoff", given_up, status=400)) == ["TRANSACTIONS_DATE_LOCKED"]


def test_with_branches_an_invoice_names_one(ann, shop, tenant, peek):
    paris = with_branches(tenant)
    body = invoice(shop.customer, line(shop.chair))
    assert codes(ann.post("sale-invoices", body, status=400)) == ["BRANCH_ID_REQUIRED"]
    assert codes(ann.post("sale-invoices", body | {"branch_id": 99}, status=400)) == ["BRANCH_ID_NOT_FOUND"]
    made = ann.post("sale-invoices", body | {"branch_id": paris}, status=201).json
    assert ann.get(f"sale-invoices/{made['id']}").json["branch"]["name"] == "Paris"
    assert {row[0] for row in peek("SELECT branch_id FROM ledger_lines")} == {paris}


def test_an_old_invoice_keeps_the_tax_that_was_retired_since(ann, shop, tenant):
    from bigcapital.accounting.taxes.model import TaxRate

    made = post(ann, shop.customer, line(shop.chair, tax_rate_id=shop.vat))
    with tenant() as t:
        t.session.get(TaxRate, shop.vat).deleted_at = t.session.get(TaxRate, shop.retired).created_at
        t.bump_metadata()
    body = invoice(shop.customer, line(shop.chair, 50, tax_rate_id=shop.vat, id=made["entries"][0]["id"]))
    assert ann.put("sale-invoices/1", body, status=200).json["total"] == 60
    assert codes(ann.post("sale-invoices", invoice(shop.customer, line(shop.chair, tax_rate_id=shop.vat)), status=400)) == [
        "ITEM_ENTRY_TAX_RATE_ID_NOT_FOUND"
    ]


# --- settling ---


def test_what_is_paid_moves_what_is_due(ann, shop, tenant):
    post(ann, shop.customer, line(shop.chair))
    post(ann, shop.customer, line(shop.chair, 50))
    post(ann, shop.customer, line(shop.chair, 30), delivered=False)
    settle(tenant, shop, i1="40", i2="50")
    settle(tenant, shop, "credited_amount", i1="10")
    first, second = (ann.get(f"sale-invoices/{id}").json for id in (1, 2))
    assert (first["payment_amount"], first["credited_amount"], first["due_amount"], first["balance_amount"]) == (40, 10, 50, 50)
    assert (first["is_partially_paid"], first["is_fully_paid"], second["is_fully_paid"], second["due_amount"]) == (True, False, True, 0)
    assert [one["id"] for one in ann.get(f"sale-invoices/receivable?customerId={shop.customer}").json] == [1]
    settle(tenant, shop, i1="-40", i2="0")
    assert ann.get("sale-invoices/1").json["due_amount"] == 90
    for wrong, refusal in (({"i1": "90.01"}, TooMuch), ({"i9": "1"}, operations.InvoicesNotFound), ({"i3": "1"}, operations.NotDelivered)):
        with pytest.raises(refusal):
            settle(tenant, shop, **wrong)
    assert ann.get("sale-invoices/1").json["due_amount"] == 90


def test_another_customers_invoice_is_not_theirs_to_settle(ann, shop, tenant):
    post(ann, customer(ann, name="Else"), line(shop.chair))
    with pytest.raises(operations.InvoicesNotFound):
        settle(tenant, shop, i1="1")


def test_an_edit_leaves_room_for_what_was_settled(ann, shop, tenant, peek):
    post(ann, shop.customer, line(shop.chair))
    settle(tenant, shop, i1="40")
    settle(tenant, shop, "credited_amount", i1="20")
    before = written(peek)
    refused = ann.put("sale-invoices/1", invoice(shop.customer, line(shop.chair, "59.99")), status=400)
    assert codes(refused) == ["INVOICE_AMOUNT_SMALLER_THAN_PAYMENT_AMOUNT"]
    other = invoice(customer(ann, name="Else"), line(shop.chair))
    assert codes(ann.put("sale-invoices/1", other, status=400)) == ["SALE_INVOICE_CUSTOMER_SHOULD_NOT_UPDATE"]
    assert written(peek) == before
    assert ann.put("sale-invoices/1", invoice(shop.customer, line(shop.chair, "60")), status=200).json["due_amount"] == 0


def test_what_settled_it_is_told_of_a_new_rate(ann, shop, tenant, monkeypatch):
    told: list[int] = []
    monkeypatch.setattr(operations.follows, "tell", lambda _, invoice: told.append(invoice.id))
    paris = customer(ann, "EUR", "Paris")
    post(ann, paris, line(shop.chair), exchange_rate="1.1")
    body = invoice(paris, line(shop.chair), exchange_rate="1.2")
    ann.put("sale-invoices/1", body)
    assert told == []
    with tenant() as t:
        operations.settle(t, {1: Decimal(1)}, "payment_amount", customer_id=paris, too_much=TooMuch)
    ann.put("sale-invoices/1", body)
    assert told == []
    ann.put("sale-invoices/1", body | {"exchange_rate": "1.3"})
    assert told == [1]


def test_a_settled_invoice_stays(ann, shop, tenant, peek):
    post(ann, shop.customer, line(shop.chair))
    post(ann, shop.customer, line(shop.chair))
    with tenant() as t:
        payment = PaymentReceived(
            customer_id=shop.customer, payment_date=date(2026, 5, 1), amount=Decimal(40), currency_code="USD",
            exchange_rate=Decimal(1), deposit_account_id=BANK, payment_receive_no="PAY-1",
        )  # fmt: skip
        t.session.add(payment)
        t.session.flush()
        row = {"payment_receive_id": payment.id, "invoice_id": 1, "index": 1, "payment_amount": Decimal(40)}
        t.session.execute(insert(payment_entries).values(**row, date=date(2026, 5, 1), is_later=False))
        note = {"credit_note_id": 1, "customer_id": shop.customer, "credit_note_date": date(2026, 5, 1), "currency_code": "USD"}
        from bigcapital.sales.credit_notes.model import CreditNote

        t.session.add(
            CreditNote(
                **{key: value for key, value in note.items() if key != "credit_note_id"}, exchange_rate=Decimal(1), subtotal=Decimal(9),
                discount_amount=Decimal(0), tax_amount=Decimal(0), total=Decimal(9), refunded_amount=Decimal(0), invoices_amount=Decimal(9),
            )
        )  # fmt: skip
        t.session.flush()
        t.session.add(CreditNoteApplication(credit_note_id=1, invoice_id=2, date=date(2026, 5, 1), amount=Decimal(9)))
    before = written(peek)
    assert codes(ann.delete("sale-invoices/1", status=409)) == ["INVOICE_HAS_ASSOCIATED_PAYMENT_ENTRIES"]
    assert codes(ann.delete("sale-invoices/2", status=409)) == ["SALE_INVOICE_HAS_APPLIED_TO_CREDIT_NOTES"]
    assert written(peek) == before
    [paid] = ann.get("sale-invoices/1/payments").json
    assert (paid["payment_amount"], paid["payment_number"], paid["deposit_account_slug"]) == (40, "PAY-1", "bank-account")
    assert (paid["formatted_payment_amount"], paid["formatted_payment_date"]) == ("$40.00", "01 May 2026")


# --- writing off ---


def test_what_is_given_up_becomes_an_expense_and_is_due_again_when_that_is_cancelled(ann, shop, tenant, peek):
    post(ann, shop.customer, line(shop.chair))
    settle(tenant, shop, i1="40")
    give_up = {"expense_account_id": RENT, "date": "2026-06-30", "reason": "gone"}
    assert ann.post("sale-invoices/1/writeoff", give_up, status=200).body == b""
    shown = ann.get("sale-invoices/1").json
    assert (shown["writtenoff_amount"], shown["writtenoff_at"], shown["due_amount"]) == (60, "2026-06-30", 0)
    assert (shown["is_writtenoff"], shown["writtenoff_expense_account_id"], shown["writtenoff_reason"]) == (True, RENT, "gone")
    assert peek(LEDGER)[2:] == [("2026-06-30", RENT, 60, 0), ("2026-06-30", RECEIVABLE, 0, 60)]
    assert codes(ann.post("sale-invoices/1/writeoff", give_up, status=400)) == ["SALE_INVOICE_ALREADY_WRITTEN_OFF"]
    ann.put("sale-invoices/1", invoice(shop.customer, line(shop.chair, 70)), status=200)
    assert standing(peek)[-2:] == [("2026-06-30", RECEIVABLE, 0, 30), ("2026-06-30", RENT, 30, 0)]
    assert ann.post("sale-invoices/1/cancel-writeoff", status=200).body == b""
    assert ann.get("sale-invoices/1").json["due_amount"] == 30
    assert standing(peek) == [("2026-03-15", RECEIVABLE, 70, 0), ("2026-03-15", SALES, 0, 70)]
    assert codes(ann.post("sale-invoices/1/cancel-writeoff", status=400)) == ["SALE_INVOICE_NOT_WRITTEN_OFF"]


def test_only_what_is_due_can_be_given_up(ann, shop, tenant, peek):
    post(ann, shop.customer, line(shop.chair), delivered=False)
    post(ann, shop.customer, line(shop.chair))
    post(ann, shop.customer, line(shop.chair))
    settle(tenant, shop, i2="100")
    lock_up_to(tenant, "2026-04-30")
    before = written(peek)
    body = {"expense_account_id": RENT, "date": "2026-05-01"}
    assert codes(ann.post("sale-invoices/1/writeoff", body, status=400)) == ["INVOICES_NOT_DELIVERED_YET"]
    assert codes(ann.post("sale-invoices/2/writeoff", body, status=400)) == ["SALE_INVOICE_HAS_NOTHING_DUE"]
    for account in (SALES, 999):
        ann.post("sale-invoices/3/writeoff", body | {"expense_account_id": account}, status=400)
    assert codes(ann.post("sale-invoices/3/writeoff", body | {"date": "2026-04-30"}, status=400)) == ["TRANSACTIONS_DATE_LOCKED"]
    assert written(peek) == before and ann.get("sale-invoices/3").json["due_amount"] == 100


def test_deleting_a_written_off_invoice_undoes_both(ann, shop, peek):
    post(ann, shop.customer, line(shop.chair))
    ann.post("sale-invoices/1/writeoff", {"expense_account_id": RENT})
    ann.delete("sale-invoices/1")
    assert standing(peek) == []


# --- lists ---


def test_lists_are_filtered_by_what_became_of_invoices(ann, shop, tenant, at):
    for amount, due in (("10", "2026-06-30"), ("20", "2026-04-14"), ("30", "2026-06-30"), ("40", "2026-04-14"), ("50", "2026-04-14")):
        post(ann, shop.customer, line(shop.chair, amount), due_date=due)
    post(ann, shop.customer, line(shop.chair, "60"), delivered=False, reference_no="Order 7")
    settle(tenant, shop, i3="10", i4="40")
    ann.post("sale-invoices/5/writeoff", {"expense_account_id": RENT})
    at("2026-06-01T12:00:00+00:00")

    def totals(query: str) -> list[int]:
        return sorted(one["total"] for one in ann.get(f"sale-invoices?{query}").json["sales_invoices"])

    wanted = {"draft": [60], "delivered": [10, 20, 30, 40, 50], "unpaid": [10, 20], "overdue": [20], "partially-paid": [30], "paid": [40]}
    assert {slug: totals(f"view_slug={slug}") for slug in wanted} == wanted
    assert totals("search_keyword=order") == [60]
    by_due = ann.get("sale-invoices?column_sort_by=dueAmount&sort_order=asc").json["sales_invoices"]
    assert [one["due_amount"] for one in by_due] == [0, 0, 10, 20, 20, 60]
    assert by_due[3]["is_overdue"] != by_due[4]["is_overdue"] and by_due[0]["customer"]["display_name"] == "Zoë & Sons"
    named = f'stringified_filter_roles=[{{"fieldKey":"customer","comparator":"equals","value":{shop.customer}}}]'
    assert len(totals(named)) == 6
    page = ann.get("sale-invoices?page_size=2&page=2").json
    assert (page["pagination"], [one["id"] for one in page["sales_invoices"]]) == ({"total": 6, "page": 2, "page_size": 2}, [4, 3])


def test_the_resource_describes_itself(ann):
    fields = ann.get("resources/sale-invoice/meta").json["resource_meta"]["fields"]
    assert [option["key"] for option in fields["status"]["options"]] == [
        "draft", "delivered", "unpaid", "overdue", "partially-paid", "paid",
    ]  # fmt: skip
    assert [view["slug"] for view in ann.get("views/resource/sale_invoices").json] == [
        "draft", "delivered", "unpaid", "overdue", "partially-paid", "paid",
    ]  # fmt: skip
    assert ann.get("sale-invoices/state").json == {"default_template_id": 1}


def test_lists_are_narrowed_by_branch_once_there_are_branches(ann, shop, tenant):
    def numbers(path: str, branch: int, comparator: str = "equals") -> list[int]:
        found = ann.get(f'{path}?stringified_filter_roles=[{{"fieldKey":"branch","comparator":"{comparator}","value":{branch}}}]').json
        return sorted(one["id"] for one in next(iter(found.values())))

    lists = [
        "sale-estimates", "sale-invoices", "sale-receipts", "credit-notes", "payments-received", "recurring-invoices", "manual-journals",
    ]  # fmt: skip
    fields = {path: ann.get(f"resources/{path}/meta").json["resource_meta"]["fields"] for path in lists}
    assert not any("branch" in one for one in fields.values())
    post(ann, shop.customer, line(shop.chair))
    paris = with_branches(tenant)
    post(ann, shop.customer, line(shop.chair), branch_id=paris)
    post(ann, shop.customer, line(shop.chair), branch_id=1)
    # What names none is the primary branch's, as in the ledger.
    assert (numbers("sale-invoices", paris), numbers("sale-invoices", 1)) == ([2], [1, 3])
    assert numbers("sale-invoices", paris, "is_not") == [1, 3]
    for path in lists:
        assert numbers(path, paris) == ([2] if path == "sale-invoices" else [])
        field = ann.get(f"resources/{path}/meta").json["resource_meta"]["fields"]["branch"]
        assert (field["name"], field["field_type"], field["relation_key"]) == ("Branch", "relation", "Branch")


def test_many_are_deleted_at_once_or_none(ann, shop, tenant, peek):
    for _ in range(3):
        post(ann, shop.customer, line(shop.chair))
    lock_up_to(tenant, "2026-01-01")
    assert ann.post("sale-invoices/validate-bulk-delete", {"ids": [1, 2, 9]}, status=201).json == {
        "deletable_count": 2, "non_deletable_count": 1, "deletable_ids": [1, 2], "non_deletable_ids": [9],
    }  # fmt: skip
    ann.post("sale-invoices/bulk-delete", {"ids": [1, 9]}, status=400)
    assert peek("SELECT COUNT(*) FROM sales_invoices") == [(3,)]
    ann.post("sale-invoices/bulk-delete", {"ids": [1, 2, 9], "skip_undeletable": True}, status=201)
    assert peek("SELECT id FROM sales_invoices") == [(3,)] and standing(peek)[0][2] == 100


# --- what invoices hold in place ---


def test_customers_accounts_and_the_base_currency_stay(ann, shop, tenant):
    account = ann.post("accounts", {"name": "Chairs", "account_type": "income"}).json["id"]
    post(ann, shop.customer, line(shop.chair, sell_account_id=account), delivered=False)
    assert codes(ann.delete(f"customers/{shop.customer}", status=409)) == ["CUSTOMER_HAS_SALES_INVOICES"]
    assert codes(ann.delete(f"accounts/{account}", status=400)) == ["account_has_associated_transactions"]
    assert "SaleInvoice" in ann.get("organization/base-currency-mutate").text
    ann.delete("sale-invoices/1")
    ann.delete(f"accounts/{account}", status=200)
    ann.delete(f"customers/{shop.customer}", status=200)


def test_a_branch_that_a_draft_names_stays(ann, shop, tenant):
    paris = with_branches(tenant)
    post(ann, shop.customer, line(shop.chair), delivered=False, branch_id=paris)
    assert codes(ann.delete(f"branches/{paris}", status="4*")) == [BranchInUse.type]
    ann.delete("sale-invoices/1")
    ann.delete(f"branches/{paris}", status=200)


def test_an_item_on_a_draft_stays(ann, shop):
    post(ann, shop.customer, line(shop.chair), delivered=False)
    assert codes(ann.delete(f"items/{shop.chair}", status=409)) == ["ITEM_HAS_ASSOCIATED_TRANSACTINS"]
    ann.delete(f"items/{shop.advice}", status=200)


def test_writing_off_needs_its_own_right(ann, shop, member):
    post(ann, shop.customer, line(shop.chair))
    clerk = member(("SaleInvoice", "View"), ("SaleInvoice", "Edit"))
    clerk.post("sale-invoices/1/writeoff", {"expense_account_id": RENT}, status=403)
    clerk.put("sale-invoices/1", invoice(shop.customer, line(shop.chair, 3)), status=200)


def test_the_invoice_row_says_what_is_due():
    row = SaleInvoice(total=Decimal(10), payment_amount=Decimal(3), credited_amount=Decimal(2), writtenoff_amount=None)
    assert row.due_amount == 5


def test_a_kind_without_a_series_has_the_number_that_is_given_or_none(ann, shop, tenant):
    number = post(ann, shop.customer, line(shop.chair))["invoice_no"]
    by_hand = Numbers(None, SaleInvoice.invoice_no, not_unique=TooMuch)
    with tenant() as t:
        assert [by_hand.take(t, given) for given in (None, "", "B-7")] == [None, None, "B-7"]
        assert by_hand.take(t, number, but=1) == number
        with pytest.raises(TooMuch):
            by_hand.take(t, number)
