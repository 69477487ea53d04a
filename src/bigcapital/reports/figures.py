"""The sums that statements are made of: what accounts moved over certain days, all read in one statement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bigcapital.accounting import balances
from bigcapital.accounting.balances import NOTHING, Span, Sums
from bigcapital.ledger.periods import Days
from bigcapital.tenancy.tenant import Tenant


def over(period: Days) -> Span:
    """The days of ``period``."""
    return Span(period.start, period.end)


def up_to(day: date) -> Span:
    """All days to ``day``, included: what a closing balance sums."""
    return Span(None, day)


before = Span.before


@dataclass(frozen=True)
class Figures:
    """What each account (or contact) moved, by span. Asking for a span that was not read is a mistake (``KeyError``)."""

    sums: Mapping[Span, Mapping[int, Sums]]

    def of(self, id: int, span: Span) -> Sums:
        """What the account moved in ``span``, base currency."""
        return self.sums[span].get(id, NOTHING)

    def moved(self, span: Span) -> frozenset[int]:
        """Those that moved in ``span``; what was entirely reversed did not."""
        return frozenset(id for id, sums in self.sums[span].items() if sums.debit or sums.credit)


@dataclass(frozen=True)
class OfContacts:
    """Asks for what contacts (these, or all) moved on these receivables or payables, instead of what accounts moved."""

    accounts: Collection[int]
    contacts: Collection[int] = ()


def read(tenant: Tenant, spans: Iterable[Span], branches: Sequence[int] = (), of: OfContacts | None = None) -> Figures:
    """The figures of every account (or contact) for ``spans``, of the ``branches`` given or of all."""
    wanted = list(dict.fromkeys(spans))
    if of is None:
        return _figures(wanted, balances.account_sums(tenant, wanted, branches=branches or None))
    contacts = of.contacts or None
    return _figures(wanted, balances.contact_totals(tenant, wanted, contacts=contacts, accounts=of.accounts, branches=branches or None))


def scan(tenant: Tenant, spans: Iterable[Span], branches: Sequence[int] = (), of: OfContacts | None = None) -> Figures:
    """As ``read``, from every line: what it must always agree with."""
    wanted = list(dict.fromkeys(spans))
    if of is None:
        return _figures(wanted, balances.scan_account_sums(tenant, wanted, branches=branches or None))
    found = balances.scan_contact_sums(
        tenant, wanted, receivables_and_payables=of.accounts, contacts=of.contacts or None, branches=branches or None
    )
    return _figures(wanted, [_by_contact(one) for one in found])


def _figures(wanted: list[Span], found: list[dict[int, Sums]]) -> Figures:
    return Figures(dict(zip(wanted, found, strict=True)))


def _by_contact(cells: Mapping[tuple[int, int, str], Sums]) -> dict[int, Sums]:
    sums: dict[int, Sums] = {}
    for (contact, *_), one in cells.items():
        base = Sums(one.debit, one.credit)
        sums[contact] = sums[contact] + base if contact in sums else base
    return {contact: one for contact, one in sums.items() if one}
