"""A statement of account as the letter that the customer gets, made of the same figures as the report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import select

from bigcapital.contacts import present
from bigcapital.contacts.customers.model import Customer
from bigcapital.documents.paper.paper import Paper, Sum
from bigcapital.formats import format_date
from bigcapital.ledger.money import format_money
from bigcapital.reports.context import Writer
from bigcapital.reports.customer_statement import CustomerStatement, Moved
from bigcapital.reports.lines import LineWriter
from bigcapital.sales.paper import party
from bigcapital.tenancy.tenant import Tenant


def paper_of(tenant: Tenant, report: CustomerStatement) -> Paper:
    """The letter. Raises ``InvalidInput`` where there is no such customer."""
    found = report.read_of(tenant)
    writer = report.writer_of(tenant, found.customer.currency)
    writing = LineWriter(report.context, writer, {})
    [customer] = present.page(tenant, list(tenant.session.scalars(select(Customer).where(Customer.id == found.customer.id))))

    def day(day: date) -> str:
        return format_date(day, report.context.date_format, report.context.language)

    aging = [Sum("aging", writer.amount(value), label) for _, label, value in report.aging_of(found) if value]
    start, end = day(report.period.start), day(report.period.end)
    opening = {"date": start, "document": report.context.text("Opening balance"), "balance": _nought(writer, found.opening)}
    return Paper(
        resource="CustomerStatement",
        number=f"{found.customer.display_name} {report.period.end}",
        customer=party(customer),
        details={"period": f"{start} – {end}", "statement_date": day(report.context.today)},
        lines=[opening, *(_line(one, day(one.date), writing, writer) for one in found.moved)],
        totals=[*aging, Sum("closing_balance", _nought(writer, found.closing))],
        notes={},
    )


def _line(one: Moved, day: str, writing: LineWriter, writer: Writer) -> dict[str, str]:
    return {
        "date": day,
        "document": writing.document(one.kind),
        "number": one.number or "",
        "charged": writer.amount(one.charged) if one.charged else "",
        "credited": writer.amount(one.credited) if one.credited else "",
        "balance": _nought(writer, one.balance),
    }


def _nought(writer: Writer, value: Decimal) -> str:
    """An amount that is shown though it be nothing."""
    return format_money(value, writer.currency, symbol=writer.sign)
