"""What a database server is told when a tenant's database is made, granted or dropped.

Names are drawn here and nowhere else, and everything here refuses a name that does not look drawn: no client, and no row
that someone edited, can make us drop another database.
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL, make_url

from bigcapital import db
from bigcapital.config import Settings
from bigcapital.tenancy import schema
from bigcapital.tenancy.model import HeadRow

_DRAWN: Final = re.compile(r"bigcapital_[1-9][0-9]{0,11}_[0-9a-f]{8}")  # at most 32 characters: MySQL's longest user name
_READ_ONLY: Final = {schema.VERSION_TABLE: "SELECT", HeadRow.__tablename__: "SELECT, UPDATE"}


def fresh_name(tenant_id: int) -> str:
    """A name that no database ever had; on MariaDB also that of the tenant's user."""
    return f"bigcapital_{tenant_id}_{secrets.token_hex(4)}"


def checked(name: str) -> str:
    """``name``, if it is one of ours.

    :raises ValueError: it is not.
    """
    if not _DRAWN.fullmatch(name):
        raise ValueError(f"{name!r} is not the name of a tenant's database")
    return name


def is_sqlite(settings: Settings, server: str) -> bool:
    """Whether tenants of this server are files."""
    return settings.servers[server].startswith("sqlite:")


def administrator_url(settings: Settings, server: str, database: str | None = None) -> URL:
    """How to reach a server with the right to create and migrate; of SQLite, the file itself.

    :raises PermissionError: this process was not told.
    """
    if is_sqlite(settings, server):
        return make_url(settings.servers[server].replace("{database}", checked(database or "")))
    if server not in settings.provision:
        raise PermissionError(f"creating and migrating databases on server {server} needs provision.server.{server} in the settings")
    url = make_url(settings.provision[server])
    return url if database is None else url.set(database=checked(database))


def require_administrator(settings: Settings, server: str) -> None:
    """Raises PermissionError where this process was not told how to create databases on ``server``."""
    if not is_sqlite(settings, server):
        administrator_url(settings, server)


def create_database(settings: Settings, server: str, database: str, password: str) -> None:
    """Make an empty database and, on MariaDB, its user, who may do nothing yet."""
    name = checked(database)
    if is_sqlite(settings, server):
        path = _file(settings, server, name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)
        return
    statements = (
        f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
        f"CREATE USER '{name}'@'%' IDENTIFIED BY '{password}'",
    )
    schema.run_script(administrator_url(settings, server), ";\n".join(statements))


def grants(name: str, tables: list[str], append_only: set[str]) -> list[str]:
    """What a tenant's user may do: per table, since a schema's grant cannot be narrowed for one of its tables."""
    made = []
    for table in sorted(tables):
        rights = "SELECT, INSERT" if table in append_only else _READ_ONLY.get(table, "SELECT, INSERT, UPDATE, DELETE")
        made.append(f"GRANT {rights} ON `{checked(name)}`.`{table}` TO '{name}'@'%'")
    return made


def append_only_tables() -> set[str]:
    """Tables declared with ``info={"append_only": True}``: rows are added, and never changed or removed."""
    schema.load_models()
    return {table.name for table in schema.METADATA["tenant"].sorted_tables if table.info.get("append_only")}


def grant(connection: Connection, name: str) -> None:
    """Give a tenant's user its rights on the tables that are there now. Giving them again changes nothing."""
    schema.execute_script(connection, ";\n".join(grants(name, list(schema.tables_of(connection)), append_only_tables())))


def exists(settings: Settings, server: str, database: str) -> bool:
    """Whether a database of ours is there."""
    name = checked(database)
    if is_sqlite(settings, server):
        return _file(settings, server, name).exists()
    engine = db.connect_to(administrator_url(settings, server), autocommit=True, pool_size=1)
    try:
        with engine.connect() as connection:
            return connection.exec_driver_sql("SHOW DATABASES LIKE %s", (name.replace("_", r"\_"),)).one_or_none() is not None
    finally:
        engine.dispose()


def drop_database(settings: Settings, server: str, database: str) -> None:
    """Remove a database of ours and its user, if they are there."""
    name = checked(database)
    if is_sqlite(settings, server):
        path = _file(settings, server, name)
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return
    schema.run_script(administrator_url(settings, server), f"DROP DATABASE IF EXISTS `{name}`;\nDROP USER IF EXISTS '{name}'@'%'")


def _file(settings: Settings, server: str, name: str) -> Path:
    return Path(administrator_url(settings, server, name).database or "")


def global_rights(engine: Engine) -> list[str]:
    """The grants of this engine's user that reach beyond one schema; none is what a web server should have."""
    if engine.dialect.name == "sqlite":
        return []
    with engine.connect() as connection:
        given = [str(row[0]) for row in connection.exec_driver_sql("SHOW GRANTS")]
    return [_without_password(line) for line in given if " ON *.* " in line and not line.startswith("GRANT USAGE ON *.* ")]


def _without_password(grant: str) -> str:
    return grant.partition(" IDENTIFIED BY ")[0]


def engine_of(settings: Settings, server: str, database: str) -> Engine:
    """An administrator's engine for a tenant's database, several statements at once allowed. Dispose of it."""
    url = administrator_url(settings, server, database)
    if not is_sqlite(settings, server):
        url = schema.several_statements(url)
    return db.connect_to(url, pool_size=1)
