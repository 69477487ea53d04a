"""Items in JSON."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from bigcapital.inventory.categories.schema import PlainCategory
from bigcapital.rest.schema import CLEARED, Answer, Body, Flag, Id, LongText, Name, Page, Text, UnitPrice

Price = Annotated[Annotated[UnitPrice, Field(ge=0)] | None, CLEARED]
Reference = Annotated[Id | None, CLEARED]
_KEPT = ("sellable", "purchasable", "active")


class ItemEdit(Body):
    """What can be changed of an item. A field that is absent stays as it is; null or "" takes it away.

    Prices are in base currency, for one unit. An inventory account is kept for inventory alone.
    """

    name: Name
    type: Literal["service", "non-inventory", "inventory"]
    code: Text | None = None
    sellable: Flag | None = None
    sell_price: Price = None
    sell_account_id: Reference = None
    sell_description: LongText | None = None
    sell_tax_rate_id: Reference = None
    purchasable: Flag | None = None
    cost_price: Price = None
    cost_account_id: Reference = None
    purchase_description: LongText | None = None
    purchase_tax_rate_id: Reference = None
    inventory_account_id: Reference = None
    category_id: Reference = None
    note: LongText | None = None
    active: Flag | None = None

    def details(self) -> dict[str, Any]:
        """The columns that were given; what is blank is None."""
        given = {name: getattr(self, name) for name in ItemEdit.model_fields if name in self.model_fields_set}
        shown = {name: None if value == "" else value for name, value in given.items()}
        return {name: value for name, value in shown.items() if value is not None or name not in _KEPT}


class ItemIn(ItemEdit):
    """A new item. What is sellable needs an income account, what is purchasable a cost account, inventory an inventory account."""


class ItemSaid(Answer):
    """Which item was written."""

    id: int
    message: str


class ItemOut(Answer):
    """An item with what it names. ``quantity_on_hand`` is of inventory alone."""

    id: int
    name: str
    type: str
    type_formatted: str
    code: str | None
    active: bool
    note: str | None
    category_id: int | None
    category: PlainCategory | None
    sellable: bool
    sell_price: Decimal | None
    sell_price_formatted: str
    sell_account_id: int | None
    sell_account: dict[str, Any] | None
    sell_description: str | None
    sell_tax_rate_id: int | None
    sell_tax_rate: dict[str, Any] | None
    purchasable: bool
    cost_price: Decimal | None
    cost_price_formatted: str
    cost_account_id: int | None
    cost_account: dict[str, Any] | None
    purchase_description: str | None
    purchase_tax_rate_id: int | None
    purchase_tax_rate: dict[str, Any] | None
    inventory_account_id: int | None
    inventory_account: dict[str, Any] | None
    quantity_on_hand: Decimal | None
    landed_cost: bool | None
    picture_uri: str | None
    user_id: int | None
    item_warehouses: list[dict[str, Any]]
    created_at: datetime | None
    updated_at: datetime | None


class ItemsOut(Page):
    """A page of items."""

    items: list[ItemOut]
