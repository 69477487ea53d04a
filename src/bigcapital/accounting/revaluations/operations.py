"""Revaluing what stands open in other currencies at a day, and taking that back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy import delete as delete_from

from bigcapital import clock, db
from bigcapital.accounting import books
from bigcapital.accounting.accounts.chart import chart, system_account
from bigcapital.accounting.foreign import Valued, foreign_balances, total_difference, valued
from bigcapital.accounting.locks import guard
from bigcapital.accounting.revaluations.model import REFERENCE_TYPE, Revaluation, RevaluationLine, revaluation_lines
from bigcapital.accounting.revaluations.posting import revaluation_entries
from bigcapital.accounting.revaluations.schema import RevaluationIn
from bigcapital.errors import DomainError
from bigcapital.ledger.entry import LARGEST, AmountTooLarge
from bigcapital.ledger.money import exponent
from bigcapital.tenancy.tenant import Tenant

GAIN_OR_LOSS = "exchange-grain-loss"  # the account's slug


class AlreadyRevalued(DomainError):
    type = "REVALUATION_ALREADY_EXISTS"


class NothingToRevalue(DomainError):
    type = "NOTHING_TO_REVALUE"


@dataclass(frozen=True, slots=True)
class Written:
    """A revaluation with its lines."""

    revaluation: Revaluation
    lines: tuple[RevaluationLine, ...]


_LINES_OF = (
    select(*(revaluation_lines.c[field.name] for field in fields(RevaluationLine)))
    .where(revaluation_lines.c.revaluation_id.in_(bindparam("ids", expanding=True)))
    .order_by(revaluation_lines.c.id)
)
_RATES_OF = (
    select(revaluation_lines.c.revaluation_id, revaluation_lines.c.currency_code, revaluation_lines.c.exchange_rate)
    .where(revaluation_lines.c.revaluation_id.in_(bindparam("ids", expanding=True)), revaluation_lines.c.balance != 0)
    .distinct()
    .order_by(revaluation_lines.c.revaluation_id, revaluation_lines.c.currency_code)
)
_DELETE_LINES = delete_from(revaluation_lines).where(revaluation_lines.c.revaluation_id == bindparam("id"))


def lines_of(tenant: Tenant, revaluation_id: int) -> tuple[RevaluationLine, ...]:
    """What a revaluation revalued."""
    return tuple(RevaluationLine(*row) for row in tenant.connection.execute(_LINES_OF, {"ids": [revaluation_id]}))


def rates_of(tenant: Tenant, revaluation_ids: Collection[int]) -> dict[int, dict[str, Decimal]]:
    """The rates of several revaluations, by currency. One statement."""
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for id, currency, rate in tenant.connection.execute(_RATES_OF, {"ids": list(revaluation_ids)}) if revaluation_ids else ():
        found[id][currency] = rate
    return found


def create(tenant: Tenant, data: RevaluationIn) -> Written:
    """Bring every open foreign balance to the rates given, on their day, and back on the day after.

    :raises TransactionsDateLocked: either day is locked.
    :raises AlreadyRevalued: one stands at that day.
    :raises InvalidInput: a rate is missing, or of no currency.
    :raises NothingToRevalue: every balance has the value that the rates give it.
    """
    revaluation = Revaluation(date=data.date, note=data.note, user_id=tenant.user_id, created_at=clock.now())
    _check_open(tenant, revaluation)
    if standing_at(tenant, data.date) is not None:
        raise AlreadyRevalued("There is a revaluation at that day; delete it first.")
    found = valued(foreign_balances(tenant, data.date), data.rates, exponent(tenant.base_currency))
    if not any(one.difference for one in found):
        raise NothingToRevalue("No foreign balance differs from its value at these rates.")
    if any(abs(one.difference) >= LARGEST for one in found):
        raise AmountTooLarge("A difference has more than 12 digits before the point.")
    revaluation.amount = total_difference(found)
    tenant.session.add(revaluation)
    tenant.session.flush()
    written = Written(revaluation, _insert_lines(tenant, revaluation.id, found))
    known = chart(tenant)
    entries = revaluation_entries(
        revaluation,
        written.lines,
        gain_or_loss_id=system_account(tenant, GAIN_OR_LOSS).id,
        type_of=lambda id: known[id].account_type,
    )
    books.record_all(tenant, entries)
    return written


def delete(tenant: Tenant, revaluation: Revaluation) -> None:
    """Delete a revaluation; its entries and their reversals, each on its own day, stay in the ledger.

    :raises TransactionsDateLocked: either day is locked.
    """
    _check_open(tenant, revaluation)
    books.reverse(tenant, REFERENCE_TYPE, revaluation.id)
    tenant.connection.execute(_DELETE_LINES, {"id": revaluation.id})
    tenant.session.delete(revaluation)
    tenant.session.flush()


def standing_at(tenant: Tenant, day: date) -> int | None:
    """Id of the revaluation at ``day``."""
    return tenant.session.scalar(select(Revaluation.id).where(Revaluation.date == day))


def _check_open(tenant: Tenant, revaluation: Revaluation) -> None:
    for day in (revaluation.date, revaluation.reverses_on):
        guard.check(tenant, REFERENCE_TYPE, day)


def _insert_lines(tenant: Tenant, revaluation_id: int, found: Iterable[Valued]) -> tuple[RevaluationLine, ...]:
    rows: list[dict[str, Any]] = [
        {
            "revaluation_id": revaluation_id,
            "account_id": one.balance.account_id,
            "contact_id": one.balance.contact_id,
            "branch_id": one.balance.branch_id,
            "currency_code": one.balance.currency,
            "exchange_rate": one.rate,
            "balance": one.balance.own,
            "base_balance": one.balance.base,
            "difference": one.difference,
        }
        for one in found
    ]
    ids = db.insert_rows(tenant.session, revaluation_lines, rows, owner="revaluation_id")
    return tuple(RevaluationLine(id=id, **row) for id, row in zip(ids, rows, strict=True))
