"""Customers and branches that documents of sale name stay."""

from __future__ import annotations

from bigcapital.contacts.customers.model import Customer
from bigcapital.documents.guards import keeps_named
from bigcapital.sales.credit_notes.model import CreditNote
from bigcapital.sales.estimates.model import SaleEstimate
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.payments.model import PaymentReceived
from bigcapital.sales.receipts.model import SaleReceipt
from bigcapital.sales.recurring.model import RecurringInvoice

keeps_named(
    Customer,
    (
        (SaleEstimate, "CUSTOMER_HAS_SALES_ESTIMATES"),
        (SaleInvoice, "CUSTOMER_HAS_SALES_INVOICES"),
        (SaleReceipt, Customer.HAS_TRANSACTIONS),
        (PaymentReceived, Customer.HAS_TRANSACTIONS),
        (CreditNote, Customer.HAS_TRANSACTIONS),
        (RecurringInvoice, Customer.HAS_TRANSACTIONS),
    ),
)
