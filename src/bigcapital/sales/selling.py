"""What all documents to customers share: who may be sold to, and what."""

from __future__ import annotations

from bigcapital.accounting import dimensions
from bigcapital.accounting.dimensions import ContactName
from bigcapital.documents.lines import Trade
from bigcapital.errors import DomainError, InvalidInput
from bigcapital.tenancy.tenant import Tenant


class NotSellable(DomainError):
    type = "NOT_SELL_ABLE_ITEMS"


SELLING = Trade(allows=lambda item: item.sellable, refusal=NotSellable, account="sell_account_id")


def customer_of(tenant: Tenant, id: int) -> ContactName:
    """The customer that a document names; it is written in the customer's currency.

    :raises InvalidInput: there is none.
    """
    found = dimensions.contacts(tenant, [id]).get(id)
    if found is None or found.kind != "customer":
        raise InvalidInput.of("customer_id", "isExist", "customerId must be a customer that exists", id)
    return found
