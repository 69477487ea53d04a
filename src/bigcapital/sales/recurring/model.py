"""Recurring invoices: what is invoiced, when it is, and which invoices came of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase
from bigcapital.sales.model import Sale


class RecurringInvoice(Sale, TenantBase):
    """An invoice that is written again and again. Its header and lines are a form filled in; the ledger knows nothing of it.

    ``next_on``: the slot that is to be invoiced next, None when it is over. ``done_through``: the last slot that was invoiced,
    or passed over in a pause. ``refusal``: why the next slot could not be invoiced when that was tried, at ``refused_at``;
    ``refusal_type`` is its code. ``then``: what becomes of an invoice when it is made: draft, deliver or mail.
    ``payment_methods``: what its invoices say of ways to pay online, as JSON of their form; None where nobody said.
    """

    REFERENCE_TYPE = "RecurringInvoice"
    DAY, NUMBER, EFFECT = "starts_on", "name", "created_at"

    __tablename__ = "recurring_invoices"
    __table_args__ = (Index(None, "next_on"), Index(None, "customer_id"), Index(None, "created_at"), TABLE)

    name: Mapped[str | None] = mapped_column(String(255))
    reference_no: Mapped[str | None] = mapped_column(String(255))
    invoice_message: Mapped[str | None] = mapped_column(Text)
    terms_conditions: Mapped[str | None] = mapped_column(Text)
    project_id: Mapped[int | None] = mapped_column(BigId)
    due_days: Mapped[int] = mapped_column(Integer)
    then: Mapped[str] = mapped_column(String(16))
    repeat_unit: Mapped[str] = mapped_column(String(16))
    repeat_every: Mapped[int] = mapped_column(Integer)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    ends_after: Mapped[int | None] = mapped_column(Integer)
    made_count: Mapped[int] = mapped_column(Integer)
    done_through: Mapped[date | None] = mapped_column(Date)
    next_on: Mapped[date | None] = mapped_column(Date)
    paused_at: Mapped[datetime | None] = mapped_column(Moment)
    refusal: Mapped[str | None] = mapped_column(Text)
    refusal_type: Mapped[str | None] = mapped_column(String(190))
    refused_at: Mapped[datetime | None] = mapped_column(Moment)
    payment_methods: Mapped[str | None] = mapped_column(Text, sort_order=1)  # after the common columns, as its migration adds it


class RecurringSlot(TenantBase):
    """That a slot was invoiced, written in the transaction of its invoice: so it is invoiced once, whoever tries, and how often.

    The invoice may have been deleted since; the slot stays taken.
    """

    __tablename__ = "recurring_invoice_slots"
    __table_args__ = (UniqueConstraint("recurring_id", "slot"), Index(None, "invoice_id"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    recurring_id: Mapped[int] = mapped_column(BigId, ForeignKey("recurring_invoices.id"))
    slot: Mapped[date] = mapped_column(Date)
    invoice_id: Mapped[int] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
