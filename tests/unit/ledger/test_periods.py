"""Fiscal years, columns and comparisons."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcapital.ledger.periods import (
    By,
    NoDays,
    Period,
    add_months,
    divide,
    fiscal_year,
    month_number,
    previous_period,
    previous_year,
    previous_years,
)

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
months = st.integers(1, 12)
steps = st.sampled_from(["day", "week", "month", "quarter", "year"])


@given(days, st.integers(0, 1200), steps, months)
def test_columns_cover_every_day_of_the_range_once(start: date, length: int, by: By, first_month: int) -> None:
    whole = Period(start, start + timedelta(days=length))
    columns = divide(whole, by, first_month)
    assert columns[0].start == whole.start and columns[-1].end == whole.end
    for left, right in pairwise(columns):
        assert right.start == left.end + timedelta(days=1)


@given(days, months)
def test_a_fiscal_year_contains_its_day_and_begins_with_its_month(day: date, first_month: int) -> None:
    year = fiscal_year(day, first_month)
    assert day in year and (year.start.month, year.start.day) == (first_month, 1)
    assert year.end + timedelta(days=1) == year.start.replace(year=year.start.year + 1)


@given(days, months)
def test_quarters_and_years_follow_the_fiscal_year(day: date, first_month: int) -> None:
    year = fiscal_year(day, first_month)
    assert divide(year, "year", first_month) == [year]
    assert len(divide(year, "quarter", first_month)) == 4
    assert len(divide(year, "month", first_month)) == 12


@given(days, st.integers(0, 800))
def test_the_previous_period_is_as_long_and_ends_the_day_before(start: date, length: int) -> None:
    period = Period(start, start + timedelta(days=length))
    before = previous_period(period)
    assert before.days == period.days and before.end + timedelta(days=1) == period.start


def test_the_previous_year_of_a_leap_day() -> None:
    assert previous_year(Period(date(2024, 2, 29), date(2024, 3, 31))) == Period(date(2023, 2, 28), date(2023, 3, 31))


@given(days, st.integers(0, 1200), steps, months)
def test_columns_a_year_earlier_cover_the_range_a_year_earlier_once(start: date, length: int, by: By, first_month: int) -> None:
    whole = Period(start, start + timedelta(days=length))
    columns = divide(whole, by, first_month)
    earlier = previous_years(columns)
    assert (earlier[0].start, earlier[-1].end) == (previous_year(whole).start, previous_year(whole).end)
    for left, right in pairwise(earlier):
        assert right.start == left.end + timedelta(days=1)
    assert all(one.start == add_months(column.start, -12) for column, one in list(zip(columns, earlier, strict=True))[1:]
               if (column.start.month, column.start.day) != (2, 29))  # fmt: skip


def test_a_leap_day_in_columns_is_neither_missed_nor_counted_twice() -> None:
    february = divide(Period(date(2024, 2, 27), date(2024, 3, 1)), "day")
    assert previous_years(february) == [
        Period(date(2023, 2, 27), date(2023, 2, 27)),
        Period(date(2023, 2, 28), date(2023, 2, 28)),
        NoDays(date(2023, 3, 1), date(2023, 2, 28)),
        Period(date(2023, 3, 1), date(2023, 3, 1)),
    ]
    spring = divide(Period(date(2025, 2, 1), date(2025, 3, 31)), "month")
    assert previous_years(spring) == [Period(date(2024, 2, 1), date(2024, 2, 29)), Period(date(2024, 3, 1), date(2024, 3, 31))]


def test_weeks_begin_on_monday_and_the_first_is_clipped() -> None:
    assert divide(Period(date(2024, 1, 3), date(2024, 1, 9)), "week") == [
        Period(date(2024, 1, 3), date(2024, 1, 7)),
        Period(date(2024, 1, 8), date(2024, 1, 9)),
    ]


def test_the_ends_of_the_calendar_are_no_obstacle() -> None:
    assert divide(Period(date(9999, 11, 5), date.max), "month")[-1] == Period(date(9999, 12, 1), date.max)
    assert divide(Period(date(9999, 12, 30), date.max), "day")[-1] == Period(date.max, date.max)
    assert divide(Period(date.min, date(1, 1, 10)), "week")[0].start == date.min
    assert previous_period(Period(date.min, date.min)) == Period(date.min, date.min)
    assert fiscal_year(date.max, 7) == Period(date(9999, 7, 1), date.max)


def test_a_range_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError):
        Period(date(2024, 1, 2), date(2024, 1, 1))


def test_months_have_names() -> None:
    assert [month_number(name) for name in ("january", "December")] == [1, 12]
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
