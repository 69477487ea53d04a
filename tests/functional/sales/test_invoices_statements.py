"""What invoices ask of the database: the same for any length."""

from __future__ import annotations

import pytest

from tests.functional.sales.selling import RENT, customer, invoice, line
from tests.statements import counted


def statements(act) -> int:
    with counted() as sent:
        act()
    return len(sent)


def long(shop, length: int, **more) -> dict:
    sold = (shop.chair, shop.advice)
    lines = [line(sold[place % 2], "10.5", 2, tax_rate_id=(shop.vat, shop.reduced)[place % 2], discount=5) for place in range(length)]
    return invoice(shop.customer, *lines, discount=3, discount_type="percentage", adjustment="1", **more)


@pytest.fixture
def warm(ann, shop):
    """The process has seen such an invoice before."""
    ann.post("sale-invoices", long(shop, 2))
    return ann


def test_the_first_of_a_process_stays_within_eighteen(ann, shop):
    assert statements(lambda: ann.post("sale-invoices", long(shop, 10))) <= 18


@pytest.mark.parametrize("length", [1, 10, 500])
def test_one_of_any_length_takes_ten_statements(warm, shop, length):
    assert statements(lambda: warm.post("sale-invoices", long(shop, length))) == 10


def test_delivering_editing_writing_off_and_deleting_cost_the_same_for_any_length(warm, shop):
    def costs(length: int) -> list[int]:
        made = warm.post("sale-invoices", long(shop, length, delivered=False)).json
        id, kept = made["id"], long(shop, length)
        for entry, old in zip(kept["entries"], made["entries"], strict=True):
            entry["id"] = old["id"]
        return [
            statements(lambda: warm.put(f"sale-invoices/{id}/deliver")),
            statements(lambda: warm.put(f"sale-invoices/{id}", kept | {"reference_no": "B"})),
            statements(lambda: warm.put(f"sale-invoices/{id}", long(shop, length, reference_no="C"))),
            statements(lambda: warm.post(f"sale-invoices/{id}/writeoff", {"expense_account_id": RENT})),
            statements(lambda: warm.post(f"sale-invoices/{id}/cancel-writeoff")),
            statements(lambda: warm.delete(f"sale-invoices/{id}")),
        ]

    few, many = costs(1), costs(300)
    assert few == many
    assert max(few) <= 18


def test_another_currency_costs_the_same(warm, ann, shop):
    paris = customer(ann, "EUR", "Paris")
    body = long(shop, 5) | {"customer_id": paris, "exchange_rate": "1.1"}
    for _ in range(2):  # the first makes the account that such debts stand on
        ann.post("sale-invoices", body)
    assert statements(lambda: ann.post("sale-invoices", body)) == 10


def test_a_list_takes_the_same_however_long(warm, shop):
    few = statements(lambda: warm.get("sale-invoices"))
    for number in range(5):
        other = customer(warm, name=f"No. {number}")
        warm.post("sale-invoices", long(shop, 20) | {"customer_id": other})
    warm.get("sale-invoices")
    assert statements(lambda: warm.get("sale-invoices")) == few <= 7


def test_a_refused_invoice_writes_nothing(warm, shop):
    with counted() as sent:
        warm.post("sale-invoices", long(shop, 2) | {"adjustment": "-9999"}, status=400)
    assert [statement for statement in sent if not statement.startswith("SELECT")] == []
