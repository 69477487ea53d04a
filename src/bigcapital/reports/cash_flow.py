"""The cash flow statement, indirect: how the result of a period became money in cash and bank accounts, or did not.

Every account but those has its place here, so that what moved adds up to what the balance sheet's cash moved by. Accounts
show their own lines of the period alone: no result rolls into equity, it stands on top as net income, once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from bigcapital.accounting.spans import Span
from bigcapital.ledger.accounts import types_of_root
from bigcapital.reports import statement, tree
from bigcapital.reports.chart import Account, Chart
from bigcapital.reports.columns import Layout, layout
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.figures import Figures, before, over
from bigcapital.reports.query import CashFlowQuery
from bigcapital.reports.statement import Statement, StatementReport
from bigcapital.reports.terms import Term, Terms
from bigcapital.reports.tree import Node, Shown
from bigcapital.tenancy.tenant import Tenant

CASH = ("cash", "bank")
OPERATING = (
    "accounts-receivable",
    "inventory",
    "none-current-asset",
    "accounts-payable",
    "credit-card",
    "tax-payable",
    "other-current-asset",
    "other-current-liability",
    "non-current-liability",
)
INVESTMENT = ("fixed-asset",)
FINANCIAL = ("long-term-liability", "equity")
_RESULTS = (*types_of_root("income"), *types_of_root("expense"))

# How a section ends; of those that end with a line of their own.
_FOOTERS = {
    "OPERATING": "Net cash provided by operating activities",
    "INVESTMENT": "Net cash provided by investing activities",
    "FINANCIAL": "Net cash provided by financing activities",
}


def spans(layout: Layout) -> list[Span]:
    """What must be read: all within each slot, and all before it."""
    return [*(over(slot) for slot in layout.slots), *(before(slot.start) for slot in layout.slots)]


def nodes(chart: Chart, figures: Figures, layout: Layout, context: Context, *, by_branch: bool) -> tuple[Node, ...]:
    """The sheet, of the whole ``chart``; pure. What an account lost on the debit side is cash that came in.

    ``by_branch``: with what the branches asked for got from others beside their equity, as the balance sheet has it;
    without it their cash would not be what they earned, borrowed and sold.
    """
    width = len(layout.slots)
    within, earlier = [over(slot) for slot in layout.slots], [before(slot.start) for slot in layout.slots]

    def moved(accounts: Iterable[Account], spans: list[Span], sign: int) -> tuple[Terms, ...]:
        ids = frozenset(one.id for one in accounts)
        return tuple((Term(ids, span, sign),) for span in spans)

    def accounts(types: tuple[str, ...]) -> tuple[Node, ...]:
        each = (tree.accounts(chart, (type,), lambda one: moved([one], within, -1), figures, width) for type in types)
        return tuple(node for nodes in each for node in nodes)

    def section(id: str, label: str, kind: tree.Kind, children: Iterable[Node]) -> Node:
        return tree.section(id, context.text(label), kind, children, figures, width, always=True)

    def result(id: str, label: str, kind: tree.Kind, *parts: Node, own: tuple[Terms, ...] = ()) -> Node:
        added = [(1, one) for one in parts]
        return tree.made(id, context.text(label), kind, figures, width, own=own, parts=added, always=True)

    earned = [one for one in chart.accounts if one.account_type in _RESULTS]
    net_income = result("NET_INCOME", "Net Income", "NET_INCOME", own=moved(earned, within, -1))
    adjustments = section("OPERATING_ACCOUNTS", "Adjustments of net income", "ACCOUNTS", accounts(OPERATING))
    operating = section("OPERATING", "Operating activities", "AGGREGATE", (net_income, adjustments))
    investment = section("INVESTMENT", "Investing activities", "ACCOUNTS", accounts(INVESTMENT))
    financed = accounts(FINANCIAL)
    if by_branch:
        between = moved(chart.accounts, within, 1)
        financed += (result("INTER_BRANCH", "Inter-branch difference", "INTER_BRANCH", own=between),)
    financial = section("FINANCIAL", "Financing activities", "ACCOUNTS", financed)
    cash = tree.accounts(chart, CASH, lambda one: moved([one], earlier, 1), figures, width)
    beginning = section("CASH_BEGINNING_PERIOD", "Cash at beginning of period", "CASH_AT_BEGINNING", cash)
    net = result("NET_CASH_INCREASE", "Net cash increase for period", "TOTAL", operating, investment, financial)
    end = result("CASH_END_PERIOD", "Cash at end of period", "TOTAL", net, beginning)
    return operating, investment, financial, beginning, net, end


class _Sheet(Statement):
    """What the contract calls things here."""

    parts_key: ClassVar[str] = "periods"

    def head(self, node: Node) -> dict[str, Any]:
        shown: dict[str, Any] = {"id": node.id, "label": node.name, "section_type": node.kind}
        if node.id in _FOOTERS:
            shown["footer_label"] = self.total_label(node)
        return shown if node.account is None else shown | self.of_account(node.account)

    def of_account(self, account: Account) -> dict[str, Any]:
        """``adjustment_type``: whether what the account gained on its normal side is added or taken off."""
        taken = account.type.normal == "debit" and account.account_type not in CASH
        more = {"account_type": account.account_type, "adjustment_type": "mines" if taken else "plus"}
        return super().of_account(account) | more

    def total_label(self, node: Node) -> str:
        return self.context.text(_FOOTERS[str(node.id)]) if node.id in _FOOTERS else super().total_label(node)


class CashFlow(StatementReport[CashFlowQuery]):
    """``GET /api/reports/cashflow-statement``."""

    name = "cashflow-statement"
    title = "Statement of Cash Flow"

    def statement(self, tenant: Tenant, writer: Writer) -> Statement:
        """The sheet."""
        query, context, range = self.query, self.context, over(self.period)
        columns = layout(query, self.period, context)
        chart, _ = self.charts(tenant)
        figures = self.figures(tenant, [*spans(columns), range])
        found = nodes(chart, figures, columns, context, by_branch=bool(query.branches))
        shown = Shown(query.none_zero, figures.moved(range) if query.none_transactions else None)
        return _Sheet(found, shown, columns, statement.measures(query, context), context, writer)
