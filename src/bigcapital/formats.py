"""Days and moments as an organization writes them, in English and in Arabic; pure.

An organization picks one of ``DATE_FORMATS``. Their letters come from two traditions that clients mix freely, so day and
year letters are read in either case: ``dd``/``DD`` day, ``M``..``MMMM`` month, ``yy``/``YYYY`` year, ``EEE``/``EEEE``
weekday. Everything else stands for itself. Digits are Western in both languages, as accountants' documents need.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale

from bigcapital.languages import LANGUAGES

DEFAULT_DATE_FORMAT = "DD MMM yyyy"
DATE_FORMATS = (
    "MM.dd.yy",
    "dd.MM.yy",
    "yy.MM.dd",
    "MM.dd.yyyy",
    "dd.MM.yyyy",
    "yyyy.MM.dd",
    "MM/DD/YYYY",
    "M/D/YYYY",
    "dd MMM YYYY",
    "dd MMMM YYYY",
    "MMMM dd, YYYY",
    "EEE, MMMM dd, YYYY",
)
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")

_TOKEN = re.compile(r"[yY]+|[dD]+|M+|E+|[^yYdDME]+")


def format_date(day: date, pattern: str = DEFAULT_DATE_FORMAT, language: str = "en") -> str:
    """``day`` written by ``pattern``; a language that the product does not speak reads as English."""
    return "".join(part(day) if callable(part) else part for part in _compiled(pattern, language))


def format_moment(moment: datetime, pattern: str = DEFAULT_DATE_FORMAT, language: str = "en", timezone: str = "UTC") -> str:
    """The day that ``moment`` (aware) falls on in ``timezone``, written by ``pattern``."""
    return format_date(moment.astimezone(ZoneInfo(timezone)).date(), pattern, language)


def date_formats(today: date, language: str = "en") -> list[dict[str, str]]:
    """What a picker offers: each format as ``key``, and ``label`` showing ``today`` in it."""
    return [{"label": f"{format_date(today, pattern, language)} [{pattern}]", "key": pattern} for pattern in DATE_FORMATS]


def fiscal_year_start(day: date, first_month: str) -> date:
    """First day of the fiscal year that contains ``day``, where years begin with ``first_month`` ("january" …)."""
    month = MONTHS.index(first_month.lower()) + 1
    return date(day.year if day.month >= month else day.year - 1, month, 1)


@lru_cache(maxsize=256)
def _compiled(pattern: str, language: str) -> tuple[str | Callable[[date], str], ...]:
    names = _names(language if language in LANGUAGES else "en")
    return tuple(_part(token, names) for token in _TOKEN.findall(pattern))


def _part(token: str, names: dict[str, dict[int, str]]) -> str | Callable[[date], str]:
    letter, width = token[0].lower() if token[0] in "yYdD" else token[0], len(token)
    if letter == "y":
        return (lambda day: f"{day.year % 100:02}") if width == 2 else (lambda day: f"{day.year:04}")
    if letter == "d":
        return (lambda day: f"{day.day:02}") if width > 1 else (lambda day: str(day.day))
    if letter == "M" and width > 2:
        months = names["MMM" if width == 3 else "MMMM"]
        return lambda day: months[day.month]
    if letter == "M":
        return (lambda day: f"{day.month:02}") if width == 2 else (lambda day: str(day.month))
    if letter == "E":
        weekdays = names["EEEE" if width > 3 else "EEE"]
        return lambda day: weekdays[day.weekday()]
    return token


@lru_cache(maxsize=len(LANGUAGES))
def _names(language: str) -> dict[str, dict[int, str]]:
    locale = Locale(language)
    return {
        "MMM": dict(locale.months["format"]["abbreviated"]),
        "MMMM": dict(locale.months["format"]["wide"]),
        "EEE": dict(locale.days["format"]["abbreviated"]),
        "EEEE": dict(locale.days["format"]["wide"]),
    }
