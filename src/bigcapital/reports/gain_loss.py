"""Realized exchange gains and losses, by account, contact and currency, as the account of exchange differences has them, wherever
they came from. (Those that stand open are in ``open_balances``.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from bigcapital.accounting import dimensions
from bigcapital.accounting.lines import LedgerLine, standing_lines
from bigcapital.accounting.model import lines as ledger_lines
from bigcapital.accounting.realized import Owner, Realized, realized, realized_shares, realizing
from bigcapital.ledger.money import ZERO
from bigcapital.reports import labels, table
from bigcapital.reports.cells import Addend, RowFigure, no_column, no_row
from bigcapital.reports.cells import Cell as Figure
from bigcapital.reports.chart import Chart
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.figures import over
from bigcapital.reports.query import RealizedGainLossQuery
from bigcapital.reports.rounding import TOTAL, Amounts
from bigcapital.reports.table import Cell, Column, Row, Table
from bigcapital.tenancy.tenant import Tenant


@dataclass(frozen=True)
class Names:
    """Who owns a gain or loss, in words."""

    chart: Chart
    contacts: Mapping[int, dimensions.ContactName]
    context: Context

    @classmethod
    def of(cls, tenant: Tenant, chart: Chart, context: Context, owners: Iterable[Owner]) -> Names:
        """With the names of their contacts."""
        return cls(chart, dimensions.contacts(tenant, {one.contact_id for one in owners}), context)

    def sorted(self, owners: Iterable[Owner]) -> list[Owner]:
        """In the chart's order, then by contact and currency; those without an account last."""
        places = {account.id: place for place, account in enumerate(self.chart.walk())}
        last = len(places)
        return sorted(owners, key=lambda one: (places.get(one.account_id or 0, last), self.contact(one), one.contact_id or 0, one.currency))

    def contact(self, owner: Owner) -> str:
        """The contact's name; empty for none."""
        found = self.contacts.get(owner.contact_id or 0)
        return found.display_name if found else ""

    def row(self, owner: Owner) -> str:
        """The owner in one line."""
        account = self.chart.by_id.get(owner.account_id or 0)
        words = (account.name if account else self.context.text("Other"), self.contact(owner), owner.currency)
        return ", ".join(one for one in words if one)

    def node(self, owner: Owner) -> dict[str, Any]:
        """For programs."""
        account, contact = self.chart.by_id.get(owner.account_id or 0), self.contacts.get(owner.contact_id or 0)
        return {
            "id": row_id(owner),
            "account_id": owner.account_id,
            "account_name": account.name if account else self.context.text("Other"),
            "account_code": account.code if account else None,
            "contact_id": owner.contact_id,
            "contact_name": self.contact(owner),
            "contact_type": labels.contact(contact.kind, self.context.language) if contact else "",
            "currency_code": owner.currency,
        }

    def cells(self, owner: Owner) -> tuple[Cell, ...]:
        """For people."""
        account = self.chart.by_id.get(owner.account_id or 0)
        label = account.label if account else self.context.text("Other")
        return table.text("account", label), table.text("contact", self.contact(owner)), table.text("currency", owner.currency)

    def sheet(
        self, columns: Sequence[Column], rows: Iterable[tuple[Owner, tuple[Cell, ...]]], sums: tuple[Cell, ...], writer: Writer
    ) -> Table:
        """Rows of owners, then the total."""
        heads = [Column(key, self.context.text(key.capitalize())) for key in ("account", "contact", "currency")]
        made = [
            Row(
                (*self.cells(owner), *cells),
                ("GAIN_LOSS",),
                row_id(owner),
                more={"account_id": owner.account_id} if owner.account_id else {},
            )
            for owner, cells in rows
        ]
        said = {one.key: one for one in (table.text("account", self.context.text("Total")), *sums)}
        total = tuple(said.get(column.key) or table.text(column.key, "") for column in (*heads, *columns))
        return Table((*heads, *columns), (*made, Row(total, ("TOTAL",), "TOTAL")), writer)


def row_id(owner: Owner) -> str:
    """What the owner's row is called: its account, contact and currency."""
    return f"{owner.account_id or 0}_{owner.contact_id or 0}_{owner.currency}"


_REALIZED: tuple[tuple[str, str, Callable[[Realized], Decimal]], ...] = (
    ("gain", "Gain", lambda one: one.gain),
    ("loss", "Loss", lambda one: one.loss),
    ("net", "Net gain", lambda one: one.net),
)


class RealizedGainLoss(Report[RealizedGainLossQuery]):
    """``GET /api/reports/realized-gain-loss``."""

    name = "realized-gain-loss"
    title = "Realized Exchange Gains and Losses"

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        whole, _ = self.charts(tenant)
        every = realized(tenant, over(self.period), branches=self.query.branches or None, known=self.known(tenant))
        is_of = self._is_of(tenant)
        kept = {owner: one for owner, one in every.items() if is_of(owner) and (one.net or not self.query.none_zero)}
        names = Names.of(tenant, whole, self.context, kept)
        rows = [(owner, kept[owner]) for owner in names.sorted(kept)]
        total = Realized(sum((one.gain for one in kept.values()), ZERO), sum((one.loss for one in kept.values()), ZERO))

        amounts = Amounts([(key, value) for key, _, value in _REALIZED], [one for _, one in rows], total, writer)

        columns = [Column(key, self.context.text(label), numeric=True) for key, label, _ in _REALIZED]
        return Made(
            lambda: {
                "realized": [{**names.node(owner), **amounts.money(place)} for place, (owner, _) in enumerate(rows)],
                "total": amounts.money(TOTAL),
            },
            lambda: names.sheet(
                columns, ((owner, amounts.cells(place)) for place, (owner, _) in enumerate(rows)), amounts.cells(TOTAL), writer
            ),
        )

    def cell(self, tenant: Tenant, writer: Writer, row: str, column: str) -> Figure:
        """The rows are owners, and ``TOTAL``. Of a line that several own, each has a share."""
        values = {key: value for key, _, value in _REALIZED}
        if column not in values:
            raise no_column(column)
        known, is_of = self.known(tenant), self._is_of(tenant)
        every = realized_shares(tenant, over(self.period), branches=self.query.branches or None, known=known)
        shares = [one for one in every if is_of(one.owner) and row in ("TOTAL", row_id(one.owner))]
        by_line: defaultdict[int, Realized] = defaultdict(Realized)
        for one in shares:
            by_line[one.line_id].gain += one.gain
            by_line[one.line_id].loss += one.loss
        found = standing_lines(tenant, sorted(by_line), known)
        if row != "TOTAL" and not found:
            raise no_row(row)
        name = self.context.text("Total")
        if row != "TOTAL":
            name = Names.of(tenant, self.charts(tenant)[0], self.context, [shares[0].owner]).row(shares[0].owner)
        counted = [(line, amount) for line in found if (amount := values[column](by_line[line.id]))]
        parts: tuple[Addend, ...] = ()
        if column == "net":
            sums = {key: sum((values[key](by_line[line.id]) for line in found), ZERO) for key in ("gain", "loss")}
            parts = tuple(
                Addend(sign, self.context.text(key.capitalize()), sums[key], row, key) for sign, key in ((1, "gain"), (-1, "loss"))
            )
        return Figure(row, column, name, None, parts=parts, counted=counted)

    def scope(self, tenant: Tenant, writer: Writer) -> ColumnElement[bool]:
        """With accounts asked for: of entries that have a line on one of them."""
        found = realizing(tenant, over(self.period))
        if not self.query.accounts:
            return found
        beside, (_, chosen) = ledger_lines.alias("beside"), self.charts(tenant)
        same = select(beside.c.entry_id).where(beside.c.account_id.in_(sorted(chosen.by_id)))
        return and_(found, ledger_lines.c.entry_id.in_(same))

    def effects(self, tenant: Tenant, writer: Writer, several: Sequence[Sequence[LedgerLine]]) -> list[list[RowFigure]]:
        """The net gain of each owner."""
        ids, is_of = [lines[0].entry_id for lines in several], self._is_of(tenant)
        net: defaultdict[int, defaultdict[Owner, Decimal]] = defaultdict(lambda: defaultdict(lambda: ZERO))
        for one in realized_shares(tenant, over(self.period), branches=self.query.branches or None, entry_ids=ids):
            if is_of(one.owner):
                net[one.entry_id][one.owner] += one.gain - one.loss
        names = Names.of(tenant, self.charts(tenant)[0], self.context, {owner for one in net.values() for owner in one})
        return [[RowFigure(row_id(owner), names.row(owner), net[id][owner]) for owner in names.sorted(net[id])] for id in ids]

    def _is_of(self, tenant: Tenant) -> Callable[[Owner], bool]:
        """Whether an owner is among the accounts asked for."""
        _, chosen = self.charts(tenant)
        return lambda owner: not self.query.accounts or owner.account_id in chosen.by_id
