"""What contacts owed when the books began: a document of its own, with its own day, rate and branch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bigcapital.accounting.audit import audit
from tests.client import Client, codes
from tests.functional.accounting.test_journals import LEDGER, lock_up_to, with_branches
from tests.functional.contacts.people import CUSTOMERS, OPENING_EQUITY, VENDORS, Kind
from tests.functional.contacts.test_contacts import properties

Peek = Callable[..., list[Any]]
TABLES = ("contacts", "ledger_entries", "ledger_lines", "account_balances", "contact_balances")


def sides(kind: Kind, amount: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Debit and credit of the control account, and of the equity against it."""
    on_debit, on_credit = (amount, 0), (0, amount)
    return (on_debit, on_credit) if kind.sign > 0 else (on_credit, on_debit)


def rows(peek: Peek) -> list[Any]:
    return [peek(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES]


def test_it_is_owed_on_the_control_account_against_opening_balance_equity(ann: Client, kind: Kind, peek: Peek) -> None:
    made = kind.opened(ann, "914.5", "2025-12-31")
    control, equity = sides(kind, 914.5)
    assert peek(LEDGER) == [("2025-12-31", kind.control, *control), ("2025-12-31", OPENING_EQUITY, *equity)]
    [(type, id)] = peek("SELECT reference_type, reference_id FROM ledger_entries")
    assert (type, id) == (f"{kind.code.capitalize()}OpeningBalance", made["id"])
    assert peek("SELECT contact_id FROM ledger_lines ORDER BY id") == [(made["id"],), (None,)]
    assert (made["balance"], made["balance_local"], made["closing_balance"]) == (914.5, 914.5, 914.5)
    assert (made["opening_balance"], made["local_opening_balance"], made["opening_balance_at"]) == (914.5, 914.5, "2025-12-31")
    assert (made["formatted_opening_balance"], made["formatted_opening_balance_at"]) == ("$914.50", "31 Dec 2025")
    assert ann.get(f"accounts/{kind.control}").json["amount"] == 914.5
    assert ann.get(f"accounts/{OPENING_EQUITY}").json["amount"] == kind.sign * 914.5


def test_in_another_currency_it_is_converted_at_its_own_rate(ann: Client, kind: Kind, peek: Peek) -> None:
    made = kind.opened(ann, "10.01", currency_code="EUR", opening_balance_exchange_rate="1.105")
    assert (made["balance"], made["balance_local"], made["local_opening_balance"]) == (10.01, 11.06, 11.06)
    assert (made["formatted_balance"], made["formatted_balance_local"]) == ("€10.01", "$11.06")
    control, _ = sides(kind, 11.06)
    [(account, currency, rate, amount, debit, credit)] = peek(
        "SELECT account_id, currency_code, exchange_rate + 0.0, amount / 10000.0, debit / 10000.0, credit / 10000.0"
        " FROM ledger_lines WHERE contact_id IS NOT NULL"
    )
    assert (currency, rate, amount, debit, credit) == ("EUR", 1.105, 10.01, *control)
    shown = ann.get(f"accounts/{account}").json
    assert (account != kind.control, shown["currency_code"], shown["amount"]) == (True, "EUR", 10.01)
    assert shown["name"].endswith(" – EUR")
    second = kind.opened(ann, "1", currency_code="EUR", opening_balance_exchange_rate="2")
    assert second["balance_local"] == 2
    assert ann.get(f"accounts/{account}").json["amount"] == 11.01  # found again, not made again


def test_the_base_currency_has_the_rate_one_whatever_is_sent(ann: Client, kind: Kind) -> None:
    made = kind.opened(ann, "5", opening_balance_exchange_rate="7")
    assert (made["balance"], made["opening_balance_exchange_rate"]) == (5, 1)


def test_a_change_reverses_it_on_its_old_day_and_posts_it_anew(ann: Client, kind: Kind, peek: Peek) -> None:
    id = kind.opened(ann, "100")["id"]
    changed = {"opening_balance": "70", "opening_balance_at": "2026-02-28"}
    after = ann.put(f"{kind.path}/{id}/opening-balance", changed, status=200).json
    assert (after["balance"], after["opening_balance"], after["opening_balance_at"]) == (70, 70, "2026-02-28")
    (old, _), (new, _) = sides(kind, 100), sides(kind, 70)
    control = [row[:1] + row[2:] for row in peek(LEDGER) if row[1] == kind.control]
    assert control == [("2026-01-31", *old), ("2026-01-31", *(-value for value in old)), ("2026-02-28", *new)]


def test_what_a_change_does_not_mention_stays(ann: Client, kind: Kind) -> None:
    id = kind.opened(ann, "100", currency_code="EUR", opening_balance_exchange_rate="1.5")["id"]
    after = ann.put(f"{kind.path}/{id}/opening-balance", {"openingBalance": "70", "openingBalanceAt": ""}, status=200).json
    assert (after["opening_balance_at"], after["opening_balance_exchange_rate"], after["local_opening_balance"]) == ("2026-01-31", 1.5, 105)


def test_it_can_be_set_later_removed_and_set_again(ann: Client, kind: Kind, peek: Peek) -> None:
    path = f"{kind.path}/{kind.made(ann)['id']}/opening-balance"
    body = {"opening_balance": "30", "opening_balance_at": "2026-01-01"}
    assert ann.put(path, body).json["balance"] == 30
    removed = ann.put(path, {"opening_balance": 0}).json
    assert (removed["balance"], removed["opening_balance"], removed["opening_balance_at"]) == (0, 0, None)
    assert [row[2:] for row in peek(LEDGER) if row[1] == kind.control] == [
        sides(kind, 30)[0],
        tuple(-value for value in sides(kind, 30)[0]),
    ]
    assert properties(ann.put(path, {"opening_balance": "5"}, status=400)) == ["openingBalanceAt"]
    assert ann.put(path, body).json["balance"] == 30


def test_zero_is_none(ann: Client, kind: Kind, peek: Peek) -> None:
    for nothing in (0, "0.00", "", None):
        made = kind.made(ann, opening_balance=nothing)
        assert (made["opening_balance"], made["opening_balance_at"]) == (0, None)
    assert peek(LEDGER) == []


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"opening_balance_at": ""}, ["openingBalanceAt"]),
        ({"opening_balance_at": "2026-02-30"}, ["openingBalanceAt"]),
        ({"opening_balance": "-1"}, ["openingBalance"]),
        ({"opening_balance": "1.001"}, ["openingBalance"]),
        ({"opening_balance": "1.5", "currency_code": "JPY", "opening_balance_exchange_rate": "1"}, ["openingBalance"]),
        ({"opening_balance": "1.00001"}, ["openingBalance"]),
        ({"opening_balance": "1234567890123"}, ["openingBalance"]),
        ({"opening_balance": "1e3"}, ["openingBalance"]),
        ({"currency_code": "EUR"}, ["openingBalanceExchangeRate"]),
        ({"currency_code": "EUR", "opening_balance_exchange_rate": "0"}, ["openingBalanceExchangeRate"]),
        ({"currency_code": "EUR", "opening_balance_exchange_rate": "-2"}, ["openingBalanceExchangeRate"]),
        ({"opening_balance_branch_id": "main"}, ["openingBalanceBranchId"]),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(ann: Client, kind: Kind, peek: Peek, wrong: dict, named: list[str]) -> None:
    before = rows(peek)
    opening = {"opening_balance": "10", "opening_balance_at": "2026-01-01"}
    assert properties(ann.post(kind.path, kind.body(**opening | wrong), status=400)) == named
    assert rows(peek) == before
    currency = wrong.get("currency_code", "USD")
    id = kind.made(ann, currency_code=currency)["id"]
    before = rows(peek)
    assert properties(ann.put(f"{kind.path}/{id}/opening-balance", opening | wrong, status=400)) == named
    assert rows(peek) == before


def test_one_that_the_ledger_cannot_hold_is_refused(ann: Client, kind: Kind, peek: Peek) -> None:
    before = rows(peek)
    huge = kind.body(currency_code="EUR", opening_balance="999999999999", opening_balance_at="2026-01-01")
    assert codes(ann.post(kind.path, huge | {"opening_balance_exchange_rate": "2"}, status=400)) == ["AMOUNT_TOO_LARGE"]
    assert rows(peek) == before


def test_one_worth_nothing_in_base_currency_is_kept_and_not_posted(ann: Client, kind: Kind, peek: Peek) -> None:
    made = kind.opened(ann, "0.01", currency_code="EUR", opening_balance_exchange_rate="0.1")
    assert (made["opening_balance"], made["local_opening_balance"], made["balance"]) == (0.01, 0, 0)
    assert peek(LEDGER) == []
    ann.delete(f"{kind.path}/{made['id']}", status=200)


def test_a_branch_that_is_not_there_is_refused(ann: Client, kind: Kind, tenant: Any, peek: Peek) -> None:
    paris = with_branches(tenant)
    before = rows(peek)
    opening = {"opening_balance": "10", "opening_balance_at": "2026-01-01"}
    body = kind.body(**opening)
    assert codes(ann.post(kind.path, body | {"opening_balance_branch_id": 99}, status=400)) == ["BRANCH_ID_NOT_FOUND"]
    assert rows(peek) == before
    made = kind.made(ann, **opening, opening_balance_branch_id=paris)
    assert made["opening_balance_branch_id"] == paris
    assert set(peek("SELECT branch_id FROM ledger_lines")) == {(paris,)}
    path = f"{kind.path}/{made['id']}/opening-balance"
    assert codes(ann.put(path, opening | {"opening_balance_branch_id": 99}, status=400)) == ["BRANCH_ID_NOT_FOUND"]
    assert ann.put(path, opening).json["opening_balance_branch_id"] == paris
    primary = kind.made(ann, **opening)
    assert primary["opening_balance_branch_id"] is None
    assert peek("SELECT branch_id FROM ledger_lines WHERE contact_id = :id", id=primary["id"]) == [(1,)]


def test_branches_are_not_named_while_the_feature_is_off(ann: Client, kind: Kind, peek: Peek) -> None:
    assert kind.opened(ann, opening_balance_branch_id=99)["opening_balance_branch_id"] is None
    assert set(peek("SELECT branch_id FROM ledger_lines")) == {(1,)}


def test_a_locked_day_takes_none_and_keeps_the_one_it_has(ann: Client, kind: Kind, tenant: Any, peek: Peek) -> None:
    id = kind.opened(ann, "100", "2026-01-31")["id"]
    lock_up_to(tenant, "2026-02-15")
    before = rows(peek)
    body = kind.body(opening_balance="10", opening_balance_at="2026-02-15")
    assert codes(ann.post(kind.path, body, status=400)) == ["TRANSACTIONS_DATE_LOCKED"]
    path = f"{kind.path}/{id}/opening-balance"
    for change in ({"opening_balance": "5", "opening_balance_at": "2026-03-01"}, {"opening_balance": "0"}, {"opening_balance": "100"}):
        assert codes(ann.put(path, change, status=400)) == ["TRANSACTIONS_DATE_LOCKED"]
    assert rows(peek) == before
    ann.put(f"{kind.path}/{id}", kind.body(display_name="New"), status=200)  # a name is no transaction
    later = kind.opened(ann, "10", "2026-02-16")["id"]
    assert codes(ann.put(f"{kind.path}/{later}/opening-balance", {"opening_balance": 1, "opening_balance_at": "2026-02-15"}, status=400))


def test_what_is_too_small_for_the_ledger_is_locked_all_the_same(ann: Client, kind: Kind, tenant: Any) -> None:
    id = kind.opened(ann, "0.01", "2026-01-31", currency_code="EUR", opening_balance_exchange_rate="0.1")["id"]
    lock_up_to(tenant, "2026-02-15")
    assert codes(ann.put(f"{kind.path}/{id}/opening-balance", {"opening_balance": "0"}, status=400)) == ["TRANSACTIONS_DATE_LOCKED"]


@pytest.mark.parametrize(("locked", "kind_locked"), [("sales", CUSTOMERS), ("purchases", VENDORS)])
def test_customers_are_locked_with_sales_and_vendors_with_purchases(ann: Client, locked: str, kind_locked: Kind) -> None:
    ann.put("transactions-locking/lock", {"module": locked, "lock_to_date": "2026-02-15", "reason": "closed"})
    for kind in (CUSTOMERS, VENDORS):
        body = kind.body(opening_balance="10", opening_balance_at="2026-02-15")
        ann.post(kind.path, body, status=400 if kind is kind_locked else 201)


def test_a_dry_run_shows_the_entry_and_writes_nothing(ann: Client, kind: Kind, peek: Peek) -> None:
    id = kind.opened(ann, "100")["id"]
    before = rows(peek)
    shown = ann.put(f"{kind.path}/{id}/opening-balance?dry_run=1", {"opening_balance": "70"}, status=200).json
    assert [(one["reverses"] is not None, one["lines"][0]["amount"]) for one in shown["entries"]] == [(True, -100), (False, 70)]
    assert shown["result"]["balance"] == 70
    shown = ann.post(f"{kind.path}?dry_run=1", kind.body(opening_balance="5", opening_balance_at="2026-01-01"), status=200).json
    assert shown["entries"][0]["lines"][1]["account_name"] == "Opening Balance Equity"
    assert rows(peek) == before


def test_the_lines_are_shown_by_their_reference(ann: Client, kind: Kind) -> None:
    id = kind.opened(ann, "100")["id"]
    type = f"{kind.code.capitalize()}OpeningBalance"
    shown = ann.get(f"reports/transactions-by-reference?reference_type={type}&reference_id={id}").json["transactions"]
    assert [(one["account_id"], one["contact_name"]) for one in shown] == [(kind.control, "Zoë & Sons"), (OPENING_EQUITY, None)]


def test_balances_are_those_of_all_lines_in_both_currencies(ann: Client, kind: Kind, tenant: Any) -> None:
    euro = kind.opened(ann, "10", currency_code="EUR", opening_balance_exchange_rate="1.1")["id"]
    base = kind.opened(ann, "10")["id"]
    ann.post("manual-journals", kind.charged(euro, "5", currency_code="EUR", exchange_rate="1.2"), status=201)
    ann.post("manual-journals", kind.charged(euro, "-3"), status=201)  # in base currency: no euros
    ann.post("manual-journals", kind.charged(base, "5", currency_code="EUR", exchange_rate="1.2"), status=201)
    shown = {row["id"]: (row["balance"], row["balance_local"]) for row in kind.listed(ann)}
    assert shown == {euro: (15, 14), base: (16, 16)}
    for smaller, bigger in (("14.99", "15"), ("15", "15.99")):
        between = f'[{{"fieldKey":"balance","comparator":"bigger_than","value":"{smaller}"}}]'
        assert len(kind.listed(ann, f"stringified_filter_roles={between}")) == (2 if bigger == "15" else 1)
    with tenant(writer=False) as t:
        assert audit(t) == []


def test_the_largest_balances_are_sorted_without_failing(ann: Client, kind: Kind) -> None:
    first = kind.opened(ann, "999999999999.99")["id"]
    second = kind.opened(ann, "1")["id"]
    for _ in range(3):
        ann.post("manual-journals", kind.charged(first, "999999999999.99"), status=201)
    assert [row["id"] for row in kind.listed(ann, "column_sort_by=balance&sort_order=asc")] == [second, first]
    assert ann.get(f"{kind.path}/{first}").text.count("3999999999999.96") >= 3
