"""Items as documents need them: what each is, usually without asking the database again.

Whoever writes an item calls ``tenant.bump_metadata()``; what was remembered of items is then forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select

from bigcapital.accounting.remembered import remembered
from bigcapital.inventory.items.model import Item
from bigcapital.tenancy.tenant import Tenant

_MOST_ITEMS = 10_000


@dataclass(frozen=True, slots=True)
class KnownItem:
    """What a line of a document takes from its item. Prices are in base currency, for one unit."""

    id: int
    name: str
    code: str | None
    type: str
    active: bool
    sellable: bool
    sell_price: Decimal | None
    sell_account_id: int | None
    sell_description: str | None
    sell_tax_rate_id: int | None
    purchasable: bool
    cost_price: Decimal | None
    cost_account_id: int | None
    purchase_description: str | None
    purchase_tax_rate_id: int | None
    inventory_account_id: int | None


_ITEMS: Any = Item.__table__
_READ = select(*(_ITEMS.c[name] for name in KnownItem.__slots__)).where(_ITEMS.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(slots=True)
class _Items:
    known: dict[int, KnownItem] = field(default_factory=dict)


def items(tenant: Tenant, ids: Iterable[int | None]) -> dict[int, KnownItem]:
    """The items of these ids; those that do not exist are left out. At most one statement."""
    wanted = {id for id in ids if id is not None}
    if not wanted:
        return {}
    memory = remembered(tenant, "items", lambda tenant: _Items()).known
    found = {id: known for id in wanted if (known := memory.get(id)) is not None}
    if len(found) < len(wanted):
        rows = tenant.session.execute(_READ, {"ids": sorted(wanted - found.keys())})
        read = {row.id: KnownItem(*row) for row in rows}
        if len(memory) > _MOST_ITEMS:
            memory.clear()
        memory.update(read)
        found |= read
    return found
