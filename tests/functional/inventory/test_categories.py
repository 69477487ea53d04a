"""Categories of items, through the API."""

from __future__ import annotations

from typing import Any

from tests.client import Client, codes
from tests.functional.accounting.journal import BANK, SALES
from tests.functional.inventory.goods import COSTS, SERVICE, STOCK, made

CHAIRS = {"name": "Chairs", "sell_account_id": SALES, "cost_account_id": COSTS, "inventory_account_id": STOCK, "cost_method": "FIFO"}


def category(ann: Client, **more: Any) -> dict[str, Any]:
    return ann.post("item-categories", CHAIRS | more, status=201).json


def listed(ann: Client, query: str = "") -> list[tuple[str, int]]:
    return [(one["name"], one["count"]) for one in ann.get(f"item-categories?{query}").json["data"]]


def test_a_category_is_what_was_entered(ann: Client) -> None:
    created = category(ann, description="To sit on")
    assert {name: created[name] for name in CHAIRS} == CHAIRS
    assert (created["description"], created["count"], created["user_id"]) == ("To sit on", 0, 1)
    assert ann.get(f"item-categories/{created['id']}").json == created


def test_a_list_counts_the_items_and_sorts_by_their_number(ann: Client) -> None:
    chairs, tables = category(ann)["id"], category(ann, name="Tables")["id"]
    category(ann, name="Lamps")
    for n in range(3):
        made(ann, name=f"Chair {n}", category_id=chairs)
    made(ann, name="Table", category_id=tables, active=False)
    assert listed(ann, "column_sort_by=count") == [("Chairs", 3), ("Tables", 1), ("Lamps", 0)]
    assert listed(ann, "search_keyword=CHAI") == [("Chairs", 3)]
    assert listed(ann, 'stringified_filter_roles=[{"fieldKey":"count","value":"0","comparator":"bigger_than"}]&sort_order=asc') == [
        ("Chairs", 3),
        ("Tables", 1),
    ]


def test_two_categories_cannot_have_one_name_in_any_case_of_letters(ann: Client) -> None:
    category(ann)
    other = category(ann, name="Tables")
    assert codes(ann.post("item-categories", {"name": "chairs"}, status=400)) == ["CATEGORY_NAME_EXISTS"]
    assert codes(ann.put(f"item-categories/{other['id']}", {"name": "CHAIRS"}, status=400)) == ["CATEGORY_NAME_EXISTS"]
    assert ann.put(f"item-categories/{other['id']}", {"name": "TABLES"}).json["name"] == "TABLES"


def test_an_edit_leaves_what_it_does_not_mention_and_clears_what_is_blank(ann: Client) -> None:
    before = category(ann)
    after = ann.put(f"item-categories/{before['id']}", {"name": "Chairs", "costAccountId": "", "cost_method": None}).json
    assert {name for name in after if after[name] != before[name]} == {"cost_account_id", "cost_method", "updated_at"}


def test_its_accounts_must_be_what_their_places_need(ann: Client) -> None:
    refused = [
        ("sell_account_id", BANK, "SELL_ACCOUNT_NOT_INCOME"),
        ("sell_account_id", 999, "SELL_ACCOUNT_NOT_FOUND"),
        ("cost_account_id", SALES, "COST_ACCOUNT_NOT_COGS"),
        ("cost_account_id", 999, "COST_ACCOUNT_NOT_FOUMD"),
        ("inventory_account_id", BANK, "INVENTORY_ACCOUNT_NOT_INVENTORY"),
        ("inventory_account_id", 999, "INVENTORY_ACCOUNT_NOT_FOUND"),
    ]
    for field, id, code in refused:
        assert codes(ann.post("item-categories", CHAIRS | {field: id}, status=400)) == [code]
    assert listed(ann) == []


def test_a_method_of_costing_is_one_of_three(ann: Client) -> None:
    refused = ann.post("item-categories", CHAIRS | {"cost_method": "HIFO"}, status=400)
    assert [fault["property"] for fault in refused.json["message"]] == ["costMethod"]


def test_a_deleted_category_leaves_its_items(ann: Client) -> None:
    id = category(ann)["id"]
    item = made(ann, SERVICE, category_id=id)
    assert item["category"]["name"] == "Chairs"
    assert ann.delete(f"item-categories/{id}").body == b""
    left = ann.get(f"items/{item['id']}").json
    assert {key for key in item if left[key] != item[key]} == {"category", "category_id", "updated_at"}
    ann.get(f"item-categories/{id}", status=404)


def test_an_account_that_a_category_names_stays(ann: Client) -> None:
    account = ann.post("accounts", {"name": "Chairs sold", "account_type": "income"}).json["id"]
    id = category(ann, sell_account_id=account)["id"]
    assert codes(ann.delete(f"accounts/{account}", status=400)) == ["account_has_associated_transactions"]
    ann.delete(f"item-categories/{id}", status=200)
    ann.delete(f"accounts/{account}", status=200)
