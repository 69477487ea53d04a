"""``/api/payment-reminders``: whether and when customers are reminded; and the reminders of one invoice, of one customer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bigcapital.contacts.customers.resource import CustomerItem
from bigcapital.documents.present import Writer
from bigcapital.rest import Collection, action, collection
from bigcapital.sales.invoices.resource import Invoice
from bigcapital.sales.mail.model import FAILED, DocumentMail
from bigcapital.sales.mail.operations import content_of
from bigcapital.sales.reminders import operations
from bigcapital.sales.reminders.letters import PLACEHOLDERS, standard
from bigcapital.sales.reminders.model import PaymentReminder
from bigcapital.sales.reminders.schema import (
    CustomerReminders,
    CustomerRemindersIn,
    InvoiceReminders,
    RemindersIn,
    RemindersOut,
    RemindIn,
)


@collection("payment-reminders")
class Reminders(Collection):
    """Whether and when customers are reminded of what is due."""


@action(Reminders, "", method="GET", answer=RemindersOut)
def show(reminders: Reminders) -> dict[str, Any]:
    """The reminders as they are chosen, or as they are proposed, with their standard texts."""
    tenant, names = reminders.tenant, ("days", "is_active", "subject", "message")
    return {
        "is_active": operations.is_active(tenant),
        "steps": [
            {name: getattr(step, name) for name in names} | {"standard": _text(standard(step.days, tenant.record.language))}
            for step in operations.steps(tenant)
        ],
        "placeholders": list(PLACEHOLDERS),
    }


@action(Reminders, "", method="PUT", body=RemindersIn)
def save(reminders: Reminders, data: RemindersIn) -> None:
    """Choose whether and when customers are reminded. What came due before is not sent."""
    operations.save(reminders.tenant, data)


@action(CustomerItem, "payment-reminders", method="GET", answer=CustomerReminders)
def of_customer(customer: CustomerItem) -> dict[str, Any]:
    """Whether the customer is reminded."""
    return {"is_active": operations.is_reminded(customer.tenant, customer.row.id)}


@action(CustomerItem, "payment-reminders", method="PUT", body=CustomerRemindersIn)
def save_of_customer(customer: CustomerItem, data: CustomerRemindersIn) -> None:
    """Have the customer reminded, or never by itself."""
    operations.set_reminded(customer.tenant, customer.row.id, data.is_active)


@action(Invoice, "reminders", method="GET", answer=InvoiceReminders)
def of_invoice(invoice: Invoice) -> dict[str, Any]:
    """The reminders of the invoice, and the one that comes next."""
    tenant, row = invoice.tenant, invoice.row
    several = operations.reminders_of(tenant, row)
    following, writer = operations.next_step(tenant, row, [reminder for reminder, _ in several]), Writer(tenant, ())
    day = row.due_date + timedelta(days=following.days) if following is not None else None
    return {
        "reminders": [_reminder(reminder, mail) for reminder, mail in several],
        "next": {"days": following.days, "date": day, "date_formatted": writer.day(day)} if following is not None else None,
        "is_active": operations.is_active(tenant),
        "is_customer_reminded": operations.is_reminded(tenant, row.customer_id),
        "standard": _text(operations.text_of(tenant, (writer.today - row.due_date).days)),
    }


@action(Invoice, "reminders", body=RemindIn)
def remind_now(invoice: Invoice, data: RemindIn) -> None:
    """Send a reminder now, whatever was sent before."""
    operations.remind_now(invoice.tenant, invoice.row, data)


def _text(given: tuple[str, str]) -> dict[str, str]:
    return {"subject": given[0], "message": given[1]}


def _reminder(reminder: PaymentReminder, mail: DocumentMail | None) -> dict[str, Any]:
    content = content_of(mail) if mail is not None else None
    return {
        "id": reminder.id,
        "days": reminder.days,
        "state": mail.state if mail is not None else FAILED,
        "error": mail.error if mail is not None else reminder.error,
        "to": list(content.to) if content is not None else [],
        "subject": content.subject if content is not None else None,
        "created_at": reminder.created_at,
        "sent_at": mail.sent_at if mail is not None else None,
    }
