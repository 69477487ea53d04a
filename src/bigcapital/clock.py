"""The moment, injectable: tests and simulations set their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_source: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731


def now() -> datetime:
    """The present moment, aware, UTC."""
    return _source()


def today(timezone: str) -> date:
    """The day it is in ``timezone`` (a tz database name)."""
    return now().astimezone(ZoneInfo(timezone)).date()


def use(source: Callable[[], datetime] | None) -> None:
    """Replace the clock; ``None`` puts the real one back."""
    global _source
    _source = source or (lambda: datetime.now(UTC))
