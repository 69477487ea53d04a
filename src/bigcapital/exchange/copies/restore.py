"""A backup becomes a new organization: of this installation or of another one's file, on either kind of server.

First everything in the file is held against its manifest, and the manifest against the ledger's key; then the rows go into a
fresh database, and the ledger's are proved one by one and sealed under the new organization's own key. Whatever is wrong, the
answer is one sentence, and nothing stays behind.
"""

from __future__ import annotations

import hmac
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast
from urllib.parse import quote
from uuid import uuid4

from pydantic import ValidationError
from sqlalchemy import Connection, func, select, update
from sqlalchemy.exc import DataError, IntegrityError

from bigcapital import clock, db
from bigcapital.accounting.books import key_of_chain
from bigcapital.accounting.model import entries, lines
from bigcapital.exchange.copies import portable
from bigcapital.exchange.copies.backup import (
    APPLICATION_ID,
    FORMAT,
    ORGANIZATION,
    VERSION,
    BackupRefused,
    Manifest,
    Progress,
    digest,
    seal_of,
)
from bigcapital.exchange.copies.portable import Row
from bigcapital.exchange.copies.rechain import Broken, Rechaining
from bigcapital.files.stores import FileStore, checked_name
from bigcapital.security.grants import ADMIN
from bigcapital.tenancy import provision, schema, servers
from bigcapital.tenancy.installation import Installation, System
from bigcapital.tenancy.model import HeadRow, Membership, Organization, State
from bigcapital.tenancy.tenant import TenantRecord

_BATCH = 2_000  # rows of a table, or entries with their lines
_PER_COMMIT = 50_000  # rows
_IN_MEMORY = 8 << 20  # bytes of a file on its way
_HEAD = HeadRow.__tablename__


class Backup:
    """An open backup: its manifest, and rows as they were written."""

    def __init__(self, path: Path, file: sqlite3.Connection, manifest: Manifest, body: str, seal: str):
        self.path, self.manifest, self._file, self._body, self._seal = path, manifest, file, body, seal

    def key(self, installation: Installation, given: bytes | None) -> tuple[bytes, bool]:
        """The key of its ledger, and whether that is this installation's own.

        :raises BackupRefused: neither ours nor the one given fits.
        """
        ours = key_of_chain(installation.settings, self.manifest.ledger.chain)
        if self._fits(ours):
            return ours, True
        if given is None:
            raise BackupRefused(
                f"{self.path} was changed, or made by another installation: then give its ledger's key, which `backup --key-file` writes."
            )
        if not self._fits(given):
            raise BackupRefused(f"{self.path} was changed, or the key is another ledger's.")
        return given, False

    def check(self, progress: Progress | None = None) -> None:
        """Hold every row against the manifest.

        :raises BackupRefused: a table is not what was backed up.
        """
        done, total = 0, self.manifest.total
        for name, table in self.manifest.tables.items():
            checksum, count = sha256(), 0
            for page in self.pages(name):
                checksum.update(digest(page))
                count += len(page)
                if progress is not None:
                    progress(done + count, total)
            done += count
            if (count, checksum.hexdigest()) != (table.rows, table.sha256):
                raise BackupRefused(f"{self.path} is damaged: {name} is not what was backed up.")
        self._check_files()

    def _check_files(self) -> None:
        for name, stored in self.manifest.files.items():
            checksum, size = sha256(), 0
            for piece in self.pieces(name):
                checksum.update(piece)
                size += len(piece)
            if (size, checksum.hexdigest()) != (stored.size, stored.sha256):
                raise BackupRefused(f"{self.path} is damaged: the file {name} is not what was backed up.")

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a stored file, piece by piece.

        :raises BackupRefused: it cannot be a file.
        """
        with _reading(self.path), suppress(ValueError):
            for (piece,) in self._file.execute("SELECT content FROM stored_files WHERE name = ? ORDER BY rowid", (checked_name(name),)):
                if not isinstance(piece, bytes):
                    return
                yield piece

    def pages(self, table: str) -> Iterator[list[Row]]:
        """The rows of a table, a page at a time."""
        names = ", ".join(f'"{name}"' for name in self.manifest.tables[table].columns)
        with _reading(self.path):
            rows = self._file.execute(f'SELECT {names} FROM "{table}" ORDER BY rowid')  # noqa: S608
            while page := rows.fetchmany(_BATCH):
                yield page

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table, one by one."""
        for page in self.pages(table):
            yield from page

    def _fits(self, key: bytes) -> bool:
        return hmac.compare_digest(seal_of(key, self._body), self._seal)


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """A backup whose manifest is whole and of a format and revision that this program knows; its rows are not looked at yet.

    :raises BackupRefused: it is not.
    """
    if not path.is_file():
        raise BackupRefused(f"there is no file {path}.")
    file = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True, isolation_level=None)
    try:
        with _reading(path):
            for pragma in ("trusted_schema = OFF", "cell_size_check = ON"):
                file.execute(f"PRAGMA {pragma}")
            if file.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                raise BackupRefused(f"{path} is no backup of an organization.")
            body, checksum, seal = file.execute("SELECT body, sha256, seal FROM manifest").fetchone() or ("", "", "")
        yield Backup(path, file, _manifest(path, body, checksum), body, str(seal))
    finally:
        file.close()


def _manifest(path: Path, body: Any, checksum: Any) -> Manifest:
    if not isinstance(body, str) or sha256(body.encode()).hexdigest() != checksum:
        raise BackupRefused(f"{path} is damaged: its manifest is not what was written.")
    try:
        manifest = Manifest.model_validate_json(body)
    except ValidationError:
        raise BackupRefused(f"{path} was made by another version of this program, which writes another manifest.") from None
    if (manifest.format, manifest.version) != (FORMAT, VERSION):
        raise BackupRefused(f"{path} has format {manifest.version}, and this program reads format {VERSION}.")
    if manifest.revision not in schema.revisions("tenant"):
        raise BackupRefused(f"{path} was made by a newer version ({manifest.product}, revision {manifest.revision}).")
    return manifest


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """What SQLite says of a file that is broken, in a sentence."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        no_database = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB
        raise BackupRefused(f"{path} is no backup of an organization." if no_database else f"{path} is damaged: {error}.") from None


# --- into a new organization ---


def restore(
    installation: Installation,
    backup: Backup,
    *,
    name: str | None,
    owner: Callable[[System], int],
    key: bytes | None = None,
    checked: Progress | None = None,
    loaded: Progress | None = None,
) -> TenantRecord:
    """The new, ready organization, called ``name`` or as the original.

    It has one member, its administrator: the user that ``owner`` finds or makes, in the last transaction.

    ``key``: of the ledger's chain, where another installation made the backup; users named in the rows are then forgotten, since
    their ids are that one's. ``checked`` and ``loaded`` hear how far each of the two passes over the file is.

    :raises BackupRefused: with nothing left behind.
    :raises PermissionError: this process was not told how to create databases.
    """
    servers.require_administrator(installation.settings, installation.settings.default_server)
    called = name or backup.manifest.organization.get("name") or ""
    _refuse_existing(installation, called)
    chain_key, ours = backup.key(installation, key)
    backup.check(checked)
    tenant_id, restoring = _found(installation, backup.manifest, called), _Files(installation, backup)
    try:
        loading = _Loading(installation, backup, chain_key, forget_users=not ours, progress=loaded)
        provision.build(installation, tenant_id, contents=loading)
        restoring.files(tenant_id)
        _hand_over(installation, tenant_id, owner)
    except BaseException as error:
        restoring.undo()
        with suppress(LookupError):
            provision.discard(installation, tenant_id)
        if isinstance(error, IntegrityError | DataError | portable.NotPortable):
            raise BackupRefused(f"{backup.path} holds what this database cannot: {_short(error)}.") from error
        raise
    record = installation.directory.record(tenant_id)
    assert record is not None
    return record


class _Files:
    """The stored files of a backup on their way into the new organization's own store, of whatever kind."""

    def __init__(self, installation: Installation, backup: Backup):
        self._installation, self._backup = installation, backup
        self._store: FileStore = installation.services["files"].store
        self._written: list[tuple[str, str]] = []  # owner and name

    def files(self, tenant_id: int) -> None:
        """Write them all."""
        record = self._installation.directory.record(tenant_id)
        assert record is not None
        for name in self._backup.manifest.files:
            self._written.append((record.organization_id, name))
            with SpooledTemporaryFile(max_size=_IN_MEMORY) as content:
                for piece in self._backup.pieces(name):
                    content.write(piece)
                content.seek(0)
                self._store.write(record.organization_id, name, cast(BinaryIO, content))

    def undo(self) -> None:
        """Take back what was written, as far as the store can be reached."""
        for owner, name in self._written:
            with suppress(Exception):
                self._store.delete(owner, name)


def _hand_over(installation: Installation, tenant_id: int, owner: Callable[[System], int]) -> None:
    with db.unit_of_work() as tm:
        system = installation.open_system(tm, writer=True)
        user_id = owner(system)
        system.session.execute(update(Organization).where(Organization.id == tenant_id).values(owner_id=user_id))
        member = Membership(tenant_id=tenant_id, user_id=user_id, role_id=ADMIN, active=True, invite_accepted_at=clock.now())
        system.session.add(member)
        system.forget(user_id=user_id, tenant_id=tenant_id)


def _short(error: BaseException) -> str:
    return str(getattr(error, "orig", None) or error)[:200]


def _refuse_existing(installation: Installation, name: str) -> None:
    asked = select(func.count()).select_from(Organization).where(Organization.name == name)
    with installation.system_engine.connect() as connection:
        if connection.execute(asked).scalar_one():
            raise BackupRefused(f"there is an organization called {name} already: give the copy another name (--as).")


def _found(installation: Installation, manifest: Manifest, name: str) -> int:
    """The organization's row, without an owner or member until there is something to see."""
    with db.unit_of_work() as tm:
        session = installation.open_system(tm, writer=True).session
        organization = Organization(organization_id=uuid4().hex, state=State.EMPTY)
        for key in ORGANIZATION[1:]:
            setattr(organization, key, manifest.organization.get(key))
        organization.name = name
        session.add(organization)
        provision.request_build(session, organization, None)
        return organization.id


class _Loading:
    """``provision.build``'s contents: tables of the backup's revision, its rows, then the migrations since."""

    def __init__(self, installation: Installation, backup: Backup, key: bytes, *, forget_users: bool, progress: Progress | None):
        self._backup, self._key, self._forget_users, self._progress = backup, key, forget_users, progress
        self._settings = installation.settings
        self._done = self._uncommitted = 0

    def __call__(self, connection: Connection, record: TenantRecord) -> None:
        manifest = self._backup.manifest
        portable.make(connection, manifest.revision)
        self._prepare(connection)
        self._shapes = portable.shapes(connection)
        self._require_the_same_tables()
        chain_id = provision.fresh_chain()
        for name in self._shapes:
            if name not in (_HEAD, entries.name, lines.name):
                self._empty(connection, name)  # what a migration has seeded is among the backup's rows
                self._copy(connection, name)
        head = self._ledger(connection, key_of_chain(self._settings, chain_id))
        portable.continue_ids(connection, manifest.next_ids)
        self._finish(connection)
        mine = {"tenant_id": record.id, "chain_id": chain_id, "chain_head": head, "schema_revision": manifest.revision}
        self._head(connection, mine)
        connection.commit()
        revision = schema.upgrade(connection, "tenant")
        connection.execute(update(HeadRow).values(schema_revision=revision))
        connection.commit()

    def _require_the_same_tables(self) -> None:
        for name in sorted(self._shapes.keys() | self._backup.manifest.tables.keys()):
            shape, table = self._shapes.get(name), self._backup.manifest.tables.get(name)
            if shape is None or table is None or sorted(shape.names) != sorted(table.columns):
                raise BackupRefused(f"{self._backup.path} does not have the tables of revision {self._backup.manifest.revision}: {name}.")

    def _copy(self, connection: Connection, name: str) -> None:
        columns = self._backup.manifest.tables[name].columns
        write = portable.writer(connection, self._shapes[name], columns)
        users = [place for place, column in enumerate(columns) if column == "user_id"] if self._forget_users else []
        for page in self._backup.pages(name):
            write([_without(row, users) for row in page] if users else page)
            self._wrote(connection, len(page))

    def _ledger(self, connection: Connection, key: bytes) -> bytes:
        """The ledger's rows; the hash that it ends with."""
        manifest = self._backup.manifest
        columns = {name: manifest.tables[name].columns for name in (entries.name, lines.name)}
        write = {name: portable.writer(connection, self._shapes[name], columns[name]) for name in columns}
        rechaining = Rechaining(self._key, key, columns, forget_users=self._forget_users)
        try:
            for some, own in rechaining.batches(self._backup.rows(entries.name), self._backup.rows(lines.name), _BATCH):
                write[entries.name](some)
                write[lines.name](own)
                self._wrote(connection, len(some) + len(own))
            rechaining.ends_at(manifest.ledger.entries, bytes.fromhex(manifest.ledger.head))
        except Broken as broken:
            raise BackupRefused(f"the ledger in {self._backup.path} is not what was recorded: {broken}.") from None
        return rechaining.head

    def _head(self, connection: Connection, mine: dict[str, Any]) -> None:
        columns = self._backup.manifest.tables[_HEAD].columns
        row = dict(zip(columns, next(self._backup.rows(_HEAD)), strict=True)) | mine
        portable.writer(connection, self._shapes[_HEAD], columns)([tuple(row.values())])
        self._wrote(connection, 1)

    def _wrote(self, connection: Connection, count: int) -> None:
        self._done, self._uncommitted = self._done + count, self._uncommitted + count
        if self._uncommitted >= _PER_COMMIT:
            connection.commit()
            self._uncommitted = 0
        if self._progress is not None:
            self._progress(self._done, self._backup.manifest.total)

    @staticmethod
    def _empty(connection: Connection, name: str) -> None:
        connection.exec_driver_sql(f"DELETE FROM {name}")  # noqa: S608

    @staticmethod
    def _prepare(connection: Connection) -> None:
        """Tables come in any order: what they refer to is looked at in the end."""
        if connection.dialect.name == "sqlite":
            connection.commit()
            raw: Any = connection.connection.driver_connection
            for pragma in ("foreign_keys = OFF", "cache_size = -65536"):
                raw.execute(f"PRAGMA {pragma}")
        else:
            connection.exec_driver_sql("SET SESSION foreign_key_checks = 0")

    def _finish(self, connection: Connection) -> None:
        if connection.dialect.name == "sqlite":
            for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
                raise BackupRefused(f"{self._backup.path} is damaged: a row of {row[0]} refers to one of {row[2]} that is not there.")
            connection.commit()
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA foreign_keys = ON")
        else:
            connection.exec_driver_sql("SET SESSION foreign_key_checks = 1")


def _without(row: Row, places: list[int]) -> Row:
    return tuple(None if place in places else value for place, value in enumerate(row))
