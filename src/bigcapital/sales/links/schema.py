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
    due_amount: Decimal
    due_amount_formatted: str
    payment_amount: Decimal
    payment_amount_formatted: str
    invoice_message: str | None
    terms_conditions: str | None
    is_receivable: bool
    has_stripe_payment_method: bool
    is_stripe_test_mode: bool
    is_written_off: bool
    is_overdue: bool
    language: str
    has_logo: bool
    entries: list[dict[str, Any]]
    taxes: list[dict[str, Any]]
    organization: dict[str, Any]
    branding_template: dict[str, Any]


class PublicInvoiceOut(Answer):
    """The invoice behind a link."""

    data: PublicInvoice
