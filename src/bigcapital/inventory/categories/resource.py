"""``/api/item-categories``."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select

from bigcapital.inventory.categories import operations
from bigcapital.inventory.categories.exchanged import EXCHANGED
from bigcapital.inventory.categories.model import ItemCategory
from bigcapital.inventory.categories.schema import CategoriesOut, CategoryIn, CategoryOut
from bigcapital.inventory.items.model import Item as ItemRow
from bigcapital.rest import Collection, Field, Item, Listing, collection

COLUMNS = tuple(column.name for column in ItemCategory.__table__.columns)


def _count(category: Any) -> ColumnElement[int]:
    """How many items a category has."""
    return select(func.count(ItemRow.id)).where(ItemRow.category_id == category.id).correlate(category).scalar_subquery()


class CategoryItem(Item):
    """One category."""

    row: ItemCategory

    def edit(self, data: CategoryIn) -> dict[str, Any]:
        """Change a category; its items keep the accounts that they have."""
        operations.edit(self.tenant, self.row, data)
        return self.show()

    def delete(self) -> None:
        """Remove a category; its items have none then."""
        operations.delete(self.tenant, self.row)


@collection("item-categories", item=CategoryItem, subject="Item")
class Categories(Collection):
    """What items are sorted by."""

    resource = "ItemCategory"
    model = ItemCategory
    create_schema = edit_schema = CategoryIn
    list_answer = CategoriesOut
    show_answer = create_answer = edit_answer = CategoryOut
    exchanged = EXCHANGED
    listing = Listing(
        envelope="data",
        fields=(
            Field("name", "text"),
            Field("description", "text"),
            Field("count", "number", _count, label="Number of items"),
            Field("created_at", "date"),
        ),
        default_filter_field="name",
        search=("name", "description"),
        paginated=False,
        importable=True,
        exportable=True,
    )

    def create(self, data: CategoryIn) -> dict[str, Any]:
        """Add a category."""
        return self.present([operations.create(self.tenant, data)])[0]

    def present(self, rows: list[ItemCategory]) -> list[dict[str, Any]]:
        """Categories with the number of their items."""
        grouped = select(ItemRow.category_id, func.count().label("items")).where(ItemRow.category_id.in_([row.id for row in rows]))
        counts = {row.category_id: row.items for row in self.session.execute(grouped.group_by(ItemRow.category_id))}
        return [{name: getattr(row, name) for name in COLUMNS} | {"count": counts.get(row.id, 0)} for row in rows]

    def headline(self, row: ItemCategory) -> dict[str, Any]:
        """A category among search results."""
        return {"id": row.id, "title": row.name, "subtitle": (row.description or "")[:80] or None}
