"""Recurring invoices by the clock."""

from __future__ import annotations

import structlog

from bigcapital import clock, db
from bigcapital.jobs import job
from bigcapital.sales.recurring import operations
from bigcapital.tenancy.installation import Installation, System
from bigcapital.tenancy.model import State
from bigcapital.tenancy.tenant import Tenant

log = structlog.get_logger(__name__)


@job(operations.JOB, lock="recurring-{recurring_id}")
def make(tenant: Tenant, *, recurring_id: int) -> None:
    """Make one invoice that is due; if another is, that is the next job. So catching up delays nobody else."""
    operations.make_next(tenant, recurring_id)


@job("recurring-invoice.look", system=True, attempts=1, cron="*/15 * * * *")
def look(system: System) -> None:
    """Each quarter of an hour, one job for each schedule of which something is due, whatever was missed before."""
    due = due_everywhere(system.installation)  # reads every tenant first: the system's transaction stays short
    for tenant_id, recurring_id in due:
        system.jobs.enqueue(make, tenant=tenant_id, debounce=f"recurring-{recurring_id}", recurring_id=recurring_id)


def due_everywhere(installation: Installation) -> list[tuple[int, int]]:
    """Tenant and schedule, of all that is due. A tenant whose database does not answer is logged, and looked at the next time."""
    found: list[tuple[int, int]] = []
    for record in installation.directory.records(State.READY):
        try:
            with db.unit_of_work() as tm:  # a reader: whose database it is, is checked when it is opened
                tenant = installation.open_tenant(record, tm, writer=False)
                ids = operations.due_ids(tenant.connection, tenant.today(), clock.now())
            found += [(record.id, id) for id in ids]
        except Exception as error:  # one tenant's database being away must not keep the others waiting
            log.warning("recurring invoices not looked at", tenant=record.id, lost=db.is_lost(error), exc_info=True)
    return found
