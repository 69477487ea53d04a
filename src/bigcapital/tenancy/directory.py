"""Who a secret belongs to and where they belong, in one statement, remembered for a few seconds.

Every look-up reads all organizations of a user at once. So an organization that does not exist and one that the user
does not belong to are told apart by nothing: not by the answer, not by the work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Engine, Select, Table, and_, bindparam, null, select, true, update
from sqlalchemy.exc import DBAPIError

from bigcapital import clock, db
from bigcapital.config import Settings
from bigcapital.tenancy.model import AccessToken, ApiKey, Membership, Organization, State, User, WebSession
from bigcapital.tenancy.tenant import TenantRecord

IDLE = timedelta(hours=12)  # a browser's session that was not used for so long has ended
_SEEN_EVERY = timedelta(minutes=5)  # how exactly the last use of a session is kept
_MOST_REMEMBERED = 10_000
T = TypeVar("T")


def secret_hash(secret: str) -> bytes:
    """What is stored of a random secret. (Passwords are another matter: they are hashed slowly.)"""
    return sha256(secret.encode()).digest()


@dataclass(frozen=True, slots=True)
class UserRecord:
    """A person, as requests know them."""

    id: int
    email: str
    first_name: str
    last_name: str
    language: str | None
    active: bool
    verified: bool
    last_login_at: datetime | None
    created_at: datetime
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Member:
    """What a user is in one organization. ``role_id`` is a row of the tenant's database."""

    id: int
    tenant_id: int
    role_id: int
    active: bool
    invited_at: datetime | None
    invite_accepted_at: datetime | None


@dataclass(frozen=True)
class Person:
    """Who a secret belongs to. ``at``: public organization id → where they are an active member, all or, for an API
    key, its own. ``standing``: the organization that the secret itself names (a session's present one, a key's own).
    """

    user: UserRecord
    at: dict[str, tuple[Member, TenantRecord]] = field(default_factory=dict)
    standing: str | None = None
    expires_at: datetime | None = None
    secret_id: int = 0  # the row of the session, token or key
    seen_at: datetime | None = None  # sessions only


_USERS: Any = User.__table__
_MEMBERS: Any = Membership.__table__
_ORGANIZATIONS: Any = Organization.__table__
_SESSIONS: Any = WebSession.__table__
_TOKENS: Any = AccessToken.__table__
_KEYS: Any = ApiKey.__table__


def _columns(table: Table, record: type) -> list[Column[Any]]:
    return [table.c[f.name] for f in fields(record)]


_RECORD = _columns(_ORGANIZATIONS, TenantRecord)
_PERSON = [*_columns(_USERS, UserRecord), *_columns(_MEMBERS, Member), *_RECORD]
_MEMBER = slice(4 + len(fields(UserRecord)), 4 + len(fields(UserRecord)) + len(fields(Member)))  # after the secret's four


def _people(secrets: Table, hashed: Column[Any], *, seen: Any = null(), standing: Any = null(), only: Any = true()) -> Select[Any]:
    """The statement that answers who holds a secret: a row for each active membership, at least one for a holder."""
    membership = and_(_MEMBERS.c.user_id == _USERS.c.id, _MEMBERS.c.active, only)
    joined = secrets.join(_USERS, secrets.c.user_id == _USERS.c.id).outerjoin(_MEMBERS, membership)
    joined = joined.outerjoin(_ORGANIZATIONS, _MEMBERS.c.tenant_id == _ORGANIZATIONS.c.id)
    found = select(secrets.c.id, secrets.c.expires_at, seen, standing, *_PERSON).select_from(joined)
    return found.where(hashed == bindparam("secret"), _USERS.c.active).order_by(_MEMBERS.c.id)


_BY_TOKEN = _people(_TOKENS, _TOKENS.c.token_hash)
_BY_SESSION = _people(_SESSIONS, _SESSIONS.c.cookie_hash, seen=_SESSIONS.c.last_seen_at, standing=_SESSIONS.c.tenant_id)
_BY_KEY = _people(_KEYS, _KEYS.c.key_hash, standing=_KEYS.c.tenant_id, only=_MEMBERS.c.tenant_id == _KEYS.c.tenant_id)
_BY_KEY = _BY_KEY.where(_KEYS.c.revoked_at.is_(None))
_BY_ID = select(*_RECORD).where(_ORGANIZATIONS.c.id == bindparam("id"))
_BY_PUBLIC_ID = select(*_RECORD).where(_ORGANIZATIONS.c.organization_id == bindparam("id"))
_SEEN = update(_SESSIONS).where(_SESSIONS.c.id == bindparam("session")).values(last_seen_at=bindparam("now"))


class Directory:
    """Look-ups in the system database, each one statement in AUTOCOMMIT. What is remembered is at most
    ``settings.memory_seconds`` old, and forgotten at once by ``forget``.
    """

    def __init__(self, engine: Engine, settings: Settings, *, elapsed: Callable[[], float] = monotonic):
        self.settings = settings
        self._engine, self._elapsed = engine, elapsed
        self._memory: dict[bytes, tuple[float, Person]] = {}
        self._epoch = 0
        self._lock = Lock()

    def by_token(self, token: str) -> Person | None:
        """The holder of an access token."""
        return self._holder(_BY_TOKEN, token)

    def by_session(self, cookie: str) -> Person | None:
        """The holder of a browser's cookie, whose session lives on by this."""
        person, now = self._holder(_BY_SESSION, cookie), clock.now()
        if person is None or person.seen_at is None or person.seen_at + IDLE <= now:
            return None
        if person.seen_at + _SEEN_EVERY <= now:
            self._ask(lambda connection: connection.execute(_SEEN, {"session": person.secret_id, "now": now}))
            self.forget(user_id=person.user.id)
        return person

    def by_api_key(self, key: str) -> Person | None:
        """The holder of an API key; ``at`` has the key's organization alone."""
        return self._holder(_BY_KEY, key)

    def record(self, tenant_id: int) -> TenantRecord | None:
        """The organization of this id, as it is now."""
        return self._record(_BY_ID, tenant_id)

    def record_of(self, organization_id: str) -> TenantRecord | None:
        """The organization of this public id, as it is now."""
        return self._record(_BY_PUBLIC_ID, organization_id)

    def records(self, *states: State) -> list[TenantRecord]:
        """All organizations, or those in these states, oldest first."""
        chosen = select(*_RECORD).order_by(_ORGANIZATIONS.c.id)
        if states:
            chosen = chosen.where(_ORGANIZATIONS.c.state.in_(states))
        return [TenantRecord(*row) for row in self._ask(lambda connection: connection.execute(chosen).all())]

    def one_on(self, server: str) -> TenantRecord | None:
        """Some organization that is served from this database server: the newest."""
        chosen = select(*_RECORD).where(_ORGANIZATIONS.c.server == server, _ORGANIZATIONS.c.state == State.READY)
        row = self._ask(lambda connection: connection.execute(chosen.order_by(_ORGANIZATIONS.c.id.desc()).limit(1)).one_or_none())
        return None if row is None else TenantRecord(*row)

    def forget(self, *, user_id: int | None = None, tenant_id: int | None = None) -> None:
        """Ask the database again: for this user, for the members of this tenant, or, given neither, for everyone.

        Call it after the commit of what changed; ``System.forget`` does.
        """
        with self._lock:
            self._epoch += 1
            for key, (_, person) in list(self._memory.items()):
                concerned = person.user.id == user_id or any(m.tenant_id == tenant_id for m, _ in person.at.values())
                if concerned or (user_id is None and tenant_id is None):
                    del self._memory[key]

    def _holder(self, statement: Select[Any], secret: str) -> Person | None:
        hashed = secret_hash(secret)
        known = self._memory.get(hashed)
        if known is not None and known[0] > self._elapsed():
            person: Person | None = known[1]
        else:
            epoch = self._epoch
            person = self._find(statement, hashed)
            if person is not None:
                self._remember(hashed, person, epoch)
        if person is not None and person.expires_at is not None and person.expires_at <= clock.now():
            return None
        return person

    def _remember(self, hashed: bytes, person: Person, epoch: int) -> None:
        """Unless something was forgotten while we asked: then our answer may be from before. Nor while a database of
        theirs is being made, perhaps by another process: its people wait for that moment.
        """
        settled = all(record.ready for _, record in person.at.values())
        with self._lock:
            if settled and epoch == self._epoch and self.settings.memory_seconds > 0:
                if len(self._memory) >= _MOST_REMEMBERED:
                    self._memory.clear()
                self._memory[hashed] = (self._elapsed() + self.settings.memory_seconds, person)

    def _find(self, statement: Select[Any], hashed: bytes) -> Person | None:
        rows = self._ask(lambda connection: connection.execute(statement, {"secret": hashed}).all())
        if not rows:
            return None
        at: dict[str, tuple[Member, TenantRecord]] = {}
        for row in rows:
            if row[_MEMBER.start] is not None:
                record = TenantRecord(*row[_MEMBER.stop :])
                at[record.organization_id] = (Member(*row[_MEMBER]), record)
        secret_id, expires_at, seen_at, standing = rows[0][:4]
        named = next((public for public, (_, record) in at.items() if record.id == standing), None)
        return Person(UserRecord(*rows[0][4 : _MEMBER.start]), at, named, expires_at, secret_id, seen_at)

    def _record(self, statement: Select[Any], id: int | str) -> TenantRecord | None:
        row = self._ask(lambda connection: connection.execute(statement, {"id": id}).one_or_none())
        return None if row is None else TenantRecord(*row)

    def _ask(self, question: Callable[[Connection], T]) -> T:
        """Ask, and once more if the server had dropped an idle connection."""
        try:
            with self._engine.connect() as connection:
                return question(connection)
        except DBAPIError as error:
            if not db.is_lost(error):
                raise
        with self._engine.connect() as connection:
            return question(connection)
