"""What commercial documents have in common: the columns of a header, and one table of lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.accounting.dimensions import ContactKind
from bigcapital.db import TABLE, BigId, Moment, TenantBase, amount, exchange_rate, percentage, quantity, unit_price
from bigcapital.ledger.money import ZERO


class Commercial:
    """The columns of a header. Amounts are in the document's currency; ``exchange_rate`` is base currency for one of it.

    Entered are ``discount`` (of ``discount_type``: percentage or amount) and ``adjustment``; from these and the lines follow
    ``subtotal`` (S), ``discount_amount`` (D), ``tax_amount`` (Σ tax) and ``total`` (T), kept so that lists can sort by them.
    """

    # What a kind of document says of itself.
    REFERENCE_TYPE: ClassVar[str]  # of its lines, and of its entries in the ledger
    DAY: ClassVar[str]  # columns: the day on which it counts, what people call it, and since when it has effect
    NUMBER: ClassVar[str]
    EFFECT: ClassVar[str]
    CONTACT: ClassVar[ContactKind]  # whose it is: ``customer_id`` or ``vendor_id`` is a column of its own

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    currency_code: Mapped[str] = mapped_column(String(3))
    exchange_rate: Mapped[Decimal] = mapped_column(exchange_rate())
    is_inclusive_tax: Mapped[bool] = mapped_column(Boolean, default=False)
    discount: Mapped[Decimal | None] = mapped_column(amount())
    discount_type: Mapped[str | None] = mapped_column(String(16))
    adjustment: Mapped[Decimal | None] = mapped_column(amount())
    subtotal: Mapped[Decimal] = mapped_column(amount())
    discount_amount: Mapped[Decimal] = mapped_column(amount())
    tax_amount: Mapped[Decimal] = mapped_column(amount())
    total: Mapped[Decimal] = mapped_column(amount())
    branch_id: Mapped[int | None] = mapped_column(BigId)
    warehouse_id: Mapped[int | None] = mapped_column(BigId)
    pdf_template_id: Mapped[int | None] = mapped_column(BigId)
    user_id: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=clock.now)

    @property
    def day(self) -> date:
        """The day on which it counts."""
        found: date = getattr(self, self.DAY)
        return found

    @property
    def number(self) -> str | None:
        """What people call it."""
        found: str | None = getattr(self, self.NUMBER)
        return found

    @property
    def contact_id(self) -> int:
        """Whose it is."""
        found: int = getattr(self, f"{self.CONTACT}_id")
        return found

    @property
    def is_draft(self) -> bool:
        """Whether it has no effect yet."""
        return getattr(self, self.EFFECT) is None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A line of a commercial document. Entered: item, description, quantity, rate (price of one), discount, tax, accounts.

    Worked out, in the document's currency: ``amount`` (quantity × rate), ``discount_amount``, ``net`` (L.net: what is left,
    without tax), ``discount_share`` (its part of the document's discount, without tax) and ``tax_amount`` (its part of the tax).
    """

    id: int
    reference_type: str
    reference_id: int
    index: int
    item_id: int
    description: str | None
    quantity: Decimal
    rate: Decimal
    discount: Decimal | None
    discount_type: str | None
    tax_rate_id: int | None
    tax_rate: Decimal | None
    sell_account_id: int | None
    cost_account_id: int | None
    warehouse_id: int | None
    project_id: int | None
    amount: Decimal
    discount_amount: Decimal
    net: Decimal
    discount_share: Decimal
    tax_amount: Decimal


# Core, not a mapped class: lines are written, read and replaced together, in one statement each.
document_lines = Table(
    "items_entries",
    TenantBase.metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("reference_type", String(64), nullable=False),
    Column("reference_id", BigId, nullable=False),
    Column("index", Integer, nullable=False),
    Column("item_id", BigId, ForeignKey("items.id"), nullable=False),
    Column("description", Text),
    Column("quantity", quantity(), nullable=False),
    Column("rate", unit_price(), nullable=False),
    Column("discount", amount()),
    Column("discount_type", String(16)),
    Column("tax_rate_id", BigId, ForeignKey("tax_rates.id")),
    Column("tax_rate", percentage()),
    Column("sell_account_id", BigId, ForeignKey("accounts.id")),
    Column("cost_account_id", BigId, ForeignKey("accounts.id")),
    Column("warehouse_id", BigId),
    Column("project_id", BigId),
    Column("amount", amount(), nullable=False),
    Column("discount_amount", amount(), nullable=False),
    Column("net", amount(), nullable=False),
    Column("discount_share", amount(), nullable=False),
    Column("tax_amount", amount(), nullable=False),
    Index(None, "reference_type", "reference_id", "id"),
    Index(None, "item_id", "reference_type"),
    Index(None, "tax_rate_id", "reference_type", "reference_id"),
    **TABLE,
)

# What lines of documents that had effect said until these were written over, written off or deleted. Rows are only added: with the
# document and its lines as they are, they are what was known at any moment. (The ledger knows no quantities, and nothing of what was free.)
former_lines = Table(
    "former_lines",
    TenantBase.metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("since", Moment, nullable=False),  # known from this moment on,
    Column("until", Moment, nullable=False),  # and before this one
    Column("reference_type", String(64), nullable=False),
    Column("reference_id", BigId, nullable=False),
    Column("line_id", BigId, nullable=False),
    Column("date", Date, nullable=False),
    Column("due_date", Date),
    Column("written_off_on", Date),
    Column("written_off", amount()),
    Column("number", String(255)),
    Column("contact_id", BigId, nullable=False),
    Column("branch_id", BigId),
    Column("currency_code", String(3), nullable=False),
    Column("exchange_rate", exchange_rate(), nullable=False),
    Column("item_id", BigId, ForeignKey("items.id"), nullable=False),
    Column("note", Text),
    Column("quantity", quantity(), nullable=False),
    Column("amount", amount(), nullable=False),  # without tax and after all discounts, in the document's currency
    Index(None, "reference_type", "reference_id", "until"),
    Index(None, "item_id"),
    info={"append_only": True},
    **TABLE,
)


def taxes_of(lines: Iterable[DocumentLine]) -> dict[tuple[int, Decimal], Decimal]:
    """The tax of each rate (id, per cent) of a document, in the order in which they first appear on its lines."""
    sums: dict[tuple[int, Decimal], Decimal] = {}
    for line in lines:
        if line.tax_rate_id is not None and line.tax_rate is not None:
            key = (line.tax_rate_id, line.tax_rate)
            sums[key] = sums.get(key, ZERO) + line.tax_amount
    return sums
