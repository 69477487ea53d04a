"""Accounts in files."""

from __future__ import annotations

from bigcapital.accounting.accounts import operations
from bigcapital.accounting.named import ACCOUNT
from bigcapital.ledger.accounts import TYPES
from bigcapital.rest import Exchanged, Given, Taken

EXCHANGED = Exchanged(
    "Accounts",
    add=operations.create,
    takes=(
        Taken("name", "Account name", unique=True, example="Petty cash", codes=("account_name_not_unqiue",)),
        Taken("description", example="Coins in the drawer"),
        Taken("code", "Account code", example="1010", codes=("account_code_not_unique",)),
        Taken(
            "account_type",
            "Account type",
            example="cash",
            labels=tuple((type.key, type.label) for type in TYPES.values()),
            codes=("account_type_not_found",),
        ),
        Taken("active", example="yes"),
        Taken(
            "currency_code",
            also=("Currency",),
            codes=("ACCOUNT_TYPE_NOT_SUPPORTS_MULTI_CURRENCY", "ACCOUNT_CURRENCY_NOT_SAME_PARENT_ACCOUNT"),
        ),
        Taken(
            "parent_account_id",
            "Parent account",
            of=ACCOUNT,
            codes=("parent_has_different_type", "PARENT_ACCOUNT_EXCEEDED_THE_DEPTH_LEVEL"),
        ),
    ),
    gives=(
        Given("name", "Account name"),
        Given("code", "Account code"),
        Given("root_type", "Root type", "account_root_type"),
        Given("account_type", "Account type", "account_type_label"),
        Given("account_normal", "Account normal", "account_normal_formatted"),
        Given("currency_code"),
        Given("bank_balance", path="bank_balance_formatted", raw="bank_balance"),
        Given("balance", path="formatted_amount", raw="amount"),
        Given("parent_account", "Parent account", printed=False),
        Given("description"),
        Given("active"),
        Given("created_at", raw="created_at", printed=False),
    ),
)
