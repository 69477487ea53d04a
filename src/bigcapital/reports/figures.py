"""The sums that statements are made of: what accounts moved over certain days, all read in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from bigcapital.accounting import balances
from bigcapital.accounting.balances import NOTHING, Span, Sums
from bigcapital.accounting.known import Known
from bigcapital.ledger.money import ZERO
from bigcapital.ledger.periods import Period
from bigcapital.reports.terms import Term
from bigcapital.tenancy.tenant import Tenant


def over(period: Period) -> Span:
    """The days of ``period``."""
    return Span(period.start, period.end)


def up_to(day: date) -> Span:
    """All days to ``day``, included: what a closing balance sums."""
    return Span(None, day)


before = Span.before


@dataclass(frozen=True)
class Figures:
    """What each account moved, by span. Asking for a span that was not read is a mistake (``KeyError``).

    ``by_contact``: the same by (contact, account), for reports whose terms name contacts.
    """

    sums: Mapping[Span, Mapping[int, Sums]]
    by_contact: Mapping[Span, Mapping[tuple[int, int], Sums]] = field(default_factory=dict)

    def of(self, account_id: int, span: Span) -> Sums:
        """What the account moved in ``span``, base currency."""
        return self.sums[span].get(account_id, NOTHING)

    def amount(self, terms: Iterable[Term]) -> Decimal:
        """What the terms add up to. (Terms of single lines are not read from here.)"""
        return sum((term.of(sums) for term in terms for sums in self._of(term)), ZERO)

    def _of(self, term: Term) -> Iterable[Sums]:
        if term.contacts is None:
            known = self.sums[term.span]
            return (known[id] for id in term.accounts if id in known)
        named = self.by_contact[term.span]
        return (named[key] for contact in term.contacts for id in term.accounts if (key := (contact, id)) in named)

    def moved(self, span: Span) -> frozenset[int]:
        """The accounts that moved in ``span``; what was entirely reversed did not."""
        return frozenset(id for id, sums in self.sums[span].items() if sums.debit or sums.credit)


class Read(Protocol):
    """Where a report's figures come from: the balances, every line, or a few lines that are not saved yet."""

    def __call__(self, tenant: Tenant, spans: Iterable[Span], branches: Sequence[int] = (), known: Known | None = None) -> Figures:
        """The figures of every account for ``spans``, of the ``branches`` given or of all, as ``known`` at a past moment."""
        ...


def read(tenant: Tenant, spans: Iterable[Span], branches: Sequence[int] = (), known: Known | None = None) -> Figures:
    """From the balances."""
    wanted = list(dict.fromkeys(spans))
    found = balances.account_sums(tenant, wanted, branches=branches or None, known=known)
    return Figures(dict(zip(wanted, found, strict=True)))


def scan(tenant: Tenant, spans: Iterable[Span], branches: Sequence[int] = (), known: Known | None = None) -> Figures:
    """As ``read``, from every line: what it must always agree with. Of today's books alone."""
    assert known is None
    wanted = list(dict.fromkeys(spans))
    found = balances.scan_account_sums(tenant, wanted, branches=branches or None)
    return Figures(dict(zip(wanted, found, strict=True)))


class Moved(Protocol):
    """A line, recorded or about to be: what of it moves figures."""

    @property
    def account_id(self) -> int: ...
    @property
    def contact_id(self) -> int | None: ...
    @property
    def branch_id(self) -> int | None: ...
    @property
    def debit(self) -> Decimal: ...
    @property
    def credit(self) -> Decimal: ...


def of_lines(several: Iterable[tuple[date, Moved]]) -> Read:
    """The figures of these lines alone, each with its day: a report made of them is what they change in it."""
    moved = list(several)

    def read_them(tenant: Tenant, spans: Iterable[Span], branches: Sequence[int] = (), known: Known | None = None) -> Figures:
        by_account: dict[Span, dict[int, Sums]] = {}
        by_contact: dict[Span, dict[tuple[int, int], Sums]] = {}
        for span in dict.fromkeys(spans):
            sums: defaultdict[int, Sums] = defaultdict(lambda: NOTHING)
            named: defaultdict[tuple[int, int], Sums] = defaultdict(lambda: NOTHING)
            for day, line in moved:
                within = (span.start is None or span.start <= day) and (span.end is None or day <= span.end)
                if within and (not branches or (line.branch_id or 0) in branches):
                    turnover = Sums(line.debit, line.credit)
                    sums[line.account_id] += turnover
                    named[line.contact_id or 0, line.account_id] += turnover
            by_account[span], by_contact[span] = dict(sums), dict(named)
        return Figures(by_account, by_contact)

    return read_them
