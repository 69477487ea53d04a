"""The ledger's tables: entries and their lines, which only ever grow, and the balances that follow from them; and settlements.

Core tables, not mapped classes: one module writes them, in a few statements built once. Entries and lines change by ADD
COLUMN alone; triggers refuse every UPDATE and DELETE, and a line for an entry that is already whole.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    DDL,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    event,
)

from bigcapital.db import TABLE, BigId, Moment, TenantBase, amount, balance, exchange_rate, percentage
from bigcapital.tenancy.model import digest

DAILY, MONTHLY, YEARLY = 1, 2, 3  # ``period_kind``: the period is that day, or the month or calendar year that begins on it
NONE = 0  # the branch or contact of a line that has none, where a key may not be null

_LEDGER: dict[str, Any] = TABLE | {"sqlite_autoincrement": False}  # the head row gives out ids, never twice
_BALANCES: dict[str, Any] = _LEDGER | {"sqlite_with_rowid": False}

entries = Table(
    "ledger_entries",
    TenantBase.metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("sequence", BigId, nullable=False),  # place in the chain, from 1, without a gap
    Column("date", Date, nullable=False),
    Column("reference_type", String(64), nullable=False),  # the document that caused it
    Column("reference_id", BigId, nullable=False),
    Column("subtype", String(64)),
    Column("number", String(255)),  # of the document
    Column("reference", String(255)),
    Column("costable", Boolean, nullable=False),  # the cost of goods moved by the document, posted and reversed by itself
    Column("user_id", BigId),
    Column("recorded_at", Moment, nullable=False),  # strictly increasing
    Column("reverses", BigId),  # the entry that this one undoes; at most one undoes it
    Column("first_line_id", BigId, nullable=False),
    Column("line_count", Integer, nullable=False),
    Column("seal", digest(), nullable=False),
    Column("hash", digest(), nullable=False),
    UniqueConstraint("sequence"),
    UniqueConstraint("reverses"),
    Index(None, "reference_type", "reference_id"),
    Index(None, "date"),
    Index(None, "recorded_at"),
    info={"append_only": True},  # grants follow from this
    **_LEDGER,
)

lines = Table(
    "ledger_lines",
    TenantBase.metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("entry_id", BigId, ForeignKey("ledger_entries.id"), nullable=False),
    Column("index", Integer, nullable=False),
    Column("date", Date, nullable=False),  # its entry's, here for the indexes
    Column("account_id", BigId, ForeignKey("accounts.id"), nullable=False),
    Column("debit", amount(), nullable=False),
    Column("credit", amount(), nullable=False),
    Column("currency_code", String(3), nullable=False),
    Column("exchange_rate", exchange_rate(), nullable=False),
    Column("amount", amount(), nullable=False),  # in currency_code, on the same side
    Column("contact_id", BigId),
    Column("item_id", BigId),
    Column("branch_id", BigId),
    Column("warehouse_id", BigId),
    Column("project_id", BigId),
    Column("tax_rate_id", BigId),
    Column("tax_percentage", percentage()),
    Column("note", Text),
    Column("seal", digest(), nullable=False),
    Index(None, "account_id", "date", "id"),
    Index(None, "contact_id", "date", "id"),
    Index(None, "date", "id"),
    Index(None, "item_id"),
    info={"append_only": True},  # grants follow from this
    **_LEDGER,
)

# An entry's lines by the ids that it promises, for whoever comes from entries: SQLite has no index on entry_id.
IDS_OF_LINES = and_(lines.c.id >= entries.c.first_line_id, lines.c.id < entries.c.first_line_id + entries.c.line_count)

_SUMS = ("debit", "credit", "own_debit", "own_credit")


def _sums() -> list[Any]:
    """Turnover of a cell, base currency and the cell's own; on SQLite, 64 bits that must not spill into a float."""
    checks = [CheckConstraint(f"typeof({name}) = 'integer'", name=f"{name}_exact").ddl_if(dialect="sqlite") for name in _SUMS]
    return [*(Column(name, balance(), nullable=False) for name in _SUMS), *checks]


# The period comes early in the key: a statement of any length of history reads a few ranges of it, whole years first.
account_balances = Table(
    "account_balances",
    TenantBase.metadata,
    Column("period_kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("period", Date, primary_key=True),
    Column("account_id", BigId, primary_key=True, autoincrement=False),
    Column("currency_code", String(3), primary_key=True),
    Column("branch_id", BigId, primary_key=True, autoincrement=False),
    *_sums(),
    **_BALANCES,
)

# A contact is asked for by name, so it comes first: a hundred thousand of them make no statement slower. Who asks for all of
# them finds the days beside whole months by the index.
CELLS_BY_PERIOD = "ix_contact_balances_period_kind_period"
contact_balances = Table(
    "contact_balances",
    TenantBase.metadata,
    Column("period_kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("contact_id", BigId, primary_key=True, autoincrement=False),
    Column("account_id", BigId, primary_key=True, autoincrement=False),
    Column("currency_code", String(3), primary_key=True),
    Column("branch_id", BigId, primary_key=True, autoincrement=False),
    Column("period", Date, primary_key=True),
    Index(CELLS_BY_PERIOD, "period_kind", "period"),
    *_sums(),
    **_BALANCES,
)

# What payments, credits and refunds settled of which document, beside the ledger: credits applied at their own rate post
# nothing. An edit or deletion is further rows, so that "as known at" a moment has an answer; several rows are their sum.
settlements = Table(
    "settlements",
    TenantBase.metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("reference_type", String(64), nullable=False),  # the document that was settled
    Column("reference_id", BigId, nullable=False),
    Column("date", Date, nullable=False),
    Column("amount", amount(), nullable=False),  # in the document's currency
    Column("by_type", String(64), nullable=False),  # what settled it
    Column("by_id", BigId, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Index(None, "by_type", "by_id"),
    Index(None, "reference_type", "reference_id"),
    info={"append_only": True},
    **TABLE,
)

APPEND_ONLY = ("ledger_entries", "ledger_lines")
_REFUSAL = "the ledger is append-only"
_TAKEN = "SELECT 1 FROM {table} WHERE id = NEW.id"
_SECOND = "SELECT 1 FROM ledger_entries WHERE sequence = NEW.sequence OR reverses = NEW.reverses"
# The ids of an entry's lines are promised in its row, so once they are taken nobody can add another.
_UNPROMISED = (
    "NOT EXISTS (SELECT 1 FROM ledger_entries e WHERE e.id = NEW.entry_id"
    " AND NEW.id >= e.first_line_id AND NEW.id < e.first_line_id + e.line_count)"
)


def _mariadb_triggers() -> list[str]:
    signal = f"SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '{_REFUSAL}'"
    refused = [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} FOR EACH ROW {signal}"
        for table in APPEND_ONLY
        for verb in ("update", "delete")
    ]
    whole = f"CREATE TRIGGER ledger_lines_whole BEFORE INSERT ON ledger_lines FOR EACH ROW IF {_UNPROMISED} THEN {signal}; END IF"
    return [*refused, whole]


def _sqlite_triggers() -> list[str]:
    abort = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    refused = [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} {abort}"
        for table in APPEND_ONLY
        for verb in ("update", "delete")
    ]
    # INSERT OR REPLACE deletes without asking the delete trigger, so a row that exists is refused before it.
    unreplaced = [
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({_TAKEN.format(table=table)}) {abort}"
        for table in APPEND_ONLY
    ]
    unreplaced.append(f"CREATE TRIGGER ledger_entries_no_second BEFORE INSERT ON ledger_entries WHEN EXISTS ({_SECOND}) {abort}")
    return [*refused, *unreplaced, f"CREATE TRIGGER ledger_lines_whole BEFORE INSERT ON ledger_lines WHEN {_UNPROMISED} {abort}"]


TRIGGERS: dict[str, list[str]] = {"mysql": _mariadb_triggers(), "mariadb": _mariadb_triggers(), "sqlite": _sqlite_triggers()}
TRIGGER_NAMES: dict[str, list[str]] = {dialect: [sql.split()[2] for sql in statements] for dialect, statements in TRIGGERS.items()}

# After the lines, which come after the entries: then all tables that the triggers name exist.
for _dialect, _statements in TRIGGERS.items():
    for _statement in _statements:
        event.listen(lines, "after_create", DDL(_statement).execute_if(dialect=_dialect))
