"""Exchange gains and losses, by account, contact and currency: those that were realized, and those that stand open.

Realized ones are read from the account of exchange differences, wherever they came from. Open ones are what the balances in
other currencies are worth at the rates given, beside what the books carry them at; a revaluation that stands at that day is
in the books already and is shown as recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from bigcapital.accounting import dimensions
from bigcapital.accounting.foreign import foreign_balances, valued
from bigcapital.accounting.realized import Owner, Realized, realized
from bigcapital.accounting.revaluations import operations as revaluations
from bigcapital.ledger.money import ZERO, exponent, format_amount, plain
from bigcapital.reports import labels, table
from bigcapital.reports.chart import Chart
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.figures import over
from bigcapital.reports.query import NumberFormatQuery, RealizedGainLossQuery, UnrealizedGainLossQuery
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

    def node(self, owner: Owner) -> dict[str, Any]:
        """For programs."""
        account, contact = self.chart.by_id.get(owner.account_id or 0), self.contacts.get(owner.contact_id or 0)
        return {
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
            Row((*self.cells(owner), *cells), ("GAIN_LOSS",), more={"account_id": owner.account_id} if owner.account_id else {})
            for owner, cells in rows
        ]
        said = {one.key: one for one in (table.text("account", self.context.text("Total")), *sums)}
        total = tuple(said.get(column.key) or table.text(column.key, "") for column in (*heads, *columns))
        return Table((*heads, *columns), (*made, Row(total, ("TOTAL",), "TOTAL")), writer)


# --- realized ---

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
        whole, chosen = self.charts(tenant)
        every = realized(tenant, over(self.period), branches=self.query.branches or None, known=self.known(tenant))
        kept = {
            owner: one
            for owner, one in every.items()
            if (not self.query.accounts or owner.account_id in chosen.by_id) and (one.net or not self.query.none_zero)
        }
        names = Names.of(tenant, whole, self.context, kept)
        rows = [(owner, kept[owner]) for owner in names.sorted(kept)]
        total = Realized(sum((one.gain for one in kept.values()), ZERO), sum((one.loss for one in kept.values()), ZERO))

        def money(one: Realized, *, of_all: bool = False) -> dict[str, Any]:
            return {key: writer.money(value(one), total=of_all) for key, _, value in _REALIZED}

        def cells(one: Realized, *, of_all: bool = False) -> tuple[Cell, ...]:
            return tuple(table.amount(key, value(one), writer, total=of_all) for key, _, value in _REALIZED)

        columns = [Column(key, self.context.text(label), numeric=True) for key, label, _ in _REALIZED]
        return Made(
            lambda: {"realized": [{**names.node(owner), **money(one)} for owner, one in rows], "total": money(total, of_all=True)},
            lambda: names.sheet(columns, ((owner, cells(one)) for owner, one in rows), cells(total, of_all=True), writer),
        )


# --- unrealized ---


@dataclass(frozen=True, slots=True)
class Open:
    """What stands open: ``own`` in its currency, ``base`` in the books, its ``value`` at ``rate``.

    ``recorded``: how much of ``base`` a revaluation at that day has put there.
    """

    own: Decimal = ZERO
    base: Decimal = ZERO
    rate: Decimal | None = None
    value: Decimal = ZERO
    recorded: Decimal = ZERO

    @property
    def difference(self) -> Decimal:
        """What the books do not say yet: a gain above nothing, a loss below."""
        return self.value - self.base

    def __add__(self, other: Open) -> Open:
        """Together, at no rate."""
        return Open(self.own + other.own, self.base + other.base, None, self.value + other.value, self.recorded + other.recorded)


_UNREALIZED: tuple[tuple[str, str, Callable[[Open], Decimal]], ...] = (
    ("base_balance", "Balance in base currency", lambda one: one.base),
    ("value", "Value at the rate", lambda one: one.value),
    ("recorded", "Recorded", lambda one: one.recorded),
    ("difference", "To be recorded", lambda one: one.difference),
)


class UnrealizedGainLoss(Report[UnrealizedGainLossQuery]):
    """``GET /api/reports/unrealized-gain-loss``."""

    name = "unrealized-gain-loss"
    title = "Unrealized Exchange Gains and Losses"
    starts = "ever"
    as_of = True

    def asked(self) -> dict[str, Any]:
        """With the rates in order."""
        return super().asked() | {"rates": dict(sorted(self.query.rates.items()))}

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        whole, chosen = self.charts(tenant)
        every = self._open(tenant)
        kept = {
            owner: one
            for owner, one in every.items()
            if (not self.query.accounts or owner.account_id in chosen.by_id) and (one.own or one.base or not self.query.none_zero)
        }
        names = Names.of(tenant, whole, self.context, kept)
        rows = [(owner, kept[owner]) for owner in names.sorted(kept)]
        total = sum(kept.values(), Open())
        columns = [Column("balance", self.context.text("Balance"), numeric=True)]
        columns.append(Column("exchange_rate", self.context.text("Exchange rate"), numeric=True))
        columns += [Column(key, self.context.text(label), numeric=True) for key, label, _ in _UNREALIZED]

        def money(one: Open, *, of_all: bool = False) -> dict[str, Any]:
            return {key: writer.money(value(one), total=of_all) for key, _, value in _UNREALIZED}

        def node(owner: Owner, one: Open) -> dict[str, Any]:
            own = _Own.of(self.query.number_format, owner.currency, one.own)
            return {**names.node(owner), "balance": own.money(), "exchange_rate": one.rate, **money(one)}

        def cells(one: Open, *, of_all: bool = False) -> tuple[Cell, ...]:
            return tuple(table.amount(key, value(one), writer, total=of_all) for key, _, value in _UNREALIZED)

        def row(owner: Owner, one: Open) -> tuple[Owner, tuple[Cell, ...]]:
            own = _Own.of(self.query.number_format, owner.currency, one.own)
            return owner, (own.cell("balance"), _rate(one.rate), *cells(one))

        return Made(
            lambda: {"unrealized": [node(owner, one) for owner, one in rows], "total": money(total, of_all=True)},
            lambda: names.sheet(columns, (row(owner, one) for owner, one in rows), cells(total, of_all=True), writer),
        )

    def _open(self, tenant: Tenant) -> dict[Owner, Open]:
        """What stands open, over the branches asked for; each branch is valued by itself, as a revaluation does."""
        branches, day = self.query.branches or None, self.period.end
        recorded: defaultdict[Owner, Decimal] = defaultdict(lambda: ZERO)
        standing = revaluations.standing_at(tenant, day)
        for line in revaluations.lines_of(tenant, standing) if standing is not None else ():
            if branches is None or line.branch_id in branches:
                recorded[Owner(line.account_id, line.contact_id, line.currency_code)] += line.difference
        found: dict[Owner, Open] = {owner: Open(recorded=value) for owner, value in recorded.items() if value}
        for one in valued(foreign_balances(tenant, day, branches=branches), self.query.rates, exponent(tenant.base_currency)):
            balance = one.balance
            owner = Owner(balance.account_id, balance.contact_id, balance.currency)
            earlier = found.get(owner, Open())
            rate = one.rate if balance.own else earlier.rate  # what has nothing left needs none
            found[owner] = replace(earlier + Open(balance.own, balance.base, value=one.value), rate=rate)
        return found


@dataclass(frozen=True, slots=True)
class _Own:
    """An amount in a currency of its own, as the reader wants amounts written."""

    value: Decimal
    currency: str
    shown: str
    decimals: int

    @classmethod
    def of(cls, number_format: NumberFormatQuery, currency: str, value: Decimal) -> _Own:
        style = number_format.style(exponent(currency))
        return cls(value, currency, format_amount(value, currency, style), style.precision or 0)

    def money(self) -> dict[str, Any]:
        return {"amount": self.value, "formatted_amount": self.shown, "currency_code": self.currency}

    def cell(self, key: str) -> Cell:
        return Cell(key, self.shown, self.value, decimals=self.decimals)


def _rate(rate: Decimal | None) -> Cell:
    """A rate as it was given, with the decimals that it has."""
    if rate is None:
        return table.text("exchange_rate", "")
    shown = plain(rate)
    return Cell("exchange_rate", shown, rate, decimals=len(shown.partition(".")[2]), scaled=False)
