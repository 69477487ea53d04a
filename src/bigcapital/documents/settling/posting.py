"""What settles a document does to the books, whatever it is: what was owed leaves at the document's rate. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bigcapital.ledger.accounts import AccountType
from bigcapital.ledger.conversion import Leg, convert_each
from bigcapital.ledger.entry import Entry


@dataclass(frozen=True, slots=True)
class Applied:
    """So much of a document is settled: at its rate, in its branch."""

    amount: Decimal
    rate: Decimal
    branch_id: int | None


@dataclass(frozen=True, slots=True)
class Owed:
    """Where what a contact owes, or is owed, in its currency stands: an account of receivables or payables.

    ``difference``: a leg on the account of exchange gains and losses, asked for when there is one.
    """

    contact_id: int
    currency: str
    account_id: int
    type: AccountType
    base_currency: str
    difference: Callable[[int | None], Leg]

    def increase(self, amount: Decimal, branch_id: int | None) -> Leg:
        """A leg on it: more is owed, or less credit is left."""
        return self._leg(amount, branch_id, self.type.normal == "debit")

    def decrease(self, amount: Decimal, branch_id: int | None) -> Leg:
        """A leg on it: less is owed, or credit is left."""
        return self._leg(amount, branch_id, self.type.normal == "credit")

    def _leg(self, amount: Decimal, branch_id: int | None, is_debit: bool) -> Leg:
        return Leg(
            account_id=self.account_id,
            account_type=self.type.key,
            amount=amount,
            is_debit=is_debit,
            contact_id=self.contact_id,
            branch_id=branch_id,
        )


def application_entry(
    reference_type: str, reference_id: int, day: date, number: str | None, owed: Owed, applied: Applied, credit_rate: Decimal
) -> Entry:
    """The entry of a contact's credit, worth ``credit_rate``, that settles a document.

    Both stand on the same account already, so nothing moves but what their rates are apart, a gain or loss of that day; without it
    the entry has no lines. It stays in the document's branch: an application moves nothing between branches.
    """
    branch = applied.branch_id
    legs = ((owed.increase(applied.amount, branch), credit_rate), (owed.decrease(applied.amount, branch), applied.rate))
    lines = convert_each(legs, currency=owed.currency, base_currency=owed.base_currency, difference=lambda: owed.difference(branch))
    apart = len(lines) > len(legs)
    return Entry(date=day, reference_type=reference_type, reference_id=reference_id, number=number, lines=lines if apart else ())
