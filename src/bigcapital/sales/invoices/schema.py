"""Invoices in JSON."""

from __future__ import annotations

import datetime as dates
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, ValidationInfo, field_validator

from bigcapital.documents.schema import DocumentIn, Whole
from bigcapital.rest.schema import Answer, Body, Day, Flag, Id, LongText, Page, Query, Text
from bigcapital.sales.schema import SaleOut, WithCustomer


class PaymentMethodIn(Body):
    """A way in which the customer may pay online."""

    payment_integration_id: Id
    enable: Flag


PaymentMethods = Annotated[list[PaymentMethodIn], Field(max_length=20)]


class InvoiceIn(DocumentIn):
    """An invoice, whole: an edit replaces all of it. It is written in the customer's currency.

    ``payment_methods``: those that are left out decide for themselves; without any of it, an edit leaves it as it is.
    ``from_estimate_id``: the estimate that becomes this invoice; only when it is created.
    """

    customer_id: Id
    invoice_date: Day
    due_date: Day
    invoice_no: Text | None = None
    reference_no: Text | None = None
    delivered: Flag = False
    invoice_message: LongText | None = None
    terms_conditions: LongText | None = None
    project_id: Id | None = None
    payment_methods: PaymentMethods | None = None
    from_estimate_id: Id | None = None

    @field_validator("due_date")
    @classmethod
    def _not_before_it_is_written(cls, day: dates.date, info: ValidationInfo) -> dates.date:
        written = info.data.get("invoice_date")
        if written is not None and day < written:
            raise ValueError("must not be before the invoice's date")
        return day


class WriteOffIn(Body):
    """Where what is due goes, on which day (today) and why."""

    expense_account_id: Id
    date: Day | None = None
    reason: LongText | None = None


class ReceivableQuery(Query):
    """Of one customer, or of all."""

    customer_id: Id | None = None


class InvoiceOut(SaleOut):
    """An invoice with its lines. ``due_amount``: total − paid − credited − written off; ``balance_amount``: those three.

    ``is_overdue``: delivered, due before today, and something is due.
    """

    invoice_date: dates.date
    due_date: dates.date
    invoice_no: str
    reference_no: str | None
    invoice_message: str | None
    terms_conditions: str | None
    project_id: int | None
    balance: Decimal
    payment_amount: Decimal
    credited_amount: Decimal
    writtenoff_amount: Decimal | None
    writtenoff_amount_local: Decimal
    writtenoff_at: dates.date | None
    writtenoff_expense_account_id: int | None
    writtenoff_reason: str | None
    delivered_at: dates.datetime | None
    due_amount: Decimal
    balance_amount: Decimal
    is_delivered: bool
    is_overdue: bool
    is_partially_paid: bool
    is_fully_paid: bool
    is_paid: bool
    is_writtenoff: bool
    remaining_days: int
    overdue_days: int
    invoice_date_formatted: str
    due_date_formatted: str
    due_amount_formatted: str
    payment_amount_formatted: str
    balance_amount_formatted: str


class InvoiceInList(InvoiceOut, WithCustomer):
    """An invoice with its customer."""


class MadeBy(Answer):
    """The schedule that wrote an invoice, and for which day of it."""

    id: int
    name: str | None
    slot: dates.date


class Became(Answer):
    """An estimate that became an invoice."""

    id: int
    estimate_number: str


class InvoiceShown(InvoiceInList, Whole):
    """An invoice whole. ``recurring_invoice``: the schedule that wrote it, while that is there; ``from_estimate``: what it was before."""

    payment_methods: list[dict[str, Any]]
    recurring_invoice: MadeBy | None
    from_estimate: Became | None


class InvoicesOut(Page):
    """A page of invoices."""

    sales_invoices: list[InvoiceInList]


class InvoicePayment(Answer):
    """What a payment paid of an invoice: an entry of it, on the payment's day, or (``is_later``) on a later one."""

    id: int
    is_later: bool
    invoice_id: int
    payment_receive_id: int
    payment_date: dates.date
    formatted_payment_date: str
    payment_amount: Decimal
    formatted_payment_amount: str
    currency_code: str
    payment_number: str | None
    payment_reference_no: str | None
    invoice_number: str
    invoice_reference_no: str | None
    deposit_account_id: int
    deposit_account_name: str
    deposit_account_slug: str | None
