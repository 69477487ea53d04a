"""Counting what a request asks of its databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that any engine of this process sends in the block, ``COMMIT`` included.

    What opens SQLite's transactions is left out: the other servers open theirs by themselves.
    """
    sent: list[str] = []

    def executed(connection: Connection, cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    def committed(connection: Connection) -> None:
        sent.append("COMMIT")

    event.listen(Engine, "before_cursor_execute", executed)
    event.listen(Engine, "commit", committed)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", executed)
        event.remove(Engine, "commit", committed)
