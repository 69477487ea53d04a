"""What customers owe at the end of a day, by how long it has been due.

It adds up to the receivables accounts, customer by customer. Invoices are due on their due date, less what settled them by
then. Everything else that was charged (opening balances, journals …) is due on its own day; whatever was credited and settles
no invoice (payments on account, open credit notes …) counts towards the oldest of it, and what is left of that is not due.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import case, func, select

from bigcapital.accounting.balances import exact_sum
from bigcapital.accounting.model import IDS_OF_LINES, entries, lines
from bigcapital.accounting.settlements import Settlement, settlements
from bigcapital.ledger.money import ONE, ZERO, exponent, multiplied, rounded
from bigcapital.reports import table
from bigcapital.reports.contacts import CUSTOMERS, NOBODY
from bigcapital.reports.context import Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.query import ReceivableAgingQuery
from bigcapital.reports.table import Column, Row, Table
from bigcapital.sales.invoices.model import WRITE_OFF, SaleInvoice
from bigcapital.tenancy.tenant import Tenant


@dataclass(slots=True)
class Open:
    """What a customer has open: what falls due when, and what was credited that settles none of it by itself."""

    balance: Decimal = ZERO
    invoices: list[tuple[date, Decimal]] = field(default_factory=list)  # due on, still due
    charges: list[tuple[date, Decimal]] = field(default_factory=list)  # of anything else, as they were

    def due(self) -> Iterable[tuple[date | None, Decimal]]:
        """All of it by the day on which it falls due, None for never: it adds up to the balance."""
        yield from self.invoices
        left = sum((amount for _, amount in self.charges), ZERO) - (self.balance - sum((amount for _, amount in self.invoices), ZERO))
        for day, amount in sorted(self.charges):
            taken = min(max(left, ZERO), amount)
            left -= taken
            yield day, amount - taken
        yield None, -left


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
        found = self._open(tenant)
        names = CUSTOMERS.names(tenant, found.keys())
        aged = [(id, name, self._aged(found[id])) for id, name in names.items()]
        others = [one for id, one in found.items() if id not in names]
        if others:
            parts = [self._aged(one) for one in others]
            aged.append((NOBODY, self.context.text("Without a contact"), self._sum(parts)))
        return aged, self._sum([one for _, _, one in aged])

    def _open(self, tenant: Tenant) -> dict[int, Open]:
        """What each customer has open, 0 for lines that name none. Three statements."""
        found: defaultdict[int, Open] = defaultdict(Open)
        owed: dict[int, tuple[int, Decimal, Decimal]] = {}  # invoice → customer, base and own
        written_off: dict[int, tuple[Decimal, Decimal]] = {}
        for contact, kind, id, day, base, own in self._lines(tenant):
            found[contact or NOBODY].balance += base
            if kind == SaleInvoice.REFERENCE_TYPE:
                owed[id] = (contact or NOBODY, base, own)
            elif kind == WRITE_OFF:
                written_off[id] = (base, own)
            elif base > 0:
                found[contact or NOBODY].charges.append((day, base))
        settled = settlements(tenant, self.period.end, self.known(tenant))
        for id, due_date, rate, currency in self._invoices(tenant, owed):
            contact, base, own = owed[id]
            off_base, off_own = written_off.get(id, (ZERO, ZERO))
            paid = settled.get((SaleInvoice.REFERENCE_TYPE, id), ())
            if own + off_own > sum((one.amount for one in paid), ZERO):
                rest = base + off_base - self._worth(paid, ONE if currency == tenant.base_currency else rate, tenant)
                found[contact].invoices.append((due_date, rest))
        return dict(found)

    def _lines(self, tenant: Tenant) -> Iterable[Any]:
        """The receivables by customer and document: its day, and what it moved in base currency and in its own."""
        sign = case((lines.c.debit != 0, lines.c.amount), else_=-lines.c.amount)
        key = (lines.c.contact_id, entries.c.reference_type, entries.c.reference_id)
        found = (
            select(*key, func.min(lines.c.date), exact_sum(lines.c.debit - lines.c.credit), exact_sum(sign))
            .select_from(entries.join(lines, (lines.c.entry_id == entries.c.id) & IDS_OF_LINES))
            .where(lines.c.account_id.in_(CUSTOMERS.accounts(tenant)), lines.c.date <= self.period.end)
            .group_by(*key)
        )
        known = self.known(tenant)
        if self.query.contacts:
            found = found.where(lines.c.contact_id.in_(self.query.contacts))
        if self.query.branches:
            found = found.where(lines.c.branch_id.in_(self.query.branches))
        if known is not None:
            found = found.where(lines.c.id <= known.line)
        return tenant.connection.execute(found)

    def _invoices(self, tenant: Tenant, owed: dict[int, Any]) -> Iterable[Any]:
        """When each invoice that was charged falls due, and at which rate it stands."""
        row = SaleInvoice
        found = select(row.id, row.due_date, row.exchange_rate, row.currency_code)
        found = found.where(row.delivered_at.is_not(None), row.invoice_date <= self.period.end)
        return (one for one in tenant.session.execute(found) if one.id in owed)

    def _worth(self, paid: Sequence[Settlement], rate: Decimal, tenant: Tenant) -> Decimal:
        """Settlements in base currency, each as it was posted: at the invoice's rate."""
        decimals = exponent(tenant.base_currency)
        return sum((rounded(multiplied(one.amount, rate), decimals) for one in paid), ZERO)

    def _aged(self, one: Open) -> Aged:
        current, aging = ZERO, [ZERO] * self.query.aging_periods
        for day, amount in one.due():
            late = (self.period.end - day).days if day is not None else 0
            if late < 1:
                current += amount
            else:
                aging[min((late - 1) // self.query.aging_days_before, len(aging) - 1)] += amount
        return Aged(current, tuple(aging))

    def _sum(self, several: Sequence[Aged]) -> Aged:
        places = range(self.query.aging_periods)
        return Aged(
            sum((one.current for one in several), ZERO), tuple(sum((one.aging[place] for one in several), ZERO) for place in places)
        )

    def periods(self) -> list[dict[str, Any]]:
        """How long each of the periods is overdue."""
        length, last = self.query.aging_days_before, self.query.aging_periods - 1
        return [
            {
                "from_period": self.period.end - timedelta(days=length * place + 1),
                "to_period": None if place == last else self.period.end - timedelta(days=length * (place + 1)),
                "before_days": length * place + 1,
                "to_days": None if place == last else length * (place + 1),
            }
            for place in range(self.query.aging_periods)
        ]

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
            first, last = str(period["before_days"]), period["to_days"]
            label = text("{first} days and more", first=first) if last is None else text("{first}–{last} days", first=first, last=str(last))
            heads.append(Column(key, label, numeric=True))
        heads.append(Column("total", text("Total"), numeric=True))

        def row(id: int | str, name: str, one: Aged, type: str) -> Row:
            values = zip(("current", *keys, "total"), (one.current, *one.aging, one.total), strict=True)
            cells = (table.amount(key, value, writer, total=type == "TOTAL") for key, value in values)
            return Row((table.text("customer_name", name), *cells), (type,), id)

        made = [row(id, name, one, "CUSTOMER") for id, name, one in rows]
        return Table(tuple(heads), (*made, row("TOTAL", text("Total"), total, "TOTAL")), writer)
