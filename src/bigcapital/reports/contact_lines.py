"""What customers and vendors did to their accounts, line by line, from what they owed before to what they owe after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from bigcapital.accounting.balances import Sums
from bigcapital.accounting.spans import Span
from bigcapital.ledger.accounts import TYPES
from bigcapital.reports import chart, listed, pages, table
from bigcapital.reports.cells import Cell, RowFigure, no_column, no_row
from bigcapital.reports.chart import Chart
from bigcapital.reports.contacts import CUSTOMERS, NOBODY, VENDORS, Kind
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.figures import Figures, OfContacts, before, over, up_to
from bigcapital.reports.lines import LineWriter, Wanted, row_of
from bigcapital.reports.pages import Entry, Page
from bigcapital.reports.paging import Cursor
from bigcapital.reports.query import ContactLinesQuery, CustomerLinesQuery, VendorLinesQuery
from bigcapital.reports.table import Column, Row, Table
from bigcapital.reports.terms import Term
from bigcapital.tenancy.tenant import Tenant

Q = TypeVar("Q", bound=ContactLinesQuery)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One contact's part, positive where it owes (or is owed)."""

    id: int
    name: str
    opening: Decimal
    closing: Decimal
    entries: tuple[Entry, ...]


class ContactLines(Report[Q]):
    """The lines of one kind of contacts, on their receivables or payables accounts."""

    kind: ClassVar[Kind]
    starts = "month"
    remembered = False  # it may be long, and is seldom asked for twice

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        query, kind, paging = self.query, self.kind, self.query.paging
        of, accounts = kind.figures_of(tenant, query.contacts), chart.read(tenant)
        spans = [before(self.period.start), over(self.period)]
        if paging is None:
            figures = self.figures(tenant, spans, of)
            names = self._names(tenant, figures, None)
            page = pages.whole(tenant, self._wanted(tenant, of), "contact")
        else:
            names = self._names(tenant, self._choice(tenant, of), paging.after)
            page = pages.page(tenant, self._wanted(tenant, of), "contact", list(names), paging)
            names = {id: name for id, name in names.items() if id in page.lines}
            figures = self.figures(tenant, spans, replace(of, contacts=tuple(names))) if names else Figures({}, of_contacts=True)
        sheets = list(self._sheets(tenant, names, figures, page, of))
        writing = LineWriter(self.context, writer, {})
        return Made(
            lambda: [_node(one, kind, accounts, writing, self) for one in sheets],
            lambda: _table(sheets, kind, accounts, writing, self.context),
            page.more,
        )

    def _choice(self, tenant: Tenant, of: OfContacts) -> Figures:
        """The sums that say whom a page may show: of nobody, of the range, or of all days, as the question needs."""
        query, range = self.query, over(self.period)
        if query.none_zero:
            return self.figures(tenant, [before(self.period.start), range], of)
        return self.figures(tenant, [range], of) if query.none_transactions else Figures({}, of_contacts=True)

    def _names(self, tenant: Tenant, figures: Figures, after: Cursor | None) -> dict[int, str]:
        """Whom it shows, in order: those with lines in the range, or all; without those who owe nothing in the end, if asked.

        Where the page before ended there may be no lines any more: that place is kept.
        """
        query = self.query
        asked = frozenset(query.contacts)
        last = after.group if after is not None and (not asked or after.group in asked) else None
        wanted: frozenset[int] | None = asked or None
        if query.none_transactions:
            wanted = figures.moved(over(self.period)) | (frozenset() if last is None else {last})
        found = self.kind.names(tenant, wanted)
        return {id: name for id, name in found.items() if not query.none_zero or id == last or self._closing(id, figures)}

    def _closing(self, id: int, figures: Figures) -> Decimal:
        return self._held(figures.of(id, before(self.period.start)) + figures.of(id, over(self.period)))

    def _held(self, sums: Sums) -> Decimal:
        return TYPES[self.kind.control].balance(sums.debit, sums.credit)

    def _sheets(self, tenant: Tenant, names: Mapping[int, str], figures: Figures, page: Page, of: OfContacts) -> Iterator[Sheet]:
        kind, first = self.kind, page.first
        for id, name in names.items():
            opening = held = self._held(figures.of(id, before(self.period.start)))
            if first is not None and first.contact_id == id:
                day = before(first.date)
                held = self._held(self.figures(tenant, [day], OfContacts(of.accounts, (id,))).of(id, day) + page.earlier)
            entries = tuple(pages.running(held, TYPES[kind.control].balance, page.lines.get(id, ())))
            yield Sheet(id, name, opening, self._closing(id, figures), entries)

    def _wanted(self, tenant: Tenant, of: OfContacts) -> Wanted:
        wanted = Wanted(over(self.period), tuple(of.accounts), self.query.contacts, self.query.branches, known=self.known(tenant))
        return wanted.on_cash_basis(tenant) if self.query.on_cash_basis else wanted

    def cell(self, tenant: Tenant, writer: Writer, row: str, column: str) -> Cell:
        """The rows are contacts (their balances as columns, as in trees), their balances (as in tables), and lines."""
        kind, asked_for = self.kind, self.query.contacts
        of, asked = kind.figures_of(tenant, asked_for), listed.Asked.of(row, column)
        line = asked.line(tenant, self._wanted(tenant, of)) if asked.kind == "LINE" else None
        id = asked.id if line is None else line.contact_id or 0
        names = kind.names(tenant, [id]) if not asked_for or id in asked_for else {}
        if id not in names:
            raise no_row(row)
        whole = kind.term(of, Span(), [id])
        if line is None and asked.kind in ("OPENING_BALANCE", "CLOSING_BALANCE"):
            return asked.of_balance(self.period, names[id], whole, lambda spans: self.figures(tenant, spans, of))
        if line is None or column == "amount":
            raise no_column(column)
        return asked.of_line(line, names[id], whole)

    def rows(self, tenant: Tenant, writer: Writer) -> list[RowFigure]:
        of, span = self.kind.figures_of(tenant, self.query.contacts), up_to(self.period.end)
        return [one for one in self.kind.rows(tenant, of, self.figures(tenant, [span], of), span) if one.id != NOBODY]

    def scope_terms(self, tenant: Tenant, writer: Writer) -> Iterable[Term]:
        return [self.kind.term(self.kind.figures_of(tenant, self.query.contacts), up_to(self.period.end))]


class CustomerLines(ContactLines[CustomerLinesQuery]):
    """``GET /api/reports/transactions-by-customers``."""

    name = "transactions-by-customers"
    title = "Transactions by Customers"
    kind = CUSTOMERS


class VendorLines(ContactLines[VendorLinesQuery]):
    """``GET /api/reports/transactions-by-vendors``."""

    name = "transactions-by-vendors"
    title = "Transactions by Vendors"
    kind = VENDORS


def _node(one: Sheet, kind: Kind, accounts: Chart, writing: LineWriter, report: ContactLines[Any]) -> dict[str, Any]:
    writer, period = writing.writer, report.period
    return {
        "id": one.id,
        f"{kind.name}_name": one.name,
        "opening_balance": {"date": period.start, **writer.money(one.opening, total=True)},
        "transactions": [_entry(each, accounts, writing) for each in one.entries],
        "closing_balance": {"date": period.end, **writer.money(one.closing, total=True)},
    }


def _entry(entry: Entry, accounts: Chart, writing: LineWriter) -> dict[str, Any]:
    line, writer = entry.line, writing.writer
    account = accounts.by_id[line.account_id]
    return {
        "id": line.id,
        "date": line.date,
        "date_formatted": writing.day(line.date),
        "credit": writer.money(line.credit),
        "debit": writer.money(line.debit),
        "running_balance": writer.money(entry.running, total=True),
        "account_id": account.id,
        "account_name": account.name,
        "account_code": account.code,
        "transaction_number": line.number,
        "reference_number": line.reference,
        "transaction_type": line.reference_type,
        "transaction_type_formatted": writing.document(line.reference_type),
        "reference_type": line.reference_type,
        "reference_id": line.reference_id,
        "note": line.note,
        "currency_code": writer.currency,
        "created_at": line.recorded_at,
    }


# --- rows and columns ---

_TEXTS = (
    ("date", "Date"),
    ("account_name", "Account name"),
    ("transaction_type", "Transaction type"),
    ("transaction_number", "Transaction number"),
    ("reference_number", "Reference number"),
)
_AMOUNTS = (("credit", "Credit"), ("debit", "Debit"), ("running_balance", "Running balance"))


def _table(sheets: Iterable[Sheet], kind: Kind, accounts: Chart, writing: LineWriter, context: Context) -> Table:
    columns = [Column(key, context.text(label)) for key, label in _TEXTS]
    columns += [Column(key, context.text(label), numeric=True) for key, label in _AMOUNTS]
    return Table(tuple(columns), tuple(_contact_row(one, kind, accounts, writing) for one in sheets), writing.writer)


def _contact_row(one: Sheet, kind: Kind, accounts: Chart, writing: LineWriter) -> Row:
    text = writing.context.text
    children = (
        Row(_held(text("Opening balance"), one.opening, writing), ("OPENING_BALANCE", "TOTAL"), f"OPENING_BALANCE_{one.id}"),
        *(_entry_row(each, accounts, writing) for each in one.entries),
        Row(_held(text("Closing balance"), one.closing, writing), ("CLOSING_BALANCE", "TOTAL"), f"CLOSING_BALANCE_{one.id}"),
    )
    return Row(_held(one.name, one.closing, writing), (kind.name.upper(),), one.id, children, {"contact_id": one.id})


def _held(label: str, value: Decimal, writing: LineWriter) -> tuple[table.Cell, ...]:
    balance = table.amount("running_balance", value, writing.writer, total=True)
    return _cells({"date": table.text("date", label), "running_balance": balance})


def _entry_row(entry: Entry, accounts: Chart, writing: LineWriter) -> Row:
    line, writer = entry.line, writing.writer
    cells = {
        "date": table.day("date", line.date, writing.day(line.date)),
        "account_name": table.text("account_name", accounts.by_id[line.account_id].name),
        "transaction_type": table.text("transaction_type", writing.document(line.reference_type)),
        "transaction_number": table.text("transaction_number", line.number),
        "reference_number": table.text("reference_number", line.reference),
        "credit": table.amount("credit", line.credit, writer),
        "debit": table.amount("debit", line.debit, writer),
        "running_balance": table.amount("running_balance", entry.running, writer, total=True),
    }
    more = {"reference_type": line.reference_type, "reference_id": line.reference_id, "account_id": line.account_id}
    return Row(_cells(cells), ("TRANSACTION",), row_of(line), more=more)


def _cells(given: Mapping[str, table.Cell]) -> tuple[table.Cell, ...]:
    """A cell for every column, in order; blank where nothing is given."""
    return tuple(given.get(key) or table.text(key, "") for key, _ in (*_TEXTS, *_AMOUNTS))
