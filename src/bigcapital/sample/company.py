"""Who the sample company deals with, what it sells, and how much of that in a month.

Only whole amounts, so that every base currency can hold them, and only accounts that every organization has.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

MONTHS = 12
CUSTOMERS = ("Harbour Café", "Nord Gallery", "Lindqvist Interiors")  # who take turns to order designs
ABROAD = "Galerie Fontaine"  # pays in another currency
COUNTER = "Customers of the shop"
VENDORS = ("Old Mill Paper", "Ink & Frame")
PEOPLE = (*CUSTOMERS, ABROAD, COUNTER, *VENDORS)
OPENING = {"Harbour Café": 1_200, "Old Mill Paper": 640}  # owed when the books began

PRICES = {
    "Design, an hour": 65,
    "Logo and letterhead": 1_400,
    "Poster design": 220,
    "Art print": 45,
    "Framed print": 140,
    "Ten postcards": 12,
}
GOODS = ("Art print", "Framed print", "Ten postcards")  # all else is work

Sold = tuple[tuple[str, int], ...]  # items, and how many of each


def worth(sold: Iterable[tuple[str, int]]) -> int:
    """What they cost together."""
    return sum(PRICES[item] * quantity for item, quantity in sold)


def designs(first: date, index: int) -> tuple[Sold, Sold]:
    """What a month's customers order, in its first and second half: a little more each month."""
    season = _season(first)
    half = ("Design, an hour", (46 + 2 * index) * season // 100)
    return (half,), (("Logo and letterhead", 1), ("Design, an hour", (26 + 2 * index) * season // 100))


def prints(first: date, index: int) -> Sold:
    """What the shop sells in a month."""
    season = _season(first)
    several = (("Art print", 20 + index), ("Framed print", 6), ("Ten postcards", 30 + 2 * index))
    return tuple((item, quantity * season // 100) for item, quantity in several)


def month_of(today: date, index: int) -> date:
    """First day of the ``index``-th of the twelve months that end with today's."""
    months = today.year * 12 + today.month - MONTHS + index
    return date(months // 12, months % 12 + 1, 1)


def _season(first: date) -> int:
    """A dip in the summer, and much before the holidays; 100 is usual."""
    return 80 if first.month in {7, 8} else 130 if first.month in {11, 12} else 100
