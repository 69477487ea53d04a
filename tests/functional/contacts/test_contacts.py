"""Customers and vendors, through the API: what they accept, what they refuse, how they are found."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from bigcapital.accounting import dimensions
from tests.client import Client, codes
from tests.functional.accounting.journal import BANK, RECEIVABLE, SALES, journal
from tests.functional.contacts.people import CUSTOMERS, VENDORS, Kind


def properties(refused: Any) -> list[str]:
    return [fault["property"] for fault in refused.json["message"]]


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["display_name"] for row in rows]


def role(key: str, value: Any, comparator: str = "equals") -> str:
    return "stringified_filter_roles=" + json.dumps([{"fieldKey": key, "value": value, "comparator": comparator}])


# --- writing ---


def test_a_contact_is_what_was_entered(ann: Client, kind: Kind) -> None:
    made = kind.made(ann, first_name="Zoë", email="Zoe@Example.com", workPhone="1 23", billingAddress1="1 High Street", note="")
    assert (made["display_name"], made["first_name"], made["email"]) == ("Zoë & Sons", "Zoë", "Zoe@Example.com")
    assert (made["work_phone"], made["billing_address1"], made["note"], made["active"]) == ("1 23", "1 High Street", None, True)
    assert (made["balance"], made["opening_balance"], made["opening_balance_at"], made["created_at"] is None) == (0, 0, None, False)
    assert ann.get(f"{kind.path}/{made['id']}").json == made
    assert made["contact_normal"] == {1: "debit", -1: "credit"}[kind.sign]


def test_customers_have_a_type_and_vendors_have_none(ann: Client) -> None:
    made = CUSTOMERS.made(ann, customer_type="individual")
    assert (made["customer_type"], made["contact_type"], made["formatted_customer_type"]) == ("individual", "individual", "Individual")
    assert properties(ann.post("customers", CUSTOMERS.body(customer_type="owner"), status=400)) == ["customerType"]
    made = VENDORS.made(ann, customer_type="business")
    assert (made["contact_type"], "customer_type" in made) == (None, False)


def test_a_vendor_without_a_currency_is_in_the_base_currency_and_a_customer_needs_one(ann: Client) -> None:
    assert ann.post("vendors", {"display_name": "Paper Mill"}, status=201).json["currency_code"] == "USD"
    assert properties(ann.post("customers", {"display_name": "A", "customer_type": "business"}, status=400)) == ["currencyCode"]
    assert properties(ann.post("vendors", {"display_name": "A", "currency_code": "XYZ"}, status=400)) == ["currencyCode"]


def test_what_is_wrong_is_named_at_once(ann: Client, kind: Kind, peek: Callable[..., list[Any]]) -> None:
    wrong = {"display_name": "", "email": "nobody", "work_phone": "1" * 65, "shipping_address_email": "x@", "active": "perhaps"}
    refused = ann.post(kind.path, kind.body(**wrong), status=400)
    assert sorted(set(properties(refused))) == ["active", "displayName", "email", "shippingAddressEmail", "workPhone"]
    assert peek("SELECT COUNT(*) FROM contacts")[0][0] == 0


@pytest.mark.parametrize("side", ["billing", "shipping"])
def test_a_zipcode_is_a_postcode(ann: Client, kind: Kind, side: str) -> None:
    id = kind.made(ann, **{f"{side}_address_zipcode": "SW1"})["id"]
    key, path = f"{side}_address_postcode", f"{kind.path}/{id}"
    assert ann.get(path).json[key] == "SW1"
    assert ann.put(path, kind.body(**{f"{side}AddressZipcode": "SW2", key: ""})).json[key] == "SW2"
    assert ann.put(path, kind.body(**{key: "SW3", f"{side}AddressZipcode": "SW4"})).json[key] == "SW3"
    assert ann.put(path, kind.body()).json[key] == "SW3"
    assert ann.put(path, kind.body(**{f"{side}AddressZipcode": ""})).json[key] is None


def test_an_edit_leaves_what_it_does_not_mention_and_clears_what_is_blank(ann: Client, kind: Kind) -> None:
    before = kind.opened(ann, first_name="Zoë", email="a@example.com", website="example.com")
    after = ann.put(f"{kind.path}/{before['id']}", kind.body(display_name="New", email="", website=None)).json
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {"display_name", "email", "website", "updated_at"}
    assert (after["display_name"], after["email"], after["website"]) == ("New", None, None)


def test_an_edit_changes_neither_currency_nor_opening_balance(ann: Client, kind: Kind) -> None:
    id = kind.opened(ann)["id"]
    edit = kind.body(currency_code="EUR", opening_balance="7", opening_balance_at="2026-02-02", opening_balance_exchange_rate="2")
    after = ann.put(f"{kind.path}/{id}", edit).json
    assert (after["currency_code"], after["opening_balance"], after["opening_balance_at"], after["balance"]) == (
        "USD", 100, "2026-01-31", 100,
    )  # fmt: skip


def test_a_vendors_edit_may_leave_out_the_name(ann: Client) -> None:
    id = VENDORS.made(ann)["id"]
    assert ann.put(f"vendors/{id}", {"note": "paper"}).json["display_name"] == "Zoë & Sons"
    assert ann.put(f"vendors/{id}", {"display_name": None}).json["display_name"] == "Zoë & Sons"
    assert properties(ann.put("customers/1", {"customer_type": "business"}, status=400)) == ["displayName"]


def test_a_new_name_is_seen_at_once_where_contacts_are_named(ann: Client, tenant: Any, kind: Kind) -> None:
    id = kind.made(ann)["id"]
    journal_id = ann.post("manual-journals", kind.charged(id, "5"), status=201).json["id"]
    assert ann.get(f"manual-journals/{journal_id}").json["entries"][0]["contact"]["display_name"] == "Zoë & Sons"
    ann.put(f"{kind.path}/{id}", kind.body(display_name="New"))
    assert ann.get(f"manual-journals/{journal_id}").json["entries"][0]["contact"]["display_name"] == "New"
    with tenant(writer=False) as t:
        assert dimensions.contacts(t, [id])[id].kind == kind.path.removesuffix("s")


# --- deleting ---


def test_a_contact_that_nothing_names_is_deleted(ann: Client, kind: Kind) -> None:
    id = kind.made(ann)["id"]
    assert ann.delete(f"{kind.path}/{id}", status=200).body == b""
    ann.get(f"{kind.path}/{id}", status=404)
    ann.delete(f"{kind.path}/{id}", status=404)


def test_a_contact_of_a_posted_journal_stays_even_when_it_is_undone(ann: Client, kind: Kind) -> None:
    id = kind.made(ann)["id"]
    journal_id = ann.post("manual-journals", kind.charged(id, "5"), status=201).json["id"]
    assert codes(ann.delete(f"{kind.path}/{id}", status=409)) == [f"{kind.code}_HAS_TRANSACTIONS"]
    ann.delete(f"manual-journals/{journal_id}")
    assert ann.get(f"{kind.path}/{id}").json["balance"] == 0
    assert codes(ann.delete(f"{kind.path}/{id}", status=409)) == [f"{kind.code}_HAS_TRANSACTIONS"]


def test_a_contact_of_a_draft_stays_until_the_draft_is_gone(ann: Client, kind: Kind) -> None:
    id = kind.made(ann)["id"]
    draft = ann.post("manual-journals", kind.charged(id, "5") | {"publish": False}, status=201).json["id"]
    assert codes(ann.delete(f"{kind.path}/{id}", status=409)) == [f"{kind.code}_HAS_TRANSACTIONS"]
    ann.delete(f"manual-journals/{draft}")
    ann.delete(f"{kind.path}/{id}", status=200)


def test_a_contact_of_a_line_on_any_account_stays(ann: Client, kind: Kind) -> None:
    id = kind.made(ann)["id"]
    body = journal((BANK, "5", ""), (SALES, "", "5"))
    body["entries"][1]["contact_id"] = id
    ann.post("manual-journals", body, status=201)
    assert codes(ann.delete(f"{kind.path}/{id}", status=409)) == [f"{kind.code}_HAS_TRANSACTIONS"]
    assert ann.get(f"{kind.path}/{id}").json["balance"] == 0


def test_an_opening_balance_keeps_its_contact_even_when_it_is_removed(ann: Client, kind: Kind) -> None:
    id = kind.opened(ann)["id"]
    assert codes(ann.delete(f"{kind.path}/{id}", status=409)) == [f"{kind.code}_HAS_TRANSACTIONS"]
    ann.put(f"{kind.path}/{id}/opening-balance", {"opening_balance": 0}, status=200)
    assert codes(ann.delete(f"{kind.path}/{id}", status=409)) == [f"{kind.code}_HAS_TRANSACTIONS"]


def test_many_are_deleted_at_once_or_none(ann: Client, kind: Kind) -> None:
    free, used, other = kind.made(ann)["id"], kind.opened(ann)["id"], (VENDORS if kind is CUSTOMERS else CUSTOMERS).made(ann)["id"]
    ids = [free, used, other, 99]
    assert ann.post(f"{kind.path}/validate-bulk-delete", {"ids": ids}, status=201).json == {
        "deletable_count": 1,
        "non_deletable_count": 3,
        "deletable_ids": [free],
        "non_deletable_ids": [used, other, 99],
    }
    assert codes(ann.post(f"{kind.path}/bulk-delete", {"ids": [free, used]}, status=409)) == [f"{kind.code}_HAS_TRANSACTIONS"]
    assert len(kind.listed(ann)) == 2
    assert ann.post(f"{kind.path}/bulk-delete", {"ids": ids, "skip_undeletable": True}, status=201).body == b""
    assert [row["id"] for row in kind.listed(ann)] == [used]


# --- offering ---


def test_an_inactive_contact_is_offered_no_longer_and_keeps_its_past(ann: Client, kind: Kind) -> None:
    id = kind.opened(ann)["id"]
    assert codes(ann.patch(f"contacts/{id}/activate", status=400)) == [f"{kind.code}_ALREADY_ACTIVE"]
    assert ann.patch(f"contacts/{id}/inactivate", status=200).json == {"id": id, "inactivated": True}
    assert codes(ann.patch(f"contacts/{id}/inactivate", status=400)) == [f"{kind.code}_ALREADY_INACTIVE"]
    assert (kind.listed(ann), ann.get("contacts/auto-complete").json) == ([], [])
    assert [(row["id"], row["active"], row["balance"]) for row in kind.listed(ann, "inactive_mode=true")] == [(id, False, 100)]
    assert ann.patch(f"contacts/{id}/activate", status=200).json == {"id": id, "activated": True}
    assert ([row["id"] for row in kind.listed(ann)], kind.listed(ann, "inactiveMode=true")) == ([id], [])


def test_auto_complete_finds_both_kinds_by_name(ann: Client) -> None:
    for kind, name in ((CUSTOMERS, "Harbour Café"), (VENDORS, "Harbour Paper"), (VENDORS, "Ink & Co")):
        kind.made(ann, display_name=name, company_name=f"{name} Ltd")
    found = ann.get("contacts/auto-complete?keyword=harbour").json
    assert [(one["display_name"], one["formatted_contact_service"]) for one in found] == [
        ("Harbour Café", "Customer"),
        ("Harbour Paper", "Vendor"),
    ]
    assert names(ann.get("contacts/auto-complete?limit=1").json) == ["Harbour Café"]
    assert properties(ann.get("contacts/auto-complete?limit=0", status=400)) == ["limit"]
    assert ann.get("contacts/3").json["display_name"] == "Ink & Co"
    ann.get("contacts/99", status=404)


def test_one_kind_is_no_row_of_the_other(ann: Client) -> None:
    id = CUSTOMERS.made(ann)["id"]
    ann.get(f"vendors/{id}", status=404)
    ann.put(f"vendors/{id}", VENDORS.body(), status=404)
    ann.put(f"vendors/{id}/opening-balance", {"opening_balance": 5, "opening_balance_at": "2026-01-01"}, status=404)
    ann.delete(f"vendors/{id}", status=404)
    assert VENDORS.listed(ann) == []


# --- finding ---


def test_the_list_is_filtered_searched_and_sorted(ann: Client, kind: Kind) -> None:
    ids = {name: kind.made(ann, display_name=name, email=f"{name}@example.com")["id"] for name in ("Ann", "Bob", "Cem")}
    ann.post("manual-journals", kind.charged(ids["Ann"], "10.5"))
    ann.post("manual-journals", kind.charged(ids["Bob"], "-20"))
    ann.put(f"{kind.path}/{ids['Cem']}/opening-balance", {"opening_balance": "10.51", "opening_balance_at": "2026-02-03"})
    assert names(kind.listed(ann, "column_sort_by=balance&sort_order=desc")) == ["Cem", "Ann", "Bob"]
    assert names(kind.listed(ann, "columnSortBy=opening_balance&sortOrder=asc&page_size=2")) == ["Ann", "Bob"]
    assert names(kind.listed(ann, "search_keyword=BOB%40example")) == ["Bob"]
    assert names(kind.listed(ann, role("balance", "10.5", "bigger"))) == ["Cem"]
    assert names(kind.listed(ann, role("balance", "-20"))) == ["Bob"]
    assert names(kind.listed(ann, role("openingBalance", "0", "equals") + "&column_sort_by=display_name&sort_order=asc")) == ["Ann", "Bob"]
    assert names(kind.listed(ann, role("openingBalanceAt", "2026-02-03", "in"))) == ["Cem"]
    assert names(kind.listed(ann, role("currencyCode", "usd") + "&page=2&page_size=2")) == ["Ann"]
    assert codes(ann.get(f"{kind.path}?{role('note', 'x')}", status=400)) == ["filter_roles_fields_not_found"]


def test_unpaid_are_those_with_a_balance_whatever_they_owed_at_first(ann: Client, kind: Kind) -> None:
    paid, ahead, none = (kind.opened(ann, display_name=name)["id"] for name in ("Paid", "Ahead", "Removed"))
    kind.made(ann, display_name="New")
    ann.post("manual-journals", kind.charged(paid, "-100"))
    ann.post("manual-journals", kind.charged(ahead, "-120"))
    ann.put(f"{kind.path}/{none}/opening-balance", {"opening_balance": "0"})
    assert names(kind.listed(ann, "view_slug=unpaid")) == ["Ahead"]
    assert kind.listed(ann, role("status", "unpaid"))[0]["balance"] == -20
    assert len(kind.listed(ann, role("status", "unpaid", "not_equals"))) == 3


def test_overdue_are_those_who_owe_what_was_due_before_today(ann: Client, kind: Kind, at: Callable[[str], None]) -> None:
    at("2026-03-15T12:00:00Z")
    days = {"Last year": "2025-12-31", "Last month": "2026-02-28", "Yesterday": "2026-03-14", "Today": "2026-03-15", "Later": "2026-03-16"}
    ids = {name: kind.opened(ann, day=day, display_name=name)["id"] for name, day in days.items()}
    late = "view_slug=overdue&column_sort_by=opening_balance_at&sort_order=asc"
    assert names(kind.listed(ann, late)) == ["Last year", "Last month", "Yesterday"]
    ann.post("manual-journals", kind.charged(ids["Last year"], "-100", date="2026-03-15"))  # settled today
    ann.post("manual-journals", kind.charged(ids["Last year"], "30", date="2026-03-15"))  # something new
    ann.post("manual-journals", kind.charged(ids["Last month"], "-99.99", date="2026-03-01"))
    ann.post("manual-journals", kind.charged(ids["Yesterday"], "-100", date="2026-03-16"))  # tomorrow
    assert names(kind.listed(ann, late)) == ["Last month", "Yesterday"]
    at("2026-03-16T12:00:00Z")
    assert names(kind.listed(ann, late)) == ["Last year", "Last month", "Today"]


def test_fields_and_views_are_told(ann: Client, kind: Kind) -> None:
    model = kind.path.removesuffix("s")
    fields = ann.get(f"resources/{model}/meta").json["resource_meta"]["fields"]
    assert list(fields) == [
        "first_name", "last_name", "display_name", "email", "work_phone", "personal_phone", "company_name", "website",
        "created_at", "balance", "opening_balance", "opening_balance_at", "currency_code", "status",
    ]  # fmt: skip
    assert [view["slug"] for view in ann.get(f"views/resource/{model}").json] == ["overdue", "unpaid"]
    kind.made(ann)
    found = ann.get("search?q=zo%C3%AB").json["results"]
    assert [(one["resource"], one["title"]) for one in found] == [(model.capitalize(), "Zoë & Sons")]


# --- who may ---


def test_contacts_of_both_kinds_follow_the_permissions_of_their_own(ann: Client, member: Callable[..., Client]) -> None:
    customer, vendor = CUSTOMERS.made(ann)["id"], VENDORS.made(ann, display_name="Mill")["id"]
    clerk = member(("Customer", "View"), ("Vendor", "View"), ("Vendor", "Edit"))
    assert clerk.get(f"contacts/{customer}").json["id"] == customer
    clerk.patch(f"contacts/{customer}/inactivate", status=403)
    clerk.patch(f"contacts/{vendor}/inactivate", status=200)
    clerk.put(f"customers/{customer}/opening-balance", {"opening_balance": 0}, status=403)
    clerk.post("vendors", VENDORS.body(), status=403)
    assert ann.get(f"customers/{customer}").json["active"] is True


def test_who_sees_one_kind_is_told_nothing_of_the_other(ann: Client, member: Callable[..., Client]) -> None:
    CUSTOMERS.made(ann, display_name="Zoë")
    vendor = VENDORS.made(ann, display_name="Zoë's Mill")["id"]
    clerk = member(("Customer", "View"))
    assert names(clerk.get("contacts/auto-complete").json) == ["Zoë"]
    assert [one["title"] for one in clerk.get("search?q=zo").json["results"]] == ["Zoë"]
    clerk.get(f"contacts/{vendor}", status=403)
    clerk.get("vendors", status=403)
    assert clerk.get("views/resource/vendor", status=404)


def test_who_sees_neither_kind_is_refused(ann: Client, member: Callable[..., Client]) -> None:
    clerk = member(("Account", "View"))
    clerk.get("contacts/auto-complete", status=403)


def test_journals_on_receivables_need_a_customer_and_on_payables_a_vendor(ann: Client) -> None:
    customer, vendor = CUSTOMERS.made(ann)["id"], VENDORS.made(ann)["id"]
    for kind, right, wrong in ((CUSTOMERS, customer, vendor), (VENDORS, vendor, customer)):
        refused = ann.post("manual-journals", kind.charged(wrong, "5"), status=400)
        assert codes(refused) == ["ENTRIES_SHOULD_ASSIGN_WITH_CONTACT"]
        ann.post("manual-journals", kind.charged(right, "5"), status=201)
    ann.delete(f"vendors/{VENDORS.made(ann)['id']}")
    assert codes(ann.post("manual-journals", VENDORS.charged(3, "5"), status=400)) == ["contacts_not_found"]
    assert codes(ann.post("manual-journals", journal((RECEIVABLE, "5", ""), (SALES, "", "5")), status=400)) == [
        "ENTRIES_SHOULD_ASSIGN_WITH_CONTACT"
    ]
