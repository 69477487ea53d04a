"""Proof that the ledger is what the books wrote: every seal and link of the chain, the head row and the anchors outside.

Each row that was changed, removed, inserted or moved is found and named. Rows prove themselves by their seal; an entry's hash
proves its place and that its lines are all there. So one bad row does not hide the next, nor throw suspicion on it.
"""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from sqlalchemy import Select, Table, exists, or_, select

from bigcapital.accounting.anchors import Anchor, anchors_of
from bigcapital.accounting.books import chain_key
from bigcapital.accounting.model import entries, lines
from bigcapital.accounting.phrases import Phrase, said
from bigcapital.ledger import chain
from bigcapital.tenancy.tenant import Tenant

Kind = Literal["changed", "removed", "inserted", "cut", "head"]
Progress = Callable[[int, int], None]  # entries done, entries in all
_BATCH = 1000
_MOST_NAMED = 1000  # missing rows of one place
_MOST_CANDIDATES = 16
_ENTRY, _LINE, _HEAD = "ledger_entries", "ledger_lines", "head"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that the books did not write. ``id`` is the row's; ``sequence`` the place in the chain, where known."""

    kind: Kind
    table: str
    id: int | None
    sequence: int | None
    phrase: Phrase

    @property
    def sentence(self) -> str:
        """The phrase in English."""
        return self.phrase.sentence

    def __str__(self) -> str:
        return self.sentence


def verify(
    tenant: Tenant, *, anchors: Sequence[Anchor] | None = None, progress: Progress | None = None, key: bytes | None = None
) -> list[Fault]:
    """Everything wrong with the tenant's chain; empty when it verifies.

    ``anchors``: others than those in the system database. ``key``: another than this installation's.
    """
    return list(faults(tenant, anchors=anchors, progress=progress, key=key))


def faults(
    tenant: Tenant, *, anchors: Sequence[Anchor] | None = None, progress: Progress | None = None, key: bytes | None = None
) -> Iterator[Fault]:
    """As ``verify``, each fault when it is found. Reads in batches of a thousand entries."""
    anchors = anchors_of(tenant.installation, tenant.id) if anchors is None else anchors  # before the head: those are older
    head = tenant.head
    walk = Walk(chain_key(tenant) if key is None else key, head.sequence, {one.sequence: one.chain_head for one in anchors})
    for rows, own in batches(tenant):
        for row in rows:
            yield from walk.step(row, own.get(row["id"], []))
        if progress is not None:
            progress(min(walk.sequence, head.sequence), head.sequence)
    for line in _orphans(tenant):
        yield from walk.orphan(line)
    yield from walk.end(head.chain_head)


class Walk:
    """What is known between one entry and the next. ``last``: the place of the last entry, by the head row."""

    def __init__(self, key: bytes, last: int, anchors: Mapping[int, bytes]):
        self._key, self._last, self._anchors = key, last, anchors
        self.sequence = 0  # of the last entry seen
        self._hash = chain.GENESIS  # as stored with it
        self._behind = {chain.GENESIS}  # what its hash was when it was written: as stored now, or as recomputed
        self._lost = False  # whether it may be neither

    def step(self, row: Mapping[str, Any], own: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
        """One entry, and the lines that claim to be its."""
        place = row["sequence"]
        sealed = hmac.compare_digest(chain.entry_seal(self._key, row), row["seal"])
        if not sealed and not self.sequence < place <= self._last:
            yield _of_entry("inserted", row, "entry_inserted")
            return
        gone = [*self._gone(place)]
        yield from gone
        wrong = [*self._lines_of(row, own)]
        if not sealed:
            wrong.insert(0, _of_entry("changed", row, "entry_changed"))
        hashes = self._hashes(row, own)
        linked = row["hash"] in hashes
        provable = not wrong and not gone and not self._lost
        if not linked and provable:
            wrong.append(_of_entry("changed", row, "entry_unlinked"))
        if not wrong and self._anchors.get(place, row["hash"]) != row["hash"]:
            wrong.append(_of_entry("changed", row, "entry_not_anchored"))
        yield from wrong
        self._lost = not linked and not provable
        # After a proved link only its hash counts; after a long run of bad ones, candidates would double with each.
        self._behind = {row["hash"]} if linked or len(hashes) > _MOST_CANDIDATES else hashes | {row["hash"]}
        self.sequence, self._hash = place, row["hash"]

    def orphan(self, line: Mapping[str, Any]) -> Iterator[Fault]:
        """A line whose entry is not there. If its seal fits, the missing entry is the fault, and was named."""
        if not hmac.compare_digest(chain.line_seal(self._key, line), line["seal"]):
            phrase = said("line_without_entry", line=line["id"], entry=line["entry_id"])
            yield Fault("inserted", _LINE, line["id"], None, phrase)

    def end(self, chain_head: bytes) -> Iterator[Fault]:
        """After the last entry: against the head row, and against anchors beyond it."""
        anchored = max(self._anchors, default=0)
        if self.sequence < max(self._last, anchored):
            code, last = ("tail_cut", self._last) if self._last > self.sequence else ("tail_cut_anchored", anchored)
            yield Fault("cut", _ENTRY, None, self.sequence + 1, said(code, place=self.sequence, last=last))
        elif self.sequence > self._last:
            yield Fault("head", _HEAD, None, self._last, said("head_place", last=self._last, place=self.sequence))
        if self.sequence == self._last and self._hash != chain_head:
            yield Fault("head", _HEAD, None, self._last, said("head_hash"))

    def _gone(self, place: int) -> Iterator[Fault]:
        first, last = self.sequence + 1, place - 1
        for missing in range(first, min(last, first + _MOST_NAMED) + 1):
            yield Fault("removed", _ENTRY, None, missing, said("entry_removed", place=missing))
        if last > first + _MOST_NAMED:
            yield Fault("removed", _ENTRY, None, last, said("entries_removed", place=last))

    def _lines_of(self, row: Mapping[str, Any], own: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
        first, place = row["first_line_id"], row["sequence"]
        promised = range(first, first + row["line_count"])
        for line in own:
            of = {"line": line["id"], "entry": row["id"]}
            if line["id"] not in promised:
                yield Fault("inserted", _LINE, line["id"], place, said("line_inserted", **of))
            elif not hmac.compare_digest(chain.line_seal(self._key, line), line["seal"]):
                yield Fault("changed", _LINE, line["id"], place, said("line_changed", **of))
        if len(own) < len(promised):
            present = {line["id"] for line in own}
            gone = (id for id in promised if id not in present)
            for id in islice(gone, _MOST_NAMED):
                yield Fault("removed", _LINE, id, place, said("line_removed", line=id, entry=row["id"]))

    def _hashes(self, row: Mapping[str, Any], own: Sequence[Mapping[str, Any]]) -> set[bytes]:
        """What the entry's hash should be: from its seals as stored or as recomputed, behind each candidate."""
        stored = row["seal"], [line["seal"] for line in own]
        made = {chain.link(self._key, previous, *stored) for previous in self._behind}
        if row["hash"] not in made:
            again = chain.entry_seal(self._key, row), [chain.line_seal(self._key, line) for line in own]
            made |= {chain.link(self._key, previous, *again) for previous in self._behind}
        return made


def _of_entry(kind: Kind, row: Mapping[str, Any], code: str) -> Fault:
    return Fault(kind, _ENTRY, row["id"], row["sequence"], said(code, entry=row["id"], place=row["sequence"]))


# --- reading ---

Row = dict[str, Any]
_orphan_lines = select(lines).where(~exists().where(entries.c.id == lines.c.entry_id)).order_by(lines.c.id)


def batches(tenant: Tenant, size: int = _BATCH) -> Iterator[tuple[list[Row], dict[int, list[Row]]]]:
    """Entries in the chain's order, and the lines of each by entry id, in batches.

    The index of places alone gives the order, and ids where a place stands twice: to ask for it makes MariaDB sort the rest.
    """
    last, there, odd = -1, set[int](), set[int]()  # the last place, whose ids were read, and those without one
    while True:
        behind = select(entries).where(entries.c.sequence >= last, entries.c.id.not_in(there))
        page = _rows(tenant, entries, behind.order_by(entries.c.sequence).limit(size))
        found = [row for row in page if row["id"] not in odd]
        if not found:
            return
        own: defaultdict[int, list[Row]] = defaultdict(list)
        for line in _lines_of(tenant, found):
            own[line["entry_id"]].append(line)
        yield found, own
        odd |= {row["id"] for row in found if row["sequence"] <= 0}  # an unreadable place sorts behind all others, again and again
        before, last = last, max([last, *(row["sequence"] for row in found)])
        there = {row["id"] for row in found if row["sequence"] == last} | (there if last == before else set())


def _lines_of(tenant: Tenant, several: Sequence[Row]) -> list[Row]:
    """The lines that claim to be of some entries. Where they should be they are read in one sweep, and looked for elsewhere."""
    claimed = lines.c.entry_id.in_([row["id"] for row in several])
    first, end = min(row["first_line_id"] for row in several), max(row["first_line_id"] + row["line_count"] for row in several)
    if end - first > 2 * sum(row["line_count"] for row in several):  # someone's number is not to be trusted
        return _rows(tenant, lines, select(lines).where(claimed).order_by(lines.c.id))
    swept = _rows(tenant, lines, select(lines).where(lines.c.id >= first, lines.c.id < end).order_by(lines.c.id))
    elsewhere = select(lines.c.id).where(claimed, or_(lines.c.id < first, lines.c.id >= end))  # the index alone answers
    if ids := tenant.connection.scalars(elsewhere).all():
        swept += _rows(tenant, lines, select(lines).where(lines.c.id.in_(ids)))
    return sorted(swept, key=lambda line: line["id"])


def _orphans(tenant: Tenant) -> list[Row]:
    return _rows(tenant, lines, _orphan_lines)


def _rows(tenant: Tenant, table: Table, statement: Select[Any]) -> list[Row]:
    """The rows of a statement; where one holds what its column cannot (SQLite lets it), value by value."""
    try:
        found: Any = tenant.connection.execute(statement)
        names = tuple(found.keys())
        if tenant.connection.dialect.name == "sqlite":
            found = _looked_at(table, names, found)
        return [dict(zip(names, values, strict=True)) for values in found]
    except _UNREADABLE:
        ids = tenant.connection.execute(statement.with_only_columns(table.c.id)).scalars().all()
        return [_value_by_value(tenant, table, id) for id in ids]


def _looked_at(table: Table, names: tuple[str, ...], found: Iterable[Any]) -> Iterator[Any]:
    """The same rows; raises ``TypeError`` at one that holds what its columns cannot."""
    seen = set[tuple[type, ...]]()  # rows are like each other: one of each kind is looked at
    for values in found:
        kinds = (*map(type, values),)
        if kinds not in seen and not all(map(_fits, names, values)):
            raise TypeError(f"{table.name} holds what no column of it can")
        seen.add(kinds)
        yield values


def _fits(name: str, value: Any) -> bool:
    """Whether a value is of a kind that its column can hold."""
    if name in _BYTES:
        return isinstance(value, bytes)
    return isinstance(value, int) if name in _WHOLE else not isinstance(value, float | bytes)


def _value_by_value(tenant: Tenant, table: Table, id: int) -> Row:
    """A row whose unreadable values stand as something that no seal fits."""
    made: Row = {"id": id}
    for column in table.c:
        instead: Any = b"" if column.name in _BYTES else 0 if column.name in _WHOLE else "(unreadable)"
        try:
            value = tenant.connection.execute(select(column).where(table.c.id == id)).scalar_one()
        except _UNREADABLE:
            value = instead
        fits = _fits(column.name, value)
        made[column.name] = value if fits else instead if column.name in _BYTES | _WHOLE else str(value)
    return made


_UNREADABLE = (ValueError, TypeError, ArithmeticError)
_BYTES = {"seal", "hash"}
_WHOLE = {"id", "sequence", "first_line_id", "line_count", "entry_id"}
