"""Rows read quickly from MariaDB's bytes are the rows that PyMySQL reads."""

from __future__ import annotations

import pymysql
import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from pymysql.connections import MySQLResult
from pymysql.converters import convert_datetime
from pymysql.protocol import MysqlPacket
from sqlalchemy.engine import make_url

from bigcapital.db import wire


def sent(values):
    """A row as the server sends it."""
    return b"".join(b"\xfb" if value is None else _length(len(value)) + value for value in values)


def _length(size):
    if size < 251:
        return bytes([size])
    if size < 1 << 16:
        return b"\xfc" + size.to_bytes(2, "little")
    return b"\xfd" + size.to_bytes(3, "little") if size < 1 << 24 else b"\xfe" + size.to_bytes(8, "little")


@given(some.lists(some.none() | some.text(max_size=300).map(str.encode), min_size=1, max_size=6))
@example([b"a" * 250, b"b" * 251, b"c" * 65_535, b"d" * 65_536, None, b""])
@example([b"e" * (1 << 24), b"f"])
def test_a_row_is_read_as_pymysql_reads_it(values):
    columns = [("utf8", None), (None, None), ("utf8", len), ("utf8", convert_datetime)] * 2
    theirs = MySQLResult(None)
    theirs.converters = columns[: len(values)]
    assert wire._row(sent(values), columns[: len(values)]) == theirs._read_row_from_packet(MysqlPacket(sent(values), "utf8"))


@pytest.mark.services
def test_a_server_answers_both_alike(mariadb):
    where = {"host": "127.0.0.1", "port": make_url(mariadb).port, "user": "root", "database": "mysql", "ssl_disabled": True}
    asked = (
        "SELECT 1, NULL, 'Zoë ☂', 12.3400, DATE '2024-02-29', TIMESTAMP '2024-02-29 13:14:15.123456', x'00ff', REPEAT('a', 70000)"
        " UNION ALL SELECT seq, seq, '', -seq / 7, NULL, NULL, x'', '' FROM seq_1_to_300"
    )
    answers = []
    for connection in (pymysql.connect(**where), wire.QuickConnection(**where)):
        with connection, connection.cursor() as cursor:
            cursor.execute(asked)
            answers.append((cursor.fetchall(), cursor.rowcount))
            cursor.execute("SELECT 1 FROM seq_1_to_10 WHERE seq > 10")
            answers[-1] += (cursor.fetchall(),)
            with pytest.raises(pymysql.err.OperationalError) as refused:  # in the middle of the rows
                cursor.execute("SELECT IF(seq < 5, 1, (SELECT 1 UNION SELECT 2)) FROM seq_1_to_10")
            answers[-1] += (refused.value.args,)
            cursor.execute("SELECT 2")
            answers[-1] += (cursor.fetchall(),)
    assert answers[0] == answers[1]
