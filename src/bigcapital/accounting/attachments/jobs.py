"""Files that nothing has any more are swept away each night, some days after they were let go."""

from __future__ import annotations

from bigcapital.accounting.attachments import operations
from bigcapital.jobs import job
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.model import State
from bigcapital.tenancy.tenant import Tenant


@job("attachments.sweep", attempts=2, lock="attachments.sweep")
def sweep_tenant(tenant: Tenant) -> None:
    """Sweep one tenant's files."""
    operations.sweep(tenant, tenant.installation.settings.files_loose_days)


@job("attachments.sweep-nightly", system=True, attempts=1, cron="30 3 * * *")
def sweep_all(system: System) -> None:
    """Each night, one job for each tenant."""
    if system.installation.settings.files_loose_days:
        for record in system.installation.directory.records(State.READY):
            system.jobs.enqueue(sweep_tenant, tenant=record.id, debounce="attachments.sweep")
