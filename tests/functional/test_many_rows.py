"""Many rows in one statement, on both kinds of database: what goes in comes out, and what does not fit is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Boolean, Column, Connection, Date, Integer, MetaData, String, Table, Text, make_url, select

from bigcapital import db
from bigcapital.db import ManyRows
from bigcapital.tenancy import schema
from bigcapital.tenancy.model import digest
from tests.statements import counted

ROWS = Table(
    "many_rows",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("index", Integer),  # a reserved word
    Column("text", Text),
    Column("code", String(20)),
    Column("day", Date),
    Column("moment", db.Moment),
    Column("amount", db.amount()),
    Column("rate", db.exchange_rate()),
    Column("flag", Boolean),
    Column("seal", digest()),
    **{key: value for key, value in db.TABLE.items() if key != "sqlite_autoincrement"},
)
ODD = ["", "'", "\\", "\\'; DROP TABLE many_rows; --", '"', "`", "%s %(id)s %", ":id", "\n\r\t\x1a", "–é漢字🙂", "\\0", "a\\", "?"]
WRITER = ManyRows(ROWS)


@pytest.fixture(params=["sqlite", pytest.param("mariadb", marks=pytest.mark.services)])
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/rows.sqlite"
    else:
        server, name = make_url(request.getfixturevalue("mariadb")), f"rows_{uuid4().hex[:12]}"
        schema.run_script(server.render_as_string(hide_password=False), f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        url = server.set(database=name).render_as_string(hide_password=False)
    engine = db.connect_to(url)
    with engine.execution_options(writer=True).connect() as opened:
        ROWS.create(opened)
        yield opened
    engine.dispose()


def row(id: int, **values: Any) -> dict[str, Any]:
    return dict.fromkeys((column.name for column in ROWS.columns), None) | {"id": id} | values


def stored(connection: Connection) -> list[dict[str, Any]]:
    found = connection.execute(select(ROWS).order_by(ROWS.c.id)).mappings()
    return [dict(one) | {"seal": one["seal"] and bytes(one["seal"])} for one in found]


def test_whatever_is_written_is_read_back(connection: Connection) -> None:
    whole = row(
        1000,
        index=-7,
        code="A'1",
        day=date(2024, 2, 29),
        moment=datetime(2024, 2, 29, 23, 59, 59, 123456, tzinfo=UTC),
        amount=Decimal("-123456789012.3456"),
        rate=Decimal("0.0000000001"),
        flag=True,
        seal=bytes(range(224, 256)),
    )
    rows = [*(row(id, text=text) for id, text in enumerate(ODD, start=1)), whole, row(1001, flag=False, amount=Decimal(0))]
    with counted() as sent:
        WRITER.write(connection, rows)
    assert len(sent) == 1
    assert stored(connection) == rows


@pytest.mark.parametrize(
    ("value", "error"),
    [(1.5, TypeError), (Decimal("NaN"), TypeError), (Decimal("0.00001"), ValueError), (Decimal(10) ** 12, ValueError), ("1", TypeError)],
)
def test_an_amount_that_is_not_exact_is_refused(connection: Connection, value: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        WRITER.write(connection, [row(1, amount=value)])
    assert stored(connection) == []


def test_sums_are_added_to_the_row_that_is_there(connection: Connection) -> None:
    adding = ManyRows(ROWS, adding=("amount", "index"))
    adding.write(connection, [row(1, amount=Decimal("1.25"), index=1, text="first"), row(2, amount=Decimal(2), index=2)])
    adding.write(connection, [row(2, amount=Decimal("-0.5"), index=-2), row(1, amount=Decimal(1), index=1, text="second")])
    assert [(one["amount"], one["index"], one["text"]) for one in stored(connection)] == [
        (Decimal("2.25"), 2, "first"),
        (Decimal("1.5"), 0, None),
    ]


def test_what_is_too_long_for_one_statement_takes_several(connection: Connection) -> None:
    rows = [row(id, text="é" * 60_000 if connection.dialect.name == "sqlite" else "é" * 30_000) for id in range(1, 301)]
    WRITER.write(connection, rows)
    assert [one["text"] for one in stored(connection)] == [one["text"] for one in rows]


def test_one_row_and_several_say_which_ids_they_got(connection: Connection) -> None:
    some = db.rows_of(ROWS, ["index", "text"])
    first = some.insert(connection, {"index": 1, "text": "one 'row'"})
    assert [(one["id"], one["text"], one["day"]) for one in stored(connection)] == [(first, "one 'row'", None)]
    if connection.dialect.name != "sqlite":
        ids = some.returning(connection, [{"index": place, "text": text} for place, text in enumerate(ODD)])
        assert ids == sorted(ids) and min(ids) > first
        assert [one["text"] for one in stored(connection) if one["id"] in ids] == ODD
