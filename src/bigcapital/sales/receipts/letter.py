"""Receipts by mail."""

from __future__ import annotations

from bigcapital.documents import present
from bigcapital.sales.mail import letters
from bigcapital.sales.mail.operations import Mailed
from bigcapital.sales.receipts.model import SaleReceipt
from bigcapital.sales.receipts.paper import PAPER
from bigcapital.sales.receipts.present import shown

MAILED = Mailed(
    ref="SaleReceipt",
    model=SaleReceipt,
    whole=lambda tenant, row: present.whole(tenant, row, shown),
    paper=PAPER.of,
    letter=letters.Letter(
        letters.RECEIPT_SUBJECT,
        letters.RECEIPT,
        placeholders={"Receipt Number": "receipt_number", "Receipt Date": "formatted_receipt_date", "Receipt Amount": "total_formatted"},
        attach="attach_receipt",
        figures=letters.AMOUNTS
        | {
            "receipt_number": "receipt_number",
            "receipt_date": "receipt_date",
            "receipt_date_formatted": "formatted_receipt_date",
            "closed_at_date": "closed_at",
            "closed_at_date_formatted": "formatted_closed_at_date",
        },
    ),
)
