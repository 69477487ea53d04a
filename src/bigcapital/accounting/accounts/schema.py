"""Accounts in JSON."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from bigcapital.rest.listing import ListQuery
from bigcapital.rest.schema import CLEARED, Answer, Body, Currency, FilterMeta, Flag, Id, Integer, LongText, Name, Query, Text

AccountName = Annotated[Name, Field(min_length=3)]
AccountType = Annotated[Name, Field(min_length=3)]


def _code(value: str) -> str:
    if value and not 3 <= len(value) <= 6:
        raise ValueError("must have 3 to 6 characters")
    return value


Code = Annotated[Text, AfterValidator(_code)]  # "" is none


class AccountIn(Body):
    """A new account. Its currency (default: the base currency) and type stay; with a parent, ``active`` is the parent's."""

    name: AccountName
    account_type: AccountType
    code: Code | None = None
    currency_code: Currency | None = None
    description: LongText | None = None
    parent_account_id: Id | None = None
    active: Flag | None = None
    plaid_account_id: Text | None = None
    plaid_item_id: Text | None = None


class AccountEdit(Body):
    """What can be changed of an account. A field that is absent stays as it is; null or "" takes it away."""

    name: AccountName
    account_type: AccountType
    code: Code | None = None
    description: LongText | None = None
    parent_account_id: Annotated[Id | None, CLEARED] = None


class AccountsQuery(ListQuery):
    """The chart as a tree or flat; ``only_inactive`` leaves out what is in use."""

    only_inactive: Flag = False
    structure: Literal["tree", "flat"] = "tree"


class LinesQuery(Query):
    """The newest lines of one account, or of all. ``after``: the last line of the answer before, to go on behind it."""

    account_id: Id | None = None
    limit: Integer = 50
    after: Id | None = None


class AccountOut(Answer):
    """An account. ``amount`` is its balance in its own currency with all its descendants', ``amount_local`` in base currency."""

    id: int
    name: str
    slug: str | None
    code: str | None
    description: str | None
    active: bool
    index: int | None
    predefined: bool
    amount: Decimal | None
    amount_local: Decimal | None = None
    account_type: str
    parent_account_id: int | None
    currency_code: str
    seeded_at: datetime | None
    created_at: datetime | None
    updated_at: datetime | None
    plaid_account_id: str | None
    account_mask: str | None
    bank_balance: Decimal | None
    uncategorized_transactions: int
    is_system_account: bool
    is_feeds_active: bool
    is_syncing_owner: bool
    last_feeds_updated_at: datetime | None
    plaid_item_id: str | None
    account_type_label: str
    account_parent_type: str
    account_root_type: str
    account_normal: str
    account_normal_formatted: str
    is_balance_sheet_account: bool
    is_p_l_sheet: bool
    formatted_amount: str
    formatted_amount_local: str
    flatten_name: str
    bank_balance_formatted: str
    last_feeds_updated_at_formatted: str
    is_feeds_paused: bool


class AccountNode(AccountOut):
    """An account in the tree; ``account_level`` counts from 1 at the top."""

    account_level: int | None = None
    children: list[AccountNode] = []


class AccountsOut(Answer):
    """The chart of accounts."""

    accounts: list[AccountNode]
    filter_meta: FilterMeta


class TypeOut(Answer):
    """A type of account."""

    label: str
    key: str
    normal: str
    parent_type: str
    root_type: str
    multi_currency: bool | None = None
    balance_sheet: bool
    income_sheet: bool


class AccountLineOut(Answer):
    """A line of the ledger on an account: in its own currency and, as ``fc_…``, converted into base currency."""

    date: str
    formatted_date: str
    transaction_type: str
    transaction_id: int
    transaction_type_formatted: str
    transaction_number: str | None
    note: str | None
    credit: Decimal
    debit: Decimal
    formatted_credit: str
    formatted_debit: str
    fc_credit: Decimal
    fc_debit: Decimal
    formatted_fc_credit: str
    formatted_fc_debit: str
