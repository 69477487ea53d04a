"""Settings, currencies, branches and what the app boots with."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.client import Client, codes
from tests.template import Units


def setting(ann: Client, group: str, key: str) -> Any:
    return {(row["group"], row["key"]): row["value"] for row in ann.get("settings").json}.get((group, key))


def save(ann: Client, group: str, key: str, value: Any, **expected: Any) -> Any:
    return ann.put("settings", {"options": [{"group": group, "key": key, "value": value}]}, **expected)


def test_settings_begin_with_their_defaults(ann: Client) -> None:
    assert setting(ann, "manual_journals", "number_prefix") == "J-"
    assert setting(ann, "manual_journals", "next_number") == "00001"
    assert setting(ann, "manual_journals", "auto_increment") is True
    assert setting(ann, "accounts", "account_code_unique") is True
    assert setting(ann, "organization", "accounting_basis") == "accrual"
    assert setting(ann, "organization", "time_zone") == "America/New_York"
    assert setting(ann, "transactions-locking", "locking-type") == "partial"


def test_a_saved_setting_is_read_back_with_its_type(ann: Client) -> None:
    assert save(ann, "accounts", "account_code_required", "true").body == b""
    assert setting(ann, "accounts", "account_code_required") is True
    save(ann, "sales_invoices", "customer_notes", "Thank you")
    assert setting(ann, "sales_invoices", "customer_notes") == "Thank you"
    save(ann, "expenses", "preferred_payment_account", "1000")
    assert setting(ann, "expenses", "preferred_payment_account") == 1000
    save(ann, "expenses", "preferred_payment_account", "")
    assert setting(ann, "expenses", "preferred_payment_account") is None


def test_a_number_series_is_the_one_that_documents_draw_from(ann: Client, tenant: Units) -> None:
    save(ann, "manual_journals", "next_number", "0042")
    save(ann, "manual_journals", "number_prefix", "JOURNAL/")
    with tenant(writer=False) as t:
        assert json.loads(t.head.numbering)["manual_journals"] == {"prefix": "JOURNAL/", "next": "0042", "auto": True, "free": 0}
    assert setting(ann, "manual_journals", "next_number") == "0042"


def test_an_unknown_setting_is_refused_and_nothing_else_of_the_request_is_saved(ann: Client) -> None:
    options = [{"group": "accounts", "key": "account_code_required", "value": True}, {"group": "accounts", "key": "nonsense", "value": 1}]
    assert codes(ann.put("settings", {"options": options}, status=400)) == ["OPTIONS.KEY.NOT.DEFINED"]
    assert setting(ann, "accounts", "account_code_required") is False


@pytest.mark.parametrize(
    "group, key, value",
    [
        ("accounts", "account_code_required", "perhaps"),
        ("expenses", "preferred_payment_account", "the bank"),
        ("organization", "accounting_basis", "guesswork"),
        ("manual_journals", "next_number", ""),
        ("manual_journals", "next_number", "12a"),
        ("manual_journals", "auto_increment", None),
    ],
)
def test_a_value_that_a_setting_cannot_have_is_refused_by_name(ann: Client, group: str, key: str, value: Any) -> None:
    [fault] = save(ann, group, key, value, status=400).json["message"]
    assert fault["property"] == "options.0.value"


def test_what_is_changed_elsewhere_is_passed_over(ann: Client) -> None:
    for group, key, value in (
        ("organization", "name", "Another name"),
        ("transactions-locking", "all.active", True),
        ("features", "branches", True),
        ("inventory", "cost_compute_running", True),
    ):
        before = setting(ann, group, key)
        save(ann, group, key, value)
        assert setting(ann, group, key) == before


def test_what_was_read_can_be_saved_as_it_is(ann: Client) -> None:
    before = ann.get("settings").json
    ann.put("settings", {"options": before})
    assert ann.get("settings").json == before


def test_a_currency_is_added_renamed_and_removed(ann: Client) -> None:
    assert ann.post("currencies", {"currency_name": "Yen", "currency_code": "JPY", "currency_sign": "¥"}, status=201).body == b""
    row = ann.get("currencies/JPY").json
    assert ann.get("currencies/jpy").json == ann.get(f"currencies/{row['id']}").json == row
    edited = ann.put(f"currencies/{row['id']}", {"currency_name": "Japanese Yen", "currency_sign": "円"}).json
    assert (edited["currency_name"], edited["currency_sign"], edited["currency_code"]) == ("Japanese Yen", "円", "JPY")
    ann.delete("currencies/JPY")
    ann.get("currencies/JPY", status=404)


def test_a_currency_is_offered_once_and_must_exist(ann: Client) -> None:
    assert codes(ann.post("currencies", {"currency_name": "Euro", "currency_code": "EUR", "currency_sign": "€"}, status=400)) == [
        "CURRENCY_CODE_EXISTS"
    ]
    [fault] = ann.post("currencies", {"currency_name": "Gold", "currency_code": "QQQ", "currency_sign": "G"}, status=400).json["message"]
    assert fault["property"] == "currencyCode"


def test_the_base_currency_stays(ann: Client) -> None:
    assert codes(ann.delete("currencies/USD", status=400)) == ["CANNOT_DELETE_BASE_CURRENCY"]


def test_branches_are_unseen_until_they_are_activated_once(ann: Client) -> None:
    assert ann.get("branches").json == []
    answer = ann.post("branches/activate", status=201).json
    assert answer["code"] == 200
    [head] = ann.get("branches").json
    assert (head["name"], head["primary"]) == ("Head Branch", True)
    assert codes(ann.post("branches/activate", status=400)) == ["MUTLI_BRANCHES_ALREADY_ACTIVATED"]
    features = {each["name"]: each["is_accessible"] for each in ann.get("dashboard/boot").json["features"]}
    assert features == {"warehouses": False, "branches": True, "BankSyncing": False}


@pytest.fixture
def south(ann: Client) -> dict[str, Any]:
    """A second branch."""
    ann.post("branches/activate")
    made: dict[str, Any] = ann.post("branches", {"name": "South", "code": "S", "website": "https://south.example.com"}, status=201).json
    return made


def test_one_branch_is_primary(ann: Client, south: dict[str, Any]) -> None:
    assert south["primary"] is False
    assert ann.put(f"branches/{south['id']}/mark-as-primary").json["primary"] is True
    assert [row["name"] for row in ann.get("branches").json if row["primary"]] == ["South"]
    ann.delete(f"branches/{south['id']}")
    assert [row["name"] for row in ann.get("branches").json if row["primary"]] == ["Head Branch"]


def test_the_only_branch_stays(ann: Client) -> None:
    ann.post("branches/activate")
    [head] = ann.get("branches").json
    assert codes(ann.delete(f"branches/{head['id']}", status=400)) == ["COULD_NOT_DELETE_ONLY_BRANCH"]


def test_codes_of_branches_differ(ann: Client, south: dict[str, Any]) -> None:
    assert codes(ann.post("branches", {"name": "North", "code": "S"}, status=400)) == ["BRANCH_CODE_NOT_UNIQUE"]
    ann.post("branches", {"name": "North"}, status=201)
    ann.post("branches", {"name": "West"}, status=201)
    edited = ann.put(f"branches/{south['id']}", {"name": "Deep South", "code": "S"}).json
    assert (edited["name"], edited["website"]) == ("Deep South", None)


def test_a_branch_s_addresses_are_addresses(ann: Client) -> None:
    faults = ann.post("branches", {"name": "North", "email": "north", "website": "north pole"}, status=400).json["message"]
    assert {fault["property"] for fault in faults} == {"email", "website"}


def test_a_branch_that_is_not_there_is_not_found(ann: Client) -> None:
    ann.get("branches/99", status=404)
    ann.delete("branches/99", status=404)


def test_staff_read_preferences_and_change_none(invited: Callable[..., Client]) -> None:
    bo = invited("bo@example.com")
    for path in ("settings", "currencies", "branches", "roles"):
        bo.get(path)
    bo.post("currencies", {"currency_name": "Yen", "currency_code": "JPY", "currency_sign": "¥"}, status=403)
    bo.post("branches/activate", status=403)
    assert {"subject": "SaleInvoice", "action": "Create"} in bo.get("dashboard/boot").json["abilities"]
