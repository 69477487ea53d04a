"""Mails of documents in JSON."""

from __future__ import annotations

import datetime as dates
from typing import Annotated, Any

from pydantic import Field

from bigcapital.rest.schema import Answer, Body, Email, Flag, LongText, Text

Addresses = Annotated[list[Email], Field(max_length=50)]


class MailIn(Body):
    """What to send; what is left out is as the mail's state proposes it. ``attach_…``: whether its PDF goes along."""

    sender: Addresses | None = Field(default=None, alias="from")
    to: Addresses | None = None
    cc: Addresses = []
    bcc: Addresses = []
    subject: Text | None = None
    message: LongText | None = None
    attach_invoice: Flag | None = None
    attach_estimate: Flag | None = None
    attach_receipt: Flag | None = None
    attach_pdf: Flag | None = None


class Sender(Answer):
    """Whom a mail is from."""

    name: str
    address: str


class ToOption(Answer):
    """An address that a mail may go to."""

    label: str
    mail: str
    primary: bool


class FromOption(Answer):
    """Whom a mail may be from."""

    label: str
    mail: Sender
    primary: bool


class MailOut(Answer):
    """A mail that was asked for: ``state`` is queued, sent or failed."""

    id: int
    to: list[str]
    cc: list[str]
    bcc: list[str]
    subject: str
    message: str
    attached: bool
    state: str
    error: str | None
    created_at: dates.datetime
    sent_at: dates.datetime | None


class Preview(Answer):
    """What would arrive."""

    subject: str
    message: str


class MailState(Answer):
    """What a mail of the document starts from, its placeholders (``format_args``), the document's figures, and earlier ``mails``."""

    to: list[str]
    sender: list[Sender] = Field(alias="from")
    subject: str
    message: str
    to_options: list[ToOption]
    from_options: list[FromOption]
    format_args: dict[str, Any]
    preview: Preview
    mails: list[MailOut]
    company_name: str
    customer_name: str
    entries: list[dict[str, Any]]
