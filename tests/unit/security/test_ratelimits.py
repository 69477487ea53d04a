import pytest

from bigcapital.config import Settings
from bigcapital.errors import Failed
from bigcapital.security.ratelimits import RateLimits

AWAY = "redis://127.0.0.1:1/0"  # nothing listens there


def limits(url="memory://"):
    return RateLimits(Settings(limits_url=url, limit_requests="5/60", limit_signin="2/60", limit_signup="1/3600"))


def test_what_is_within_the_limit_passes_and_the_next_is_told_when_to_come_back():
    counted = limits()
    counted.count("signin", "address", "10.0.0.1")
    counted.count("signin", "address", "10.0.0.1")
    with pytest.raises(Failed) as refused:
        counted.count("signin", "address", "10.0.0.1")
    assert refused.value.status == 429
    assert 1 <= refused.value.retry_after <= 60


def test_one_caller_s_count_is_not_another_s():
    counted = limits()
    counted.count("signup", "10.0.0.1")
    counted.count("signup", "10.0.0.2")


def test_kinds_are_counted_apart():
    counted = limits()
    counted.count("signup", "10.0.0.1")
    counted.count("signin", "10.0.0.1")


def test_checking_does_not_count():
    counted = limits()
    for _ in range(20):
        counted.check("signup", "10.0.0.1")
    counted.count("signup", "10.0.0.1")
    with pytest.raises(Failed):
        counted.check("signup", "10.0.0.1")


def test_a_forgotten_count_begins_anew():
    counted = limits()
    counted.count("signup", "10.0.0.1")
    counted.forget("signup", "10.0.0.1")
    counted.count("signup", "10.0.0.1")


def test_when_redis_is_away_the_process_counts_alone_and_still_refuses():
    counted = limits(AWAY)
    counted.count("signup", "10.0.0.1")
    with pytest.raises(Failed) as refused:
        counted.count("signup", "10.0.0.1")
    assert refused.value.status == 429
    assert refused.value.retry_after >= 1
