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
        Taken("name", "Account name", unique=True, example="Petty cash"),
        Taken("description", example="Coins in the drawer"),
        Taken("code", "Account code", example="1010"),
        Taken("account_type", "Account type", example="cash", labels=tuple((type.key, type.label) for type in TYPES.values())),
        Taken("active", example="yes"),
        Taken("currency_code", also=("Currency",)),
        Taken("parent_account_id", "Parent account", of=ACCOUNT),
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
