"""Days that sums are asked for, and the segments that many overlapping spans of them are cut into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Protocol

_DAY = timedelta(days=1)
FIRST, STOP = date.min.toordinal(), date.max.toordinal() + 1


class Days(Protocol):
    """From ``start`` to ``end``, both included; None is open. A ``ledger.periods.Period`` is one."""

    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``start`` to ``end``, both included; None leaves that end open. It may be empty."""

    start: date | None = None
    end: date | None = None

    @classmethod
    def before(cls, day: date) -> Span:
        """All days before ``day``: what an opening balance sums."""
        return cls(None, day - _DAY) if day > date.min else cls(date.max, date.min)


ALWAYS = Span()


def segments_of(spans: Sequence[Days]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Days (ordinals, the end excluded) cut wherever a span begins or ends, and for each span its slice of them."""
    bounds = [_bounds(span) for span in spans]
    depth: defaultdict[int, int] = defaultdict(int)
    for start, stop in bounds:
        depth[start] += 1
        depth[stop] -= 1
    points = sorted(depth)
    covered = accumulate(depth[point] for point in points)
    segments = [pair for pair, inside in zip(pairwise(points), covered, strict=False) if inside]
    starts = {segment[0]: place for place, segment in enumerate(segments)}
    stops = {segment[1]: place + 1 for place, segment in enumerate(segments)}
    return segments, [(starts[start], stops[stop]) if start < stop else (0, 0) for start, stop in bounds]


def _bounds(span: Days) -> tuple[int, int]:
    start = FIRST if span.start is None else span.start.toordinal()
    stop = STOP if span.end is None else span.end.toordinal() + 1
    return start, max(start, stop)
