"""Manual journals in JSON."""

from __future__ import annotations

import datetime as dates
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, model_validator

from bigcapital.accounting.attachments.schema import AttachmentOut, Files
from bigcapital.rest.schema import Amount, Answer, Body, Currency, Day, Flag, Id, Integer, LongText, Page, Rate, Text

MOST_LINES = 10_000

Side = Annotated[Amount, Field(ge=0)]


class LineIn(Body):
    """A line: debit or credit, in the journal's currency."""

    index: Annotated[Integer, Field(ge=0, lt=2**31)]
    account_id: Id
    debit: Side = Decimal(0)
    credit: Side = Decimal(0)
    note: LongText | None = None
    contact_id: Id | None = None
    branch_id: Id | None = None
    project_id: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def _null_is_nothing(cls, data: Any) -> Any:
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if not (value is None and key in ("debit", "credit"))}
        return data


class JournalIn(Body):
    """A journal, whole: an edit replaces all of it. ``exchange_rate`` is required for other currencies than the base."""

    date: Day
    entries: Annotated[list[LineIn], Field(min_length=1, max_length=MOST_LINES)]
    currency_code: Currency | None = None
    exchange_rate: Rate | None = None
    journal_number: Text | None = None
    journal_type: Text | None = None
    reference: Text | None = None
    description: LongText | None = None
    branch_id: Id | None = None
    publish: Flag = False
    attachments: Files = None


class ReverseIn(Body):
    """The day of the mirrored journal, and its number where the series gives none."""

    date: Day
    journal_number: Text | None = None


class LineOut(Answer):
    """A line of a journal, with its account, contact and branch where they are shown."""

    id: int
    index: int
    debit: Decimal
    credit: Decimal
    note: str | None
    account_id: int
    contact_id: int | None
    branch_id: int | None
    project_id: int | None
    manual_journal_id: int


class JournalOut(Answer):
    """A journal. ``reversed_by_id`` and ``reverses_id`` lead to its mirror and back."""

    id: int
    date: dates.date
    journal_number: str
    journal_type: str | None
    reference: str | None
    description: str | None
    currency_code: str
    exchange_rate: Decimal
    amount: Decimal
    branch_id: int | None
    attachment_file: str | None
    user_id: int | None
    published_at: dates.datetime | None
    is_published: bool
    created_at: dates.datetime | None
    updated_at: dates.datetime | None
    reverses_id: int | None = None


class JournalWithLines(JournalOut):
    """A journal with its lines and everything as screens write it."""

    entries: list[LineOut]
    formatted_amount: str
    formatted_date: str
    formatted_published_at: str
    formatted_created_at: str


class LedgerLineOut(Answer):
    """A line of the ledger: in its own currency, and as ``…_local`` in base currency."""

    id: int
    index: int
    date: dates.date
    account_id: int
    credit: Decimal
    debit: Decimal
    credit_local: Decimal
    debit_local: Decimal
    currency_code: str
    exchange_rate: Decimal
    reference_type: str
    reference_type_formatted: str
    reference_id: int


class JournalShown(JournalWithLines):
    """A journal whole, with what it did to the books (``transactions``)."""

    attachments: list[AttachmentOut]
    transactions: list[LedgerLineOut]
    reversed_by_id: int | None = None


class JournalsOut(Page):
    """A page of journals."""

    manual_journals: list[JournalWithLines]


class OldJournal(Answer):
    """What was deleted."""

    old_manual_journal: JournalOut


class EditedJournal(Answer):
    """What it became, and what it was."""

    manual_journal: JournalOut
    old_manual_journal: JournalOut
