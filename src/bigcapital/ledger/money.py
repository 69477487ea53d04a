"""Exact arithmetic on money: the one rounding, the one way to split a whole, and how amounts are written.

Numbers are ``Decimal`` and never pass through a float. A value is rounded half away from zero, only by ``rounded`` and
only where the accounting rules say so; everything before that is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from functools import lru_cache
from typing import Literal

from babel.numbers import get_currency_symbol
from iso4217 import Currency

ZERO = Decimal(0)
ONE = Decimal(1)

# Wide enough that no sum or product of the product's columns is ever cut; if one were, it raises instead.
_EXACT = Context(prec=120, rounding=ROUND_HALF_UP, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
# A quotient of such numbers lies much farther from a rounding edge than 120 digits can blur.
_WIDE = Context(prec=120, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero, Overflow])


class UnknownCurrency(ValueError):
    """Not an ISO 4217 currency with a number of decimals."""


@lru_cache(maxsize=512)
def exponent(currency: str) -> int:
    """How many decimals amounts of ``currency`` have: JPY 0, USD 2, KWD 3. Raises ``UnknownCurrency``."""
    try:
        digits = Currency(currency).exponent
    except ValueError:
        raise UnknownCurrency(f"{currency!r} is not an ISO 4217 currency") from None
    if digits is None:  # gold, test codes and the like
        raise UnknownCurrency(f"{currency} has no smallest unit")
    return int(digits)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """``value`` with ``decimals`` decimals, half away from zero: the one rounding of the product."""
    return _WIDE.quantize(value, _unit(decimals)) + ZERO  # + 0 turns -0.00 into 0.00


def multiplied(*factors: Decimal) -> Decimal:
    """The exact product."""
    product = ONE
    for factor in factors:
        product = _EXACT.multiply(product, factor)
    return product


def portion(amount: Decimal, numerator: Decimal, denominator: Decimal, decimals: int) -> Decimal:
    """``round(amount × numerator ÷ denominator)``, as of a percentage or of the tax within a price."""
    return rounded(_WIDE.divide(multiplied(amount, numerator), denominator), decimals)


def has_decimals(value: Decimal, decimals: int) -> bool:
    """Whether ``value`` is finite and fits ``decimals`` decimals without rounding (trailing zeros don't count)."""
    return value.is_finite() and not _WIDE.remainder(value, _unit(decimals))


def split(whole: Decimal, weights: Sequence[Decimal], decimals: int) -> tuple[Decimal, ...]:
    """``whole`` in parts proportional to ``weights``, each with ``decimals`` decimals; they add up to it exactly.

    Parts are cut down and the missing units given by largest remainder, ties to the lower index. A negative whole is
    split as its absolute value; if all weights are 0 the first part takes all. ``whole`` must fit ``decimals``.
    """
    if not has_decimals(whole, decimals):
        raise ValueError(f"{whole} has more than {decimals} decimals")
    if any(weight < 0 for weight in weights):
        raise ValueError("weights are never negative")
    if not weights:
        if whole:
            raise ValueError("there is no part to take the whole")
        return ()
    units = [0] * len(weights)
    total_units = int(abs(whole).scaleb(decimals, _EXACT))
    integers = _integers(weights)
    total_weight = sum(integers)
    if total_weight == 0:
        units[0] = total_units
    else:
        shares = [divmod(total_units * weight, total_weight) for weight in integers]
        units = [share for share, _ in shares]
        by_remainder = sorted(range(len(shares)), key=lambda index: (-shares[index][1], index))
        for index in by_remainder[: total_units - sum(units)]:
            units[index] += 1
    sign = -1 if whole < 0 else 1
    return tuple(Decimal(sign * count).scaleb(-decimals, _EXACT) for count in units)


def plain(value: Decimal) -> str:
    """The one spelling of a number: no exponent, no trailing zeros, no negative zero (``914.5``, ``0``, ``-3``)."""
    if not value:
        return "0"
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=32)
def _unit(decimals: int) -> Decimal:
    return ONE.scaleb(-decimals)


def _integers(values: Sequence[Decimal]) -> list[int]:
    """``values`` times the power of ten that makes all of them whole."""
    places = max((-min(int(value.as_tuple().exponent), 0) for value in values), default=0)
    return [int(value.scaleb(places, _EXACT)) for value in values]


# --- how amounts are written ---


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A reader's choice for the amounts of a statement; the defaults are the product's.

    ``precision``: decimals, by default the currency's. ``show_zero``: false leaves zeros blank, except in totals.
    ``format_money``: where the currency's sign stands. ``negative_format``: ``-$5.00`` (mines) or ``($5.00)``.
    """

    precision: int | None = None
    divide_on_1000: bool = False
    show_zero: bool = False
    format_money: Literal["total", "always", "none"] = "total"
    negative_format: Literal["mines", "parentheses"] = "mines"


def format_amount(value: Decimal, currency: str, style: NumberFormat, *, total: bool = False, symbol: str | None = None) -> str:
    """``value`` as a statement writes it. ``total``: it is a total, so zero is shown and the sign may be too.

    ``symbol`` is the organization's own sign for the currency, otherwise the usual one.
    """
    if style.divide_on_1000:
        value = _WIDE.divide(value, Decimal(1000))
    value = rounded(value, exponent(currency) if style.precision is None else style.precision)
    if not value and not (style.show_zero or total):
        return ""
    money = style.format_money == "always" or (style.format_money == "total" and total)
    sign = (currency_symbol(currency) if symbol is None else symbol) if money else ""
    return _signed(value, f"{sign}{abs(value):,f}", style.negative_format)


def format_money(value: Decimal, currency: str, *, symbol: str | None = None) -> str:
    """``value`` as screens and documents write it: ``$1,234.50``, ``-$3.00``, ``$0.00``."""
    return format_amount(value, currency, NumberFormat(format_money="always", show_zero=True), symbol=symbol)


def format_price(value: Decimal, currency: str, *, symbol: str | None = None) -> str:
    """The price of one: as an amount, with all of its decimals where it has more than the currency: ``$0.0125``."""
    places = max(exponent(currency), -int(value.normalize().as_tuple().exponent))
    return format_amount(value, currency, NumberFormat(precision=places, format_money="always", show_zero=True), symbol=symbol)


def format_percentage(fraction: Decimal, style: NumberFormat | None = None) -> str:
    """A share of a whole (0.125) as ``12.50%``."""
    value = rounded(multiplied(fraction, Decimal(100)), 2)
    return _signed(value, f"{abs(value):,f}%", (style or NumberFormat()).negative_format)


@lru_cache(maxsize=512)
def currency_symbol(currency: str) -> str:
    """The sign that people write, in English: ``$``, ``€``, ``KWD``."""
    return get_currency_symbol(currency, locale="en")


def _signed(value: Decimal, text: str, negative_format: str) -> str:
    if value >= 0:
        return text
    return f"({text})" if negative_format == "parentheses" else f"-{text}"
