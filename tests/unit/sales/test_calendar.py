"""When schedules come due: any start, unit and length, held against a plain count of days."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, timedelta
from itertools import islice, pairwise

from hypothesis import given
from hypothesis import strategies as some

from bigcapital.sales.recurring.calendar import LAST_DAY, UNITS, Calendar

DAYS = some.dates(date(1990, 1, 1), date(2100, 12, 31))
CALENDARS = some.builds(Calendar, some.sampled_from(UNITS), some.integers(1, 40), DAYS)


def first(calendar: Calendar, count: int) -> list[date]:
    return list(islice(calendar.slots(calendar.starts_on), count))


@given(CALENDARS)
def test_slots_go_forward_from_the_first_day(calendar):
    slots = first(calendar, 50)
    assert len(slots) == 50 and slots[0] >= calendar.starts_on
    assert all(one < following for one, following in pairwise(slots))


@given(some.builds(Calendar, some.sampled_from(("day", "week")), some.integers(1, 40), DAYS))
def test_days_and_weeks_are_as_long_as_they_say(calendar):
    length = timedelta(days=calendar.every * (7 if calendar.unit == "week" else 1))
    assert first(calendar, 20) == [calendar.starts_on + place * length for place in range(20)]


@given(some.builds(Calendar, some.just("month"), some.integers(1, 40), DAYS))
def test_a_month_has_its_slot_on_the_same_day_or_where_it_ends(calendar):
    start = calendar.starts_on
    for place, slot in enumerate(first(calendar, 60)):
        assert (slot.year * 12 + slot.month) == start.year * 12 + start.month + place * calendar.every
        assert slot.day == min(start.day, monthrange(slot.year, slot.month)[1])


@given(some.builds(Calendar, some.just("month_end"), some.integers(1, 40), DAYS))
def test_the_end_of_the_month_is_the_day_before_the_first(calendar):
    assert all((slot + timedelta(days=1)).day == 1 for slot in first(calendar, 60))


def test_the_31st_comes_back_after_a_short_month():
    slots = first(Calendar("month", 1, date(2026, 1, 31)), 4)
    assert slots == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


@given(some.integers(1, 12), some.integers(1990, 2090).filter(isleap))
def test_a_leap_day_is_the_28th_in_other_years(years, year):
    for slot in first(Calendar("month", 12 * years, date(year, 2, 29)), 8):
        assert (slot.month, slot.day) == (2, 29 if isleap(slot.year) else 28)


@given(CALENDARS, some.integers(-400, 4000))
def test_the_first_slot_from_a_day_on_is_found_without_counting(calendar, days):
    day = calendar.starts_on + timedelta(days=days)
    counted = next(slot for slot in calendar.slots(calendar.starts_on) if slot >= day)
    assert calendar.first(day) == counted


@given(CALENDARS, some.integers(0, 2000))
def test_nothing_comes_after_the_end_and_the_end_itself_does(calendar, days):
    ends_on = calendar.starts_on + timedelta(days=days)
    ended = Calendar(calendar.unit, calendar.every, calendar.starts_on, ends_on)
    slots = list(ended.slots(calendar.starts_on))
    assert slots == [slot for slot in first(calendar, 2001) if slot <= ends_on]
    if slots:
        assert list(Calendar(calendar.unit, calendar.every, calendar.starts_on, slots[-1]).slots(calendar.starts_on)) == slots


@given(CALENDARS)
def test_whoever_asks_each_time_for_what_follows_gets_every_slot_once(calendar):
    walked, after = [], calendar.starts_on
    for _ in range(30):
        slot = calendar.first(after)
        assert slot is not None
        walked.append(slot)
        after = slot + timedelta(days=1)
    assert walked == first(calendar, 30)


@given(some.sampled_from(UNITS), some.integers(1, 1000), some.dates(LAST_DAY - timedelta(days=900), date.max))
def test_it_ends_before_the_calendar_of_the_computer_does(unit, every, start):
    calendar = Calendar(unit, every, start)
    slots = list(islice(calendar.slots(start), 1000))
    assert all(slot <= LAST_DAY for slot in slots)
