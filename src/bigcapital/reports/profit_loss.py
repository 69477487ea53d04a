"""Profit and loss: what was earned and spent within each column."""

from __future__ import annotations

from collections.abc import Iterator

from bigcapital.reports import statement, tree
from bigcapital.reports.chart import Account, Chart
from bigcapital.reports.columns import Layout, layout
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.figures import Figures, over
from bigcapital.reports.query import ProfitLossQuery
from bigcapital.reports.statement import Measure, Statement, StatementReport
from bigcapital.reports.terms import Terms, balance
from bigcapital.reports.tree import Node, Section, Shown
from bigcapital.tenancy.tenant import Tenant

INCOME = Section("INCOME", "Income", ("income",), always=True)
COST = Section("COST_OF_SALES", "Cost of sales", ("cost-of-goods-sold",))
EXPENSES = Section("EXPENSES", "Expenses", ("expense",), always=True)
OTHER_INCOME = Section("OTHER_INCOME", "Other Income", ("other-income",))
OTHER_EXPENSES = Section("OTHER_EXPENSES", "Other Expenses", ("other-expense",))


def nodes(chart: Chart, figures: Figures, layout: Layout, context: Context) -> tuple[Node, ...]:
    """The sheet, of the accounts in ``chart``; pure. Costs and expenses are positive where they cost."""
    spans = [over(slot) for slot in layout.slots]
    width = len(spans)

    def own(account: Account) -> tuple[Terms, ...]:
        return tuple((balance(account, span),) for span in spans)

    def section(one: Section) -> Node:
        children = tree.accounts(chart, one.types, own, figures, width)
        return tree.section(one.id, context.text(one.label), one.kind, children, figures, width, always=one.always)

    def result(id: str, label: str, *parts: tuple[int, Node]) -> Node:
        return tree.made(id, context.text(label), "EQUATION", figures, width, parts=parts, always=True)

    income, cost, expenses = section(INCOME), section(COST), section(EXPENSES)
    other_income, other_expenses = section(OTHER_INCOME), section(OTHER_EXPENSES)
    gross = result("GROSS_PROFIT", "Gross Profit", (1, income), (-1, cost))
    operating = result("NET_OPERATING_INCOME", "Net Operating Income", (1, gross), (-1, expenses))
    net = result("NET_INCOME", "Net Income", (1, operating), (1, other_income), (-1, other_expenses))
    return income, cost, gross, expenses, operating, other_income, other_expenses, net


class ProfitLoss(StatementReport[ProfitLossQuery]):
    """``GET /api/reports/profit-loss-sheet``."""

    name = "profit-loss-sheet"
    title = "Profit & Loss Sheet"

    def statement(self, tenant: Tenant, writer: Writer) -> Statement:
        """The sheet."""
        query, context, range = self.query, self.context, over(self.period)
        columns = layout(query, self.period, context)
        _, chosen = self.charts(tenant)
        figures = self.figures(tenant, [range, *(over(slot) for slot in columns.slots)])
        found = nodes(chosen, figures, columns, context)
        shown = Shown(query.none_zero, figures.moved(range) if query.none_transactions else None)
        return Statement(found, shown, columns, statement.measures(query, context, self._shares(found)), context, writer)

    def _shares(self, found: tuple[Node, ...]) -> Iterator[Measure]:
        query, context, by_id = self.query, self.context, {one.id: one for one in found}
        if query.percentage_row:
            yield statement.share_of_row("percentage_row", "percentage_of_row", context)
        if query.percentage_column:
            yield statement.share_of_column("percentage_column", "percentage_of_column", context)
        if query.percentage_income:
            yield statement.share_of_node("percentage_income", "% of Income", by_id["INCOME"], context)
        if query.percentage_expense:
            yield statement.share_of_node("percentage_expense", "% of Expense", by_id["EXPENSES"], context)
