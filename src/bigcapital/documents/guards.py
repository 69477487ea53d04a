"""What commercial documents name stays: answers to those who would delete it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import exists, or_, select

from bigcapital.accounting.accounts.model import Account
from bigcapital.accounting.accounts.operations import AccountInUse
from bigcapital.documents.model import document_lines
from bigcapital.inventory.items.model import Item
from bigcapital.inventory.items.operations import HasTransactions
from bigcapital.rest import guard
from bigcapital.tenancy.tenant import Tenant

_LINES: Any = document_lines.c


@guard("item.delete")
def keep_items(tenant: Tenant, item: Item) -> None:
    """An item that a line names stays, be it a draft's."""
    if tenant.session.scalar(select(exists().where(_LINES.item_id == item.id))):
        raise HasTransactions(f"{item.name} is on documents and cannot be deleted.")


@guard("account.delete")
def keep_accounts(tenant: Tenant, account: Account) -> None:
    """An account that a line moves, or will move, stays."""
    if tenant.session.scalar(select(exists().where(or_(_LINES.sell_account_id == account.id, _LINES.cost_account_id == account.id)))):
        raise AccountInUse("A document has a line on the account.")
