"""The same people on the real MariaDB, several at once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError
from webtest import TestApp

from bigcapital.db import is_conflict
from bigcapital.jobs import run_pending
from bigcapital.organization.users import operations
from bigcapital.tenancy.installation import Installation
from tests.client import Client, codes
from tests.functional.organization.conftest import ADMIN, STAFF, Letters, link_in
from tests.template import Systems

pytestmark = pytest.mark.services
BO = {"first_name": "Bo", "last_name": "Ek", "email": "bo@example.com", "password": "a long password"}


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What the calls answered, made at the same moment."""
    ready, answers = Barrier(len(calls)), [None] * len(calls)

    def make(index: int, call: Callable[[], Any]) -> None:
        ready.wait()
        answers[index] = call()

    threads = [Thread(target=make, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_from_sign_up_to_a_member_with_a_role_of_their_own(
    ann: Client, anyone: Client, invited: Callable[..., Client], letters: Letters, app: TestApp
) -> None:
    permissions = [{"subject": "Account", "ability": "View", "value": True}]
    role = ann.post("roles", {"role_name": "Clerk", "role_description": "", "permissions": permissions}).json["data"]["id"]
    bo = invited("bo@example.com", role)
    bo.get("accounts")
    bo.post("accounts", {"name": "Till", "account_type": "cash"}, status=403)
    ann.put(f"roles/{role}", {"role_name": "Clerk", "role_description": "", "permissions": []})
    bo.get("accounts", status=403)
    assert codes(ann.delete(f"roles/{role}", status=400)) == ["CANNT_DELETE_ROLE_ASSOCIATED_TO_USERS"]
    person = next(each for each in ann.get("users").json if each["email"] == "bo@example.com")
    ann.delete(f"users/{person['id']}")
    ann.delete(f"roles/{role}")
    bo.get("accounts", status=401)
    anyone.post("auth/send_reset_password", {"email": "bo@example.com"})
    token = link_in(letters()[-1]).rsplit("/", 1)[1]
    anyone.post(f"auth/reset_password/{token}", {"password": "another password"})
    anyone.post("auth/signin", {"email": "bo@example.com", "password": "another password"}, status=201)


def test_preferences_are_kept(ann: Client, installation: Installation) -> None:
    ann.put("settings", {"options": [{"group": "sales_invoices", "key": "terms_conditions", "value": "30 days, شكرا"}]})
    assert {"group": "sales_invoices", "key": "terms_conditions", "value": "30 days, شكرا"} in ann.get("settings").json
    ann.put("organization", {"base_currency": "CHF", "name": "Zürich Änderung"})
    run_pending(installation)
    assert ann.get("organization/current").json["metadata"]["name"] == "Zürich Änderung"
    assert [row["currency_code"] for row in ann.get("currencies").json if row["is_base_currency"]] == ["CHF"]
    ann.post("branches/activate")
    south = ann.post("branches", {"name": "South", "primary": True}).json
    assert [row["id"] for row in ann.get("branches").json if row["primary"]] == [south["id"]]


def test_one_of_many_sign_ups_with_one_address_gets_it(app: TestApp, system: Systems) -> None:
    def sign_up() -> int:
        return int(Client(TestApp(app.app)).app.post_json("/api/auth/signup", BO, status="*").status_int)

    answers = at_once(*[sign_up] * 6)
    assert sorted(answers) == [201, 400, 400, 400, 400, 400]
    assert system.peek("SELECT count(*) FROM users WHERE email = 'bo@example.com'") == [(1,)]
    assert system.peek("SELECT count(*) FROM organizations") == [(2,)]


def test_two_administrators_who_remove_each_other_at_once_do_not_both_succeed(
    ann: Client, invited: Callable[..., Client], system: Systems
) -> None:
    invited("bo@example.com", ADMIN)
    ids = {person["email"]: (person["id"], person["system_user_id"]) for person in ann.get("users").json}
    both_have_looked = Barrier(2)

    def remove(by: str, whom: str) -> str:
        try:
            with system(user_id=ids[by][1]) as unit:
                person = operations.find(unit, 1, ids[whom][0])
                both_have_looked.wait()
                operations.remove(unit, person)
        except operations.LastAdministrator as refused:
            return refused.type
        except DBAPIError as error:
            return "again" if is_conflict(error) else "broken"
        return "removed"

    answers = at_once(lambda: remove("ann@example.com", "bo@example.com"), lambda: remove("bo@example.com", "ann@example.com"))
    assert sorted(answers) in (["again", "removed"], ["CANNOT_DELETE_LAST_USER", "removed"])
    assert system.peek("SELECT count(*) FROM memberships WHERE role_id = 1 AND active") == [(1,)]


def test_an_invitation_that_two_browsers_accept_at_once_makes_one_member(
    ann: Client, app: TestApp, letters: Letters, system: Systems
) -> None:
    ann.patch("invite", {"email": "bo@example.com", "role_id": STAFF})
    token = link_in(letters()[-1]).split("/")[3]

    def accept() -> int:
        return int(TestApp(app.app).post_json(f"/api/invite/accept/{token}", BO, status="*").status_int)

    assert sorted(at_once(*[accept] * 4)) == [201, 400, 400, 400]
    assert system.peek("SELECT count(*) FROM users") == [(2,)]
    assert system.peek("SELECT count(*) FROM memberships") == [(2,)]


def test_a_build_that_is_asked_for_many_times_at_once_is_asked_for_once(
    anyone: Client, sign_in: Callable[..., Client], app: TestApp
) -> None:
    from tests.template import METADATA

    anyone.post("auth/signup", BO)
    bo = sign_in(BO["email"], BO["password"])

    def build() -> int:
        return int(TestApp(app.app).post_json("/api/organization/build", METADATA, headers=bo.headers, status="*").status_int)

    assert sorted(at_once(*[build] * 4)) == [200, 400, 400, 400]
