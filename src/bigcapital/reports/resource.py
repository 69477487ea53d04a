"""``/api/reports``: every report by its name, each with a right of its own."""

from __future__ import annotations

from typing import Any

from pyramid.response import Response

from bigcapital.reports import by_reference
from bigcapital.reports.balance_sheet import BalanceSheet
from bigcapital.reports.engine import answer
from bigcapital.reports.formats import ACCEPTS
from bigcapital.reports.gain_loss import RealizedGainLoss, UnrealizedGainLoss
from bigcapital.reports.general_ledger import GeneralLedger
from bigcapital.reports.journal import Journal
from bigcapital.reports.profit_loss import ProfitLoss
from bigcapital.reports.query import (
    BalanceSheetQuery,
    ByReferenceQuery,
    GeneralLedgerQuery,
    JournalQuery,
    ProfitLossQuery,
    RealizedGainLossQuery,
    TrialBalanceQuery,
    UnrealizedGainLossQuery,
)
from bigcapital.reports.schema import (
    ByReferenceOut,
    GeneralLedgerOut,
    JournalSheetOut,
    RealizedGainLossOut,
    StatementOut,
    TrialBalanceOut,
    UnrealizedGainLossOut,
)
from bigcapital.reports.trial_balance import TrialBalance
from bigcapital.rest import Collection, action, collection


@collection("reports", subject="Report")
class Reports(Collection):
    """What the books say, for programs (JSON), for people (rows and columns) and as files."""


@action(Reports, "balance-sheet", method="GET", query=BalanceSheetQuery, answer=StatementOut, ability="read-balance-sheet", accepts=ACCEPTS)
def balance_sheet(reports: Reports, query: BalanceSheetQuery) -> Response:
    """What the organization has, and whose it is."""
    return answer(reports, BalanceSheet, query)


@action(Reports, "profit-loss-sheet", method="GET", query=ProfitLossQuery, answer=StatementOut, ability="read-profit-loss", accepts=ACCEPTS)
def profit_loss(reports: Reports, query: ProfitLossQuery) -> Response:
    """What was earned and spent."""
    return answer(reports, ProfitLoss, query)


@action(
    Reports,
    "trial-balance-sheet",
    method="GET",
    query=TrialBalanceQuery,
    answer=TrialBalanceOut,
    ability="read-trial-balance-sheet",
    accepts=ACCEPTS,
)
def trial_balance(reports: Reports, query: TrialBalanceQuery) -> Response:
    """Every account's turnover and balance."""
    return answer(reports, TrialBalance, query)


@action(
    Reports,
    "general-ledger",
    method="GET",
    query=GeneralLedgerQuery,
    answer=GeneralLedgerOut,
    ability="read-general-ledger",
    accepts=ACCEPTS,
)
def general_ledger(reports: Reports, query: GeneralLedgerQuery) -> Response:
    """Every account with its lines, whole or in pages of lines."""
    return answer(reports, GeneralLedger, query)


@action(Reports, "journal", method="GET", query=JournalQuery, answer=JournalSheetOut, ability="read-journal", accepts=ACCEPTS)
def journal(reports: Reports, query: JournalQuery) -> Response:
    """What was posted, document by document, whole or in pages of documents."""
    return answer(reports, Journal, query)


# Exchange differences are part of the result, and what stands open of the balance sheet: their rights are those.


@action(
    Reports,
    "realized-gain-loss",
    method="GET",
    query=RealizedGainLossQuery,
    answer=RealizedGainLossOut,
    ability="read-profit-loss",
    accepts=ACCEPTS,
)
def realized_gain_loss(reports: Reports, query: RealizedGainLossQuery) -> Response:
    """Exchange gains and losses that were realized, by account, contact and currency."""
    return answer(reports, RealizedGainLoss, query)


@action(
    Reports,
    "unrealized-gain-loss",
    method="GET",
    query=UnrealizedGainLossQuery,
    answer=UnrealizedGainLossOut,
    ability="read-balance-sheet",
    accepts=ACCEPTS,
)
def unrealized_gain_loss(reports: Reports, query: UnrealizedGainLossQuery) -> Response:
    """What stands open in other currencies, at the rates given, by account, contact and currency."""
    return answer(reports, UnrealizedGainLoss, query)


@action(Reports, "transactions-by-reference", method="GET", query=ByReferenceQuery, answer=ByReferenceOut, access="member")
def transactions_by_reference(reports: Reports, query: ByReferenceQuery) -> dict[str, Any]:
    """The lines behind one document, for whoever may view the document."""
    reference_type = by_reference.resolve(query)
    by_reference.check_allowed(reports, reference_type)
    return by_reference.show(reports.tenant, reference_type, query.reference_id)
