"""Receipts in files."""

from __future__ import annotations

from bigcapital.accounting.named import ACCOUNT
from bigcapital.documents.exchanged import GIVEN_HEADER, GIVEN_LINES, TAKEN_CURRENCY, TAKEN_HEADER, TAKEN_LINES
from bigcapital.rest import Exchanged, Given, Taken
from bigcapital.sales.exchanged import DEPOSIT_CODES, GIVEN_CUSTOMER, IN_CUSTOMERS_CURRENCY, TAKEN_CUSTOMER
from bigcapital.sales.receipts import operations

EXCHANGED = Exchanged(
    "Receipts",
    add=operations.create,
    group="receipt_number",
    fit=IN_CUSTOMERS_CURRENCY,
    takes=(
        Taken("receipt_date", also=("Date",), codes=("TRANSACTIONS_DATE_LOCKED",)),
        TAKEN_CUSTOMER,
        Taken("deposit_account_id", "Deposit account", of=ACCOUNT, example="Bank Account", codes=DEPOSIT_CODES),
        TAKEN_CURRENCY,
        Taken(
            "receipt_number",
            example="REC-00001",
            also=("Number", "Receipt no"),
            codes=("SALE_RECEIPT_NUMBER_NOT_UNIQUE", "SALE_RECEIPT_NO_IS_REQUIRED"),
        ),
        Taken("reference_no", also=("Reference",)),
        Taken("closed", example="yes"),
        Taken("statement"),
        Taken("receipt_message"),
        *TAKEN_HEADER,
        *TAKEN_LINES,
    ),
    gives=(
        Given("deposit_account", "Deposit account", "deposit_account.name"),
        GIVEN_CUSTOMER,
        Given("receipt_date", path="formatted_receipt_date", raw="receipt_date"),
        Given("receipt_number"),
        Given("reference_no"),
        Given("receipt_message", printed=False),
        Given("amount", path="formatted_amount", raw="amount"),
        *GIVEN_HEADER,
        Given("statement", printed=False),
        Given("closed", path="is_closed", printed=False),
        *GIVEN_LINES,
        Given("created_at", path="formatted_created_at", raw="created_at", printed=False),
    ),
)
