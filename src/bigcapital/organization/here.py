"""Where the caller stands, for collections on ``Root``, which belong to people rather than to one organization's books."""

from __future__ import annotations

from pyramid.request import Request

from bigcapital.errors import Unauthorized
from bigcapital.security.grants import may
from bigcapital.tenancy.tenant import Tenant, TenantRecord


def record_of(request: Request) -> TenantRecord:
    """The organization that the caller named and belongs to; raises the 401 of one who named none."""
    caller = request.caller
    if caller is None or caller.record is None:
        raise Unauthorized("Organization ID is required.", error="Unauthorized")
    record: TenantRecord = caller.record
    return record


def books_of(request: Request) -> Tenant | None:
    """The organization's database, to be read; none before it is built."""
    return request.tenant if record_of(request).ready else None


def may_mutate(request: Request) -> bool:
    """Whether the caller may change the organization's preferences."""
    caller = request.caller
    return caller.member is not None and may(request.installation, caller.record, caller.member.role_id, "Preferences", "Mutate")
