"""What a worker promises: an effect once, reasons kept, and an end when told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from bigcapital import clock
from bigcapital.jobs import JOBS, Jobs, State, cancel, run_pending
from bigcapital.jobs.crew import WorkerThreads
from bigcapital.jobs.cron import last_slot
from bigcapital.jobs.job import JobRecord
from bigcapital.jobs.model import SystemEffect, TenantEffect, TenantOutbox
from bigcapital.jobs.worker import Run, Worker, perform
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.functional.jobs import deeds

DeedsDone = Callable[[str], int]


@pytest.fixture
def jobs(installation: Installation) -> Jobs:
    service: Jobs = installation.services["jobs"]
    return service


def eventually(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not true():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.01)


def a_run(jobs: Jobs, record: JobRecord, seconds: float = 60) -> Run:
    return Run(jobs.store, record, seconds=seconds, timeout=60, since=time.monotonic(), giving_up=threading.Event())


def test_a_second_run_of_the_same_job_has_no_effect(
    tenant: template.Units, installation: Installation, jobs: Jobs, deeds_done: DeedsDone
) -> None:
    """The worker died after its commit and before it could say so."""
    with tenant() as t:
        t.jobs.enqueue(deeds.counting)
    first = jobs.store.lease("w", seconds=60)
    perform(installation, first, deeds.counting, a_run(jobs, first))
    again = replace(first, attempt=2)
    perform(installation, again, deeds.counting, a_run(jobs, again))
    assert deeds_done("deed") == 1


def test_two_runs_that_both_believe_to_be_the_first_have_one_effect(
    tenant: template.Units, installation: Installation, jobs: Jobs, deeds_done: DeedsDone
) -> None:
    with tenant() as t:
        t.jobs.enqueue(deeds.counting)
    record = jobs.store.lease("w", seconds=60)
    threads = [threading.Thread(target=perform, args=(installation, record, deeds.counting, a_run(jobs, record))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert deeds_done("deed") == 1


def test_the_systems_effects_happen_once_too(system: template.Systems, installation: Installation, jobs: Jobs) -> None:
    with system() as s:
        job_id = s.jobs.enqueue(deeds.for_the_system)
    record = jobs.store.lease("w", seconds=60)
    for attempt in (1, 1, 2):
        again = replace(record, attempt=attempt)
        perform(installation, again, deeds.for_the_system, a_run(jobs, again))
    assert system.peek("SELECT count(*) FROM job_effects WHERE job_id = :id", id=job_id) == [(1,)]


def test_a_run_whose_lease_ran_out_commits_nothing(
    tenant: template.Units, installation: Installation, jobs: Jobs, deeds_done: DeedsDone
) -> None:
    with tenant() as t:
        t.jobs.enqueue(deeds.counting)
    record = jobs.store.lease("w", seconds=60)
    with pytest.raises(Exception, match="lease ran out"):
        perform(installation, record, deeds.counting, a_run(jobs, record, seconds=-1))
    assert deeds_done("deed") == 0


@pytest.mark.slow
def test_a_failure_leaves_nothing_and_is_tried_again_until_it_is_dead(
    tenant: template.Units, installation: Installation, jobs: Jobs, deeds_done: DeedsDone
) -> None:
    with tenant() as t:
        job_id = t.jobs.enqueue(deeds.failing)
    before = clock.now()
    assert Worker(installation).step() is not None
    failed = jobs.store.get(job_id)
    assert (failed.state, failed.tries, failed.error) == (State.FAILED, 1, "OSError: the disk is on fire")
    assert failed.due > before + timedelta(seconds=0.5)
    eventually(lambda: [run_pending(installation), jobs.store.get(job_id).state.over][1])
    dead = jobs.store.get(job_id)
    assert (dead.state, dead.tries, dead.error) == (State.DEAD, 3, "OSError: the disk is on fire")
    assert deeds_done("fail") == 0


def test_a_rule_that_says_no_is_not_asked_again(
    tenant: template.Units, installation: Installation, jobs: Jobs, deeds_done: DeedsDone
) -> None:
    with tenant() as t:
        t.jobs.enqueue(deeds.refusing)
    assert [(job.state, job.error) for job in run_pending(installation)] == [(State.DEAD, "NotToday: Not today.")]
    assert deeds_done("refuse") == 0


def test_a_job_without_effect_cannot_write(tenant: template.Units, installation: Installation, deeds_done: DeedsDone) -> None:
    with tenant() as t:
        t.jobs.enqueue(deeds.reading)
    run_pending(installation)
    assert deeds_done("read") == 0


def test_a_job_for_nobody_fails_and_is_not_lost(system: template.Systems, installation: Installation) -> None:
    with system() as s:
        s.jobs.enqueue(deeds.counting, tenant=4711)
    job = run_pending(installation)[0]
    assert job.state is State.FAILED
    assert job.error == "LookupError: there is no tenant 4711"


def test_a_job_whose_workers_all_died_is_buried(tenant: template.Units, installation: Installation, jobs: Jobs) -> None:
    with tenant() as t:
        job_id = t.jobs.enqueue(deeds.failing)
    for _ in range(3):
        eventually(lambda: jobs.store.lease("dead", seconds=0.01) is not None)
    eventually(lambda: Worker(installation).step() is not None)
    assert jobs.store.get(job_id).state is State.DEAD
    assert jobs.store.get(job_id).error == "the lease ran out on its last attempt"


def test_progress_is_seen_and_a_cancelled_run_ends_without_effect(
    tenant: template.Units, installation: Installation, jobs: Jobs, tmp_path: Path
) -> None:
    with tenant() as t:
        job_id = t.jobs.enqueue(deeds.patient, folder=str(tmp_path))
    crew = WorkerThreads(installation)
    try:
        eventually(lambda: (jobs.store.get(job_id).progress or {}) == {"fraction": 0.5, "message": "half way"})
        assert not cancel(jobs.store, job_id, tenant.record.id + 1), "another tenant's is not ours to cancel"
        assert cancel(jobs.store, job_id, tenant.record.id)
        eventually(lambda: jobs.store.get(job_id).state is State.CANCELLED)
    finally:
        assert crew.stop()


def test_who_is_told_to_stop_finishes_the_job_at_hand(
    tenant: template.Units, installation: Installation, jobs: Jobs, tmp_path: Path, deeds_done: DeedsDone
) -> None:
    with tenant() as t:
        job_id = t.jobs.enqueue(deeds.pausing, folder=str(tmp_path))
    crew = WorkerThreads(installation)
    eventually(lambda: (tmp_path / "begun-1").exists())
    stopping = threading.Thread(target=crew.stop)
    stopping.start()
    (tmp_path / "go").touch()
    stopping.join(30)
    assert jobs.store.get(job_id).state is State.COMPLETED
    assert deeds_done("pause") == 1


def test_whose_patience_ends_hands_the_job_back(tenant: template.Units, installation: Installation, jobs: Jobs, tmp_path: Path) -> None:
    with tenant() as t:
        job_id = t.jobs.enqueue(deeds.patient, folder=str(tmp_path))
    crew = WorkerThreads(installation)
    eventually(lambda: (tmp_path / "begun").exists())
    assert crew.stop(grace=0.1)
    job = jobs.store.get(job_id)
    assert (job.state, job.tries) == (State.WAITING, 0)


@pytest.mark.slow
def test_a_long_job_keeps_its_lease(
    tenant: template.Units, installation: Installation, jobs: Jobs, tmp_path: Path, deeds_done: DeedsDone
) -> None:
    with tenant() as t:
        job_id = t.jobs.enqueue(deeds.pausing, folder=str(tmp_path))
    crew = WorkerThreads(installation, threads=2, lease=0.6)
    try:
        eventually(lambda: (tmp_path / "begun-1").exists())
        time.sleep(1.5)
        assert jobs.store.get(job_id).attempt == 1
        (tmp_path / "go").touch()
        eventually(lambda: jobs.store.get(job_id).state is State.COMPLETED)
    finally:
        crew.stop()
    assert deeds_done("pause") == 1


def test_jobs_under_one_lock_lose_no_update(tenant: template.Units, installation: Installation, jobs: Jobs, deeds_done: DeedsDone) -> None:
    with tenant() as t:
        ids = [t.jobs.enqueue(deeds.locked, what="shared") for _ in range(20)]
    crew = WorkerThreads(installation, threads=3)
    try:
        eventually(lambda: {jobs.store.get(id).state for id in ids} == {State.COMPLETED})
    finally:
        crew.stop()
    assert deeds_done("shared") == 20


def test_each_slot_of_the_clock_is_one_job_for_all_workers(installation: Installation, jobs: Jobs) -> None:
    now = datetime(2030, 5, 17, 10, 30, 30, tzinfo=UTC)
    workers = [Worker(installation) for _ in range(3)]
    for minutes in (0, 0, 1):
        moment = now + timedelta(minutes=minutes)
        clock.use(lambda moment=moment: moment)
        for worker in workers:
            worker.chores()
    swept = [jobs.store.get(f"outbox.sweep@20300517T{minute}") for minute in ("1030", "1031")]
    assert [job.due.minute for job in swept] == [30, 31]
    slots = {(name, last_slot(job.cron, now + timedelta(minutes=late))) for name, job in JOBS.items() if job.cron for late in (0, 1)}
    assert jobs.store.counts() == {State.WAITING: len(slots)}


def test_the_sweeping_job_moves_what_was_left(
    tenant: template.Units, installation: Installation, jobs: Jobs, deeds_done: DeedsDone
) -> None:

    row = {"id": "left", "name": "deed.count", "args": "{}", "created_at": clock.now()}
    with tenant() as t:
        t.session.execute(insert(TenantOutbox).values(row | {"tenant_id": t.id}))
    crew = WorkerThreads(installation)
    try:
        eventually(lambda: deeds_done("deed") == 1)
    finally:
        crew.stop()


def test_old_effects_are_forgotten_and_young_ones_kept(
    tenant: template.Units, system: template.Systems, installation: Installation
) -> None:
    for unit, effect in ((tenant, TenantEffect), (system, SystemEffect)):
        with unit() as opened:
            for job_id, age in (("old", 400), ("young", 300)):
                opened.session.add(effect(job_id=job_id, recorded_at=clock.now() - timedelta(days=age)))
    with system() as s:
        s.jobs.enqueue("jobs.tidy")
    assert [job.state for job in run_pending(installation)] == [State.COMPLETED]
    for unit in (tenant, system):
        assert unit.peek("SELECT job_id FROM job_effects") == [("young",)]
