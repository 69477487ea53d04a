"""Work for later: enqueued in a transaction, done by a worker, exactly once in its effect.

``job`` declares, ``tenant.jobs.enqueue`` leaves it in the outbox, ``outbox`` moves it to the store, ``worker`` does it.
"""

from bigcapital.jobs.crew import run_worker, start_worker_thread
from bigcapital.jobs.job import JOBS, Cancelled, Interrupted, Job, JobRecord, LeaseLost, State, job
from bigcapital.jobs.jobs import deliver
from bigcapital.jobs.service import Jobs, cancel, poll
from bigcapital.jobs.store import JobStore, StoreDown, open_store
from bigcapital.jobs.worker import run_pending

__all__ = [
    "JOBS",
    "Cancelled",
    "Interrupted",
    "Job",
    "JobRecord",
    "JobStore",
    "Jobs",
    "LeaseLost",
    "State",
    "StoreDown",
    "cancel",
    "deliver",
    "job",
    "open_store",
    "poll",
    "run_pending",
    "run_worker",
    "start_worker_thread",
]
