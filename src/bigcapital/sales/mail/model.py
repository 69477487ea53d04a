"""Mails of documents: what was asked to be sent, and whether it was."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Boolean, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase

QUEUED: Final = "queued"  # it will be sent, or tried again
SENT: Final = "sent"  # a mail server took it
FAILED: Final = "failed"  # nobody will take it; ``error`` says why


class DocumentMail(TenantBase):
    """A mail of a document, as it was when it was asked for. ``addressed``: JSON of whom it goes to, and its subject."""

    __tablename__ = "document_mails"
    __table_args__ = (Index(None, "model_ref", "model_id", "id"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    model_ref: Mapped[str] = mapped_column(String(64))
    model_id: Mapped[int] = mapped_column(BigId)
    addressed: Mapped[str] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text)
    attached: Mapped[bool] = mapped_column(Boolean)
    state: Mapped[str] = mapped_column(String(16), default=QUEUED)
    error: Mapped[str | None] = mapped_column(Text)
    user_id: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
