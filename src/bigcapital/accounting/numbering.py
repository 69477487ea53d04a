"""Numbers of documents: each kind has a series, kept in the tenant's head row and so moved by one writer at a time.

A series is a prefix, the next number as text (its zeros are kept), and whether documents draw from it by themselves. What is
drawn is stored with the document's own transaction: a refusal, an abort or a race loses no number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from bigcapital.errors import DomainError
from bigcapital.tenancy.tenant import Tenant

InUse = Callable[[Sequence[str]], Collection[str]]  # which of these numbers documents already have
_TRAILING = re.compile(r"[0-9]+$")
_BATCH, _LARGEST_BATCH = 50, 500


@dataclass(frozen=True, slots=True)
class Series:
    """``next`` is the number to come, without the prefix; ``auto``: documents without a number get it.

    ``free``: how many numbers from the next one on are known to be in no use, so that most documents are numbered without asking.
    It holds because all writers of a tenant wait for its head row, and whoever types a number in sets it back to nothing.
    """

    prefix: str = ""
    next: str = "00001"
    auto: bool = True
    free: int = field(default=0, compare=False)

    @property
    def number(self) -> str:
        """What the next document would be called."""
        return self.prefix + self.next

    def advanced(self) -> Series:
        """The series after its next number is taken: the trailing digits grow by one and keep their zeros."""
        digits, free = _TRAILING.search(self.next), max(self.free - 1, 0)
        if digits is None:
            return replace(self, next=f"{self.next}1", free=free)
        grown = str(int(digits[0]) + 1).zfill(len(digits[0]))
        return replace(self, next=self.next[: digits.start()] + grown, free=free)


def series(tenant: Tenant, name: str) -> Series:
    """The series of a kind of document, by the name of its settings group."""
    return Series(**json.loads(tenant.head.numbering or "{}").get(name, {}))


def set_series(tenant: Tenant, name: str, value: Series) -> None:
    """Store a series as somebody set it: which of its numbers are free is asked anew."""
    _store(tenant, name, replace(value, free=0))


def _store(tenant: Tenant, name: str, value: Series) -> None:
    stored = json.loads(tenant.head.numbering or "{}")
    tenant.head.numbering = json.dumps(stored | {name: asdict(value)}, sort_keys=True)


def take(
    tenant: Tenant,
    name: str,
    given: str | None,
    *,
    in_use: InUse,
    not_unique: type[DomainError],
    required: type[DomainError] | None = None,
) -> str | None:
    """The number of a new document: ``given`` as it is, else the series' next that is free.

    A given number moves the series only when it is the series' next. Without one and with a series that gives none by itself,
    the answer is None, or ``required`` is raised.

    :raises not_unique: ``given`` is in use.
    """
    found = series(tenant, name)
    if given:
        if in_use([given]):  # whatever the database takes for the same
            raise not_unique(f"The number {given} is in use.")
        if given == found.number:
            _store(tenant, name, found.advanced())
        elif found.free:
            set_series(tenant, name, found)
        return given
    if not found.auto:
        if required is not None:
            raise required("A number is required.")
        return None
    drawn = found if found.free else _first_free(found, in_use)
    _store(tenant, name, drawn.advanced())
    return drawn.number


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a kind of document is numbered: in which of its columns, and what refuses a number.

    ``series``: that it draws from, by the name of its settings group; None for documents that have another's number, or none.
    """

    series: str | None
    column: InstrumentedAttribute[Any]
    not_unique: type[DomainError]
    required: type[DomainError] | None = None

    def take(self, tenant: Tenant, given: str | None, but: int | None = None) -> str | None:
        """The number of a document, as ``take`` says; ``but``: the id of the one whose number changes.

        :raises DomainError: the number is in use; there is none, and the series gives none by itself.
        """
        used = _in_use(self.column)

        def in_use(numbers: Sequence[str]) -> Collection[str]:
            return tenant.connection.execute(used, {"numbers": list(numbers), "but": but or 0}).scalars().all()

        if self.series is None:
            if given and in_use([given]):
                raise self.not_unique(f"The number {given} is in use.")
            return given or None
        return take(tenant, self.series, given, in_use=in_use, not_unique=self.not_unique, required=self.required)


@cache  # built once for each kind, so that a posting does not build it again
def _in_use(column: InstrumentedAttribute[Any]) -> Any:
    return select(column).where(column.in_(bindparam("numbers", expanding=True)), column.class_.id != bindparam("but"))


def _first_free(start: Series, in_use: InUse) -> Series:
    """The series moved past every number in use, with how many are free from there on; asked in growing batches."""
    coming = _following(start)
    size = _BATCH
    while True:
        batch = [next(coming) for _ in range(size)]
        used = {number.casefold() for number in in_use([one.number for one in batch])}
        taken = [one.number.casefold() in used for one in batch]
        if False in taken:
            first = taken.index(False)
            until = taken.index(True, first) if True in taken[first:] else size
            return replace(batch[first], free=until - first)
        size = min(size * 10, _LARGEST_BATCH)


def _following(start: Series) -> Iterator[Series]:
    while True:
        yield start
        start = start.advanced()
