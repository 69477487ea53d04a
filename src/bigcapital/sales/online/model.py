"""Payment services that an organization connected, what was paid through them, and what they told us."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock, db
from bigcapital.db import TABLE, BigId, Moment, TenantBase
from bigcapital.ledger.money import ZERO

STRIPE: Final = "Stripe"
CARDS: Final = {
    "show_visa": "Visa",
    "show_master_card": "Mastercard",
    "show_discover": "Discover",
    "show_amer": "American Express",
    "show_jcb": "JCB",
    "show_diners": "Diners Club",
}


class PaymentService(TenantBase):
    """An account at a payment provider. No secret of it is kept: the installation's own key acts for it.

    ``is_default``: whether invoices that say nothing of it can be paid by it. ``clearing_account_id``: where payments are
    deposited, the Stripe clearing account unless said otherwise. ``bank_account_id``: where the provider pays out to.
    ``cards``: JSON, which marks are shown. ``disconnected_at``: no checkout begins any more; what was begun is still booked.
    """

    __tablename__ = "payment_services"
    __table_args__ = (UniqueConstraint("service", "account_id"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    service: Mapped[str] = mapped_column(String(16), default=STRIPE)
    name: Mapped[str] = mapped_column(String(255))
    account_id: Mapped[str] = mapped_column(String(64))
    payments_enabled: Mapped[bool] = mapped_column(Boolean)
    payouts_enabled: Mapped[bool] = mapped_column(Boolean)
    is_default: Mapped[bool] = mapped_column(Boolean, default=True)
    is_live: Mapped[bool] = mapped_column(Boolean)
    clearing_account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id"))
    bank_account_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("accounts.id"))
    cards: Mapped[str] = mapped_column(Text, default="{}")
    user_id: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=clock.now)
    connected_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)  # the last time
    disconnected_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def active(self) -> bool:
        """Whether it is connected, and the provider takes payments for it."""
        return self.disconnected_at is None and self.payments_enabled

    @property
    def options(self) -> dict[str, Any]:
        """Its settings, as clients name them (one misspelt)."""
        shown = json.loads(self.cards)
        own = {"bank_account_id": self.bank_account_id, "clearning_account_id": self.clearing_account_id, "is_default": self.is_default}
        return own | {name: bool(shown.get(name, True)) for name in CARDS}

    @property
    def shown_cards(self) -> list[str]:
        """The marks of cards that customers are told of."""
        return [mark for name, mark in CARDS.items() if self.options[name]]


# What invoices say of services. Core, not a mapped class: written and read together, in one statement each.
invoice_methods = Table(
    "invoice_payment_methods",
    TenantBase.metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("invoice_id", BigId, ForeignKey("sales_invoices.id"), nullable=False),
    Column("service_id", BigId, ForeignKey("payment_services.id"), nullable=False),
    Column("enable", Boolean, nullable=False),
    UniqueConstraint("invoice_id", "service_id"),
    **TABLE,
)


class OnlinePayment(TenantBase):
    """What came of one payment at the provider, known by its ``intent`` there; in the invoice's currency.

    The provider tells in any order, so any of it may be known before the rest. ``payment_receive_id``: the payment received
    that it was booked as; ``problem``: why it could not be. ``refunded_amount``, ``dispute_*``: what the provider gave back, or
    was asked to; an accountant books that. No foreign keys: people may delete the invoice and the payment.
    """

    __tablename__ = "online_payments"
    __table_args__ = (UniqueConstraint("intent"), Index(None, "invoice_id"), Index(None, "created_at"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    service_id: Mapped[int] = mapped_column(BigId, ForeignKey("payment_services.id"))
    intent: Mapped[str] = mapped_column(String(255))
    invoice_id: Mapped[int] = mapped_column(BigId)
    payment_receive_id: Mapped[int | None] = mapped_column(BigId)
    currency_code: Mapped[str] = mapped_column(String(3))
    amount: Mapped[Decimal | None] = mapped_column(db.amount())
    fee_amount: Mapped[Decimal | None] = mapped_column(db.amount())
    exchange_rate: Mapped[Decimal | None] = mapped_column(db.exchange_rate())
    refunded_amount: Mapped[Decimal] = mapped_column(db.amount(), default=ZERO)
    dispute_status: Mapped[str | None] = mapped_column(String(64))
    dispute_amount: Mapped[Decimal | None] = mapped_column(db.amount())
    dispute_at: Mapped[datetime | None] = mapped_column(Moment)
    is_live: Mapped[bool] = mapped_column(Boolean)
    problem: Mapped[str | None] = mapped_column(Text)
    paid_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=clock.now)

    @property
    def status(self) -> str:
        """``pending`` (only something later of it is known), ``booked``, ``problem``, ``refunded`` or ``disputed``."""
        if self.dispute_status is not None and self.dispute_status not in SETTLED_DISPUTES:
            return "disputed"
        if self.refunded_amount:
            return "refunded"
        if self.payment_receive_id is not None:
            return "booked"
        return "problem" if self.problem else "pending"


SETTLED_DISPUTES: Final = frozenset({"won", "warning_closed", "prevented"})  # nothing was taken back


class PaymentEvent(TenantBase):
    """What the provider told, once: the row stands in the transaction of what followed from it. ``subject``: an intent or account."""

    __tablename__ = "payment_events"
    __table_args__ = (UniqueConstraint("event_id"), Index(None, "subject"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    event_id: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(255))
    happened_at: Mapped[datetime] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
