"""``/api/credit-notes``: what is owed to customers, refunded to them or applied to their invoices."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_

from bigcapital.accounting.accounts.guards import keeps_accounts
from bigcapital.accounting.attachments.resource import WithFiles
from bigcapital.accounting.currencies.lock import any_of, locks_base_currency
from bigcapital.accounting.of_branch import BRANCH
from bigcapital.documents.paper.paper import Paper
from bigcapital.documents.paper.resource import FormState, OnPaper, Printed
from bigcapital.errors import NotFound
from bigcapital.rest import BulkDelete, Collection, Field, Listing, action, collection, views_by_status
from bigcapital.rest.tree import number_of
from bigcapital.sales.credit_notes import applications, operations, present, refunds
from bigcapital.sales.credit_notes.e_invoice import own
from bigcapital.sales.credit_notes.exchanged import EXCHANGED
from bigcapital.sales.credit_notes.letter import MAILED
from bigcapital.sales.credit_notes.model import CreditNote, CreditNoteRefund
from bigcapital.sales.credit_notes.paper import PAPER
from bigcapital.sales.credit_notes.schema import (
    CreditNoteIn,
    CreditNoteOut,
    CreditNoteShown,
    CreditNotesOut,
    RefundIn,
    RefundOut,
    RefundShown,
)
from bigcapital.sales.einvoices.resource import AsEInvoice
from bigcapital.sales.invoices import operations as invoices
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.mail.resource import ByMail
from bigcapital.sales.schema import AppliedInvoice, AppliedQuery, ApplyIn, OpenInvoice


class Note(Printed):
    """One credit note."""

    row: CreditNote

    def shown(self) -> dict[str, Any]:
        """The credit note with its lines, customer and branch."""
        return present.whole(self.tenant, self.row)

    def paper(self) -> Paper:
        return PAPER.of(self.shown())

    def edit(self, data: CreditNoteIn) -> dict[str, Any]:
        """Replace the credit note. What is open stays open, and the ledger follows."""
        return present.edited(self.tenant, operations.edit(self.tenant, self.row, data))

    def delete(self) -> None:
        """Delete the credit note, if none of it was used; the ledger keeps its entry and the reversal of it."""
        operations.delete(self.tenant, self.row)


def _used(model: Any) -> Any:
    return model.refunded_amount + model.invoices_amount


_STATUS = {
    "draft": lambda model: model.opened_at.is_(None),
    "open": lambda model: and_(model.opened_at.is_not(None), _used(model) < model.total),
    "closed": lambda model: and_(model.opened_at.is_not(None), _used(model) >= model.total),
    "published": lambda model: model.opened_at.is_not(None),
}
_NAMES = (("draft", "Draft"), ("published", "Published"), ("open", "Open"), ("closed", "Closed"))


@collection(
    "credit-notes",
    item=Note,
    subject="CreditNode",
    traits=(BulkDelete(status=201), FormState("CreditNote"), OnPaper(), ByMail(MAILED), WithFiles(operations.ATTACHED), AsEInvoice(own)),
)
class CreditNotes(Collection):
    """Credit notes: drafts until they are opened; from then on their total is the customer's credit."""

    resource = "CreditNote"
    model = CreditNote
    create_schema = edit_schema = CreditNoteIn
    list_answer, show_answer = CreditNotesOut, CreditNoteShown
    create_answer = edit_answer = CreditNoteOut
    exchanged = EXCHANGED
    listing = Listing(
        envelope="credit_notes",
        fields=(
            Field("customer", "relation", "customer_id", relation=("Customer", "display_name", "id")),
            Field("credit_date", "date", "credit_note_date"),
            Field("credit_number", "text", "credit_note_number"),
            Field("reference_no", "text"),
            Field("amount", "number", "total"),
            Field("currency_code", "text"),
            Field("note", "text"),
            Field("terms_conditions", "text"),
            Field("status", "enumeration", options=_NAMES, where=_STATUS),
            BRANCH,
            Field("created_at", "date"),
        ),
        default_filter_field="customer",
        search=("credit_note_number", "reference_no", "note"),
        views=views_by_status(_NAMES),
        view_columns=(("credit_date", "Date"), ("customer", "Customer"), ("credit_number", "Credit note number"), ("amount", "Amount")),
        importable=True,
        exportable=True,
    )

    def create(self, data: CreditNoteIn) -> dict[str, Any]:
        """Write a credit note, as a draft or open."""
        return present.made(self.tenant, operations.create(self.tenant, data))

    def present(self, rows: list[CreditNote]) -> list[dict[str, Any]]:
        """Credit notes as the list shows them, with their lines and customers."""
        return present.page(self.tenant, rows)

    def headline(self, row: CreditNote) -> dict[str, Any]:
        """A credit note among search results."""
        return {"id": row.id, "title": row.credit_note_number or str(row.id), "subtitle": row.reference_no}


@action(Note, "open", method="PUT", answer=CreditNoteOut)
def open_note(note: Note) -> dict[str, Any]:
    """Open a draft: from now on its total is the customer's credit."""
    operations.open(note.tenant, note.row)
    return present.with_lines(note.tenant, note.row)


# --- refunds ---


@action(Note, "refunds", method="GET", answer=list[RefundShown])
def refunds_of(note: Note) -> list[dict[str, Any]]:
    """What was given back for the credit note."""
    return present.refunds(note.tenant, note.row, refunds.refunds_of(note.tenant, note.row))


@action(Note, "refunds", ability="Refund", body=RefundIn, answer=RefundOut)
def refund(note: Note, data: RefundIn) -> dict[str, Any]:
    """Give money back for the credit note."""
    return present.refund(refunds.create(note.tenant, note.row, data))


@action(CreditNotes, "refunds/:refund_credit_id", method="GET", answer=RefundShown)
def one_refund(notes: CreditNotes, refund_credit_id: str) -> dict[str, Any]:
    """One refund, as its credit note lists it: what a line of the ledger leads to."""
    found = refunds.find(notes.tenant, number_of(refund_credit_id))
    [shown] = present.refunds(notes.tenant, notes.session.get_one(CreditNote, found.credit_note_id), [found])
    return shown


@action(CreditNotes, "refunds/:refund_credit_id", method="DELETE", ability="Refund")
def delete_refund(notes: CreditNotes, refund_credit_id: str) -> None:
    """Take a refund back; the ledger keeps its entry and the reversal of it."""
    refunds.delete(notes.tenant, number_of(refund_credit_id))


# --- applications to invoices ---


@action(Note, "apply-invoices", method="GET", answer=list[OpenInvoice])
def candidates(note: Note) -> list[dict[str, Any]]:
    """The invoices that the credit note can be applied to: its customer's, delivered, with something due."""
    return present.candidates(note.tenant, invoices.receivables(note.tenant, note.row.customer_id))


@action(Note, "apply-invoices", body=ApplyIn, answer=list[AppliedInvoice])
def apply(note: Note, data: ApplyIn) -> list[dict[str, Any]]:
    """Use the credit note for invoices; posts only an exchange difference."""
    return present.applications(note.tenant, note.row, applications.apply(note.tenant, note.row, data))


@action(Note, "applied-invoices", method="GET", answer=list[AppliedInvoice])
def applied_invoices(note: Note) -> list[dict[str, Any]]:
    """The invoices that the credit note was applied to."""
    return present.applications(note.tenant, note.row, applications.applications_of(note.tenant, note.row))


@action(CreditNotes, "applied-invoices", method="GET", query=AppliedQuery, answer=list[AppliedInvoice])
def credits_of(notes: CreditNotes, query: AppliedQuery) -> list[dict[str, Any]]:
    """What credit notes settled of an invoice."""
    invoice = notes.session.get(SaleInvoice, query.invoice_id)
    if invoice is None:
        raise NotFound
    pairs = applications.credits_of(notes.tenant, invoice)
    return [one for note, applied in pairs for one in present.applications(notes.tenant, note, [(applied, invoice)])]


@action(CreditNotes, "applied-invoices/:application_id", method="GET", answer=AppliedInvoice)
def one_application(notes: CreditNotes, application_id: str) -> dict[str, Any]:
    """One application, as its credit note lists it: what a line of the ledger leads to."""
    note, pair = applications.find(notes.tenant, number_of(application_id))
    [shown] = present.applications(notes.tenant, note, [pair])
    return shown


@action(CreditNotes, "applied-invoices/:application_id", method="DELETE", ability="Edit")
def undo(notes: CreditNotes, application_id: str) -> None:
    """Take an application back: the invoice is due again, and the credit the customer's."""
    applications.undo(notes.tenant, number_of(application_id))


keeps_accounts("A refund was paid from the account.", CreditNoteRefund.from_account_id)
locks_base_currency("CreditNote", "CreditNotes")(any_of(CreditNote))
