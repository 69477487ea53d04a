"""An entry of the ledger and its lines. What exists is balanced: nothing else can be constructed.

An entry says what one document did to the books on one day. It never changes: what is wrong is reversed by another
entry that repeats each line on its own side with negative amounts, so that turnover nets as well as balance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bigcapital.errors import DomainError
from bigcapital.ledger.accounts import CONTACT_CONTROL, TYPES
from bigcapital.ledger.money import ONE, ZERO, has_decimals

LARGEST = Decimal(10) ** 12  # an amount has at most 12 digits before the point
LARGEST_RATE = Decimal(10) ** 10
DECIMALS = 4  # what the ledger's columns hold; amounts arrive rounded to their currency's decimals


class Unbalanced(ValueError):
    """Debits and credits differ: a mistake of the code that made the lines, never of a user."""


class AmountTooLarge(DomainError):
    """A line is beyond what the ledger holds."""

    type = "AMOUNT_TOO_LARGE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One leg of an entry. One of ``debit`` and ``credit`` is 0.

    ``debit`` and ``credit`` are base currency; ``amount`` is the same in ``currency``, on the same side with the same
    sign, and 0 for what exists in base currency alone (exchange gain or loss). ``rate``: base-currency units for one unit
    of ``currency``. ``account_type`` must be the account's own; it decides which balances the line moves.
    """

    account_id: int
    account_type: str
    debit: Decimal = ZERO
    credit: Decimal = ZERO
    currency: str
    rate: Decimal = ONE
    amount: Decimal
    contact_id: int | None = None
    item_id: int | None = None
    branch_id: int | None = None
    warehouse_id: int | None = None
    project_id: int | None = None
    tax_rate_id: int | None = None
    tax_percentage: Decimal | None = None
    note: str | None = None
    index: int | None = None

    def __post_init__(self) -> None:
        if self.account_type not in TYPES:
            raise ValueError(f"{self.account_type!r} is no type of account")
        if self.debit and self.credit:
            raise ValueError("a line is on one side")
        for value in (self.debit, self.credit, self.amount):
            if not isinstance(value, Decimal) or not value.is_finite():
                raise ValueError(f"{value!r} is not an amount of money")
            if abs(value) >= LARGEST:
                raise AmountTooLarge("An amount has more than 12 digits before the point.")
            if not has_decimals(value, DECIMALS):
                raise ValueError(f"{value!r} has more decimals than the ledger holds")
        if not isinstance(self.rate, Decimal) or not self.rate.is_finite() or self.rate <= 0:
            raise ValueError(f"{self.rate!r} is not an exchange rate")
        if self.rate >= LARGEST_RATE:
            raise AmountTooLarge("An exchange rate has more than 10 digits before the point.")
        if not has_decimals(self.rate, 10):
            raise ValueError(f"{self.rate!r} has more decimals than the ledger holds")

    @property
    def by_contact(self) -> bool:
        """Whether the balance of a contact moves with it."""
        return self.account_type in CONTACT_CONTROL

    @property
    def is_nothing(self) -> bool:
        """Whether it moves nothing in base currency, so that it is not written."""
        return not self.debit and not self.credit

    @property
    def is_debit(self) -> bool:
        """The side it stands on; of a line of nothing, credit."""
        return bool(self.debit)

    def reversed(self) -> Line:
        """The same line on the same side with negative amounts."""
        return replace(self, debit=-self.debit + ZERO, credit=-self.credit + ZERO, amount=-self.amount + ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A balanced set of lines, caused by one document on one day.

    It balances in base currency, the lines of each currency among themselves, or ``Unbalanced`` is raised. Lines
    of nothing are dropped, and lines without an index get their place (from 1). An entry without lines is not an error:
    it is not written. (Balance in the document's own currency is ``conversion.convert``'s promise.)

    ``reference_type`` and ``reference_id`` name the document, ``subtype`` its kind where it has several, ``number`` and
    ``reference`` are what people call it. ``costable``: the entry is the cost of goods that the document moved, posted
    and reversed by itself. ``reverses``: id of the entry that this one undoes.
    """

    date: date
    reference_type: str
    reference_id: int
    lines: tuple[Line, ...]
    subtype: str | None = None
    number: str | None = None
    reference: str | None = None
    costable: bool = False
    reverses: int | None = None

    def __post_init__(self) -> None:
        check_balance(self.lines, f"{self.reference_type} {self.reference_id}")
        kept = (one for one in self.lines if not one.is_nothing)
        placed = tuple(one if one.index is not None else replace(one, index=place) for place, one in enumerate(kept, start=1))
        object.__setattr__(self, "lines", placed)

    @property
    def total(self) -> Decimal:
        """Σ debit = Σ credit, base currency."""
        return sum((one.debit for one in self.lines), ZERO)

    def reversal(self, entry_id: int) -> Entry:
        """The entry that undoes this one, which was written as ``entry_id``, on its own date."""
        return replace(self, lines=tuple(one.reversed() for one in self.lines), reverses=entry_id)


def check_balance(lines: Iterable[Line], what: str = "the entry") -> None:
    """Raise ``Unbalanced`` unless debits equal credits in base currency, over the lines of each currency by itself."""
    base: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for one in lines:
        base[one.currency] += one.debit - one.credit
    for currency, difference in base.items():
        if difference:
            raise Unbalanced(f"{what} is off by {difference:f} in base currency on lines in {currency}")


@dataclass(frozen=True, slots=True)
class RecordedEntry:
    """An entry as it stands in the ledger: with its id, place in the chain, and the moment it was written."""

    id: int
    sequence: int
    recorded_at: datetime
    user_id: int | None
    entry: Entry
    hash: bytes = field(repr=False)

    @property
    def reverses(self) -> int | None:
        """Id of the entry that this one undoes."""
        return self.entry.reverses


def line(account_id: int, account_type: str, currency: str, *, debit: Decimal = ZERO, credit: Decimal = ZERO, **more: Any) -> Line:
    """A line in base currency, ``currency``: its own amount is what it moves."""
    return Line(
        account_id=account_id, account_type=account_type, debit=debit, credit=credit, currency=currency, amount=debit or credit, **more
    )
