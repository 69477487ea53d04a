"""What documents to customers share in files."""

from __future__ import annotations

from typing import Any

from bigcapital.accounting import dimensions
from bigcapital.contacts.customers.exchanged import CUSTOMER
from bigcapital.errors import InvalidInput
from bigcapital.rest import Given, Taken
from bigcapital.tenancy.tenant import Tenant

TAKEN_CUSTOMER = Taken("customer_id", "Customer", of=CUSTOMER, example="Jane Smith", also=("Customer name",))
TAKEN_CURRENCY = Taken("currency_code", also=("Currency",))
DEPOSIT_CODES = ("DEPOSIT_ACCOUNT_INVALID_TYPE", "DEPOSIT_ACCOUNT_NOT_CURRENT_ASSET", "PAYMENT_ACCOUNT_CURRENCY_INVALID")
GIVEN_CUSTOMER = Given("customer", "Customer", "customer.display_name")


def in_customers_currency(tenant: Tenant, fields: dict[str, Any]) -> None:
    """A document is in its customer's currency: a file that names another means something else.

    :raises InvalidInput: it does.
    """
    said = str(fields.pop("currency_code", "")).strip().upper()
    customer = dimensions.contacts(tenant, [fields.get("customer_id")]).get(fields.get("customer_id") or 0)
    if said and customer is not None and said != customer.currency:
        raise InvalidInput.of("currency_code", "isAllowed", f"currencyCode must be the customer's, {customer.currency}", said)
