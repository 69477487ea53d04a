"""The chart of accounts, through the API."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.client import Client, codes
from tests.functional.accounting.journal import BANK, RENT, SALES, journal, sale


def listed(ann: Client, query: str = "structure=flat") -> list[dict]:
    return ann.get(f"accounts?{query}").json["accounts"]


def opened(ann: Client, name: str, type: str = "expense", **more) -> dict:
    return ann.post("accounts", {"name": name, "account_type": type} | more, status=201).json


def test_an_organization_begins_with_34_accounts_numbered_from_1000(ann):
    accounts = sorted(listed(ann), key=lambda account: account["id"])
    assert [account["id"] for account in accounts] == list(range(1000, 1034))
    assert [account["code"] for account in accounts][:3] == ["10001", "10002", "10003"]
    assert sum(account["predefined"] for account in accounts) == 21
    assert {account["currency_code"] for account in accounts} == {"USD"}
    assert all(account["active"] and account["seeded_at"] and account["index"] == 1 for account in accounts)
    assert {account["slug"] for account in accounts} >= {"exchange-grain-loss", "opening-balance-equity", "prepaid-expenses"}


def test_items_prefer_seeded_accounts(ann):
    settings = {(one["group"], one["key"]): one["value"] for one in ann.get("settings").json}
    assert (settings["items", "preferred_sell_account"], settings["items", "preferred_cost_account"]) == (SALES, 1019)


def test_an_account_is_opened_and_reads_back_whole(ann):
    made = opened(ann, "Staff Meals & Drinks", code="4100", description="Fridays")
    assert made["id"] == 1034
    assert made["slug"] == "staff-meals-drinks"
    assert (made["account_type_label"], made["account_root_type"], made["account_normal"]) == ("Expense", "expense", "debit")
    assert (made["amount"], made["formatted_amount"], made["flatten_name"]) == (0, "$0.00", "Staff Meals & Drinks")
    assert ann.get(f"accounts/{made['id']}").json == made


def test_ids_of_deleted_accounts_are_not_given_out_again(ann):
    gone = opened(ann, "Short lived")["id"]
    ann.delete(f"accounts/{gone}", status=200)
    assert opened(ann, "The next one")["id"] == gone + 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": "Rent", "account_type": "expense"}, "account_name_not_unqiue"),
        ({"name": "rent", "account_type": "expense"}, "account_name_not_unqiue"),
        ({"name": "Fees", "account_type": "expense", "code": "40004"}, "account_code_not_unique"),
        ({"name": "Fees", "account_type": "nonsense"}, "account_type_not_found"),
        ({"name": "Fees", "account_type": "expense", "parent_account_id": 999}, "parent_account_not_found"),
        ({"name": "Fees", "account_type": "expense", "parent_account_id": BANK}, "parent_has_different_type"),
        ({"name": "Fees", "account_type": "expense", "currency_code": "EUR"}, "ACCOUNT_TYPE_NOT_SUPPORTS_MULTI_CURRENCY"),
        (
            {"name": "Girokonto", "account_type": "bank", "currency_code": "EUR", "parent_account_id": BANK},
            "ACCOUNT_CURRENCY_NOT_SAME_PARENT_ACCOUNT",
        ),
    ],
)
def test_the_rules_of_the_chart_refuse_with_their_codes(ann, peek, body, code):
    assert codes(ann.post("accounts", body, status=400)) == [code]
    assert peek("SELECT COUNT(*) FROM accounts")[0][0] == 34


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["name", "accountType"]),
        ({"name": "ab", "account_type": "expense"}, ["name"]),
        ({"name": "Fees", "account_type": "expense", "code": "12"}, ["code"]),
        ({"name": "Fees", "account_type": "expense", "code": "1234567"}, ["code"]),
        ({"name": "Fees", "account_type": "bank", "currency_code": "EURO"}, ["currencyCode"]),
        ({"name": "Fees", "account_type": "bank", "currency_code": "ZZZ"}, ["currencyCode"]),
    ],
)
def test_bad_input_is_named_field_by_field(ann, body, fields):
    refused = ann.post("accounts", body, status=400).json
    assert [one["property"] for one in refused["message"]] == fields


def test_an_organization_may_require_codes_and_allow_equal_ones(ann):
    def setting(key, value):
        ann.put("settings", {"options": [{"group": "accounts", "key": key, "value": value}]})

    setting("account_code_unique", False)
    assert opened(ann, "Another Rent", code="40004")["code"] == "40004"
    setting("account_code_required", True)
    refused = ann.post("accounts", {"name": "Without", "account_type": "expense"}, status=400).json
    assert [one["property"] for one in refused["message"]] == ["code"]


def test_a_chart_nests_five_deep_and_no_deeper(ann):
    parent = None
    for level in range(1, 7):
        parent = opened(ann, f"Level {level}", parent_account_id=parent)["id"]
    deeper = {"name": "Level 7", "account_type": "expense", "parent_account_id": parent}
    assert codes(ann.post("accounts", deeper, status=400)) == ["PARENT_ACCOUNT_EXCEEDED_THE_DEPTH_LEVEL"]
    assert ann.get(f"accounts/{parent}").json["flatten_name"] == ": ".join(f"Level {level}" for level in range(1, 7))


def test_a_new_account_is_as_active_as_its_parent(ann):
    ann.post(f"accounts/{RENT}/inactivate", status=200)
    assert opened(ann, "Garage", parent_account_id=RENT, active=True)["active"] is False


def test_activation_reaches_all_accounts_below(ann):
    child = opened(ann, "Offices", parent_account_id=RENT)["id"]
    grandchild = opened(ann, "Office in Paris", parent_account_id=child)["id"]
    ann.post(f"accounts/{RENT}/inactivate", status=200)
    assert {one["id"] for one in listed(ann, "structure=flat&only_inactive=true")} == {RENT, child, grandchild}
    ann.post(f"accounts/{RENT}/activate", status=200)
    assert listed(ann, "structure=flat&onlyInactive=true") == []


def test_an_edit_keeps_what_it_does_not_mention_and_clears_what_it_empties(ann):
    child = opened(ann, "Offices", code="4200", description="All of them", parent_account_id=RENT)["id"]
    kept = ann.put(f"accounts/{child}", {"name": "Our offices", "account_type": "expense"}).json
    assert (kept["name"], kept["code"], kept["description"], kept["parent_account_id"]) == ("Our offices", "4200", "All of them", RENT)
    assert kept["slug"] == "offices"
    cleared = ann.put(f"accounts/{child}", {"name": "Our offices", "account_type": "expense", "code": "", "parentAccountId": ""}).json
    assert (cleared["code"], cleared["parent_account_id"]) == (None, None)


def test_a_parent_that_is_no_account_is_refused_by_its_name(ann):
    id = opened(ann, "Offices")["id"]
    refused = ann.put(f"accounts/{id}", {"name": "Offices", "account_type": "expense", "parent_account_id": "the top"}, status=400)
    assert [fault["property"] for fault in refused.json["message"]] == ["parentAccountId"]


def test_an_edit_changes_neither_type_nor_currency_nor_activity(ann):
    body = {"name": "Rent", "account_type": "expense", "currency_code": "EUR", "active": False}
    kept = ann.put(f"accounts/{RENT}", body).json
    assert (kept["currency_code"], kept["active"]) == ("USD", True)
    assert codes(ann.put(f"accounts/{RENT}", {"name": "Rent", "account_type": "bank"}, status=400)) == [
        "account_type_not_allowed_to_changed"
    ]


def test_no_account_stands_below_itself(ann):
    child = opened(ann, "Offices", parent_account_id=RENT)["id"]
    for parent in (RENT, child):
        body = {"name": "Rent", "account_type": "expense", "parent_account_id": parent}
        assert codes(ann.put(f"accounts/{RENT}", body, status=400)) == ["parent_account_not_found"]


def test_a_parent_shows_its_own_lines_and_those_of_all_below(ann):
    child = opened(ann, "Offices", parent_account_id=RENT)["id"]
    grandchild = opened(ann, "Office in Paris", parent_account_id=child)["id"]
    for account, amount in ((RENT, "1"), (child, "20"), (grandchild, "300")):
        ann.post("manual-journals", journal((account, amount, ""), (BANK, "", amount)))
    tree = {one["id"]: one for one in ann.get("accounts").json["accounts"]}
    assert (tree[RENT]["amount"], tree[RENT]["account_level"]) == (321, 1)
    [below] = tree[RENT]["children"]
    assert (below["id"], below["amount"], below["account_level"]) == (child, 320, 2)
    assert [one["amount"] for one in below["children"]] == [300]
    assert tree[BANK]["amount"] == -321 and tree[BANK]["formatted_amount"] == "-$321.00"
    assert child not in tree
    flat = {one["id"]: one["amount"] for one in listed(ann, "structure=flat&search_keyword=Rent")}
    assert flat == {RENT: 321}


def test_an_account_in_another_currency_shows_both(ann):
    euros = opened(ann, "Girokonto", "bank", currency_code="EUR")["id"]
    ann.post("manual-journals", journal((euros, "100", ""), (SALES, "", "100"), currency_code="EUR", exchange_rate="1.25"))
    ann.post("manual-journals", journal((SALES, "50", ""), (euros, "", "50"), currency_code="EUR", exchange_rate="1.5"))
    shown = ann.get(f"accounts/{euros}").json
    assert (shown["amount"], shown["formatted_amount"]) == (50, "€50.00")
    assert (shown["amount_local"], shown["formatted_amount_local"]) == (50, "$50.00")
    assert ann.get(f"accounts/{SALES}").json["amount"] == 50
    lines = ann.get(f"accounts/transactions?account_id={euros}").json
    assert [(one["debit"], one["fc_debit"], one["credit"], one["fc_credit"]) for one in lines] == [(0, 0, 50, 75), (100, 125, 0, 0)]
    assert (lines[1]["formatted_debit"], lines[1]["formatted_fc_debit"], lines[1]["formatted_credit"]) == ("€100.00", "$125.00", "")


def test_history_is_newest_first_and_hides_what_was_undone(ann):
    for day, amount in (("2026-03-01", "1"), ("2026-03-03", "3"), ("2026-03-02", "2")):
        ann.post("manual-journals", sale(amount, date=day))
    gone = ann.post("manual-journals", sale("9")).json["id"]
    ann.delete(f"manual-journals/{gone}")
    lines = ann.get(f"accounts/transactions?accountId={BANK}").json
    assert [one["debit"] for one in lines] == [3, 2, 1]
    assert lines[0]["formatted_date"] == "03 Mar 2026"
    assert (lines[0]["transaction_type"], lines[0]["transaction_type_formatted"]) == ("Journal", "Manual journal")
    assert len(ann.get("accounts/transactions?limit=1").json) == 1
    assert codes(ann.get("accounts/transactions?account_id=999", status=404)) == ["account_not_found"]
    ann.get("accounts/transactions?limit=0", status=400)


def test_history_goes_on_behind_the_last_line_of_the_answer_before(ann):
    for day, amount in (("2026-03-01", "1"), ("2026-03-03", "3"), ("2026-03-02", "2"), ("2026-03-02", "4"), ("2026-03-02", "5")):
        ann.post("manual-journals", sale(amount, date=day))
    for account in (f"&account_id={BANK}", ""):
        whole = [one["id"] for one in ann.get(f"accounts/transactions?limit=100{account}").json]
        found = [one["id"] for one in ann.get(f"accounts/transactions?limit=2{account}").json]
        while len(found) < len(whole):
            more = ann.get(f"accounts/transactions?limit=2&after={found[-1]}{account}").json
            found += [one["id"] for one in more]
        assert found == whole
        assert ann.get(f"accounts/transactions?after={whole[-1]}{account}").json == []
    of_another = next(one["id"] for one in ann.get("accounts/transactions").json if one["account_id"] != BANK)
    for after in (10**9, of_another):
        answer = ann.get(f"accounts/transactions?account_id={BANK}&after={after}", status=400).json
        assert [one["property"] for one in answer["message"]] == ["after"]


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda ann: BANK, "account_predefined"),
        (
            lambda ann: (ann.post("manual-journals", journal((RENT, "5", ""), (BANK, "", "5"))), RENT)[1],
            "account_has_associated_transactions",
        ),
        (
            lambda ann: (ann.post("manual-journals", journal((RENT, "5", ""), (BANK, "", "5"), publish=False)), RENT)[1],
            "account_has_associated_transactions",
        ),
    ],
    ids=["predefined", "posted to", "named in a draft"],
)
def test_what_is_needed_cannot_be_deleted(ann, prepare, code):
    id = prepare(ann)
    assert codes(ann.delete(f"accounts/{id}", status=400)) == [code]
    ann.get(f"accounts/{id}", status=200)


def test_lines_that_were_reversed_still_hold_an_account(ann):
    gone = ann.post("manual-journals", journal((RENT, "5", ""), (BANK, "", "5"))).json["id"]
    ann.delete(f"manual-journals/{gone}")
    assert codes(ann.delete(f"accounts/{RENT}", status=400)) == ["account_has_associated_transactions"]


def test_children_of_a_deleted_account_move_to_the_top(ann):
    child = opened(ann, "Offices", parent_account_id=RENT)["id"]
    assert ann.delete(f"accounts/{RENT}", status=200).body == b""
    assert ann.get(f"accounts/{child}").json["parent_account_id"] is None
    assert codes(ann.get(f"accounts/{RENT}", status=404)) == ["account_not_found"]


def test_bulk_deletion_is_all_or_none_unless_told_otherwise(ann):
    new = [opened(ann, f"Spare {number}")["id"] for number in range(3)]
    assert ann.post("accounts/validate-bulk-delete", {"ids": [*new, BANK]}, status=200).json == {
        "deletable_count": 3,
        "non_deletable_count": 1,
        "deletable_ids": new,
        "non_deletable_ids": [BANK],
    }
    assert codes(ann.post("accounts/bulk-delete", {"ids": [*new, BANK]}, status=400)) == ["account_predefined"]
    assert len(listed(ann)) == 37
    ann.post("accounts/bulk-delete", {"ids": [*new, BANK], "skipUndeletable": True}, status=200)
    assert len(listed(ann)) == 34


def test_the_types_are_nineteen_in_the_contracts_order(ann):
    types = ann.get("accounts/types").json
    assert [one["key"] for one in types][:3] == ["cash", "bank", "accounts-receivable"] and len(types) == 19
    assert types[8] == {
        "label": "Credit Card",
        "key": "credit-card",
        "normal": "credit",
        "parent_type": "current-liability",
        "root_type": "liability",
        "multi_currency": True,
        "balance_sheet": True,
        "income_sheet": False,
    }
    assert [one["key"] for one in types if "multi_currency" in one] == ["cash", "bank", "credit-card"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("view_slug=assets", 9),
        ("view_slug=liabilities", 7),
        ("view_slug=equity", 4),
        ("view_slug=income", 6),
        ("view_slug=expenses", 8),
        ('stringified_filter_roles=[{"fieldKey":"rootType","value":"Income","comparator":"is"}]', 6),
        ('stringified_filter_roles=[{"fieldKey":"normal","value":"credit","comparator":"is"}]', 17),
        ('stringified_filter_roles=[{"fieldKey":"type","value":"bank","comparator":"is"}]', 2),
        ('stringified_filter_roles=[{"fieldKey":"name","value":"OFFICE","comparator":"contains"}]', 2),
        ('stringified_filter_roles=[{"fieldKey":"balance","value":"0","comparator":"smaller"}]', 0),
        ("search_keyword=1000", 9),
        ("search_keyword=petty", 1),
        ("page=1&page_size=3", 34),
    ],
)
def test_views_filters_and_search_narrow_the_list(ann, query, count):
    assert len(listed(ann, f"structure=flat&{query}")) == count


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ('stringified_filter_roles=[{"fieldKey":"currency","value":"USD","comparator":"is"}]', "filter_roles_fields_not_found"),
        ("stringified_filter_roles=nonsense", "stringified_filter_roles_invalid"),
        ("column_sort_by=normal", "sort_column_not_found"),
        ("view_slug=nonsense", "view_not_found"),
    ],
)
def test_a_list_refuses_what_it_does_not_know(ann, query, code):
    assert codes(ann.get(f"accounts?{query}", status=400)) == [code]


def test_the_list_sorts_and_filters_by_the_balance_it_shows(ann):
    euros = opened(ann, "Girokonto", "bank", currency_code="EUR")["id"]
    below = opened(ann, "Offices", parent_account_id=RENT)["id"]
    ann.post("manual-journals", journal((below, "30", ""), (BANK, "", "30")))
    ann.post("manual-journals", journal((euros, "40", ""), (SALES, "", "40"), currency_code="EUR", exchange_rate="2"))
    rows = listed(ann, "structure=flat&column_sort_by=balance&sort_order=desc")
    amounts = [Decimal(str(row["amount"])) for row in rows]
    assert amounts == sorted(amounts, reverse=True) and amounts[0] == 80 and amounts[-1] == -30
    role = '[{"fieldKey":"balance","value":"40","comparator":"smaller"},{"fieldKey":"balance","value":"0","comparator":"bigger"}]'
    assert {row["id"] for row in listed(ann, f"structure=flat&stringified_filter_roles={role}")} == {RENT, below}


def test_default_order_is_newest_first(ann):
    newest = opened(ann, "The newest")["id"]
    answer = ann.get("accounts?structure=flat").json
    assert answer["filter_meta"] == {"order": "desc", "field_key": "created_at"}
    assert answer["accounts"][0]["id"] == newest


def test_the_chart_speaks_the_organizations_language(ann, tenant):
    from bigcapital.accounting.accounts.standard import SEEDED
    from bigcapital.accounting.accounts.words import translated

    arabic = [translated(one.name, "ar") for one in SEEDED]
    assert len(set(arabic)) == 34 and not any(name.isascii() for name in arabic)
    assert all(translated(one.description, "ar") != one.description for one in SEEDED if one.description)
