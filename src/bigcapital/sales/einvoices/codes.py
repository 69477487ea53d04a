"""Codes of the lists that EN 16931 refers to, and how what people write becomes one. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from babel import Locale

from bigcapital.languages import LANGUAGES
from bigcapital.sales.einvoices.terms import Identifier

# Electronic address schemes (EAS), and those of legal registrations (ISO 6523), as ranges: 9922-9953 is each of them.
_ADDRESSES: Final = (
    "0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0151 0183-0184 0188 0190-0193 0195-0196 0198-0202 0204 0208-0213 "
    "0215-0216 0218 0221 0230 9910 9913-9915 9918-9920 9922-9953 9957 9959"
)
_REGISTRATIONS: Final = "0002-0091 0093-0102 0104-0180 0183-0243"
# The territory of the Union's value added tax, and what its numbers begin with where that is not the country's code.
_UNION: Final = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
_PREFIXES: Final = {"GR": "EL"}
REASONS: Final[Mapping[str, str]] = {"AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "G": "VATEX-EU-G", "O": "VATEX-EU-O"}
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(given: str | None) -> str:
    """What somebody wrote, without the characters that XML cannot carry."""
    return _NOT_XML.sub("", given or "").strip()


def identifier(given: str | None) -> Identifier | None:
    """``0208:0123456749`` → scheme and number; a number alone has no scheme."""
    written = text(given)
    if not written:
        return None
    scheme, colon, number = written.partition(":")
    found = re.sub(r"\s", "", number)
    return Identifier(found, scheme.strip()) if colon and found else Identifier(written.strip(":"))


def is_address(endpoint: Identifier | None, *, mail: bool = False) -> bool:
    """Whether it is in a scheme that Peppol delivers to; or, with ``mail``, an e-mail address, which the standard knows too."""
    return endpoint is not None and (endpoint.scheme in _listed(_ADDRESSES) or (mail and endpoint.scheme == "EM"))


def is_registration(registration: Identifier) -> bool:
    """Whether its scheme, if it names one, is one of registers."""
    return registration.scheme is None or registration.scheme in _listed(_REGISTRATIONS)


def country_of(written: str | None) -> str | None:
    """The country that somebody wrote: its code, or its name in one of our languages."""
    given = text(written)
    if len(given) == 2 and given.upper() in _codes():
        return given.upper()
    return _countries().get(given.casefold())


def tax_number_of(written: str | None, country: str | None) -> str | None:
    """A tax number as the standard wants it: without blanks, and with the code of its country before it."""
    given = re.sub(r"[\s.\-/]", "", text(written)).upper()
    if not given or country is None:
        return None
    prefix = _PREFIXES.get(country, country)
    known = given[:2] in _codes() or given[:2] in _PREFIXES.values()
    return given if given.startswith(prefix) or (known and country in _UNION) else f"{prefix}{given}"


@cache
def _listed(ranges: str) -> frozenset[str]:
    found = set()
    for one in ranges.split():
        first, _, last = one.partition("-")
        found |= {f"{number:04}" for number in range(int(first), int(last or first) + 1)}
    return frozenset(found)


@cache
def _codes() -> frozenset[str]:
    return frozenset(_countries().values())


@cache
def _countries() -> dict[str, str]:
    """Country by its name, in any case of letters."""
    none = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA", "XK"}  # Unicode's, which ISO does not list
    return {
        name.casefold(): str(code)
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in none
    }
