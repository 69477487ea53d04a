"""Lines group by group, each account's or each contact's, with what it held after each: whole, or page by page.

A page reads its own lines alone: what came before them is the balance at the end of the day before its first line, and
the lines of that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import literal, select, union_all

from bigcapital.accounting.balances import NOTHING, Sums
from bigcapital.accounting.exact import exact_sum
from bigcapital.accounting.lines import LedgerLine, later, lines_by_id
from bigcapital.accounting.model import lines
from bigcapital.ledger.money import ZERO
from bigcapital.reports.lines import SOURCE, Wanted, count_by, every, refuse_too_many
from bigcapital.reports.paging import Cursor, Paging, unknown_place
from bigcapital.tenancy.tenant import Tenant

By = Literal["account", "contact"]
_FIRST_PARTS: dict[By, int] = {"account": 1, "contact": 50}  # an account has many lines, a contact few
_MOST_PARTS = 200  # of one statement: SQLite takes 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A line, what it did to its account, and what its account or contact held after it."""

    line: LedgerLine
    amount: Decimal
    running: Decimal


def running(opening: Decimal, balance: Callable[[Decimal, Decimal], Decimal], several: Iterable[LedgerLine]) -> Iterator[Entry]:
    """Lines one after another, from ``opening``; ``balance``: what a debit and a credit are worth."""
    held = opening
    for line in several:
        amount = balance(line.debit, line.credit)
        held += amount
        yield Entry(line, amount, held)


@dataclass(frozen=True, slots=True)
class Slice:
    """Which lines of a group are shown: ``count`` after the first ``skip``."""

    group: int
    skip: int
    count: int


def slices(groups: Iterable[int], counts: Mapping[int, int], skip: int, size: int) -> list[Slice]:
    """The lines of one page, ``size`` of all after the first ``skip``; pure."""
    found, passed = [], 0
    for group in groups:
        count = counts.get(group, 0)
        start, stop = max(skip - passed, 0), min(skip + size - passed, count)
        if start < stop:
            found.append(Slice(group, start, stop - start))
        passed += count
    return found


@dataclass(frozen=True)
class Page:
    """The lines of some groups, in the order of the groups. ``more``: what stands beside the answer.

    ``first``: where the page begins, if that may be within a group; ``earlier`` is then what that group moved on the
    same day before it.
    """

    lines: dict[int, list[LedgerLine]]
    more: dict[str, Any]
    first: LedgerLine | None = None
    earlier: Sums = NOTHING


def whole(tenant: Tenant, wanted: Wanted, by: By) -> Page:
    """Every line; raises 400 for more than one answer carries."""
    refuse_too_many(sum(count_by(tenant, lines.c[f"{by}_id"], wanted).values()) + len(wanted.settled or ()))
    found = every(tenant, wanted, by)
    return Page({group: list(several) for group, several in groupby(found, key=lambda line: getattr(line, f"{by}_id"))}, {})


def page(tenant: Tenant, wanted: Wanted, by: By, groups: Sequence[int], paging: Paging) -> Page:
    """One page of the lines of ``groups``. Raises ``InvalidInput`` for a page after what is not among them.

    On cash basis it is cut from all of them: where settlements are computed, so is the page.
    """
    if wanted.settled is not None:
        return _cut(whole(tenant, wanted, by).lines, by, groups, paging)
    reader = _Reader(tenant, wanted, by)
    if paging.number is None:
        places = reader.after(groups, paging.after, paging.size + 1)
        last = places[paging.size - 1] if len(places) > paging.size else None
        beside = paging.shown(last)
    else:
        counts = count_by(tenant, reader.group, wanted)
        total = sum(counts.get(group, 0) for group in groups)
        parts = slices(groups, counts, paging.skip, paging.size)
        places = [place for some in _batches(parts) for place in reader.places(some)]
        last = places[-1] if paging.skip + paging.size < total else None
        beside = paging.shown(last, total=total)
    found = lines_by_id(tenant, [place.id for place in places[: paging.size]])
    shown: dict[int, list[LedgerLine]] = {}
    for place in places[: paging.size]:
        shown.setdefault(place.group, []).append(found[place.id])
    first = found[places[0].id] if places else None
    return Page(shown, {"pagination": beside}, first, reader.before(first) if first is not None else NOTHING)


def _cut(found: Mapping[int, Sequence[LedgerLine]], by: By, groups: Sequence[int], paging: Paging) -> Page:
    def place(line: LedgerLine) -> Cursor:
        return Cursor(getattr(line, f"{by}_id"), line.date, line.id)

    several, beside = paging.cut([line for group in groups for line in found.get(group, ())], place, groups)
    shown: dict[int, list[LedgerLine]] = {}
    for line in several:
        shown.setdefault(place(line).group, []).append(line)
    if not several:
        return Page(shown, {"pagination": beside})
    first = several[0]
    same = (one for one in found[place(first).group] if one.date == first.date and one.id < first.id)
    return Page(shown, {"pagination": beside}, first, sum((Sums(one.debit, one.credit) for one in same), NOTHING))


class _Reader:
    """Where lines stand in their groups."""

    def __init__(self, tenant: Tenant, wanted: Wanted, by: By):
        self.tenant, self.by, self.group = tenant, by, lines.c[f"{by}_id"]
        # The group itself is asked for, so a list of all groups would only cost.
        one = replace(wanted, accounts=()) if by == "account" else replace(wanted, contacts=())
        self.conditions = one.conditions()

    def after(self, groups: Sequence[int], cursor: Cursor | None, count: int) -> list[Cursor]:
        """The next ``count`` places, of some groups, then of four times as many, and so on: few statements, little read in vain."""
        start = 0
        if cursor is not None:
            if cursor.group not in groups:
                raise unknown_place(cursor)
            start = groups.index(cursor.group)
        found: list[Cursor] = []
        several = _FIRST_PARTS[self.by]
        while start < len(groups) and len(found) < count:
            parts = [Slice(group, 0, count - len(found)) for group in groups[start : start + several]]
            found += self.places(parts, cursor)
            cursor, start, several = None, start + several, min(several * 4, _MOST_PARTS)
        return found[:count]

    def places(self, parts: Sequence[Slice], after: Cursor | None = None) -> list[Cursor]:
        """The places of ``parts``, in order; of the first one those ``after`` a place. One statement."""
        selects = []
        for rank, part in enumerate(parts):
            behind = [later(after.day, after.id)] if after is not None and not rank else []
            some = (
                select(literal(rank).label("rank"), lines.c.date, lines.c.id)
                .select_from(SOURCE)
                .where(self.group == part.group, *behind, *self.conditions)
                .order_by(lines.c.date, lines.c.id)
                .limit(part.count)
                .offset(min(part.skip, 2**62))
            )
            selects.append(select(some.subquery()))
        asked: Any = selects[0] if len(selects) == 1 else union_all(*selects)
        return [Cursor(parts[rank].group, day, id) for rank, day, id in sorted(tuple(row) for row in self.tenant.connection.execute(asked))]

    def before(self, line: LedgerLine) -> Sums:
        """What the line's group moved on its day before it."""
        group = getattr(line, f"{self.by}_id")
        sums = (exact_sum(lines.c.debit).label("debit"), exact_sum(lines.c.credit).label("credit"))
        statement = (
            select(*sums).select_from(SOURCE).where(self.group == group, lines.c.date == line.date, lines.c.id < line.id, *self.conditions)
        )
        row = self.tenant.connection.execute(statement).one()
        return Sums(row.debit or ZERO, row.credit or ZERO)


def _batches(parts: list[Slice]) -> Iterable[list[Slice]]:
    return (parts[first : first + _MOST_PARTS] for first in range(0, len(parts), _MOST_PARTS))
