"""``/api/customers``: those who owe the organization."""

from __future__ import annotations

from typing import Any

from bigcapital.contacts.customers.exchanged import EXCHANGED
from bigcapital.contacts.customers.model import Customer
from bigcapital.contacts.customers.schema import CustomerEdit, CustomerIn, CustomerOut, CustomersOut
from bigcapital.contacts.model import Contact
from bigcapital.contacts.resource import ContactOfKind, ContactsOfKind, OpeningBalance, listing
from bigcapital.contacts.words import translated
from bigcapital.rest import BulkDelete, collection


class CustomerItem(ContactOfKind):
    """One customer."""


@collection("customers", item=CustomerItem, subject="Customer", traits=(BulkDelete(status=201), OpeningBalance()))
class Customers(ContactsOfKind):
    """Those whom the organization sells to."""

    resource = "Customer"
    model = Customer
    create_schema, edit_schema = CustomerIn, CustomerEdit
    list_answer = CustomersOut
    show_answer = create_answer = edit_answer = CustomerOut
    listing = listing("customers")
    exchanged = EXCHANGED

    def present(self, rows: list[Contact]) -> list[dict[str, Any]]:
        """Customers with their balances and types."""
        language = self.tenant.language
        return [
            one | {"customer_type": kind, "formatted_customer_type": translated(str(kind or "").capitalize(), language)}
            for one in super().present(rows)
            for kind in (one["contact_type"],)
        ]
