"""Jobs by the clock: one job for each slot, however many workers ask for it.

A slot's job has an id made of its name and minute, and a store takes an id once. A worker that was away puts the last slot
that it missed, not all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from cronsim import CronSim

from bigcapital import clock
from bigcapital.jobs.job import JOBS, Job, JobRecord

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

    def due(self) -> Iterator[JobRecord]:
        """The jobs whose slot has come since the last call."""
        now = clock.now()
        for job in list(self._jobs.values()):
            slot = last_slot(job.cron, now) if job.cron else None
            if slot is not None and self._put.get(job.name) != slot:
                self._put[job.name] = slot
                yield JobRecord(f"{job.name}@{slot:%Y%m%dT%H%M}", job.name, due=slot, created=now, lock=f"0:cron {job.name}")
