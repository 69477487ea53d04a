"""What settles an invoice does to the books, whatever it is: the receivable leaves at the invoice's rate. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bigcapital.ledger.accounts import RECEIVABLE
from bigcapital.ledger.conversion import Leg, convert_each, credit, debit
from bigcapital.ledger.entry import Entry


@dataclass(frozen=True, slots=True)
class Applied:
    """So much of an invoice is settled: at its rate, in its branch."""

    amount: Decimal
    rate: Decimal
    branch_id: int | None


@dataclass(frozen=True, slots=True)
class Owed:
    """Where a customer's debts in its currency stand. ``difference``: a leg on the account of exchange gains and losses, asked
    for when there is one.
    """

    customer_id: int
    currency: str
    receivable_id: int
    base_currency: str
    difference: Callable[[int | None], Leg]

    def debit(self, amount: Decimal, branch_id: int | None) -> Leg:
        """A leg on it: more is owed, or less credit is left."""
        return debit(self.receivable_id, RECEIVABLE, amount, contact_id=self.customer_id, branch_id=branch_id)

    def credit(self, amount: Decimal, branch_id: int | None) -> Leg:
        """A leg on it: less is owed, or credit is left."""
        return credit(self.receivable_id, RECEIVABLE, amount, contact_id=self.customer_id, branch_id=branch_id)


def application_entry(
    reference_type: str, reference_id: int, day: date, number: str | None, owed: Owed, applied: Applied, credit_rate: Decimal
) -> Entry:
    """The entry of a customer's credit, worth ``credit_rate``, that settles an invoice.

    Both stand on receivables already, so nothing moves but what their rates are apart, a gain or loss of that day; without it
    the entry has no lines. It stays in the invoice's branch: an application moves nothing between branches.
    """
    branch = applied.branch_id
    legs = ((owed.debit(applied.amount, branch), credit_rate), (owed.credit(applied.amount, branch), applied.rate))
    lines = convert_each(legs, currency=owed.currency, base_currency=owed.base_currency, difference=lambda: owed.difference(branch))
    apart = len(lines) > len(legs)
    return Entry(date=day, reference_type=reference_type, reference_id=reference_id, number=number, lines=lines if apart else ())
