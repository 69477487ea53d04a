"""Credit notes by mail."""

from __future__ import annotations

from typing import Any

from bigcapital.sales.credit_notes import operations, present
from bigcapital.sales.credit_notes.e_invoice import own
from bigcapital.sales.credit_notes.model import CreditNote
from bigcapital.sales.credit_notes.paper import PAPER
from bigcapital.sales.mail import letters
from bigcapital.sales.mail.operations import Mailed
from bigcapital.tenancy.tenant import Tenant


def _open(tenant: Tenant, note: Any) -> None:
    if note.opened_at is None:
        operations.open(tenant, note)


MAILED = Mailed(
    ref="CreditNote",
    model=CreditNote,
    whole=present.whole,
    paper=PAPER.of,
    deliver=_open,
    own=own,
    letter=letters.Letter(
        letters.CREDIT_NOTE_SUBJECT,
        letters.CREDIT_NOTE,
        placeholders={
            "Credit Note Number": "credit_note_number",
            "Credit Note Date": "formatted_credit_note_date",
            "Credit Note Amount": "total_formatted",
        },
        attach="attach_pdf",
        figures=letters.AMOUNTS
        | {
            "credit_note_number": "credit_note_number",
            "credit_note_date": "credit_note_date",
            "credit_note_date_formatted": "formatted_credit_note_date",
        },
    ),
)
