"""The shapes of explanations and changes, for the description of the API and the clients generated from it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from bigcapital.reports.schema import LedgerSides
from bigcapital.rest.schema import Answer, Pagination


class _OfEither(Answer):
    """What is said of any line, of the ledger or of a document."""

    id: int
    date: date
    date_formatted: str
    account_name: str
    contact_id: int | None
    contact_name: str
    contact_type: str
    branch_id: int | None
    note: str | None
    reference_type: str
    reference_type_formatted: str
    reference_id: int
    transaction_number: str | None
    currency_code: str


class ReadLine(_OfEither, LedgerSides):
    """A line, and what leads on from it: its account, its document, the entry that wrote it and when."""

    entry_id: int
    account_id: int
    account_code: str | None
    recorded_at: str
    user_id: int | None


class PartOfLine(LedgerSides):
    """On cash basis: what was settled of a line on a day."""

    date: date
    date_formatted: str


class ExplainedLine(_OfEither):
    """A line that a figure is made of; ``amount`` is what it counts there, of the whole line or of a ``part`` of it.

    A line of a document, where the ledger does not tell (how many were sold), has no entry, account and sides.
    """

    entry_id: int | None
    account_id: int | None
    account_code: str | None
    recorded_at: str | None
    user_id: int | None
    debit: Decimal | None
    credit: Decimal | None
    formatted_debit: str | None
    formatted_credit: str | None
    amount: Decimal
    part: PartOfLine | None
    formatted_amount: str


class ExplainedCell(Answer):
    """The figure itself; a share and a quantity have no currency."""

    row: int | str
    column: str
    name: str
    amount: Decimal
    formatted_amount: str
    currency_code: str | None


class ExplainedPart(Answer):
    """A figure that it adds (sign 1) or takes off (-1), and the cell where that stands, if it stands in one."""

    sign: int
    row: int | str | None
    column: str | None
    name: str
    amount: Decimal
    formatted_amount: str


class ExplainedTerm(Answer):
    """Lines that count alike: so many times their debit and so many times their credit."""

    debit: int
    credit: int
    accounts_ids: list[int]
    contacts_ids: list[int] | None
    tax_rates_ids: list[int] | None
    from_date: date | None
    to_date: date | None


class ExplainedFormula(Answer):
    """In words, as the rows that it adds and takes off, and as the lines that are left of all these."""

    words: str
    parts: list[ExplainedPart]
    terms: list[ExplainedTerm]


class ExplainedAccount(Answer):
    id: int
    name: str
    code: str | None


class ExplainedContact(Answer):
    id: int
    contact_service: str
    display_name: str


class ExplainedBranch(Answer):
    id: int
    name: str


class ExplainedTaxRate(Answer):
    id: int
    name: str


class ExplainedFilters(Answer):
    """Where its lines come from; no branches, contacts or tax rates: all of them, no date: no bound."""

    accounts: list[ExplainedAccount]
    contacts: list[ExplainedContact]
    branches: list[ExplainedBranch]
    tax_rates: list[ExplainedTaxRate]
    from_date: date | None
    to_date: date | None
    known_at: str | None


class ExplainOut(Answer):
    """A figure, explained. ``total`` is the sum of all lines on all pages, and equals the figure.

    A share has no lines of its own: it is the first of its ``figures`` ÷ the second.
    """

    cell: ExplainedCell
    formula: ExplainedFormula
    filters: ExplainedFilters | None
    lines: list[ExplainedLine]
    total: Decimal | None
    pagination: Pagination | None
    figures: list[ExplainOut]


class ChangedRow(Answer):
    """What an entry changes in a row of the report."""

    row: int | str
    name: str
    amount: Decimal
    formatted_amount: str


class ChangingEntry(Answer):
    """An entry that was recorded since; ``reverses``: the entry that it undoes."""

    entry_id: int
    date: date
    date_formatted: str
    reverses: int | None
    reference_type: str
    reference_type_formatted: str
    reference_id: int
    transaction_number: str | None
    recorded_at: str
    user_id: int | None
    user_name: str | None
    effect: list[ChangedRow]
    lines: list[ReadLine]  # those within the report's filters and range


class ChangesOut(Answer):
    """What has changed a report since a moment, the newest first."""

    changes: list[ChangingEntry]
    query: dict[str, Any]
    pagination: Pagination
