"""Books kept in exact fractions, by other means and by another hand: what the product must agree with.

Shares no code with the product. A journal is only remembered; whatever is asked is computed from what stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

DECIMALS = {"USD": 2, "JPY": 0, "KWD": 3}
ALONE = {"cash", "bank", "credit-card", "accounts-receivable", "accounts-payable"}  # converted leg by leg

Turnover = tuple[Fraction, Fraction, Fraction, Fraction]  # base debit, base credit, own debit, own credit


@dataclass(frozen=True)
class Side:
    account: int
    kind: str
    debit: Fraction
    credit: Fraction
    contact: int | None = None
    branch: int | None = None
    tax: int | None = None  # the rate of what it is taxed at


@dataclass(frozen=True)
class Posted:
    day: date
    currency: str
    rate: Fraction
    sides: tuple[Side, ...]

    def mirrored(self, day: date) -> Posted:
        swapped = tuple(replace(one, debit=one.credit, credit=one.debit) for one in self.sides)
        return Posted(day, self.currency, self.rate, swapped)


def half_up(value: Fraction, decimals: int) -> Fraction:
    """Half away from zero."""
    units = abs(value) * 10**decimals
    whole = units.numerator // units.denominator
    if units - whole >= Fraction(1, 2):
        whole += 1
    return Fraction(whole, 10**decimals) * (-1 if value < 0 else 1)


def shared(whole: Fraction, weights: list[Fraction], decimals: int) -> list[Fraction]:
    """The whole in proportion, cut down, the missing units to the largest remainders, the first of equal ones first."""
    sign, units = (-1 if whole < 0 else 1), abs(whole) * 10**decimals
    assert units.denominator == 1
    total = sum(weights)
    if total == 0:
        return [whole] + [Fraction(0)] * (len(weights) - 1)
    exact = [units * weight / total for weight in weights]
    cut = [one.numerator // one.denominator for one in exact]
    missing = int(units) - sum(cut)
    for place in sorted(range(len(cut)), key=lambda place: (-(exact[place] - cut[place]), place))[:missing]:
        cut[place] += 1
    return [Fraction(sign * one, 10**decimals) for one in cut]


def in_base(posted: Posted, base: str) -> list[tuple[Side, Fraction, Fraction]]:
    """Each side that moves anything, with its debit and credit in the base currency."""
    moving = [one for one in posted.sides if one.debit or one.credit]
    if posted.currency == base:
        return [(one, one.debit, one.credit) for one in moving]
    decimals = DECIMALS[base]
    total = half_up(sum(one.debit for one in moving) * posted.rate, decimals)
    value: dict[int, Fraction] = {}
    for of in (lambda one: one.debit, lambda one: one.credit):
        here = [place for place, one in enumerate(moving) if of(one)]
        others = [place for place in here if moving[place].kind not in ALONE]
        rest = total
        if others:
            for place in here:
                if place not in others:
                    value[place] = half_up(of(moving[place]) * posted.rate, decimals)
                    rest -= value[place]
        sharing = others or here
        value |= zip(sharing, shared(rest, [of(moving[place]) for place in sharing], decimals), strict=True)
    zero = Fraction(0)
    converted = [(one, value[place] if one.debit else zero, zero if one.debit else value[place]) for place, one in enumerate(moving)]
    return [(one, debit, credit) for one, debit, credit in converted if debit or credit]  # what is worth nothing is not written


class Books:
    """The journals that stand, by id, and the opening balances of contacts; drafts apart."""

    def __init__(self, base: str):
        self.base = base
        self.posted: dict[int, Posted] = {}
        self.drafts: dict[int, Posted] = {}
        self.openings: dict[int, Posted] = {}  # by contact

    def turnover(
        self, key: Callable[[Side, str], object], start: date | None = None, end: date | None = None, only: Iterable[int] | None = None
    ) -> dict[object, Turnover]:
        """Sums by ``key`` of what is dated from ``start`` to ``end``; what nets to nothing on every count is left out.

        ``only``: of these journals.
        """
        found: dict[object, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 4)
        for posted in [*self.posted.values(), *self.openings.values()] if only is None else [self.posted[id] for id in only]:
            if (start and posted.day < start) or (end and posted.day > end):
                continue
            for side, debit, credit in in_base(posted, self.base):
                cell = found[key(side, posted.currency)]
                for place, value in enumerate((debit, credit, side.debit, side.credit)):
                    cell[place] += value
        return {name: tuple(cell) for name, cell in found.items() if any(cell)}  # type: ignore[misc]
