"""Pages of lines that follow one another: each reads its own lines alone, and together they are the whole."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from bigcapital.contacts.model import Contact
from tests.functional.reports.reading import Reader

YEAR = {"from_date": "2024-01-01", "to_date": "2024-12-31"}
ACCOUNTS = ("Bank Account", "Rent", "Owner's Equity", "Sales of Service Income", "Petty Cash")


def _contacts(ann: Reader, kind: str, *names: str) -> list[int]:
    with ann.tenant() as tenant:
        made = [Contact(contact_service=kind, currency_code="USD", display_name=name, active=True) for name in names]
        tenant.session.add_all(made)
        tenant.session.flush()
        tenant.bump_metadata()
        return [int(one.id) for one in made]


@pytest.fixture
def busy(ann: Reader) -> Reader:
    """A history over few days, so that many lines share a day, with entries undone among them."""
    dice = random.Random(5)
    customers, vendors = _contacts(ann, "customer", "Zoë", "adam", "Bea"), _contacts(ann, "vendor", "Mill", "Dam")
    ann.add_branch("North")
    for _ in range(45):
        day = (date(2023, 12, 30) + timedelta(days=dice.randrange(6))).isoformat()
        value, branch = dice.randint(1, 500), dice.choice([1, 2])
        if dice.random() < 0.3:
            one, other = dice.sample(ACCOUNTS, 2)
            made = ann.post(day, (one, value, branch), (other, -value, dice.choice([1, 2])))
        elif dice.random() < 0.5:
            legs = (("Accounts Receivable (A/R)", value, branch), ("Sales of Service Income", -value, branch))
            made = ann.post(day, *legs, contact=dice.choice(customers))
        else:
            made = ann.post(day, ("Rent", value, branch), ("Accounts Payable (A/P)", -value, branch), contact=dice.choice(vendors))
        if dice.random() < 0.2:
            ann.undo(made)
        if dice.random() < 0.1:  # a second entry of the same document, such as its cost of goods
            ann.post(day, ("Cost of Goods Sold", 5, branch), ("Inventory Asset", -5, branch), id=made)
    return ann


def _followed(ann: Reader, name: str, size: int, **query: Any) -> list[Any]:
    """The data of every page after the other."""
    after, found = "start", []
    while after is not None:
        answer = ann.report(name, after=after, page_size=size, **query)
        assert answer["pagination"].keys() == {"page_size", "next"}
        found.append(answer["data"])
        after = answer["pagination"]["next"]
        assert len(found) < 300
    return found


def _lines(data: list[Any]) -> list[Any]:
    return [(one["id"], line) for one in data for line in one["transactions"]]


def _groups(data: list[Any]) -> list[Any]:
    return data


LISTS: list[tuple[str, Callable[[list[Any]], list[Any]]]] = [
    ("general-ledger", _lines),
    ("transactions-by-customers", _lines),
    ("transactions-by-vendors", _lines),
    ("journal", _groups),
]


@pytest.mark.parametrize(("name", "pieces"), LISTS)
@pytest.mark.slow
def test_pages_after_one_another_are_the_whole(busy: Reader, name: str, pieces: Callable[[list[Any]], list[Any]]) -> None:
    rent = busy.account("Rent")
    filters: list[dict[str, Any]] = [{}, {"branches_ids": [2]}]
    if name in ("general-ledger", "journal"):
        filters.append({"accounts_ids": [rent, busy.account("Bank Account")]})
    if name == "journal":
        filters += [{"from_range": 100, "to_range": 300}, {"from_range": 100, "branches_ids": [1], "accounts_ids": [rent]}]
    for query in filters:
        whole = pieces(busy.report(name, **YEAR, **query)["data"])
        assert whole
        for size in (1, 3, 7, 200):
            found = _followed(busy, name, size, **YEAR, **query)
            assert [each for page in found for each in pieces(page)] == whole, (query, size)
            assert all(len(pieces(page)) == size for page in found[:-1])
        numbered = [busy.report(name, page=page, page_size=4, **YEAR, **query) for page in range(1, len(whole) // 4 + 2)]
        assert [each for page in numbered for each in pieces(page["data"])] == whole
        assert {page["pagination"]["total"] for page in numbered} == {len(whole)}


def test_a_page_that_has_a_number_leads_to_those_behind_it(busy: Reader) -> None:
    whole = _lines(busy.report("general-ledger", **YEAR)["data"])
    first = busy.report("general-ledger", page=2, page_size=5, **YEAR)
    behind = busy.report("general-ledger", after=first["pagination"]["next"], page_size=5, **YEAR)
    assert _lines(first["data"]) + _lines(behind["data"]) == whole[5:15]


def test_a_page_reads_its_own_lines_alone(busy: Reader, tenant: Any) -> None:
    seen: list[str] = []

    @event.listens_for(tenant.installation.tenant_engine(tenant.record), "before_cursor_execute")
    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    sales = busy.account("Sales of Service Income")
    after = busy.report("general-ledger", after="start", page_size=3, accounts_ids=[sales], **YEAR)["pagination"]["next"]
    for name, query in (("general-ledger", {"accounts_ids": [sales], "after": after}), ("journal", {"after": "start"})):
        seen.clear()
        busy.report(name, page_size=3, **YEAR, **query)
        reading = [statement for statement in seen if "ledger_lines" in statement or "ledger_entries" in statement]
        assert len(seen) <= 8 and len(reading) <= 3, seen
        assert all("LIMIT" in statement or "ledger_lines.id IN" in statement or "sum" in statement.lower()
                   or "reference_id IN" in statement for statement in reading), reading  # fmt: skip


def test_a_customer_undone_between_two_pages_is_still_a_place(ann: Reader) -> None:
    documents = []
    for contact in _contacts(ann, "customer", "Ann", "Bea", "Cem"):
        documents.append(ann.post("2024-02-02", ("Accounts Receivable (A/R)", 5), ("Rent", -5), contact=contact))
    first = ann.report("transactions-by-customers", after="start", page_size=2, **YEAR)
    ann.undo(documents[1])
    second = ann.report("transactions-by-customers", after=first["pagination"]["next"], page_size=2, **YEAR)
    assert [one["customer_name"] for one in (*first["data"], *second["data"])] == ["Ann", "Bea", "Cem"]


def test_a_line_undone_between_two_pages_leaves_the_rest_in_place(busy: Reader) -> None:
    whole = _lines(busy.report("general-ledger", **YEAR)["data"])
    first = busy.report("general-ledger", after="start", page_size=5, **YEAR)
    last = _lines(first["data"])[-1][1]
    busy.undo(last["reference_id"])
    after = _lines(busy.report("general-ledger", after=first["pagination"]["next"], page_size=1000, **YEAR)["data"])
    gone = {line["id"] for _, line in whole if line["reference_id"] == last["reference_id"]}
    assert [line["id"] for _, line in after] == [line["id"] for _, line in whole[5:] if line["id"] not in gone]
    again = _lines(busy.report("general-ledger", **YEAR)["data"])
    assert after == again[-len(after) :]


@pytest.mark.parametrize("name", [name for name, _ in LISTS])
@pytest.mark.parametrize("after", ["nowhere", "1_2024-02-31_5", "999_2024-01-01_5", "1_2024-01-01", "1_2024-01-01_5; DROP"])
def test_a_place_that_no_answer_gave_is_refused(ann: Reader, name: str, after: str) -> None:
    for kind in ("customer", "vendor"):
        _contacts(ann, kind, "Zoë")
    answer = ann.ask(name, status=400, after=after, **YEAR).json
    assert [one["property"] for one in answer["message"]] == ["after"]


def test_a_number_and_a_place_are_not_both_taken(ann: Reader) -> None:
    answer = ann.ask("general-ledger", status=400, after="start", page=2, **YEAR).json
    assert [one["property"] for one in answer["message"]] == ["page"]


def test_pages_of_an_empty_book_are_empty(ann: Reader) -> None:
    for name, _ in LISTS:
        answer = ann.report(name, after="start", **YEAR)
        assert answer["data"] == [] and answer["pagination"] == {"page_size": 12, "next": None}
        answer = ann.report(name, page=1, **YEAR)
        assert answer["data"] == [] and answer["pagination"]["total"] == 0


def test_running_balances_of_a_page_are_right_where_many_lines_share_a_day(ann: Reader) -> None:
    for value in range(1, 10):
        made = ann.post("2024-05-05", ("Bank Account", value), ("Owner's Equity", -value))
        if value % 3 == 0:
            ann.undo(made)
    bank = ann.account("Bank Account")
    after, seen = "start", []
    while after is not None:
        answer = ann.report("general-ledger", after=after, page_size=2, accounts_ids=[bank], **YEAR)
        seen += [line["running_balance"] for one in answer["data"] for line in one["transactions"]]
        assert all(one["closing_balance"]["amount"] == Decimal(27) for one in answer["data"])
        after = answer["pagination"]["next"]
    assert seen == [1, 3, 7, 12, 19, 27]
