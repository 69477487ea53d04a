"""Estimates in JSON."""

from __future__ import annotations

import datetime as dates
from decimal import Decimal

from bigcapital.documents.schema import DocumentIn, Whole
from bigcapital.rest.schema import Day, Email, Flag, Id, LongText, Page, Text
from bigcapital.sales.schema import SaleOut, WithCustomer


class EstimateIn(DocumentIn):
    """An estimate, whole: an edit replaces all of it. It is written in the customer's currency."""

    customer_id: Id
    estimate_date: Day
    expiration_date: Day
    estimate_number: Text | None = None
    reference: Text | None = None
    delivered: Flag = False
    note: LongText | None = None
    terms_conditions: LongText | None = None
    send_to_email: Email | None = None


class EstimateOut(SaleOut):
    """An estimate with its lines. ``is_expired``: its last day is before today, and no invoice was made of it."""

    estimate_date: dates.date
    expiration_date: dates.date
    estimate_number: str
    reference: str | None
    note: str | None
    terms_conditions: str | None
    send_to_email: str | None
    amount: Decimal
    local_amount: Decimal
    delivered_at: dates.datetime | None
    approved_at: dates.datetime | None
    rejected_at: dates.datetime | None
    converted_to_invoice_id: int | None
    converted_to_invoice_at: dates.datetime | None
    is_delivered: bool
    is_expired: bool
    is_approved: bool
    is_rejected: bool
    is_converted_to_invoice: bool
    formatted_amount: str
    formatted_subtotal: str
    formatted_estimate_date: str
    formatted_expiration_date: str
    formatted_delivered_at_date: str
    formatted_approved_at_date: str
    formatted_rejected_at_date: str
    formatted_created_at: str


class EstimateInList(EstimateOut, WithCustomer):
    """An estimate with its customer."""


class EstimateShown(EstimateInList, Whole):
    """An estimate whole."""


class EstimatesOut(Page):
    """A page of estimates."""

    sales_estimates: list[EstimateInList]
