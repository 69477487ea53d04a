"""Receipts, through the API: money that comes in with the sale."""

from __future__ import annotations

import pytest

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
    TAX,
    customer,
    line,
    receipt,
    standing,
    written,
)
from tests.statements import counted

NO_MONEY = (RENT, SALES, RECEIVABLE)


@pytest.fixture
def post(ann, shop):
    def posted(*lines, **more) -> dict:
        return ann.post("sale-receipts", receipt(shop.customer, *(lines or [line(shop.chair)]), **more), status=201).json

    return posted


def test_a_closed_receipt_is_money_in_the_bank(ann, shop, post, peek):
    made = post(line(shop.chair, "120", tax_rate_id=shop.vat), discount="10", adjustment="2")
    assert (made["receipt_number"], made["total"], made["paid"], made["is_closed"]) == ("REC-00001", 134, 134, True)
    assert (made["deposit_account"]["slug"], made["formatted_amount"]) == ("bank-account", "$134.00")
    assert standing(peek) == [
        ("2026-03-15", BANK, 134, 0),
        ("2026-03-15", TAX, 0, 22),
        ("2026-03-15", SALES, 0, 120),
        ("2026-03-15", DISCOUNT, 10, 0),
        ("2026-03-15", CHARGES, 0, 2),
    ]
    assert peek("SELECT contact_id FROM ledger_lines WHERE account_id = :bank", bank=BANK) == [(shop.customer,)]
    assert ann.get(f"customers/{shop.customer}").json["balance"] == 0


def test_a_draft_touches_nothing_until_it_is_closed(ann, post, peek):
    post(closed=False)
    assert peek(LEDGER) == []
    assert ann.post("sale-receipts/1/close", status=201).body == b""
    assert standing(peek) == [("2026-03-15", BANK, 100, 0), ("2026-03-15", SALES, 0, 100)]
    assert codes(ann.post("sale-receipts/1/close", status=400)) == ["SALE_RECEIPT_IS_ALREADY_CLOSED"]


def test_an_edit_follows_into_the_ledger_and_a_deletion_leaves_nothing(ann, shop, post, peek):
    post()
    body = receipt(shop.customer, line(shop.chair, 7), closed=False, receipt_date="2026-04-01", receipt_number="R 7")
    edited = ann.put("sale-receipts/1", body, status=200).json
    assert (edited["is_closed"], edited["receipt_number"]) == (True, "R 7")
    assert standing(peek) == [("2026-04-01", BANK, 7, 0), ("2026-04-01", SALES, 0, 7)]
    ann.delete("sale-receipts/1", status=200)
    assert standing(peek) == [] and codes(ann.get("sale-receipts/1", status=400)) == ["SALE_RECEIPT_NOT_FOUND"]


def test_a_receipt_in_another_currency_is_converted(ann, shop, peek):
    paris = customer(ann, "EUR", "Paris")
    body = receipt(paris, line(shop.chair, "3.33"), line(shop.chair, "6.67"), exchange_rate="1.105")
    assert ann.post("sale-receipts", body, status=201).json["paid_local"] == 11.05
    assert [row[2:] for row in peek(LEDGER)] == [(11.05, 0), (0, 3.68), (0, 7.37)]
    pounds = ann.post("accounts", {"name": "Pounds", "account_type": "bank", "currency_code": "GBP"}).json["id"]
    answer = ann.post("sale-receipts", body | {"deposit_account_id": pounds}, status=400)
    assert answer.json["message"][0]["property"] == "depositAccountId"


def test_money_is_deposited_to_a_current_asset(ann, shop, peek):
    for account in NO_MONEY:
        body = receipt(shop.customer, line(shop.chair), deposit_account_id=account)
        assert codes(ann.post("sale-receipts", body, status=400)) == ["DEPOSIT_ACCOUNT_NOT_CURRENT_ASSET"]
    missing = receipt(shop.customer, line(shop.chair), deposit_account_id=99)
    assert codes(ann.post("sale-receipts", missing, status=400)) == ["DEPOSIT_ACCOUNT_NOT_FOUND"]
    for body in (receipt(shop.customer), receipt(9, line(shop.chair)), receipt(shop.customer, line(shop.chair), discount="101")):
        ann.post("sale-receipts", body, status=400)
    assert codes(ann.post("sale-receipts", receipt(shop.customer, line(shop.bought)), status=400)) == ["NOT_SELL_ABLE_ITEMS"]
    assert written(peek) == [(0,)] * 7


def test_numbers_are_unique_and_required(ann, shop, post):
    post(receipt_number="7")
    refused = ann.post("sale-receipts", receipt(shop.customer, line(shop.chair), receipt_number="7"), status=400)
    assert codes(refused) == ["SALE_RECEIPT_NUMBER_NOT_UNIQUE"]
    ann.put("settings", {"options": [{"group": "sales_receipts", "key": "auto_increment", "value": False}]})
    assert codes(ann.post("sale-receipts", receipt(shop.customer, line(shop.chair)), status=400)) == ["SALE_RECEIPT_NO_IS_REQUIRED"]


def test_locked_days_are_closed_to_closed_receipts(ann, shop, post, tenant, peek):
    post()
    post(closed=False)
    lock_up_to(tenant, "2026-03-31")
    before = written(peek)
    for act in (
        lambda: ann.post("sale-receipts", receipt(shop.customer, line(shop.chair)), status=400),
        lambda: ann.put("sale-receipts/1", receipt(shop.customer, line(shop.chair), receipt_date="2026-05-01"), status=400),
        lambda: ann.post("sale-receipts/2/close", status=400),
        lambda: ann.delete("sale-receipts/1", status=400),
    ):
        assert codes(act()) == ["TRANSACTIONS_DATE_LOCKED"]
    assert written(peek) == before


def test_with_branches_a_receipt_names_one(ann, shop, tenant, peek):
    paris = with_branches(tenant)
    body = receipt(shop.customer, line(shop.chair))
    assert codes(ann.post("sale-receipts", body, status=400)) == ["BRANCH_ID_REQUIRED"]
    ann.post("sale-receipts", body | {"branch_id": paris}, status=201)
    assert {row[0] for row in peek("SELECT branch_id FROM ledger_lines")} == {paris}


def test_lists_have_drafts_and_closed_ones(ann, post):
    post()
    post(closed=False, reference_no="Till 3")
    for slug, ids in (("closed", [1]), ("draft", [2])):
        assert [one["id"] for one in ann.get(f"sale-receipts?view_slug={slug}").json["data"]] == ids
    [found] = ann.get("sale-receipts?search_keyword=till").json["data"]
    assert (found["id"], found["customer"]["display_name"], found["is_draft"]) == (2, "Zoë & Sons", True)
    assert ann.get("sale-receipts/2").json["attachments"] == []
    assert ann.get("sale-receipts/state").json == {"default_template_id": None}
    ann.post("sale-receipts/bulk-delete", {"ids": [1, 2]}, status=201)
    assert ann.get("sale-receipts").json["pagination"]["total"] == 0


def test_what_a_receipt_names_stays(ann, shop, post):
    till = ann.post("accounts", {"name": "Till", "account_type": "cash"}).json["id"]
    post(closed=False, deposit_account_id=till)
    assert codes(ann.delete(f"accounts/{till}", status=400)) == ["account_has_associated_transactions"]
    assert codes(ann.delete(f"customers/{shop.customer}", status=409)) == ["CUSTOMER_HAS_TRANSACTIONS"]
    assert "SaleReceipt" in ann.get("organization/base-currency-mutate").text


def test_it_costs_the_same_for_any_length(ann, shop, post):
    post()

    def cost(length: int) -> int:
        with counted() as sent:
            ann.post("sale-receipts", receipt(shop.customer, *[line(shop.chair)] * length))
        return len(sent)

    assert cost(1) == cost(200) <= 11
