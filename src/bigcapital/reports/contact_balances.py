"""What customers owe, and what vendors are owed, at the end of a day: the receivables and payables accounts, contact by contact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple, TypeVar

from bigcapital.accounting.balances import NOTHING
from bigcapital.accounting.spans import Span
from bigcapital.reports import rounding, table
from bigcapital.reports.cells import Cell, RowFigure, no_column, no_row
from bigcapital.reports.contacts import CUSTOMERS, NOBODY, VENDORS, Kind
from bigcapital.reports.context import Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.figures import Figures, up_to
from bigcapital.reports.lines import number
from bigcapital.reports.query import ContactBalancesQuery, CustomerBalancesQuery, OfContacts, VendorBalancesQuery
from bigcapital.reports.statement import share
from bigcapital.reports.table import Column, Row, Table
from bigcapital.reports.terms import Term
from bigcapital.tenancy.tenant import Tenant

Q = TypeVar("Q", bound=OfContacts)
B = TypeVar("B", bound=ContactBalancesQuery)


class Balance(NamedTuple):
    """What one contact owes or is owed."""

    id: int
    name: str
    value: Decimal


class OfBalances(Report[Q]):
    """A report on the balances of one kind of contacts at the end of a day: what each comes to, and of which lines it is made."""

    kind: ClassVar[Kind]
    as_of = True

    def rows(self, tenant: Tenant, writer: Writer) -> list[RowFigure]:
        of = self.kind.figures_of(tenant, self.query.contacts)
        found = self.kind.rows(tenant, of, self.figures(tenant, [self._span], of), self._span)
        return [one if one.id != NOBODY else replace(one, name=self._nobody) for one in found]

    def scope_terms(self, tenant: Tenant, writer: Writer) -> Iterable[Term]:
        return [self.kind.term(self.kind.figures_of(tenant, self.query.contacts), self._span)]

    @property
    def _span(self) -> Span:
        return up_to(self.period.end)

    @property
    def _nobody(self) -> str:
        return self.context.text("Without a contact")


class ContactBalances(OfBalances[B]):
    """The balances of one kind of contacts. Hiding contacts changes no total."""

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        query, kind = self.query, self.kind
        of = kind.figures_of(tenant, query.contacts)
        figures = self.figures(tenant, [self._span], of)
        sums, whole = figures.sums[self._span], kind.term(of, self._span)
        wanted = query.contacts or (None if not query.none_transactions else sums.keys())
        names = kind.names(tenant, wanted)
        kept = []
        for id, name in names.items():
            one = sums.get(id, NOTHING)
            value = whole.of(one)
            if (value or not query.none_zero) and (one.debit or one.credit or not query.none_transactions):
                kept.append(Balance(id, name, value))
        others = sums.keys() - names.keys()
        if others:
            rest = figures.amount([kind.term(of, self._span, others)])
            kept.append(Balance(NOBODY, self._nobody, rest))
        total = figures.amount([whole])
        return Made(lambda: self._data(kept, total, writer), lambda: self._table(kept, total, writer))

    def total(self, tenant: Tenant) -> Decimal:
        """What all of them owe, or are owed."""
        of = self.kind.figures_of(tenant, self.query.contacts)
        return self.figures(tenant, [self._span], of).amount([self.kind.term(of, self._span)])

    def cell(self, tenant: Tenant, writer: Writer, row: str, column: str) -> Cell:
        """The rows are contacts, 0 for what names none of them, and ``TOTAL``."""
        of = self.kind.figures_of(tenant, self.query.contacts)
        figures = self.figures(tenant, [self._span], of)

        def held(row: int | str, name: str, contacts: Iterable[int] | None) -> Cell:
            term = self.kind.term(of, self._span, contacts)
            return Cell(row, "total", name, figures.amount([term]), (term,))

        total = held("TOTAL", self.context.text("Total"), None)
        here = total if row == "TOTAL" else held(*self._row(tenant, row, figures))
        if column == "total":
            return here
        if column != "percentage_of_column":
            raise no_column(column)
        assert here.amount is not None and total.amount is not None
        return replace(here, column=column, amount=share(here.amount, total.amount), terms=(), ratio=(here, total))

    def _row(self, tenant: Tenant, row: str, figures: Figures) -> tuple[int, str, Iterable[int]]:
        """The contact that a row is of: id, name, and the contacts it adds up. Raises ``InvalidInput`` for what is no row."""
        asked = self.query.contacts
        if row == str(NOBODY) and not asked:
            moved = figures.sums[self._span].keys()
            if others := moved - self.kind.names(tenant, moved).keys():
                return NOBODY, self._nobody, others
        id = number(row)
        names = self.kind.names(tenant, [id]) if not asked or id in asked else {}
        if id not in names:
            raise no_row(row)
        return id, names[id], [id]

    def _data(self, kept: Sequence[Balance], total: Decimal, writer: Writer) -> dict[str, Any]:
        name, with_share = f"{self.kind.name}_name", self.query.percentage_column
        *written, (of_all,) = self._written(kept, total, writer)

        def shown(value: Decimal, written: Decimal, *, is_total: bool) -> dict[str, Any]:
            figures = {"total": writer.money(value, written, total=is_total)}
            return figures | {"percentage_of_column": writer.percentage(share(value, total))} if with_share else figures

        rows = zip(kept, written, strict=True)
        every = [{"id": one.id, name: one.name, **shown(one.value, figure, is_total=False)} for one, (figure,) in rows]
        return {self.kind.plural: every, "total": shown(total, of_all, is_total=True)}

    def _table(self, kept: Sequence[Balance], total: Decimal, writer: Writer) -> Table:
        text, name = self.context.text, f"{self.kind.name}_name"
        columns = [Column(name, text(f"{self.kind.name.capitalize()} name")), Column("total", text("Total"), numeric=True)]
        if self.query.percentage_column:
            columns.append(Column("percentage_of_column", text("% of Column"), numeric=True))
        *written, (of_all,) = self._written(kept, total, writer)

        def row(label: str, value: Decimal, written: Decimal, type: str, id: int | str) -> Row:
            cells = [table.text(name, label), table.amount("total", value, writer, written, total=type == "TOTAL")]
            if self.query.percentage_column:
                cells.append(table.percentage("percentage_of_column", share(value, total), writer))
            more = {"contact_id": id} if type != "TOTAL" and id != NOBODY else {}
            return Row(tuple(cells), (type,), id, more=more)

        rows = [row(one.name, one.value, figure, self.kind.name.upper(), one.id) for one, (figure,) in zip(kept, written, strict=True)]
        return Table(tuple(columns), (*rows, row(text("Total"), total, of_all, "TOTAL", "TOTAL")), writer)

    def _written(self, kept: Sequence[Balance], total: Decimal, writer: Writer) -> list[rounding.Values]:
        return rounding.columns([(one.value,) for one in kept], (total,), writer)


class CustomerBalances(ContactBalances[CustomerBalancesQuery]):
    """``GET /api/reports/customer-balance-summary``."""

    name = "customer-balance-summary"
    title = "Customers Balance Summary"
    kind = CUSTOMERS


class VendorBalances(ContactBalances[VendorBalancesQuery]):
    """``GET /api/reports/vendor-balance-summary``."""

    name = "vendor-balance-summary"
    title = "Vendors Balance Summary"
    kind = VENDORS
