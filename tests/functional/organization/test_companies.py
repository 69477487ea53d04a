"""Organizations: founding, building, changing and switching between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from webtest import TestApp

from bigcapital.jobs import run_pending
from bigcapital.tenancy import provision
from bigcapital.tenancy.installation import Installation
from tests.client import Client, codes
from tests.template import ANN, METADATA, Units

BO = {"first_name": "Bo", "last_name": "Ek", "email": "bo@example.com", "password": "long enough"}


@pytest.fixture
def bo(anyone: Client, sign_in: Callable[..., Client]) -> Client:
    """The administrator of an organization that is not built."""
    anyone.post("auth/signup", BO)
    return sign_in(BO["email"], BO["password"])


def test_an_organization_is_built_by_a_job_and_polled_until_it_is_ready(bo: Client, installation: Installation) -> None:
    answer = bo.post("organization/build", METADATA, status=200).json
    assert (answer["type"], answer["code"]) == ("success", "ORGANIZATION.DATABASE.INITIALIZED")
    job = answer["data"]["job_id"]
    current = bo.get("organization/current").json
    assert (current["is_build_running"], current["is_ready"], current["build_job_id"]) == (True, False, job)
    polled = bo.get(f"organization/build/{job}").json
    assert (polled["id"], polled["is_waiting"], polled["is_completed"], polled["progress"]) == (job, True, False, 0)
    run_pending(installation)
    polled = bo.get(f"organization/build/{job}").json
    assert (polled["state"], polled["is_completed"], polled["progress"]) == ("completed", True, 100)
    current = bo.get("organization/current").json
    assert (current["is_ready"], current["is_build_running"], current["metadata"]["name"]) == (True, False, METADATA["name"])
    assert current["initialized_at"]
    assert current["seeded_at"]
    assert current["built_at"]


def test_until_it_is_built_only_what_belongs_to_people_answers(bo: Client) -> None:
    assert codes(bo.get("accounts", status=401)) == ["TENANT.DATABASE.NOT.INITALIZED"]
    for path in ("auth/account", "organization/current", "users", "date-formats", "dashboard/boot", "organizations", "api-keys"):
        bo.get(path)


def test_a_build_can_be_asked_for_once(ann: Client, bo: Client) -> None:
    bo.post("organization/build", METADATA)
    assert codes(bo.post("organization/build", METADATA, status=400)) == ["TENANT_IS_BUILDING"]
    assert codes(ann.post("organization/build", METADATA, status=400)) == ["TENANT_ALREADY_BUILT"]


def test_a_failed_build_is_told_and_can_be_asked_for_again(bo: Client, installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    real = provision._create
    monkeypatch.setattr(provision, "_create", lambda *given: (_ for _ in ()).throw(OSError("the disk is full")))
    bo.post("organization/build", METADATA)
    run_pending(installation)
    current = bo.get("organization/current").json
    assert (current["is_ready"], current["is_build_running"], current["build_failed"]) == (False, False, True)
    monkeypatch.setattr(provision, "_create", real)
    bo.post("organization/build", METADATA)
    run_pending(installation)
    assert bo.get("organization/current").json["is_ready"] is True


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"location": "XX"},
        {"base_currency": "ABC"},
        {"timezone": "Mars/Olympus"},
        {"fiscal_year": "smarch"},
        {"language": "fr"},
        {"date_format": "whenever"},
    ],
)
def test_metadata_that_means_nothing_is_refused_by_name(bo: Client, change: dict[str, str]) -> None:
    [fault] = bo.post("organization/build", METADATA | change, status=400).json["message"]
    assert [fault["property"]] == [key.split("_")[0] + "".join(word.title() for word in key.split("_")[1:]) for key in change]


def test_another_organization_s_build_is_not_found(ann: Client, bo: Client) -> None:
    job = bo.post("organization/build", METADATA).json["data"]["job_id"]
    ann.get(f"organization/build/{job}", status=404)
    bo.get("organization/build/nonsense", status=404)


def test_an_organization_s_first_contents_are_whole(ann: Client, peek: Callable[..., list[Any]]) -> None:
    assert peek("SELECT count(*), min(id) FROM accounts") == [(34, 1000)]
    assert {row["currency_code"] for row in ann.get("currencies").json} == {"USD", "CAD", "EUR", "LYD", "GBP", "CNY", "AUD", "INR"}
    assert peek('SELECT name, code, "primary" FROM branches') == [("Head Branch", "10001", 1)]
    settings = {(row["group"], row["key"]): row["value"] for row in ann.get("settings").json}
    account = peek("SELECT id FROM accounts WHERE slug = 'cost-of-goods-sold'")[0][0]
    assert settings["items", "preferred_cost_account"] == account


def test_a_base_currency_beyond_the_common_ones_is_offered_too(bo: Client, installation: Installation) -> None:
    bo.post("organization/build", METADATA | {"base_currency": "JPY"})
    run_pending(installation)
    [base] = [row for row in bo.get("currencies").json if row["is_base_currency"]]
    assert (base["currency_code"], base["currency_name"], base["currency_sign"]) == ("JPY", "Japanese Yen", "¥")


def test_the_subscription_of_a_self_hosted_organization_is_always_active(ann: Client) -> None:
    [subscription] = ann.get("organization/current").json["subscriptions"]
    assert (subscription["slug"], subscription["active"], subscription["ended"]) == ("main", True, False)


def test_metadata_is_changed_in_part(ann: Client) -> None:
    address = {"address_1": "1 Main St", "city": "Springfield", "postal_code": "12345"}
    answer = ann.put("organization", {"name": "Ann & Co", "address": address, "primary_color": "#123abc", "tax_number": "T-1"})
    assert answer.json["code"] == 200
    metadata = ann.get("organization/current").json["metadata"]
    assert (metadata["name"], metadata["tax_number"], metadata["base_currency"]) == ("Ann & Co", "T-1", "USD")
    assert metadata["address"]["city"] == "Springfield"
    settings = {(row["group"], row["key"]): row["value"] for row in ann.get("settings").json}
    assert settings["organization", "name"] == "Ann & Co"


def test_what_would_decide_ownership_cannot_be_set(ann: Client) -> None:
    before = ann.get("organization/current").json
    ann.put("organization", {"id": 99, "tenant_id": 99, "organization_id": "mine", "state": "empty", "server": "x", "name": "Same"})
    after = ann.get("organization/current").json
    assert (after["id"], after["organization_id"], after["is_ready"]) == (before["id"], before["organization_id"], True)


def test_the_base_currency_moves_every_account_while_nothing_is_recorded(
    ann: Client, installation: Installation, peek: Callable[..., list[Any]]
) -> None:
    assert ann.get("organization/base-currency-mutate").json == {"abilities": []}
    ann.put("organization", {"base_currency": "CHF"})
    run_pending(installation)
    assert peek("SELECT DISTINCT currency_code FROM accounts") == [("CHF",)]
    assert {row["currency_code"] for row in ann.get("currencies").json if row["is_base_currency"]} == {"CHF"}


def test_the_base_currency_is_locked_by_accounts_that_somebody_made(ann: Client) -> None:
    ann.post("accounts", {"name": "Till", "account_type": "cash"})
    assert {row["model_name"] for row in ann.get("organization/base-currency-mutate").json["abilities"]} == {"Account"}
    assert codes(ann.put("organization", {"base_currency": "EUR"}, status=400)) == ["BASE_CURRENCY_MUTATE_LOCKED"]
    ann.put("organization", {"base_currency": "USD", "name": "Unchanged currency is fine"})


def test_an_account_of_another_kind_does_not_lock_it(ann: Client) -> None:
    ann.post("accounts", {"name": "Rent of the till", "account_type": "expense"})
    assert ann.get("organization/base-currency-mutate").json == {"abilities": []}


def test_a_user_founds_a_second_organization_and_switches_in_the_browser(app: TestApp) -> None:
    browser = Client(app, {"X-Requested-With": "bigcapital-web"})
    first = browser.post("auth/signin", {"email": ANN["email"], "password": ANN["password"]}).json["organization_id"]
    browser.headers["X-CSRF-Token"] = browser.get("auth/account").json["csrf_token"]
    second = browser.post("organizations", {"name": "Second"}, status=201).json["organization_id"]
    assert browser.get("organization/current").json["organization_id"] == second
    listed = browser.get("organizations").json["organizations"]
    assert [(each["organization_id"], each["current"]) for each in listed] == [(first, False), (second, True)]
    browser.post("organizations/switch", {"organization_id": first})
    assert browser.get("organization/current").json["organization_id"] == first


def test_switching_to_a_foreign_organization_is_the_same_401_as_to_none(ann: Client, bo: Client) -> None:
    foreign = bo.headers["organization-id"]
    answers = [ann.post("organizations/switch", {"organization_id": id}, status=401).json for id in (foreign, "nowhere")]
    assert answers[0] == answers[1]
    answers = [ann.get("accounts", status=401, organization_id=id).json for id in (foreign, "nowhere")]
    assert answers[0] == answers[1]
    assert answers[0]["errors"] == [{"type": "TENANT.NOT.FOUND"}]


def test_two_organizations_of_one_user_keep_their_books_apart(ann: Client, installation: Installation, tenant: Units) -> None:
    second = ann.post("organizations", {"name": "Second"}).json["organization_id"]
    ann.post("organization/build", METADATA | {"name": "Second"}, organization_id=second)
    run_pending(installation)
    ann.post("currencies", {"currency_name": "Yen", "currency_code": "JPY", "currency_sign": "¥"}, organization_id=second)
    assert "JPY" in {row["currency_code"] for row in ann.get("currencies", organization_id=second).json}
    assert "JPY" not in {row["currency_code"] for row in ann.get("currencies").json}


def test_only_who_may_change_preferences_changes_the_organization(invited: Callable[..., Client]) -> None:
    bo = invited("bo@example.com")
    bo.put("organization", {"name": "Bo's"}, status=403)
    bo.get("organization/current")


def test_date_formats_show_today(ann: Client) -> None:
    offered = ann.get("date-formats").json
    assert len(offered) == 12
    assert all(one["label"].endswith(f"[{one['key']}]") for one in offered)
