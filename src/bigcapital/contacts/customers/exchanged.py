"""Customers in files."""

from __future__ import annotations

from bigcapital.contacts.customers.model import Customer
from bigcapital.contacts.exchanged import exchanged, named
from bigcapital.rest import Given, Taken

CUSTOMER = named(Customer, "Customer")
EXCHANGED = exchanged(
    "Customers",
    Customer,
    (Taken("customer_type", "Customer type", example="business", labels=(("business", "Business"), ("individual", "Individual"))),),
    (Given("customer_type", "Customer type", "formatted_customer_type"),),
)
