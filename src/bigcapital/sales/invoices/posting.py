"""What giving up an invoice does to the books. (What the invoice itself does: ``sales.posting``.)"""

from __future__ import annotations

from bigcapital.accounting.accounts.chart import Known
from bigcapital.ledger.conversion import convert, credit, debit
from bigcapital.ledger.entry import Entry
from bigcapital.ledger.money import ZERO
from bigcapital.sales.invoices.model import WRITE_OFF, SaleInvoice


def write_off_entry(invoice: SaleInvoice, *, expense: Known, receivable: Known, base_currency: str, branch_id: int | None) -> Entry:
    """What was due becomes an expense, on the day of the write-off and at the invoice's rate."""
    assert invoice.writtenoff_at is not None
    amount = invoice.writtenoff_amount or ZERO
    legs = (
        debit(expense.id, expense.account_type, amount, branch_id=branch_id, note=invoice.writtenoff_reason),
        credit(receivable.id, receivable.account_type, amount, contact_id=invoice.customer_id, branch_id=branch_id),
    )
    return Entry(
        date=invoice.writtenoff_at,
        reference_type=WRITE_OFF,
        reference_id=invoice.id,
        number=invoice.invoice_no,
        reference=invoice.reference_no,
        lines=convert(legs, currency=invoice.currency_code, rate=invoice.exchange_rate, base_currency=base_currency),
    )
