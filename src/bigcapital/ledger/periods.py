"""Days in ranges: fiscal years, the columns of a statement, and what it is compared with.

Ranges include both ends. A fiscal year may begin with any month; quarters and years follow it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from bigcapital.formats import MONTHS

By = Literal["day", "week", "month", "quarter", "year"]
DAY = timedelta(days=1)
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``start`` to ``end``, both included. Raises ``ValueError`` when there is none."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"{self.start} is after {self.end}")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


class NoDays(NamedTuple):
    """The place between two days, where a range would be that has none: ``end`` is the day before ``start``."""

    start: date
    end: date


Days = Period | NoDays


def month_number(name: str) -> int:
    """1..12 for a month's English name."""
    return MONTHS.index(name.lower()) + 1


def fiscal_year(day: date, first_month: int = 1) -> Period:
    """The fiscal year that contains ``day``; years begin on the first of ``first_month``."""
    start = date(day.year if day.month >= first_month else day.year - 1, first_month, 1)
    return Period(start, _before(add_months(start, 12)))


def month(day: date) -> Period:
    """The calendar month that contains ``day``."""
    start = day.replace(day=1)
    return Period(start, end_of_month(day))


def end_of_month(day: date) -> date:
    """The last day of ``day``'s month."""
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - DAY


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier), or the month's last day where it has no such day.

    Before year 1 or after 9999 it is the first or last day there is.
    """
    count = day.year * 12 + day.month - 1 + months
    year, index = divmod(count, 12)
    if year < 1:
        return date.min
    if year > 9999:
        return date.max
    first = date(year, index + 1, 1)
    return first.replace(day=min(day.day, end_of_month(first).day))


def divide(period: Period, by: By, first_month: int = 1) -> list[Period]:
    """The days, weeks (from Monday), months, quarters or years that cover ``period``, the first and last clipped to it."""
    return [Period(max(one.start, period.start), min(one.end, period.end)) for one in _covering(period, by, first_month)]


def previous_period(period: Period) -> Period:
    """As many days, immediately before: no day is in both."""
    length = timedelta(days=period.days)
    return Period(_earlier(period.start, length), _earlier(period.end, length))


def previous_year(period: Period) -> Period:
    """The same days a year earlier (29 February becomes the 28th)."""
    return Period(add_months(period.start, -12), add_months(period.end, -12))


def previous_years(parts: Sequence[Period]) -> list[Days]:
    """What each of these ranges, one behind the other, is a year earlier.

    Together they are what the whole is a year earlier: before a 1 March the part reaches to the end of February, and what
    is a 29 February alone has no days then. (One by one, the 29th would be missed, or the 28th counted twice.)
    """
    whole = previous_year(Period(parts[0].start, parts[-1].end))
    starts = [whole.start, *(_year_earlier(part.start) for part in parts[1:])]
    ends = [*(start - DAY for start in starts[1:]), whole.end]
    return [Period(start, end) if start <= end else NoDays(start, end) for start, end in zip(starts, ends, strict=True)]


def _year_earlier(start: date) -> date:
    """Where what begins on ``start`` begins a year earlier: with 1 March for a 29 February."""
    return add_months(start if (start.month, start.day) != (2, 29) else start + DAY, -12)


def _covering(period: Period, by: By, first_month: int) -> Iterator[Period]:
    start = _start(period.start, by, first_month)
    while start <= period.end:
        end = _end(start, by)
        yield Period(start, end)
        if end == date.max:
            return
        start = end + DAY


def _start(day: date, by: By, first_month: int) -> date:
    if by == "day":
        return day
    if by == "week":
        return date.fromordinal(max(1, day.toordinal() - day.weekday()))
    months = _MONTHS_OF[by]
    return add_months(day.replace(day=1), -((day.month - first_month) % months))


def _end(start: date, by: By) -> date:
    if by == "day":
        return start
    if by == "week":
        return date.fromordinal(min(date.max.toordinal(), start.toordinal() + 6 - start.weekday()))
    return _before(add_months(start, _MONTHS_OF[by]))


def _before(first: date) -> date:
    """The day before the first of a month, or the last day there is when that month never comes."""
    return first if first == date.max else first - DAY


def _earlier(day: date, length: timedelta) -> date:
    return date.fromordinal(max(1, day.toordinal() - length.days))
