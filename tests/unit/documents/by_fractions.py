"""The totals of a document in exact fractions, written from the rules alone: nothing here is shared with the product."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

ZERO = Fraction(0)


@dataclass(frozen=True)
class Line:
    """A line as entered. ``tax``: the name of its rate and the rate, if it has one. ``percent``: its discount is one."""

    quantity: Fraction
    price: Fraction
    discount: Fraction = ZERO
    percent: bool = True
    tax: tuple[str, Fraction] | None = None


@dataclass(frozen=True)
class Found:
    """What a document comes to; lists are by line, ``taxes`` by rate in the order in which they first appear."""

    amounts: list[Fraction]
    discounts: list[Fraction]
    nets: list[Fraction]
    shares: list[Fraction]  # of the document's discount, without tax
    line_taxes: list[Fraction]
    taxes: list[Fraction]
    subtotal: Fraction
    discount: Fraction
    total: Fraction


def half_away(value: Fraction, decimals: int) -> Fraction:
    """Rounded, half away from zero."""
    unit = Fraction(10) ** decimals
    size = math.floor(abs(value) * unit + Fraction(1, 2)) / unit
    return -size if value < 0 else size


def parts(whole: Fraction, weights: list[Fraction], decimals: int) -> list[Fraction]:
    """A whole that is not negative, split: cut down, then a unit each to the largest remainders, the first of equals first."""
    unit = Fraction(1) / Fraction(10) ** decimals
    if not sum(weights):
        return [whole] + [ZERO] * (len(weights) - 1)
    exact = [whole * weight / sum(weights) for weight in weights]
    cut = [math.floor(one / unit) * unit for one in exact]
    missing = int((whole - sum(cut)) / unit)
    for place in sorted(range(len(exact)), key=lambda place: (cut[place] - exact[place], place))[:missing]:
        cut[place] += unit
    return cut


def document(
    lines: list[Line],
    decimals: int,
    discount: Fraction = ZERO,
    percent: bool = False,
    adjustment: Fraction = ZERO,
    inclusive: bool = False,
) -> Found:
    """Everything that a document comes to."""
    amounts = [half_away(one.quantity * one.price, decimals) for one in lines]
    discounts = [
        half_away(amount * one.discount / 100, decimals) if one.percent else one.discount
        for amount, one in zip(amounts, lines, strict=True)
    ]
    worth = [amount - less for amount, less in zip(amounts, discounts, strict=True)]
    subtotal = sum(worth, ZERO)
    less = half_away(subtotal * discount / 100, decimals) if percent else discount
    gross_shares = parts(less, worth, decimals)
    after = [value - share for value, share in zip(worth, gross_shares, strict=True)]
    taxes, line_taxes = _taxes(lines, after, decimals, inclusive)
    full = _taxes(lines, worth, decimals, True)[1] if inclusive else [ZERO] * len(lines)
    nets = [value - tax for value, tax in zip(worth, full, strict=True)]
    shares = [share - ((within - tax) if inclusive else 0) for share, within, tax in zip(gross_shares, full, line_taxes, strict=True)]
    total = subtotal - less + adjustment + (ZERO if inclusive else sum(taxes, ZERO))
    return Found(amounts, discounts, nets, shares, line_taxes, taxes, subtotal, less, total)


def _taxes(lines: list[Line], values: list[Fraction], decimals: int, inclusive: bool) -> tuple[list[Fraction], list[Fraction]]:
    by_line = [ZERO] * len(lines)
    found = []
    for tax in dict.fromkeys(one.tax for one in lines if one.tax is not None):
        places = [place for place, one in enumerate(lines) if one.tax == tax]
        base, rate = sum((values[place] for place in places), ZERO), tax[1]
        amount = half_away(base * rate / (100 + rate if inclusive else 100), decimals)
        found.append(amount)
        for place, part in zip(places, parts(amount, [values[place] for place in places], decimals), strict=True):
            by_line[place] = part
    return found, by_line
