"""What stands open in other currencies on a day, and what it is worth there.

Only monetary items count, money held and money to be received or paid, since only they follow the rate of the day
(IAS 21.23): accounts of cash, banks and cards that are held in another currency, and what customers and vendors owe or are
owed in one. Amounts are positive where debit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bigcapital.accounting import balances
from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.balances import Ids, Sums
from bigcapital.accounting.currencies.operations import check_code
from bigcapital.accounting.known import Known
from bigcapital.accounting.spans import Span
from bigcapital.errors import Fault, InvalidInput
from bigcapital.ledger.accounts import CONTACT_CONTROL, CONTROL
from bigcapital.ledger.money import ONE, ZERO, multiplied, rounded
from bigcapital.tenancy.tenant import Tenant

MONEY = CONTROL - CONTACT_CONTROL  # types of account that hold money


@dataclass(frozen=True, slots=True)
class ForeignBalance:
    """What stands open: ``own`` in ``currency``, carried in the books at ``base``."""

    account_id: int
    contact_id: int | None
    currency: str
    branch_id: int | None
    own: Decimal
    base: Decimal

    def at(self, rate: Decimal, decimals: int) -> Valued:
        """The same at a rate; ``decimals``: the base currency's."""
        return Valued(self, rate, rounded(multiplied(self.own, rate), decimals))


@dataclass(frozen=True, slots=True)
class Valued:
    """An open balance and what it is worth in base currency at ``rate``."""

    balance: ForeignBalance
    rate: Decimal
    value: Decimal

    @property
    def difference(self) -> Decimal:
        """What the books do not say yet: a gain above nothing, a loss below."""
        return self.value - self.balance.base


def foreign_accounts(tenant: Tenant) -> tuple[frozenset[int], frozenset[int]]:
    """The accounts whose balances in other currencies count: those of money held in one, and those of what contacts owe."""
    base, known = tenant.base_currency, chart(tenant)
    money = frozenset(one.id for one in known if one.account_type in MONEY and one.currency_code != base)
    return money, frozenset(one.id for one in known if one.account_type in CONTACT_CONTROL)


def foreign_balances(tenant: Tenant, day: date, *, branches: Ids = None, known: Known | None = None) -> list[ForeignBalance]:
    """What stands open at the end of ``day``, by account, contact, currency and branch; as ``known`` then. At most two statements.

    What has nothing left in its own currency and something in base currency is among it: it is worth nothing any more.
    """
    base, spans = tenant.base_currency, [Span(None, day)]
    money, owed = foreign_accounts(tenant)
    found: list[ForeignBalance] = []
    if money:
        by_account = balances.account_sums_by_currency_and_branch(tenant, spans, accounts=money, branches=branches, known=known)[0]
        found += (_open(account, 0, currency, branch, sums) for (account, currency, branch), sums in by_account.items())
    if owed:
        by_contact = balances.contact_sums_by_branch(tenant, spans, accounts=owed, branches=branches, known=known)[0]
        found += (_open(account, contact, currency, branch, sums) for (contact, account, currency, branch), sums in by_contact.items())
    standing = (one for one in found if one.currency != base and (one.own or one.base))
    return sorted(standing, key=lambda one: (one.account_id, one.contact_id or 0, one.currency, one.branch_id or 0))


def _open(account: int, contact: int, currency: str, branch: int, sums: Sums) -> ForeignBalance:
    return ForeignBalance(account, contact or None, currency, branch or None, sums.own_net, sums.net)


def valued(several: Iterable[ForeignBalance], rates: Mapping[str, Decimal], decimals: int) -> list[Valued]:
    """Each at its currency's rate; what is worth nothing needs none.

    :raises InvalidInput: a rate is of no currency, or something stands open in a currency without one; all such are named.
    """
    for code in rates:
        check_code(code, f"rates.{code}", f"rates.{code}")
    every = list(several)
    missing = sorted({one.currency for one in every if one.own and one.currency not in rates})
    if missing:
        sentence = "is required: there are open balances in"
        raise InvalidInput([Fault(f"rates.{code}", "isNotEmpty", f"rates.{code} {sentence} {code}") for code in missing])
    return [one.at(rates.get(one.currency, ONE), decimals) for one in every]


def total_difference(several: Iterable[Valued]) -> Decimal:
    """The gain of all of them, below nothing the loss."""
    return sum((one.difference for one in several), ZERO)
