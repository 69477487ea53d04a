"""A ledger's rows on their way from one chain to another: each is proved under the old key, then sealed under the new one.

Strict where ``accounting.verify`` explains: the first thing that is not as it was recorded ends it. The bytes that a seal is made
of are spelled once for both keys.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import Table

from bigcapital import db
from bigcapital.accounting.model import entries, lines
from bigcapital.exchange.copies.portable import Row, in_units
from bigcapital.ledger import chain
from bigcapital.ledger.money import plain

Spelling = Callable[[Any], Any]


class Broken(Exception):
    """Something that the books did not write; its text says what."""


class Rechaining:
    """``batches(entry rows, line rows)`` in, rows of the new chain out; afterwards ``sequence`` and ``head`` say where it ends.

    ``columns``: the columns that the portable rows have, by table. ``forget_users``: their ids are another installation's.
    """

    def __init__(self, old: bytes, new: bytes, columns: Mapping[str, Sequence[str]], *, forget_users: bool):
        self._old, self._new, self._forget_users = old, new, forget_users
        self._entry = _Speller(chain.ENTRY, entries, chain.ENTRY_FIELDS, columns[entries.name])
        self._line = _Speller(chain.LINE, lines, chain.LINE_FIELDS, columns[lines.name])
        self._was = chain.GENESIS  # the last entry's hash in the old chain
        self.head = chain.GENESIS  # and in the new one
        self.sequence = 0

    def batches(self, entry_rows: Iterator[Row], line_rows: Iterator[Row], size: int) -> Iterator[tuple[list[Row], list[Row]]]:
        """Entries with all their lines, ``size`` at a time.

        :raises Broken: one was changed, removed, inserted or moved.
        """
        while True:
            made: list[Row] = []
            own: list[Row] = []
            for row in islice(entry_rows, size):
                try:
                    sealed, its = self._step(row, line_rows)
                except (TypeError, ValueError, ArithmeticError, AttributeError):  # a value of another kind than its column's
                    raise Broken(f"entry {row[self._entry.at['id']]} or a line of it is not as it was recorded") from None
                made.append(sealed)
                own += its
            if not made:
                break
            yield made, own
        for row in line_rows:
            raise Broken(f"line {row[self._line.at['id']]} belongs to no entry")

    def _step(self, row: Row, line_rows: Iterator[Row]) -> tuple[Row, list[Row]]:
        at, place = self._entry.at, self.sequence + 1
        name = f"entry {row[at['id']]}"
        message = self._entry.spell(row)
        if row[at["sequence"]] != place or not hmac.compare_digest(chain.mac(self._old, message), row[at["seal"]]):
            raise Broken(f"{name} (place {place}) is not as it was recorded")
        first, count = row[at["first_line_id"]], row[at["line_count"]]
        own, old_seals, new_seals = [], [], []
        for id in range(first, first + count):
            line = next(line_rows, None)
            if line is None or line[self._line.at["id"]] != id or line[self._line.at["entry_id"]] != row[at["id"]]:
                raise Broken(f"line {id} of {name} is not there")
            made, seal = self._reseal(line, id, name)
            own.append(made)
            old_seals.append(line[self._line.at["seal"]])
            new_seals.append(seal)
        if not hmac.compare_digest(chain.link(self._old, self._was, row[at["seal"]], old_seals), row[at["hash"]]):
            raise Broken(f"{name} (place {place}) does not follow the entry before it")
        self._was, self.sequence = row[at["hash"]], place
        changed = list(row)
        if self._forget_users and row[at["user_id"]] is not None:
            changed[at["user_id"]] = None
            message = self._entry.spell(changed)
        changed[at["seal"]] = seal = chain.mac(self._new, message)
        changed[at["hash"]] = self.head = chain.link(self._new, self.head, seal, new_seals)
        return tuple(changed), own

    def _reseal(self, line: Row, id: int, name: str) -> tuple[Row, bytes]:
        place = self._line.at["seal"]
        message = self._line.spell(line)
        if not hmac.compare_digest(chain.mac(self._old, message), line[place]):
            raise Broken(f"line {id} of {name} is not as it was recorded")
        seal = chain.mac(self._new, message)
        return (*line[:place], seal, *line[place + 1 :]), seal

    def ends_at(self, sequence: int, head: bytes) -> None:
        """Raises ``Broken`` unless the old chain ended there."""
        if (self.sequence, self._was) != (sequence, head):
            raise Broken(f"the ledger ends with entry {self.sequence}, and should with {sequence}")


class _Speller:
    """The canonical bytes of portable rows of one table."""

    def __init__(self, kind: bytes, table: Table, fields: tuple[str, ...], columns: Sequence[str]):
        self.at = {name: place for place, name in enumerate(columns)}
        self._kind, self._fields = kind, fields
        self._spellings = [(self.at[name], name, _spelling(table.c[name].type)) for name in fields if name in self.at]
        self._absent = dict.fromkeys(name for name in fields if name not in self.at)

    def spell(self, row: Row) -> bytes:
        """As ``chain.canonical`` of the values that the row stands for."""
        said = {name: value if (value := row[place]) is None else spelling(value) for place, name, spelling in self._spellings}
        return chain.canonical(self._kind, said | self._absent, self._fields)


def _spelling(type: Any) -> Spelling:
    """From a portable value to what ``chain.text`` spells as it spells the value itself."""
    if isinstance(type, db.ExactText):
        return lambda value: plain(Decimal(value))
    if isinstance(type, db.Exact):
        scale = type.scale
        return lambda value: in_units(value, scale) if isinstance(value, int) else plain(Decimal(value))
    if isinstance(type, db.Moment):
        return lambda value: value.replace(" ", "T") + "Z"
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
