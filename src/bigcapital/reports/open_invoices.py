"""What is open of customers' invoices at the end of a day, by how long it has been due: in base currency, or in a currency of its own.

In base currency an invoice is worth what the books say of it: its total at its rate, less each settlement as it was posted. As
the documents are now, that is asked of them in a statement that grows with the customers and not with the invoices; what was
known at a past moment, stands in some branches or is in a currency of its own, only the lines can tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, Subquery, case, func, literal_column, select, type_coerce

from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.exact import exact_sum
from bigcapital.accounting.known import Known
from bigcapital.accounting.model import IDS_OF_LINES, entries, lines, settlements
from bigcapital.db import amount
from bigcapital.documents.former import documents_known
from bigcapital.ledger.money import ONE, ZERO, exponent, multiplied, rounded
from bigcapital.sales.invoices.model import WRITE_OFF, SaleInvoice
from bigcapital.tenancy.tenant import Tenant

INVOICE = SaleInvoice.REFERENCE_TYPE
NOTHING: ColumnElement[Any] = literal_column("0")
OWN: ColumnElement[Decimal] = case((lines.c.debit != 0, lines.c.amount), else_=-lines.c.amount)
_BASE: ColumnElement[Decimal] = lines.c.debit - lines.c.credit


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
    """Whose invoices: of which customers and branches (none: all), on which receivables, as known when.

    ``currency``: only what is in this one, and in it; None: all, in base currency.
    """

    ages: Ages
    accounts: list[int]
    contacts: tuple[int, ...] = ()
    branches: tuple[int, ...] = ()
    known: Known | None = None
    currency: str | None = None

    @property
    def net(self) -> ColumnElement[Decimal]:
        """What a line charges."""
        return _BASE if self.currency is None else OWN

    def receivables(self, found: Select[Any]) -> Select[Any]:
        """``found`` of the lines that are asked about, and their entries."""
        found = found.select_from(entries.join(lines, (lines.c.entry_id == entries.c.id) & IDS_OF_LINES))
        found = found.where(lines.c.account_id.in_(self.accounts), lines.c.date <= self.ages.end)
        if self.contacts:
            found = found.where(lines.c.contact_id.in_(self.contacts))
        if self.branches:
            found = found.where(lines.c.branch_id.in_(self.branches))
        if self.currency is not None:
            found = found.where(lines.c.currency_code == self.currency)
        return found if self.known is None else found.where(lines.c.id <= self.known.line)

    def worth(self, tenant: Tenant) -> Callable[[Decimal, Decimal], Decimal]:
        """An amount of an invoice at its rate, in the currency that is asked about."""
        if self.currency is not None:
            return lambda value, _: value
        decimals = exponent(tenant.base_currency)
        return lambda value, rate: rounded(multiplied(value, rate), decimals)


Found = dict[int, list[Decimal]]  # by customer: what is open, by age


def open_invoices(tenant: Tenant, asked: Asked) -> Found:
    """By customer, what is open of invoices at each age. One statement where all are in base currency, else three."""
    found: defaultdict[int, list[Decimal]] = defaultdict(lambda: [ZERO] * (asked.ages.periods + 1))
    by_lines = asked.known is not None or asked.branches or asked.currency is not None
    for customer, age, rest in _of_lines(tenant, asked) if by_lines else _of_documents(tenant, asked):
        found[customer][age] += rest
    return dict(found)


# --- as the documents are now ---


def _of_documents(tenant: Tenant, asked: Asked) -> Iterator[tuple[int, int, Decimal]]:
    """(customer, age, amount), several times for each perhaps."""
    row, end, base = SaleInvoice, asked.ages.end, tenant.base_currency
    later = _settled_later(end)
    off = case((row.writtenoff_at <= end, row.writtenoff_amount), else_=NOTHING)
    rest = row.total - row.payment_amount - row.credited_amount + func.coalesce(later.c.amount, NOTHING) - off
    found = select().outerjoin_from(row, later, later.c.id == row.id)
    found = found.where(row.delivered_at.is_not(None), row.invoice_date <= end, rest > NOTHING)
    if asked.contacts:
        found = found.where(row.customer_id.in_(asked.contacts))
    age = asked.ages.sql(row.due_date).label("age")
    sums = found.add_columns(row.customer_id, age, exact_sum(rest)).where(row.currency_code == base).group_by(row.customer_id, "age")
    yield from ((one[0], one[1], one[2]) for one in tenant.connection.execute(sums))
    if any(chart(tenant)[id].currency_code != base for id in asked.accounts):
        each = found.add_columns(row.id, row.customer_id, row.due_date, row.exchange_rate, row.total, type_coerce(off, amount()))
        yield from _of_foreign(tenant, asked, tenant.connection.execute(each.where(row.currency_code != base)).all())


def _of_foreign(tenant: Tenant, asked: Asked, invoices: Sequence[Any]) -> Iterator[tuple[int, int, Decimal]]:
    """One by one, since each settlement was rounded by itself."""
    foreign = select(SaleInvoice.id).where(SaleInvoice.currency_code != tenant.base_currency)
    paid = _settled(tenant, asked, settlements.c.reference_id.in_(foreign)) if invoices else {}
    worth = asked.worth(tenant)
    for id, customer, due_date, rate, total, off in invoices:
        gone = sum((worth(part, rate) for part in (off or ZERO, *(one.amount for one in paid.get(id, ())))), ZERO)
        yield customer, asked.ages.of(due_date), worth(total, rate) - gone


def _settled_later(end: date) -> Subquery:
    """What settled each invoice after ``end``."""
    rows = settlements.c
    found = select(rows.reference_id.label("id"), func.sum(rows.amount).label("amount"))
    return found.where(rows.reference_type == INVOICE, rows.date > end).group_by(rows.reference_id).subquery("later")


# --- as the lines say ---


class By(NamedTuple):
    """What settled an invoice, and how much of it."""

    type: str
    id: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Told:
    """What the lines tell of an invoice: whose it is, what was charged and written off, what settled it, and what is open."""

    id: int
    customer: int  # 0: nobody's
    due_date: date
    charged: Decimal
    settled: Sequence[By]
    rest: Decimal


def told_invoices(tenant: Tenant, asked: Asked) -> Iterator[Told]:
    """Every invoice that the lines tell of, whether or not something is open of it. Three statements.

    A line worth nothing in base currency is not written, so of a write-off that small the document tells, as it was then.
    """
    owed: dict[int, tuple[int, Decimal, Decimal]] = {}  # invoice → customer, worth and own
    off: defaultdict[int, tuple[Decimal, Decimal]] = defaultdict(lambda: (ZERO, ZERO))
    for contact, kind, id, net, own in tenant.connection.execute(_lines(asked)):
        if kind == WRITE_OFF:
            off[id] = (off[id][0] + net, off[id][1] + own)
        elif own:  # of a customer that it had before, nothing is left
            owed[id] = (contact or 0, net, own)
    theirs = asked.receivables(select(entries.c.reference_id)).where(entries.c.reference_type == INVOICE)
    which = [settlements.c.reference_id.in_(theirs)] if asked.contacts else []
    paid, worth = _settled(tenant, asked, *which), asked.worth(tenant)
    then = documents_known(SaleInvoice, asked.known.moment if asked.known is not None else None).subquery().c
    gone = case((then.written_off_on <= asked.ages.end, then.written_off), else_=NOTHING)
    of = (then.reference_id, then.due_date, then.exchange_rate, then.currency_code)
    dates = select(*of, type_coerce(gone, amount())).where(then.date <= asked.ages.end)
    dates = dates.where(then.reference_id.in_(theirs)) if asked.contacts else dates
    for id, due_date, rate, currency, written_off in tenant.session.execute(dates):
        contact, net, own = owed.get(id, (0, ZERO, ZERO))
        at = ONE if currency == tenant.base_currency else rate
        settled = [By(one.type, one.id, worth(one.amount, at)) for one in paid.get(id, ())]
        if written_off and not worth(written_off, at):
            own -= written_off
        is_open = own + off[id][1] > sum((one.amount for one in paid.get(id, ())), ZERO)
        charged = net + off[id][0]
        rest = charged - sum((one.amount for one in settled), ZERO) if is_open else ZERO
        yield Told(id, contact, due_date, charged, settled, rest)


def _of_lines(tenant: Tenant, asked: Asked) -> Iterator[tuple[int, int, Decimal]]:
    """The same of what was known at a moment, of some branches, or in a currency of its own."""
    yield from ((one.customer, asked.ages.of(one.due_date), one.rest) for one in told_invoices(tenant, asked) if one.rest)


def _lines(asked: Asked) -> Select[Any]:
    """What invoices and write-offs moved, by customer and document: as asked, and in its own currency."""
    key = (lines.c.contact_id, entries.c.reference_type, entries.c.reference_id)
    found = asked.receivables(select(*key, exact_sum(asked.net), exact_sum(OWN)))
    return found.where(entries.c.reference_type.in_((INVOICE, WRITE_OFF))).group_by(*key)


# --- what settled them ---


def _settled(tenant: Tenant, asked: Asked, *which: ColumnElement[bool]) -> dict[int, list[By]]:
    """What settled each invoice: each payment and credit by itself, and what took one back."""
    row, known = settlements.c, asked.known
    found = select(row.reference_id, row.by_type, row.by_id, row.amount)
    found = found.where(row.reference_type == INVOICE, row.date <= asked.ages.end, *which)
    if known is not None and known.moment is not None:
        found = found.where(row.recorded_at <= known.moment)
    paid: defaultdict[int, list[By]] = defaultdict(list)
    for id, kind, by_id, part in tenant.connection.execute(found):
        paid[id].append(By(kind, by_id, part))
    return paid
