"""Payment reminders: when customers are reminded, who is not, and of which invoices they were."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase


class ReminderStep(TenantBase):
    """A reminder that goes out ``days`` after an invoice is due (below 0: before that); an empty text is the standard one.

    ``active_from``: what came due for a reminder before that day is not sent, so that turning it on floods nobody.
    """

    __tablename__ = "payment_reminder_steps"
    __table_args__ = (UniqueConstraint("days"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    days: Mapped[int] = mapped_column(Integer)
    is_active: Mapped[bool] = mapped_column(Boolean)
    active_from: Mapped[date] = mapped_column(Date)
    subject: Mapped[str | None] = mapped_column(String(255))
    message: Mapped[str | None] = mapped_column(Text)


class PaymentReminder(TenantBase):
    """A reminder of an invoice, written in the transaction that asks for its mail: so a step reminds of it once.

    ``days``: the step's; None of one that somebody sent by hand. ``error``: why there is no mail.
    """

    __tablename__ = "payment_reminders"
    __table_args__ = (UniqueConstraint("invoice_id", "days"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    invoice_id: Mapped[int] = mapped_column(BigId)
    days: Mapped[int | None] = mapped_column(Integer)
    mail_id: Mapped[int | None] = mapped_column(BigId)
    error: Mapped[str | None] = mapped_column(Text)
    user_id: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class UnremindedCustomer(TenantBase):
    """A customer who is not reminded by itself."""

    __tablename__ = "unreminded_customers"
    __table_args__ = (TABLE | {"sqlite_autoincrement": False},)

    customer_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
