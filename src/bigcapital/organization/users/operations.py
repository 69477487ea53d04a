"""The people of an organization: a member, or somebody invited who has not come yet, is one membership.

A membership is the organization's to change; the person behind it (names, e-mail) only as long as they belong to no other
organization, since whoever may set an address may ask for its password.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.exc import IntegrityError

from bigcapital.errors import DomainError
from bigcapital.organization.companies.operations import locked
from bigcapital.organization.invitations import operations as invitations
from bigcapital.security.grants import ADMIN
from bigcapital.security.model import Role
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.model import ApiKey, Invitation, Membership, User


class UserNotFound(DomainError):
    """No such member or invitation here."""

    type = "USER_NOT_FOUND"


class EmailExists(DomainError):
    """The address is somebody else's."""

    type = "EMAIL_ALREADY_EXISTS"


class OwnRole(DomainError):
    """Nobody changes their own role."""

    type = "CANNOT_AUTHORIZED_USER_MUTATE_ROLE"


class AlreadyActive(DomainError):
    """The user is active."""

    type = "USER_ALREADY_ACTIVE"


class AlreadyInactive(DomainError):
    """The user is inactive."""

    type = "USER_ALREADY_INACTIVE"


class Oneself(DomainError):
    """Nobody inactivates or deletes themselves."""

    type = "USER_SAME_THE_AUTHORIZED_USER"


class LastAdministrator(DomainError):
    """An organization keeps an administrator who can come in."""

    type = "CANNOT_DELETE_LAST_USER"


class BelongsElsewhere(DomainError):
    """Names and address of somebody who belongs to other organizations too are theirs alone to change."""

    type = "USER_BELONGS_TO_OTHER_ORGANIZATIONS"


@dataclass(frozen=True)
class Person:
    """A membership with the user behind it: none for somebody who was invited and has not accepted."""

    membership: Membership
    user: User | None


def _people(tenant_id: int) -> Select[Any, Any]:
    return select(Membership, User).outerjoin(User, User.id == Membership.user_id).where(Membership.tenant_id == tenant_id)


def people(system: System, tenant_id: int) -> list[Person]:
    """Everybody of the organization, oldest first."""
    rows = system.session.execute(_people(tenant_id).order_by(Membership.id))
    return [Person(membership, user) for membership, user in rows]


def names(system: System, tenant_id: int) -> dict[int, str]:
    """What the organization's people are called, by user."""
    found = (one.user for one in people(system, tenant_id) if one.user is not None)
    return {one.id: f"{one.first_name} {one.last_name}".strip() for one in found}


def find(system: System, tenant_id: int, membership_id: int) -> Person:
    """One of them; raises ``UserNotFound``."""
    row = system.session.execute(_people(tenant_id).where(Membership.id == membership_id)).one_or_none()
    if row is None:
        raise UserNotFound("There is no such user.")
    return Person(*row)


def is_role_held(system: System, tenant_id: int, role_id: int) -> bool:
    """Whether anybody has the role, or is invited to it."""
    held = select(Membership.id).where(Membership.tenant_id == tenant_id, Membership.role_id == role_id)
    return system.session.scalar(held.limit(1)) is not None


def edit(system: System, person: Person, *, first_name: str, last_name: str, email: str, role_id: int) -> None:
    """Change role, names and address."""
    membership, user = person.membership, person.user
    if role_id != membership.role_id:
        if user is not None and user.id == system.user_id:
            raise OwnRole("You cannot change your own role.")
        if membership.role_id == ADMIN:
            _keep_an_administrator(system, membership)
        membership.role_id = role_id
    if user is None:
        _readdress(system, membership, email)
    elif (user.first_name, user.last_name, user.email) != (first_name, last_name, email):
        _rename(system, membership, user, first_name, last_name, email)


def _rename(system: System, membership: Membership, user: User, first_name: str, last_name: str, email: str) -> None:
    elsewhere = select(Membership.id).where(Membership.user_id == user.id, Membership.tenant_id != membership.tenant_id).limit(1)
    if user.id != system.user_id and system.session.scalar(elsewhere) is not None:
        raise BelongsElsewhere("The user belongs to other organizations too: only they can change their name and e-mail address.")
    if email != user.email and system.session.scalar(select(User.id).where(User.email == email)) is not None:
        raise EmailExists("The e-mail address is taken.")
    user.first_name, user.last_name, user.email = first_name, last_name, email
    try:
        system.session.flush()
    except IntegrityError:
        raise EmailExists("The e-mail address is taken.") from None


def _readdress(system: System, membership: Membership, email: str) -> None:
    """Invite under another address: the letter to the first one opens nothing any more."""
    if email == membership.invited_email:
        return
    taken = (
        select(Membership.id)
        .outerjoin(User, User.id == Membership.user_id)
        .where(Membership.tenant_id == membership.tenant_id, or_(User.email == email, Membership.invited_email == email))
    )
    if system.session.scalar(taken.limit(1)) is not None:
        raise EmailExists("The e-mail address belongs to a member or is invited already.")
    membership.invited_email = email
    invitations.send(system, membership)


def set_active(system: System, person: Person, active: bool) -> None:
    """Let the member in, or keep them out; their account and other organizations are not touched."""
    membership = person.membership
    if membership.user_id == system.user_id:
        raise Oneself("You cannot activate or inactivate yourself.")
    if membership.active == active:
        raise AlreadyActive("The user is active already.") if active else AlreadyInactive("The user is inactive already.")
    if not active and membership.role_id == ADMIN:
        _keep_an_administrator(system, membership)
    membership.active = active


def remove(system: System, person: Person) -> None:
    """Take the member, or the invitation, out of the organization, with the API keys they made for it."""
    membership = person.membership
    locked(system, membership.tenant_id)
    members = select(Membership.id).where(Membership.tenant_id == membership.tenant_id, Membership.user_id.is_not(None)).limit(2)
    if membership.user_id is not None and len(system.session.scalars(members.with_for_update()).all()) == 1:
        raise LastAdministrator("The last user cannot be deleted.")
    if membership.user_id == system.user_id:
        raise Oneself("You cannot delete yourself.")
    if membership.role_id == ADMIN:
        _keep_an_administrator(system, membership)
    system.session.execute(delete(Invitation).where(Invitation.membership_id == membership.id))
    if membership.user_id is not None:
        system.session.execute(delete(ApiKey).where(ApiKey.tenant_id == membership.tenant_id, ApiKey.user_id == membership.user_id))
    system.session.delete(membership)
    system.session.flush()


def _keep_an_administrator(system: System, leaving: Membership) -> None:
    """Raises unless another active administrator remains; asked behind the organization's lock, so two cannot leave at once."""
    if leaving.user_id is None:
        return
    locked(system, leaving.tenant_id)
    others = select(Membership.id).where(
        Membership.tenant_id == leaving.tenant_id,
        Membership.id != leaving.id,
        Membership.role_id == ADMIN,
        Membership.active.is_(True),
        Membership.user_id.is_not(None),
    )
    if system.session.scalar(others.limit(1).with_for_update()) is None:
        raise LastAdministrator("The organization would be left without an administrator.")


def present(person: Person, roles: Sequence[Role] = ()) -> dict[str, Any]:
    """The person as clients read it; with ``roles``, the name of theirs beside it."""
    membership, user = person.membership, person.user
    shown = {
        "id": membership.id,
        "system_user_id": membership.user_id,
        "email": user.email if user is not None else membership.invited_email,
        "first_name": user.first_name if user is not None else None,
        "last_name": user.last_name if user is not None else None,
        "full_name": f"{user.first_name} {user.last_name}".strip() if user is not None else "",
        "active": membership.active,
        "role_id": membership.role_id,
        "invited_at": membership.invited_at,
        "invite_accepted_at": membership.invite_accepted_at,
        "is_invite_accepted": membership.invite_accepted_at is not None,
        "created_at": membership.created_at,
        "updated_at": membership.updated_at,
    }
    if not roles:
        return shown
    role = next((role for role in roles if role.id == membership.role_id), None)
    return shown | {
        "role_name": role.name if role is not None else "",
        "role_description": role.description if role is not None else "",
        "role_slug": (role.slug or "") if role is not None else "",
    }
