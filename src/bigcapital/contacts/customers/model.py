"""Customers: those who owe the organization."""

from __future__ import annotations

from bigcapital.contacts.model import Contact
from bigcapital.ledger.accounts import RECEIVABLE, TYPES


class Customer(Contact):
    """Someone the organization sells to. ``contact_type``: business or individual."""

    __mapper_args__ = {"polymorphic_identity": "customer"}

    SUBJECT = "Customer"
    CONTROL = TYPES[RECEIVABLE]
    REFERENCE_TYPE = "CustomerOpeningBalance"
    HAS_TRANSACTIONS = "CUSTOMER_HAS_TRANSACTIONS"
    ALREADY_ACTIVE = "CUSTOMER_ALREADY_ACTIVE"
    ALREADY_INACTIVE = "CUSTOMER_ALREADY_INACTIVE"
