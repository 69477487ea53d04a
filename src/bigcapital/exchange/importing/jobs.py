"""Long files: a worker previews or imports them, and says how far it is; ``language``: of who asked, for what is said of the rows."""

from __future__ import annotations

from bigcapital.exchange.importing import files
from bigcapital.jobs import job
from bigcapital.tenancy.tenant import Tenant


@job("import.preview", effect=False, attempts=2, lock="import", timeout=3 * 3600)
def preview(tenant: Tenant, *, import_id: str, language: str | None = None) -> None:
    """Find out what an import would do. A tenant has one file read at a time."""
    with tenant.speaking(language):
        files.keep_answer(tenant, tenant.job.id, files.preview(tenant, import_id, tenant.job.progress))


@job("import.run", attempts=3, lock="import", timeout=3 * 3600)
def run(tenant: Tenant, *, import_id: str, language: str | None = None) -> None:
    """Import a file, all in one unit of work: what happens twice to the job happens once to the books."""
    row = files.find(tenant, import_id)
    with tenant.speaking(language):
        files.keep_answer(tenant, tenant.job.id, files.carry_out(tenant, row, tenant.job.progress))
