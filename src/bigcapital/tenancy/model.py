"""Rows of the system database, and the one ``head`` row of each tenant's database.

Secrets (tokens, cookies, keys) are stored as SHA-256 of 256 random bits, never themselves: who reads this database
can enter nowhere. Ids of people and organizations are never reused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint, func
from sqlalchemy.dialects.mysql import BINARY
from sqlalchemy.orm import Mapped, mapped_column, validates

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, SystemBase, TenantBase

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def digest() -> LargeBinary:
    """A column for a SHA-256."""
    return LargeBinary(32).with_variant(BINARY(32), "mysql", "mariadb")


class State(StrEnum):
    """How far an organization's database is. Only ``ready`` is served; ``failed`` may be tried again."""

    EMPTY = "empty"  # signed up, nothing asked for
    REQUESTED = "requested"
    CREATING = "creating"
    MIGRATED = "migrated"
    SEEDED = "seeded"
    READY = "ready"
    FAILED = "failed"

    @property
    def building(self) -> bool:
        """Whether a build is on its way."""
        return self in {State.REQUESTED, State.CREATING, State.MIGRATED, State.SEEDED}


class Timed:
    """When a row was made and last changed."""

    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=clock.now)


class User(Timed, SystemBase):
    """A person, known by an e-mail address (lower case). ``password_hash`` is argon2id."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("email"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    email: Mapped[str] = mapped_column(String(190))
    first_name: Mapped[str] = mapped_column(String(100), default="")
    last_name: Mapped[str] = mapped_column(String(100), default="")
    password_hash: Mapped[str] = mapped_column(String(255))
    language: Mapped[str | None] = mapped_column(String(8))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    verified: Mapped[bool] = mapped_column(Boolean, default=True)
    last_login_at: Mapped[datetime | None] = mapped_column(Moment)

    @validates("email")
    def _lower(self, key: str, value: str) -> str:
        return value.strip().lower()


class Organization(Timed, SystemBase):
    """A tenant: its public id, metadata, build state and where its database is.

    ``generation`` counts the databases it has had: name and password of the present one follow from it.
    ``metadata_version`` is bumped with every change of the metadata, so that cached answers show it at once.
    """

    __tablename__ = "organizations"
    __table_args__ = (UniqueConstraint("organization_id"), Index(None, "state"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    organization_id: Mapped[str] = mapped_column(String(32))
    owner_id: Mapped[int | None] = mapped_column(BigId)  # who signed it up, for people to ask; grants nothing

    state: Mapped[str] = mapped_column(String(16), default=State.EMPTY)
    server: Mapped[str | None] = mapped_column(String(64))
    database: Mapped[str | None] = mapped_column(String(64))
    generation: Mapped[int] = mapped_column(Integer, default=0)
    schema_revision: Mapped[str | None] = mapped_column(String(32))
    build_job_id: Mapped[str | None] = mapped_column(String(64))
    build_error: Mapped[str | None] = mapped_column(Text)
    upgrade_job_id: Mapped[str | None] = mapped_column(String(64))
    initialized_at: Mapped[datetime | None] = mapped_column(Moment)
    seeded_at: Mapped[datetime | None] = mapped_column(Moment)
    built_at: Mapped[datetime | None] = mapped_column(Moment)
    under_maintenance_since: Mapped[datetime | None] = mapped_column(Moment)

    name: Mapped[str] = mapped_column(String(190), default="")
    industry: Mapped[str | None] = mapped_column(String(190))
    location: Mapped[str | None] = mapped_column(String(2))  # ISO 3166-1 alpha-2
    base_currency: Mapped[str | None] = mapped_column(String(3))
    timezone: Mapped[str | None] = mapped_column(String(64))
    fiscal_year: Mapped[str | None] = mapped_column(String(16))  # a month's English name, lower case
    language: Mapped[str | None] = mapped_column(String(8))
    date_format: Mapped[str | None] = mapped_column(String(32))
    address: Mapped[str | None] = mapped_column(Text)  # JSON
    primary_color: Mapped[str | None] = mapped_column(String(16))
    logo_key: Mapped[str | None] = mapped_column(String(190))
    tax_number: Mapped[str | None] = mapped_column(String(64))
    metadata_version: Mapped[int] = mapped_column(BigId, default=1)


class Placement(SystemBase):
    """A database that we created (or were about to): the only names that the orphan collector may drop."""

    __tablename__ = "placements"
    __table_args__ = (UniqueConstraint("server", "database"), Index(None, "tenant_id"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    tenant_id: Mapped[int] = mapped_column(BigId, ForeignKey("organizations.id"))
    server: Mapped[str] = mapped_column(String(64))
    database: Mapped[str] = mapped_column(String(64))
    generation: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    dropped_at: Mapped[datetime | None] = mapped_column(Moment)


class Membership(Timed, SystemBase):
    """That a user belongs to an organization, with which role. The role's row is in the tenant's database.

    Of someone who was invited and has no account yet, ``user_id`` is null and ``invited_email`` set; accepting fills the
    one and clears the other.
    """

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("user_id", "tenant_id"), UniqueConstraint("tenant_id", "invited_email"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    tenant_id: Mapped[int] = mapped_column(BigId, ForeignKey("organizations.id"))
    user_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"))
    invited_email: Mapped[str | None] = mapped_column(String(190))
    role_id: Mapped[int] = mapped_column(BigId)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    invited_at: Mapped[datetime | None] = mapped_column(Moment)
    invite_accepted_at: Mapped[datetime | None] = mapped_column(Moment)


class WebSession(SystemBase):
    """A browser's sign-in: ends 12 hours after ``last_seen_at`` or at ``expires_at``. ``tenant_id``: where it stands."""

    __tablename__ = "sessions"
    __table_args__ = (UniqueConstraint("cookie_hash"), Index(None, "user_id"), Index(None, "expires_at"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    cookie_hash: Mapped[bytes] = mapped_column(digest())
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    tenant_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("organizations.id"))
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    last_seen_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    address: Mapped[str | None] = mapped_column(String(64))
    user_agent: Mapped[str | None] = mapped_column(String(255))


class AccessToken(SystemBase):
    """An API client's sign-in. Revoking deletes the row."""

    __tablename__ = "access_tokens"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "user_id"), Index(None, "expires_at"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(digest())
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment)


class ApiKey(Timed, SystemBase):
    """A program's way into one organization, with its owner's present rights. ``masked``: what lists show of it."""

    __tablename__ = "api_keys"
    __table_args__ = (UniqueConstraint("key_hash"), Index(None, "tenant_id", "user_id"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    tenant_id: Mapped[int] = mapped_column(BigId, ForeignKey("organizations.id"))
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    name: Mapped[str | None] = mapped_column(String(190))
    key_hash: Mapped[bytes] = mapped_column(digest())
    masked: Mapped[str] = mapped_column(String(16))
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class Invitation(SystemBase):
    """A letter that lets its reader take a membership, once, until ``expires_at``."""

    __tablename__ = "invitations"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "membership_id"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    membership_id: Mapped[int] = mapped_column(BigId, ForeignKey("memberships.id"))
    tenant_id: Mapped[int] = mapped_column(BigId, ForeignKey("organizations.id"))
    invited_by: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    email: Mapped[str] = mapped_column(String(190))
    token_hash: Mapped[bytes] = mapped_column(digest())
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class PasswordReset(SystemBase):
    """A letter that lets its reader choose a new password, once, until ``expires_at``."""

    __tablename__ = "password_resets"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "user_id"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    token_hash: Mapped[bytes] = mapped_column(digest())
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class VerifyToken(SystemBase):
    """A letter that proves an e-mail address. Deleted when used."""

    __tablename__ = "verify_tokens"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "user_id"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    token_hash: Mapped[bytes] = mapped_column(digest())
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class ChainAnchor(SystemBase):
    """What a tenant's hash chain was at a moment, kept outside the tenant's database: a tail cut there shows here."""

    __tablename__ = "chain_anchors"
    __table_args__ = (UniqueConstraint("tenant_id", "sequence"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    tenant_id: Mapped[int] = mapped_column(BigId, ForeignKey("organizations.id"))
    sequence: Mapped[int] = mapped_column(BigId)
    chain_head: Mapped[bytes] = mapped_column(digest())
    anchored_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class PaymentAccount(SystemBase):
    """Which organizations an account at a payment provider pays into, so that what the provider tells of it finds them."""

    __tablename__ = "payment_accounts"
    __table_args__ = (UniqueConstraint("account_id", "tenant_id"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    tenant_id: Mapped[int] = mapped_column(BigId, ForeignKey("organizations.id"))
    account_id: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


# --- the tenant's database ---


class HeadRow(TenantBase):
    """The one row of a tenant that every writer locks first. Read and written through ``Head`` alone."""

    __tablename__ = "head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"), TABLE | {"sqlite_autoincrement": False})

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    tenant_id: Mapped[int] = mapped_column(BigId)
    chain_id: Mapped[str] = mapped_column(String(32))
    schema_revision: Mapped[str] = mapped_column(String(32))
    sequence: Mapped[int] = mapped_column(BigId)
    next_entry_id: Mapped[int] = mapped_column(BigId)
    next_line_id: Mapped[int] = mapped_column(BigId)
    chain_head: Mapped[bytes] = mapped_column(digest())
    revision: Mapped[int] = mapped_column(BigId)
    metadata_version: Mapped[int] = mapped_column(BigId)
    last_recorded_at: Mapped[datetime] = mapped_column(Moment)
    locks: Mapped[str] = mapped_column(Text)
    numbering: Mapped[str] = mapped_column(Text)


@dataclass
class Head:
    """The head row in memory: change it freely under the tenant's lock; the unit of work writes it once, at its end.

    ``sequence``: number of the last entry. ``chain_head``: its hash, 32 zero bytes before the first. ``revision``:
    bumped by every posting. ``metadata_version``: bumped by every change of what answers name (accounts, contacts …).
    ``locks``, ``numbering``: JSON objects (lock dates; series → prefix, next, auto). ``chain_id``: the random id that
    the chain's key is made from; it travels with backups. ``schema_revision``: the last migration.
    """

    tenant_id: int
    chain_id: str
    schema_revision: str = ""
    sequence: int = 0
    next_entry_id: int = 1
    next_line_id: int = 1
    chain_head: bytes = field(default=bytes(32), repr=False)
    revision: int = 0
    metadata_version: int = 1
    last_recorded_at: datetime = EPOCH
    locks: str = "{}"
    numbering: str = "{}"

    def values(self) -> dict[str, Any]:
        """Column name → value."""
        return {name: getattr(self, name) for name in HEAD_COLUMNS}

    @classmethod
    def unpacked(cls, packed: str) -> Head:
        """The row as ``PACKED_HEAD`` selects it."""
        values = dict(zip(HEAD_COLUMNS, json.loads(packed), strict=True))
        values["chain_head"] = bytes.fromhex(values["chain_head"])
        values["last_recorded_at"] = datetime.fromisoformat(values["last_recorded_at"]).replace(tzinfo=UTC)
        return cls(**values)


HEAD_COLUMNS = tuple(column.name for column in fields(Head))

# Every request reads this row, and the driver describes each column of an answer anew: in one column it costs half.
PACKED_HEAD = func.json_array(*(func.hex(HeadRow.chain_head) if name == "chain_head" else getattr(HeadRow, name) for name in HEAD_COLUMNS))
