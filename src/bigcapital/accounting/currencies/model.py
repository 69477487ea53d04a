"""The currencies that an organization offers in its forms."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital.db import TABLE, BigId, Moment, TenantBase


class Currency(TenantBase):
    """An ISO 4217 code with the name and sign to show; decimals are the code's, not the organization's."""

    __tablename__ = "currencies"
    __table_args__ = (TABLE,)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    currency_name: Mapped[str] = mapped_column(String(255))
    currency_code: Mapped[str] = mapped_column(String(3), unique=True)
    currency_sign: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime | None] = mapped_column(Moment)
    updated_at: Mapped[datetime | None] = mapped_column(Moment)
