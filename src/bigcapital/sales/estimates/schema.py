"""Estimates in JSON."""

from __future__ import annotations

import datetime as dates
from decimal import Decimal
from typing import Any

from bigcapital.documents.schema import DocumentIn
from bigcapital.rest.schema import Answer, Day, Email, FilterMeta, Flag, Id, LongText, Pagination, Text
from bigcapital.sales.schema import SaleOut


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


class EstimateInList(EstimateOut):
    """An estimate with its customer."""

    customer: dict[str, Any]


class EstimateShown(EstimateInList):
    """An estimate whole."""

    branch: dict[str, Any] | None
    attachments: list[dict[str, Any]]


class EstimatesOut(Answer):
    """A page of estimates."""

    sales_estimates: list[EstimateInList]
    pagination: Pagination
    filter_meta: FilterMeta
