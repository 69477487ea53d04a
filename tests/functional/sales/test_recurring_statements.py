"""What recurring invoices, reminders and statements of account ask of the database: the same for any length."""

from __future__ import annotations

from typing import Any

import pytest

from bigcapital.sales.recurring import operations
from tests.client import Client
from tests.functional.sales.selling import Shop, invoice, line
from tests.functional.sales.test_invoices_statements import long, statements
from tests.functional.sales.test_recurring import PATH, at, schedule


def entries(shop: Shop, length: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = long(shop, length)["entries"]
    return found


@pytest.fixture
def warm(ann: Client, shop: Shop) -> Client:
    """The process has seen such a schedule before, and its list."""
    at("2026-01-10T12:00")
    ann.post(PATH, schedule(shop), status=201)
    ann.get(PATH)
    return ann


def test_a_schedule_of_any_length_costs_the_same(warm: Client, shop: Shop) -> None:
    few, many = (statements(lambda length=length: warm.post(PATH, schedule(shop, entries=entries(shop, length)))) for length in (1, 300))
    assert few == many <= 18


def test_making_an_invoice_of_any_length_costs_the_same(warm: Client, shop: Shop, tenant: Any) -> None:
    costs = []
    for length in (1, 1, 300):  # the first asks which numbers are free
        id = warm.post(PATH, schedule(shop, entries=entries(shop, length))).json["id"]
        at("2026-01-31T12:00")

        def make(id: int = id) -> None:
            with tenant() as t:
                assert operations.make_next(t, id) is not None

        costs.append(statements(make))
        at("2026-01-10T12:00")
    assert costs[1] == costs[2] <= costs[0] <= 24  # the invoice, its slot, the schedule, and what a unit of work costs


def test_a_list_of_any_length_takes_as_many_statements_as_that_of_invoices(warm: Client, shop: Shop) -> None:
    warm.post("sale-invoices", invoice(shop.customer, line(shop.chair)))
    warm.get("sale-invoices")
    few = statements(lambda: warm.get("sale-invoices"))
    for _ in range(10):
        warm.post(PATH, schedule(shop))
    assert statements(lambda: warm.get(f"{PATH}?page_size=50")) == few <= 7  # six, and who asks


def test_a_statement_of_account_of_any_length_costs_the_same(ann: Client, shop: Shop) -> None:
    path = f"reports/customer-statement?customer_id={shop.customer}&from_date=2026-01-01&to_date=2026-12-31"
    ann.post("sale-invoices", invoice(shop.customer, line(shop.chair)))
    ann.get(path)
    few = statements(lambda: ann.get(path))
    for _ in range(10):
        ann.post("sale-invoices", invoice(shop.customer, line(shop.chair)))
    assert statements(lambda: ann.get(path)) == few <= 10
