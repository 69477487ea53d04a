"""``/api/sale-estimates``: what a sale would cost."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, and_, bindparam

from bigcapital.accounting.attachments.resource import WithFiles
from bigcapital.accounting.currencies.lock import any_of, locks_base_currency
from bigcapital.accounting.of_branch import BRANCH
from bigcapital.documents import present
from bigcapital.documents.paper.paper import Paper
from bigcapital.documents.paper.resource import FormState, OnPaper, Printed
from bigcapital.rest import BulkDelete, Collection, Field, Listing, action, collection, views_by_status
from bigcapital.sales.estimates import operations
from bigcapital.sales.estimates.exchanged import EXCHANGED
from bigcapital.sales.estimates.letter import MAILED
from bigcapital.sales.estimates.model import SaleEstimate
from bigcapital.sales.estimates.paper import PAPER
from bigcapital.sales.estimates.present import shown
from bigcapital.sales.estimates.schema import EstimateIn, EstimateOut, EstimateShown, EstimatesOut
from bigcapital.sales.mail.resource import ByMail

_TODAY = bindparam("today", type_=Date)


class Estimate(Printed):
    """One estimate."""

    row: SaleEstimate

    def shown(self) -> dict[str, Any]:
        """The estimate with its lines, taxes, customer and branch."""
        return present.whole(self.tenant, self.row, shown)

    def paper(self) -> Paper:
        return PAPER.of(self.shown())

    def edit(self, data: EstimateIn) -> dict[str, Any]:
        """Replace the estimate, unless it has become an invoice."""
        return present.made(self.tenant, operations.edit(self.tenant, self.row, data), shown)

    def delete(self) -> None:
        """Delete the estimate, unless it has become an invoice."""
        operations.delete(self.tenant, self.row)


_STATUS = {
    "invoiced": lambda model: model.converted_to_invoice_id.is_not(None),
    "rejected": lambda model: model.rejected_at.is_not(None),
    "approved": lambda model: model.approved_at.is_not(None),
    "expired": lambda model: and_(model.expiration_date < _TODAY, model.converted_to_invoice_id.is_(None)),
    "draft": lambda model: model.delivered_at.is_(None),
    "delivered": lambda model: model.delivered_at.is_not(None),
}
_NAMES = (
    ("draft", "Draft"),
    ("delivered", "Delivered"),
    ("approved", "Approved"),
    ("rejected", "Rejected"),
    ("invoiced", "Invoiced"),
    ("expired", "Expired"),
)


@collection(
    "sale-estimates",
    item=Estimate,
    subject="SaleEstimate",
    traits=(BulkDelete(status=201), FormState("SaleEstimate"), OnPaper(), ByMail(MAILED), WithFiles(operations.ATTACHED)),
)
class Estimates(Collection):
    """Estimates: drafts, delivered, approved or rejected by the customer, and made invoices of."""

    resource = "SaleEstimate"
    model = SaleEstimate
    create_schema = edit_schema = EstimateIn
    list_answer, show_answer = EstimatesOut, EstimateShown
    create_answer = edit_answer = EstimateOut
    exchanged = EXCHANGED
    listing = Listing(
        envelope="sales_estimates",
        fields=(
            Field("amount", "number", "total"),
            Field("estimate_number", "text"),
            Field("customer", "relation", "customer_id", relation=("Customer", "display_name", "id")),
            Field("estimate_date", "date"),
            Field("expiration_date", "date"),
            Field("reference_no", "text", "reference"),
            Field("note", "text"),
            Field("terms_conditions", "text"),
            Field("status", "enumeration", options=_NAMES, where=_STATUS),
            BRANCH,
            Field("created_at", "date"),
        ),
        default_sort=("estimate_date", "desc"),
        default_filter_field="estimate_date",
        search=("estimate_number", "reference", "note"),
        views=views_by_status(_NAMES),
        view_columns=(
            ("estimate_date", "Estimate date"),
            ("customer", "Customer"),
            ("estimate_number", "Estimate number"),
            ("amount", "Amount"),
        ),
        importable=True,
        exportable=True,
    )

    def bindings(self) -> dict[str, Any]:
        return {"today": self.tenant.today()}

    def create(self, data: EstimateIn) -> dict[str, Any]:
        """Write an estimate, as a draft or delivered."""
        return present.made(self.tenant, operations.create(self.tenant, data), shown)

    def present(self, rows: list[SaleEstimate]) -> list[dict[str, Any]]:
        """Estimates as the list shows them, with their lines and customers."""
        return present.page(self.tenant, rows, shown)

    def headline(self, row: SaleEstimate) -> dict[str, Any]:
        """An estimate among search results."""
        return {"id": row.id, "title": row.estimate_number, "subtitle": row.reference}


@action(Estimate, "deliver")
def deliver(estimate: Estimate) -> None:
    """Deliver a draft to the customer."""
    operations.deliver(estimate.tenant, estimate.row)


@action(Estimate, "approve", method="PUT")
def approve(estimate: Estimate) -> None:
    """The customer agrees."""
    operations.approve(estimate.tenant, estimate.row)


@action(Estimate, "reject", method="PUT")
def reject(estimate: Estimate) -> None:
    """The customer does not want it."""
    operations.reject(estimate.tenant, estimate.row)


locks_base_currency("SaleEstimate", "SaleEstimates")(any_of(SaleEstimate))
