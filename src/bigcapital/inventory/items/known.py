"""Items as documents need them, without asking the database again.

Whoever writes an item calls ``tenant.bump_metadata()``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from bigcapital.accounting.remembered import remembered_rows
from bigcapital.inventory.items.model import Item
from bigcapital.tenancy.tenant import Tenant

_ITEMS: Any = Item.__table__
_READ = select(_ITEMS).where(_ITEMS.c.id.in_(bindparam("ids", expanding=True)))


class KnownItem:
    """One item: its columns in ``row``, and the ones that documents need as attributes."""

    __slots__ = ("cost_account_id", "id", "inventory_account_id", "name", "purchasable", "row", "sell_account_id", "sellable", "type")

    def __init__(self, row: Mapping[Any, Any]):
        self.row = dict(row)
        self.id: int = row["id"]
        self.name: str = row["name"]
        self.type: str = row["type"]
        self.sellable: bool = row["sellable"]
        self.purchasable: bool = row["purchasable"]
        self.sell_account_id: int | None = row["sell_account_id"]
        self.cost_account_id: int | None = row["cost_account_id"]
        self.inventory_account_id: int | None = row["inventory_account_id"]


def items(tenant: Tenant, ids: Iterable[int | None]) -> dict[int, KnownItem]:
    """The items of these ids; those that do not exist are left out."""
    return remembered_rows(tenant, "items", ids, _read)


def _read(tenant: Tenant, ids: list[int]) -> dict[int, KnownItem]:
    return {row["id"]: KnownItem(row) for row in tenant.session.execute(_READ, {"ids": ids}).mappings()}
