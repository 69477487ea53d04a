"""Signing up, in and back in, in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from bigcapital.rest.schema import NOT_TEXT, Answer, Body, Name, Text
from bigcapital.rest.schema import Email as AnyEmail
from bigcapital.security.passwords import LONGEST, SHORTEST

PersonName = Annotated[Name, Field(max_length=100)]
Email = Annotated[AnyEmail, Field(max_length=190)]
NewPassword = Annotated[Text, Field(min_length=SHORTEST, max_length=LONGEST), NOT_TEXT]
GivenPassword = Annotated[Text, Field(min_length=1), NOT_TEXT]
Token = Annotated[Text, Field(min_length=1), NOT_TEXT]


class SignupIn(Body):
    """A new person."""

    first_name: PersonName
    last_name: PersonName
    email: Email
    password: NewPassword


class SigninIn(Body):
    """Who they say they are."""

    email: Email
    password: GivenPassword


class ConfirmIn(Body):
    """What the letter's link says."""

    email: Email
    token: Token


class AskResetIn(Body):
    """Whose password is forgotten."""

    email: Email


class ResetIn(Body):
    """The new password."""

    password: NewPassword


class SignedUp(Answer):
    """The new person and their organization."""

    user_id: int
    tenant_id: int
    organization_id: str


class SignedIn(Answer):
    """The token to send as ``Authorization: Bearer``, and the organization to name in ``organization-id``."""

    access_token: str
    organization_id: str | None
    tenant_id: int | None
    user_id: int


class Said(Answer):
    """What was done, for people."""

    code: int
    message: str


class Meta(Answer):
    """What the sign-in page needs to know."""

    signup_disabled: bool


class Account(Answer):
    """The signed-in person. ``csrf_token``: of a browser session, to be sent with every write."""

    id: int
    first_name: str
    last_name: str
    email: str
    active: bool
    language: str | None
    verified: bool
    tenant_id: int | None
    invite_accepted_at: datetime | None
    last_login_at: datetime | None
    deleted_at: datetime | None
    created_at: datetime | None
    updated_at: datetime | None
    csrf_token: str | None
