"""The chart of accounts. Balances are not here: they are derived from the ledger."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import DDL, Boolean, ForeignKey, Index, Integer, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase, balance
from bigcapital.ledger.accounts import TYPES, AccountType

FIRST_ID = 1000  # on every engine, part of the contract


class Account(TenantBase):
    """A place that money is in, owed from, earned by or spent on.

    ``account_type`` and ``currency_code`` never change once lines may exist. ``slug`` is how the product finds the accounts
    that it posts to by itself; ``predefined`` ones cannot be deleted.
    """

    __tablename__ = "accounts"
    __table_args__ = (
        Index(None, "slug"),
        Index(None, "code"),
        Index(None, "account_type", "currency_code"),
        TABLE | {"mysql_auto_increment": str(FIRST_ID)},
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(String(255))
    slug: Mapped[str | None] = mapped_column(String(255))
    code: Mapped[str | None] = mapped_column(String(16))
    description: Mapped[str | None] = mapped_column(Text)
    account_type: Mapped[str] = mapped_column(String(64))
    parent_account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id"))
    currency_code: Mapped[str] = mapped_column(String(3))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    index: Mapped[int | None] = mapped_column(Integer)
    predefined: Mapped[bool] = mapped_column(Boolean, default=False)
    is_system_account: Mapped[bool] = mapped_column(Boolean, default=False)

    # what a bank feed says of it
    plaid_account_id: Mapped[str | None] = mapped_column(String(255))
    plaid_item_id: Mapped[str | None] = mapped_column(String(255))
    account_mask: Mapped[str | None] = mapped_column(String(16))
    bank_balance: Mapped[Decimal | None] = mapped_column(balance())
    uncategorized_transactions: Mapped[int] = mapped_column(Integer, default=0)
    is_feeds_active: Mapped[bool] = mapped_column(Boolean, default=False)
    is_syncing_owner: Mapped[bool] = mapped_column(Boolean, default=False)
    last_feeds_updated_at: Mapped[datetime | None] = mapped_column(Moment)

    seeded_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=clock.now)

    @property
    def type(self) -> AccountType:
        """What kind of account it is, with the side it grows on."""
        return TYPES[self.account_type]


event.listen(
    Account.__table__,
    "after_create",
    DDL(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('accounts', {FIRST_ID - 1})").execute_if(dialect="sqlite"),  # noqa: S608
)
