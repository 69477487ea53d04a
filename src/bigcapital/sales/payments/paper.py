"""Payments on paper: which invoices the money was for, and what of it is kept as credit."""

from __future__ import annotations

from bigcapital.documents.paper.paper import Paper, Sum
from bigcapital.sales.paper import Whole, party


def paper_of(payment: Whole) -> Paper:
    """The paper of a payment, of which this is the answer to its GET."""
    unapplied = payment["unapplied_amount"]
    parts = [Sum("subtotal", payment["formatted_applied_amount"]), Sum("unapplied", payment["formatted_unapplied_amount"])]
    return Paper(
        resource="PaymentReceive",
        number=payment["payment_receive_no"] or "",
        customer=party(payment["customer"]),
        details={
            "payment_received_number": payment["payment_receive_no"] or "",
            "payment_received_date": payment["formatted_payment_date"],
        },
        lines=[
            {
                "invoice_number": entry["invoice"]["invoice_no"],
                "invoice_date": entry["invoice"]["invoice_date_formatted"],
                "invoice_amount": entry["invoice"]["total_formatted"],
                "paid_amount": entry["payment_amount_formatted"],
            }
            for entry in payment["entries"]
        ],
        totals=[*(parts if unapplied else ()), Sum("total", payment["formatted_amount"])],
        notes={"statement": payment["statement"] or ""},
    )
