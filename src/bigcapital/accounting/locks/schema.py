"""Locking, in JSON."""

from __future__ import annotations

import datetime as dates

from bigcapital.accounting.locks.guard import ALL
from bigcapital.rest.schema import Answer, Body, Day, Name


class LockIn(Body):
    """Close ``module`` (all, sales, purchases or financial) up to a day, which is included."""

    module: Name
    lock_to_date: Day
    reason: Name


class CancelLockIn(Body):
    """Open what was closed."""

    module: Name = ALL
    reason: Name


class UnlockPartialIn(Body):
    """Open a window of what is closed, both days included."""

    module: Name = ALL
    unlock_from_date: Day
    unlock_to_date: Day
    reason: Name


class CancelUnlockPartialIn(Body):
    """Close the window again."""

    module: Name = ALL


class LockOut(Answer):
    """A lock: whether and up to when it closes its module, and the window in it that is open."""

    is_enabled: bool
    lock_to_date: dates.date | None
    unlock_from_date: dates.date | None
    unlock_to_date: dates.date | None
    is_partial_unlock: bool
    lock_reason: str
    unlock_reason: str
    partial_unlock_reason: str


class ModuleLockOut(LockOut):
    """A module with its lock, as screens write it."""

    module: str
    description: str
    formatted_module: str
    formatted_lock_to_date: str
    formatted_unlock_from_date: str
    formatted_unlock_to_date: str


class LocksOut(Answer):
    """Every lock. ``locking_type``: ``all`` when only the lock on everything counts, ``partial`` when each module's own does."""

    all: ModuleLockOut
    modules: list[ModuleLockOut]
    locking_type: str


class LockedOut(Answer):
    """What was done, and the lock as it now is."""

    message: str
    data: LockOut
