"""Commercial documents in JSON: what every kind takes and answers, header and lines. Each kind adds its own days and texts."""

from __future__ import annotations

import datetime as dates
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from bigcapital.accounting.attachments.schema import Files
from bigcapital.accounting.journals.schema import MOST_LINES
from bigcapital.rest.schema import Amount, Answer, Body, Flag, Id, Integer, LongText, Quantity, Rate, Text, UnitPrice

DiscountType = Literal["percentage", "amount"]


class LineIn(Body):
    """A line, in the document's currency. ``rate`` is the price of one. ``id``: the line of the document that it replaces."""

    item_id: Id
    rate: UnitPrice
    quantity: Quantity
    index: Annotated[Integer, Field(ge=0, lt=2**31)] | None = None
    description: LongText | None = None
    discount: Amount | None = None
    discount_type: DiscountType | None = None
    tax_rate_id: Id | None = None
    tax_code: Text | None = None
    sell_account_id: Id | None = None
    cost_account_id: Id | None = None
    warehouse_id: Id | None = None
    project_id: Id | None = None
    id: Id | None = None


class DocumentIn(Body):
    """What is entered of every kind. ``exchange_rate`` is required for other currencies than the base."""

    entries: Annotated[list[LineIn], Field(min_length=1, max_length=MOST_LINES)]
    exchange_rate: Rate | None = None
    is_inclusive_tax: Flag = False
    discount: Amount | None = None
    discount_type: DiscountType | None = None
    adjustment: Amount | None = None
    branch_id: Id | None = None
    warehouse_id: Id | None = None
    pdf_template_id: Id | None = None
    attachments: Files = None


class LineOut(Answer):
    """A line. ``amount`` is quantity × rate; ``subtotal`` and ``total`` are what its discount leaves of that.

    ``subtotal_excluding_tax`` is the same without tax, ``subtotal_inclusing_tax`` with it; ``tax_amount`` is the line's part
    of the document's tax, after the document's discount.
    """

    id: int
    index: int
    reference_type: str
    reference_id: int | str
    item_id: int
    description: str | None
    quantity: Decimal
    rate: Decimal
    discount: Decimal | None
    discount_type: str
    discount_amount: Decimal
    amount: Decimal
    subtotal: Decimal
    subtotal_inclusing_tax: Decimal
    subtotal_excluding_tax: Decimal
    total: Decimal
    total_excluding_tax: Decimal
    is_inclusive_tax: bool
    tax_rate_id: int | None
    tax_rate: Decimal | None
    tax_amount: Decimal
    sell_account_id: int | None
    cost_account_id: int | None
    warehouse_id: int | None
    project_id: int | None
    item: dict[str, Any]
    tax: dict[str, Any] | None
    quantity_formatted: str
    rate_formatted: str
    total_formatted: str


class TaxOut(Answer):
    """The tax of one rate on the whole document."""

    name: str
    tax_rate_code: str
    tax_rate: Decimal
    tax_rate_id: int
    tax_rate_amount: Decimal
    tax_rate_amount_formatted: str


class DocumentOut(Answer):
    """The header of every kind, in the document's currency; ``…_local`` is base currency, ``…formatted`` as people write it."""

    id: int
    currency_code: str
    exchange_rate: Decimal
    is_inclusive_tax: bool
    discount: Decimal | None
    discount_type: str | None
    discount_amount: Decimal
    discount_amount_local: Decimal
    discount_percentage: Decimal | None
    adjustment: Decimal | None
    adjustment_local: Decimal
    subtotal: Decimal
    subtotal_local: Decimal
    subtotal_exluding_tax: Decimal
    tax_amount_withheld: Decimal
    tax_amount_withheld_local: Decimal
    total: Decimal
    total_local: Decimal
    branch_id: int | None
    warehouse_id: int | None
    pdf_template_id: int | None
    user_id: int | None
    created_at: dates.datetime | None
    updated_at: dates.datetime | None
    exchange_rate_formatted: str
    subtotal_formatted: str
    subtotal_local_formatted: str
    subtotal_exluding_tax_formatted: str
    tax_amount_withheld_formatted: str
    tax_amount_withheld_local_formatted: str
    discount_amount_formatted: str
    discount_percentage_formatted: str
    adjustment_formatted: str
    total_formatted: str
    total_local_formatted: str
    created_at_formatted: str
    taxes: list[TaxOut]
    entries: list[LineOut]


class Whole(Answer):
    """What is said of one document beside what lists say."""

    branch: dict[str, Any] | None
    attachments: list[dict[str, Any]]


class Template(Answer):
    """What a new form starts from: the template that its paper has."""

    default_template_id: int | None
