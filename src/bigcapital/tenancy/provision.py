"""Building an organization's database: requested → creating → migrated → seeded → ready, or failed.

Each step is a transaction of its own on the system database, so a build that died anywhere is seen where it stood and can
be run again: what was half made is left behind under its name, and a fresh one is drawn. Orphans are collected later, and
only those that we drew and that hold no entry.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.orm import Session

from bigcapital import clock, db
from bigcapital.errors import Refusal
from bigcapital.tenancy import schema, servers
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.model import Head, HeadRow, Membership, Organization, Placement, State
from bigcapital.tenancy.tenant import Tenant, TenantRecord

Seeder = Callable[[Tenant], None]
Progress = Callable[[float, str], None]
Contents = Callable[[Connection, TenantRecord], None]
S = TypeVar("S", bound=Seeder)
_seeders: dict[tuple[int, str], Seeder] = {}


class Superseded(Exception):
    """Another build of the same organization has started since: this one leaves everything to it."""


def seeder(order: int) -> Callable[[S], S]:
    """Make a function a part of every new organization's first contents; lower ``order`` first.

    All seeders of a tenant share one transaction of its own database.
    """

    def register(function: S) -> S:
        _seeders[order, f"{function.__module__}.{function.__qualname__}"] = function
        return function

    return register


def seeders() -> list[Seeder]:
    """All of them, in order."""
    schema.import_all("seed")
    return [_seeders[key] for key in sorted(_seeders)]


def request_build(session: Session, organization: Organization, job_id: str | None) -> None:
    """Note that a build was asked for. The caller has checked that none is on its way and that metadata is there."""
    organization.state, organization.build_job_id, organization.build_error = State.REQUESTED, job_id, None
    session.flush()


def build(
    installation: Installation, tenant_id: int, progress: Progress | None = None, *, contents: Contents | None = None
) -> TenantRecord:
    """Bring an organization to ``ready``; one that is ready stays as it is. Running it again is always right.

    ``contents``: what fills the empty database, instead of tables at our revision, a new head row and what seeders write.
    It gets an administrator's connection, leaves the tables at our revision, commits, and writes the head row last: until
    then the database counts as empty.

    :raises LookupError: there is no such organization, or nothing was asked for.
    :raises Superseded: another build took over.
    """
    tell = progress or (lambda fraction, message: None)
    record = _begin(installation, tenant_id)
    if record.ready:
        return record
    try:
        if record.state != State.SEEDED:
            tell(0.1, "Creating the database")
            _create(installation, record, contents or _first_tables)
            record = _advance(installation, record, State.MIGRATED)
            if contents is None:
                tell(0.5, "Writing the first accounts and settings")
                _seed(installation, record)
            record = _advance(installation, record, State.SEEDED)
        record = _advance(installation, record, State.READY)
    except Superseded:
        raise
    except Exception as error:
        with suppress(Superseded):  # or it became ready, and only telling so failed
            _fail(installation, record, error)
        raise
    tell(1.0, "Ready")
    return record


def _begin(installation: Installation, tenant_id: int) -> TenantRecord:
    """Draw a fresh name, unless the database is whole already."""
    with _system(installation) as session:
        organization = session.get(Organization, tenant_id, with_for_update=True)
        if organization is None or organization.state == State.EMPTY:
            raise LookupError(f"there is nothing to build for organization {tenant_id}")
        if organization.state not in (State.SEEDED, State.READY):
            organization.server = installation.settings.default_server
            organization.database = servers.fresh_name(tenant_id)
            organization.generation += 1
            organization.state, organization.build_error = State.CREATING, None
            session.add(
                Placement(
                    tenant_id=tenant_id, server=organization.server, database=organization.database, generation=organization.generation
                )
            )
    return _reread(installation, tenant_id)


def _create(installation: Installation, record: TenantRecord, contents: Contents) -> None:
    settings, server, database = installation.settings, _server(record), _database(record)
    servers.create_database(settings, server, database, installation.tenant_password(record.id, record.generation))
    engine = servers.engine_of(settings, server, database).execution_options(writer=True)
    try:
        with engine.connect() as connection:
            contents(connection, record)
            if not servers.is_sqlite(settings, server):
                servers.grant(connection, database)
    finally:
        engine.dispose()


def _first_tables(connection: Connection, record: TenantRecord) -> None:
    revision = schema.create(connection, "tenant")
    head = Head(tenant_id=record.id, chain_id=fresh_chain(), schema_revision=revision)
    connection.execute(insert(HeadRow).values(id=1, **head.values()))
    connection.commit()


def fresh_chain() -> str:
    """A chain id that no ledger ever had."""
    return secrets.token_hex(16)


def _seed(installation: Installation, record: TenantRecord) -> None:
    """As the tenant's own user, so that its rights are tried at once."""
    with db.unit_of_work() as tm:
        tenant = installation.open_tenant(record, tm, writer=True)
        for seed in seeders():
            seed(tenant)


def _advance(installation: Installation, record: TenantRecord, state: State) -> TenantRecord:
    now = clock.now()
    known = installation.revisions.tenant
    values: dict[State, dict[str, Any]] = {
        State.MIGRATED: {"schema_revision": known, "initialized_at": now},
        State.SEEDED: {"seeded_at": now},
        State.READY: {"built_at": now, "build_job_id": None},
    }
    _set(installation, record, state=state, **values[state])
    installation.directory.forget(tenant_id=record.id)
    return _reread(installation, record.id)


def _fail(installation: Installation, record: TenantRecord, error: Exception) -> None:
    reason = str(error) if isinstance(error, Refusal) else type(error).__name__  # others may quote statements and values
    _set(installation, record, state=State.FAILED, build_error=reason)
    installation.directory.forget(tenant_id=record.id)


def _set(installation: Installation, record: TenantRecord, **values: Any) -> None:
    """Change the organization's row, if this build is still the one that counts."""
    with _system(installation) as session:
        ours = (Organization.id == record.id, Organization.generation == record.generation, Organization.state != State.READY)
        result: Any = session.execute(update(Organization).where(*ours).values(updated_at=clock.now(), **values))
        if result.rowcount != 1:
            raise Superseded(f"organization {record.id} is being built under another name")


@contextmanager
def _system(installation: Installation) -> Iterator[Session]:
    """A transaction of its own on the system database."""
    with db.unit_of_work() as tm:
        yield installation.open_system(tm, writer=True).session


def _reread(installation: Installation, tenant_id: int) -> TenantRecord:
    record = installation.directory.record(tenant_id)
    if record is None:
        raise LookupError(f"there is no organization {tenant_id}")
    return record


def _server(record: TenantRecord) -> str:
    assert record.server is not None
    return record.server


def _database(record: TenantRecord) -> str:
    assert record.database is not None
    return record.database


def discard(installation: Installation, tenant_id: int) -> None:
    """Leave nothing of an organization that has no member: neither database nor row.

    :raises LookupError: it has one.
    """
    with _system(installation) as session:
        if session.scalar(select(Membership.id).where(Membership.tenant_id == tenant_id).limit(1)) is not None:
            raise LookupError(f"organization {tenant_id} has members")
        for placement in session.scalars(select(Placement).where(Placement.tenant_id == tenant_id)).all():
            servers.drop_database(installation.settings, placement.server, placement.database)
        session.execute(delete(Placement).where(Placement.tenant_id == tenant_id))
        session.execute(delete(Organization).where(Organization.id == tenant_id))
    installation.directory.forget(tenant_id=tenant_id)


# --- orphans ---


def collect_orphans(installation: Installation, older_than: timedelta = timedelta(days=1)) -> list[str]:
    """Drop databases that a failed build left behind, and name them.

    Only what we drew ourselves (``placements``), no organization has as its whole database, is older than ``older_than``, belongs by its
    own head row to that tenant or to nobody yet, and holds no entry. A restore that was killed has left an organization, too.
    """
    with _system(installation) as session:
        # In any earlier state, the next build draws a fresh name.
        whole = Organization.state.in_((State.SEEDED, State.READY))
        at = (Organization.server == Placement.server, Organization.database == Placement.database)
        standing = select(Organization.id).where(*at, whole)
        orphaned = session.scalars(
            select(Placement)
            .where(Placement.dropped_at.is_(None), Placement.created_at < clock.now() - older_than, ~standing.exists())
            .execution_options(unscoped=True)
        ).all()
        found = [(orphan.id, orphan.tenant_id, orphan.server, orphan.database) for orphan in orphaned]
    dropped = []
    for id, tenant_id, server, database in found:
        if server in installation.settings.servers and _is_empty(installation, tenant_id, server, database):
            servers.drop_database(installation.settings, server, database)
            with _system(installation) as session:
                session.execute(update(Placement).where(Placement.id == id).values(dropped_at=clock.now()))
            dropped.append(database)
    _forget_half_copies(installation, older_than)
    return dropped


def _forget_half_copies(installation: Installation, older_than: timedelta) -> None:
    """Take away the organizations of restores that were killed: nobody's, never whole, and without a database by now."""
    member = select(Membership.id).where(Membership.tenant_id == Organization.id)
    database = select(Placement.id).where(Placement.tenant_id == Organization.id, Placement.dropped_at.is_(None))
    begun = Organization.state.in_((State.REQUESTED, State.CREATING, State.FAILED))
    old = Organization.created_at < clock.now() - older_than
    with _system(installation) as session:
        nobodys = begun & old & Organization.owner_id.is_(None) & ~member.exists() & ~database.exists()
        half = session.scalars(select(Organization.id).where(nobodys).execution_options(unscoped=True)).all()
    for tenant_id in half:
        with suppress(LookupError):  # somebody took it over meanwhile
            discard(installation, tenant_id)


def _is_empty(installation: Installation, tenant_id: int, server: str, database: str) -> bool:
    """Whether nothing would be lost: there is no such database, or no head row, or this tenant's and no entry behind it."""
    if not servers.exists(installation.settings, server, database):
        return True
    engine = servers.engine_of(installation.settings, server, database)
    try:
        with engine.connect() as connection:
            if HeadRow.__tablename__ not in schema.tables_of(connection):
                return True
            row = connection.execute(select(HeadRow.tenant_id, HeadRow.sequence)).one_or_none()
            return row is None or (row.tenant_id == tenant_id and row.sequence == 0)
    finally:
        engine.dispose()
