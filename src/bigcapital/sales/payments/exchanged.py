"""Payments received in files: a row for each invoice that is paid."""

from __future__ import annotations

from bigcapital.accounting.named import ACCOUNT, GIVEN_BRANCH, TAKEN_BRANCH
from bigcapital.documents.exchanged import TAKEN_CURRENCY
from bigcapital.rest import Exchanged, Given, Taken
from bigcapital.sales.exchanged import DEPOSIT_CODES, GIVEN_CUSTOMER, IN_CUSTOMERS_CURRENCY, TAKEN_CUSTOMER
from bigcapital.sales.invoices.exchanged import INVOICE
from bigcapital.sales.payments import operations

EXCHANGED = Exchanged(
    "Payments received",
    add=operations.create,
    group="payment_receive_no",
    fit=IN_CUSTOMERS_CURRENCY,
    takes=(
        TAKEN_CUSTOMER,
        TAKEN_CURRENCY,
        Taken("exchange_rate"),
        Taken("payment_date", also=("Date",), codes=("TRANSACTIONS_DATE_LOCKED",)),
        Taken("reference_no", also=("Reference",)),
        Taken("deposit_account_id", "Deposit account", of=ACCOUNT, example="Bank Account", codes=DEPOSIT_CODES),
        Taken(
            "payment_receive_no",
            "Payment number",
            example="PAY-00001",
            also=("Number", "Payment no"),
            codes=("PAYMENT_RECEIVE_NO_EXISTS", "PAYMENT_RECEIVE_NO_REQUIRED"),
        ),
        Taken("statement"),
        Taken("amount"),
        Taken("bank_fee_amount", "Bank fee"),
        Taken("bank_fee_account_id", "Bank fee account", of=ACCOUNT, codes=("BANK_FEE_ACCOUNT_INVALID_TYPE",)),
        TAKEN_BRANCH,
        Taken(
            "entries.invoice_id",
            "Invoice number",
            of=INVOICE,
            example="INV-00001",
            also=("Invoice",),
            codes=("INVOICES_NOT_DELIVERED_YET", "INVOICES_IDS_NOT_FOUND"),
        ),
        Taken("entries.payment_amount", "Payment amount", example="100", also=("Paid amount",), codes=("INVALID_PAYMENT_AMOUNT",)),
    ),
    gives=(
        GIVEN_CUSTOMER,
        Given("payment_date", path="formatted_payment_date", raw="payment_date"),
        Given("amount", path="formatted_amount", raw="amount"),
        Given("exchange_rate", raw="exchange_rate", printed=False),
        Given("currency_code", printed=False),
        Given("reference_no"),
        Given("deposit_account", "Deposit account", "deposit_account.name"),
        Given("payment_receive_no", "Payment number"),
        Given("statement", printed=False),
        Given("bank_fee_amount", "Bank fee", raw="bank_fee_amount", printed=False),
        Given("entries.invoice_date", "Invoice date", "invoice.invoice_date_formatted", "invoice.invoice_date"),
        Given("entries.invoice_no", "Invoice number", "invoice.invoice_no"),
        Given("entries.invoice_reference_no", "Invoice reference", "invoice.reference_no"),
        Given("entries.invoice_amount", "Invoice amount", "invoice.total_formatted", "invoice.total"),
        Given("entries.payment_amount", "Payment amount", "payment_amount_formatted", "payment_amount"),
        Given("created_at", path="formatted_created_at", raw="created_at", printed=False),
        GIVEN_BRANCH,
    ),
)
