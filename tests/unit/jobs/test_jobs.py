"""The parts of jobs that need no database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bigcapital import clock, db
from bigcapital.errors import DomainError, Failed, NotFound
from bigcapital.jobs.cron import Cron, last_slot
from bigcapital.jobs.job import JOBS, Job, State, job
from bigcapital.jobs.sql import SqlJobStore
from bigcapital.jobs.store import StoreDown
from bigcapital.jobs.worker import LONGEST_DELAY, backoff, is_final

moments = st.datetimes(datetime(2024, 1, 1), datetime(2034, 1, 1), timezones=st.just(UTC))


@given(st.integers(1, 2000))
def test_delays_double_up_to_a_bound_and_never_agree(tries: int) -> None:
    delays = {backoff(tries) for _ in range(20)}
    middle = min(2**tries, LONGEST_DELAY)
    assert all(middle / 2 <= delay <= middle * 3 / 2 for delay in delays)
    assert len(delays) > 1


@given(moments, st.sampled_from([1, 5, 15, 60]))
def test_a_slot_is_the_last_that_has_come(now: datetime, every: int) -> None:
    slot = last_slot("0 * * * *" if every == 60 else f"*/{every} * * * *", now)
    assert slot is not None
    assert slot <= now < slot + timedelta(minutes=every)
    assert (slot.minute % every, slot.second, slot.microsecond) == (0, 0, 0)


@pytest.mark.parametrize(
    ("schedule", "now", "slot"),
    [
        ("30 3 * * *", "2024-03-01T03:29:59", "2024-02-29T03:30"),
        ("30 3 * * *", "2024-03-01T03:30:00", "2024-03-01T03:30"),
        ("0 0 1 1 *", "2024-12-31T23:59:59", "2024-01-01T00:00"),
        ("0 0 * * 1", "2024-05-19T12:00:00", "2024-05-13T00:00"),
    ],
)
def test_known_slots(schedule: str, now: str, slot: str) -> None:
    assert last_slot(schedule, datetime.fromisoformat(now).replace(tzinfo=UTC)) == datetime.fromisoformat(slot).replace(tzinfo=UTC)


def test_a_slot_is_put_once_and_only_the_last_of_those_missed(tmp_path: Path) -> None:
    cron = Cron({"tick": Job("tick", lambda unit: None, system=True, cron="*/10 * * * *"), "never": Job("never", lambda unit: None)})
    store = SqlJobStore(db.connect_to(f"sqlite:///{tmp_path}/jobs.sqlite", autocommit=True))
    for minutes in (0, 1, 9, 10, 45, 46):
        moment = datetime(2024, 1, 1, 12, minutes, 5, tzinfo=UTC)
        clock.use(lambda moment=moment: moment)
        cron.put_due(store)
    put = []
    while (leased := store.lease("w", seconds=60)) is not None:
        put.append(leased.id)
        store.complete(leased)
    assert put == ["tick@20240101T1200", "tick@20240101T1210", "tick@20240101T1240"]


def test_a_slot_that_met_a_dead_store_is_put_later(tmp_path: Path) -> None:
    cron = Cron({"tick": Job("tick", lambda unit: None, system=True, cron="*/10 * * * *")})
    away = SqlJobStore(db.connect_to("mysql+pymysql://nobody@127.0.0.1:1/none", autocommit=True))
    with pytest.raises(StoreDown):
        cron.put_due(away)
    store = SqlJobStore(db.connect_to(f"sqlite:///{tmp_path}/jobs.sqlite", autocommit=True))
    cron.put_due(store)
    assert store.counts() == {State.WAITING: 1}


def test_two_jobs_of_one_name_are_refused() -> None:
    @job("test.only-one")
    def one(tenant: object) -> None: ...

    try:
        with pytest.raises(ValueError, match="two jobs"):

            @job("test.only-one")
            def other(tenant: object) -> None: ...
    finally:
        del JOBS["test.only-one"]


def test_only_the_system_runs_by_the_clock() -> None:
    with pytest.raises(ValueError, match="system jobs"):
        job("test.tick", cron="* * * * *")(lambda tenant: None)


def test_a_no_is_final_and_a_later_is_not() -> None:
    assert is_final(DomainError("no"))
    assert is_final(NotFound("gone"))
    assert not is_final(Failed(503, "Service Unavailable", "later"))
    assert not is_final(Failed(429, "Too Many Requests", "later"))
    assert not is_final(OSError("broken"))


def test_what_is_over_is_over() -> None:
    assert {state for state in State if state.over} == {State.COMPLETED, State.DEAD, State.CANCELLED}
