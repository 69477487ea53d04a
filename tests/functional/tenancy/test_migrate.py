"""Every database at the revision that the program knows, however it got there."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from bigcapital import db
from bigcapital.config import ConfigError
from bigcapital.errors import Failed
from bigcapital.tenancy import migrate, schema, servers
from bigcapital.tenancy.schema import Revisions


@pytest.fixture(params=["sqlite", pytest.param("mariadb", marks=pytest.mark.services)])
def empty(request, tmp_path):
    """Makes empty databases on either kind of server; answers their URLs."""
    made = []

    def make():
        made.append(f"bare_{tmp_path.name[-12:].replace('-', '_')}_{len(made)}")
        if request.param == "sqlite":
            return f"sqlite:///{tmp_path}/{made[-1]}.sqlite"
        root = request.getfixturevalue("mariadb")
        schema.run_script(root, f"CREATE DATABASE {made[-1]} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
        return schema.several_statements(root + made[-1]).render_as_string(hide_password=False)

    yield make
    if request.param == "mariadb":
        schema.run_script(request.getfixturevalue("mariadb"), ";".join(f"DROP DATABASE {name}" for name in made))


def described(url):
    """All that a schema is, in comparable words: tables, columns, keys, checks, triggers."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            rows = connection.execute(text("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"))
            # Only where the lines of a statement end differs, once a column was added to its table.
            return {(kind, name): re.sub(r"\s*([,()])\s*", r"\1", re.sub(r"\s+", " ", sql or "")).strip() for kind, name, sql in rows}
        found = {}
        for name in schema.tables_of(connection):
            created = connection.exec_driver_sql(f"SHOW CREATE TABLE `{name}`").one()[1]
            found["table", name] = re.sub(r" AUTO_INCREMENT=\d+", "", created)
        for row in connection.exec_driver_sql("SHOW TRIGGERS"):
            found["trigger", row[0]] = tuple(row[1:5])
        return found


@pytest.mark.parametrize("kind", ["system", "tenant"])
def test_the_script_and_the_migrations_make_the_same_schema(empty, kind):
    """When this fails after a change of a model: run tools/freeze-schema (before the first release) or add a migration."""
    by_script, by_migrations = empty(), empty()
    for url, make in ((by_script, schema.create), (by_migrations, schema.upgrade)):
        engine = db.connect_to(url)
        with engine.execution_options(writer=True).connect() as connection:
            assert make(connection, kind) == getattr(Revisions.known(), kind)
            connection.commit()
            assert schema.revision_of(connection) == getattr(Revisions.known(), kind)
        engine.dispose()
    assert described(by_script) == described(by_migrations)
    if kind == "tenant":
        triggers = {name for what, name in described(by_migrations) if what == "trigger"}
        assert {"ledger_entries_no_update", "ledger_lines_no_delete"} <= triggers


@pytest.mark.parametrize("kind", ["system", "tenant"])
def test_a_database_of_the_first_release_keeps_what_it_holds(empty, kind, tmp_path, monkeypatch):
    url, known = empty(), schema.folder(kind)
    first = tmp_path / "first" / kind
    (first / "versions").mkdir(parents=True)
    for path in (known / "versions").glob("0001_*"):
        (first / "versions" / path.name).write_bytes(path.read_bytes())
    (first / "env.py").write_text("")
    engine = db.connect_to(url)
    with engine.execution_options(writer=True).connect() as connection:
        with monkeypatch.context() as patched:
            patched.setattr(schema, "folder", lambda kind: first)
            assert schema.upgrade(connection, kind) == "0001"
        if kind == "tenant":
            row = "(id, name, account_type, currency_code, active, predefined, is_system_account, uncategorized_transactions,"
            row += " is_feeds_active, is_syncing_owner, created_at)"
            connection.execute(text(f"INSERT INTO accounts {row} VALUES (1000, 'Bank', 'bank', 'USD', 1, 1, 0, 0, 0, 0, '2024-01-01')"))
            connection.commit()
        assert schema.upgrade(connection, kind) == schema.head(kind)
        if kind == "tenant":
            assert connection.execute(text("SELECT id, name FROM accounts")).all() == [(1000, "Bank")]
    engine.dispose()


def test_migrations_of_the_ledgers_tables_copy_no_table():
    """A batch operation on SQLite drops the table, and the triggers with it."""
    for path in (schema.folder("tenant") / "versions").glob("*.py"):
        assert not re.search(r"batch_alter_table\(\s*['\"]ledger_", path.read_text()), path


def test_the_last_migration_is_the_one_that_alembic_would_name():
    for kind in ("system", "tenant"):
        assert schema.head(kind) == schema.scripts(schema.folder(kind)).get_current_head()


def test_two_ends_of_the_migrations_are_noticed(next_version, tmp_path, town):
    next_version(town.installation)
    newer = tmp_path / "alembic" / "tenant" / "versions"
    (newer / "9998_other.py").write_text((newer / "9999_notes.py").read_text().replace("9999", "9998"))
    with pytest.raises(RuntimeError, match="9998, 9999"):
        schema.head("tenant")


@pytest.fixture(params=["tenant"])
def next_version(request, tmp_path, monkeypatch):
    """A program that knows one more migration: a table, which fails in whoever has one of that name."""
    kind = request.param
    folder, known = tmp_path / "alembic" / kind, schema.folder(kind)
    (folder / "versions").mkdir(parents=True)
    for path in (known / "versions").iterdir():
        if path.is_file():
            (folder / "versions" / path.name).write_bytes(path.read_bytes())
    (folder / "env.py").write_text("")
    (folder / "versions" / "9999_notes.py").write_text(
        "import sqlalchemy as sa\n"
        f"revision = '9999'\ndown_revision = '{schema.head(kind)}'\nbranch_labels = depends_on = None\n"
        "def upgrade(op):\n    op.create_table('notes', sa.Column('id', sa.Integer, primary_key=True))\n"
    )
    real = schema.folder

    def release(installation):
        monkeypatch.setattr(schema, "folder", lambda asked: folder if asked == kind else real(asked))
        setattr(installation.revisions, kind, "9999")

    return release


def test_tenants_are_brought_up_to_date_and_served_again(town, next_version):
    ann, bob = town.build("ann"), town.build("bob")
    next_version(town.installation)
    for units in (ann, bob):
        with pytest.raises(Failed), units(writer=False) as t:
            t.session  # noqa: B018
    told = []
    outcomes = migrate.migrate_tenants(town.installation, threads=2, tell=lambda outcome, total: told.append(total))
    assert [(outcome.revision, outcome.error) for outcome in outcomes] == [("9999", None)] * 2
    assert told == [2, 2]
    for units in (ann, bob):
        units.record = town.record(units.record.id)
        with units() as t:
            assert t.session.execute(text("SELECT count(*) FROM notes")).scalar() == 0
            t.session.execute(text("INSERT INTO notes (id) VALUES (1)"))  # granted, too


def test_one_poisoned_tenant_stops_nobody_and_is_mended_by_the_next_run(town, next_version):
    ann, bob, cem = town.build("ann"), town.build("bob"), town.build("cem")
    poison(town, bob.record, "CREATE TABLE notes (x INTEGER)")
    next_version(town.installation)
    outcomes = migrate.migrate_tenants(town.installation, threads=2)
    assert [outcome.revision for outcome in outcomes] == ["9999", None, "9999"]
    assert "notes" in outcomes[1].error
    bob.record = town.record(bob.record.id)
    with pytest.raises(Failed) as refused, bob(writer=False) as t:
        t.session  # noqa: B018
    assert refused.value.status == 503
    for units in (ann, cem):
        units.record = town.record(units.record.id)
        with units(writer=False) as t:
            assert t.head.schema_revision == "9999"
    poison(town, bob.record, "DROP TABLE notes")
    assert [outcome.error for outcome in migrate.migrate_tenants(town.installation)] == [None] * 3


def test_two_runs_at_once_take_turns(town, next_version):
    ann = town.build("ann")
    next_version(town.installation)
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(migrate.migrate_tenant, town.installation, ann.record) for _ in range(2)]
        assert [run.result() for run in runs] == ["9999", "9999"]


def test_a_database_that_is_somebody_elses_is_not_migrated(town, next_version):
    ann = town.build("ann")
    poison(town, ann.record, "UPDATE head SET tenant_id = 77")
    next_version(town.installation)
    [outcome] = migrate.migrate_tenants(town.installation)
    assert outcome.error is not None
    assert "WrongDatabase" in outcome.error


def test_a_database_from_a_newer_program_is_left_alone(town):
    ann = town.build("ann")
    poison(town, ann.record, "UPDATE alembic_version SET version_num = 'from_the_future'")
    [outcome] = migrate.migrate_tenants(town.installation)
    assert outcome.error is not None
    assert ann.peek("SELECT version_num FROM alembic_version") == [("from_the_future",)]


@pytest.mark.parametrize("next_version", ["system"], indirect=True)
def test_the_system_database_is_brought_up_to_date_before_it_is_served(town, next_version):
    ann = town.build("ann")
    next_version(town.installation)
    with pytest.raises(ConfigError):
        migrate.require_system(town.installation)
    assert migrate.migrate_system(town.installation) == "9999"
    migrate.require_system(town.installation)
    assert town.system.peek("SELECT count(*) FROM notes") == [(0,)]
    assert town.record(ann.record.id) == ann.record


def test_migrating_the_system_database_twice_is_as_good_as_once(house):
    assert migrate.migrate_system(house) == house.revisions.system
    migrate.require_system(house)


def test_a_system_database_at_another_revision_is_not_served(house):
    house.revisions.system = "9999"
    with pytest.raises(ConfigError, match="bigcapital tenant migrate"):
        migrate.require_system(house)


def test_two_processes_may_make_the_system_database_at_once(placed):
    from bigcapital.tenancy.installation import Installation

    houses = [Installation(placed), Installation(placed)]
    with ThreadPoolExecutor(2) as pool:
        assert len({run.result() for run in [pool.submit(migrate.migrate_system, house) for house in houses]}) == 1
    for house in houses:
        house.close()


def poison(town, record, statement):
    engine = servers.engine_of(town.installation.settings, record.server, record.database)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
        connection.commit()
    engine.dispose()
