"""Jobs in MongoDB: majority writes, leases by the server's time, locks by unique indexes.

Documents have the fields of ``JobRecord`` (``_id`` for ``id``, ``party`` for ``tenant``, 0 for none) and

* ``held``: the lock key while the job is active, ``waits``: the debounce key while it waits for its first run; absent
  otherwise, and unique where present. So no two jobs of a lock run and no two of a debounce key wait, whoever asks when.
* ``open``: true until the job is over, then absent, so that the index that workers look through holds open jobs alone.
* ``cancelling``: someone asked an active job to end. ``expires``: when MongoDB forgets it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

from pymongo import ASCENDING, DESCENDING, MongoClient, ReturnDocument, WriteConcern
from pymongo.collection import Collection as MongoCollection
from pymongo.errors import AutoReconnect, ConnectionFailure, DuplicateKeyError, ExecutionTimeout, ServerSelectionTimeoutError, WTimeoutError

from bigcapital import clock
from bigcapital.jobs.job import JobRecord, State
from bigcapital.jobs.store import ABSORBED, KEEP, Standing, StoreDown, expiry

_NEXT = [State.WAITING.value, State.FAILED.value]
_DOWN = (ConnectionFailure, AutoReconnect, ServerSelectionTimeoutError, ExecutionTimeout, WTimeoutError)


class MongoJobStore:
    """A ``JobStore`` over the collection ``jobs`` of the database that ``url`` names (``bigcapital`` if none)."""

    def __init__(self, url: str, *, patience: float = 3.0):
        milliseconds = int(patience * 1000)
        self._client: MongoClient[dict[str, Any]] = MongoClient(
            url, tz_aware=True, appname="bigcapital", serverSelectionTimeoutMS=milliseconds, connectTimeoutMS=milliseconds,
            socketTimeoutMS=4 * milliseconds, retryWrites=True,
        )  # fmt: skip
        self._ahead, self._skew_until = timedelta(0), 0.0
        majority = WriteConcern(w="majority", j=True, wtimeout=4 * milliseconds)
        database = self._client.get_default_database("bigcapital")
        self._jobs: MongoCollection[dict[str, Any]] = database.get_collection("jobs", write_concern=majority)

    def prepare(self) -> None:
        with _reached():
            self._jobs.create_index([("party", ASCENDING), ("due", ASCENDING)], partialFilterExpression={"open": True})
            for key in ("held", "waits"):
                self._jobs.create_index(key, unique=True, partialFilterExpression={key: {"$type": "string"}})
            self._jobs.create_index("expires", expireAfterSeconds=0)
            self._jobs.create_index([("state", ASCENDING), ("finished", DESCENDING)])

    def put(self, jobs: Sequence[JobRecord]) -> None:
        with _reached():
            for job in jobs:
                self._put(job)

    def _put(self, job: JobRecord) -> None:
        now = clock.now()
        fresh: dict[str, Any] = {
            "name": job.name,
            "open": True,
            "party": job.tenant or 0,
            "user": job.user,
            "args": job.args,
            "state": State.WAITING.value,
            "due": job.due or now,
            "attempt": 0,
            "tries": 0,
            "lock": job.lock,
            "debounce": job.debounce,
            "created": job.created or now,
        }
        waiting = fresh if job.debounce is None else fresh | {"waits": job.debounce}
        try:
            self._jobs.update_one({"_id": job.id}, {"$setOnInsert": waiting}, upsert=True)
        except DuplicateKeyError:
            absorbed = {"state": State.CANCELLED.value, "finished": now, "expires": expiry(State.CANCELLED, now)}
            absorbed["error"] = ABSORBED
            fresh.pop("open")
            try:
                self._jobs.update_one({"_id": job.id}, {"$setOnInsert": fresh | absorbed}, upsert=True)
            except DuplicateKeyError:
                pass  # another process moved the same row at the same moment

    def lease(self, worker: str, *, seconds: float, after: int = 0, names: Collection[str] | None = None) -> JobRecord | None:
        known = {} if names is None else {"name": {"$in": list(names)}}
        with _reached():
            busy: list[str] = []
            while True:
                try:
                    for party in ({"$gt": after}, {"$lte": after}):
                        if (found := self._take(worker, seconds, known | {"party": party}, busy)) is not None:
                            return _record(found)
                    return None
                except DuplicateKeyError:  # the first in line waits for a lock: look past those
                    held = self._jobs.distinct("held", {"held": {"$type": "string"}})
                    busy = sorted({*busy, *held})

    def _take(self, worker: str, seconds: float, chosen: dict[str, Any], busy: list[str]) -> dict[str, Any] | None:
        fresh: dict[str, Any] = {"state": {"$in": _NEXT}}
        if busy:
            fresh["lock"] = {"$nin": busy}
        soon = clock.now() + self._skew()  # for the index; who decides is the server's clock
        due = {"open": True, "due": {"$lte": soon}, "$expr": {"$lte": ["$due", "$$NOW"]}}
        taken = {
            "state": State.ACTIVE.value,
            "worker": worker,
            "due": {"$add": ["$$NOW", int(seconds * 1000)]},
            "progress": None,
            "attempt": {"$add": ["$attempt", 1]},
            "tries": {"$add": ["$tries", 1]},
            "held": {"$cond": [{"$eq": [{"$type": "$lock"}, "string"]}, "$lock", "$$REMOVE"]},
        }
        return self._jobs.find_one_and_update(
            chosen | due | {"$or": [fresh, {"state": State.ACTIVE.value}]},
            [{"$set": taken}, {"$unset": "waits"}],
            sort=[("party", ASCENDING), ("due", ASCENDING)],
            return_document=ReturnDocument.AFTER,
        )

    def _skew(self) -> timedelta:
        """By how much the server's clock is ahead of ours, and a second more; looked at once a minute."""
        if monotonic() > self._skew_until:
            server: datetime = self._client.admin.command("hello")["localTime"]
            self._ahead = max(server.replace(tzinfo=UTC) - clock.now(), timedelta(0)) + timedelta(seconds=1)
            self._skew_until = monotonic() + 60
        return self._ahead

    def extend(self, job: JobRecord, seconds: float) -> Standing:
        return self._standing(job, {"due": {"$add": ["$$NOW", int(seconds * 1000)]}})

    def progress(self, job: JobRecord, fraction: float, message: str) -> Standing:
        return self._standing(job, {"progress": {"fraction": fraction, "message": {"$literal": message}}})

    def _standing(self, job: JobRecord, values: dict[str, Any]) -> Standing:
        with _reached():
            found = self._jobs.find_one_and_update(_mine(job), [{"$set": values}], projection={"cancelling": 1})
        if found is None:
            return Standing.LOST
        return Standing.CANCELLING if found.get("cancelling") else Standing.HELD

    def complete(self, job: JobRecord) -> bool:
        return self._settle(job, State.COMPLETED, {"progress": {"fraction": 1.0, "message": ""}, "error": None})

    def fail(self, job: JobRecord, error: str, delay: float) -> bool:
        due = {"$add": ["$$NOW", int(delay * 1000)]}
        return self._settle(job, State.FAILED, {"error": {"$literal": error}, "due": due})

    def bury(self, job: JobRecord, error: str, state: State = State.DEAD) -> bool:
        return self._settle(job, state, {"error": {"$literal": error}})

    def release(self, job: JobRecord) -> bool:
        return self._settle(job, State.WAITING, {"tries": {"$subtract": ["$tries", 1]}, "due": "$$NOW"})

    def _settle(self, job: JobRecord, state: State, values: dict[str, Any]) -> bool:
        changed: dict[str, Any] = {"state": state.value, "worker": None} | values
        if state.over:
            changed |= {"finished": "$$NOW", "expires": {"$add": ["$$NOW", int(KEEP[state].total_seconds() * 1000)]}}
        with _reached():
            return (
                self._jobs.update_one(
                    _mine(job), [{"$set": changed}, {"$unset": ["held", "open"] if state.over else ["held"]}]
                ).modified_count
                == 1
            )

    def get(self, job_id: str) -> JobRecord | None:
        with _reached():
            found = self._jobs.find_one({"_id": job_id})
        return None if found is None else _record(found)

    def cancel(self, job_id: str) -> bool:
        kept = int(KEEP[State.CANCELLED].total_seconds() * 1000)
        ended = {"state": State.CANCELLED.value, "finished": "$$NOW", "expires": {"$add": ["$$NOW", kept]}}
        with _reached():
            if self._jobs.update_one(
                {"_id": job_id, "state": {"$in": _NEXT}}, [{"$set": ended}, {"$unset": ["waits", "open"]}]
            ).matched_count:
                return True
            return self._jobs.update_one({"_id": job_id, "state": State.ACTIVE.value}, {"$set": {"cancelling": True}}).matched_count == 1

    def revive(self, job_id: str) -> bool:
        again = {
            "$set": {"state": State.WAITING.value, "open": True, "tries": 0, "finished": None, "due": clock.now()},
            "$unset": {"expires": 1, "cancelling": 1},
        }
        with _reached():
            return self._jobs.update_one({"_id": job_id, "state": State.DEAD.value}, again).matched_count == 1

    def counts(self) -> dict[State, int]:
        with _reached():
            found = self._jobs.aggregate([{"$group": {"_id": "$state", "n": {"$sum": 1}}}])
            return {State(group["_id"]): group["n"] for group in found}

    def dead(self, limit: int = 100) -> list[JobRecord]:
        with _reached():
            return [_record(found) for found in self._jobs.find({"state": State.DEAD.value}).sort("finished", DESCENDING).limit(limit)]

    def tidy(self) -> None:
        """MongoDB does it by its index on ``expires``."""

    def ping(self) -> None:
        with _reached():
            self._client.admin.command("ping")

    def close(self) -> None:
        self._client.close()


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except _DOWN as error:
        raise StoreDown(str(error)) from error


def _mine(job: JobRecord) -> dict[str, Any]:
    return {"_id": job.id, "state": State.ACTIVE.value, "attempt": job.attempt}


def _aware(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)


def _record(found: dict[str, Any]) -> JobRecord:
    return JobRecord(
        id=found["_id"],
        name=found["name"],
        tenant=found["party"] or None,
        user=found["user"],
        args=found["args"],
        state=State(found["state"]),
        due=_aware(found["due"]),
        attempt=found["attempt"],
        tries=found["tries"],
        worker=found.get("worker"),
        lock=found["lock"],
        debounce=found["debounce"],
        progress=found.get("progress"),
        error=found.get("error"),
        created=_aware(found["created"]),
        finished=_aware(found.get("finished")),
    )
