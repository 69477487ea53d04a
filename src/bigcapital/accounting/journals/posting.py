"""What a manual journal does to the books: each line as it was entered, converted at the journal's rate."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bigcapital.accounting.journals.model import REFERENCE_TYPE, JournalLine, ManualJournal
from bigcapital.ledger.conversion import Leg, convert
from bigcapital.ledger.entry import Entry


def journal_entry(
    journal: ManualJournal,
    lines: Iterable[JournalLine],
    *,
    base_currency: str,
    type_of: Callable[[int], str],
    branch_of: Callable[..., int | None],
) -> Entry:
    """The entry of a journal. ``type_of``: an account's type by its id. ``branch_of``: the branch of a line, given the
    line's own and the journal's.
    """
    legs = [
        Leg(
            account_id=line.account_id,
            account_type=type_of(line.account_id),
            amount=line.debit or line.credit,
            is_debit=bool(line.debit),
            contact_id=line.contact_id,
            branch_id=branch_of(line.branch_id, journal.branch_id),
            project_id=line.project_id,
            note=line.note,
            index=line.index,
        )
        for line in lines
    ]
    return Entry(
        date=journal.date,
        reference_type=REFERENCE_TYPE,
        reference_id=journal.id,
        number=journal.journal_number,
        reference=journal.reference,
        lines=convert(legs, currency=journal.currency_code, rate=journal.exchange_rate, base_currency=base_currency),
    )
