"""Totals and tax of every commercial document: the only formula for them. Pure; all amounts in the document's currency.

The rules, in their order: a line's amount is rounded, then its discount; the document's discount is split over the lines by
what they are worth; tax is worked out once for each rate of the document, then split over the lines of that rate.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bigcapital.errors import Fault, InvalidInput
from bigcapital.ledger.money import ZERO, multiplied, portion, rounded, split

PERCENTAGE, AMOUNT = "percentage", "amount"
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Priced:
    """What is entered on a line. ``tax``: which rate it has, None for none; lines of one rate are taxed together."""

    quantity: Decimal
    rate: Decimal
    discount: Decimal = ZERO
    discount_type: str = PERCENTAGE
    tax: Hashable = None
    tax_rate: Decimal = ZERO  # per cent


@dataclass(frozen=True, slots=True)
class LineTotals:
    """``net``: L.net, after the line's own discount and without tax. ``discount_share``: of the document's, without tax.

    ``subtotal`` (L) and ``share`` are the same two as entered, that is with tax where prices include it.
    """

    amount: Decimal
    discount_amount: Decimal
    subtotal: Decimal
    share: Decimal
    net: Decimal
    discount_share: Decimal
    tax_amount: Decimal


@dataclass(frozen=True, slots=True)
class TaxTotal:
    """The tax of one rate on the whole document; ``base`` is what it was taken of, with the tax where prices include it."""

    tax: Hashable
    rate: Decimal
    base: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """``total`` = Σ net − ``discount_net`` + ``tax_amount`` + ``adjustment``, whether prices include tax or not."""

    lines: tuple[LineTotals, ...]
    taxes: tuple[TaxTotal, ...]
    subtotal: Decimal
    discount_amount: Decimal
    discount_net: Decimal
    tax_amount: Decimal
    adjustment: Decimal
    total: Decimal


def totals(
    lines: Sequence[Priced],
    *,
    decimals: int,
    discount: Decimal = ZERO,
    discount_type: str = AMOUNT,
    adjustment: Decimal = ZERO,
    is_inclusive_tax: bool = False,
) -> Totals:
    """All amounts of a document. ``decimals``: of its currency.

    :raises InvalidInput: a discount is above what it is taken of, a percentage outside 0..100, or the total below zero.
    """
    faults = [fault for place, line in enumerate(lines) for fault in _line_faults(place, line)]
    amounts = [rounded(multiplied(line.quantity, line.rate), decimals) for line in lines]
    discounts = [
        _discount(amount, line.discount, line.discount_type, decimals, f"entries.{place}.discount", faults)
        for place, (amount, line) in enumerate(zip(amounts, lines, strict=True))
    ]
    worth = [amount - less for amount, less in zip(amounts, discounts, strict=True)]
    subtotal = sum(worth, ZERO)
    less = ZERO if faults else _discount(subtotal, discount, discount_type, decimals, "discount", faults)
    if faults:
        raise InvalidInput(faults)
    shares = split(less, worth, decimals)
    left = [value - share for value, share in zip(worth, shares, strict=True)]
    taxes, line_taxes = _taxes(lines, left, decimals, is_inclusive_tax)
    within = _taxes(lines, worth, decimals, True)[1] if is_inclusive_tax else [ZERO] * len(lines)  # t0: tax within the full prices
    tax_amount = sum((one.amount for one in taxes), ZERO)
    total = subtotal - less + adjustment + (ZERO if is_inclusive_tax else tax_amount)
    if total < 0:
        raise InvalidInput([Fault("adjustment", "negativeTotal", "the total of the document would be below zero", adjustment)])
    found = []
    for place, value in enumerate(worth):
        tax = line_taxes[place]
        net_share = shares[place] - (within[place] - tax) if is_inclusive_tax else shares[place]
        found.append(LineTotals(amounts[place], discounts[place], value, shares[place], value - within[place], net_share, tax))
    discount_net = sum((one.discount_share for one in found), ZERO)
    return Totals(tuple(found), taxes, subtotal, less, discount_net, tax_amount, adjustment, total)


def _taxes(
    lines: Sequence[Priced], values: Sequence[Decimal], decimals: int, inclusive: bool
) -> tuple[tuple[TaxTotal, ...], list[Decimal]]:
    """The tax of each rate on ``values``, in the order the rates first appear, and each line's part of it."""
    of_lines = [ZERO] * len(lines)
    places: dict[tuple[Hashable, Decimal], list[int]] = {}
    for place, line in enumerate(lines):
        if line.tax is not None:
            places.setdefault((line.tax, line.tax_rate), []).append(place)
    found = []
    for (tax, rate), those in places.items():
        base = sum((values[place] for place in those), ZERO)
        amount = portion(base, rate, HUNDRED + rate if inclusive else HUNDRED, decimals)
        for place, part in zip(those, split(amount, [values[place] for place in those], decimals), strict=True):
            of_lines[place] = part
        found.append(TaxTotal(tax, rate, base, amount))
    return tuple(found), of_lines


def _line_faults(place: int, line: Priced) -> list[Fault]:
    faults = []
    for name, value in (("quantity", line.quantity), ("rate", line.rate)):
        if value < 0:
            faults.append(Fault(f"entries.{place}.{name}", "negative", f"the {name} cannot be below zero", value))
    if not 0 <= line.tax_rate <= HUNDRED:
        faults.append(Fault(f"entries.{place}.tax_rate", "outOfRange", "a tax rate lies between 0 and 100", line.tax_rate))
    return faults


def _discount(base: Decimal, discount: Decimal, kind: str, decimals: int, field: str, faults: list[Fault]) -> Decimal:
    if kind == PERCENTAGE:
        if not 0 <= discount <= HUNDRED:
            faults.append(Fault(field, "outOfRange", "a percentage lies between 0 and 100", discount))
            return ZERO
        return portion(base, discount, HUNDRED, decimals)
    if not 0 <= discount <= base and not (discount == 0 and base < 0):
        faults.append(Fault(field, "aboveItsBase", "a discount lies between zero and what it is taken of", discount))
        return ZERO
    return discount
