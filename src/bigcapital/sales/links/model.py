"""Links to invoices, for those who cannot sign in."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase


class PaymentLink(TenantBase):
    """A link to a document. ``token_hash``: SHA-256 of what the link carries; so nobody who reads the database has the link.

    ``expires_on``: the last day it works, for ever without.
    """

    __tablename__ = "payment_links"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "resource_type", "resource_id"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    resource_type: Mapped[str] = mapped_column(String(64))
    resource_id: Mapped[int] = mapped_column(BigId)
    publicity: Mapped[str] = mapped_column(String(16))
    token_hash: Mapped[str] = mapped_column(String(64))
    expires_on: Mapped[date | None] = mapped_column(Date)
    user_id: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    def works_on(self, day: date) -> bool:
        """Whether it has not run out."""
        return self.expires_on is None or day <= self.expires_on
