"""Rows of the outboxes and of the effects, in the system database and in each tenant's; and of the jobs themselves in SQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, SystemBase, TenantBase

ID = String(64)
KEY = String(190)


class OutboxColumns:
    """Work that the transaction which wrote this row wants done once it has committed. ``args`` is a JSON object."""

    position: Mapped[int] = mapped_column(BigId, primary_key=True)
    id: Mapped[str] = mapped_column(ID)
    name: Mapped[str] = mapped_column(String(64))
    tenant_id: Mapped[int | None] = mapped_column(BigId)
    user_id: Mapped[int | None] = mapped_column(BigId)
    args: Mapped[str] = mapped_column(Text)
    due: Mapped[datetime | None] = mapped_column(Moment)
    lock: Mapped[str | None] = mapped_column("lock_key", KEY)
    debounce: Mapped[str | None] = mapped_column("debounce_key", KEY)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (UniqueConstraint("id"), TABLE)


class SystemOutbox(OutboxColumns, SystemBase):
    """The outbox of the system database."""

    __tablename__ = "outbox"


class TenantOutbox(OutboxColumns, TenantBase):
    """The outbox of a tenant's database."""

    __tablename__ = "outbox"


class EffectColumns:
    """That a job's effect on this database is in this database: written in the very transaction of the effect."""

    job_id: Mapped[str] = mapped_column(ID, primary_key=True)
    recorded_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (Index(None, "recorded_at"), TABLE | {"sqlite_autoincrement": False})


class SystemEffect(EffectColumns, SystemBase):
    """Effects on the system database."""

    __tablename__ = "job_effects"


class TenantEffect(EffectColumns, TenantBase):
    """Effects on a tenant's database."""

    __tablename__ = "job_effects"


class JobRow(SystemBase):
    """A job in the SQL store; see ``jobs.job.JobRecord`` for what the columns mean.

    ``party`` is the tenant, 0 for none. ``held`` is the lock key while the job is active, ``waits`` the debounce key
    while it waits for its first run, both null otherwise: so a unique constraint is all that a lock needs.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("held"),
        UniqueConstraint("waits"),
        Index(None, "state", "party", "due"),
        Index(None, "expires"),
        TABLE | {"sqlite_autoincrement": False},
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    party: Mapped[int] = mapped_column(BigId, autoincrement=False)
    user_id: Mapped[int | None] = mapped_column(BigId)
    args: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))
    due: Mapped[datetime] = mapped_column(Moment)
    attempt: Mapped[int] = mapped_column(Integer, default=0)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    worker: Mapped[str | None] = mapped_column(String(190))
    lock: Mapped[str | None] = mapped_column("lock_key", KEY)
    debounce: Mapped[str | None] = mapped_column("debounce_key", KEY)
    held: Mapped[str | None] = mapped_column(KEY)
    waits: Mapped[str | None] = mapped_column(KEY)
    cancelling: Mapped[int] = mapped_column(Integer, default=0)
    progress: Mapped[str | None] = mapped_column(Text)
    error: Mapped[str | None] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Moment)
    finished: Mapped[datetime | None] = mapped_column(Moment)
    expires: Mapped[datetime | None] = mapped_column(Moment)
