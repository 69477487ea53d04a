"""Creating, editing and deleting roles. The predefined ones stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from sqlalchemy import select

from bigcapital import clock
from bigcapital.errors import DomainError
from bigcapital.organization.roles.permissions import KNOWN
from bigcapital.security.grants import ADMIN, forget_after_commit
from bigcapital.security.model import Role, RolePermission
from bigcapital.tenancy.tenant import Tenant


class RoleNotFound(DomainError):
    """No such role here."""

    type = "ROLE_NOT_FOUND"


class RolePredefined(DomainError):
    """The administrator's and the staff's role cannot be changed or deleted."""

    type = "ROLE_PREFINED"


class UnknownPermissions(DomainError):
    """Some permission names a subject or an ability that does not exist."""

    type = "INVALIDATE_PERMISSIONS"


class RoleHasUsers(DomainError):
    """Somebody has the role, or is invited to it."""

    type = "CANNT_DELETE_ROLE_ASSOCIATED_TO_USERS"


class Permission(Protocol):
    """One line of the role form."""

    @property
    def subject(self) -> str: ...
    @property
    def ability(self) -> str: ...
    @property
    def value(self) -> bool: ...


def find(tenant: Tenant, role_id: int) -> Role:
    """The role; raises ``RoleNotFound``."""
    role = tenant.session.get(Role, role_id)
    if role is None:
        raise RoleNotFound("There is no such role.")
    return role


def check_exists(tenant: Tenant | None, role_id: int) -> None:
    """Raises ``RoleNotFound``; before the organization is built there is the administrator's role alone."""
    if role_id != ADMIN and (tenant is None or tenant.session.get(Role, role_id) is None):
        raise RoleNotFound("There is no such role.")


def roles(tenant: Tenant) -> Sequence[Role]:
    """All roles, oldest first."""
    return tenant.session.scalars(select(Role).order_by(Role.id)).all()


def create(tenant: Tenant, *, name: str, description: str, permissions: Iterable[Permission]) -> Role:
    """A new role with ``permissions``."""
    now = clock.now()
    role = Role(
        name=name, slug=None, description=description, predefined=False, permissions=_rows(permissions), created_at=now, updated_at=now
    )
    tenant.session.add(role)
    tenant.session.flush()
    tenant.bump_metadata()
    return role


def edit(tenant: Tenant, role: Role, *, name: str, description: str, permissions: Iterable[Permission]) -> Role:
    """Rename the role and put ``permissions`` in the place of those it had."""
    _refuse_predefined(role)
    role.name, role.description, role.updated_at = name, description, clock.now()
    role.permissions = _rows(permissions)
    tenant.session.flush()
    tenant.bump_metadata()
    forget_after_commit(tenant)
    return role


def delete(tenant: Tenant, role: Role, *, held: bool) -> None:
    """Remove the role, unless somebody holds it (``held``, which the system database knows)."""
    _refuse_predefined(role)
    if held:
        raise RoleHasUsers("The role belongs to users and cannot be deleted.")
    tenant.session.delete(role)
    tenant.session.flush()
    tenant.bump_metadata()
    forget_after_commit(tenant)


def present(role: Role) -> dict[str, Any]:
    """The role as clients read it."""
    return {
        "id": role.id,
        "name": role.name,
        "slug": role.slug,
        "description": role.description,
        "predefined": role.predefined,
        "permissions": [
            {"id": row.id, "role_id": row.role_id, "subject": row.subject, "ability": row.ability, "value": row.value}
            for row in role.permissions
        ],
    }


def _rows(permissions: Iterable[Permission]) -> list[RolePermission]:
    wanted = {(given.subject, given.ability): bool(given.value) for given in permissions}  # the last word on each counts
    unknown = sorted(wanted.keys() - KNOWN)
    if unknown:
        raise UnknownPermissions(
            "Unknown permissions: " + ", ".join(f"{subject}:{ability}" for subject, ability in unknown),
            payload={"permissions": [{"subject": subject, "ability": ability} for subject, ability in unknown]},
        )
    return [RolePermission(subject=subject, ability=ability, value=value) for (subject, ability), value in wanted.items()]


def _refuse_predefined(role: Role) -> None:
    if role.predefined:
        raise RolePredefined("A predefined role cannot be changed or deleted.")
