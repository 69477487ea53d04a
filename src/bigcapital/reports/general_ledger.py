"""The general ledger: every account with its lines and what it held before, after, and in between; raw, nothing rolled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from typing import Any

from bigcapital.accounting.balances import NOTHING, Sums
from bigcapital.accounting.lines import LedgerLine
from bigcapital.accounting.model import lines as ledger_lines
from bigcapital.accounting.spans import Span
from bigcapital.reports import listed, pages, table
from bigcapital.reports.cells import Cell, RowFigure, no_column, no_row
from bigcapital.reports.chart import Account, Chart
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.figures import Figures, before, over, up_to
from bigcapital.reports.lines import BATCH, LineWriter, Wanted, count_by, every, row_of
from bigcapital.reports.pages import Entry, Page
from bigcapital.reports.query import GeneralLedgerQuery
from bigcapital.reports.table import Carried, Column, Flow, Row, Table
from bigcapital.reports.terms import Term, balance
from bigcapital.tenancy.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Sheet:
    """One account's part of the ledger, positive on its normal side."""

    account: Account
    opening: Decimal
    closing: Decimal
    with_below: Decimal | None  # the closing balance with all accounts below, if there are any
    entries: tuple[Entry, ...]


def sheet(chart: Chart, figures: Figures, earlier: Span, range: Span, account: Account, lines: Iterable[LedgerLine], held: Sums) -> Sheet:
    """One account; pure. ``held``: what it had moved before the first of ``lines``."""

    def balance(sums: Sums) -> Decimal:
        return account.type.balance(sums.debit, sums.credit)

    def closing(one: Account) -> Sums:
        return figures.of(one.id, earlier) + figures.of(one.id, range)

    below = list(chart.walk(chart.children(account)))
    with_below = balance(sum((closing(one) for one in below), closing(account))) if below else None
    entries = tuple(pages.running(balance(held), account.type.balance, lines))
    return Sheet(account, balance(figures.of(account.id, earlier)), balance(closing(account)), with_below, entries)


class GeneralLedger(Report[GeneralLedgerQuery]):
    """``GET /api/reports/general-ledger``."""

    name = "general-ledger"
    title = "General Ledger"
    starts = "month"
    remembered = False  # it may be long, and is seldom asked for twice

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        paging = self.query.paging
        _, chosen = self.charts(tenant)
        accounts = list(chosen.walk())
        wanted = self._wanted(tenant, accounts)
        if paging is None:
            page = pages.whole(tenant, wanted, "account")
        else:
            page = pages.page(tenant, wanted, "account", [one.id for one in accounts], paging)
            accounts = [one for one in accounts if one.id in page.lines]
        sheets = [one for one in self._sheets(tenant, chosen, accounts, page) if self._is_shown(one)]
        writing = LineWriter.of(tenant, self.context, writer, (entry.line for one in sheets for entry in one.entries))
        return Made(lambda: [_node(one, writing, self) for one in sheets], lambda: _table(sheets, writing, self.context), page.more)

    def _sheets(self, tenant: Tenant, chart: Chart, accounts: Iterable[Account], page: Page) -> Iterator[Sheet]:
        earlier, range, first = before(self.period.start), over(self.period), page.first
        day = before(first.date) if first is not None else earlier
        figures = self.figures(tenant, [earlier, range, day])
        for one in accounts:
            within = first is not None and one.id == first.account_id
            held = figures.of(one.id, day) + page.earlier if within else figures.of(one.id, earlier)
            yield sheet(chart, figures, earlier, range, one, page.lines.get(one.id, ()), held)

    def _wanted(self, tenant: Tenant, accounts: Iterable[Account]) -> Wanted:
        ids = [one.id for one in accounts] if self.query.accounts else ()
        wanted = Wanted(over(self.period), ids, branches=self.query.branches, known=self.known(tenant))
        return wanted.on_cash_basis(tenant) if self.query.on_cash_basis else wanted

    def cell(self, tenant: Tenant, writer: Writer, row: str, column: str) -> Cell:
        """The rows are accounts (their balances as columns, as in trees), their balances (as in tables), and lines."""
        _, chosen = self.charts(tenant)
        asked = listed.Asked.of(row, column)
        if asked.kind == "LINE":
            line = asked.line(tenant, self._wanted(tenant, chosen.accounts))
            account = chosen.by_id[line.account_id]
            return asked.of_line(line, account.name, balance(account, Span()))
        asked_account = chosen.by_id.get(asked.id)
        if asked_account is None:
            raise no_row(row)
        several = [asked_account]
        if asked.kind == "CLOSING_BALANCE_SUBACCOUNTS":
            several = list(chosen.walk(several))
            if len(several) == 1:
                raise no_column(column)
        whole = replace(balance(asked_account, Span()), accounts=frozenset(one.id for one in several))
        return asked.of_balance(self.period, asked_account.name, whole, lambda spans: self.figures(tenant, spans))

    def rows(self, tenant: Tenant, writer: Writer) -> list[RowFigure]:
        _, chosen = self.charts(tenant)
        span = up_to(self.period.end)
        figures = self.figures(tenant, [span])
        return [RowFigure(one.id, one.name, figures.amount([balance(one, span)])) for one in chosen.walk()]

    def scope_terms(self, tenant: Tenant, writer: Writer) -> Iterable[Term]:
        _, chosen = self.charts(tenant)
        return [Term(frozenset(chosen.by_id), up_to(self.period.end))]

    def flow(self, tenant: Tenant, writer: Writer) -> Flow | None:
        if self.query.paging is not None:
            return None
        _, chosen = self.charts(tenant)
        writing, wanted = LineWriter(self.context, writer, {}), self._wanted(tenant, chosen.walk())

        def count() -> int:
            return sum(count_by(tenant, ledger_lines.c.account_id, wanted).values()) + len(wanted.settled or ())

        return Flow(_columns(self.context), count, lambda: self._rows(tenant, chosen, wanted, writing), writer, parts=True)

    def _rows(self, tenant: Tenant, chart: Chart, wanted: Wanted, writing: LineWriter) -> Iterator[tuple[int, Row]]:
        """As ``_table``, an account's lines after the other's, of which a page at a time is read."""
        earlier, range = before(self.period.start), over(self.period)
        figures = self.figures(tenant, [earlier, range])
        for account in chart.walk():
            whole = sheet(chart, figures, earlier, range, account, (), NOTHING)
            found = writing.named(tenant, every(tenant, wanted.of_account(account.id), "account", size=BATCH))
            entries = pages.running(whole.opening, account.type.balance, found)
            first = next(entries, None)
            if first is None and not self._is_shown(whole):
                continue
            head, *balances = _account_row(whole, writing, self.context).walk()
            yield head
            yield balances[0]
            for entry in chain(filter(None, (first,)), entries):
                yield 1, _entry_row(entry, account, writing)
            yield from balances[1:]

    def _is_shown(self, one: Sheet) -> bool:
        if one.entries:
            return True
        if self.query.none_transactions:
            return False
        return not self.query.none_zero or bool(one.opening or one.closing)


def _node(one: Sheet, writing: LineWriter, report: GeneralLedger) -> dict[str, Any]:
    account, writer = one.account, writing.writer
    shown = {
        "id": account.id,
        "name": account.name,
        "code": account.code,
        "index": account.index,
        "parent_account_id": account.parent_id,
        "opening_balance": {"date": report.period.start, **writer.money(one.opening, total=True)},
        "transactions": [_entry(each, writing) for each in one.entries],
        "closing_balance": {"date": report.period.end, **writer.money(one.closing, total=True)},
    }
    if one.with_below is not None:
        shown["closing_balance_subaccounts"] = {"date": report.period.end, **writer.money(one.with_below, total=True)}
    return shown


def _entry(entry: Entry, writing: LineWriter) -> dict[str, Any]:
    line, writer = entry.line, writing.writer
    return {
        "id": line.id,
        "date": line.date,
        "date_formatted": writing.day(line.date),
        "reference_type": line.reference_type,
        "reference_id": line.reference_id,
        "transaction_number": line.number,
        "transaction_type": line.reference_type,
        "transaction_type_formatted": writing.document(line.reference_type),
        **writing.contact(line.contact_id),
        "index": line.index,
        "note": line.note,
        **writing.sides(line.debit, line.credit),
        "amount": entry.amount,
        "running_balance": entry.running,
        "formatted_amount": writer.amount(entry.amount),
        "formatted_running_balance": writer.amount(entry.running, total=True),
        "currency_code": writer.currency,
    }


# --- rows and columns ---


_AMOUNTS: tuple[tuple[str, str, Carried], ...] = (
    ("credit", "Credit", "sum"),
    ("debit", "Debit", "sum"),
    ("amount", "Amount", None),
    ("running_balance", "Running balance", "last"),
)


def _columns(context: Context) -> tuple[Column, ...]:
    texts = ("Date", "Account name", "Transaction type", "Transaction number", "Contact", "Description")
    keys = ("date", "account_name", "transaction_type", "transaction_number", "contact", "description")
    columns = [Column(key, context.text(label)) for key, label in zip(keys, texts, strict=True)]
    columns += [Column(key, context.text(label), numeric=True, carried=carried) for key, label, carried in _AMOUNTS]
    return tuple(columns)


def _table(sheets: Iterable[Sheet], writing: LineWriter, context: Context) -> Table:
    return Table(_columns(context), tuple(_account_row(one, writing, context) for one in sheets), writing.writer)


def _account_row(one: Sheet, writing: LineWriter, context: Context) -> Row:
    account = one.account
    children = [
        _balance_row("OPENING_BALANCE", account, context.text("Opening balance"), one.opening, writing),
        *(_entry_row(each, account, writing) for each in one.entries),
        _balance_row("CLOSING_BALANCE", account, context.text("Closing balance"), one.closing, writing),
    ]
    if one.with_below is not None:
        label = context.text("Total {name}", name=account.name)
        children.append(_balance_row("CLOSING_BALANCE_SUBACCOUNTS", account, label, one.with_below, writing))
    cells = _cells({"date": table.text("date", account.label), "running_balance": _amount("running_balance", one.closing, writing)})
    return Row(cells, ("ACCOUNT",), account.id, tuple(children), {"account_id": account.id})


def _balance_row(kind: str, account: Account, label: str, value: Decimal, writing: LineWriter) -> Row:
    cells = {"date": table.text("date", label), "running_balance": _amount("running_balance", value, writing)}
    return Row(_cells(cells), (kind, "TOTAL"), f"{kind}_{account.id}")


def _entry_row(entry: Entry, account: Account, writing: LineWriter) -> Row:
    line, contact = entry.line, writing.contact(entry.line.contact_id)
    cells = {
        "date": table.day("date", line.date, writing.day(line.date)),
        "account_name": table.text("account_name", account.name),
        "transaction_type": table.text("transaction_type", writing.document(line.reference_type)),
        "transaction_number": table.text("transaction_number", line.number),
        "contact": table.text("contact", contact["contact_name"]),
        "description": table.text("description", line.note),
        "credit": table.amount("credit", line.credit, writing.writer),
        "debit": table.amount("debit", line.debit, writing.writer),
        "amount": table.amount("amount", entry.amount, writing.writer),
        "running_balance": table.amount("running_balance", entry.running, writing.writer, total=True),
    }
    more = {"date": line.date, "reference_type": line.reference_type, "reference_id": line.reference_id, "account_id": account.id}
    return Row(_cells(cells), ("TRANSACTION",), row_of(line), more=more)


def _amount(key: str, value: Decimal, writing: LineWriter) -> table.Cell:
    return table.amount(key, value, writing.writer, total=True)


_KEYS = (
    "date", "account_name", "transaction_type", "transaction_number", "contact", "description",
    "credit", "debit", "amount", "running_balance",
)  # fmt: skip


def _cells(given: Mapping[str, table.Cell]) -> tuple[table.Cell, ...]:
    """A cell for every column, in order; blank where nothing is given."""
    return tuple(given.get(key) or table.text(key, "") for key in _KEYS)
