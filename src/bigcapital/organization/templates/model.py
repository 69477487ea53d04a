"""Templates of printed documents."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bigcapital import clock
from bigcapital.db import TABLE, BigId, Moment, TenantBase


class PdfTemplate(TenantBase):
    """How documents of one kind (``resource``) look. ``attributes``: JSON of what differs from ``fields.defaults``.

    One of each kind is the default, for documents that name none; one of each is predefined, and always there.
    """

    __tablename__ = "pdf_templates"
    __table_args__ = (Index(None, "resource"), TABLE)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    resource: Mapped[str] = mapped_column(String(64))
    template_name: Mapped[str] = mapped_column(String(255))
    attributes: Mapped[str] = mapped_column(Text, default="{}")
    predefined: Mapped[bool] = mapped_column(Boolean, default=False)
    default: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    updated_at: Mapped[datetime | None] = mapped_column(Moment, onupdate=clock.now)
