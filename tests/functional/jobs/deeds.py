"""Jobs to test jobs with: each counts, in the tenant's head row or in a table of the system, how often it had its effect."""

from __future__ import annotations

import json
import time
from pathlib import Path

from sqlalchemy import func, select

from bigcapital.errors import DomainError
from bigcapital.jobs import job
from bigcapital.jobs.model import SystemEffect
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.tenant import Tenant


class NotToday(DomainError):
    type = "NOT_TODAY"


def count(tenant: Tenant, what: str) -> None:
    """One more, where a lost or doubled effect shows."""
    counts = json.loads(tenant.head.numbering)
    counts[what] = counts.get(what, 0) + 1
    tenant.head.numbering = json.dumps(counts)


def count_of(tenant: Tenant, what: str) -> int:
    return int(json.loads(tenant.head.numbering).get(what, 0))


@job("deed.count")
def counting(tenant: Tenant, what: str = "deed") -> None:
    count(tenant, what)


@job("deed.locked", lock="{what}")
def locked(tenant: Tenant, what: str) -> None:
    count(tenant, what)


@job("deed.fail", attempts=3)
def failing(tenant: Tenant) -> None:
    count(tenant, "fail")
    tenant.session.flush()
    raise OSError("the disk is on fire")


@job("deed.refuse", attempts=3)
def refusing(tenant: Tenant) -> None:
    count(tenant, "refuse")
    raise NotToday("Not today.")


@job("deed.pause", attempts=9)
def pausing(tenant: Tenant, folder: str) -> None:
    """Say in ``folder`` that it has begun, wait for the file ``go``, then count."""
    here = Path(folder)
    (here / f"begun-{tenant.job.attempt}").touch()
    while not (here / "go").exists():
        time.sleep(0.01)
    count(tenant, "pause")


@job("deed.work", attempts=99)
def working(tenant: Tenant, seconds: float) -> None:
    """Count, in a transaction that stays open for some time afterwards: where a kill finds it."""
    count(tenant, "work")
    tenant.session.flush()
    time.sleep(seconds)


@job("deed.patient", timeout=20)
def patient(tenant: Tenant, folder: str) -> None:
    """Go on until told not to."""
    (Path(folder) / "begun").touch()
    while True:
        tenant.job.progress(0.5, "half way")
        time.sleep(0.01)


@job("deed.system", system=True)
def for_the_system(system: System) -> None:
    system.session.execute(select(func.count()).select_from(SystemEffect)).scalar()


@job("deed.read", effect=False)
def reading(tenant: Tenant) -> None:
    count(tenant, "read")
