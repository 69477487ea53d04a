"""Invoices as e-invoices."""

from __future__ import annotations

from bigcapital.sales.einvoices.mapping import Own
from bigcapital.sales.einvoices.terms import INVOICE
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.tenancy.tenant import Tenant


def own(tenant: Tenant, invoice: SaleInvoice) -> Own:
    """What an invoice says of its own. What was given up of it is still asked for: customers are not told of a write-off."""
    return Own(
        INVOICE,
        paid=invoice.payment_amount + invoice.credited_amount,
        note=invoice.invoice_message or "",
        payment_terms=invoice.terms_conditions or "",
        reference=invoice.reference_no or "",
        due_day=invoice.due_date,
    )
