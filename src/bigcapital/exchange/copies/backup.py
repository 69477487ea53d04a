"""One tenant as one file: every table in the portable form, its stored files, and a manifest that says what must be there.

The file is an SQLite database that anybody can read: a table for each of the tenant's, without types, and ``manifest`` with
one row: the JSON of ``Manifest``, its SHA-256, and its seal, which only who has the ledger's key can make. The manifest has the
SHA-256 of each table and file, so the seal vouches for all of it. Nothing in the file depends on when or where it is written: backups
of books that have not changed are equal.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import structlog
from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, select

import bigcapital
from bigcapital import clock, db
from bigcapital.accounting.attachments.model import Attachment
from bigcapital.accounting.attachments.operations import place_of
from bigcapital.accounting.books import key_of_chain
from bigcapital.errors import DomainError
from bigcapital.exchange.copies import portable
from bigcapital.exchange.copies.portable import Row, Shape
from bigcapital.files.stores import TenantFiles
from bigcapital.ledger import chain
from bigcapital.tenancy import migrate, schema
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.model import Organization, User
from bigcapital.tenancy.tenant import TenantRecord

log = structlog.get_logger(__name__)

FORMAT, VERSION = "bigcapital-backup", 1
APPLICATION_ID = 0x42696743  # in the file's header, for programs that tell files apart
ORGANIZATION = (
    "organization_id", "name", "industry", "location", "base_currency", "timezone", "fiscal_year", "language", "date_format", "address",
    "primary_color", "logo_key", "tax_number",
)  # fmt: skip
FOLDER, SUFFIX = "backups", ".bigcapital"  # below the folder of data
_BATCH = 2_000
_PIECE = 1 << 20  # bytes of a stored file in one row
ATTACHMENTS = Attachment.__tablename__
_SEALED = b"bigcapital backup\0"
Progress = Callable[[int, int], None]  # rows done, rows in all


class BackupRefused(DomainError):
    """A backup cannot be made, or not be used."""

    type = "BACKUP_REFUSED"


class TableIn(BaseModel):
    """What a table of the file holds. ``sha256``: of its rows, each as ``digest`` spells it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: list[str]
    rows: int
    sha256: str


class StoredFile(BaseModel):
    """A file of the tenant's store, whose bytes are the pieces of that name in ``stored_files``, in their order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: int
    sha256: str


class Ledger(BaseModel):
    """Where the ledger ends. ``chain``: the random id that the key of its hashes is made from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    chain: str
    entries: int
    head: str
    revision: int


class Manifest(BaseModel):
    """What a backup is of, and what must be in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: str
    version: int
    product: str
    revision: str
    organization: dict[str, str | None]
    owner: str | None
    ledger: Ledger
    next_ids: dict[str, int]
    tables: dict[str, TableIn]
    files: dict[str, StoredFile] = {}  # backups of earlier versions have none

    @property
    def total(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables.values())


def seal_of(key: bytes, body: str) -> str:
    """What only the holder of the ledger's key can write below a manifest."""
    return chain.mac(key, _SEALED + body.encode()).hex()


def digest(rows: Iterable[Row]) -> bytes:
    """The bytes that a table's checksum is made of: each row as the ASCII of a Python tuple, and a line feed."""
    return b"".join(ascii(tuple(row)).encode() + b"\n" for row in rows)


def back_up(installation: Installation, record: TenantRecord, path: Path, *, progress: Progress | None = None) -> Manifest:
    """Write a tenant into ``path``, as it is at this moment; people go on working meanwhile.

    A stored file that is gone from the store, or is deleted meanwhile, is left out.

    :raises BackupRefused: it is being migrated.
    :raises Failed: 503, its tables are not at our revision.
    :raises OSError: the file cannot be written; what stood there stays.
    """
    try:
        with migrate.held(installation, record), db.unit_of_work() as tm:
            tenant = installation.open_tenant(record, tm, writer=False)
            assert tenant.head  # at our revision, and the tenant's own
            return write(installation, tenant.connection, record, path, files=tenant.files, progress=progress)
    except migrate.BeingMigrated:
        raise BackupRefused(f"{record.name} is being migrated: back it up when that is done.") from None


def write(
    installation: Installation,
    connection: Connection,
    record: TenantRecord,
    path: Path,
    *,
    files: TenantFiles | None = None,
    progress: Progress | None = None,
) -> Manifest:
    """As ``back_up``, of a database at any revision, through ``connection``, whose transaction begins here and sees one moment.

    ``files``: where its files are; None leaves them out.
    """
    with _beside(path) as part, _created(part) as file:
        head = connection.exec_driver_sql("SELECT chain_id, sequence, chain_head, revision FROM head WHERE id = 1").one()
        tables = portable.shapes(connection)
        counts = {name: connection.exec_driver_sql(f"SELECT COUNT(*) FROM {name}").scalar_one() for name in tables}  # noqa: S608
        told = _Told(progress, sum(counts.values()))
        written = {name: _copy(connection, shape, file, told) for name, shape in tables.items()}
        manifest = Manifest(
            format=FORMAT,
            version=VERSION,
            product=bigcapital.__version__,
            revision=schema.revision_of(connection) or schema.UNVERSIONED,
            organization={name: getattr(record, name) for name in ORGANIZATION},
            owner=_owner(installation, record),
            ledger=Ledger(chain=head.chain_id, entries=head.sequence, head=bytes(head.chain_head).hex(), revision=head.revision),
            next_ids=portable.next_ids(connection),
            tables=written,
            files=_copy_files(connection, files, file) if files is not None and ATTACHMENTS in tables else {},
        )
        body = manifest.model_dump_json(indent=1)
        sealed = seal_of(key_of_chain(installation.settings, head.chain_id), body)
        file.execute("CREATE TABLE manifest (body, sha256, seal)")
        file.execute("INSERT INTO manifest VALUES (?, ?, ?)", (body, sha256(body.encode()).hexdigest(), sealed))
    return manifest


def before_migration(installation: Installation, record: TenantRecord, connection: Connection) -> None:
    """Write the tenant as it is, at whatever revision, into the folder of backups, and forget the oldest ones there.

    Its files are not among it: no migration touches them, and they would be kept once more for each.
    """
    kept = installation.settings.backups_kept
    if not kept:
        return
    folder = installation.settings.data_dir.absolute() / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{record.organization_id}-{clock.now():%Y%m%dT%H%M%S%f}{SUFFIX}"
    write(installation, connection, record, path)
    for old in sorted(folder.glob(f"{record.organization_id}-*{SUFFIX}"))[:-kept]:
        old.unlink(missing_ok=True)


def _copy(connection: Connection, shape: Shape, file: sqlite3.Connection, told: _Told) -> TableIn:
    names = ", ".join(f'"{name}"' for name in shape.names)
    file.execute(f'CREATE TABLE "{shape.name}" ({names})')
    insert = f'INSERT INTO "{shape.name}" VALUES ({", ".join("?" for _ in shape.columns)})'  # noqa: S608
    checksum, count, repairs = sha256(), 0, portable.repairs(shape)
    options = {"stream_results": True, "max_row_buffer": _BATCH}
    result = connection.exec_driver_sql(portable.reading(shape, connection.dialect.name), execution_options=options)
    for page in result.partitions(_BATCH):
        rows = [portable.repaired(row, repairs) for row in page] if repairs else [tuple(row) for row in page]
        checksum.update(digest(rows))
        file.executemany(insert, rows)
        count += len(rows)
        told.more(len(rows))
    return TableIn(columns=shape.names, rows=count, sha256=checksum.hexdigest())


def _copy_files(connection: Connection, files: TenantFiles, into: sqlite3.Connection) -> dict[str, StoredFile]:
    into.execute("CREATE TABLE stored_files (name, content)")
    keys = connection.scalars(select(Attachment.key).order_by(Attachment.key)).all()
    found = {}
    for name in map(place_of, keys):
        content = files.open(name)
        if content is None:
            log.warning("file left out of a backup: it is not in the store", name=name)
            continue
        checksum, size = sha256(), 0
        with closing(content):
            while piece := content.read(_PIECE):
                into.execute("INSERT INTO stored_files VALUES (?, ?)", (name, piece))
                checksum.update(piece)
                size += len(piece)
        found[name] = StoredFile(size=size, sha256=checksum.hexdigest())
    into.execute("CREATE INDEX stored_files_by_name ON stored_files (name)")
    return found


class _Told:
    """Progress over several tables."""

    def __init__(self, progress: Progress | None, total: int):
        self._progress, self._total, self._done = progress, total, 0

    def more(self, count: int) -> None:
        self._done += count
        if self._progress is not None:
            self._progress(self._done, self._total)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A file beside ``path``, which takes its place when the block has ended well; else nothing is left of it."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


@contextmanager
def _created(path: Path) -> Iterator[sqlite3.Connection]:
    """An SQLite file to be filled. It is worth nothing before its end, so it keeps no journal."""
    file = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in ("page_size = 8192", "journal_mode = OFF", "synchronous = OFF"):
            file.execute(f"PRAGMA {pragma}")
        file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        file.execute(f"PRAGMA user_version = {VERSION}")
        file.execute("BEGIN")
        yield file
        file.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise OSError(f"the backup cannot be written: {error}") from error
    finally:
        file.close()


def _owner(installation: Installation, record: TenantRecord) -> str | None:
    asked = select(User.email).join(Organization, Organization.owner_id == User.id).where(Organization.id == record.id)
    with installation.system_engine.connect() as connection:
        email: Any = connection.execute(asked).scalar_one_or_none()
    return None if email is None else str(email)
