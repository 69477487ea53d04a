"""Accounts of people: sign-up, sign-in and out, proving an address, forgotten passwords."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from webtest import TestApp

from bigcapital import clock
from bigcapital.security.jobs import tidy
from tests.client import Client, codes
from tests.functional.organization.conftest import Letters, link_in
from tests.template import ANN, Systems

NEWCOMER = {"first_name": "Bo", "last_name": "Ek", "email": "bo@example.com", "password": "long enough"}
SignIn = Callable[..., Client]
Started = Callable[..., TestApp]


def later(by: timedelta) -> None:
    moment = clock.now() + by
    clock.use(lambda: moment)


def test_somebody_new_gets_an_account_and_an_unbuilt_organization_whose_administrator_they_are(anyone: Client, sign_in: SignIn) -> None:
    made = anyone.post("auth/signup", NEWCOMER, status=201).json
    assert made.keys() == {"user_id", "tenant_id", "organization_id"}
    bo = sign_in("bo@example.com", "long enough")
    current = bo.get("organization/current").json
    assert (current["organization_id"], current["is_ready"], current["metadata"]) == (made["organization_id"], False, None)
    assert bo.get("dashboard/boot").json["abilities"] == [{"subject": "all", "action": "manage"}]


def test_a_known_address_cannot_sign_up_again_in_whatever_case(anyone: Client) -> None:
    assert codes(anyone.post("auth/signup", NEWCOMER | {"email": "ANN@Example.com"}, status=400)) == ["EMAIL_EXISTS"]


def test_every_bad_field_of_a_sign_up_is_named_and_no_password_is_echoed(anyone: Client) -> None:
    refused = anyone.post("auth/signup", {"first_name": "", "email": "nowhere", "password": "short"}, status=400)
    assert {fault["property"] for fault in refused.json["message"]} == {"firstName", "lastName", "email", "password"}
    assert "short" not in refused.text.replace("should be shorter", "").replace("too short", "")
    assert set(codes(refused)) == {"VALIDATION_ERROR"}


def test_a_password_has_8_to_128_characters(anyone: Client) -> None:
    anyone.post("auth/signup", NEWCOMER | {"password": "x" * 7}, status=400)
    anyone.post("auth/signup", NEWCOMER | {"password": "x" * 129}, status=400)
    anyone.post("auth/signup", NEWCOMER | {"password": "x" * 128}, status=201)


def test_where_signing_up_is_disabled_nobody_can_and_the_page_knows(started: Started) -> None:
    anyone = Client(started(signup__disabled="true"))
    assert anyone.get("auth/meta").json == {"signup_disabled": True}
    assert codes(anyone.post("auth/signup", NEWCOMER, status=400)) == ["SIGNUP_RESTRICTED"]


def test_where_signing_up_is_restricted_the_listed_addresses_and_domains_can(started: Started) -> None:
    ini = {"signup__disabled": "true", "signup__allowed_emails": "bo@example.com", "signup__allowed_domains": "example.org"}
    anyone = Client(started(**ini))
    assert codes(anyone.post("auth/signup", NEWCOMER | {"email": "cy@example.com"}, status=400)) == ["SIGNUP_RESTRICTED_NOT_ALLOWED"]
    anyone.post("auth/signup", NEWCOMER, status=201)
    anyone.post("auth/signup", NEWCOMER | {"email": "cy@example.org"}, status=201)


@pytest.mark.parametrize("email, password", [("ann@example.com", "wrong horse"), ("nobody@example.com", "correct horse battery")])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(anyone: Client, email: str, password: str) -> None:
    refused = anyone.post("auth/signin", {"email": email, "password": password}, status=401)
    assert refused.json == {"message": "Unauthorized", "statusCode": 401}


def test_an_unknown_address_costs_the_same_work_as_a_known_one(anyone: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from bigcapital.organization.auth import operations

    hashed: list[str | None] = []
    real = operations.is_password

    def watched(settings: Any, stored: str | None, password: str) -> bool:
        hashed.append(stored)
        return real(settings, stored, password)

    monkeypatch.setattr(operations, "is_password", watched)
    for email in ("ann@example.com", "nobody@example.com"):
        anyone.post("auth/signin", {"email": email, "password": "wrong horse"}, status=401)
    assert hashed[0] is not None
    assert hashed[1] is None


def test_a_token_opens_the_organization_until_it_is_signed_out(ann: Client) -> None:
    ann.get("organization/current")
    ann.post("auth/signout")
    assert ann.get("organization/current", status=401).json == {"message": "Unauthorized", "statusCode": 401}


def test_a_token_ends_after_a_day(ann: Client) -> None:
    later(timedelta(hours=23, minutes=59))
    ann.get("auth/account")
    later(timedelta(minutes=2))
    ann.get("auth/account", status=401)


def test_the_account_carries_no_secret(ann: Client) -> None:
    account = ann.get("auth/account").json
    assert (account["email"], account["first_name"], account["verified"], account["csrf_token"]) == ("ann@example.com", "Ann", True, None)
    assert not [key for key in account if "password" in key or "hash" in key]


def test_the_web_app_is_signed_in_by_a_cookie_and_writes_with_a_csrf_token(app: TestApp) -> None:
    browser = Client(app, {"X-Requested-With": "bigcapital-web"})
    answer = browser.post("auth/signin", {"email": ANN["email"], "password": ANN["password"]})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("bigcapital=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    account = browser.get("auth/account").json
    assert browser.put("settings", {"options": []}, status=403).json["statusCode"] == 403
    browser.put("settings", {"options": []}, X_CSRF_Token=account["csrf_token"])
    browser.post("auth/signout", X_CSRF_Token=account["csrf_token"])
    browser.get("auth/account", status=401)


def test_a_caller_who_is_not_the_web_app_gets_no_cookie(app: TestApp) -> None:
    answer = Client(app).post("auth/signin", {"email": ANN["email"], "password": ANN["password"]})
    assert "Set-Cookie" not in answer.headers


def test_over_https_the_cookie_is_bound_to_the_host(started: Started) -> None:
    app = started(public_url="https://books.example.com")
    answer = Client(app, {"X-Requested-With": "bigcapital-web"}).post("auth/signin", {"email": ANN["email"], "password": ANN["password"]})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-bigcapital=")
    assert "secure" in cookie.lower()
    assert "domain" not in cookie.lower()


def test_a_browser_that_was_idle_for_twelve_hours_signs_in_again(app: TestApp) -> None:
    browser = Client(app, {"X-Requested-With": "bigcapital-web"})
    browser.post("auth/signin", {"email": ANN["email"], "password": ANN["password"]})
    for _ in range(3):
        later(timedelta(hours=11))
        browser.get("auth/account")
    later(timedelta(hours=12, minutes=1))
    browser.get("auth/account", status=401)


def test_a_browser_stays_signed_in_for_thirty_days_at_most(app: TestApp) -> None:
    browser = Client(app, {"X-Requested-With": "bigcapital-web"})
    browser.post("auth/signin", {"email": ANN["email"], "password": ANN["password"]})
    for _ in range(71):
        later(timedelta(hours=10))
        browser.get("auth/account")
    later(timedelta(hours=11))
    browser.get("auth/account", status=401)


def test_neither_tokens_nor_cookies_are_stored_as_they_are(app: TestApp, system: Systems) -> None:
    browser = Client(app, {"X-Requested-With": "bigcapital-web"})
    answer = browser.post("auth/signin", {"email": ANN["email"], "password": ANN["password"]})
    token, cookie = answer.json["access_token"], answer.headers["Set-Cookie"].split("=", 1)[1].split(";")[0]
    for table, column in (("access_tokens", "token_hash"), ("sessions", "cookie_hash")):
        stored = [bytes(row[0]) for row in system.peek(f"SELECT {column} FROM {table}")]
        assert stored
        assert not {token.encode(), bytes.fromhex(token), cookie.encode(), bytes.fromhex(cookie)} & set(stored)


def test_until_the_address_is_proved_nothing_else_is_open(started: Started, letters: Letters) -> None:
    app = started(signup__email_confirmation="true")
    Client(app).post("auth/signup", NEWCOMER, status=201)
    answer = Client(app).post("auth/signin", {"email": NEWCOMER["email"], "password": NEWCOMER["password"]}).json
    bo = Client(app, {"Authorization": f"Bearer {answer['access_token']}", "organization-id": answer["organization_id"]})
    assert bo.get("auth/account").json["verified"] is False
    assert codes(bo.get("organization/current", status=401)) == ["USER_NOT_VERIFIED"]
    assert codes(bo.get("accounts", status=401)) == ["USER_NOT_VERIFIED"]

    [letter] = letters()
    assert "bo@example.com" in letter["To"]
    link = urlsplit(link_in(letter))
    assert link.path == "/auth/email_confirmation"
    proof = {key: values[0] for key, values in parse_qs(link.query).items()}
    assert codes(bo.post("auth/signup/confirm", proof | {"email": "cy@example.com"}, status=400)) == ["SIGNUP_CONFIRM_TOKEN_INVALID"]
    Client(app).post("auth/signup/confirm", proof, status=201)
    bo.get("organization/current")
    assert codes(Client(app).post("auth/signup/confirm", proof, status=400)) == ["SIGNUP_CONFIRM_TOKEN_INVALID"]
    assert codes(bo.post("auth/signup/verify/resend", status=400)) == ["USER_ALREADY_VERIFIED"]


def test_a_second_verification_letter_takes_the_first_one_s_place(started: Started, letters: Letters) -> None:
    app = started(signup__email_confirmation="true")
    Client(app).post("auth/signup", NEWCOMER, status=201)
    answer = Client(app).post("auth/signin", {"email": NEWCOMER["email"], "password": NEWCOMER["password"]}).json
    [first] = letters()
    Client(app, {"Authorization": f"Bearer {answer['access_token']}"}).post("auth/signup/verify/resend")
    second = letters()[-1]
    proofs = [{key: values[0] for key, values in parse_qs(urlsplit(link_in(letter)).query).items()} for letter in (first, second)]
    Client(app).post("auth/signup/confirm", proofs[0], status=400)
    Client(app).post("auth/signup/confirm", proofs[1], status=201)


def test_a_forgotten_password_is_replaced_by_mail_and_everything_signed_in_ends(
    ann: Client, anyone: Client, sign_in: SignIn, letters: Letters
) -> None:
    assert anyone.post("auth/send_reset_password", {"email": "ann@example.com"}, status=201).body == b""
    [letter] = letters()
    path = link_in(letter)
    assert path.startswith("/auth/reset_password/")
    token = path.rsplit("/", 1)[1]
    anyone.post(f"auth/reset_password/{token}", {"password": "short"}, status=400)
    anyone.post(f"auth/reset_password/{token}", {"password": "a new password"}, status=201)
    ann.get("auth/account", status=401)
    anyone.post("auth/signin", {"email": ANN["email"], "password": ANN["password"]}, status=401)
    sign_in("ann@example.com", "a new password").get("auth/account")
    assert codes(anyone.post(f"auth/reset_password/{token}", {"password": "yet another"}, status=400)) == ["TOKEN_INVALID"]


def test_asking_for_a_reset_tells_nobody_whether_there_is_an_account(anyone: Client, letters: Letters) -> None:
    known = anyone.post("auth/send_reset_password", {"email": "ann@example.com"})
    unknown = anyone.post("auth/send_reset_password", {"email": "nobody@example.com"})
    assert (known.status, known.body) == (unknown.status, unknown.body)
    assert len(letters()) == 1


def test_a_reset_link_works_for_an_hour_and_only_the_newest(anyone: Client, letters: Letters) -> None:
    anyone.post("auth/send_reset_password", {"email": "ann@example.com"})
    first = link_in(letters()[-1]).rsplit("/", 1)[1]
    anyone.post("auth/send_reset_password", {"email": "ann@example.com"})
    second = link_in(letters()[-1]).rsplit("/", 1)[1]
    assert codes(anyone.post(f"auth/reset_password/{first}", {"password": "a new password"}, status=400)) == ["TOKEN_INVALID"]
    later(timedelta(minutes=61))
    assert codes(anyone.post(f"auth/reset_password/{second}", {"password": "a new password"}, status=400)) == ["TOKEN_EXPIRED"]


def test_no_token_of_a_letter_is_found_in_the_database(anyone: Client, letters: Letters, system: Systems, installation: Any) -> None:
    anyone.post("auth/send_reset_password", {"email": "ann@example.com"})
    token = link_in(letters()[-1]).rsplit("/", 1)[1]
    dump = b"".join(path.read_bytes() for path in installation.settings.data_dir.glob("system.sqlite*"))
    assert token.encode() not in dump
    assert bytes.fromhex(token) not in dump


def test_ten_failed_sign_ins_a_minute_are_enough_for_an_address_and_for_an_account(started: Started) -> None:
    app = started(limits__signin="10/60")
    anyone = Client(app)
    for _ in range(10):
        anyone.post("auth/signin", {"email": "ann@example.com", "password": "wrong horse"}, status=401)
    refused = anyone.post("auth/signin", {"email": ANN["email"], "password": ANN["password"]}, status=429)
    assert int(refused.headers["Retry-After"]) >= 1
    assert refused.json["statusCode"] == 429


def test_successful_sign_ins_are_not_counted_as_failures(started: Started) -> None:
    anyone = Client(started(limits__signin="2/60"))
    for _ in range(5):
        anyone.post("auth/signin", {"email": ANN["email"], "password": ANN["password"]}, status=201)


def test_secrets_that_open_nothing_count_for_the_address_they_come_from(started: Started) -> None:
    app = started(limits__requests="5/60")
    for number in range(5):
        Client(app, {"Authorization": f"Bearer guess-{number}"}).get("accounts", status=401)
    assert int(Client(app, {"Authorization": "Bearer guess-6"}).get("accounts", status=429).headers["Retry-After"]) >= 1


def test_letters_and_sign_ups_share_a_limit_by_address(started: Started) -> None:
    anyone = Client(started(limits__signup="2/60"))
    anyone.post("auth/send_reset_password", {"email": "ann@example.com"})
    anyone.post("auth/signup", NEWCOMER, status=201)
    anyone.post("auth/signup", NEWCOMER | {"email": "cy@example.com"}, status=429)


def test_a_sign_in_cannot_be_replayed_by_an_idempotency_key(anyone: Client) -> None:
    anyone.post("auth/signin", {"email": ANN["email"], "password": ANN["password"]}, status=400, Idempotency_Key="once")


def test_signing_in_again_ends_the_browser_s_earlier_session(app: TestApp, system: Systems) -> None:
    browser = Client(app, {"X-Requested-With": "bigcapital-web"})
    for _ in range(3):
        browser.post("auth/signin", {"email": ANN["email"], "password": ANN["password"]})
    assert system.peek("SELECT count(*) FROM sessions") == [(1,)]


def test_what_opens_nothing_any_more_is_swept_away_and_nothing_else(app: TestApp, ann: Client, system: Systems) -> None:
    browser = Client(app, {"X-Requested-With": "bigcapital-web"})
    browser.post("auth/signin", {"email": ANN["email"], "password": ANN["password"]})
    ann.post("auth/send_reset_password", {"email": ANN["email"]})

    def left() -> list[int]:
        return [system.peek(f"SELECT count(*) FROM {table}")[0][0] for table in ("access_tokens", "sessions", "password_resets")]

    before = left()
    for passed, expected in ((timedelta(hours=11), before), (timedelta(hours=14), [0, 0, 1]), (timedelta(days=8), [0, 0, 0])):
        later(passed)
        with system() as unit:
            tidy(unit)
        assert left() == expected


def test_a_process_that_remembers_callers_still_heeds_its_own_revocations_at_once(started: Started) -> None:
    app = started(security__memory_seconds="5")
    answer = Client(app).post("auth/signin", {"email": ANN["email"], "password": ANN["password"]}).json
    ann = Client(app, {"Authorization": f"Bearer {answer['access_token']}", "organization-id": answer["organization_id"]})
    role = {"role_name": "Clerk", "role_description": "", "permissions": [{"subject": "Account", "ability": "View", "value": True}]}
    id = ann.post("roles", role).json["data"]["id"]
    key = ann.post("api-keys/generate").json
    robot = Client(app, {"Authorization": f"Bearer {key['key']}"})
    robot.get("accounts")
    ann.put(f"api-keys/{key['id']}/revoke")
    robot.get("accounts", status=401)
    ann.get(f"roles/{id}")
    ann.post("auth/signout")
    ann.get("roles", status=401)
