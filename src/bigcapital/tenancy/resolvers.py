"""Who is calling, and for which organization: each resolver reads one part of a request and claims what it finds.

The ini's ``tenancy.resolvers`` lists them, by the names in ``BUILT_IN`` or by dotted name of any callable
``(request, directory) -> Claim | None``. All of them run. Those that name a user must agree; the last organization
named counts, if the user belongs to it; an API key's organization cannot be overridden.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, Protocol

from bigcapital.config import Settings
from bigcapital.errors import Unauthorized
from bigcapital.tenancy.directory import Directory, Member, Person, UserRecord
from bigcapital.tenancy.tenant import TenantRecord

API_KEY_PREFIX: Final = "bc_"


class Asking(Protocol):
    """What resolvers read of a request."""

    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def cookies(self) -> Mapping[str, str]: ...
    @property
    def host(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Claim:
    """What one resolver found: a person, a public organization id, both, or (``bad``) a secret that is nobody's.

    ``bound``: the person may stand in no other organization than this one.
    """

    user: Person | None = None
    tenant: str | None = None
    bound: bool = False
    bad: bool = False


Resolver = Callable[[Any, Directory], Claim | None]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls. ``record`` and ``member`` are of the organization named, if one was; ``how`` is the name of the
    resolver that knew the user: ``session`` callers need a CSRF token, for the browser sends their cookie unasked.
    """

    user: UserRecord
    person: Person
    record: TenantRecord | None
    member: Member | None
    how: str

    @property
    def verified(self) -> bool:
        """Whether the e-mail address is proved; without, only proving it is allowed."""
        return self.user.verified

    def tenant(self) -> tuple[TenantRecord, Member]:
        """The organization to serve.

        :raises Unauthorized: none was named, or its database is not built yet.
        """
        if self.record is None or self.member is None:
            raise Unauthorized("Organization ID is required.", error="Unauthorized")
        if not self.record.ready:
            raise Unauthorized("Tenant database is not initialized yet.", type="TENANT.DATABASE.NOT.INITALIZED")
        return self.record, self.member


def cookie_name(settings: Settings) -> str:
    """The name of the sign-in cookie. Browsers keep a ``__Host-`` one to one host and to https."""
    return "__Host-bigcapital" if settings.public_url.startswith("https:") else "bigcapital"


def session(request: Asking, directory: Directory) -> Claim | None:
    """The browser's cookie; its session row says where the user stands. A stale cookie claims nothing."""
    cookie = request.cookies.get(cookie_name(directory.settings))
    person = directory.by_session(cookie) if cookie else None
    return None if person is None else Claim(person, person.standing)


def token(request: Asking, directory: Directory) -> Claim | None:
    """``Authorization: Bearer <access token>``."""
    bearer = _bearer(request)
    if bearer is None or bearer.startswith(API_KEY_PREFIX):
        return None
    person = directory.by_token(bearer)
    return Claim(bad=True) if person is None else Claim(person)


def api_key(request: Asking, directory: Directory) -> Claim | None:
    """``Authorization: Bearer bc_…``: one organization, whatever else is said."""
    bearer = _bearer(request)
    if bearer is None or not bearer.startswith(API_KEY_PREFIX):
        return None
    person = directory.by_api_key(bearer)
    if person is None or person.standing is None:
        return Claim(bad=True)
    return Claim(person, person.standing, bound=True)


def subdomain(request: Asking, directory: Directory) -> Claim | None:
    """``<organization id>.<tenancy.domain>``."""
    domain = directory.settings.domain
    name, dot, rest = request.host.lower().partition(":")[0].partition(".")
    return Claim(tenant=name) if domain and dot and rest == domain else None


def header(request: Asking, directory: Directory) -> Claim | None:
    """``organization-id``."""
    named = request.headers.get("organization-id", "").strip()
    return Claim(tenant=named) if named else None


BUILT_IN: Final[dict[str, Resolver]] = {"session": session, "token": token, "api_key": api_key, "subdomain": subdomain, "header": header}


def load(names: tuple[str, ...]) -> dict[str, Resolver]:
    """The resolvers of these names, in order.

    :raises LookupError: there is none of such a name.
    """
    found: dict[str, Resolver] = {}
    for name in names:
        if name in BUILT_IN:
            found[name] = BUILT_IN[name]
            continue
        module, _, attribute = name.replace(":", ".").rpartition(".")
        try:
            found[name] = getattr(import_module(module), attribute)
        except (ImportError, AttributeError, ValueError) as error:
            raise LookupError(f"tenancy.resolvers: there is no {name}") from error
    return found


Claims = list[tuple[str, Claim]]


def resolve(request: Asking, resolvers: Mapping[str, Resolver], directory: Directory) -> Caller:
    """The caller of a request.

    What a process remembers lets people in and keeps nobody out: before a refusal the system database is asked again.
    Else a company that a worker has just built, or an invitation accepted at another process, would sign people out.

    :raises Unauthorized: nobody, or claims that disagree, or an organization that is not the caller's (or is not at all).
    """
    claims = _claims(request, resolvers, directory)
    if directory.settings.memory_seconds and not _lets_in(claims):
        known = {claim.user.user.id for _, claim in claims if claim.user is not None}
        for user_id in known:
            directory.forget(user_id=user_id)
        claims = _claims(request, resolvers, directory) if known else claims
    return _caller(claims)


def _claims(request: Asking, resolvers: Mapping[str, Resolver], directory: Directory) -> Claims:
    return [(how, claim) for how, resolver in resolvers.items() if (claim := resolver(request, directory)) is not None]


def _lets_in(claims: Claims) -> bool:
    try:
        caller = _caller(claims)
    except Unauthorized:
        return False
    return caller.verified and (caller.record is None or caller.record.ready)


def _caller(claims: Claims) -> Caller:
    signed = [(how, claim.user) for how, claim in claims if claim.user is not None]
    if not signed or any(claim.bad for _, claim in claims) or len({person.user.id for _, person in signed}) > 1:
        raise Unauthorized("Unauthorized")
    bound = {claim.tenant for _, claim in claims if claim.bound}
    named = [claim.tenant for _, claim in claims if claim.tenant is not None]
    if bound and set(named) != bound:
        raise _not_found()
    how, person = signed[-1]  # a secret that was sent on purpose comes after the cookie that browsers send unasked
    if bound:
        how, person = next((how, claim.user) for how, claim in claims if claim.bound and claim.user is not None)
    if not named:
        return Caller(person.user, person, None, None, how)
    standing = person.at.get(named[-1])
    if standing is None:
        raise _not_found()
    member, record = standing
    return Caller(person.user, person, record, member, how)


def _not_found() -> Unauthorized:
    return Unauthorized("Tenant not found.", type="TENANT.NOT.FOUND")


def _bearer(request: Asking) -> str | None:
    """The bearer secret; any other kind of authorization is a bad one."""
    given = request.headers.get("Authorization")
    if given is None:
        return None
    scheme, _, secret = given.strip().partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""
