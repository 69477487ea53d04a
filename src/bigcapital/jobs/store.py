"""What every job store can do. A store keeps jobs and their leases; it runs nothing.

A lease runs out, so a crashed worker's job comes back by itself. Each lease counts ``attempt`` up, and whatever a worker
says of a job names the attempt that it holds: a worker that slept past its lease is told no.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from bigcapital.jobs.job import JobRecord, State

if TYPE_CHECKING:
    from bigcapital.config import Settings

ABSORBED = "one that waits already does the same"  # the reason of a job that debouncing cancelled
KEEP = {State.COMPLETED: timedelta(days=14), State.CANCELLED: timedelta(days=14), State.DEAD: timedelta(days=180)}


class Standing(Enum):
    """What a worker learns when it asks for more time."""

    HELD = "held"
    CANCELLING = "cancelling"  # still its own, but someone wants it ended
    LOST = "lost"


class StoreDown(Exception):
    """The store cannot be reached just now. Nothing is lost by trying again."""


class JobStore(Protocol):
    """Every method may raise ``StoreDown``."""

    def prepare(self) -> None:
        """Make tables or indexes, if they are not there yet."""

    def put(self, jobs: Sequence[JobRecord]) -> None:
        """Add jobs. One whose id is known already is left alone, so putting twice is harmless.

        Of a job whose debounce key another one already waits with, a cancelled record is kept.
        """

    def lease(self, worker: str, *, seconds: float, after: int = 0, names: Collection[str] | None = None) -> JobRecord | None:
        """Take a due job: of the next tenant in order after tenant ``after`` that has one, the one due longest.

        ``names``: which jobs this worker can run. Jobs whose lock another one holds are passed over.
        """

    def extend(self, job: JobRecord, seconds: float) -> Standing:
        """Hold the lease until ``seconds`` from now."""

    def progress(self, job: JobRecord, fraction: float, message: str) -> Standing:
        """Say how far a run is."""

    def complete(self, job: JobRecord) -> bool:
        """It is done. False: it was no longer this attempt's to end; the same holds of the three below."""

    def fail(self, job: JobRecord, error: str, delay: float) -> bool:
        """This attempt failed; the next may start in ``delay`` seconds."""

    def bury(self, job: JobRecord, error: str, state: State = State.DEAD) -> bool:
        """No attempt more, for this reason: DEAD, or CANCELLED."""

    def release(self, job: JobRecord) -> bool:
        """Hand it back as it was; the attempt is not spent."""

    def get(self, job_id: str) -> JobRecord | None:
        """The job as it is now."""

    def cancel(self, job_id: str) -> bool:
        """End a waiting job, or ask an active one to end. False: there is no such job, or it is over."""

    def revive(self, job_id: str) -> bool:
        """Let a dead job try once more, now, with all its attempts before it."""

    def counts(self) -> dict[State, int]:
        """How many jobs are in each state that has any."""

    def dead(self, limit: int = 100) -> list[JobRecord]:
        """The dead, last first."""

    def tidy(self) -> None:
        """Forget what ended long ago (``KEEP``)."""

    def ping(self) -> None:
        """Raise ``StoreDown`` unless the store answers."""

    def close(self) -> None:
        """Close connections."""


def expiry(state: State, now: datetime) -> datetime:
    """Until when a job that ended now is kept."""
    return now + KEEP[state]


def open_store(settings: Settings) -> JobStore:
    """The store that ``jobs.url`` names."""
    if settings.jobs_url.startswith("mongodb"):
        from bigcapital.jobs.mongo import MongoJobStore  # pymongo costs an embedded start nothing

        return MongoJobStore(settings.jobs_url)
    from bigcapital.jobs.sql import SqlJobStore

    return SqlJobStore.beside(settings.system_url)
