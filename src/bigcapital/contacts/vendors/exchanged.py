"""Vendors in files."""

from __future__ import annotations

from bigcapital.contacts.exchanged import exchanged, named
from bigcapital.contacts.vendors.model import Vendor

VENDOR = named(Vendor, "Vendor")
EXCHANGED = exchanged("Vendors", Vendor)
