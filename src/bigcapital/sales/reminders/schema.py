"""Payment reminders in JSON."""

from __future__ import annotations

import datetime as dates
from typing import Annotated

from pydantic import Field

from bigcapital.rest.schema import Answer, Body, Flag, Integer, LongText, Text
from bigcapital.sales.mail.schema import Addresses


class StepIn(Body):
    """A reminder ``days`` after the due date (below 0: before it). A text that is left out is the standard one."""

    days: Annotated[Integer, Field(ge=-365, le=3_650)]
    is_active: Flag = True
    subject: Text | None = None
    message: LongText | None = None


class RemindersIn(Body):
    """Whether customers are reminded, and when: all of it."""

    is_active: Flag
    steps: Annotated[list[StepIn], Field(max_length=20)]


class TextOut(Answer):
    """A subject and a message, with placeholders."""

    subject: str
    message: str


class StepOut(Answer):
    """A reminder; ``standard`` is what it says where its own text is empty."""

    days: int
    is_active: bool
    subject: str | None
    message: str | None
    standard: TextOut


class RemindersOut(Answer):
    """Whether customers are reminded, when, and what texts may name in braces."""

    is_active: bool
    steps: list[StepOut]
    placeholders: list[str]


class CustomerReminders(Answer):
    """Whether a customer is reminded."""

    is_active: bool


class CustomerRemindersIn(Body):
    """Whether a customer is to be reminded."""

    is_active: Flag


class RemindIn(Body):
    """What to send now; what is left out is as the reminder that is due says."""

    to: Addresses | None = None
    cc: Addresses = []
    subject: Text | None = None
    message: LongText | None = None
    attach_invoice: Flag = True


class ReminderOut(Answer):
    """A reminder of an invoice. ``days``: of its step, None by hand. ``state``: queued, sent or failed."""

    id: int
    days: int | None
    state: str
    error: str | None
    to: list[str]
    subject: str | None
    created_at: dates.datetime
    sent_at: dates.datetime | None


class NextReminder(Answer):
    """The reminder that comes next, if nothing is paid."""

    days: int
    date: dates.date
    date_formatted: str


class InvoiceReminders(Answer):
    """The reminders of an invoice, the latest first. ``next``: None where none comes by itself."""

    reminders: list[ReminderOut]
    next: NextReminder | None
    is_active: bool
    is_customer_reminded: bool
    standard: TextOut
