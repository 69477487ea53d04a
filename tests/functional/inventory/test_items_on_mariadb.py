"""What differs between kinds of servers, tried on the real MariaDB."""

from __future__ import annotations

import pytest

from tests.client import Client, codes
from tests.functional.inventory.goods import BOUGHT, GOODS, SERVICE, made, sold, taxed
from tests.template import Units

pytestmark = pytest.mark.services


def test_items_categories_and_taxes_live_together(ann: Client, tenant: Units) -> None:
    category = ann.post("item-categories", {"name": "Möbel"}, status=201).json["id"]
    assert codes(ann.post("item-categories", {"name": "MÖBEL"}, status=400)) == ["CATEGORY_NAME_EXISTS"]
    rate = taxed(ann, "8.8750")
    price = {"sell_price": "123456789012.123456", "sell_tax_rate_id": rate["id"], "category_id": category}
    service, goods = made(ann, **price, **BOUGHT), made(ann, GOODS, category_id=category)
    assert (service["sell_price_formatted"], service["sell_tax_rate"]["rate_formatted"]) == ("$123,456,789,012.123456", "8.875%")
    assert codes(ann.post("items", SERVICE | {"name": "CONSULTING"}, status=400)) == ["ITEM_NAME_EXISTS"]
    assert ann.get("item-categories").json["data"][0]["count"] == 2
    found = ann.get("items?column_sort_by=quantity_on_hand&search_keyword=CONS").json["items"]
    assert [one["id"] for one in found] == [service["id"]]
    after = ann.put(f"tax-rates/{rate['id']}", {"name": "VAT", "code": "VAT", "rate": "9"}, status=200).json
    assert ann.get(f"items/{service['id']}").json["sell_tax_rate_id"] == after["id"]
    sold(tenant, goods["id"])
    assert codes(ann.delete(f"items/{goods['id']}", status=409)) == ["ITEM_HAS_ASSOCIATED_TRANSACTINS"]
    ann.post("items/bulk-delete", {"ids": [service["id"]]}, status=200)
    ann.delete(f"item-categories/{category}", status=200)
    assert ann.get(f"items/{goods['id']}").json["category"] is None
    assert ann.get("tax-rates").json["data"][0]["created_at"] is not None
