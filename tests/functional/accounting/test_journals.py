"""Manual journals, through the API: what they accept, what they refuse, and what the ledger then says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import insert

from bigcapital.accounting.locks import guard
from bigcapital.contacts.model import Contact
from bigcapital.organization.branches.model import Branch
from tests.client import Client, codes
from tests.functional.accounting.journal import BANK, PAYABLE, PETTY_CASH, RECEIVABLE, RENT, SALES, edited, journal, sale

LEDGER = """
    SELECT e.date, l.account_id, l.debit / 10000.0, l.credit / 10000.0 FROM ledger_lines l JOIN ledger_entries e ON e.id = l.entry_id
    ORDER BY l.id
"""
EMPTY = ("manual_journals", "manual_journal_lines", "ledger_entries", "ledger_lines", "account_balances")


def contact(tenant, kind: str) -> int:
    with tenant() as t:
        row = t.session.execute(insert(Contact).values(contact_service=kind, display_name=f"A {kind}", currency_code="USD"))
        t.bump_metadata()
        return row.inserted_primary_key[0]


def with_branches(tenant) -> int:
    from bigcapital.accounting.settings import operations as settings

    with tenant() as t:
        row = Branch(name="Paris")
        t.session.add(row)
        settings.put(t, "features", "branches", True)
        t.session.flush()
        return row.id


def lock_up_to(tenant, day: str) -> None:
    with tenant() as t:
        guard.store(t, {"type": "all", "all": {"active": True, "lock_to_date": day}})


def nothing_is_written(peek) -> bool:
    return all(peek(f"SELECT COUNT(*) FROM {table}")[0][0] == 0 for table in EMPTY)


def balance(ann: Client, account: int) -> Decimal:
    return Decimal(str(ann.get(f"accounts/{account}").json["amount"]))


# --- writing ---


def test_a_published_journal_is_in_the_ledger(ann, peek):
    made = ann.post("manual-journals", sale("914.5", reference="Till 3"), status=201).json
    assert (made["id"], made["journal_number"], made["amount"], made["is_published"]) == (1, "J-00001", 914.5, True)
    assert (made["date"], made["currency_code"], made["exchange_rate"], made["branch_id"]) == ("2026-03-15", "USD", 1, None)
    assert (made["formatted_amount"], made["formatted_date"]) == ("$914.50", "15 Mar 2026")
    assert [(line["id"], line["index"], line["debit"], line["credit"]) for line in made["entries"]] == [(1, 1, 914.5, 0), (2, 2, 0, 914.5)]
    assert peek(LEDGER) == [("2026-03-15", BANK, 914.5, 0), ("2026-03-15", SALES, 0, 914.5)]
    shown = ann.get("manual-journals/1").json
    assert {key: shown[key] for key in ("transactions", "attachments", "reversed_by_id")}.keys() == shown.keys() - made.keys()
    assert [(line["account_id"], line["debit_local"], line["credit_local"]) for line in shown["transactions"]] == [
        (BANK, 914.5, 0),
        (SALES, 0, 914.5),
    ]
    assert shown["transactions"][0]["reference_number"] == "Till 3"


def test_the_body_may_be_in_camel_case_with_blank_fields(ann):
    body = {
        "date": "2026-03-15T00:00:00.000Z",
        "publish": 1,
        "currencyCode": "",
        "exchangeRate": "1",
        "branchId": "",
        "journalNumber": "",
        "unknown": "field",
        "id": 99,
        "userId": 99,
        "entries": [
            {"index": 1, "accountId": BANK, "debit": "10.00", "credit": "", "contactId": "", "branchId": "", "projectId": ""},
            {"index": 2, "accountId": SALES, "debit": None, "credit": 10},
        ],
    }
    made = ann.post("manual-journals", body, status=201).json
    assert (made["id"], made["user_id"], made["journal_number"], made["amount"]) == (1, 1, "J-00001", 10)


def test_a_draft_is_not_in_the_ledger_until_it_is_published_and_only_once(ann, peek):
    id = ann.post("manual-journals", sale(publish=False)).json["id"]
    shown = ann.get(f"manual-journals/{id}").json
    assert (shown["is_published"], shown["published_at"], shown["transactions"]) == (False, None, [])
    assert peek(LEDGER) == []
    assert ann.patch(f"manual-journals/{id}/publish", status=200).body == b""
    assert ann.get(f"manual-journals/{id}").json["is_published"] is True
    assert balance(ann, BANK) == 100
    assert codes(ann.patch(f"manual-journals/{id}/publish", status=400)) == ["MANUAL_JOURNAL_ALREADY_PUBLISHED"]
    assert balance(ann, BANK) == 100


def test_lines_of_nothing_are_kept_in_the_journal_and_left_out_of_the_ledger(ann, peek):
    made = ann.post("manual-journals", journal((BANK, "5", ""), (RENT, "0", "0"), (SALES, "", "5"))).json
    assert len(made["entries"]) == 3
    assert [row[1] for row in peek(LEDGER)] == [BANK, SALES]


def test_numbers_follow_each_other_and_skip_those_in_use(ann):
    def number(**more):
        return ann.post("manual-journals", sale(**more)).json["journal_number"]

    assert [number(), number(journal_number="J-00003"), number(), number()] == ["J-00001", "J-00003", "J-00002", "J-00004"]
    assert number(journal_number="J-00005") == "J-00005"
    assert number() == "J-00006"
    assert codes(ann.post("manual-journals", sale(journal_number="J-00005"), status=400)) == ["journal_number_exists"]


def test_a_refusal_takes_no_number(ann):
    ann.post("manual-journals", journal((BANK, "5", ""), (SALES, "", "4")), status=400)
    ann.post("manual-journals?dry_run=1", sale(), status=200)
    assert ann.post("manual-journals", sale()).json["journal_number"] == "J-00001"


def test_without_automatic_numbers_one_is_required(ann):
    ann.put("settings", {"options": [{"group": "manual_journals", "key": "auto_increment", "value": False}]})
    assert codes(ann.post("manual-journals", sale(), status=400)) == ["MANUAL_JOURNAL_NO_REQUIRED"]
    assert ann.post("manual-journals", sale(journal_number="By hand")).json["journal_number"] == "By hand"


# --- refusing ---


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (journal((BANK, "0", ""), (SALES, "", "0")), "credit_debit_not_equal_zero"),
        (journal((BANK, "5", "")), "credit_debit_not_equal_zero"),
        (journal((BANK, "5", ""), (SALES, "", "4.99")), "credit_debit_not_equal"),
        (journal((BANK, "5", ""), (99, "", "5")), "accounts_ids_not_found"),
        (edited(sale(), 0, contact_id=77), "contacts_not_found"),
        (journal((RECEIVABLE, "5", ""), (SALES, "", "5")), "ENTRIES_SHOULD_ASSIGN_WITH_CONTACT"),
        (journal((BANK, "999999999999", ""), (BANK, "1", ""), (SALES, "", "999999999999"), (SALES, "", "1")), "AMOUNT_TOO_LARGE"),
        (sale("999999999999", currency_code="EUR", exchange_rate="9999999999"), "AMOUNT_TOO_LARGE"),
    ],
)
def test_a_refused_journal_says_why_and_leaves_nothing_behind(ann, peek, body, code):
    assert codes(ann.post("manual-journals", body, status=400)) == [code]
    assert nothing_is_written(peek)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["date", "entries"]),
        (sale(date="2026-02-30"), ["date"]),
        (sale(date="yesterday"), ["date"]),
        (sale() | {"entries": []}, ["entries"]),
        (sale() | {"entries": [{}]}, ["entries.0.index", "entries.0.accountId"]),
        (sale("-5"), ["entries.0.debit", "entries.1.credit"]),
        (sale("5.001"), ["entries.0.debit", "entries.1.credit"]),
        (sale("1" * 30), ["entries.0.debit", "entries.1.credit"]),
        (sale("NaN"), ["entries.0.debit", "entries.1.credit"]),
        (sale("1e3"), ["entries.0.debit", "entries.1.credit"]),
        (sale("0.5", currency_code="JPY", exchange_rate="0.01"), ["entries.0.debit", "entries.1.credit"]),
        (journal((BANK, "5", "5")), ["entries.0.credit"]),
        (sale(currency_code="EUR"), ["exchangeRate"]),
        (sale(currency_code="EUR", exchange_rate="0"), ["exchangeRate"]),
        (sale(currency_code="EUR", exchange_rate="-1"), ["exchangeRate"]),
        (sale(currency_code="EUR", exchange_rate="1.12345678901"), ["exchangeRate"]),
        (sale(currency_code="XYZ", exchange_rate="1"), ["currencyCode"]),
        (sale(journal_number="x" * 256), ["journalNumber"]),
        (sale(branch_id="one"), ["branchId"]),
        (sale(publish="perhaps"), ["publish"]),
        (edited(sale(), 0, index=2**31), ["entries.0.index"]),
        (edited(sale(), 0, account_id=10**20), ["entries.0.accountId"]),
        (edited(sale(), 0, note="\x00"), ["entries.0.note"]),
    ],
)
def test_bad_input_is_named_field_by_field(ann, peek, body, fields):
    refused = ann.post("manual-journals", body, status=400).json
    assert [one["property"] for one in refused["message"]] == fields
    assert [one["type"] for one in refused["errors"]] == ["VALIDATION_ERROR"] * len(fields)
    assert nothing_is_written(peek)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'{"date": NaN}', b'{"entries": [{"debit": 1e5}]}', b"\xff", b'"text"'])
def test_bodies_that_are_no_objects_are_refused(ann, raw):
    ann.send("POST", "manual-journals", raw, status=400)


def test_receivables_need_a_customer_and_payables_a_vendor(ann, tenant):
    customer, vendor = contact(tenant, "customer"), contact(tenant, "vendor")

    def posted(on_receivable, on_payable, status):
        body = journal((RECEIVABLE, "5", ""), (PAYABLE, "", "5"))
        body["entries"][0]["contact_id"], body["entries"][1]["contact_id"] = on_receivable, on_payable
        return ann.post("manual-journals", body, status=status)

    refused = posted(vendor, None, 400).json["errors"][0]
    assert refused["type"] == "ENTRIES_SHOULD_ASSIGN_WITH_CONTACT"
    assert refused["payload"] == [
        {"accountSlug": "accounts-receivable", "contactType": "customer", "indexes": [1]},
        {"accountSlug": "accounts-payable", "contactType": "vendor", "indexes": [2]},
    ]
    id = posted(customer, vendor, 201).json["id"]
    entries = ann.get(f"manual-journals/{id}").json["entries"]
    assert [one["contact"]["display_name"] for one in entries] == ["A customer", "A vendor"]


# --- currencies ---


def test_a_journal_in_another_currency_balances_in_both(ann, peek):
    body = journal(
        (RENT, "33.33", ""), (BANK, "66.67", ""), (SALES, "", "50.01"), (1026, "", "49.99"), currency_code="EUR", exchange_rate="1.0755"
    )
    ann.post("manual-journals", body, status=201)
    rows = peek(LEDGER)
    assert [row[2] or row[3] for row in rows] == [35.85, 71.70, 53.79, 53.76]  # 107.55 on either side
    shown = ann.get("manual-journals/1").json
    assert [(one["debit"], one["credit"]) for one in shown["transactions"]] == [(33.33, 0), (66.67, 0), (0, 50.01), (0, 49.99)]
    assert (shown["exchange_rate"], shown["formatted_amount"]) == (1.0755, "€100.00")


def test_in_the_base_currency_the_rate_is_one_whatever_is_sent(ann):
    assert ann.post("manual-journals", sale(currency_code="USD", exchange_rate="7"), status=201).json["exchange_rate"] == 1


def test_accounts_are_held_in_the_base_currency_or_the_journals(ann):
    euros = ann.post("accounts", {"name": "Girokonto", "account_type": "bank", "currency_code": "EUR"}).json["id"]
    for more in ({}, {"currency_code": "GBP", "exchange_rate": "1.3"}):
        body = journal((euros, "5", ""), (SALES, "", "5"), **more)
        assert codes(ann.post("manual-journals", body, status=400)) == ["COULD_NOT_ASSIGN_DIFFERENT_CURRENCY_TO_ACCOUNTS"]
    ann.post("manual-journals", journal((euros, "5", ""), (SALES, "", "5"), currency_code="EUR", exchange_rate="1.3"), status=201)


# --- branches ---


def test_while_branches_are_hidden_they_are_ignored_and_all_is_the_primary_ones(ann, peek):
    made = ann.post("manual-journals", edited(sale(branch_id=77), 0, branch_id=88), status=201).json
    assert (made["branch_id"], made["entries"][0]["branch_id"]) == (None, None)
    assert {row[0] for row in peek("SELECT branch_id FROM ledger_lines")} == {peek("SELECT id FROM branches")[0][0]}


def test_once_branches_are_shown_every_line_needs_one(ann, tenant, peek):
    paris = with_branches(tenant)
    primary = peek('SELECT id FROM branches WHERE "primary"')[0][0]
    assert codes(ann.post("manual-journals", sale(), status=400)) == ["MANUAL_JOURNAL_ENTRIES_HAVE_NO_BRANCH_ID"]
    assert codes(ann.post("manual-journals", edited(sale(), 0, branch_id=paris), status=400)) == [
        "MANUAL_JOURNAL_ENTRIES_HAVE_NO_BRANCH_ID"
    ]
    assert codes(ann.post("manual-journals", sale(branch_id=99), status=400)) == ["BRANCH_ID_NOT_FOUND"]
    made = ann.post("manual-journals", edited(sale(branch_id=primary), 0, branch_id=paris), status=201).json
    assert [row[0] for row in peek("SELECT branch_id FROM ledger_lines ORDER BY id")] == [paris, primary]
    assert ann.get(f"manual-journals/{made['id']}").json["entries"][0]["branch"]["name"] == "Paris"
    roles = 'stringified_filter_roles=[{"fieldKey":"branch","comparator":"is","value":%d}]'
    assert [ann.get(f"manual-journals?{roles % one}").json["pagination"]["total"] for one in (paris, primary, 99)] == [1, 1, 0]


# --- changing ---


def test_an_edit_reverses_on_the_old_date_and_posts_on_the_new(ann, peek):
    id = ann.post("manual-journals", sale("100")).json["id"]
    answer = ann.put(f"manual-journals/{id}", journal((PETTY_CASH, "70", ""), (SALES, "", "70"), date="2026-04-01")).json
    assert (answer["old_manual_journal"]["amount"], answer["manual_journal"]["amount"]) == (100, 70)
    assert [one["account_id"] for one in answer["manual_journal"]["entries"]] == [PETTY_CASH, SALES]
    assert peek(LEDGER) == [
        ("2026-03-15", BANK, 100, 0),
        ("2026-03-15", SALES, 0, 100),
        ("2026-03-15", BANK, -100, 0),
        ("2026-03-15", SALES, 0, -100),
        ("2026-04-01", PETTY_CASH, 70, 0),
        ("2026-04-01", SALES, 0, 70),
    ]
    shown = ann.get(f"manual-journals/{id}").json
    assert (shown["journal_number"], len(shown["transactions"])) == ("J-00001", 2)
    assert (balance(ann, BANK), balance(ann, SALES)) == (0, 70)


def test_an_edit_never_unpublishes_and_may_publish(ann):
    id = ann.post("manual-journals", sale()).json["id"]
    assert ann.put(f"manual-journals/{id}", sale("40", publish=False)).json["manual_journal"]["is_published"] is True
    assert balance(ann, BANK) == 40
    draft = ann.post("manual-journals", sale("7", publish=False)).json["id"]
    assert ann.put(f"manual-journals/{draft}", sale("8", publish=False)).json["manual_journal"]["is_published"] is False
    assert balance(ann, BANK) == 40
    ann.put(f"manual-journals/{draft}", sale("9"))
    assert balance(ann, BANK) == 49


def test_an_edit_may_change_the_number_to_a_free_one(ann):
    first, second = (ann.post("manual-journals", sale()).json["id"] for _ in range(2))
    assert codes(ann.put(f"manual-journals/{second}", sale(journal_number="J-00001"), status=400)) == ["journal_number_exists"]
    assert ann.put(f"manual-journals/{second}", sale(journal_number="J-00002")).json["manual_journal"]["journal_number"] == "J-00002"
    assert ann.put(f"manual-journals/{first}", sale(journal_number="Corrected")).json["manual_journal"]["journal_number"] == "Corrected"
    assert ann.post("manual-journals", sale(journal_number="J-00001")).json["journal_number"] == "J-00001"


def test_a_refused_edit_leaves_everything_as_it_was(ann):
    id = ann.post("manual-journals", sale()).json["id"]
    before = ann.get(f"manual-journals/{id}").json
    for body in (journal((BANK, "5", ""), (SALES, "", "4")), journal((BANK, "5", ""), (99, "", "5")), sale(date="nonsense")):
        ann.put(f"manual-journals/{id}", body, status=400)
    assert ann.get(f"manual-journals/{id}").json == before


def test_a_deleted_journal_is_gone_and_the_ledger_remembers(ann, peek):
    id = ann.post("manual-journals", sale()).json["id"]
    answer = ann.delete(f"manual-journals/{id}", status=200).json
    assert answer["old_manual_journal"]["journal_number"] == "J-00001"
    ann.get(f"manual-journals/{id}", status=404)
    assert [row[2] + row[3] for row in peek(LEDGER)] == [100, 100, -100, -100]
    assert balance(ann, BANK) == 0
    assert ann.post("manual-journals", sale()).json["id"] == id + 1


def test_bulk_deletion_takes_all_or_none_unless_told_otherwise(ann):
    first, second = (ann.post("manual-journals", sale()).json["id"] for _ in range(2))
    check = ann.post("manual-journals/validate-bulk-delete", {"ids": [first, 99, second]}, status=201).json
    assert check == {"deletable_count": 2, "non_deletable_count": 1, "deletable_ids": [first, second], "non_deletable_ids": [99]}
    assert balance(ann, BANK) == 200
    ann.post("manual-journals/bulk-delete", {"ids": [first, 99]}, status=404)
    assert balance(ann, BANK) == 200
    ann.post("manual-journals/bulk-delete", {"ids": [first, 99], "skip_undeletable": True}, status=201)
    assert balance(ann, BANK) == 100


# --- reversing ---


def test_a_reversal_mirrors_the_journal_on_another_day_once(ann, peek):
    id = ann.post("manual-journals", sale("100", currency_code="EUR", exchange_rate="1.5", description="March")).json["id"]
    mirror = ann.post(f"manual-journals/{id}/reverse", {"date": "2026-04-01"}, status=201).json
    assert (mirror["date"], mirror["journal_number"], mirror["reference"]) == ("2026-04-01", "J-00002", "J-00001")
    assert (mirror["is_published"], mirror["reverses_id"], mirror["exchange_rate"]) == (True, id, 1.5)
    assert [(one["account_id"], one["debit"], one["credit"]) for one in mirror["entries"]] == [(BANK, 0, 100), (SALES, 100, 0)]
    assert peek(LEDGER)[2:] == [("2026-04-01", BANK, 0, 150), ("2026-04-01", SALES, 150, 0)]
    assert balance(ann, BANK) == 0
    assert ann.get(f"manual-journals/{id}").json["reversed_by_id"] == mirror["id"]
    assert codes(ann.post(f"manual-journals/{id}/reverse", {"date": "2026-04-02"}, status=400)) == ["MANUAL_JOURNAL_ALREADY_REVERSED"]


def test_a_journal_stays_as_it_is_while_its_mirror_stands(ann):
    id = ann.post("manual-journals", sale()).json["id"]
    mirror = ann.post(f"manual-journals/{id}/reverse", {"date": "2026-04-01"}).json["id"]
    assert codes(ann.delete(f"manual-journals/{id}", status=409)) == ["MANUAL_JOURNAL_HAS_REVERSAL"]
    assert codes(ann.put(f"manual-journals/{id}", sale("5"), status=409)) == ["MANUAL_JOURNAL_HAS_REVERSAL"]
    ann.delete(f"manual-journals/{mirror}")
    ann.put(f"manual-journals/{id}", sale("5"))
    ann.post(f"manual-journals/{id}/reverse", {"date": "2026-04-01"}, status=201)
    assert balance(ann, BANK) == 0


def test_a_draft_cannot_be_reversed(ann):
    id = ann.post("manual-journals", sale(publish=False)).json["id"]
    assert codes(ann.post(f"manual-journals/{id}/reverse", {"date": "2026-04-01"}, status=400)) == ["MANUAL_JOURNAL_NOT_PUBLISHED"]


# --- closed books ---


def test_nothing_moves_in_a_locked_period(ann, tenant, peek):
    id = ann.post("manual-journals", sale()).json["id"]
    lock_up_to(tenant, "2026-03-31")
    before = peek(LEDGER)
    for refused in (
        ann.post("manual-journals", sale(), status=400),
        ann.put(f"manual-journals/{id}", sale(date="2026-04-01"), status=400),
        ann.delete(f"manual-journals/{id}", status=400),
        ann.post(f"manual-journals/{id}/reverse", {"date": "2026-03-31"}, status=400),
    ):
        assert codes(refused) == ["TRANSACTIONS_DATE_LOCKED"]
        assert refused.json["errors"][0]["payload"] == {"lockedToDate": "2026-03-31"}
    assert peek(LEDGER) == before


def test_drafts_are_free_in_a_locked_period_until_they_are_published(ann, tenant):
    lock_up_to(tenant, "2026-03-31")
    id = ann.post("manual-journals", sale(publish=False), status=201).json["id"]
    assert codes(ann.patch(f"manual-journals/{id}/publish", status=400)) == ["TRANSACTIONS_DATE_LOCKED"]
    assert ann.get(f"manual-journals/{id}").json["is_published"] is False
    ann.put(f"manual-journals/{id}", sale(publish=False, date="2026-04-01"))
    ann.patch(f"manual-journals/{id}/publish", status=200)


def test_what_was_posted_before_a_lock_can_be_mirrored_after_it(ann, tenant):
    id = ann.post("manual-journals", sale()).json["id"]
    lock_up_to(tenant, "2026-03-31")
    ann.post(f"manual-journals/{id}/reverse", {"date": "2026-04-01"}, status=201)
    assert balance(ann, BANK) == 0


# --- reading ---


def test_the_list_filters_searches_sorts_and_pages(ann):
    ann.post("manual-journals", sale("10", reference="Till", date="2026-01-01"))
    ann.post("manual-journals", sale("20", description="Fair in May", date="2026-02-01"))
    ann.post("manual-journals", sale("30", publish=False, date="2026-03-01"))

    def amounts(query):
        return [one["amount"] for one in ann.get(f"manual-journals?{query}").json["manual_journals"]]

    assert amounts("") == [30, 20, 10]
    assert amounts("column_sort_by=date&sort_order=asc") == [10, 20, 30]
    assert amounts("search_keyword=fair") == [20]
    assert amounts("search_keyword=J-0000") == [30, 20, 10]
    assert amounts("view_slug=draft") == [30]
    assert amounts('stringified_filter_roles=[{"fieldKey":"status","value":"published","comparator":"is"}]') == [20, 10]
    assert amounts('stringified_filter_roles=[{"fieldKey":"amount","value":"20","comparator":"bigger_or_equals"}]') == [30, 20]
    assert amounts('stringified_filter_roles=[{"fieldKey":"date","value":"2026-02-01","comparator":"in"}]') == [20]
    paged = ann.get("manual-journals?page=2&page_size=2").json
    assert (len(paged["manual_journals"]), paged["pagination"]) == (1, {"total": 3, "page": 2, "page_size": 2})
    assert paged["filter_meta"] == {"order": "desc", "field_key": "created_at"}
    assert [one["account"]["name"] for one in paged["manual_journals"][0]["entries"]] == ["Bank Account", "Sales of Product Income"]


@pytest.mark.parametrize("query", ["page=0", "page_size=0", "page_size=10001", "sort_order=sideways", "column_sort_by=nonsense"])
def test_a_list_refuses_what_makes_no_sense(ann, query):
    ann.get(f"manual-journals?{query}", status=400)


def test_names_in_the_list_are_todays(ann):
    ann.post("manual-journals", sale())
    ann.put(f"accounts/{SALES}", {"name": "Turnover", "account_type": "income"})
    assert ann.get("manual-journals").json["manual_journals"][0]["entries"][1]["account"]["name"] == "Turnover"


def test_a_dry_run_shows_the_entries_and_writes_nothing(ann, peek):
    answer = ann.post("manual-journals?dry_run=1", sale("5"), status=200).json
    assert answer["dry_run"] is True and answer["result"]["journal_number"] == "J-00001"
    [entry] = answer["entries"]
    assert (entry["date"], entry["reference_type"], entry["reverses"]) == ("2026-03-15", "Journal", None)
    assert [(line["account_name"], line["debit"], line["credit"]) for line in entry["lines"]] == [
        ("Bank Account", 5, 0),
        ("Sales of Product Income", 0, 5),
    ]
    assert nothing_is_written(peek)


def test_an_edit_of_what_someone_else_has_changed_is_refused(ann):
    id = ann.post("manual-journals", sale()).json["id"]
    seen = ann.get(f"manual-journals/{id}").headers["ETag"]
    ann.put(f"manual-journals/{id}", sale("5"), status=200, If_Match=seen)
    ann.put(f"manual-journals/{id}", sale("6"), status=412, If_Match=seen)
    assert balance(ann, BANK) == 5


def test_a_journal_sent_twice_with_one_key_is_written_once(ann):
    first = ann.post("manual-journals", sale(), Idempotency_Key="same").json
    assert ann.post("manual-journals", sale(), Idempotency_Key="same").json == first
    assert balance(ann, BANK) == 100
    ann.post("manual-journals", sale("5"), status=422, Idempotency_Key="same")


def test_the_days_of_a_journal_are_days_not_moments(ann):
    made = ann.post("manual-journals", sale(date="2024-02-29")).json
    assert date.fromisoformat(made["date"]) == date(2024, 2, 29)
    assert made["created_at"].endswith("Z") and made["published_at"].endswith("Z")
