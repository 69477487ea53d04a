"""The entries of payments, row by row: how much of each payment went to which invoice, and on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy import delete as delete_from

from bigcapital import db
from bigcapital.errors import DomainError
from bigcapital.ledger.money import ZERO
from bigcapital.sales.payments.model import PaymentEntry, PaymentReceived, payment_entries
from bigcapital.sales.payments.schema import EntryIn, PaymentIn
from bigcapital.tenancy.tenant import Tenant


class EntriesNotFound(DomainError):
    type = "ENTRIES_IDS_NOT_EXISTS"


_COLUMNS = tuple(field.name for field in fields(PaymentEntry))
_ROWS = payment_entries.c
_ENTRIES = select(*(_ROWS[name] for name in _COLUMNS)).order_by(_ROWS.payment_receive_id, _ROWS.id)
_ENTRIES_OF = _ENTRIES.where(_ROWS.payment_receive_id.in_(bindparam("ids", expanding=True)))
_APPLIED = (
    select(_ROWS.payment_receive_id, func.sum(_ROWS.payment_amount))
    .where(_ROWS.payment_receive_id.in_(bindparam("ids", expanding=True)))
    .group_by(_ROWS.payment_receive_id)
)
_INSERT_ENTRIES = insert(payment_entries)
_DELETE_ENTRIES = delete_from(payment_entries).where(_ROWS.payment_receive_id == bindparam("id_of"))


def entries_of(tenant: Tenant, ids: Collection[int]) -> defaultdict[int, list[PaymentEntry]]:
    """The entries of several payments, in their order. One statement."""
    found: defaultdict[int, list[PaymentEntry]] = defaultdict(list)
    for row in tenant.connection.execute(_ENTRIES_OF, {"ids": list(ids)}) if ids else ():
        found[row.payment_receive_id].append(PaymentEntry(*row))
    return found


def applied_of(tenant: Tenant, ids: Collection[int]) -> dict[int, Decimal]:
    """How much of each of several payments was applied; those of which nothing was are left out. One statement."""
    rows = tenant.connection.execute(_APPLIED, {"ids": list(ids)}) if ids else ()
    return {row[0]: row[1] for row in rows}


def left_of(payment: PaymentReceived, entries: Iterable[PaymentEntry]) -> Decimal:
    """What of a payment was not applied: the customer's credit."""
    return payment.amount - sum((one.payment_amount for one in entries), ZERO)


def matched(given: Sequence[EntryIn], standing: Sequence[PaymentEntry]) -> list[PaymentEntry | None]:
    """Which entry of the payment each given one is: the one that it names, else the first of its invoice that is left.

    :raises EntriesNotFound: one names an entry that is none of this payment, or that another names too.
    """
    by_id = {one.id: one for one in standing}
    named = [one.id for one in given if one.id is not None]
    foreign = sorted(set(named) - by_id.keys())
    if foreign or len(set(named)) < len(named):
        raise EntriesNotFound("Some entries are none of this payment.", payload={"ids": foreign or sorted(named)})
    left: defaultdict[int, list[PaymentEntry]] = defaultdict(list)
    for one in reversed(standing):
        if one.id not in named:
            left[one.invoice_id].append(one)
    return [by_id[one.id] if one.id is not None else left[one.invoice_id].pop() if left[one.invoice_id] else None for one in given]


def row_of(data: PaymentIn, place: int, given: EntryIn, kept: PaymentEntry | None = None) -> dict[str, Any]:
    """An entry as it will be stored; ``kept``: the one that it is, whose id, and day if it is a later one, stay."""
    return {
        "id": kept.id if kept is not None else None,
        "invoice_id": given.invoice_id,
        "index": place if given.index is None else given.index,
        "payment_amount": given.payment_amount,
        "date": kept.date if kept is not None and kept.is_later else data.payment_date,
        "is_later": kept is not None and kept.is_later,
    }


def store_entries(tenant: Tenant, payment: PaymentReceived, rows: Iterable[Mapping[str, Any]]) -> list[PaymentEntry]:
    """Write entries of a payment, beside those that stand; those of nothing are left out."""
    wanted = [{**row, "payment_receive_id": payment.id} for row in rows if row["payment_amount"]]
    fresh = [{name: value for name, value in row.items() if name != "id"} for row in wanted if row["id"] is None]
    ids = iter(db.insert_rows(tenant.session, payment_entries, fresh, owner="payment_receive_id"))
    kept = [row for row in wanted if row["id"] is not None]
    if kept:
        tenant.connection.execute(_INSERT_ENTRIES, kept)
    tenant.mark_changed()
    stored = [PaymentEntry(**(row | {"id": next(ids) if row["id"] is None else row["id"]})) for row in wanted]
    return sorted(stored, key=lambda one: one.id)


def remove_entries(tenant: Tenant, payment: PaymentReceived) -> None:
    """Delete all entries of a payment."""
    tenant.connection.execute(_DELETE_ENTRIES, {"id_of": payment.id})
