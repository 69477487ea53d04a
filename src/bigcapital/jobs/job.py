"""What a job is: the function, found by name, and the record of one time that it is to run.

::

    @job("sale-receipt.mail", lock="receipt-{receipt_id}")
    def mail_sale_receipt(tenant: Tenant, receipt_id: int) -> None:
        tenant.job.progress(0.5, "Rendering")

    tenant.jobs.enqueue(mail_sale_receipt, receipt_id=receipt.id)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import orjson


class State(StrEnum):
    """How far a job is."""

    WAITING = "waiting"  # to be run when due, for the first time or handed back unharmed
    ACTIVE = "active"  # a worker has it; ``due`` is when its lease runs out
    FAILED = "failed"  # the last attempt failed; the next one is at ``due``
    COMPLETED = "completed"
    DEAD = "dead"  # no attempt is left, or none would help; ``error`` says why
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self in {State.COMPLETED, State.DEAD, State.CANCELLED}


@dataclass(frozen=True, slots=True)
class JobRecord:
    """One job. Moments are aware UTC. ``progress`` is ``{"fraction": 0..1, "message": str}``."""

    id: str
    name: str
    tenant: int | None = None
    user: int | None = None
    args: dict[str, Any] = field(default_factory=dict)
    state: State = State.WAITING
    due: datetime | None = None  # None when put: at once
    attempt: int = 0  # how often it was leased: what fences a worker whose lease ran out
    tries: int = 0  # how many of its attempts are spent
    worker: str | None = None
    lock: str | None = None  # of the jobs with one key, one runs at a time
    debounce: str | None = None  # of the jobs with one key, one waits at a time; what comes meanwhile is cancelled
    progress: dict[str, Any] | None = None
    error: str | None = None
    created: datetime | None = None
    finished: datetime | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A function that can run later: ``run(unit, **args)``, where ``unit`` is a ``Tenant`` or, of a system job, a ``System``.

    ``attempts``: how often it is tried. ``lock``: a format string over the arguments and ``tenant``, whose result no two
    running jobs of a tenant share. ``timeout``: seconds after which its lease is extended no more and ``check`` raises.
    ``effect``: whether its writes are recorded as done in their own transaction, so that they happen exactly once; a job
    that writes nothing (mail, say) goes without, gets a unit that only reads, and happens at least once.
    """

    name: str
    run: Callable[..., Any]
    attempts: int = 5
    system: bool = False
    lock: str | None = None
    timeout: float = 3600.0
    effect: bool = True
    cron: str | None = None

    def __call__(self, unit: Any, **args: Any) -> Any:
        """Run it here and now, in the caller's unit of work."""
        return self.run(unit, **args)


JOBS: dict[str, Job] = {}


def job(
    name: str,
    *,
    attempts: int = 5,
    system: bool = False,
    lock: str | None = None,
    timeout: float = 3600.0,
    effect: bool = True,
    cron: str | None = None,
) -> Callable[[Callable[..., Any]], Job]:
    """Make a function a ``Job``, under a name that stores remember. ``cron`` (system jobs without arguments) runs it by the clock, UTC.

    :raises ValueError: two functions claim one name.
    """

    def decorate(function: Callable[..., Any]) -> Job:
        known = JOBS.get(name)
        if known is not None and (known.run.__module__, known.run.__qualname__) != (function.__module__, function.__qualname__):
            raise ValueError(f"two jobs are called {name}")
        if len(name) > 48 or (cron is not None and not system):
            raise ValueError(f"job {name}: a name has at most 48 characters, and cron is for system jobs")
        made = JOBS[name] = Job(name, function, attempts, system, lock, timeout, effect, cron)
        return made

    return decorate


def plain(args: dict[str, Any]) -> str:
    """The JSON of a job's arguments.

    :raises TypeError: something is not plain JSON (a Decimal, a date, a row): pass text or an id.
    """
    strict = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_SUBCLASS
    return orjson.dumps(args, option=strict).decode()


# --- what ends a run early ---


class Interrupted(Exception):
    """The run must end now, without its effect."""


class Cancelled(Interrupted):
    """Someone cancelled the job."""


class LeaseLost(Interrupted):
    """The lease ran out (or the job took longer than its timeout): it is, or will be, another worker's."""


class Stopping(Interrupted):
    """The worker was told to stop and its patience is over: the job goes back, its attempt not spent."""
