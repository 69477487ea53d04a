"""Receipts: sales that are paid on the spot."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital.db import TABLE, BigId, Moment, TenantBase
from bigcapital.sales.model import Sale


class SaleReceipt(Sale, TenantBase):
    """A receipt: a draft until ``closed_at``; from then on the money is in the deposit account."""

    REFERENCE_TYPE = "SaleReceipt"
    DAY, NUMBER, EFFECT = "receipt_date", "receipt_number", "closed_at"

    __tablename__ = "sales_receipts"
    __table_args__ = (
        UniqueConstraint("receipt_number"),
        Index(None, "customer_id"),
        Index(None, "receipt_date"),
        Index(None, "created_at"),
        TABLE,
    )

    receipt_date: Mapped[date] = mapped_column(Date)
    receipt_number: Mapped[str] = mapped_column(String(255))
    reference_no: Mapped[str | None] = mapped_column(String(255))
    deposit_account_id: Mapped[int] = mapped_column(BigId, ForeignKey("accounts.id"))
    receipt_message: Mapped[str | None] = mapped_column(Text)
    statement: Mapped[str | None] = mapped_column(Text)
    send_to_email: Mapped[str | None] = mapped_column(String(255))
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def is_closed(self) -> bool:
        """Whether it is in the ledger."""
        return self.closed_at is not None
