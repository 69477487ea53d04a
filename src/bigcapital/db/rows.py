"""Many rows in one statement, whatever their number.

SQLAlchemy and the driver would name, look up and quote each value of each row anew: that was a quarter of what a posting of
ten lines cost. Here a table is prepared once for each kind of server. MariaDB gets the values as literals that we spell,
SQLite as bound values. Columns check what they take (``db.columns``) as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table

_LONGEST = 4_000_000  # characters of one statement: four bytes each are what MariaDB takes by default
_ESCAPES = {0: "\\0", 10: "\\n", 13: "\\r", 26: "\\Z", 34: '\\"', 39: "\\'", 92: "\\\\"}

Check = Callable[[Any], Any]  # what a column makes of a value on its way in


def _text(value: str) -> str:
    return f"'{value.translate(_ESCAPES)}'"


# By exact type: what is not here is refused, so nothing is ever written that was not spelled on purpose.
LITERALS: dict[type, Callable[[Any], str]] = {
    int: str,
    str: _text,
    bytes: lambda value: f"x'{value.hex()}'",
    type(None): lambda value: "NULL",
    bool: lambda value: "1" if value else "0",
    Decimal: lambda value: format(value, "f"),
    date: lambda value: f"'{value.isoformat()}'",
    datetime: lambda value: f"'{value.isoformat(sep=' ')}'",  # naive: ``db.Moment`` has made it so
}
"""How MariaDB reads a value of each type, in the modes that our connections set (``engines``)."""


def send_literals(connection: Connection, into: str, rows: Iterable[str], ending: str = "") -> None:
    """``into`` (``INSERT … VALUES ``), the rows as tuples of literals, and ``ending``, in as few statements as can be."""
    for values in _joined(rows):
        connection.exec_driver_sql(f"{into}{values}{ending}", execution_options={"no_parameters": True})


def _joined(rows: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    size = 0
    for row in rows:
        if held and size + len(row) > _LONGEST:
            yield ",".join(held)
            held, size = [], 0
        held.append(row)
        size += len(row) + 1
    if held:
        yield ",".join(held)


class ManyRows:
    """Inserts rows into ``table``: all columns of it, or ``names``. ``adding``: columns that are added to those of a row that is there.

    ``ManyRows(lines).write(connection, rows)``
    """

    def __init__(self, table: Table, names: Sequence[str] | None = None, *, adding: Sequence[str] = ()):
        self._table, self._adding = table, adding
        self.names = tuple(column.name for column in table.columns) if names is None else tuple(names)
        self._prepared: dict[str, tuple[list[tuple[str, Check | None]], str, str]] = {}

    def write(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Rows by column name, in this order.

        :raises TypeError: a value that its column does not take; :raises ValueError: one that does not fit.
        """
        dialect = connection.dialect
        columns, into, ending = self._prepared.get(dialect.name) or self._prepare(dialect)
        if dialect.name == "sqlite":
            connection.exec_driver_sql(f"{into}({', '.join('?' * len(columns))}){ending}", [_bound(row, columns) for row in rows])
        else:
            send_literals(connection, into, (_spelled(row, columns) for row in rows), ending)

    def insert(self, connection: Connection, row: Mapping[str, Any]) -> int:
        """Write one row; the id that it got."""
        columns, into, ending = self._prepared.get(connection.dialect.name) or self._prepare(connection.dialect)
        if connection.dialect.name == "sqlite":
            made = connection.exec_driver_sql(f"{into}({', '.join('?' * len(columns))}){ending}", _bound(row, columns))
        else:
            made = connection.exec_driver_sql(f"{into}{_spelled(row, columns)}{ending}", execution_options={"no_parameters": True})
        return int(made.lastrowid)

    def returning(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Write rows that fit one statement, on MariaDB; their ids, in the order of the rows."""
        columns, into, ending = self._prepared.get(connection.dialect.name) or self._prepare(connection.dialect)
        values = ",".join([_spelled(row, columns) for row in rows])
        made = connection.exec_driver_sql(f"{into}{values}{ending} RETURNING id", execution_options={"no_parameters": True})
        return sorted(made.scalars())  # a statement gives ids that rise in the order of its rows, and returns them in any

    def _prepare(self, dialect: Dialect) -> tuple[list[tuple[str, Check | None]], str, str]:
        quote = dialect.identifier_preparer.quote
        columns: list[tuple[str, Check | None]] = [
            (name, self._table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in self.names
        ]
        into = f"INSERT INTO {quote(self._table.name)} ({', '.join(map(quote, self.names))}) VALUES "  # noqa: S608
        made = self._prepared[dialect.name] = columns, into, self._ending(dialect, quote) if self._adding else ""
        return made

    def _ending(self, dialect: Dialect, quote: Callable[[str], str]) -> str:
        if dialect.name == "sqlite":
            key = ", ".join(quote(column.name) for column in self._table.primary_key)
            sums = (f"{quote(name)} = {quote(self._table.name)}.{quote(name)} + excluded.{quote(name)}" for name in self._adding)
            return f" ON CONFLICT ({key}) DO UPDATE SET {', '.join(sums)}"
        return " ON DUPLICATE KEY UPDATE " + ", ".join(f"{quote(name)} = {quote(name)} + VALUES({quote(name)})" for name in self._adding)


def rows_of(table: Table, names: Iterable[str]) -> ManyRows:
    """How rows of these columns are written; prepared once. The others take what the database gives them."""
    return _rows_of(table, tuple(names))


@cache
def _rows_of(table: Table, names: tuple[str, ...]) -> ManyRows:
    left = [column.name for column in table.columns if column.name not in names and column.default is not None]
    if left:
        raise TypeError(f"{', '.join(left)} of {table.name} would not get what is promised")
    return ManyRows(table, names)


def _bound(row: Mapping[str, Any], columns: list[tuple[str, Check | None]]) -> tuple[Any, ...]:
    return tuple([row[name] if check is None else check(row[name]) for name, check in columns])


def _spelled(row: Mapping[str, Any], columns: list[tuple[str, Check | None]]) -> str:
    """A row as a tuple of literals."""
    values = [row[name] if check is None else check(row[name]) for name, check in columns]
    try:
        return f"({','.join([LITERALS[type(value)](value) for value in values])})"
    except KeyError as unknown:
        raise TypeError(f"a {unknown.args[0].__name__} cannot be written to a column") from None
