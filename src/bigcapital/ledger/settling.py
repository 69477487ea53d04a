"""What has become real of a document, on cash basis, as it is settled bit by bit.

A document that is to be paid has counted for nothing until money, a credit or a refund settles some of it; then the same
share of each of its lines counts, on that day. Shares are taken cumulatively: after each settlement the lines stand at what
the sum settled so far makes of them, and a settlement counts for what it added. So whatever rounding left aside comes back,
and the last settlement completes the document to the unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bigcapital.ledger.money import ZERO, portion, split


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a document, positive where debit: in base currency and in its own. Control lines say what is to be settled."""

    base: Decimal
    own: Decimal
    is_control: bool


@dataclass(frozen=True, slots=True)
class Share:
    """What a settlement makes real of a line, positive where debit; rarely, to mend rounding, a unit against its side."""

    base: Decimal
    own: Decimal


def total_of(parts: Iterable[Part]) -> Decimal:
    """What settles the whole document, in its currency."""
    return abs(sum((one.own for one in parts if one.is_control), ZERO))


def shares(parts: Sequence[Part], settlements: Iterable[Decimal], *, base_decimals: int, own_decimals: int) -> list[tuple[Share, ...]]:
    """For each settlement, in their order, the share of each part that it makes real; each of them balances as the parts do.

    A settlement is in the document's currency, below nothing where something settled stands open again. What would settle
    more than all of the document, or less than nothing of it, is left out. A document with nothing to settle has no shares.
    """
    total, paid = total_of(parts), ZERO
    nothing = tuple(Share(ZERO, ZERO) for _ in parts)
    reached, found = nothing, []
    for amount in settlements:
        paid += amount
        before = reached
        reached = _after(parts, min(max(paid, ZERO), total), total, base_decimals, own_decimals) if total else nothing
        found.append(tuple(Share(now.base - then.base, now.own - then.own) for now, then in zip(reached, before, strict=True)))
    return found


def _after(parts: Sequence[Part], paid: Decimal, total: Decimal, base_decimals: int, own_decimals: int) -> tuple[Share, ...]:
    controls = [one.is_control for one in parts]
    base = _portions([one.base for one in parts], controls, paid, total, base_decimals)
    own = _portions([one.own for one in parts], controls, paid, total, own_decimals)
    return tuple(Share(*pair) for pair in zip(base, own, strict=True))


def _portions(values: Sequence[Decimal], controls: Sequence[bool], paid: Decimal, total: Decimal, decimals: int) -> list[Decimal]:
    """``paid`` of ``total`` of each value: control ones rounded one by one, the others of a side share what those leave of it."""
    found = [ZERO] * len(values)
    for sign in (1, -1):
        side = [place for place, value in enumerate(values) if value * sign > 0]
        fixed = [place for place in side if controls[place]]
        sharing = [place for place in side if not controls[place]] or side
        rest = portion(sum((abs(values[place]) for place in side), ZERO), paid, total, decimals)
        if sharing is not side:
            for place in fixed:
                found[place] = portion(values[place], paid, total, decimals)
                rest -= abs(found[place])
        for place, share in zip(sharing, split(rest, [abs(values[place]) for place in sharing], decimals), strict=True):
            found[place] = share * sign
    return found
