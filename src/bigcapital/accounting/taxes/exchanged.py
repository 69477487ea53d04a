"""Tax rates in files."""

from __future__ import annotations

from bigcapital.accounting.taxes import operations
from bigcapital.rest import Exchanged, Given, Taken

EXCHANGED = Exchanged(
    "Tax rates",
    add=operations.create,
    takes=(
        Taken("name", "Tax name", example="VAT 15%"),
        Taken("code", "Tax code", unique=True, example="VAT15", codes=("TAX_CODE_NOT_UNIQUE",)),
        Taken("rate", "Tax rate", example="15", also=("Rate", "Percentage")),
        Taken("description"),
        Taken("is_non_recoverable", "Non-recoverable", example="no"),
        Taken("is_compound", "Compound", example="no"),
        Taken("active", example="yes"),
    ),
    gives=(
        Given("name", "Tax name"),
        Given("code", "Tax code"),
        Given("rate", "Tax rate", raw="rate"),
        Given("description"),
        Given("is_non_recoverable", "Non-recoverable"),
        Given("is_compound", "Compound"),
        Given("active"),
        Given("created_at", raw="created_at", printed=False),
    ),
)
