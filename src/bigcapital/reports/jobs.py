"""Files that take longer than a client waits, made by a worker and kept for whoever asked until they are fetched or a day old;
and statements of account that go out by mail.
"""

from __future__ import annotations

import tempfile
from datetime import date
from typing import Any

from bigcapital.documents.paper.resource import file_name as paper_name
from bigcapital.documents.paper.resource import pdf_of
from bigcapital.files import PASSING
from bigcapital.jobs import job
from bigcapital.mail import Attachment
from bigcapital.reports import engine, formats
from bigcapital.reports.context import Context
from bigcapital.reports.customer_statement import statement_of
from bigcapital.reports.query import CustomerStatementQuery
from bigcapital.reports.sheet import Sheet
from bigcapital.reports.statement_paper import paper_of
from bigcapital.sales.mail.jobs import ATTEMPTS, send
from bigcapital.sales.mail.model import DocumentMail
from bigcapital.tenancy.tenant import Tenant


def file_name(job_id: str, form: formats.Form) -> str:
    """Where the file of this job is, among the tenant's."""
    return f"{PASSING}/{job_id}.{form.ending}"


@job("report.file", effect=False, attempts=3, lock="report.file", timeout=3 * 3600)
def make_file(tenant: Tenant, *, report: str, form: str, query: dict[str, Any], language: str | None = None) -> None:
    """Write a report, in the ``language`` of who asked for it, read in one snapshot; made again, it replaces itself.

    A tenant has one made at a time.
    """
    from bigcapital.reports import resource  # noqa: F401  # so that every report is known by its name

    kind, wanted = engine.KINDS[report], formats.form_named(form)
    with tenant.speaking(language):
        sheet = kind(Context.of(tenant), kind.asks.model_validate(query)).sheet(tenant, by_rows=True)
        keep(tenant, sheet, wanted)


def keep(tenant: Tenant, sheet: Sheet, form: formats.Form) -> None:
    """Write a sheet into the file of the running job, and say how far it is."""
    form.waits(sheet.rows.count())
    desk = formats.Desk(tenant.installation.services["pdf"], tenant.job.progress)
    with tempfile.TemporaryFile() as file:
        for piece in form.write(sheet, desk):
            file.write(piece)
            tenant.job.check()
        file.seek(0)
        tenant.files.write(file_name(tenant.job.id, form), file)


@job("customer-statement.mail", effect=False, attempts=ATTEMPTS)
def send_statement(tenant: Tenant, *, mail_id: int, from_date: str, to_date: str) -> None:
    """Send a statement of account that was asked for, as the books are by then, and say on the mail how it went."""

    def files(unit: Tenant, row: DocumentMail) -> tuple[Attachment, ...]:
        if not row.attached:
            return ()
        days = {"from_date": date.fromisoformat(from_date), "to_date": date.fromisoformat(to_date)}
        paper = paper_of(unit, statement_of(unit, CustomerStatementQuery(customer_id=row.model_id, **days)))
        return (Attachment(paper_name(paper), "application/pdf", pdf_of(unit, paper, None)),)

    send(tenant, mail_id, files)
