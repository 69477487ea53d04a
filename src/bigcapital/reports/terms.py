"""What a figure is made of: signed sums of lines.

Every figure of a report is a handful of ``Term``s, and is computed from them (``Figures.amount``); whoever asks for the lines
behind it gets the lines of the same terms (``pieces``). So a figure and its explanation cannot disagree.

A report declares, for each row and column, the terms that are the row's own; what a row adds up of other rows it says as
``parts`` of a node (``tree``). Nothing else is needed for it to be explained.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from sqlalchemy import ColumnElement, and_, or_

from bigcapital.accounting.balances import Span, Sums, within
from bigcapital.accounting.lines import LedgerLine
from bigcapital.accounting.model import lines as ledger_lines
from bigcapital.reports.chart import Account

Side = Literal["net", "debit", "credit"]
Lines = range | frozenset[int]
_FIRST, _STOP = date.min.toordinal(), date.max.toordinal() + 1


@dataclass(frozen=True, slots=True)
class Term:
    """``sign`` × what ``accounts`` moved over the days of ``span``: debit less credit, or one side alone.

    ``contacts``: only lines with one of these (0: with none; None: all lines); ``lines``: only lines with one of these ids. Branches, and
    what was known at a past moment, hold for a whole report and are none of a term's business.
    """

    accounts: frozenset[int]
    span: Span
    sign: int = 1
    side: Side = "net"
    contacts: frozenset[int] | None = None
    lines: Lines | None = None

    def of(self, sums: Sums) -> Decimal:
        """What it counts of a turnover."""
        value = sums.net if self.side == "net" else sums.debit if self.side == "debit" else sums.credit
        return value * self.sign


Terms = tuple[Term, ...]


def balance(account: Account, span: Span) -> Term:
    """What an account holds by itself, positive on its normal side."""
    return Term(frozenset((account.id,)), span, 1 if account.type.normal == "debit" else -1)


def signed(sign: int, terms: Iterable[Term]) -> Iterator[Term]:
    """The terms, added or taken off."""
    return (Term(one.accounts, one.span, one.sign * sign, one.side, one.contacts, one.lines) for one in terms)


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that all count alike: ``debit`` × their debit and ``credit`` × their credit."""

    accounts: frozenset[int]
    span: Span
    debit: int
    credit: int
    contacts: frozenset[int] | None = None
    lines: Lines | None = None

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
        return and_(*found)

    def amount(self, line: LedgerLine) -> Decimal:
        """What ``line`` counts."""
        return line.debit * self.debit + line.credit * self.credit if self._has(line) else Decimal(0)

    def _has(self, line: LedgerLine) -> bool:
        start, end = self.span.start, self.span.end
        return (
            line.account_id in self.accounts
            and (start is None or start <= line.date)
            and (end is None or line.date <= end)
            and (self.contacts is None or (line.contact_id or 0) in self.contacts)
            and (self.lines is None or line.id in self.lines)
        )


def pieces(terms: Iterable[Term]) -> list[Piece]:
    """The lines that the terms leave over, once what some add and others take off has cancelled out.

    Net income since a year began is all income to a day less all before the year: the lines of the year alone.
    """
    steps: defaultdict[tuple[int, frozenset[int] | None, Lines | None], defaultdict[int, list[int]]]
    steps = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for term in terms:
        start = _FIRST if term.span.start is None else term.span.start.toordinal()
        stop = _STOP if term.span.end is None else term.span.end.toordinal() + 1
        debit = term.sign if term.side != "credit" else 0
        credit = {"net": -term.sign, "debit": 0, "credit": term.sign}[term.side]
        if start < stop:
            for account in term.accounts:
                events = steps[account, term.contacts, term.lines]
                for day, way in ((start, 1), (stop, -1)):
                    events[day][0] += way * debit
                    events[day][1] += way * credit
    alike: defaultdict[tuple[tuple[tuple[int, int, int], ...], frozenset[int] | None, Lines | None], list[int]] = defaultdict(list)
    for (account, contacts, chosen), events in steps.items():
        changes = tuple((day, debit, credit) for day, (debit, credit) in sorted(events.items()) if debit or credit)
        alike[changes, contacts, chosen].append(account)
    return [
        Piece(frozenset(accounts), span, debit, credit, contacts, chosen)
        for (changes, contacts, chosen), accounts in alike.items()
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
