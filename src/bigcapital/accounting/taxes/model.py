"""Tax rates. A rate that documents used never changes: an edit of what a tax is retires the row and puts a new one in its place."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Boolean, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase, percentage


class TaxRate(TenantBase):
    """A tax in per cent. ``deleted_at``: retired; documents that used it still say so, new ones cannot.

    ``category``: what e-invoices call it, of UNTDID 5305; None where nobody said, which is S (standard) above 0 %.
    ``is_non_recoverable``: paid on purchases it is cost, no claim. ``is_compound`` is kept for clients and has no effect.
    """

    __tablename__ = "tax_rates"
    __table_args__ = (Index(None, "code"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(String(255))
    code: Mapped[str] = mapped_column(String(255))  # unique among those that are not retired
    rate: Mapped[Decimal] = mapped_column(percentage())
    description: Mapped[str | None] = mapped_column(Text)
    is_non_recoverable: Mapped[bool] = mapped_column(Boolean, default=False)
    is_compound: Mapped[bool] = mapped_column(Boolean, default=False)
    active: Mapped[bool] = mapped_column(Boolean, default=False)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime | None] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=clock.now)
    category: Mapped[str | None] = mapped_column(String(2))
    replaces_id: Mapped[int | None] = mapped_column(BigId)  # the version of it that was retired for this one
    user_id: Mapped[int | None] = mapped_column(BigId)  # who made this version
