"""The books are checked when somebody asks, and each night where they moved."""

from __future__ import annotations

from bigcapital.accounting.audits import operations
from bigcapital.jobs import job
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.tenant import Tenant


@job(operations.JOB, attempts=2, lock="audit", timeout=4 * 3600)
def audit_books(tenant: Tenant) -> None:
    """Check one tenant's books and keep what was found. A tenant's audits run one at a time."""
    operations.perform(tenant)


@job("ledger.audit-nightly", system=True, attempts=1, cron="10 2 * * *")
def audit_all(system: System) -> None:
    """Each night, one job for each tenant whose books are not proved as they are now; workers go round among tenants."""
    unproved = operations.unproved(system.installation)  # reads every tenant first: the system's transaction stays short
    for tenant_id in unproved:
        system.jobs.enqueue(audit_books, tenant=tenant_id, debounce="audit")
