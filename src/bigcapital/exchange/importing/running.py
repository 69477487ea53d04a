"""Runs an import: bodies become rows by the operation that the API uses, each whole or not at all; what is refused is told.

It is one unit of work, whoever calls: an import commits it, a preview takes it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

import structlog
from sqlalchemy.exc import DataError, IntegrityError

from bigcapital import db
from bigcapital.errors import DomainError, InvalidInput, Refusal
from bigcapital.exchange.importing.reading import Document, Reader, Refused, RowFault
from bigcapital.exchange.importing.sentences import in_words
from bigcapital.exchange.importing.sheets import Row
from bigcapital.exchange.words import said
from bigcapital.tenancy.tenant import Tenant

log = structlog.get_logger(__name__)

TOGETHER: Final = 1_000  # documents that are looked up and added together
MOST_ERRORS: Final = 1_000  # that are told; all are counted

VALIDATION, SERVICE, UNKNOWN = "ValidationError", "ServiceError", "UnknownError"  # the contract's codes
Progress = Callable[[int], None]  # told how many rows are done


@dataclass
class Result:
    """What came of it. The counts are of documents, ``errors_count`` of what is wrong with those that were skipped."""

    created_count: int = 0
    skipped_count: int = 0
    errors_count: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)

    @property
    def total_count(self) -> int:
        """All documents of the file."""
        return self.created_count + self.skipped_count


def run(tenant: Tenant, reader: Reader, rows: Iterable[Row], progress: Progress = lambda done: None) -> Result:
    """Add every document of ``rows``; those that are refused are skipped, each with its reasons."""
    result, done = Result(), 0
    documents = reader.documents(rows)
    together = 1 if reader.names_its_own else TOGETHER  # an account may be below one that stands above it in the file
    while chunk := list(islice(documents, together)):
        found = reader.find(chunk)
        ready: list[tuple[Document, Any]] = []
        for document in chunk:
            try:
                ready.append((document, reader.body(document, found)))
            except Refused as refused:
                _skip(result, reader, document, VALIDATION, refused.faults)
        for document, refusal in _added(tenant, reader, ready):
            if refusal is None:
                result.created_count += 1
            else:
                _refuse(result, reader, document, refusal)
            done += len(document.rows)
            progress(done)
        tenant.recorded.clear()  # nobody is shown what a whole file did to the ledger, line by line
    return result


def _added(tenant: Tenant, reader: Reader, ready: Sequence[tuple[Document, Any]]) -> Iterator[tuple[Document, Exception | None]]:
    if not ready:
        return
    exchanged = reader.exchanged
    if exchanged.add_all is not None:
        outcomes = exchanged.add_all(tenant, [body for _, body in ready])
        yield from ((document, outcome) for (document, _), outcome in zip(ready, outcomes, strict=True))
        return
    for document, body in ready:
        yield document, _attempt(tenant, exchanged.add, body)


def _attempt(tenant: Tenant, add: Callable[[Tenant, Any], Any], body: Any) -> Exception | None:
    try:
        with tenant.savepoint():
            add(tenant, body)
        return None
    except Refusal as refusal:
        return refusal
    except (IntegrityError, DataError, ValueError, TypeError, ArithmeticError, LookupError) as error:
        if db.is_conflict(error):
            raise
        log.exception("a row could not be imported")
        return error


def _refuse(result: Result, reader: Reader, document: Document, refusal: Exception) -> None:
    if isinstance(refusal, InvalidInput):
        numbers = [number for number, _ in document.rows]
        _skip(result, reader, document, VALIDATION, [reader.fault(one, document, numbers) for one in refusal.faults])
    elif isinstance(refusal, Refusal):
        sentence = refusal.message if isinstance(refusal, DomainError) and refusal.message else str(refusal)
        code = refusal.type if isinstance(refusal, DomainError) else ""
        column = next((one for one in reader.exchanged.takes if code in one.codes), None)
        _skip(result, reader, document, SERVICE, [RowFault(document.number, column, sentence, code or None)])
    else:
        _skip(result, reader, document, UNKNOWN, [RowFault(document.number, None, "The row could not be imported.")])


def _skip(result: Result, reader: Reader, document: Document, code: str, faults: Sequence[RowFault]) -> None:
    result.skipped_count += 1
    for fault in faults:
        result.errors_count += 1
        if len(result.errors) < MOST_ERRORS:
            title = said(fault.column.title, reader.language) if fault.column is not None else None
            sentence = in_words(fault.sentence, reader.language)
            result.errors.append(
                {
                    "row_number": fault.number,
                    "unique_value": reader.unique(document),
                    "error_code": code,
                    "error_type": fault.rule,
                    "error_message": f"{title}: {sentence}" if title and code == VALIDATION else sentence,
                    "column": fault.column.name if fault.column is not None else None,
                }
            )
