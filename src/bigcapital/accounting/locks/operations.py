"""Closing the books up to a day, and opening them again: each step says why.

Either everything is locked at once or each module by itself, never both, so that it is always plain what is closed. A lock
never opens what another one closes: the other kind has to be cancelled first, or the lock on everything has to reach as far.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bigcapital.accounting.locks.guard import ALL, FINANCIAL, PURCHASES, SALES, read, store
from bigcapital.errors import DomainError, Fault, InvalidInput
from bigcapital.tenancy.tenant import Tenant

PARTIAL = "partial"
MODULES = (SALES, PURCHASES, FINANCIAL)


class LockedByModule(DomainError):
    """Modules are locked by themselves, further than or instead of everything at once."""

    type = "TRANSACTION_LOCKING_PARTIAL"


class LockedAtOnce(DomainError):
    """Everything is locked at once, so no module has a lock of its own."""

    type = "TRANSACTION_LOCKING_ALL"


class ModuleNotFound(DomainError):
    """There is no such module, or it is not locked."""

    type = "TRANSACTIONS_LOCKING_MODULE_NOT_FOUND"


def locking_type(tenant: Tenant) -> str:
    """``all`` or ``partial``."""
    return str(read(tenant).get("type", PARTIAL))


def lock_of(tenant: Tenant, module: str) -> dict[str, Any]:
    """The lock of a module as stored, empty when it never had one. Raises ``ModuleNotFound`` for what is none."""
    _check_known(module)
    return dict(read(tenant).get(module) or {})


def lock(tenant: Tenant, module: str, to: date, reason: str) -> None:
    """Close ``module`` up to ``to``, included; a window that was open in it is closed, and an older date replaced.

    :raises LockedAtOnce: everything is locked, which a module's lock would undo for the others.
    :raises LockedByModule: a module is locked further than everything would be.
    """
    _check_known(module)
    locks = read(tenant)
    if module == ALL:
        ends = [date.fromisoformat(locks[one]["lock_to_date"]) for one in _standing(locks, MODULES)]
        if any(end > to for end in ends):
            raise LockedByModule(f"A module is locked up to {max(ends).isoformat()}; lock everything as far, or cancel that lock first.")
        for one in _standing(locks, MODULES):
            locks[one] |= {"active": False} | _NO_WINDOW
    elif _standing(locks, (ALL,)):
        raise LockedAtOnce("All transactions are locked at once; cancel that lock first.")
    locks["type"] = ALL if module == ALL else PARTIAL
    locks[module] = {"active": True, "lock_to_date": to.isoformat(), "lock_reason": reason}
    _save(tenant, locks)


def cancel_lock(tenant: Tenant, module: str, reason: str) -> None:
    """Open ``module``, whose lock and window end. Raises as ``_standing_lock`` does."""
    locks = read(tenant)
    _standing_lock(locks, module).update({"active": False, "unlock_reason": reason} | _NO_WINDOW)
    _save(tenant, locks)


def unlock_between(tenant: Tenant, module: str, start: date, end: date, reason: str) -> None:
    """Open the days from ``start`` to ``end``, both included, within the lock of ``module``.

    :raises InvalidInput: the window ends before it begins, or reaches out of what is locked.
    """
    locks = read(tenant)
    found = _standing_lock(locks, module)
    faults = [
        Fault(field, "withinLock", f"{camel} must not be after the last locked day, {found['lock_to_date']}", day.isoformat())
        for field, camel, day in (("unlock_from_date", "unlockFromDate", start), ("unlock_to_date", "unlockToDate", end))
        if day > date.fromisoformat(found["lock_to_date"])
    ]
    if end < start:
        faults.append(Fault("unlock_to_date", "notBefore", "unlockToDate must not be before unlockFromDate", end.isoformat()))
    if faults:
        raise InvalidInput(faults)
    found |= {"unlock_from_date": start.isoformat(), "unlock_to_date": end.isoformat(), "partial_unlock_reason": reason}
    _save(tenant, locks)


def cancel_unlock(tenant: Tenant, module: str) -> None:
    """Close the window of ``module`` again; without one there is nothing to do. Raises as ``_standing_lock`` does."""
    locks = read(tenant)
    _standing_lock(locks, module).update(_NO_WINDOW)
    _save(tenant, locks)


_NO_WINDOW = {"unlock_from_date": None, "unlock_to_date": None, "partial_unlock_reason": None}


def _check_known(module: str) -> None:
    if module not in (ALL, *MODULES):
        raise ModuleNotFound("There is no such module to lock: all, sales, purchases, financial.")


def _standing(locks: dict[str, Any], modules: tuple[str, ...]) -> list[str]:
    """Those of ``modules`` whose lock counts: it is active, and of the kind that locking now is."""
    counted = (ALL,) if locks.get("type") == ALL else MODULES
    return [one for one in modules if one in counted and (locks.get(one) or {}).get("active") and locks[one].get("lock_to_date")]


def _standing_lock(locks: dict[str, Any], module: str) -> dict[str, Any]:
    """The lock of ``module``, to be changed in place.

    :raises LockedAtOnce: the module is locked with everything; :raises LockedByModule: everything is, but by module;
    :raises ModuleNotFound: it is not locked.
    """
    _check_known(module)
    if _standing(locks, (module,)):
        found: dict[str, Any] = locks[module]
        return found
    if module == ALL and _standing(locks, MODULES):
        raise LockedByModule("Modules are locked by themselves, not all transactions at once.")
    if module != ALL and _standing(locks, (ALL,)):
        raise LockedAtOnce("All transactions are locked at once, not this module by itself.")
    raise ModuleNotFound("This module is not locked.")


def _save(tenant: Tenant, locks: dict[str, Any]) -> None:
    store(tenant, locks)
    tenant.bump_metadata()
