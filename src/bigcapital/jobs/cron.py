"""Jobs by the clock: one job for each slot, however many workers ask for it.

A slot's job has an id made of its name and minute, and a store takes an id once. A worker that was away puts the last slot
that it missed, not all of them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from cronsim import CronSim

from bigcapital import clock
from bigcapital.jobs.job import JOBS, Job, JobRecord
from bigcapital.jobs.store import JobStore

FURTHEST = timedelta(days=400)  # a schedule has a slot within a year, or never


def last_slot(schedule: str, now: datetime) -> datetime | None:
    """The last minute at or before ``now`` that ``schedule`` (five cron fields, UTC) names."""
    minute = now.replace(second=0, microsecond=0)
    back = CronSim(schedule, minute + timedelta(minutes=1), reverse=True)
    slot: datetime | None = next(back, None)
    return slot if slot is not None and now - slot < FURTHEST else None


class Cron:
    """What one worker has put already."""

    def __init__(self, jobs: dict[str, Job] = JOBS):
        self._jobs = jobs
        self._put: dict[str, datetime] = {}

    def put_due(self, store: JobStore) -> None:
        """Put the jobs whose slot has come since the last call.

        :raises StoreDown: none was put; the next call tries again.
        """
        now = clock.now()
        slots = {job.name: last_slot(job.cron, now) for job in list(self._jobs.values()) if job.cron}
        fresh = {name: slot for name, slot in slots.items() if slot is not None and self._put.get(name) != slot}
        if fresh:
            store.put([slot_job(name, slot, now) for name, slot in fresh.items()])
            self._put |= fresh


def slot_job(name: str, slot: datetime, now: datetime) -> JobRecord:
    """The one job of this slot; a slot's job does not start while the one before still runs."""
    return JobRecord(f"{name}@{slot:%Y%m%dT%H%M}", name, due=slot, created=now, lock=f"0:cron {name}")
