"""What requests about items cost in SQL statements: the same for any number of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert

from bigcapital.inventory.items.known import items
from bigcapital.inventory.items.model import Item
from tests.client import Client
from tests.functional.accounting.test_journals_statements import statements
from tests.functional.inventory.goods import BOUGHT, GOODS, SERVICE, made, taxed
from tests.statements import counted

MANY = 10_000
ASKED = ("", "page_size=10000", "column_sort_by=name", "view_slug=services", "search_keyword=1", "column_sort_by=quantity_on_hand")


def stocked(tenant: Any, category: int) -> None:
    rows = [
        {"name": f"No. {n}", "type": "service", "sell_account_id": 1025, "category_id": category, "sell_tax_rate_id": 3}
        for n in range(MANY)
    ]
    with tenant() as t:
        t.session.execute(insert(Item.__table__), rows)
        t.bump_metadata()


def test_a_list_takes_six_statements_however_many_there_are(ann: Client, tenant: Any) -> None:
    category = ann.post("item-categories", {"name": "Work"}).json["id"]
    made(ann, category_id=category, sell_tax_rate_id=3)
    ann.get("items")
    few = [statements(lambda asked=asked: ann.get(f"items?{asked}")) for asked in ASKED]
    stocked(tenant, category)
    ann.get("items")
    assert [statements(lambda asked=asked: ann.get(f"items?{asked}")) for asked in ASKED] == few
    assert max(few) <= 6
    assert statements(lambda: ann.get("item-categories")) <= 6
    assert statements(lambda: ann.get("tax-rates")) <= 6
    with tenant(writer=False) as t:
        assert t.head.tenant_id == 1  # which is read first
        with counted() as sent:
            assert len(items(t, range(1, 501))) == 500
            assert len(items(t, range(1, 501))) == 500
        assert len(sent) == 1


def test_what_a_write_takes(ann: Client) -> None:
    made(ann, GOODS)
    names = 4  # accounts, categories, taxes and signs are read again, since the one before was a new name
    assert statements(lambda: ann.post("items", SERVICE | BOUGHT | {"sell_tax_rate_id": 3}, status=201)) <= 7 + names
    assert statements(lambda: ann.put("items/2", SERVICE, status=200)) <= 7 + names
    assert statements(lambda: ann.delete("items/2", status=200)) <= 8
    rate = taxed(ann)["id"]
    changed = {"name": "VAT", "code": "VAT", "rate": 16}
    assert statements(lambda: ann.put(f"tax-rates/{rate}", changed, status=200)) <= 11


def test_looking_one_up_takes_six(ann: Client) -> None:
    category = ann.post("item-categories", {"name": "Work"}).json["id"]
    made(ann, category_id=category)
    for path in ("items/1", "item-categories/1", "tax-rates/1"):
        ann.get(path)
        assert statements(lambda path=path: ann.get(path)) <= 6
