"""When a schedule comes due: which days, from the first one on. Pure; a day is a day where the organization is.

Each slot is counted from the first day, never from the slot before, so that the 31st stays the 31st: a month without it has
the slot on its last day, and the next month has it on the 31st again.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, get_args

Unit = Literal["day", "week", "month", "month_end"]
UNITS: Final[tuple[str, ...]] = get_args(Unit)
LAST_DAY: Final = date(9900, 12, 31)  # no schedule goes on beyond it, so that whatever is due later is a day that exists
_DAYS: Final = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Every ``every`` days, weeks or months from ``starts_on``, or on the last day of every so many months; until ``ends_on``."""

    unit: Unit
    every: int
    starts_on: date
    ends_on: date | None = None

    def slot(self, place: int) -> date | None:
        """The slot at ``place``, from 0; None where the schedule is over."""
        found = self._day(place)
        return found if found is not None and found <= (self.ends_on or LAST_DAY) else None

    def slots(self, day: date) -> Iterator[date]:
        """The slots on or after ``day``, in order."""
        place = self._place(day)
        while (found := self.slot(place)) is not None:
            yield found
            place += 1

    def first(self, day: date) -> date | None:
        """The first slot on or after ``day``."""
        return next(self.slots(day), None)

    def _day(self, place: int) -> date | None:
        start = self.starts_on
        if self.unit in _DAYS:
            ahead = place * self.every * _DAYS[self.unit]
            return start + timedelta(days=ahead) if ahead <= (LAST_DAY - start).days else None
        year, month = divmod(start.year * 12 + start.month - 1 + place * self.every, 12)
        if year > LAST_DAY.year:
            return None
        length = monthrange(year, month + 1)[1]
        return date(year, month + 1, length if self.unit == "month_end" else min(start.day, length))

    def _place(self, day: date) -> int:
        """The place of the first slot on or after ``day``, were there no end."""
        start = self.starts_on
        if day <= start:
            return 0
        if self.unit in _DAYS:
            return -(-(day - start).days // (self.every * _DAYS[self.unit]))
        place = ((day.year - start.year) * 12 + day.month - start.month) // self.every
        found = self._day(place)
        return place + 1 if found is not None and found < day else place
