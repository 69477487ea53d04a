"""Who the caller is and what they may do, for Pyramid: membership decides, a claim never does.

The order of refusals is the contract's: rate limit, sign-in, verified, organization, built, permission.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from pyramid.config import Configurator
from pyramid.interfaces import ISecurityPolicy
from pyramid.request import Request
from pyramid.security import Allowed, Denied
from zope.interface import implementer

from bigcapital.errors import Failed, Unauthorized
from bigcapital.security import csrf
from bigcapital.security.grants import may
from bigcapital.security.ratelimits import RateLimits
from bigcapital.tenancy.installation import Installation, System
from bigcapital.tenancy.resolvers import Caller, resolve
from bigcapital.tenancy.tenant import Tenant

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@implementer(ISecurityPolicy)
class Policy:
    """Permissions are those of the declarations: a word (public, unverified, user, member) or ``Subject:Ability``."""

    def identity(self, request: Request) -> Caller | None:
        return request.caller

    def authenticated_userid(self, request: Request) -> str | None:
        return str(request.caller.user.id) if request.caller is not None else None

    def permits(self, request: Request, context: Any, permission: str) -> Allowed | Denied:
        if permission == "public":
            return Allowed("anyone may")
        caller: Caller | None = request.caller
        if caller is None:
            return Denied("nobody is signed in")
        if permission == "unverified":
            return Allowed("signed in")
        if not caller.user.verified:
            raise Unauthorized("The email address is not verified yet.", type="USER_NOT_VERIFIED")
        if permission == "user":
            return Allowed("signed in")
        if caller.member is None or caller.record is None:
            return Denied("not a member of this organization")
        if permission == "member":
            return Allowed("a member")
        subject, _, ability = permission.partition(":")
        if ability and may(request.installation, caller.record, caller.member.role_id, subject, ability):
            return Allowed(permission)
        return Denied(f"the role does not allow {permission}")

    def remember(self, request: Request, userid: str, **kw: Any) -> list[tuple[str, str]]:
        return []

    def forget(self, request: Request, **kw: Any) -> list[tuple[str, str]]:
        return []


def count_request(request: Request) -> None:
    """One more request of this caller; raises 429. A caller is what signs it in, else its address."""
    secret = request.headers.get("Authorization") or request.headers.get("Cookie")
    key = sha256(secret.encode()).hexdigest()[:32] if secret else str(request.client_addr)
    limits: RateLimits = request.registry["bigcapital.limits"]
    limits.count("requests", key)


def identify(request: Request, *, strict: bool) -> None:
    """Resolve the caller. What refuses them is raised at once where the path needs a tenant (``strict``), else kept."""
    try:
        caller = resolve(request, request.installation)
        if caller is not None and caller.session_id is not None and request.method not in SAFE and request.installation.settings.csrf:
            _check_csrf(request, caller.session_id)
    except Unauthorized as refused:
        if strict:
            raise
        request.environ["bigcapital.refused"] = refused
        caller = None
    request.environ["bigcapital.caller"] = caller


def _check_csrf(request: Request, session_id: int) -> None:
    if not csrf.is_csrf_token(request.installation.settings, session_id, request.headers.get(csrf.HEADER)):
        raise Failed(403, "Forbidden", "The X-CSRF-Token header is missing or not this session's.")


def needs_ready_tenant(request: Request) -> None:
    """Raises the 401 of a caller who stands in no ready organization."""
    caller: Caller | None = request.caller
    if caller is None:
        raise Unauthorized()
    if not caller.user.verified:
        raise Unauthorized("The email address is not verified yet.", type="USER_NOT_VERIFIED")
    if caller.record is None:
        raise Unauthorized("Organization ID is required.", error="Unauthorized")
    if not caller.record.ready:
        raise Unauthorized("The organization's database is not initialized yet.", type="TENANT.DATABASE.NOT.INITALIZED")


def includeme(config: Configurator) -> None:
    """Set the policy and what a request carries: ``installation``, ``caller``, ``tenant``, ``system``."""
    installation: Installation = config.registry["bigcapital.installation"]
    config.registry["bigcapital.limits"] = RateLimits(installation.settings)
    config.set_security_policy(Policy())
    config.set_default_permission("closed")  # nobody has it: a view without a permission is closed

    def caller(request: Request) -> Caller | None:
        return request.environ.get("bigcapital.caller")

    def tenant(request: Request) -> Tenant | None:
        if request.caller is None or request.caller.record is None:
            return None
        writer = request.method not in SAFE and not request.environ.get("bigcapital.on_root", False)
        return installation.open_tenant(request.caller.record, request.tm, writer=writer, user_id=request.caller.user.id)

    def system(request: Request) -> System:
        writer = request.method not in SAFE and request.environ.get("bigcapital.on_root", False)
        user_id = request.caller.user.id if request.caller is not None else None
        return installation.open_system(request.tm, writer=writer, user_id=user_id)

    config.add_request_method(lambda request: installation, "installation", reify=True)
    config.add_request_method(lambda request: request.environ.get("bigcapital.refused"), "refused", property=True)
    config.add_request_method(caller, "caller", property=True)
    config.add_request_method(tenant, "tenant", reify=True)
    config.add_request_method(system, "system", reify=True)
