"""Estimates in files."""

from __future__ import annotations

from bigcapital.documents.exchanged import GIVEN_HEADER, GIVEN_LINES, TAKEN_CURRENCY, TAKEN_HEADER, TAKEN_LINES
from bigcapital.rest import Exchanged, Given, Taken
from bigcapital.sales.estimates import operations
from bigcapital.sales.exchanged import GIVEN_CUSTOMER, IN_CUSTOMERS_CURRENCY, TAKEN_CUSTOMER

EXCHANGED = Exchanged(
    "Estimates",
    add=operations.create,
    group="estimate_number",
    fit=IN_CUSTOMERS_CURRENCY,
    takes=(
        TAKEN_CUSTOMER,
        Taken("estimate_date", also=("Date",)),
        Taken("expiration_date"),
        Taken(
            "estimate_number",
            example="EST-00001",
            also=("Number", "Estimate no"),
            codes=("SALE_ESTIMATE_NUMBER_EXISTANCE", "SALE_ESTIMATE_NO_IS_REQUIRED"),
        ),
        Taken("reference", "Reference no", also=("Reference",)),
        TAKEN_CURRENCY,
        Taken("note"),
        Taken("terms_conditions", "Terms and conditions"),
        Taken("delivered", example="yes"),
        *TAKEN_HEADER,
        *TAKEN_LINES,
    ),
    gives=(
        GIVEN_CUSTOMER,
        Given("estimate_date", path="formatted_estimate_date", raw="estimate_date"),
        Given("expiration_date", path="formatted_expiration_date", raw="expiration_date"),
        Given("estimate_number"),
        Given("reference", "Reference no"),
        Given("amount", path="formatted_amount", raw="amount"),
        *GIVEN_HEADER,
        Given("note", printed=False),
        Given("terms_conditions", "Terms and conditions", printed=False),
        Given("delivered", path="is_delivered", printed=False),
        *GIVEN_LINES,
    ),
)
