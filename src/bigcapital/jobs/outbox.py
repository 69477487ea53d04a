"""How work gets from a transaction to the job store without ever being lost or done for nothing.

``enqueue`` writes a row in the very transaction that wants the work, so both commit or neither does. After the commit the
row moves to the store, under its own id, so that moving it twice is harmless; if that fails (the process dies, the store
is down) the sweeper moves it later. The store being down costs a request a moment, once every few seconds, and never fails it.
"""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex
from threading import Event, Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

import orjson
import structlog
from sqlalchemy import Row, delete, null, select

from bigcapital import clock
from bigcapital.jobs.job import JOBS, Job, JobRecord, plain
from bigcapital.jobs.model import SystemEffect, SystemOutbox, TenantEffect, TenantOutbox
from bigcapital.jobs.store import JobStore, StoreDown
from bigcapital.tenancy.installation import Installation, System
from bigcapital.tenancy.model import HeadRow, State
from bigcapital.tenancy.tenant import Tenant, TenantRecord, WrongDatabase

if TYPE_CHECKING:
    from sqlalchemy import Engine

log = structlog.get_logger(__name__)

BATCH = 500
PATIENCE = 10.0  # seconds for which requests leave a store alone that was down


class Enqueuer:
    """``tenant.jobs`` and ``system.jobs``: where one unit of work leaves what is to be done after it."""

    def __init__(self, unit: Tenant | System, relay: Relay):
        self._unit, self._relay = unit, relay
        self._hooked: Any = None

    def enqueue(
        self,
        job: Job | str,
        *,
        due: datetime | None = None,
        lock: str | None = None,
        debounce: str | None = None,
        tenant: int | None = None,
        **args: Any,
    ) -> str:
        """Have ``job`` run after this transaction has committed, at ``due`` at the earliest; its id.

        ``lock``: of the jobs of one tenant with this key, one runs at a time (default: as the job declares).
        ``debounce``: of those with this key, one waits at a time; a later one is dropped, since the earlier will see what
        it would have seen. ``tenant``: in a system's unit, whose work it is, by default the argument ``tenant_id`` if the
        job has one; a tenant's own goes without saying. ``args``: plain JSON.

        :raises TypeError: an argument is not plain JSON.
        :raises RuntimeError: this unit of work only reads.
        """
        unit = self._unit
        if not unit.writer:
            raise RuntimeError("a unit of work that only reads has no effect, and so nothing to do after it")
        job = JOBS[job] if isinstance(job, str) else job
        whose = unit.id if isinstance(unit, Tenant) else tenant or args.get("tenant_id")
        if whose is None and not job.system:
            raise ValueError(f"job {job.name} is done in a tenant, and none is named")
        if lock is None and job.lock is not None:
            lock = job.lock.format(**args, tenant=whose)
        row = (TenantOutbox if isinstance(unit, Tenant) else SystemOutbox)(
            id=token_hex(16),
            name=job.name,
            tenant_id=whose,
            user_id=unit.user_id,
            args=plain(args),
            due=due,
            lock=_keyed(whose, lock),
            debounce=_keyed(whose, debounce),
        )
        unit.session.add(row)
        self._hook()
        return row.id

    def _hook(self) -> None:
        transaction = self._unit.tm.get()
        if self._hooked is not transaction:
            self._hooked = transaction
            record = self._unit.record if isinstance(self._unit, Tenant) else None
            transaction.addAfterCommitHook(self._relay.after_commit, (record,))


def _keyed(tenant: int | None, key: str | None) -> str | None:
    return None if key is None else f"{tenant or 0}:{key}"


class Relay:
    """Moves rows from outboxes to the store. One per process."""

    def __init__(self, installation: Installation, store: JobStore, arrived: Event):
        self._installation, self._store, self._arrived = installation, store, arrived
        self._prepared = False
        self._down_until = 0.0
        self._failed: dict[int, TenantRecord | None] = {}  # by tenant, 0 for the system's: whose rows did not get over
        self._lock = Lock()

    def after_commit(self, committed: bool, record: TenantRecord | None) -> None:
        """The hook. It raises nothing: the rows are safe where they are."""
        if not committed:
            return
        if monotonic() < self._down_until:
            self._failed[record.id if record else 0] = record
            return
        self._try(record)
        self.retry()

    def retry(self) -> None:
        """Move what failed to move, now that the store may be there again."""
        if self._failed and monotonic() >= self._down_until:
            with self._lock:
                failed, self._failed = self._failed, {}
            for record in failed.values():
                self._try(record)

    def sweep(self) -> int:
        """Move what is left in any outbox: the failed first, then the system's, then each tenant's; how many rows.

        :raises StoreDown: nothing can be moved now.
        """
        self._down_until = 0.0
        with self._lock:
            failed, self._failed = self._failed, {}
        try:
            order = {**failed, 0: None, **{record.id: record for record in self._installation.directory.records(State.READY)}}
            return sum(self._sweep_one(record) for record in order.values())
        except StoreDown:
            with self._lock:
                self._failed = failed | self._failed
            raise

    def _sweep_one(self, record: TenantRecord | None) -> int:
        moved = 0
        try:
            while (count := self.move(record)) > 0:
                moved += count
        except StoreDown:
            raise
        except Exception:  # one broken tenant must not keep the rest waiting
            log.warning("outbox not swept", tenant=record and record.id, exc_info=True)
        return moved

    def move(self, record: TenantRecord | None) -> int:
        """Move up to ``BATCH`` rows of a tenant, or of the system for None; how many there were.

        :raises StoreDown: none moved.
        """
        outbox: Any = (SystemOutbox if record is None else TenantOutbox).__table__
        reader, writer = self._engines(record)
        owner = null() if record is None else select(HeadRow.tenant_id).where(HeadRow.id == 1).scalar_subquery()
        with reader.connect() as connection:
            rows = connection.execute(select(outbox, owner.label("owner")).order_by(outbox.c.position).limit(BATCH)).all()
        if not rows:
            return 0
        if record is not None and rows[0].owner != record.id:
            raise WrongDatabase(f"tenant {record.id} was led to the database of tenant {rows[0].owner}")
        self.prepare()
        self._store.put([_job(row) for row in rows])
        with writer.execution_options(writer=True).begin() as connection:
            connection.execute(delete(outbox).where(outbox.c.position.in_([row.position for row in rows])))
        self._arrived.set()
        return len(rows)

    def forget_effects(self, before: datetime) -> None:
        """Delete what is kept of effects from before that moment, by when no job of theirs can run again."""
        for record in (None, *self._installation.directory.records(State.READY)):
            effects: Any = (SystemEffect if record is None else TenantEffect).__table__
            try:
                with self._engines(record)[1].execution_options(writer=True).begin() as connection:
                    connection.execute(delete(effects).where(effects.c.recorded_at < before))
            except Exception:  # one broken tenant must not keep the rest waiting
                log.warning("effects not tidied", tenant=record and record.id, exc_info=True)

    def _engines(self, record: TenantRecord | None) -> tuple[Engine, Engine]:
        if record is None:
            return self._installation.system_engine, self._installation.system_writer_engine
        engine = self._installation.tenant_engine(record)
        return engine, engine

    def prepare(self) -> None:
        """Prepare the store, once."""
        if not self._prepared:
            self._store.prepare()
            self._prepared = True

    def _try(self, record: TenantRecord | None) -> None:
        try:
            self.move(record)
        except StoreDown as error:
            self._down_until = monotonic() + PATIENCE
            self._failed[record.id if record else 0] = record
            log.warning("the job store is down; what was enqueued stays in its outbox", error=str(error)[:200])
        except Exception:
            self._failed[record.id if record else 0] = record
            log.warning("outbox not moved", tenant=record and record.id, exc_info=True)


def _job(row: Row[Any]) -> JobRecord:
    return JobRecord(
        id=row.id,
        name=row.name,
        tenant=row.tenant_id,
        user=row.user_id,
        args=orjson.loads(row.args),
        due=row.due or min(row.created_at, clock.now()),
        lock=row.lock_key,
        debounce=row.debounce_key,
        created=row.created_at,
    )
