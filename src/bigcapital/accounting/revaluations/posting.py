"""What a revaluation does to the books: each difference against exchange gain or loss, and back on the next day.

Money and what contacts owe are entries of their own, since on cash basis what is owed does not count. Coming back is an
entry of another day, not the correction of a mistake: its sides are exchanged, so that both days show what moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from bigcapital.accounting.foreign import MONEY
from bigcapital.accounting.revaluations.model import OF_CONTACTS, OF_MONEY, REFERENCE_TYPE, Revaluation, RevaluationLine
from bigcapital.ledger.entry import Entry, Line
from bigcapital.ledger.money import ZERO


def revaluation_entries(
    revaluation: Revaluation, lines: Iterable[RevaluationLine], *, gain_or_loss_id: int, type_of: Callable[[int], str]
) -> list[Entry]:
    """The entries of its day, then those of the day after. ``type_of``: an account's type by its id.

    Every line is against one of its own contact and branch, in base currency alone.
    """
    by_subtype: dict[str, list[RevaluationLine]] = {OF_MONEY: [], OF_CONTACTS: []}
    for one in lines:
        by_subtype[OF_MONEY if type_of(one.account_id) in MONEY else OF_CONTACTS].append(one)

    def entry(day: date, subtype: str, *, back: bool) -> Entry:
        made = (line for one in by_subtype[subtype] for line in _pair(one, gain_or_loss_id, type_of, back=back))
        return Entry(date=day, reference_type=REFERENCE_TYPE, reference_id=revaluation.id, subtype=subtype, lines=tuple(made))

    there = [entry(revaluation.date, subtype, back=False) for subtype in by_subtype]
    return there + [entry(revaluation.reverses_on, subtype, back=True) for subtype in by_subtype]


def _pair(one: RevaluationLine, gain_or_loss_id: int, type_of: Callable[[int], str], *, back: bool) -> Iterator[Line]:
    """The balance moves by the difference, and exchange gain or loss against it."""
    amount = abs(one.difference)
    is_gain = (one.difference > 0) is not back
    for account_id, is_debit in ((one.account_id, is_gain), (gain_or_loss_id, not is_gain)):
        yield Line(
            account_id=account_id,
            account_type=type_of(account_id),
            debit=amount if is_debit else ZERO,
            credit=ZERO if is_debit else amount,
            currency=one.currency_code,
            rate=one.exchange_rate,
            amount=ZERO,
            contact_id=one.contact_id,
            branch_id=one.branch_id,
        )
