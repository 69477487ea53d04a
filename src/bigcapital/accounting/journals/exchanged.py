"""Manual journals in files: a row for each line."""

from __future__ import annotations

from bigcapital.accounting.journals import operations
from bigcapital.accounting.named import ACCOUNT, CONTACT, GIVEN_BRANCH, TAKEN_BRANCH
from bigcapital.rest import Exchanged, Given, Taken

EXCHANGED = Exchanged(
    "Manual journals",
    add=operations.create,
    group="journal_number",
    takes=(
        Taken("date", codes=("TRANSACTIONS_DATE_LOCKED",)),
        Taken("journal_number", required=True, example="J-00001", codes=("journal_number_exists",)),
        Taken("reference", example="Opening"),
        Taken("journal_type"),
        Taken("currency_code", also=("Currency",)),
        Taken("exchange_rate", wire="exchange_rate"),
        Taken("description"),
        Taken("publish", example="yes"),
        TAKEN_BRANCH,
        Taken("entries.credit", example="100"),
        Taken("entries.debit", codes=("credit_debit_not_equal", "credit_debit_not_equal_zero")),
        Taken("entries.account_id", "Account", of=ACCOUNT, example="Petty Cash"),
        Taken("entries.contact_id", "Contact", of=CONTACT, wire="contact", codes=("ENTRIES_SHOULD_ASSIGN_WITH_CONTACT",)),
        Taken("entries.note"),
    ),
    gives=(
        Given("date", path="formatted_date", raw="date"),
        Given("journal_number"),
        Given("reference"),
        Given("journal_type"),
        Given("amount", path="formatted_amount", raw="amount"),
        Given("currency_code", printed=False),
        Given("exchange_rate", raw="exchange_rate", printed=False),
        Given("description"),
        Given("publish", path="is_published", printed=False),
        GIVEN_BRANCH,
        Given("entries.credit", raw="credit", money=True),
        Given("entries.debit", raw="debit", money=True),
        Given("entries.account", "Account", "account.name"),
        Given("entries.contact", "Contact", "contact.display_name"),
        Given("entries.note"),
        Given("created_at", path="formatted_created_at", raw="created_at", printed=False),
    ),
)
