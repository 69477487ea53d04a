"""Closing the books up to a day, through the API, and what nobody can do then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import delete, text
from webtest import TestResponse

from bigcapital.accounting import books
from bigcapital.ledger.entry import Entry, line
from bigcapital.security.model import RolePermission
from tests.client import Client, codes
from tests.functional.accounting.journal import BANK, SALES, journal, sale

Peek = Callable[..., list[Any]]
STAFF = 2  # the role that is not the administrator's
OPEN = {
    "is_enabled": False,
    "lock_to_date": None,
    "unlock_from_date": None,
    "unlock_to_date": None,
    "is_partial_unlock": False,
    "lock_reason": "",
    "unlock_reason": "",
    "partial_unlock_reason": "",
}
EVERYTHING = "SELECT * FROM {} ORDER BY 1"
TABLES = ("manual_journals", "manual_journal_lines", "ledger_entries", "ledger_lines", "account_balances", "head")


def lock(ann: Client, module: str = "all", to: str = "2026-03-31", status: int = 200) -> TestResponse:
    return ann.put("transactions-locking/lock", {"module": module, "lock_to_date": to, "reason": "Closed"}, status=status)


def unlock(ann: Client, start: str, end: str, module: str = "all", status: int = 200) -> TestResponse:
    body = {"module": module, "unlock_from_date": start, "unlock_to_date": end, "reason": "A late bill"}
    return ann.put("transactions-locking/unlock-partial", body, status=status)


def cancel(ann: Client, module: str = "all", status: int = 200) -> TestResponse:
    return ann.put("transactions-locking/cancel-lock", {"module": module, "reason": "Audit"}, status=status)


def relock(ann: Client, module: str = "all", status: int = 200) -> TestResponse:
    return ann.put("transactions-locking/cancel-unlock-partial", {"module": module}, status=status)


def on_disk(peek: Peek) -> list[Any]:
    return [peek(EVERYTHING.format(table)) for table in TABLES]


def refused(answer: TestResponse, to: str = "2026-03-31") -> None:
    assert codes(answer) == ["TRANSACTIONS_DATE_LOCKED"]
    assert answer.json["errors"][0]["payload"] == {"lockedToDate": to}


# --- locks ---


def test_nothing_is_locked_at_first(ann):
    found = ann.get("transactions-locking").json
    assert found["locking_type"] == "partial"
    assert [one["module"] for one in found["modules"]] == ["sales", "purchases", "financial"]
    for one in (found["all"], *found["modules"]):
        assert {key: one[key] for key in OPEN} == OPEN
        assert (one["formatted_lock_to_date"], one["formatted_unlock_from_date"], one["formatted_unlock_to_date"]) == ("", "", "")


def test_a_lock_on_everything_says_up_to_when_and_why(ann):
    done = lock(ann).json
    locked = OPEN | {"is_enabled": True, "lock_to_date": "2026-03-31", "lock_reason": "Closed"}
    assert done["data"] == locked
    assert done["message"]
    found = ann.get("transactions-locking").json
    assert (found["locking_type"], [one["is_enabled"] for one in found["modules"]]) == ("all", [False, False, False])
    assert found["all"] == ann.get("transactions-locking/all").json
    assert {key: found["all"][key] for key in locked} == locked
    assert (found["all"]["formatted_module"], found["all"]["formatted_lock_to_date"]) == ("All transactions", "31 Mar 2026")


def test_modules_are_locked_each_by_itself(ann):
    lock(ann, "sales", "2026-01-31")
    lock(ann, "financial", "2026-02-28")
    found = ann.get("transactions-locking").json
    assert (found["locking_type"], found["all"]["is_enabled"]) == ("partial", False)
    assert [one["lock_to_date"] for one in found["modules"]] == ["2026-01-31", None, "2026-02-28"]
    ann.post("manual-journals", sale(date="2026-03-01"), status=201)
    refused(ann.post("manual-journals", sale(date="2026-02-28"), status=400), "2026-02-28")
    cancel(ann, "financial")
    ann.post("manual-journals", sale(date="2026-01-31"), status=201)  # sales are closed, journals are not


@pytest.mark.parametrize(("module", "kind"), [("sales", "SaleInvoice"), ("purchases", "Bill"), ("financial", "Journal")])
def test_a_module_closes_its_own_documents_and_no_others(ann, tenant, module, kind):
    lock(ann, module)
    with tenant() as t:
        for other in ("SaleInvoice", "Bill", "Journal"):
            sides = (line(BANK, "bank", "USD", debit=Decimal(5)), line(SALES, "income", "USD", credit=Decimal(5)))
            entry = Entry(date=date(2026, 3, 31), reference_type=other, reference_id=1, lines=sides)
            if other != kind:
                assert books.record(t, entry)
                continue
            with pytest.raises(books.TransactionsDateLocked):
                books.record(t, entry)


def test_settings_show_the_locks_at_once(ann):
    def settings() -> dict[str, Any]:
        return {one["key"]: one["value"] for one in ann.get("settings").json if one["group"] == "transactions-locking"}

    assert settings() == {"locking-type": "partial"}
    lock(ann)
    unlock(ann, "2026-03-01", "2026-03-10")
    assert settings() == {
        "locking-type": "all",
        "all.active": True,
        "all.lock_to_date": "2026-03-31",
        "all.lock_reason": "Closed",
        "all.unlock_from_date": "2026-03-01",
        "all.unlock_to_date": "2026-03-10",
    }
    cancel(ann)
    assert settings() == {
        "locking-type": "all",
        "all.active": False,
        "all.lock_to_date": "2026-03-31",
        "all.lock_reason": "Closed",
        "all.unlock_reason": "Audit",
    }


def test_a_new_lock_takes_the_place_of_the_old_one_with_its_window(ann):
    lock(ann)
    unlock(ann, "2026-03-01", "2026-03-10")
    assert lock(ann, to="2026-04-30").json["data"] == OPEN | {"is_enabled": True, "lock_to_date": "2026-04-30", "lock_reason": "Closed"}
    refused(ann.post("manual-journals", sale(date="2026-03-05"), status=400), "2026-04-30")


def test_a_cancelled_lock_leaves_all_open_and_says_why(ann):
    lock(ann)
    unlock(ann, "2026-03-01", "2026-03-10")
    found = cancel(ann).json["data"]
    assert (found["is_enabled"], found["is_partial_unlock"], found["unlock_reason"]) == (False, False, "Audit")
    ann.post("manual-journals", sale(date="2026-03-31"), status=201)


# --- one kind of lock at a time ---


def test_while_everything_is_locked_no_module_has_a_lock_of_its_own(ann, peek):
    lock(ann)
    before = on_disk(peek)
    for answer in (
        lock(ann, "sales", status=400),
        cancel(ann, "sales", status=400),
        unlock(ann, "2026-03-01", "2026-03-10", "sales", status=400),
        relock(ann, "sales", status=400),
    ):
        assert codes(answer) == ["TRANSACTION_LOCKING_ALL"]
    assert on_disk(peek) == before
    cancel(ann)
    lock(ann, "sales")


def test_while_modules_are_locked_there_is_no_lock_on_everything_to_change(ann):
    lock(ann, "purchases")
    for answer in (cancel(ann, status=400), unlock(ann, "2026-03-01", "2026-03-10", status=400), relock(ann, status=400)):
        assert codes(answer) == ["TRANSACTION_LOCKING_PARTIAL"]


def test_a_lock_on_everything_never_opens_what_a_module_had_closed(ann):
    lock(ann, "financial", "2026-03-31")
    unlock(ann, "2026-03-01", "2026-03-10", "financial")
    assert codes(lock(ann, to="2026-03-30", status=400)) == ["TRANSACTION_LOCKING_PARTIAL"]
    refused(ann.post("manual-journals", sale(date="2026-03-31"), status=400))
    lock(ann, to="2026-04-30")
    refused(ann.post("manual-journals", sale(date="2026-03-05"), status=400), "2026-04-30")
    cancel(ann)
    lock(ann, "sales")  # the module's former lock does not come back with the kind
    ann.post("manual-journals", sale(date="2026-03-31"), status=201)


@pytest.mark.parametrize("module", ["all", "sales"])
def test_what_is_not_locked_cannot_be_unlocked(ann, peek, module):
    before = on_disk(peek)
    for answer in (cancel(ann, module, 400), unlock(ann, "2026-03-01", "2026-03-10", module, 400), relock(ann, module, 400)):
        assert codes(answer) == ["TRANSACTIONS_LOCKING_MODULE_NOT_FOUND"]
    assert on_disk(peek) == before


def test_an_unknown_module_is_told_plainly(ann):
    lock(ann)
    for answer in (
        lock(ann, "type", status=400),
        cancel(ann, "type", status=400),
        unlock(ann, "2026-03-01", "2026-03-10", "type", status=400),
        relock(ann, "type", status=400),
        ann.get("transactions-locking/type", status=400),
    ):
        assert codes(answer) == ["TRANSACTIONS_LOCKING_MODULE_NOT_FOUND"]


@pytest.mark.parametrize(
    ("command", "body", "fields"),
    [
        ("lock", {}, ["module", "lockToDate", "reason"]),
        ("lock", {"module": "", "lockToDate": "31.03.2026", "reason": ""}, ["module", "lockToDate", "reason"]),
        ("lock", {"module": "all", "lockToDate": "2026-02-30", "reason": "x" * 256}, ["lockToDate", "reason"]),
        ("cancel-lock", {"module": "all"}, ["reason"]),
        ("unlock-partial", {"module": "all", "unlockFromDate": "soon"}, ["unlockFromDate", "unlockToDate", "reason"]),
    ],
)
def test_a_command_needs_its_days_and_a_reason(ann, command, body, fields):
    found = ann.put(f"transactions-locking/{command}", body, status=400).json
    assert [one["property"] for one in found["message"]] == fields


# --- windows ---


def test_a_window_opens_its_days_and_no_others(ann):
    lock(ann)
    found = unlock(ann, "2026-03-10", "2026-03-12").json["data"]
    assert (found["is_enabled"], found["is_partial_unlock"], found["partial_unlock_reason"]) == (True, True, "A late bill")
    assert (found["unlock_from_date"], found["unlock_to_date"]) == ("2026-03-10", "2026-03-12")
    assert ann.get("transactions-locking/all").json["formatted_unlock_to_date"] == "12 Mar 2026"
    for day, status in (("2026-03-09", 400), ("2026-03-10", 201), ("2026-03-12", 201), ("2026-03-13", 400), ("2026-04-01", 201)):
        ann.post("manual-journals", sale(date=day), status=status)
    unlock(ann, "2026-03-20", "2026-03-20")  # another one takes its place
    refused(ann.post("manual-journals", sale(date="2026-03-10"), status=400))
    ann.post("manual-journals", sale(date="2026-03-20"), status=201)
    assert relock(ann).json["data"]["is_partial_unlock"] is False
    refused(ann.post("manual-journals", sale(date="2026-03-20"), status=400))
    relock(ann)  # without a window there is nothing to do


@pytest.mark.parametrize(
    ("start", "end", "fields"),
    [
        ("2026-03-10", "2026-03-09", ["unlockToDate"]),
        ("2026-03-10", "2026-04-01", ["unlockToDate"]),
        ("2026-04-01", "2026-04-02", ["unlockFromDate", "unlockToDate"]),
        ("2026-04-02", "2026-03-31", ["unlockFromDate", "unlockToDate"]),
    ],
)
def test_a_window_lies_within_what_is_locked(ann, peek, start, end, fields):
    lock(ann)
    before = on_disk(peek)
    found = unlock(ann, start, end, status=400).json
    assert [one["property"] for one in found["message"]] == fields
    assert on_disk(peek) == before


def test_the_last_locked_day_alone_can_be_a_window(ann):
    lock(ann)
    unlock(ann, "2026-03-31", "2026-03-31")
    ann.post("manual-journals", sale(date="2026-03-31"), status=201)


# --- who may ---


def granted(ann: Client, tenant: Any, *abilities: tuple[str, str]) -> None:
    """From now on Ann may do this alone: she has the other role, and it grants nothing else."""
    rights = [RolePermission(role_id=STAFF, subject=subject, ability=ability, value=True) for subject, ability in abilities]
    with tenant() as t:
        t.session.execute(delete(RolePermission).where(RolePermission.role_id == STAFF))
        t.session.add_all(rights)
        t.bump_metadata()
    with tenant.installation.system_writer_engine.begin() as connection:
        connection.execute(text("UPDATE memberships SET role_id = :staff"), {"staff": STAFF})


def test_any_member_reads_the_locks_and_only_who_may_lock_changes_them(ann, tenant, peek):
    lock(ann)
    granted(ann, tenant, *(("Account", ability) for ability in ("View", "Create", "Edit", "Delete")), ("Preferences", "Mutate"))
    before = on_disk(peek)
    for command in (lock, cancel, relock):
        assert command(ann, status=403).json["statusCode"] == 403
    unlock(ann, "2026-03-01", "2026-03-10", status=403)
    assert on_disk(peek) == before
    assert ann.get("transactions-locking").json["all"]["is_enabled"] is True
    assert ann.get("transactions-locking/all").json["lock_to_date"] == "2026-03-31"
    granted(ann, tenant, ("Account", "TransactionsLocking"))
    cancel(ann)
    lock(ann, "sales")
    unlock(ann, "2026-03-01", "2026-03-10", "sales")
    relock(ann, "sales")


# --- what closed books refuse ---


def test_closed_books_refuse_every_way_to_move_them_and_nothing_is_written(ann, peek):
    closed = ann.post("manual-journals", sale(date="2026-03-31")).json["id"]
    draft = ann.post("manual-journals", sale(date="2026-03-31", publish=False)).json["id"]
    later = ann.post("manual-journals", sale(date="2026-04-01")).json["id"]
    lock(ann)
    before = on_disk(peek)
    same = ann.get(f"manual-journals/{closed}").json["entries"]
    for answer in (
        ann.post("manual-journals", sale(date="2026-03-31"), status=400),
        ann.post("manual-journals?dry_run=1", sale(date="2026-03-31"), status=400),
        ann.put(f"manual-journals/{closed}", sale("5", date="2026-03-31"), status=400),
        ann.put(f"manual-journals/{closed}", {"date": "2026-03-31", "entries": same, "description": "Only a word"}, status=400),
        ann.put(f"manual-journals/{closed}", sale(date="2026-03-31", publish=False), status=400),
        ann.put(f"manual-journals/{closed}", sale(date="2026-04-01"), status=400),  # out of it
        ann.put(f"manual-journals/{later}", sale(date="2026-03-31"), status=400),  # into it
        ann.put(f"manual-journals/{draft}", sale(date="2026-03-31"), status=400),
        ann.patch(f"manual-journals/{draft}/publish", status=400),
        ann.delete(f"manual-journals/{closed}", status=400),
        ann.post(f"manual-journals/{later}/reverse", {"date": "2026-03-31"}, status=400),
        ann.post("manual-journals/bulk-delete", {"ids": [later, closed]}, status=400),
    ):
        refused(answer)
    assert on_disk(peek) == before


def test_a_bulk_deletion_can_leave_out_what_is_closed(ann, peek):
    closed, later = (ann.post("manual-journals", sale(date=day)).json["id"] for day in ("2026-03-31", "2026-04-01"))
    lock(ann)
    before = on_disk(peek)
    check = ann.post("manual-journals/validate-bulk-delete", {"ids": [closed, later]}, status=201).json
    assert (check["deletable_ids"], check["non_deletable_ids"]) == ([later], [closed])
    assert on_disk(peek) == before
    ann.post("manual-journals/bulk-delete", {"ids": [closed, later], "skip_undeletable": True}, status=201)
    ann.get(f"manual-journals/{closed}", status=200)
    ann.get(f"manual-journals/{later}", status=404)


def test_within_a_window_a_journal_can_be_changed_but_not_moved_out_of_it(ann, peek):
    id = ann.post("manual-journals", sale(date="2026-03-10")).json["id"]
    lock(ann)
    unlock(ann, "2026-03-10", "2026-03-12")
    ann.put(f"manual-journals/{id}", sale("5", date="2026-03-12"), status=200)
    refused(ann.put(f"manual-journals/{id}", sale("5", date="2026-03-13"), status=400))
    ann.put(f"manual-journals/{id}", sale("5", date="2026-04-01"), status=200)
    assert peek("SELECT date FROM ledger_entries ORDER BY id") == [
        (f"2026-{day}",) for day in ("03-10", "03-10", "03-12", "03-12", "04-01")
    ]


def test_a_mirror_in_the_open_goes_though_its_journal_is_closed(ann):
    closed = ann.post("manual-journals", sale(date="2026-03-31")).json["id"]
    lock(ann)
    mirror = ann.post(f"manual-journals/{closed}/reverse", {"date": "2026-04-01"}, status=201).json["id"]
    ann.delete(f"manual-journals/{mirror}", status=200)
    lock(ann, to="2026-04-30")
    refused(ann.post(f"manual-journals/{closed}/reverse", {"date": "2026-04-01"}, status=400), "2026-04-30")


def test_a_journal_too_small_for_the_ledger_is_closed_with_its_period(ann, peek):
    def small(day: str, **more: Any) -> dict[str, Any]:
        return journal((BANK, "1", ""), (SALES, "", "1"), date=day, currency_code="JPY", exchange_rate="0.001", **more)

    closed = ann.post("manual-journals", small("2026-03-31")).json["id"]
    later = ann.post("manual-journals", small("2026-04-01")).json["id"]
    draft = ann.post("manual-journals", small("2026-03-31", publish=False)).json["id"]
    assert peek("SELECT COUNT(*) FROM ledger_entries") == [(0,)]
    lock(ann)
    before = on_disk(peek)
    for answer in (
        ann.post("manual-journals", small("2026-03-31"), status=400),
        ann.put(f"manual-journals/{closed}", small("2026-04-01"), status=400),
        ann.put(f"manual-journals/{closed}", sale(date="2026-04-01"), status=400),
        ann.put(f"manual-journals/{later}", small("2026-03-31"), status=400),
        ann.patch(f"manual-journals/{draft}/publish", status=400),
        ann.delete(f"manual-journals/{closed}", status=400),
        ann.post(f"manual-journals/{later}/reverse", {"date": "2026-03-31"}, status=400),
    ):
        refused(answer)
    assert on_disk(peek) == before
