"""Idempotency keys, kept in the database that the request writes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table
from sqlalchemy.dialects.mysql import MEDIUMBLOB

from bigcapital.db import TABLE, Moment, SystemBase, TenantBase


def _keys(metadata: MetaData) -> Table:
    options: dict[str, Any] = {**TABLE}
    options.pop("sqlite_autoincrement")  # the key is no number
    return Table(
        "idempotency_keys",
        metadata,
        Column("key", String(64), primary_key=True),  # SHA-256 of the caller and the key
        Column("request", String(64), nullable=False),  # SHA-256 of method, path and body
        Column("state", String(8), nullable=False),  # running | done
        Column("fence", String(32), nullable=False),  # whose run this is
        Column("status", Integer),
        Column("content_type", String(100)),
        Column("answer", LargeBinary().with_variant(MEDIUMBLOB(), "mysql", "mariadb")),
        Column("created_at", Moment, nullable=False, index=True),
        **options,
    )


SYSTEM_KEYS = _keys(SystemBase.metadata)
TENANT_KEYS = _keys(TenantBase.metadata)
