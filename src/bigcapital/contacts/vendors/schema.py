"""Vendors in JSON."""

from __future__ import annotations

from bigcapital.contacts.schema import ContactEdit, ContactIn, ContactOut
from bigcapital.rest.schema import Page


class VendorEdit(ContactEdit):
    """What can be changed of a vendor. A field that is absent stays as it is; null or "" takes it away."""


class VendorIn(ContactIn):
    """A new vendor, perhaps with what it was owed when the books began. Its currency (default: the base currency) stays."""


class VendorOut(ContactOut):
    """A vendor."""


class VendorsOut(Page):
    """A page of vendors."""

    vendors: list[VendorOut]
