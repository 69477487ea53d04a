"""Payments received in JSON."""

from __future__ import annotations

import datetime as dates
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from bigcapital.accounting.attachments.schema import Files
from bigcapital.accounting.journals.schema import LedgerLineOut
from bigcapital.documents.schema import Whole
from bigcapital.rest.schema import Amount, Answer, Body, Day, Id, Integer, LongText, Page, Rate, Text
from bigcapital.sales.invoices.schema import InvoiceOut
from bigcapital.sales.schema import MOST_ENTRIES, WithCustomer

NotNegative = Annotated[Amount, Field(ge=0)]


class EntryIn(Body):
    """So much of the payment goes to an invoice; nothing is passed over. ``id``: the entry of the payment that this one is."""

    invoice_id: Id
    payment_amount: NotNegative
    id: Id | None = None
    index: Annotated[Integer, Field(ge=0, lt=2**31)] | None = None


class PaymentIn(Body):
    """A payment, whole: an edit replaces all of it. It is in the customer's currency.

    ``amount`` is what its entries come to, unless it is given; what is more stays as the customer's credit. Of it the bank
    kept ``bank_fee_amount``.
    """

    customer_id: Id
    payment_date: Day
    deposit_account_id: Id
    entries: Annotated[list[EntryIn], Field(max_length=MOST_ENTRIES)]
    amount: Amount | None = None
    exchange_rate: Rate | None = None
    bank_fee_amount: NotNegative | None = None
    bank_fee_account_id: Id | None = None
    payment_receive_no: Text | None = None
    reference_no: Text | None = None
    statement: LongText | None = None
    branch_id: Id | None = None
    pdf_template_id: Id | None = None
    attachments: Files = None


class EntryOut(Answer):
    """How much went to an invoice, on the payment's day, or (``is_later``) on a later one."""

    id: int
    index: int
    payment_receive_id: int
    invoice_id: int
    payment_amount: Decimal
    date: dates.date
    is_later: bool


class PaymentOut(Answer):
    """A payment. ``unapplied_amount`` is the customer's credit; ``local_amount`` is base currency."""

    id: int
    amount: Decimal
    local_amount: Decimal
    applied_amount: Decimal
    unapplied_amount: Decimal
    statement: str | None
    customer_id: int
    payment_date: dates.date
    currency_code: str
    exchange_rate: Decimal
    reference_no: str | None
    deposit_account_id: int
    bank_fee_amount: Decimal | None
    bank_fee_account_id: int | None
    payment_receive_no: str | None
    user_id: int | None
    branch_id: int | None
    stripe_pintent_id: str | None
    pdf_template_id: int | None
    created_at: dates.datetime | None
    updated_at: dates.datetime | None


class PaymentWithEntries(PaymentOut):
    """A payment that was just written."""

    entries: list[EntryOut]


class PaymentInList(PaymentOut, WithCustomer):
    """A payment with its customer and account, and everything as screens write it."""

    deposit_account: dict[str, Any]
    subtotal_formatted: str
    formattted_total: str
    formatted_payment_date: str
    formatted_created_at: str
    formatted_amount: str
    formatted_unapplied_amount: str
    formatted_exchange_rate: str


class EntryShown(EntryOut):
    """An entry with its invoice."""

    invoice: InvoiceOut
    payment_amount_formatted: str


class PaymentShown(PaymentInList, Whole):
    """A payment whole, with what it did to the books (``transactions``)."""

    entries: list[EntryShown]
    transactions: list[LedgerLineOut]


class PaymentsOut(Page):
    """A page of payments."""

    payment_receives: list[PaymentInList]


class PageEntry(Answer):
    """An invoice as the form of a payment shows it: what is due without this payment, and what this payment pays of it."""

    id: int | None
    entry_type: str
    index: int | None
    invoice_id: int
    invoice_no: str
    date: dates.date
    amount: Decimal
    due_amount: Decimal
    payment_amount: Decimal
    total_payment_amount: Decimal
    currency_code: str


class EditPage(Answer):
    """What the form of a payment starts from: its entries first, then the customer's other open invoices."""

    data: PaymentOut
    entries: list[PageEntry]
