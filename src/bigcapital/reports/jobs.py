"""Files that take longer than a client waits: made by a worker, kept for whoever asked until they are fetched or a day old."""

from __future__ import annotations

import tempfile
from typing import Any

from bigcapital.files import PASSING
from bigcapital.jobs import job
from bigcapital.reports import engine, formats
from bigcapital.reports.context import Context
from bigcapital.tenancy.tenant import Tenant


def file_name(job_id: str, form: formats.Form) -> str:
    """Where the file of this job is, among the tenant's."""
    return f"{PASSING}/{job_id}.{form.ending}"


@job("report.file", effect=False, attempts=3, lock="report.file", timeout=3 * 3600)
def make_file(tenant: Tenant, *, report: str, form: str, query: dict[str, Any]) -> None:
    """Write a report. It is read in one snapshot; made again, it replaces itself. A tenant has one made at a time."""
    from bigcapital.reports import resource  # noqa: F401  # so that every report is known by its name

    kind, wanted = engine.KINDS[report], formats.form_named(form)
    asked = kind(Context.of(tenant), kind.asks.model_validate(query))
    sheet = asked.sheet(tenant, by_rows=True)
    wanted.waits(sheet.rows.count())
    desk = formats.Desk(tenant.installation.services["pdf"], tenant.job.progress)
    with tempfile.TemporaryFile() as file:
        for piece in wanted.write(sheet, desk):
            file.write(piece)
            tenant.job.check()
        file.seek(0)
        tenant.files.write(file_name(tenant.job.id, wanted), file)
