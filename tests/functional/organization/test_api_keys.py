"""Keys for programs: one organization, the owner's present rights, shown once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from webtest import TestApp

from tests.client import Client, codes
from tests.functional.organization.conftest import ADMIN, STAFF
from tests.template import Systems


def test_a_key_is_shown_once_and_masked_ever_after(ann: Client, system: Systems) -> None:
    made = ann.post("api-keys/generate", {"name": "Robot"}, status=201).json
    assert re.fullmatch(r"bc_[0-9a-f]{96}", made["key"])
    [listed] = ann.get("api-keys").json
    assert (listed["id"], listed["name"], listed["revoked"]) == (made["id"], "Robot", False)
    assert listed["token"] == listed["key"] == made["key"][:8] + "..."
    [(stored,)] = system.peek("SELECT key_hash FROM api_keys")
    assert made["key"].encode() not in bytes(stored)


def test_a_key_opens_its_organization_without_naming_it(ann: Client, app: TestApp) -> None:
    key = ann.post("api-keys/generate").json["key"]
    robot = Client(app, {"Authorization": f"Bearer {key}"})
    assert robot.get("organization/current").json["organization_id"] == ann.headers["organization-id"]
    robot.get("currencies")


def test_a_key_opens_no_other_organization_not_even_of_its_owner(ann: Client, app: TestApp) -> None:
    key = ann.post("api-keys/generate").json["key"]
    other = ann.post("organizations", {"name": "Second"}).json["organization_id"]
    robot = Client(app, {"Authorization": f"Bearer {key}"})
    assert codes(robot.get("organization/current", status=401, organization_id=other)) == ["TENANT.NOT.FOUND"]
    robot.post("organizations/switch", {"organization_id": other}, status=401)
    robot.post("organizations", {"name": "Third"}, status=403)


def test_a_revoked_key_opens_nothing(ann: Client, app: TestApp) -> None:
    made = ann.post("api-keys/generate").json
    robot = Client(app, {"Authorization": f"Bearer {made['key']}"})
    robot.get("currencies")
    assert ann.put(f"api-keys/{made['id']}/revoke").json == {"id": str(made["id"]), "revoked": True}
    robot.get("currencies", status=401)
    assert ann.get("api-keys").json[0]["revoked"] is True


def test_a_key_never_has_more_rights_than_its_owner_has_now(ann: Client, app: TestApp, invited: Callable[..., Client]) -> None:
    bo = invited("bo@example.com", ADMIN)
    robot = Client(app, {"Authorization": f"Bearer {bo.post('api-keys/generate').json['key']}"})
    robot.put("settings", {"options": []})
    person: Any = next(each for each in ann.get("users").json if each["email"] == "bo@example.com")
    ann.post(f"users/{person['id']}", {"first_name": "Bo", "last_name": "Ek", "email": "bo@example.com", "role_id": STAFF})
    robot.put("settings", {"options": []}, status=403)


def test_a_key_that_is_not_there_is_not_found(ann: Client) -> None:
    ann.put("api-keys/999/revoke", status=404)


def test_making_a_key_cannot_be_replayed_by_an_idempotency_key(ann: Client) -> None:
    ann.post("api-keys/generate", status=400, Idempotency_Key="once")


def test_a_key_of_one_organization_is_not_listed_or_revoked_in_another(ann: Client) -> None:
    made = ann.post("api-keys/generate").json
    other = ann.post("organizations", {"name": "Second"}).json["organization_id"]
    assert ann.get("api-keys", organization_id=other).json == []
    ann.put(f"api-keys/{made['id']}/revoke", status=404, organization_id=other)
