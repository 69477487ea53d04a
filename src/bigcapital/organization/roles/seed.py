"""The two roles that every organization begins with."""

from __future__ import annotations

from bigcapital import clock
from bigcapital.organization.roles.permissions import STAFF
from bigcapital.security.grants import ADMIN
from bigcapital.security.model import Role, RolePermission
from bigcapital.tenancy.provision import seeder
from bigcapital.tenancy.tenant import Tenant


@seeder(order=10)
def seed(tenant: Tenant) -> None:
    """The administrator (1), who may do everything, and the staff (2), who sell and buy."""
    now = clock.now()
    admin = Role(id=ADMIN, name="Admin", slug="admin", description="Unrestricted access to everything.", predefined=True, created_at=now)
    admin.permissions = [RolePermission(subject="all", ability="manage", value=True)]
    staff = Role(id=ADMIN + 1, name="Staff", slug="staff", description="Sales and purchases.", predefined=True, created_at=now)
    staff.permissions = [RolePermission(subject=subject, ability=ability, value=True) for subject, ability in STAFF]
    tenant.session.add_all([admin, staff])
    tenant.session.flush()
