"""Random charts, random balanced books, and figures summed from them by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from bigcapital.accounting.balances import NOTHING, Sums
from bigcapital.accounting.spans import Span
from bigcapital.ledger.accounts import TYPES
from bigcapital.ledger.money import NumberFormat
from bigcapital.reports.chart import RETAINED_EARNINGS, Account, Chart
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.figures import Figures

Move = tuple[date, int, Decimal, Decimal]  # day, account, debit, credit

FIRST, LAST = date(2021, 11, 1), date(2024, 4, 30)
days = st.dates(FIRST, LAST)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Up to a dozen accounts of any types, some below others of their type; retained earnings among them, or not."""
    kinds = draw(st.lists(st.sampled_from(sorted(TYPES)), min_size=2, max_size=12))
    accounts: list[Account] = []
    for place, kind in enumerate(kinds):
        alike = [one.id for one in accounts if one.account_type == kind]
        parent = draw(st.sampled_from([None, *alike]))
        accounts.append(Account(1000 + place, f"{kind} {place}", draw(st.sampled_from([None, "1", "20"])), kind, parent))
    if draw(st.booleans()):
        accounts.append(Account(2000, "Retained Earnings", "30001", "equity", slug=RETAINED_EARNINGS))
    return Chart(tuple(accounts))


@st.composite
def books(draw: st.DrawFn, chart: Chart) -> list[Move]:
    """Balanced entries over the chart, reversals among them."""
    ids = [one.id for one in chart.accounts]
    moves: list[Move] = []
    for _ in range(draw(st.integers(0, 12))):
        day, value = draw(days), Decimal(draw(st.integers(-100_000, 100_000))) / 100
        moves += [(day, draw(st.sampled_from(ids)), value, Decimal(0)), (day, draw(st.sampled_from(ids)), Decimal(0), value)]
    return moves


def summed(moves: Iterable[Move], spans: Iterable[Span]) -> Figures:
    """The figures of ``spans``, added up move by move."""
    every, found = list(moves), {}
    for span in spans:
        sums: dict[int, Sums] = defaultdict(lambda: NOTHING)
        for day, account, debit, credit in every:
            if (span.start is None or day >= span.start) and (span.end is None or day <= span.end):
                sums[account] = sums[account] + Sums(debit, credit)
        found[span] = dict(sums)
    return Figures(found)


def context(first_month: int = 1, language: str = "en") -> Context:
    """An organization of no importance."""
    return Context("Ann's Books", "USD", "DD MMM yyyy", language, first_month, LAST + timedelta(days=1))


def writer(style: NumberFormat | None = None) -> Writer:
    """Dollars."""
    return Writer("USD", "$", style or NumberFormat())
