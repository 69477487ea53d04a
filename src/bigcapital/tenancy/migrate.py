"""Bringing every database to the revision that this program knows: the system database first, then tenants, side by side.

A tenant that fails stays at its revision, unserved, and stops nobody else; running it all again goes on where it stopped.
Two runs at once take turns on each database.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import DBAPIError

from bigcapital import db
from bigcapital.config import ConfigError
from bigcapital.tenancy import schema, servers
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.model import HeadRow, Organization, State
from bigcapital.tenancy.tenant import TenantRecord, WrongDatabase

_PATIENCE = 600  # seconds to wait for another run on the same database
Before = Callable[[Installation, TenantRecord, Connection], None]


class BeingMigrated(Exception):
    """Another run holds this tenant's database just now."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one tenant: the revision it is at now, or why it is not."""

    record: TenantRecord
    revision: str | None
    error: str | None = None


def migrate_system(installation: Installation) -> str:
    """Make the system database, or bring it up to date; its revision."""
    url = installation.settings.system_url
    if not url.startswith("sqlite:"):
        url = schema.several_statements(url).render_as_string(hide_password=False)
    engine = db.connect_to(url, pool_size=1)
    try:
        with _alone(engine, "system") as connection:
            if not schema.tables_of(connection):
                connection.rollback()
                return schema.create(connection, "system")
            connection.rollback()
            return schema.upgrade(connection, "system")
    finally:
        engine.dispose()


def require_system(installation: Installation) -> None:
    """That the system database is at our revision.

    :raises ConfigError: it is not, or cannot be reached.
    """
    with installation.system_engine.connect() as connection:
        found = schema.revision_of(connection)
    if found != installation.revisions.system:
        needed = installation.revisions.system
        raise ConfigError([f"system.url: it is at revision {found}, this program needs {needed}: run `bigcapital tenant migrate`"])


def migrate_tenant(installation: Installation, record: TenantRecord, *, before: Before | None = None) -> str:
    """Bring one tenant up to date; its revision. ``before`` is called with its database as it was, if there is anything to do.

    :raises WrongDatabase: the database is not this tenant's.
    :raises PermissionError: this process was not told how to migrate.
    """
    assert record.server is not None and record.database is not None
    engine = servers.engine_of(installation.settings, record.server, record.database)
    try:
        with _alone(engine, record.database) as connection:
            if connection.scalar(select(HeadRow.tenant_id)) != record.id:
                raise WrongDatabase(f"{record.database} is not the database of tenant {record.id}")
            if before is not None and schema.revision_of(connection) != installation.revisions.tenant:
                connection.rollback()
                before(installation, record, connection)
            connection.rollback()
            revision = schema.upgrade(connection, "tenant")
            connection.execute(update(HeadRow).values(schema_revision=revision))
            connection.commit()
            if not servers.is_sqlite(installation.settings, record.server):
                servers.grant(connection, record.database)
    finally:
        engine.dispose()
    with db.unit_of_work() as tm:
        session = installation.open_system(tm, writer=True).session
        session.execute(update(Organization).where(Organization.id == record.id).values(schema_revision=revision))
    installation.directory.forget(tenant_id=record.id)
    return revision


def migrate_tenants(
    installation: Installation,
    *,
    threads: int = 4,
    tell: Callable[[Outcome, int], None] | None = None,
    before: Before | None = None,
) -> list[Outcome]:
    """Bring every built tenant up to date, ``threads`` at a time. ``tell(outcome, of how many)`` hears of each.

    ``before``: as in ``migrate_tenant``; where it fails, the tenant stays as it is.
    """
    records = installation.directory.records(State.READY, State.SEEDED)
    outcomes = []
    with ThreadPoolExecutor(max_workers=threads) as pool:
        for done in as_completed([pool.submit(_outcome, installation, record, before) for record in records]):
            outcomes.append(done.result())
            if tell is not None:
                tell(outcomes[-1], len(records))
    return sorted(outcomes, key=lambda outcome: outcome.record.id)


def _outcome(installation: Installation, record: TenantRecord, before: Before | None) -> Outcome:
    try:
        return Outcome(record, migrate_tenant(installation, record, before=before))
    except Exception as error:  # one poisoned tenant must not stop the rest
        return Outcome(record, None, f"{type(error).__name__}: {error}")


@contextmanager
def held(installation: Installation, record: TenantRecord) -> Iterator[None]:
    """While the block runs, nobody migrates this tenant.

    :raises BeingMigrated: somebody does.
    """
    engine = installation.tenant_engine(record)
    with _file_lock(engine.url.database, wait=False), engine.connect() as connection:
        _take_lock(connection, str(record.database), 0)
        try:
            yield
        finally:
            _give_lock(connection, str(record.database))


@contextmanager
def _alone(engine: Engine, name: str) -> Iterator[Connection]:
    """A connection while no other run works on this database. (SQLite's own lock ends with each migration's transaction.)"""
    with _file_lock(engine.url.database), engine.execution_options(writer=True).connect() as connection:
        _take_lock(connection, name, _PATIENCE)
        yield connection  # the lock goes with the connection
        connection.rollback()


def _take_lock(connection: Connection, name: str, patience: int) -> None:
    if connection.dialect.name != "sqlite":
        if connection.exec_driver_sql("SELECT GET_LOCK(%s, %s)", (_key(name), patience)).scalar() != 1:
            raise BeingMigrated(f"another run holds {name}")
        connection.rollback()


def _give_lock(connection: Connection, name: str) -> None:
    """For a connection that goes back to a pool, and does not end. One that was lost has given it already."""
    if connection.dialect.name != "sqlite":
        with suppress(DBAPIError):
            connection.exec_driver_sql("SELECT RELEASE_LOCK(%s)", (_key(name),))
            connection.rollback()


def _key(name: str) -> str:
    return f"bigcapital migrate {name}"


@contextmanager
def _file_lock(database: str | None, *, wait: bool = True) -> Iterator[None]:
    """Hold the lock file beside an SQLite file; elsewhere the server has locks of its own."""
    if database is None or "/" not in database:  # in memory, or on a server
        yield
        return
    lock = Path(f"{database}.lock")
    lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BeingMigrated(f"another run holds {database}") from None
        yield
