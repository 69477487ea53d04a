"""What one can do to recurring invoices, and making what is due of them: whoever tries, however often, once for each slot."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, delete, exists, or_, select

from bigcapital import clock
from bigcapital.accounting.attachments.operations import Attached
from bigcapital.documents import writing
from bigcapital.documents.model import DocumentLine
from bigcapital.documents.schema import LineIn
from bigcapital.documents.writing import Entered, Written
from bigcapital.errors import DomainError, InvalidInput, Refusal
from bigcapital.sales.invoices import operations as invoices
from bigcapital.sales.invoices.letter import MAILED
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.invoices.schema import InvoiceIn
from bigcapital.sales.mail import operations as mails
from bigcapital.sales.online import methods
from bigcapital.sales.recurring.calendar import Calendar, Unit
from bigcapital.sales.recurring.model import RecurringInvoice, RecurringSlot
from bigcapital.sales.recurring.schema import RecurringIn
from bigcapital.sales.selling import SELLING
from bigcapital.tenancy.tenant import Tenant

JOB: Final = "recurring-invoice.make"
MOST_AT_ONCE: Final = 100  # invoices that a schedule which begins in the past may write when it is entered
RETRY: Final = timedelta(hours=1)  # after which a refused slot is tried again, by itself
_ORDER: Final = 1_000  # schedules of one tenant that are looked for at once

ATTACHED = Attached("RecurringInvoice", RecurringInvoice, subject="SaleInvoice")


class NotFound(DomainError):
    type = "RECURRING_INVOICE_NOT_FOUND"


class AlreadyPaused(DomainError):
    type = "RECURRING_INVOICE_ALREADY_PAUSED"


class NotPaused(DomainError):
    type = "RECURRING_INVOICE_NOT_PAUSED"


# --- writing ---


def create(tenant: Tenant, data: RecurringIn) -> Written[RecurringInvoice]:
    """Write a schedule down; what is due of it already is made by a job.

    :raises DomainError: a rule of invoices refuses what it would write; :raises InvalidInput: it would never come due, or too
        often at once.
    """
    entered = _checked(tenant, data)
    row = RecurringInvoice(made_count=0)
    _fill(row, data, entered)
    _begin(tenant, row)
    written = writing.store(tenant, row, entered)
    wake(tenant, row)
    return written


def edit(tenant: Tenant, row: RecurringInvoice, data: RecurringIn) -> Written[RecurringInvoice]:
    """Replace a schedule. What it wrote stays; a slot that was refused is tried again at once.

    When other days come due than before, those that lie behind are not caught up with, unless it has written nothing yet.
    """
    entered = _checked(tenant, data, writing.read(tenant, row).lines)
    before = (row.repeat_unit, row.repeat_every, row.starts_on)
    _fill(row, data, entered)
    if row.done_through is None:
        _begin(tenant, row)
    else:
        if before != (row.repeat_unit, row.repeat_every, row.starts_on):
            row.done_through = max(row.done_through, tenant.today() - timedelta(days=1))
        row.next_on = _following(row)
    _forgive(row)
    written = writing.replace(tenant, row, entered)
    wake(tenant, row)
    return written


def pause(tenant: Tenant, row: RecurringInvoice) -> None:
    """Write nothing until it is resumed."""
    if row.paused_at is not None:
        raise AlreadyPaused("The schedule is paused already.")
    row.paused_at = clock.now()
    tenant.session.flush()


def resume(tenant: Tenant, row: RecurringInvoice) -> None:
    """Go on with the slots from today on; those of the pause are passed over, and do not count."""
    if row.paused_at is None:
        raise NotPaused("The schedule is not paused.")
    row.paused_at = None
    if row.next_on is not None and row.next_on < tenant.today():
        row.done_through = tenant.today() - timedelta(days=1)
        row.next_on = _following(row)
    _forgive(row)
    tenant.session.flush()
    wake(tenant, row)


def retry(tenant: Tenant, row: RecurringInvoice) -> None:
    """Try a slot again that was refused, now rather than within the hour."""
    _forgive(row)
    tenant.session.flush()
    wake(tenant, row)


def remove(tenant: Tenant, row: RecurringInvoice) -> None:
    """Delete a schedule; the invoices that it wrote stay."""
    tenant.session.execute(delete(RecurringSlot).where(RecurringSlot.recurring_id == row.id))
    writing.delete(tenant, row)


# --- making what is due ---


def wake(tenant: Tenant, row: RecurringInvoice) -> None:
    """Have a job make what is due, if anything is."""
    if _is_due(row, tenant.today()):
        tenant.jobs.enqueue(JOB, debounce=f"recurring-{row.id}", recurring_id=row.id)


def make_next(tenant: Tenant, id: int) -> SaleInvoice | None:
    """Write the invoice of the next slot that is due; none if nothing is, or it was refused, which the schedule then says.

    One slot a unit of work, so that catching up keeps nobody waiting and what is refused undoes nothing else.
    """
    row = tenant.session.get(RecurringInvoice, id)
    if row is None or not _is_due(row, tenant.today()):
        return None
    slot = row.next_on
    assert slot is not None
    try:
        with tenant.savepoint():
            invoice = _invoiced(tenant, row, slot)
    except Refusal as refused:
        row.refusal, row.refusal_type, row.refused_at = str(refused), getattr(refused, "type", None), clock.now()
        tenant.session.flush()
        return None
    if invoice is not None:
        row.made_count += 1
    row.done_through = slot
    row.next_on = _following(row)
    _forgive(row)
    tenant.session.flush()
    wake(tenant, row)
    return invoice


def due_ids(connection: Connection, today: date, now: datetime) -> Sequence[int]:
    """The schedules of which something is due: not the paused, and the refused no more often than ``RETRY``. One statement."""
    table: Any = RecurringInvoice.__table__
    row = table.c
    tried = or_(row.refused_at.is_(None), row.refused_at <= now - RETRY)
    found = select(row.id).where(row.next_on <= today, row.paused_at.is_(None), tried)
    return connection.scalars(found.order_by(row.next_on, row.id).limit(_ORDER)).all()


def _invoiced(tenant: Tenant, row: RecurringInvoice, slot: date) -> SaleInvoice | None:
    """The invoice of a slot, and that the slot is taken; None if it was before."""
    taken = exists().where(RecurringSlot.recurring_id == row.id, RecurringSlot.slot == slot)
    if tenant.session.scalar(select(taken)):
        return None
    invoice = invoices.create(tenant, _form(tenant, row, slot)).document
    tenant.session.add(RecurringSlot(recurring_id=row.id, slot=slot, invoice_id=invoice.id))
    tenant.session.flush()
    if row.then == "mail":
        mail = mails.ask(tenant, MAILED, invoice, mails.Asked())
        tenant.jobs.enqueue("document.mail", mail_id=mail.id)
    return invoice


_LINE: Final = tuple(name for name in LineIn.model_fields if name not in ("id", "index", "tax_code"))
_HEADER: Final = (
    *("customer_id", "exchange_rate", "is_inclusive_tax", "discount", "discount_type", "adjustment", "branch_id", "pdf_template_id"),
    *("reference_no", "invoice_message", "terms_conditions", "project_id"),
)


def _form(tenant: Tenant, row: RecurringInvoice, slot: date) -> InvoiceIn:
    """The invoice's own form, filled in for a slot: it goes through all that a form of a person goes through."""
    lines: Sequence[DocumentLine] = writing.read(tenant, row).lines
    files = ATTACHED.of(tenant, [row.id])[row.id]
    return InvoiceIn.model_validate(
        {name: getattr(row, name) for name in _HEADER}
        | {
            "invoice_date": slot,
            "due_date": slot + timedelta(days=row.due_days),
            "delivered": row.then != "draft",
            "entries": [{name: getattr(line, name) for name in _LINE} for line in lines],
            "attachments": [{"key": file["key"]} for file in files],
            "payment_methods": payment_methods_of(row),
        }
    )


# --- what comes ---


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next slots, and whether others follow."""

    slots: list[date]
    has_more: bool


def upcoming(calendar: Calendar, first: date | None, left: int | None, count: int) -> Upcoming:
    """The next ``count`` slots from ``first`` on (None: there are none), of the ``left`` that may come (None: any number)."""
    slots: Iterator[date] = calendar.slots(first) if first is not None else iter(())
    found = list(islice(slots, count + 1 if left is None else min(count + 1, left)))
    return Upcoming(found[:count], len(found) > count)


def coming(row: RecurringInvoice, count: int) -> Upcoming:
    """What comes of a schedule, were it not paused."""
    left = None if row.ends_after is None else max(row.ends_after - row.made_count, 0)
    return upcoming(_calendar(row), row.next_on, left, count)


def made_by(tenant: Tenant, row: RecurringInvoice) -> Sequence[tuple[RecurringSlot, SaleInvoice | None]]:
    """The slots that were invoiced, the latest first, with their invoices as far as these are there. One statement."""
    found = select(RecurringSlot, SaleInvoice).outerjoin(SaleInvoice, SaleInvoice.id == RecurringSlot.invoice_id)
    found = found.where(RecurringSlot.recurring_id == row.id).order_by(RecurringSlot.slot.desc()).limit(1_000)
    return [(slot, invoice) for slot, invoice in tenant.session.execute(found)]


def payment_methods_of(row: RecurringInvoice) -> list[dict[str, Any]]:
    """What its invoices say of ways to pay online: ``payment_integration_id`` and ``enable`` of each."""
    found: list[dict[str, Any]] = json.loads(row.payment_methods or "[]")
    return found


def status_of(row: RecurringInvoice) -> str:
    """ended, paused, refused or active."""
    if row.next_on is None:
        return "ended"
    if row.paused_at is not None:
        return "paused"
    return "active" if row.refused_at is None else "refused"


# --- rows ---


def _checked(tenant: Tenant, data: RecurringIn, standing: Sequence[DocumentLine] = ()) -> Entered:
    methods.check(tenant, data.payment_methods or ())
    return writing.check(tenant, data, data.customer_id, SELLING, standing)


def _fill(row: RecurringInvoice, data: RecurringIn, entered: Entered) -> None:
    entered.fill(row)
    row.project_id, row.name = data.project_id, data.name
    row.reference_no, row.invoice_message, row.terms_conditions = data.reference_no, data.invoice_message, data.terms_conditions
    row.due_days, row.then = data.due_days, data.then
    row.repeat_unit, row.repeat_every, row.starts_on = data.repeat_unit, data.repeat_every, data.starts_on
    row.ends_on, row.ends_after = data.ends_on, data.ends_after
    if data.payment_methods is not None:
        row.payment_methods = json.dumps([one.model_dump() for one in data.payment_methods])


def _begin(tenant: Tenant, row: RecurringInvoice) -> None:
    """Set the first slot of a schedule that has written nothing."""
    calendar = _calendar(row)
    row.next_on = calendar.first(row.starts_on)
    if row.next_on is None:
        raise InvalidInput.of("ends_on", "isAfter", "endsOn must not be before the first invoice", row.ends_on)
    soon = upcoming(calendar, row.next_on, row.ends_after, MOST_AT_ONCE + 1).slots
    if len(soon) > MOST_AT_ONCE and soon[-1] <= tenant.today():
        sentence = f"startsOn must be later: more than {MOST_AT_ONCE} invoices would be made at once"
        raise InvalidInput.of("starts_on", "min", sentence, row.starts_on)


def _following(row: RecurringInvoice) -> date | None:
    """The slot after the last that is done, None where the schedule is over."""
    if row.ends_after is not None and row.made_count >= row.ends_after:
        return None
    calendar = _calendar(row)
    return calendar.first(calendar.starts_on if row.done_through is None else row.done_through + timedelta(days=1))


def _calendar(row: RecurringInvoice) -> Calendar:
    unit: Unit = row.repeat_unit  # type: ignore[assignment]
    return Calendar(unit, row.repeat_every, row.starts_on, row.ends_on)


def _is_due(row: RecurringInvoice, today: date) -> bool:
    return row.paused_at is None and row.next_on is not None and row.next_on <= today


def _forgive(row: RecurringInvoice) -> None:
    row.refusal = row.refusal_type = row.refused_at = None
