"""``/api/sale-invoices``: what customers owe."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, and_, bindparam

from bigcapital.accounting.accounts.guards import keeps_accounts
from bigcapital.accounting.attachments.resource import WithFiles
from bigcapital.accounting.currencies.lock import any_of, locks_base_currency
from bigcapital.accounting.of_branch import BRANCH
from bigcapital.documents.paper.paper import Paper
from bigcapital.documents.paper.resource import FormState, OnPaper, Printed
from bigcapital.ledger.money import ZERO
from bigcapital.rest import BulkDelete, Collection, Field, Listing, action, collection, views_by_status
from bigcapital.sales.einvoices.resource import AsEInvoice
from bigcapital.sales.invoices import operations, present
from bigcapital.sales.invoices.e_invoice import own
from bigcapital.sales.invoices.exchanged import EXCHANGED
from bigcapital.sales.invoices.letter import MAILED
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.invoices.paper import PAPER
from bigcapital.sales.invoices.schema import (
    InvoiceIn,
    InvoiceOut,
    InvoicePayment,
    InvoiceShown,
    InvoicesOut,
    ReceivableQuery,
    WriteOffIn,
)
from bigcapital.sales.mail.resource import ByMail

_TODAY = bindparam("today", type_=Date)


class Invoice(Printed):
    """One invoice."""

    row: SaleInvoice

    def shown(self) -> dict[str, Any]:
        """The invoice with its lines, taxes, customer and branch."""
        return present.whole(self.tenant, self.row)

    def paper(self) -> Paper:
        return PAPER.of(self.shown())

    def edit(self, data: InvoiceIn) -> dict[str, Any]:
        """Replace the invoice. What is delivered stays delivered, and the ledger follows."""
        return present.made(self.tenant, operations.edit(self.tenant, self.row, data))

    def delete(self) -> None:
        """Delete the invoice, if nothing settled any of it; the ledger keeps its entry and the reversal of it."""
        operations.delete(self.tenant, self.row)


_STATUS = {
    "draft": lambda model: model.delivered_at.is_(None),
    "overdue": lambda model: operations.is_open(model, model.due_date < _TODAY),
    "unpaid": lambda model: operations.is_open(model, model.payment_amount == ZERO),
    "partially-paid": lambda model: operations.is_open(model, operations.due(model) < model.total),
    "paid": lambda model: and_(model.delivered_at.is_not(None), model.payment_amount + model.credited_amount == model.total),
    "delivered": lambda model: model.delivered_at.is_not(None),
}
_NAMES = (
    ("draft", "Draft"),
    ("delivered", "Delivered"),
    ("unpaid", "Unpaid"),
    ("overdue", "Overdue"),
    ("partially-paid", "Partially paid"),
    ("paid", "Paid"),
)


@collection(
    "sale-invoices",
    item=Invoice,
    subject="SaleInvoice",
    traits=(BulkDelete(status=201), FormState("SaleInvoice"), OnPaper(), ByMail(MAILED), WithFiles(operations.ATTACHED), AsEInvoice(own)),
)
class Invoices(Collection):
    """Invoices: drafts until they are delivered; from then on they are owed."""

    resource = "SaleInvoice"
    model = SaleInvoice
    create_schema = edit_schema = InvoiceIn
    list_answer, show_answer = InvoicesOut, InvoiceShown
    create_answer = edit_answer = InvoiceOut
    exchanged = EXCHANGED
    listing = Listing(
        envelope="sales_invoices",
        fields=(
            Field("customer", "relation", "customer_id", relation=("Customer", "display_name", "id")),
            Field("invoice_date", "date"),
            Field("due_date", "date"),
            Field("invoice_no", "text"),
            Field("reference_no", "text"),
            Field("invoice_message", "text"),
            Field("terms_conditions", "text"),
            Field("amount", "number", "total"),
            Field("payment_amount", "number"),
            Field("due_amount", "number", operations.due),
            Field("status", "enumeration", options=_NAMES, where=_STATUS),
            BRANCH,
            Field("created_at", "date"),
        ),
        default_filter_field="customer",
        search=("invoice_no", "reference_no", "invoice_message"),
        views=views_by_status(_NAMES),
        view_columns=(("invoice_date", "Invoice date"), ("customer", "Customer"), ("invoice_no", "Invoice number"), ("amount", "Amount")),
        importable=True,
        exportable=True,
    )

    def not_found(self) -> Exception:
        return operations.NotFound("There is no such invoice.")

    def bindings(self) -> dict[str, Any]:
        return {"today": self.tenant.today()}

    def create(self, data: InvoiceIn) -> dict[str, Any]:
        """Write an invoice, as a draft or delivered."""
        return present.made(self.tenant, operations.create(self.tenant, data))

    def present(self, rows: list[SaleInvoice]) -> list[dict[str, Any]]:
        """Invoices as the list shows them, with their lines and customers."""
        return present.page(self.tenant, rows)

    def headline(self, row: SaleInvoice) -> dict[str, Any]:
        """An invoice among search results."""
        return {"id": row.id, "title": row.invoice_no, "subtitle": row.reference_no}


@action(Invoice, "deliver", method="PUT")
def deliver(invoice: Invoice) -> None:
    """Deliver a draft: from now on it is owed."""
    operations.deliver(invoice.tenant, invoice.row)


@action(Invoice, "writeoff", ability="bad-debt", status=200, body=WriteOffIn)
def write_off(invoice: Invoice, data: WriteOffIn) -> None:
    """Give up what is due of it."""
    operations.write_off(invoice.tenant, invoice.row, data)


@action(Invoice, "cancel-writeoff", ability="bad-debt", status=200)
def cancel_write_off(invoice: Invoice) -> None:
    """What was given up is due again."""
    operations.cancel_write_off(invoice.tenant, invoice.row)


@action(Invoice, "payments", method="GET", answer=list[InvoicePayment])
def payments(invoice: Invoice) -> list[dict[str, Any]]:
    """What payments paid of it."""
    return present.payments(invoice.tenant, invoice.row)


@action(Invoices, "receivable", method="GET", query=ReceivableQuery, answer=list[InvoiceOut])
def receivable(invoices: Invoices, query: ReceivableQuery) -> list[dict[str, Any]]:
    """Delivered invoices of which something is due, the first due first."""
    return present.with_lines(invoices.tenant, operations.receivables(invoices.tenant, query.customer_id))


keeps_accounts("An invoice was written off to the account.", SaleInvoice.writtenoff_expense_account_id)
locks_base_currency("SaleInvoice", "SaleInvoices")(any_of(SaleInvoice))
