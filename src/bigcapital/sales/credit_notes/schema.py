"""Credit notes, their refunds and applications in JSON."""

from __future__ import annotations

import datetime as dates
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from bigcapital.documents.schema import DocumentIn, Whole
from bigcapital.rest.schema import Amount, Answer, Body, Day, Flag, Id, LongText, Page, Rate, Text
from bigcapital.sales.schema import SaleOut, WithCustomer


class CreditNoteIn(DocumentIn):
    """A credit note, whole: an edit replaces all of it. It is written in the customer's currency.

    ``from_invoice_id``: the customer's invoice that it takes back; only when it is created.
    """

    customer_id: Id
    credit_note_date: Day
    credit_note_number: Text | None = None
    reference_no: Text | None = None
    note: LongText | None = None
    terms_conditions: LongText | None = None
    open: Flag = False
    from_invoice_id: Id | None = None


class RefundIn(Body):
    """Money that is given back. ``exchange_rate`` is required for other currencies than the base."""

    from_account_id: Id
    amount: Annotated[Amount, Field(gt=0)]
    date: Day
    exchange_rate: Rate | None = None
    reference_no: Text | None = None
    description: LongText | None = None
    branch_id: Id | None = None


class CreditNoteOut(SaleOut):
    """A credit note with its lines. ``credits_used``: refunded and applied; ``credits_remaining``: the rest of its total."""

    credit_note_date: dates.date
    credit_note_number: str | None
    reference_no: str | None
    note: str | None
    terms_conditions: str | None
    opened_at: dates.datetime | None
    from_invoice_id: int | None
    amount: Decimal
    local_amount: Decimal
    refunded_amount: Decimal
    invoices_amount: Decimal
    credits_used: Decimal
    credits_remaining: Decimal
    is_draft: bool
    is_published: bool
    is_open: bool
    is_closed: bool
    formatted_credit_note_date: str
    formatted_created_at: str
    formatted_amount: str
    formatted_subtotal: str
    formatted_credits_used: str
    formatted_credits_remaining: str


class CreditNoteInList(CreditNoteOut, WithCustomer):
    """A credit note with its customer."""


class CreditNoteShown(CreditNoteInList, Whole):
    """A credit note whole."""


class CreditNotesOut(Page):
    """A page of credit notes."""

    credit_notes: list[CreditNoteInList]


class RefundOut(Answer):
    """A refund."""

    id: int
    credit_note_id: int
    date: dates.date
    amount: Decimal
    currency_code: str
    exchange_rate: Decimal
    from_account_id: int
    reference_no: str | None
    description: str | None
    branch_id: int | None
    created_at: dates.datetime | None
    updated_at: dates.datetime | None


class RefundShown(RefundOut):
    """A refund with its note and account. (The spelling of ``formtted_amount`` is the contract's.)"""

    credit_note: dict[str, Any]
    from_account: dict[str, Any]
    formtted_amount: str
    formatted_date: str
