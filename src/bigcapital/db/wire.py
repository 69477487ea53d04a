"""Rows from MariaDB, read in one pass over their bytes.

PyMySQL makes an object of every row's packet and calls five functions for every value: for a hundred thousand rows that is
most of a report's time. Here the same bytes give the same values; all else, as rows that are streamed, is PyMySQL's own.
"""

from __future__ import annotations

from typing import Any

from pymysql import connections, err
from pymysql.connections import MAX_PACKET_LEN
from pymysql.constants import CR
from pymysql.protocol import EOFPacketWrapper, MysqlPacket

_NULL, _TWO, _THREE, _EIGHT = 0xFB, 0xFC, 0xFD, 0xFE  # how a value's length begins; below them it is the length itself


_Connection: Any = connections.Connection  # their types do not show what is inside
_Rows: Any = connections.MySQLResult


class QuickConnection(_Connection):
    """A connection whose results are read by ``_Result``."""

    _next_seq_id: int

    def _read_query_result(self, unbuffered: bool = False) -> Any:
        if unbuffered:
            return super()._read_query_result(unbuffered)
        self._result = None
        result = _Result(self)
        result.read()
        self._result = result
        if result.server_status is not None:
            self.server_status = result.server_status
        return result.affected_rows

    def _row_payload(self) -> bytes:
        """The next packet, which may be sent in pieces; the server's error is raised."""
        payload = b""
        while True:
            header = self._read_bytes(4)
            if header[3] != self._next_seq_id:
                self._force_close()
                raise err.OperationalError(CR.CR_SERVER_LOST, "Lost connection to MySQL server during query")
            self._next_seq_id = (header[3] + 1) & 0xFF
            size = header[0] | header[1] << 8 | header[2] << 16
            piece: bytes = self._read_bytes(size)
            payload = payload + piece if payload else piece
            if size < MAX_PACKET_LEN:
                break
        if payload[0] == 0xFF:
            MysqlPacket(payload, self.encoding).raise_for_error()
        return payload


class _Result(_Rows):
    """Reads all rows at once, from plain bytes."""

    def _read_rowdata_packet(self) -> None:
        rows: list[tuple[Any, ...]] = []
        connection: Any = self.connection
        while True:
            payload = connection._row_payload()
            if payload[0] == _EIGHT and len(payload) < 9:
                self._ended(payload, connection.encoding)
                break
            rows.append(_row(payload, self.converters))
        self.affected_rows = len(rows)
        self.rows = tuple(rows)

    def _ended(self, payload: bytes, encoding: str) -> None:
        end = EOFPacketWrapper(MysqlPacket(payload, encoding))
        self.warning_count, self.has_next = end.warning_count, end.has_next
        self.connection = None  # the cycle would keep it alive


def _row(payload: bytes, columns: list[tuple[str | None, Any]]) -> tuple[Any, ...]:
    row: list[Any] = []
    at = 0
    for encoding, converter in columns:
        size = payload[at]
        at += 1
        if size == _NULL:
            row.append(None)
            continue
        if size > _NULL:
            width = 2 if size == _TWO else 3 if size == _THREE else 8
            size = int.from_bytes(payload[at : at + width], "little")
            at += width
        value: Any = payload[at : at + size]
        at += size
        if encoding is not None:
            value = value.decode(encoding)
        row.append(value if converter is None else converter(value))
    return tuple(row)
