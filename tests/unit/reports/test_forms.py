"""Columns, pages, files: the rest of what is pure."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from bigcapital.errors import Failed, InvalidInput
from bigcapital.ledger.money import NumberFormat
from bigcapital.ledger.periods import DAY, Period
from bigcapital.pdf import WeasyPrinter
from bigcapital.reports import balance_sheet, formats, labels, profit_loss, table
from bigcapital.reports.chart import Account, Chart
from bigcapital.reports.columns import MOST_COLUMNS, label, layout
from bigcapital.reports.formats import ACCEPTS, form_for
from bigcapital.reports.pages import slices
from bigcapital.reports.query import BalanceSheetQuery
from bigcapital.reports.sheet import Sheet
from bigcapital.reports.spreadsheets import harmless
from bigcapital.reports.statement import share
from bigcapital.reports.table import Column, Row, Table
from tests.unit.reports.making import context, writer


@settings(deadline=None)
@given(
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.integers(0, 399),
    st.sampled_from(["day", "week", "month", "quarter", "year"]),
    st.integers(1, 12),
)
def test_columns_by_date_cover_the_range_day_by_day(start: date, length: int, by: str, first_month: int) -> None:
    whole = Period(start, start + DAY * length)
    parts = layout(BalanceSheetQuery(display_columns_type="date_periods", display_columns_by=by), whole, context(first_month)).parts
    assert parts[0].period.start == whole.start and parts[-1].period.end == whole.end
    assert all(later.period.start == one.period.end + DAY for one, later in zip(parts, parts[1:], strict=False))
    assert len({one.label for one in parts}) == len({one.key for one in parts}) == len(parts)


def test_more_columns_than_anyone_reads_are_refused_without_making_them() -> None:
    whole = Period(date(1000, 1, 1), date(9998, 12, 31))
    for by in ("day", "week", "month", "quarter", "year"):
        with pytest.raises(InvalidInput, match=f"more than {MOST_COLUMNS} columns"):
            layout(BalanceSheetQuery(display_columns_type="date_periods", display_columns_by=by), whole, context())


def test_the_heads_of_columns_say_what_they_cover() -> None:
    english, arabic = context(), context(language="ar")
    assert label(Period(date(2024, 1, 5), date(2024, 1, 5)), "day", english) == "05 Jan 2024"
    assert label(Period(date(2024, 2, 1), date(2024, 2, 10)), "month", english) == "Feb 2024"
    assert label(Period(date(2024, 1, 1), date(2024, 3, 31)), "quarter", english) == "Jan – Mar 2024"
    assert label(Period(date(2023, 11, 1), date(2024, 1, 31)), "quarter", english) == "Nov 2023 – Jan 2024"
    assert label(Period(date(2024, 1, 1), date(2024, 12, 31)), "year", english) == "2024"
    assert label(Period(date(2023, 4, 1), date(2024, 3, 31)), "year", context(first_month=4)) == "2023/24"
    assert label(Period(date(2024, 2, 1), date(2024, 2, 10)), "month", arabic) == "فبراير 2024"


def test_the_head_of_a_cut_quarter_or_year_says_its_real_range() -> None:
    english, april = context(), context(first_month=4)
    assert label(Period(date(2024, 2, 1), date(2024, 12, 31)), "year", english) == "Feb – Dec 2024"
    assert label(Period(date(2024, 1, 1), date(2024, 11, 27)), "year", english) == "01 Jan 2024 – 27 Nov 2024"
    assert label(Period(date(2024, 1, 15), date(2024, 3, 31)), "year", april) == "15 Jan 2024 – 31 Mar 2024"
    assert label(Period(date(2024, 2, 1), date(2024, 3, 31)), "quarter", english) == "Feb – Mar 2024"
    assert label(Period(date(2024, 2, 10), date(2024, 3, 31)), "quarter", english) == "10 Feb 2024 – 31 Mar 2024"
    assert label(Period(date(2024, 7, 1), date(2024, 7, 1)), "quarter", english) == "01 Jul 2024"


@given(st.lists(st.integers(0, 9), max_size=8), st.integers(1, 7))
def test_pages_of_lines_are_the_whole_in_pieces(counts: list[int], size: int) -> None:
    accounts, by_account = range(len(counts)), dict(enumerate(counts))
    whole = [(account, place) for account, count in enumerate(counts) for place in range(count)]
    pages = [slices(accounts, by_account, first, size) for first in range(0, sum(counts) + size, size)]
    shown = [[(one.group, place) for one in page for place in range(one.skip, one.skip + one.count)] for page in pages]
    assert [each for page in shown for each in page] == whole
    assert all(len(page) <= size for page in shown)


@given(st.text(max_size=20) | st.sampled_from(["\uff1d1", " \uff0b1", "\uff0d1", "\uff20x"]))
def test_no_text_of_a_csv_can_become_a_formula(text: str) -> None:
    assert not harmless(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
    assert harmless(text).endswith(text)


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "json"), ("*/*", "json"), ("application/json", "json"), ("application/json, text/plain, */*", "json"),
        ("application/json+table", "table"), ("application/csv", "csv"), ("text/csv", "csv"), ("application/xlsx", "xlsx"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"), ("Application/JSON+Table", "table"),
        ("application/pdf", "pdf"), ("application/json+html", "html_content"), ("text/html,application/xhtml+xml,*/*;q=0.8", "html"),
    ],
)  # fmt: skip
def test_the_accept_header_chooses_the_form(accept: str, name: str) -> None:
    assert form_for(accept).name == name


def test_what_nobody_waits_for_is_left_to_a_job_and_what_nobody_reads_is_refused() -> None:
    pdf, xlsx, text, page = (form_for(accept) for accept in ("application/pdf", "application/xlsx", "text/csv", "text/html"))
    assert not pdf.waits(pdf.at_once) and pdf.waits(pdf.at_once + 1) and xlsx.waits(xlsx.at_most)
    assert not text.waits(10_000_000) and not form_for("application/json").waits(10_000_000)
    for form in (pdf, xlsx, page):
        with pytest.raises(Failed, match="rows") as refused:
            form.waits(form.at_most + 1)
        assert refused.value.status == 400


def _sheet(style: NumberFormat, *values: Decimal) -> Sheet:
    numbers = (Column("a", "Total", numeric=True), Column("b", "% of Row", numeric=True))
    columns = (Column("name", "Account name"), Column("group", "2024", numbers))
    eighth = table.percentage("b", Decimal("0.125"), writer(style))
    rows = tuple(
        Row((table.text("name", f"row {place}"), table.amount("a", value, writer(style)), eighth), ("ACCOUNT",))
        for place, value in enumerate(values)
    )
    meta = {"sheet_name": "A/B: [test]", "organization_name": "R&D", "formatted_date_range": "As 2024/12/31"}
    return Sheet(list, lambda: Table(columns, rows, writer(style)), {}, meta)


@settings(deadline=None, max_examples=40)
@given(st.decimals("-9999999999", "9999999999", places=2), st.booleans())
def test_files_carry_the_amount_itself(value: Decimal, thousands: bool) -> None:
    sheet = _sheet(NumberFormat(divide_on_1000=thousands, show_zero=True, precision=5), value)
    expected = value / 1000 if thousands else value
    form = form_for("text/csv")
    rows = list(csv.reader(io.StringIO(form.whole(sheet).decode("utf-8-sig"))))
    assert rows[0] == ["Account name", "2024 Total", "2024 % of Row"]
    assert Decimal(rows[1][1]) == expected and rows[1][2] == "12.50%"
    page = CalamineWorkbook.from_filelike(io.BytesIO(form_for("application/xlsx").whole(sheet))).get_sheet_by_index(0).to_python()
    assert page[1][1] == pytest.approx(float(expected), rel=1e-14, abs=1e-14) and page[1][2] == 0.125


def test_a_blank_zero_is_blank_in_files_too() -> None:
    sheet = _sheet(NumberFormat(), Decimal(0))
    assert form_for("text/csv").whole(sheet).decode().splitlines()[1] == "row 0,,12.50%"


def test_files_survive_the_cache() -> None:
    sheet = _sheet(NumberFormat(), Decimal(5))
    for accept in ACCEPTS:
        form = form_for(accept)
        body = form.whole(sheet, formats.Desk(WeasyPrinter()))
        assert formats.restored(formats.kept(body, form), form) == body


def test_a_share_of_nothing_is_nothing() -> None:
    assert share(Decimal(5), Decimal(0)) == 0
    assert share(Decimal(1), Decimal(3)) == Decimal("0.333333")
    assert share(Decimal(-1), Decimal(3)) == Decimal("-0.333333")


def test_cells_are_numbered_over_the_leaves() -> None:
    columns = _sheet(NumberFormat()).table().json()["columns"]
    assert [columns[0]["cell_index"], *(one["cell_index"] for one in columns[1]["children"])] == [0, 1, 2]


def test_every_label_of_a_statement_is_spoken_in_arabic() -> None:
    def all_labels(sections: object) -> list[str]:
        return [one for section in sections for one in (section.label, *all_labels(section.sections))]  # type: ignore[attr-defined]

    sections = (
        *balance_sheet.SECTIONS,
        profit_loss.INCOME,
        profit_loss.COST,
        profit_loss.EXPENSES,
        profit_loss.OTHER_INCOME,
        profit_loss.OTHER_EXPENSES,
    )
    for english in all_labels(sections):
        assert labels.text(english, "ar") != english and labels.text(english, "en") == english
    assert labels.text("Total {name}", "ar", name="x") == "إجمالي x"


def test_an_account_whose_parent_is_not_asked_for_stands_on_top() -> None:
    chart = Chart(
        (Account(1, "a", "2", "bank"), Account(2, "b", "1", "bank", 1), Account(3, "c", None, "bank"), Account(4, "d", "9", "bank", 2))
    )
    assert [one.id for one in chart.walk()] == [1, 2, 4, 3]
    assert [one.id for one in chart.only({2}).walk()] == [2, 4]
    assert chart.only(()) is chart and [one.id for one in chart.only({99}).walk()] == []
