"""What commercial documents do to the books, whoever they are of; the legs are each side's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bigcapital.documents.model import Commercial
from bigcapital.ledger.conversion import Leg, convert
from bigcapital.ledger.entry import Entry


def document_entry(document: Commercial, legs: Iterable[Leg], *, reference: str | None, base_currency: str) -> Entry:
    """The entry of a document, on its day, at its rate."""
    return Entry(
        date=document.day,
        reference_type=document.REFERENCE_TYPE,
        reference_id=document.id,
        number=document.number,
        reference=reference,
        lines=convert(legs, currency=document.currency_code, rate=document.exchange_rate, base_currency=base_currency),
    )


def mirrored(legs: Iterable[Leg]) -> list[Leg]:
    """The same legs on the other side: what takes a document back."""
    return [replace(leg, is_debit=not leg.is_debit) for leg in legs]
