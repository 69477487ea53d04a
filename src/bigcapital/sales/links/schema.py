"""Links to invoices in JSON."""

from __future__ import annotations

import datetime as dates
from decimal import Decimal
from typing import Any, Literal

from bigcapital.rest.schema import Answer, Body, Day

Publicity = Literal["private", "public"]


class LinkIn(Body):
    """A new link. ``expiry_time``: the last day it works."""

    publicity: Publicity = "private"
    expiry_time: Day | None = None


class LinkOut(Answer):
    """The link, shown this once."""

    id: int
    link: str
    publicity: str
    resource_id: int
    resource_type: str
    tenant_id: int


class LinkShown(Answer):
    """A link that was made, without what it is."""

    id: int
    publicity: str
    expires_on: dates.date | None
    is_expired: bool
    user_id: int | None
    created_at: dates.datetime


class LinksOut(Answer):
    """The links to an invoice."""

    links: list[LinkShown]


class PublicLine(Answer):
    """A line as the customer sees it."""

    item_name: str
    description: str | None
    quantity: Decimal
    quantity_formatted: str
    rate: Decimal
    rate_formatted: str
    total: Decimal
    total_formatted: str


class PublicTax(Answer):
    """What there is of one tax rate."""

    name: str
    tax_rate: Decimal
    tax_rate_amount: Decimal
    tax_rate_amount_formatted: str


class PublicOrganization(Answer):
    """Who sent the invoice."""

    name: str
    address: dict[str, Any]
    address_text_formatted: str
    primary_color: str | None


class PublicInvoice(Answer):
    """An invoice as the customer sees it."""

    invoice_no: str
    customer_name: str
    formatted_customer_address: str
    invoice_date_formatted: str
    due_date: dates.date
    due_date_formatted: str
    total: Decimal
    total_formatted: str
    subtotal: Decimal
    subtotal_formatted: str
    discount_amount: Decimal
    discount_amount_formatted: str
    adjustment: Decimal | None
    adjustment_formatted: str
    balance_amount: Decimal
    balance_amount_formatted: str
    due_amount: Decimal
    due_amount_formatted: str
    payment_amount: Decimal
    payment_amount_formatted: str
    invoice_message: str | None
    terms_conditions: str | None
    is_receivable: bool
    has_stripe_payment_method: bool
    payment_cards: list[str]
    is_stripe_test_mode: bool
    is_written_off: bool
    is_overdue: bool
    language: str
    has_logo: bool
    entries: list[PublicLine]
    taxes: list[PublicTax]
    organization: PublicOrganization
    branding_template: dict[str, Any]


class PublicInvoiceOut(Answer):
    """The invoice behind a link."""

    data: PublicInvoice
