"""The balance sheet: what the organization has, and whose it is, at the end of each column.

Income and expense of past fiscal years roll into retained earnings here and nowhere else: the books need no closing entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from bigcapital.accounting.balances import Span
from bigcapital.ledger.accounts import types_of_root
from bigcapital.ledger.money import ZERO
from bigcapital.ledger.periods import fiscal_year
from bigcapital.reports import statement, tree
from bigcapital.reports.chart import Account, Chart
from bigcapital.reports.columns import Layout, layout
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.figures import Figures, before, over, up_to
from bigcapital.reports.query import BalanceSheetQuery
from bigcapital.reports.statement import Measure, Statement
from bigcapital.reports.tree import Amounts, Node, Section, Shown
from bigcapital.tenancy.tenant import Tenant

_CURRENT_ASSETS = (
    Section("CASH_EQUIVALENTS", "Cash and cash equivalents", ("cash", "bank")),
    Section("ACCOUNTS_RECEIVABLE", "Accounts Receivable", ("accounts-receivable",)),
    Section("INVENTORY", "Inventory", ("inventory",)),
    Section("OTHER_CURRENT_ASSET", "Other current assets", ("other-current-asset",)),
)
_LIABILITIES = (
    Section("CURRENT_LIABILITY", "Current Liabilities", ("accounts-payable", "tax-payable", "credit-card", "other-current-liability")),
    Section("LOGN_TERM_LIABILITY", "Long-Term Liabilities", ("long-term-liability",)),
    Section("NON_CURRENT_LIABILITY", "Non-Current Liabilities", ("non-current-liability",)),
)
SECTIONS = (
    Section(
        "ASSETS",
        "Assets",
        always=True,
        sections=(
            Section("CURRENT_ASSETS", "Current Asset", sections=_CURRENT_ASSETS, always=True),
            Section("FIXED_ASSET", "Fixed asset", ("fixed-asset",)),
            Section("NON_CURRENT_ASSET", "Non-current assets", ("none-current-asset",)),
        ),
    ),
    Section(
        "LIABILITY_EQUITY",
        "Liabilities and Equity",
        always=True,
        sections=(
            Section("LIABILITY", "Liabilities", sections=_LIABILITIES),
            Section("EQUITY", "Equity", ("equity",)),
        ),
    ),
)
_RESULTS = (*types_of_root("income"), *types_of_root("expense"))


def spans(layout: Layout, first_month: int) -> list[Span]:
    """What must be read: all up to the end of each slot, and all before the fiscal year that it ends in."""
    ends = [slot.end for slot in layout.slots]
    return [up_to(end) for end in ends] + [before(_year_start(end, first_month)) for end in ends]


def _year_start(day: date, first_month: int) -> date:
    return fiscal_year(day, first_month).start


class Equity:
    """What belongs under equity beside its accounts, slot by slot; pure."""

    def __init__(self, chart: Chart, figures: Figures, ends: Sequence[date], first_month: int):
        self._chart, self._figures, self._ends = chart, figures, ends
        self._years = [_year_start(end, first_month) for end in ends]
        retained = chart.retained_earnings
        self.retained_id = retained.id if retained is not None else None

    def rolled(self) -> Amounts:
        """The results of past fiscal years; nothing where there is no account to show them."""
        if self.retained_id is None:
            return (ZERO,) * len(self._ends)
        return tuple(self._result(before(start)) for start in self._years)

    def net_income(self) -> Amounts:
        """The result that has not rolled."""
        return tree.less(tuple(self._result(up_to(end)) for end in self._ends), self.rolled())

    def between_branches(self) -> Amounts:
        """What the branches asked for have from others, less what others have from them; zero over all branches."""
        return tuple(sum((self._figures.of(one.id, up_to(end)).net for one in self._chart.accounts), ZERO) for end in self._ends)

    def _result(self, span: Span) -> Decimal:
        results = (one for one in self._chart.accounts if one.account_type in _RESULTS)
        return -sum((self._figures.of(one.id, span).net for one in results), ZERO)


def nodes(whole: Chart, chosen: Chart, figures: Figures, layout: Layout, context: Context, *, by_branch: bool) -> tuple[Node, ...]:
    """The sheet; pure. ``chosen``: the accounts to show; only a sheet of the ``whole`` chart has results beside them."""
    ends = [slot.end for slot in layout.slots]
    equity = Equity(whole, figures, ends, context.first_month)
    rolled = equity.rolled()

    def value(account: Account) -> Amounts:
        sums = [figures.of(account.id, up_to(end)) for end in ends]
        own = tuple(account.type.balance(one.debit, one.credit) for one in sums)
        return tree.added((own, rolled), len(ends)) if account.id == equity.retained_id else own

    def built(section: Section) -> Node:
        if section.sections:
            children: tuple[Node, ...] = tuple(built(one) for one in section.sections)
        else:
            children = tree.accounts(chosen, section.types, value)
        if section.id == "EQUITY" and chosen is whole:
            children += (Node("NET_INCOME", context.text("Net Income"), "NET_INCOME", equity.net_income(), always=True),)
            if by_branch:
                label = context.text("Inter-branch difference")
                children += (Node("INTER_BRANCH", label, "INTER_BRANCH", equity.between_branches(), always=True),)
        return tree.section(section.id, context.text(section.label), section.kind, children, len(ends), always=section.always)

    return tuple(built(one) for one in SECTIONS)


class BalanceSheet(Report[BalanceSheetQuery]):
    """``GET /api/reports/balance-sheet``."""

    name = "balance-sheet"
    title = "Balance Sheet"
    accounts_key = "account_ids"
    as_of = True

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        query, context, range = self.query, self.context, over(self.period)
        columns = layout(query, self.period, context)
        whole, chosen = self.charts(tenant)
        figures = self.figures(tenant, [*spans(columns, context.first_month), range])
        found = nodes(whole, chosen, figures, columns, context, by_branch=bool(query.branches))
        shown = Shown(query.none_zero, figures.moved(range) if query.none_transactions else None)
        made = Statement(found, shown, columns, statement.measures(query, context, self._shares()), context, writer)
        return Made(made.as_data, made.as_table)

    def _shares(self) -> Iterator[Measure]:
        if self.query.percentage_of_row:
            yield statement.share_of_row("percentage_row", "percentage_of_row", self.context)
        if self.query.percentage_of_column:
            yield statement.share_of_column("percentage_column", "percentage_of_column", self.context)
