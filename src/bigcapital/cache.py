"""The cache, which is never wrong: what it may answer is in the key.

A key is ``tenant : generation : name : revision : args``. The generation changes with anything that answers name (accounts,
contacts, branches, currencies, settings, the organization's own row), the revision with every posting; both are read in the
same snapshot as what is computed. So nothing is ever invalidated, and old keys just grow old.

Redis in production (its client is loaded there alone: that takes as long as much of the product), a bounded memory in the
embedded default, nothing when Redis is away: then everything is computed, and Redis is asked again after a few seconds.
Values are JSON in which decimals, dates and moments survive exactly.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

import orjson
import structlog
from dogpile.cache import make_region
from dogpile.cache.api import NO_VALUE, CantDeserializeException
from dogpile.cache.proxy import ProxyBackend
from dogpile.cache.region import CacheRegion

from bigcapital.config import Settings
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.tenant import Tenant

log = structlog.get_logger(__name__)
T = TypeVar("T")

KEPT = 24 * 3600  # seconds after which Redis forgets a value
PATIENCE = 0.25  # seconds that a request waits for Redis
PAUSE = 5.0  # seconds for which a Redis that did not answer is left alone
MEMORY = 64 * 1024 * 1024  # bytes of values in the embedded cache

# --- values ---

_DECIMAL, _DATE, _MOMENT = "\0decimal", "\0date", "\0moment"  # keys that no answer has
_EXACT = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS | orjson.OPT_PASSTHROUGH_DATACLASS


def dumps(value: Any) -> bytes:
    """The JSON of plain values, decimals, dates and aware moments.

    :raises TypeError: anything else, rows above all.
    """
    return orjson.dumps(value, default=_tagged, option=_EXACT)


def loads(data: bytes) -> Any:
    """What ``dumps`` was given (tuples come back as lists)."""
    return json.loads(data, object_hook=_untagged) if b'"\\u0000' in data else orjson.loads(data)


def _stored(data: bytes) -> Any:
    """As ``loads``, for what comes from outside: something else's value under our key is no value."""
    try:
        return loads(data)
    except ValueError as error:
        raise CantDeserializeException from error


def _tagged(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    if isinstance(value, datetime):
        return {_MOMENT: value.isoformat()}
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    if isinstance(value, str):  # StrEnum
        return str.__str__(value)
    if isinstance(value, dict):
        return dict(value)
    raise TypeError(f"a {type(value).__name__} cannot be cached")


def _untagged(found: dict[str, Any]) -> Any:
    if len(found) == 1:
        if _DECIMAL in found:
            return Decimal(found[_DECIMAL])
        if _DATE in found:
            return date.fromisoformat(found[_DATE])
        if _MOMENT in found:
            return datetime.fromisoformat(found[_MOMENT])
    return found


# --- where they are ---


class Breaker(ProxyBackend):
    """Answers "nothing known" for a while instead of asking a server that did not answer: never an error, never a long wait."""

    def __init__(self) -> None:
        super().__init__()
        self._down_until = 0.0

    @property
    def closed(self) -> bool:
        """Whether the server is believed to be there."""
        return monotonic() >= self._down_until

    def _guard(self, ask: Callable[[], Any], otherwise: Any) -> Any:
        if not self.closed:
            return otherwise
        from redis.exceptions import RedisError

        try:
            return ask()
        except (RedisError, OSError) as error:
            self._down_until = monotonic() + PAUSE
            log.warning("the cache is away; computing instead", error=str(error)[:200])
            return otherwise

    def get(self, key: str) -> Any:
        return self._guard(lambda: self.proxied.get(key), NO_VALUE)

    def get_serialized(self, key: str) -> Any:
        return self._guard(lambda: self.proxied.get_serialized(key), NO_VALUE)

    def set(self, key: str, value: Any) -> None:
        self._guard(lambda: self.proxied.set(key, value), None)

    def set_serialized(self, key: str, value: bytes) -> None:
        self._guard(lambda: self.proxied.set_serialized(key, value), None)


class Bounded(OrderedDict[str, Any]):
    """A dictionary of bytes that forgets what was used longest ago beyond ``MEMORY`` bytes."""

    def __init__(self, limit: int = MEMORY):
        super().__init__()
        self._limit, self._size, self._lock = limit, 0, Lock()

    def get(self, key: str, default: Any = None) -> Any:
        with self._lock:
            if key in self:
                self.move_to_end(key)
                return super().__getitem__(key)
        return default

    def __setitem__(self, key: str, value: Any) -> None:
        with self._lock:
            if key in self:
                self._size -= len(super().__getitem__(key))
            super().__setitem__(key, value)
            self.move_to_end(key)
            self._size += len(value)
            while self._size > self._limit and len(self) > 1:
                oldest = next(iter(self))
                self._size -= len(super().__getitem__(oldest))
                super().__delitem__(oldest)


def make_cache_region(url: str, breaker: Breaker) -> CacheRegion:
    """The region that ``cache.url`` names."""
    region = make_region(serializer=dumps, deserializer=_stored)
    kind = url.split(":", 1)[0]
    if kind == "null":
        return region.configure("dogpile.cache.null")
    if kind == "memory":
        return region.configure("dogpile.cache.memory", arguments={"cache_dict": Bounded()})
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    connection = {"retry": Retry(NoBackoff(), 0), "socket_connect_timeout": PATIENCE, "health_check_interval": 0}
    arguments = {"url": url, "socket_timeout": PATIENCE, "redis_expiration_time": KEPT, "connection_kwargs": connection}
    return region.configure("dogpile.cache.redis", arguments=arguments, wrap=[breaker])


# --- who may ask ---


class Cache:
    """``installation.services["cache"]``. ``installation.plug("cache", Cache)``."""

    def __init__(self, installation: Installation | None = None, *, settings: Settings | None = None):
        chosen = settings or (installation.settings if installation else Settings())
        self.breaker = Breaker()
        self.url = chosen.cache_url
        self.region = make_cache_region(self.url, self.breaker)

    def bind(self, unit: Tenant) -> TenantCache:
        """``tenant.cache``."""
        return TenantCache(unit, self)

    def get_or_create(self, key: str, compute: Callable[[], T]) -> T:
        """What is known under ``key``, or what ``compute`` gives; two threads that miss at once compute once."""
        if not self.breaker.closed:
            return compute()
        found: T = self.region.get_or_create(key, compute)
        return found

    def ping(self) -> None:
        """Raise ``RedisError`` unless the cache answers."""
        if self.url.startswith(("memory:", "null:")):
            return
        from redis import Redis
        from redis.backoff import NoBackoff
        from redis.retry import Retry

        with Redis.from_url(self.url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0)) as client:
            client.ping()

    def close(self) -> None:
        """Close connections."""
        client = getattr(self.region.actual_backend, "writer_client", None)
        if client is not None:
            client.close()


class TenantCache:
    """One tenant's part of the cache, in one unit of work."""

    def __init__(self, tenant: Tenant, cache: Cache):
        self._tenant, self._cache = tenant, cache

    def get_or_create(self, name: str, args: Mapping[str, Any], compute: Callable[[], T]) -> T:
        """The answer ``name`` to ``args``, computed unless it is known for the books as they are in this unit of work.

        ``args`` holds all that the answer depends on besides the books and the names in them: resolved dates ("today" is
        none), the language, the reader's rights. A unit of work that may write, and so may see what nobody else does yet,
        neither reads the cache nor fills it.
        """
        if self._tenant.writer:
            return compute()
        return self._cache.get_or_create(self.key(name, args), compute)

    def key(self, name: str, args: Mapping[str, Any]) -> str:
        """``tenant : generation : name : revision : args``."""
        head, record = self._tenant.head, self._tenant.record
        generation = f"{record.generation}.{record.metadata_version}.{head.metadata_version}"
        revision = f"{head.revision}.{head.chain_head[:6].hex()}"  # the hash tells apart two histories after a restore
        asked = sha256(orjson.dumps(dict(args), default=_tagged, option=_EXACT | orjson.OPT_SORT_KEYS)).hexdigest()[:40]
        return f"{record.id}:{generation}:{name}:{revision}:{asked}"
