"""Invoices in files."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select

from bigcapital.accounting.named import by_names
from bigcapital.documents.exchanged import GIVEN_HEADER, GIVEN_LINES, TAKEN_CURRENCY, TAKEN_HEADER, TAKEN_LINES
from bigcapital.rest import Exchanged, Given, Relation, Taken
from bigcapital.sales.exchanged import GIVEN_CUSTOMER, IN_CUSTOMERS_CURRENCY, TAKEN_CUSTOMER
from bigcapital.sales.invoices import operations
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.tenancy.tenant import Tenant


def _find(tenant: Tenant, names: Collection[str]) -> Mapping[str, Collection[int]]:
    found = select(SaleInvoice.id, SaleInvoice.invoice_no).where(SaleInvoice.invoice_no.in_(list(names)))
    return by_names(((row.id, (row.invoice_no,)) for row in tenant.session.execute(found)), names)


INVOICE = Relation("SaleInvoice", _find)

EXCHANGED = Exchanged(
    "Invoices",
    add=operations.create,
    group="invoice_no",
    fit=IN_CUSTOMERS_CURRENCY,
    takes=(
        Taken("invoice_date", also=("Date",), codes=("TRANSACTIONS_DATE_LOCKED",)),
        Taken("due_date"),
        Taken("reference_no", also=("Reference",)),
        Taken(
            "invoice_no",
            "Invoice number",
            example="INV-00001",
            also=("Number", "Invoice"),
            codes=("INVOICE_NUMBER_NOT_UNIQUE", "SALE_INVOICE_NO_IS_REQUIRED"),
        ),
        TAKEN_CUSTOMER,
        TAKEN_CURRENCY,
        Taken("invoice_message"),
        Taken("terms_conditions", "Terms and conditions"),
        Taken("delivered", example="yes"),
        *TAKEN_HEADER,
        *TAKEN_LINES,
    ),
    gives=(
        Given("invoice_date", path="invoice_date_formatted", raw="invoice_date"),
        Given("due_date", path="due_date_formatted", raw="due_date"),
        Given("reference_no"),
        Given("invoice_no", "Invoice number"),
        GIVEN_CUSTOMER,
        Given("amount", path="total_formatted", raw="total"),
        *GIVEN_HEADER,
        Given("paid_amount", path="payment_amount_formatted", raw="payment_amount"),
        Given("due_amount", path="due_amount_formatted", raw="due_amount"),
        Given("invoice_message", printed=False),
        Given("terms_conditions", "Terms and conditions", printed=False),
        Given("delivered", path="is_delivered", printed=False),
        *GIVEN_LINES,
    ),
)
