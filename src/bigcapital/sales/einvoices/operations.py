"""An invoice or a credit note as an e-invoice: what it names is gathered, and what it lacks is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from bigcapital.accounting.settings.operations import value
from bigcapital.accounting.taxes.rates import taxes
from bigcapital.contacts.customers.model import Customer
from bigcapital.contacts.model import Contact as CustomerRow
from bigcapital.documents.lines import lines_of
from bigcapital.errors import DomainError
from bigcapital.inventory.items.known import items
from bigcapital.pdf import Embedded
from bigcapital.sales.einvoices import facturx, ubl
from bigcapital.sales.einvoices.codes import country_of, identifier, tax_number_of, text
from bigcapital.sales.einvoices.mapping import Around, Own, einvoice_of
from bigcapital.sales.einvoices.rules import Format, lacks
from bigcapital.sales.einvoices.terms import Address, Contact, EInvoice, Party
from bigcapital.sales.einvoices.words import say
from bigcapital.sales.model import Sale
from bigcapital.tenancy.tenant import Tenant

GROUP = "e_invoices"  # of settings
_ADDRESS = ("address_1", "address_2", "city", "postal_code", "state_province")
OwnOf = Callable[[Tenant, Any], Own]


class Incomplete(DomainError):
    """It is no valid e-invoice; ``payload`` says what it lacks, and where that is filled in."""

    type = "E_INVOICE_INCOMPLETE"


def terms_of(tenant: Tenant, document: Sale, own: OwnOf) -> EInvoice:
    """A document in the terms of EN 16931; what it lacks is missing in them. Three statements, however long it is."""
    lines = lines_of(tenant, type(document), [document.id])[document.id]
    customer = tenant.session.get_one(Customer, document.customer_id)
    iban, bic = (re.sub(r"\s", "", _setting(tenant, key)).upper() for key in ("iban", "bic"))
    around = Around(
        seller=_seller(tenant),
        buyer=_buyer(customer),
        base_currency=tenant.base_currency,
        taxes=taxes(tenant).by_id,
        items=items(tenant, {line.item_id for line in lines}),
        buyer_reference=text(customer.buyer_reference),
        deliver_to=_address(customer, "shipping") if customer.shipping_address_country else None,
        iban=iban,
        bic=bic,
    )
    return einvoice_of(document, lines, own(tenant, document), around)


def as_ubl(tenant: Tenant, document: Sale, own: OwnOf) -> bytes:
    """Its UBL for Peppol.

    :raises Incomplete: it lacks something.
    """
    return ubl.written(_whole(tenant, document, own, "ubl"))


def as_facturx(tenant: Tenant, document: Sale, own: OwnOf) -> Embedded:
    """What its PDF has to carry to be Factur-X.

    :raises Incomplete: it lacks something.
    """
    return facturx.embedded(_whole(tenant, document, own, "facturx"))


def for_mail(tenant: Tenant, document: Sale, own: OwnOf) -> Embedded | None:
    """The same for the PDF that is mailed: nothing where the organization does not want it, or the document lacks something."""
    if not value(tenant, GROUP, "attach_to_mail"):
        return None
    terms = terms_of(tenant, document, own)
    return None if lacks(terms, "facturx") else facturx.embedded(terms)


def _whole(tenant: Tenant, document: Sale, own: OwnOf, wanted: Format) -> EInvoice:
    terms, language = terms_of(tenant, document, own), tenant.language
    missing = lacks(terms, wanted)
    if missing:
        said = {"format": wanted, "missing": [one.said(language) for one in missing]}
        raise Incomplete(say("This document cannot be an e-invoice yet.", language), payload=said)
    return terms


def _seller(tenant: Tenant) -> Party:
    record = tenant.record
    given: dict[str, Any] = json.loads(record.address) if record.address else {}
    street, more, city, postcode, region = (text(given.get(name)) for name in _ADDRESS)
    contact = Contact(*(text(_setting(tenant, key)) for key in ("contact_name", "contact_phone", "contact_email")))
    return Party(
        name=text(record.name),
        address=Address(street, more, city, postcode, region, country_of(record.location)),
        tax_number=tax_number_of(record.tax_number, country_of(record.location)),
        registration=identifier(_setting(tenant, "registration_number")),
        endpoint=identifier(_setting(tenant, "electronic_address")),
        contact=contact if contact != Contact() else None,
    )


def _buyer(customer: CustomerRow) -> Party:
    address = _address(customer, "billing")
    return Party(
        name=text(customer.company_name) or text(customer.display_name),
        address=address,
        tax_number=tax_number_of(customer.tax_number, address.country),
        registration=identifier(customer.registration_number),
        endpoint=identifier(customer.electronic_address),
    )


def _address(customer: CustomerRow, kind: str) -> Address:
    parts = ("1", "2", "_city", "_postcode", "_state")
    street, more, city, postcode, region = (text(getattr(customer, f"{kind}_address{part}")) for part in parts)
    return Address(street, more, city, postcode, region, country_of(getattr(customer, f"{kind}_address_country")))


def _setting(tenant: Tenant, key: str) -> str:
    return value(tenant, GROUP, key) or ""
