"""Unrealized exchange gains and losses: what the balances in other currencies are worth at the rates given, beside what the books
carry them at. A revaluation that stands at that day is in the books already and is shown as recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, and_

from bigcapital.accounting.foreign import foreign_accounts, foreign_balances, valued
from bigcapital.accounting.lines import LedgerLine, read_lines
from bigcapital.accounting.model import lines as ledger_lines
from bigcapital.accounting.realized import Owner
from bigcapital.accounting.revaluations.model import REFERENCE_TYPE
from bigcapital.accounting.spans import Span
from bigcapital.ledger.money import ZERO, exponent, format_amount, plain
from bigcapital.reports import table
from bigcapital.reports.cells import Addend, RowFigure, no_column, no_row, of_terms
from bigcapital.reports.cells import Cell as Figure
from bigcapital.reports.context import Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.figures import up_to
from bigcapital.reports.gain_loss import Names, row_id
from bigcapital.reports.query import NumberFormatQuery, UnrealizedGainLossQuery
from bigcapital.reports.rounding import TOTAL, Amounts
from bigcapital.reports.table import Cell, Column
from bigcapital.reports.terms import Term
from bigcapital.tenancy.tenant import Tenant


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
    branches: int = 0  # each valued by itself

    @property
    def difference(self) -> Decimal:
        """What the books do not say yet: a gain above nothing, a loss below."""
        return self.value - self.base

    def __add__(self, other: Open) -> Open:
        """Together, at no rate."""
        value, recorded = self.value + other.value, self.recorded + other.recorded
        return Open(self.own + other.own, self.base + other.base, None, value, recorded, self.branches + other.branches)


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
        whole, _ = self.charts(tenant)
        kept = {owner: one for owner, one in self._open(tenant).items() if one.own or one.base or not self.query.none_zero}
        names = Names.of(tenant, whole, self.context, kept)
        rows = [(owner, kept[owner]) for owner in names.sorted(kept)]
        total = sum(kept.values(), Open())
        columns = [Column("balance", self.context.text("Balance"), numeric=True)]
        columns.append(Column("exchange_rate", self.context.text("Exchange rate"), numeric=True))
        columns += [Column(key, self.context.text(label), numeric=True) for key, label, _ in _UNREALIZED]

        amounts = Amounts([(key, value) for key, _, value in _UNREALIZED], [one for _, one in rows], total, writer)

        def node(place: int, owner: Owner, one: Open) -> dict[str, Any]:
            own = _Own.of(self.query.number_format, owner.currency, one.own)
            return {**names.node(owner), "balance": own.money(), "exchange_rate": one.rate, **amounts.money(place)}

        def row(place: int, owner: Owner, one: Open) -> tuple[Owner, tuple[Cell, ...]]:
            own = _Own.of(self.query.number_format, owner.currency, one.own)
            return owner, (own.cell("balance"), _rate(one.rate), *amounts.cells(place))

        return Made(
            lambda: {"unrealized": [node(place, *one) for place, one in enumerate(rows)], "total": amounts.money(TOTAL)},
            lambda: names.sheet(columns, (row(place, *one) for place, one in enumerate(rows)), amounts.cells(TOTAL), writer),
        )

    def cell(self, tenant: Tenant, writer: Writer, row: str, column: str) -> Figure:
        """The rows are owners, and ``TOTAL``. Balances are sums of lines; what they are worth is made of these and the rate."""
        every = {owner: one for owner, one in self._open(tenant).items() if row in ("TOTAL", row_id(owner))}
        if row != "TOTAL" and not every:
            raise no_row(row)
        columns = {key: (label, value) for key, label, value in _UNREALIZED}
        if column not in columns and (column != "balance" or row == "TOTAL"):
            raise no_column(column)
        return Why(self, tenant, every).cell(row, column)

    def scope(self, tenant: Tenant, writer: Writer) -> ColumnElement[bool]:
        accounts = frozenset().union(*foreign_accounts(tenant)) & self.charts(tenant)[1].by_id.keys()
        found = of_terms([Term(accounts, up_to(self.period.end))])
        return and_(found, ledger_lines.c.currency_code != tenant.base_currency)

    def effects(self, tenant: Tenant, writer: Writer, several: Sequence[Sequence[LedgerLine]]) -> list[list[RowFigure]]:
        """What moves in base currency. (What that is worth does not add up entry by entry: it is rounded over all.)"""
        money, _ = foreign_accounts(tenant)
        moved: list[defaultdict[Owner, Decimal]] = []
        for lines in several:
            moved.append(defaultdict(lambda: ZERO))
            for one in lines:
                contact = None if one.account_id in money else one.contact_id
                moved[-1][Owner(one.account_id, contact, one.currency_code)] += one.debit - one.credit
        names = Names.of(tenant, self.charts(tenant)[0], self.context, {owner for one in moved for owner in one})
        return [[RowFigure(row_id(owner), names.row(owner), one[owner]) for owner in names.sorted(one)] for one in moved]

    def _open(self, tenant: Tenant) -> dict[Owner, Open]:
        """What stands open on the accounts asked for."""
        _, chosen = self.charts(tenant)
        every = self._of_all(tenant)
        return {owner: one for owner, one in every.items() if not self.query.accounts or owner.account_id in chosen.by_id}

    def _of_all(self, tenant: Tenant) -> dict[Owner, Open]:
        """What stands open, over the branches asked for; each branch is valued by itself, as a revaluation does."""
        branches, day = self.query.branches or None, self.period.end
        recorded: defaultdict[Owner, Decimal] = defaultdict(lambda: ZERO)
        money, owed = foreign_accounts(tenant)
        for line in self.revaluation(tenant):
            if line.account_id in money | owed and (branches is None or line.branch_id in branches):
                contact = None if line.account_id in money else line.contact_id
                recorded[Owner(line.account_id, contact, line.currency_code)] += line.debit - line.credit
        found: dict[Owner, Open] = {owner: Open(recorded=value) for owner, value in recorded.items() if value}
        for one in valued(
            foreign_balances(tenant, day, branches=branches, known=self.known(tenant)), self.query.rates, exponent(tenant.base_currency)
        ):
            balance = one.balance
            owner = Owner(balance.account_id, balance.contact_id, balance.currency)
            earlier = found.get(owner, Open())
            rate = one.rate if balance.own else earlier.rate  # what has nothing left needs none
            found[owner] = replace(earlier + Open(balance.own, balance.base, value=one.value, branches=1), rate=rate)
        return found

    def revaluation(self, tenant: Tenant) -> list[LedgerLine]:
        """The lines of the revaluation that stands at that day. One of the day before takes itself back on this one."""
        day = self.period.end
        taken_back = min(day, date.max - timedelta(days=1)) + timedelta(days=1)
        found = read_lines(tenant, Span(day, taken_back), reference_type=REFERENCE_TYPE, known=self.known(tenant))
        own = {one.reference_id for one in found if one.date != day}
        return [one for one in found if one.date == day and one.reference_id in own]


@dataclass(frozen=True)
class Why:
    """Why figures of open balances are what they are. ``of``: those of the row asked about."""

    report: UnrealizedGainLoss
    tenant: Tenant
    of: Mapping[Owner, Open]

    def cell(self, row: str, column: str) -> Figure:
        """The row's figure; that of the total is its rows' figures."""
        if row != "TOTAL":
            return self._of_owner(next(iter(self.of)), column)
        rows = [self._of_owner(owner, column) for owner in self._names.sorted(self.of)]
        parts = tuple(Addend(1, one.name, one.amount or ZERO, one.row, column) for one in rows)
        amount = sum((one.amount for one in parts), ZERO)
        words = "" if column in ("base_balance", "recorded") else " + ".join(one.name for one in parts) or plain(ZERO)
        return Figure(
            row, column, self.report.context.text("Total"), amount, tuple(t for one in rows for t in one.terms), parts, words=words
        )

    @cached_property
    def _names(self) -> Names:
        return Names.of(self.tenant, self.report.charts(self.tenant)[0], self.report.context, self.of)

    @cached_property
    def _revaluation(self) -> frozenset[int]:
        return frozenset(one.id for one in self.report.revaluation(self.tenant))

    def _of_owner(self, owner: Owner, column: str) -> Figure:
        one, text, row = self.of[owner], self.report.context.text, row_id(owner)
        name, day = self._names.row(owner), self.report.period.end
        money, _ = foreign_accounts(self.tenant)
        contacts = None if owner.account_id in money else frozenset((owner.contact_id or 0,))
        whole = Term(frozenset((owner.account_id or 0,)), up_to(day), contacts=contacts, currency=owner.currency)
        if column == "balance":
            return Figure(row, column, name, one.own, (replace(whole, side="own"),), currency=owner.currency)
        if column == "base_balance":
            return Figure(row, column, name, one.base, (whole,))
        if column == "recorded":
            return Figure(row, column, name, one.recorded, (replace(whole, span=Span(day, day), lines=self._revaluation),))
        if column == "value":
            rule = "{balance} × {rate}" if one.branches < 2 else "{balance} × {rate}, each branch rounded by itself"
            rate = plain(one.rate) if one.rate is not None else "1"
            words = text(rule, balance=f"{plain(one.own)} {owner.currency}", rate=rate)
            own = replace(self._of_owner(owner, "balance"), name=text("Balance"))
            return Figure(row, column, name, one.value, computed=(own,), words=words)
        labels, signs = {key: text(label) for key, label, _ in _UNREALIZED}, ((1, "value"), (-1, "base_balance"))
        made_of = tuple(replace(self._of_owner(owner, key), name=labels[key]) for _, key in signs)
        parts = tuple(Addend(sign, labels[key], of.amount or ZERO, row, key) for (sign, key), of in zip(signs, made_of, strict=True))
        words = f"{labels['value']} − {labels['base_balance']}"
        return Figure(row, column, name, one.difference, parts=parts, computed=made_of, words=words)


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
