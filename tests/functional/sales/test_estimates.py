"""Estimates, through the API: from draft to invoice, and what they refuse."""

from __future__ import annotations

import pytest

from tests.client import codes
from tests.functional.accounting.test_journals import lock_up_to, with_branches
from tests.functional.sales.selling import customer, estimate, invoice, line, written
from tests.statements import counted


@pytest.fixture
def post(ann, shop):
    def posted(**more) -> dict:
        return ann.post("sale-estimates", estimate(shop.customer, line(shop.chair), **more), status=201).json

    return posted


def test_an_estimate_has_totals_and_is_in_no_books(ann, shop, peek):
    lines = (line(shop.chair, "120", tax_rate_id=shop.vat), line(shop.advice, "30", discount="5", discount_type="amount"))
    body = estimate(shop.customer, *lines, discount=10, discount_type="percentage", adjustment=1, reference="R 1", delivered=False)
    made = ann.post("sale-estimates", body, status=201).json
    assert (made["estimate_number"], made["is_delivered"], made["reference"], made["delivered_at"]) == ("EST-00001", False, "R 1", None)
    amounts = ("subtotal", "discount_amount", "tax_amount_withheld", "adjustment", "total", "amount", "discount_percentage")
    assert [made[name] for name in amounts] == [145, 14.5, 21.6, 1, 153.1, 153.1, 10]
    assert (made["formatted_amount"], made["formatted_estimate_date"]) == ("$153.10", "15 Mar 2026")
    shown = ann.get("sale-estimates/1").json
    assert (shown["customer"]["display_name"], shown["branch"], shown["attachments"], shown["total"]) == ("Zoë & Sons", None, [], 153.1)
    assert written(peek)[4:] == [(0,)] * 3


def test_the_customer_decides_once_it_is_delivered(ann, post):
    post(delivered=False)
    for decide in ("approve", "reject"):
        assert codes(ann.put(f"sale-estimates/1/{decide}", status=400)) == ["SALE_ESTIMATE_NOT_DELIVERED"]
    assert ann.post("sale-estimates/1/deliver", status=201).body == b""
    assert codes(ann.post("sale-estimates/1/deliver", status=400)) == ["SALE_ESTIMATE_ALREADY_DELIVERED"]
    ann.put("sale-estimates/1/approve", status=200)
    assert codes(ann.put("sale-estimates/1/approve", status=400)) == ["SALE_ESTIMATE_ALREADY_APPROVED"]
    ann.put("sale-estimates/1/reject", status=200)
    assert codes(ann.put("sale-estimates/1/reject", status=400)) == ["SALE_ESTIMATE_ALREADY_REJECTED"]
    shown = ann.get("sale-estimates/1").json
    assert (shown["is_approved"], shown["is_rejected"], shown["approved_at"]) == (False, True, None)
    ann.put("sale-estimates/1/approve", status=200)
    assert ann.get("sale-estimates/1").json["rejected_at"] is None


def test_an_estimate_becomes_one_invoice_and_is_free_again_without_it(ann, shop, post, peek):
    post()
    body = invoice(shop.customer, line(shop.chair), from_estimate_id=1)
    ann.post("sale-invoices", body, status=201)
    shown = ann.get("sale-estimates/1").json
    assert (shown["converted_to_invoice_id"], shown["is_converted_to_invoice"]) == (1, True)
    assert ann.get("sale-invoices/1").json["from_estimate"] == {"id": 1, "estimate_number": shown["estimate_number"]}
    before = written(peek)
    for act in (
        lambda: ann.post("sale-invoices", body, status=400),
        lambda: ann.put("sale-estimates/1", estimate(shop.customer, line(shop.chair, 7)), status=400),
        lambda: ann.put("sale-estimates/1/approve", status=400),
        lambda: ann.put("sale-estimates/1/reject", status=400),
        lambda: ann.delete("sale-estimates/1", status=400),
    ):
        assert codes(act()) == ["SALE_ESTIMATE_CONVERTED_TO_INVOICE"]
    assert written(peek) == before
    assert ann.get("sale-invoices?page_size=5").json["pagination"]["total"] == 1
    ann.delete("sale-invoices/1")
    shown = ann.get("sale-estimates/1").json
    assert (shown["converted_to_invoice_id"], shown["converted_to_invoice_at"]) == (None, None)
    ann.delete("sale-estimates/1", status=200)
    assert peek("SELECT COUNT(*) FROM items_entries") == [(0,)]


def test_an_edit_replaces_it_and_never_takes_it_back(ann, shop, post):
    made = post()
    kept = made["entries"][0]["id"]
    body = estimate(shop.customer, line(shop.chair, 7, id=kept), line(shop.advice, 3), delivered=False, estimate_number="E 9")
    edited = ann.put("sale-estimates/1", body, status=200).json
    assert (edited["total"], edited["is_delivered"], edited["estimate_number"], edited["entries"][0]["id"]) == (10, True, "E 9", kept)
    assert codes(ann.put("sale-estimates/1", estimate(shop.customer, line(shop.chair, id=99)), status=400)) == ["ENTRIES_IDS_NOT_EXISTS"]


def test_numbers_are_unique_and_required(ann, shop, post):
    post(estimate_number="7")
    refused = ann.post("sale-estimates", estimate(shop.customer, line(shop.chair), estimate_number="7"), status=400)
    assert codes(refused) == ["SALE_ESTIMATE_NUMBER_EXISTANCE"]
    ann.put("settings", {"options": [{"group": "sales_estimates", "key": "auto_increment", "value": False}]})
    assert codes(ann.post("sale-estimates", estimate(shop.customer, line(shop.chair)), status=400)) == ["SALE_ESTIMATE_NO_IS_REQUIRED"]


def test_what_is_wrong_is_refused_with_nothing_written(ann, shop, peek):
    for body in (
        estimate(shop.customer),
        estimate(99, line(shop.chair)),
        estimate(shop.customer, line(shop.bought)),
        estimate(shop.customer, line(shop.chair), adjustment="-101"),
        estimate(shop.customer, line(shop.chair), send_to_email="nobody"),
        {**estimate(shop.customer, line(shop.chair)), "expiration_date": ""},
        estimate(customer(ann, "EUR", f"{id(shop)}"), line(shop.chair)),
    ):
        ann.post("sale-estimates", body, status=400)
    assert written(peek) == [(0,)] * 7


def test_delivered_estimates_are_closed_with_sales(ann, shop, post, tenant, peek):
    post()
    post(delivered=False)
    lock_up_to(tenant, "2026-03-31")
    before = written(peek)
    for act in (
        lambda: ann.post("sale-estimates", estimate(shop.customer, line(shop.chair)), status=400),
        lambda: ann.put("sale-estimates/1", estimate(shop.customer, line(shop.chair), estimate_date="2026-05-01"), status=400),
        lambda: ann.delete("sale-estimates/1", status=400),
        lambda: ann.post("sale-estimates/2/deliver", status=400),
    ):
        assert codes(act()) == ["TRANSACTIONS_DATE_LOCKED"]
    assert written(peek) == before
    ann.delete("sale-estimates/2", status=200)


def test_with_branches_an_estimate_names_one(ann, shop, tenant):
    paris = with_branches(tenant)
    body = estimate(shop.customer, line(shop.chair))
    assert codes(ann.post("sale-estimates", body, status=400)) == ["BRANCH_ID_REQUIRED"]
    assert ann.post("sale-estimates", body | {"branch_id": paris}, status=201).json["branch_id"] == paris


def test_lists_are_filtered_by_what_became_of_estimates(ann, shop, post, at):
    for number in range(6):
        post(delivered=number > 0, expiration_date="2026-04-14" if number == 4 else "2026-12-31")
    ann.put("sale-estimates/2/approve")
    ann.put("sale-estimates/3/reject")
    ann.post("sale-invoices", invoice(shop.customer, line(shop.chair), from_estimate_id=4))
    at("2026-06-01T12:00:00+00:00")

    def ids(query: str) -> list[int]:
        return sorted(one["id"] for one in ann.get(f"sale-estimates?{query}").json["sales_estimates"])

    wanted = {"draft": [1], "delivered": [2, 3, 4, 5, 6], "approved": [2], "rejected": [3], "invoiced": [4], "expired": [5]}
    assert {slug: ids(f"view_slug={slug}") for slug in wanted} == wanted
    assert [one["slug"] for one in ann.get("views/resource/sale-estimates").json] == list(wanted)
    assert ann.get("sale-estimates/5").json["is_expired"] is True
    assert ids("search_keyword=00005") == [5]
    assert ann.post("sale-estimates/validate-bulk-delete", {"ids": [4, 5]}, status=201).json["deletable_ids"] == [5]


def test_a_customer_with_an_estimate_stays(ann, shop, post):
    post(delivered=False)
    assert codes(ann.delete(f"customers/{shop.customer}", status=409)) == ["CUSTOMER_HAS_SALES_ESTIMATES"]
    assert "SaleEstimate" in ann.get("organization/base-currency-mutate").text
    assert ann.get("sale-estimates/state").json == {"default_template_id": 2}


def test_it_costs_the_same_for_any_length(ann, shop, post):
    post()

    def cost(length: int) -> int:
        with counted() as sent:
            ann.post("sale-estimates", estimate(shop.customer, *[line(shop.chair)] * length))
        return len(sent)

    assert cost(1) == cost(200) <= 8
