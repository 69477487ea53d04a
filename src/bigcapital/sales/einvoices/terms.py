"""The business terms of EN 16931 that our documents have, in the standard's order; BT and BG are its own numbers for them. Pure.

Amounts are in the document's currency and positive, on credit notes too: there the kind of document says which way they go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

INVOICE, CREDIT_NOTE = "380", "381"  # BT-3, of UNTDID 1001
CREDIT_TRANSFER: Final = "30"  # BT-81, of UNTDID 4461
PIECE: Final = "C62"  # BT-130, of UN/ECE recommendation 20: our items have no unit of their own
DISCOUNT: Final = "95"  # BT-98 and BT-140, of UNTDID 5189


@dataclass(frozen=True, slots=True)
class Identifier:
    """Who somebody is, in a scheme of the code lists of ISO 6523 or EAS; written ``0208:0123456749``."""

    id: str
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """BG-5, BG-8, BG-15. ``country``: ISO 3166-1 alpha-2, None where it is not known."""

    street: str = ""
    more: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """BG-6: whom to ask."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """BG-4, BG-7. ``tax_number``: with its country's code before it. ``endpoint``: BT-34, BT-49, where it gets e-invoices."""

    name: str
    address: Address
    tax_number: str | None = None
    registration: Identifier | None = None
    endpoint: Identifier | None = None
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """A category of tax with its rate: BT-95, BT-118, BT-151 and the like. ``code``: of UNTDID 5305, None where nobody said.

    ``rate``: per cent, none outside the scope of tax. ``reason``, ``reason_code``: why no tax is due, BT-120 and BT-121.
    """

    code: str | None
    rate: Decimal | None
    reason: str = ""
    reason_code: str = ""


@dataclass(frozen=True, slots=True)
class TaxPart:
    """BG-23, all that is taxed alike; ``allowance``: BG-20, what the document's discount takes off it."""

    category: Category
    allowance: Decimal
    base: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """BG-25. ``price`` is for ``price_quantity`` of it, without tax; quantity × price ÷ price_quantity − allowance = ``net``.

    ``tax_name``: which of our tax rates its category is of, None for no tax.
    """

    name: str
    description: str
    item_code: str
    quantity: Decimal
    price: Decimal
    price_quantity: Decimal
    allowance: Decimal
    net: Decimal
    category: Category
    tax_name: str | None


@dataclass(frozen=True, slots=True)
class Preceding:
    """BG-3: the invoice that a credit note credits."""

    number: str
    day: date


@dataclass(frozen=True, slots=True)
class EInvoice:
    """An invoice or a credit note.

    ``total`` (BT-112) = Σ net − Σ allowance + ``tax``; ``due`` (BT-115) = ``total`` − ``paid`` + ``rounding``.
    ``base_currency``, ``base_tax``: BT-6 and BT-111, where the books are kept in another currency.
    """

    kind: str
    is_draft: bool
    number: str | None
    day: date
    due_day: date | None
    currency: str
    base_currency: str | None
    base_tax: Decimal | None
    buyer_reference: str
    order_reference: str
    note: str
    payment_terms: str
    preceding: Preceding | None
    seller: Party
    buyer: Party
    deliver_to: Address | None
    delivered_on: date | None
    iban: str
    bic: str
    lines: Sequence[Line]
    parts: Sequence[TaxPart]
    lines_total: Decimal
    allowances: Decimal
    net: Decimal
    tax: Decimal
    total: Decimal
    paid: Decimal
    rounding: Decimal
    due: Decimal
