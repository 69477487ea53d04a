"""``/api/invite``."""

from __future__ import annotations

from typing import Any

from bigcapital.errors import Failed
from bigcapital.organization.here import books_of, record_of
from bigcapital.organization.invitations import operations, schema
from bigcapital.organization.roles.operations import check_exists
from bigcapital.organization.users import operations as users
from bigcapital.rest import Collection, action, collection
from bigcapital.security.policy import check_csrf


@collection("invite", root=True)
class Invite(Collection):
    """Inviting people into the organization that the caller stands in."""

    def count(self) -> None:
        """One more letter from this address."""
        self.request.registry["bigcapital.limits"].count("signup", str(self.request.client_addr))


@action(Invite, "", method="PATCH", access="Preferences", body=schema.InviteIn, answer=schema.Invited)
def invite(invites: Invite, data: schema.InviteIn) -> dict[str, Any]:
    """Mail somebody an invitation, good for seven days."""
    invites.count()
    record = record_of(invites.request)
    check_exists(books_of(invites.request), data.role_id)
    membership = operations.invite(invites.system, tenant_id=record.id, email=data.email, role_id=data.role_id)
    return {"invited_user": users.present(users.Person(membership, None)), "message": "The invitation is on its way."}


@action(Invite, "users/:id/resend", access="Preferences", answer=schema.Resent)
def resend(invites: Invite, id: str) -> dict[str, Any]:
    """Mail the invitation again; its earlier letters open nothing any more."""
    if not id.isdecimal() or len(id) > 18:
        raise Failed(400, "Bad Request", "Validation failed (numeric string is expected)")
    invites.count()
    membership = operations.resend(invites.system, tenant_id=record_of(invites.request).id, membership_id=int(id))
    return {"user": users.present(users.Person(membership, None)), "message": "The invitation is on its way."}


@action(Invite, "check/:token", method="GET", access="public", answer=schema.Checked)
def check(invites: Invite, token: str) -> dict[str, Any]:
    """What an invitation is for."""
    return operations.present_invitation(invites.system, token)


@action(Invite, "accept/:token", access="public", body=schema.AcceptIn, answer=schema.Said)
def accept(invites: Invite, data: schema.AcceptIn, token: str) -> dict[str, Any]:
    """Join the organization: with names and a password, or signed in with the account that there is."""
    invites.count()
    caller = invites.request.caller
    if caller is not None:
        check_csrf(invites.request, caller)
    user_id = operations.accept(invites.system, token=token, caller_id=caller.user.id if caller is not None else None, **data.model_dump())
    invites.system.forget(user_id=user_id)
    return {"message": "You have joined the organization."}
