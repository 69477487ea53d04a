"""A cache that is never stale, never wrong and never missed: on memory, on nothing, and on a real Redis that gets killed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigcapital import cache as cache_module
from bigcapital.cache import Bounded, Cache, TenantCache, dumps, loads
from bigcapital.config import Settings
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.services import redis_url

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.text(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(fold=0)),
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(min_size=1).filter(lambda key: key[0] != "\0"), inner)
)


@settings(max_examples=50)
@given(values)
def test_values_come_back_exactly(value: Any) -> None:
    back = loads(dumps(value))
    assert back == value
    assert repr(back) == repr(value), "1.50 stays 1.50, and a date a date"


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", {1: 2}, Exception()])
def test_what_is_no_plain_value_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        dumps(value)


@pytest.fixture(params=["memory", "null", pytest.param("redis", marks=pytest.mark.services)])
def url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue("redis_database") if request.param == "redis" else f"{request.param}://"


@pytest.fixture
def cache(url: str) -> Iterator[Cache]:
    made = Cache(settings=Settings(cache_url=url))
    yield made
    made.close()


class Counted:
    """Computes, and counts how often."""

    def __init__(self, value: Any = "value"):
        self.value, self.times = value, 0

    def __call__(self) -> Any:
        self.times += 1
        return self.value


def test_what_is_known_is_not_computed_again(cache: Cache) -> None:
    compute = Counted({"total": Decimal("1.50"), "day": date(2024, 2, 29), "at": datetime(2024, 1, 1, tzinfo=UTC), "rows": [1, None]})
    answers = [cache.get_or_create("k", compute) for _ in range(3)]
    assert answers == [compute.value] * 3
    assert compute.times == (3 if cache.url == "null://" else 1)
    cache.ping()


def test_an_answer_can_be_changed_without_changing_the_next(cache: Cache) -> None:
    first = cache.get_or_create("k", lambda: {"rows": [1]})
    first["rows"].append(2)
    assert cache.get_or_create("k", lambda: {"rows": [1]}) == {"rows": [1]}


def test_an_error_is_not_remembered(cache: Cache) -> None:
    with pytest.raises(ZeroDivisionError):
        cache.get_or_create("k", lambda: 1 // 0)
    assert cache.get_or_create("k", lambda: 5) == 5


def test_none_is_an_answer_too(cache: Cache) -> None:
    compute = Counted(None)
    assert [cache.get_or_create("k", compute) for _ in range(2)] == [None, None]
    assert compute.times == (2 if cache.url == "null://" else 1)


def test_threads_that_miss_at_once_compute_once(url: str, cache: Cache) -> None:
    if url == "null://":
        url = "memory://"
        cache = Cache(settings=Settings(cache_url=url))
    compute = Counted()

    def slowly() -> Any:
        time.sleep(0.05)
        return compute()

    threads = [threading.Thread(target=cache.get_or_create, args=("k", slowly)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert compute.times == 1


def test_memory_is_bounded_and_forgets_the_unused() -> None:
    memory = Bounded(limit=100)
    for n in range(20):
        memory[str(n)] = b"x" * 10
        memory.get("0")
    assert memory.get("0") == b"x" * 10
    assert memory.get("1") is None
    assert sum(len(value) for value in memory.values()) <= 100


# --- a tenant's part ---


@pytest.fixture
def asked(installation: Installation, tenant: template.Units) -> Callable[..., Any]:
    """Ask the tenant's cache in a unit of work of its own."""

    def ask(compute: Callable[[], Any], args: dict[str, Any] | None = None, **unit: Any) -> Any:
        with tenant(**({"writer": False} | unit)) as t:
            return t.cache.get_or_create("report", args or {"to": date(2024, 1, 1)}, compute)

    return ask


def test_a_report_is_computed_once_for_each_state_of_the_books(asked: Callable[..., Any], tenant: template.Units) -> None:
    compute = Counted()
    for _ in range(2):
        asked(compute)
    assert compute.times == 1
    for change in ("revision", "metadata_version"):
        with tenant() as t:
            setattr(t.head, change, getattr(t.head, change) + 1)
        asked(compute)
        asked(compute)
    assert compute.times == 3


def test_what_is_asked_is_part_of_the_key(asked: Callable[..., Any]) -> None:
    compute = Counted()
    for args in ({"to": date(2024, 1, 1)}, {"to": date(2024, 1, 2)}, {"to": "2024-01-01"}, {"to": date(2024, 1, 1), "language": "ar"}):
        asked(compute, args)
    assert compute.times == 4
    asked(compute, {"language": "ar", "to": date(2024, 1, 1)})
    assert compute.times == 4, "in whatever order"


def test_the_organizations_own_row_is_part_of_the_key(tenant: template.Units, installation: Installation) -> None:
    cache = installation.services["cache"]
    with tenant(writer=False) as t:
        key = TenantCache(t, cache).key("report", {})
        for field in ("metadata_version", "generation"):
            t.record = replace(tenant.record, **{field: getattr(tenant.record, field) + 1})
            assert TenantCache(t, cache).key("report", {}) != key


def test_tenants_share_nothing(tenant: template.Units, installation: Installation) -> None:
    cache = installation.services["cache"]
    with tenant(writer=False) as t:
        mine = TenantCache(t, cache).key("report", {})
        _ = t.head
        t.record = replace(tenant.record, id=tenant.record.id + 1)
        assert TenantCache(t, cache).key("report", {}) != mine


def test_who_may_have_written_neither_reads_nor_fills(asked: Callable[..., Any], tenant: template.Units) -> None:
    compute = Counted("committed")
    with pytest.raises(ZeroDivisionError), tenant() as t:
        t.head.revision += 1
        assert t.cache.get_or_create("report", {"to": date(2024, 1, 1)}, lambda: "uncommitted") == "uncommitted"
        raise ZeroDivisionError
    with tenant() as t:
        t.head.revision += 1  # the very revision that was just given up
    assert asked(compute) == "committed"
    assert asked(lambda: "a writer's own", writer=True) == "a writer's own"
    assert asked(compute) == "committed"


# --- Redis goes away ---


@pytest.mark.services
def test_redis_killed_in_the_middle_costs_no_answer(own_redis: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "PAUSE", 0.5)
    server = own_redis()
    cache = Cache(settings=Settings(cache_url=redis_url(server)))
    compute = Counted()
    assert [cache.get_or_create("k", compute) for _ in range(2)] == ["value", "value"]
    assert compute.times == 1
    server.kill()
    assert [cache.get_or_create("k", compute) for _ in range(20)] == ["value"] * 20
    with pytest.raises(Exception, match="refused|Error"):
        cache.ping()
    server.start()
    until = time.monotonic() + 30
    while not cache.breaker.closed:
        assert time.monotonic() < until
        time.sleep(0.05)
    before = compute.times
    assert [cache.get_or_create("k", compute) for _ in range(3)] == ["value"] * 3
    assert compute.times == before + 1, "it is used again"
    cache.close()


@pytest.mark.services
def test_a_redis_that_hangs_is_asked_once(own_redis: Callable[..., Any]) -> None:
    server = own_redis()
    cache = Cache(settings=Settings(cache_url=redis_url(server)))
    assert cache.get_or_create("k", lambda: 1) == 1
    server.freeze()
    compute = Counted()
    for n in range(50):
        cache.get_or_create(f"k{n}", compute)
    assert compute.times == 50
    assert not cache.breaker.closed
    server.thaw()
    cache.close()


@pytest.mark.services
def test_something_elses_value_under_our_key_is_no_value(redis_database: str) -> None:
    import redis

    cache = Cache(settings=Settings(cache_url=redis_database))
    with redis.Redis.from_url(redis_database) as client:
        cache.get_or_create("k", lambda: 1)
        stored = client.get("k")
        assert stored is not None and b"pickle" not in stored and not stored.startswith(b"\x80")
        client.set("k", stored.partition(b"|")[0] + b"|{broken")
    assert cache.get_or_create("k", lambda: 2) == 2
    cache.close()
