"""Credit notes, through the API: opened, refunded, applied to invoices and taken back; and what the ledger then says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.client import Client, codes
from tests.functional.accounting.test_journals import lock_up_to, with_branches
from tests.functional.sales.selling import BANK, CHARGES, DISCOUNT, RECEIVABLE, SALES, SERVICES, TAX, customer, invoice, line
from tests.functional.sales.settling import LOSS, amounts_of, note, number_of_entries, owed, posted, receivable_in

TABLES = (
    "credit_notes",
    "items_entries",
    "refund_credit_note_transactions",
    "credit_note_applied_invoice",
    "ledger_entries",
    "settlements",
    "sales_invoices",
    "head",
)


def everything(peek):
    return [peek(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES]


def credited(ann: Client, customer: int, *lines: dict, **more: Any) -> dict:
    return ann.post("credit-notes", note(customer, *lines, **more), status=201).json


def refund(amount: Any, **more: Any) -> dict:
    return {"from_account_id": BANK, "amount": amount, "date": "2026-04-10", **more}


def to(id: int, amount: Any, **more: Any) -> dict:
    return {"entries": [{"invoice_id": id, "amount": amount}], "date": "2026-04-11", **more}


@pytest.fixture
def paris(ann) -> int:
    return customer(ann, "EUR", "Paris")


@pytest.fixture
def refused(ann, peek):
    """Somebody who tries what must be refused, and finds everything as it was."""

    def attempt(path: str, body: dict | None = None, status: int = 400, method: Any = None):
        before = everything(peek)
        answer = method(path, status=status) if body is None else (method or ann.post)(path, body, status=status)
        assert everything(peek) == before
        return answer

    return attempt


# --- the note itself ---


def test_a_credit_note_is_an_invoices_mirror(ann, shop, tenant):
    lines = (line(shop.chair, "100", tax_rate_id=shop.vat), line(shop.advice, "50"))
    made = credited(ann, shop.customer, *lines, discount="15", adjustment="2")
    assert (made["credit_note_number"], made["total"], made["credits_remaining"]) == ("CN-00001", 155, 155)
    assert (made["is_draft"], made["is_published"], made["is_open"], made["is_closed"]) == (False, True, True, False)
    assert posted(tenant, "CreditNote", made["id"]) == [
        (RECEIVABLE, -155, -155), (SALES, 100, 100), (SERVICES, 50, 50), (TAX, 18, 18), (DISCOUNT, -10, -10),
        (DISCOUNT, -5, -5), (CHARGES, 2, 2),
    ]  # fmt: skip
    shown = ann.get(f"credit-notes/{made['id']}").json
    assert (shown["customer"]["balance"], shown["amount"], shown["formatted_credits_remaining"]) == (-155, 150, "$155.00")


def test_a_draft_is_no_credit_until_it_is_opened(ann, shop, tenant, refused):
    made = credited(ann, shop.customer, line(shop.chair), open=False)
    path, one = f"credit-notes/{made['id']}", owed(ann, shop)
    before = number_of_entries(tenant)
    for sent, where in ((refund("1"), "refunds"), (to(one, "1"), "apply-invoices")):
        assert codes(refused(f"{path}/{where}", sent)) == ["CREDIT_NOTE_HAS_NO_REMAINING_AMOUNT"]
    opened = ann.put(f"{path}/open", status=200).json
    assert (opened["is_open"], number_of_entries(tenant)) == (True, before + 1)
    assert codes(ann.put(f"{path}/open", status=400)) == ["CREDIT_NOTE_ALREADY_OPENED"]
    after = ann.put(path, note(shop.customer, line(shop.chair, "70"), open=False), status=200).json
    assert (after["is_draft"], after["total"]) == (False, 70)
    assert posted(tenant, "CreditNote", made["id"]) == [(RECEIVABLE, -70, -70), (SALES, 70, 70)]


def test_a_credit_note_that_nothing_used_can_be_deleted(ann, shop, tenant):
    made = credited(ann, shop.customer, line(shop.chair))
    ann.delete(f"credit-notes/{made['id']}", status=200)
    assert posted(tenant, "CreditNote", made["id"]) == [] and ann.get(f"customers/{shop.customer}").json["balance"] == 0
    ann.get(f"credit-notes/{made['id']}", status=404)


def test_what_was_used_holds_the_note(ann, shop, refused):
    made, one = credited(ann, shop.customer, line(shop.chair)), owed(ann, shop)
    path, other = f"credit-notes/{made['id']}", customer(ann, name="Somebody")
    given = ann.post(f"{path}/refunds", refund("30"), status=201).json
    assert codes(refused(path, status=409, method=ann.delete)) == ["CREDIT_NOTE_HAS_REFUNDS_TRANSACTIONS"]
    ann.delete(f"credit-notes/refunds/{given['id']}", status=200)
    ann.post(f"{path}/apply-invoices", to(one, "40"), status=201)
    assert codes(refused(path, status=409, method=ann.delete)) == ["CREDIT_NOTE_HAS_APPLIED_INVOICES"]
    assert codes(refused(path, note(shop.customer, line(shop.chair, "39.99")), method=ann.put)) == [
        "CREDIT_NOTE_AMOUNT_SMALLER_THAN_USED_AMOUNT"
    ]
    assert codes(refused(path, note(other, line(shop.chair)), method=ann.put)) == ["CREDIT_NOTE_CUSTOMER_SHOULD_NOT_UPDATE"]
    assert codes(ann.delete(f"sale-invoices/{one}", status=409)) == ["SALE_INVOICE_HAS_APPLIED_TO_CREDIT_NOTES"]
    ann.put(path, note(shop.customer, line(shop.chair, "40")), status=200)
    assert ann.get(path).json["is_closed"]


def test_a_note_is_made_of_an_invoice_of_its_customer(ann, shop, refused):
    one, other = owed(ann, shop), owed(ann, shop, customer=customer(ann, name="Somebody"))
    assert credited(ann, shop.customer, line(shop.chair), from_invoice_id=one)["from_invoice_id"] == one
    answer = refused("credit-notes", note(shop.customer, line(shop.chair), from_invoice_id=other))
    assert [fault["property"] for fault in answer.json["message"]] == ["fromInvoiceId"]


def test_numbers_customers_and_items_are_checked(ann, shop, refused):
    credited(ann, shop.customer, line(shop.chair), credit_note_number="C-1")
    for more, code in (
        ({"credit_note_number": "C-1"}, "CREDIT_NOTE_NUMBER_NOT_UNIQUE"),
        ({"entries": [line(999)]}, "ITEMS_NOT_FOUND"),
        ({"entries": [line(shop.bought)]}, "NOT_SELL_ABLE_ITEMS"),
    ):
        assert codes(refused("credit-notes", note(shop.customer, line(shop.chair)) | more)) == [code]
    answer = refused("credit-notes", note(999, line(shop.chair)))
    assert [fault["property"] for fault in answer.json["message"]] == ["customerId"]


# --- refunds ---


def test_a_refund_gives_money_back_at_its_own_rate(ann, shop, tenant, paris):
    made = credited(ann, paris, line(shop.chair, "100"), exchange_rate="1.1")
    path, euros = f"credit-notes/{made['id']}", receivable_in(tenant, "EUR")
    given = ann.post(f"{path}/refunds", refund("40", exchange_rate="1.25", reference_no="R1", description="Broken"), status=201).json
    assert (given["credit_note_id"], given["amount"], given["currency_code"], given["exchange_rate"]) == (made["id"], 40, "EUR", 1.25)
    assert posted(tenant, "RefundCreditNote", given["id"]) == [(euros, 44, 40), (BANK, -50, -40), (LOSS, 6, 0)]
    shown = ann.get(path).json
    assert (shown["refunded_amount"], shown["credits_used"], shown["credits_remaining"]) == (40, 40, 60)
    [listed] = ann.get(f"{path}/refunds").json
    assert (listed["formtted_amount"], listed["from_account"]["id"], listed["credit_note"]["id"]) == ("€40.00", BANK, made["id"])
    explained = ann.get(f"reports/trial-balance-sheet/explain?row={BANK}&column=credit&from_date=2026-01-01").json["lines"]
    [led] = {(one["reference_type"], one["reference_id"]) for one in explained}
    assert led == ("RefundCreditNote", given["id"]) and ann.get(f"credit-notes/refunds/{led[1]}").json == listed
    ann.delete(f"credit-notes/refunds/{given['id']}", status=200)
    ann.get(f"credit-notes/refunds/{given['id']}", status=404)
    assert ann.get(path).json["credits_remaining"] == 100 and posted(tenant, "RefundCreditNote", given["id"]) == []
    ann.delete(f"credit-notes/refunds/{given['id']}", status=404)
    ann.delete("credit-notes/refunds/x", status=400)


def test_refunds_are_checked(ann, shop, refused):
    path = f"credit-notes/{credited(ann, shop.customer, line(shop.chair))['id']}/refunds"
    euros = ann.post("accounts", {"name": "Euros", "account_type": "bank", "currency_code": "EUR"}, status=201).json["id"]
    for sent, code in (
        (refund("100.01"), "CREDIT_NOTE_HAS_NO_REMAINING_AMOUNT"),
        (refund("1", from_account_id=SALES), "ACCOUNT_INVALID_TYPE"),
        (refund("1", from_account_id=999), "ACCOUNT_NOT_FOUND"),
        (refund("1", from_account_id=euros), "PAYMENT_ACCOUNT_CURRENCY_INVALID"),
    ):
        assert codes(refused(path, sent)) == [code]
    for sent, named in ((refund("0"), "amount"), (refund("0.001"), "amount"), (refund("1", date=""), "date")):
        assert [fault["property"] for fault in refused(path, sent).json["message"]] == [named]


# --- applications ---


def test_a_note_is_applied_to_invoices_and_taken_back(ann, shop, tenant):
    made, one, two = credited(ann, shop.customer, line(shop.chair)), owed(ann, shop, "70"), owed(ann, shop, "50")
    owed(ann, shop, "5", delivered=False)
    path, before = f"credit-notes/{made['id']}", number_of_entries(tenant)
    assert [(row["id"], row["due_amount"]) for row in ann.get(f"{path}/apply-invoices").json] == [(one, 70), (two, 50)]
    entries = [{"invoice_id": one, "amount": "70"}, {"invoice_id": two, "amount": "30"}]
    ann.post(f"{path}/apply-invoices", {"entries": entries, "date": "2026-04-11"}, status=201)
    assert number_of_entries(tenant) == before  # at one rate nothing moves
    assert (amounts_of(ann, one), amounts_of(ann, two)) == ((0, 70, 0), (0, 30, 20))
    shown = ann.get(path).json
    assert (shown["invoices_amount"], shown["credits_remaining"], shown["is_closed"]) == (100, 0, True)
    applied = ann.get(f"{path}/applied-invoices").json
    assert [(row["invoice_id"], row["amount"], row["date"], row["formatted_amount"]) for row in applied] == [
        (one, 70, "2026-04-11", "$70.00"), (two, 30, "2026-04-11", "$30.00"),
    ]  # fmt: skip
    assert ann.get(f"credit-notes/applied-invoices/{applied[0]['id']}").json == applied[0]
    ann.delete(f"credit-notes/applied-invoices/{applied[0]['id']}", status=200)
    assert codes(ann.get(f"credit-notes/applied-invoices/{applied[0]['id']}", status=400)) == ["CREDIT_NOTE_APPLY_TO_INVOICES_NOT_FOUND"]
    assert amounts_of(ann, one) == (0, 0, 70) and ann.get(path).json["credits_remaining"] == 70
    gone = ann.delete(f"credit-notes/applied-invoices/{applied[0]['id']}", status=400)
    assert codes(gone) == ["CREDIT_NOTE_APPLY_TO_INVOICES_NOT_FOUND"]


def test_an_application_at_another_rate_realizes_the_difference(ann, shop, tenant, paris):
    made = credited(ann, paris, line(shop.chair, "100"), exchange_rate="1.1")
    one, euros = owed(ann, shop, "100", paris, exchange_rate="1.3"), receivable_in(tenant, "EUR")
    [applied] = ann.post(f"credit-notes/{made['id']}/apply-invoices", to(one, "100"), status=201).json
    assert posted(tenant, "CreditNoteApplyInvoice", applied["id"]) == [(euros, 110, 100), (euros, -130, -100), (LOSS, 20, 0)]
    assert ann.get(f"accounts/{euros}").json["amount_local"] == 0
    ann.put(f"sale-invoices/{one}", invoice(paris, line(shop.chair, "100"), exchange_rate="1.2"), status=200)
    assert posted(tenant, "CreditNoteApplyInvoice", applied["id"])[-1] == (LOSS, 10, 0)
    ann.put(f"credit-notes/{made['id']}", note(paris, line(shop.chair, "100"), exchange_rate="1.2"), status=200)
    assert posted(tenant, "CreditNoteApplyInvoice", applied["id"]) == []
    assert ann.get(f"accounts/{euros}").json["amount_local"] == 0
    ann.delete(f"credit-notes/applied-invoices/{applied['id']}", status=200)


def test_a_note_that_changes_its_rate_reposts_its_refunds(ann, shop, tenant, paris):
    made = credited(ann, paris, line(shop.chair, "100"), exchange_rate="1.1")
    given = ann.post(f"credit-notes/{made['id']}/refunds", refund("40", exchange_rate="1.1"), status=201).json
    ann.put(f"credit-notes/{made['id']}", note(paris, line(shop.chair, "100"), exchange_rate="1.2"), status=200)
    assert posted(tenant, "RefundCreditNote", given["id"])[-1] == (LOSS, -4, 0)
    lock_up_to(tenant, "2026-04-30")
    body = note(paris, line(shop.chair, "100"), exchange_rate="1.3", credit_note_date="2026-03-20")
    assert codes(ann.put(f"credit-notes/{made['id']}", body, status=400)) == ["TRANSACTIONS_DATE_LOCKED"]


def test_applications_are_checked(ann, shop, refused):
    path = f"credit-notes/{credited(ann, shop.customer, line(shop.chair))['id']}/apply-invoices"
    one, large, draft = owed(ann, shop, "70"), owed(ann, shop, "700"), owed(ann, shop, delivered=False)
    other = owed(ann, shop, customer=customer(ann, name="Somebody"))
    for sent, code in (
        (to(999, "1"), "INVOICES_IDS_NOT_FOUND"),
        (to(other, "1"), "INVOICES_IDS_NOT_FOUND"),
        (to(draft, "1"), "INVOICES_NOT_DELIVERED_YET"),
        (to(one, "70.01"), "INVOICES_HAS_NO_REMAINING_AMOUNT"),
        ({"entries": [{"invoice_id": one, "amount": "40"}] * 2}, "INVOICES_HAS_NO_REMAINING_AMOUNT"),
        (to(large, "100.01"), "CREDIT_NOTE_HAS_NO_REMAINING_AMOUNT"),
    ):
        assert codes(refused(path, sent)) == [code]
    for sent, named in (
        (to(one, "0"), "entries.0.amount"),
        (to(one, "0.001"), "entries.0.amount"),
        ({"entries": []}, "entries"),
        (to(one, "1", date="x"), "date"),
    ):
        assert [fault["property"] for fault in refused(path, sent).json["message"]] == [named]


# --- days, lists, branches ---


def test_locked_days_refuse_everything(ann, shop, tenant, refused):
    early = credited(ann, shop.customer, line(shop.chair), credit_note_date="2026-03-01")["id"]
    late, one = credited(ann, shop.customer, line(shop.chair), credit_note_date="2026-06-01")["id"], owed(ann, shop)
    given = ann.post(f"credit-notes/{late}/refunds", refund("1", date="2026-03-02"), status=201).json["id"]
    [applied] = ann.post(f"credit-notes/{late}/apply-invoices", to(one, "1", date="2026-03-02"), status=201).json
    lock_up_to(tenant, "2026-03-31")
    body = note(shop.customer, line(shop.chair, "50"))
    for path, sent, method in (
        ("credit-notes", body, ann.post),
        (f"credit-notes/{early}", body | {"credit_note_date": "2026-06-01"}, ann.put),
        (f"credit-notes/{late}", body, ann.put),
        (f"credit-notes/{early}", None, ann.delete),
        (f"credit-notes/{late}/refunds", refund("1", date="2026-03-31"), ann.post),
        (f"credit-notes/{late}/apply-invoices", to(one, "1", date="2026-03-31"), ann.post),
        (f"credit-notes/refunds/{given}", None, ann.delete),
        (f"credit-notes/applied-invoices/{applied['id']}", None, ann.delete),
    ):
        assert codes(refused(path, sent, method=method)) == ["TRANSACTIONS_DATE_LOCKED"], path
    draft = credited(ann, shop.customer, line(shop.chair), open=False)["id"]  # a draft may be of any day
    assert codes(refused(f"credit-notes/{draft}/open", {}, method=ann.put)) == ["TRANSACTIONS_DATE_LOCKED"]


def test_views_and_filters_of_the_list(ann, shop):
    credited(ann, shop.customer, line(shop.chair, "10"), open=False)
    credited(ann, shop.customer, line(shop.chair, "20"), reference_no="lost")
    closed = credited(ann, shop.customer, line(shop.chair, "30"))["id"]
    ann.post(f"credit-notes/{closed}/refunds", refund("30"), status=201)

    def listed(query: str) -> list[float]:
        rows = ann.get(f"credit-notes?column_sort_by=amount&sort_order=asc&{query}", status=200).json["credit_notes"]
        return [row["total"] for row in rows]

    views = {"draft": [10], "published": [20, 30], "open": [20], "closed": [30]}
    assert {slug: listed(f"view_slug={slug}") for slug in views} == views
    assert listed("search_keyword=LOST") == [20]
    assert listed('stringified_filter_roles=[{"fieldKey":"amount","comparator":"bigger_than","value":15}]') == [20, 30]
    assert ann.get("credit-notes/state").json == {"default_template_id": 4}


def test_bulk_deletion_leaves_what_was_used(ann, shop):
    ids = [credited(ann, shop.customer, line(shop.chair))["id"] for _ in range(2)]
    ann.post(f"credit-notes/{ids[0]}/refunds", refund("1"), status=201)
    checked = ann.post("credit-notes/validate-bulk-delete", {"ids": ids}, status=201).json
    assert (checked["deletable_ids"], checked["non_deletable_ids"]) == ([ids[1]], [ids[0]])
    ann.post("credit-notes/bulk-delete", {"ids": ids, "skip_undeletable": True}, status=201)
    assert [row["id"] for row in ann.get("credit-notes").json["credit_notes"]] == [ids[0]]


def test_branches_are_asked_for_when_they_are_shown(ann, shop, tenant):
    paris = with_branches(tenant)
    assert codes(ann.post("credit-notes", note(shop.customer, line(shop.chair)), status=400)) == ["BRANCH_ID_REQUIRED"]
    path = f"credit-notes/{credited(ann, shop.customer, line(shop.chair), branch_id=paris)['id']}/refunds"
    assert codes(ann.post(path, refund("1"), status=400)) == ["BRANCH_ID_REQUIRED"]
    assert codes(ann.post(path, refund("1", branch_id=9), status=400)) == ["BRANCH_ID_NOT_FOUND"]
    assert ann.post(path, refund("1", branch_id=1), status=201).json["branch_id"] == 1


def test_a_customer_with_a_draft_credit_note_is_kept(ann, shop):
    credited(ann, shop.customer, line(shop.chair), open=False)
    assert codes(ann.delete(f"customers/{shop.customer}", status=409)) == ["CUSTOMER_HAS_TRANSACTIONS"]


@pytest.mark.parametrize("abilities,status", [(["View", "Edit"], 403), (["View", "Refund"], 201)])
def test_refunding_is_an_ability_of_its_own(ann, shop, member, abilities, status):
    made = credited(ann, shop.customer, line(shop.chair))
    someone = member(*(("CreditNode", ability) for ability in abilities))
    someone.post(f"credit-notes/{made['id']}/refunds", refund("1"), status=status)
    someone.get(f"credit-notes/{made['id']}/refunds", status=200)
    assert Decimal(str(ann.get(f"credit-notes/{made['id']}").json["refunded_amount"])) == (status == 201)


def test_an_invoice_tells_of_the_credit_that_settled_it(ann: Client, shop: Any) -> None:
    invoice = owed(ann, shop, "100")
    id = ann.post("credit-notes", note(shop.customer, line(shop.chair, "40"))).json["id"]
    (made,) = ann.post(f"credit-notes/{id}/apply-invoices", {"entries": [{"invoice_id": invoice, "amount": 25}]}).json
    assert ann.get(f"credit-notes/applied-invoices?invoice_id={invoice}").json == [made]
    ann.delete(f"credit-notes/applied-invoices/{made['id']}")
    assert ann.get(f"credit-notes/applied-invoices?invoice_id={invoice}").json == []
    ann.get("credit-notes/applied-invoices?invoice_id=999999", status=404)
    ann.get("credit-notes/applied-invoices", status=400)
