"""What one can do to items: create, edit, offer, delete; and the rules that they keep."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select, update

from bigcapital import clock
from bigcapital.accounting import books
from bigcapital.accounting.taxes.operations import follows_tax_rates
from bigcapital.accounting.taxes.rates import taxes
from bigcapital.errors import DomainError, InUse, InvalidInput
from bigcapital.inventory.accounts import FIELDS, check_accounts
from bigcapital.inventory.categories.model import ItemCategory
from bigcapital.inventory.categories.operations import categories
from bigcapital.inventory.items.model import Item
from bigcapital.inventory.items.schema import ItemEdit, ItemIn
from bigcapital.tenancy.tenant import Tenant

INVENTORY = "inventory"
_COLUMNS = tuple(ItemEdit.model_fields)


class ItemNameExists(DomainError):
    type = "ITEM_NAME_EXISTS"


class CategoryNotFound(DomainError):
    type = "ITEM_CATEOGRY_NOT_FOUND"


class IncomeAccountRequired(DomainError):
    type = "INCOME_ACCOUNT_REQUIRED_WITH_SELLABLE_ITEM"


class CostAccountRequired(DomainError):
    type = "COST_ACCOUNT_REQUIRED_WITH_PURCHASABLE_ITEM"


class SellTaxRateNotFound(DomainError):
    type = "SELL_TAX_RATE_NOT_FOUND"


class PurchaseTaxRateNotFound(DomainError):
    type = "PURCHASE_TAX_RATE_NOT_FOUND"


class InventoryStays(DomainError):
    type = "ITEM_CANNOT_CHANGE_INVENTORY_TYPE"


class TypeStays(DomainError):
    type = "TYPE_CANNOT_CHANGE_WITH_ITEM_HAS_TRANSACTIONS"


class HasTransactions(InUse):
    type = "ITEM_HAS_ASSOCIATED_TRANSACTINS"


def create(tenant: Tenant, data: ItemIn) -> Item:
    """Add an item. Accounts that it does not name are those of its category.

    :raises DomainError: a rule refuses it; :raises InvalidInput: inventory without its account.
    """
    values = {"sellable": False, "purchasable": False, "active": True} | data.details()
    category = categories(tenant).get(values.get("category_id") or 0, {})
    for field, needed in _needs(values).items():
        if needed and values.get(field) is None:
            values[field] = category.get(field)
    _check(tenant, values)
    row = Item(user_id=tenant.user_id, created_at=clock.now(), **values)
    tenant.session.add(row)
    tenant.session.flush()
    tenant.bump_metadata()
    return row


def edit(tenant: Tenant, row: Item, data: ItemEdit) -> None:
    """Change what is given; documents keep what they have taken from it.

    :raises DomainError: as ``create``; inventory can become nothing else, and what the ledger names keeps its type.
    """
    values = {name: getattr(row, name) for name in _COLUMNS} | data.details()
    if values["type"] != row.type:
        if row.type == INVENTORY:
            raise InventoryStays("An inventory item cannot become anything else.")
        if books.has_lines(tenant, item_ids=[row.id]):
            raise TypeStays("The item has transactions: its type cannot be changed.")
    _check(tenant, values, row.id)
    for name, value in values.items():
        setattr(row, name, value)
    tenant.session.flush()
    tenant.bump_metadata()


def set_active(tenant: Tenant, row: Item, active: bool) -> None:
    """Offer the item in new documents, or no longer; its past stays."""
    row.active = active
    tenant.session.flush()
    tenant.bump_metadata()


def delete(tenant: Tenant, row: Item) -> None:
    """Delete an item that the ledger does not name; documents are asked by whoever deletes.

    :raises HasTransactions: a line of the ledger names it, undone ones too.
    """
    if books.has_lines(tenant, item_ids=[row.id]):
        raise HasTransactions(f"{row.name} has transactions and cannot be deleted.")
    tenant.session.delete(row)
    tenant.session.flush()
    tenant.bump_metadata()


def uses_account(tenant: Tenant, account_id: int) -> bool:
    """Whether an item or a category names the account."""
    return any(
        tenant.session.scalar(select(kind.id).where(or_(*(getattr(kind, field) == account_id for field in FIELDS))).limit(1)) is not None
        for kind in (Item, ItemCategory)
    )


@follows_tax_rates
def propose_another(tenant: Tenant, tax_rate_id: int, successor: int | None) -> None:
    """Items propose the tax rate that has taken the place of theirs, or none."""
    for column in (Item.sell_tax_rate_id, Item.purchase_tax_rate_id):
        tenant.session.execute(update(Item).where(column == tax_rate_id).values({column.key: successor}))


# --- rules ---


def _needs(values: dict[str, Any]) -> dict[str, bool]:
    """Which of its accounts an item cannot be without."""
    return {
        "sell_account_id": values["sellable"],
        "cost_account_id": values["purchasable"],
        "inventory_account_id": values["type"] == INVENTORY,
    }


def _check(tenant: Tenant, values: dict[str, Any], id: int | None = None) -> None:
    """All rules on what an item shall be. An inventory account is taken off what is no inventory."""
    taken = tenant.session.scalar(select(Item.id).where(Item.name == values["name"]))
    if taken not in (None, id):
        raise ItemNameExists("Another item has this name.")
    category = values.get("category_id")
    if category is not None and category not in categories(tenant):
        raise CategoryNotFound(f"There is no category {category}.")
    if values["sellable"] and values.get("sell_account_id") is None:
        raise IncomeAccountRequired("What is sold needs an income account.")
    if values["purchasable"] and values.get("cost_account_id") is None:
        raise CostAccountRequired("What is bought needs a cost account.")
    if values["type"] != INVENTORY:
        values["inventory_account_id"] = None
    elif values.get("inventory_account_id") is None:
        raise InvalidInput.of("inventory_account_id", "isNotEmpty", "inventoryAccountId is required for inventory")
    check_accounts(tenant, values)
    _check_tax(tenant, values.get("sell_tax_rate_id"), SellTaxRateNotFound)
    _check_tax(tenant, values.get("purchase_tax_rate_id"), PurchaseTaxRateNotFound)


def _check_tax(tenant: Tenant, id: int | None, refusal: type[DomainError]) -> None:
    if id is not None and taxes(tenant).get(id) is None:
        raise refusal(f"There is no tax rate {id}.")
