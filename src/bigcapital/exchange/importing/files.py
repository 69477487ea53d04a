"""A file's way through the wizard: kept, described, mapped, previewed and imported; at once, or by a job if it is long."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice
from typing import Any, BinaryIO, Final

from sqlalchemy import select

from bigcapital import clock, db
from bigcapital.accounting.attachments.operations import shown_name
from bigcapital.errors import DomainError, NotFound
from bigcapital.exchange import kinds
from bigcapital.exchange.importing import mapping as maps
from bigcapital.exchange.importing.mapping import Mapped
from bigcapital.exchange.importing.model import ImportFile
from bigcapital.exchange.importing.reading import Reader
from bigcapital.exchange.importing.running import Result, run
from bigcapital.exchange.importing.sentences import in_words
from bigcapital.exchange.importing.sheets import Cell, Sheet, as_text, open_sheet
from bigcapital.files import PASSING
from bigcapital.rest.outgoing import dumps
from bigcapital.rest.tree import Collection
from bigcapital.security.tokens import new_token
from bigcapital.tenancy.tenant import Tenant

_SAMPLE: Final = 100  # rows that proposals look at
_SHOWN: Final = 5  # rows that are shown beside them
_IN_MEMORY: Final = 1 << 20  # bytes of a file


class NotMapped(DomainError):
    type = "IMPORT_FILE_NOT_MAPPED"


class AlreadyImported(DomainError):
    type = "IMPORT_FILE_ALREADY_IMPORTED"


class FileGone(DomainError):
    type = "IMPORT_FILE_EXPIRED"


class ParamsInvalid(DomainError):
    type = "ParamsValidationError"


# --- the file ---


def upload(tenant: Tenant, kind: type[Collection], content: BinaryIO, name: str, params: str) -> tuple[ImportFile, list[list[Cell]]]:
    """Keep a file for a day; with its first rows.

    :raises DomainError: it is no file of rows, it is empty, or ``params`` is no JSON object.
    """
    try:
        if not isinstance(json.loads(params or "{}"), dict):
            raise ValueError
    except ValueError:
        raise ParamsInvalid("params must be a JSON object.") from None
    try:
        sheet = open_sheet(content, arabic=tenant.record.language == "ar")
        sample = [cells for _, cells in islice(sheet.rows, _SAMPLE)]
        count = sheet.count if sheet.count is not None else len(sample) + sum(1 for _ in sheet.rows)
    except DomainError as refused:
        raise type(refused)(in_words(refused.message or refused.type, tenant.language)) from None
    content.seek(0)
    digest = sha256()
    while piece := content.read(1 << 20):
        digest.update(piece)
    assert kind.resource is not None
    row = ImportFile(
        key=new_token(),
        resource=kind.resource,
        file_name=shown_name(name),
        digest=digest.hexdigest(),
        rows_count=count,
        headings=json.dumps(sheet.headings, ensure_ascii=False),
        params=params or "{}",
        user_id=tenant.user_id,
        created_at=clock.now(),
    )
    content.seek(0)
    tenant.files.write(_place(row.key), content)
    tenant.session.add(row)
    tenant.session.flush()
    return row, sample


def find(tenant: Tenant, key: str) -> ImportFile:
    """The file of this key. :raises NotFound: there is none."""
    row = tenant.session.scalar(select(ImportFile).where(ImportFile.key == key))
    if row is None:
        raise NotFound
    return row


def headings(row: ImportFile) -> list[str]:
    """The file's columns."""
    found: list[str] = json.loads(row.headings)
    return found


def earlier(tenant: Tenant, row: ImportFile) -> dict[str, Any] | None:
    """When a file of the very same bytes was imported, if it was: the last time."""
    same = select(ImportFile).where(
        ImportFile.resource == row.resource,
        ImportFile.digest == row.digest,
        ImportFile.id != row.id,
        ImportFile.imported_at.is_not(None),
        ImportFile.created_count > 0,
    )
    found = tenant.session.scalar(same.order_by(ImportFile.id.desc()).limit(1))
    if found is None:
        return None
    return {
        "import_id": found.key,
        "file_name": found.file_name,
        "imported_at": found.imported_at,
        "created_count": found.created_count,
    }


@contextmanager
def opened(tenant: Tenant, row: ImportFile) -> Iterator[Sheet]:
    """The sheet of a file. :raises FileGone: it is more than a day old."""
    stored: BinaryIO | None = tenant.files.open(_place(row.key))
    if stored is None:
        raise FileGone("The file is here no more: upload it again.")
    with stored, tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        while piece := stored.read(1 << 20):
            file.write(piece)
        yield open_sheet(file, arabic=tenant.record.language == "ar")  # type: ignore[arg-type]


def _place(key: str) -> str:
    return f"{PASSING}/{key}"


# --- its mapping ---


def proposal(tenant: Tenant, row: ImportFile, sample: Sequence[Sequence[Cell]]) -> tuple[Mapped, ...]:
    """Which columns its headings probably fill; as somebody said for the last file of the resource."""
    last = select(ImportFile.mapping).where(ImportFile.resource == row.resource, ImportFile.mapping.is_not(None))
    remembered = tenant.session.scalar(last.order_by(ImportFile.id.desc()).limit(1))
    return maps.proposed(tenant, kinds.importable(row.resource), headings(row), sample, remembered)


def choose(tenant: Tenant, row: ImportFile, chosen: Sequence[Mapping[str, Any]]) -> None:
    """Say which headings fill which columns; what was previewed before is forgotten.

    :raises DomainError: it is no mapping, or the file is imported already.
    """
    _check_waiting(row)
    names = headings(row)
    row.mapping = maps.stored(maps.checked(tenant, kinds.importable(row.resource), names, chosen), names)
    row.job_id = None
    tenant.session.flush()


def chosen(row: ImportFile) -> list[dict[str, Any]]:
    """The mapping, as clients know it."""
    found: list[dict[str, Any]] = json.loads(row.mapping or "[]")
    return found


# --- what becomes of its rows ---


def is_long(row: ImportFile) -> bool:
    """Whether a job does it, since nobody waits for so many rows."""
    return row.rows_count > kinds.columns(kinds.importable(row.resource)).at_once


def check_ready(row: ImportFile) -> None:
    """:raises NotMapped, AlreadyImported: it cannot be imported yet, or any more."""
    _check_waiting(row)
    if row.mapping is None:
        raise NotMapped("Say first which columns of the file are which.")


def _check_waiting(row: ImportFile) -> None:
    if row.imported_at is not None:
        raise AlreadyImported("The file is imported already.")


def carry_out(tenant: Tenant, row: ImportFile, progress: Callable[[float], None] = lambda fraction: None) -> dict[str, Any]:
    """Import the file, in this unit of work; what came of it, as it is answered.

    :raises DomainError: it is not mapped, imported already, or gone.
    """
    check_ready(row)
    result = _worked(tenant, row, progress)
    row.created_count, row.skipped_count, row.imported_at = result.created_count, result.skipped_count, clock.now()
    answer = _answer(tenant, row, result)
    tenant.session.flush()
    return answer


def preview(tenant: Tenant, key: str, progress: Callable[[float], None] = lambda fraction: None) -> dict[str, Any]:
    """The same, taken back: in a unit of work of its own, whatever that of ``tenant`` may do.

    :raises DomainError: as ``carry_out``.
    """
    answer: dict[str, Any] = {}
    try:
        with db.unit_of_work() as tm:
            unit = tenant.installation.open_tenant(tenant.record, tm, writer=True, user_id=tenant.user_id, language=tenant.language)
            row = find(unit, key)
            check_ready(row)
            answer = _answer(unit, row, _worked(unit, row, progress))
            raise _TakenBack
    except _TakenBack:
        return answer


class _TakenBack(Exception):
    pass


def _worked(tenant: Tenant, row: ImportFile, progress: Callable[[float], None]) -> Result:
    kind = kinds.importable(row.resource)
    reader = Reader(tenant, kind, maps.checked(tenant, kind, headings(row), chosen(row)))
    with opened(tenant, row) as sheet:
        return run(tenant, reader, sheet.rows, lambda done: progress(done / max(row.rows_count, 1)))


def _answer(tenant: Tenant, row: ImportFile, result: Result) -> dict[str, Any]:
    used = {one["from"] for one in chosen(row)}
    unmapped = [name for name in headings(row) if name not in used]
    return {
        "resource": row.resource,
        "created_count": result.created_count,
        "skipped_count": result.skipped_count,
        "total_count": result.total_count,
        "errors_count": result.errors_count,
        "errors": result.errors,
        "unmapped_columns": unmapped,
        "unmapped_columns_count": len(unmapped),
        "imported_before": earlier(tenant, row),
    }


def keep_answer(tenant: Tenant, job_id: str, answer: dict[str, Any]) -> None:
    """Keep what a job found, for who asks about it within a day."""
    tenant.files.write(f"{PASSING}/{job_id}.json", io.BytesIO(dumps(answer)))


def kept_answer(tenant: Tenant, job_id: str) -> dict[str, Any] | None:
    """What ``keep_answer`` was given; None if it is not there, or no more."""
    file: BinaryIO | None = tenant.files.open(f"{PASSING}/{job_id}.json")
    if file is None:
        return None
    with file:
        found: dict[str, Any] = json.load(file)
    return found


def shown_sample(sample: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The first rows, as people see them."""
    return [[as_text(cell)[:200] for cell in row] for row in sample[:_SHOWN]]
