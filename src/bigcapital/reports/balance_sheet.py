"""The balance sheet: what the organization has, and whose it is, at the end of each column.

Income and expense of past fiscal years roll into retained earnings here and nowhere else: the books need no closing entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bigcapital.accounting.spans import Span
from bigcapital.ledger.accounts import types_of_root
from bigcapital.ledger.periods import fiscal_year
from bigcapital.reports import statement, tree
from bigcapital.reports.chart import Account, Chart
from bigcapital.reports.columns import Layout, layout
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.figures import Figures, before, over, up_to
from bigcapital.reports.query import BalanceSheetQuery
from bigcapital.reports.statement import Measure, Statement, StatementReport
from bigcapital.reports.terms import Term, Terms, balance, signed
from bigcapital.reports.tree import Kind, Node, Section, Shown
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
    """What belongs under equity beside its accounts, as terms slot by slot; pure."""

    def __init__(self, chart: Chart, ends: Sequence[date], first_month: int):
        self._every = frozenset(one.id for one in chart.accounts)
        self._results = frozenset(one.id for one in chart.accounts if one.account_type in _RESULTS)
        self._ends, self._years = ends, [_year_start(end, first_month) for end in ends]
        retained = chart.retained_earnings
        self.retained_id = retained.id if retained is not None else None

    def rolled(self) -> tuple[Terms, ...]:
        """The results of past fiscal years; nothing where there is no account to show them."""
        if self.retained_id is None:
            return ((),) * len(self._ends)
        return tuple((Term(self._results, before(start), -1),) for start in self._years)

    def net_income(self) -> tuple[Terms, ...]:
        """The result that has not rolled."""
        every = ((Term(self._results, up_to(end), -1),) for end in self._ends)
        return tuple((*terms, *signed(-1, rolled)) for terms, rolled in zip(every, self.rolled(), strict=True))

    def between_branches(self) -> tuple[Terms, ...]:
        """What the branches asked for have from others, less what others have from them; zero over all branches."""
        return tuple((Term(self._every, up_to(end)),) for end in self._ends)


def nodes(whole: Chart, chosen: Chart, figures: Figures, layout: Layout, context: Context, *, by_branch: bool) -> tuple[Node, ...]:
    """The sheet; pure. ``chosen``: the accounts to show; only a sheet of the ``whole`` chart has results beside them."""
    ends = [slot.end for slot in layout.slots]
    equity, width = Equity(whole, ends, context.first_month), len(ends)

    def result(id: str, label: str, kind: Kind, own: tuple[Terms, ...]) -> Node:
        return tree.made(id, context.text(label), kind, figures, width, own=own, always=True)

    rolled = result("ROLLED", "Net income of past fiscal years", "EQUATION", equity.rolled())
    beside = {equity.retained_id: rolled} if equity.retained_id is not None else {}

    def own(account: Account) -> tuple[Terms, ...]:
        return tuple((balance(account, up_to(end)),) for end in ends)

    def built(section: Section) -> Node:
        if section.sections:
            children: tuple[Node, ...] = tuple(built(one) for one in section.sections)
        else:
            children = tree.accounts(chosen, section.types, own, figures, width, beside)
        if section.id == "EQUITY" and chosen is whole:
            children += (result("NET_INCOME", "Net Income", "NET_INCOME", equity.net_income()),)
            if by_branch:
                children += (result("INTER_BRANCH", "Inter-branch difference", "INTER_BRANCH", equity.between_branches()),)
        return tree.section(section.id, context.text(section.label), section.kind, children, figures, width, always=section.always)

    return tuple(built(one) for one in SECTIONS)


class BalanceSheet(StatementReport[BalanceSheetQuery]):
    """``GET /api/reports/balance-sheet``."""

    name = "balance-sheet"
    title = "Balance Sheet"
    accounts_key = "account_ids"
    as_of = True

    def statement(self, tenant: Tenant, writer: Writer) -> Statement:
        """The sheet."""
        query, context, range = self.query, self.context, over(self.period)
        columns = layout(query, self.period, context)
        whole, chosen = self.charts(tenant)
        figures = self.figures(tenant, [*spans(columns, context.first_month), range])
        found = nodes(whole, chosen, figures, columns, context, by_branch=bool(query.branches))
        shown = Shown(query.none_zero, figures.moved(range) if query.none_transactions else None)
        return Statement(found, shown, columns, statement.measures(query, context, self._shares()), context, writer)

    def _shares(self) -> Iterator[Measure]:
        if self.query.percentage_of_row:
            yield statement.share_of_row("percentage_row", "percentage_of_row", self.context)
        if self.query.percentage_of_column:
            yield statement.share_of_column("percentage_column", "percentage_of_column", self.context)
