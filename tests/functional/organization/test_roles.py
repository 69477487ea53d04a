"""Roles: what they grant is what their members may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from webtest import TestApp

from tests.client import Client, codes
from tests.functional.organization.conftest import ADMIN, STAFF

Invited = Callable[..., Client]


def role(*permissions: tuple[str, str], **changes: Any) -> dict[str, Any]:
    given = [{"subject": subject, "ability": ability, "value": True} for subject, ability in permissions]
    return {"role_name": "Clerk", "role_description": "Keeps the chart.", "permissions": given} | changes


def test_the_administrator_and_the_staff_are_there_from_the_start(ann: Client) -> None:
    admin, staff = ann.get("roles").json
    assert (admin["id"], admin["slug"], admin["predefined"]) == (ADMIN, "admin", True)
    assert (staff["id"], staff["slug"], staff["predefined"]) == (STAFF, "staff", True)
    assert len(staff["permissions"]) == 24


def test_a_role_is_created_shown_edited_and_deleted(ann: Client) -> None:
    made = ann.post("roles", role(("Account", "View")), status=201).json
    id = made["data"]["id"]
    assert made["message"]
    shown = ann.get(f"roles/{id}").json
    assert (shown["name"], shown["description"], shown["predefined"], shown["slug"]) == ("Clerk", "Keeps the chart.", False, None)
    assert [(p["subject"], p["ability"], p["value"], p["role_id"]) for p in shown["permissions"]] == [("Account", "View", True, id)]
    ann.put(f"roles/{id}", role(("Account", "View"), ("Account", "Edit"), role_name="Senior clerk"))
    assert len(ann.get(f"roles/{id}").json["permissions"]) == 2
    assert ann.delete(f"roles/{id}").json["data"] == {"id": id}
    assert codes(ann.get(f"roles/{id}", status=400)) == ["ROLE_NOT_FOUND"]


@pytest.mark.parametrize("id", [ADMIN, STAFF])
def test_predefined_roles_stay_as_they_are(ann: Client, id: int) -> None:
    assert codes(ann.put(f"roles/{id}", role(("Account", "View")), status=400)) == ["ROLE_PREFINED"]
    assert codes(ann.delete(f"roles/{id}", status=400)) == ["ROLE_PREFINED"]


@pytest.mark.parametrize("permission", [("Account", "Refund"), ("Spaceship", "View"), ("all", "manage")])
def test_what_does_not_exist_cannot_be_granted(ann: Client, permission: tuple[str, str]) -> None:
    assert codes(ann.post("roles", role(permission), status=400)) == ["INVALIDATE_PERMISSIONS"]


def test_a_role_that_somebody_has_or_is_invited_to_stays(ann: Client) -> None:
    id = ann.post("roles", role(("Account", "View"))).json["data"]["id"]
    ann.patch("invite", {"email": "bo@example.com", "role_id": id})
    assert codes(ann.delete(f"roles/{id}", status=400)) == ["CANNT_DELETE_ROLE_ASSOCIATED_TO_USERS"]


def test_a_member_may_do_what_the_role_grants_and_nothing_else(ann: Client, invited: Invited) -> None:
    id = ann.post("roles", role(("Account", "View"))).json["data"]["id"]
    bo = invited("bo@example.com", id)
    bo.get("accounts")
    bo.post("accounts", {"name": "Till", "account_type": "cash"}, status=403)
    bo.put("settings", {"options": []}, status=403)
    bo.post("roles", role(("Preferences", "Mutate")), status=403)
    assert bo.get("dashboard/boot").json["abilities"] == [{"subject": "Account", "action": "View"}]


def test_a_changed_role_counts_from_the_next_request_on(ann: Client, invited: Invited) -> None:
    id = ann.post("roles", role(("Account", "View"))).json["data"]["id"]
    bo = invited("bo@example.com", id)
    bo.get("accounts")
    ann.put(f"roles/{id}", role(("Item", "View")))
    bo.get("accounts", status=403)
    ann.put(f"roles/{id}", role(("Account", "View"), ("Account", "Create")))
    bo.post("accounts", {"name": "Till", "account_type": "cash"}, status=201)


def test_a_withheld_ability_is_not_granted(ann: Client, invited: Invited) -> None:
    permissions = [{"subject": "Account", "ability": "View", "value": False}]
    bo = invited("bo@example.com", ann.post("roles", role(permissions=permissions)).json["data"]["id"])
    bo.get("accounts", status=403)


def test_the_schema_lists_every_subject_with_its_labels(ann: Client) -> None:
    table = {row["subject"]: row for row in ann.get("roles/permissions/schema").json}
    assert [ability["key"] for ability in table["Cashflow"]["abilities"]] == ["View", "Create", "Delete"]
    assert [ability["key"] for ability in table["SaleInvoice"]["extra_abilities"]] == ["bad-debt"]
    assert {"TaxRate", "Project"}.isdisjoint(table)


def test_a_process_that_remembers_grants_forgets_them_when_it_changes_a_role(
    ann: Client, invited: Invited, started: Callable[..., TestApp]
) -> None:
    id = ann.post("roles", role(("Account", "View"))).json["data"]["id"]
    bo = invited("bo@example.com", id)
    app = started(security__memory_seconds="5")
    boss, clerk = Client(app, ann.headers), Client(app, bo.headers)
    clerk.get("accounts")
    boss.put(f"roles/{id}", role(("Item", "View")))
    clerk.get("accounts", status=403)
