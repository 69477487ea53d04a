"""Items: what is bought and sold."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Boolean, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase, unit_price

# Found by its index in any case of letters, on SQLite as on MariaDB.
_NAME = String(255).with_variant(String(255, collation="NOCASE"), "sqlite")


class Item(TenantBase):
    """Something that documents name on their lines. Prices are in base currency, for one unit.

    ``type``: service, non-inventory or inventory. What is sellable has an income account, what is purchasable a cost account,
    what is inventory an inventory account.
    """

    __tablename__ = "items"
    __table_args__ = (UniqueConstraint("name"), Index(None, "category_id"), Index(None, "created_at"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(_NAME)
    type: Mapped[str] = mapped_column(String(16))
    code: Mapped[str | None] = mapped_column(String(255))
    sellable: Mapped[bool] = mapped_column(Boolean, default=False)
    purchasable: Mapped[bool] = mapped_column(Boolean, default=False)
    sell_price: Mapped[Decimal | None] = mapped_column(unit_price())
    cost_price: Mapped[Decimal | None] = mapped_column(unit_price())
    sell_account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id"))
    cost_account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id"))
    inventory_account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id"))
    sell_description: Mapped[str | None] = mapped_column(Text)
    purchase_description: Mapped[str | None] = mapped_column(Text)
    sell_tax_rate_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("tax_rates.id"))
    purchase_tax_rate_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("tax_rates.id"))
    category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("item_categories.id"))
    note: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    user_id: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=clock.now)
