"""How often one may ask: counted in memory or in Redis, refused with 429 and a ``Retry-After``.

A limit is written ``<count>/<seconds>``. When Redis is away the process counts for itself: never an error to a user.
"""

from __future__ import annotations

import logging
import math
import time
from threading import Lock

from limits import RateLimitItemPerSecond
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from bigcapital.config import Settings
from bigcapital.errors import Failed

log = logging.getLogger(__name__)
KINDS = ("requests", "signin", "signup")


def too_many(seconds: int) -> Failed:
    """The refusal, which tells when to come back."""
    return Failed(429, "Too Many Requests", "ThrottlerException: Too Many Requests", retry_after=max(1, seconds))


class Counts(Storage):
    """Counters in this process. (The library's own starts a thread for every hit, which costs more than most requests.)"""

    _SWEPT_EVERY = 10_000

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._counts: dict[str, tuple[int, float]] = {}  # how many, until when
        self._hits = 0

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count ``amount`` more; the first one opens a window of ``expiry`` seconds."""
        now = time.time()
        with self._lock:
            count, until = self._counts.get(key, (0, 0.0))
            count, until = (count + amount, until) if until > now else (amount, now + expiry)
            self._counts[key] = count, until
            self._hits += 1
            if self._hits % self._SWEPT_EVERY == 0:
                self._counts = {each: kept for each, kept in self._counts.items() if kept[1] > now}
        return count

    def get(self, key: str) -> int:
        """How many in the present window."""
        count, until = self._counts.get(key, (0, 0.0))
        return count if until > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """When the present window ends."""
        return self._counts.get(key, (0, time.time()))[1]

    def check(self) -> bool:
        """Always there."""
        return True

    def reset(self) -> int | None:
        """Forget everything."""
        with self._lock:
            known = len(self._counts)
            self._counts.clear()
        return known

    def clear(self, key: str) -> None:
        """Begin anew for ``key``."""
        with self._lock:
            self._counts.pop(key, None)


class RateLimits:
    """The limits of one installation, by kind: requests per caller, failed sign-ins, and sign-ups with their like."""

    def __init__(self, settings: Settings):
        self._items = {kind: _item(getattr(settings, f"limit_{kind}")) for kind in KINDS}
        self._alone = FixedWindowRateLimiter(Counts())
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
