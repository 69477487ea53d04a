"""``/api/roles``."""

from __future__ import annotations

from typing import Any

from bigcapital.organization.roles import operations, schema
from bigcapital.organization.roles.permissions import permission_schema
from bigcapital.organization.users.operations import is_role_held
from bigcapital.rest import Collection, Item, Listing, action, collection
from bigcapital.security.model import Role


def _done(role_id: int, message: str) -> dict[str, Any]:
    return {"data": {"id": role_id}, "message": message}


class RoleItem(Item):
    """One role."""

    row: Role

    def edit(self, data: schema.RoleIn) -> dict[str, Any]:
        """Rename a role and replace its permissions."""
        operations.edit(self.tenant, self.row, name=data.role_name, description=data.role_description, permissions=data.permissions)
        return _done(self.id, "The role has been edited.")

    def delete(self) -> dict[str, Any]:
        """Delete a role that nobody has."""
        operations.delete(self.tenant, self.row, held=is_role_held(self.system, self.tenant.id, self.id))
        return _done(self.id, "The role has been deleted.")


@collection("roles", item=RoleItem)
class Roles(Collection):
    """What members may do: a role grants abilities on subjects."""

    model = Role
    create_schema = edit_schema = schema.RoleIn
    listing = Listing(envelope=None, default_sort=("id", "asc"), paginated=False)
    list_answer = list[schema.RoleOut]
    show_answer = schema.RoleOut
    create_answer = edit_answer = delete_answer = schema.Done

    def create(self, data: schema.RoleIn) -> dict[str, Any]:
        """Make a role."""
        role = operations.create(self.tenant, name=data.role_name, description=data.role_description, permissions=data.permissions)
        return _done(role.id, "The role has been created.")

    def not_found(self) -> Exception:
        return operations.RoleNotFound("There is no such role.")

    def present(self, rows: list[Role]) -> list[dict[str, Any]]:
        return [operations.present(role) for role in rows]


@action(Roles, "permissions/schema", method="GET", answer=list[schema.SubjectOut])
def show_schema(roles: Roles) -> list[dict[str, Any]]:
    """Every subject with its abilities, for the role form."""
    return permission_schema(roles.tenant.language)
