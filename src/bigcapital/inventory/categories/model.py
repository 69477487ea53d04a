"""Categories of items, with the accounts that new items of them start with."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase


class ItemCategory(TenantBase):
    """A category of items. ``cost_method``: FIFO, LIFO or AVG, for items that have none of their own."""

    __tablename__ = "item_categories"
    __table_args__ = (Index(None, "name"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(String(255))
    description: Mapped[str | None] = mapped_column(Text)
    cost_account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id"))
    sell_account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id"))
    inventory_account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id"))
    cost_method: Mapped[str | None] = mapped_column(String(8))
    user_id: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=clock.now)
