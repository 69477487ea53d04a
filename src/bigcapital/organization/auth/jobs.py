"""The letters that prove an address or open a lost account."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from bigcapital.jobs import job
from bigcapital.jobs.jobs import deliver
from bigcapital.mail import write
from bigcapital.security.tokens import letter_token
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.model import User


@job("auth.send_verification", system=True, effect=False)
def send_verification(system: System, user_id: int, nonce: str) -> None:
    """Mail the link that proves an address."""
    user = system.session.get(User, user_id)
    if user is None or user.verified:
        return
    token = letter_token(system.installation.settings, "verify", nonce)
    _send(system, "verify", user, f"/auth/email_confirmation?token={token}&email={quote(user.email)}")


@job("auth.send_reset", system=True, effect=False)
def send_reset(system: System, user_id: int, nonce: str) -> None:
    """Mail the link for a new password."""
    user = system.session.get(User, user_id)
    if user is not None:
        token = letter_token(system.installation.settings, "reset", nonce)
        _send(system, "reset", user, f"/auth/reset_password/{token}", hours=1)


def _send(system: System, letter: str, user: User, path: str, **values: Any) -> None:
    link = system.installation.settings.public_url + path
    deliver(system, write(letter, user.email, language=user.language, name=user.first_name, link=link, **values))
