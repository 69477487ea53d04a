"""Jobs in a table: of the system database on MariaDB and MySQL, of a file beside it on SQLite.

The file of its own is there because SQLite has one write lock per file: a job that writes the system database must not
make its own heartbeat wait. Every step is one statement in AUTOCOMMIT that compares before it sets, so no step can be half
done and none waits for another's transaction. Time is this program's clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

import orjson
from sqlalchemy import Connection, Engine, Row, and_, delete, func, insert, inspect, or_, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError

from bigcapital import clock, db
from bigcapital.jobs.job import JobRecord, State
from bigcapital.jobs.model import JobRow
from bigcapital.jobs.store import ABSORBED, Standing, StoreDown, expiry

_T: Any = JobRow.__table__
_NEXT = (State.WAITING, State.FAILED)


class SqlJobStore:
    """A ``JobStore`` over one engine in AUTOCOMMIT."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._prepared = False

    @classmethod
    def beside(cls, system_url: str) -> Self:
        """The store of an installation whose system database is ``system_url``."""
        url = make_url(system_url)
        if url.get_backend_name() == "sqlite" and url.database:
            path = Path(url.database)
            url = url.set(database=str(path.with_name(f"{path.stem}-jobs{path.suffix}")))
        return cls(db.connect_to(url, autocommit=True))

    def prepare(self) -> None:
        with self._connected():
            pass

    def put(self, jobs: Sequence[JobRecord]) -> None:
        with self._connected() as connection:
            for job in jobs:
                self._put(connection, job)

    def _put(self, connection: Connection, job: JobRecord) -> None:
        if connection.scalar(select(_T.c.id).where(_T.c.id == job.id)):
            return
        now = clock.now()
        row = {
            "id": job.id,
            "name": job.name,
            "party": job.tenant or 0,
            "user_id": job.user,
            "args": orjson.dumps(job.args).decode(),
            "state": State.WAITING,
            "due": job.due or now,
            "attempt": 0,
            "tries": 0,
            "lock_key": job.lock,
            "debounce_key": job.debounce,
            "waits": job.debounce,
            "cancelling": 0,
            "created": job.created or now,
        }
        try:
            _change(connection, insert(_T).values(row))
        except IntegrityError:
            if connection.scalar(select(_T.c.id).where(_T.c.id == job.id)):
                return  # another process moved the same row at the same moment
            absorbed = {"state": State.CANCELLED, "waits": None, "finished": now, "expires": expiry(State.CANCELLED, now)}
            _change(connection, insert(_T).values(row | absorbed | {"error": ABSORBED}))

    def lease(self, worker: str, *, seconds: float, after: int = 0, names: Collection[str] | None = None) -> JobRecord | None:
        with self._connected() as connection:
            while True:
                now = clock.now()
                ready = self._ready(now, names)
                found = None
                for party in (_T.c.party > after, _T.c.party <= after):
                    chosen = select(_T).where(ready, party).order_by(_T.c.party, _T.c.due, _T.c.created).limit(1)
                    if (found := connection.execute(chosen).one_or_none()) is not None:
                        break
                if found is None:
                    return None
                if self._take(connection, found, worker, now + timedelta(seconds=seconds), now):
                    leased = connection.execute(select(_T).where(_T.c.id == found.id)).one()
                    return _record(leased)

    @staticmethod
    def _ready(now: datetime, names: Collection[str] | None) -> Any:
        other = _T.alias("other")
        free = or_(_T.c.lock_key.is_(None), ~select(other.c.id).where(other.c.held == _T.c.lock_key).exists())
        ready = and_(_T.c.state.in_((*_NEXT, State.ACTIVE)), _T.c.due <= now, or_(_T.c.state == State.ACTIVE, free))
        return ready if names is None else and_(ready, _T.c.name.in_(names))

    @staticmethod
    def _take(connection: Connection, found: Row[Any], worker: str, until: datetime, now: datetime) -> bool:
        mine = {
            "state": State.ACTIVE,
            "worker": worker,
            "due": until,
            "held": found.lock_key,
            "waits": None,
            "attempt": found.attempt + 1,
            "tries": found.tries + 1,
            "progress": None,
        }
        unchanged = (_T.c.id == found.id, _T.c.attempt == found.attempt, _T.c.state == found.state, _T.c.due <= now)
        try:
            return _change(connection, update(_T).where(*unchanged).values(mine)) == 1
        except IntegrityError:  # another took the lock since we looked
            return False

    def extend(self, job: JobRecord, seconds: float) -> Standing:
        return self._standing(job, due=clock.now() + timedelta(seconds=seconds))

    def progress(self, job: JobRecord, fraction: float, message: str) -> Standing:
        return self._standing(job, progress=orjson.dumps({"fraction": fraction, "message": message}).decode())

    def _standing(self, job: JobRecord, **values: Any) -> Standing:
        with self._connected() as connection:
            if _change(connection, update(_T).where(*_mine(job)).values(values)) != 1 and not self._held(connection, job):
                return Standing.LOST
            asked = connection.scalar(select(_T.c.cancelling).where(_T.c.id == job.id))
        return Standing.CANCELLING if asked else Standing.HELD

    @staticmethod
    def _held(connection: Connection, job: JobRecord) -> bool:
        """MariaDB counts changed rows, not found ones: an update with equal values is no sign of loss."""
        return connection.scalar(select(_T.c.id).where(*_mine(job))) is not None

    def complete(self, job: JobRecord) -> bool:
        return self._settle(job, State.COMPLETED, progress=orjson.dumps({"fraction": 1.0, "message": ""}).decode(), error=None)

    def fail(self, job: JobRecord, error: str, delay: float) -> bool:
        return self._settle(job, State.FAILED, error=error, due=clock.now() + timedelta(seconds=delay))

    def bury(self, job: JobRecord, error: str, state: State = State.DEAD) -> bool:
        return self._settle(job, state, error=error)

    def release(self, job: JobRecord) -> bool:
        return self._settle(job, State.WAITING, tries=job.tries - 1, due=clock.now())

    def _settle(self, job: JobRecord, state: State, **values: Any) -> bool:
        now = clock.now()
        if state.over:
            values |= {"finished": now, "expires": expiry(state, now)}
        with self._connected() as connection:
            settled = update(_T).where(*_mine(job)).values(state=state, worker=None, held=None, **values)
            return _change(connection, settled) == 1

    def get(self, job_id: str) -> JobRecord | None:
        with self._connected() as connection:
            row = connection.execute(select(_T).where(_T.c.id == job_id)).one_or_none()
        return None if row is None else _record(row)

    def cancel(self, job_id: str) -> bool:
        now = clock.now()
        ended = {"state": State.CANCELLED, "waits": None, "finished": now, "expires": expiry(State.CANCELLED, now)}
        with self._connected() as connection:
            if _change(connection, update(_T).where(_T.c.id == job_id, _T.c.state.in_(_NEXT)).values(ended)):
                return True
            active = (_T.c.id == job_id, _T.c.state == State.ACTIVE)
            _change(connection, update(_T).where(*active).values(cancelling=1))
            return connection.scalar(select(_T.c.id).where(*active)) is not None

    def revive(self, job_id: str) -> bool:
        again = {"state": State.WAITING, "due": clock.now(), "tries": 0, "finished": None, "expires": None, "cancelling": 0}
        with self._connected() as connection:
            return _change(connection, update(_T).where(_T.c.id == job_id, _T.c.state == State.DEAD).values(again)) == 1

    def counts(self) -> dict[State, int]:
        with self._connected() as connection:
            return {State(state): count for state, count in connection.execute(select(_T.c.state, func.count()).group_by(_T.c.state))}

    def dead(self, limit: int = 100) -> list[JobRecord]:
        with self._connected() as connection:
            rows = connection.execute(select(_T).where(_T.c.state == State.DEAD).order_by(_T.c.finished.desc()).limit(limit))
            return [_record(row) for row in rows]

    def tidy(self) -> None:
        with self._connected() as connection:
            _change(connection, delete(_T).where(_T.c.expires < clock.now()))

    def ping(self) -> None:
        with self._connected() as connection:
            connection.execute(select(1))

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                if not self._prepared:
                    self._create(connection)
                yield connection
        except DBAPIError as error:
            if isinstance(error, IntegrityError):
                raise
            raise StoreDown(str(error.orig)) from error

    def _create(self, connection: Connection) -> None:
        try:
            _T.create(connection, checkfirst=True)
        except DBAPIError:
            if not inspect(connection).has_table(_T.name):  # else another process was faster
                raise
        self._prepared = True


def _change(connection: Connection, statement: Any) -> int:
    """How many rows it changed. In AUTOCOMMIT a statement that met a deadlock has done nothing and is simply said again."""
    for _ in range(20):
        try:
            return int(connection.execute(statement).rowcount)
        except DBAPIError as error:
            if not db.is_conflict(error):
                raise
            conflict = error
    raise conflict


def _mine(job: JobRecord) -> tuple[Any, ...]:
    return (_T.c.id == job.id, _T.c.state == State.ACTIVE, _T.c.attempt == job.attempt)


def _record(row: Row[Any]) -> JobRecord:
    return JobRecord(
        id=row.id,
        name=row.name,
        tenant=row.party or None,
        user=row.user_id,
        args=orjson.loads(row.args),
        state=State(row.state),
        due=row.due,
        attempt=row.attempt,
        tries=row.tries,
        worker=row.worker,
        lock=row.lock_key,
        debounce=row.debounce_key,
        error=row.error,
        created=row.created,
        finished=row.finished,
        progress=None if row.progress is None else orjson.loads(row.progress),
    )
