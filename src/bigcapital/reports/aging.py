"""What is owed by how long it has been due: the rules, for every report that tells of it.

Invoices are due on their due date, less what settled them by then. Everything else that was charged (opening balances,
journals …) is due on its own day; whatever was credited and settles no invoice (payments on account, open credit notes …)
counts towards the oldest of it, and what is left of that is not due.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select

from bigcapital.accounting.exact import exact_sum
from bigcapital.accounting.model import entries, lines
from bigcapital.ledger.money import ZERO
from bigcapital.reports.contacts import NOBODY
from bigcapital.reports.context import Context
from bigcapital.reports.open_invoices import INVOICE, NOTHING, Ages, Asked
from bigcapital.sales.credit_notes.model import CreditNote
from bigcapital.sales.invoices.model import WRITE_OFF
from bigcapital.sales.payments.model import REFERENCE_TYPE as PAYMENT
from bigcapital.tenancy.tenant import Tenant

_NEVER_CHARGE = (INVOICE, WRITE_OFF, PAYMENT, CreditNote.REFERENCE_TYPE)  # invoices apart, these are credits alone


@dataclass(frozen=True, slots=True)
class Aged:
    """What is not due yet, and what has been for how long; ``aging`` is by period."""

    current: Decimal
    aging: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        """All of it: the balance."""
        return self.current + sum(self.aging, ZERO)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is owed at all."""
        return not self.current and not any(self.aging)


def with_charges(balance: Decimal, invoices: Sequence[Decimal] | None, charges: Collection[tuple[date, Decimal]], ages: Ages) -> Aged:
    """``balance`` by age: what is open of ``invoices`` at each age, and the rest of ``charges``; pure.

    Whatever was credited and settles no invoice counts towards the oldest charges; what is left of it is not due.
    """
    due = list(invoices or [ZERO] * (ages.periods + 1))
    left = sum((amount for _, amount in charges), ZERO) + sum(due, ZERO) - balance
    for day, amount in sorted(charges):
        taken = min(max(left, ZERO), amount)
        left -= taken
        due[ages.of(day)] += amount - taken
    return Aged(due[0] - left, tuple(due[1:]))


def moved(asked: Asked) -> Select[Any]:
    """What each document moved, customer by customer, with the latest of its lines, which says on what day it stands now."""
    key = (lines.c.contact_id, entries.c.reference_type, entries.c.reference_id)
    return asked.receivables(select(*key, func.max(lines.c.id).label("line"), exact_sum(asked.net).label("net"))).group_by(*key)


def is_charge(kind: str, net: Decimal) -> bool:
    """Whether a document is no invoice and is owed all the same."""
    return kind not in _NEVER_CHARGE and net > 0


def open_charges(tenant: Tenant, asked: Asked) -> dict[int, list[tuple[date, Decimal]]]:
    """What was charged by anything but invoices, by customer: when, and how much. One statement."""
    each = moved(asked).where(entries.c.reference_type.not_in(_NEVER_CHARGE)).having(func.sum(asked.net) > NOTHING).subquery()
    found = select(each.c.contact_id, lines.c.date, each.c.net).join(lines, lines.c.id == each.c.line)
    charges: defaultdict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    for contact, day, amount in tenant.connection.execute(found):
        charges[contact or NOBODY].append((day, amount))
    return charges


def periods_of(ages: Ages) -> list[dict[str, Any]]:
    """The periods, the shortest first, as they go out."""
    length, last = ages.length, ages.periods - 1
    return [
        {
            "from_period": ages.end - timedelta(days=length * place + 1),
            "to_period": None if place == last else ages.end - timedelta(days=length * (place + 1)),
            "before_days": length * place + 1,
            "to_days": None if place == last else length * (place + 1),
        }
        for place in range(ages.periods)
    ]


def called(period: Mapping[str, Any], context: Context) -> str:
    """What people call a period."""
    first, last = str(period["before_days"]), period["to_days"]
    if last is None:
        return context.text("{first} days and more", first=first)
    return context.text("{first}–{last} days", first=first, last=str(last))
