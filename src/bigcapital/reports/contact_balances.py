"""What customers owe, and what vendors are owed, at the end of a day: the receivables and payables accounts, contact by contact."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple, TypeVar

from bigcapital.accounting.balances import NOTHING
from bigcapital.ledger.accounts import TYPES
from bigcapital.ledger.money import ZERO
from bigcapital.reports import table
from bigcapital.reports.contacts import CUSTOMERS, VENDORS, Kind
from bigcapital.reports.context import Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.figures import up_to
from bigcapital.reports.query import ContactBalancesQuery, CustomerBalancesQuery, VendorBalancesQuery
from bigcapital.reports.statement import share
from bigcapital.reports.table import Column, Row, Table
from bigcapital.tenancy.tenant import Tenant

NOBODY = 0  # lines that name no contact, or none of this kind: without them the sum would not be the account's

Q = TypeVar("Q", bound=ContactBalancesQuery)


class Balance(NamedTuple):
    """What one contact owes or is owed."""

    id: int
    name: str
    value: Decimal


class ContactBalances(Report[Q]):
    """The balances of one kind of contacts. Hiding contacts changes no total."""

    kind: ClassVar[Kind]
    as_of = True

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        query, kind, span = self.query, self.kind, up_to(self.period.end)
        sums = self.figures(tenant, [span], kind.figures_of(tenant, query.contacts)).sums[span]
        wanted = query.contacts or (None if not query.none_transactions else sums.keys())
        names = kind.names(tenant, wanted)
        balance = TYPES[kind.control].balance
        kept, total = [], ZERO
        for id, name in names.items():
            one = sums.get(id, NOTHING)
            value = balance(one.debit, one.credit)
            total += value
            if (value or not query.none_zero) and (one.debit or one.credit or not query.none_transactions):
                kept.append(Balance(id, name, value))
        nobodys = [balance(one.debit, one.credit) for id, one in sums.items() if id not in names]
        if nobodys and not query.contacts:
            rest = sum(nobodys, ZERO)
            kept.append(Balance(NOBODY, self.context.text("Without a contact"), rest))
            total += rest
        return Made(lambda: self._data(kept, total, writer), lambda: self._table(kept, total, writer))

    def _data(self, kept: Sequence[Balance], total: Decimal, writer: Writer) -> dict[str, Any]:
        name, with_share = f"{self.kind.name}_name", self.query.percentage_column

        def shown(value: Decimal, *, is_total: bool) -> dict[str, Any]:
            figures = {"total": writer.money(value, total=is_total)}
            return figures | {"percentage_of_column": writer.percentage(share(value, total))} if with_share else figures

        every = [{"id": one.id, name: one.name, **shown(one.value, is_total=False)} for one in kept]
        return {self.kind.plural: every, "total": shown(total, is_total=True)}

    def _table(self, kept: Sequence[Balance], total: Decimal, writer: Writer) -> Table:
        text, name = self.context.text, f"{self.kind.name}_name"
        columns = [Column(name, text(f"{self.kind.name.capitalize()} name")), Column("total", text("Total"), numeric=True)]
        if self.query.percentage_column:
            columns.append(Column("percentage_of_column", text("% of Column"), numeric=True))

        def row(label: str, value: Decimal, type: str, id: int | str) -> Row:
            cells = [table.text(name, label), table.amount("total", value, writer, total=type == "TOTAL")]
            if self.query.percentage_column:
                cells.append(table.percentage("percentage_of_column", share(value, total), writer))
            more = {"contact_id": id} if type != "TOTAL" and id != NOBODY else {}
            return Row(tuple(cells), (type,), id, more=more)

        rows = [row(one.name, one.value, self.kind.name.upper(), one.id) for one in kept]
        return Table(tuple(columns), (*rows, row(text("Total"), total, "TOTAL", "TOTAL")), writer)


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
