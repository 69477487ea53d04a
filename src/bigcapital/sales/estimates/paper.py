"""Estimates on paper."""

from __future__ import annotations

from bigcapital.sales.paper import SalePaper

PAPER = SalePaper(
    resource="SaleEstimate",
    number="estimate_number",
    details={
        "estimate_number": "estimate_number",
        "estimate_date": "formatted_estimate_date",
        "expiration_date": "formatted_expiration_date",
    },
    notes={"customer_note": "note", "terms_conditions": "terms_conditions"},
    sums={},
    stamp=lambda estimate: "" if estimate["is_delivered"] else "Draft",
)
