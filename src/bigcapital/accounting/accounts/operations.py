"""What one can do to accounts: create, edit, delete, activate; and the rules of the chart."""

from __future__ import annotations

import re
from collections.abc import Collection

from sqlalchemy import update

from bigcapital.accounting import books
from bigcapital.accounting.accounts.chart import Chart, chart
from bigcapital.accounting.accounts.model import Account
from bigcapital.accounting.accounts.schema import AccountEdit, AccountIn
from bigcapital.accounting.currencies.operations import check_code
from bigcapital.accounting.settings import operations as settings
from bigcapital.errors import DomainError, InvalidInput
from bigcapital.ledger.accounts import TYPES
from bigcapital.tenancy.tenant import Tenant

DEEPEST = 5  # ancestors of an account that may still take a child: one less


class AccountNameNotUnique(DomainError):
    type = "account_name_not_unqiue"


class AccountCodeNotUnique(DomainError):
    type = "account_code_not_unique"


class AccountTypeNotFound(DomainError):
    type = "account_type_not_found"


class AccountTypeStays(DomainError):
    type = "account_type_not_allowed_to_changed"


class ParentNotFound(DomainError):
    type = "parent_account_not_found"


class ParentOfOtherType(DomainError):
    type = "parent_has_different_type"


class ParentOfOtherCurrency(DomainError):
    type = "ACCOUNT_CURRENCY_NOT_SAME_PARENT_ACCOUNT"


class ParentTooDeep(DomainError):
    type = "PARENT_ACCOUNT_EXCEEDED_THE_DEPTH_LEVEL"


class TypeInOneCurrency(DomainError):
    type = "ACCOUNT_TYPE_NOT_SUPPORTS_MULTI_CURRENCY"


class AccountPredefined(DomainError):
    type = "account_predefined"


class AccountInUse(DomainError):
    type = "account_has_associated_transactions"


class AccountNotFound(DomainError):
    type = "account_not_found"
    status = 404


def create(tenant: Tenant, data: AccountIn) -> Account:
    """Open an account. Its currency and its type are for good.

    :raises DomainError: a rule of the chart refuses it; nothing is written.
    """
    known = chart(tenant)
    type = TYPES.get(data.account_type)
    if type is None:
        raise AccountTypeNotFound(f"There is no type of account {data.account_type!r}.")
    currency = data.currency_code or tenant.base_currency
    check_code(currency)
    _check_code_required(tenant, data.code)
    _check_unique(tenant, known, data.name, data.code)
    if currency != tenant.base_currency and not type.multi_currency:
        raise TypeInOneCurrency("Only cash, bank and credit card accounts can be held in another currency.")
    active = data.active if data.active is not None else True
    if data.parent_account_id is not None:
        _check_parent(known, data.parent_account_id, data.account_type, currency)
        if len(known.ancestors(data.parent_account_id)) >= DEEPEST:
            raise ParentTooDeep("The parent account is nested too deeply.")
        active = known[data.parent_account_id].active
    row = Account(
        name=data.name,
        slug=slug_of(data.name),
        code=data.code or None,
        description=data.description,
        account_type=data.account_type,
        parent_account_id=data.parent_account_id,
        currency_code=currency,
        active=active,
        plaid_account_id=data.plaid_account_id,
        plaid_item_id=data.plaid_item_id,
        is_syncing_owner=bool(data.plaid_account_id or data.plaid_item_id),
    )
    tenant.session.add(row)
    tenant.session.flush()
    tenant.bump_metadata()
    return row


def edit(tenant: Tenant, row: Account, data: AccountEdit) -> Account:
    """Rename an account, describe it, put it elsewhere. What ``data`` does not mention stays.

    :raises DomainError: a rule of the chart refuses it.
    """
    if data.account_type != row.account_type:
        raise AccountTypeStays("The type of an account cannot be changed.")
    given, known = data.model_fields_set, chart(tenant)
    code = (data.code or None) if "code" in given else row.code
    parent = data.parent_account_id if "parent_account_id" in given else row.parent_account_id
    _check_code_required(tenant, code)
    _check_unique(tenant, known, data.name, code, row.id)
    if parent is not None and parent != row.parent_account_id:
        if parent == row.id or parent in known.descendants(row.id):
            raise ParentNotFound("An account cannot stand below itself.")
        _check_parent(known, parent, row.account_type, row.currency_code)
    row.name, row.code, row.parent_account_id = data.name, code, parent
    if "description" in given:
        row.description = data.description
    tenant.session.flush()
    tenant.bump_metadata()
    return row


def check_deletable(tenant: Tenant, row: Account) -> None:
    """Raises unless the chart and the books can do without the account; other features are asked by whoever deletes."""
    if row.predefined:
        raise AccountPredefined("The account is one that the product posts to by itself: it cannot be deleted.")
    if books.has_lines(tenant, [row.id]):
        raise AccountInUse("The account has entries in the ledger.")


def delete(tenant: Tenant, row: Account) -> None:
    """Close an account that nothing refers to; its children move to the top."""
    check_deletable(tenant, row)
    tenant.session.execute(update(Account).where(Account.parent_account_id == row.id).values(parent_account_id=None))
    tenant.session.delete(row)
    tenant.session.flush()
    tenant.bump_metadata()


def set_active(tenant: Tenant, row: Account, active: bool) -> None:
    """Offer the account and all below it, or no longer."""
    ids: Collection[int] = [row.id, *chart(tenant).descendants(row.id)]
    tenant.session.execute(update(Account).where(Account.id.in_(ids)).values(active=active))
    tenant.bump_metadata()


def slug_of(name: str) -> str:
    """``Owner's Equity`` → ``owners-equity``."""
    return "-".join(re.findall(r"\w+", name.replace("'", "").replace("’", "").replace("_", " ").lower()))


def _check_unique(tenant: Tenant, known: Chart, name: str, code: str | None, id: int | None = None) -> None:
    """Names in any case of letters: they would look the same in a list."""
    folded = name.casefold()
    if any(one.name.casefold() == folded and one.id != id for one in known):
        raise AccountNameNotUnique("Another account has this name.")
    if code and settings.value(tenant, "accounts", "account_code_unique"):
        if any(one.code == code and one.id != id for one in known):
            raise AccountCodeNotUnique("Another account has this code.")


def _check_code_required(tenant: Tenant, code: str | None) -> None:
    if not code and settings.value(tenant, "accounts", "account_code_required"):
        raise InvalidInput.of("code", "isNotEmpty", "code should not be empty")


def _check_parent(known: Chart, parent: int, type: str, currency: str) -> None:
    found = known.get(parent)
    if found is None:
        raise ParentNotFound("There is no such parent account.")
    if found.account_type != type:
        raise ParentOfOtherType("The parent account is of another type.")
    if found.currency_code != currency:
        raise ParentOfOtherCurrency("The parent account is held in another currency.")
