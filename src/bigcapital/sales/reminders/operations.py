"""When customers are reminded of what they owe, and reminding them: each step once for an invoice, and only while something is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import delete, exists, literal, select, union_all

from bigcapital import clock
from bigcapital.accounting.settings import operations as settings
from bigcapital.errors import InvalidInput, Refusal
from bigcapital.ledger.money import ZERO
from bigcapital.sales.invoices import operations as invoices
from bigcapital.sales.invoices.letter import MAILED
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.mail import operations as mails
from bigcapital.sales.mail.model import DocumentMail
from bigcapital.sales.mail.operations import Asked
from bigcapital.sales.reminders.letters import standard
from bigcapital.sales.reminders.model import PaymentReminder, ReminderStep, UnremindedCustomer
from bigcapital.sales.reminders.schema import RemindersIn, RemindIn
from bigcapital.tenancy.tenant import Tenant

PROPOSED: Final = (-3, 0, 7, 14, 30)  # the steps of an organization that has said nothing
MORNING: Final = 8  # the hour from which reminders go out, where the organization is
BATCH: Final = 50  # invoices that one unit of work reminds of
SEND: Final = "payment-reminder.mail"


# --- the organization's own choice ---


def is_active(tenant: Tenant) -> bool:
    """Whether customers are reminded by itself."""
    return bool(settings.value(tenant, "payment_reminders", "active"))


def steps(tenant: Tenant) -> list[ReminderStep]:
    """The reminders, the earliest first; those that are proposed, where nobody has chosen."""
    found = list(tenant.session.scalars(select(ReminderStep).order_by(ReminderStep.days)))
    if found or settings.value(tenant, "payment_reminders", "chosen"):
        return found
    return [ReminderStep(days=days, is_active=True, active_from=date.max) for days in PROPOSED]


def save(tenant: Tenant, data: RemindersIn) -> None:
    """Choose whether and when customers are reminded, instead of what was chosen before.

    :raises InvalidInput: two reminders on one day.
    """
    wanted = {one.days: one for one in data.steps}
    if len(wanted) < len(data.steps):
        raise InvalidInput.of("steps", "isUnique", "steps must not have two reminders on the same day")
    was_active, today = is_active(tenant), tenant.today()
    standing = {row.days: row for row in tenant.session.scalars(select(ReminderStep))}
    for days in standing.keys() - wanted.keys():
        tenant.session.delete(standing[days])
    for days, one in wanted.items():
        row = standing.get(days)
        if row is None:
            row = ReminderStep(days=days, is_active=False, active_from=today)
            tenant.session.add(row)
        if not (was_active and row.is_active):
            row.active_from = today
        row.is_active, row.subject, row.message = one.is_active, one.subject or None, one.message or None
    settings.put(tenant, "payment_reminders", "active", data.is_active)
    settings.put(tenant, "payment_reminders", "chosen", True)
    tenant.session.flush()


def is_reminded(tenant: Tenant, customer_id: int) -> bool:
    """Whether this customer is."""
    return not tenant.session.scalar(select(exists().where(UnremindedCustomer.customer_id == customer_id)))


def set_reminded(tenant: Tenant, customer_id: int, reminded: bool) -> None:
    """Have a customer reminded, or never by itself."""
    tenant.session.execute(delete(UnremindedCustomer).where(UnremindedCustomer.customer_id == customer_id))
    if not reminded:
        tenant.session.add(UnremindedCustomer(customer_id=customer_id))
    tenant.session.flush()


# --- by the clock ---


@dataclass(frozen=True, slots=True)
class Due:
    """An invoice that a step has come due for."""

    invoice_id: int
    days: int


def due(tenant: Tenant) -> list[Due]:
    """Of what is to be reminded now: each invoice by the last step that it came to, which stands for those it missed.

    None before the morning. Two statements.
    """
    now = clock.now().astimezone(ZoneInfo(tenant.record.timezone or "UTC"))
    chosen = [step for step in steps(tenant) if step.is_active] if is_active(tenant) else []
    if now.hour < MORNING or not chosen:
        return []
    found: dict[int, int] = {}
    for id, days, day, delivered_at in tenant.session.execute(union_all(*(_come_to(step, now.date()) for step in chosen))):
        if delivered_at.astimezone(now.tzinfo).date() <= day + timedelta(days=days):
            found[id] = max(days, found.get(id, days))
    return [Due(id, days) for id, days in sorted(found.items())]


def _come_to(step: ReminderStep, today: date) -> Any:
    """The invoices that came to a step, and were reminded neither by it nor by a later one."""
    row, ahead = SaleInvoice, timedelta(days=step.days)
    later = exists().where(PaymentReminder.invoice_id == row.id, PaymentReminder.days >= step.days)
    unreminded = exists().where(UnremindedCustomer.customer_id == row.customer_id)
    return select(row.id, literal(step.days), row.due_date, row.delivered_at).where(
        row.due_date <= today - ahead,
        row.due_date >= step.active_from - ahead,
        row.delivered_at.is_not(None),
        invoices.due() > ZERO,
        ~later,
        ~unreminded,
    )


def remind(tenant: Tenant) -> bool:
    """Remind of some of what is due; whether there is more."""
    waiting = due(tenant)
    texts = {step.days: step for step in steps(tenant)}
    for one in waiting[:BATCH]:
        invoice = tenant.session.get_one(SaleInvoice, one.invoice_id)
        own = texts[one.days]
        try:
            with tenant.savepoint():
                _send(tenant, invoice, one.days, _asked(tenant, one.days, own.subject, own.message))
        except Refusal as refused:  # nobody to send it to: it is written down, and the next step tries again
            tenant.session.add(PaymentReminder(invoice_id=one.invoice_id, days=one.days, error=str(refused)))
            tenant.session.flush()
    return len(waiting) > BATCH


# --- by hand, and of one invoice ---


def remind_now(tenant: Tenant, invoice: SaleInvoice, data: RemindIn) -> PaymentReminder:
    """Send a reminder of an invoice that somebody wants to be sent, whatever was sent before.

    :raises DomainError: it is not delivered, nothing is due of it, or there is nobody to send it to.
    """
    if not invoice.is_delivered:
        raise invoices.NotDelivered("Only a delivered invoice can be reminded of.", payload={"not_delivered_invoices": [invoice.id]})
    if not invoice.due_amount:
        raise invoices.NothingDue("Nothing is due of the invoice.")
    start = _asked(tenant, (tenant.today() - invoice.due_date).days, data.subject, data.message)
    asked = Asked(to=data.to, cc=data.cc, subject=start.subject, message=start.message, attach=data.attach_invoice)
    return _send(tenant, invoice, None, asked)


def text_of(tenant: Tenant, days: int) -> tuple[str, str]:
    """What a reminder says so many days after the due date: as the last step that was reached, or as is standard."""
    reached = [step for step in steps(tenant) if step.days <= days]
    subject, message = standard(days, tenant.record.language)
    own = reached[-1] if reached else None
    same = own is not None and (own.days < 0) == (days < 0) and (own.days == 0) == (days == 0)
    return (own.subject or subject, own.message or message) if own is not None and same else (subject, message)


def reminders_of(tenant: Tenant, invoice: SaleInvoice) -> Sequence[tuple[PaymentReminder, DocumentMail | None]]:
    """The reminders of an invoice with their mails, the latest first. One statement."""
    found = select(PaymentReminder, DocumentMail).outerjoin(DocumentMail, DocumentMail.id == PaymentReminder.mail_id)
    rows = tenant.session.execute(found.where(PaymentReminder.invoice_id == invoice.id).order_by(PaymentReminder.id.desc()))
    return [(reminder, mail) for reminder, mail in rows]


def next_step(tenant: Tenant, invoice: SaleInvoice, sent: Sequence[PaymentReminder]) -> ReminderStep | None:
    """The step that comes next by itself, if nothing is paid."""
    if not is_active(tenant) or not invoice.is_delivered or not invoice.due_amount or not is_reminded(tenant, invoice.customer_id):
        return None
    last = max((one.days for one in sent if one.days is not None), default=None)
    today = tenant.today()
    for step in steps(tenant):
        day = invoice.due_date + timedelta(days=step.days)
        if step.is_active and (last is None or step.days > last) and day >= max(today, step.active_from):
            return step
    return None


def _asked(tenant: Tenant, days: int, subject: str | None, message: str | None) -> Asked:
    own = text_of(tenant, days)
    return Asked(subject=subject or own[0], message=message or own[1], attach=True)


def _send(tenant: Tenant, invoice: SaleInvoice, days: int | None, asked: Asked) -> PaymentReminder:
    mail = mails.ask(tenant, MAILED, invoice, asked)
    row = PaymentReminder(invoice_id=invoice.id, days=days, mail_id=mail.id, user_id=tenant.user_id)
    tenant.session.add(row)
    tenant.session.flush()
    tenant.jobs.enqueue(SEND, mail_id=mail.id, invoice_id=invoice.id)
    return row
