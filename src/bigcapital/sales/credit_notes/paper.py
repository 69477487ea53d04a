"""Credit notes on paper."""

from __future__ import annotations

from bigcapital.sales.paper import SalePaper

PAPER = SalePaper(
    resource="CreditNote",
    number="credit_note_number",
    details={"credit_note_number": "credit_note_number", "credit_note_date": "formatted_credit_note_date"},
    notes={"customer_note": "note", "terms_conditions": "terms_conditions"},
    sums={},
    stamp=lambda note: "Draft" if note["is_draft"] else "",
)
