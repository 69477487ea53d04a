"""The database layer: exact columns, engines, sessions. Nothing here knows a table."""

from __future__ import annotations

from bigcapital.db.columns import (
    NAMES,
    TABLE,
    BigId,
    Exact,
    ExactText,
    Moment,
    SystemBase,
    TenantBase,
    amount,
    balance,
    exchange_rate,
    percentage,
    quantity,
    unit_price,
)
from bigcapital.db.engines import Engines, OutcomeUnknown, connect_to, doom, is_conflict, is_lost
from bigcapital.db.rows import LITERALS, ManyRows, rows_of, send_literals
from bigcapital.db.sessions import UnitSession, insert_rows, open_session, unit_of_work

__all__ = [
    "BigId",
    "Engines",
    "Exact",
    "ExactText",
    "LITERALS",
    "ManyRows",
    "Moment",
    "NAMES",
    "OutcomeUnknown",
    "SystemBase",
    "TABLE",
    "TenantBase",
    "UnitSession",
    "amount",
    "balance",
    "connect_to",
    "doom",
    "exchange_rate",
    "insert_rows",
    "is_conflict",
    "is_lost",
    "open_session",
    "rows_of",
    "percentage",
    "quantity",
    "send_literals",
    "unit_of_work",
    "unit_price",
]
