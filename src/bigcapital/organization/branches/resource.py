"""``/api/branches``."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, false

from bigcapital.organization.branches import operations, schema
from bigcapital.organization.branches.model import Branch
from bigcapital.rest import Collection, Item, Listing, action, collection, guards


class BranchItem(Item):
    """One branch."""

    row: Branch

    def edit(self, data: schema.BranchIn) -> dict[str, Any]:
        """Change a branch."""
        return operations.present(operations.edit(self.tenant, self.row, data.model_dump()))

    def delete(self) -> None:
        """Delete a branch that nothing is recorded for."""
        guards.check("branch.delete", self.tenant, self.row)
        operations.delete(self.tenant, self.row)


@collection("branches", item=BranchItem)
class Branches(Collection):
    """Where the organization works. The list is empty until branches are activated."""

    model = Branch
    create_schema = edit_schema = schema.BranchIn
    listing = Listing(envelope=None, default_sort=("id", "asc"), paginated=False)
    list_answer = list[schema.BranchOut]
    show_answer = create_answer = edit_answer = schema.BranchOut

    def select(self) -> Select[Any]:
        """Nothing is shown while the feature is off."""
        rows = super().select()
        return rows if operations.is_on(self.tenant) else rows.where(false())

    def find(self, id: int) -> Branch | None:
        return self.session.get(Branch, id)

    def create(self, data: schema.BranchIn) -> dict[str, Any]:
        """Add a branch."""
        return operations.present(operations.create(self.tenant, data.model_dump()))

    def present(self, rows: list[Branch]) -> list[dict[str, Any]]:
        return [operations.present(row) for row in rows]


@action(BranchItem, "mark-as-primary", method="PUT", answer=schema.BranchOut)
def mark_primary(branch: BranchItem) -> dict[str, Any]:
    """Make it the branch of whatever names none."""
    return operations.present(operations.mark_primary(branch.tenant, branch.row))


@action(Branches, "activate", answer=schema.Said)
def activate(branches: Branches) -> dict[str, Any]:
    """Begin to work in branches."""
    operations.activate(branches.tenant)
    return {"code": 200, "message": "Branches are activated."}
