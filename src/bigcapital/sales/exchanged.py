"""What documents to customers share in files."""

from __future__ import annotations

from bigcapital.contacts.customers.exchanged import CUSTOMER
from bigcapital.documents.exchanged import in_currency_of
from bigcapital.rest import Given, Taken

TAKEN_CUSTOMER = Taken("customer_id", "Customer", of=CUSTOMER, example="Jane Smith", also=("Customer name",))
DEPOSIT_CODES = ("DEPOSIT_ACCOUNT_INVALID_TYPE", "DEPOSIT_ACCOUNT_NOT_CURRENT_ASSET", "PAYMENT_ACCOUNT_CURRENCY_INVALID")
GIVEN_CUSTOMER = Given("customer", "Customer", "customer.display_name")
IN_CUSTOMERS_CURRENCY = in_currency_of("customer")
