"""Profit and loss: what was earned and spent within each column."""

from __future__ import annotations

from collections.abc import Iterator

from bigcapital.reports import statement, tree
from bigcapital.reports.chart import Account, Chart
from bigcapital.reports.columns import Layout, layout
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.figures import Figures, over
from bigcapital.reports.query import ProfitLossQuery
from bigcapital.reports.statement import Measure, Statement
from bigcapital.reports.tree import Amounts, Node, Section, Shown
from bigcapital.tenancy.tenant import Tenant

INCOME = Section("INCOME", "Income", ("income",), always=True)
COST = Section("COST_OF_SALES", "Cost of sales", ("cost-of-goods-sold",))
EXPENSES = Section("EXPENSES", "Expenses", ("expense",), always=True)
OTHER_INCOME = Section("OTHER_INCOME", "Other Income", ("other-income",))
OTHER_EXPENSES = Section("OTHER_EXPENSES", "Other Expenses", ("other-expense",))


def nodes(chart: Chart, figures: Figures, layout: Layout, context: Context) -> tuple[Node, ...]:
    """The sheet, of the accounts in ``chart``; pure. Costs and expenses are positive where they cost."""
    spans = [over(slot) for slot in layout.slots]

    def value(account: Account) -> Amounts:
        sums = [figures.of(account.id, span) for span in spans]
        return tuple(account.type.balance(one.debit, one.credit) for one in sums)

    def section(one: Section) -> Node:
        children = tree.accounts(chart, one.types, value)
        return tree.section(one.id, context.text(one.label), one.kind, children, len(spans), always=one.always)

    def result(id: str, label: str, amounts: Amounts) -> Node:
        return Node(id, context.text(label), "EQUATION", amounts, always=True)

    income, cost, expenses = section(INCOME), section(COST), section(EXPENSES)
    other_income, other_expenses = section(OTHER_INCOME), section(OTHER_EXPENSES)
    gross = result("GROSS_PROFIT", "Gross Profit", tree.less(income.amounts, cost.amounts))
    operating = result("NET_OPERATING_INCOME", "Net Operating Income", tree.less(gross.amounts, expenses.amounts))
    others = tree.less(other_income.amounts, other_expenses.amounts)
    net = result("NET_INCOME", "Net Income", tree.added((operating.amounts, others), len(spans)))
    return income, cost, gross, expenses, operating, other_income, other_expenses, net


class ProfitLoss(Report[ProfitLossQuery]):
    """``GET /api/reports/profit-loss-sheet``."""

    name = "profit-loss-sheet"
    title = "Profit & Loss Sheet"

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        query, context, range = self.query, self.context, over(self.period)
        columns = layout(query, self.period, context)
        _, chosen = self.charts(tenant)
        figures = self.figures(tenant, [range, *(over(slot) for slot in columns.slots)])
        found = nodes(chosen, figures, columns, context)
        shown = Shown(query.none_zero, figures.moved(range) if query.none_transactions else None)
        made = Statement(found, shown, columns, statement.measures(query, context, self._shares(found)), context, writer)
        return Made(made.as_data, made.as_table)

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
