"""One contract for every job store: SQL on SQLite and on MariaDB, and MongoDB, all of them real."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from bigcapital import clock, db
from bigcapital.jobs.job import JobRecord, State
from bigcapital.jobs.mongo import MongoJobStore
from bigcapital.jobs.sql import SqlJobStore
from bigcapital.jobs.store import ABSORBED, JobStore, Standing, StoreDown

pytestmark = pytest.mark.services


@pytest.fixture(params=["sqlite", "mariadb", "mongo"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], JobStore]:
    """Opens the same store anew, as another process would."""
    if request.param == "mongo":
        url = request.getfixturevalue("mongo_database")
        return lambda: MongoJobStore(url)
    url = f"sqlite:///{tmp_path}/jobs.sqlite" if request.param == "sqlite" else request.getfixturevalue("mariadb_database")
    return lambda: SqlJobStore(db.connect_to(url, autocommit=True, pool_size=8))


@pytest.fixture
def store(make_store: Callable[[], JobStore]) -> Iterator[JobStore]:
    store = make_store()
    store.prepare()
    yield store
    store.close()


def a_job(name: str = "x", **values: Any) -> JobRecord:
    return JobRecord(**{"id": uuid4().hex, "name": name, "tenant": 1, "user": 7, "args": {"n": 1, "text": "é $x", "none": None}} | values)


def eventually(wanted: Callable[[], Any]) -> Any:
    """Wait until ``wanted`` answers something: for leases, which run out by the store's own clock."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if (found := wanted()) is not None:
            return found
        time.sleep(0.02)
    raise AssertionError("it never happened")


def test_a_job_comes_out_as_it_went_in(store: JobStore) -> None:
    put = a_job(args={"a": [1, {"b.c": "$d"}], "ü": "\n"}, lock="k", debounce="d")
    store.put([put])
    leased = store.lease("w", seconds=60)
    assert leased is not None
    assert (leased.id, leased.name, leased.tenant, leased.user, leased.args) == (put.id, "x", 1, 7, put.args)
    assert (leased.state, leased.attempt, leased.tries, leased.worker) == (State.ACTIVE, 1, 1, "w")
    assert (leased.lock, leased.debounce, leased.error, leased.finished) == ("k", "d", None, None)
    assert leased.due > clock.now() + timedelta(seconds=50)
    assert store.get(put.id) == leased


def test_putting_twice_is_harmless(store: JobStore) -> None:
    job = a_job()
    store.put([job, job])
    leased = store.lease("w", seconds=60)
    store.put([replace(job, args={"n": 2})])
    assert store.get(job.id) == leased
    assert store.lease("w", seconds=60) is None
    assert store.complete(leased)
    store.put([job])
    assert store.get(job.id).state is State.COMPLETED
    assert store.lease("w", seconds=60) is None


def test_many_put_the_same_at_once_and_there_is_one(store: JobStore, make_store: Callable[[], JobStore]) -> None:
    jobs = [a_job() for _ in range(10)]
    others = [make_store() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda other: other.put(jobs), others))
    assert store.counts() == {State.WAITING: 10}
    for other in others:
        other.close()


def test_a_job_waits_until_it_is_due(store: JobStore) -> None:
    store.put([a_job(due=clock.now() + timedelta(hours=1))])
    assert store.lease("w", seconds=60) is None
    due = a_job(due=clock.now() - timedelta(seconds=1))
    store.put([due])
    assert store.lease("w", seconds=60).id == due.id


def test_the_one_that_is_due_longest_goes_first(store: JobStore) -> None:
    now = clock.now()
    jobs = [a_job(due=now - timedelta(seconds=age)) for age in (5, 50, 20)]
    store.put(jobs)
    assert [store.lease("w", seconds=60).id for _ in range(3)] == [jobs[1].id, jobs[2].id, jobs[0].id]


def test_a_worker_takes_only_what_it_knows(store: JobStore) -> None:
    store.put([a_job("new-in-the-next-version")])
    assert store.lease("w", seconds=60, names=["x", "y"]) is None
    assert store.lease("w", seconds=60, names=["new-in-the-next-version"]) is not None


def test_tenants_take_turns_whatever_they_have_waiting(store: JobStore) -> None:
    store.put([a_job(tenant=1) for _ in range(5)])
    store.put([a_job(tenant=2), a_job(tenant=None), a_job(tenant=9)])
    turns, after = [], 0
    while (leased := store.lease("w", seconds=60, after=after)) is not None:
        turns.append(leased.tenant)
        after = leased.tenant or 0
    assert turns == [1, 2, 9, None, 1, 1, 1, 1]


def test_many_workers_never_take_one_job_twice(store: JobStore, make_store: Callable[[], JobStore]) -> None:
    store.put([a_job(tenant=n % 3, lock=f"lock {n}" if n % 2 else None) for n in range(60)])

    def work(name: int) -> list[str]:
        mine, taken = make_store(), []
        while (leased := mine.lease(str(name), seconds=60)) is not None:
            taken.append(leased.id)
            assert mine.complete(leased)
        mine.close()
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = [job for jobs in pool.map(work, range(4)) for job in jobs]
    assert Counter(taken) == Counter(set(taken))
    assert len(taken) == 60
    assert store.counts() == {State.COMPLETED: 60}


def test_a_lease_that_runs_out_brings_the_job_back(store: JobStore) -> None:
    store.put([a_job()])
    first = store.lease("dead", seconds=0.2)
    second = eventually(lambda: store.lease("heir", seconds=60))
    assert (second.id, second.attempt, second.tries, second.worker) == (first.id, 2, 2, "heir")


def test_a_lease_that_is_extended_does_not(store: JobStore) -> None:
    store.put([a_job()])
    first = store.lease("slow", seconds=0.2)
    assert store.extend(first, 60) is Standing.HELD
    time.sleep(0.3)
    assert store.lease("heir", seconds=60) is None
    assert store.complete(first)


def test_who_slept_past_the_lease_is_told_no(store: JobStore) -> None:
    store.put([a_job()])
    sleeper = store.lease("w", seconds=0.1)
    heir = eventually(lambda: store.lease("w", seconds=60))  # of the same name: it is the attempt that counts
    assert store.extend(sleeper, 60) is Standing.LOST
    assert store.progress(sleeper, 0.5, "half") is Standing.LOST
    assert not store.complete(sleeper)
    assert not store.fail(sleeper, "no", 0)
    assert not store.bury(sleeper, "no")
    assert not store.release(sleeper)
    assert store.get(heir.id) == heir
    assert store.complete(heir)


def test_a_job_that_is_over_stays_so(store: JobStore) -> None:
    store.put([a_job()])
    leased = store.lease("w", seconds=60)
    assert store.complete(leased)
    assert not store.complete(leased)
    assert not store.fail(leased, "no", 0)
    assert store.extend(leased, 60) is Standing.LOST
    assert not store.cancel(leased.id)
    done = store.get(leased.id)
    assert (done.state, done.worker, done.error) == (State.COMPLETED, None, None)
    assert done.finished is not None
    assert done.progress == {"fraction": 1.0, "message": ""}


def test_a_failure_waits_for_its_delay_and_keeps_its_reason(store: JobStore) -> None:
    store.put([a_job()])
    first = store.lease("w", seconds=60)
    assert store.fail(first, "$oh no", 3600)
    failed = store.get(first.id)
    assert (failed.state, failed.error) == (State.FAILED, "$oh no")
    assert failed.due > clock.now() + timedelta(minutes=50)
    assert store.lease("w", seconds=60) is None


def test_a_failure_whose_delay_is_over_comes_again(store: JobStore) -> None:
    store.put([a_job()])
    assert store.fail(store.lease("w", seconds=60), "once", 0.1)
    second = eventually(lambda: store.lease("w", seconds=60))
    assert (second.attempt, second.tries) == (2, 2)
    assert store.complete(second)


def test_the_dead_are_kept_with_their_reason_and_can_be_revived(store: JobStore) -> None:
    store.put([a_job(), a_job()])
    buried = store.lease("w", seconds=60)
    assert store.bury(buried, "beyond repair")
    assert [(job.id, job.state, job.error) for job in store.dead()] == [(buried.id, State.DEAD, "beyond repair")]
    assert store.counts() == {State.DEAD: 1, State.WAITING: 1}
    other = store.lease("w", seconds=60)
    assert other.id != buried.id
    assert not store.revive(other.id)
    assert store.revive(buried.id)
    again = store.lease("w", seconds=60)
    assert (again.id, again.attempt, again.tries, again.finished) == (buried.id, 2, 1, None)


def test_a_job_handed_back_has_spent_no_attempt(store: JobStore) -> None:
    store.put([a_job()])
    first = store.lease("w", seconds=60)
    assert store.release(first)
    assert store.get(first.id).state is State.WAITING
    second = store.lease("v", seconds=60)
    assert (second.attempt, second.tries) == (2, 1)
    assert not store.complete(first)


def test_of_one_lock_one_runs_at_a_time(store: JobStore) -> None:
    now = clock.now()
    first, second, free = (a_job(lock=lock, due=now - timedelta(seconds=age)) for lock, age in (("k", 9), ("k", 8), (None, 7)))
    store.put([first, second, free])
    running = store.lease("w", seconds=60)
    assert running.id == first.id
    assert store.lease("w", seconds=60).id == free.id  # it goes past the one that has to wait
    assert store.lease("w", seconds=60) is None
    assert store.complete(running)
    assert store.lease("w", seconds=60).id == second.id


@pytest.mark.parametrize("ending", ["complete", "fail", "bury", "release"])
def test_however_a_run_ends_its_lock_is_free(store: JobStore, ending: str) -> None:
    store.put([a_job(lock="k", due=clock.now() - timedelta(seconds=9))])
    first = store.lease("w", seconds=60)
    other = a_job(lock="k", due=clock.now() - timedelta(seconds=99))
    store.put([other])
    assert store.lease("w", seconds=60) is None
    endings: dict[str, Callable[[JobRecord], bool]] = {
        "complete": store.complete,
        "release": store.release,
        "bury": lambda job: store.bury(job, "reason"),
        "fail": lambda job: store.fail(job, "reason", 99),
    }
    assert endings[ending](first)
    assert store.lease("w", seconds=60).id == other.id


def test_a_lock_whose_holder_died_passes_on_with_its_job(store: JobStore) -> None:
    first = a_job(lock="k")
    store.put([first])
    store.lease("dead", seconds=0.2)
    store.put([a_job(lock="k", due=clock.now() - timedelta(hours=1))])
    heir = eventually(lambda: store.lease("w", seconds=60))
    assert heir.id == first.id, "the lock is still its own, so it alone can go on"
    assert store.lease("w", seconds=60) is None


def test_a_lock_is_never_held_twice_under_a_race(store: JobStore, make_store: Callable[[], JobStore]) -> None:
    store.put([a_job(lock=f"k{n % 2}", tenant=n % 3) for n in range(24)])
    held: Counter[str] = Counter()
    clashes = []

    def work(name: int) -> None:
        mine = make_store()
        idle = 0
        while idle < 20:
            leased = mine.lease(str(name), seconds=60)
            if leased is None:
                idle += 1
                time.sleep(0.01)
                continue
            idle = 0
            held[leased.lock] += 1
            if held[leased.lock] > 1:
                clashes.append(leased)
            time.sleep(0.002)
            held[leased.lock] -= 1
            assert mine.complete(leased)
        mine.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert not clashes
    assert store.counts() == {State.COMPLETED: 24}


def test_of_one_debounce_key_one_waits(store: JobStore) -> None:
    first, second, third = a_job(debounce="d"), a_job(debounce="d"), a_job(debounce="d")
    store.put([first, second])
    absorbed = store.get(second.id)
    assert (absorbed.state, absorbed.error) == (State.CANCELLED, ABSORBED)
    running = store.lease("w", seconds=60)
    assert running.id == first.id
    store.put([third])  # what is running may have read before this was wanted
    assert store.get(third.id).state is State.WAITING
    store.put([second])
    assert store.get(second.id).state is State.CANCELLED


def test_a_cancelled_debounced_job_makes_room(store: JobStore) -> None:
    first, second = a_job(debounce="d"), a_job(debounce="d")
    store.put([first])
    assert store.cancel(first.id)
    store.put([second])
    assert store.lease("w", seconds=60).id == second.id


def test_many_debounced_at_once_leave_one(store: JobStore, make_store: Callable[[], JobStore]) -> None:
    def put(_: int) -> None:
        mine = make_store()
        mine.put([a_job(debounce="d") for _ in range(5)])
        mine.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(put, range(4)))
    assert store.counts() == {State.WAITING: 1, State.CANCELLED: 19}


def test_cancelling_what_waits_ends_it(store: JobStore) -> None:
    job = a_job()
    store.put([job])
    assert store.cancel(job.id)
    assert store.lease("w", seconds=60) is None
    assert store.get(job.id).state is State.CANCELLED
    assert not store.cancel(job.id)
    assert not store.cancel("unknown")


def test_cancelling_what_runs_tells_its_worker(store: JobStore) -> None:
    store.put([a_job()])
    leased = store.lease("w", seconds=60)
    assert store.progress(leased, 0.25, "a $quarter") is Standing.HELD
    assert store.progress(leased, 0.25, "a $quarter") is Standing.HELD
    assert store.get(leased.id).progress == {"fraction": 0.25, "message": "a $quarter"}
    assert store.cancel(leased.id)
    assert store.extend(leased, 60) is Standing.CANCELLING
    assert store.progress(leased, 0.5, "half") is Standing.CANCELLING
    assert store.bury(leased, "cancelled", State.CANCELLED)
    assert store.get(leased.id).state is State.CANCELLED


def test_an_unknown_job_is_none(store: JobStore) -> None:
    assert store.get("unknown") is None


def test_preparing_again_changes_nothing(store: JobStore) -> None:
    store.put([a_job()])
    store.prepare()
    store.tidy()
    store.ping()
    assert store.counts() == {State.WAITING: 1}


def test_what_ended_long_ago_is_forgotten(tmp_path: Path) -> None:
    """MongoDB does this by an index, once a minute; the SQL store when told."""
    store = SqlJobStore(db.connect_to(f"sqlite:///{tmp_path}/jobs.sqlite", autocommit=True))
    store.prepare()
    store.put([a_job(), a_job(due=clock.now() + timedelta(days=1))])
    done = store.lease("w", seconds=60)
    store.complete(done)
    store.tidy()
    assert store.get(done.id) is not None
    later = clock.now() + timedelta(days=15)
    clock.use(lambda: later)
    try:
        store.tidy()
    finally:
        clock.use(None)
    assert store.get(done.id) is None
    assert store.counts() == {State.WAITING: 1}


def test_mongo_knows_when_to_forget(mongo_database: str) -> None:
    store = MongoJobStore(mongo_database)
    store.prepare()
    assert any(index.get("expireAfterSeconds") == 0 for index in store._jobs.index_information().values())
    store.put([a_job()])
    done = store.lease("w", seconds=60)
    store.complete(done)
    kept = store._jobs.find_one({"_id": done.id})
    assert timedelta(days=13) < kept["expires"] - clock.now() < timedelta(days=15)
    store.close()


def test_looking_for_work_uses_an_index(mongo_database: str) -> None:
    store = MongoJobStore(mongo_database)
    store.prepare()
    store.put([a_job(tenant=n, due=clock.now() + timedelta(days=1)) for n in range(50)])
    due = {"open": True, "party": {"$gt": 0}, "due": {"$lte": clock.now()}, "$expr": {"$lte": ["$due", "$$NOW"]}}
    plan = store._jobs.find(due).sort([("party", 1), ("due", 1)]).explain()
    assert "COLLSCAN" not in str(plan["queryPlanner"]["winningPlan"])
    assert "SORT'" not in str(plan["queryPlanner"]["winningPlan"])
    assert plan["executionStats"]["totalDocsExamined"] == 0
    store.close()


def test_a_store_that_is_away_says_so(own_mongo: Callable[..., Any]) -> None:
    server = own_mongo(durable=True)
    store = MongoJobStore(f"mongodb://127.0.0.1:{server.port}/jobs?replicaSet=rs0", patience=0.3)
    store.prepare()
    job = a_job()
    store.put([job])
    server.kill()
    for ask in (store.ping, lambda: store.put([a_job()]), lambda: store.lease("w", seconds=1), lambda: store.get(job.id)):
        with pytest.raises(StoreDown):
            ask()
    server.start()
    assert store.lease("w", seconds=60).id == job.id, "what was acknowledged is there after a kill"
    store.close()
