"""The base currency is free to change until something is recorded in it. Each feature says what that is for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import literal, select

from bigcapital.accounting.accounts.model import Account
from bigcapital.db import TenantBase
from bigcapital.ledger.accounts import TYPES
from bigcapital.tenancy.tenant import Tenant

MULTI_CURRENCY = tuple(key for key, kind in TYPES.items() if kind.multi_currency)


@dataclass(frozen=True)
class Locking:
    """Rows of one kind that hold the base currency in place; the names are the contract's."""

    model_name: str
    plural_name: str
    exist: Callable[[Tenant], bool]


_LOCKING: dict[str, Locking] = {}


def locks_base_currency(model_name: str, plural_name: str) -> Callable[[Callable[[Tenant], bool]], Callable[[Tenant], bool]]:
    """Register the decorated question "has this organization any?"."""

    def decorate(exist: Callable[[Tenant], bool]) -> Callable[[Tenant], bool]:
        _LOCKING[model_name] = Locking(model_name, plural_name, exist)
        return exist

    return decorate


def any_of(model: type[TenantBase]) -> Callable[[Tenant], bool]:
    """The question for all rows of a model: of documents, drafts too."""
    first = select(literal(1)).select_from(model).limit(1)
    return lambda tenant: tenant.session.scalar(first) is not None


def locking_models(tenant: Tenant) -> list[dict[str, str]]:
    """What holds the base currency in place: nothing, or each kind of row that does."""
    return [{"model_name": each.model_name, "plural_name": each.plural_name} for each in _LOCKING.values() if each.exist(tenant)]


@locks_base_currency("AccountTransaction", "AccountTransactions")
def _recorded(tenant: Tenant) -> bool:
    """Entries, undone ones too."""
    return tenant.head.sequence > 0


@locks_base_currency("Account", "Accounts")
def _own_accounts(tenant: Tenant) -> bool:
    """Accounts of cash, banks and credit cards that somebody made, since they have a currency of their own."""
    made = select(Account.id).where(Account.seeded_at.is_(None), Account.account_type.in_(MULTI_CURRENCY))
    return tenant.session.scalar(made.limit(1)) is not None
