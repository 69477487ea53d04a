"""From a document's currency to the base currency, so that the entry balances in both.

A posting names its legs in the document's own currency; ``convert`` gives each its base-currency amount. Control legs
(A/R, A/P, cash, bank, card) are rounded one by one, since each must agree with a statement outside the books; the other
legs of a side share what is left of it, by the splitting rule. Where money meets what was owed at another rate,
``convert_each`` gives every leg its own, and the difference is an exchange gain or loss.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bigcapital.ledger.accounts import CONTROL
from bigcapital.ledger.entry import AmountTooLarge, Line, Unbalanced
from bigcapital.ledger.money import ONE, ZERO, exponent, multiplied, rounded, split

_UNMANAGEABLE = Decimal(10) ** 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A line before conversion: ``amount`` ≥ 0 in the document's currency, on the debit side or the credit side."""

    account_id: int
    account_type: str
    amount: Decimal
    is_debit: bool
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
        if self.amount < 0:  # a negative debit is a credit: an adjustment may go either way
            object.__setattr__(self, "amount", -self.amount)
            object.__setattr__(self, "is_debit", not self.is_debit)

    @property
    def is_control(self) -> bool:
        """Whether the leg is converted by itself."""
        return self.account_type in CONTROL

    def line(self, currency: str, rate: Decimal, base: Decimal) -> Line:
        """The ledger's line, worth ``base`` in base currency."""
        return Line(
            account_id=self.account_id,
            account_type=self.account_type,
            debit=base if self.is_debit else ZERO,
            credit=ZERO if self.is_debit else base,
            currency=currency,
            rate=rate,
            amount=self.amount,
            contact_id=self.contact_id,
            item_id=self.item_id,
            branch_id=self.branch_id,
            warehouse_id=self.warehouse_id,
            project_id=self.project_id,
            tax_rate_id=self.tax_rate_id,
            tax_percentage=self.tax_percentage,
            note=self.note,
            index=self.index,
        )


def debit(account_id: int, account_type: str, amount: Decimal, **more: object) -> Leg:
    """A leg on the debit side; a negative amount stands on the other."""
    return Leg(account_id=account_id, account_type=account_type, amount=amount, is_debit=True, **more)  # type: ignore[arg-type]


def credit(account_id: int, account_type: str, amount: Decimal, **more: object) -> Leg:
    """A leg on the credit side; a negative amount stands on the other."""
    return Leg(account_id=account_id, account_type=account_type, amount=amount, is_debit=False, **more)  # type: ignore[arg-type]


def convert(legs: Iterable[Leg], *, currency: str, rate: Decimal, base_currency: str) -> tuple[Line, ...]:
    """The lines of legs that share one rate, in the legs' order; legs of nothing are dropped.

    In base currency the rate is 1, whatever is given. Raises ``Unbalanced`` when debits and credits differ in ``currency``,
    and ``AmountTooLarge`` for what the ledger cannot hold.
    """
    kept = [leg for leg in legs if leg.amount]
    rate = ONE if currency == base_currency else rate
    debits = sum((leg.amount for leg in kept if leg.is_debit), ZERO)
    credits = sum((leg.amount for leg in kept if not leg.is_debit), ZERO)
    if debits != credits:
        raise Unbalanced(f"debits of {debits:f} against credits of {credits:f} {currency}")
    if currency == base_currency:
        return tuple(leg.line(currency, rate, leg.amount) for leg in kept)
    if multiplied(debits, rate) >= _UNMANAGEABLE:
        raise AmountTooLarge(f"{debits:f} {currency} at {rate:f} is more than the ledger holds.")
    decimals = exponent(base_currency)
    total = rounded(multiplied(debits, rate), decimals)
    values: dict[int, Decimal] = {}
    for side in (True, False):
        places = [place for place, leg in enumerate(kept) if leg.is_debit is side]
        values |= zip(places, _side([kept[place] for place in places], rate, total, decimals), strict=True)
    return tuple(leg.line(currency, rate, values[place]) for place, leg in enumerate(kept))


def convert_each(
    legs: Iterable[tuple[Leg, Decimal]], *, currency: str, base_currency: str, difference: Callable[[], Leg]
) -> tuple[Line, ...]:
    """The lines of legs that have a rate each, in their order, and last the gain or loss, if there is one.

    Each leg is rounded by itself. ``difference`` is asked for the account of the gain or loss (its amount and side are not
    looked at), only when it is needed: what the legs are apart stands there, in base currency alone. In base currency all
    rates are 1, so that there is none. Raises as ``convert`` does.
    """
    kept = [(leg, ONE if currency == base_currency else rate) for leg, rate in legs if leg.amount]
    apart = sum((leg.amount if leg.is_debit else -leg.amount for leg, _ in kept), ZERO)
    if apart:
        raise Unbalanced(f"debits and credits are {apart:f} {currency} apart")
    if any(multiplied(leg.amount, rate) >= _UNMANAGEABLE for leg, rate in kept):
        raise AmountTooLarge(f"An amount in {currency} is more than the ledger holds in {base_currency}.")
    decimals = exponent(base_currency)
    lines = [leg.line(currency, rate, rounded(multiplied(leg.amount, rate), decimals)) for leg, rate in kept]
    gained = sum((one.debit - one.credit for one in lines), ZERO)
    if gained:
        leg = replace(difference(), amount=ZERO, is_debit=gained < 0)
        lines.append(leg.line(currency, ONE, abs(gained)))
    return tuple(lines)


def _side(legs: Sequence[Leg], rate: Decimal, total: Decimal, decimals: int) -> list[Decimal]:
    """The base amounts of one side's legs, adding up to ``total``."""
    others = [leg.amount for leg in legs if not leg.is_control]
    if not others:
        return list(split(total, [leg.amount for leg in legs], decimals))
    controls = [rounded(multiplied(leg.amount, rate), decimals) for leg in legs if leg.is_control]
    rest = iter(split(total - sum(controls, ZERO), others, decimals))
    fixed = iter(controls)
    return [next(fixed) if leg.is_control else next(rest) for leg in legs]
