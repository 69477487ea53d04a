"""``/api/auth``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bigcapital.errors import Unauthorized
from bigcapital.organization.auth import operations, schema
from bigcapital.rest import Collection, action, collection
from bigcapital.security import sessions
from bigcapital.security.csrf import csrf_token
from bigcapital.security.ratelimits import RateLimits
from bigcapital.tenancy.resolvers import cookie_name

WEB_APP = "bigcapital-web"  # what the web app sends as X-Requested-With: it is answered with a cookie, too


@collection("auth", root=True)
class Auth(Collection):
    """Signing up, signing in and out, proving an e-mail address, forgotten passwords."""

    @property
    def limits(self) -> RateLimits:
        """How often one may try."""
        limits: RateLimits = self.request.registry["bigcapital.limits"]
        return limits

    def count(self) -> None:
        """One more letter or account asked for from this address."""
        self.limits.count("signup", str(self.request.client_addr))


@action(Auth, "meta", method="GET", access="public", answer=schema.Meta)
def meta(auth: Auth) -> dict[str, Any]:
    """Whether anybody can sign up here."""
    return {"signup_disabled": auth.request.installation.settings.signup_disabled}


@action(Auth, "signup", access="public", body=schema.SignupIn, answer=schema.SignedUp)
def sign_up(auth: Auth, data: schema.SignupIn) -> dict[str, Any]:
    """Create an account, and an organization of one's own to build."""
    auth.count()
    made = operations.sign_up(auth.system, **data.model_dump())
    assert made.organization is not None
    return {"user_id": made.user.id, "tenant_id": made.organization.id, "organization_id": made.organization.organization_id}


@action(Auth, "signin", access="public", body=schema.SigninIn, answer=schema.SignedIn, secret=True)
def sign_in(auth: Auth, data: schema.SigninIn) -> dict[str, Any]:
    """Exchange e-mail address and password for an access token, in the web app for a cookie as well."""
    tried = (("address", str(auth.request.client_addr)), ("account", data.email))
    for key in tried:
        auth.limits.check("signin", *key)
    try:
        who = operations.sign_in(auth.system, email=data.email, password=data.password)
    except Unauthorized:
        for key in tried:
            auth.limits.count("signin", *key)
        raise
    organization = who.organization
    tenant_id = organization.id if organization is not None else None
    if auth.request.headers.get("X-Requested-With") == WEB_APP:
        address, agent = auth.request.client_addr, auth.request.user_agent
        earlier = auth.request.caller
        if earlier is not None and earlier.how == "session":
            sessions.end_web_session(auth.system, earlier.person.secret_id)
            auth.system.forget(user_id=earlier.user.id)
        cookie = sessions.open_web_session(auth.system, who.user.id, tenant_id, address=address, user_agent=agent)
        _set_cookie(auth, cookie, sessions.SESSION_LIFE)
    return {
        "access_token": sessions.issue_token(auth.system, who.user.id),
        "organization_id": organization.organization_id if organization is not None else None,
        "tenant_id": tenant_id,
        "user_id": who.user.id,
    }


def _set_cookie(auth: Auth, value: str, life: timedelta) -> None:
    """Set the sign-in cookie, or take it away: a browser heeds either only with the same attributes."""
    settings = auth.request.installation.settings
    secure = settings.public_url.startswith("https:")
    auth.request.response.set_cookie(cookie_name(settings), value, max_age=life, path="/", secure=secure, httponly=True, samesite="Lax")


@action(Auth, "signout", access="unverified", answer=schema.Said)
def sign_out(auth: Auth) -> dict[str, Any]:
    """End the session or token that this request came with. An API key is revoked in its own list."""
    caller = auth.request.caller
    if caller.how == "session":
        sessions.end_web_session(auth.system, caller.person.secret_id)
    elif caller.how == "token":
        sessions.end_token(auth.system, caller.person.secret_id)
    auth.system.forget(user_id=caller.user.id)
    _set_cookie(auth, "", timedelta(0))
    return {"code": 200, "message": "You are signed out."}


@action(Auth, "signup/confirm", access="public", body=schema.ConfirmIn, answer=schema.Said)
def confirm(auth: Auth, data: schema.ConfirmIn) -> dict[str, Any]:
    """Prove an e-mail address with the link that was mailed to it."""
    auth.count()
    auth.system.forget(user_id=operations.confirm(auth.system, email=data.email, token=data.token))
    return {"code": 200, "message": "The e-mail address is verified."}


@action(Auth, "signup/verify/resend", access="unverified", answer=schema.Said)
def resend_verification(auth: Auth) -> dict[str, Any]:
    """Mail the link again."""
    auth.count()
    operations.resend_verification(auth.system, auth.request.caller.user.id)
    return {"code": 200, "message": "The verification mail is on its way."}


@action(Auth, "send_reset_password", access="public", body=schema.AskResetIn)
def ask_reset(auth: Auth, data: schema.AskResetIn) -> None:
    """Mail a link for a new password. The answer is the same when nobody has the address."""
    auth.count()
    operations.ask_reset(auth.system, email=data.email)


@action(Auth, "reset_password/:token", access="public", body=schema.ResetIn)
def reset_password(auth: Auth, data: schema.ResetIn, token: str) -> None:
    """Choose a new password with the link that was mailed; every session and token of before ends."""
    auth.count()
    auth.system.forget(user_id=operations.reset_password(auth.system, token=token, password=data.password))


@action(Auth, "account", method="GET", access="unverified", answer=schema.Account)
def account(auth: Auth) -> dict[str, Any]:
    """Who is signed in."""
    caller = auth.request.caller
    user = caller.user
    shown = {
        key: getattr(user, key)
        for key in ("id", "first_name", "last_name", "email", "active", "language", "verified", "last_login_at", "created_at", "updated_at")
    }
    return shown | {
        "tenant_id": caller.record.id if caller.record is not None else None,
        "invite_accepted_at": caller.member.invite_accepted_at if caller.member is not None else None,
        "deleted_at": None,
        "csrf_token": csrf_token(auth.request.installation.settings, caller.person.secret_id) if caller.how == "session" else None,
    }
