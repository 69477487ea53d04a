"""Credit notes in files."""

from __future__ import annotations

from bigcapital.documents.exchanged import GIVEN_HEADER, GIVEN_LINES, TAKEN_CURRENCY, TAKEN_HEADER, TAKEN_LINES
from bigcapital.rest import Exchanged, Given, Taken
from bigcapital.sales.credit_notes import operations
from bigcapital.sales.exchanged import GIVEN_CUSTOMER, IN_CUSTOMERS_CURRENCY, TAKEN_CUSTOMER

EXCHANGED = Exchanged(
    "Credit notes",
    add=operations.create,
    group="credit_note_number",
    fit=IN_CUSTOMERS_CURRENCY,
    takes=(
        TAKEN_CUSTOMER,
        TAKEN_CURRENCY,
        Taken("credit_note_date", also=("Date",), codes=("TRANSACTIONS_DATE_LOCKED",)),
        Taken("reference_no", also=("Reference",)),
        Taken("note"),
        Taken("terms_conditions", "Terms and conditions"),
        Taken("credit_note_number", example="CN-00001", also=("Number", "Credit note no"), codes=("CREDIT_NOTE_NUMBER_NOT_UNIQUE",)),
        Taken("open", example="yes"),
        *TAKEN_HEADER,
        *TAKEN_LINES,
    ),
    gives=(
        GIVEN_CUSTOMER,
        *GIVEN_HEADER,
        Given("credit_note_date", path="formatted_credit_note_date", raw="credit_note_date"),
        Given("credit_note_number"),
        Given("reference_no"),
        Given("amount", path="total_formatted", raw="total"),
        Given("credits_remaining", path="formatted_credits_remaining", raw="credits_remaining", printed=False),
        Given("note"),
        Given("terms_conditions", "Terms and conditions", printed=False),
        Given("open", path="is_published", printed=False),
        *GIVEN_LINES,
    ),
)
