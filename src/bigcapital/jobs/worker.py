"""Runs jobs: takes a lease, opens the tenant, calls the function, commits, says so.

A job runs as one unit of work of its own. Its effect on the database is exactly once: its id is written in the transaction
of the effect, under a unique key, so of two runs that each believe to be the one, one commits. What a run does to the world
outside happens at least once. Between tenants a worker goes round, so that one with ten thousand jobs delays none by more
than one.
"""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from secrets import token_hex
from threading import Event, Thread
from time import monotonic
from typing import Any

import structlog
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from transaction import TransactionManager

from bigcapital import db
from bigcapital.errors import Refusal
from bigcapital.jobs.cron import Cron
from bigcapital.jobs.job import JOBS, Cancelled, Interrupted, Job, JobRecord, LeaseLost, State, Stopping
from bigcapital.jobs.model import SystemEffect, TenantEffect
from bigcapital.jobs.service import Jobs
from bigcapital.jobs.store import JobStore, Standing, StoreDown
from bigcapital.tenancy.installation import Installation, System
from bigcapital.tenancy.tenant import Tenant

log = structlog.get_logger(__name__)

LEASE = 60.0  # seconds
IDLE = (0.05, 1.0)  # seconds between looks at a store with nothing due: at first, at last
CHORES = 5.0  # seconds between looks at the clock and at the outboxes that are our own concern
LONGEST_DELAY = 900.0
CONFLICTS = 3  # times that a run which met another writer just starts over


class Run:
    """``unit.job``: one attempt at a job, as the function that does it sees it."""

    def __init__(self, store: JobStore, record: JobRecord, *, seconds: float, timeout: float, since: float, giving_up: Event):
        self._store, self._record, self._seconds, self._giving_up = store, record, seconds, giving_up
        self._held_until = since + seconds  # counted from before we asked, so never later than the store's own count
        self._ends = since + timeout
        self._standing = Standing.HELD
        self._told = 0.0

    @property
    def id(self) -> str:
        """The job's id: stable over its attempts."""
        return self._record.id

    @property
    def tenant(self) -> int | None:
        """Whose job it is."""
        return self._record.tenant

    @property
    def attempt(self) -> int:
        """How often it was started, this time included."""
        return self._record.attempt

    def progress(self, fraction: float, message: str = "") -> None:
        """Say how far it is (0..1), for people who wait; and ``check``. Told at most five times a second."""
        if monotonic() - self._told > 0.2 or fraction >= 1:
            self._told = monotonic()
            try:
                self._learn(self._store.progress(self._record, fraction, message))
            except StoreDown:
                pass  # nobody sees it; the work goes on as long as the lease lasts
        self.check()

    def check(self) -> None:
        """Raise ``Interrupted`` if this run must not go on. Call it where a long job can end cleanly."""
        if self._standing is Standing.CANCELLING:
            raise Cancelled("cancelled")
        if monotonic() > self._ends:
            raise LeaseLost("it took longer than its timeout")
        if self._standing is Standing.LOST or monotonic() > self._held_until:
            raise LeaseLost("the lease ran out")
        if self._giving_up.is_set():
            raise Stopping("the worker stops")

    def _learn(self, standing: Standing) -> None:
        if self._standing is not Standing.LOST:
            self._standing = standing

    def _beat(self, over: Event) -> None:
        while not over.wait(self._seconds / 3) and monotonic() < self._ends:
            asked = monotonic()
            try:
                self._learn(self._store.extend(self._record, self._seconds))
            except StoreDown:
                continue
            if self._standing is Standing.LOST:
                return
            self._held_until = asked + self._seconds

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Keep the lease while the block runs."""
        over = Event()
        heart = Thread(target=self._beat, args=(over,), name=f"heart of {self.id}", daemon=True)
        heart.start()
        try:
            yield
        finally:
            over.set()


class DoneBefore(Exception):
    """An earlier run of this job has had its effect."""


class Worker:
    """One line of work: one job at a time. Give each thread its own."""

    def __init__(self, installation: Installation, *, lease: float = LEASE, giving_up: Event | None = None):
        jobs: Jobs = installation.services["jobs"]
        self._installation, self._jobs, self._store, self._lease = installation, jobs, jobs.store, lease
        self._giving_up = giving_up or Event()
        self._cron = Cron()
        self._after = 0
        self.name = f"{socket.gethostname()}:{os.getpid()}:{token_hex(3)}"

    def run(self, stop: Event) -> None:
        """Work until ``stop``. The job at hand is finished first."""
        pause, chores = IDLE[0], 0.0
        while not stop.is_set():
            busy = False
            try:
                if monotonic() >= chores:
                    chores = monotonic() + CHORES
                    self.chores()
                busy = self.step() is not None
            except StoreDown as error:
                log.warning("the job store is down", error=str(error)[:200])
                pause = IDLE[1]
            except Exception:  # a worker outlives whatever its databases do
                log.exception("the worker stumbled")
                pause = IDLE[1]
            if busy:
                pause = IDLE[0]
            else:
                self._jobs.arrived.wait(pause)
                self._jobs.arrived.clear()
                pause = min(2 * pause, IDLE[1])

    def chores(self) -> None:
        """Put what the clock says is due; move what is in the system's outbox and what failed to move."""
        self._jobs.relay.prepare()
        self._cron.put_due(self._store)
        self._jobs.relay.retry()
        self._jobs.relay.move(None)

    def step(self) -> JobRecord | None:
        """Take and settle one job, and say which; None if nothing is due.

        :raises StoreDown: it could not be asked.
        """
        since = monotonic()
        record = self._store.lease(self.name, seconds=self._lease, after=self._after, names=JOBS)
        if record is None:
            return None
        self._after = record.tenant or 0
        job = JOBS[record.name]
        run = Run(self._store, record, seconds=self._lease, timeout=job.timeout, since=since, giving_up=self._giving_up)
        with structlog.contextvars.bound_contextvars(job=record.id, job_name=record.name, tenant=record.tenant, user=record.user):
            if record.tries > job.attempts:
                self._store.bury(record, "the lease ran out on its last attempt")
                log.error("job dead: its workers died")
            else:
                with run.beating():
                    self._settle(record, job, run)
        return record

    def _settle(self, record: JobRecord, job: Job, run: Run) -> None:
        """Run it and tell the store how it went. A store that is down is not told; then the lease runs out."""
        began = monotonic()
        try:
            perform(self._installation, record, job, run)
        except Stopping:
            self._store.release(record)
            log.info("job handed back")
        except Cancelled:
            self._store.bury(record, "cancelled", State.CANCELLED)
            log.info("job cancelled")
        except Exception as error:
            self._failed(record, job, error)
        else:
            mine = self._store.complete(record)
            log.info("job done" if mine else "job done, but no longer ours", seconds=round(monotonic() - began, 3), attempt=record.attempt)

    def _failed(self, record: JobRecord, job: Job, error: Exception) -> None:
        reason = f"{type(error).__name__}: {error}"[:2000]
        if is_final(error) or record.tries >= job.attempts:
            self._store.bury(record, reason)
            log.error("job dead", attempt=record.attempt, exc_info=error)
        else:
            delay = backoff(record.tries)
            self._store.fail(record, reason, delay)
            log.warning("job failed", attempt=record.attempt, retry_in=round(delay, 1), exc_info=error)


def backoff(tries: int) -> float:
    """Seconds until the next attempt after ``tries``: doubling, within half and one and a half, at most a quarter of an hour."""
    return min(2.0 ** min(tries, 20), LONGEST_DELAY) * random.uniform(0.5, 1.5)


def is_final(error: BaseException) -> bool:
    """Whether trying again would meet the same: a rule of business said no. (503 and 429 say "later".)"""
    return isinstance(error, Refusal) and error.status not in {429, 503}


def perform(installation: Installation, record: JobRecord, job: Job, run: Run) -> None:
    """Run one leased job in a unit of work of its own, unless an earlier run has had its effect."""
    if job.effect and record.attempt > 1 and has_effect(installation, record, job):
        return
    for conflicts in range(CONFLICTS + 1):
        try:
            _once(installation, record, job, run)
            break
        except DoneBefore:
            break
        except Interrupted:
            raise
        except Exception as error:
            if db.is_conflict(error) and conflicts < CONFLICTS:
                continue
            if job.effect and has_effect(installation, record, job):  # the answer to COMMIT got lost, or another run was faster
                break
            raise


def _once(installation: Installation, record: JobRecord, job: Job, run: Run) -> None:
    tm = TransactionManager(explicit=True)
    with tm:  # commits, or aborts and raises on
        unit = open_unit(installation, record, job, tm)
        unit.job = run
        job.run(unit, **record.args)
        if job.effect:
            unit.session.flush()  # so that what fails below is the effect, and nothing else
            effect = SystemEffect if job.system else TenantEffect
            try:
                unit.session.execute(insert(effect).values(job_id=record.id))
            except IntegrityError as error:
                raise DoneBefore from error
        run.check()


def open_unit(installation: Installation, record: JobRecord, job: Job, tm: TransactionManager) -> Tenant | System:
    """The tenant or system that the job works on, writable if it is to have an effect.

    :raises LookupError: the tenant is gone.
    """
    if job.system:
        return installation.open_system(tm, writer=job.effect, user_id=record.user)
    found = installation.directory.record(record.tenant) if record.tenant is not None else None
    if found is None:
        raise LookupError(f"there is no tenant {record.tenant}")
    return installation.open_tenant(found, tm, writer=job.effect, user_id=record.user)


def has_effect(installation: Installation, record: JobRecord, job: Job) -> bool:
    """Whether an earlier run's effect is in the database."""
    effect: Any = SystemEffect if job.system else TenantEffect
    tm = TransactionManager(explicit=True)
    with tm:
        unit = open_unit(installation, record, replace(job, effect=False), tm)
        return unit.session.scalar(select(effect.job_id).where(effect.job_id == record.id)) is not None


def run_pending(installation: Installation, *, limit: int = 1000) -> list[JobRecord]:
    """Do all that is due now, here, and say what was done, with its outcome. For tests and commands.

    What fails is not waited for: its next attempt is due later.
    """
    jobs: Jobs = installation.services["jobs"]
    worker = Worker(installation)
    ran: list[JobRecord] = []
    while len(ran) < limit:
        jobs.relay.sweep()
        record = worker.step()
        if record is None:
            break
        ran.append(jobs.store.get(record.id) or record)
    return ran
