"""The columns of a statement: the whole range, its parts by date, and what each is compared with; pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from bigcapital.errors import InvalidInput
from bigcapital.formats import format_date
from bigcapital.ledger import periods
from bigcapital.ledger.periods import By, Days, Period
from bigcapital.reports.context import Context
from bigcapital.reports.query import ColumnsQuery

MOST_COLUMNS = 400  # more than a year of days; a wider sheet serves nobody


@dataclass(frozen=True, slots=True)
class Column:
    """One range, with those it is compared with, if any."""

    key: str
    label: str
    period: Period
    previous_period: Period | None = None
    previous_year: Days | None = None
    at_end: bool = False  # of what stands at the end of a range, rather than of what happened in it

    def compared(self, earlier: Days, context: Context) -> str:
        """What people call a range that it is compared with."""
        if self.at_end or earlier.start > earlier.end:
            return context.day(earlier.end)
        return label(Period(earlier.start, earlier.end), "year", context)

    @property
    def periods(self) -> tuple[Days, ...]:
        """Every range whose figures it shows."""
        return tuple(one for one in (self.period, self.previous_period, self.previous_year) if one is not None)


@dataclass(frozen=True)
class Layout:
    """The total and the parts. ``slots`` are all the ranges that figures are needed for, each once."""

    total: Column
    parts: tuple[Column, ...] = ()
    slots: tuple[Days, ...] = field(init=False)
    _places: dict[Days, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        ranges = dict.fromkeys(one for column in (self.total, *self.parts) for one in column.periods)
        object.__setattr__(self, "slots", tuple(ranges))
        object.__setattr__(self, "_places", {one: place for place, one in enumerate(ranges)})

    def place(self, period: Days) -> int:
        """Where the figures of ``period`` stand among the slots."""
        return self._places[period]


def layout(query: ColumnsQuery, whole: Period, context: Context) -> Layout:
    """The columns that ``query`` asks for; raises ``InvalidInput`` when they are too many.

    Compared with the previous period, every part moves by the length of the whole, so that the parts of what was before
    add up to it, too.
    """
    shift = whole.start - periods.previous_period(whole).start
    back = query.previous_period or query.previous_period_amount_change or query.previous_period_percentage_change
    year = query.previous_year or query.previous_year_amount_change or query.previous_year_percentage_change

    def columns(heads: list[tuple[str, str]], several: list[Period]) -> tuple[Column, ...]:
        years: list[Days | None] = [*periods.previous_years(several)] if year else [None] * len(several)
        return tuple(
            Column(key, label, one, Period(one.start - shift, one.end - shift) if back else None, earlier, query.at_ends)
            for (key, label), one, earlier in zip(heads, several, years, strict=True)
        )

    (total,) = columns([("total", context.text("Total"))], [whole])
    if query.display_columns_type == "total":
        return Layout(total)
    by = query.display_columns_by
    parts = _parts(whole, by, context.first_month)
    return Layout(total, columns([(f"date-range-{place}", label(one, by, context)) for place, one in enumerate(parts)], parts))


def _parts(whole: Period, by: By, first_month: int) -> list[Period]:
    shortest = {"day": 1, "week": 7, "month": 28, "quarter": 90, "year": 365}[by]
    parts = periods.divide(whole, by, first_month) if whole.days // shortest <= MOST_COLUMNS + 2 else None
    if parts is None or len(parts) > MOST_COLUMNS:
        sentence = f"displayColumnsBy {by} gives more than {MOST_COLUMNS} columns: ask for a shorter range or longer columns"
        raise InvalidInput.of("display_columns_by", "max", sentence, by)
    return parts


def label(one: Period, by: By, context: Context) -> str:
    """The head of a column: ``05 Jan 2024``, ``01 Jan 2024 – 07 Jan 2024``, ``Jan 2024``, ``Jan – Mar 2024``, ``2024``.

    A quarter or year that is cut is called by the months that it covers, or by its days where it cuts a month, too.
    """
    language = context.language
    if by == "day":
        return context.day(one.start)
    if by == "week":
        return _days(one, context)
    if by == "month":
        return format_date(one.start, "MMM YYYY", language)
    year = periods.fiscal_year(one.start, context.first_month)
    if by == "quarter" or one != year:
        cuts_months = one.start.day > 1 or (one.end + timedelta(days=1)).day > 1
        return _days(one, context) if cuts_months else _months(one.start, one.end, language)
    return str(year.start.year) if year.start.year == year.end.year else f"{year.start.year}/{year.end.year % 100:02}"


def _days(one: Period, context: Context) -> str:
    return f"{context.day(one.start)} – {context.day(one.end)}" if one.days > 1 else context.day(one.start)


def _months(start: date, end: date, language: str) -> str:
    last = format_date(end, "MMM YYYY", language)
    if (start.year, start.month) == (end.year, end.month):
        return last
    return f"{format_date(start, 'MMM' if start.year == end.year else 'MMM YYYY', language)} – {last}"
