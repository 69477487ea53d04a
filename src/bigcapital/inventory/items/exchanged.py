"""Items in files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import or_, select

from bigcapital.accounting.named import ACCOUNT, TAX_RATE, by_names
from bigcapital.inventory.categories.exchanged import CATEGORY
from bigcapital.inventory.items import operations
from bigcapital.inventory.items.model import Item
from bigcapital.inventory.items.words import TYPES
from bigcapital.rest import Exchanged, Given, Relation, Taken
from bigcapital.tenancy.tenant import Tenant


def _find(tenant: Tenant, names: Collection[str]) -> Mapping[str, Collection[int]]:
    """By name, else by code. One statement."""
    wanted = list(names)
    rows = tenant.session.execute(select(Item.id, Item.name, Item.code).where(or_(Item.name.in_(wanted), Item.code.in_(wanted)))).all()
    named: dict[str, Any] = by_names(((row.id, (row.name,)) for row in rows), names)
    return by_names(((row.id, (row.code,)) for row in rows), names) | named


ITEM = Relation("Item", _find)

EXCHANGED = Exchanged(
    "Items",
    add=operations.create,
    add_all=operations.create_all,
    takes=(
        Taken("type", "Item type", example="service", labels=tuple(TYPES.items())),
        Taken("name", "Item name", unique=True, example="Consulting", codes=("ITEM_NAME_EXISTS",)),
        Taken("code", "Item code", example="C-01", also=("SKU",)),
        Taken("sellable", example="yes"),
        Taken("purchasable", example="no"),
        Taken("sell_price", example="100", also=("Price", "Selling price")),
        Taken("cost_price", also=("Cost", "Purchase price")),
        Taken(
            "cost_account_id", "Cost account", of=ACCOUNT, codes=("COST_ACCOUNT_REQUIRED_WITH_PURCHASABLE_ITEM", "COST_ACCOUNT_NOT_COGS")
        ),
        Taken(
            "sell_account_id",
            "Sell account",
            of=ACCOUNT,
            example="Sales of Service Income",
            codes=("INCOME_ACCOUNT_REQUIRED_WITH_SELLABLE_ITEM", "SELL_ACCOUNT_NOT_INCOME"),
        ),
        Taken("inventory_account_id", "Inventory account", of=ACCOUNT, codes=("INVENTORY_ACCOUNT_NOT_INVENTORY",)),
        Taken("sell_description", "Sell description", example="One hour of advice"),
        Taken("purchase_description"),
        Taken("sell_tax_rate_id", "Sell tax", of=TAX_RATE),
        Taken("purchase_tax_rate_id", "Purchase tax", of=TAX_RATE),
        Taken("note", example=""),
        Taken("category_id", "Category", of=CATEGORY),
        Taken("active", example="yes"),
    ),
    gives=(
        Given("type", "Item type", "type_formatted"),
        Given("name", "Item name"),
        Given("code", "Item code"),
        Given("sellable", printed=False),
        Given("purchasable", printed=False),
        Given("sell_price", path="sell_price_formatted", raw="sell_price"),
        Given("cost_price", path="cost_price_formatted", raw="cost_price"),
        Given("cost_account", "Cost account", "cost_account.name", printed=False),
        Given("sell_account", "Sell account", "sell_account.name", printed=False),
        Given("inventory_account", "Inventory account", "inventory_account.name"),
        Given("sell_description", printed=False),
        Given("purchase_description", printed=False),
        Given("sell_tax", "Sell tax", "sell_tax_rate.code", printed=False),
        Given("purchase_tax", "Purchase tax", "purchase_tax_rate.code", printed=False),
        Given("quantity_on_hand", raw="quantity_on_hand"),
        Given("note"),
        Given("category", "Category", "category.name"),
        Given("active", printed=False),
        Given("created_at", raw="created_at", printed=False),
    ),
    at_once=5_000,
)
