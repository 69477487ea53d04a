"""The figures of the home page in one answer, each as the report or list says it that it leads to.

They are asked of the reports themselves, so that they cannot differ. What the ledger does not know, drafts and what is
overdue today invoice by invoice, is read anew each time; all else is remembered like a report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, extract, func, select

from bigcapital.accounting.journals.model import ManualJournal
from bigcapital.accounting.settings.operations import value
from bigcapital.documents.present import Writer as DocumentWriter
from bigcapital.ledger.money import ZERO, NumberFormat, exponent
from bigcapital.ledger.periods import Period, add_months, divide, end_of_month
from bigcapital.reports import tree
from bigcapital.reports.balance_sheet import BalanceSheet
from bigcapital.reports.contact_balances import VendorBalances
from bigcapital.reports.contacts import CUSTOMERS
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.profit_loss import ProfitLoss
from bigcapital.reports.query import BalanceSheetQuery, ProfitLossQuery, ReceivableAgingQuery, SalesByItemsQuery, VendorBalancesQuery
from bigcapital.reports.receivable_aging import ReceivableAging
from bigcapital.reports.sales_by_items import SalesByItems
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.invoices.operations import overdue
from bigcapital.tenancy.tenant import Tenant

MONTHS = 12
MOST_CUSTOMERS = 5
MOST_OVERDUE = 5
_EARNED, _SPENT = ("INCOME", "OTHER_INCOME"), ("COST_OF_SALES", "EXPENSES", "OTHER_EXPENSES")


def figures(tenant: Tenant, may: Callable[[str, str], bool]) -> dict[str, Any]:
    """All that the reader, who ``may`` do an ability on a subject, is allowed to see; null for the rest."""
    context = Context.of(tenant)
    parts: dict[str, tuple[str, Callable[[Home], Any]]] = {
        "balances": ("read-balance-sheet", Home.balances),
        "payable": ("read-vendors-summary-balance", Home.payable),
        "results": ("read-profit-loss", Home.results),
        "receivable_aging": ("read-ar-aging-summary", Home.receivable_aging),
        "sales": ("read-sales-by-items", Home.sales),
    }
    seen = {name: part for name, (ability, part) in parts.items() if may(ability, "Report")}
    basis = value(tenant, "organization", "accounting_basis")
    asked = {"day": context.today, "parts": sorted(seen), "basis": basis, "language": context.language}

    def read() -> dict[str, Any]:
        home = Home(tenant, context, basis)
        return {name: part(home) for name, part in seen.items()}

    known = tenant.cache.get_or_create("home", asked, read)
    waiting = {
        "overdue": _overdue(tenant) if may("View", "SaleInvoice") else None,
        "draft_invoices": _count(tenant, SaleInvoice.delivered_at.is_(None)) if may("View", "SaleInvoice") else None,
        "draft_journals": _count(tenant, ManualJournal.published_at.is_(None)) if may("View", "ManualJournal") else None,
    }
    return dict.fromkeys(parts) | known | waiting


class Home:
    """The parts that the ledger decides, on one day."""

    def __init__(self, tenant: Tenant, context: Context, basis: Any):
        self.tenant, self.context, self.basis = tenant, context, basis
        style = NumberFormat(precision=exponent(tenant.base_currency), show_zero=True, format_money="always")
        self.writer = Writer.of(tenant, style)
        self.money = self.writer.money
        first = add_months(context.today.replace(day=1), 1 - MONTHS)
        self.year = Period(first, end_of_month(context.today))
        self.months = divide(self.year, "month")

    def balances(self) -> dict[str, Any]:
        """Cash and banks, and what customers owe, of the balance sheet."""
        sheet = BalanceSheet(self.context, BalanceSheetQuery(basis=self.basis)).statement(self.tenant, self.writer)
        nodes = {one.id: one for one in tree.walk(sheet.nodes)}
        place = sheet.layout.place(sheet.layout.total.period)
        cash = nodes["CASH_EQUIVALENTS"]
        return {
            "cash": self.money(cash.amounts[place]),
            "cash_accounts": [{"id": one.id, "name": one.name, "total": self.money(one.amounts[place])} for one in cash.children],
            "receivable": self.money(nodes["ACCOUNTS_RECEIVABLE"].amounts[place]),
        }

    def payable(self) -> dict[str, Any]:
        """What vendors are owed."""
        return self.money(VendorBalances(self.context, VendorBalancesQuery()).total(self.tenant))

    def results(self) -> list[dict[str, Any]]:
        """Income, expense and what is left month by month, of the profit and loss."""
        query = ProfitLossQuery(
            from_date=self.year.start,
            to_date=self.year.end,
            basis=self.basis,
            display_columns_type="date_periods",
            display_columns_by="month",
        )
        sheet = ProfitLoss(self.context, query).statement(self.tenant, self.writer)
        nodes = {one.id: one for one in sheet.nodes}

        def sum_of(ids: Iterable[str], month: Period) -> dict[str, Any]:
            return self.money(sum((nodes[id].amounts[sheet.layout.place(month)] for id in ids), ZERO))

        return [
            _month(one) | {"income": sum_of(_EARNED, one), "expense": sum_of(_SPENT, one), "net": sum_of(("NET_INCOME",), one)}
            for one in self.months
        ]

    def receivable_aging(self) -> dict[str, Any]:
        """What customers owe, by how long it has been due."""
        report = ReceivableAging(self.context, ReceivableAgingQuery())
        _, total = report.aged(self.tenant)
        return {
            "current": self.money(total.current),
            "aging": [{**period, "total": self.money(amount)} for period, amount in zip(report.periods(), total.aging, strict=True)],
            "total": self.money(total.total),
        }

    def sales(self) -> dict[str, Any]:
        """What was sold month by month, and to whom the most in all of these months."""
        report = SalesByItems(self.context, SalesByItemsQuery(from_date=self.year.start, to_date=self.year.end))
        by_month = {one.start: ZERO for one in self.months}
        for (year, month, _), sold in report.sold(self.tenant, _by_month).items():
            by_month[self.year.start.replace(year=year, month=month)] += sold.amount
        by_customer: dict[int, Any] = {}
        for (customer, _), sold in report.sold(self.tenant, _by_customer).items():
            by_customer[customer] = by_customer.get(customer, ZERO) + sold.amount
        best = sorted((one for one in by_customer.items() if one[1] > ZERO), key=lambda one: (-one[1], one[0]))[:MOST_CUSTOMERS]
        names = CUSTOMERS.names(self.tenant, [id for id, _ in best])
        return {
            "from_date": self.year.start,
            "to_date": self.year.end,
            "months": [_month(one) | {"total": self.money(by_month[one.start])} for one in self.months],
            "customers": [{"id": id, "name": names.get(id, ""), "total": self.money(amount)} for id, amount in best],
        }


def _month(one: Period) -> dict[str, Any]:
    return {"from_date": one.start, "to_date": one.end}


def _by_month(line: Any) -> tuple[ColumnElement[Any], ...]:
    return extract("year", line.date), extract("month", line.date)


def _by_customer(line: Any) -> tuple[Any, ...]:
    return (line.contact_id,)


def _overdue(tenant: Tenant) -> dict[str, Any]:
    """What invoices are overdue, the longest first."""
    invoices, count = overdue(tenant, MOST_OVERDUE)
    writer = DocumentWriter(tenant, ())
    names = CUSTOMERS.names(tenant, {one.customer_id for one in invoices})
    shown = [
        {
            "id": one.id,
            "invoice_no": one.invoice_no,
            "customer_name": names[one.customer_id],
            "due_date": one.due_date,
            "due_date_formatted": writer.day(one.due_date),
            "due_amount_formatted": writer.money(one.due_amount, one.currency_code),
            "overdue_days": (writer.today - one.due_date).days,
        }
        for one in invoices
    ]
    return {"count": count, "invoices": shown}


def _count(tenant: Tenant, condition: ColumnElement[bool]) -> int:
    return tenant.session.scalar(select(func.count()).where(condition)) or 0
