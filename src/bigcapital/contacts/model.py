"""What customers and vendors have in common: one table, told apart by ``contact_service``. Each kind is a class in its folder."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import Boolean, Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase, amount, exchange_rate
from bigcapital.ledger.accounts import AccountType


class Contact(TenantBase):
    """Someone the organization sells to or buys from, in one currency. What they owe is derived from the ledger.

    ``opening_balance`` is a document of its own: what was owed, on its normal side, on the day the books began. It is None
    when there is none, and then its date, rate and branch are too.
    """

    # What a kind of contact says of itself.
    SUBJECT: ClassVar[str]  # of permissions
    CONTROL: ClassVar[AccountType]  # of the accounts that their balances stand on
    REFERENCE_TYPE: ClassVar[str]  # of their opening balances in the ledger
    HAS_TRANSACTIONS: ClassVar[str]  # codes of refusals
    ALREADY_ACTIVE: ClassVar[str]
    ALREADY_INACTIVE: ClassVar[str]

    __tablename__ = "contacts"
    __mapper_args__ = {"polymorphic_on": "contact_service"}
    __table_args__ = (Index(None, "contact_service", "display_name"), Index(None, "created_at"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    contact_service: Mapped[str] = mapped_column(String(16))  # customer | vendor
    contact_type: Mapped[str | None] = mapped_column(String(16))  # of customers: business | individual
    currency_code: Mapped[str] = mapped_column(String(3))

    opening_balance: Mapped[Decimal | None] = mapped_column(amount())
    opening_balance_at: Mapped[date | None] = mapped_column(Date)
    opening_balance_exchange_rate: Mapped[Decimal | None] = mapped_column(exchange_rate())
    opening_balance_branch_id: Mapped[int | None] = mapped_column(BigId)

    salutation: Mapped[str | None] = mapped_column(String(64))
    first_name: Mapped[str | None] = mapped_column(String(255))
    last_name: Mapped[str | None] = mapped_column(String(255))
    company_name: Mapped[str | None] = mapped_column(String(255))
    display_name: Mapped[str] = mapped_column(String(255))
    email: Mapped[str | None] = mapped_column(String(255))
    work_phone: Mapped[str | None] = mapped_column(String(64))
    personal_phone: Mapped[str | None] = mapped_column(String(64))
    website: Mapped[str | None] = mapped_column(String(255))

    billing_address1: Mapped[str | None] = mapped_column(String(255))
    billing_address2: Mapped[str | None] = mapped_column(String(255))
    billing_address_city: Mapped[str | None] = mapped_column(String(255))
    billing_address_country: Mapped[str | None] = mapped_column(String(255))
    billing_address_email: Mapped[str | None] = mapped_column(String(255))
    billing_address_postcode: Mapped[str | None] = mapped_column(String(64))
    billing_address_phone: Mapped[str | None] = mapped_column(String(64))
    billing_address_state: Mapped[str | None] = mapped_column(String(255))
    shipping_address1: Mapped[str | None] = mapped_column(String(255))
    shipping_address2: Mapped[str | None] = mapped_column(String(255))
    shipping_address_city: Mapped[str | None] = mapped_column(String(255))
    shipping_address_country: Mapped[str | None] = mapped_column(String(255))
    shipping_address_email: Mapped[str | None] = mapped_column(String(255))
    shipping_address_postcode: Mapped[str | None] = mapped_column(String(64))
    shipping_address_phone: Mapped[str | None] = mapped_column(String(64))
    shipping_address_state: Mapped[str | None] = mapped_column(String(255))

    note: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=clock.now)

    # What e-invoices name it by; ``buyer_reference``: what it wants to find on each of them.
    tax_number: Mapped[str | None] = mapped_column(String(64))
    registration_number: Mapped[str | None] = mapped_column(String(64))
    electronic_address: Mapped[str | None] = mapped_column(String(255))
    buyer_reference: Mapped[str | None] = mapped_column(String(255))
