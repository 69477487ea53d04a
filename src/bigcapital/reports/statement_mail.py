"""``/api/customers/:id/statement/mail``: a customer's statement of account by mail, made when it is sent."""

from __future__ import annotations

import datetime as dates
from typing import Any

from bigcapital.contacts.customers.resource import CustomerItem
from bigcapital.formats import format_date
from bigcapital.ledger.money import format_money
from bigcapital.reports.customer_statement import CustomerStatement, statement_of
from bigcapital.reports.jobs import send_statement
from bigcapital.reports.query import CustomerStatementQuery
from bigcapital.rest import Answer, Body, Query, action
from bigcapital.rest.schema import Day, Flag, LongText, Text
from bigcapital.sales.mail import letters, operations
from bigcapital.sales.mail.operations import Asked
from bigcapital.sales.mail.resource import mail_shown
from bigcapital.sales.mail.schema import Addresses, MailOut, Preview
from bigcapital.tenancy.tenant import Tenant

REF = "CustomerStatement"
MAY_READ = "Report:read-customers-transactions"


class DaysQuery(Query):
    """The days of the statement; left out, from the beginning of the fiscal year to today."""

    from_date: Day | None = None
    to_date: Day | None = None


class StatementMailIn(Body):
    """Which days, whom to, and what it says; what is left out is as proposed."""

    from_date: Day | None = None
    to_date: Day | None = None
    to: Addresses | None = None
    cc: Addresses = []
    bcc: Addresses = []
    subject: Text | None = None
    message: LongText | None = None
    attach_pdf: Flag = True


class StatementMailState(Answer):
    """What a mail of the statement starts from, its placeholders (``format_args``), and earlier ``mails``."""

    from_date: dates.date
    to_date: dates.date
    to: list[str]
    subject: str
    message: str
    format_args: dict[str, str]
    preview: Preview
    mails: list[MailOut]


@action(CustomerItem, "statement/mail", method="GET", access=MAY_READ, query=DaysQuery, answer=StatementMailState)
def state(customer: CustomerItem, query: DaysQuery) -> dict[str, Any]:
    """What a mail of the statement starts from, and what became of earlier ones."""
    tenant, row = customer.tenant, customer.row
    report = _report(tenant, row.id, query.from_date, query.to_date)
    start, values = _proposed(tenant, row), _values(tenant, report)
    preview = {name: letters.filled(start[name], values) for name in ("subject", "message")}
    return {
        "from_date": report.period.start,
        "to_date": report.period.end,
        **start,
        "format_args": values,
        "preview": preview,
        "mails": [mail_shown(one) for one in operations.mails_of(tenant, REF, row.id)],
    }


@action(CustomerItem, "statement/mail", access=MAY_READ, status=200, body=StatementMailIn)
def send_mail(customer: CustomerItem, data: StatementMailIn) -> None:
    """Send the statement to the customer."""
    tenant, row = customer.tenant, customer.row
    report = _report(tenant, row.id, data.from_date, data.to_date)
    asked = Asked(to=data.to, cc=data.cc, bcc=data.bcc, subject=data.subject, message=data.message)
    content = operations.composed(tenant, _proposed(tenant, row), _values(tenant, report), asked)
    mail = operations.write_down(tenant, REF, row.id, content, attached=data.attach_pdf)
    days = {"from_date": report.period.start.isoformat(), "to_date": report.period.end.isoformat()}
    tenant.jobs.enqueue(send_statement, mail_id=mail.id, **days)


def _report(tenant: Tenant, id: int, first: dates.date | None, last: dates.date | None) -> CustomerStatement:
    with tenant.speaking():  # what the customer reads, whoever sends it
        return statement_of(tenant, CustomerStatementQuery(customer_id=id, from_date=first, to_date=last))


def _proposed(tenant: Tenant, row: Any) -> dict[str, Any]:
    language = tenant.record.language
    return {
        "to": [row.email] if row.email else [],
        "subject": letters.words(letters.STATEMENT_SUBJECT, language),
        "message": letters.words(letters.STATEMENT, language),
    }


def _values(tenant: Tenant, report: CustomerStatement) -> dict[str, str]:
    """Placeholder → what it stands for."""
    found, context = report.read_of(tenant), report.context
    writer = report.writer_of(tenant, found.customer.currency)

    def day(day: dates.date) -> str:
        return format_date(day, context.date_format, context.language)

    return {
        "Company Name": tenant.record.name,
        "Customer Name": found.customer.display_name,
        "From Date": day(report.period.start),
        "To Date": day(report.period.end),
        "Balance": format_money(found.closing, writer.currency, symbol=writer.sign),
    }
