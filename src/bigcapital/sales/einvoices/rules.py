"""What EN 16931 asks of a document, and Peppol of one in UBL, that a document of ours may lack. Pure.

``national`` has what Peppol asks of sellers of some countries.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal

from bigcapital.ledger.money import has_decimals
from bigcapital.sales.einvoices import national
from bigcapital.sales.einvoices.codes import is_address, is_registration
from bigcapital.sales.einvoices.lacks import BILLING, DOCUMENT, GENERAL, RECEIVING, SENDING, SHIPPING, Lack
from bigcapital.sales.einvoices.terms import CREDIT_NOTE, EInvoice

Format = Literal["ubl", "facturx"]
_DECIMALS: Final = 2  # of every amount


def lacks(invoice: EInvoice, wanted: Format) -> list[Lack]:
    """All that a document lacks to be written in a format; nothing, if it can be."""
    found = [*_of_document(invoice), *_of_taxes(invoice), *_of_parties(invoice)]
    if wanted == "ubl":
        found += [*_of_peppol(invoice), *national.of(invoice)]
    return list({(one.subject, one.field, one.says, str(one.names)): one for one in found}.values())


def _of_document(invoice: EInvoice) -> Iterator[Lack]:
    if invoice.is_draft:
        opened = (
            "Open the credit note: a draft is none yet." if invoice.kind == CREDIT_NOTE else "Deliver the invoice: a draft is none yet."
        )
        yield Lack("document", "status", opened, DOCUMENT)
    if invoice.number is None:
        yield Lack("document", "number", "The document has no number.", DOCUMENT)
    for place, line in enumerate(invoice.lines, 1):
        if not line.name:
            yield Lack("line", "item_id", "The item of line {line} has no name.", "The item", {"line": place})
    if not all(has_decimals(amount, _DECIMALS) for amount in _amounts(invoice)):
        sentence = (
            "Amounts of this document have three decimals, and an e-invoice carries two: round its prices and discounts so that none has."
        )
        yield Lack("document", "entries", sentence, DOCUMENT)


def _amounts(invoice: EInvoice) -> Iterator[Decimal]:
    for line in invoice.lines:
        yield from (line.net, line.allowance)
    for part in invoice.parts:
        yield from (part.allowance, part.base, part.tax)
    yield from (invoice.paid, invoice.rounding, invoice.due)


def _of_taxes(invoice: EInvoice) -> Iterator[Lack]:
    for place, line in enumerate(invoice.lines, 1):
        if line.category.code is None and line.tax_name is None:
            sentence = "Line {line} has no tax. Choose a tax rate; where no tax is due, one of 0 % that says why."
            yield Lack("line", "tax_rate_id", sentence, DOCUMENT, {"line": place})
        elif line.category.code is None:
            sentence = "Nothing says why the tax rate {tax} is 0 %: zero-rated, exempt, reverse charge or another reason."
            yield Lack("tax_rate", "category", sentence, "Tax rates › {tax}", {"tax": line.tax_name})
    categories = {part.category.code for part in invoice.parts}
    if "O" in categories and len(categories) > 1:
        yield Lack("document", "entries", "What is outside the scope of tax needs an invoice of its own, without taxed lines.", DOCUMENT)


def _of_parties(invoice: EInvoice) -> Iterator[Lack]:
    seller, buyer, categories = invoice.seller, invoice.buyer, {part.category.code for part in invoice.parts}
    outside = "O" in categories
    if seller.address.country is None:
        yield Lack("organization", "location", "Your organization's country is missing.", GENERAL)
    if not seller.name:
        yield Lack("organization", "name", "Your organization's name is missing.", GENERAL)
    if not outside and seller.tax_number is None:
        yield Lack("organization", "tax_number", "Your organization's tax number is missing.", GENERAL)
    if outside and seller.registration is None:
        sentence = "Your organization charges no tax and has no registration number to be known by."
        yield Lack("organization", "registration_number", sentence, SENDING)
    if seller.registration is not None and not is_registration(seller.registration):
        sentence = "Your organization's registration number begins with a scheme that is none. Leave it out, or write one as 0106:12345678."
        yield Lack("organization", "registration_number", sentence, SENDING)
    if buyer.address.country is None:
        sentence = "The country of {customer} is missing, or none that is known: write its name or its two letters, as DE."
        yield Lack("customer", "billing_address_country", sentence, BILLING, {"customer": buyer.name})
    elsewhere = invoice.deliver_to if invoice.deliver_to != buyer.address else None
    if elsewhere is not None and elsewhere.country is None:
        sentence = "The country of the shipping address of {customer} is none that is known."
        yield Lack("customer", "shipping_address_country", sentence, SHIPPING, {"customer": buyer.name})
    if buyer.registration is not None and not is_registration(buyer.registration):
        sentence = "The registration number of {customer} begins with a scheme that is none. Leave it out, or write one as 0106:12345678."
        yield Lack("customer", "registration_number", sentence, RECEIVING, {"customer": buyer.name})
    if buyer.tax_number is None and ("K" in categories or ("AE" in categories and buyer.registration is None)):
        sentence = "The tax number of {customer} is missing, which owes the tax of this document in your place."
        yield Lack("customer", "tax_number", sentence, RECEIVING, {"customer": buyer.name})


def _of_peppol(invoice: EInvoice) -> Iterator[Lack]:
    customer = {"customer": invoice.buyer.name}
    if not is_address(invoice.seller.endpoint):
        sentence = "Your organization's electronic address is missing, or none that Peppol knows; write it as 0208:0123456749."
        yield Lack("organization", "electronic_address", sentence, SENDING)
    if not is_address(invoice.buyer.endpoint):
        sentence = "The electronic address of {customer} is missing, or none that Peppol knows; write it as 0208:0123456749."
        yield Lack("customer", "electronic_address", sentence, RECEIVING, customer)
    if not invoice.buyer_reference and not invoice.order_reference:
        sentence = "The document has no reference number, and {customer} no reference of its own: Peppol wants one of the two."
        yield Lack("document", "reference_no", sentence, DOCUMENT, customer)
