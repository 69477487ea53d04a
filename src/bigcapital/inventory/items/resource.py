"""``/api/items``: what is bought and sold."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, null

from bigcapital.accounting.accounts.guards import keeps_accounts
from bigcapital.inventory.accounts import FIELDS as ACCOUNTS
from bigcapital.inventory.categories.model import ItemCategory
from bigcapital.inventory.items import operations, present
from bigcapital.inventory.items.exchanged import EXCHANGED
from bigcapital.inventory.items.model import Item as ItemRow
from bigcapital.inventory.items.schema import ItemEdit, ItemIn, ItemOut, ItemSaid, ItemsOut
from bigcapital.inventory.items.words import TYPES
from bigcapital.rest import Activatable, BulkDelete, Collection, Field, Item, Listing, Role, View, action, collection, guards


def _account(key: str) -> Field:
    return Field(key, "relation", f"{key}_id", relation=("Account", "name", "id"))


_FIELDS = (
    Field("type", "enumeration", options=tuple((key, TYPES[key]) for key in ("inventory", "service", "non-inventory"))),
    Field("name", "text"),
    Field("code", "text"),
    Field("sellable", "boolean"),
    Field("purchasable", "boolean"),
    Field("sell_price", "number"),
    Field("cost_price", "number"),
    _account("cost_account"),
    _account("sell_account"),
    _account("inventory_account"),
    Field("sell_description", "text"),
    Field("purchase_description", "text"),
    Field("quantity_on_hand", "number", lambda item: case((item.type == operations.INVENTORY, 0), else_=null())),
    Field("note", "text"),
    Field("category", "relation", "category_id", relation=("ItemCategory", "name", "id")),
    Field("active", "boolean", filterable=False),
    Field("created_at", "date"),
)
_VIEWS = tuple(
    View(slug, name, (Role("type", "equals", type),))
    for slug, name, type in (
        ("services", "Services", "service"),
        ("inventory", "Inventory", "inventory"),
        ("non-inventory", "Non-inventory", "non-inventory"),
    )
)
_VIEW_COLUMNS = (
    ("name", "Item name"),
    ("type_formatted", "Item type"),
    ("code", "Item code"),
    ("category", "Category"),
    ("sell_price", "Sell price"),
    ("cost_price", "Cost price"),
    ("quantity_on_hand", "Quantity on hand"),
)


class OneItem(Item):
    """One item."""

    row: ItemRow

    def edit(self, data: ItemEdit) -> dict[str, Any]:
        """Change an item; documents keep what they have taken from it."""
        operations.edit(self.tenant, self.row, data)
        return {"id": self.row.id, "message": "The item has been edited successfully."}

    def delete(self) -> None:
        """Delete an item, unless a document or the ledger names it."""
        guards.check("item.delete", self.tenant, self.row)
        operations.delete(self.tenant, self.row)

    def activate(self) -> None:
        operations.set_active(self.tenant, self.row, True)

    def inactivate(self) -> None:
        operations.set_active(self.tenant, self.row, False)


@collection("items", item=OneItem, subject="Item", traits=(BulkDelete(), Activatable(method="PATCH")))
class Items(Collection):
    """What is bought and sold."""

    resource = "Item"
    model = ItemRow
    create_schema, edit_schema = ItemIn, ItemEdit
    list_answer, show_answer = ItemsOut, ItemOut
    create_answer = edit_answer = ItemSaid
    exchanged = EXCHANGED
    listing = Listing(
        envelope="items",
        fields=_FIELDS,
        default_filter_field="name",
        search=("name", "code"),
        views=_VIEWS,
        view_columns=_VIEW_COLUMNS,
        importable=True,
        exportable=True,
        active_column="active",
        only_active=True,
    )

    def create(self, data: ItemIn) -> dict[str, Any]:
        """Add an item."""
        return {"id": operations.create(self.tenant, data).id, "message": "The item has been created successfully."}

    def present(self, rows: list[ItemRow]) -> list[dict[str, Any]]:
        """Items with their accounts, categories and taxes."""
        return present.page(self.tenant, rows)


@action(OneItem, "warehouses", method="GET", answer=list[dict[str, Any]])
def warehouses(item: OneItem) -> list[dict[str, Any]]:
    """How many of it there are in which warehouse: none, since no document moves stock yet."""
    assert item.row is not None  # else it is said that there is no such item
    return []


_ACCOUNTS = [getattr(kind, name) for kind in (ItemRow, ItemCategory) for name in ACCOUNTS]
keeps_accounts("An item, or a category of items, names the account.", *_ACCOUNTS)
