"""Categories of items: adding, changing and removing them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, update

from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.remembered import remembered
from bigcapital.errors import DomainError
from bigcapital.inventory.accounts import check_accounts
from bigcapital.inventory.categories.model import ItemCategory
from bigcapital.inventory.categories.schema import CategoryIn
from bigcapital.inventory.items.model import Item
from bigcapital.tenancy.tenant import Tenant

_CATEGORIES: Any = ItemCategory.__table__


class CategoryNameExists(DomainError):
    """Another category has the name."""

    type = "CATEGORY_NAME_EXISTS"


def create(tenant: Tenant, data: CategoryIn) -> ItemCategory:
    """Add a category.

    :raises DomainError: its name is taken, in any case of letters; an account is not there or of another type.
    """
    row = ItemCategory(user_id=tenant.user_id)
    tenant.session.add(_changed(tenant, row, data))
    tenant.session.flush()
    tenant.bump_metadata()
    return row


def edit(tenant: Tenant, row: ItemCategory, data: CategoryIn) -> ItemCategory:
    """Change what is given; its items keep the accounts that they have.

    :raises DomainError: as ``create``.
    """
    _changed(tenant, row, data)
    tenant.session.flush()
    tenant.bump_metadata()
    return row


def delete(tenant: Tenant, row: ItemCategory) -> None:
    """Remove a category; its items have none then."""
    tenant.session.execute(update(Item).where(Item.category_id == row.id).values(category_id=None))
    tenant.session.delete(row)
    tenant.session.flush()
    tenant.bump_metadata()


def categories(tenant: Tenant) -> dict[int, dict[str, Any]]:
    """The columns of every category by its id, as this unit of work sees them."""
    return remembered(tenant, "item categories", _read)


def _read(tenant: Tenant) -> dict[int, dict[str, Any]]:
    return {row["id"]: dict(row) for row in tenant.session.execute(select(_CATEGORIES)).mappings()}


def _changed(tenant: Tenant, row: ItemCategory, data: CategoryIn) -> ItemCategory:
    same = select(ItemCategory.id).where(func.lower(ItemCategory.name) == data.name.lower())
    if tenant.session.scalar(same.limit(1)) not in (None, row.id):
        raise CategoryNameExists("Another category has this name.")
    check_accounts(chart(tenant), data.details())
    for name, value in data.details().items():
        setattr(row, name, value)
    return row
