"""What a write would change in the statements, shown by a dry run before anything is saved.

The range is the fiscal year of the entries' dates, up to today, or up to the last of those dates where it is later, and never
beyond the year; entries in several years are shown in each. The figures after are read as any statement reads them, inside the
unit of work that has written; the change is the same statement made of the new lines alone; before is what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from bigcapital.accounting.known import Known
from bigcapital.accounting.spans import Span
from bigcapital.ledger.periods import Period, fiscal_year
from bigcapital.reports import figures
from bigcapital.reports.balance_sheet import BalanceSheet
from bigcapital.reports.cash_flow import CashFlow
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import Report
from bigcapital.reports.figures import Figures, OfContacts, before, of_lines, over, up_to
from bigcapital.reports.profit_loss import ProfitLoss
from bigcapital.reports.query import BalanceSheetQuery, CashFlowQuery, NumberFormatQuery, ProfitLossQuery, ReportQuery, TrialBalanceQuery
from bigcapital.reports.trial_balance import TrialBalance
from bigcapital.rest.dry_run import shows
from bigcapital.rest.tree import Resource
from bigcapital.tenancy.tenant import Tenant

_STATEMENTS: tuple[tuple[type[Report[Any]], type[ReportQuery], str], ...] = (
    (BalanceSheet, BalanceSheetQuery, "read-balance-sheet"),
    (ProfitLoss, ProfitLossQuery, "read-profit-loss"),
    (CashFlow, CashFlowQuery, "read-cashflow"),
    (TrialBalance, TrialBalanceQuery, "read-trial-balance-sheet"),
)


@shows("statements")
def statements(context: Resource) -> list[dict[str, Any]]:
    """The rows that change, of each statement that the caller may read. The trial balance shows closing balances."""
    request, tenant = context.request, context.request.tenant
    allowed = [one for one in _STATEMENTS if request.has_permission(f"Report:{one[2]}", context)]
    moved = [(one.entry.date, line) for one in tenant.recorded for line in one.entry.lines]
    if not moved or not allowed:
        return []
    asker = Context.of(tenant)
    writer = Writer.of(tenant, NumberFormatQuery().style(2))
    years = ranges((day for day, _ in moved), asker)
    after, change = _prefetched(tenant, years), of_lines(moved)
    shown = []
    for year in years:
        for kind, query, _ in allowed:
            asked = query(from_date=year.start, to_date=year.end)
            changed = {one.id: one for one in kind(asker, asked, change).rows(tenant, writer) if one.amount}
            rows = [
                {"id": one.id, "name": one.name, "before": one.amount - more.amount, "after": one.amount, "change": more.amount}
                for one in kind(asker, asked, after).rows(tenant, writer)
                if (more := changed.get(one.id)) is not None
            ]
            if rows:
                shown.append({"report": kind.name, "from_date": year.start, "to_date": year.end, "rows": rows})
    return shown


def ranges(days: Iterable[date], context: Context) -> list[Period]:
    """The range of each fiscal year that the days lie in, the earliest first."""
    last: dict[Period, date] = {}
    for day in days:
        year = fiscal_year(day, context.first_month)
        last[year] = max(day, last.get(year, day))
    return [Period(year.start, min(max(day, context.today), year.end)) for year, day in sorted(last.items())]


def _prefetched(tenant: Tenant, years: Sequence[Period]) -> figures.Read:
    """The figures of all that the statements of these years sum, read in one statement."""
    spans = [span for year in years for span in (over(year), before(year.start), up_to(year.end))]
    found = figures.read(tenant, spans)

    def read(
        tenant: Tenant, spans: Iterable[Span], branches: Sequence[int] = (), known: Known | None = None, of: OfContacts | None = None
    ) -> Figures:
        return found

    return read
