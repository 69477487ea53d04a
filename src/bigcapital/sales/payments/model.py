"""Payments received: money of a customer, for invoices or on account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from datetime import date as day
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock, db
from bigcapital.db import TABLE, BigId, Moment, TenantBase, exchange_rate

REFERENCE_TYPE = "PaymentReceive"  # of its entries in the ledger
APPLICATION = "PaymentApplication"  # of the entry that a later application needs when the rates differ
SERIES = "payment_receives"  # of its numbers


class PaymentReceived(TenantBase):
    """A payment, in the customer's currency. ``amount`` less what its applications took is credit that can be applied later."""

    REFERENCE_TYPE: ClassVar[str] = REFERENCE_TYPE

    __tablename__ = "payments_received"
    __table_args__ = (
        UniqueConstraint("payment_receive_no"),
        UniqueConstraint("stripe_pintent_id"),
        Index(None, "customer_id"),
        Index(None, "payment_date"),
        Index(None, "created_at"),
        TABLE,
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("contacts.id"))
    payment_date: Mapped[date] = mapped_column(Date)
    amount: Mapped[Decimal] = mapped_column(db.amount())
    currency_code: Mapped[str] = mapped_column(String(3))
    exchange_rate: Mapped[Decimal] = mapped_column(exchange_rate())
    deposit_account_id: Mapped[int] = mapped_column(BigId, ForeignKey("accounts.id"))
    bank_fee_amount: Mapped[Decimal | None] = mapped_column(db.amount())
    bank_fee_account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id"))
    payment_receive_no: Mapped[str | None] = mapped_column(String(255))
    reference_no: Mapped[str | None] = mapped_column(String(255))
    statement: Mapped[str | None] = mapped_column(Text)
    branch_id: Mapped[int | None] = mapped_column(BigId)
    pdf_template_id: Mapped[int | None] = mapped_column(BigId)
    stripe_pintent_id: Mapped[str | None] = mapped_column(String(255))
    user_id: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=clock.now)


@dataclass(frozen=True, slots=True)
class PaymentEntry:
    """How much of a payment went to an invoice, and on which day: the payment's own, or a later one (``is_later``)."""

    id: int
    payment_receive_id: int
    invoice_id: int
    index: int
    payment_amount: Decimal
    date: day
    is_later: bool


payment_entries = Table(
    "payments_received_entries",
    TenantBase.metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("payment_receive_id", BigId, ForeignKey("payments_received.id"), nullable=False),
    Column("invoice_id", BigId, ForeignKey("sales_invoices.id"), nullable=False),
    Column("index", Integer, nullable=False),
    Column("payment_amount", db.amount(), nullable=False),
    Column("date", Date, nullable=False),
    Column("is_later", Boolean, nullable=False),
    Index(None, "payment_receive_id", "id"),
    Index(None, "invoice_id"),
    Index(None, "date"),
    **TABLE,
)
