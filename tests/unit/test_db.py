"""Exact columns, and what an error means for the request that met it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pymysql
import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, func, insert, select, text
from sqlalchemy.dialects.mysql.pymysql import dialect as mysql
from sqlalchemy.dialects.sqlite.base import dialect as sqlite
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from bigcapital import db

DIALECTS = [mysql(), sqlite()]


@given(some.decimals(min_value=-(10**11), max_value=10**11, places=4))
def test_money_comes_back_from_sqlite_as_it_went_in(value):
    column, dialect = db.amount(), sqlite()
    stored = column.process_bind_param(value, dialect)
    assert isinstance(stored, int)
    assert column.process_result_value(stored, dialect) == value


@given(some.decimals(min_value=0, max_value=10**9, places=10))
def test_exchange_rates_come_back_as_they_went_in(value):
    column, dialect = db.exchange_rate(), sqlite()
    stored = column.process_bind_param(value, dialect)
    assert isinstance(stored, str)
    assert "E" not in stored
    assert column.process_result_value(stored, dialect) == value


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@pytest.mark.parametrize("value", [1.5, "1.5", True, Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_exact_number_is_refused(dialect, value):
    with pytest.raises(TypeError):
        db.amount().process_bind_param(value, dialect)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@pytest.mark.parametrize("value", [Decimal("0.00001"), Decimal(10) ** 12, -(Decimal(10) ** 12), Decimal("1E-30")])
def test_a_number_that_would_be_rounded_or_cut_is_refused(dialect, value):
    with pytest.raises(ValueError, match="more than"):
        db.amount().process_bind_param(value, dialect)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_the_largest_amount_fits(dialect):
    largest = Decimal("999999999999.9999")
    stored, read = db.amount().process_bind_param(largest, dialect), db.amount().dialect_impl(dialect).result_processor(dialect, None)
    assert (read(stored) if read else stored) == largest  # a driver without one hands out decimals


def test_sums_stay_exact_on_sqlite():
    table = Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("amount", db.amount()))
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(insert(table), [{"amount": Decimal("0.1")}] * 3)
        assert connection.execute(select(func.sum(table.c.amount))).scalar() == Decimal("0.3")
        with pytest.raises(StatementError):
            connection.execute(insert(table), {"amount": 0.1})


def test_moments_are_kept_in_utc_and_need_a_zone():
    moment = datetime(2026, 3, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    stored = db.Moment().process_bind_param(moment, sqlite())
    assert stored == datetime(2026, 2, 28, 23, 30)
    assert db.Moment().process_result_value(stored, sqlite()) == moment.astimezone(UTC)
    with pytest.raises(TypeError):
        db.Moment().process_bind_param(datetime(2026, 3, 1), sqlite())


def from_server(code):
    return OperationalError("SELECT", {}, pymysql.err.OperationalError(code, "text"))


def test_what_someone_else_won_is_a_conflict_and_what_went_away_is_lost():
    assert {code for code in range(4100) if db.is_conflict(from_server(code))} == {1213, 1205, 1020}
    assert {2006, 2013, 2003, 1927} <= {code for code in range(4100) if db.is_lost(from_server(code))}
    assert not any(db.is_conflict(from_server(code)) and db.is_lost(from_server(code)) for code in range(4100))
    for error in (ValueError("1213"), RuntimeError(), OperationalError("", {}, Exception())):
        assert not db.is_conflict(error)
        assert not db.is_lost(error)


def test_a_busy_sqlite_file_is_a_conflict(tmp_path):
    engine = db.connect_to(f"sqlite:///{tmp_path}/busy.sqlite")
    with engine.execution_options(writer=True).begin():
        impatient = sqlite3.connect(tmp_path / "busy.sqlite", timeout=0.05)
        with pytest.raises(sqlite3.OperationalError) as busy:
            impatient.execute("BEGIN IMMEDIATE")
        impatient.close()
    assert db.is_conflict(DBAPIError("BEGIN", {}, busy.value))
    engine.dispose()


def test_sqlite_checks_foreign_keys_and_survives_a_crash(tmp_path):
    engine = db.connect_to(f"sqlite:///{tmp_path}/new/folder/x.sqlite")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    engine.dispose()


def test_table_definitions_are_part_of_a_transaction_on_sqlite(tmp_path):
    engine = db.connect_to(f"sqlite:///{tmp_path}/x.sqlite")
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x INTEGER)")
        connection.rollback()
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    engine.dispose()


def test_a_thousand_tenants_do_not_become_a_thousand_pools(tmp_path):
    engines = db.Engines(limit=3)
    first = engines.get(f"sqlite:///{tmp_path}/0.sqlite")
    for number in range(5):
        engines.get(f"sqlite:///{tmp_path}/{number}.sqlite")
    assert len(engines) == 3
    assert engines.get(f"sqlite:///{tmp_path}/4.sqlite") is engines.get(f"sqlite:///{tmp_path}/4.sqlite")
    assert engines.get(f"sqlite:///{tmp_path}/0.sqlite") is not first
    engines.dispose()
    assert len(engines) == 0


def test_engines_that_nobody_asks_for_are_put_away(tmp_path):
    engines = db.Engines(idle_seconds=0)
    for number in range(3):
        engines.get(f"sqlite:///{tmp_path}/{number}.sqlite")
    assert len(engines) == 1


def test_a_unit_of_work_commits_at_its_end_and_undoes_when_it_raises(tmp_path):
    engine = db.connect_to(f"sqlite:///{tmp_path}/x.sqlite")
    for number, fate in ((1, None), (2, KeyError)):
        try:
            with db.unit_of_work() as tm:
                session = db.open_session(engine, tm, writer=True)
                session.execute(text("CREATE TABLE IF NOT EXISTS t (x INTEGER)"))
                session.execute(text("INSERT INTO t VALUES (:n)"), {"n": number})
                if fate:
                    raise fate
        except KeyError:
            pass
    with engine.connect() as connection:
        assert connection.execute(text("SELECT x FROM t")).scalars().all() == [1]
    engine.dispose()
