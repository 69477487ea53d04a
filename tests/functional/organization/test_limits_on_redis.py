"""Rate limits that several processes share, on the real Redis."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bigcapital.config import Settings
from bigcapital.errors import Failed
from bigcapital.security.ratelimits import RateLimits
from tests.services import Server, redis_url

pytestmark = pytest.mark.services


def process(url: str) -> RateLimits:
    return RateLimits(Settings(limits_url=url, limit_signup="2/3600"))


def test_processes_count_together(redis_database: str) -> None:
    first, second = process(redis_database), process(redis_database)
    first.count("signup", "10.0.0.1")
    second.count("signup", "10.0.0.1")
    for each in (first, second):
        with pytest.raises(Failed) as refused:
            each.check("signup", "10.0.0.1")
        assert 1 <= (refused.value.retry_after or 0) <= 3600


def test_when_redis_dies_nobody_gets_an_error_and_limits_still_hold(own_redis: Callable[..., Server]) -> None:
    server = own_redis()
    limits = process(redis_url(server))
    limits.count("signup", "10.0.0.1")
    server.kill()
    limits.count("signup", "10.0.0.1")
    limits.count("signup", "10.0.0.1")
    with pytest.raises(Failed):
        limits.count("signup", "10.0.0.1")
