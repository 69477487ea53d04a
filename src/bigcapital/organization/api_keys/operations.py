"""Keys for programs: each opens one organization with its owner's present rights, and is shown once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from bigcapital import clock
from bigcapital.errors import NotFound
from bigcapital.security.tokens import masked, new_api_key
from bigcapital.tenancy.directory import secret_hash
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.model import ApiKey


def generate(system: System, *, tenant_id: int, user_id: int, name: str | None) -> tuple[ApiKey, str]:
    """A new key and its text, which nobody sees again."""
    key = new_api_key()
    row = ApiKey(tenant_id=tenant_id, user_id=user_id, name=name, key_hash=secret_hash(key), masked=masked(key))
    system.session.add(row)
    system.session.flush()
    return row, key


def keys(system: System, *, tenant_id: int, user_id: int | None) -> Sequence[ApiKey]:
    """The organization's keys, newest first; with ``user_id`` those of that owner alone."""
    chosen = select(ApiKey).where(ApiKey.tenant_id == tenant_id)
    if user_id is not None:
        chosen = chosen.where(ApiKey.user_id == user_id)
    return system.session.scalars(chosen.order_by(ApiKey.id.desc())).all()


def revoke(system: System, *, tenant_id: int, key_id: int) -> ApiKey:
    """Let the key open nothing any more; raises ``NotFound``."""
    row = system.session.scalar(select(ApiKey).where(ApiKey.tenant_id == tenant_id, ApiKey.id == key_id))
    if row is None:
        raise NotFound("There is no such key.")
    row.revoked_at = row.revoked_at or clock.now()
    return row


def present(row: ApiKey) -> dict[str, Any]:
    """The key as lists show it: masked."""
    return {
        "id": row.id,
        "key": row.masked,
        "token": row.masked,
        "name": row.name or "",
        "user_id": row.user_id,
        "revoked": row.revoked_at is not None,
        "expires_at": row.expires_at,
        "revoked_at": row.revoked_at,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }
