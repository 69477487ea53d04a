"""What writing costs in statements: at most eighteen, and the same for any number of lines, for every kind of sale."""

from __future__ import annotations

from typing import Any

import pytest

from tests.client import Client
from tests.functional.sales.selling import Shop, estimate, invoice, line, receipt
from tests.functional.sales.settling import note
from tests.functional.sales.test_reading_statements import statements

KINDS = {
    "sale-estimates": (estimate, {"delivered": False}, ("POST", "deliver")),
    "sale-invoices": (invoice, {"delivered": False}, ("PUT", "deliver")),
    "sale-receipts": (receipt, {"closed": False}, ("POST", "close")),
    "credit-notes": (note, {"open": False}, ("PUT", "open")),
}


@pytest.mark.parametrize("path", KINDS)
def test_creating_editing_letting_count_and_deleting_cost_the_same_for_any_length(ann: Client, shop: Shop, path: str) -> None:
    make, draft, (method, verb) = KINDS[path]

    def body(length: int, **more: Any) -> dict[str, Any]:
        lines = [
            line((shop.chair, shop.advice)[place % 2], "10.5", 2, tax_rate_id=(shop.vat, shop.reduced)[place % 2], discount=5)
            for place in range(length)
        ]
        return make(shop.customer, *lines, discount=3, discount_type="percentage", adjustment="1", **more)

    def costs(length: int) -> list[int]:
        made: list[int] = []
        new = statements(lambda: made.append(ann.post(path, body(length), status=201).json["id"]))
        waiting = ann.post(path, body(length) | draft, status=201).json["id"]
        let = getattr(ann, method.lower())
        return [
            new,
            statements(lambda: let(f"{path}/{waiting}/{verb}")),
            statements(lambda: ann.put(f"{path}/{made[0]}", body(length) | {"adjustment": "2"}, status=200)),
            statements(lambda: ann.put(f"{path}/{made[0]}", body(length + 3), status=200)),
            statements(lambda: ann.delete(f"{path}/{made[0]}", status=200)),
        ]

    costs(2)
    few, many = costs(1), costs(200)
    assert few == many
    assert max(few) <= 18
