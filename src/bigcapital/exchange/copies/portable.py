"""The portable form of a tenant's tables: what a backup holds, whatever kind of server it came from or goes to.

A value stands as SQLite has it: moments and days as text, flags as 0 and 1, amounts as whole numbers of the column's
smallest unit, rates as decimal text. What a column of another server is, is asked of that server; which of its decimals are
whole numbers here, of an empty SQLite database at the same revision. So no model is needed, and a database of any revision
can be read and made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from bigcapital import db
from bigcapital.tenancy import schema

# Left behind: work that is under way, which a copy must not do again, and what is remembered for a day.
PASSING = frozenset({"outbox", "job_effects", "idempotency_keys", schema.VERSION_TABLE})
_WHOLE_DIGITS = 18  # a decimal of so many digits is a whole number of 64 bits in its smallest unit
_LARGEST = 2**63 - 1

Row = Sequence[Any]


class NotPortable(ValueError):
    """A value of a kind that no portable row has."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``read``, the SQL that selects its portable value. ``scale``: of a decimal that is a whole number there.

    ``wide``: such a number may have more than 64 bits, and is then decimal text.
    """

    name: str
    read: str
    scale: int | None = None
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A table with its columns in their order, and the columns of its primary key."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """The columns' names."""
        return [column.name for column in self.columns]


def shapes(connection: Connection) -> dict[str, Shape]:
    """What the tables of a database are, by name; those that a copy leaves behind are not among them."""
    if connection.dialect.name == "sqlite":
        return _of_sqlite(connection)
    revision = schema.revision_of(connection)
    return _of_mariadb(connection, sqlite_types(revision or schema.UNVERSIONED))


def reading(shape: Shape, dialect: str) -> str:
    """The statement that reads a table in the portable form, by its key."""
    mark = _quote(dialect)
    selected = ", ".join(column.read for column in shape.columns)
    return f"SELECT {selected} FROM {mark(shape.name)} ORDER BY {', '.join(map(mark, shape.key))}"  # noqa: S608


def repairs(shape: Shape) -> list[tuple[int, int]]:
    """Where wide numbers stand in a row that a server of another kind has read, each with its scale."""
    return [(place, column.scale or 0) for place, column in enumerate(shape.columns) if column.wide]


def repaired(row: Row, places: list[tuple[int, int]]) -> Row:
    """The row with its wide numbers as whole ones, as far as 64 bits hold them."""
    made = list(row)
    for place, scale in places:
        if made[place] is not None:
            whole = int(made[place].partition(".")[0])
            made[place] = whole if abs(whole) <= _LARGEST else in_units(whole, scale)
    return tuple(made)


def in_units(whole: int, scale: int) -> str:
    """A whole number of smallest units as the one spelling of a decimal: (12500, 4) → ``1.25``."""
    unit = 10**scale
    before, after = divmod(abs(whole), unit)
    sign = "-" if whole < 0 else ""
    return f"{sign}{before}.{after:0{scale}d}".rstrip("0") if after else f"{sign}{before}"


@cache
def sqlite_types(revision: str) -> dict[tuple[str, str], str]:
    """(table, column) → the type that an SQLite database of this revision declares."""
    engine = db.connect_to("sqlite://")
    try:
        with engine.execution_options(writer=True).connect() as connection:
            make(connection, revision)
            found = {name: _described(connection, name) for name in schema.tables_of(connection)}
    finally:
        engine.dispose()
    return {(table, name): kind for table, columns in found.items() for name, kind, _ in columns}


def make(connection: Connection, revision: str) -> None:
    """Make the tables of a revision in an empty database; by the script where it is ours, which is quicker than migrating."""
    if revision == schema.head("tenant"):
        schema.create(connection, "tenant")
    else:
        schema.upgrade(connection, "tenant", revision)
        connection.commit()


def _of_sqlite(connection: Connection) -> dict[str, Shape]:
    mark = _quote("sqlite")
    made = {}
    for table in sorted(set(schema.tables_of(connection)) - PASSING):
        described = _described(connection, table)
        key = [name for name, _, place in sorted(described, key=lambda one: one[2]) if place]
        made[table] = Shape(table, tuple(Column(name, mark(name)) for name, _, _ in described), tuple(key))
    return made


def _described(connection: Connection, table: str) -> list[tuple[str, str, int]]:
    """Name, declared type and place in the key of each column."""
    rows = connection.exec_driver_sql(f"PRAGMA table_info({_quote('sqlite')(table)})")
    return [(row[1], row[2].upper(), row[5]) for row in rows]


_COLUMNS = """SELECT c.TABLE_NAME, c.COLUMN_NAME, c.DATA_TYPE, c.NUMERIC_PRECISION, c.NUMERIC_SCALE, k.ORDINAL_POSITION
FROM information_schema.COLUMNS c LEFT JOIN information_schema.KEY_COLUMN_USAGE k ON k.TABLE_SCHEMA = c.TABLE_SCHEMA
AND k.TABLE_NAME = c.TABLE_NAME AND k.COLUMN_NAME = c.COLUMN_NAME AND k.CONSTRAINT_NAME = 'PRIMARY'
WHERE c.TABLE_SCHEMA = DATABASE() ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION"""


def _of_mariadb(connection: Connection, portable: dict[tuple[str, str], str]) -> dict[str, Shape]:
    rows = [tuple(row) for row in connection.exec_driver_sql(_COLUMNS)]
    made = {}
    for table, group in groupby(rows, key=lambda row: row[0]):
        if table not in PASSING:
            mine = list(group)
            key = [row[1] for row in sorted(mine, key=lambda row: row[5] or 0) if row[5]]
            made[table] = Shape(table, tuple(_column(row, portable.get((table, row[1]), "")) for row in mine), tuple(key))
    return made


def _column(row: Row, portable: str) -> Column:
    _, name, kind, precision, scale, _ = row
    quoted = _quote("mysql")(name)
    if kind == "decimal" and portable.startswith(("VARCHAR", "TEXT")):
        return Column(name, f"TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM CAST({quoted} AS CHAR)))")
    if kind == "decimal":
        wide = precision > _WHOLE_DIGITS
        return Column(name, f"CAST({quoted} * {10**scale} AS {'CHAR' if wide else 'SIGNED'})", scale, wide)
    if kind in ("date", "datetime"):
        return Column(name, f"CAST({quoted} AS CHAR)")
    return Column(name, quoted)


def _quote(dialect: str) -> Callable[[str], str]:
    """Names of ours hold neither mark."""
    return (lambda name: f'"{name}"') if dialect == "sqlite" else (lambda name: f"`{name}`")


# --- writing ---


def writer(connection: Connection, shape: Shape, columns: Sequence[str]) -> Callable[[Sequence[Row]], None]:
    """What inserts portable rows, whose values are those of ``columns``, into a table of this database."""
    mark = _quote(connection.dialect.name)
    into = f"INSERT INTO {mark(shape.name)} ({', '.join(map(mark, columns))}) VALUES "  # noqa: S608
    if connection.dialect.name == "sqlite":
        statement = f"{into}({', '.join('?' for _ in columns)})"

        def write_lite(rows: Sequence[Row]) -> None:
            if rows:
                connection.exec_driver_sql(statement, list(rows))

        return write_lite
    spell = _spelling(shape, columns)

    def write(rows: Sequence[Row]) -> None:
        db.send_literals(connection, into, map(spell, rows))

    return write


def _spelling(shape: Shape, columns: Sequence[str]) -> Callable[[Row], str]:
    """What writes a row as a tuple of literals.

    :raises NotPortable: it has a value of another kind.
    """
    scale_of = {column.name: column.scale for column in shape.columns if column.scale is not None}
    scales = [(place, scale_of[name]) for place, name in enumerate(columns) if name in scale_of]

    def spell(row: Row) -> str:
        try:
            literals = [db.LITERALS[type(value)](value) for value in row]
        except KeyError as unknown:
            raise NotPortable(f"a value of {shape.name} is a {unknown.args[0].__name__}") from None
        for place, scale in scales:
            if type(row[place]) is int:
                literals[place] = in_units(row[place], scale)
        return f"({','.join(literals)})"

    return spell


# --- ids to come ---


def next_ids(connection: Connection) -> dict[str, int]:
    """The id that each table gives out next, of those that have given any: ids of rows that are gone are not given again."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT name, seq + 1 FROM sqlite_sequence").all()
    else:
        asked = "SELECT TABLE_NAME, AUTO_INCREMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"
        rows = connection.exec_driver_sql(asked).all()
    found = {row[0]: row[1] for row in rows if row[0] not in PASSING}
    return {name: found[name] for name in sorted(found) if (found[name] or 0) > 1}


def continue_ids(connection: Connection, following: dict[str, int]) -> None:
    """Have tables give out ids from where the original stood."""
    for name, id in following.items():
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
            connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, id - 1))
        else:
            connection.exec_driver_sql(f"ALTER TABLE {_quote('mysql')(name)} AUTO_INCREMENT = {int(id)}")
