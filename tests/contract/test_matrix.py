"""Every endpoint against everyone who may not: generated from the registry, so that a new one is covered by itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from bigcapital.rest.declare import Endpoint
from tests.contract.conftest import World, make_world
from tests.contract.filling import fill

OPEN = {"public", "unverified", "user", "member"}  # needs no role


def named(endpoint: Endpoint) -> str:
    return f"{endpoint.method} {endpoint.path}"


def all_of(world: World, check: object, endpoints: Iterable[Endpoint]) -> None:
    """Run a check on every endpoint and name all that fail at once."""
    failures = []
    for endpoint in endpoints:
        try:
            check(endpoint)  # type: ignore[operator]
        except AssertionError as error:
            failures.append(f"{named(endpoint)}: {str(error)[:400]}")
    assert not failures, "\n".join(failures)


def test_there_are_endpoints_and_each_has_one_place(world: World) -> None:
    places = [named(endpoint) for endpoint in world.endpoints]
    assert len(places) > 50
    assert len(places) == len(set(places))


def test_nobody_enters_without_signing_in(world: World) -> None:
    def check(endpoint: Endpoint) -> None:
        answer = world.ask(endpoint, {}, fill(endpoint, {}, "nobody"))
        assert answer.status_int == 401, answer.text
        assert answer.json == {"message": "Unauthorized", "statusCode": 401}

    all_of(world, check, (one for one in world.endpoints if one.permission != "public"))


def test_a_member_without_the_right_is_refused(world: World) -> None:
    def check(endpoint: Endpoint) -> None:
        answer = world.ask(endpoint, world.carl.headers, fill(endpoint, {}, "nobody"))
        assert answer.status_int == 403, f"{answer.status} {answer.text}"

    all_of(world, check, (one for one in world.endpoints if one.permission not in OPEN))


@pytest.mark.parametrize("organization", ["globex", "nowhere"])
def test_another_organizations_header_is_the_same_401_as_one_that_does_not_exist(world: World, organization: str) -> None:
    named_one = world.bob.organization if organization == "globex" else "0" * 32
    headers = world.ann.headers | {"organization-id": named_one}

    def check(endpoint: Endpoint) -> None:
        answer = world.ask(endpoint, headers, fill(endpoint, {}, "nobody"))
        assert answer.status_int == 401, f"{answer.status} {answer.text}"
        assert answer.json["errors"] == [{"type": "TENANT.NOT.FOUND"}]

    all_of(world, check, (one for one in world.endpoints if one.permission != "public"))


def test_an_api_key_opens_no_other_organization(world: World) -> None:
    key = world.app.post_json("/api/api-keys/generate", {"name": "matrix"}, headers=world.ann.headers).json["key"]
    headers = {"Authorization": f"Bearer {key}", "organization-id": world.bob.organization}

    def check(endpoint: Endpoint) -> None:
        answer = world.ask(endpoint, headers, fill(endpoint, {}, "nobody"))
        assert answer.status_int == 401, f"{answer.status} {answer.text}"

    all_of(world, check, (one for one in world.endpoints if one.permission != "public"))


def test_a_cookie_opens_no_other_organization_and_writes_nothing_without_its_token(world: World) -> None:
    web = {"X-Requested-With": "bigcapital-web"}
    signed = world.app.post_json("/api/auth/signin", {"email": world.ann.email, "password": "a long enough password"}, headers=web)
    cookie = {"Cookie": signed.headers["Set-Cookie"].split(";")[0]}
    world.app.reset()

    def foreign(endpoint: Endpoint) -> None:
        answer = world.ask(endpoint, cookie | {"organization-id": world.bob.organization}, fill(endpoint, {}, "nobody"))
        assert answer.status_int == 401, f"{answer.status} {answer.text}"

    def forged(endpoint: Endpoint) -> None:
        answer = world.ask(endpoint, cookie, fill(endpoint, {}, "nobody"))
        assert answer.status_int == 403, f"{answer.status} {answer.text}"

    closed = [one for one in world.endpoints if one.permission != "public"]
    all_of(world, foreign, closed)
    all_of(world, forged, (one for one in closed if one.writes))
    world.app.reset()


def test_methods_that_are_not_declared_answer_405(world: World) -> None:
    declared: dict[str, set[str]] = {}
    for endpoint in world.endpoints:
        declared.setdefault(endpoint.path, set()).add(endpoint.method)
    wrong = []
    for endpoint in world.endpoints:
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - declared[endpoint.path]:
            path = endpoint.path.format(**fill(endpoint, world.ids["acme"], "acme").parameters)
            answer = world.app.request(path, method=method, headers=world.ann.headers, expect_errors=True)
            if answer.status_int != 405 or set(answer.headers["Allow"].split(", ")) != declared[endpoint.path]:
                wrong.append(f"{method} {path}: {answer.status}")
    assert not wrong, "\n".join(wrong)


def test_a_longer_path_than_declared_is_not_there(world: World) -> None:
    def check(endpoint: Endpoint) -> None:
        path = endpoint.path.format(**fill(endpoint, world.ids["acme"], "acme").parameters)
        for other in (path + "/and/more", path + "/", path.replace("/api/", "/api//")):
            answer = world.app.request(other, method=endpoint.method, headers=world.ann.headers, expect_errors=True)
            assert answer.status_int in {400, 404}, f"{other}: {answer.status} {answer.text}"

    all_of(world, check, world.endpoints)


def test_an_id_that_is_not_there_is_told_plainly(world: World) -> None:
    # Where a word may stand for a row as well, as a currency's code, what is no id is another path with its own methods.
    worded = {one.tag for one in world.endpoints if one.path.startswith(f"/api/{one.tag}/{{") and "id" not in one.parameters}

    def check(endpoint: Endpoint) -> None:
        for id in (10**15, 0, 10**30, "abc"):
            filled = fill(endpoint, {}, "acme")
            filled.parameters["id"] = id
            answer = world.ask(endpoint, world.ann.headers, filled)
            told = {400, 404, 405} if endpoint.tag in worded else {400, 404}
            assert answer.status_int in told, f"id {id}: {answer.status} {answer.text}"

    all_of(world, check, (one for one in world.endpoints if "id" in one.parameters and not one.root))


def test_answers_have_the_shape_that_was_declared(world: World) -> None:
    def check(endpoint: Endpoint) -> None:
        answer = world.ask(endpoint, world.ann.headers, fill(endpoint, world.ids["acme"], "acme"))
        assert answer.status_int == 200, f"{answer.status} {answer.text}"
        try:
            TypeAdapter(endpoint.answer).validate_json(answer.body)
        except ValueError as error:
            raise AssertionError(str(error)) from None

    skip = {"token", "jobId", "job_id"}  # nothing is behind an invented one
    wanted = (one for one in world.endpoints if one.method == "GET" and one.answer is not None and not skip & set(one.parameters))
    all_of(world, check, wanted)


def test_no_tenant_ever_sees_or_touches_another(tmp_path: Path) -> None:
    world = make_world(tmp_path)  # of its own: every write is really done
    before = world.dump(world.bob)
    seen = []
    order = sorted(world.endpoints, key=lambda one: ({"GET": 0, "DELETE": 2}.get(one.method, 1), one.path))
    for endpoint in order:
        if endpoint.path in {"/api/auth/signout", "/api/auth/signin"}:
            continue
        own = {"link": world.ids["acme"]["link"]}  # whoever is given a link sees what is behind it
        for ids in (world.ids["acme"], world.ids["globex"] | own):
            answer = world.ask(endpoint, world.ann.headers, fill(endpoint, ids, "acme"))
            assert answer.status_int < 500, f"{named(endpoint)}: {answer.body[:300]!r}"
            said = answer.body.decode(errors="replace")
            if "canary-globex" in said or world.bob.email in said or world.bob.organization in said:
                seen.append(f"{named(endpoint)}: {said[:300]}")
    assert not seen, "\n".join(seen)
    assert world.dump(world.bob) == before
    assert "canary-globex" in before  # there was something to see
    world.installation.close()
