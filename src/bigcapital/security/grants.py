"""What a member may do: the role's grants, read from the organization's own database and remembered for a moment."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Final

from sqlalchemy import select
from transaction import TransactionManager

from bigcapital.security.model import RolePermission
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.tenant import Tenant, TenantRecord

ADMIN: Final = 1  # the administrator's role, in every organization: everything, without asking
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Grants:
    """Subjects and abilities; ``None`` is everything."""

    allowed: frozenset[tuple[str, str]] | None = frozenset()

    def allow(self, subject: str, ability: str) -> bool:
        """Whether ``ability`` on ``subject`` is granted."""
        return self.allowed is None or (subject, ability) in self.allowed


EVERYTHING: Final = Grants(None)
NOTHING: Final = Grants()


def grants_of(installation: Installation, record: TenantRecord, role_id: int) -> Grants:
    """What a role may do in an organization; before that is built only its administrator may anything."""
    if role_id == ADMIN:
        return EVERYTHING
    if not record.ready:
        return NOTHING
    return _memory(installation).of(record, role_id)


def may(installation: Installation, record: TenantRecord, role_id: int, subject: str, ability: str) -> bool:
    """Whether the role grants ``ability`` on ``subject``."""
    return grants_of(installation, record, role_id).allow(subject, ability)


def forget_after_commit(tenant: Tenant) -> None:
    """A role of the tenant has changed: once that is stored, this process asks anew (others within seconds)."""
    memory = _memory(tenant.installation)
    tenant.tm.get().addAfterCommitHook(lambda committed: memory.forget(tenant.id))


class _Memory:
    """Grants by tenant and role, never older than ``security.memory_seconds``."""

    def __init__(self, installation: Installation):
        self._installation = installation
        self._known: dict[tuple[int, int], tuple[float, Grants]] = {}
        self._epoch = 0
        self._lock = Lock()

    def of(self, record: TenantRecord, role_id: int) -> Grants:
        until, grants = self._known.get((record.id, role_id), (0.0, NOTHING))
        if monotonic() < until:
            return grants
        epoch = self._epoch
        grants = self._read(record, role_id)
        with self._lock:
            if epoch == self._epoch:  # else something changed while we asked
                if len(self._known) >= _MOST_REMEMBERED:
                    self._known.clear()
                self._known[record.id, role_id] = (monotonic() + self._installation.settings.memory_seconds, grants)
        return grants

    def forget(self, tenant_id: int) -> None:
        with self._lock:
            self._epoch += 1
            for key in [key for key in self._known if key[0] == tenant_id]:
                del self._known[key]

    def _read(self, record: TenantRecord, role_id: int) -> Grants:
        """In a unit of work of its own: permission is decided before the request's work begins."""
        granted = select(RolePermission.subject, RolePermission.ability).where(
            RolePermission.role_id == role_id, RolePermission.value.is_(True)
        )
        tm = TransactionManager(explicit=True)
        tm.begin()
        try:
            rows = self._installation.open_tenant(record, tm, writer=False).session.execute(granted).all()
        finally:
            tm.abort()
        return Grants(frozenset((subject, ability) for subject, ability in rows))


def _memory(installation: Installation) -> _Memory:
    found = installation.services.get("grants")
    memory: _Memory = found if found is not None else installation.services.setdefault("grants", _Memory(installation))
    return memory
