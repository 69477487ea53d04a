"""The shapes of the answers in JSON, for the description of the API and the clients generated from it: statements and lists of lines.

Those by contact, item and tax, and of exchange gains, are in ``contacts_schema``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from bigcapital.rest.schema import Answer


class ReportMoney(Answer):
    """An amount, exact and as the reader wants it written."""

    amount: Decimal
    formatted_amount: str
    currency_code: str | None = None


class ReportShare(Answer):
    """A share: 0.125, and ``12.50%``."""

    amount: Decimal
    formatted_amount: str


class ReportDay(Answer):
    """A day."""

    date: date
    formatted_date: str


class ReportMeta(Answer):
    """What stands above a statement."""

    organization_name: str
    base_currency: str
    date_format: str
    is_cost_compute_running: bool
    sheet_name: str
    formatted_date_range: str
    formatted_as_date: str | None = None
    formatted_from_date: str | None = None
    formatted_to_date: str | None = None


class ReportPages(Answer):
    """Where the answer stands, when a page was asked for. ``next``: the ``after`` of the page behind it, null at the end."""

    page_size: int
    next: str | None
    total: int | None = None  # of all, where the page was asked for by its number
    page: int | None = None


class ReportOut(Answer):
    """What every report answers beside its data."""

    query: dict[str, Any]
    meta: ReportMeta


class ComparedFigures(Answer):
    """What a node holds, and what it is compared with."""

    total: ReportMoney
    previous_period: ReportMoney | None = None
    previous_period_change: ReportMoney | None = None
    previous_period_percentage: ReportShare | None = None
    previous_year: ReportMoney | None = None
    previous_year_change: ReportMoney | None = None
    previous_year_percentage: ReportShare | None = None


class StatementFigures(ComparedFigures):
    """The same with the shares that were asked for."""

    percentage_row: ReportShare | None = None
    percentage_column: ReportShare | None = None
    percentage_income: ReportShare | None = None
    percentage_expense: ReportShare | None = None


class StatementColumn(StatementFigures):
    """The same, of one part of the range. ``key``: what the column is called in tables and in explanations."""

    key: str
    from_date: ReportDay
    to_date: ReportDay


class StatementNode(StatementFigures):
    """A section, an account or a result of a statement, with what stands below it."""

    id: int | str
    name: str
    node_type: str
    type: str  # the same, as some clients call it
    children: list[StatementNode]
    code: str | None = None
    index: int | None = None
    parent_account_id: int | None = None
    horizontal_totals: list[StatementColumn] | None = None


class StatementOut(ReportOut):
    """A balance sheet or a profit and loss sheet."""

    data: list[StatementNode]


class CashFlowColumn(ComparedFigures):
    """The same, of one part of the range, as in a statement."""

    key: str
    from_date: ReportDay
    to_date: ReportDay


class CashFlowNode(ComparedFigures):
    """A section, an account or a result, with what stands below it."""

    id: int | str
    label: str
    section_type: str
    children: list[CashFlowNode]
    footer_label: str | None = None
    code: str | None = None
    index: int | None = None
    parent_account_id: int | None = None
    account_type: str | None = None
    adjustment_type: str | None = None  # plus or mines: what the account gained is added or taken off
    periods: list[CashFlowColumn] | None = None


class CashFlowOut(ReportOut):
    """A statement of cash flow."""

    data: list[CashFlowNode]


class TrialBalanceSums(Answer):
    """Turnover in the range, and what was held before and after it, positive where debit."""

    debit: Decimal
    credit: Decimal
    balance: Decimal
    opening_balance: Decimal
    closing_balance: Decimal
    currency_code: str
    formatted_debit: str
    formatted_credit: str
    formatted_balance: str
    formatted_opening_balance: str
    formatted_closing_balance: str


class TrialBalanceAccount(TrialBalanceSums):
    """An account with all below it."""

    id: int
    parent_account_id: int | None
    name: str
    formatted_name: str
    code: str | None
    account_normal: str
    children: list[TrialBalanceAccount]


class TrialBalanceData(Answer):
    """The accounts, and the total of them all."""

    accounts: list[TrialBalanceAccount]
    total: TrialBalanceSums


class TrialBalanceOut(ReportOut):
    """A trial balance."""

    data: TrialBalanceData


class LedgerSides(Answer):
    """Debit and credit, exact and written."""

    debit: Decimal
    credit: Decimal
    formatted_debit: str
    formatted_credit: str
    currency_code: str


class LedgerBalance(ReportMoney):
    """What an account holds on a day."""

    date: date


class GeneralLedgerLine(LedgerSides):
    """A line, what it did to its account, and what the account held after it."""

    id: int
    date: date
    date_formatted: str
    reference_type: str
    reference_id: int
    transaction_number: str | None
    transaction_type: str
    transaction_type_formatted: str
    contact_name: str
    contact_type: str
    index: int
    note: str | None
    amount: Decimal
    running_balance: Decimal
    formatted_amount: str
    formatted_running_balance: str


class GeneralLedgerAccount(Answer):
    """An account with its own lines."""

    id: int
    name: str
    code: str | None
    index: int | None
    parent_account_id: int | None
    opening_balance: LedgerBalance
    transactions: list[GeneralLedgerLine]
    closing_balance: LedgerBalance
    closing_balance_subaccounts: LedgerBalance | None = None


class GeneralLedgerOut(ReportOut):
    """The general ledger."""

    data: list[GeneralLedgerAccount]
    pagination: ReportPages | None = None


class JournalLine(LedgerSides):
    """A line of a document."""

    entry_id: int
    index: int
    note: str | None
    contact_name: str
    contact_type: str
    account_id: int
    account_name: str
    account_code: str | None
    transaction_number: str | None


class JournalGroup(LedgerSides):
    """The lines of one document on one day."""

    date: date
    date_formatted: str
    transaction_type: str
    reference_type: str
    reference_id: int
    reference_type_formatted: str
    transaction_number: str | None
    entries: list[JournalLine]


class JournalSheetOut(ReportOut):
    """The journal."""

    data: list[JournalGroup]
    pagination: ReportPages | None = None


class ReferenceLine(Answer):
    """A line behind a document."""

    id: int
    date: ReportDay
    debit: ReportMoney
    credit: ReportMoney
    contact_type: str | None
    formatted_contact_type: str
    contact_id: int | None
    contact_name: str | None
    reference_type: str
    formatted_reference_type: str
    reference_id: int
    transaction_number: str | None
    account_id: int
    account_code: str | None
    account_name: str
    note: str | None


class ByReferenceOut(Answer):
    """The lines behind a document."""

    transactions: list[ReferenceLine]
