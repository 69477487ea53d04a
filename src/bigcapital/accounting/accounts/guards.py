"""What names an account keeps it: each feature says which columns of its rows do."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, exists, or_, select

from bigcapital.accounting.accounts.model import Account
from bigcapital.accounting.accounts.operations import AccountInUse
from bigcapital.rest import guards
from bigcapital.tenancy.tenant import Tenant


def keeps_accounts(refusal: str, *columns: Any) -> None:
    """An account that one of these columns names cannot be deleted, though nothing be posted: ``refusal`` says why. One statement."""
    named = select(or_(*(exists().where(column == bindparam("id")) for column in columns)))

    def keep(tenant: Tenant, account: Account) -> None:
        if tenant.session.scalar(named, {"id": account.id}):
            raise AccountInUse(refusal)

    guards.register("account.delete", keep)
