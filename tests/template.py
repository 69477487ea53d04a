"""One small installation on SQLite, made once a run and copied for every test: Ann, and her organization, built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import uuid4

from pyramid.router import Router
from sqlalchemy import make_url, text
from webtest import TestApp

import bigcapital
from bigcapital import db
from bigcapital.config import Settings
from bigcapital.organization.auth.operations import sign_up
from bigcapital.security.policy import stand_on
from bigcapital.starting import start
from bigcapital.tenancy import migrate, provision, schema
from bigcapital.tenancy.installation import Installation, System
from bigcapital.tenancy.model import Organization, State
from bigcapital.tenancy.tenant import Tenant, TenantRecord

ANN = {"email": "ann@example.com", "password": "correct horse battery", "first_name": "Ann", "last_name": "Lee"}
METADATA = {
    "name": "Ann's Books",
    "industry": "Retail",
    "location": "US",
    "base_currency": "USD",
    "timezone": "America/New_York",
    "fiscal_year": "january",
    "language": "en",
    "date_format": "DD MMM yyyy",
}


def settings(folder: Path, **ini: str) -> Settings:
    """Of a test: everything cheap, nothing limited, nothing remembered. ``ini`` keys with ``__`` for the dot."""
    given = {
        "bigcapital.environment": "testing",
        "data_dir": str(folder),
        "public_url": "http://localhost",
        "secret": "for-tests-alone-0123456789abcdefghijklmnopqrstuv",
        "jobs.worker_thread": "false",
        "limits.requests": "1000000/60",
        "limits.signin": "1000000/60",
        "limits.signup": "1000000/60",
        "security.argon2_time_cost": "1",
        "security.argon2_memory_cost": "8",
        "security.memory_seconds": "0",
        "log.level": "WARNING",
    }
    return Settings.from_ini(given | {key.replace("__", "."): value for key, value in ini.items()}, environ={})


@contextmanager
def running(chosen: Settings) -> Iterator[Installation]:
    """An installation with its system database migrated."""
    installation = start(chosen)
    try:
        migrate.migrate_system(installation)
        yield installation
    finally:
        installation.close()


def found(installation: Installation, person: Mapping[str, str] = ANN, **metadata: Any) -> TenantRecord:
    """Sign someone up and build their organization."""
    with db.unit_of_work() as tm:
        system = installation.open_system(tm, writer=True)
        signed = sign_up(system, **person)
        assert signed.organization is not None
        requested(system, signed.organization, **metadata)
        tenant_id = signed.organization.id
    return provision.build(installation, tenant_id)


def requested(system: System, organization: Organization, **metadata: Any) -> None:
    """Fill in the metadata and ask for the build."""
    for key, value in (METADATA | metadata).items():
        setattr(organization, key, value)
    provision.request_build(system.session, organization, None)


def make(folder: Path) -> Path:
    """The template."""
    with running(settings(folder)) as installation:
        found(installation)
    return folder


@cache
def _router() -> Router:
    return bigcapital.main(installation=start(settings(Path(mkdtemp()))))


def app(installation: Installation) -> TestApp:
    """The web application over an installation. Its views are set up once a process, which costs more than most tests:
    whoever needs two applications at the same time calls ``bigcapital.main``.
    """
    router = _router()
    stand_on(router.registry, installation)
    return TestApp(router)


class Units:
    """Units of work on one tenant: ``with tenant() as t`` writes and commits, ``with tenant(writer=False) as t`` reads."""

    def __init__(self, installation: Installation, record: TenantRecord):
        self.installation, self.record = installation, record

    @contextmanager
    def __call__(self, *, writer: bool = True, user_id: int | None = 1) -> Iterator[Tenant]:
        with db.unit_of_work() as tm:
            yield self.installation.open_tenant(self.record, tm, writer=writer, user_id=user_id)

    def peek(self, sql: str, **values: Any) -> list[Any]:
        """Rows of the tenant's database, as they are on disk."""
        with self.installation.tenant_engine(self.record).connect() as connection:
            return list(connection.execute(text(sql), values).all())


class Systems:
    """Units of work on the system database: ``with system() as s``."""

    def __init__(self, installation: Installation):
        self.installation = installation

    @contextmanager
    def __call__(self, *, writer: bool = True, user_id: int | None = 1) -> Iterator[System]:
        with db.unit_of_work() as tm:
            yield self.installation.open_system(tm, writer=writer, user_id=user_id)

    def peek(self, sql: str, **values: Any) -> list[Any]:
        """Rows of the system database, as they are on disk."""
        with self.installation.system_engine.connect() as connection:
            return list(connection.execute(text(sql), values).all())


def the_tenant(installation: Installation) -> Units:
    """The template's."""
    return Units(installation, installation.directory.records(State.READY)[0])


def on_mariadb(folder: Path, root_url: str, **ini: str) -> Settings:
    """Settings of an installation on a real MariaDB, with a system database of its own."""
    name, server = f"system_{uuid4().hex[:12]}", make_url(root_url)
    schema.run_script(root_url, f"CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
    address = f"{server.host}:{server.port}"
    socket = f"?unix_socket={server.query['unix_socket']}" if "unix_socket" in server.query else ""
    placed = {
        "system__url": server.set(database=name).render_as_string(hide_password=False),
        "tenants__server__main": f"mysql+pymysql://{{user}}:{{password}}@{address}/{{database}}{socket}",
        "provision__server__main": root_url,
    }
    return settings(folder, **placed | ini)
