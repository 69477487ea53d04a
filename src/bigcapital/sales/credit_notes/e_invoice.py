"""Credit notes as e-invoices."""

from __future__ import annotations

from bigcapital.sales.credit_notes.model import CreditNote
from bigcapital.sales.einvoices.mapping import Own
from bigcapital.sales.einvoices.terms import CREDIT_NOTE, Preceding
from bigcapital.sales.einvoices.words import say
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.tenancy.tenant import Tenant


def own(tenant: Tenant, note: CreditNote) -> Own:
    """What a credit note says of its own. It has no day on which it is due, so it says what becomes of it."""
    credited = tenant.session.get(SaleInvoice, note.from_invoice_id) if note.from_invoice_id is not None else None
    return Own(
        CREDIT_NOTE,
        paid=note.refunded_amount + note.invoices_amount,
        note=note.note or "",
        payment_terms=note.terms_conditions or say("Credit to be refunded, or applied to invoices.", tenant.record.language),
        reference=note.reference_no or "",
        preceding=Preceding(credited.invoice_no, credited.invoice_date) if credited is not None else None,
    )
