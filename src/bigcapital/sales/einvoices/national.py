"""What Peppol asks of sellers of some countries beyond what it asks of all, and how the numbers of some schemes are made. Pure.

Rules that no document of ours can break (of ways to pay that we do not write, say) are not here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from bigcapital.sales.einvoices.lacks import BILLING, DOCUMENT, GENERAL, RECEIVING, SENDING, Lack, Subject
from bigcapital.sales.einvoices.terms import CREDIT_NOTE, Address, EInvoice, Identifier, Party

_REGISTERS: Final[Mapping[str, tuple[str, ...]]] = {"NL": ("0106", "0190"), "DK": ("0184",), "IS": ("0196",)}
_SWEDISH: Final = (Decimal(25), Decimal(12), Decimal(6))


def of(invoice: EInvoice) -> Iterator[Lack]:
    """What the seller's country, and the schemes of numbers, leave to be filled in."""
    seller, buyer = invoice.seller, invoice.buyer
    yield from _numbers(seller, buyer)
    residence = seller.address.country or ""
    for known, country in ((_BY_ADDRESS, residence), (_BY_TAX_NUMBER, (seller.tax_number or residence)[:2])):
        if country in known:
            yield from known[country](invoice)


# --- countries ---


def _germany(invoice: EInvoice) -> Iterator[Lack]:
    if invoice.buyer.address.country != "DE":
        return
    contact = invoice.seller.contact
    if contact is None or not (contact.name and contact.phone and contact.email):
        yield Lack(
            "organization", "contact", "German invoices name whom to ask: a name, a telephone number and an e-mail address.", SENDING
        )
    yield from _account(invoice)
    yield from _seller_address(invoice, "city", "postcode")
    yield from _buyer_address(invoice, "city", "postcode")
    if not invoice.buyer_reference:
        sentence = "The reference of {customer}, which German invoices carry, is missing."
        yield Lack("customer", "buyer_reference", sentence, RECEIVING, {"customer": invoice.buyer.name})


def _netherlands(invoice: EInvoice) -> Iterator[Lack]:
    if invoice.kind == CREDIT_NOTE and invoice.preceding is None:
        sentence = "Dutch credit notes name their invoice: make the credit note from the invoice that it credits."
        yield Lack("document", "from_invoice_id", sentence, DOCUMENT)
    yield from _seller_address(invoice, "street", "city", "postcode")
    yield from _register(invoice.seller, "organization", "NL")
    yield from _account(invoice)
    if invoice.buyer.address.country == "NL":
        yield from _buyer_address(invoice, "street", "city", "postcode")
        if invoice.buyer.registration is not None:  # people have none
            yield from _register(invoice.buyer, "customer", "NL")


def _denmark(invoice: EInvoice) -> Iterator[Lack]:
    yield from _register(invoice.seller, "organization", "DK")


def _iceland(invoice: EInvoice) -> Iterator[Lack]:
    yield from _seller_address(invoice, "street", "postcode")
    yield from _register(invoice.seller, "organization", "IS")
    if invoice.buyer.address.country == "IS":
        yield from _buyer_address(invoice, "street", "postcode")
        yield from _register(invoice.buyer, "customer", "IS")


def _italy(invoice: EInvoice) -> Iterator[Lack]:
    yield from _seller_address(invoice, "street", "city", "postcode")


def _norway(invoice: EInvoice) -> Iterator[Lack]:
    number = invoice.seller.tax_number or ""
    if number.startswith("NO") and not (re.fullmatch(r"NO\d{9}MVA", number) and _mod11(number[2:11])):
        yield Lack("organization", "tax_number", "Norwegian tax numbers are written as NO123456785MVA.", GENERAL)


def _sweden(invoice: EInvoice) -> Iterator[Lack]:
    number = invoice.seller.tax_number or ""
    if not number.startswith("SE"):
        return
    if not re.fullmatch(r"SE\d{12}", number):
        yield Lack("organization", "tax_number", "Swedish tax numbers are SE and twelve digits.", GENERAL)
    for line in invoice.lines:
        if line.category.code == "S" and line.category.rate not in _SWEDISH:
            sentence = "The tax rate {tax} is none of Sweden, which are 25, 12 and 6 %."
            yield Lack("tax_rate", "rate", sentence, "Tax rates › {tax}", {"tax": line.tax_name})


def _greece(invoice: EInvoice) -> Iterator[Lack]:
    sentence = "Greek sellers' invoices in Peppol carry numbers of the tax office's myDATA, which this product does not get: send Factur-X."
    yield Lack("document", "format", sentence, DOCUMENT)


_Country = Callable[[EInvoice], Iterator[Lack]]
# Which country a seller is of: some go by where it is, others by who taxes it.
_BY_ADDRESS: Final[Mapping[str, _Country]] = {"DE": _germany, "DK": _denmark, "IS": _iceland, "NL": _netherlands, "SE": _sweden}
_BY_TAX_NUMBER: Final[Mapping[str, _Country]] = {"EL": _greece, "GR": _greece, "IT": _italy, "NO": _norway}


def _account(invoice: EInvoice) -> Iterator[Lack]:
    if not invoice.iban and invoice.due:
        yield Lack("organization", "iban", "The IBAN of the account that customers pay to is missing.", SENDING)


def _seller_address(invoice: EInvoice, *parts: str) -> Iterator[Lack]:
    if not _has(invoice.seller.address, parts):
        yield Lack("organization", "address", "Your organization's address is not whole: street, city and post code.", GENERAL)


def _buyer_address(invoice: EInvoice, *parts: str) -> Iterator[Lack]:
    if not _has(invoice.buyer.address, parts):
        sentence = "The address of {customer} is not whole: street, city and post code."
        yield Lack("customer", "billing_address1", sentence, BILLING, {"customer": invoice.buyer.name})


def _has(address: Address, parts: tuple[str, ...]) -> bool:
    return all(getattr(address, part) for part in parts)


def _register(party: Party, subject: Subject, country: str) -> Iterator[Lack]:
    """The number of a register that this country knows."""
    schemes, given = _REGISTERS[country], party.registration
    if given is None or given.scheme not in schemes:
        sentence = "The registration number of {name} is missing, or not written with its register before it, as {scheme}:12345678."
        said = {"name": party.name, "scheme": schemes[0]}
        yield Lack(subject, "registration_number", sentence, SENDING if subject == "organization" else RECEIVING, said)


# --- numbers of schemes ---


def _numbers(seller: Party, buyer: Party) -> Iterator[Lack]:
    sentence = "{number} is no number of its scheme, {scheme}: look for a mistyped digit."
    whose: tuple[tuple[Party, Subject, str], ...] = ((seller, "organization", SENDING), (buyer, "customer", RECEIVING))
    for party, subject, where in whose:
        for name, given in (("electronic_address", party.endpoint), ("registration_number", party.registration)):
            if given is not None and not _is_number(given):
                yield Lack(subject, name, sentence, where, {"number": given.id, "scheme": given.scheme})


def _is_number(given: Identifier) -> bool:
    check = _CHECKS.get(given.scheme or "")
    return check is None or check(given.id)


def _gln(number: str) -> bool:
    """GS1's check digit: weights 1 and 3 in turns, from the right."""
    return number.isdecimal() and not sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(number))) % 10


def _mod11(number: str) -> bool:
    """Norway's: weights 2 to 7 over and over, from the last but one to the left."""
    if not re.fullmatch(r"\d{9}", number):
        return False
    rest = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(number[:-1]))) % 11
    return (11 - rest) % 11 == int(number[-1])


def _belgian(number: str) -> bool:
    return bool(re.fullmatch(r"[01]\d{9}", number)) and 97 - int(number[:8]) % 97 == int(number[8:])


def _australian(number: str) -> bool:
    weights = (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)
    digits = [int(digit) for digit in number] if re.fullmatch(r"\d{11}", number) else []
    return bool(digits) and not (sum(w * d for w, d in zip(weights, digits, strict=True)) - weights[0]) % 89


_CHECKS: Final[Mapping[str, Callable[[str], bool]]] = {
    "0007": lambda number: bool(re.fullmatch(r"\d{10}", number)),
    "0088": _gln,
    "0151": _australian,
    "0184": lambda number: bool(re.fullmatch(r"DK\d{8}", number)),
    "0192": _mod11,
    "0208": _belgian,
}
