"""Payments by mail."""

from __future__ import annotations

from bigcapital.sales.mail import letters
from bigcapital.sales.mail.operations import Mailed
from bigcapital.sales.payments import present
from bigcapital.sales.payments.model import PaymentReceived
from bigcapital.sales.payments.paper import paper_of

MAILED = Mailed(
    ref="PaymentReceive",
    model=PaymentReceived,
    whole=present.whole,
    paper=paper_of,
    letter=letters.Letter(
        letters.PAYMENT_SUBJECT,
        letters.PAYMENT,
        placeholders={
            "Payment Number": "payment_receive_no",
            "Payment Date": "formatted_payment_date",
            "Payment Amount": "formatted_amount",
        },
        attach="attach_pdf",
        figures={
            "total": "formatted_amount",
            "subtotal": "formatted_amount",
            "total_formatted": "formatted_amount",
            "subtotal_formatted": "formatted_amount",
            "payment_date": "payment_date",
            "payment_date_formatted": "formatted_payment_date",
            "payment_number": "payment_receive_no",
        },
    ),
)
