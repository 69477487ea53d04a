"""What documents to customers share in JSON: the header, and applications to invoices."""

from __future__ import annotations

import datetime as dates
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AliasChoices, Field

from bigcapital.documents.schema import DocumentOut
from bigcapital.rest.schema import Amount, Answer, Body, Day, Id, Query

MOST_ENTRIES = 10_000

Positive = Annotated[Amount, Field(gt=0)]


class SaleOut(DocumentOut):
    """The header of every document to a customer."""

    customer_id: int


class WithCustomer(Answer):
    """Whom a document is for."""

    customer: dict[str, Any]


class ApplyLineIn(Body):
    """So much, to an invoice. (``payment_amount`` is taken for ``amount``, as payments call it.)"""

    invoice_id: Id
    amount: Annotated[Positive, Field(validation_alias=AliasChoices("amount", "payment_amount"))]


class ApplyIn(Body):
    """Which invoices, and on which day: today, unless it is said."""

    entries: Annotated[list[ApplyLineIn], Field(min_length=1, max_length=MOST_ENTRIES)]
    date: Day | None = None


class AppliedQuery(Query):
    """Of which invoice."""

    invoice_id: Id


class AppliedInvoice(Answer):
    """How much of a credit note went to an invoice, and when."""

    id: int
    credit_note_id: int
    credit_note_number: str | None
    credit_note_date: dates.date
    invoice_id: int
    invoice_number: str
    invoice_reference_no: str | None
    date: dates.date
    amount: Decimal
    created_at: dates.datetime
    formatted_amount: str
    formatted_date: str
    formatted_credit_note_date: str
    formatted_created_at: str


class OpenInvoice(Answer):
    """An invoice that credit can be applied to."""

    id: int
    invoice_no: str
    reference_no: str | None
    invoice_date: dates.date
    due_date: dates.date
    balance: Decimal
    due_amount: Decimal
    payment_amount: Decimal
    currency_code: str
    formatted_balance: str
    formatted_due_amount: str
    formatted_payment_amount: str
    formatted_invoice_date: str
    formatted_due_date: str
