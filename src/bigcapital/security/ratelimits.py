"""How often one may ask: counted in memory or in Redis, refused with 429 and a ``Retry-After``.

A limit is written ``<count>/<seconds>``. When Redis is away the process counts for itself: never an error to a user.
"""

from __future__ import annotations

import logging
import math
import time

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from bigcapital.config import Settings
from bigcapital.errors import Failed

log = logging.getLogger(__name__)
KINDS = ("requests", "signin", "signup")


def too_many(seconds: int) -> Failed:
    """The refusal, which tells when to come back."""
    return Failed(429, "Too Many Requests", "ThrottlerException: Too Many Requests", retry_after=max(1, seconds))


class RateLimits:
    """The limits of one installation, by kind: requests per caller, failed sign-ins, and sign-ups with their like."""

    def __init__(self, settings: Settings):
        self._items = {kind: _item(getattr(settings, f"limit_{kind}")) for kind in KINDS}
        self._alone = FixedWindowRateLimiter(MemoryStorage())
        self._shared = _shared(settings.limits_url)

    def count(self, kind: str, *key: str) -> None:
        """One more of ``kind`` by ``key``; raises ``Failed`` 429 when it is one too many."""
        if not self._ask("hit", kind, key):
            raise too_many(self._wait(kind, key))

    def check(self, kind: str, *key: str) -> None:
        """Raise ``Failed`` 429 when no more of ``kind`` is free for ``key``, without counting."""
        if not self._ask("test", kind, key):
            raise too_many(self._wait(kind, key))

    def forget(self, kind: str, *key: str) -> None:
        """Begin anew for ``key``."""
        self._ask("clear", kind, key)

    def _ask(self, verb: str, kind: str, key: tuple[str, ...]) -> bool:
        if self._shared is not None:
            try:
                return getattr(self._shared, verb)(self._items[kind], kind, *key) is not False
            except Exception as error:  # whatever the server's client raises, counting alone is better than refusing
                log.warning("rate limits are counted per process: %s", type(error).__name__)
        return getattr(self._alone, verb)(self._items[kind], kind, *key) is not False

    def _wait(self, kind: str, key: tuple[str, ...]) -> int:
        for limiter in (self._shared, self._alone):
            try:
                if limiter is not None:
                    return math.ceil(
                        limiter.get_window_stats(self._items[kind], kind, *key).reset_time - time.time()
                    )  # the limiter's own clock
            except Exception:  # the shared one is away
                continue
        return int(self._items[kind].get_expiry())


def _item(text: str) -> RateLimitItemPerSecond:
    count, _, seconds = text.partition("/")
    return RateLimitItemPerSecond(int(count), int(seconds or 60))


def _shared(url: str) -> FixedWindowRateLimiter | None:
    if not url or url.startswith("memory:"):
        return None
    return FixedWindowRateLimiter(
        storage_from_string(url, **({"socket_timeout": 0.2, "socket_connect_timeout": 0.2} if url.startswith("redis") else {}))
    )
