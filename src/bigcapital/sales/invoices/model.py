"""Invoices: what customers owe."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital.db import TABLE, BigId, Moment, TenantBase, amount
from bigcapital.ledger.money import ZERO
from bigcapital.sales.model import Sale

WRITE_OFF = "InvoiceWriteOff"  # reference type of the entry that writes an invoice off


class SaleInvoice(Sale, TenantBase):
    """An invoice: a draft until ``delivered_at``; from then on it is owed, and the ledger says so.

    ``payment_amount``, ``credited_amount``: what payments and credit notes settled of it so far, kept by whoever settles, in
    the transaction that does. ``writtenoff_amount``: what was due when it was given up, on ``writtenoff_at``.
    """

    REFERENCE_TYPE = "SaleInvoice"
    DAY, NUMBER, EFFECT = "invoice_date", "invoice_no", "delivered_at"

    __tablename__ = "sales_invoices"
    __table_args__ = (
        UniqueConstraint("invoice_no"),
        Index(None, "customer_id", "due_date"),
        Index(None, "invoice_date"),
        Index(None, "due_date"),
        Index(None, "created_at"),
        Index(None, "reference_no"),
        TABLE,
    )

    invoice_date: Mapped[date] = mapped_column(Date)
    due_date: Mapped[date] = mapped_column(Date)
    invoice_no: Mapped[str] = mapped_column(String(255))
    reference_no: Mapped[str | None] = mapped_column(String(255))
    invoice_message: Mapped[str | None] = mapped_column(Text)
    terms_conditions: Mapped[str | None] = mapped_column(Text)
    delivered_at: Mapped[datetime | None] = mapped_column(Moment)
    payment_amount: Mapped[Decimal] = mapped_column(amount(), default=ZERO)
    credited_amount: Mapped[Decimal] = mapped_column(amount(), default=ZERO)
    writtenoff_amount: Mapped[Decimal | None] = mapped_column(amount())
    writtenoff_at: Mapped[date | None] = mapped_column(Date)
    writtenoff_expense_account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id"))
    writtenoff_reason: Mapped[str | None] = mapped_column(Text)
    project_id: Mapped[int | None] = mapped_column(BigId)

    @property
    def is_delivered(self) -> bool:
        """Whether it is owed, and in the ledger."""
        return self.delivered_at is not None

    @property
    def is_written_off(self) -> bool:
        """Whether what was due was given up."""
        return self.writtenoff_at is not None

    @property
    def due_amount(self) -> Decimal:
        """Total − paid − credited − written off, in its currency."""
        return max(self.total - self.payment_amount - self.credited_amount - (self.writtenoff_amount or ZERO), ZERO)
