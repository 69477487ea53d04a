"""What is owed to the tax office of sales, by rate: what was taxed, the tax, and how much of it was collected.

All of it is read from the ledger: lines of income, and of discounts on them, say their rate, and so do lines of tax payable.
What was collected is the tax on cash basis: of receipts at once, of invoices as they are settled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from bigcapital.accounting import cash_basis
from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.balances import within
from bigcapital.accounting.exact import exact_sum
from bigcapital.accounting.lines import LedgerLine
from bigcapital.accounting.model import lines
from bigcapital.accounting.settlements import ABSENT, COUNTS, SETTLED
from bigcapital.accounting.taxes.rates import KnownTax, taxes
from bigcapital.ledger.money import ZERO, plain
from bigcapital.reports import table
from bigcapital.reports.cells import Cell as Figure
from bigcapital.reports.cells import RowFigure, no_column, no_row
from bigcapital.reports.context import Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.figures import over
from bigcapital.reports.lines import SOURCE
from bigcapital.reports.query import SalesTaxQuery
from bigcapital.reports.rounding import TOTAL, Amounts
from bigcapital.reports.statement import share
from bigcapital.reports.table import Cell, Column, Row, Table
from bigcapital.reports.terms import Term
from bigcapital.tenancy.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Taxed:
    """What was taxed at a rate, and the tax, credit less debit."""

    taxable: Decimal = ZERO
    tax: Decimal = ZERO

    def __add__(self, other: Taxed) -> Taxed:
        return Taxed(self.taxable + other.taxable, self.tax + other.tax)


@dataclass(frozen=True, slots=True)
class Rate:
    """A row of the report."""

    id: int
    name: str
    taxed: Taxed
    collected: Decimal


_AMOUNTS: tuple[tuple[str, str, Callable[[Rate], Decimal]], ...] = (
    ("taxable_amount", "Taxable amount", lambda one: one.taxed.taxable),
    ("tax_amount", "Tax amount", lambda one: one.taxed.tax),
    ("collected_tax_amount", "Collected tax", lambda one: one.collected),
)
_LABELS = {key: label for key, label, _ in _AMOUNTS}
Lines = Iterable[tuple[int, int, Decimal, Decimal]]  # tax rate, account, debit, credit


class SalesTax(Report[SalesTaxQuery]):
    """``GET /api/reports/sales-tax-liability-summary``."""

    name = "sales-tax-liability-summary"
    title = "Sales Tax Liability Summary"

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        rates, total = self._rates(tenant)
        return Made(lambda: self._data(rates, total, writer), lambda: self._table(rates, total, writer))

    def _rates(self, tenant: Tenant) -> tuple[list[Rate], Rate]:
        """The rows, and the total."""
        collected = self._taxed(tenant, self._on_cash_basis(tenant))
        found = collected if self.query.on_cash_basis else self._taxed(tenant, self._recorded(tenant, counting=False))
        known = taxes(tenant).by_id
        rates = [
            Rate(id, _called(known[id]), found.get(id, Taxed()), collected.get(id, Taxed()).tax)
            for id in sorted(found.keys() | collected.keys())
        ]
        total = Rate(0, self.context.text("Total"), sum((one.taxed for one in rates), Taxed()), sum((one.collected for one in rates), ZERO))
        return rates, total

    def cell(self, tenant: Tenant, writer: Writer, row: str, column: str) -> Figure:
        """The rows are tax rates, and ``TOTAL``."""
        rates, total = self._rates(tenant)
        found = {str(one.id): one for one in rates} | {"TOTAL": total}
        if row not in found:
            raise no_row(row)
        one = found[row]
        ids = frozenset(each.id for each in (rates if row == "TOTAL" else [one]))
        every = chart(tenant)
        income = frozenset(each.id for each in every if each.type.root == "income")
        payable = frozenset(each.id for each in every if each.account_type == "tax-payable")

        def figure(column: str, name: str) -> Figure:
            accounts = income if column == "taxable_amount" else payable
            term = Term(accounts, over(self.period), -1, tax_rates=ids)
            is_collected = column == "collected_tax_amount"
            amount = one.collected if is_collected else one.taxed.taxable if accounts is income else one.taxed.tax
            return Figure(row, column, name, amount, (term,), on_cash_basis=is_collected)

        if column in _LABELS:
            return figure(column, one.name)
        if column != "tax_percentage" or row == "TOTAL":
            raise no_column(column)
        tax, taxable = (figure(key, self.context.text(_LABELS[key])) for key in ("tax_amount", "taxable_amount"))
        return Figure(row, column, one.name, share(one.taxed.tax, one.taxed.taxable), ratio=(tax, taxable))

    # --- what has changed it ---

    @property
    def is_settled(self) -> bool:
        """What was collected changes as documents are settled, on either basis."""
        return True

    def scope_terms(self, tenant: Tenant, writer: Writer) -> Iterable[Term]:
        """Lines with a rate, where it says what was taxed, or what tax is owed."""
        accounts = frozenset(one.id for one in chart(tenant) if one.type.root == "income" or one.account_type == "tax-payable")
        return [Term(accounts, over(self.period), -1, tax_rates=frozenset(taxes(tenant).by_id))]

    def effects(self, tenant: Tenant, writer: Writer, several: Sequence[Sequence[LedgerLine]]) -> list[list[RowFigure]]:
        """By rate, what was taxed, the tax, and what was collected of it: of an entry that counts on its day, or of what was settled."""
        return [list(self._effect(tenant, lines)) for lines in several]

    def _effect(self, tenant: Tenant, lines: Sequence[LedgerLine]) -> Iterator[RowFigure]:
        counts = lines[0].is_share or lines[0].reference_type not in SETTLED | ABSENT
        recorded = counts if self.query.on_cash_basis else not lines[0].is_share
        changed = self._taxed(tenant, ((one.tax_rate_id or 0, one.account_id, one.debit, one.credit) for one in lines))
        known = taxes(tenant).by_id
        for id, one in sorted(changed.items()):
            for label, amount in zip(_LABELS.values(), (one.taxable * recorded, one.tax * recorded, one.tax * counts), strict=True):
                yield RowFigure(id, f"{_called(known[id])}: {self.context.text(label)}", amount)

    # --- what is read ---

    def _recorded(self, tenant: Tenant, *, counting: bool) -> Lines:
        """The turnover of lines with a rate; ``counting``: of entries alone that count on their own day on cash basis."""
        key, known = (lines.c.tax_rate_id, lines.c.account_id), self.known(tenant)
        statement = select(*key, exact_sum(lines.c.debit), exact_sum(lines.c.credit)).group_by(*key)
        statement = statement.where(lines.c.tax_rate_id.is_not(None), *within(over(self.period)))
        if counting:
            statement = statement.select_from(SOURCE).where(COUNTS)
        if self.query.branches:
            statement = statement.where(lines.c.branch_id.in_(self.query.branches))
        if known is not None:
            statement = statement.where(lines.c.id <= known.line)
        return [(row[0], row[1], row[2], row[3]) for row in tenant.connection.execute(statement)]

    def _on_cash_basis(self, tenant: Tenant) -> Lines:
        """What counts on its own day, and the shares that settlements made real in the range."""
        yield from self._recorded(tenant, counting=True)
        for one in cash_basis.settled_lines(tenant, self.period.end, known=self.known(tenant)):
            in_branch = not self.query.branches or one.branch_id in self.query.branches
            if one.tax_rate_id is not None and one.date >= self.period.start and in_branch:
                yield one.tax_rate_id, one.account_id, one.debit, one.credit

    def _taxed(self, tenant: Tenant, found: Lines) -> dict[int, Taxed]:
        """By rate, of the accounts that say what was taxed, or what tax is owed."""
        books = chart(tenant)
        sums: defaultdict[int, Taxed] = defaultdict(Taxed)
        for rate, account_id, debit, credit in found:
            account = books[account_id]
            if account.type.root == "income":
                sums[rate] += Taxed(taxable=credit - debit)
            elif account.account_type == "tax-payable":
                sums[rate] += Taxed(tax=credit - debit)
        return {rate: one for rate, one in sums.items() if one != Taxed()}

    def _data(self, rates: Sequence[Rate], total: Rate, writer: Writer) -> dict[str, Any]:
        amounts = _amounts(rates, total, writer)

        def row(place: int, one: Rate) -> dict[str, Any]:
            percentage = writer.percentage(share(one.taxed.tax, one.taxed.taxable))
            return {"id": one.id, "tax_name": one.name, "tax_percentage": percentage, **amounts.money(place)}

        return {"tax_rates": [row(*one) for one in enumerate(rates)], "total": amounts.money(TOTAL)}

    def _table(self, rates: Sequence[Rate], total: Rate, writer: Writer) -> Table:
        text = self.context.text
        columns = [Column("tax_name", text("Tax name")), Column("tax_percentage", text("Tax rate"), numeric=True)]
        columns += [Column(key, text(label), numeric=True) for key, label in _LABELS.items()]

        amounts = _amounts(rates, total, writer)

        def cells(place: int, one: Rate, percentage: Cell) -> tuple[Cell, ...]:
            return (table.text("tax_name", one.name), percentage, *amounts.cells(place))

        def row(place: int, one: Rate) -> Row:
            percentage = table.percentage("tax_percentage", share(one.taxed.tax, one.taxed.taxable), writer)
            return Row(cells(place, one, percentage), ("TAX_RATE",), one.id)

        of_all = Row(cells(TOTAL, total, table.text("tax_percentage", "")), ("TOTAL",), "TOTAL")
        return Table(tuple(columns), (*(row(*one) for one in enumerate(rates)), of_all), writer)


def _amounts(rates: Sequence[Rate], total: Rate, writer: Writer) -> Amounts[Rate]:
    return Amounts([(key, value) for key, _, value in _AMOUNTS], rates, total, writer)


def _called(tax: KnownTax) -> str:
    """What people call a rate."""
    return f"{tax.name} ({plain(tax.rate)}%)"
