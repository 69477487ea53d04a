"""Files that somebody imports: what is known of each. Their bytes pass through the tenant's files and are gone after a day."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase


class ImportFile(TenantBase):
    """A file of rows for one resource. ``key``: its name among the tenant's files, drawn by us; ``digest``: SHA-256 of its bytes.

    ``headings`` and ``mapping`` are JSON; the last mapping of a resource is proposed for the next file. ``job_id``: who
    previews or imports it, if that takes long. The counts are of documents, once it is imported.
    """

    __tablename__ = "import_files"
    __table_args__ = (UniqueConstraint("key"), Index(None, "resource", "digest"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(64))
    resource: Mapped[str] = mapped_column(String(32))
    file_name: Mapped[str] = mapped_column(String(255))
    digest: Mapped[str] = mapped_column(String(64))
    rows_count: Mapped[int] = mapped_column(Integer)
    headings: Mapped[str] = mapped_column(Text)
    params: Mapped[str] = mapped_column(Text)
    mapping: Mapped[str | None] = mapped_column(Text)
    job_id: Mapped[str | None] = mapped_column(String(32))
    created_count: Mapped[int | None] = mapped_column(Integer)
    skipped_count: Mapped[int | None] = mapped_column(Integer)
    imported_at: Mapped[datetime | None] = mapped_column(Moment)
    user_id: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=clock.now)
