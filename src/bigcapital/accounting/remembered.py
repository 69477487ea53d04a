"""What a tenant's database says until its metadata changes, remembered in the process.

The head row, which every unit of work reads anyway, carries the version; so nothing is ever invalidated and nothing is ever
stale. A unit of work that has changed such names itself reads them afresh, and what it reads is not remembered: it may
still be taken back.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any, TypeVar

from bigcapital.tenancy.tenant import Tenant

T = TypeVar("T")
Row = TypeVar("Row")
_MOST_REMEMBERED = 1_000  # names of tenants; the least recently used goes first
_MOST_ROWS = 10_000  # of one name


def remembered(tenant: Tenant, name: str, read: Callable[[Tenant], T]) -> T:
    """``read(tenant)``, or what it was when last asked at this metadata version. Treat it as immutable."""
    if tenant.metadata_touched:
        tenant.session.flush()
        return read(tenant)
    memory: _Memory = tenant.installation.services.setdefault("remembered", _Memory())
    key = (tenant.id, tenant.record.generation, name)
    version = tenant.head.metadata_version
    known = memory.get(key, version)
    if known is None:
        known = read(tenant)
        memory.put(key, version, known)
    found: T = known
    return found


def remembered_rows(
    tenant: Tenant, name: str, ids: Iterable[int | None], read: Callable[[Tenant, list[int]], dict[int, Row]]
) -> dict[int, Row]:
    """The rows of these ids, ``read`` where they are not remembered, in one statement; those that do not exist are left out.

    For tables that are too long to be remembered whole. Treat the rows as immutable.
    """
    wanted = {id for id in ids if id is not None}
    if not wanted:
        return {}
    memory: dict[int, Row] = remembered(tenant, name, lambda tenant: {})
    found = {id: known for id in wanted if (known := memory.get(id)) is not None}
    if len(found) < len(wanted):
        more = read(tenant, sorted(wanted - found.keys()))
        if len(memory) > _MOST_ROWS:
            memory.clear()
        memory.update(more)
        found |= more
    return found


class _Memory:
    """One value by key, of one version."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, int, str], tuple[int, Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[int, int, str], version: int) -> Any:
        with self._lock:
            known = self._known.get(key)
            if known is None or known[0] != version:
                return None
            self._known.move_to_end(key)
            return known[1]

    def put(self, key: tuple[int, int, str], version: int, value: Any) -> None:
        with self._lock:
            self._known[key] = (version, value)
            self._known.move_to_end(key)
            if len(self._known) > _MOST_REMEMBERED:
                self._known.popitem(last=False)
