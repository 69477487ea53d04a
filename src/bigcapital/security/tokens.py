"""Secrets that open doors: drawn here, shown once, stored as a digest.

A plain SHA-256 is enough for storing them: they are 256 random bits (an API key 384), so there is nothing to guess.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from bigcapital.config import Settings

API_KEY_PREFIX = "bc_"
_draw: Callable[[int], bytes] = secrets.token_bytes


def new_token() -> str:
    """256 random bits, as 64 hex digits: an access token, a session, a nonce."""
    return _draw(32).hex()


def new_api_key() -> str:
    """``bc_`` and 96 hex digits."""
    return API_KEY_PREFIX + _draw(48).hex()


def letter_token(settings: Settings, purpose: str, nonce: str) -> str:
    """The token of a link in a mail, 64 hex digits, made of a drawn ``nonce`` and the installation's secret.

    The job that writes the mail is told the nonce and not the token, so the job store, too, lets nobody in, and a mail
    that is sent again carries the same link.
    """
    return settings.derive(f"letter:{purpose}", nonce).hex()


def masked(secret: str) -> str:
    """What a list may show of an API key ever after."""
    return secret[:8] + "..."


def use(source: Callable[[int], bytes] | None) -> None:
    """Draw from ``source(bytes)`` instead, for tests and simulations; ``None`` puts the real one back."""
    global _draw
    _draw = source or secrets.token_bytes
