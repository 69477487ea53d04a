"""``/api/recurring-invoices``: invoices that write themselves."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_

from bigcapital.accounting.currencies.lock import any_of, locks_base_currency
from bigcapital.accounting.of_branch import BRANCH
from bigcapital.documents.paper.resource import FormState
from bigcapital.rest import BulkDelete, Collection, Field, Item, Listing, action, collection, views_by_status
from bigcapital.sales.recurring import operations, present
from bigcapital.sales.recurring.model import RecurringInvoice
from bigcapital.sales.recurring.schema import (
    CalendarQuery,
    MadeOut,
    RecurringIn,
    RecurringListOut,
    RecurringOut,
    RecurringShown,
    UpcomingOut,
    UpcomingQuery,
)


class Recurring(Item):
    """One schedule."""

    row: RecurringInvoice

    def show(self) -> dict[str, Any]:
        """The schedule with its lines, taxes, customer and branch."""
        return present.whole(self.tenant, self.row)

    def edit(self, data: RecurringIn) -> dict[str, Any]:
        """Replace the schedule. What it wrote stays; what was refused is tried again."""
        return present.made(self.tenant, operations.edit(self.tenant, self.row, data))

    def delete(self) -> None:
        """Delete the schedule; the invoices that it wrote stay."""
        operations.remove(self.tenant, self.row)


_STATUS = {
    "active": lambda model: and_(model.next_on.is_not(None), model.paused_at.is_(None), model.refused_at.is_(None)),
    "refused": lambda model: and_(model.next_on.is_not(None), model.paused_at.is_(None), model.refused_at.is_not(None)),
    "paused": lambda model: and_(model.next_on.is_not(None), model.paused_at.is_not(None)),
    "ended": lambda model: model.next_on.is_(None),
}
_NAMES = (("active", "Active"), ("refused", "Needs attention"), ("paused", "Paused"), ("ended", "Ended"))


@collection(
    "recurring-invoices",
    item=Recurring,
    subject="SaleInvoice",
    traits=(BulkDelete(status=201), FormState("SaleInvoice")),
)
class RecurringInvoices(Collection):
    """Schedules by which invoices are written, delivered and mailed."""

    resource = "RecurringInvoice"
    model = RecurringInvoice
    create_schema = edit_schema = RecurringIn
    list_answer, show_answer = RecurringListOut, RecurringShown
    create_answer = edit_answer = RecurringOut
    listing = Listing(
        envelope="recurring_invoices",
        fields=(
            Field("customer", "relation", "customer_id", relation=("Customer", "display_name", "id")),
            Field("name", "text"),
            Field("next_on", "date"),
            Field("starts_on", "date"),
            Field("ends_on", "date"),
            Field("reference_no", "text"),
            Field("amount", "number", "total"),
            Field("made_count", "number"),
            Field("status", "enumeration", options=_NAMES, where=_STATUS),
            BRANCH,
            Field("created_at", "date"),
        ),
        default_filter_field="customer",
        search=("name", "reference_no", "invoice_message"),
        views=views_by_status(_NAMES),
        view_columns=(("customer", "Customer"), ("next_on", "Next invoice"), ("amount", "Amount"), ("status", "Status")),
    )

    def not_found(self) -> Exception:
        return operations.NotFound("There is no such recurring invoice.")

    def create(self, data: RecurringIn) -> dict[str, Any]:
        """Write a schedule; what is due of it already is made at once."""
        return present.made(self.tenant, operations.create(self.tenant, data))

    def present(self, rows: list[RecurringInvoice]) -> list[dict[str, Any]]:
        """Schedules as the list shows them, with their lines and customers."""
        return present.page(self.tenant, rows)

    def headline(self, row: RecurringInvoice) -> dict[str, Any]:
        """A schedule among search results."""
        return {"id": row.id, "title": row.name or row.reference_no or str(row.id), "subtitle": row.reference_no}


@action(Recurring, "pause", method="PUT")
def pause(recurring: Recurring) -> None:
    """Write nothing until it is resumed."""
    operations.pause(recurring.tenant, recurring.row)


@action(Recurring, "resume", method="PUT")
def resume(recurring: Recurring) -> None:
    """Go on from today; what came due in the pause is passed over."""
    operations.resume(recurring.tenant, recurring.row)


@action(Recurring, "retry", method="PUT")
def retry(recurring: Recurring) -> None:
    """Try again, now, what was refused."""
    operations.retry(recurring.tenant, recurring.row)


@action(Recurring, "upcoming", method="GET", query=UpcomingQuery, answer=UpcomingOut)
def upcoming(recurring: Recurring, query: UpcomingQuery) -> dict[str, Any]:
    """The invoices to come."""
    found = operations.coming(recurring.row, query.count)
    return present.upcoming(recurring.tenant, found, recurring.row.due_days)


@action(Recurring, "invoices", method="GET", answer=list[MadeOut])
def invoices(recurring: Recurring) -> list[dict[str, Any]]:
    """The invoices that came of it, the latest first."""
    return present.invoices(recurring.tenant, operations.made_by(recurring.tenant, recurring.row))


@action(RecurringInvoices, "upcoming", method="GET", query=CalendarQuery, answer=UpcomingOut)
def preview(several: RecurringInvoices, query: CalendarQuery) -> dict[str, Any]:
    """The invoices to come of a schedule that is still being filled in."""
    calendar = query.calendar
    found = operations.upcoming(calendar, calendar.first(query.starts_on), query.ends_after, query.count)
    return present.upcoming(several.tenant, found, query.due_days)


locks_base_currency("RecurringInvoice", "RecurringInvoices")(any_of(RecurringInvoice))
