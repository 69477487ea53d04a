"""Every SQL statement of each write (`writes.py`: of journals, contacts, items, sales, schedules, mails, files) fails once: then all of it
happened, or none.

A fault that cannot be helped is answered with a 5xx and leaves no trace. A conflict with another writer, or a connection
that is lost before COMMIT, is tried again and succeeds once. One that is lost at COMMIT is "unknown", and asking again with
the same idempotency key tells. What a worker does is tried again by the worker, and happens once all the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pymysql
import pytest
from sqlalchemy import event

from bigcapital.accounting.audit import audit
from bigcapital.db import TenantBase
from tests.campaigns.house import BOTH, House, house, placed_on
from tests.campaigns.writes import AGAIN, BY_WORKER, FEWER, WRITES, Write, meet, part, post, prepared, publish, put, reopen, reverse
from tests.functional.accounting.journal import BANK, PETTY_CASH, sale

pytestmark = pytest.mark.campaign


def everything(made: House) -> dict[str, list[Any]]:
    """All rows of all tables."""
    quoted = "`{}`" if made.installation.tenant_engine(made.tenant.record).dialect.name == "mysql" else '"{}"'
    return {name: sorted(map(repr, made.tenant.peek(f"SELECT * FROM {quoted.format(name)}"))) for name in TenantBase.metadata.tables}


def counts(state: dict[str, list[Any]]) -> dict[str, int]:
    return {name: len(rows) for name, rows in state.items()}


def growth(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> dict[str, int]:
    return {name: len(after[name]) - len(before[name]) for name in before if len(after[name]) != len(before[name])}


# --- faults ---


def broken(server: str) -> Exception:
    """Nothing helps: the disk is full."""
    if server == "mariadb":
        return pymysql.err.OperationalError(1021, "Disk full")
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


def conflict(server: str) -> Exception:
    """Another writer was first."""
    if server == "mariadb":
        return pymysql.err.OperationalError(1213, "Deadlock found when trying to get lock; try restarting transaction")
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


def lost(server: str) -> Exception:
    """The server went away."""
    assert server == "mariadb"
    return pymysql.err.OperationalError(2013, "Lost connection to MySQL server during query")


class Saboteur:
    """Raises ``fault`` in place of the ``at``-th statement (COMMITs counted too) that the product sends, and then rests.

    ``after_commit``: a COMMIT that is struck has been done all the same. ``lasting``: it strikes all that follows too.
    """

    def __init__(self, fault: Exception, at: int, *, after_commit: bool = False, lasting: bool = False):
        self.fault, self.at, self.after_commit, self.lasting = fault, at, after_commit, lasting
        self.seen = 0
        self.committed = False  # before it struck
        self.struck: str | None = None

    def strikes(self, what: str) -> bool:
        self.seen += 1
        if self.seen == self.at:
            self.struck = what
            return True
        return self.lasting and self.struck is not None

    @contextmanager
    def working(self, made: House) -> Iterator[None]:
        engines = (made.installation.tenant_engine(made.tenant.record), made.installation.system_engine)
        undo: list[Callable[[], None]] = []
        for engine in engines:
            for name in ("do_execute", "do_executemany", "do_execute_no_params"):
                event.listen(engine, name, self._executing)
                undo.append(lambda engine=engine, name=name: event.remove(engine, name, self._executing))
            undo.append(self._watch_commit(engine.dialect))
        try:
            yield
        finally:
            for back in undo:
                back()

    def _executing(self, cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN") and self.strikes(statement):
            raise self.fault

    def _watch_commit(self, dialect: Any) -> Callable[[], None]:
        really = dialect.do_commit

        def commit(connection: Any) -> None:
            first = self.struck is None
            strikes = self.strikes("COMMIT")
            if strikes and first and self.after_commit:
                really(connection)
            if strikes:
                raise self.fault
            really(connection)
            self.committed = self.committed or self.struck is None

        dialect.do_commit = commit
        return lambda: delattr(dialect, "do_commit")


# --- the campaigns ---


@pytest.fixture(params=BOTH)
def server(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def made(server: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    with house(placed_on(server, request, tmp_path / "data")) as running:
        running.ann().post("manual-journals", sale("1"))  # the process is warm
        yield running


def sound(made: House) -> bool:
    with made.tenant(writer=False) as tenant:
        return audit(tenant) == []


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
def test_a_statement_that_fails_leaves_no_trace(made: House, server: str, write: Write) -> None:
    prepared(made)
    for at in count(1):
        saboteur, act = Saboteur(broken(server), at), write(made)
        before = everything(made)
        with saboteur.working(made):
            answer = act(made.headers)
        if saboteur.struck is None:
            assert answer.status_int < 300 and at > FEWER.get(write, 8)
            break
        if saboteur.committed:  # what is left for later was about to be handed on; it is, sooner or later
            assert answer.status_int < 300, (saboteur.struck, answer.text)
            continue
        assert answer.status_int >= 500, (saboteur.struck, answer.text)
        assert everything(made) == before, saboteur.struck
    assert sound(made) and not everything(made)["outbox"]


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
@pytest.mark.parametrize(
    ("server", "fault"),
    [
        pytest.param("sqlite", conflict, id="sqlite, conflict"),
        pytest.param("mariadb", conflict, id="mariadb, conflict", marks=pytest.mark.services),
        pytest.param("mariadb", lost, id="mariadb, lost", marks=pytest.mark.services),
    ],
    indirect=["server"],
)
def test_what_may_be_tried_again_happens_once(made: House, server: str, write: Write, fault: Callable[[str], Exception]) -> None:
    prepared(made)
    act = write(made)
    before = everything(made)
    assert act(made.headers).status_int < 300
    expected = growth(before, everything(made))
    for at in count(1):
        if write not in AGAIN:
            prepared(made)
        saboteur, act = Saboteur(fault(server), at), write(made)
        before = everything(made)
        with saboteur.working(made):
            answer = act(made.headers)
        if saboteur.struck is None:
            break
        if saboteur.struck == "COMMIT" and fault is lost and not saboteur.committed:  # nobody can know; a worker tries again later
            assert answer.status_int == (500 if write in BY_WORKER else 503) and everything(made) == before
            continue
        assert answer.status_int < 300, (saboteur.struck, answer.text)
        after = growth(before, everything(made))
        assert {name: n for name, n in after.items() if "balances" not in name} == {
            name: n for name, n in expected.items() if "balances" not in name
        }, saboteur.struck
    assert sound(made)


@pytest.mark.services
@pytest.mark.parametrize("server", ["mariadb"], indirect=True)
@pytest.mark.parametrize("after_commit", [False, True], ids=["nothing was committed", "all was committed"])
@pytest.mark.parametrize("lasting", [False, True], ids=["back at once", "away for a while"])
def test_a_connection_lost_at_commit_is_unknown_and_the_key_tells(made: House, server: str, after_commit: bool, lasting: bool) -> None:
    rows = counts(everything(made))["manual_journals"]
    for at in count(1):
        headers = made.headers | {"Idempotency-Key": f"{after_commit} {at}"}
        saboteur, act = Saboteur(lost(server), at, after_commit=after_commit, lasting=lasting), post(made)
        with saboteur.working(made):
            answer = act(headers)
        if saboteur.struck is None:
            break
        if saboteur.struck == "COMMIT" or lasting:
            assert answer.status_int == 503, answer.text
        again = act(headers)
        assert again.status_int == 201, again.text  # this process knows that the run is over, whatever it could still say
        rows += 1
        assert counts(everything(made))["manual_journals"] == rows, saboteur.struck
    assert sound(made)


def test_the_writes_move_what_they_should(made: House) -> None:
    prepared(made)
    ann = made.ann()
    for write in (put, publish, reverse, reopen, meet, part):
        assert write(made)(made.headers).status_int < 300
    assert ann.get(f"accounts/{BANK}").json["amount"] == 7  # 6 were paid; the draft of 3 was published, then mirrored
    assert ann.get(f"accounts/{PETTY_CASH}").json["amount"] == 7
    assert [one["balance"] for one in ann.get("customers").json["customers"]] == [
        12.5,
        15,
        3,
    ]  # 7 opened anew, two invoices of 10, less a payment and a credit of 6
    assert ann.get("vendors").json["vendors"] == []
