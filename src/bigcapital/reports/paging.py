"""Which part of many lines is asked for, and where the next begins; pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from bigcapital.errors import InvalidInput

T = TypeVar("T")
PAGE_SIZE = 12
PAGE_SIZE_MAX = 10_000
_WRITTEN = re.compile(r"(\d{1,18})_(\d{4}-\d{2}-\d{2})_(\d{1,18})")
START = "start"


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last place of a page: whose line it was (an account, a contact; 0 in the journal), on which day, which one.

    For clients it is an opaque word. A place that has since been reversed is still a place.
    """

    group: int
    day: date
    id: int

    def __str__(self) -> str:
        return f"{self.group}_{self.day.isoformat()}_{self.id}"

    @classmethod
    def read(cls, word: str) -> Cursor | None:
        """What ``str`` wrote; None for the start. Raises ``InvalidInput`` for anything else."""
        if word == START:
            return None
        found = _WRITTEN.fullmatch(word)
        try:
            if found is not None:
                return cls(int(found[1]), date.fromisoformat(found[2]), int(found[3]))
        except ValueError:  # no such day
            pass
        raise unknown_place(word)


def unknown_place(word: object) -> InvalidInput:
    """The refusal of an ``after`` that no answer gave."""
    return InvalidInput.of("after", "matches", f"after must be {START}, or what the page before called next", str(word))


@dataclass(frozen=True, slots=True)
class Paging:
    """One page: the ``number``-th, or without a number the one ``after`` a place (None: the first)."""

    size: int
    number: int | None = None
    after: Cursor | None = None

    @property
    def skip(self) -> int:
        """How many come before the page that has a number."""
        return ((self.number or 1) - 1) * self.size

    def cut(self, several: Sequence[T], place: Callable[[T], Cursor], groups: Sequence[int] = (0,)) -> tuple[list[T], dict[str, Any]]:
        """The page of ``several``, which were all read, and what stands beside it. ``groups``: whose they are, in order.

        Raises ``InvalidInput`` for a page after what is not among the groups.
        """
        start, ranks = self.skip, {group: rank for rank, group in enumerate(groups)}
        if self.after is not None:
            if self.after.group not in ranks:
                raise unknown_place(self.after)
            places = [(ranks[one.group], one.day, one.id) for one in map(place, several)]
            start = bisect_right(places, (ranks[self.after.group], self.after.day, self.after.id))
        stop = start + self.size
        last = place(several[stop - 1]) if stop < len(several) else None
        return list(several[start:stop]), self.shown(last, total=len(several) if self.number is not None else None)

    def shown(self, last: Cursor | None, *, total: int | None = None) -> dict[str, Any]:
        """What stands beside the answer. ``last``: the end of this page, if there is another; ``total`` where all were counted."""
        where = {} if self.number is None else {"total": total, "page": self.number}
        return where | {"page_size": self.size, "next": str(last) if last is not None else None}
