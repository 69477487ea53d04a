"""Audits that were asked for, and what each of them found."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase


class Audit(TenantBase):
    """One check of the books. ``checked_at`` is null until it is done, and so is all that follows from it.

    ``ledger_revision`` and ``entries``: what the books were when they were read. ``findings`` is JSON, the first of
    ``finding_count``; the books were in order when that is 0.
    """

    __tablename__ = "audits"
    __table_args__ = (TABLE,)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    job_id: Mapped[str] = mapped_column(String(64), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    checked_at: Mapped[datetime | None] = mapped_column(Moment)
    ledger_revision: Mapped[int | None] = mapped_column(BigId)
    entries: Mapped[int | None] = mapped_column(BigId)
    finding_count: Mapped[int | None] = mapped_column(Integer)
    findings: Mapped[str | None] = mapped_column(Text)
