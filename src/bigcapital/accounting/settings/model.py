"""Settings that an organization has changed; the others have their declared defaults."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital.db import TABLE, BigId, Moment, TenantBase


class SettingRow(TenantBase):
    """One value, as JSON."""

    __tablename__ = "settings"
    __table_args__ = (UniqueConstraint("group", "key"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    group: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(128))
    value: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime | None] = mapped_column(Moment)
