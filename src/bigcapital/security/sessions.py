"""Signing in and out: the rows behind access tokens and browser sessions. Both are stored as digests.

The directory reads them, ends sessions that were idle for 12 hours, and forgets what it remembered when told."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from bigcapital import clock
from bigcapital.security.tokens import new_token
from bigcapital.tenancy.directory import secret_hash
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.model import AccessToken, WebSession

TOKEN_LIFE = timedelta(hours=24)
SESSION_LIFE = timedelta(days=30)


def issue_token(system: System, user_id: int) -> str:
    """An access token for an API client, good for 24 hours."""
    token, now = new_token(), clock.now()
    system.session.add(AccessToken(token_hash=secret_hash(token), user_id=user_id, created_at=now, expires_at=now + TOKEN_LIFE))
    return token


def open_web_session(system: System, user_id: int, tenant_id: int | None, *, address: str | None, user_agent: str | None) -> str:
    """A browser's session standing in ``tenant_id``; answers the cookie's value."""
    cookie, now = new_token(), clock.now()
    row = WebSession(
        cookie_hash=secret_hash(cookie),
        user_id=user_id,
        tenant_id=tenant_id,
        created_at=now,
        last_seen_at=now,
        expires_at=now + SESSION_LIFE,
        address=(address or "")[:64] or None,
        user_agent=(user_agent or "")[:255] or None,
    )
    system.session.add(row)
    return cookie


def end_web_session(system: System, session_id: int) -> None:
    """Sign that browser out."""
    system.session.execute(delete(WebSession).where(WebSession.id == session_id))


def end_token(system: System, token_id: int) -> None:
    """Revoke that access token."""
    system.session.execute(delete(AccessToken).where(AccessToken.id == token_id))


def end_everything(system: System, user_id: int) -> None:
    """Sign the user out everywhere: the password has changed."""
    system.session.execute(delete(WebSession).where(WebSession.user_id == user_id))
    system.session.execute(delete(AccessToken).where(AccessToken.user_id == user_id))
