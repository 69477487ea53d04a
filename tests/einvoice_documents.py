"""Documents as no one wrote them: of any currency, tax, discount and adjustment, totals by the product's own formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any

from bigcapital.accounting.taxes.rates import KnownTax
from bigcapital.documents.model import Commercial, DocumentLine
from bigcapital.documents.totals import AMOUNT, PERCENTAGE, Priced, totals
from bigcapital.inventory.items.known import KnownItem
from bigcapital.ledger.money import ZERO, exponent, portion
from bigcapital.sales.credit_notes.model import CreditNote
from bigcapital.sales.einvoices.mapping import Around, Own, einvoice_of
from bigcapital.sales.einvoices.terms import CREDIT_NOTE, INVOICE, Address, Contact, EInvoice, Identifier, Party, Preceding
from bigcapital.sales.invoices.model import SaleInvoice

DAY = date(2026, 3, 15)
SELLER = Party(
    name="Holz & Söhne GmbH",
    address=Address("Lindenallee 5", "Hof 2", "Köln", "50667", "NRW", "DE"),
    tax_number="DE123456789",
    registration=Identifier("HRB 12345"),
    endpoint=Identifier("DE123456789", "9930"),
    contact=Contact("Anna Holz", "+49 221 1234", "anna@holz.example"),
)
BUYER = Party(
    name="<Zoë> & Fils SARL",
    address=Address("1, rue du Bac", "", "Paris", "75007", "", "FR"),
    tax_number="FR32123456789",
    registration=Identifier("123456782", "0002"),
    endpoint=Identifier("12345678200010", "0009"),
)
RATES = (  # category and per cent of our tax rates 1, 2, …
    ("S", "20"),
    ("S", "5.5"),
    (None, "19"),  # standard, though nobody said so
    ("S", "19"),  # another of ours, the same of the standard's
    ("Z", "0"),
    ("E", "0"),
    ("AE", "0"),
    ("K", "0"),
    ("G", "0"),
    ("O", "0"),
)
OUTSIDE = len(RATES)
CURRENCIES = ("EUR", "EUR", "USD", "JPY", "KWD")
_ITEM = {"id": 1, "name": "Chair", "type": "service", "sellable": True, "purchasable": False, "code": "C-1"}
_ITEM |= dict.fromkeys(("sell_account_id", "cost_account_id", "inventory_account_id"))
ITEMS = {1: KnownItem(_ITEM), 2: KnownItem(_ITEM | {"id": 2, "name": 'Advice "à la carte" <\u0007>', "code": None})}


def known_tax(id: int, category: str | None, rate: str, name: str = "") -> KnownTax:
    return KnownTax(id, name or f"Tax {id}", f"T{id}", Decimal(rate), category, False, True, False, {"description": None})


TAXES = {id: known_tax(id, *said) for id, said in enumerate(RATES, 1)}


def generated(random: Random) -> EInvoice:
    """A document that lacks nothing but, in dinars, a third decimal that it may not have."""
    currency = random.choice(CURRENCIES)
    decimals = min(exponent(currency), random.choice((0, 2, 2, 2)))
    inclusive = random.random() < 0.4
    priced, wanted = _lines(random, decimals)
    worth = sum((_worth(line, exponent(currency)) for line in priced), ZERO)
    discount_type, discount = _discount(random, worth, decimals)
    given = {"decimals": exponent(currency), "discount": discount, "discount_type": discount_type, "is_inclusive_tax": inclusive}
    whole = totals(priced, **given)
    adjustment = ZERO
    if random.random() < 0.4:
        adjustment = _amount(random, decimals, 100) if random.random() < 0.5 else -min(whole.total, _amount(random, decimals, 3))
        whole = totals(priced, **given, adjustment=adjustment)
    is_note = random.random() < 0.3
    document = (CreditNote if is_note else SaleInvoice)(
        currency_code=currency,
        exchange_rate=Decimal(random.choice(("1", "0.92731", "150.25", "3.2512345678"))),
        is_inclusive_tax=inclusive,
        discount=discount,
        discount_type=discount_type,
        adjustment=adjustment,
        discount_amount=whole.discount_amount,
        tax_amount=whole.tax_amount,
        total=whole.total,
    )
    setattr(document, document.DAY, DAY)
    setattr(document, document.NUMBER, f"N-{random.randrange(10**6):06}")
    setattr(document, document.EFFECT, datetime(2026, 3, 15))
    paid = random.choice((ZERO, ZERO, portion(whole.total, Decimal(random.randrange(100)), Decimal(100), decimals), whole.total))
    own = Own(
        CREDIT_NOTE if is_note else INVOICE,
        paid=paid,
        note=random.choice(("", "Thank you.\nPay soon.")),
        payment_terms="Credit to be applied." if is_note else random.choice(("", "30 days")),
        reference=random.choice(("", "PO 7")),
        due_day=None if is_note else date(2026, 4, 14),
        preceding=Preceding("INV-1", DAY) if is_note and random.random() < 0.5 else None,
    )
    return einvoice_of(document, document_lines(priced, wanted, whole), own, around(random))


def simple(
    *, taxes: Sequence[int | None] = (1, 2), kind: type[Commercial] = SaleInvoice, own: Own | None = None, known: Any = None, **changes: Any
) -> EInvoice:
    """A document of lines of 100 €, each with one of ``TAXES`` or none, and 10 % off the whole. ``changes``: of what is around it."""
    priced = [Priced(Decimal(1), Decimal(100), tax=tax, tax_rate=TAXES[tax].rate if tax else ZERO) for tax in taxes]
    whole = totals(priced, decimals=2, discount=Decimal(10), discount_type=PERCENTAGE)
    document = kind(currency_code="EUR", exchange_rate=Decimal(1), tax_amount=whole.tax_amount, total=whole.total)
    for name, value in ((kind.DAY, DAY), (kind.NUMBER, "N-1"), (kind.EFFECT, datetime(2026, 3, 15))):
        setattr(document, name, value)
    is_note = kind is CreditNote
    own = own or Own(CREDIT_NOTE if is_note else INVOICE, ZERO, "", "Soon", "PO 7", None if is_note else DAY, Preceding("I-1", DAY))
    usual = Around(SELLER, BUYER, "EUR", known or TAXES, ITEMS, "Dept. 4", iban="DE89370400440532013000")
    return einvoice_of(document, document_lines(priced, [1] * len(priced), whole), own, replace(usual, **changes))


def around(random: Random) -> Around:
    """Who sells to whom; what may be left out sometimes is."""
    seller, buyer = SELLER, BUYER
    if random.random() < 0.3:
        seller = replace(seller, address=Address(country="DE"), contact=None)
    if random.random() < 0.3:
        buyer = replace(buyer, address=Address(country="FR"), registration=None)
    iban, bic = random.choice((("", ""), ("DE89370400440532013000", ""), ("DE89370400440532013000", "COBADEFFXXX")))
    shipped = random.choice((None, None, Address("Kai 3", "", "Marseille", "13001", "", "FR")))
    return Around(seller, buyer, random.choice(("EUR", "USD", "KWD")), TAXES, ITEMS, "Dept. 4", shipped, iban, bic)


def document_lines(priced: list[Priced], items: list[int], whole: object) -> list[DocumentLine]:
    """Lines as they are stored."""
    found = []
    for place, (line, item, sums) in enumerate(zip(priced, items, whole.lines, strict=True), 1):  # type: ignore[attr-defined]
        found.append(
            DocumentLine(
                id=place, reference_type="SaleInvoice", reference_id=1, index=place, item_id=item,
                description="As agreed" if item == 1 else None, quantity=line.quantity, rate=line.rate, discount=line.discount,
                discount_type=line.discount_type, tax_rate_id=line.tax, tax_rate=line.tax_rate if line.tax else None,
                sell_account_id=1, cost_account_id=None, warehouse_id=None, project_id=None, amount=sums.amount,
                discount_amount=sums.discount_amount, net=sums.net, discount_share=sums.discount_share, tax_amount=sums.tax_amount,
            )
        )  # fmt: skip
    return found


def _lines(random: Random, decimals: int) -> tuple[list[Priced], list[int]]:
    outside = random.random() < 0.08
    known = list(TAXES) if random.random() < 0.3 else random.sample(list(TAXES), 3)
    known = [OUTSIDE] if outside else [id for id in known if id != OUTSIDE] or [1]
    priced, items = [], []
    for _ in range(random.randrange(1, 7)):
        tax = random.choice(known)
        quantity = Decimal(random.choice(("1", "3", "0.25", "7.333", "12", "0", "1000")))
        rate = _amount(random, random.choice((decimals, decimals, 4, 6)), random.choice((5, 100, 5000)))
        kind = random.choice((PERCENTAGE, PERCENTAGE, AMOUNT))
        discount = ZERO
        if random.random() < 0.4:
            discount = Decimal(random.choice(("5", "12.5", "100"))) if kind == PERCENTAGE else ZERO
        priced.append(Priced(quantity, rate, discount, kind, tax, TAXES[tax].rate))
        items.append(random.choice((1, 2)))
    return priced, items


def _discount(random: Random, worth: Decimal, decimals: int) -> tuple[str, Decimal]:
    if random.random() < 0.5:
        return AMOUNT, ZERO
    if random.random() < 0.5:
        return PERCENTAGE, Decimal(random.choice(("3", "33.3333", "100", "0.01")))
    return AMOUNT, min(worth, _amount(random, decimals, 20))


def _worth(line: Priced, decimals: int) -> Decimal:
    amount = portion(line.quantity * line.rate, Decimal(1), Decimal(1), decimals)
    return amount - portion(amount, line.discount, Decimal(100), decimals) if line.discount_type == PERCENTAGE else amount


def _amount(random: Random, decimals: int, most: int) -> Decimal:
    return Decimal(random.randrange(most * 10**decimals + 1)).scaleb(-decimals)
