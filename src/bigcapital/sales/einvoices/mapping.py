"""A document → the business terms of EN 16931. Nothing is worked out anew: every amount is the document's, to the cent. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bigcapital.accounting.taxes.rates import KnownTax
from bigcapital.documents.model import DocumentLine
from bigcapital.inventory.items.known import KnownItem
from bigcapital.ledger.money import ONE, ZERO, exponent, multiplied, portion, rounded
from bigcapital.sales.einvoices.codes import REASONS, text
from bigcapital.sales.einvoices.terms import Address, Category, EInvoice, Line, Party, Preceding, TaxPart
from bigcapital.sales.model import Sale

_MOST_DECIMALS = 2  # of every amount but prices
_PRICE_DECIMALS = 6
_SLACK = Decimal("0.005")  # by how much quantity × price may miss the amount of a line
_UNTAXED = Category("O", None, reason_code=REASONS["O"])
_UNKNOWN = Category(None, ZERO)


@dataclass(frozen=True, slots=True)
class Own:
    """What a kind of document says of one of it that the other kind says otherwise, or not at all."""

    kind: str
    paid: Decimal
    note: str
    payment_terms: str
    reference: str = ""
    due_day: date | None = None
    preceding: Preceding | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What a document names that stands elsewhere. ``taxes`` and ``items`` by id."""

    seller: Party
    buyer: Party
    base_currency: str
    taxes: Mapping[int, KnownTax]
    items: Mapping[int, KnownItem]
    buyer_reference: str = ""
    deliver_to: Address | None = None
    iban: str = ""
    bic: str = ""


def einvoice_of(document: Sale, lines: Sequence[DocumentLine], own: Own, around: Around) -> EInvoice:
    """The terms of a document. What it or its parties lack is missing in them too: ``lacks`` names it."""
    categories = _categories(lines, around)
    parts = _parts(lines, categories)
    outside = any(part.category.code == "O" for part in parts)  # of tax: then nobody may be named by a tax number
    seller, buyer = (replace(party, tax_number=None) if outside else party for party in (around.seller, around.buyer))
    supply = any(part.category.code == "K" for part in parts)
    base = around.base_currency
    in_base = base != document.currency_code and not outside and exponent(base) <= _MOST_DECIMALS
    lines_total = sum((line.net for line in lines), ZERO)
    allowances = sum((part.allowance for part in parts), ZERO)
    adjustment = document.adjustment or ZERO
    return EInvoice(
        kind=own.kind,
        is_draft=document.is_draft,
        number=text(document.number) or None,
        day=document.day,
        due_day=own.due_day,
        currency=document.currency_code,
        base_currency=base if in_base else None,
        base_tax=rounded(multiplied(document.tax_amount, document.exchange_rate), exponent(base)) if in_base else None,
        buyer_reference=text(around.buyer_reference),
        order_reference=text(own.reference),
        note=text(own.note),
        payment_terms=text(own.payment_terms),
        preceding=own.preceding,
        seller=seller,
        buyer=buyer,
        deliver_to=around.deliver_to or (around.buyer.address if supply else None),
        delivered_on=document.day if supply else None,
        iban=around.iban,
        bic=around.bic,
        lines=[_line(document, line, category, around) for line, category in zip(lines, categories, strict=True)],
        parts=parts,
        lines_total=lines_total,
        allowances=allowances,
        net=lines_total - allowances,
        tax=document.tax_amount,
        total=document.total - adjustment,
        paid=own.paid,
        rounding=adjustment,
        due=document.total - own.paid,
    )


def _categories(lines: Sequence[DocumentLine], around: Around) -> list[Category]:
    """The category of each line. Who has no tax number and charges no tax is outside its scope."""
    if around.seller.tax_number is None and all(line.tax_rate_id is None for line in lines):
        return [_UNTAXED] * len(lines)
    return [_UNKNOWN if line.tax_rate_id is None else _category(line, around.taxes[line.tax_rate_id]) for line in lines]


def _category(line: DocumentLine, tax: KnownTax) -> Category:
    rate = line.tax_rate or ZERO
    code = tax.category or ("S" if rate else None)
    if code == "E":
        return Category(code, rate, reason=text(tax.row["description"]) or text(tax.name))
    return Category(code, None if code == "O" else rate, reason_code=REASONS.get(code or "", ""))


def _parts(lines: Sequence[DocumentLine], categories: Sequence[Category]) -> list[TaxPart]:
    """The document by category and rate; several of our tax rates may be one of the standard's."""
    found: dict[tuple[str | None, Decimal | None], TaxPart] = {}
    for line, category in zip(lines, categories, strict=True):
        key = (category.code, category.rate)
        part = found.get(key) or TaxPart(category, ZERO, ZERO, ZERO)
        reasons = dict.fromkeys(reason for reason in (*part.category.reason.split("; "), category.reason) if reason)
        found[key] = TaxPart(
            replace(category, reason="; ".join(reasons)),
            part.allowance + line.discount_share,
            part.base + line.net - line.discount_share,
            part.tax + line.tax_amount,
        )
    return list(found.values())


def _line(document: Sale, line: DocumentLine, category: Category, around: Around) -> Line:
    """A line, its price without tax. Where prices include tax, so does a line's discount: then both are in the price."""
    item = around.items[line.item_id]
    if document.is_inclusive_tax:
        whole, allowance = line.net, ZERO
        price = portion(whole, ONE, line.quantity, _PRICE_DECIMALS) if line.quantity else ZERO
    else:
        whole, allowance, price = line.amount, line.discount_amount, line.rate
    per = ONE
    if abs(multiplied(line.quantity, price) - whole) > _SLACK:  # no price of one makes the amount: one of all does
        price, per = whole, line.quantity
    return Line(
        name=text(item.name),
        description=text(line.description),
        item_code=text(item.row["code"]),
        quantity=line.quantity,
        price=price,
        price_quantity=per,
        allowance=allowance,
        net=line.net,
        category=category,
        tax_name=around.taxes[line.tax_rate_id].name if line.tax_rate_id is not None else None,
    )
