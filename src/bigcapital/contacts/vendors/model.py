"""Vendors: those whom the organization owes."""

from __future__ import annotations

from bigcapital.contacts.model import Contact
from bigcapital.ledger.accounts import PAYABLE, TYPES


class Vendor(Contact):
    """Someone the organization buys from."""

    __mapper_args__ = {"polymorphic_identity": "vendor"}

    SUBJECT = "Vendor"
    CONTROL = TYPES[PAYABLE]
    REFERENCE_TYPE = "VendorOpeningBalance"
    HAS_TRANSACTIONS = "VENDOR_HAS_TRANSACTIONS"
    ALREADY_ACTIVE = "VENDOR_ALREADY_ACTIVE"
    ALREADY_INACTIVE = "VENDOR_ALREADY_INACTIVE"
