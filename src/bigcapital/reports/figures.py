"""The sums that statements are made of: what accounts moved over certain days, all read in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bigcapital.accounting import balances, cash_basis
from bigcapital.accounting.balances import NOTHING, Span, Sums
from bigcapital.ledger.periods import Period
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
    """What each account moved, by span. Asking for a span that was not read is a mistake (``KeyError``)."""

    sums: Mapping[Span, Mapping[int, Sums]]

    def of(self, account_id: int, span: Span) -> Sums:
        """What the account moved in ``span``, base currency."""
        return self.sums[span].get(account_id, NOTHING)

    def moved(self, span: Span) -> frozenset[int]:
        """The accounts that moved in ``span``; what was entirely reversed did not."""
        return frozenset(id for id, sums in self.sums[span].items() if sums.debit or sums.credit)


def read(tenant: Tenant, spans: Iterable[Span], branches: Sequence[int] = ()) -> Figures:
    """The figures of every account for ``spans``, of the ``branches`` given or of all."""
    wanted = list(dict.fromkeys(spans))
    found = balances.account_sums(tenant, wanted, branches=branches or None)
    return Figures(dict(zip(wanted, found, strict=True)))


def scan(tenant: Tenant, spans: Iterable[Span], branches: Sequence[int] = ()) -> Figures:
    """As ``read``, from every line: what it must always agree with."""
    wanted = list(dict.fromkeys(spans))
    found = balances.scan_account_sums(tenant, wanted, branches=branches or None)
    return Figures(dict(zip(wanted, found, strict=True)))


def on_cash_basis(tenant: Tenant, accrual: Figures, branches: Sequence[int] = ()) -> Figures:
    """``accrual`` as the figures are when what is owed counts once it is settled."""
    spans = list(accrual.sums)
    sums = {span: {id: Sums(one.debit, one.credit) for id, one in accrual.sums[span].items()} for span in spans}
    for span, corrected in zip(spans, cash_basis.corrections(tenant, spans, branches=branches or None), strict=True):
        for id, correction in corrected.items():
            sums[span][id] = sums[span].get(id, NOTHING) + correction
    return Figures(sums)
