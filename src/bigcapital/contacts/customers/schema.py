"""Customers in JSON."""

from __future__ import annotations

from typing import Any, Literal

from bigcapital.contacts.schema import ContactEdit, ContactIn, ContactOut
from bigcapital.rest.schema import Currency, Name, Page

CustomerType = Literal["business", "individual"]


class CustomerEdit(ContactEdit):
    """What can be changed of a customer. A field that is absent stays as it is; null or "" takes it away."""

    display_name: Name
    customer_type: CustomerType

    def details(self) -> dict[str, Any]:
        return super().details() | {"contact_type": self.customer_type}


class CustomerIn(CustomerEdit, ContactIn):
    """A new customer, perhaps with what it owed when the books began. The currency stays."""

    currency_code: Currency


class CustomerOut(ContactOut):
    """A customer."""

    contact_type: str
    customer_type: str
    formatted_customer_type: str


class CustomersOut(Page):
    """A page of customers."""

    customers: list[CustomerOut]
