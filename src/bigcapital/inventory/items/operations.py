"""What one can do to items: create, edit, offer, delete; and the rules that they keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from bigcapital import clock, db
from bigcapital.accounting import books
from bigcapital.accounting.accounts.chart import Chart, chart
from bigcapital.accounting.taxes.operations import follows_tax_rates
from bigcapital.accounting.taxes.rates import Taxes, taxes
from bigcapital.errors import DomainError, InUse, InvalidInput, Refusal
from bigcapital.inventory.accounts import check_accounts
from bigcapital.inventory.categories.operations import categories
from bigcapital.inventory.items.model import Item
from bigcapital.inventory.items.schema import ItemEdit, ItemIn
from bigcapital.tenancy.tenant import Tenant

INVENTORY = "inventory"
_COLUMNS = tuple(ItemEdit.model_fields)
_TABLE: Any = Item.__table__
_INSERT = db.ManyRows(_TABLE)
_EMPTY: dict[str, Any] = dict.fromkeys(column.name for column in _TABLE.columns)


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
    _check_name(tenant, data.name)
    row = Item(user_id=tenant.user_id, created_at=clock.now(), **_new(_Named.of(tenant), data))
    tenant.session.add(row)
    tenant.session.flush()
    tenant.bump_metadata()
    return row


def create_all(tenant: Tenant, several: Sequence[ItemIn]) -> list[Refusal | None]:
    """Add many items, each as ``create`` would: for each None, or why not. As many statements as for one."""
    named, now = _Named.of(tenant), clock.now()
    taken = {name.casefold() for name in tenant.session.scalars(select(Item.name).where(Item.name.in_([data.name for data in several])))}
    outcomes: list[Refusal | None] = [None] * len(several)
    rows: dict[int, dict[str, Any]] = {}
    for place, data in enumerate(several):
        try:
            if data.name.casefold() in taken:
                raise ItemNameExists("Another item has this name.")
            rows[place] = _EMPTY | _new(named, data) | {"user_id": tenant.user_id, "created_at": now}
            taken.add(data.name.casefold())
        except Refusal as refusal:
            outcomes[place] = refusal
    for place in _insert(tenant, rows):
        outcomes[place] = ItemNameExists("Another item has this name.")
    tenant.bump_metadata()
    return outcomes


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
    _check_name(tenant, values["name"], row.id)
    _check(_Named.of(tenant), values)
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


@follows_tax_rates
def propose_another(tenant: Tenant, tax_rate_id: int, successor: int | None) -> None:
    """Items propose the tax rate that has taken the place of theirs, or none."""
    for column in (Item.sell_tax_rate_id, Item.purchase_tax_rate_id):
        tenant.session.execute(update(Item).where(column == tax_rate_id).values({column.key: successor}))


# --- rules ---


class _Named(NamedTuple):
    """What items name, looked up once for any number of them."""

    accounts: Chart
    categories: dict[int, dict[str, Any]]
    taxes: Taxes

    @classmethod
    def of(cls, tenant: Tenant) -> _Named:
        return cls(chart(tenant), categories(tenant), taxes(tenant))


def _new(named: _Named, data: ItemIn) -> dict[str, Any]:
    """The columns of a new item, checked; accounts that it does not name are those of its category."""
    values = {"sellable": False, "purchasable": False, "active": True} | data.details()
    category = named.categories.get(values.get("category_id") or 0, {})
    for field, needed in _needs(values).items():
        if needed and values.get(field) is None:
            values[field] = category.get(field)
    _check(named, values)
    return values


def _needs(values: dict[str, Any]) -> dict[str, bool]:
    """Which of its accounts an item cannot be without."""
    return {
        "sell_account_id": values["sellable"],
        "cost_account_id": values["purchasable"],
        "inventory_account_id": values["type"] == INVENTORY,
    }


def _check_name(tenant: Tenant, name: str, id: int | None = None) -> None:
    if tenant.session.scalar(select(Item.id).where(Item.name == name)) not in (None, id):
        raise ItemNameExists("Another item has this name.")


def _check(named: _Named, values: dict[str, Any]) -> None:
    """All rules on what an item shall be but that on its name. An inventory account is taken off what is no inventory."""
    category = values.get("category_id")
    if category is not None and category not in named.categories:
        raise CategoryNotFound(f"There is no category {category}.")
    if values["sellable"] and values.get("sell_account_id") is None:
        raise IncomeAccountRequired("What is sold needs an income account.")
    if values["purchasable"] and values.get("cost_account_id") is None:
        raise CostAccountRequired("What is bought needs a cost account.")
    if values["type"] != INVENTORY:
        values["inventory_account_id"] = None
    elif values.get("inventory_account_id") is None:
        raise InvalidInput.of("inventory_account_id", "isNotEmpty", "inventoryAccountId is required for inventory")
    check_accounts(named.accounts, values)
    _check_tax(named.taxes, values.get("sell_tax_rate_id"), SellTaxRateNotFound)
    _check_tax(named.taxes, values.get("purchase_tax_rate_id"), PurchaseTaxRateNotFound)


def _check_tax(known: Taxes, id: int | None, refusal: type[DomainError]) -> None:
    if id is not None and known.get(id) is None:
        raise refusal(f"There is no tax rate {id}.")


def _insert(tenant: Tenant, rows: Mapping[int, dict[str, Any]]) -> list[int]:
    """Store new rows, by place; the places of those whose name is taken after all.

    What the database takes for the same name, as ``Café`` and ``Cafe``, only it knows: then row by row.
    """
    if not rows:
        return []
    tenant.mark_changed()
    try:
        with tenant.savepoint():
            _INSERT.write(tenant.connection, list(rows.values()))
        return []
    except IntegrityError:
        places = list(rows)
        if len(places) == 1:
            return places
        half = len(places) // 2
        return [refused for part in (places[:half], places[half:]) for refused in _insert(tenant, {place: rows[place] for place in part})]
