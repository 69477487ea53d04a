"""Items as they go out, with their accounts, category and taxes: all remembered, so a page costs no statement of its own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any

from bigcapital.accounting.accounts import present as accounts
from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.currencies.rates import signs
from bigcapital.accounting.taxes import present as tax_rates
from bigcapital.accounting.taxes.rates import taxes
from bigcapital.inventory.accounts import FIELDS
from bigcapital.inventory.categories.operations import categories
from bigcapital.inventory.items.model import Item
from bigcapital.inventory.items.operations import INVENTORY
from bigcapital.inventory.items.words import TYPES, translated
from bigcapital.ledger.money import ZERO, format_price
from bigcapital.tenancy.tenant import Tenant

_COLUMNS = tuple(column.name for column in Item.__table__.columns)
_values = attrgetter(*_COLUMNS)


def page(tenant: Tenant, items: Sequence[Item]) -> list[dict[str, Any]]:
    """Items with all that they name."""
    known, sorts, rates = chart(tenant), categories(tenant), taxes(tenant).by_id
    language, base = tenant.language, tenant.base_currency
    sign = signs(tenant).get(base)

    def price(value: Decimal | None) -> str:
        return "" if value is None else format_price(value, base, symbol=sign)

    def shown(item: Item) -> dict[str, Any]:
        one: dict[str, Any] = dict(zip(_COLUMNS, _values(item), strict=True))
        for field in FIELDS:
            account = known.get(one[field] or 0)
            one[field.removesuffix("_id")] = accounts.known(account, language) if account else None
        for field in ("sell_tax_rate_id", "purchase_tax_rate_id"):
            rate = rates.get(one[field] or 0)
            one[field.removesuffix("_id")] = tax_rates.shown(rate.row) if rate else None
        one["category"] = sorts.get(item.category_id or 0)
        one["type_formatted"] = translated(TYPES[item.type], language)
        one["sell_price_formatted"], one["cost_price_formatted"] = price(item.sell_price), price(item.cost_price)
        one["quantity_on_hand"] = ZERO if item.type == INVENTORY else None
        return one | {"landed_cost": None, "picture_uri": None, "item_warehouses": []}

    return [shown(item) for item in items]
