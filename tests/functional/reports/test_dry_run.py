"""A dry run shows what a write would change in the statements."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import delete, text

from bigcapital import clock
from bigcapital.ledger.periods import Period
from bigcapital.reports import effects
from bigcapital.security.model import RolePermission
from tests.functional.reports.reading import Reader, every
from tests.unit.reports.making import context

REPORTS = ["balance-sheet", "profit-loss-sheet", "cashflow-statement", "trial-balance-sheet"]


@pytest.fixture(autouse=True)
def today() -> None:
    clock.use(lambda: datetime(2024, 6, 15, 12, tzinfo=UTC))


def body(ann: Reader, day: str, amount: str, debited: str = "Rent") -> dict[str, Any]:
    entries = [
        {"index": 1, "account_id": ann.account(debited), "debit": amount},
        {"index": 2, "account_id": ann.account("Bank Account"), "credit": amount},
    ]
    return {"date": day, "publish": True, "entries": entries}


def tried(ann: Reader, method: str, path: str, body: Any = None) -> list[dict[str, Any]]:
    ask = getattr(ann.app, f"{method}_json")
    answer = ask(f"/api/{path}?dry_run=1", *([body] if body else []), headers=ann.headers)
    return list(json.loads(answer.body, parse_float=Decimal)["statements"])


def figures(ann: Reader, name: str, shown: dict[str, Any]) -> dict[Any, Decimal]:
    answer = ann.report(name, from_date=shown["from_date"], to_date=shown["to_date"])["data"]
    if name == "trial-balance-sheet":
        return {one["id"]: Decimal(one["closing_balance"]) for one in every(answer["accounts"])}
    return {one["id"]: Decimal(one["total"]["amount"]) for one in every(answer)}


def test_it_shows_exactly_the_rows_that_saving_then_changes(ann: Reader) -> None:
    ann.post("2024-01-05", ("Bank Account", 1000), ("Owner's Equity", -1000))
    ann.post("2024-02-05", ("Rent", 30), ("Bank Account", -30))
    statements = tried(ann, "post", "manual-journals", body(ann, "2024-03-01", "12.34"))
    assert [one["report"] for one in statements] == REPORTS
    assert {(one["from_date"], one["to_date"]) for one in statements} == {("2024-01-01", "2024-06-15")}
    before = {one["report"]: figures(ann, one["report"], one) for one in statements}
    ann.app.post_json("/api/manual-journals", body(ann, "2024-03-01", "12.34"), headers=ann.headers)
    for one in statements:
        after = figures(ann, one["report"], one)
        nothing = Decimal(0)
        changed = {id for id in after if after[id] != before[one["report"]].get(id, nothing)}
        assert {row["id"] for row in one["rows"]} == changed and changed
        for row in one["rows"]:
            assert row["before"] == before[one["report"]].get(row["id"], nothing) and row["after"] == after[row["id"]]
            assert row["change"] == row["after"] - row["before"] and row["name"]


def test_a_move_into_another_year_is_shown_in_both(ann: Reader) -> None:
    made = ann.app.post_json("/api/manual-journals", body(ann, "2024-03-01", "40"), headers=ann.headers).json
    statements = tried(ann, "put", f"manual-journals/{made['id']}", body(ann, "2023-03-01", "50"))
    loss = {one["from_date"]: one for one in statements if one["report"] == "profit-loss-sheet"}
    assert [(one["from_date"], one["to_date"]) for one in loss.values()] == [("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-06-15")]
    changes = [{row["id"]: row["change"] for row in one["rows"]}["NET_INCOME"] for one in loss.values()]
    assert changes == [-50, 40]
    this_year = next(one for one in statements if one["report"] == "balance-sheet" and one["from_date"] == "2024-01-01")
    sheet = {row["name"]: row["change"] for row in this_year["rows"]}
    assert (sheet["Retained Earnings"], sheet["Net Income"], sheet["Assets"]) == (-50, 40, -10)


def test_deleting_shows_what_goes(ann: Reader) -> None:
    made = ann.app.post_json("/api/manual-journals", body(ann, "2024-03-01", "40"), headers=ann.headers).json
    rows = {row["id"]: row for one in tried(ann, "delete", f"manual-journals/{made['id']}") for row in one["rows"]}
    assert (rows["EXPENSES"]["before"], rows["EXPENSES"]["after"], rows["EXPENSES"]["change"]) == (40, 0, -40)


def test_a_write_that_posts_nothing_changes_no_statement(ann: Reader) -> None:
    draft = body(ann, "2024-03-01", "40") | {"publish": False}
    assert tried(ann, "post", "manual-journals", draft) == []
    made = ann.app.post_json("/api/manual-journals", body(ann, "2024-03-01", "40"), headers=ann.headers).json
    assert tried(ann, "put", f"manual-journals/{made['id']}", body(ann, "2024-03-01", "40")) == []


def test_nobody_sees_a_statement_that_they_may_not_read(ann: Reader, tenant: Any, installation: Any) -> None:
    with installation.system_writer_engine.begin() as connection:
        connection.execute(text("UPDATE memberships SET role_id = 2"))
    journal = body(ann, "2024-03-01", "40")
    for granted in (set(), {"read-profit-loss"}):
        with tenant() as unit:
            unit.session.execute(delete(RolePermission).where(RolePermission.role_id == 2))
            for subject, ability in [("ManualJournal", "Create"), *(("Report", one) for one in granted)]:
                unit.session.add(RolePermission(role_id=2, subject=subject, ability=ability, value=True))
            unit.bump_metadata()
        assert [one["report"] for one in tried(ann, "post", "manual-journals", journal)] == (["profit-loss-sheet"] if granted else [])


def test_the_range_is_the_fiscal_year_up_to_today_or_to_the_last_entry() -> None:
    asker = context(4)
    year, today = asker.fiscal_start(asker.today), asker.today
    assert effects.ranges([year], asker) == [Period(year, today)]
    late = today.replace(month=12)
    assert effects.ranges([year, late], asker) == [Period(year, late)]
    earlier = year.replace(year=year.year - 2)
    assert effects.ranges([today, earlier], asker)[0] == Period(earlier, earlier.replace(year=earlier.year + 1, month=3, day=31))
