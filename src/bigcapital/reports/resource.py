"""``/api/reports``: every report by its name, each with a right of its own."""

from __future__ import annotations

from pyramid.response import Response

from bigcapital.reports.balance_sheet import BalanceSheet
from bigcapital.reports.engine import answer
from bigcapital.reports.formats import ACCEPTS
from bigcapital.reports.profit_loss import ProfitLoss
from bigcapital.reports.query import BalanceSheetQuery, ProfitLossQuery, TrialBalanceQuery
from bigcapital.reports.trial_balance import TrialBalance
from bigcapital.rest import Collection, action, collection


@collection("reports", subject="Report")
class Reports(Collection):
    """What the books say, for programs (JSON), for people (rows and columns) and as files."""


@action(Reports, "balance-sheet", method="GET", query=BalanceSheetQuery, ability="read-balance-sheet", accepts=ACCEPTS)
def balance_sheet(reports: Reports, query: BalanceSheetQuery) -> Response:
    """What the organization has, and whose it is."""
    return answer(reports, BalanceSheet, query)


@action(Reports, "profit-loss-sheet", method="GET", query=ProfitLossQuery, ability="read-profit-loss", accepts=ACCEPTS)
def profit_loss(reports: Reports, query: ProfitLossQuery) -> Response:
    """What was earned and spent."""
    return answer(reports, ProfitLoss, query)


@action(Reports, "trial-balance-sheet", method="GET", query=TrialBalanceQuery, ability="read-trial-balance-sheet", accepts=ACCEPTS)
def trial_balance(reports: Reports, query: TrialBalanceQuery) -> Response:
    """Every account's turnover and balance."""
    return answer(reports, TrialBalance, query)
