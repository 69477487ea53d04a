"""Receipts in JSON."""

from __future__ import annotations

import datetime as dates
from decimal import Decimal
from typing import Any

from bigcapital.documents.schema import DocumentIn, Whole
from bigcapital.rest.schema import Day, Email, Flag, Id, LongText, Page, Text
from bigcapital.sales.schema import SaleOut, WithCustomer


class ReceiptIn(DocumentIn):
    """A receipt, whole: an edit replaces all of it. It is written in the customer's currency."""

    customer_id: Id
    deposit_account_id: Id
    receipt_date: Day
    receipt_number: Text | None = None
    reference_no: Text | None = None
    closed: Flag = False
    receipt_message: LongText | None = None
    statement: LongText | None = None
    send_to_email: Email | None = None


class ReceiptOut(SaleOut):
    """A receipt with its lines. It is paid on the spot: ``paid`` is its total."""

    receipt_date: dates.date
    receipt_number: str
    reference_no: str | None
    deposit_account_id: int
    deposit_account: dict[str, Any]
    receipt_message: str | None
    statement: str | None
    send_to_email: str | None
    amount: Decimal
    local_amount: Decimal
    paid: Decimal
    paid_local: Decimal
    closed_at: dates.datetime | None
    is_closed: bool
    is_draft: bool
    formatted_amount: str
    formatted_subtotal: str
    formatted_receipt_date: str
    formatted_closed_at_date: str
    formatted_created_at: str


class ReceiptInList(ReceiptOut, WithCustomer):
    """A receipt with its customer."""


class ReceiptShown(ReceiptInList, Whole):
    """A receipt whole."""


class ReceiptsOut(Page):
    """A page of receipts."""

    data: list[ReceiptInList]
