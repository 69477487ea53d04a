"""Invitations, in JSON."""

from __future__ import annotations

from datetime import datetime

from bigcapital.organization.auth.schema import Email, NewPassword, PersonName
from bigcapital.organization.users.schema import UserOut
from bigcapital.rest.schema import Answer, Body, Id


class InviteIn(Body):
    """Whom, and as what."""

    email: Email
    role_id: Id


class AcceptIn(Body):
    """Needed of somebody new; somebody with an account signs in first, and keeps theirs."""

    first_name: PersonName | None = None
    last_name: PersonName | None = None
    password: NewPassword | None = None


class Invited(Answer):
    """The invitation, as a member to come."""

    invited_user: UserOut
    message: str


class Resent(Answer):
    """The invitation, mailed again."""

    user: UserOut
    message: str


class Letter(Answer):
    """What the letter was about."""

    id: int
    email: str
    tenant_id: int
    created_at: datetime
    expires_at: datetime


class Checked(Answer):
    """Who is invited where. ``user_exists``: sign in with that address to accept."""

    invite_token: Letter
    org_name: str
    user_exists: bool


class Said(Answer):
    """What was done, for people."""

    message: str
