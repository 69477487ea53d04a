"""Exchange gains and losses that were realized: what stands on their account, and whose it is.

A line on that account says how much; whose it is say the lines of its entry that were settled or moved at another rate than
they had: receivables and payables before money, other currencies before the base currency. Whatever document posted it, the
rule is the same. Revaluations are left out: they realize nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import select

from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.balances import Days, Ids, within
from bigcapital.accounting.model import entries, lines
from bigcapital.accounting.revaluations.model import REFERENCE_TYPE
from bigcapital.accounting.revaluations.operations import GAIN_OR_LOSS
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
    """A line of the same entry that may be what the gain or loss came of. ``amount``: its debit less its credit, in base."""

    owner: Owner
    account_type: str
    amount: Decimal

    def rank(self, base: str) -> tuple[bool, bool]:
        """Lower is likelier: other currencies first, and what contacts owe before money."""
        return self.owner.currency == base, self.account_type not in CONTACT_CONTROL


@dataclass(slots=True)
class Realized:
    """What was gained (credited) and lost (debited), base currency."""

    gain: Decimal = ZERO
    loss: Decimal = ZERO

    @property
    def net(self) -> Decimal:
        """The gain less the loss."""
        return self.gain - self.loss


def owners(of: Owner, controls: Iterable[Control], base: str) -> dict[Owner, Decimal]:
    """Whose a line on the account is, with weights; pure. ``of``: what the line itself says.

    If it names a contact, the lines of that contact come before all others. Where no line can have caused it, it is its own.
    """
    every = list(controls)
    own = [one for one in every if of.contact_id is not None and one.owner.contact_id == of.contact_id]
    candidates = own or every
    if not candidates:
        return {Owner(None, of.contact_id, of.currency): ONE}
    best = min(one.rank(base) for one in candidates)
    weights: defaultdict[Owner, Decimal] = defaultdict(lambda: ZERO)
    for one in candidates:
        if one.rank(base) == best:
            weights[one.owner] += abs(one.amount)
    return dict(weights)


def realized(tenant: Tenant, span: Days, *, branches: Ids = None) -> dict[Owner, Realized]:
    """What was realized in ``span``, by owner; those whose gains and losses were all undone are left out. One statement."""
    known, base = chart(tenant), tenant.base_currency
    account = known.find(slug=GAIN_OR_LOSS)
    if account is None:
        return {}
    types = {one.id: one.account_type for one in known if one.account_type in CONTROL}
    found: defaultdict[Owner, Realized] = defaultdict(Realized)
    for _, group in groupby(_read(tenant, span, account.id, list(types)), key=lambda row: row.entry_id):
        rows = list(group)
        controls = [Control(_owner(row), types[row.account_id], row.debit - row.credit) for row in rows if row.account_id in types]
        for row in rows:
            if row.account_id == account.id and (branches is None or row.branch_id in branches):
                _share(found, row, owners(_owner(row), controls, base), exponent(base))
    return {owner: one for owner, one in found.items() if one.gain or one.loss}


def _share(found: defaultdict[Owner, Realized], row: _Row, weights: dict[Owner, Decimal], decimals: int) -> None:
    gains = split(row.credit, list(weights.values()), decimals)
    losses = split(row.debit, list(weights.values()), decimals)
    for owner, gain, loss in zip(weights, gains, losses, strict=True):
        found[owner].gain += gain
        found[owner].loss += loss


class _Row(NamedTuple):
    entry_id: int
    account_id: int
    contact_id: int | None
    currency_code: str
    branch_id: int | None
    debit: Decimal
    credit: Decimal


def _owner(row: _Row) -> Owner:
    return Owner(row.account_id, row.contact_id, row.currency_code)


def _read(tenant: Tenant, span: Days, account_id: int, controls: Sequence[int]) -> Iterable[_Row]:
    """The lines on the account, and the control lines of their entries, entry by entry.

    Undone entries are among them: a reversal repeats its lines with negative amounts, and so takes back what each owner had.
    """
    moved = (
        select(lines.c.entry_id)
        .join(entries, entries.c.id == lines.c.entry_id)
        .where(lines.c.account_id == account_id, *within(span), entries.c.reference_type != REFERENCE_TYPE)
    )
    statement = (
        select(*(lines.c[name] for name in _Row._fields))
        .where(lines.c.entry_id.in_(moved), lines.c.account_id.in_([account_id, *controls]))
        .order_by(lines.c.entry_id, lines.c.id)
    )
    return (_Row(*row) for row in tenant.connection.execute(statement))
