"""The books that the sample company is written into: what its deeds name, by their names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from sqlalchemy import select

from bigcapital.accounting.accounts.chart import chart, receivable
from bigcapital.accounting.accounts.model import Account
from bigcapital.contacts import operations as contacts
from bigcapital.contacts.customers.model import Customer
from bigcapital.contacts.customers.schema import CustomerIn
from bigcapital.contacts.model import Contact
from bigcapital.contacts.vendors.model import Vendor
from bigcapital.contacts.vendors.schema import VendorIn
from bigcapital.documents.schema import LineIn
from bigcapital.inventory.items import operations as inventory
from bigcapital.inventory.items.model import Item
from bigcapital.inventory.items.schema import ItemIn
from bigcapital.sample.company import ABROAD, COUNTER, CUSTOMERS, GOODS, OPENING, PEOPLE, PRICES, VENDORS, Sold, month_of
from bigcapital.sample.words import described
from bigcapital.tenancy.tenant import Tenant


class Deed(Protocol):
    """Something that the company did on a day, which knows how it is written down."""

    @property
    def day(self) -> date: ...

    def write(self, books: Books) -> None: ...


@dataclass(frozen=True, slots=True)
class Books:
    """``documents``: the ids of what is written already, by the names that deeds give them."""

    tenant: Tenant
    accounts: dict[str, int]
    contacts: dict[str, int]
    items: dict[str, int]
    documents: dict[str, int] = field(default_factory=dict)

    @classmethod
    def open(cls, tenant: Tenant) -> Books:
        """Those that ``found`` has begun."""
        accounts, people, items = (
            {name: id for name, id in tenant.session.execute(select(column, kind.id)) if name}
            for kind, column in ((Account, Account.slug), (Contact, Contact.display_name), (Item, Item.name))
        )
        shown = {name: described(name, tenant.record.language) for name in (*PEOPLE, *PRICES)}
        return cls(tenant, accounts, {name: people[shown[name]] for name in PEOPLE}, {name: items[shown[name]] for name in PRICES})

    def says(self, english: str) -> str:
        """A text in the organization's language."""
        return described(english, self.tenant.record.language)

    def lines(self, sold: Sold) -> list[LineIn]:
        """What was sold, at its price."""
        return [LineIn(item_id=self.items[item], quantity=Decimal(quantity), rate=Decimal(PRICES[item])) for item, quantity in sold]


def rate_on(day: date) -> Decimal:
    """What the customer abroad's currency is worth on a day; of no use to the others."""
    return Decimal(108 + day.month) / 100


def found(tenant: Tenant) -> None:
    """Customers, vendors and items, in a unit of work of their own: what it changes of them, it reads afresh each time.

    What is owed from before is owed on the first day of the year.
    """
    first = month_of(tenant.today(), 0)
    base, language = tenant.base_currency, tenant.record.language
    abroad = "USD" if base == "EUR" else "EUR"
    for name in (*CUSTOMERS, ABROAD, COUNTER):
        customer = CustomerIn(
            customer_type="individual" if name == COUNTER else "business",
            display_name=described(name, language),
            company_name=None if name == COUNTER else f"{name} Ltd",
            email=None if name == COUNTER else f"office@{name.split()[0].lower()}.example",
            currency_code=abroad if name == ABROAD else base,
            opening_balance=Decimal(OPENING.get(name, 0)),
            opening_balance_at=first,
            opening_balance_exchange_rate=rate_on(first),
        )
        contacts.create(tenant, Customer, customer)
    for name in VENDORS:
        owed = Decimal(OPENING.get(name, 0))
        contacts.create(tenant, Vendor, VendorIn(display_name=name, currency_code=base, opening_balance=owed, opening_balance_at=first))
    receivable(tenant, abroad)
    slugs = {account.slug: account.id for account in chart(tenant).accounts.values()}
    inventory.create_all(
        tenant,
        [
            ItemIn(
                name=described(name, language),
                type="non-inventory" if name in GOODS else "service",
                sellable=True,
                sell_price=Decimal(price),
                sell_account_id=slugs["sales-of-product-income" if name in GOODS else "sales-of-service-income"],
            )
            for name, price in PRICES.items()
        ],
    )
