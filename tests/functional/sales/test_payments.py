"""Payments received, through the API: what they accept and refuse, what they settle, and what the ledger then says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.client import Client, codes
from tests.functional.accounting.test_journals import lock_up_to, with_branches
from tests.functional.sales.selling import BANK, RECEIVABLE, RENT, SALES, customer, invoice, line
from tests.functional.sales.settling import LOSS, amounts_of, number_of_entries, owed, payment, posted, receivable_in

TABLES = ("payments_received", "payments_received_entries", "ledger_entries", "ledger_lines", "settlements", "sales_invoices", "head")


def everything(peek):
    return [peek(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES]


def paid(ann: Client, *args, **more) -> dict:
    return ann.post("payments-received", payment(*args, **more), status=201).json


@pytest.fixture
def paris(ann) -> int:
    return customer(ann, "EUR", "Paris")


# --- what a payment does ---


def test_a_payment_of_several_invoices_is_in_the_ledger_and_settles_them(ann, shop, tenant):
    one, two = owed(ann, shop, "100"), owed(ann, shop, "60")
    made = paid(ann, shop.customer, (one, "100"), (two, "20.5"), reference_no="Cheque 7", statement="Thanks")
    assert (made["payment_receive_no"], made["amount"], made["local_amount"], made["unapplied_amount"]) == ("PAY-00001", 120.5, 120.5, 0)
    assert [(entry["invoice_id"], entry["payment_amount"], entry["index"]) for entry in made["entries"]] == [(one, 100, 1), (two, 20.5, 2)]
    assert posted(tenant, "PaymentReceive", made["id"]) == [
        (BANK, Decimal("120.5"), Decimal("120.5")),
        (RECEIVABLE, Decimal(-100), Decimal(-100)),
        (RECEIVABLE, Decimal("-20.5"), Decimal("-20.5")),
    ]
    assert (amounts_of(ann, one), amounts_of(ann, two)) == ((100, 0, 0), (20.5, 0, 39.5))
    shown = ann.get(f"payments-received/{made['id']}").json
    assert (shown["customer"]["balance"], shown["deposit_account"]["id"], shown["formatted_amount"]) == (39.5, BANK, "$120.50")
    assert [(entry["invoice"]["id"], entry["invoice"]["is_fully_paid"]) for entry in shown["entries"]] == [(one, True), (two, False)]
    assert [line["debit"] - line["credit"] for line in shown["transactions"]] == [120.5, -100, -20.5]


def test_what_is_paid_beyond_the_invoices_stays_as_credit_and_is_applied_later(ann, shop, tenant):
    one = owed(ann, shop, "100")
    made = paid(ann, shop.customer, (one, "100"), amount="150")
    assert (made["applied_amount"], made["unapplied_amount"]) == (100, 50)
    assert ann.get(f"customers/{shop.customer}").json["balance"] == -50
    two, before = owed(ann, shop, "80"), number_of_entries(tenant)
    body = {"entries": [{"invoice_id": two, "amount": "30"}], "date": "2026-05-05"}
    after = ann.post(f"payments-received/{made['id']}/apply-invoices", body, status=201).json
    assert (after["unapplied_amount"], [(one["date"], one["is_later"]) for one in after["entries"]]) == (
        20,
        [("2026-04-01", False), ("2026-05-05", True)],
    )
    assert amounts_of(ann, two) == (30, 0, 50)
    assert number_of_entries(tenant) == before  # at one rate nothing moves
    too_much = {"entries": [{"invoice_id": two, "amount": "20.01"}]}
    assert codes(ann.post(f"payments-received/{made['id']}/apply-invoices", too_much, status=400)) == [
        "PAYMENT_RECEIVE_HAS_NO_REMAINING_AMOUNT"
    ]


def test_a_later_application_is_taken_back_and_the_payment_stays(ann, shop, tenant):
    first, wrong = owed(ann, shop, "100"), owed(ann, shop, "80")
    made = paid(ann, shop.customer, (first, "100"), amount="150")
    path = f"payments-received/{made['id']}"
    body = {"entries": [{"invoice_id": wrong, "amount": "20"}, {"invoice_id": wrong, "amount": "30"}], "date": "2026-05-05"}
    own, one, other = ann.post(f"{path}/apply-invoices", body, status=201).json["entries"]
    listed = ann.get(f"sale-invoices/{wrong}/payments").json
    assert [(row["id"], row["is_later"]) for row in listed] == [(one["id"], True), (other["id"], True)]
    assert ann.get(f"payments-received/applied-invoices/{one['id']}").json == one
    ann.delete(f"payments-received/applied-invoices/{one['id']}", status=200)
    assert (amounts_of(ann, first), amounts_of(ann, wrong)) == ((100, 0, 0), (30, 0, 50))
    shown = ann.get(path).json
    assert ([row["id"] for row in shown["entries"]], shown["unapplied_amount"]) == ([own["id"], other["id"]], 20)
    assert len(posted(tenant, "PaymentReceive", made["id"])) == 3  # bank, the first invoice, and credit as before
    again = ann.post(f"{path}/apply-invoices", {"entries": [{"invoice_id": first, "amount": "1"}]}, status=400)
    assert codes(again) == ["INVALID_PAYMENT_AMOUNT"]
    for gone in (one["id"], own["id"], 999):  # what it paid on its own day, an edit changes
        for ask in (ann.get, ann.delete):
            assert codes(ask(f"payments-received/applied-invoices/{gone}", status=400)) == ["PAYMENT_RECEIVE_APPLICATION_NOT_FOUND"]
    ann.delete("payments-received/applied-invoices/x", status=400)
    assert amounts_of(ann, wrong) == (30, 0, 50)


def test_the_bank_keeps_its_fee(ann, shop, tenant):
    one = owed(ann, shop, "100")
    made = paid(ann, shop.customer, (one, "100"), bank_fee_amount="2.5", bank_fee_account_id=RENT)
    assert posted(tenant, "PaymentReceive", made["id"]) == [
        (BANK, Decimal("97.5"), Decimal("97.5")),
        (RENT, Decimal("2.5"), Decimal("2.5")),
        (RECEIVABLE, Decimal(-100), Decimal(-100)),
    ]
    assert amounts_of(ann, one) == (100, 0, 0)


def test_a_payment_at_another_rate_realizes_a_gain_or_loss(ann, shop, tenant, paris):
    gaining = owed(ann, shop, "100", paris, exchange_rate="1.1")
    losing = owed(ann, shop, "100", paris, exchange_rate="1.3")
    euros = receivable_in(tenant, "EUR")
    made = paid(ann, paris, (gaining, "100"), (losing, "50"), amount="160", exchange_rate="1.2")
    assert (made["currency_code"], made["local_amount"]) == ("EUR", 192)
    assert posted(tenant, "PaymentReceive", made["id"]) == [
        (BANK, 192, 160), (euros, -110, -100), (euros, -65, -50), (euros, -12, -10), (LOSS, -5, 0),
    ]  # fmt: skip
    [row] = ann.get("reports/realized-gain-loss?from_date=2026-04-01&to_date=2026-04-30", status=200).json["data"]["realized"]
    assert (row["account_id"], row["contact_name"], row["gain"]["amount"], row["loss"]["amount"]) == (euros, "Paris", 5, 0)


def test_credit_that_is_applied_at_another_rate_realizes_the_difference_on_that_day(ann, shop, tenant, paris):
    first = owed(ann, shop, "10", paris, exchange_rate="1.2")
    made = paid(ann, paris, (first, "10"), amount="110", exchange_rate="1.2")
    second, euros = owed(ann, shop, "100", paris, exchange_rate="1.1"), receivable_in(tenant, "EUR")
    body = {"entries": [{"invoice_id": second, "amount": "100"}], "date": "2026-05-05"}
    after = ann.post(f"payments-received/{made['id']}/apply-invoices", body, status=201).json
    application = after["entries"][-1]["id"]
    assert posted(tenant, "PaymentApplication", application) == [(euros, 120, 100), (euros, -110, -100), (LOSS, -10, 0)]
    assert ann.get(f"customers/{paris}").json["balance"] == 0 == ann.get(f"accounts/{euros}").json["amount_local"]
    shown = ann.get(f"payments-received/{made['id']}").json["transactions"]
    assert [one["reference_type"] for one in shown] == ["PaymentReceive"] * 3 + ["PaymentApplication"] * 3
    ann.delete(f"payments-received/applied-invoices/{application}", status=200)
    assert posted(tenant, "PaymentApplication", application) == []
    assert ann.get(f"customers/{paris}").json["balance"] == 0 == amounts_of(ann, second)[0]


def test_a_payment_that_names_an_invoice_with_nothing_is_money_on_account(ann, shop, tenant):
    one = owed(ann, shop)
    made = paid(ann, shop.customer, (one, "0"), amount="75")
    assert (made["entries"], made["unapplied_amount"], amounts_of(ann, one)) == ([], 75, (0, 0, 100))
    assert posted(tenant, "PaymentReceive", made["id"]) == [(BANK, 75, 75), (RECEIVABLE, -75, -75)]


# --- edits and deletion ---


def test_an_edit_moves_the_ledger_and_the_invoices_by_the_difference(ann, shop, tenant):
    one, two = owed(ann, shop, "100"), owed(ann, shop, "60")
    made = paid(ann, shop.customer, (one, "90"))
    body = payment(shop.customer, (one, "100"), (two, "5"), payment_date="2026-04-02", payment_receive_no="P-9")
    body["entries"][0]["id"] = made["entries"][0]["id"]
    after = ann.put(f"payments-received/{made['id']}", body, status=200).json
    assert (after["payment_receive_no"], after["amount"], after["entries"][0]["id"]) == ("P-9", 105, made["entries"][0]["id"])
    assert (amounts_of(ann, one), amounts_of(ann, two)) == ((100, 0, 0), (5, 0, 55))
    assert posted(tenant, "PaymentReceive", made["id"]) == [(BANK, 105, 105), (RECEIVABLE, -100, -100), (RECEIVABLE, -5, -5)]
    ann.put(f"payments-received/{made['id']}", payment(shop.customer, (two, "60")), status=200)
    assert (amounts_of(ann, one), amounts_of(ann, two)) == ((0, 0, 100), (60, 0, 0))


def test_what_was_applied_later_keeps_its_day_through_an_edit_and_goes_when_it_is_left_out(ann, shop, tenant, paris):
    one = owed(ann, shop, "10", paris, exchange_rate="1.2")
    two = owed(ann, shop, "100", paris, exchange_rate="1.1")
    made = paid(ann, paris, (one, "10"), amount="110", exchange_rate="1.2")
    path = f"payments-received/{made['id']}"
    body = {"entries": [{"invoice_id": two, "payment_amount": "100"}], "date": "2026-05-05"}
    later = ann.post(f"{path}/apply-invoices", body, status=201).json["entries"][-1]["id"]
    page = ann.get(f"{path}/edit-page").json["entries"]
    entries = [(row["invoice_id"], row["payment_amount"]) for row in page]
    same = payment(paris, *entries, amount="110", exchange_rate="1.25")
    after = ann.put(path, same, status=200).json
    assert [(row["id"], row["date"], row["is_later"]) for row in after["entries"]] == [
        (made["entries"][0]["id"], "2026-04-01", False), (later, "2026-05-05", True),
    ]  # fmt: skip
    assert posted(tenant, "PaymentApplication", later)[-1] == (LOSS, -15, 0)
    ann.put(path, payment(paris, (one, "10"), amount="110", exchange_rate="1.25"), status=200)
    assert posted(tenant, "PaymentApplication", later) == [] and amounts_of(ann, two) == (0, 0, 100)


def test_deleting_a_payment_leaves_its_invoices_due_and_nothing_in_the_figures(ann, shop, tenant, paris):
    one, two = owed(ann, shop, "10", paris, exchange_rate="1.2"), owed(ann, shop, "100", paris, exchange_rate="1.1")
    before = ann.get("reports/trial-balance-sheet?to_date=2026-12-31").json["data"]
    made = paid(ann, paris, (one, "10"), amount="110", exchange_rate="1.3")
    ann.post(f"payments-received/{made['id']}/apply-invoices", {"entries": [{"invoice_id": two, "amount": "100"}]}, status=201)
    ann.delete(f"payments-received/{made['id']}", status=200)
    assert ann.get("reports/trial-balance-sheet?to_date=2026-12-31").json["data"] == before
    assert amounts_of(ann, one) == (0, 0, 10) and amounts_of(ann, two) == (0, 0, 100)
    assert codes(ann.get(f"payments-received/{made['id']}", status=400)) == ["PAYMENT_RECEIVE_NOT_EXISTS"]


def test_an_invoice_that_changes_its_rate_reposts_its_payments(ann, shop, tenant, paris):
    one, two = owed(ann, shop, "100", paris, exchange_rate="1.1"), owed(ann, shop, "50", paris, exchange_rate="1.1")
    made = paid(ann, paris, (one, "100"), amount="120", exchange_rate="1.1")
    later = ann.post(f"payments-received/{made['id']}/apply-invoices", {"entries": [{"invoice_id": two, "amount": "20"}]}, status=201).json[
        "entries"
    ][-1]["id"]
    for id, amount in ((one, "100"), (two, "50")):
        ann.put(f"sale-invoices/{id}", invoice(paris, line(shop.chair, amount), exchange_rate="1.2"), status=200)
    euros = receivable_in(tenant, "EUR")
    assert posted(tenant, "PaymentReceive", made["id"]) == [(BANK, 132, 120), (euros, -120, -100), (euros, -22, -20), (LOSS, 10, 0)]
    assert posted(tenant, "PaymentApplication", later) == [(euros, 22, 20), (euros, -24, -20), (LOSS, 2, 0)]


def test_editing_an_invoice_in_an_open_month_cannot_repost_a_payment_in_a_locked_one(ann, shop, tenant, peek, paris):
    one = owed(ann, shop, "100", paris, exchange_rate="1.1", invoice_date="2026-06-01", due_date="2026-07-01")
    paid(ann, paris, (one, "100"), exchange_rate="1.2")
    lock_up_to(tenant, "2026-04-30")
    before = everything(peek)
    body = invoice(paris, line(shop.chair, "100"), exchange_rate="1.15", invoice_date="2026-06-01", due_date="2026-07-01")
    assert codes(ann.put(f"sale-invoices/{one}", body, status=400)) == ["TRANSACTIONS_DATE_LOCKED"]
    assert everything(peek) == before


# --- what is refused ---


@pytest.fixture
def refused(ann, shop, peek):
    """Somebody who tries what must be refused, and finds everything as it was."""

    def attempt(body: dict, status: int = 400, method=ann.post, path: str = "payments-received"):
        before = everything(peek)
        answer = method(path, body, status=status)
        assert everything(peek) == before
        return answer

    return attempt


def test_invoices_must_be_there_of_this_customer_and_delivered(ann, shop, refused):
    draft = owed(ann, shop, delivered=False)
    other = owed(ann, shop, customer=customer(ann, name="Somebody"))
    assert codes(refused(payment(shop.customer, (999, "1")))) == ["INVOICES_IDS_NOT_FOUND"]
    assert codes(refused(payment(shop.customer, (other, "1")))) == ["INVOICES_IDS_NOT_FOUND"]
    assert codes(refused(payment(shop.customer, amount="5"))) == ["INVOICES_IDS_NOT_FOUND"]
    answer = refused(payment(shop.customer, (draft, "1")))
    assert codes(answer) == ["INVOICES_NOT_DELIVERED_YET"]
    assert answer.json["errors"][0]["payload"] == {"notDeliveredInvoices": [draft]}


def test_no_more_is_paid_than_is_due(ann, shop, refused):
    one = owed(ann, shop, "100")
    assert codes(refused(payment(shop.customer, (one, "100.01")))) == ["INVALID_PAYMENT_AMOUNT"]
    assert codes(refused(payment(shop.customer, (one, "60"), (one, "60")))) == ["INVALID_PAYMENT_AMOUNT"]
    assert codes(refused(payment(shop.customer, (one, "60"), amount="59.99"))) == ["INVALID_PAYMENT_AMOUNT"]
    made = paid(ann, shop.customer, (one, "60"))
    path = f"payments-received/{made['id']}"
    assert codes(refused(payment(shop.customer, (one, "100.01")), 400, ann.put, path)) == ["INVALID_PAYMENT_AMOUNT"]
    ann.put(path, payment(shop.customer, (one, "100")), status=200)


def test_the_deposit_account_takes_such_money(ann, shop, refused):
    one = owed(ann, shop)
    euros = ann.post("accounts", {"name": "Euros", "account_type": "bank", "currency_code": "EUR"}, status=201).json["id"]
    for account, code in ((999, "NOT_FOUND"), (SALES, "INVALID_TYPE"), (RECEIVABLE, "INVALID_TYPE")):
        assert codes(refused(payment(shop.customer, (one, "1"), deposit_account_id=account))) == [f"DEPOSIT_ACCOUNT_{code}"]
    answer = refused(payment(shop.customer, (one, "1"), deposit_account_id=euros))
    assert codes(answer) == ["PAYMENT_ACCOUNT_CURRENCY_INVALID"]


def test_the_fee_is_an_expense_and_no_more_than_the_payment(ann, shop, refused):
    one = owed(ann, shop)
    for account, code in ((999, "NOT_FOUND"), (SALES, "INVALID_TYPE")):
        body = payment(shop.customer, (one, "1"), bank_fee_amount="1", bank_fee_account_id=account)
        assert codes(refused(body)) == [f"BANK_FEE_ACCOUNT_{code}"]
    for more in ({"bank_fee_account_id": None}, {"bank_fee_amount": "1.01"}):
        body = payment(shop.customer, (one, "1")) | {"bank_fee_amount": "1", "bank_fee_account_id": RENT} | more
        assert [one["property"] for one in refused(body).json["message"]] in (["bankFeeAccountId"], ["bankFeeAmount"])


@pytest.mark.parametrize(
    "more,named",
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "1.001"}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"payment_date": "2026-02-30"}, "paymentDate"),
        ({"customer_id": 999}, "customerId"),
        ({"deposit_account_id": ""}, "depositAccountId"),
        ({"entries": None}, "entries"),
        ({"entries": [{"invoice_id": 1, "payment_amount": "-1"}]}, "entries.0.paymentAmount"),
        ({"entries": [{"invoice_id": 1, "payment_amount": "0.005"}]}, "entries.0.paymentAmount"),
    ],
)
def test_bad_input_is_named(ann, shop, refused, more, named):
    one = owed(ann, shop)
    assert [fault["property"] for fault in refused(payment(shop.customer, (one, "1")) | more).json["message"]] == [named]


def test_another_currency_needs_a_rate(ann, shop, refused, paris):
    one = owed(ann, shop, "100", paris, exchange_rate="1.1")
    for rate in (None, "", "0", "-1"):
        answer = refused(payment(paris, (one, "1"), exchange_rate=rate))
        assert [fault["property"] for fault in answer.json["message"]] == ["exchangeRate"]


def test_a_number_is_given_once(ann, shop, refused):
    one = owed(ann, shop)
    paid(ann, shop.customer, (one, "1"), payment_receive_no="P-1")
    assert codes(refused(payment(shop.customer, (one, "1"), payment_receive_no="P-1"))) == ["PAYMENT_RECEIVE_NO_EXISTS"]
    ann.put("settings", {"options": [{"group": "payment_receives", "key": "auto_increment", "value": False}]}, status=200)
    assert codes(refused(payment(shop.customer, (one, "1")))) == ["PAYMENT_RECEIVE_NO_REQUIRED"]


def test_an_edit_keeps_the_customer_and_names_its_own_entries(ann, shop, refused):
    one, other = owed(ann, shop), customer(ann, name="Somebody")
    made, path = paid(ann, shop.customer, (one, "1")), "payments-received/1"
    assert codes(refused(payment(other, (one, "1")), 400, ann.put, path)) == ["PAYMENT_CUSTOMER_SHOULD_NOT_UPDATE"]
    for ids in ([999], [made["entries"][0]["id"]] * 2):
        body = payment(shop.customer, *((one, "1") for _ in ids))
        for entry, id in zip(body["entries"], ids, strict=True):
            entry["id"] = id
        assert codes(refused(body, 400, ann.put, path)) == ["ENTRIES_IDS_NOT_EXISTS"]


def test_locked_days_refuse_payments_edits_deletions_and_applications(ann, shop, tenant, refused):
    one = owed(ann, shop, "100", invoice_date="2026-06-01", due_date="2026-07-01")
    early = paid(ann, shop.customer, (one, "10"), amount="20", payment_date="2026-03-01")["id"]
    late = paid(ann, shop.customer, (one, "10"), amount="20", payment_date="2026-06-02")["id"]
    line = {"invoice_id": one, "amount": "5"}
    applied = ann.post(f"payments-received/{late}/apply-invoices", {"entries": [line], "date": "2026-03-02"}, status=201).json
    lock_up_to(tenant, "2026-03-31")
    body = payment(shop.customer, (one, "10"), amount="20", payment_date="2026-06-02")
    attempts = [
        (payment(shop.customer, (one, "1"), payment_date="2026-03-31"), ann.post, "payments-received"),
        (body, ann.put, f"payments-received/{early}"),
        (body | {"payment_date": "2026-03-30"}, ann.put, f"payments-received/{late}"),
        (body, ann.put, f"payments-received/{late}"),  # would take back what was applied in March
        ({"entries": [line], "date": "2026-03-31"}, ann.post, f"payments-received/{late}/apply-invoices"),
    ]
    for sent, method, path in attempts:
        assert codes(refused(sent, 400, method, path)) == ["TRANSACTIONS_DATE_LOCKED"], path
    for path in (early, late, f"applied-invoices/{applied['entries'][-1]['id']}"):
        assert codes(ann.delete(f"payments-received/{path}", status=400)) == ["TRANSACTIONS_DATE_LOCKED"]
    kept = body | {"entries": [*body["entries"], {"invoice_id": one, "payment_amount": "5"}], "statement": "only this"}
    ann.put(f"payments-received/{late}", kept, status=200)


def test_an_invoice_that_was_paid_is_kept_and_so_are_customer_and_accounts(ann, shop):
    one = owed(ann, shop, "0.01")
    bank = ann.post("accounts", {"name": "Till", "account_type": "cash"}, status=201).json["id"]
    paid(ann, shop.customer, (one, "0.01"), deposit_account_id=bank)
    assert codes(ann.delete(f"sale-invoices/{one}", status=409)) == ["INVOICE_HAS_ASSOCIATED_PAYMENT_ENTRIES"]
    ann.delete(f"customers/{shop.customer}", status=409)
    ann.delete(f"accounts/{bank}", status=400)


# --- lists, pages, branches ---


def test_the_edit_page_shows_its_entries_and_the_other_open_invoices(ann, shop):
    one, two, gone = owed(ann, shop, "100"), owed(ann, shop, "60"), owed(ann, shop, "5")
    paid(ann, shop.customer, (gone, "5"))
    made = paid(ann, shop.customer, (one, "30"))
    page = ann.get(f"payments-received/{made['id']}/edit-page").json
    assert (page["data"]["id"], page["data"]["attachments"]) == (made["id"], [])
    shown = [
        (row["invoice_id"], row["amount"], row["due_amount"], row["payment_amount"], row["total_payment_amount"]) for row in page["entries"]
    ]
    assert shown == [(one, 100, 100, 30, 30), (two, 60, 60, 0, 0)]
    assert [row["id"] for row in ann.get(f"payments-received/{made['id']}/invoices").json] == [one]
    assert ann.get("payments-received/state").json == {"default_template_id": 5}


def test_the_list_filters_searches_and_sorts(ann, shop):
    one, other = owed(ann, shop), customer(ann, name="Somebody")
    two = owed(ann, shop, customer=other)
    paid(ann, shop.customer, (one, "30"), reference_no="cheque")
    paid(ann, other, (two, "40"), payment_date="2026-04-02")

    def listed(query: str) -> list[float]:
        return [row["amount"] for row in ann.get(f"payments-received?{query}", status=200).json["payment_receives"]]

    def roles(key: str, comparator: str, value: object) -> str:
        return f'stringified_filter_roles=[{{"fieldKey":"{key}","comparator":"{comparator}","value":"{value}"}}]'

    assert listed("column_sort_by=amount&sort_order=asc") == [30, 40]
    assert listed("search_keyword=CHEQUE") == listed(roles("customer", "equals", shop.customer)) == [30]
    assert listed(roles("amount", "bigger_than", 35)) == listed(roles("payment_date", "after", "2026-04-01")) == [40]
    assert sorted(listed(roles("deposit_account", "equals", BANK))) == [30, 40]


def test_bulk_deletion_tries_each(ann, shop, tenant):
    one = owed(ann, shop)
    ids = [paid(ann, shop.customer, (one, "1"), payment_date=day)["id"] for day in ("2026-03-01", "2026-04-01")]
    lock_up_to(tenant, "2026-03-31")
    checked = ann.post("payments-received/validate-bulk-delete", {"ids": ids}, status=201).json
    assert (checked["deletable_ids"], checked["non_deletable_ids"]) == ([ids[1]], [ids[0]])
    ann.post("payments-received/bulk-delete", {"ids": ids, "skip_undeletable": True}, status=201)
    assert amounts_of(ann, one)[0] == 1


def test_branches_are_asked_for_when_they_are_shown_and_the_receivable_leaves_the_invoices_branch(ann, shop, tenant, peek):
    paris = with_branches(tenant)
    one = owed(ann, shop, branch_id=paris)
    assert codes(ann.post("payments-received", payment(shop.customer, (one, "1")), status=400)) == ["BRANCH_ID_REQUIRED"]
    assert codes(ann.post("payments-received", payment(shop.customer, (one, "1"), branch_id=9), status=400)) == ["BRANCH_ID_NOT_FOUND"]
    made = paid(ann, shop.customer, (one, "60"), amount="70", branch_id=1)
    rows = peek("SELECT account_id, branch_id, (debit - credit) / 10000 FROM ledger_lines WHERE date = '2026-04-01' ORDER BY id")
    assert made["branch_id"] == 1 and rows == [(BANK, 1, 70), (RECEIVABLE, paris, -60), (RECEIVABLE, 1, -10)]


def test_what_a_dry_run_shows_is_not_written(ann, shop, peek):
    one = owed(ann, shop)
    before = everything(peek)
    answer = ann.post("payments-received?dry_run=1", payment(shop.customer, (one, "40")), status=200).json
    assert [line["account_id"] for line in answer["entries"][0]["lines"]] == [BANK, RECEIVABLE]
    assert everything(peek) == before
