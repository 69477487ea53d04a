"""What reading costs in statements, whatever is there: every list at most six, every document at most twelve."""

from __future__ import annotations

from typing import Any

import pytest

from tests.client import Client
from tests.functional.sales.selling import BANK, Shop, customer, estimate, invoice, line, receipt
from tests.functional.sales.settling import note, payment
from tests.statements import counted

LISTS = (
    "sale-estimates", "sale-invoices", "sale-receipts", "credit-notes", "payments-received", "items", "item-categories", "tax-rates",
    "customers", "vendors", "manual-journals", "branches", "currencies",
)  # fmt: skip
SHOWN = ("sale-estimates/1", "sale-invoices/1", "sale-receipts/1", "credit-notes/1", "payments-received/1", "items/1", "customers/1")
OF_ONE = (
    "sale-invoices/1/payments", "credit-notes/1/refunds", "credit-notes/1/applied-invoices", "credit-notes/1/apply-invoices",
    "payments-received/1/edit-page", "sale-invoices/receivable", "sale-invoices/state",
)  # fmt: skip
ASKED = ("", "?page=2&page_size=1", "?page=99", "?column_sort_by=created_at&sort_order=asc", "?search_keyword=1")


def statements(act: Any) -> int:
    with counted() as sent:
        act()
    return len(sent)


def one_of_each(ann: Client, shop: Shop, length: int, name: str) -> None:
    """A document of every kind, of so many lines, for a customer of its own."""
    who = customer(ann, name=name)
    lines = [line((shop.chair, shop.advice)[place % 2], "10", tax_rate_id=(shop.vat, shop.reduced)[place % 2]) for place in range(length)]
    ann.post("sale-estimates", estimate(who, *lines), status=201)
    ids = [ann.post("sale-invoices", invoice(who, *lines), status=201).json["id"] for _ in range(length)]
    ann.post("sale-receipts", receipt(who, *lines), status=201)
    credit = ann.post("credit-notes", note(who, *lines), status=201).json["id"]
    ann.post("payments-received", payment(who, *((id, "1") for id in ids)), status=201)
    entries = [{"invoice_id": id, "amount": "0.5"} for id in ids]
    ann.post(f"credit-notes/{credit}/apply-invoices", {"entries": entries}, status=201)
    ann.post(f"credit-notes/{credit}/refunds", {"from_account_id": BANK, "amount": "1", "date": "2026-04-01"}, status=201)


def costs(ann: Client, paths: tuple[str, ...]) -> dict[str, int]:
    """Of each path, once the process has seen it."""
    for path in paths:
        ann.get(path, status=200)
    return {path: statements(lambda path=path: ann.get(path, status=200)) for path in paths}


@pytest.fixture
def stocked(ann: Client, shop: Shop) -> Client:
    one_of_each(ann, shop, 1, "Short")
    return ann


def test_a_list_takes_at_most_six_whatever_is_asked_and_however_long_it_is(stocked: Client, shop: Shop) -> None:
    paths = tuple(f"{path}{asked}" for path in LISTS for asked in (ASKED if path in LISTS[:5] else ("",)))
    few = costs(stocked, paths)
    for number in range(3):
        one_of_each(stocked, shop, 4, f"No. {number}")
    many = costs(stocked, paths)
    assert max(many.values()) <= 6, many
    grown = {path: (few[path], many[path]) for path in paths if many[path] > few[path] and "page=" not in path}
    assert not grown


def test_a_document_takes_the_same_however_long_it_is(ann: Client, shop: Shop) -> None:
    one_of_each(ann, shop, 1, "Short")
    few = costs(ann, (*SHOWN, *OF_ONE))
    one_of_each(ann, shop, 30, "Long")
    long = tuple(path.replace("invoices/1", "invoices/2").replace("s/1", "s/2").replace("received/1", "received/2") for path in SHOWN[:5])
    many = costs(ann, long)
    assert [many[path] for path in long] == [few[path] for path in SHOWN[:5]]
    assert costs(ann, (*SHOWN, *OF_ONE)) == few
    assert max(few.values()) <= 12, few


def test_a_list_is_sorted_by_what_its_customers_are_called_and_counts_beyond_its_end(ann: Client, shop: Shop) -> None:
    for name, amount in (("Beta", "1"), ("alpha", "2"), ("Gamma", "3")):
        who = customer(ann, name=name.capitalize())
        ann.post("sale-invoices", invoice(who, line(shop.chair, amount)), status=201)

    def totals(asked: str) -> list[float]:
        return [one["total"] for one in ann.get(f"sale-invoices?{asked}").json["sales_invoices"]]

    assert totals("column_sort_by=customer&sort_order=asc") == [2, 1, 3]
    assert totals("column_sort_by=customer&sort_order=desc&page_size=2") == [3, 1]
    assert totals("column_sort_by=customer&sort_order=desc&page_size=2&page=2") == [2]
    role = '[{"fieldKey":"amount","comparator":"bigger_than","value":"1"}]'
    for page, found in ((1, 2), (2, 0)):
        answer = ann.get(f"sale-invoices?page={page}&stringified_filter_roles={role}").json
        assert (len(answer["sales_invoices"]), answer["pagination"]["total"]) == (found, 2)
    assert ann.get("sale-invoices?view_slug=draft").json["pagination"]["total"] == 0
    by_account = [one["sell_account_id"] for one in ann.get("items?column_sort_by=sell_account&sort_order=asc").json["items"]]
    names = {one["id"]: one["name"] for one in ann.get("accounts?structure=flat").json["accounts"]}
    assert [names.get(id, "") for id in by_account] == sorted(names.get(id, "") for id in by_account)
