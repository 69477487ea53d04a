"""What customers owe at the end of a day, by how long it has been due.

It adds up to the receivables accounts, customer by customer. Invoices are due on their due date, less what settled them by
then. Everything else that was charged (opening balances, journals …) is due on its own day; whatever was credited and settles
no invoice (payments on account, open credit notes …) counts towards the oldest of it, and what is left of that is not due.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select

from bigcapital.accounting.balances import contact_totals
from bigcapital.accounting.exact import exact_sum
from bigcapital.accounting.model import entries, lines
from bigcapital.accounting.spans import Span
from bigcapital.ledger.money import ZERO
from bigcapital.reports import table
from bigcapital.reports.contacts import CUSTOMERS, NOBODY
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.open_invoices import INVOICE, NOTHING, Ages, Asked, open_invoices
from bigcapital.reports.query import ReceivableAgingQuery
from bigcapital.reports.table import Column, Row, Table
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


class ReceivableAging(Report[ReceivableAgingQuery]):
    """``GET /api/reports/receivable-aging-summary``."""

    name = "receivable-aging-summary"
    title = "Receivable Aging Summary"
    as_of = True

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        aged, total = self.aged(tenant)
        rows = [one for one in aged if not (self.query.none_zero and one[2].is_nothing)]
        return Made(lambda: self._data(rows, total, writer), lambda: self._table(rows, total, writer), {"columns": self.periods()})

    def aged(self, tenant: Tenant) -> tuple[list[tuple[int, str, Aged]], Aged]:
        """What each customer owes, with id and name, and what all do."""
        found = self._aged(tenant)
        names = CUSTOMERS.names(tenant, found.keys())
        aged = [(id, name, found[id]) for id, name in names.items()]
        others = [one for id, one in found.items() if id not in names]
        if others:
            aged.append((NOBODY, self.context.text("Without a contact"), self._sum(others)))
        return aged, self._sum([one for _, _, one in aged])

    def _aged(self, tenant: Tenant) -> dict[int, Aged]:
        """What each customer owes by age, 0 for lines that name none: it adds up to the balance."""
        ages = self._ages
        asked = Asked(ages, CUSTOMERS.accounts(tenant), self.query.contacts, self.query.branches, self.known(tenant))
        balances = self._balances(tenant, asked)
        invoices, charges = open_invoices(tenant, asked), open_charges(tenant, asked)
        return {id: with_charges(balance, invoices.get(id), charges.get(id, ()), ages) for id, balance in balances.items()}

    def _balances(self, tenant: Tenant, asked: Asked) -> dict[int, Decimal]:
        """What each customer owes. A customer whose turnover is nothing, too, has a row: what it owed was settled."""
        chosen = {"contacts": asked.contacts or None, "branches": asked.branches or None}
        [sums] = contact_totals(tenant, [Span(None, asked.ages.end)], accounts=asked.accounts, known=asked.known, **chosen)
        return {id: one.net for id, one in sums.items()}

    def _sum(self, several: Sequence[Aged]) -> Aged:
        places = range(self.query.aging_periods)
        return Aged(
            sum((one.current for one in several), ZERO), tuple(sum((one.aging[place] for one in several), ZERO) for place in places)
        )

    def periods(self) -> list[dict[str, Any]]:
        """How long each of the periods is overdue."""
        return periods_of(self._ages)

    @property
    def _ages(self) -> Ages:
        return Ages(self.period.end, self.query.aging_days_before, self.query.aging_periods)

    def _data(self, rows: Iterable[tuple[int, str, Aged]], total: Aged, writer: Writer) -> dict[str, Any]:
        periods = self.periods()

        def shown(one: Aged, *, of_all: bool = False) -> dict[str, Any]:
            aging = [{**period, "total": writer.money(value, total=of_all)} for period, value in zip(periods, one.aging, strict=True)]
            return {
                "current": writer.money(one.current, total=of_all),
                "aging": aging,
                "total": writer.money(one.total, total=of_all),
            }

        return {
            "customers": [{"customer_id": id, "customer_name": name, **shown(one)} for id, name, one in rows],
            "total": shown(total, of_all=True),
        }

    def _table(self, rows: Iterable[tuple[int, str, Aged]], total: Aged, writer: Writer) -> Table:
        text, keys = self.context.text, [f"aging_{place}" for place in range(self.query.aging_periods)]
        heads = [Column("customer_name", text("Customer name")), Column("current", text("Current"), numeric=True)]
        for key, period in zip(keys, self.periods(), strict=True):
            heads.append(Column(key, called(period, self.context), numeric=True))
        heads.append(Column("total", text("Total"), numeric=True))

        def row(id: int | str, name: str, one: Aged, type: str) -> Row:
            values = zip(("current", *keys, "total"), (one.current, *one.aging, one.total), strict=True)
            cells = (table.amount(key, value, writer, total=type == "TOTAL") for key, value in values)
            return Row((table.text("customer_name", name), *cells), (type,), id)

        made = [row(id, name, one, "CUSTOMER") for id, name, one in rows]
        return Table(tuple(heads), (*made, row("TOTAL", text("Total"), total, "TOTAL")), writer)
