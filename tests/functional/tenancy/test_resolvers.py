"""Who is calling, and for which organization: what signs the caller in decides, a header only chooses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from types import SimpleNamespace

import pytest
from sqlalchemy import delete, update

from bigcapital import clock
from bigcapital.errors import Unauthorized
from bigcapital.tenancy import resolvers
from bigcapital.tenancy.directory import Directory, secret_hash
from bigcapital.tenancy.model import AccessToken, ApiKey, Membership, Organization, State, User, WebSession
from bigcapital.tenancy.resolvers import Claim, load, resolve


@dataclass
class Asked:
    """A request as resolvers see it."""

    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    host: str = "localhost:6543"


class Village:
    """People and organizations that exist in the system database alone; nothing is built."""

    def __init__(self, town, statements):
        self.installation, self.system, self._statements = town.installation, town.system, statements
        self.ticks = 0.0
        self.directory = Directory(self.installation.system_engine, self.settings(), elapsed=lambda: self.ticks)
        self._numbers = count(1)

    def settings(self, **changes):
        return self.installation.settings.model_copy(update={"memory_seconds": 5.0, "domain": "books.example"} | changes)

    def add(self, row):
        with self.system() as system:
            system.session.add(row)
            system.session.flush()
            return row.id

    def person(self, name, **values):
        return self.add(User(email=f"{name}@example.com", password_hash="x", first_name=name, **values))

    def organization(self, name, *members, state=State.READY):
        id = self.add(Organization(organization_id=name, state=state, name=name))
        for user_id in members:
            self.add(Membership(tenant_id=id, user_id=user_id, role_id=1))
        return id

    def token(self, user_id, life=24):
        secret = f"token{next(self._numbers)}"
        self.add(AccessToken(token_hash=secret_hash(secret), user_id=user_id, expires_at=clock.now() + timedelta(hours=life)))
        return secret

    def cookie(self, user_id, tenant_id=None):
        secret = f"cookie{next(self._numbers)}"
        ends = clock.now() + timedelta(days=30)
        self.add(WebSession(cookie_hash=secret_hash(secret), user_id=user_id, tenant_id=tenant_id, expires_at=ends))
        return secret

    def key(self, user_id, tenant_id, **values):
        secret = f"bc_{next(self._numbers)}"
        self.add(ApiKey(key_hash=secret_hash(secret), user_id=user_id, tenant_id=tenant_id, masked="bc_", **values))
        return secret

    def ask(self, *, bearer=None, organization=None, cookie=None, host="localhost", names=None, settings=None):
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        if organization is not None:
            headers["organization-id"] = organization
        if settings is not None:
            self.directory.settings = settings
        asked = Asked(headers, {"bigcapital": cookie} if cookie else {}, host)
        return resolve(asked, load(names or self.installation.settings.resolvers), self.directory)

    def refused(self, **asked):
        with pytest.raises(Unauthorized) as error:
            self.ask(**asked).tenant()
        return error.value.message, error.value.type, error.value.error

    def later(self, **time):
        then = clock.now() + timedelta(**time)
        clock.use(lambda: then)
        self.ticks += timedelta(**time).total_seconds()


NOBODY = ("Unauthorized", None, None)
NOT_FOUND = ("Tenant not found.", "TENANT.NOT.FOUND", None)
NOT_NAMED = ("Organization ID is required.", None, "Unauthorized")
NOT_BUILT = ("Tenant database is not initialized yet.", "TENANT.DATABASE.NOT.INITALIZED", None)


@pytest.fixture
def village(town, statements):
    return Village(town, statements)


@pytest.fixture
def ann(village):
    return village.person("ann")


@pytest.fixture
def acme(village, ann):
    return village.organization("acme", ann)


def test_a_token_and_an_organization_of_its_user(village, ann, acme):
    caller = village.ask(bearer=village.token(ann), organization="acme")
    record, member = caller.tenant()
    assert (caller.user.id, caller.how, record.id, member.role_id) == (ann, "token", acme, 1)
    assert caller.verified


def test_nobody(village, acme):
    assert village.refused() == NOBODY
    assert village.refused(organization="acme") == NOBODY
    assert village.refused(bearer="made up", organization="acme") == NOBODY
    assert village.refused(bearer="bc_made-up") == NOBODY
    assert village.refused(cookie="made up") == NOBODY


def test_another_kind_of_authorization_is_nobody_even_with_a_cookie(village, ann, acme):
    cookie = village.cookie(ann, acme)
    asked = Asked({"Authorization": "Basic YTpi"}, {"bigcapital": cookie})
    with pytest.raises(Unauthorized):
        resolve(asked, load(village.installation.settings.resolvers), village.directory)


def test_a_token_without_an_organization_may_enter_where_none_is_needed_and_nowhere_else(village, ann, acme):
    token = village.token(ann)
    caller = village.ask(bearer=token)
    assert (caller.user.id, caller.record, caller.member) == (ann, None, None)
    assert village.refused(bearer=token) == NOT_NAMED


def test_a_foreign_organization_and_one_that_is_not_there_are_the_same_answer_for_the_same_work(village, ann, acme, statements):
    village.organization("foreign", village.person("bob"))
    village.directory.settings = village.settings(memory_seconds=0.0)
    token = village.token(ann)
    work = []
    for name in ("foreign", "nowhere", "acme", "ACME", "'", "x" * 5000):
        with statements(village.installation.system_engine) as sent:
            if name == "acme":
                village.ask(bearer=token, organization=name).tenant()
            else:
                assert village.refused(bearer=token, organization=name) == NOT_FOUND
        work.append(sent)
    assert all(sent == work[0] for sent in work)
    assert len(work[0]) == 1


def test_an_organization_that_is_not_built_yet(village, ann):
    village.organization("young", ann, state=State.CREATING)
    token = village.token(ann)
    assert village.refused(bearer=token, organization="young") == NOT_BUILT
    assert village.ask(bearer=token, organization="young").record.building  # where no books are needed


def test_a_member_who_was_put_on_hold_is_a_stranger(village, ann, acme):
    token = village.token(ann)
    with village.system() as system:
        system.session.execute(update(Membership).values(active=False), execution_options={"unscoped": True})
    assert village.refused(bearer=token, organization="acme") == NOT_FOUND


def test_a_user_who_was_put_on_hold_is_nobody(village, ann, acme):
    token, key, cookie = village.token(ann), village.key(ann, acme), village.cookie(ann, acme)
    with village.system() as system:
        system.session.execute(update(User).values(active=False), execution_options={"unscoped": True})
    assert village.refused(bearer=token, organization="acme") == NOBODY
    assert village.refused(bearer=key) == NOBODY
    assert village.refused(cookie=cookie) == NOBODY


def test_an_invited_person_without_an_account_gives_nobody_access(village, ann, acme):
    village.add(Membership(tenant_id=acme, invited_email="new@example.com", role_id=1))
    assert village.ask(bearer=village.token(ann), organization="acme").user.id == ann


def test_an_unproved_address_is_flagged(village):
    eve = village.person("eve", verified=False)
    assert not village.ask(bearer=village.token(eve)).verified


# --- browsers ---


def test_a_cookie_stands_where_its_session_says(village, ann, acme):
    record, _ = village.ask(cookie=village.cookie(ann, acme)).tenant()
    assert record.id == acme
    assert village.refused(cookie=village.cookie(ann)) == NOT_NAMED


def test_a_header_chooses_among_the_organizations_of_a_browsers_user(village, ann, acme):
    second = village.organization("second", ann)
    cookie = village.cookie(ann, acme)
    assert village.ask(cookie=cookie, organization="second").tenant()[0].id == second
    assert village.refused(cookie=cookie, organization="nowhere") == NOT_FOUND


def test_a_session_whose_membership_ended_stands_nowhere(village, ann, acme):
    cookie = village.cookie(ann, acme)
    with village.system() as system:
        system.session.execute(delete(Membership), execution_options={"unscoped": True})
    assert village.refused(cookie=cookie) == NOT_NAMED


def test_a_session_ends_after_twelve_idle_hours_and_lives_on_by_use(village, ann, acme):
    used, idle = village.cookie(ann, acme), village.cookie(ann, acme)
    for _ in range(5):
        village.later(hours=4)
        assert village.ask(cookie=used).user.id == ann
    assert village.refused(cookie=idle) == NOBODY


def test_a_session_ends_after_thirty_days_however_busy(village, ann, acme):
    cookie = village.cookie(ann, acme)
    for _ in range(71):
        village.later(hours=10)
        village.ask(cookie=cookie)
    village.later(hours=10)
    assert village.refused(cookie=cookie) == NOBODY


def test_the_last_use_is_not_written_with_every_request(village, ann, acme, statements):
    cookie = village.cookie(ann, acme)
    village.directory.settings = village.settings(memory_seconds=0.0)
    with statements(village.installation.system_engine) as sent:
        for _ in range(10):
            village.ask(cookie=cookie)
            village.later(minutes=1)
    assert len([sql for sql in sent if sql.startswith("UPDATE")]) == 1


def test_over_https_only_the_cookie_that_browsers_keep_to_one_host_counts(village, ann, acme):
    cookie = village.cookie(ann, acme)
    https = village.settings(public_url="https://books.example")
    assert village.refused(cookie=cookie, settings=https) == NOBODY
    asked = Asked({}, {"__Host-bigcapital": cookie})
    assert resolve(asked, load(("session",)), village.directory).user.id == ann


# --- programs ---


def test_an_api_key_needs_no_header_and_bears_no_other_one(village, ann, acme):
    village.organization("second", ann)
    key = village.key(ann, acme)
    assert village.ask(bearer=key).tenant()[0].id == acme
    assert village.ask(bearer=key, organization="acme").how == "api_key"
    assert village.refused(bearer=key, organization="second") == NOT_FOUND
    assert village.refused(bearer=key, organization="nowhere") == NOT_FOUND
    assert village.refused(bearer=key, host="second.books.example") == NOT_FOUND


def test_an_api_key_is_never_more_than_its_owners_rights(village, ann, acme):
    key = village.key(ann, acme)
    with village.system() as system:
        system.session.execute(update(Membership).values(role_id=2), execution_options={"unscoped": True})
    assert village.ask(bearer=key).tenant()[1].role_id == 2
    village.directory.forget()
    with village.system() as system:
        system.session.execute(delete(Membership), execution_options={"unscoped": True})
    assert village.refused(bearer=key) == NOBODY


def test_a_revoked_or_expired_key_is_nobody(village, ann, acme):
    assert village.refused(bearer=village.key(ann, acme, revoked_at=clock.now())) == NOBODY
    assert village.refused(bearer=village.key(ann, acme, expires_at=clock.now())) == NOBODY
    key = village.key(ann, acme, expires_at=clock.now() + timedelta(hours=1))
    assert village.ask(bearer=key).user.id == ann
    village.later(hours=1)
    assert village.refused(bearer=key) == NOBODY


def test_a_subdomain_names_an_organization(village, ann, acme):
    village.organization("foreign", village.person("bob"))
    token = village.token(ann)
    assert village.ask(bearer=token, host="acme.books.example:443").tenant()[0].id == acme
    assert village.refused(bearer=token, host="foreign.books.example") == NOT_FOUND
    for host in ("books.example", "a.acme.books.example", "acme.books.example.evil", "localhost"):
        assert village.refused(bearer=token, host=host) == NOT_NAMED


# --- several claims ---


def test_two_secrets_of_one_user_agree_and_of_two_do_not(village, ann, acme):
    bob = village.person("bob")
    village.add(Membership(tenant_id=acme, user_id=bob, role_id=1))
    cookie = village.cookie(ann, acme)
    assert village.ask(cookie=cookie, bearer=village.token(ann)).how == "token"  # it was sent on purpose: no CSRF token needed
    assert village.refused(cookie=cookie, bearer=village.token(bob), organization="acme") == NOBODY
    assert village.refused(cookie=cookie, bearer=village.key(bob, acme)) == NOBODY


def test_a_bad_token_is_not_made_good_by_a_cookie(village, ann, acme):
    assert village.refused(cookie=village.cookie(ann, acme), bearer="made up") == NOBODY


def test_anyone_can_add_a_resolver_by_its_dotted_name(village, ann, acme, monkeypatch):
    def by_hand(request, directory):
        return Claim(tenant="acme")

    monkeypatch.setattr(resolvers, "by_hand", by_hand, raising=False)
    names = ("token", "bigcapital.tenancy.resolvers.by_hand")
    assert village.ask(bearer=village.token(ann), names=names).tenant()[0].id == acme
    for name in ("nothing", "bigcapital.nothing.here", "bigcapital.tenancy.resolvers.nothing", ""):
        with pytest.raises(LookupError):
            load((name,))


# --- memory ---


def test_a_token_is_looked_up_by_one_statement_and_remembered_for_five_seconds(village, ann, acme, statements):
    token = village.token(ann)
    with statements(village.installation.system_engine) as sent:
        village.ask(bearer=token, organization="acme")
        village.ticks += 4.9
        village.ask(bearer=token, organization="acme")
        assert len(sent) == 1
        village.ticks += 0.2
        village.ask(bearer=token, organization="acme")
        assert len(sent) == 2


def test_what_is_revoked_here_is_revoked_at_once_and_elsewhere_within_five_seconds(village, ann, acme):
    token = village.token(ann)
    village.ask(bearer=token)
    elsewhere = Directory(village.installation.system_engine, village.settings(), elapsed=lambda: village.ticks)
    assert elsewhere.by_token(token) is not None
    village.installation.directory = village.directory
    with village.system() as system:
        system.session.execute(delete(AccessToken), execution_options={"unscoped": True})
        system.forget(user_id=ann)
    assert village.refused(bearer=token) == NOBODY
    assert elsewhere.by_token(token) is not None
    village.ticks += 5
    assert elsewhere.by_token(token) is None


def test_forgetting_waits_for_the_commit(village, ann, acme, statements):
    token = village.token(ann)
    village.installation.directory = village.directory
    with pytest.raises(KeyError), village.system() as system:
        system.forget(user_id=ann)
        village.ask(bearer=token)
        raise KeyError
    with statements(village.installation.system_engine) as sent:
        village.ask(bearer=token)
    assert sent == []


def test_an_answer_from_before_a_revocation_is_not_remembered_after_it(village, ann):
    token = village.token(ann)
    real = village.directory._find

    def slow(statement, hashed):
        person = real(statement, hashed)
        with village.system() as system:
            system.session.execute(delete(AccessToken), execution_options={"unscoped": True})
        village.directory.forget(user_id=ann)
        return person

    village.directory._find = slow
    village.ask(bearer=token)
    village.directory._find = real
    assert village.refused(bearer=token) == NOBODY


def test_a_token_ends_after_its_day_even_when_it_is_remembered(village, ann):
    token = village.token(ann, life=1)
    village.ask(bearer=token)
    then = clock.now() + timedelta(hours=1)
    clock.use(lambda: then)
    assert village.refused(bearer=token) == NOBODY


def test_forgetting_a_tenant_forgets_its_members_and_nobody_else(village, ann, acme, statements):
    bob = village.person("bob")
    village.organization("other", bob)
    tokens = village.token(ann), village.token(bob)
    for token in tokens:
        village.ask(bearer=token)
    village.directory.forget(tenant_id=acme)
    with statements(village.installation.system_engine) as sent:
        village.ask(bearer=tokens[1])
        assert sent == []
        village.ask(bearer=tokens[0])
        assert len(sent) == 1


def test_who_waits_for_a_build_hears_of_it_at_once_wherever_it_is_done(village, ann):
    village.organization("young", ann, state=State.SEEDED)
    token = village.token(ann)
    assert village.refused(bearer=token, organization="young") == NOT_BUILT
    with village.system() as system:
        system.session.execute(update(Organization).values(state=State.READY), execution_options={"unscoped": True})
    assert village.ask(bearer=token, organization="young").tenant()


def test_memory_is_bounded(village, ann, monkeypatch):
    monkeypatch.setattr("bigcapital.tenancy.directory._MOST_REMEMBERED", 3)
    tokens = [village.token(ann) for _ in range(7)]
    for token in tokens:
        village.ask(bearer=token)
    assert len(village.directory._memory) <= 3


def test_no_secret_is_stored(village, ann, acme):
    secrets = [village.token(ann), village.cookie(ann, acme), village.key(ann, acme)]
    stored = str([village.system.peek(f"SELECT * FROM {table}") for table in ("access_tokens", "sessions", "api_keys")])
    assert not any(secret in stored for secret in secrets)


def test_a_request_of_pyramid_is_enough_for_a_resolver():
    from pyramid.request import Request

    asked = Request.blank("/api", headers={"organization-id": "acme"}, base_url="http://acme.books.example")
    directory = SimpleNamespace(settings=SimpleNamespace(domain="books.example", public_url="http://x"))
    assert resolvers.header(asked, directory) == Claim(tenant="acme")
    assert resolvers.subdomain(asked, directory) == Claim(tenant="acme")
    assert resolvers.token(asked, directory) is None
