"""``/api/transactions-locking``."""

from __future__ import annotations

from datetime import date
from typing import Any

from bigcapital.accounting.locks import operations
from bigcapital.accounting.locks.guard import ALL
from bigcapital.accounting.locks.schema import (
    CancelLockIn,
    CancelUnlockPartialIn,
    LockedOut,
    LockIn,
    LocksOut,
    ModuleLockOut,
    UnlockPartialIn,
)
from bigcapital.accounting.locks.words import name_and_description
from bigcapital.formats import DEFAULT_DATE_FORMAT, format_date
from bigcapital.rest import Collection, action, collection
from bigcapital.tenancy.tenant import Tenant

MAY_LOCK = "Account:TransactionsLocking"
_DAYS = ("lock_to_date", "unlock_from_date", "unlock_to_date")


@collection("transactions-locking")
class Locking(Collection):
    """Days up to which the books are closed: for all documents at once, or for each module by itself."""


@action(Locking, "", method="GET", answer=LocksOut)
def show_all(locking: Locking) -> dict[str, Any]:
    """Every lock, and which kind of lock counts."""
    tenant = locking.tenant
    return {
        "all": _module(tenant, ALL),
        "modules": [_module(tenant, module) for module in operations.MODULES],
        "locking_type": operations.locking_type(tenant),
    }


@action(Locking, ":module", method="GET", answer=ModuleLockOut)
def show(locking: Locking, module: str) -> dict[str, Any]:
    """The lock of one module."""
    return _module(locking.tenant, module)


@action(Locking, "lock", method="PUT", access=MAY_LOCK, body=LockIn, answer=LockedOut)
def lock(locking: Locking, data: LockIn) -> dict[str, Any]:
    """Close the books of a module up to a day, included. It replaces the module's former lock."""
    operations.lock(locking.tenant, data.module, data.lock_to_date, data.reason)
    return _done(locking.tenant, data.module, "All transactions are locked." if data.module == ALL else "The module is locked.")


@action(Locking, "cancel-lock", method="PUT", access=MAY_LOCK, body=CancelLockIn, answer=LockedOut)
def cancel_lock(locking: Locking, data: CancelLockIn) -> dict[str, Any]:
    """Open the books of a module again."""
    operations.cancel_lock(locking.tenant, data.module, data.reason)
    return _done(locking.tenant, data.module, "The lock is cancelled.")


@action(Locking, "unlock-partial", method="PUT", access=MAY_LOCK, body=UnlockPartialIn, answer=LockedOut)
def unlock_partial(locking: Locking, data: UnlockPartialIn) -> dict[str, Any]:
    """Open some days, first and last included, within what is locked. There is one such window a lock."""
    operations.unlock_between(locking.tenant, data.module, data.unlock_from_date, data.unlock_to_date, data.reason)
    return _done(locking.tenant, data.module, "The days between are unlocked.")


@action(Locking, "cancel-unlock-partial", method="PUT", access=MAY_LOCK, body=CancelUnlockPartialIn, answer=LockedOut)
def cancel_unlock_partial(locking: Locking, data: CancelUnlockPartialIn) -> dict[str, Any]:
    """Lock the days of the window again."""
    operations.cancel_unlock(locking.tenant, data.module)
    return _done(locking.tenant, data.module, "The days between are locked again.")


def _done(tenant: Tenant, module: str, message: str) -> dict[str, Any]:
    return {"message": message, "data": _lock(operations.lock_of(tenant, module))}


def _module(tenant: Tenant, module: str) -> dict[str, Any]:
    shown = _lock(operations.lock_of(tenant, module))
    name, description = name_and_description(module, tenant.language)
    formatted = {f"formatted_{field}": _formatted(tenant, shown[field]) for field in _DAYS}
    return {"module": module, "description": description, **shown, "formatted_module": name, **formatted}


def _lock(stored: dict[str, Any]) -> dict[str, Any]:
    return {
        "is_enabled": bool(stored.get("active")),
        **{field: stored.get(field) for field in _DAYS},
        "is_partial_unlock": bool(stored.get("unlock_from_date") and stored.get("unlock_to_date")),
        **{field: stored.get(field) or "" for field in ("lock_reason", "unlock_reason", "partial_unlock_reason")},
    }


def _formatted(tenant: Tenant, day: str | None) -> str:
    record = tenant.record
    return format_date(date.fromisoformat(day), record.date_format or DEFAULT_DATE_FORMAT, tenant.language) if day else ""
