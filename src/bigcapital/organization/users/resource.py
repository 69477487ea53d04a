"""``/api/users``."""

from __future__ import annotations

from typing import Any

from bigcapital.organization.here import books_of, record_of
from bigcapital.organization.roles import operations as roles
from bigcapital.organization.users import operations, schema
from bigcapital.organization.users.operations import Person
from bigcapital.rest import Collection, Item, action, collection


class UserItem(Item):
    """A member, or an invitation that is not accepted yet."""

    row: Person

    def show(self) -> dict[str, Any]:
        """One person of the organization."""
        return operations.present(self.row)

    def done(self, message: str) -> dict[str, Any]:
        """Answer that it is done, and have the directory ask anew."""
        self.system.forget(tenant_id=record_of(self.request).id, user_id=self.row.membership.user_id)
        return {"id": str(self.id), "message": message}


@collection("users", item=UserItem, root=True, access="user")
class Users(Collection):
    """The people of the organization that the caller stands in."""

    show_answer = schema.UserOut

    def find(self, id: int) -> Person:
        """Raises ``UserNotFound``."""
        return operations.find(self.system, record_of(self.request).id, id)

    def not_found(self) -> Exception:
        return operations.UserNotFound("There is no such user.")


@action(Users, "", method="GET", access="user", answer=list[schema.UserListed])
def people(users: Users) -> list[dict[str, Any]]:
    """Everybody of the organization, with their roles."""
    books = books_of(users.request)
    known = roles.roles(books) if books is not None else []
    return [operations.present(person, known) for person in operations.people(users.system, record_of(users.request).id)]


@action(UserItem, "", access="Preferences", body=schema.UserEdit, answer=schema.Done)
def edit(user: UserItem, data: schema.UserEdit) -> dict[str, Any]:
    """Change role, names and address. Names and address of somebody who belongs elsewhere too are theirs alone to change."""
    if data.role_id != user.row.membership.role_id:
        roles.check_exists(books_of(user.request), data.role_id)
    operations.edit(user.system, user.row, **data.model_dump())
    return user.done("The user has been edited.")


@action(UserItem, "", method="DELETE", access="Preferences", answer=schema.Done)
def delete(user: UserItem) -> dict[str, Any]:
    """Take a member or an invitation out of the organization."""
    operations.remove(user.system, user.row)
    return user.done("The user has been deleted.")


@action(UserItem, "activate", method="PUT", access="Preferences", answer=schema.Done)
def activate(user: UserItem) -> dict[str, Any]:
    """Let a member in again."""
    operations.set_active(user.system, user.row, True)
    return user.done("The user has been activated.")


@action(UserItem, "inactivate", method="PUT", access="Preferences", answer=schema.Done)
def inactivate(user: UserItem) -> dict[str, Any]:
    """Keep a member out."""
    operations.set_active(user.system, user.row, False)
    return user.done("The user has been inactivated.")
