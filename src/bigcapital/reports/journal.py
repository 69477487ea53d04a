"""The journal: what was posted, document by document, in the order of days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, true

from bigcapital.accounting.lines import LedgerLine
from bigcapital.accounting.references import reference_label
from bigcapital.accounting.spans import Span
from bigcapital.ledger.money import ZERO
from bigcapital.reports import lines, table
from bigcapital.reports.cells import Cell, no_row, one_side
from bigcapital.reports.chart import Account, Chart
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.figures import over
from bigcapital.reports.lines import Document, LineWriter, Wanted, line_of, read_row, row_of
from bigcapital.reports.paging import Cursor, Paging
from bigcapital.reports.query import JournalQuery
from bigcapital.reports.table import Column, Flow, Row, Table
from bigcapital.reports.terms import Term
from bigcapital.tenancy.tenant import Tenant

ALIASES = {"ManualJournal": "Journal"}  # what clients call some reference types


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one document on one day."""

    document: Document
    lines: tuple[LedgerLine, ...]

    @property
    def debit(self) -> Decimal:
        """Of all its lines that are shown."""
        return sum((one.debit for one in self.lines), ZERO)

    @property
    def credit(self) -> Decimal:
        """Of all its lines that are shown."""
        return sum((one.credit for one in self.lines), ZERO)


def groups(several: Iterable[LedgerLine]) -> list[Group]:
    """Lines by document and day, in the order of each group's first line; pure."""
    found: dict[Document, list[LedgerLine]] = {}
    for line in several:
        found.setdefault(Document(line.date, line.reference_type, line.reference_id), []).append(line)
    return [Group(document, tuple(group)) for document, group in found.items()]


class Journal(Report[JournalQuery]):
    """``GET /api/reports/journal``."""

    name = "journal"
    title = "Journal Sheet"
    starts = "month"
    remembered = False  # it may be long, and is seldom asked for twice

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        whole, _ = self.charts(tenant)
        found, more = _read(tenant, self._wanted(tenant), self.query.paging)
        writing = LineWriter.of(tenant, self.context, writer, (line for one in found for line in one.lines))
        return Made(
            lambda: [_group(one, whole, writing) for one in found],
            lambda: _table(found, whole, writing, self.context),
            more,
        )

    def cell(self, tenant: Tenant, writer: Writer, row: str, column: str) -> Cell:
        """The rows are lines, and the total of a document's lines on a day, named by its first line."""
        side = one_side(column)
        kind, id, of_day = read_row(row)
        wanted = self._wanted(tenant)
        if kind not in ("LINE", "TOTAL"):
            raise no_row(row)
        line = line_of(tenant, id, row, wanted, of_day)
        found, day = [line], Span(line.date, line.date)
        if kind == "TOTAL":
            found = list(lines.every(tenant, wanted.of_document(line)))
        ids, accounts = frozenset(one.id for one in found), frozenset(one.account_id for one in found)
        name = reference_label(line.reference_type, self.context.language)
        return Cell(row, column, f"{name} {line.number or line.reference_id}", None, (Term(accounts, day, side=side, lines=ids),))

    def scope(self, tenant: Tenant, writer: Writer) -> ColumnElement[bool]:
        return and_(true(), *self._wanted(tenant).scope())

    def takes(self, tenant: Tenant, writer: Writer) -> Callable[[LedgerLine], bool]:
        return self._wanted(tenant).takes

    def _wanted(self, tenant: Tenant) -> Wanted:
        query = self.query
        _, chosen = self.charts(tenant)
        wanted = Wanted(
            span=over(self.period),
            accounts=[one.id for one in chosen.walk()] if query.accounts else (),
            branches=query.branches,
            reference_type=ALIASES.get(query.transaction_type or "", query.transaction_type),
            reference_id=query.transaction_id,
            least=query.from_range,
            most=query.to_range,
            known=self.known(tenant),
        )
        return wanted.on_cash_basis(tenant) if query.on_cash_basis else wanted

    def flow(self, tenant: Tenant, writer: Writer) -> Flow | None:
        if self.query.paging is not None:
            return None
        whole, _ = self.charts(tenant)
        writing, wanted = LineWriter(self.context, writer, {}), self._wanted(tenant)

        def rows() -> Iterator[tuple[int, Row]]:
            """A day at a time is held: a document may post several entries on one."""
            found = lines.every(tenant, wanted, size=lines.BATCH)
            for _, day in groupby(writing.named(tenant, found), key=lambda line: line.date):
                for group in groups(day):
                    yield from ((0, row) for row in _rows(group, whole, writing))

        def count() -> int:
            return sum(lines.count_documents(tenant, wanted)) + len(wanted.settled or ())

        return Flow(_columns(self.context), count, rows, writer, groups=True)


def _read(tenant: Tenant, wanted: Wanted, paging: Paging | None) -> tuple[list[Group], dict[str, Any]]:
    """All groups or one page of them, and what stands beside the answer. Where settlements are computed, so is the page."""
    if paging is None or wanted.settled is not None:
        lines.refuse_too_many(lines.count_documents(tenant, wanted)[1] + len(wanted.settled or ()))
        found = groups(lines.every(tenant, wanted))
        if paging is None:
            return found, {}
        page, beside = paging.cut(found, lambda one: Cursor(0, one.document.date, one.lines[0].entry_id))
        return page, {"pagination": beside}
    documents, last = lines.documents(tenant, wanted, paging)
    total = lines.count_documents(tenant, wanted)[0] if paging.number is not None else None
    several = groups(lines.lines_of(tenant, wanted, documents))
    return _in_order(documents, several), {"pagination": paging.shown(last, total=total)}


def _in_order(documents: Iterable[Document], several: Iterable[Group]) -> list[Group]:
    found = {group.document: group for group in several}
    return [found[document] for document in documents]


def _group(group: Group, chart: Chart, writing: LineWriter) -> dict[str, Any]:
    document = group.document
    return {
        "date": document.date,
        "date_formatted": writing.day(document.date),
        "transaction_type": document.reference_type,
        "reference_type": document.reference_type,
        "reference_id": document.reference_id,
        "reference_type_formatted": writing.document(document.reference_type),
        "transaction_number": group.lines[0].number,
        "entries": [_entry(line, chart.by_id.get(line.account_id), writing) for line in group.lines],
        "currency_code": writing.writer.currency,
        **writing.sides(group.debit, group.credit, total=True),
    }


def _entry(line: LedgerLine, account: Account | None, writing: LineWriter) -> dict[str, Any]:
    return {
        "entry_id": line.id,
        "index": line.index,
        "note": line.note,
        **writing.contact(line.contact_id),
        "account_id": line.account_id,
        "account_name": account.name if account else "",
        "account_code": account.code if account else None,
        "transaction_number": line.number,
        "currency_code": writing.writer.currency,
        **writing.sides(line.debit, line.credit),
    }


# --- rows and columns ---

_TEXTS = (
    ("date", "Date"),
    ("transaction_type", "Transaction type"),
    ("transaction_number", "Transaction number"),
    ("description", "Description"),
    ("account_code", "Account code"),
    ("account_name", "Account name"),
)


def _table(found: Iterable[Group], chart: Chart, writing: LineWriter, context: Context) -> Table:
    """A row for each line, the document on its first, and one for the document's total."""
    rows = [row for group in found for row in _rows(group, chart, writing)]
    return Table(_columns(context), tuple(rows), writing.writer, groups=True)


def _columns(context: Context) -> tuple[Column, ...]:
    columns = [Column(key, context.text(label)) for key, label in _TEXTS]
    columns += [Column(key, context.text(key.capitalize()), numeric=True, carried="sum") for key in ("credit", "debit")]
    return tuple(columns)


def _rows(group: Group, chart: Chart, writing: LineWriter) -> Iterable[Row]:
    document, writer = group.document, writing.writer
    source = {"reference_type": document.reference_type, "reference_id": document.reference_id}
    for place, line in enumerate(group.lines):
        first, account = place == 0, chart.by_id.get(line.account_id)
        yield Row(
            (
                table.day("date", document.date, writing.day(document.date)) if first else table.text("date", ""),
                table.text("transaction_type", writing.document(document.reference_type) if first else ""),
                table.text("transaction_number", line.number if first else ""),
                table.text("description", line.note),
                table.text("account_code", account.code if account else ""),
                table.text("account_name", account.name if account else ""),
                table.amount("credit", line.credit, writer),
                table.amount("debit", line.debit, writer),
            ),
            ("ENTRY",),
            row_of(line),
            more=source | {"date": document.date, "account_id": line.account_id},
        )
    blank = tuple(table.text(key, "") for key, _ in _TEXTS)
    sums = (table.amount("credit", group.credit, writer, total=True), table.amount("debit", group.debit, writer, total=True))
    yield Row((*blank, *sums), ("TOTAL",), row_of(group.lines[0], "TOTAL"), more=source)
