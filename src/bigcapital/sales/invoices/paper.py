"""Invoices on paper."""

from __future__ import annotations

from bigcapital.sales.paper import SalePaper, Whole


def _stamp(invoice: Whole) -> str:
    if not invoice["is_delivered"]:
        return "Draft"
    return "Paid" if invoice["is_fully_paid"] and not invoice["is_writtenoff"] else ""


PAPER = SalePaper(
    resource="SaleInvoice",
    number="invoice_no",
    details={"invoice_number": "invoice_no", "date_issue": "invoice_date_formatted", "due_date": "due_date_formatted"},
    notes={"statement": "invoice_message", "terms_conditions": "terms_conditions"},
    sums={"payment_made": "payment_amount", "due_amount": "due_amount"},
    stamp=_stamp,
)
