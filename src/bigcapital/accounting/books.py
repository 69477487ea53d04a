"""The only writer of the ledger. What is recorded stays; what was wrong is reversed by another entry.

All of it happens in the document's own transaction, behind the tenant's head row, which gives ids, sequence, the chain's end
and the moment, and is stored once when the transaction commits. A posting of any size is three statements (entries, lines,
balances), four when it moves receivables or payables.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, exists, select
from sqlalchemy.exc import DBAPIError

from bigcapital import clock, db
from bigcapital.accounting.accounts.model import Account
from bigcapital.accounting.locks import guard
from bigcapital.accounting.locks.guard import TransactionsDateLocked
from bigcapital.accounting.model import DAILY, IDS_OF_LINES, MONTHLY, NONE, YEARLY, account_balances, contact_balances, entries, lines
from bigcapital.config import Settings
from bigcapital.ledger import chain
from bigcapital.ledger.entry import AmountTooLarge, Entry, Line, RecordedEntry
from bigcapital.ledger.money import ZERO
from bigcapital.tenancy.tenant import Tenant

__all__ = ["TransactionsDateLocked", "entries_of", "has_lines", "lines_of", "record", "record_all", "repost", "repost_all", "reverse"]

_TICK = timedelta(microseconds=1)
_SUMS = ("debit", "credit", "own_debit", "own_credit")
_LARGEST_CELL = {"sqlite": Decimal(2**63 - 1).scaleb(-4)}  # 64 bits of ten-thousandths
_LARGEST_ELSEWHERE = Decimal(10) ** 18


def record(tenant: Tenant, entry: Entry) -> RecordedEntry | None:
    """Write ``entry``; None when it has no lines, which is no error.

    :raises TransactionsDateLocked: its day is closed.
    :raises AmountTooLarge: a balance would be more than the ledger holds.
    """
    written = record_all(tenant, (entry,))
    return written[0] if written else None


def record_all(tenant: Tenant, several: Iterable[Entry]) -> list[RecordedEntry]:
    """Write several entries, in this order, in the statements of one. Those without lines are left out."""
    wanted = [entry for entry in several if entry.lines]
    if not wanted:
        return []
    for entry in wanted:
        guard.check(tenant, entry.reference_type, entry.date)
    connection = tenant.connection  # before the head is touched: opening it reads the head
    recorded, entry_rows, line_rows = _chained(tenant, wanted)
    _ENTRIES.write(connection, entry_rows)
    _LINES.write(connection, line_rows)
    _move_balances(connection, wanted)
    tenant.mark_changed()
    tenant.recorded.extend(recorded)
    return recorded


def reverse(tenant: Tenant, reference_type: str, reference_id: int, *, costable: bool | None = None) -> list[RecordedEntry]:
    """Undo every standing entry of a document on its original date; none is no error.

    ``costable``: only its cost of goods (true), or all but that (false).

    :raises TransactionsDateLocked: one of the days is closed; then nothing is reversed.
    """
    return record_all(tenant, _reversals(tenant, reference_type, reference_id, costable))


def repost(tenant: Tenant, entry: Entry) -> list[RecordedEntry]:
    """Undo what stands of ``entry``'s document (of the same kind: costable or not) and write ``entry`` instead."""
    undone = _reversals(tenant, entry.reference_type, entry.reference_id, entry.costable)
    return record_all(tenant, [*undone, entry])


def repost_all(tenant: Tenant, reference_type: str, wanted: Mapping[int, Entry | None] | Mapping[int, Entry]) -> list[RecordedEntry]:
    """Several documents of a kind, by their ids, have these entries instead of what stands of them; None: no more.

    What stands already as it is wanted stays. The statements of one posting, and one that reads.
    """
    changed: list[Entry] = []
    rows = tenant.connection.execute(_STANDING_OF, {"reference_type": reference_type, "ids": list(wanted)}) if wanted else None
    standing = [_recorded(list(group)) for _, group in groupby(rows.mappings(), lambda row: row["entry_id"])] if rows else []
    new = {id: entry for id, entry in wanted.items() if entry is not None}
    for one in standing:
        if new.get(one.entry.reference_id) == one.entry:
            del new[one.entry.reference_id]
        else:
            changed.append(one.entry.reversal(one.id))
    return record_all(tenant, [*changed, *new.values()])


def entries_of(
    tenant: Tenant, reference_type: str, reference_id: int, *, standing: bool = True, costable: bool | None = None
) -> list[RecordedEntry]:
    """The entries of a document, oldest first; ``standing``: without those that were reversed, and their reversals."""
    statement = _STANDING if standing else _EVERY
    rows = tenant.connection.execute(statement, {"reference_type": reference_type, "reference_id": reference_id}).mappings()
    found = [_recorded(list(group)) for _, group in groupby(rows, key=lambda row: row["entry_id"])]
    return [one for one in found if costable is None or one.entry.costable is costable]


def lines_of(tenant: Tenant, reference_type: str, reference_id: int) -> list[Line]:
    """The standing lines of a document."""
    return [line for one in entries_of(tenant, reference_type, reference_id) for line in one.entry.lines]


def has_lines(
    tenant: Tenant, account_ids: Collection[int] = (), *, contact_ids: Collection[int] = (), item_ids: Collection[int] = ()
) -> set[int]:
    """Which of these accounts (or contacts, or items) have lines, reversed ones included."""
    asked = ((_ACCOUNTS_USED, account_ids), (_CONTACTS_USED, contact_ids), (_ITEMS_USED, item_ids))
    return {id for statement, ids in asked if ids for id in tenant.connection.scalars(statement, {"ids": list(ids)})}


def has_entries(tenant: Tenant) -> bool:
    """Whether anything was ever written."""
    return tenant.head.sequence > 0


def chain_key(tenant: Tenant) -> bytes:
    """The key of the tenant's chain, known to this installation alone."""
    return key_of_chain(tenant.installation.settings, tenant.head.chain_id)


def key_of_chain(settings: Settings, chain_id: str) -> bytes:
    """The key that this installation has for a chain, whosever it is."""
    return settings.derive("ledger chain", chain_id)


# --- entries and lines ---


def _chained(tenant: Tenant, wanted: Sequence[Entry]) -> tuple[list[RecordedEntry], list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of new entries and lines, with ids, moments, seals and hashes; the head moves with them."""
    head, key, now = tenant.head, chain_key(tenant), clock.now()
    recorded: list[RecordedEntry] = []
    entry_rows: list[dict[str, Any]] = []
    line_rows: list[dict[str, Any]] = []
    for entry in wanted:
        head.sequence += 1
        head.last_recorded_at = now = max(now, head.last_recorded_at + _TICK)
        row = _entry_row(entry, head.next_entry_id, head.sequence, now, tenant.user_id, head.next_line_id)
        own = [_line_row(line, entry, row["id"], head.next_line_id + place) for place, line in enumerate(entry.lines)]
        for line_row in own:
            line_row["seal"] = chain.line_seal(key, line_row)
        row["seal"] = chain.entry_seal(key, row)
        head.chain_head = row["hash"] = chain.link(key, head.chain_head, row["seal"], (line_row["seal"] for line_row in own))
        head.next_entry_id += 1
        head.next_line_id += len(own)
        entry_rows.append(row)
        line_rows += own
        recorded.append(RecordedEntry(row["id"], head.sequence, now, tenant.user_id, entry, row["hash"]))
    head.revision += 1
    return recorded, entry_rows, line_rows


def _entry_row(entry: Entry, id: int, sequence: int, now: datetime, user_id: int | None, first_line_id: int) -> dict[str, Any]:
    return {
        "id": id,
        "sequence": sequence,
        "date": entry.date,
        "reference_type": entry.reference_type,
        "reference_id": entry.reference_id,
        "subtype": entry.subtype,
        "number": entry.number,
        "reference": entry.reference,
        "costable": entry.costable,
        "user_id": user_id,
        "recorded_at": now,
        "reverses": entry.reverses,
        "first_line_id": first_line_id,
        "line_count": len(entry.lines),
    }


def _line_row(line: Line, entry: Entry, entry_id: int, id: int) -> dict[str, Any]:
    return {
        "id": id,
        "entry_id": entry_id,
        "index": line.index,
        "date": entry.date,
        "account_id": line.account_id,
        "debit": line.debit,
        "credit": line.credit,
        "currency_code": line.currency,
        "exchange_rate": line.rate,
        "amount": line.amount,
        "contact_id": line.contact_id,
        "item_id": line.item_id,
        "branch_id": line.branch_id,
        "warehouse_id": line.warehouse_id,
        "project_id": line.project_id,
        "tax_rate_id": line.tax_rate_id,
        "tax_percentage": line.tax_percentage,
        "note": line.note,
    }


_ENTRIES = db.ManyRows(entries)
_LINES = db.ManyRows(lines)

# --- reading back ---

_ACCOUNTS: Any = Account.__table__
_reversals_of = entries.alias("reversals")
_OF_TYPE = (
    select(
        lines,
        _ACCOUNTS.c.account_type,
        *(
            entries.c[name].label(f"entry_{name}")
            for name in ("sequence", "reference_type", "reference_id", "subtype", "number", "reference")
        ),
        *(entries.c[name].label(f"entry_{name}") for name in ("costable", "user_id", "recorded_at", "reverses", "hash")),
    )
    .select_from(
        entries.join(lines, (lines.c.entry_id == entries.c.id) & IDS_OF_LINES).join(_ACCOUNTS, _ACCOUNTS.c.id == lines.c.account_id)
    )
    .where(entries.c.reference_type == bindparam("reference_type"))
    .order_by(lines.c.entry_id, lines.c.id)
)
_STANDS = and_(entries.c.reverses.is_(None), ~exists().where(_reversals_of.c.reverses == entries.c.id))
_STANDING_OF = _OF_TYPE.where(_STANDS, entries.c.reference_id.in_(bindparam("ids", expanding=True)))
_EVERY = _OF_TYPE.where(entries.c.reference_id == bindparam("reference_id"))
_STANDING = _EVERY.where(_STANDS)


def _used(column: ColumnElement[int]) -> Select[int]:
    return select(column).where(column.in_(bindparam("ids", expanding=True))).group_by(column)


_ACCOUNTS_USED, _CONTACTS_USED, _ITEMS_USED = _used(lines.c.account_id), _used(lines.c.contact_id), _used(lines.c.item_id)


def _reversals(tenant: Tenant, reference_type: str, reference_id: int, costable: bool | None) -> list[Entry]:
    return [one.entry.reversal(one.id) for one in entries_of(tenant, reference_type, reference_id, costable=costable)]


def _recorded(rows: Sequence[Mapping[Any, Any]]) -> RecordedEntry:
    """An entry from the joined rows of its lines."""
    first = rows[0]
    entry = Entry(
        date=first["date"],
        reference_type=first["entry_reference_type"],
        reference_id=first["entry_reference_id"],
        lines=tuple(_line(row) for row in rows),
        subtype=first["entry_subtype"],
        number=first["entry_number"],
        reference=first["entry_reference"],
        costable=first["entry_costable"],
        reverses=first["entry_reverses"],
    )
    return RecordedEntry(
        first["entry_id"], first["entry_sequence"], first["entry_recorded_at"], first["entry_user_id"], entry, bytes(first["entry_hash"])
    )


def _line(row: Mapping[Any, Any]) -> Line:
    return Line(
        account_id=row["account_id"],
        account_type=row["account_type"],
        debit=row["debit"],
        credit=row["credit"],
        currency=row["currency_code"],
        rate=row["exchange_rate"],
        amount=row["amount"],
        contact_id=row["contact_id"],
        item_id=row["item_id"],
        branch_id=row["branch_id"],
        warehouse_id=row["warehouse_id"],
        project_id=row["project_id"],
        tax_rate_id=row["tax_rate_id"],
        tax_percentage=row["tax_percentage"],
        note=row["note"],
        index=row["index"],
    )


# --- balances ---

_ACCOUNT_KEY = tuple(column.name for column in account_balances.primary_key)
_CONTACT_KEY = tuple(column.name for column in contact_balances.primary_key)


_MOVE_ACCOUNTS = db.ManyRows(account_balances, adding=_SUMS)  # adds to a cell, or makes it
_MOVE_CONTACTS = db.ManyRows(contact_balances, adding=_SUMS)


def _move_balances(connection: Connection, wanted: Sequence[Entry]) -> None:
    accounts: dict[tuple[Any, ...], list[Decimal]] = {}
    contacts: dict[tuple[Any, ...], list[Decimal]] = {}
    for entry in wanted:
        day, month, year = entry.date, entry.date.replace(day=1), entry.date.replace(month=1, day=1)
        for line in entry.lines:
            branch = line.branch_id or NONE
            for kind, period in ((DAILY, day), (MONTHLY, month), (YEARLY, year)):
                _add(accounts, (kind, period, line.account_id, line.currency, branch), line)
            if line.by_contact:
                for kind, period in ((DAILY, day), (MONTHLY, month)):
                    _add(contacts, (kind, line.contact_id or NONE, line.account_id, line.currency, branch, period), line)
    largest = _LARGEST_CELL.get(connection.dialect.name, _LARGEST_ELSEWHERE)
    try:
        _MOVE_ACCOUNTS.write(connection, _cells(accounts, _ACCOUNT_KEY, largest))
        if contacts:
            _MOVE_CONTACTS.write(connection, _cells(contacts, _CONTACT_KEY, largest))
    except DBAPIError as error:
        if _is_overflow(error):
            raise AmountTooLarge("A balance would be more than the ledger holds.") from error
        raise


def _add(cells: dict[tuple[Any, ...], list[Decimal]], key: tuple[Any, ...], line: Line) -> None:
    cell = cells.setdefault(key, [ZERO, ZERO, ZERO, ZERO])
    cell[0] += line.debit
    cell[1] += line.credit
    cell[2 if line.is_debit else 3] += line.amount


def _cells(cells: dict[tuple[Any, ...], list[Decimal]], key: tuple[str, ...], largest: Decimal) -> list[dict[str, Any]]:
    """The rows of the upsert, sorted by key: whoever writes locks them in the same order."""
    if any(abs(value) > largest for cell in cells.values() for value in cell):
        raise AmountTooLarge("A balance would be more than the ledger holds.")
    return [dict(zip(key, where, strict=True)) | dict(zip(_SUMS, cell, strict=True)) for where, cell in sorted(cells.items())]


def _is_overflow(error: DBAPIError) -> bool:
    """A cell beyond its column: SQLite's check on the type, MariaDB's 1264."""
    arguments = error.orig.args if error.orig is not None else ()
    return bool(arguments) and (
        arguments[0] == 1264 or (isinstance(arguments[0], str) and "_balances_" in arguments[0] and "_exact" in arguments[0])
    )
