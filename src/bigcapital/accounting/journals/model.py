"""Manual journals: what someone wrote down. What it did to the books is in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as day
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase, amount, exchange_rate

REFERENCE_TYPE = "Journal"  # of its entries in the ledger
SERIES = "manual_journals"  # of its numbers


class ManualJournal(TenantBase):
    """A journal. A draft until ``published_at``; from then on the ledger says the same as its lines.

    ``amount``: Σ credit of its lines, in its currency. ``reverses_id``: the journal that this one mirrors on a later day;
    at most one does.
    """

    __tablename__ = "manual_journals"
    __table_args__ = (
        UniqueConstraint("journal_number"),
        UniqueConstraint("reverses_id"),
        Index(None, "date"),
        Index(None, "created_at"),
        TABLE,
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    date: Mapped[day] = mapped_column(Date)
    journal_number: Mapped[str] = mapped_column(String(255))
    journal_type: Mapped[str | None] = mapped_column(String(255))
    reference: Mapped[str | None] = mapped_column(String(255))
    description: Mapped[str | None] = mapped_column(Text)
    currency_code: Mapped[str] = mapped_column(String(3))
    exchange_rate: Mapped[Decimal] = mapped_column(exchange_rate())
    amount: Mapped[Decimal] = mapped_column(amount())
    branch_id: Mapped[int | None] = mapped_column(BigId)
    reverses_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("manual_journals.id"))
    user_id: Mapped[int | None] = mapped_column(BigId)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=clock.now)

    @property
    def is_published(self) -> bool:
        """Whether it is in the ledger."""
        return self.published_at is not None


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A line of a journal, debit or credit, in the journal's currency. An edit replaces all lines of a journal."""

    id: int
    manual_journal_id: int
    index: int
    account_id: int
    debit: Decimal
    credit: Decimal
    note: str | None
    contact_id: int | None
    branch_id: int | None
    project_id: int | None


# Core, not a mapped class: lines are written, read and replaced together, in one statement each.
journal_lines = Table(
    "manual_journal_lines",
    TenantBase.metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("manual_journal_id", BigId, ForeignKey("manual_journals.id"), nullable=False),
    Column("index", Integer, nullable=False),
    Column("account_id", BigId, ForeignKey("accounts.id"), nullable=False),
    Column("debit", amount(), nullable=False),
    Column("credit", amount(), nullable=False),
    Column("note", Text),
    Column("contact_id", BigId),
    Column("branch_id", BigId),
    Column("project_id", BigId),
    Index(None, "manual_journal_id", "id"),
    Index(None, "account_id"),
    Index(None, "contact_id"),
    **TABLE,
)
