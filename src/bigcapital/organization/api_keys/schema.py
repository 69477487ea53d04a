"""API keys, in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from bigcapital.rest.schema import Answer, Body, Text


class ApiKeyIn(Body):
    """What to call the key."""

    name: Annotated[Text, Field(max_length=190)] | None = None


class ApiKeyMade(Answer):
    """The key: it is shown here and nowhere else."""

    key: str
    id: int


class ApiKeyOut(Answer):
    """A key, masked."""

    id: int
    key: str
    token: str
    name: str
    user_id: int
    revoked: bool
    expires_at: datetime | None
    revoked_at: datetime | None
    created_at: datetime
    updated_at: datetime | None


class Revoked(Answer):
    """Which key opens nothing any more."""

    id: str
    revoked: bool
