"""Recurring invoices in JSON."""

from __future__ import annotations

import datetime as dates
from typing import Annotated, Any, Literal

from pydantic import Field

from bigcapital.documents.schema import DocumentIn, Whole
from bigcapital.rest.schema import Answer, Day, Id, Integer, LongText, Page, Query, Text
from bigcapital.sales.invoices.schema import PaymentMethods
from bigcapital.sales.recurring.calendar import Calendar, Unit
from bigcapital.sales.schema import SaleOut, WithCustomer

Then = Literal["draft", "deliver", "mail"]
Every = Annotated[Integer, Field(ge=1, le=1_000)]
EndsAfter = Annotated[Integer, Field(ge=1, le=100_000)]
DueDays = Annotated[Integer, Field(ge=0, le=3_650)]


class RecurringIn(DocumentIn):
    """A schedule with the invoice that it writes, whole: an edit replaces all of it.

    Every ``repeat_every`` of ``repeat_unit`` from ``starts_on``, until ``ends_on`` or until there are ``ends_after`` invoices,
    whichever is first. Each is dated by its slot and due ``due_days`` later. ``then``: it stays a draft, or is delivered, or
    delivered and mailed. ``payment_methods``: those of its invoices, as these take them; without, an edit leaves it as it is.
    """

    customer_id: Id
    repeat_unit: Unit
    repeat_every: Every = 1
    starts_on: Day
    ends_on: Day | None = None
    ends_after: EndsAfter | None = None
    due_days: DueDays = 0
    then: Then = "draft"
    name: Text | None = None
    reference_no: Text | None = None
    invoice_message: LongText | None = None
    terms_conditions: LongText | None = None
    project_id: Id | None = None
    payment_methods: PaymentMethods | None = None

    @property
    def calendar(self) -> Calendar:
        """When it comes due."""
        return Calendar(self.repeat_unit, self.repeat_every, self.starts_on, self.ends_on)


Count = Annotated[Integer, Field(ge=1, le=100)]


class UpcomingQuery(Query):
    """How many slots."""

    count: Count = 5


class CalendarQuery(UpcomingQuery):
    """A schedule that is still being filled in."""

    repeat_unit: Unit
    repeat_every: Every = 1
    starts_on: Day
    ends_on: Day | None = None
    ends_after: EndsAfter | None = None
    due_days: DueDays = 0

    @property
    def calendar(self) -> Calendar:
        """When it comes due."""
        return Calendar(self.repeat_unit, self.repeat_every, self.starts_on, self.ends_on)


class SlotOut(Answer):
    """An invoice to come: its day, and when it will be due. ``is_due``: that day is here, so it is made at once."""

    slot: dates.date
    slot_formatted: str
    due_date: dates.date
    due_date_formatted: str
    is_due: bool


class UpcomingOut(Answer):
    """The next invoices. ``has_more``: others follow."""

    slots: list[SlotOut]
    has_more: bool


class MadeOut(Answer):
    """An invoice that came of it; one that was deleted since has no number."""

    slot: dates.date
    slot_formatted: str
    invoice_id: int
    invoice_no: str | None
    total_formatted: str | None
    due_amount_formatted: str | None
    is_delivered: bool
    is_deleted: bool
    created_at: dates.datetime


class RecurringOut(SaleOut):
    """A schedule with its lines. ``status``: active, paused, refused (``refusal`` says why its next invoice was not made) or ended.

    ``next_on``: the day of the next invoice, None when it is over. ``made_count``: how many there are.
    """

    name: str | None
    repeat_unit: str
    repeat_every: int
    starts_on: dates.date
    starts_on_formatted: str
    ends_on: dates.date | None
    ends_on_formatted: str
    ends_after: int | None
    due_days: int
    then: str
    payment_methods: list[dict[str, Any]]
    reference_no: str | None
    invoice_message: str | None
    terms_conditions: str | None
    project_id: int | None
    status: str
    next_on: dates.date | None
    next_on_formatted: str
    made_count: int
    paused_at: dates.datetime | None
    refusal: str | None
    refusal_type: str | None
    refused_at: dates.datetime | None


class RecurringInList(RecurringOut, WithCustomer):
    """A schedule with its customer."""


class RecurringShown(RecurringInList, Whole):
    """A schedule whole."""


class RecurringListOut(Page):
    """A page of schedules."""

    recurring_invoices: list[RecurringInList]
