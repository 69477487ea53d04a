"""Signing up and in, proving an e-mail address, and getting back in with a forgotten password.

What nobody should learn here: whether an address is known (sign-in takes the same time and gives the same answer, asking
for a reset is silent), and any secret from what is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from bigcapital import clock
from bigcapital.config import Settings
from bigcapital.errors import DomainError, Unauthorized
from bigcapital.organization.auth import jobs
from bigcapital.organization.companies.operations import create_organization
from bigcapital.security import sessions
from bigcapital.security.passwords import hash_password, is_outdated, is_password
from bigcapital.security.tokens import letter_token, new_token
from bigcapital.tenancy.directory import secret_hash
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.model import Membership, Organization, PasswordReset, User, VerifyToken

RESET_LIFE = timedelta(hours=1)


class EmailExists(DomainError):
    """There is an account of this address."""

    type = "EMAIL_EXISTS"


class SignupRestricted(DomainError):
    """Nobody can sign up here."""

    type = "SIGNUP_RESTRICTED"


class SignupNotAllowed(DomainError):
    """Some can sign up here, but not this address."""

    type = "SIGNUP_RESTRICTED_NOT_ALLOWED"


class ConfirmTokenInvalid(DomainError):
    """The link does not prove this address."""

    type = "SIGNUP_CONFIRM_TOKEN_INVALID"


class AlreadyVerified(DomainError):
    """The address is proved."""

    type = "USER_ALREADY_VERIFIED"


class ResetTokenInvalid(DomainError):
    """No such link, or it was used, or a newer one was asked for."""

    type = "TOKEN_INVALID"


class ResetTokenExpired(DomainError):
    """The link is older than an hour."""

    type = "TOKEN_EXPIRED"


class UserNotFound(DomainError):
    """The account of the link is gone."""

    type = "USER_NOT_FOUND"


@dataclass(frozen=True)
class SignedIn:
    """Who signed in, and the organization to begin with: none for someone who was removed from all."""

    user: User
    organization: Organization | None


def sign_up(system: System, *, first_name: str, last_name: str, email: str, password: str) -> SignedIn:
    """A new person with an organization of their own, whose administrator they are."""
    settings = system.installation.settings
    check_signup(settings, email)
    password_hash = hash_password(settings, password)  # the slow part, before the database is asked to wait for us
    if system.session.scalar(select(User.id).where(User.email == email)) is not None:
        raise EmailExists("There is an account of this e-mail address already.")
    verified = not settings.signup_email_confirmation
    user = User(email=email, first_name=first_name, last_name=last_name, password_hash=password_hash, verified=verified)
    add_user(system, user)
    organization = create_organization(system, user.id)
    if not verified:
        send_verification(system, user)
    return SignedIn(user, organization)


def check_signup(settings: Settings, email: str) -> None:
    """Raises ``SignupRestricted`` or ``SignupNotAllowed`` where the installation does not let ``email`` sign up."""
    if not settings.signup_disabled:
        return
    emails, domains = settings.signup_allowed_emails, settings.signup_allowed_domains
    if not emails and not domains:
        raise SignupRestricted("Signing up is disabled.")
    if email not in emails and email.rpartition("@")[2] not in domains:
        raise SignupNotAllowed("Signing up is not open to this e-mail address.")


def add_user(system: System, user: User) -> None:
    """Store the new person; raises ``EmailExists`` when somebody else was faster with the address."""
    system.session.add(user)
    try:
        system.session.flush()
    except IntegrityError:
        raise EmailExists("There is an account of this e-mail address already.") from None


def sign_in(system: System, *, email: str, password: str) -> SignedIn:
    """Raises ``Unauthorized`` for an unknown address, a wrong password or an inactive person, all alike."""
    settings = system.installation.settings
    with system.installation.system_engine.connect() as reader:  # no transaction waits while the hash is computed
        stored = reader.scalar(select(User.password_hash).where(User.email == email))
    known = is_password(settings, stored, password)
    user = system.session.scalar(select(User).where(User.email == email))
    if user is None or not known or not user.active or user.password_hash != stored:
        raise Unauthorized()
    organization = first_organization(system, user.id)
    user.last_login_at = clock.now()
    if is_outdated(settings, user.password_hash):
        user.password_hash = hash_password(settings, password)
    return SignedIn(user, organization)


def first_organization(system: System, user_id: int) -> Organization | None:
    """Where a user begins: the oldest active membership.

    Raises ``Unauthorized`` for a user who is inactive wherever they belong.
    """
    memberships = system.session.execute(
        select(Organization, Membership.active)
        .join(Membership, Membership.tenant_id == Organization.id)
        .where(Membership.user_id == user_id)
        .order_by(Membership.id)
    ).all()
    active = [organization for organization, is_active in memberships if is_active]
    if memberships and not active:
        raise Unauthorized()
    return active[0] if active else None


def send_verification(system: System, user: User) -> None:
    """Mail a link that proves the address; it replaces earlier ones."""
    system.session.execute(delete(VerifyToken).where(VerifyToken.user_id == user.id))
    nonce = new_token()
    system.session.add(VerifyToken(user_id=user.id, token_hash=secret_hash(letter_token(system.installation.settings, "verify", nonce))))
    system.jobs.enqueue(jobs.send_verification, user_id=user.id, nonce=nonce)


def resend_verification(system: System, user_id: int) -> None:
    """Mail the link again; raises ``AlreadyVerified``."""
    user = system.session.get_one(User, user_id)
    if user.verified:
        raise AlreadyVerified("The e-mail address is verified already.")
    send_verification(system, user)


def confirm(system: System, *, email: str, token: str) -> int:
    """The letter's reader has the address: answers the user's id; raises ``ConfirmTokenInvalid``."""
    user = system.session.scalar(
        select(User)
        .join(VerifyToken, VerifyToken.user_id == User.id)
        .where(VerifyToken.token_hash == secret_hash(token), User.email == email)
    )
    if user is None:
        raise ConfirmTokenInvalid("The link is not valid.")
    user.verified = True
    system.session.execute(delete(VerifyToken).where(VerifyToken.user_id == user.id))
    return user.id


def ask_reset(system: System, *, email: str) -> None:
    """Mail a link for a new password, if there is an active account; it replaces earlier ones."""
    user = system.session.scalar(select(User).where(User.email == email))
    if user is None or not user.active:
        return
    system.session.execute(delete(PasswordReset).where(PasswordReset.user_id == user.id))
    nonce, now = new_token(), clock.now()
    token_hash = secret_hash(letter_token(system.installation.settings, "reset", nonce))
    system.session.add(PasswordReset(user_id=user.id, token_hash=token_hash, created_at=now, expires_at=now + RESET_LIFE))
    system.jobs.enqueue(jobs.send_reset, user_id=user.id, nonce=nonce)


def reset_password(system: System, *, token: str, password: str) -> int:
    """Give the letter's reader a new password and sign them out everywhere; answers the user's id."""
    password_hash = hash_password(system.installation.settings, password)
    reset = system.session.scalar(select(PasswordReset).where(PasswordReset.token_hash == secret_hash(token)).with_for_update())
    if reset is None or reset.used_at is not None:
        raise ResetTokenInvalid("The link is not valid.")
    if reset.expires_at <= clock.now():
        raise ResetTokenExpired("The link has expired.")
    user = system.session.get(User, reset.user_id)
    if user is None:
        raise UserNotFound("There is no such user.")
    user.password_hash = password_hash
    reset.used_at = clock.now()
    sessions.end_everything(system, user.id)
    return user.id
