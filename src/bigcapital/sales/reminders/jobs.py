"""Reminders by the clock, and sending them."""

from __future__ import annotations

import structlog

from bigcapital import db
from bigcapital.jobs import job
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.mail.jobs import ATTEMPTS, note, send_document
from bigcapital.sales.mail.model import FAILED
from bigcapital.sales.reminders import operations
from bigcapital.tenancy.installation import Installation, System
from bigcapital.tenancy.model import State
from bigcapital.tenancy.tenant import Tenant

log = structlog.get_logger(__name__)


@job("payment-reminder.remind", lock="payment-reminders")
def remind(tenant: Tenant) -> None:
    """Remind of some of what is due; the rest is the next job."""
    if operations.remind(tenant):
        tenant.jobs.enqueue(remind, debounce="payment-reminders")


@job(operations.SEND, effect=False, attempts=ATTEMPTS)
def send_reminder(tenant: Tenant, *, mail_id: int, invoice_id: int) -> None:
    """Send a reminder, unless the invoice was paid or given up since it was asked for."""
    invoice = tenant.session.get(SaleInvoice, invoice_id)
    if invoice is not None and not invoice.due_amount:
        note(tenant, mail_id, FAILED, "Nothing was due any more when it was to be sent.")
        return
    send_document(tenant, mail_id=mail_id)


@job("payment-reminder.look", system=True, attempts=1, cron="5,35 * * * *")
def look(system: System) -> None:
    """Each half hour, one job for each tenant that has somebody to remind."""
    tenants = due_everywhere(system.installation)  # reads every tenant first: the system's transaction stays short
    for tenant_id in tenants:
        system.jobs.enqueue(remind, tenant=tenant_id, debounce="payment-reminders")


def due_everywhere(installation: Installation) -> list[int]:
    """The tenants that have somebody to remind. One whose database does not answer is logged, and looked at the next time."""
    found: list[int] = []
    for record in installation.directory.records(State.READY):
        try:
            with db.unit_of_work() as tm:
                if operations.due(installation.open_tenant(record, tm, writer=False)):
                    found.append(record.id)
        except Exception as error:  # one tenant's database being away must not keep the others waiting
            log.warning("reminders not looked at", tenant=record.id, lost=db.is_lost(error), exc_info=True)
    return found
