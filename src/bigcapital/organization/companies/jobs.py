"""What founding and changing an organization leaves for later: building its books, and moving them to another currency."""

from __future__ import annotations

from sqlalchemy import update

from bigcapital.accounting.accounts.model import Account
from bigcapital.accounting.currencies import lock
from bigcapital.accounting.currencies.operations import ensure
from bigcapital.jobs import job
from bigcapital.tenancy import provision
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.tenant import Tenant


@job("organization.build", system=True, attempts=3, timeout=600)
def build(system: System, tenant_id: int, sample_data: bool = False) -> None:
    """Make the organization's database. The build keeps its own state, so that running it again is always right."""
    provision.build(system.installation, tenant_id, progress=system.job.progress)
    if sample_data:
        system.jobs.enqueue("organization.sample", tenant=tenant_id)


@job("organization.move_base_currency")
def move_base_currency(tenant: Tenant, currency: str) -> None:
    """Offer the new base currency and bring every account to it; nothing is recorded in the old one yet."""
    ensure(tenant, currency)
    if lock.locking_models(tenant):
        return  # somebody was faster: what is recorded keeps its currency
    tenant.session.execute(update(Account).values(currency_code=currency))
    tenant.bump_metadata()


@job("organization.collect", system=True, effect=False, cron="23 3 * * *")
def collect(system: System) -> None:
    """Drop the databases that failed builds left behind."""
    provision.collect_orphans(system.installation)
