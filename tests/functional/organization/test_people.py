"""Who belongs to an organization: invitations, members, and the administrator who must stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from webtest import TestApp

from bigcapital import clock
from tests.client import Client, codes
from tests.functional.organization.conftest import ADMIN, STAFF, Letters, link_in
from tests.template import ANN, Systems

SignIn = Callable[..., Client]
Invited = Callable[..., Client]
BO = {"first_name": "Bo", "last_name": "Ek", "password": "a long password"}


def later(by: timedelta) -> None:
    moment = clock.now() + by
    clock.use(lambda: moment)


def token_of(letters: Letters) -> str:
    return link_in(letters()[-1]).split("/")[3]


def member(ann: Client, email: str) -> dict:
    return next(person for person in ann.get("users").json if person["email"] == email)


def test_an_invitation_shows_who_is_asked_and_mails_a_link(ann: Client, letters: Letters) -> None:
    answer = ann.patch("invite", {"email": "Bo@example.com", "role_id": STAFF}, status=200).json
    person = answer["invited_user"]
    assert (person["email"], person["active"], person["role_id"], person["is_invite_accepted"]) == ("bo@example.com", True, STAFF, False)
    assert person["first_name"] is person["system_user_id"] is person["invite_accepted_at"] is None
    [letter] = letters()
    assert letter["To"] == "bo@example.com"
    assert "Ann Lee" in letter["Subject"]
    assert "Ann's Books" in letter["Subject"]


def test_whoever_holds_the_link_learns_where_it_leads_and_no_secret(ann: Client, anyone: Client, letters: Letters) -> None:
    ann.patch("invite", {"email": "bo@example.com", "role_id": STAFF})
    token = token_of(letters)
    answer = anyone.get(f"invite/check/{token}")
    assert (answer.json["org_name"], answer.json["invite_token"]["email"], answer.json["user_exists"]) == (
        "Ann's Books",
        "bo@example.com",
        False,
    )
    assert token not in answer.text
    assert codes(anyone.get("invite/check/" + "0" * 64, status=400)) == ["INVITE_TOKEN_INVALID"]


def test_somebody_new_accepts_with_names_and_a_password_and_is_a_member(ann: Client, invited: Invited) -> None:
    bo = invited("bo@example.com")
    assert bo.get("auth/account").json["verified"] is True
    assert bo.get("organization/current").json["metadata"]["name"] == "Ann's Books"
    listed = member(ann, "bo@example.com")
    assert (listed["full_name"], listed["role_name"], listed["role_slug"], listed["is_invite_accepted"]) == (
        "Bo Ek",
        "Staff",
        "staff",
        True,
    )


def test_somebody_new_is_told_everything_that_is_missing(ann: Client, anyone: Client, letters: Letters) -> None:
    ann.patch("invite", {"email": "bo@example.com", "role_id": STAFF})
    refused = anyone.post(f"invite/accept/{token_of(letters)}", {"first_name": "Bo"}, status=400)
    assert [fault["constraints"]["isNotEmpty"] for fault in refused.json["message"]] == [
        "lastName should not be empty",
        "password should not be empty",
    ]


def test_a_browser_accepts_for_whoever_is_signed_in_with_a_csrf_token_alone(
    app: TestApp, ann: Client, anyone: Client, letters: Letters
) -> None:
    anyone.post("auth/signup", BO | {"email": "bo@example.com"})
    ann.patch("invite", {"email": "bo@example.com", "role_id": STAFF})
    token = token_of(letters)
    browser = Client(app, {"X-Requested-With": "bigcapital-web"})
    browser.post("auth/signin", {"email": "bo@example.com", "password": BO["password"]})
    assert "X-CSRF-Token" in browser.post(f"invite/accept/{token}", {}, status=403).json["message"]
    browser.post(f"invite/accept/{token}", {}, status=201, X_CSRF_Token=browser.get("auth/account").json["csrf_token"])


def test_an_invitation_is_accepted_once(ann: Client, anyone: Client, letters: Letters) -> None:
    ann.patch("invite", {"email": "bo@example.com", "role_id": STAFF})
    token = token_of(letters)
    anyone.post(f"invite/accept/{token}", BO, status=201)
    assert codes(anyone.post(f"invite/accept/{token}", BO, status=400)) == ["INVITE_TOKEN_INVALID"]


def test_an_invitation_ends_after_a_week(ann: Client, anyone: Client, letters: Letters) -> None:
    ann.patch("invite", {"email": "bo@example.com", "role_id": STAFF})
    token = token_of(letters)
    later(timedelta(days=7, seconds=1))
    assert codes(anyone.post(f"invite/accept/{token}", BO, status=400)) == ["INVITE_TOKEN_INVALID"]


def test_until_it_is_accepted_an_invitation_opens_nothing(ann: Client, anyone: Client, sign_in: SignIn) -> None:
    anyone.post("auth/signup", BO | {"email": "bo@example.com"})
    ann.patch("invite", {"email": "bo@example.com", "role_id": ADMIN})
    bo = sign_in("bo@example.com", BO["password"])
    assert codes(bo.get("roles", status=401, organization_id=ann.headers["organization-id"])) == ["TENANT.NOT.FOUND"]


def test_somebody_with_an_account_accepts_when_signed_in_and_keeps_name_and_password(
    ann: Client, anyone: Client, sign_in: SignIn, letters: Letters
) -> None:
    anyone.post("auth/signup", BO | {"email": "bo@example.com"})
    ann.patch("invite", {"email": "bo@example.com", "role_id": STAFF})
    token = token_of(letters)
    assert anyone.get(f"invite/check/{token}").json["user_exists"] is True
    takeover = {"first_name": "Eve", "last_name": "Il", "password": "the password of eve"}
    assert codes(anyone.post(f"invite/accept/{token}", takeover, status=400)) == ["INVITE_REQUIRES_SIGN_IN"]
    assert codes(ann.post(f"invite/accept/{token}", takeover, status=400)) == ["INVITE_REQUIRES_SIGN_IN"]
    bo = sign_in("bo@example.com", BO["password"])
    bo.post(f"invite/accept/{token}", takeover, status=201)
    assert bo.get("auth/account").json["first_name"] == "Bo"
    assert len(sign_in("bo@example.com", BO["password"]).get("organizations").json["organizations"]) == 2


@pytest.mark.parametrize("email", ["ann@example.com", "bo@example.com"])
def test_a_member_and_an_invited_person_cannot_be_invited_again(ann: Client, email: str) -> None:
    ann.patch("invite", {"email": "bo@example.com", "role_id": STAFF})
    assert codes(ann.patch("invite", {"email": email, "role_id": STAFF}, status=400)) == ["EMAIL_EXISTS"]


def test_nobody_is_invited_to_a_role_that_is_not_there(ann: Client) -> None:
    assert codes(ann.patch("invite", {"email": "bo@example.com", "role_id": 99}, status=400)) == ["ROLE_NOT_FOUND"]


def test_an_invitation_is_mailed_again_after_five_minutes_and_the_first_link_is_void(ann: Client, anyone: Client, letters: Letters) -> None:
    id = ann.patch("invite", {"email": "bo@example.com", "role_id": STAFF}).json["invited_user"]["id"]
    first = token_of(letters)
    assert codes(ann.post(f"invite/users/{id}/resend", status=400)) == ["USER_RECENTLY_INVITED"]
    later(timedelta(minutes=5))
    assert ann.post(f"invite/users/{id}/resend", status=201).json["user"]["email"] == "bo@example.com"
    second = token_of(letters)
    assert codes(anyone.get(f"invite/check/{first}", status=400)) == ["INVITE_TOKEN_INVALID"]
    anyone.get(f"invite/check/{second}")


def test_nothing_is_mailed_again_to_who_has_accepted_or_is_not_there(ann: Client, invited: Invited) -> None:
    invited("bo@example.com")
    later(timedelta(minutes=10))
    id = member(ann, "bo@example.com")["id"]
    assert codes(ann.post(f"invite/users/{id}/resend", status=400)) == ["USER_RECENTLY_INVITED"]
    assert codes(ann.post("invite/users/999/resend", status=400)) == ["USER_NOT_FOUND"]
    ann.post("invite/users/bo/resend", status=400)


def test_a_member_is_edited_as_a_whole(ann: Client, invited: Invited) -> None:
    invited("bo@example.com")
    id = member(ann, "bo@example.com")["id"]
    change = {"first_name": "Bob", "last_name": "Eck", "email": "bob@example.com", "role_id": ADMIN}
    assert ann.post(f"users/{id}", change, status=201).json == {"id": str(id), "message": "The user has been edited."}
    shown = ann.get(f"users/{id}").json
    assert (shown["full_name"], shown["email"], shown["role_id"]) == ("Bob Eck", "bob@example.com", ADMIN)


def test_no_two_people_have_one_address(ann: Client, invited: Invited) -> None:
    invited("bo@example.com")
    id = member(ann, "bo@example.com")["id"]
    change = {"first_name": "Bo", "last_name": "Ek", "email": "ann@example.com", "role_id": STAFF}
    assert codes(ann.post(f"users/{id}", change, status=400)) == ["EMAIL_ALREADY_EXISTS"]


def test_the_address_of_somebody_who_belongs_elsewhere_too_is_theirs_alone_to_change(
    ann: Client, anyone: Client, sign_in: SignIn, letters: Letters
) -> None:
    anyone.post("auth/signup", BO | {"email": "bo@example.com"})
    ann.patch("invite", {"email": "bo@example.com", "role_id": STAFF})
    sign_in("bo@example.com", BO["password"]).post(f"invite/accept/{token_of(letters)}")
    id = member(ann, "bo@example.com")["id"]
    theft = {"first_name": "Bo", "last_name": "Ek", "email": "ann+bo@example.com", "role_id": STAFF}
    assert codes(ann.post(f"users/{id}", theft, status=400)) == ["USER_BELONGS_TO_OTHER_ORGANIZATIONS"]
    ann.post(f"users/{id}", theft | {"email": "bo@example.com", "role_id": ADMIN}, status=201)


def test_nobody_changes_their_own_role_keeps_themselves_out_or_deletes_themselves(ann: Client, invited: Invited) -> None:
    invited("bo@example.com", ADMIN)
    own = member(ann, "ann@example.com")["id"]
    change = {"first_name": "Ann", "last_name": "Lee", "email": "ann@example.com", "role_id": STAFF}
    assert codes(ann.post(f"users/{own}", change, status=400)) == ["CANNOT_AUTHORIZED_USER_MUTATE_ROLE"]
    assert codes(ann.put(f"users/{own}/inactivate", status=400)) == ["USER_SAME_THE_AUTHORIZED_USER"]
    assert codes(ann.delete(f"users/{own}", status=400)) == ["USER_SAME_THE_AUTHORIZED_USER"]


def test_the_last_user_stays(ann: Client) -> None:
    own = member(ann, "ann@example.com")["id"]
    assert codes(ann.delete(f"users/{own}", status=400)) == ["CANNOT_DELETE_LAST_USER"]


def test_the_last_administrator_stays_whoever_would_take_them_away(ann: Client, invited: Invited, system: Systems) -> None:
    role = ann.post(
        "roles",
        {"role_name": "Office", "role_description": "", "permissions": [{"subject": "Preferences", "ability": "Mutate", "value": True}]},
    )
    bo = invited("bo@example.com", role.json["data"]["id"])
    own = member(ann, "ann@example.com")["id"]
    demotion = {"first_name": "Ann", "last_name": "Lee", "email": "ann@example.com", "role_id": STAFF}
    assert codes(bo.post(f"users/{own}", demotion, status=400)) == ["CANNOT_DELETE_LAST_USER"]
    assert codes(bo.put(f"users/{own}/inactivate", status=400)) == ["CANNOT_DELETE_LAST_USER"]
    assert codes(bo.delete(f"users/{own}", status=400)) == ["CANNOT_DELETE_LAST_USER"]
    assert system.peek("SELECT role_id, active FROM memberships WHERE user_id = 1") == [(ADMIN, 1)]


def test_an_inactive_member_is_out_at_once_and_cannot_sign_in(ann: Client, anyone: Client, invited: Invited) -> None:
    bo = invited("bo@example.com")
    id = member(ann, "bo@example.com")["id"]
    assert ann.put(f"users/{id}/inactivate").json["id"] == str(id)
    assert codes(ann.put(f"users/{id}/inactivate", status=400)) == ["USER_ALREADY_INACTIVE"]
    bo.get("currencies", status=401)
    anyone.post("auth/signin", {"email": "bo@example.com", "password": "a long password"}, status=401)
    ann.put(f"users/{id}/activate")
    assert codes(ann.put(f"users/{id}/activate", status=400)) == ["USER_ALREADY_ACTIVE"]
    bo.get("currencies")


def test_whoever_is_inactive_here_still_enters_elsewhere(ann: Client, anyone: Client, sign_in: SignIn, letters: Letters) -> None:
    own = anyone.post("auth/signup", BO | {"email": "bo@example.com"}).json["organization_id"]
    ann.patch("invite", {"email": "bo@example.com", "role_id": STAFF})
    sign_in("bo@example.com", BO["password"]).post(f"invite/accept/{token_of(letters)}")
    ann.put(f"users/{member(ann, 'bo@example.com')['id']}/inactivate")
    assert sign_in("bo@example.com", BO["password"]).get("organization/current").json["organization_id"] == own


def test_a_deleted_member_is_out_with_their_keys_and_may_be_invited_again(
    ann: Client, app, invited: Invited, letters: Letters, sign_in: SignIn
) -> None:
    bo = invited("bo@example.com", ADMIN)
    key = bo.post("api-keys/generate", {"name": "robot"}).json["key"]
    robot = Client(app, {"Authorization": f"Bearer {key}"})
    robot.get("currencies")
    ann.delete(f"users/{member(ann, 'bo@example.com')['id']}")
    bo.get("currencies", status=401)
    robot.get("currencies", status=401)
    ann.patch("invite", {"email": "bo@example.com", "role_id": STAFF})
    again = sign_in("bo@example.com", "a long password")
    again.post(f"invite/accept/{token_of(letters)}")
    again.get("currencies", organization_id=ann.headers["organization-id"])


def test_a_deleted_invitation_opens_nothing(ann: Client, anyone: Client, letters: Letters) -> None:
    id = ann.patch("invite", {"email": "bo@example.com", "role_id": STAFF}).json["invited_user"]["id"]
    token = token_of(letters)
    ann.delete(f"users/{id}")
    assert codes(anyone.post(f"invite/accept/{token}", BO, status=400)) == ["INVITE_TOKEN_INVALID"]


def test_an_invitation_moved_to_another_address_leaves_the_first_letter_void(ann: Client, anyone: Client, letters: Letters) -> None:
    id = ann.patch("invite", {"email": "bo@example.com", "role_id": STAFF}).json["invited_user"]["id"]
    first = token_of(letters)
    ann.post(f"users/{id}", {"first_name": "Cy", "last_name": "Do", "email": "cy@example.com", "role_id": STAFF})
    second = token_of(letters)
    assert codes(anyone.get(f"invite/check/{first}", status=400)) == ["INVITE_TOKEN_INVALID"]
    assert anyone.get(f"invite/check/{second}").json["invite_token"]["email"] == "cy@example.com"


def test_people_of_another_organization_are_not_there(ann: Client, anyone: Client, sign_in: SignIn) -> None:
    anyone.post("auth/signup", BO | {"email": "bo@example.com"})
    bo = sign_in("bo@example.com", BO["password"])
    own = member(ann, ANN["email"])["id"]
    assert [person["email"] for person in bo.get("users").json] == ["bo@example.com"]
    assert codes(bo.get(f"users/{own}", status=400)) == ["USER_NOT_FOUND"]
    assert codes(bo.delete(f"users/{own}", status=400)) == ["USER_NOT_FOUND"]


def test_staff_see_the_people_and_change_nobody(ann: Client, invited: Invited) -> None:
    bo = invited("bo@example.com")
    assert len(bo.get("users").json) == 2
    own = member(ann, ANN["email"])["id"]
    for refused in (
        bo.patch("invite", {"email": "cy@example.com", "role_id": ADMIN}, status=403),
        bo.put(f"users/{own}/inactivate", status=403),
        bo.delete(f"users/{own}", status=403),
        bo.post("api-keys/generate", {}, status=403),
    ):
        assert refused.json["statusCode"] == 403


def test_a_token_that_names_no_organization_is_told_so_before_its_rights_are_asked(ann: Client, app) -> None:
    nowhere = Client(app, {"Authorization": ann.headers["Authorization"]})
    for refused in (
        nowhere.patch("invite", {"email": "cy@example.com", "role_id": STAFF}, status=401),
        nowhere.get("users", status=401),
        nowhere.get("roles", status=401),
    ):
        assert refused.json == {"message": "Organization ID is required.", "error": "Unauthorized", "statusCode": 401}
