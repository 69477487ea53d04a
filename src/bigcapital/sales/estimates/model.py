"""Estimates: what a sale would cost. They never touch the books."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital.db import TABLE, BigId, Moment, TenantBase
from bigcapital.sales.model import Sale


class SaleEstimate(Sale, TenantBase):
    """An estimate: a draft until ``delivered_at``, then approved, rejected or converted."""

    REFERENCE_TYPE = "SaleEstimate"
    DAY, NUMBER, EFFECT = "estimate_date", "estimate_number", "delivered_at"

    __tablename__ = "sales_estimates"
    __table_args__ = (
        UniqueConstraint("estimate_number"),
        Index(None, "customer_id"),
        Index(None, "estimate_date"),
        Index(None, "created_at"),
        Index(None, "converted_to_invoice_id"),
        TABLE,
    )

    estimate_date: Mapped[date] = mapped_column(Date)
    expiration_date: Mapped[date] = mapped_column(Date)
    estimate_number: Mapped[str] = mapped_column(String(255))
    reference: Mapped[str | None] = mapped_column(String(255))
    note: Mapped[str | None] = mapped_column(Text)
    terms_conditions: Mapped[str | None] = mapped_column(Text)
    send_to_email: Mapped[str | None] = mapped_column(String(255))
    delivered_at: Mapped[datetime | None] = mapped_column(Moment)
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    rejected_at: Mapped[datetime | None] = mapped_column(Moment)
    converted_to_invoice_id: Mapped[int | None] = mapped_column(BigId)
    converted_to_invoice_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def is_delivered(self) -> bool:
        """Whether the customer has it."""
        return self.delivered_at is not None

    @property
    def is_converted(self) -> bool:
        """Whether an invoice was made of it."""
        return self.converted_to_invoice_id is not None
