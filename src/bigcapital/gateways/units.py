"""Amounts as Stripe counts them: whole numbers of a currency's smallest unit, by Stripe's own rules. Pure.

Stripe's exponents are not always ISO 4217's, and some amounts that we can write cannot be charged exactly: those have no
number here, and nobody rounds them. Source: docs.stripe.com/currencies.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WHOLE: Final = _codes("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF")
_WHOLE_AS_HUNDREDTHS: Final = frozenset({"ISK", "UGX"})  # counted in hundredths, of which only whole hundreds are charged
_THOUSANDTHS: Final = _codes("BHD JOD KWD OMR TND")  # whose last digit must be 0
_HUNDREDTHS: Final = _codes(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC CVE CZK DKK DOP "
    "DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR JMD KES KGS KHR KYD KZT LAK LBP LKR LRD LSL MAD MDL "
    "MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SEK SGD SHP "
    "SLE SOS SRD SZL THB TJS TOP TRY TTD TWD TZS UAH USD UYU UZS WST XCD XCG YER ZAR ZMW"
)
CURRENCIES: Final = tuple(sorted(_WHOLE | _WHOLE_AS_HUNDREDTHS | _THOUSANDTHS | _HUNDREDTHS))
_MOST: Final = 99_999_999  # eight digits; a few currencies may have more, which nobody needs to know


def to_units(amount: Decimal, currency: str) -> int | None:
    """What Stripe is to be told to charge; None where it cannot charge exactly this: the currency, its decimals or the size.

    >>> to_units(Decimal("12.34"), "USD"), to_units(Decimal("1.234"), "KWD"), to_units(Decimal(5), "UGX")
    (1234, None, 500)
    """
    if currency not in CURRENCIES:
        return None
    units = amount.scaleb(_exponent(currency))
    step = 10 if currency in _THOUSANDTHS else 100 if currency in _WHOLE_AS_HUNDREDTHS else 1
    if units % step or not 0 < units <= _MOST:
        return None
    return int(units)


def from_units(units: int, currency: str) -> Decimal:
    """The amount that so many of Stripe's units are."""
    return Decimal(units).scaleb(-_exponent(currency))


def _exponent(currency: str) -> int:
    return 0 if currency in _WHOLE else 3 if currency in _THOUSANDTHS else 2
