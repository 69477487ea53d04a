"""What a refund of a credit note does to the books: the credit leaves at the note's rate, the money at the refund's."""

from __future__ import annotations

from collections.abc import Callable

from bigcapital.documents.settling.posting import Owed
from bigcapital.ledger.conversion import convert_each, credit
from bigcapital.ledger.entry import Entry
from bigcapital.sales.credit_notes.model import REFUND, CreditNote, CreditNoteRefund


def refund_entry(
    refund: CreditNoteRefund,
    note: CreditNote,
    owed: Owed,
    *,
    type_of: Callable[[int], str],
    branch_id: int | None,
    note_branch_id: int | None,
) -> Entry:
    """The entry of a refund; the credit is the note's, in the note's branch."""
    account = refund.from_account_id
    legs = (
        (owed.increase(refund.amount, note_branch_id), note.exchange_rate),
        (credit(account, type_of(account), refund.amount, branch_id=branch_id), refund.exchange_rate),
    )
    return Entry(
        date=refund.date,
        reference_type=REFUND,
        reference_id=refund.id,
        number=note.credit_note_number,
        reference=refund.reference_no,
        lines=convert_each(legs, currency=owed.currency, base_currency=owed.base_currency, difference=lambda: owed.difference(branch_id)),
    )
