"""Attached files: what is known of each, and which documents they belong to. The bytes are in the tenant's files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase


class Attachment(TenantBase):
    """A file that somebody uploaded. ``key``: its name among the tenant's files, drawn by us; ``origin_name``: what it was called.

    ``mime_type`` is what its content says, ``size`` its bytes. ``loose_since``: when a night first found that nothing has it.
    """

    __tablename__ = "attachments"
    __table_args__ = (UniqueConstraint("key"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(64))
    mime_type: Mapped[str] = mapped_column(String(128))
    size: Mapped[int] = mapped_column(BigId)
    origin_name: Mapped[str] = mapped_column(String(255))
    user_id: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    loose_since: Mapped[datetime | None] = mapped_column(Moment)


class AttachmentLink(TenantBase):
    """A file belongs to a document: ``model_ref`` says of which kind, ``model_id`` which."""

    __tablename__ = "attachment_links"
    __table_args__ = (UniqueConstraint("model_ref", "model_id", "attachment_id"), Index(None, "attachment_id"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    attachment_id: Mapped[int] = mapped_column(BigId, ForeignKey("attachments.id"))
    model_ref: Mapped[str] = mapped_column(String(64))
    model_id: Mapped[int] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
