"""Branches, in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from bigcapital.rest.schema import NOT_TEXT, Answer, Body, Email, Flag, Name, Text, written

Code = Annotated[Text, Field(max_length=64), NOT_TEXT]
Website = Annotated[Text, written(r"^(https?://)?[^\s/.]+(\.[^\s/.]+)+(/\S*)?$", "a web address"), NOT_TEXT]


class BranchIn(Body):
    """A branch, whole: an edit takes away what is left out."""

    name: Name
    code: Code | None = None
    primary: Flag = False
    address: Text | None = None
    city: Text | None = None
    country: Text | None = None
    phone_number: Annotated[Text, Field(max_length=64)] | None = None
    email: Email | None = None
    website: Website | None = None


class BranchOut(Answer):
    """A branch."""

    id: int
    name: str
    code: str | None
    primary: bool
    address: str | None
    city: str | None
    country: str | None
    phone_number: str | None
    email: str | None
    website: str | None
    created_at: datetime | None
    updated_at: datetime | None


class Said(Answer):
    """What was done, for people."""

    code: int
    message: str
