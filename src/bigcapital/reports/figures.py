"""The sums that statements are made of: what accounts moved over certain days, all read in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from bigcapital.accounting import balances, cash_basis
from bigcapital.accounting.balances import NOTHING, Sums
from bigcapital.accounting.known import Known
from bigcapital.accounting.spans import Span
from bigcapital.ledger.money import ZERO
from bigcapital.ledger.periods import Days
from bigcapital.reports.terms import Term
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
    """What each account moved, by span; or ``of`` contacts, what each contact did on their accounts.

    Asking for a span that was not read is a mistake (``KeyError``).
    """

    sums: Mapping[Span, Mapping[int, Sums]]
    of_contacts: bool = False

    def of(self, id: int, span: Span) -> Sums:
        """What the account (or contact) moved in ``span``, base currency."""
        return self.sums[span].get(id, NOTHING)

    def amount(self, terms: Iterable[Term]) -> Decimal:
        """What the terms add up to. (Terms of single lines are not read from here; those of contacts have the accounts read.)"""
        return sum((term.of(sums) for term in terms for sums in self._of(term)), ZERO)

    def _of(self, term: Term) -> Iterable[Sums]:
        sums = self.sums[term.span]
        if self.of_contacts and term.contacts is None:
            return sums.values()
        ids = term.accounts if term.contacts is None else term.contacts
        return (sums[id] for id in ids if id in sums)

    def moved(self, span: Span) -> frozenset[int]:
        """Those that moved in ``span``; what was entirely reversed did not."""
        return frozenset(id for id, sums in self.sums[span].items() if sums.debit or sums.credit)


@dataclass(frozen=True)
class OfContacts:
    """Asks for what contacts (these, or all) moved on these receivables or payables, instead of what accounts moved."""

    accounts: Collection[int]
    contacts: Collection[int] = ()


class Read(Protocol):
    """Where a report's figures come from: the balances, every line, or a few lines that are not saved yet."""

    def __call__(
        self,
        tenant: Tenant,
        spans: Iterable[Span],
        branches: Sequence[int] = (),
        known: Known | None = None,
        of: OfContacts | None = None,
    ) -> Figures:
        """The figures of every account (or ``of`` contacts) for ``spans``, of the ``branches`` given or of all, as ``known``
        at a past moment."""
        ...


def read(
    tenant: Tenant, spans: Iterable[Span], branches: Sequence[int] = (), known: Known | None = None, of: OfContacts | None = None
) -> Figures:
    """From the balances."""
    wanted, within = list(dict.fromkeys(spans)), branches or None
    if of is None:
        return _figures(wanted, balances.account_sums(tenant, wanted, branches=within, known=known), of)
    named = of.contacts or None
    return _figures(wanted, balances.contact_totals(tenant, wanted, contacts=named, accounts=of.accounts, branches=within, known=known), of)


def scan(
    tenant: Tenant, spans: Iterable[Span], branches: Sequence[int] = (), known: Known | None = None, of: OfContacts | None = None
) -> Figures:
    """As ``read``, from every line: what it must always agree with. Of today's books alone."""
    assert known is None
    wanted, within = list(dict.fromkeys(spans)), branches or None
    if of is None:
        return _figures(wanted, balances.scan_account_sums(tenant, wanted, branches=within), of)
    found = balances.scan_contact_sums(tenant, wanted, receivables_and_payables=of.accounts, contacts=of.contacts or None, branches=within)
    return _figures(wanted, [_by_contact(one) for one in found], of)


def _figures(wanted: list[Span], found: Sequence[Mapping[int, Sums]], of: OfContacts | None) -> Figures:
    return Figures(dict(zip(wanted, found, strict=True)), of is not None)


def _by_contact(cells: Mapping[tuple[int, int, str], Sums]) -> dict[int, Sums]:
    sums: dict[int, Sums] = {}
    for (contact, *_), one in cells.items():
        base = Sums(one.debit, one.credit)
        sums[contact] = sums[contact] + base if contact in sums else base
    return {contact: one for contact, one in sums.items() if one}


def on_cash_basis(
    tenant: Tenant, accrual: Figures, branches: Sequence[int] = (), known: Known | None = None, of: OfContacts | None = None
) -> Figures:
    """``accrual`` as the figures are when what is owed counts once it is settled."""
    spans = list(accrual.sums)
    sums = {span: {id: Sums(one.debit, one.credit) for id, one in accrual.sums[span].items()} for span in spans}
    if of is None:
        corrected = cash_basis.corrections(tenant, spans, branches=branches or None, known=known)
    else:
        named = of.contacts or None
        corrected = cash_basis.corrections(
            tenant, spans, by="contact", accounts=of.accounts, contacts=named, branches=branches or None, known=known
        )
    for span, corrections in zip(spans, corrected, strict=True):
        for id, correction in corrections.items():
            sums[span][id] = sums[span].get(id, NOTHING) + correction
    return Figures(sums, accrual.of_contacts)


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

    def read_them(
        tenant: Tenant, spans: Iterable[Span], branches: Sequence[int] = (), known: Known | None = None, of: OfContacts | None = None
    ) -> Figures:
        wanted = list(dict.fromkeys(spans))
        found = []
        for span in wanted:
            sums: defaultdict[int, Sums] = defaultdict(lambda: NOTHING)
            for day, line in moved:
                within = (span.start is None or span.start <= day) and (span.end is None or day <= span.end)
                if within and (not branches or (line.branch_id or 0) in branches) and _is_of(line, of):
                    sums[line.account_id if of is None else line.contact_id or 0] += Sums(line.debit, line.credit)
            found.append(dict(sums))
        return _figures(wanted, found, of)

    return read_them


def _is_of(line: Moved, of: OfContacts | None) -> bool:
    return of is None or (line.account_id in of.accounts and (not of.contacts or (line.contact_id or 0) in of.contacts))
