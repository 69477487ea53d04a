"""The general ledger: every account with its lines and what it held before, after, and in between; raw, nothing rolled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, groupby
from typing import Any

from bigcapital.accounting.balances import Span, Sums
from bigcapital.accounting.lines import LedgerLine, every_line
from bigcapital.reports import lines, table
from bigcapital.reports.chart import Account, Chart
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.figures import Figures, before, over
from bigcapital.reports.lines import LineWriter, Wanted
from bigcapital.reports.query import GeneralLedgerQuery
from bigcapital.reports.table import Carried, Cell, Column, Flow, Row, Table
from bigcapital.tenancy.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Entry:
    """A line, what it did to its account, and what the account held after it."""

    line: LedgerLine
    amount: Decimal
    running: Decimal


@dataclass(frozen=True, slots=True)
class Sheet:
    """One account's part of the ledger, positive on its normal side."""

    account: Account
    opening: Decimal
    closing: Decimal
    with_below: Decimal | None  # the closing balance with all accounts below, if there are any
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """Which of an account's lines are shown: ``count`` after the first ``skip``."""

    account: Account
    skip: int
    count: int


def slices(accounts: Iterable[Account], counts: Mapping[int, int], paging: tuple[int, int] | None) -> list[Slice]:
    """What is shown: every account whole, or the accounts and lines of one page; pure."""
    if paging is None:
        return [Slice(one, 0, counts.get(one.id, 0)) for one in accounts]
    page, size = paging
    first, found, passed = (page - 1) * size, [], 0
    for one in accounts:
        count = counts.get(one.id, 0)
        start, stop = max(first - passed, 0), min(first + size - passed, count)
        if start < stop:
            found.append(Slice(one, start, stop - start))
        passed += count
    return found


def sheet(chart: Chart, figures: Figures, earlier: Span, range: Span, part: Slice, lines: Iterable[LedgerLine]) -> Sheet:
    """One account; pure. ``lines``: all of its lines in the range, as far as the slice goes."""
    account = part.account

    def balance(sums: Sums) -> Decimal:
        return account.type.balance(sums.debit, sums.credit)

    def held(one: Account) -> Sums:
        return figures.of(one.id, earlier) + figures.of(one.id, range)

    opening = balance(figures.of(account.id, earlier))
    below = list(chart.walk(chart.children(account)))
    entries = list(_running(account, opening, lines))[part.skip : part.skip + part.count]
    with_below = balance(sum((held(one) for one in below), held(account))) if below else None
    return Sheet(account, opening, balance(held(account)), with_below, tuple(entries))


def _running(account: Account, opening: Decimal, several: Iterable[LedgerLine]) -> Iterator[Entry]:
    running = opening
    for line in several:
        amount = account.type.balance(line.debit, line.credit)
        running += amount
        yield Entry(line, amount, running)


class GeneralLedger(Report[GeneralLedgerQuery]):
    """``GET /api/reports/general-ledger``."""

    name = "general-ledger"
    title = "General Ledger"
    starts = "month"
    remembered = False  # it may be long, and is seldom asked for twice

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        query, paging = self.query, self.query.paging
        _, chosen = self.charts(tenant)
        accounts = list(chosen.walk())
        earlier, range = before(self.period.start), over(self.period)
        ids = [one.id for one in accounts] if query.accounts else []
        if query.accounts and not ids:
            return Made(list, lambda: _table([], LineWriter(self.context, writer, {}), self.context))
        wanted = Wanted(range, ids, query.branches)
        counts = lines.count_by_account(tenant, wanted)
        parts = slices(accounts, counts, paging)
        lines.refuse_too_many(sum(one.skip + one.count for one in parts))
        figures = self.figures(tenant, [earlier, range])
        found = _lines(tenant, wanted, parts)
        sheets = [sheet(chosen, figures, earlier, range, one, found.get(one.account.id, ())) for one in parts]
        sheets = [one for one in sheets if self._is_shown(one)]
        writing = LineWriter.of(tenant, self.context, writer, (entry.line for one in sheets for entry in one.entries))
        more = {}
        if paging is not None:
            more = {"pagination": {"total": sum(counts.values()), "page": paging[0], "page_size": paging[1]}}
        return Made(lambda: [_node(one, writing, self) for one in sheets], lambda: _table(sheets, writing, self.context), more)

    def flow(self, tenant: Tenant, writer: Writer) -> Flow | None:
        if self.query.paging is not None:
            return None
        writing = LineWriter(self.context, writer, {})

        def count() -> int:
            counts = lines.count_by_account(tenant, Wanted(over(self.period), branches=self.query.branches))
            return sum(counts.get(one.id, 0) for one in self.charts(tenant)[1].walk())

        return Flow(_columns(self.context), count, lambda: self._rows(tenant, writing), writer, parts=True)

    def _rows(self, tenant: Tenant, writing: LineWriter) -> Iterator[tuple[int, Row]]:
        """As ``_table``, an account's lines after the other's, of which a page at a time is read."""
        _, chosen = self.charts(tenant)
        earlier, range = before(self.period.start), over(self.period)
        figures = self.figures(tenant, [earlier, range])
        for account in chosen.walk():
            whole = sheet(chosen, figures, earlier, range, Slice(account, 0, 0), ())
            filters = Wanted(range, [account.id], self.query.branches).filters()
            found = every_line(tenant, range, page=lines.BATCH, order="account", **filters)
            entries = _running(account, whole.opening, writing.named(tenant, found))
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


def _lines(tenant: Tenant, wanted: Wanted, parts: list[Slice]) -> dict[int, list[LedgerLine]]:
    """The lines of the accounts that show any, by account."""
    with_lines = [one.account.id for one in parts if one.count]
    if not with_lines:
        return {}
    filters = wanted.filters() | {"accounts": with_lines, "order": "account"}
    found = every_line(tenant, wanted.span, **filters)
    return {account_id: list(group) for account_id, group in groupby(found, key=lambda line: line.account_id)}


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
        _balance_row("OPENING_BALANCE", context.text("Opening balance"), one.opening, writing),
        *(_entry_row(each, account, writing) for each in one.entries),
        _balance_row("CLOSING_BALANCE", context.text("Closing balance"), one.closing, writing),
    ]
    if one.with_below is not None:
        label = context.text("Total {name}", name=account.name)
        children.append(_balance_row("CLOSING_BALANCE_SUBACCOUNTS", label, one.with_below, writing))
    cells = _cells({"date": table.text("date", account.label), "running_balance": _amount("running_balance", one.closing, writing)})
    return Row(cells, ("ACCOUNT",), account.id, tuple(children), {"account_id": account.id})


def _balance_row(kind: str, label: str, value: Decimal, writing: LineWriter) -> Row:
    cells = {"date": table.text("date", label), "running_balance": _amount("running_balance", value, writing)}
    return Row(_cells(cells), (kind, "TOTAL"))


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
    more = {"reference_type": line.reference_type, "reference_id": line.reference_id, "account_id": account.id}
    return Row(_cells(cells), ("TRANSACTION",), more=more)


def _amount(key: str, value: Decimal, writing: LineWriter) -> Cell:
    return table.amount(key, value, writing.writer, total=True)


_KEYS = (
    "date", "account_name", "transaction_type", "transaction_number", "contact", "description",
    "credit", "debit", "amount", "running_balance",
)  # fmt: skip


def _cells(given: Mapping[str, Cell]) -> tuple[Cell, ...]:
    """A cell for every column, in order; blank where nothing is given."""
    return tuple(given.get(key) or table.text(key, "") for key in _KEYS)
