"""What only a real MariaDB can prove: rights, snapshots, lost connections, and connections given back clean."""

from __future__ import annotations

import threading

import pymysql
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from transaction import TransactionManager

from bigcapital import db
from bigcapital.config import ConfigError
from bigcapital.starting import start
from bigcapital.tenancy import provision, servers
from bigcapital.tenancy.model import HeadRow
from tests import template
from tests.functional.tenancy.conftest import Town

pytestmark = pytest.mark.services


@pytest.fixture
def town(on_mariadb):
    return Town(on_mariadb)


@pytest.fixture
def ann(town):
    return town.build("ann")


def refused(units, statement):
    with pytest.raises(OperationalError) as error, units() as t:
        t.connection.execute(text(statement))
    assert error.value.orig.args[0] in {1044, 1142, 1370}, error.value  # the right is missing, not the table
    return True


FORBIDDEN = (
    "CREATE TABLE mine (id INTEGER)",
    "ALTER TABLE accounts ADD COLUMN mine INTEGER",
    "DROP TABLE accounts",
    "TRUNCATE TABLE ledger_lines",
    "DROP TRIGGER ledger_lines_no_update",
    "CREATE DATABASE mine",
    "UPDATE ledger_lines SET debit = 0",
    "DELETE FROM ledger_lines",
    "UPDATE ledger_entries SET date = '2020-01-01'",
    "DELETE FROM ledger_entries",
    "DELETE FROM head",
    "INSERT INTO alembic_version (version_num) VALUES ('9')",
    "SELECT * FROM mysql.user",
)


def test_a_tenants_user_may_change_no_schema_no_ledger_and_nothing_elsewhere(ann):
    assert all(refused(ann, statement) for statement in FORBIDDEN)


def test_a_tenants_user_sees_no_other_tenant(town, ann):
    bob = town.build("bob")
    assert refused(ann, f"SELECT * FROM `{bob.record.database}`.accounts")
    names = [row[0] for row in ann.peek("SHOW DATABASES")]
    assert bob.record.database not in names
    assert ann.record.database in names


def test_every_table_that_says_so_is_append_only(ann):
    assert {"ledger_entries", "ledger_lines"} <= servers.append_only_tables()
    for table in servers.append_only_tables():
        assert refused(ann, f"DELETE FROM {table}")


def test_the_password_of_a_tenants_database_is_stored_nowhere_and_changes_with_each_build(town, ann):
    password = town.installation.tenant_password(ann.record.id, ann.record.generation)
    assert password != town.installation.tenant_password(ann.record.id, ann.record.generation + 1)
    for table in ("organizations", "placements"):
        assert password not in str(town.system.peek(f"SELECT * FROM {table}"))


def test_two_writers_of_one_tenant_take_turns_and_lose_nothing(ann):
    errors = []

    def count(times):
        for _ in range(times):
            try:
                with ann() as t:
                    t.head.sequence += 1
            except Exception as error:
                errors.append(error)

    threads = [threading.Thread(target=count, args=(20,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert ann.peek("SELECT sequence FROM head") == [(120,)]


def test_a_deadlock_is_a_conflict_and_the_whole_request_may_run_again(town, ann):
    engine = town.installation.tenant_engine(ann.record)
    both, failures = threading.Barrier(2), []

    def cross(first, second):
        tm = TransactionManager(explicit=True)
        tm.begin()
        session = db.open_session(engine, tm, writer=True)
        try:
            session.execute(text(f"UPDATE currencies SET currency_sign = 'x' WHERE currency_code = '{first}'"))
            both.wait()
            session.execute(text(f"UPDATE currencies SET currency_sign = 'x' WHERE currency_code = '{second}'"))
            tm.commit()
        except DBAPIError as error:
            failures.append((db.is_conflict(error), tm.get().isRetryableError(error)))
            tm.abort()

    threads = [threading.Thread(target=cross, args=pair) for pair in (("USD", "EUR"), ("EUR", "USD"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == [(True, True)]


def test_a_lost_update_is_a_conflict(town, ann):
    """Read, let another change it, change it: without the snapshot setting the other's change would vanish."""
    engine = town.installation.tenant_engine(ann.record)
    with engine.connect() as one, engine.connect() as other:
        one.execute(select(HeadRow.revision)).all()
        other.execute(text("UPDATE head SET revision = revision + 1"))
        other.commit()
        with pytest.raises(DBAPIError) as error:
            one.execute(text("UPDATE head SET revision = 5"))
        assert db.is_conflict(error.value)


def test_a_connection_comes_back_without_the_transaction_of_who_had_it(town, ann):
    engine = db.connect_to(town.installation.tenant_url(ann.record), pool_size=1)
    raw = engine.raw_connection()
    with raw.cursor() as cursor:
        cursor.execute("UPDATE head SET revision = 99")
        cursor.execute("SELECT CONNECTION_ID()")
        before = cursor.fetchone()
    raw.close()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT CONNECTION_ID()").one() == before
        assert connection.execute(select(HeadRow.revision)).scalar() == 0
        assert not connection.exec_driver_sql("SELECT @@in_transaction").scalar() or connection.in_transaction()
    assert ann.peek("SELECT revision FROM head") == [(0,)]
    engine.dispose()


def test_a_connection_that_is_clean_comes_back_without_a_word_to_the_server(town, ann, monkeypatch):
    engine = db.connect_to(town.installation.tenant_url(ann.record), pool_size=1)
    with engine.connect():
        pass  # the first connection of an engine asks a few things
    asked = []
    monkeypatch.setattr(pymysql.connections.Connection, "rollback", lambda self: asked.append(self))
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        connection.commit()
    assert asked == []
    engine.dispose()


def kill(town, connection_id):
    servers_url = servers.administrator_url(town.installation.settings, "main")
    engine = db.connect_to(servers_url, autocommit=True)
    with engine.connect() as administrator:
        administrator.exec_driver_sql(f"KILL {connection_id}")
    engine.dispose()


def test_a_connection_lost_at_commit_leaves_the_outcome_unknown_and_is_not_tried_again(town, ann):
    tm = TransactionManager(explicit=True)
    tm.begin()
    tenant = town.installation.open_tenant(ann.record, tm, writer=True)
    tenant.session.execute(text("UPDATE currencies SET currency_sign = 'x'"))
    kill(town, tenant.session.execute(text("SELECT CONNECTION_ID()")).scalar())
    with pytest.raises(db.OutcomeUnknown) as unknown:
        tm.commit()
    assert unknown.value.status == 503
    assert not tm.get().isRetryableError(unknown.value)
    tm.abort()
    with ann() as t:  # the pool has noticed
        assert t.head.revision == 0


def test_a_connection_lost_before_commit_is_tried_again(town, ann):
    tm = TransactionManager(explicit=True)
    tm.begin()
    tenant = town.installation.open_tenant(ann.record, tm, writer=True)
    kill(town, tenant.session.execute(text("SELECT CONNECTION_ID()")).scalar())
    with pytest.raises(DBAPIError) as lost:
        tenant.session.execute(text("UPDATE currencies SET currency_sign = 'x'"))
    assert db.is_lost(lost.value)
    assert tm.get().isRetryableError(lost.value)
    tm.abort()


def test_the_directory_survives_a_connection_that_the_server_dropped(town, ann):
    with town.installation.system_engine.connect() as connection:
        dropped = connection.exec_driver_sql("SELECT CONNECTION_ID()").scalar()
    kill(town, dropped)
    assert town.installation.directory.record(ann.record.id) == ann.record


def test_a_server_that_is_away_is_lost_not_broken(town, tmp_path):
    engine = db.connect_to("mysql+pymysql://root@127.0.0.1:1/nothing")
    with pytest.raises(DBAPIError) as away:
        engine.connect()
    assert db.is_lost(away.value)


def test_production_refuses_a_database_user_with_global_rights(mariadb, tmp_path):
    unsafe = template.on_mariadb(tmp_path, mariadb).model_copy(update={"environment": "production"})
    with pytest.raises(ConfigError, match="rights on all databases"):
        start(unsafe)


def test_a_user_of_one_schema_has_no_global_rights(town, ann):
    assert servers.global_rights(town.installation.tenant_engine(ann.record)) == []


def test_a_process_that_was_not_told_how_cannot_create_databases(town, monkeypatch):
    ignorant = town.installation.settings.model_copy(update={"provision": {}})
    monkeypatch.setattr(town.installation, "settings", ignorant)
    with pytest.raises(PermissionError, match="provision.server.main"):
        provision.build(town.installation, town.request("bob"))
