"""Revaluations of open foreign balances: at which rates, and what they were found to be worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as day
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import Column, Date, ForeignKey, Index, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase, amount, balance, exchange_rate

REFERENCE_TYPE = "Revaluation"  # of its entries in the ledger
OF_MONEY, OF_CONTACTS = "money", "contacts"  # their subtypes: accounts of cash, banks and cards; receivables and payables


class Revaluation(TenantBase):
    """What stood open on ``date`` brought to the rates of that day, and back on the day after. One a day.

    ``amount``: the gain of all its lines in base currency, below nothing a loss.
    """

    __tablename__ = "revaluations"
    __table_args__ = (UniqueConstraint("date"), Index(None, "created_at"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    date: Mapped[day] = mapped_column(Date)
    amount: Mapped[Decimal] = mapped_column(balance())
    note: Mapped[str | None] = mapped_column(Text)
    user_id: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @property
    def reverses_on(self) -> day:
        """The day on which it takes itself back."""
        return self.date + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RevaluationLine:
    """An open balance as it was found: in its own currency, in base currency, and what the rate made of it.

    All positive where debit; a ``difference`` above nothing is a gain. Kept, since what is posted later on earlier days
    changes the balance, but not what was done.
    """

    id: int
    revaluation_id: int
    account_id: int
    contact_id: int | None
    branch_id: int | None
    currency_code: str
    exchange_rate: Decimal
    balance: Decimal
    base_balance: Decimal
    difference: Decimal


# Core, not a mapped class: lines are written, read and removed together, in one statement each.
revaluation_lines = Table(
    "revaluation_lines",
    TenantBase.metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("revaluation_id", BigId, ForeignKey("revaluations.id"), nullable=False),
    Column("account_id", BigId, ForeignKey("accounts.id"), nullable=False),
    Column("contact_id", BigId),
    Column("branch_id", BigId),
    Column("currency_code", String(3), nullable=False),
    Column("exchange_rate", exchange_rate(), nullable=False),
    Column("balance", balance(), nullable=False),
    Column("base_balance", balance(), nullable=False),
    Column("difference", amount(), nullable=False),
    Index(None, "revaluation_id", "id"),
    Index(None, "account_id"),
    **TABLE,
)
