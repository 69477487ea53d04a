"""Invoices by mail."""

from __future__ import annotations

from typing import Any

from bigcapital.sales.invoices import operations, present
from bigcapital.sales.invoices.e_invoice import own
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.invoices.paper import PAPER
from bigcapital.sales.links import operations as links
from bigcapital.sales.mail import letters
from bigcapital.sales.mail.operations import Mailed, MailedLink
from bigcapital.tenancy.tenant import Tenant


def _deliver(tenant: Tenant, invoice: Any) -> None:
    if not invoice.is_delivered:
        operations.deliver(tenant, invoice)


MAILED = Mailed(
    ref="SaleInvoice",
    model=SaleInvoice,
    whole=present.whole,
    paper=PAPER.of,
    deliver=_deliver,
    own=own,
    link=MailedLink(letters.INVOICE_LINK, letters.INVOICE_BUTTON, links.make_for_mail, links.address_in_mail),
    letter=letters.Letter(
        letters.INVOICE_SUBJECT,
        letters.INVOICE,
        placeholders={
            "Invoice Number": "invoice_no",
            "Invoice Due Amount": "due_amount_formatted",
            "Invoice Due Date": "due_date_formatted",
            "Invoice Date": "invoice_date_formatted",
            "Invoice Amount": "total_formatted",
            "Overdue Days": "overdue_days",
        },
        attach="attach_invoice",
        figures=letters.AMOUNTS
        | {
            name: name
            for name in (
                *("invoice_date", "invoice_date_formatted", "due_date", "due_date_formatted", "due_amount", "due_amount_formatted"),
                "invoice_no",
            )
        },
    ),
)
