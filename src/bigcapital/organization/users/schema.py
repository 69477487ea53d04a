"""The people of an organization, in JSON."""

from __future__ import annotations

from datetime import datetime

from bigcapital.organization.auth.schema import Email, PersonName
from bigcapital.rest.schema import Answer, Body, Id


class UserEdit(Body):
    """Role, names and address of a member."""

    first_name: PersonName
    last_name: PersonName
    email: Email
    role_id: Id


class UserOut(Answer):
    """A member, or somebody invited who has not come yet (without names)."""

    id: int
    system_user_id: int | None
    email: str
    first_name: str | None
    last_name: str | None
    full_name: str
    active: bool
    role_id: int
    invited_at: datetime | None
    invite_accepted_at: datetime | None
    is_invite_accepted: bool
    created_at: datetime | None
    updated_at: datetime | None


class UserListed(UserOut):
    """A member with the name of their role."""

    role_name: str
    role_description: str
    role_slug: str


class Done(Answer):
    """Which one, and what was done."""

    id: str
    message: str
