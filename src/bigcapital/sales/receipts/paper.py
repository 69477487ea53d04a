"""Receipts on paper."""

from __future__ import annotations

from bigcapital.sales.paper import SalePaper

PAPER = SalePaper(
    resource="SaleReceipt",
    number="receipt_number",
    details={"receipt_number": "receipt_number", "receipt_date": "formatted_receipt_date"},
    notes={"customer_note": "receipt_message", "terms_conditions": "statement"},
    sums={},
    stamp=lambda receipt: "" if receipt["is_closed"] else "Draft",
)
