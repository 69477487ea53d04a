"""Who the caller is and what they may do, for Pyramid: membership decides, a claim never does.

The order of refusals is the contract's: rate limit, sign-in, verified, organization, built, permission.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from pyramid.config import Configurator
from pyramid.interfaces import ISecurityPolicy
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.security import Allowed, Denied
from zope.interface import implementer

from bigcapital.errors import Failed, Unauthorized
from bigcapital.languages import LANGUAGES
from bigcapital.security import csrf
from bigcapital.security.grants import may
from bigcapital.security.ratelimits import RateLimits
from bigcapital.tenancy.installation import Installation, System
from bigcapital.tenancy.resolvers import Caller, load, resolve
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
        check_csrf(request, caller)
        if permission == "unverified":
            return Allowed("signed in")
        if not caller.verified:
            raise _unverified()
        if permission == "user":
            return Allowed("signed in")
        if caller.member is None or caller.record is None:
            raise Unauthorized("Organization ID is required.", error="Unauthorized")
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
    secret = _secret(request)
    key = sha256(secret.encode()).hexdigest()[:32] if secret else str(request.client_addr)
    _limits(request).count("requests", key)


def _secret(request: Request) -> str | None:
    secret: str | None = request.headers.get("Authorization") or request.headers.get("Cookie")
    return secret


def _limits(request: Request) -> RateLimits:
    limits: RateLimits = request.registry["bigcapital.limits"]
    return limits


def identify(request: Request, *, strict: bool) -> None:
    """Resolve the caller. A refusal is raised at once where the path needs a tenant (``strict``), else kept for later.

    A secret that opens nothing counts for the address it came from: else whoever draws a new one each time has no limit.
    """
    try:
        caller = resolve(request, request.registry["bigcapital.resolvers"], request.installation.directory)
    except Unauthorized as refused:
        if _secret(request):
            _limits(request).count("requests", str(request.client_addr))
        if strict:
            raise
        request.environ["bigcapital.refused"] = refused
        caller = None
    request.environ["bigcapital.caller"] = caller


def check_csrf(request: Request, caller: Caller) -> None:
    """A browser sends its cookie unasked, so a write must also carry what only our page knows.

    For every permission but ``public``; a public write that acts for whoever is signed in asks for itself.
    """
    settings = request.installation.settings
    if caller.how != "session" or request.method in SAFE or not settings.csrf:
        return
    if not csrf.is_csrf_token(settings, caller.person.secret_id, request.headers.get(csrf.HEADER)):
        raise Failed(403, "Forbidden", "The X-CSRF-Token header is missing or not this session's.")


def _unverified() -> Unauthorized:
    return Unauthorized("The email address is not verified yet.", type="USER_NOT_VERIFIED")


def needs_ready_tenant(request: Request) -> None:
    """Raises the 401 of a caller who stands in no ready organization."""
    caller: Caller = request.caller
    if not caller.verified:
        raise _unverified()
    caller.tenant()


def stand_on(registry: Registry, installation: Installation) -> None:
    """Everything in a web application that belongs to one installation; the rest is made once, whichever it serves."""
    registry["bigcapital.installation"] = installation
    registry["bigcapital.resolvers"] = load(installation.settings.resolvers)
    registry["bigcapital.limits"] = RateLimits(installation.settings)
    registry["bigcapital.abandoned_keys"] = {}  # of `rest.idempotency`


def includeme(config: Configurator) -> None:
    """Set the policy and what a request carries: ``installation``, ``caller``, ``language``, ``tenant``, ``system``."""
    config.set_security_policy(Policy())
    config.set_default_permission("closed")  # nobody has it: a view without a permission is closed

    def installation(request: Request) -> Installation:
        return request.registry["bigcapital.installation"]

    def caller(request: Request) -> Caller | None:
        return request.environ.get("bigcapital.caller")

    def language(request: Request) -> str:
        """The first language that the reader accepts and the product speaks, else the organization's own."""
        record = request.caller.record if request.caller is not None else None
        own = record.own_language if record is not None else "en"
        spoken: str = request.accept_language.lookup(LANGUAGES, default=lambda: own)
        return spoken

    def tenant(request: Request) -> Tenant | None:
        if request.caller is None or request.caller.record is None:
            return None
        writer = request.method not in SAFE and not request.environ.get("bigcapital.on_root", False)
        record, user_id = request.caller.record, request.caller.user.id
        return request.installation.open_tenant(record, request.tm, writer=writer, user_id=user_id, language=request.language)

    def system(request: Request) -> System:
        writer = request.method not in SAFE and request.environ.get("bigcapital.on_root", False)
        user_id = request.caller.user.id if request.caller is not None else None
        return request.installation.open_system(request.tm, writer=writer, user_id=user_id)

    config.add_request_method(installation, "installation", reify=True)
    config.add_request_method(lambda request: request.environ.get("bigcapital.refused"), "refused", property=True)
    config.add_request_method(caller, "caller", property=True)
    config.add_request_method(language, "language", reify=True)
    config.add_request_method(tenant, "tenant", reify=True)
    config.add_request_method(system, "system", reify=True)
