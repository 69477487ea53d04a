"""Sessions: each belongs to one unit of work and ends with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import zope.sqlalchemy
import zope.sqlalchemy.datamanager
from sqlalchemy import (
    Connection,
    Engine,
    Table,
    event,
    insert,
    select,
)
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction
from transaction import TransactionManager

from bigcapital.db.rows import rows_of


class UnitSession(Session):
    """A session of one unit of work, begun and ended by its transaction manager and by nothing else.

    ``check`` sees each ORM statement before it is sent; ``finish`` runs once, after the last flush and before COMMIT.
    """

    def __init__(self, engine: Engine, tm: TransactionManager, *, writer: bool):
        super().__init__(engine, autoflush=writer)
        self.tm, self.writer = tm, writer
        self.check: Callable[[ORMExecuteState], None] | None = None
        self.finish: Callable[[], None] | None = None


def open_session(engine: Engine, tm: TransactionManager, *, writer: bool) -> UnitSession:
    """A session that commits, aborts and closes with ``tm``'s transaction; a reader's refuses to write.

    A writer takes SQLite's write lock at BEGIN, so two writers queue there instead of failing later. A writer always
    commits when its transaction does, whether it wrote through the ORM or not.
    """
    if writer and engine.dialect.name == "sqlite":
        engine = engine.execution_options(writer=True)
    session = UnitSession(engine, tm, writer=writer)
    zope.sqlalchemy.datamanager.join_transaction(session, "changed" if writer else "readonly", tm)
    return session


# On the class: registering the same for every session costs more than its first query.


@event.listens_for(UnitSession, "after_begin")
def _note_session(session: UnitSession, transaction: SessionTransaction, connection: Connection) -> None:
    if zope.sqlalchemy.datamanager._SESSION_STATE.get(session) is None:
        raise RuntimeError("this unit of work is over")
    connection.info["tm"] = session.tm


@event.listens_for(UnitSession, "do_orm_execute")
def _check_statement(state: ORMExecuteState) -> None:
    session = state.session
    assert isinstance(session, UnitSession)
    if not session.writer and (state.is_insert or state.is_update or state.is_delete):
        raise RuntimeError("this unit of work only reads")
    if session.check is not None:
        session.check(state)


@event.listens_for(UnitSession, "before_flush")
def _check_flush(session: UnitSession, context: Any, instances: Any) -> None:
    if not session.writer:
        raise RuntimeError("this unit of work only reads")


@event.listens_for(UnitSession, "before_commit")
def _finish_session(session: UnitSession) -> None:
    if session.in_nested_transaction():
        return
    if session.tm.get().status != "Committing":
        raise RuntimeError("the transaction manager commits, nobody else")
    if session.finish is not None:
        session.flush()
        session.finish()


@contextmanager
def unit_of_work() -> Iterator[TransactionManager]:
    """A transaction, for sessions to join: committed at the end of the block, aborted when it raises."""
    tm = TransactionManager(explicit=True)
    with tm:
        yield tm


_MOST_RETURNED = 3_000  # rows whose ids one statement may return


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]], owner: str | Sequence[str]) -> list[int]:
    """Insert ``rows``, all of one ``owner`` (a column or several), as the last that it has; their ids, in the order of ``rows``.

    One statement, or two where there are many rows or the engine does not return what it inserted.
    """
    if not rows:
        return []
    connection = session.connection()
    if connection.dialect.insert_executemany_returning and len(rows) <= _MOST_RETURNED:
        if connection.dialect.name != "sqlite":
            return rows_of(table, rows[0]).returning(connection, rows)
        # A statement gives ids that rise in the order of its rows, and returns them in any.
        return sorted(connection.execute(_returning(table), rows).scalars())
    connection.execute(insert(table), rows)
    names = (owner,) if isinstance(owner, str) else owner
    own = select(table.c.id).where(*(table.c[name] == rows[0][name] for name in names)).order_by(table.c.id)
    return list(connection.execute(own).scalars())[-len(rows) :]  # its older rows have lower ids


@cache
def _returning(table: Table) -> Any:
    return insert(table).returning(table.c.id).execution_options(insertmanyvalues_page_size=_MOST_RETURNED)
