"""How names and values stand in a text whose syntax gives meaning to colons, commas, brackets and ends of lines.

Two ways: a *tag* keeps its value exactly, by percent signs; a *bare* text is for the eye, and loses what could be misread.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from urllib.parse import unquote

from bigcapital.ledger.money import exponent, has_decimals, plain

_MISREAD = frozenset('%,[]"')
_ESCAPED = re.compile("%[0-9A-F]{2}")
_HARMLESS = frozenset(" -_.'/&+()")
_BREAKS = ("Zl", "Zp")


def escaped(value: str) -> str:
    """``value`` for a tag: one line, without commas, brackets and outer blanks. ``unescaped`` gives it back exactly."""
    inner = value.strip()
    start = value.index(inner) if inner else len(value)
    end = start + len(inner)
    return "".join(_percent(one) if not start <= place < end or _is_misread(one) else one for place, one in enumerate(value))


def unescaped(text: str) -> str:
    """What ``escaped`` was given. A percent sign that stands for nothing is itself."""
    return unquote(text, errors="strict") if _ESCAPED.search(text) else text


def _is_misread(one: str) -> bool:
    category = unicodedata.category(one)
    return one in _MISREAD or category == "Cc" or category in _BREAKS


def _percent(one: str) -> str:
    return "".join(f"%{byte:02X}" for byte in one.encode())


def bare(text: str) -> str:
    """``text`` as a person reads it: letters, digits and harmless signs; whatever else becomes a hyphen, blanks become one."""
    kept = (" " if one.isspace() else one if _is_letter(one) or one in _HARMLESS else "-" for one in text)
    return " ".join("".join(kept).split())


def _is_letter(one: str) -> bool:
    return unicodedata.category(one)[0] in "LMN"


def step(name: str) -> str:
    """One step of an account's path. It begins with a letter or digit: other beginnings have a meaning of their own."""
    shown = bare(name)
    return shown if shown and unicodedata.category(shown[0])[0] in "LN" else f"x{shown}"


def capital_step(name: str, code: str | None) -> str:
    """The same where only letters, digits and hyphens may stand, and a capital or a digit first: the code leads, else an X."""
    shown = "-".join(filter(None, re.split(r"[\W_]+", unicodedata.normalize("NFC", name)))) or "-"
    kept = "".join(one for one in shown if one == "-" or unicodedata.category(one)[0] == "L" or unicodedata.category(one) == "Nd")
    lead = "-".join(re.findall("[0-9A-Za-z]+", code or ""))
    kept = f"{lead}-{kept}" if lead else kept
    first = kept[:1].upper()
    if len(first) == 1 and unicodedata.category(first) in ("Lu", "Nd"):
        return first + kept[1:]
    return f"X-{kept}"


class Unique:
    """Gives out names; one that is taken, in any case of letters, gets a number behind it."""

    def __init__(self, join: str = " "):
        self._taken: set[str] = set()
        self._join = join

    def name(self, wanted: str) -> str:
        """``wanted``, or ``wanted 2`` and so on."""
        found, count = wanted, 1
        while found.casefold() in self._taken:
            count += 1
            found = f"{wanted}{self._join}{count}"
        self._taken.add(found.casefold())
        return found


def handles(rows: Iterable[tuple[int, str]]) -> dict[int, str]:
    """What each of ``rows`` (id, name) is called in the text: by its name, of several with one name all but the first numbered."""
    unique = Unique()
    return {id: unique.name(name) for id, name in rows}


def money(value: Decimal, currency: str) -> str:
    """An amount with its currency's decimals, or all it has: ``914.50 USD``, ``-3 JPY``."""
    decimals = exponent(currency)
    return f"{value:.{decimals}f} {currency}" if has_decimals(value, decimals) else f"{plain(value)} {currency}"
