"""A statement of account: what one customer was charged and paid, document by document, in the customer's currency.

It is the ledger's receivable of that customer: what stood before, what each document moved, what stands after. A document
that was undone has moved nothing. In the end, what stands, by how long it has been due.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from bigcapital.accounting import dimensions
from bigcapital.accounting.currencies.rates import signs
from bigcapital.accounting.dimensions import ContactName
from bigcapital.accounting.exact import exact_sum
from bigcapital.accounting.lines import LedgerLine
from bigcapital.accounting.model import IDS_OF_LINES, entries, lines
from bigcapital.accounting.references import reference_label
from bigcapital.accounting.spans import Span
from bigcapital.errors import InvalidInput
from bigcapital.ledger.money import ZERO, currency_symbol, exponent
from bigcapital.reports import open_documents, table
from bigcapital.reports.aging import Aged, called, open_charges, periods_of, with_charges
from bigcapital.reports.cells import Addend, RowFigure, no_column, no_row, of_terms
from bigcapital.reports.cells import Cell as Figure
from bigcapital.reports.contacts import CUSTOMERS
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.figures import before, over, up_to
from bigcapital.reports.lines import LineWriter
from bigcapital.reports.open_invoices import OWN, Ages, Asked, open_invoices
from bigcapital.reports.query import CustomerStatementQuery
from bigcapital.reports.table import Cell, Column, Row, Table
from bigcapital.reports.terms import Term, Terms
from bigcapital.tenancy.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Moved:
    """What a document moved on a day, above zero where it was charged, and what stood after it."""

    date: date
    kind: str
    id: int
    number: str | None
    reference: str | None
    amount: Decimal
    balance: Decimal

    @property
    def row(self) -> str:
        """What its row is called."""
        return _row(self.kind, self.id, self.date)

    @property
    def charged(self) -> Decimal:
        return max(self.amount, ZERO)

    @property
    def credited(self) -> Decimal:
        return max(-self.amount, ZERO)


@dataclass(frozen=True, slots=True)
class Statement:
    """All of it, in the customer's currency. ``others``: what stands in other currencies, by their code."""

    customer: ContactName
    opening: Decimal
    moved: tuple[Moved, ...]
    closing: Decimal
    aged: Aged
    others: dict[str, Decimal]


class CustomerStatement(Report[CustomerStatementQuery]):
    """``GET /api/reports/customer-statement``."""

    name = "customer-statement"
    title = "Statement of Account"
    remembered = False  # an invoice's due date is no entry of the ledger

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        found = self.read_of(tenant)
        own = self.writer_of(tenant, found.customer.currency)
        writing = LineWriter(self.context, own, {})
        return Made(lambda: self._data(found, writing), lambda: self._table(found, writing))

    def read_of(self, tenant: Tenant) -> Statement:
        """The statement; raises ``InvalidInput`` where there is no such customer. Seven statements, however long."""
        customer = self._customer(tenant)
        before = lines.c.date < self.period.start
        opening = tenant.connection.scalar(self._of_lines(tenant, customer, exact_sum(OWN)).where(before)) or ZERO
        moved = tuple(self._moved(tenant, customer, opening))
        closing = opening + sum((one.amount for one in moved), ZERO)
        others = self._others(tenant, customer)
        return Statement(customer, opening, moved, closing, self._aged(tenant, customer, closing), others)

    def writer_of(self, tenant: Tenant, currency: str) -> Writer:
        """Writes amounts in the customer's currency."""
        sign = signs(tenant).get(currency) or currency_symbol(currency)
        return Writer(currency, sign, self.query.number_format.style(exponent(currency)))

    def cell(self, tenant: Tenant, writer: Writer, row: str, column: str) -> Figure:
        """The rows are the opening and closing balance, the ages, and what documents moved; all in the customer's currency."""
        if column not in ("charged", "credited", "balance"):
            raise no_column(column)
        found, text = self.read_of(tenant), self.context.text
        ages = {key: (place, label, amount) for place, (key, label, amount) in enumerate(self.aging_of(found))}
        one = next((each for each in found.moved if each.row == row), None)
        if one is not None:
            return self._moved_cell(tenant, found, one, column)
        if row not in ("OPENING_BALANCE", "CLOSING_BALANCE", *ages):
            raise no_row(row)
        if column != "balance":
            raise no_column(column)
        currency = found.customer.currency
        if row in ages:
            place, label, amount = ages[row]
            documents = open_documents.open_documents(tenant, self._asked(tenant, found.customer)).get(found.customer.id, ())
            lines = open_documents.counted(tenant, [each for each in documents if each.age == place])
            return Figure(row, column, label, amount, counted=lines, words=text("What is open of documents"), currency=currency)
        opening, whole = text("Opening balance"), self._whole(tenant, found.customer)
        terms: Terms = (replace(whole, span=before(self.period.start)),)
        if row == "OPENING_BALANCE":
            return Figure(row, column, opening, found.opening, terms, currency=currency)
        charged, credited = (sum((getattr(each, side) for each in found.moved), ZERO) for side in ("charged", "credited"))
        parts = (
            Addend(1, opening, found.opening, "OPENING_BALANCE", column),
            Addend(1, text("Charged"), charged),
            Addend(-1, text("Credited"), credited),
        )
        terms = (*terms, replace(whole, span=over(self.period)))
        return Figure(row, column, text("Closing balance"), found.closing, terms, parts, currency=currency)

    def _moved_cell(self, tenant: Tenant, found: Statement, one: Moved, column: str) -> Figure:
        """What a document moved on a day, on one side; or what stood after it: what stood before the day, and the day up to it."""
        key = (entries.c.reference_type, entries.c.reference_id)
        several = self._of_lines(tenant, found.customer, *key, lines.c.id).where(lines.c.date == one.date)
        documents: dict[tuple[str, int], list[int]] = {}
        for kind, id, line in tenant.connection.execute(several.order_by(lines.c.id)):
            documents.setdefault((kind, id), []).append(line)  # in the order of their first lines, as they are listed
        whole, day = self._whole(tenant, found.customer), Span(one.date, one.date)
        mine = frozenset(documents[one.kind, one.id])
        terms: Terms = ()
        if column == "balance":
            place = list(documents).index((one.kind, one.id))
            up_to_it = frozenset(id for ids in list(documents.values())[: place + 1] for id in ids)
            terms, amount = (replace(whole, span=before(one.date)), replace(whole, span=day, lines=up_to_it)), one.balance
        else:
            amount, sign = (one.charged, 1) if column == "charged" else (one.credited, -1)
            terms = (replace(whole, span=day, lines=mine, sign=sign),) if amount else ()
        return Figure(one.row, column, self._name(one.kind, one.number), amount, terms, currency=found.customer.currency)

    def _whole(self, tenant: Tenant, customer: ContactName) -> Term:
        """All that the customer ever owed in its currency."""
        accounts = frozenset(CUSTOMERS.accounts(tenant))
        return Term(accounts, Span(), side="own", contacts=frozenset((customer.id,)), currency=customer.currency)

    def _name(self, kind: str, number: str | None) -> str:
        """What people call a document."""
        return " ".join(each for each in (reference_label(kind, self.context.language), number) if each)

    # --- what has changed it ---

    def scope(self, tenant: Tenant, writer: Writer) -> ColumnElement[bool]:
        whole = replace(self._whole(tenant, self._customer(tenant)), span=up_to(self.period.end))
        return and_(of_terms([whole]), lines.c.amount != 0)

    def effects(self, tenant: Tenant, writer: Writer, several: Sequence[Sequence[LedgerLine]]) -> list[list[RowFigure]]:
        """In the customer's currency: the row of the document, charged less credited, or the opening balance; and the closing one."""
        return [self._effect(lines[0], sum((one.amount if one.debit else -one.amount for one in lines), ZERO)) for lines in several]

    def _effect(self, first: LedgerLine, amount: Decimal) -> list[RowFigure]:
        closing = RowFigure("CLOSING_BALANCE", self.context.text("Closing balance"), amount)
        if first.date < self.period.start:
            return [RowFigure("OPENING_BALANCE", self.context.text("Opening balance"), amount), closing]
        row, name = _row(first.reference_type, first.reference_id, first.date), self._name(first.reference_type, first.number)
        return [RowFigure(row, name, amount), closing]

    def effects_writer(self, tenant: Tenant, writer: Writer) -> Writer:
        return self.writer_of(tenant, self._customer(tenant).currency)

    # --- what is read ---

    def _customer(self, tenant: Tenant) -> ContactName:
        id = self.query.customer_id
        found = dimensions.contacts(tenant, [id]).get(id)
        if found is None or found.kind != "customer":
            raise InvalidInput.of("customer_id", "exists", f"customerId: there is no customer {id}", id)
        return found

    def _of_lines(self, tenant: Tenant, customer: ContactName, *wanted: ColumnElement[Any], own: bool = True) -> Any:
        """A statement over the customer's receivables up to the last day, in its currency or in all others."""
        found = select(*wanted).select_from(entries.join(lines, (lines.c.entry_id == entries.c.id) & IDS_OF_LINES))
        found = found.where(lines.c.contact_id == customer.id, lines.c.account_id.in_(CUSTOMERS.accounts(tenant)))
        in_own = lines.c.currency_code == customer.currency
        found = found.where(lines.c.date <= self.period.end, in_own if own else ~in_own)
        known = self.known(tenant)
        if known is not None:
            found = found.where(lines.c.id <= known.line)
        return found.where(lines.c.branch_id.in_(self.query.branches)) if self.query.branches else found

    def _moved(self, tenant: Tenant, customer: ContactName, opening: Decimal) -> Iterator[Moved]:
        key = (lines.c.date, entries.c.reference_type, entries.c.reference_id)
        texts = (func.max(entries.c.number), func.max(entries.c.reference))
        found = self._of_lines(tenant, customer, *key, *texts, exact_sum(OWN)).where(lines.c.date >= self.period.start)
        balance = opening
        rows = tenant.connection.execute(found.group_by(*key).order_by(lines.c.date, func.min(lines.c.id)))
        for day, kind, id, number, reference, amount in rows:
            if amount:
                balance += amount
                yield Moved(day, kind, id, number, reference, amount, balance)

    def _others(self, tenant: Tenant, customer: ContactName) -> dict[str, Decimal]:
        found = self._of_lines(tenant, customer, lines.c.currency_code, exact_sum(OWN), own=False)
        rows = tenant.connection.execute(found.group_by(lines.c.currency_code).order_by(lines.c.currency_code))
        return {currency: amount for currency, amount in rows if amount}

    def _aged(self, tenant: Tenant, customer: ContactName, closing: Decimal) -> Aged:
        """What stands, by how long it has been due; the rules are those of ``receivable_aging``. Four statements."""
        asked = self._asked(tenant, customer)
        invoices, charges = open_invoices(tenant, asked), open_charges(tenant, asked)
        return with_charges(closing, invoices.get(customer.id), charges.get(customer.id, ()), self._ages)

    def _asked(self, tenant: Tenant, customer: ContactName) -> Asked:
        accounts, branches = CUSTOMERS.accounts(tenant), self.query.branches
        return Asked(self._ages, accounts, (customer.id,), branches, self.known(tenant), customer.currency)

    @property
    def _ages(self) -> Ages:
        return Ages(self.period.end, self.query.aging_days_before, self.query.aging_periods)

    # --- as it goes out ---

    def _data(self, found: Statement, writing: LineWriter) -> dict[str, Any]:
        writer, periods = writing.writer, periods_of(self._ages)
        return {
            "customer_id": found.customer.id,
            "customer_name": found.customer.display_name,
            "currency_code": found.customer.currency,
            "opening_balance": {"date": self.period.start, **writer.money(found.opening)},
            "transactions": [
                {
                    "id": one.row,
                    "date": one.date,
                    "date_formatted": writing.day(one.date),
                    "reference_type": one.kind,
                    "reference_id": one.id,
                    "transaction_type_formatted": writing.document(one.kind),
                    "transaction_number": one.number,
                    "reference_number": one.reference,
                    "charged": writer.money(one.charged),
                    "credited": writer.money(one.credited),
                    "balance": writer.money(one.balance),
                }
                for one in found.moved
            ],
            "closing_balance": {"date": self.period.end, **writer.money(found.closing)},
            "aging": {
                "current": writer.money(found.aged.current),
                "aging": [{**period, "total": writer.money(value)} for period, value in zip(periods, found.aged.aging, strict=True)],
                "total": writer.money(found.aged.total),
            },
            "other_balances": [{"amount": amount, "currency_code": currency} for currency, amount in found.others.items()],
        }

    def _table(self, found: Statement, writing: LineWriter) -> Table:
        text = self.context.text
        columns = [Column(key, text(label)) for key, label in _TEXTS]
        columns += [Column(key, text(label), numeric=True) for key, label in _AMOUNTS]
        rows = [
            _standing("OPENING_BALANCE", text("Opening balance"), found.opening, writing),
            *(_moved_row(one, writing) for one in found.moved),
            _standing("CLOSING_BALANCE", text("Closing balance"), found.closing, writing),
            *(_standing(key, label, value, writing, "AGING") for key, label, value in self.aging_of(found)),
        ]
        return Table((*columns[:-1], Column("balance", columns[-1].label, numeric=True, carried="last")), tuple(rows), writing.writer)

    def aging_of(self, found: Statement) -> Iterator[tuple[str, str, Decimal]]:
        """What stands by how long it has been due: key, what people call it, amount."""
        yield "AGING_CURRENT", self.context.text("Current"), found.aged.current
        for place, (period, value) in enumerate(zip(periods_of(self._ages), found.aged.aging, strict=True)):
            yield f"AGING_{place}", called(period, self.context), value


def _row(kind: str, id: int, day: date) -> str:
    """What the row of a document on a day is called."""
    return f"{kind}_{id}_{day.isoformat()}"


_TEXTS = (("date", "Date"), ("document", "Document"), ("number", "Number"), ("reference", "Reference number"))
_AMOUNTS = (("charged", "Charged"), ("credited", "Credited"), ("balance", "Balance"))


def _standing(id: str, label: str, value: Decimal, writing: LineWriter, type: str = "TOTAL") -> Row:
    cells = {"date": table.text("date", label), "balance": table.amount("balance", value, writing.writer)}
    return Row(_cells(cells), (id, type) if type == "TOTAL" else (type,), id)


def _moved_row(one: Moved, writing: LineWriter) -> Row:
    cells = {
        "date": table.day("date", one.date, writing.day(one.date)),
        "document": table.text("document", writing.document(one.kind)),
        "number": table.text("number", one.number),
        "reference": table.text("reference", one.reference),
        "balance": table.amount("balance", one.balance, writing.writer),
    }
    side = "charged" if one.amount > 0 else "credited"
    cells[side] = table.amount(side, abs(one.amount), writing.writer)
    return Row(_cells(cells), ("TRANSACTION",), one.row, more={"reference_type": one.kind, "reference_id": one.id})


def _cells(given: dict[str, Cell]) -> tuple[Cell, ...]:
    return tuple(given.get(key) or table.text(key, "") for key, _ in (*_TEXTS, *_AMOUNTS))


def statement_of(tenant: Tenant, query: CustomerStatementQuery) -> CustomerStatement:
    """The report of a tenant."""
    return CustomerStatement(Context.of(tenant), query)
