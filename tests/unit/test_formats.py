from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcapital.formats import (
    DATE_FORMATS,
    DEFAULT_DATE_FORMAT,
    MONTHS,
    date_formats,
    fiscal_year_start,
    format_date,
    format_moment,
)

DAY = date(2024, 9, 5)


@pytest.mark.parametrize(
    "pattern, written",
    [
        ("MM.dd.yy", "09.05.24"),
        ("dd.MM.yyyy", "05.09.2024"),
        ("M/D/YYYY", "9/5/2024"),
        ("MM/DD/YYYY", "09/05/2024"),
        ("dd MMM YYYY", "05 Sep 2024"),
        ("MMMM dd, YYYY", "September 05, 2024"),
        ("EEE, MMMM dd, YYYY", "Thu, September 05, 2024"),
        ("EEEE", "Thursday"),
        (DEFAULT_DATE_FORMAT, "05 Sep 2024"),
    ],
)
def test_a_day_is_written_as_the_organization_chose(pattern, written):
    assert format_date(DAY, pattern) == written


def test_arabic_has_its_own_names_and_western_digits():
    assert format_date(DAY, "EEE, MMMM dd, YYYY", "ar") == "الخميس, سبتمبر 05, 2024"


def test_a_language_that_we_do_not_speak_reads_as_english():
    assert format_date(DAY, "MMMM", "fr") == "September"


def test_a_moment_is_written_as_the_day_that_it_is_where_the_organization_is():
    late = datetime(2024, 12, 31, 23, 30, tzinfo=UTC)
    assert format_moment(late, "dd.MM.yyyy", timezone="UTC") == "31.12.2024"
    assert format_moment(late, "dd.MM.yyyy", timezone="Asia/Tokyo") == "01.01.2025"


def test_the_picker_shows_today_in_every_format():
    offered = date_formats(DAY)
    assert [one["key"] for one in offered] == list(DATE_FORMATS)
    assert offered[0] == {"key": "MM.dd.yy", "label": "09.05.24 [MM.dd.yy]"}


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31)))
def test_no_digit_of_a_full_date_is_lost(day):
    written = format_date(day, "yyyy.MM.dd")
    assert date(*map(int, written.split("."))) == day


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31)), st.sampled_from(MONTHS))
def test_a_day_lies_in_the_fiscal_year_that_starts_at_or_before_it_and_less_than_a_year_ago(day, month):
    start = fiscal_year_start(day, month)
    assert start <= day < date(start.year + 1, start.month, 1)
    assert (start.day, MONTHS[start.month - 1]) == (1, month)
