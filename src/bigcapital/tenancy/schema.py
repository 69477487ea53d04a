"""The tables of both kinds of database: as one script for a new database, as migrations for one that is there.

The script is compiled from the metadata, triggers and all, and runs in one go; that is several times as fast as creating
table by table. Tests prove that it and the migrations lead to the same schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from sqlalchemy import Connection, MetaData, create_mock_engine, inspect
from sqlalchemy.engine import URL, make_url

import bigcapital
from bigcapital import db

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

Kind = Literal["system", "tenant"]
METADATA: dict[Kind, MetaData] = {"system": db.SystemBase.metadata, "tenant": db.TenantBase.metadata}
UNVERSIONED = "unversioned"  # the revision of a program that has no migrations yet
VERSION_TABLE = "alembic_version"
_MULTI_STATEMENTS = "65536"  # a client flag of the MySQL protocol


# --- finding models, seeders and jobs ---


@cache
def load_models() -> None:
    """Import every module called ``model``, so that the metadata of both kinds is whole."""
    import_all("model")


def import_all(name: str) -> None:
    """Import every module of the package that is called ``name`` (``model``, ``seed``, ``jobs``)."""
    for path in bigcapital.__path__:
        for module in sorted(_modules(Path(path), "bigcapital")):
            if module.rpartition(".")[2] == name:
                import_module(module)


def _modules(folder: Path, package: str) -> Iterator[str]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name.isidentifier() and entry.name not in {"alembic", "webapp"}:
            yield from _modules(entry, f"{package}.{entry.name}")
        elif entry.suffix == ".py":
            yield f"{package}.{entry.stem}"


# --- migrations ---


def folder(kind: Kind) -> Path:
    """Where the migrations of this kind are: inside an installed package, beside ``src`` in a checkout."""
    package = Path(bigcapital.__file__ or "").parent
    places = [package / "alembic" / kind, package.parents[1] / "alembic" / kind]
    return next(path for path in places if (path / "env.py").exists())


def head(kind: Kind) -> str:
    """The last migration of this kind. Read from the files, since importing Alembic costs every start a quarter of a second.

    :raises RuntimeError: two migrations follow the same one.
    """
    found = _links(kind)
    heads = set(found) - set(found.values())
    if len(heads) > 1:
        raise RuntimeError(f"the {kind} migrations have several ends: {', '.join(sorted(heads))}")
    return heads.pop() if heads else UNVERSIONED


def revisions(kind: Kind) -> frozenset[str]:
    """Every migration of this kind that this program knows."""
    return frozenset(_links(kind))


def _links(kind: Kind) -> dict[str, str | None]:
    """Each migration with the one that it follows."""
    links = [_LINK.search(path.read_text()) for path in sorted((folder(kind) / "versions").glob("*.py"))]
    return {link["revision"]: link["down"] for link in links if link}


_LINK = re.compile(r"""^revision = ["'](?P<revision>\w+)["']\ndown_revision = (["'](?P<down>\w+)["']|None)$""", re.M)


@dataclass
class Revisions:
    """The last migration of each kind that this program knows; databases at any other are not served."""

    system: str
    tenant: str

    @classmethod
    def known(cls) -> Self:
        """Those of the migrations that were shipped with this program."""
        return cls(head("system"), head("tenant"))


@cache
def scripts(folder: Path) -> ScriptDirectory:
    """The migrations of a folder, as Alembic has them."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(folder))


def upgrade(connection: Connection, kind: Kind, to: str = "head") -> str:
    """Run the migrations that a database has not seen, up to ``to``; its revision. Any number of threads may do so at once.

    Each migration is a transaction; on MariaDB, where DDL commits by itself, each of its statements is.
    """
    found = revision_of(connection)
    connection.rollback()  # else Alembic would leave committing to us
    if found == (head(kind) if to == "head" else to):
        return found
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    known = scripts(folder(kind))

    def steps(revision: Any, context: MigrationContext) -> list[Any]:
        return known._upgrade_revs(to, revision)

    options = {"fn": steps, "script": known, "transaction_per_migration": True, "transactional_ddl": True}
    context = MigrationContext.configure(connection, opts=options)
    context.run_migrations(op=Operations(context))
    connection.commit()
    return context.get_current_revision() or UNVERSIONED


def serve_alembic(context: Any, kind: Kind) -> None:
    """What ``env.py`` does: write a migration by comparing the models with an SQLite database that has run all others."""
    from alembic.operations import Operations

    load_models()
    url = context.get_x_argument(as_dictionary=True).get("url", "sqlite://")
    engine = db.connect_to(url, autocommit=True)
    with engine.connect() as connection:
        if "url" not in context.get_x_argument(as_dictionary=True):
            upgrade(connection, kind)
        context.configure(
            connection=connection,
            target_metadata=METADATA[kind],
            compare_type=True,
            render_as_batch=True,
            render_item=_render_item,
            transaction_per_migration=True,
        )
        context.run_migrations(op=Operations(context.get_context()))
    engine.dispose()


def _render_item(kind: str, item: Any, context: AutogenContext) -> str | Literal[False]:
    """Our own column types as they are made."""
    if kind == "type" and isinstance(item, db.Exact):
        return f"bigcapital.db.{type(item).__name__}({item.precision}, {item.scale})"
    if kind == "type" and isinstance(item, db.Moment):
        return "bigcapital.db.Moment()"
    return False


# --- the script ---


@cache
def statements(kind: Kind, dialect: str) -> tuple[str, ...]:
    """Every statement that makes the tables, indexes and triggers, in order. ``dialect``: mysql or sqlite."""
    load_models()
    made: list[str] = []

    def write(element: Any, *_: Any, **__: Any) -> None:
        made.append(re.sub(r"[ \t]+\n", "\n", str(element.compile(dialect=engine.dialect)).strip()))

    engine: Any = create_mock_engine("sqlite://" if dialect == "sqlite" else "mysql+pymysql://", write)
    METADATA[kind].create_all(engine, checkfirst=False)
    if any("%" in statement for statement in made):
        raise ValueError("a % in a table's definition would be read as a parameter")
    return tuple(_in_order(made))


def _in_order(made: list[str]) -> Iterator[str]:
    """A table's indexes are a set, whose order differs from run to run: sort each run of them."""
    for is_index, group in groupby(made, lambda statement: bool(re.match(r"CREATE (UNIQUE )?INDEX ", statement))):
        statements = list(group)
        yield from sorted(statements) if is_index else statements


def stamp(kind: Kind) -> tuple[str, ...]:
    """The statements that write down, in a new database, the revision that it is at."""
    last = head(kind)
    key = f"CONSTRAINT {VERSION_TABLE}_pkc PRIMARY KEY (version_num)"
    table = f"CREATE TABLE {VERSION_TABLE} ( version_num VARCHAR(32) NOT NULL, {key} )"  # spaced as Alembic does
    return (table,) if last == UNVERSIONED else (table, f"INSERT INTO {VERSION_TABLE} (version_num) VALUES ('{last}')")  # noqa: S608


def tables(kind: Kind, dialect: str) -> str:
    """The statements as one text, an empty line after each."""
    return "".join(f"{statement};\n\n" for statement in statements(kind, dialect))


def split(sql: str) -> list[str]:
    """The statements of such a text."""
    return [statement for statement in sql.split(";\n\n") if statement.strip()]


def create(connection: Connection, kind: Kind) -> str:
    """Make all tables in an empty database, and return the revision that it is at.

    On MariaDB in one round trip, for which ``connection`` must allow ``several_statements``; on SQLite in one transaction.
    """
    if connection.dialect.name == "sqlite":
        with connection.begin():
            for statement in (*statements(kind, "sqlite"), *stamp(kind)):
                connection.exec_driver_sql(statement)
    else:
        execute_script(connection, ";\n".join((*statements(kind, "mysql"), *stamp(kind))))
    return head(kind)


def run_file(op: Operations, migration: str) -> None:
    """For a migration that is kept as SQL: run ``<migration without .py>.<dialect>.sql``."""
    connection = op.get_bind()
    name = "sqlite" if connection.dialect.name == "sqlite" else "mysql"
    for statement in split(Path(migration).with_suffix(f".{name}.sql").read_text()):
        connection.exec_driver_sql(statement)


def several_statements(url: str | URL) -> URL:
    """A MariaDB URL whose connections take several statements in one round trip."""
    return make_url(url).update_query_dict({"client_flag": _MULTI_STATEMENTS})


def run_script(url: str | URL, sql: str) -> None:
    """Run several statements on a MariaDB server; the first that fails ends it and raises."""
    engine = db.connect_to(several_statements(url), autocommit=True, pool_size=1)
    try:
        with engine.connect() as connection:
            execute_script(connection, sql)
    finally:
        engine.dispose()


def execute_script(connection: Connection, sql: str) -> None:
    """As ``run_script``, on a connection that allows it. Commits."""
    raw: Any = connection.connection.driver_connection
    with raw.cursor() as cursor:
        cursor.execute(sql)
        while cursor.nextset():
            pass
    raw.commit()


def tables_of(connection: Connection) -> Sequence[str]:
    """The tables that are there."""
    return inspect(connection).get_table_names()


def revision_of(connection: Connection) -> str | None:
    """The revision of a database, ``None`` of one without tables."""
    if VERSION_TABLE not in tables_of(connection):
        return None
    return connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar() or UNVERSIONED  # noqa: S608
