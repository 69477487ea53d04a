"""Currencies in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from bigcapital.rest.schema import Answer, Body, Currency, Name

Sign = Annotated[Name, Field(max_length=16)]


class CurrencyIn(Body):
    """A currency to offer."""

    currency_name: Name
    currency_code: Currency
    currency_sign: Sign


class CurrencyEdit(Body):
    """What can be changed of a currency: not its code."""

    currency_name: Name
    currency_sign: Sign


class CurrencyOut(Answer):
    """A currency of the organization."""

    id: int
    currency_name: str
    currency_code: str
    currency_sign: str
    is_base_currency: bool
    created_at: datetime | None
    updated_at: datetime | None
