"""``/api/payments-received``: money of customers, for invoices or on account."""

from __future__ import annotations

from typing import Any

from bigcapital.accounting.accounts.guards import keeps_accounts
from bigcapital.accounting.attachments.resource import WithFiles
from bigcapital.accounting.currencies.lock import any_of, locks_base_currency
from bigcapital.accounting.of_branch import BRANCH
from bigcapital.documents.paper.paper import Paper
from bigcapital.documents.paper.resource import FormState, OnPaper, Printed
from bigcapital.rest import BulkDelete, Collection, Field, Listing, action, collection
from bigcapital.rest.tree import number_of
from bigcapital.sales.invoices.schema import InvoiceOut
from bigcapital.sales.mail.resource import ByMail
from bigcapital.sales.payments import applications, operations, present
from bigcapital.sales.payments.exchanged import EXCHANGED
from bigcapital.sales.payments.letter import MAILED
from bigcapital.sales.payments.model import PaymentReceived
from bigcapital.sales.payments.paper import paper_of
from bigcapital.sales.payments.schema import EditPage, EntryOut, PaymentIn, PaymentShown, PaymentsOut, PaymentWithEntries
from bigcapital.sales.schema import ApplyIn


class Payment(Printed):
    """One payment."""

    row: PaymentReceived

    def shown(self) -> dict[str, Any]:
        """The payment with its invoices, and what it did to the books."""
        return present.whole(self.tenant, self.row)

    def paper(self) -> Paper:
        return paper_of(self.shown())

    def edit(self, data: PaymentIn) -> dict[str, Any]:
        """Replace the payment; the ledger and its invoices follow. Its customer stays."""
        return present.made(self.tenant, operations.edit(self.tenant, self.row, data))

    def delete(self) -> None:
        """Delete the payment; its invoices are due again, and the ledger keeps its entries and their reversals."""
        operations.delete(self.tenant, self.row)


@collection(
    "payments-received",
    item=Payment,
    subject="PaymentReceive",
    traits=(BulkDelete(status=201), FormState("PaymentReceive"), OnPaper(), ByMail(MAILED), WithFiles(operations.ATTACHED)),
)
class Payments(Collection):
    """Payments of customers: in the ledger at once. What is paid beyond the invoices stays as the customer's credit."""

    resource = "PaymentReceived"
    model = PaymentReceived
    create_schema = edit_schema = PaymentIn
    list_answer, show_answer = PaymentsOut, PaymentShown
    create_answer = edit_answer = PaymentWithEntries
    exchanged = EXCHANGED
    listing = Listing(
        envelope="payment_receives",
        fields=(
            Field("customer", "relation", "customer_id", relation=("Customer", "display_name", "id")),
            Field("payment_date", "date"),
            Field("amount", "number"),
            Field("reference_no", "text"),
            Field("deposit_account", "relation", "deposit_account_id", relation=("Account", "name", "id")),
            Field("payment_receive_no", "text"),
            Field("statement", "text"),
            BRANCH,
            Field("created_at", "date"),
        ),
        search=("payment_receive_no", "reference_no", "statement"),
        view_columns=(("payment_date", "Payment date"), ("payment_receive_no", "Payment number"), ("amount", "Amount")),
        importable=True,
        exportable=True,
    )

    def not_found(self) -> Exception:
        return operations.PaymentNotFound("There is no such payment.")

    def create(self, data: PaymentIn) -> dict[str, Any]:
        """Write a payment down, and into the ledger."""
        return present.made(self.tenant, operations.create(self.tenant, data))

    def present(self, rows: list[PaymentReceived]) -> list[dict[str, Any]]:
        """Payments as the list shows them."""
        return present.page(self.tenant, rows)

    def exported(self, rows: list[PaymentReceived]) -> list[dict[str, Any]]:
        """Payments with the invoices that they paid."""
        return present.with_invoices(self.tenant, rows)

    def headline(self, row: PaymentReceived) -> dict[str, Any]:
        """A payment among search results."""
        return {"id": row.id, "title": row.payment_receive_no or str(row.id), "subtitle": row.reference_no}


@action(Payment, "edit-page", method="GET", answer=EditPage)
def edit_page(payment: Payment) -> dict[str, Any]:
    """What the form of the payment starts from: its entries, and the customer's other open invoices."""
    return present.edit_page(payment.tenant, payment.row)


@action(Payment, "invoices", method="GET", answer=list[InvoiceOut])
def paid_invoices(payment: Payment) -> list[dict[str, Any]]:
    """The invoices that the payment paid."""
    return present.paid_invoices(payment.tenant, payment.row)


@action(Payment, "apply-invoices", body=ApplyIn, answer=PaymentWithEntries)
def apply(payment: Payment, data: ApplyIn) -> dict[str, Any]:
    """Use what is left of the payment for further invoices, on a day of its own; posts only an exchange difference."""
    return present.made(payment.tenant, applications.apply(payment.tenant, payment.row, data))


@action(Payments, "applied-invoices/:application_id", method="GET", answer=EntryOut)
def one_application(payments: Payments, application_id: str) -> dict[str, Any]:
    """One later application: what a line of the ledger leads to."""
    return present.entry(applications.find(payments.tenant, number_of(application_id)))


@action(Payments, "applied-invoices/:application_id", method="DELETE", ability="Edit")
def undo(payments: Payments, application_id: str) -> None:
    """Take a later application back: the invoice is due again, and the credit the customer's. It is an entry that ``is_later``."""
    applications.undo(payments.tenant, number_of(application_id))


keeps_accounts("A payment names the account.", PaymentReceived.deposit_account_id, PaymentReceived.bank_fee_account_id)
locks_base_currency("PaymentReceive", "PaymentReceives")(any_of(PaymentReceived))
