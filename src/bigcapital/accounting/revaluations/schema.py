"""Revaluations in JSON."""

from __future__ import annotations

import datetime as dates
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from bigcapital.rest.schema import Answer, Body, Day, LongText, Page, Rate

_MOST = 200


def _few(value: Any) -> Any:
    """Before each is looked at: of a large body that would take long, and be told one by one."""
    if isinstance(value, dict) and len(value) > _MOST:
        raise ValueError(f"must have at most {_MOST} currencies")
    return value


# Base-currency units for one unit, by currency: {"EUR": 1.1}. Codes are checked by whoever values at them.
Rates = Annotated[dict[str, Annotated[Rate, Field(gt=0)]], Field(max_length=_MOST), BeforeValidator(_few)]


class RevaluationIn(Body):
    """A day, and a rate for each currency in which something stands open there; others are not needed and not kept."""

    date: Day
    rates: Rates
    note: LongText | None = None


class RevaluationOut(Answer):
    """A revaluation. ``amount``: its gain in base currency, below nothing a loss; it is taken back on ``reverses_on``."""

    id: int
    date: dates.date
    reverses_on: dates.date
    rates: dict[str, Decimal]
    amount: Decimal
    note: str | None
    user_id: int | None
    created_at: dates.datetime
    formatted_date: str
    formatted_reverses_on: str
    formatted_amount: str


class RevaluationLineOut(Answer):
    """An open balance: in its own currency, as the books carried it, its value at the rate, and what that changed.

    Positive where debit: what is owed to a vendor is below nothing.
    """

    account_id: int
    account_name: str
    account_code: str | None
    contact_id: int | None
    contact_name: str | None
    branch_id: int | None
    currency_code: str
    exchange_rate: Decimal
    balance: Decimal
    base_balance: Decimal
    value: Decimal
    difference: Decimal
    formatted_balance: str
    formatted_base_balance: str
    formatted_value: str
    formatted_difference: str


class RevaluationWithLines(RevaluationOut):
    """A revaluation with all that it revalued."""

    lines: list[RevaluationLineOut]


class RevaluationsOut(Page):
    """A page of revaluations."""

    revaluations: list[RevaluationOut]
