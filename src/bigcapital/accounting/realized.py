"""Exchange gains and losses that were realized: what stands on their account, and whose it is.

A line on that account says how much; whose it is say the lines of its entry that were settled or moved at another rate than
they had: receivables and payables before money, other currencies before the base currency. Whatever document posted it, the
rule is the same. Revaluations are left out: they realize nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select

from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.balances import Ids, within
from bigcapital.accounting.known import Known
from bigcapital.accounting.model import IDS_OF_LINES, entries, lines
from bigcapital.accounting.revaluations.model import REFERENCE_TYPE
from bigcapital.accounting.revaluations.operations import GAIN_OR_LOSS
from bigcapital.accounting.spans import Days
from bigcapital.ledger.accounts import CONTACT_CONTROL, CONTROL
from bigcapital.ledger.money import ONE, ZERO, exponent, split
from bigcapital.tenancy.tenant import Tenant


class Owner(NamedTuple):
    """Whose a gain or loss is; no account where the entry names none."""

    account_id: int | None
    contact_id: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class Control:
    """A line of the same entry that may be what the gain or loss came of. ``amount``: its debit less its credit, in base.

    ``is_foreign``: it is owed, or held, in another currency. ``is_owed``: by or to a contact, rather than held as money.
    """

    owner: Owner
    amount: Decimal
    is_foreign: bool
    is_owed: bool

    @property
    def rank(self) -> tuple[bool, bool]:
        """Higher is likelier: other currencies before the base currency, and what is owed before money."""
        return self.is_foreign, self.is_owed


@dataclass(slots=True)
class Realized:
    """What was gained (credited) and lost (debited), base currency."""

    gain: Decimal = ZERO
    loss: Decimal = ZERO

    @property
    def net(self) -> Decimal:
        """The gain less the loss."""
        return self.gain - self.loss


def owners(of: Owner, controls: Iterable[Control]) -> dict[Owner, Decimal]:
    """Whose a line on the account is, with weights; pure. ``of``: what the line itself says.

    If it names a contact, the lines of that contact come before all others. Where no line can have caused it, it is its own.
    """
    every = list(controls)
    own = [one for one in every if of.contact_id is not None and one.owner.contact_id == of.contact_id]
    candidates = own or every
    if not candidates:
        return {Owner(None, of.contact_id, of.currency): ONE}
    best = max(one.rank for one in candidates)
    weights: defaultdict[Owner, Decimal] = defaultdict(lambda: ZERO)
    for one in candidates:
        if one.rank == best:
            weights[one.owner] += abs(one.amount)
    return dict(weights)


class Share(NamedTuple):
    """What of a line on the account is an owner's."""

    line_id: int
    entry_id: int
    owner: Owner
    gain: Decimal
    loss: Decimal


def realized(tenant: Tenant, span: Days, *, branches: Ids = None, known: Known | None = None) -> dict[Owner, Realized]:
    """What was realized in ``span``, by owner; those whose gains and losses were all undone are left out. One statement."""
    found: defaultdict[Owner, Realized] = defaultdict(Realized)
    for one in realized_shares(tenant, span, branches=branches, known=known):
        found[one.owner].gain += one.gain
        found[one.owner].loss += one.loss
    return {owner: one for owner, one in found.items() if one.gain or one.loss}


def realizing(tenant: Tenant, span: Days) -> ColumnElement[bool]:
    """The condition, on lines and their entries, that one stands on the account in ``span`` and realizes something."""
    account = chart(tenant).find(slug=GAIN_OR_LOSS)
    return and_(lines.c.account_id == (account.id if account else 0), *within(span), entries.c.reference_type != REFERENCE_TYPE)


def realized_shares(
    tenant: Tenant, span: Days, *, branches: Ids = None, known: Known | None = None, entry_ids: Ids = None
) -> Iterator[Share]:
    """The lines behind ``realized``, each as often as it has owners; ``entry_ids``: of these entries alone. One statement.

    Undone entries are among them, and their reversals, which take back what each owner had.
    """
    books, base = chart(tenant), tenant.base_currency
    account = books.find(slug=GAIN_OR_LOSS)
    if account is None:
        return

    def control(row: _Row) -> Control:
        one = books[row.account_id]
        is_owed = one.account_type in CONTACT_CONTROL
        currency = row.currency_code if is_owed else one.currency_code
        return Control(_owner(row), row.debit - row.credit, is_foreign=currency != base, is_owed=is_owed)

    for _, group in groupby(_read(tenant, realizing(tenant, span), known, entry_ids), key=lambda row: row.entry_id):
        rows = list(group)
        controls = [control(row) for row in rows if books[row.account_id].account_type in CONTROL]
        for row in rows:
            if row.account_id == account.id and (branches is None or row.branch_id in branches):
                yield from _shares(row, owners(_owner(row), controls), exponent(base))


def _shares(row: _Row, weights: dict[Owner, Decimal], decimals: int) -> Iterator[Share]:
    gains = split(row.credit, list(weights.values()), decimals)
    losses = split(row.debit, list(weights.values()), decimals)
    for owner, gain, loss in zip(weights, gains, losses, strict=True):
        yield Share(row.id, row.entry_id, owner, gain, loss)


class _Row(NamedTuple):
    id: int
    entry_id: int
    account_id: int
    contact_id: int | None
    currency_code: str
    branch_id: int | None
    debit: Decimal
    credit: Decimal


def _owner(row: _Row) -> Owner:
    return Owner(row.account_id, row.contact_id, row.currency_code)


def _read(tenant: Tenant, realizing: ColumnElement[bool], known: Known | None, entry_ids: Ids) -> Iterable[_Row]:
    """The lines of the entries that moved the account, entry by entry. (A reversal repeats lines with negative amounts.)"""
    moved = select(lines.c.entry_id).join(entries, entries.c.id == lines.c.entry_id).where(realizing)
    if entry_ids is not None:
        moved = moved.where(lines.c.entry_id.in_(list(entry_ids)))
    if known is not None:
        moved = moved.where(lines.c.id <= known.line)
    statement = (
        select(*(lines.c[name] for name in _Row._fields))
        .join(entries, and_(lines.c.entry_id == entries.c.id, IDS_OF_LINES))
        .where(entries.c.id.in_(moved))
        .order_by(lines.c.entry_id, lines.c.id)
    )
    return (_Row(*row) for row in tenant.connection.execute(statement))
