"""One tenant in one unit of work: a request, a job or a command holds this object, and nothing else reaches a tenant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import zope.sqlalchemy
from sqlalchemy import Connection, select, update
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session
from transaction import TransactionManager

from bigcapital import clock, db
from bigcapital.errors import Failed
from bigcapital.tenancy.model import HEAD_COLUMNS, PACKED_HEAD, Head, HeadRow, State

if TYPE_CHECKING:
    from bigcapital.tenancy.installation import Installation

_HEAD: Any = HeadRow.__table__
_READ = select(PACKED_HEAD).select_from(_HEAD).where(_HEAD.c.id == 1)
_LOCK = _READ.with_for_update()
_STORE = update(_HEAD).where(_HEAD.c.id == 1)  # what is given by column name


class WrongDatabase(RuntimeError):
    """A connection stands in a database that is not the tenant's. Nothing of it may be read or written."""


@dataclass(frozen=True, slots=True)
class TenantRecord:
    """What the system database says of an organization: who it is, where it is, and its metadata."""

    id: int
    organization_id: str
    state: str
    server: str | None = None
    database: str | None = None
    generation: int = 0
    schema_revision: str | None = None
    build_job_id: str | None = None
    upgrade_job_id: str | None = None
    name: str = ""
    industry: str | None = None
    location: str | None = None
    base_currency: str | None = None
    timezone: str | None = None
    fiscal_year: str | None = None
    language: str | None = None
    date_format: str | None = None
    address: str | None = None
    primary_color: str | None = None
    logo_key: str | None = None
    tax_number: str | None = None
    metadata_version: int = 1
    initialized_at: datetime | None = None
    seeded_at: datetime | None = None
    built_at: datetime | None = None
    under_maintenance_since: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def own_language(self) -> str:
        """What the organization speaks where nobody asks otherwise."""
        return self.language or "en"

    @property
    def ready(self) -> bool:
        """Whether it can be served."""
        return self.state == State.READY

    @property
    def building(self) -> bool:
        """Whether its database is being made."""
        return State(self.state).building


def being_upgraded() -> Failed:
    """The answer for a tenant whose tables are not the ones that this program knows."""
    return Failed(503, "Service Unavailable", "This organization is being upgraded.", retry_after=30)


class Tenant:
    """A tenant in a unit of work that ends with ``tm``'s transaction.

    A writer holds the tenant's head row from its first statement on, so writers of one tenant take turns. ``language``: of
    whoever reads what is presented; where nobody asks, the organization's own (``record.language``), which is also that of
    all that it keeps and sends.
    """

    def __init__(
        self,
        installation: Installation,
        record: TenantRecord,
        tm: TransactionManager,
        *,
        writer: bool,
        user_id: int | None = None,
        language: str | None = None,
    ):
        self.installation, self.record, self.tm, self.writer, self.user_id = installation, record, tm, writer, user_id
        self.language: str = language or record.own_language
        self.recorded: list[Any] = []  # what the books wrote in this unit of work
        self.job: Any = None  # the running job's handle, if a job does this
        self._session: Session | None = None
        self._head: Head | None = None
        self._stored: Head | None = None
        self._bound: dict[str, Any] = {}

    @property
    def id(self) -> int:
        return self.record.id

    @property
    def base_currency(self) -> str:
        """ISO 4217 code of the currency that the books are kept in."""
        return self.record.base_currency or "USD"

    def today(self) -> date:
        """The day it is where the organization is."""
        return clock.today(self.record.timezone or "UTC")

    @property
    def session(self) -> Session:
        """The tenant's session; opening it reads (a writer locks) the head row and checks whose database this is.

        :raises WrongDatabase: the database is another tenant's.
        :raises Failed: 503, the tables are of a revision that this program does not know.
        """
        if self._session is None:
            self._session = self._open()
        return self._session

    @property
    def connection(self) -> Connection:
        """The session's connection, for Core statements."""
        return self.session.connection()

    @property
    def head(self) -> Head:
        """The head row; what a writer changes in it is stored when the transaction commits."""
        if self._head is None:
            self._session = self._session or self._open()
        assert self._head is not None
        return self._head

    @property
    def cache(self) -> Any:
        """The tenant's part of the cache."""
        return self._service("cache")

    @property
    def jobs(self) -> Any:
        """Where work for later is left: ``enqueue(job, **args)`` writes a row of this transaction."""
        return self._service("jobs")

    @property
    def files(self) -> Any:
        """The tenant's files: ``write(name, content)``, ``open(name)``, ``delete(name)``."""
        return self._service("files")

    def bump_metadata(self) -> None:
        """Say that what answers name (accounts, contacts, branches, currencies, settings, roles) has changed."""
        self.head.metadata_version += 1

    @property
    def metadata_touched(self) -> bool:
        """Whether this unit of work has changed such names itself, so that what others remember is not what it sees."""
        return self._stored is not None and self.head.metadata_version != self._stored.metadata_version

    def mark_changed(self) -> None:
        """Say that Core statements have written. A writer commits anyway; a reader is refused here."""
        zope.sqlalchemy.mark_changed(self.session, self.tm)

    @contextmanager
    def speaking(self, language: str | None = None) -> Iterator[None]:
        """Present in ``language`` what the block presents, or in the organization's own, whoever asks: as papers and mails are."""
        before, self.language = self.language, language or self.record.own_language
        try:
            yield
        finally:
            self.language = before

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what the block wrote, in the database, in ``head`` and in ``recorded``, when it raises; then raise on."""
        head, recorded = replace(self.head), len(self.recorded)
        point = self.session.begin_nested()
        try:
            yield
            point.commit()
        except BaseException as error:
            for name in HEAD_COLUMNS:
                setattr(self.head, name, getattr(head, name))
            del self.recorded[recorded:]
            if point.is_active and not (db.is_conflict(error) or db.is_lost(error)):
                point.rollback()
            raise

    def _service(self, name: str) -> Any:
        if name not in self._bound:
            self._bound[name] = self.installation.services[name].bind(self)
        return self._bound[name]

    def _open(self) -> db.UnitSession:
        known = self.installation.revisions.tenant
        if self.record.schema_revision not in (None, known):
            raise being_upgraded()
        session = db.open_session(self.installation.tenant_engine(self.record), self.tm, writer=self.writer)
        try:
            packed = session.connection().execute(_LOCK if self.writer else _READ).scalar_one_or_none()
        except (OperationalError, ProgrammingError) as error:
            if db.is_conflict(error) or db.is_lost(error) or not self._is_missing(error):
                raise
            raise being_upgraded() from error
        head = packed and Head.unpacked(packed)
        if not head or head.tenant_id != self.record.id:
            db.doom(self.tm)
            raise WrongDatabase(f"tenant {self.record.id} was led to the database of tenant {head and head.tenant_id}")
        if head.schema_revision != known:
            raise being_upgraded()
        self._stored, self._head = head, replace(head)
        if self.writer:
            session.finish = self._write_head
        return session

    @staticmethod
    def _is_missing(error: OperationalError | ProgrammingError) -> bool:
        """Whether a column of the head row is not there yet."""
        text = str(error.orig)
        return "1054" in text or "no such column" in text

    def _write_head(self) -> None:
        assert self._head is not None and self._stored is not None
        changed = {name: new for name in HEAD_COLUMNS if (new := getattr(self._head, name)) != getattr(self._stored, name)}
        if changed:
            self.connection.execute(_STORE, changed)
            self._stored = replace(self._head)
