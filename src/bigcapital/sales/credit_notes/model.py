"""Credit notes: what is owed to customers, its refunds and its applications to invoices."""

from __future__ import annotations

from datetime import date, datetime
from datetime import date as day
from decimal import Decimal

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase, amount, exchange_rate
from bigcapital.ledger.money import ZERO
from bigcapital.sales.model import Sale

REFUND = "RefundCreditNote"  # reference type of a refund's entry
APPLICATION = "CreditNoteApplyInvoice"  # of the entry that an application needs when the rates differ


class CreditNote(Sale, TenantBase):
    """A credit note: a draft until ``opened_at``; then its total can be refunded and applied to invoices.

    ``refunded_amount``, ``invoices_amount``: what was, so far.
    """

    REFERENCE_TYPE = "CreditNote"
    DAY, NUMBER, EFFECT = "credit_note_date", "credit_note_number", "opened_at"

    __tablename__ = "credit_notes"
    __table_args__ = (
        UniqueConstraint("credit_note_number"),
        Index(None, "customer_id"),
        Index(None, "credit_note_date"),
        Index(None, "created_at"),
        TABLE,
    )

    credit_note_date: Mapped[date] = mapped_column(Date)
    credit_note_number: Mapped[str | None] = mapped_column(String(255))
    reference_no: Mapped[str | None] = mapped_column(String(255))
    note: Mapped[str | None] = mapped_column(Text)
    terms_conditions: Mapped[str | None] = mapped_column(Text)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    refunded_amount: Mapped[Decimal] = mapped_column(amount(), default=ZERO)
    invoices_amount: Mapped[Decimal] = mapped_column(amount(), default=ZERO)
    from_invoice_id: Mapped[int | None] = mapped_column(BigId)  # the invoice that it was made of

    @property
    def credits_remaining(self) -> Decimal:
        """Total − refunded − applied, in its currency."""
        return max(self.total - self.refunded_amount - self.invoices_amount, ZERO)


class CreditNoteRefund(TenantBase):
    """Money given back for a credit note, at the rate of its own day."""

    __tablename__ = "refund_credit_note_transactions"
    __table_args__ = (Index(None, "credit_note_id"), Index(None, "date"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    credit_note_id: Mapped[int] = mapped_column(BigId, ForeignKey("credit_notes.id"))
    date: Mapped[day] = mapped_column(Date)
    amount: Mapped[Decimal] = mapped_column(amount())
    currency_code: Mapped[str] = mapped_column(String(3))
    exchange_rate: Mapped[Decimal] = mapped_column(exchange_rate())
    from_account_id: Mapped[int] = mapped_column(BigId, ForeignKey("accounts.id"))
    reference_no: Mapped[str | None] = mapped_column(String(255))
    description: Mapped[str | None] = mapped_column(Text)
    branch_id: Mapped[int | None] = mapped_column(BigId)
    user_id: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=clock.now)


class CreditNoteApplication(TenantBase):
    """How much of a credit note went to an invoice, and on which day."""

    __tablename__ = "credit_note_applied_invoice"
    __table_args__ = (Index(None, "credit_note_id"), Index(None, "invoice_id"), Index(None, "date"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    credit_note_id: Mapped[int] = mapped_column(BigId, ForeignKey("credit_notes.id"))
    invoice_id: Mapped[int] = mapped_column(BigId, ForeignKey("sales_invoices.id"))
    date: Mapped[day] = mapped_column(Date)
    amount: Mapped[Decimal] = mapped_column(amount())
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=clock.now)
