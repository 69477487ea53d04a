"""What customers owe at the end of a day, by how long it has been due.

It adds up to the receivables accounts, customer by customer. The rules are those of ``aging``. What has changed since is told of
what a customer owes over all, since ages do not add up entry by entry.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any

from bigcapital.accounting.balances import contact_totals
from bigcapital.accounting.spans import Span
from bigcapital.ledger.money import ZERO
from bigcapital.reports import open_documents, table
from bigcapital.reports.aging import Aged, called, open_charges, periods_of, with_charges
from bigcapital.reports.cells import Addend, no_column, no_row
from bigcapital.reports.cells import Cell as Figure
from bigcapital.reports.contact_balances import OfBalances
from bigcapital.reports.contacts import CUSTOMERS, NOBODY
from bigcapital.reports.context import Writer
from bigcapital.reports.engine import Made
from bigcapital.reports.figures import up_to
from bigcapital.reports.open_invoices import Ages, Asked, open_invoices
from bigcapital.reports.query import ReceivableAgingQuery
from bigcapital.reports.rounding import TOTAL, Amounts
from bigcapital.reports.table import Column, Row, Table
from bigcapital.reports.terms import Term
from bigcapital.tenancy.tenant import Tenant


class ReceivableAging(OfBalances[ReceivableAgingQuery]):
    """``GET /api/reports/receivable-aging-summary``."""

    name = "receivable-aging-summary"
    title = "Receivable Aging Summary"
    kind = CUSTOMERS

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        aged, total = self.aged(tenant)
        rows = [one for one in aged if not (self.query.none_zero and one[2].is_nothing)]
        return Made(lambda: self._data(rows, total, writer), lambda: self._table(rows, total, writer), {"columns": self.periods()})

    def aged(self, tenant: Tenant) -> tuple[list[tuple[int, str, Aged]], Aged]:
        """What each customer owes, with id and name, and what all do."""
        found = self._aged(tenant)
        names = CUSTOMERS.names(tenant, found.keys())
        aged = [(id, name, found[id]) for id, name in names.items()]
        others = [one for id, one in found.items() if id not in names]
        if others:
            aged.append((NOBODY, self._nobody, self._sum(others)))
        return aged, self._sum([one for _, _, one in aged])

    def cell(self, tenant: Tenant, writer: Writer, row: str, column: str) -> Figure:
        """The rows are customers, 0 for what names none of them, and ``TOTAL``. Of an age it is what is open of documents then."""
        aged, total = self.aged(tenant)
        found = {str(id): (name, one) for id, name, one in aged} | {"TOTAL": (self.context.text("Total"), total)}
        if row not in found:
            raise no_row(row)
        name, one = found[row]
        amounts = dict(zip(("current", *self._keys), (one.current, *one.aging), strict=True))
        named = {id for id, _, _ in aged if id != NOBODY}
        if column == "total":
            labels = ("Current", *(called(period, self.context) for period in self.periods()))
            heads = zip(amounts.items(), labels, strict=True)
            parts = tuple(Addend(1, self.context.text(label), amount, row, key) for (key, amount), label in heads)
            return Figure(row, column, name, one.total, (self._balance(tenant, row, named),), parts)
        if column not in amounts:
            raise no_column(column)
        places, documents = {key: place for place, key in enumerate(amounts)}, open_documents.open_documents(tenant, self._asked(tenant))
        theirs = (each for id, each in documents.items() if row == "TOTAL" or (str(id) == row if row != str(NOBODY) else id not in named))
        at = [each for several in theirs for each in several if each.age == places[column]]
        words = self.context.text("What is open of documents")
        return Figure(row, column, name, amounts[column], counted=open_documents.counted(tenant, at), words=words)

    def _balance(self, tenant: Tenant, row: str, named: Collection[int]) -> Term:
        """All lines of a row."""
        asked = self._asked(tenant)
        contacts: frozenset[int] | None = frozenset((int(row),)) if row not in ("TOTAL", str(NOBODY)) else frozenset(asked.contacts) or None
        if row == str(NOBODY):
            contacts = frozenset(self._balances(tenant, asked).keys() - named)
        return Term(frozenset(asked.accounts), up_to(asked.ages.end), contacts=contacts)

    def _asked(self, tenant: Tenant) -> Asked:
        return Asked(self._ages, CUSTOMERS.accounts(tenant), self.query.contacts, self.query.branches, self.known(tenant))

    def _aged(self, tenant: Tenant) -> dict[int, Aged]:
        """What each customer owes by age, 0 for lines that name none: it adds up to the balance."""
        ages, asked = self._ages, self._asked(tenant)
        balances = self._balances(tenant, asked)
        invoices, charges = open_invoices(tenant, asked), open_charges(tenant, asked)
        return {id: with_charges(balance, invoices.get(id), charges.get(id, ()), ages) for id, balance in balances.items()}

    def _balances(self, tenant: Tenant, asked: Asked) -> dict[int, Decimal]:
        """What each customer owes. A customer whose turnover is nothing, too, has a row: what it owed was settled."""
        chosen = {"contacts": asked.contacts or None, "branches": asked.branches or None}
        [sums] = contact_totals(tenant, [Span(None, asked.ages.end)], accounts=asked.accounts, known=asked.known, **chosen)
        return {id: one.net for id, one in sums.items()}

    def _sum(self, several: Sequence[Aged]) -> Aged:
        places = range(self.query.aging_periods)
        return Aged(
            sum((one.current for one in several), ZERO), tuple(sum((one.aging[place] for one in several), ZERO) for place in places)
        )

    def periods(self) -> list[dict[str, Any]]:
        """How long each of the periods is overdue."""
        return periods_of(self._ages)

    @property
    def _keys(self) -> list[str]:
        """The columns of the periods."""
        return [f"aging_{place}" for place in range(self.query.aging_periods)]

    @property
    def _ages(self) -> Ages:
        return Ages(self.period.end, self.query.aging_days_before, self.query.aging_periods)

    def _data(self, rows: Sequence[tuple[int, str, Aged]], total: Aged, writer: Writer) -> dict[str, Any]:
        periods, amounts = self.periods(), self._amounts(rows, total, writer)

        def shown(place: int) -> dict[str, Any]:
            current, *aging, of_all = amounts.money(place).values()
            ages = [{**period, "total": money} for period, money in zip(periods, aging, strict=True)]
            return {"current": current, "aging": ages, "total": of_all}

        customers = [{"customer_id": id, "customer_name": name, **shown(place)} for place, (id, name, _) in enumerate(rows)]
        return {"customers": customers, "total": shown(TOTAL)}

    def _table(self, rows: Sequence[tuple[int, str, Aged]], total: Aged, writer: Writer) -> Table:
        text, keys = self.context.text, self._keys
        heads = [Column("customer_name", text("Customer name")), Column("current", text("Current"), numeric=True)]
        for key, period in zip(keys, self.periods(), strict=True):
            heads.append(Column(key, called(period, self.context), numeric=True))
        heads.append(Column("total", text("Total"), numeric=True))

        amounts = self._amounts(rows, total, writer)

        def row(place: int, id: int | str, name: str, type: str) -> Row:
            return Row((table.text("customer_name", name), *amounts.cells(place)), (type,), id)

        made = [row(place, id, name, "CUSTOMER") for place, (id, name, _) in enumerate(rows)]
        return Table(tuple(heads), (*made, row(TOTAL, "TOTAL", text("Total"), "TOTAL")), writer)

    def _amounts(self, rows: Sequence[tuple[int, str, Aged]], total: Aged, writer: Writer) -> Amounts[tuple[Decimal, ...]]:
        fields = [(key, itemgetter(place)) for place, key in enumerate(("current", *self._keys, "total"))]
        of_all, *each = [(one.current, *one.aging, one.total) for one in (total, *(one for _, _, one in rows))]
        return Amounts(fields, each, of_all, writer)
