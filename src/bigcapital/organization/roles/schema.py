"""Roles, in JSON."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bigcapital.rest.schema import Answer, Body, Flag, Id, LongText, Name


class PermissionIn(Body):
    """One ability, given or withheld."""

    subject: Name
    ability: Name
    value: Flag
    permission_id: Id | None = None


class RoleIn(Body):
    """A role with all its permissions; an edit puts them in the place of the earlier ones."""

    role_name: Name
    role_description: Annotated[LongText, Field(max_length=1000)]
    permissions: Annotated[list[PermissionIn], Field(max_length=500)]


class PermissionOut(Answer):
    """One ability of a role."""

    id: int
    role_id: int
    subject: str
    ability: str
    value: bool


class RoleOut(Answer):
    """A role; predefined ones cannot be changed."""

    id: int
    name: str
    slug: str | None
    description: str
    predefined: bool
    permissions: list[PermissionOut]


class RoleId(Answer):
    """Which role."""

    id: int


class Done(Answer):
    """Which role, and what was done."""

    data: RoleId
    message: str


class AbilityOut(Answer):
    """An ability; ``default``: ticked in a new role."""

    key: str
    label: str
    default: bool


class ExtraAbilityOut(Answer):
    """An ability beyond the ordinary ones."""

    key: str
    label: str


class SubjectOut(Answer):
    """What permissions are about."""

    subject: str
    subject_label: str
    abilities: list[AbilityOut]
    extra_abilities: list[ExtraAbilityOut]
