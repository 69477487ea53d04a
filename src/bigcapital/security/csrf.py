"""The second secret of a browser session: known to the page that signed in, never sent by itself as a cookie is."""

from __future__ import annotations

from hmac import compare_digest

from bigcapital.config import Settings

HEADER = "X-CSRF-Token"


def csrf_token(settings: Settings, session_id: int) -> str:
    """The token of a browser session, derived from the installation's secret: there is nothing to store."""
    return settings.derive("csrf", session_id).hex()


def is_csrf_token(settings: Settings, session_id: int, given: str | None) -> bool:
    """Whether ``given`` (the header's value, or nothing) is that session's token."""
    return compare_digest(csrf_token(settings, session_id).encode(), (given or "").encode())
