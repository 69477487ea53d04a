"""Workers killed and frozen at any moment, stores that go away: every job's effect is there in the end, exactly once.

``CAMPAIGN_KILLS`` (default 3): how often the random campaign kills its worker.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bigcapital.config import Settings
from bigcapital.jobs import Jobs, State, run_pending
from bigcapital.starting import start
from tests import template
from tests.functional.jobs import deeds
from tests.functional.jobs.conftest import deeds_done, house, installation, standing_house
from tests.services import ROOT, mongo_url

__all__ = ["deeds_done", "house", "installation", "standing_house"]  # fixtures

pytestmark = pytest.mark.campaign
KILLS = int(os.environ.get("CAMPAIGN_KILLS", "3"))
LEASE = 1.0


class Workers:
    """Worker processes over one installation."""

    def __init__(self, settings: Settings, folder: Path):
        self._settings, self._folder = settings, folder
        self.processes: list[subprocess.Popen[bytes]] = []

    def hire(self, processes: int = 0) -> subprocess.Popen[bytes]:
        """One worker; or one that looks after so many processes of its own."""
        log = (self._folder / f"worker-{len(self.processes)}.log").open("wb")
        command = [sys.executable, "-m", "tests.campaigns.working", self._settings.model_dump_json(), str(LEASE), str(processes)]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def logs(self) -> str:
        return "\n".join(path.read_text() for path in sorted(self._folder.glob("worker-*.log")))

    def end(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
            process.wait()


@pytest.fixture
def workers(house: Settings, tmp_path: Path) -> Iterator[Workers]:
    crew = Workers(house, tmp_path)
    yield crew
    crew.end()


@pytest.fixture
def jobs(installation: Any) -> Jobs:
    service: Jobs = installation.services["jobs"]
    return service


def eventually(true: Callable[[], bool], workers: Workers | None = None, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"it never happened\n{workers.logs() if workers else ''}"
        time.sleep(0.02)


def test_a_worker_killed_during_a_job_is_succeeded_and_the_effect_is_there_once(
    tenant: template.Units, jobs: Jobs, workers: Workers, tmp_path: Path, deeds_done: Callable[[str], int]
) -> None:
    with tenant() as t:
        job_id = t.jobs.enqueue(deeds.pausing, folder=str(tmp_path))
    first = workers.hire()
    eventually(lambda: (tmp_path / "begun-1").exists(), workers)
    first.kill()
    first.wait()
    assert jobs.store.get(job_id).state is State.ACTIVE
    (tmp_path / "go").touch()
    workers.hire()
    eventually(lambda: jobs.store.get(job_id).state is State.COMPLETED, workers)
    assert jobs.store.get(job_id).attempt == 2
    assert deeds_done("pause") == 1


def test_a_worker_that_slept_past_its_lease_cannot_finish_the_newer_run(
    tenant: template.Units, jobs: Jobs, workers: Workers, tmp_path: Path, deeds_done: Callable[[str], int]
) -> None:
    with tenant() as t:
        job_id = t.jobs.enqueue(deeds.pausing, folder=str(tmp_path))
    sleeper = workers.hire()
    eventually(lambda: (tmp_path / "begun-1").exists(), workers)
    sleeper.send_signal(signal.SIGSTOP)
    workers.hire()
    eventually(lambda: (tmp_path / "begun-2").exists(), workers)
    sleeper.send_signal(signal.SIGCONT)
    (tmp_path / "go").touch()
    eventually(lambda: jobs.store.get(job_id).state.over, workers)
    # it notices before it commits, or the database tells it, whichever comes first
    told = re.compile("the lease ran out|no longer ours")
    eventually(lambda: told.search((tmp_path / "worker-0.log").read_text()) is not None, workers)
    done = jobs.store.get(job_id)
    assert (done.state, done.attempt, done.error) == (State.COMPLETED, 2, None)
    assert deeds_done("pause") == 1


def test_killed_at_any_moment_workers_do_every_job_once(
    tenant: template.Units, jobs: Jobs, workers: Workers, deeds_done: Callable[[str], int]
) -> None:
    seed = int(os.environ.get("CAMPAIGN_SEED", random.randrange(10**6)))
    dice = random.Random(seed)
    wanted = 10 * KILLS
    with tenant() as t:
        ids = [t.jobs.enqueue(deeds.working, seconds=dice.uniform(0, 0.05)) for _ in range(wanted)]
    crew = [workers.hire(), workers.hire()]
    eventually(lambda: deeds_done("work") > 0, workers)
    for _ in range(KILLS):
        time.sleep(dice.uniform(0, 0.4))
        victim = dice.randrange(2)
        crew[victim].kill()
        crew[victim].wait()
        crew[victim] = workers.hire()
    eventually(lambda: all(jobs.store.get(id).state.over for id in ids), workers, seconds=120)
    assert {jobs.store.get(id).state for id in ids} == {State.COMPLETED}, f"seed {seed}"
    assert deeds_done("work") == wanted, f"seed {seed}"


def test_a_worker_told_to_stop_ends_by_itself(
    tenant: template.Units, jobs: Jobs, workers: Workers, tmp_path: Path, deeds_done: Callable[[str], int]
) -> None:
    with tenant() as t:
        job_id = t.jobs.enqueue(deeds.pausing, folder=str(tmp_path))
    worker = workers.hire()
    eventually(lambda: (tmp_path / "begun-1").exists(), workers)
    worker.terminate()
    time.sleep(0.3)
    assert worker.poll() is None, "it finishes what it has begun"
    (tmp_path / "go").touch()
    assert worker.wait(30) == 0
    assert jobs.store.get(job_id).state is State.COMPLETED
    assert deeds_done("pause") == 1


def children(pid: int) -> set[int]:
    """The processes that a process has started and that do work."""
    found = {int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}
    return {number for number in found if b"spawn_main" in Path(f"/proc/{number}/cmdline").read_bytes()}


def test_a_process_that_dies_is_replaced_and_all_end_together(data_dir: Path, tmp_path: Path) -> None:
    settings = template.settings(data_dir)
    workers = Workers(settings, tmp_path)
    installation = start(settings)
    tenant = template.the_tenant(installation)
    try:
        boss = workers.hire(processes=2)
        eventually(lambda: len(children(boss.pid)) == 2, workers)
        with tenant() as t:
            job_id = t.jobs.enqueue(deeds.pausing, folder=str(tmp_path))
        eventually(lambda: (tmp_path / "begun-1").exists(), workers)
        before = children(boss.pid)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        (tmp_path / "go").touch()
        eventually(lambda: installation.services["jobs"].store.get(job_id).state is State.COMPLETED, workers, seconds=120)
        with tenant(writer=False) as t:
            assert deeds.count_of(t, "pause") == 1
        eventually(lambda: len(children(boss.pid) - before) == 2, workers)  # one of them may have done it before the other began
        replaced = children(boss.pid)
        assert len(replaced) == 2 and not replaced & before
        boss.terminate()
        assert boss.wait(60) == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in replaced)
    finally:
        workers.end()
        installation.close()


@pytest.mark.services
def test_a_store_that_is_down_fails_no_write_and_gets_everything_later(own_mongo: Callable[..., Any], data_dir: Path) -> None:
    mongo = own_mongo(durable=True)
    installation = start(template.settings(data_dir, jobs__url=mongo_url(mongo, "jobs")))
    tenant = template.the_tenant(installation)
    with tenant() as t:
        t.jobs.enqueue(deeds.counting)
    mongo.kill()
    for _ in range(3):
        with tenant() as t:
            t.jobs.enqueue(deeds.counting)
    assert tenant.peek("SELECT count(*) FROM outbox") == [(3,)]
    mongo.start()
    assert len(run_pending(installation)) == 4
    assert tenant.peek("SELECT count(*) FROM outbox") == [(0,)]
    with tenant(writer=False) as t:
        assert deeds.count_of(t, "deed") == 4
    installation.close()


@pytest.mark.services
def test_a_store_killed_under_its_workers_loses_nothing(own_mongo: Callable[..., Any], data_dir: Path, tmp_path: Path) -> None:
    mongo = own_mongo(durable=True)
    settings = template.settings(data_dir, jobs__url=mongo_url(mongo, "jobs"))
    installation = start(settings)
    tenant = template.the_tenant(installation)
    workers = Workers(settings, tmp_path)
    try:
        with tenant() as t:
            ids = [t.jobs.enqueue(deeds.working, seconds=0.02) for _ in range(40)]
        workers.hire()
        eventually(lambda: tenant.peek("SELECT count(*) FROM job_effects") > [(3,)], workers)
        mongo.kill()
        time.sleep(0.5)
        mongo.start()
        store = installation.services["jobs"].store
        eventually(lambda: all(store.get(id).state.over for id in ids), workers, seconds=120)
        assert {store.get(id).state for id in ids} == {State.COMPLETED}
        with tenant(writer=False) as t:
            assert deeds.count_of(t, "work") == 40
    finally:
        workers.end()
        installation.close()
