"""``installation.services["jobs"]``: the store, the relay to it, and what a request may know of a job."""

from __future__ import annotations

from threading import Event
from typing import Any

import orjson
from sqlalchemy import select

from bigcapital.errors import Failed
from bigcapital.jobs.job import JobRecord, State
from bigcapital.jobs.model import TenantOutbox
from bigcapital.jobs.outbox import Enqueuer, Relay
from bigcapital.jobs.store import JobStore, StoreDown, open_store
from bigcapital.tenancy.installation import Installation, System
from bigcapital.tenancy.schema import import_all
from bigcapital.tenancy.tenant import Tenant


class Jobs:
    """One per process. ``installation.plug("jobs", Jobs)``."""

    def __init__(self, installation: Installation, store: JobStore | None = None):
        import_all("jobs")  # so that every job is known by its name
        self.store = store or open_store(installation.settings)
        self.arrived = Event()  # set when jobs came in, for a worker in this process
        self.relay = Relay(installation, self.store, self.arrived)

    def bind(self, unit: Tenant | System) -> Enqueuer:
        """``unit.jobs``."""
        return Enqueuer(unit, self.relay)

    def ping(self) -> None:
        """Raise unless the store answers."""
        self.store.ping()

    def close(self) -> None:
        """Close the store's connections."""
        self.store.close()


def poll(store: JobStore, job_id: str, tenant_id: int) -> JobRecord | None:
    """A tenant's job; None if there is none of this id or it is another's, which no answer may tell apart.

    :raises StoreDown: nobody knows just now.
    """
    found = store.get(job_id)
    return found if found is not None and found.tenant == tenant_id else None


def look_up(tenant: Tenant, job_id: str) -> JobRecord | None:
    """A tenant's job for who waits for it: in the store, or still in the outbox; None if there is none such, or it is another's.

    :raises Failed: 503, nobody knows just now.
    """
    try:
        found = poll(tenant.installation.services["jobs"].store, job_id, tenant.id)
    except StoreDown as down:
        raise Failed(503, "Service Unavailable", "Nobody knows just now how far it is. Try again.", retry_after=5) from down
    if found is not None:
        return found
    row = tenant.session.execute(select(TenantOutbox).where(TenantOutbox.id == job_id)).scalar_one_or_none()
    return None if row is None else JobRecord(row.id, row.name, tenant.id, row.user_id, orjson.loads(row.args))


_SHOWN = {State.ACTIVE: "active", State.COMPLETED: "completed", State.DEAD: "failed", State.CANCELLED: "failed"}


def shown(job: JobRecord) -> dict[str, Any]:
    """How far a job is, for who waits for it; ``progress`` in percent."""
    state = _SHOWN.get(job.state, "waiting")
    fraction = 1.0 if state == "completed" else float((job.progress or {}).get("fraction", 0))
    return {
        "id": job.id,
        "state": state,
        "progress": round(100 * fraction),
        "is_completed": state == "completed",
        "is_running": state == "active",
        "is_waiting": state == "waiting",
        "is_failed": state == "failed",
    }


def cancel(store: JobStore, job_id: str, tenant_id: int) -> bool:
    """Cancel a tenant's job, or ask it to end if it runs; False if there is none such."""
    return poll(store, job_id, tenant_id) is not None and store.cancel(job_id)
