"""What a figure is made of: signed sums of lines.

Every figure of a report is a handful of ``Term``s, and is computed from them (``Figures.amount``); whoever asks for the lines
behind it gets the lines of the same terms (``pieces``). So a figure and its explanation cannot disagree.

A report declares, for each row and column, the terms that are the row's own; what a row adds up of other rows it says as
``parts`` of a node (``tree``). Nothing else is needed for it to be explained.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, and_, case, or_

from bigcapital.accounting.balances import Sums, within
from bigcapital.accounting.lines import LedgerLine
from bigcapital.accounting.model import lines as ledger_lines
from bigcapital.accounting.spans import Span
from bigcapital.reports.chart import Account

Side = Literal["net", "debit", "credit", "own"]
Lines = range | frozenset[int]
_FIRST, _STOP = date.min.toordinal(), date.max.toordinal() + 1


_SIDES: dict[Side, str] = {"net": "net", "debit": "debit", "credit": "credit", "own": "own_net"}


@dataclass(frozen=True, slots=True)
class Term:
    """``sign`` × what ``accounts`` moved over the days of ``span``: debit less credit, or one side alone.

    ``own``: debit less credit in the lines' own currency. ``contacts``: only lines with one of these (0: with none; None: all
    lines); ``lines``: only lines with one of these ids; ``currency``: only lines in this one; ``tax_rates``: only lines that name
    one of these. Branches, and what was known at a past moment, hold for a whole report and are none of a term's business.
    """

    accounts: frozenset[int]
    span: Span
    sign: int = 1
    side: Side = "net"
    contacts: frozenset[int] | None = None
    lines: Lines | None = None
    currency: str | None = None
    tax_rates: frozenset[int] | None = None

    def of(self, sums: Sums) -> Decimal:
        """What it counts of a turnover."""
        found = getattr(sums, _SIDES[self.side])
        return found if self.sign == 1 else found * self.sign


Terms = tuple[Term, ...]


def balance(account: Account, span: Span) -> Term:
    """What an account holds by itself, positive on its normal side."""
    return Term(frozenset((account.id,)), span, 1 if account.type.normal == "debit" else -1)


def signed(sign: int, terms: Iterable[Term]) -> Iterator[Term]:
    """The terms, added or taken off."""
    return (replace(one, sign=one.sign * sign) for one in terms)


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that all count alike: ``debit`` × their debit and ``credit`` × their credit; ``own``: of their own currency."""

    accounts: frozenset[int]
    span: Span
    debit: int
    credit: int
    contacts: frozenset[int] | None = None
    lines: Lines | None = None
    currency: str | None = None
    own: bool = False
    tax_rates: frozenset[int] | None = None

    def condition(self) -> ColumnElement[bool]:
        """That a line of the ledger is one of these."""
        columns = ledger_lines.c
        found = [columns.account_id.in_(sorted(self.accounts)), *within(self.span)]
        if self.contacts is not None:
            named = columns.contact_id.in_(sorted(self.contacts))
            found.append(or_(named, columns.contact_id.is_(None)) if 0 in self.contacts else named)
        if isinstance(self.lines, range):
            found.append(columns.id.between(self.lines.start, self.lines.stop - 1))
        elif self.lines is not None:
            found.append(columns.id.in_(sorted(self.lines)))
        if self.currency is not None:
            found.append(columns.currency_code == self.currency)
        if self.tax_rates is not None:
            found.append(columns.tax_rate_id.in_(sorted(self.tax_rates)))
        return and_(*found)

    def sides(self) -> tuple[ColumnElement[Decimal], ColumnElement[Decimal]]:
        """What stands on the debit side of a line, and what on its credit side."""
        columns = ledger_lines.c
        if not self.own:
            return columns.debit, columns.credit
        return case((columns.debit != 0, columns.amount), else_=0), case((columns.debit == 0, columns.amount), else_=0)

    def amount(self, line: LedgerLine) -> Decimal:
        """What ``line`` counts."""
        if not self.has(line):
            return Decimal(0)
        if self.own:
            return line.amount * (self.debit if line.debit else self.credit)
        return line.debit * self.debit + line.credit * self.credit

    def has(self, line: LedgerLine) -> bool:
        """Whether ``line`` is one of these."""
        start, end = self.span.start, self.span.end
        return (
            line.account_id in self.accounts
            and (start is None or start <= line.date)
            and (end is None or line.date <= end)
            and (self.contacts is None or (line.contact_id or 0) in self.contacts)
            and (self.lines is None or line.id in self.lines)
            and self.currency in (None, line.currency_code)
            and (self.tax_rates is None or line.tax_rate_id in self.tax_rates)
        )


class _Kind(NamedTuple):
    """What lines must have in common to cancel out."""

    contacts: frozenset[int] | None
    lines: Lines | None
    currency: str | None
    own: bool
    tax_rates: frozenset[int] | None


def pieces(terms: Iterable[Term]) -> list[Piece]:
    """The lines that the terms leave over, once what some add and others take off has cancelled out.

    Net income since a year began is all income to a day less all before the year: the lines of the year alone.
    """
    steps: defaultdict[tuple[int, _Kind], defaultdict[int, list[int]]]
    steps = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for term in terms:
        start = _FIRST if term.span.start is None else term.span.start.toordinal()
        stop = _STOP if term.span.end is None else term.span.end.toordinal() + 1
        debit = term.sign if term.side != "credit" else 0
        credit = {"net": -term.sign, "own": -term.sign, "debit": 0, "credit": term.sign}[term.side]
        kind = _Kind(term.contacts, term.lines, term.currency, term.side == "own", term.tax_rates)
        if start < stop:
            for account in term.accounts:
                events = steps[account, kind]
                for day, way in ((start, 1), (stop, -1)):
                    events[day][0] += way * debit
                    events[day][1] += way * credit
    alike: defaultdict[tuple[tuple[tuple[int, int, int], ...], _Kind], list[int]] = defaultdict(list)
    for (account, kind), events in steps.items():
        changes = tuple((day, debit, credit) for day, (debit, credit) in sorted(events.items()) if debit or credit)
        alike[changes, kind].append(account)
    return [
        Piece(frozenset(accounts), span, debit, credit, *kind)
        for (changes, kind), accounts in alike.items()
        for span, debit, credit in _runs(changes)
    ]


def _runs(changes: tuple[tuple[int, int, int], ...]) -> Iterator[tuple[Span, int, int]]:
    debit = credit = 0
    for place, (day, more_debit, more_credit) in enumerate(changes):
        debit, credit = debit + more_debit, credit + more_credit
        if debit or credit:
            stop = changes[place + 1][0]
            yield (
                Span(None if day == _FIRST else date.fromordinal(day), None if stop == _STOP else date.fromordinal(stop - 1)),
                debit,
                credit,
            )
