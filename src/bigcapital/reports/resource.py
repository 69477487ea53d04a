"""``/api/reports``: every report by its name, each with a right of its own."""

from __future__ import annotations

from typing import Any

from pyramid.response import Response

from bigcapital.documents.paper.resource import pdf_response
from bigcapital.organization.users import operations as users
from bigcapital.reports import by_reference, home
from bigcapital.reports.balance_sheet import BalanceSheet
from bigcapital.reports.by_reference import ExplainReferenceQuery, ReferenceChangesQuery
from bigcapital.reports.cash_flow import CashFlow
from bigcapital.reports.contact_balances import CustomerBalances, VendorBalances
from bigcapital.reports.contact_lines import CustomerLines, VendorLines
from bigcapital.reports.contacts_schema import (
    CustomerBalancesOut,
    CustomerLinesOut,
    CustomerStatementOut,
    RealizedGainLossOut,
    ReceivableAgingOut,
    SalesByItemsOut,
    SalesTaxOut,
    UnrealizedGainLossOut,
    VendorBalancesOut,
    VendorLinesOut,
)
from bigcapital.reports.customer_statement import CustomerStatement, statement_of
from bigcapital.reports.engine import answer
from bigcapital.reports.formats import ACCEPTS, PDF, form_for
from bigcapital.reports.gain_loss import RealizedGainLoss
from bigcapital.reports.general_ledger import GeneralLedger
from bigcapital.reports.home_schema import HomeOut
from bigcapital.reports.journal import Journal
from bigcapital.reports.open_balances import UnrealizedGainLoss
from bigcapital.reports.profit_loss import ProfitLoss
from bigcapital.reports.proofs import Proved, Served
from bigcapital.reports.proofs_schema import ChangesOut, ExplainOut
from bigcapital.reports.query import (
    BalanceSheetQuery,
    ByReferenceQuery,
    CashFlowQuery,
    CustomerBalancesQuery,
    CustomerLinesQuery,
    CustomerStatementQuery,
    GeneralLedgerQuery,
    JournalQuery,
    ProfitLossQuery,
    RealizedGainLossQuery,
    ReceivableAgingQuery,
    SalesByItemsQuery,
    SalesTaxQuery,
    TrialBalanceQuery,
    UnrealizedGainLossQuery,
    VendorBalancesQuery,
    VendorLinesQuery,
)
from bigcapital.reports.receivable_aging import ReceivableAging
from bigcapital.reports.sales_by_items import SalesByItems
from bigcapital.reports.sales_tax import SalesTax
from bigcapital.reports.schema import ByReferenceOut, CashFlowOut, GeneralLedgerOut, JournalSheetOut, StatementOut, TrialBalanceOut
from bigcapital.reports.statement_paper import paper_of
from bigcapital.reports.trial_balance import TrialBalance
from bigcapital.rest import Collection, action, collection

SERVED = (
    Served(BalanceSheet, BalanceSheetQuery, "read-balance-sheet"),
    Served(ProfitLoss, ProfitLossQuery, "read-profit-loss"),
    Served(CashFlow, CashFlowQuery, "read-cashflow"),
    Served(TrialBalance, TrialBalanceQuery, "read-trial-balance-sheet"),
    Served(GeneralLedger, GeneralLedgerQuery, "read-general-ledger"),
    Served(Journal, JournalQuery, "read-journal"),
    Served(CustomerBalances, CustomerBalancesQuery, "read-customers-summary-balance"),
    Served(VendorBalances, VendorBalancesQuery, "read-vendors-summary-balance"),
    Served(CustomerLines, CustomerLinesQuery, "read-customers-transactions"),
    Served(VendorLines, VendorLinesQuery, "read-vendors-transactions"),
    Served(RealizedGainLoss, RealizedGainLossQuery, "read-profit-loss"),
    Served(UnrealizedGainLoss, UnrealizedGainLossQuery, "read-balance-sheet"),
    Served(CustomerStatement, CustomerStatementQuery, "read-customers-transactions"),
    Served(ReceivableAging, ReceivableAgingQuery, "read-ar-aging-summary"),
    Served(SalesTax, SalesTaxQuery, "read-sales-tax-liability-summary"),
    Served(SalesByItems, SalesByItemsQuery, "read-sales-by-items"),
)


@collection("reports", subject="Report", traits=(Proved(SERVED),))
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


@action(Reports, "cashflow-statement", method="GET", query=CashFlowQuery, answer=CashFlowOut, ability="read-cashflow", accepts=ACCEPTS)
def cash_flow(reports: Reports, query: CashFlowQuery) -> Response:
    """How the result became money, or did not."""
    return answer(reports, CashFlow, query)


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


@action(
    Reports,
    "customer-balance-summary",
    method="GET",
    query=CustomerBalancesQuery,
    answer=CustomerBalancesOut,
    ability="read-customers-summary-balance",
    accepts=ACCEPTS,
)
def customer_balances(reports: Reports, query: CustomerBalancesQuery) -> Response:
    """What each customer owes."""
    return answer(reports, CustomerBalances, query)


@action(
    Reports,
    "vendor-balance-summary",
    method="GET",
    query=VendorBalancesQuery,
    answer=VendorBalancesOut,
    ability="read-vendors-summary-balance",
    accepts=ACCEPTS,
)
def vendor_balances(reports: Reports, query: VendorBalancesQuery) -> Response:
    """What each vendor is owed."""
    return answer(reports, VendorBalances, query)


@action(
    Reports,
    "transactions-by-customers",
    method="GET",
    query=CustomerLinesQuery,
    answer=CustomerLinesOut,
    ability="read-customers-transactions",
    accepts=ACCEPTS,
)
def customer_lines(reports: Reports, query: CustomerLinesQuery) -> Response:
    """Every customer with the lines on its account, whole or in pages of lines."""
    return answer(reports, CustomerLines, query)


@action(
    Reports,
    "customer-statement",
    method="GET",
    query=CustomerStatementQuery,
    answer=CustomerStatementOut,
    ability="read-customers-transactions",
    accepts=ACCEPTS,
)
def customer_statement(reports: Reports, query: CustomerStatementQuery) -> Response:
    """What one customer was charged and paid, in its own currency; the PDF is the letter that the customer gets."""
    if form_for(reports.request.headers.get("Accept", "")).content_type == PDF:
        tenant = reports.tenant
        with tenant.speaking():  # as all letters: it is the customer who reads it
            return pdf_response(tenant, paper_of(tenant, statement_of(tenant, query)), None)
    return answer(reports, CustomerStatement, query)


@action(
    Reports,
    "transactions-by-vendors",
    method="GET",
    query=VendorLinesQuery,
    answer=VendorLinesOut,
    ability="read-vendors-transactions",
    accepts=ACCEPTS,
)
def vendor_lines(reports: Reports, query: VendorLinesQuery) -> Response:
    """Every vendor with the lines on its account, whole or in pages of lines."""
    return answer(reports, VendorLines, query)


@action(
    Reports,
    "receivable-aging-summary",
    method="GET",
    query=ReceivableAgingQuery,
    answer=ReceivableAgingOut,
    ability="read-ar-aging-summary",
    accepts=ACCEPTS,
)
def receivable_aging(reports: Reports, query: ReceivableAgingQuery) -> Response:
    """What customers owe, by how long it has been due."""
    return answer(reports, ReceivableAging, query)


@action(
    Reports,
    "sales-tax-liability-summary",
    method="GET",
    query=SalesTaxQuery,
    answer=SalesTaxOut,
    ability="read-sales-tax-liability-summary",
    accepts=ACCEPTS,
)
def sales_tax(reports: Reports, query: SalesTaxQuery) -> Response:
    """What is owed to the tax office, by rate, and how much of it was collected."""
    return answer(reports, SalesTax, query)


@action(
    Reports, "sales-by-items", method="GET", query=SalesByItemsQuery, answer=SalesByItemsOut, ability="read-sales-by-items", accepts=ACCEPTS
)
def sales_by_items(reports: Reports, query: SalesByItemsQuery) -> Response:
    """How much was sold of each item, and for what."""
    return answer(reports, SalesByItems, query)


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


@action(Reports, "home", method="GET", answer=HomeOut, access="member")
def home_figures(reports: Reports) -> dict[str, Any]:
    """How the organization stands today: the figures of the reports and lists that the reader may see."""
    return home.figures(reports.tenant, lambda ability, subject: bool(reports.request.has_permission(f"{subject}:{ability}", reports)))


@action(Reports, "transactions-by-reference", method="GET", query=ByReferenceQuery, answer=ByReferenceOut, access="member")
def transactions_by_reference(reports: Reports, query: ByReferenceQuery) -> dict[str, Any]:
    """The lines behind one document, for whoever may view the document."""
    reference_type = by_reference.resolve(query)
    by_reference.check_allowed(reports, reference_type)
    return by_reference.show(reports.tenant, reference_type, query)


@action(Reports, "transactions-by-reference/explain", method="GET", query=ExplainReferenceQuery, answer=ExplainOut, access="member")
def explain_by_reference(reports: Reports, query: ExplainReferenceQuery) -> dict[str, Any]:
    """Why a figure of the list is what it is, for whoever may view the document."""
    reference_type = by_reference.resolve(query)
    by_reference.check_allowed(reports, reference_type)
    return by_reference.explain(reports.tenant, reference_type, query)


@action(Reports, "transactions-by-reference/changes", method="GET", query=ReferenceChangesQuery, answer=ChangesOut, access="member")
def changes_by_reference(reports: Reports, query: ReferenceChangesQuery) -> dict[str, Any]:
    """The entries that one document has recorded since ``as_known_at``, for whoever may view the document."""
    reference_type = by_reference.resolve(query)
    by_reference.check_allowed(reports, reference_type)
    return by_reference.list_changes(reports.tenant, reference_type, query, lambda: users.names(reports.system, reports.tenant.id))
