"""The chart of accounts as postings need it: what each account is, without asking the database again.

Balances are not here. Whoever writes an account calls ``tenant.bump_metadata()``; the next ``chart`` is then a new one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select

from bigcapital.accounting.accounts.model import Account
from bigcapital.accounting.accounts.standard import BY_SLUG
from bigcapital.accounting.accounts.words import translated
from bigcapital.accounting.currencies.model import Currency
from bigcapital.accounting.remembered import remembered
from bigcapital.errors import DomainError
from bigcapital.ledger.accounts import PAYABLE, RECEIVABLE, TYPES, AccountType
from bigcapital.tenancy.tenant import Tenant

_ACCOUNTS: Any = Account.__table__
_CURRENCIES: Any = Currency.__table__
_READ = (
    select(_ACCOUNTS, _CURRENCIES.c.currency_sign)
    .select_from(_ACCOUNTS.outerjoin(_CURRENCIES, _CURRENCIES.c.currency_code == _ACCOUNTS.c.currency_code))
    .order_by(_ACCOUNTS.c.id)
)


class AccountMissing(DomainError):
    """The organization has deleted an account that this needs."""

    type = "account_not_found"


class Known:
    """One account: its columns as attributes, and the places of it in the chart."""

    __slots__ = ("account_type", "active", "code", "currency_code", "id", "name", "parent_account_id", "row", "shown", "slug", "type")

    def __init__(self, row: Mapping[Any, Any]):
        self.row = dict(row)
        self.shown: dict[str | None, dict[str, Any]] = {}  # as it goes out, by language, once somebody asked
        self.id: int = row["id"]
        self.name: str = row["name"]
        self.code: str | None = row["code"]
        self.slug: str | None = row["slug"]
        self.account_type: str = row["account_type"]
        self.type: AccountType = TYPES[self.account_type]
        self.currency_code: str = row["currency_code"]
        self.parent_account_id: int | None = row["parent_account_id"]
        self.active: bool = row["active"]


class Chart:
    """All accounts of a tenant at one moment."""

    def __init__(self, rows: Iterable[Mapping[Any, Any]]):
        self.accounts: dict[int, Known] = {row["id"]: Known(row) for row in rows}
        self.children: dict[int | None, list[int]] = defaultdict(list)
        for one in self.accounts.values():
            self.children[one.parent_account_id].append(one.id)
        self.signs: dict[str, str] = {  # of the currencies that accounts are held in
            one.currency_code: sign for one in self.accounts.values() if (sign := one.row.get("currency_sign"))
        }

    def __contains__(self, id: int) -> bool:
        return id in self.accounts

    def __getitem__(self, id: int) -> Known:
        return self.accounts[id]

    def __iter__(self) -> Iterator[Known]:
        return iter(self.accounts.values())

    def get(self, id: int) -> Known | None:
        """The account of this id, or none."""
        return self.accounts.get(id)

    def missing(self, ids: Iterable[int]) -> list[int]:
        """Those of ``ids`` that are no account."""
        return sorted({id for id in ids if id not in self.accounts})

    def ancestors(self, id: int) -> list[Known]:
        """Its parent, the parent's parent and so on, nearest first."""
        found: list[Known] = []
        one = self.accounts.get(self.accounts[id].parent_account_id or 0)
        while one is not None:
            found.append(one)
            one = self.accounts.get(one.parent_account_id or 0)
        return found

    def descendants(self, id: int) -> list[int]:
        """Ids of its children, their children and so on."""
        found = list(self.children.get(id, ()))
        for child in found:  # grows while it is read
            found.extend(self.children.get(child, ()))
        return found

    def flatten_name(self, id: int) -> str:
        """Its name with those above it: ``Bank: Savings``."""
        return ": ".join([*(one.name for one in reversed(self.ancestors(id))), self.accounts[id].name])

    def find(self, *, slug: str | None = None, type: str | None = None, currency: str | None = None) -> Known | None:
        """The oldest account that is all of what is given."""
        for one in self.accounts.values():
            if slug in (None, one.slug) and type in (None, one.account_type) and currency in (None, one.currency_code):
                return one
        return None


def chart(tenant: Tenant) -> Chart:
    """The tenant's accounts as this unit of work sees them."""
    return remembered(tenant, "chart", lambda tenant: Chart(tenant.session.execute(_READ).mappings()))


# --- accounts that the product posts to by itself: found, or made when they are missing ---


def receivable(tenant: Tenant, currency: str) -> Known:
    """Where customers' debts in ``currency`` stand."""
    return control(tenant, TYPES[RECEIVABLE], currency)


def payable(tenant: Tenant, currency: str) -> Known:
    """Where debts to vendors in ``currency`` stand."""
    return control(tenant, TYPES[PAYABLE], currency)


def control(tenant: Tenant, type: AccountType, currency: str) -> Known:
    """Where debts of contacts in ``currency`` stand, by the type of such accounts; made if there is none."""
    found = chart(tenant).find(type=type.key, currency=currency)
    if found is not None:
        return found
    name = f"{translated(type.label, tenant.record.language)} – {currency}"
    return _add(tenant, name=name, account_type=type.key, currency_code=currency, active=True)


def money_account(
    tenant: Tenant,
    id: int,
    types: Collection[str],
    currency: str,
    *,
    not_found: type[DomainError],
    wrong_type: type[DomainError],
    other_currency: type[DomainError],
) -> Known:
    """The account, of one of these types, that money in ``currency`` comes to, or leaves.

    :raises DomainError: there is none, it is of no such type, or held in a third currency.
    """
    account = chart(tenant).get(id)
    if account is None:
        raise not_found(f"There is no account {id}.")
    if account.account_type not in types:
        raise wrong_type(f"{account.name} is no account for this.")
    if account.currency_code not in (currency, tenant.base_currency):
        raise other_currency(f"The account must be held in {currency} or in the base currency.")
    return account


def system_account(tenant: Tenant, slug: str) -> Known:
    """The account that the product knows as ``slug``; made again if the organization has none.

    :raises AccountMissing: exchange gains and losses have no account, and nobody may guess one.
    """
    currency = None if slug == "tax-payable" else tenant.base_currency
    found = chart(tenant).find(slug=slug, currency=currency)
    if found is not None:
        return found
    if slug == "exchange-grain-loss":
        raise AccountMissing("There is no account for exchange gains and losses.")
    return _add(tenant, **BY_SLUG[slug].row(tenant.base_currency, tenant.record.language))


def _add(tenant: Tenant, **values: Any) -> Known:
    made = Account(**values)
    tenant.session.add(made)
    tenant.session.flush()
    tenant.bump_metadata()
    return chart(tenant)[made.id]
