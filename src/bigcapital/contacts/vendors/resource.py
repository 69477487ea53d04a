"""``/api/vendors``: those whom the organization owes."""

from __future__ import annotations

from bigcapital.contacts.resource import ContactOfKind, ContactsOfKind, OpeningBalance, listing
from bigcapital.contacts.vendors.exchanged import EXCHANGED
from bigcapital.contacts.vendors.model import Vendor
from bigcapital.contacts.vendors.schema import VendorEdit, VendorIn, VendorOut, VendorsOut
from bigcapital.rest import BulkDelete, collection


class VendorItem(ContactOfKind):
    """One vendor."""


@collection("vendors", item=VendorItem, subject="Vendor", traits=(BulkDelete(status=201), OpeningBalance()))
class Vendors(ContactsOfKind):
    """Those whom the organization buys from."""

    resource = "Vendor"
    model = Vendor
    create_schema, edit_schema = VendorIn, VendorEdit
    list_answer = VendorsOut
    show_answer = create_answer = edit_answer = VendorOut
    listing = listing("vendors")
    exchanged = EXCHANGED
