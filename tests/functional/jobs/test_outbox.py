"""What is enqueued is done if, and only if, the transaction that wanted it has committed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import OperationalError

from bigcapital import clock
from bigcapital.jobs import Jobs, State, StoreDown, poll, run_pending
from bigcapital.jobs.model import TenantOutbox
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.tenant import WrongDatabase
from tests import template
from tests.functional.jobs import deeds

DeedsDone = Callable[[str], int]


@pytest.fixture
def jobs(installation: Installation) -> Jobs:
    service: Jobs = installation.services["jobs"]
    return service


def left(tenant: template.Units) -> int:
    return int(tenant.peek("SELECT count(*) FROM outbox")[0][0])


def test_after_the_commit_it_is_in_the_store(tenant: template.Units, jobs: Jobs) -> None:
    with tenant(user_id=7) as t:
        job_id = t.jobs.enqueue(deeds.counting, what="a", due=datetime(2020, 1, 1, tzinfo=UTC))
        assert jobs.store.counts() == {}
    job = jobs.store.get(job_id)
    assert job is not None
    assert (job.name, job.tenant, job.user, job.args, job.state) == ("deed.count", tenant.record.id, 7, {"what": "a"}, State.WAITING)
    assert job.due == datetime(2020, 1, 1, tzinfo=UTC)
    assert left(tenant) == 0


def test_it_is_done_once(tenant: template.Units, installation: Installation, deeds_done: DeedsDone) -> None:
    with tenant() as t:
        ids = [t.jobs.enqueue(deeds.counting), t.jobs.enqueue("deed.count", what="other")]
    assert [(job.id, job.state, job.attempt) for job in run_pending(installation)] == [(id, State.COMPLETED, 1) for id in ids]
    assert run_pending(installation) == []
    assert (deeds_done("deed"), deeds_done("other")) == (1, 1)


def test_what_was_undone_was_never_wanted(tenant: template.Units, jobs: Jobs, installation: Installation) -> None:
    with pytest.raises(ZeroDivisionError), tenant() as t:
        t.jobs.enqueue(deeds.counting)
        t.session.flush()
        raise ZeroDivisionError
    with tenant() as t:
        with pytest.raises(ZeroDivisionError), t.savepoint():
            t.jobs.enqueue(deeds.counting, what="undone")
            raise ZeroDivisionError
        t.jobs.enqueue(deeds.counting, what="kept")
    assert [job.args for job in run_pending(installation)] == [{"what": "kept"}]


@pytest.mark.parametrize("value", [Decimal("1.5"), date(2024, 1, 1), datetime(2024, 1, 1, tzinfo=UTC), object(), {1: 2}, {1}])
def test_arguments_are_plain_json_or_refused(tenant: template.Units, value: Any, jobs: Jobs) -> None:
    with tenant() as t, pytest.raises(TypeError):
        t.jobs.enqueue(deeds.counting, what=value)
    assert left(tenant) == 0
    assert jobs.store.counts() == {}


def test_who_only_reads_has_nothing_to_do_afterwards(tenant: template.Units) -> None:
    with tenant(writer=False) as t, pytest.raises(RuntimeError):
        t.jobs.enqueue(deeds.counting)


def test_an_unknown_job_is_refused_at_once(tenant: template.Units) -> None:
    with tenant() as t, pytest.raises(KeyError):
        t.jobs.enqueue("no.such.job")


def test_a_job_for_later_is_not_done_now(tenant: template.Units, installation: Installation, deeds_done: DeedsDone) -> None:
    with tenant() as t:
        t.jobs.enqueue(deeds.counting, due=clock.now() + timedelta(hours=1))
    assert run_pending(installation) == []
    assert deeds_done("deed") == 0


def test_what_a_dead_process_left_is_moved_by_the_sweeper(
    tenant: template.Units, installation: Installation, jobs: Jobs, deeds_done: DeedsDone
) -> None:
    """The row is committed, and the process died before its hook: only the row tells."""
    with tenant() as t:
        t.session.execute(insert(TenantOutbox).values(id="orphan", name="deed.count", tenant_id=t.id, args="{}", created_at=clock.now()))
    assert jobs.store.counts() == {}
    assert jobs.relay.sweep() == 1
    assert left(tenant) == 0
    assert [job.id for job in run_pending(installation)] == ["orphan"]
    assert deeds_done("deed") == 1


def test_moving_a_row_twice_does_its_job_once(
    tenant: template.Units, installation: Installation, jobs: Jobs, deeds_done: DeedsDone
) -> None:
    """The mover died after the store had the job and before the row was gone."""
    row = {"id": "twice", "name": "deed.count", "args": "{}", "created_at": clock.now()}
    for _ in range(2):
        with tenant() as t:
            t.session.execute(insert(TenantOutbox).values(row | {"tenant_id": t.id}))
        run_pending(installation)
    assert left(tenant) == 0
    assert deeds_done("deed") == 1


def test_a_big_outbox_is_moved_whole(tenant: template.Units, jobs: Jobs) -> None:
    rows = [{"id": f"row {n}", "name": "deed.count", "args": "{}", "created_at": clock.now()} for n in range(510)]
    with tenant() as t:
        t.session.execute(insert(TenantOutbox), [row | {"tenant_id": t.id} for row in rows])
    assert jobs.relay.sweep() == 510
    assert jobs.store.counts() == {State.WAITING: 510}


def test_the_store_being_down_fails_no_write(tenant: template.Units, installation: Installation, deeds_done: DeedsDone) -> None:
    jobs: Jobs = installation.services["jobs"]
    up = jobs.relay._store
    down = Down(up)
    jobs.relay._store = down  # type: ignore[assignment]
    with tenant() as t:
        t.jobs.enqueue(deeds.counting)
    with tenant() as t:
        t.jobs.enqueue(deeds.counting)
    assert left(tenant) == 2
    assert down.asked == 1, "the second request did not wait for a store that was just found dead"
    jobs.relay._store = up
    assert len(run_pending(installation)) == 2
    assert deeds_done("deed") == 2


class Down:
    """A store whose server is away, as ``StoreDown`` tells it; the real thing is in the campaigns."""

    def __init__(self, store: Any):
        self._store, self.asked = store, 0

    def prepare(self) -> None:
        self.put([])

    def put(self, jobs: Any) -> None:
        self.asked += 1
        raise StoreDown("away")


def test_a_tenant_led_to_anothers_database_moves_nothing(tenant: template.Units, jobs: Jobs) -> None:
    with tenant() as t:
        t.session.execute(insert(TenantOutbox).values(id="row", name="deed.count", tenant_id=t.id, args="{}", created_at=clock.now()))
    # on MariaDB the password, which is derived from the tenant, already fails
    with pytest.raises((WrongDatabase, OperationalError)):
        jobs.relay.move(replace(tenant.record, id=99))
    assert left(tenant) == 1


def test_the_system_has_an_outbox_too(system: template.Systems, installation: Installation, jobs: Jobs) -> None:
    with system(user_id=None) as s:
        mine = s.jobs.enqueue(deeds.for_the_system)
        theirs = s.jobs.enqueue(deeds.counting, tenant=1)
        built = s.jobs.enqueue("organization.build", tenant_id=1)
        with pytest.raises(ValueError, match="none is named"):
            s.jobs.enqueue(deeds.counting)
    assert [jobs.store.get(id).tenant for id in (mine, theirs, built)] == [None, 1, 1]
    assert {job.state for job in run_pending(installation)} == {State.COMPLETED}


def test_nobody_sees_anothers_job(tenant: template.Units, jobs: Jobs) -> None:
    with tenant() as t:
        job_id = t.jobs.enqueue(deeds.counting)
    assert poll(jobs.store, job_id, tenant.record.id) is not None
    assert poll(jobs.store, job_id, tenant.record.id + 1) is None
    assert poll(jobs.store, "unknown", tenant.record.id) is None


def test_locks_and_debounce_keys_of_tenants_do_not_meet(tenant: template.Units, system: template.Systems, jobs: Jobs) -> None:
    with tenant() as t:
        one = t.jobs.enqueue(deeds.locked, what="k", debounce="d")
        same = t.jobs.enqueue(deeds.counting, debounce="d", lock="k")
    with system() as s:
        other = s.jobs.enqueue(deeds.counting, tenant=99, lock="k", debounce="d")
    assert jobs.store.get(one).lock == f"{tenant.record.id}:k" != jobs.store.get(other).lock
    assert [jobs.store.get(id).state for id in (one, same, other)] == [State.WAITING, State.CANCELLED, State.WAITING]
