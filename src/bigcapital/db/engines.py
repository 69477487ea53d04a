"""Engines: connections that are safe and exact on each kind of server, and what their errors mean."""

from __future__ import annotations

import sqlite3
import ssl
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

import zope.sqlalchemy
import zope.sqlalchemy.datamanager
from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    event,
)
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError
from transaction import TransactionManager
from transaction.interfaces import NoTransaction

from bigcapital.errors import Failed

_TLS = ssl.create_default_context()  # building one costs 24-37 ms, so all connections share it
_CONFLICTS = {1213, 1205, 1020}  # deadlock, lock wait timeout, snapshot conflict
_LOST = {0, 1053, 1927, 2002, 2003, 2006, 2013, 2014, 2055, 4031}  # shut down, killed, unreachable, gone away
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class OutcomeUnknown(Failed):
    """The server went away during COMMIT: written or not, nobody can say. Never run again by us.

    A client that sent an idempotency key finds out by asking again with it.
    """

    def __init__(self) -> None:
        super().__init__(503, "Service Unavailable", "The database went away while saving: outcome unknown.")


def _code(error: BaseException) -> Any:
    origin = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(origin, sqlite3.Error):
        return getattr(origin, "sqlite_errorcode", 0) & 0xFF | 0x10000  # never one of MariaDB's
    return origin.args[0] if origin is not None and origin.args else None


def is_conflict(error: BaseException) -> bool:
    """Whether the whole request may simply run again: someone else was first, and nothing of ours was written."""
    return _code(error) in _CONFLICTS | {code | 0x10000 for code in _BUSY}


def is_lost(error: BaseException) -> bool:
    """Whether the server is away or dropped us. Outside COMMIT (see ``OutcomeUnknown``) nothing was written."""
    return (isinstance(error, DBAPIError) and bool(error.connection_invalidated)) or _code(error) in _LOST


zope.sqlalchemy.datamanager._retryable_errors.append((Exception, lambda error: is_conflict(error) or is_lost(error)))


def connect_to(url: str | URL, *, pool_size: int = 4, autocommit: bool = False) -> Engine:
    """An engine for ``url``, with what each kind of server needs to be exact and safe."""
    where = make_url(url)
    engine = _sqlite(where, autocommit) if where.get_backend_name() == "sqlite" else _mysql(where, pool_size, autocommit)
    event.listen(engine, "begin", _note_begin)
    event.listen(engine, "commit", _note_commit)
    event.listen(engine, "handle_error", _judge)
    return engine


def _note_begin(connection: Connection) -> None:
    connection.info["committing"] = False
    connection.info["tm"] = None  # a session says which, right after


def _note_commit(connection: Connection) -> None:
    connection.info["committing"] = True


def _judge(context: ExceptionContext) -> None:
    """Doom the transaction that an error happened in, and call a connection lost at COMMIT what it is.

    After most errors the server has undone a statement or everything, so going on would store half a document. Inside a
    SAVEPOINT, which undoes a refused statement exactly, only the errors that undo everything doom.
    """
    connection, error = context.connection, context.original_exception
    if connection is None:
        return
    if is_lost(error):
        context.is_disconnect = True
    if connection.info.get("committing") and context.is_disconnect:
        raise OutcomeUnknown from error
    tm = connection.info.get("tm")
    if tm is not None and (not connection.in_nested_transaction() or is_conflict(error) or context.is_disconnect):
        doom(tm)


def doom(tm: TransactionManager) -> None:
    """See to it that the current transaction of ``tm`` cannot commit."""
    try:
        current = tm.get()
    except NoTransaction:  # it has ended: there is nothing left to commit
        return
    if current.status in ("Active", "Doomed"):
        current.doom()


def _mysql(where: URL, pool_size: int, autocommit: bool) -> Engine:
    local = bool(where.query.get("unix_socket")) or where.host in {None, "localhost", "127.0.0.1", "::1"}
    tls: dict[str, Any] = {"ssl_disabled": True} if local else {"ssl": _TLS}
    mode: dict[str, Any] = {"isolation_level": "REPEATABLE READ"}
    if autocommit:
        mode = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True}
    engine = create_engine(
        where,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_recycle=1800,
        pool_use_lifo=True,
        pool_reset_on_return=None,  # see _roll_back_if_open
        connect_args=tls | {"charset": "utf8mb4", "connect_timeout": 5, "init_command": _SESSION_SETTINGS},
        **mode,
    )
    event.listen(engine, "reset", _roll_back_if_open)
    return engine


# The last setting turns a lost update into error 1020. MySQL has no such switch, and reads it as a comment.
_SESSION_SETTINGS = (
    "SET SESSION sql_mode='STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',"
    " time_zone='+00:00', innodb_lock_wait_timeout=10 /*M!101108 , innodb_snapshot_isolation=ON */"
)


def _roll_back_if_open(dbapi_connection: Any, record: Any, state: Any) -> None:
    """Give a connection back clean, asking the server only when it said that a transaction is open."""
    if state.terminate_only:
        return
    if not hasattr(dbapi_connection, "server_status") or dbapi_connection.server_status & 1:
        dbapi_connection.rollback()


def _roll_back(dbapi_connection: Any, record: Any, state: Any) -> None:
    """Give a connection back clean, also after a COMMIT that failed, which SQLAlchemy takes for the end."""
    if not state.terminate_only:
        dbapi_connection.rollback()  # asks the file only when a transaction is open


def _sqlite(where: URL, autocommit: bool) -> Engine:
    if where.database and where.database != ":memory:":
        Path(where.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode: dict[str, Any] = {"isolation_level": "AUTOCOMMIT"} if autocommit else {}
    connect_args = {"timeout": 30, "check_same_thread": False}
    engine = create_engine(where, connect_args=connect_args, pool_reset_on_return=None, **mode)
    event.listen(engine, "reset", _roll_back)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, so that DDL and reads are in it too
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    if not autocommit:

        @event.listens_for(engine, "begin")
        def begin(connection: Any) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writer") else "BEGIN")

    return engine


class Engines:
    """A bounded, least-recently-used set of engines, one per URL: a thousand tenants must not become a thousand pools.

    An engine idle for ``idle_seconds`` gives its connections back. At most ``limit`` times twice ``pool_size``
    connections are open; keep that, times the processes, below the server's ``max_connections``.
    """

    def __init__(self, limit: int = 24, pool_size: int = 4, idle_seconds: float = 300):
        self._limit, self._pool_size, self._idle_seconds = limit, pool_size, idle_seconds
        self._engines: OrderedDict[str, tuple[Engine, float]] = OrderedDict()
        self._lock = Lock()

    def get(self, url: str | URL) -> Engine:
        """The engine of ``url``, made on first use."""
        key = url if isinstance(url, str) else url.render_as_string(hide_password=False)
        now = monotonic()
        with self._lock:
            known = self._engines.pop(key, None)
            engine = known[0] if known else connect_to(key, pool_size=self._pool_size)
            self._engines[key] = (engine, now)
            while len(self._engines) > self._limit or next(iter(self._engines.values()))[1] < now - self._idle_seconds:
                _, (oldest, _) = self._engines.popitem(last=False)
                oldest.dispose()  # connections in use finish; idle ones close now
            return engine

    def __len__(self) -> int:
        return len(self._engines)

    def dispose(self) -> None:
        """Close every idle connection, at shutdown."""
        with self._lock:
            for engine, _ in self._engines.values():
                engine.dispose()
            self._engines.clear()
