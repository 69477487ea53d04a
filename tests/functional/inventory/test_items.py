"""Items, through the API: what they accept, what they refuse, how they are found."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from bigcapital.errors import InUse
from bigcapital.inventory.items.known import items
from bigcapital.rest import guards
from tests.client import Client, codes
from tests.functional.accounting.journal import BANK, SALES
from tests.functional.inventory.goods import BOUGHT, COSTS, GOODS, OTHER_INCOME, SERVICE, STOCK, made, sold, taxed
from tests.template import Units


def properties(refused: Any) -> list[str]:
    return [fault["property"] for fault in refused.json["message"]]


def names(ann: Client, query: str = "") -> list[str]:
    return [one["name"] for one in ann.get(f"items?{query}").json["items"]]


def role(key: str, value: Any, comparator: str = "equals") -> str:
    return "stringified_filter_roles=" + json.dumps([{"fieldKey": key, "value": value, "comparator": comparator}])


# --- writing ---


def test_an_item_is_what_was_entered(ann: Client) -> None:
    category = ann.post("item-categories", {"name": "Work"}).json["id"]
    rate = taxed(ann)["id"]
    written = ann.post(
        "items",
        SERVICE | {"code": "C-1", "sellPrice": "0.012345", "sellDescription": "An hour", "sellTaxRateId": rate, "categoryId": category},
        status=201,
    ).json
    assert written == {"id": written["id"], "message": "The item has been created successfully."}
    item = ann.get(f"items/{written['id']}").json
    assert (item["name"], item["type"], item["type_formatted"], item["code"]) == ("Consulting", "service", "Service", "C-1")
    assert (item["sell_price"], item["sell_price_formatted"], item["sell_description"]) == (0.012345, "$0.012345", "An hour")
    assert (item["sell_account"]["id"], item["sell_account"]["name"]) == (SALES, "Sales of Product Income")
    assert (item["sell_tax_rate"]["name_formatted"], item["category"]["name"], item["user_id"]) == ("VAT [15%]", "Work", 1)
    assert (item["active"], item["sellable"], item["purchasable"], item["cost_price"], item["cost_price_formatted"]) == (
        True, True, False, None, "",
    )  # fmt: skip
    assert (item["cost_account"], item["inventory_account"], item["quantity_on_hand"], item["item_warehouses"]) == (None, None, None, [])
    assert ann.get(f"items/{written['id']}/warehouses").json == []


def test_inventory_has_an_account_and_a_quantity_and_nothing_else_has(ann: Client) -> None:
    goods = made(ann, GOODS)
    assert (goods["inventory_account"]["id"], goods["quantity_on_hand"], goods["cost_price_formatted"]) == (STOCK, 0, "$7.25")
    assert properties(ann.post("items", GOODS | {"name": "B", "inventory_account_id": ""}, status=400)) == ["inventoryAccountId"]
    assert made(ann, inventory_account_id=STOCK)["inventory_account_id"] is None


def test_two_items_cannot_have_one_name_in_any_case_of_letters(ann: Client) -> None:
    first, other = made(ann), made(ann, GOODS)
    for name in ("Consulting", "consulting", " CONSULTING "):
        assert codes(ann.post("items", SERVICE | {"name": name}, status=400)) == ["ITEM_NAME_EXISTS"]
        assert codes(ann.put(f"items/{other['id']}", GOODS | {"name": name}, status=400)) == ["ITEM_NAME_EXISTS"]
        ann.put(f"items/{first['id']}", SERVICE | {"name": name}, status=200)


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"sell_account_id": ""}, "INCOME_ACCOUNT_REQUIRED_WITH_SELLABLE_ITEM"),
    ({"purchasable": True}, "COST_ACCOUNT_REQUIRED_WITH_PURCHASABLE_ITEM"),
    ({"sell_account_id": BANK}, "SELL_ACCOUNT_NOT_INCOME"),
    ({"sell_account_id": 999}, "SELL_ACCOUNT_NOT_FOUND"),
    ({"cost_account_id": SALES}, "COST_ACCOUNT_NOT_COGS"),
    ({"cost_account_id": 999}, "COST_ACCOUNT_NOT_FOUMD"),
    ({"type": "inventory", "inventory_account_id": BANK}, "INVENTORY_ACCOUNT_NOT_INVENTORY"),
    ({"type": "inventory", "inventory_account_id": 999}, "INVENTORY_ACCOUNT_NOT_FOUND"),
    ({"sell_tax_rate_id": 99}, "SELL_TAX_RATE_NOT_FOUND"),
    ({"purchase_tax_rate_id": 99}, "PURCHASE_TAX_RATE_NOT_FOUND"),
    ({"category_id": 99}, "ITEM_CATEOGRY_NOT_FOUND"),
]


def test_what_breaks_a_rule_is_refused_with_its_code(ann: Client, peek: Callable[..., list[Any]]) -> None:
    for change, code in REFUSED:
        assert codes(ann.post("items", SERVICE | change, status=400)) == [code]
    assert peek("SELECT COUNT(*) FROM items") == [(0,)]
    before = made(ann)
    for change, code in REFUSED:
        assert codes(ann.put(f"items/{before['id']}", SERVICE | change, status=400)) == [code]
    assert ann.get(f"items/{before['id']}").json == before


def test_any_account_of_income_may_take_what_is_sold(ann: Client) -> None:
    assert made(ann, sell_account_id=OTHER_INCOME)["sell_account_id"] == OTHER_INCOME


def test_accounts_that_a_new_item_does_not_name_are_its_categorys(ann: Client) -> None:
    chairs = {"name": "Chairs", "sell_account_id": OTHER_INCOME, "cost_account_id": COSTS, "inventory_account_id": STOCK}
    category = ann.post("item-categories", chairs).json["id"]
    bare = {"name": "Stool", "type": "inventory", "sellable": True, "purchasable": True, "category_id": category}
    stool = made(ann, bare, cost_account_id=None)
    assert [stool[name] for name in chairs if name != "name"] == [OTHER_INCOME, COSTS, STOCK]
    assert made(ann, bare, name="Throne", sell_account_id=SALES)["sell_account_id"] == SALES
    ann.put(f"item-categories/{category}", {"name": "Chairs", "sell_account_id": SALES})
    assert ann.get(f"items/{stool['id']}").json["sell_account_id"] == OTHER_INCOME


def test_what_is_wrong_is_named_at_once(ann: Client) -> None:
    wrong = {"name": " ", "type": "thing", "sell_price": "-1", "cost_price": "1.1234567", "sellable": "perhaps", "category_id": "x"}
    refused = ann.post("items", SERVICE | wrong, status=400)
    assert sorted(properties(refused)) == ["categoryId", "costPrice", "name", "sellPrice", "sellable", "type"]


def test_an_edit_leaves_what_it_does_not_mention_and_clears_what_is_blank(ann: Client) -> None:
    before = made(ann, **BOUGHT, code="C-1", note="Old", sell_tax_rate_id=3)
    answer = ann.put(f"items/{before['id']}", {"name": "Advice", "type": "service", "code": "", "sell_price": "", "sellTaxRateId": None})
    assert answer.json == {"id": before["id"], "message": "The item has been edited successfully."}
    after = ann.get(f"items/{before['id']}").json
    assert {key for key in before if before[key] != after[key]} == {
        "name", "code", "sell_price", "sell_price_formatted", "sell_tax_rate_id", "sell_tax_rate", "updated_at",
    }  # fmt: skip
    assert (after["code"], after["sell_price"], after["note"]) == (None, None, "Old")


def test_inventory_can_become_nothing_else(ann: Client) -> None:
    goods = made(ann, GOODS)
    assert codes(ann.put(f"items/{goods['id']}", GOODS | {"type": "service"}, status=400)) == ["ITEM_CANNOT_CHANGE_INVENTORY_TYPE"]


def test_the_type_stays_once_the_ledger_names_the_item(ann: Client, tenant: Units) -> None:
    id = made(ann)["id"]
    ann.put(f"items/{id}", SERVICE | {"type": "non-inventory"}, status=200)
    sold(tenant, id)
    for type in ("service", "inventory"):
        body = SERVICE | {"type": type, "inventory_account_id": STOCK}
        assert codes(ann.put(f"items/{id}", body, status=400)) == ["TYPE_CANNOT_CHANGE_WITH_ITEM_HAS_TRANSACTIONS"]
    ann.put(f"items/{id}", SERVICE | {"type": "non-inventory", "name": "Advice"}, status=200)


# --- deleting ---


def test_an_item_that_the_ledger_names_cannot_be_deleted(ann: Client, tenant: Units) -> None:
    id, other = made(ann)["id"], made(ann, GOODS)["id"]
    sold(tenant, id)
    assert codes(ann.delete(f"items/{id}", status=409)) == ["ITEM_HAS_ASSOCIATED_TRANSACTINS"]
    check = ann.post("items/validate-bulk-delete", {"ids": [id, other, 99]}).json
    assert (check["deletable_ids"], check["non_deletable_ids"]) == ([other], [id, 99])
    ann.post("items/bulk-delete", {"ids": [other, id]}, status=409)
    assert len(names(ann)) == 2
    assert ann.post("items/bulk-delete", {"ids": [other, id], "skip_undeletable": True}, status=200).body == b""
    assert names(ann) == ["Consulting"]


def test_features_above_are_asked_before_an_item_goes(ann: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(tenant: Any, item: Any) -> None:
        raise InUse("An estimate names it.", type="ITEM_HAS_ASSOCIATED_TRANSACTINS")

    id = made(ann)["id"]
    monkeypatch.setitem(guards._guards, "item.delete", [refuse])
    assert codes(ann.delete(f"items/{id}", status=409)) == ["ITEM_HAS_ASSOCIATED_TRANSACTINS"]
    monkeypatch.undo()
    assert ann.delete(f"items/{id}").body == b""
    ann.get(f"items/{id}", status=404)


def test_an_account_that_an_item_names_stays(ann: Client) -> None:
    account = ann.post("accounts", {"name": "Chairs sold", "account_type": "income"}).json["id"]
    id = made(ann, sell_account_id=account)["id"]
    assert codes(ann.delete(f"accounts/{account}", status=400)) == ["account_has_associated_transactions"]
    ann.delete(f"items/{id}", status=200)
    ann.delete(f"accounts/{account}", status=200)


# --- lists ---


@pytest.fixture
def shop(ann: Client) -> Client:
    """A service, goods and something in between; and a service that is offered no longer."""
    category = ann.post("item-categories", {"name": "Furniture"}).json["id"]
    made(ann, code="C-1", sell_description="An hour")
    made(ann, GOODS, category_id=category)
    made(ann, {"name": "Freight", "type": "non-inventory", **BOUGHT, "cost_price": "3"})
    made(ann, name="Fax", active=False)
    return ann


def test_a_list_has_the_active_items_or_the_inactive_ones(shop: Client) -> None:
    assert names(shop) == ["Freight", "Chair", "Consulting"]
    assert names(shop, "inactive_mode=true") == ["Fax"]
    page = shop.get("items?page=2&page_size=2").json
    assert ([one["name"] for one in page["items"]], page["pagination"]) == (["Consulting"], {"total": 3, "page": 2, "page_size": 2})


FOUND = [
    ("view_slug=services", ["Consulting"]),
    ("view_slug=inventory", ["Chair"]),
    ("view_slug=non-inventory", ["Freight"]),
    ("search_keyword=c-1", ["Consulting"]),
    ("search_keyword=CHAI", ["Chair"]),
    (role("type", "inventory", "is_not"), ["Consulting", "Freight"]),
    (role("sellable", "true"), ["Consulting"]),
    (role("costPrice", "5", "bigger_than"), ["Chair"]),
    (role("cost_account", COSTS), ["Chair", "Freight"]),
    (role("category", 1), ["Chair"]),
    (role("inventory_account", STOCK), ["Chair"]),
    (role("quantity_on_hand", "0"), ["Chair"]),
    (role("sell_description", "hour", "contains"), ["Consulting"]),
]


def test_items_are_found(shop: Client) -> None:
    for query, expected in FOUND:
        assert names(shop, f"column_sort_by=name&sort_order=asc&{query}") == expected, query


def test_items_are_sorted_by_any_field(shop: Client) -> None:
    fields = shop.get("resources/item/meta").json["resource_meta"]["fields"]
    assert fields["cost_account"]["relation_key"] == "Account"
    for key in fields:
        assert len(names(shop, f"column_sort_by={key}")) == 3
    assert codes(shop.get("items?" + role("active", "true"), status=400)) == ["filter_roles_fields_not_found"]
    assert names(shop, "column_sort_by=cost_price&sort_order=asc")[-2:] == ["Freight", "Chair"]


def test_views_and_search_know_items(shop: Client) -> None:
    assert [view["slug"] for view in shop.get("views/resource/items").json] == ["services", "inventory", "non-inventory"]
    found = shop.get("search?q=cons&resources=Item").json["results"]
    assert found == [{"resource": "Item", "id": 1, "title": "Consulting", "subtitle": "C-1"}]


def test_an_item_is_offered_and_withdrawn(ann: Client) -> None:
    id = made(ann)["id"]
    assert ann.patch(f"items/{id}/inactivate").body == b""
    assert ann.get(f"items/{id}").json["active"] is False
    assert ann.patch(f"items/{id}/activate").body == b""
    assert names(ann) == ["Consulting"]


# --- who ---


def test_who_may_only_see_items_changes_nothing(ann: Client, member: Callable[..., Client]) -> None:
    id = made(ann)["id"]
    ann.post("item-categories", {"name": "Work"}, status=201)
    clerk = member(("Item", "View"))
    assert names(clerk) == ["Consulting"]
    assert clerk.get("item-categories/1").json["name"] == "Work"
    clerk.post("items", SERVICE | {"name": "B"}, status=403)
    clerk.put(f"items/{id}", SERVICE, status=403)
    clerk.delete(f"items/{id}", status=403)
    clerk.patch(f"items/{id}/inactivate", status=403)
    clerk.post("items/bulk-delete", {"ids": [id]}, status=403)
    clerk.post("item-categories", {"name": "B"}, status=403)


# --- what documents read ---


def test_documents_know_items_as_they_are_now(ann: Client, tenant: Units) -> None:
    id = made(ann)["id"]
    with tenant(writer=False) as t:
        known = items(t, [id, 99, None])
        assert (list(known), known[id].name, known[id].sell_account_id) == ([id], "Consulting", SALES)
        assert items(t, [None]) == {}
    ann.put(f"items/{id}", SERVICE | {"name": "Advice"})
    with tenant(writer=False) as t:
        assert items(t, [id])[id].name == "Advice"
