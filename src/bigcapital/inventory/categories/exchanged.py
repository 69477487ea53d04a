"""Categories of items in files."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bigcapital.accounting.named import by_names
from bigcapital.inventory.categories import operations
from bigcapital.rest import Exchanged, Given, Relation, Taken
from bigcapital.tenancy.tenant import Tenant


def _find(tenant: Tenant, names: Collection[str]) -> Mapping[str, Collection[int]]:
    return by_names(((id, (one["name"],)) for id, one in operations.categories(tenant).items()), names)


CATEGORY = Relation("ItemCategory", _find)

EXCHANGED = Exchanged(
    "Item categories",
    add=operations.create,
    takes=(
        Taken("name", unique=True, example="Furniture", codes=("CATEGORY_NAME_EXISTS",)),
        Taken("description", example="Chairs and tables"),
    ),
    gives=(Given("name"), Given("description"), Given("count", "Number of items", raw="count"), Given("created_at", raw="created_at")),
)
