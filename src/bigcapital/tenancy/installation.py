"""What one process shares: settings, engines, services. Built once by ``bigcapital.start``, passed to whoever needs it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session
from transaction import TransactionManager

from bigcapital import db
from bigcapital.config import Settings
from bigcapital.tenancy import scope
from bigcapital.tenancy.directory import Directory
from bigcapital.tenancy.schema import Revisions
from bigcapital.tenancy.tenant import Tenant, TenantRecord


class Installation:
    """One installation as one process sees it. Safe to share between threads; ``close`` it at the end."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.engines = db.Engines()
        self.services: dict[str, Any] = {}
        self.system_engine = db.connect_to(settings.system_url, autocommit=True)
        self.system_writer_engine = db.connect_to(settings.system_url)
        self.directory = Directory(self.system_engine, settings)

    @cached_property
    def revisions(self) -> Revisions:
        """The last migrations that this program knows."""
        return Revisions.known()

    def plug(self, name: str, factory: Callable[[Installation], Any]) -> Any:
        """Make a service of this process; ``services[name]`` from now on. Its ``close``, if it has one, ends it.

        ``cache`` and ``jobs`` have ``bind(unit)``, where a unit is a ``Tenant`` or a ``System``: what the unit's
        ``cache`` and ``jobs`` are.
        """
        service = self.services[name] = factory(self)
        return service

    def tenant_url(self, record: TenantRecord, *, generation: int | None = None) -> str:
        """Where a tenant's database is, with the tenant's own credentials."""
        if record.server is None or record.database is None:
            raise LookupError(f"tenant {record.id} has no database yet")
        password = self.tenant_password(record.id, record.generation if generation is None else generation)
        template = self.settings.servers[record.server]
        return template.replace("{database}", record.database).replace("{user}", record.database).replace("{password}", password)

    def tenant_password(self, tenant_id: int, generation: int) -> str:
        """The password of a tenant's database user: derived, so that it is stored nowhere."""
        return self.settings.derive("tenant database", tenant_id, generation).hex() + "-Aa1"  # the end pleases password policies

    def tenant_engine(self, record: TenantRecord) -> Engine:
        """The engine of a tenant's database."""
        return self.engines.get(self.tenant_url(record))

    def open_tenant(
        self, record: TenantRecord, tm: TransactionManager, *, writer: bool, user_id: int | None = None, language: str | None = None
    ) -> Tenant:
        """The tenant in ``tm``'s transaction; ``language``: of who reads it. Nothing is connected before its first use."""
        return Tenant(self, record, tm, writer=writer, user_id=user_id, language=language)

    def open_system(self, tm: TransactionManager, *, writer: bool, user_id: int | None = None) -> System:
        """The system database in ``tm``'s transaction (a reader: in AUTOCOMMIT)."""
        return System(self, tm, writer=writer, user_id=user_id)

    def close(self) -> None:
        """End the services, last plugged first, and close idle connections."""
        for service in reversed(self.services.values()):
            close = getattr(service, "close", None)
            if close is not None:
                close()
        self.engines.dispose()
        self.system_engine.dispose()
        self.system_writer_engine.dispose()


class System:
    """The system database in one unit of work."""

    def __init__(self, installation: Installation, tm: TransactionManager, *, writer: bool, user_id: int | None = None):
        self.installation, self.tm, self.writer, self.user_id = installation, tm, writer, user_id
        self.job: Any = None

    @cached_property
    def session(self) -> Session:
        """The session; a writer's commits with the unit's transaction. Its queries say whom they are about (``scope``)."""
        engine = self.installation.system_writer_engine if self.writer else self.installation.system_engine
        session = db.open_session(engine, self.tm, writer=self.writer)
        session.check = scope.check
        return session

    def forget(self, *, user_id: int | None = None, tenant_id: int | None = None) -> None:
        """After the commit, have the directory of this process ask anew about a user or a tenant's members."""

        def after(committed: bool) -> None:
            if committed:
                self.installation.directory.forget(user_id=user_id, tenant_id=tenant_id)

        self.tm.get().addAfterCommitHook(after)

    @cached_property
    def jobs(self) -> Any:
        """Where work for later is left: ``enqueue(job, **args)`` writes a row of this transaction."""
        return self.installation.services["jobs"].bind(self)
