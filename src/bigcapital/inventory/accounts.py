"""The accounts that items and categories name: of income, of costs, and of goods in stock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bigcapital.accounting.accounts.chart import Chart, Known
from bigcapital.errors import DomainError


class AccountRefused(DomainError):
    """An account is not there, or is of another type than its place needs; the code says which."""


# By field: what the account must be, and the codes when it is not, or is not there; spelling is the contract's.
_RULES = (
    ("cost_account_id", "COST_ACCOUNT_NOT_COGS", "COST_ACCOUNT_NOT_FOUMD", "The cost account must be one of expenses."),
    ("sell_account_id", "SELL_ACCOUNT_NOT_INCOME", "SELL_ACCOUNT_NOT_FOUND", "The income account must be one of income."),
    (
        "inventory_account_id",
        "INVENTORY_ACCOUNT_NOT_INVENTORY",
        "INVENTORY_ACCOUNT_NOT_FOUND",
        "The inventory account must be one of inventory.",
    ),
)
FIELDS = tuple(field for field, *_ in _RULES)


def check_accounts(accounts: Chart, values: Mapping[str, Any]) -> None:
    """Raises ``AccountRefused`` for the first of the accounts in ``values`` (by ``FIELDS``) that may not stand in its place."""
    for field, of_other_type, not_found, sentence in _RULES:
        id = values.get(field)
        if id is None:
            continue
        found = accounts.get(id)
        if found is None:
            raise AccountRefused(f"There is no account {id}.", type=not_found)
        if not _fits(field, found):
            raise AccountRefused(sentence, type=of_other_type)


def _fits(field: str, account: Known) -> bool:
    if field == "inventory_account_id":
        return account.account_type == "inventory"
    return account.type.parent == ("income" if field == "sell_account_id" else "expense")
