"""``Idempotency-Key``: a write that is sent twice happens once, whatever was lost in between.

The key is claimed in a short write of its own before the operation begins, and marked done in the operation's own
transaction. So the row tells all three apart: done (the answer is replayed), running (409), and neither, where the
operation did not commit and the row is gone. Whoever takes a claim over changes its fence first, which waits for the row's
lock; a run that has lost its fence cannot commit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import structlog
import zope.sqlalchemy
from pyramid.request import Request
from pyramid.response import Response
from sqlalchemy import Connection, Engine, Table, delete, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from bigcapital import clock
from bigcapital.db import OutcomeUnknown
from bigcapital.errors import Failed
from bigcapital.rest.declare import Endpoint
from bigcapital.rest.model import SYSTEM_KEYS, TENANT_KEYS

log = structlog.get_logger()

KEPT = timedelta(hours=24)
LEASE = timedelta(seconds=60)  # a run that died without a word is taken over after this


class Once:
    """One write under a key (or under none)."""

    replay: Response | None = None

    def keep(self, answer: Response) -> None:
        """Remember the answer in the transaction that it belongs to."""


class _Claimed(Once):
    def __init__(self, request: Request, engine: Engine, table: Table, key: str, digest: str, on_root: bool):
        self.request, self.engine, self.table, self.key, self.digest, self.on_root = request, engine, table, key, digest, on_root
        self.fence = uuid4().hex
        self.abandoned: dict[str, datetime] = request.registry["bigcapital.abandoned_keys"]  # fences of runs that ended unreleased

    def claim(self) -> None:
        engine = self.engine.execution_options(writer=True)
        try:
            try:
                with engine.begin() as connection:
                    connection.execute(insert(self.table).values(self._fresh()))
            except IntegrityError:  # in a new transaction: a refused INSERT holds a lock that eight of them would die of
                with engine.begin() as connection:
                    self._meet(connection, clock.now())
        except (DBAPIError, OutcomeUnknown):  # the claim may stand all the same, for a run that will not be
            self._abandon()
            raise

    def _fresh(self) -> dict[str, object]:
        return {"key": self.key, "request": self.digest, "state": "running", "fence": self.fence, "created_at": clock.now()}

    def _meet(self, connection: Connection, now: datetime) -> None:
        """The key is known: replay, refuse, or take over what ran out."""
        t = self.table
        found = connection.execute(select(t).where(t.c.key == self.key).with_for_update()).one_or_none()
        if found is None:  # released this instant
            raise Failed(409, "Conflict", "A request with this Idempotency-Key has just ended. Try again.", retry_after=1)
        done = found.state == "done"
        if found.created_at < now - (KEPT if done else LEASE) or (found.fence in self.abandoned and not done):
            connection.execute(update(t).where(t.c.key == self.key).values(**self._fresh(), answer=None, status=None))
        elif found.request != self.digest:
            raise Failed(422, "Unprocessable Entity", "This Idempotency-Key was used for another request.")
        elif not done:
            raise Failed(409, "Conflict", "The first request with this Idempotency-Key is still running.", retry_after=1)
        else:
            self.replay = Response(found.answer, status=found.status, content_type=found.content_type or "application/json")
            self.replay.headers["Idempotency-Replayed"] = "true"

    def keep(self, answer: Response) -> None:
        t = self.table
        done = (
            update(t)
            .where(t.c.key == self.key, t.c.fence == self.fence)
            .values(state="done", status=answer.status_int, content_type=answer.content_type, answer=answer.body)
        )
        unit = self.request.system if self.on_root else self.request.tenant
        if unit.session.connection().execute(done).rowcount != 1:
            raise Failed(409, "Conflict", "Another request with this Idempotency-Key has taken over.")
        zope.sqlalchemy.mark_changed(unit.session, unit.tm)

    def release(self, *_: object) -> None:
        """Let the key go after an abort. After a COMMIT of unknown outcome this waits for it: done rows stay."""
        t = self.table
        try:
            with self.engine.execution_options(writer=True).begin() as connection:
                connection.execute(delete(t).where(t.c.key == self.key, t.c.fence == self.fence, t.c.state == "running"))
        except DBAPIError:  # the database is away: this process knows that the run is over, others wait for the lease
            self._abandon()
            log.warning("idempotency.release_failed")

    def _abandon(self) -> None:
        """Remember that the run is over, for as long as its claim could stand in the way."""
        now = clock.now()
        for fence in [fence for fence, since in self.abandoned.copy().items() if since < now - LEASE]:
            self.abandoned.pop(fence, None)
        self.abandoned[self.fence] = now


@contextmanager
def once(endpoint: Endpoint, request: Request) -> Iterator[Once]:
    """The write under its key. Raises 400 for a key where the answer carries a secret, 409 and 422 as above."""
    given = request.headers.get("Idempotency-Key")
    if given is None:
        yield Once()
        return
    if not 1 <= len(given) <= 255:
        raise Failed(400, "Bad Request", "Idempotency-Key must have 1 to 255 characters.")
    if endpoint.secret:
        raise Failed(400, "Bad Request", "Idempotency-Key is not for answers that carry a secret.")
    caller = f"{request.caller.user.id}:" if request.caller is not None else f"{request.client_addr}:"
    key = sha256((caller + ("" if endpoint.root else request.tenant.record.organization_id) + ":" + given).encode()).hexdigest()
    digest = sha256(b"\0".join((request.method.encode(), request.path_qs.encode(), request.body))).hexdigest()
    if endpoint.root:
        claimed = _Claimed(request, request.installation.system_writer_engine, SYSTEM_KEYS, key, digest, True)
    else:
        claimed = _Claimed(request, request.installation.tenant_engine(request.tenant.record), TENANT_KEYS, key, digest, False)
    claimed.claim()
    if claimed.replay is None:
        transaction = request.tm.get()
        transaction.addAfterAbortHook(claimed.release)
        transaction.addAfterCommitHook(lambda committed: None if committed else claimed.release())
    yield claimed


def sweep(connection: Connection, table: Table, now: datetime) -> int:
    """Forget keys older than a day; how many went."""
    return connection.execute(delete(table).where(table.c.created_at < now - KEPT)).rowcount
