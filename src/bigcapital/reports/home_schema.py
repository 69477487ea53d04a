"""The shape of the home page's figures in JSON."""

from __future__ import annotations

from datetime import date

from bigcapital.reports.schema import ReportMoney
from bigcapital.rest.schema import Answer


class HomeAccount(Answer):
    """An account, and what is in it."""

    id: int
    name: str
    total: ReportMoney


class HomeBalances(Answer):
    """What there is, and what customers owe, on the balance sheet of today."""

    cash: ReportMoney
    cash_accounts: list[HomeAccount]
    receivable: ReportMoney


class HomeResult(Answer):
    """What was earned, spent and left in a month, on the basis that the organization prefers."""

    from_date: date
    to_date: date
    income: ReportMoney
    expense: ReportMoney
    net: ReportMoney


class HomeAge(Answer):
    """What has been due for so many days; ``to_days`` null: and more."""

    before_days: int
    to_days: int | None
    total: ReportMoney


class HomeAging(Answer):
    """What customers owe by how long it has been due."""

    current: ReportMoney
    aging: list[HomeAge]
    total: ReportMoney


class HomeMonth(Answer):
    """What was sold in a month."""

    from_date: date
    to_date: date
    total: ReportMoney


class HomeCustomer(Answer):
    """What was sold to a customer."""

    id: int
    name: str
    total: ReportMoney


class HomeSales(Answer):
    """What was sold month by month, and to whom the most from ``from_date`` to ``to_date``."""

    from_date: date
    to_date: date
    months: list[HomeMonth]
    customers: list[HomeCustomer]


class HomeInvoice(Answer):
    """An invoice that is overdue; what is due of it in its own currency."""

    id: int
    invoice_no: str
    customer_name: str
    due_date: date
    due_date_formatted: str
    due_amount_formatted: str
    overdue_days: int


class HomeOverdue(Answer):
    """How many invoices are overdue, and those that are so the longest."""

    count: int
    invoices: list[HomeInvoice]


class HomeOut(Answer):
    """The figures of the home page; null: not for this reader."""

    balances: HomeBalances | None
    payable: ReportMoney | None
    results: list[HomeResult] | None
    receivable_aging: HomeAging | None
    sales: HomeSales | None
    overdue: HomeOverdue | None
    draft_invoices: int | None
    draft_journals: int | None
