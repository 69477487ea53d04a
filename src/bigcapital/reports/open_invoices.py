"""What is open of customers' invoices at the end of a day, in base currency, by how long it has been due.

An invoice is worth what the books say of it: its total at its rate, less each settlement as it was posted. As the documents are
now, that is asked of them in a statement that grows with the customers and not with the invoices; what was known at a past
moment, or stands in some branches, only the lines can tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, Subquery, case, func, literal_column, select, type_coerce

from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.exact import exact_sum
from bigcapital.accounting.known import Known
from bigcapital.accounting.model import IDS_OF_LINES, entries, lines, settlements
from bigcapital.db import amount
from bigcapital.ledger.money import ONE, ZERO, exponent, multiplied, rounded
from bigcapital.sales.invoices.model import WRITE_OFF, SaleInvoice
from bigcapital.tenancy.tenant import Tenant

INVOICE = SaleInvoice.REFERENCE_TYPE
_NOTHING: ColumnElement[Any] = literal_column("0")


@dataclass(frozen=True, slots=True)
class Ages:
    """``periods`` times ``length`` days up to ``end``. Age 0 is not due yet; the last is open."""

    end: date
    length: int
    periods: int

    def of(self, day: date) -> int:
        """The age of what fell due on ``day``."""
        late = (self.end - day).days
        return 0 if late < 1 else min((late - 1) // self.length + 1, self.periods)

    def sql(self, day: SQLColumnExpression[date]) -> ColumnElement[int]:
        """The same as SQL."""
        since = [(day >= self.end - timedelta(days=self.length * age), age) for age in range(self.periods)]
        return case(*since, else_=self.periods)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose invoices: of which customers and branches (none: all), on which receivables, as known when."""

    ages: Ages
    accounts: list[int]
    contacts: tuple[int, ...] = ()
    branches: tuple[int, ...] = ()
    known: Known | None = None


Found = dict[int, list[Decimal]]  # by customer: what is open, by age


def open_invoices(tenant: Tenant, asked: Asked) -> Found:
    """By customer, what is open of invoices at each age. One statement where all are in base currency, else three."""
    found: defaultdict[int, list[Decimal]] = defaultdict(lambda: [ZERO] * (asked.ages.periods + 1))
    by_lines = asked.known is not None or asked.branches
    for customer, age, rest in _of_lines(tenant, asked) if by_lines else _of_documents(tenant, asked):
        found[customer][age] += rest
    return dict(found)


# --- as the documents are now ---


def _of_documents(tenant: Tenant, asked: Asked) -> Iterator[tuple[int, int, Decimal]]:
    """(customer, age, amount), several times for each perhaps."""
    row, end, base = SaleInvoice, asked.ages.end, tenant.base_currency
    later = _settled_later(end)
    off = case((row.writtenoff_at <= end, row.writtenoff_amount), else_=_NOTHING)
    rest = row.total - row.payment_amount - row.credited_amount + func.coalesce(later.c.amount, _NOTHING) - off
    found = select().outerjoin_from(row, later, later.c.id == row.id)
    found = found.where(row.delivered_at.is_not(None), row.invoice_date <= end, rest > _NOTHING)
    if asked.contacts:
        found = found.where(row.customer_id.in_(asked.contacts))
    age = asked.ages.sql(row.due_date).label("age")
    sums = found.add_columns(row.customer_id, age, exact_sum(rest)).where(row.currency_code == base).group_by(row.customer_id, "age")
    yield from ((one[0], one[1], one[2]) for one in tenant.connection.execute(sums))
    if any(chart(tenant)[id].currency_code != base for id in asked.accounts):
        each = found.add_columns(row.id, row.customer_id, row.due_date, row.exchange_rate, row.total, type_coerce(off, amount()))
        yield from _of_foreign(tenant, asked.ages, tenant.connection.execute(each.where(row.currency_code != base)).all())


def _of_foreign(tenant: Tenant, ages: Ages, invoices: Sequence[Any]) -> Iterator[tuple[int, int, Decimal]]:
    """One by one, since each settlement was rounded by itself."""
    foreign = select(SaleInvoice.id).where(SaleInvoice.currency_code != tenant.base_currency)
    paid = _settled(tenant, ages.end, None, settlements.c.reference_id.in_(foreign)) if invoices else {}
    worth = _worth(tenant)
    for id, customer, due_date, rate, total, off in invoices:
        gone = sum((worth(part, rate) for part in (off or ZERO, *paid.get(id, ()))), ZERO)
        yield customer, ages.of(due_date), worth(total, rate) - gone


def _settled_later(end: date) -> Subquery:
    """What settled each invoice after ``end``."""
    rows = settlements.c
    found = select(rows.reference_id.label("id"), func.sum(rows.amount).label("amount"))
    return found.where(rows.reference_type == INVOICE, rows.date > end).group_by(rows.reference_id).subquery("later")


# --- as the lines say ---


def _of_lines(tenant: Tenant, asked: Asked) -> Iterator[tuple[int, int, Decimal]]:
    """The same of what was known at a moment, or of some branches.

    A line worth nothing in base currency is not written, so of a write-off that small the document tells, as it is now.
    """
    owed: dict[int, tuple[int, Decimal, Decimal]] = {}  # invoice → customer, base and own
    off: defaultdict[int, tuple[Decimal, Decimal]] = defaultdict(lambda: (ZERO, ZERO))
    for contact, kind, id, base, own in tenant.connection.execute(_lines(asked)):
        if kind == WRITE_OFF:
            off[id] = (off[id][0] + base, off[id][1] + own)
        elif own:  # of a customer that it had before, nothing is left
            owed[id] = (contact or 0, base, own)
    paid, worth = _settled(tenant, asked.ages.end, asked.known), _worth(tenant)
    row = SaleInvoice
    gone = case((row.writtenoff_at <= asked.ages.end, row.writtenoff_amount), else_=_NOTHING)
    dates = select(row.id, row.due_date, row.exchange_rate, row.currency_code, type_coerce(gone, amount()))
    dates = dates.where(row.delivered_at.is_not(None), row.invoice_date <= asked.ages.end)
    for id, due_date, rate, currency, written_off in tenant.session.execute(dates):
        contact, base, own = owed.get(id, (0, ZERO, ZERO))
        parts, at = paid.get(id, ()), ONE if currency == tenant.base_currency else rate
        if written_off and not worth(written_off, at):
            own -= written_off
        if own + off[id][1] > sum(parts, ZERO):
            yield contact, asked.ages.of(due_date), base + off[id][0] - sum((worth(part, at) for part in parts), ZERO)


def _lines(asked: Asked) -> Select[Any]:
    """What invoices and write-offs moved, by customer and document: in base currency and in its own."""
    own = case((lines.c.debit != 0, lines.c.amount), else_=-lines.c.amount)
    key = (lines.c.contact_id, entries.c.reference_type, entries.c.reference_id)
    found = select(*key, exact_sum(lines.c.debit - lines.c.credit), exact_sum(own))
    found = found.select_from(entries.join(lines, (lines.c.entry_id == entries.c.id) & IDS_OF_LINES))
    return of_receivables(found, asked).where(entries.c.reference_type.in_((INVOICE, WRITE_OFF))).group_by(*key)


def of_receivables(found: Select[Any], asked: Asked) -> Select[Any]:
    """Narrowed to the lines that were asked for."""
    found = found.where(lines.c.account_id.in_(asked.accounts), lines.c.date <= asked.ages.end)
    if asked.contacts:
        found = found.where(lines.c.contact_id.in_(asked.contacts))
    if asked.branches:
        found = found.where(lines.c.branch_id.in_(asked.branches))
    return found if asked.known is None else found.where(lines.c.id <= asked.known.line)


# --- what settled them ---


def _settled(tenant: Tenant, end: date, known: Known | None, *which: ColumnElement[bool]) -> dict[int, list[Decimal]]:
    """What each payment or credit settled of each invoice, day by day, up to ``end``."""
    row = settlements.c
    key = (row.reference_id, row.by_type, row.by_id, row.date)
    found = select(row.reference_id, exact_sum(row.amount)).where(row.reference_type == INVOICE, row.date <= end, *which).group_by(*key)
    if known is not None and known.moment is not None:
        found = found.where(row.recorded_at <= known.moment)
    paid: defaultdict[int, list[Decimal]] = defaultdict(list)
    for id, part in tenant.connection.execute(found):
        if part:
            paid[id].append(part)
    return paid


def _worth(tenant: Tenant) -> Callable[[Decimal, Decimal], Decimal]:
    """An amount at a rate, in base currency."""
    decimals = exponent(tenant.base_currency)
    return lambda value, rate: rounded(multiplied(value, rate), decimals)
