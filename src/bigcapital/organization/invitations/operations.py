"""Inviting people into an organization, by mail. An invitation is good for seven days and one acceptance."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError

from bigcapital import clock
from bigcapital.errors import DomainError, Fault, InvalidInput
from bigcapital.organization.auth.operations import add_user
from bigcapital.organization.invitations import jobs
from bigcapital.security.passwords import hash_password
from bigcapital.security.tokens import letter_token, new_token
from bigcapital.tenancy.directory import secret_hash
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.model import Invitation, Membership, Organization, User

INVITATION_LIFE = timedelta(days=7)
AGAIN_AFTER = timedelta(minutes=5)


class AlreadyInvited(DomainError):
    """The address belongs to a member, or is invited already."""

    type = "EMAIL_EXISTS"


class InviteTokenInvalid(DomainError):
    """The link is none, used, replaced or older than seven days."""

    type = "INVITE_TOKEN_INVALID"


class InvitedUserNotFound(DomainError):
    """No such member or invitation here."""

    type = "USER_NOT_FOUND"


class RecentlyInvited(DomainError):
    """The last letter is younger than five minutes, or it was accepted."""

    type = "USER_RECENTLY_INVITED"


class SignInToAccept(DomainError):
    """The invitation is for somebody who has an account: they accept it when signed in."""

    type = "INVITE_REQUIRES_SIGN_IN"


def invite(system: System, *, tenant_id: int, email: str, role_id: int) -> Membership:
    """Ask somebody in; they belong here once they accept."""
    known = (
        select(Membership.id)
        .outerjoin(User, User.id == Membership.user_id)
        .where(Membership.tenant_id == tenant_id, or_(User.email == email, Membership.invited_email == email))
    )
    if system.session.scalar(known) is not None:
        raise AlreadyInvited("The e-mail address belongs to a member or is invited already.")
    membership = Membership(tenant_id=tenant_id, invited_email=email, role_id=role_id, active=True, invited_at=clock.now())
    system.session.add(membership)
    try:
        system.session.flush()
    except IntegrityError:
        raise AlreadyInvited("The e-mail address is invited already.") from None
    send(system, membership)
    return membership


def send(system: System, membership: Membership) -> None:
    """Mail the invited person a link; it replaces earlier ones."""
    assert membership.invited_email is not None and system.user_id is not None
    system.session.execute(delete(Invitation).where(Invitation.membership_id == membership.id))
    nonce, now = new_token(), clock.now()
    invitation = Invitation(
        membership_id=membership.id,
        tenant_id=membership.tenant_id,
        invited_by=system.user_id,
        email=membership.invited_email,
        token_hash=secret_hash(letter_token(system.installation.settings, "invite", nonce)),
        created_at=now,
        expires_at=now + INVITATION_LIFE,
    )
    system.session.add(invitation)
    system.session.flush()
    system.jobs.enqueue(jobs.send_invitation, invitation_id=invitation.id, nonce=nonce)


def resend(system: System, *, tenant_id: int, membership_id: int) -> Membership:
    """Mail the link again."""
    membership = system.session.scalar(
        select(Membership).where(Membership.tenant_id == tenant_id, Membership.id == membership_id).with_for_update()
    )
    if membership is None:
        raise InvitedUserNotFound("There is no such user.")
    now = clock.now()
    if membership.invited_email is None or (membership.invited_at is not None and now < membership.invited_at + AGAIN_AFTER):
        raise RecentlyInvited("The user was invited less than five minutes ago, or has accepted.")
    membership.invited_at = now
    send(system, membership)
    return membership


def find(system: System, token: str) -> Invitation:
    """The invitation behind a link; raises ``InviteTokenInvalid``."""
    found = system.session.scalar(select(Invitation).where(Invitation.token_hash == secret_hash(token)).with_for_update())
    if found is None or found.used_at is not None or found.expires_at <= clock.now():
        raise InviteTokenInvalid("The invitation is not valid any more.")
    return found


def present_invitation(system: System, token: str) -> dict[str, Any]:
    """Who is invited where, and whether they have an account to sign in with."""
    found = find(system, token)
    organization = system.session.get_one(Organization, found.tenant_id)
    known = system.session.scalar(select(User.id).where(User.email == found.email)) is not None
    return {
        "invite_token": {
            "id": found.id,
            "email": found.email,
            "tenant_id": found.tenant_id,
            "created_at": found.created_at,
            "expires_at": found.expires_at,
        },
        "org_name": organization.name,
        "user_exists": known,
    }


def accept(
    system: System, *, token: str, caller_id: int | None, first_name: str | None, last_name: str | None, password: str | None
) -> int:
    """Take the membership; answers the user's id.

    Somebody new names themselves and chooses a password (``InvalidInput`` without); somebody with an account must be the
    one who is signed in (``SignInToAccept``), and keeps name and password.
    """
    password_hash = hash_password(system.installation.settings, password) if password else None
    invitation = find(system, token)
    user = system.session.scalar(select(User).where(User.email == invitation.email))
    if user is None:
        user = _newcomer(system, invitation, first_name, last_name, password_hash)
    elif user.id != caller_id or not user.active:
        raise SignInToAccept("There is an account of this e-mail address: sign in with it, then accept.")
    elif _belongs(system, user.id, invitation.tenant_id):
        raise AlreadyInvited("You belong to the organization already.")
    now = clock.now()
    ours = select(Membership).where(Membership.id == invitation.membership_id, Membership.tenant_id == invitation.tenant_id)
    membership = system.session.scalars(ours).one()
    membership.user_id, membership.invited_email, membership.invite_accepted_at = user.id, None, now
    invitation.used_at = now
    user.verified = True  # the letter reached the address
    system.session.flush()
    return user.id


def _belongs(system: System, user_id: int, tenant_id: int) -> bool:
    return system.session.scalar(select(Membership.id).where(Membership.user_id == user_id, Membership.tenant_id == tenant_id)) is not None


def _newcomer(system: System, invitation: Invitation, first_name: str | None, last_name: str | None, password_hash: str | None) -> User:
    needed = {"first_name": ("firstName", first_name), "last_name": ("lastName", last_name), "password": ("password", password_hash)}
    missing = [Fault(property, "isNotEmpty", f"{name} should not be empty") for property, (name, given) in needed.items() if not given]
    if missing:
        raise InvalidInput(missing)
    user = User(email=invitation.email, first_name=first_name, last_name=last_name, password_hash=password_hash, verified=True)
    add_user(system, user)
    return user
