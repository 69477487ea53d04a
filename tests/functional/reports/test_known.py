"""What a report said at a past moment, and what has changed it since."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bigcapital import clock
from bigcapital.contacts.model import Contact
from tests.functional.reports.reading import Reader, amount, every, node

YEAR = {"from_date": "2024-01-01", "to_date": "2024-12-31", "as_date": "2024-12-31"}  # as_date: of balances
ALL = (
    "balance-sheet", "profit-loss-sheet", "cashflow-statement", "trial-balance-sheet", "general-ledger", "journal",
    "customer-balance-summary", "vendor-balance-summary", "transactions-by-customers", "transactions-by-vendors",
)  # fmt: skip
OF_CONTACTS = ALL[-4:]
RECEIVABLE = "Accounts Receivable (A/R)"


class Ticking:
    """A clock that moves a second whenever it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2025, 3, 1, 9, tzinfo=UTC)

    def tick(self) -> str:
        """The moment that is over, as a client writes it. (Entries of one moment are a microsecond apart.)"""
        seen = self.now + timedelta(milliseconds=500)
        self.now += timedelta(seconds=1)
        return seen.isoformat()


@pytest.fixture
def time() -> Ticking:
    ticking = Ticking()
    clock.use(lambda: ticking.now)
    return ticking


def told(answer: dict[str, Any]) -> Any:
    """What a report says, without when it was asked."""
    return answer["data"]


def _contact(ann: Reader, kind: str) -> int:
    with ann.tenant() as tenant:
        made = Contact(contact_service=kind, currency_code="USD", display_name=f"A {kind}", active=True)
        tenant.session.add(made)
        tenant.session.flush()
        return int(made.id)


@pytest.mark.slow
def test_every_report_answers_what_it_said_then(ann: Reader, time: Ticking) -> None:
    said: list[tuple[str, dict[str, Any]]] = []

    def remember() -> None:
        answers = {name: told(ann.report(name, **YEAR)) for name in ALL}
        reference = {"reference_type": "Journal", "reference_id": 2}
        answers["transactions-by-reference"] = ann.report("transactions-by-reference", **reference)
        said.append((time.tick(), answers))

    remember()
    ann.post("2024-01-05", ("Bank Account", 100), ("Sales of Service Income", -100))
    remember()
    ann.post("2024-03-01", ("Rent", 30), ("Bank Account", -30))
    remember()
    ann.undo(2)
    ann.post("2023-06-01", ("Rent", 25), ("Bank Account", -25), id=2)  # back-dated into a year that is over
    remember()
    ann.post("2024-06-01", ("Petty Cash", 7), ("Bank Account", -7))
    remember()
    sold = ann.post("2024-06-02", (RECEIVABLE, 40), ("Sales of Service Income", -40), contact=_contact(ann, "customer"))
    ann.post("2024-06-02", ("Rent", 9), ("Accounts Payable (A/P)", -9), contact=_contact(ann, "vendor"))
    remember()
    ann.undo(sold)
    remember()
    assert len({str(answers) for _, answers in said}) == len(said)
    for moment, answers in said:
        for name in ALL:
            assert told(ann.report(name, as_known_at=moment, **YEAR)) == answers[name], (moment, name)
        reference = {"reference_type": "Journal", "reference_id": 2, "as_known_at": moment}
        assert ann.report("transactions-by-reference", **reference) == answers["transactions-by-reference"]


def test_a_figure_as_known_then_is_explained_by_the_lines_known_then(ann: Reader, time: Ticking) -> None:
    wrong = ann.post("2024-03-01", ("Rent", 30), ("Bank Account", -30))
    then = time.tick()
    ann.undo(wrong)
    ann.post("2024-03-01", ("Rent", 31), ("Bank Account", -31))
    time.tick()
    for moment, value in ((then, 30), (None, 31)):
        known = {"as_known_at": moment} if moment else {}
        found = ann.report("profit-loss-sheet/explain", row="EXPENSES", column="total", **known, **YEAR)
        assert found["cell"]["amount"] == found["total"] == value and [one["amount"] for one in found["lines"]] == [value]
        assert (found["filters"]["known_at"] is None) == (moment is None)


def test_a_report_as_known_then_says_so(ann: Reader, time: Ticking) -> None:
    time.tick()
    answer = ann.report("balance-sheet", as_known_at="2025-03-01T11:00:00+02:00", **YEAR)
    assert answer["query"]["as_known_at"] == "2025-03-01T09:00:00.000000Z"
    assert answer["meta"]["formatted_date_range"] == "As 2024/12/31, as known at 2025/03/01 04:00:00"  # New York
    now = ann.report("balance-sheet", **YEAR)
    assert now["query"]["as_known_at"] is None and now["meta"]["formatted_date_range"] == "As 2024/12/31"


def test_the_future_is_not_known_yet(ann: Reader, time: Ticking) -> None:
    ann.post("2024-03-01", ("Rent", 30), ("Bank Account", -30))
    answer = ann.report("profit-loss-sheet", as_known_at="2999-01-01T00:00:00Z", **YEAR)
    assert amount(answer, "EXPENSES") == 30 and answer["query"]["as_known_at"] is None
    assert ann.report("profit-loss-sheet/changes", as_known_at="2999-01-01T00:00:00Z", **YEAR)["changes"] == []


@pytest.mark.parametrize(
    "moment",
    [
        "yesterday", "2025-03-01", "2025-03-01T09:00:00", "2025-02-30T09:00:00Z", "2025-03-01T25:00:00Z", "1740819600",
        "2025-03-01T09:00:00+99:00", "0001-01-01T00:00:00+12:00", "2025-03-01T09:00Zulu", "９999-01-01T00:00:00Z",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused_by_name(ann: Reader, moment: str) -> None:
    for name in ("balance-sheet", "journal", "transactions-by-reference", "general-ledger/changes"):
        answer = ann.ask(name, status=400, as_known_at=moment, reference_type="Journal", reference_id=1).json
        assert [one["property"] for one in answer["message"]] == ["asKnownAt"]


def test_moments_are_written_in_any_way_of_the_standard(ann: Reader, time: Ticking) -> None:
    ann.post("2024-03-01", ("Rent", 30), ("Bank Account", -30))
    time.tick()
    for moment in (
        "2025-03-01T09:00:00Z", "2025-03-01t09:00:00z", "2025-03-01T09:00Z", "2025-03-01T09:00:00.000000+00:00", "2025-03-01T10:00:00+0100",
        "2025-03-01T04:00:00-05:00", "2025-03-01T11:00:00 02:00",
    ):  # fmt: skip
        assert amount(ann.report("profit-loss-sheet", as_known_at=moment, **YEAR), "EXPENSES") == 30
    assert amount(ann.report("profit-loss-sheet", as_known_at="2025-03-01T08:59:59.999999Z", **YEAR), "EXPENSES") == 0


def test_changes_name_the_entries_since_the_newest_first_and_their_effects_are_the_difference(ann: Reader, time: Ticking) -> None:
    ann.post("2024-01-05", ("Bank Account", 100), ("Sales of Service Income", -100))
    wrong = ann.post("2024-02-01", ("Rent", 30), ("Bank Account", -30))
    before = {name: ann.report(name, **YEAR) for name in ALL}
    then = time.tick()
    ann.undo(wrong)
    ann.post("2024-02-01", ("Rent", 31), ("Bank Account", -31), id=wrong)
    ann.undo(ann.post("2024-05-01", ("Rent", 5), ("Bank Account", -5)))  # came and went since: nothing has changed
    ann.post("2025-02-01", ("Rent", 8), ("Bank Account", -8))  # after the range
    time.tick()

    changes = ann.report("profit-loss-sheet/changes", as_known_at=then, **YEAR)
    assert [one["reference_id"] for one in changes["changes"]] == [wrong, wrong]
    assert [one["reverses"] is not None for one in changes["changes"]] == [False, True]
    assert changes["pagination"] == {"total": 2, "page": 1, "page_size": 12}
    newest = changes["changes"][0]
    assert [(line["account_name"], line["debit"]) for line in newest["lines"]] == [("Rent", 31)]  # the bank is in no profit
    assert {one["row"]: one["amount"] for one in newest["effect"]}["NET_INCOME"] == -31
    for name in ("balance-sheet", "profit-loss-sheet"):
        now, found = ann.report(name, **YEAR), ann.report(f"{name}/changes", as_known_at=then, **YEAR)["changes"]
        for one in every(now["data"]):
            moved = sum((row["amount"] for each in found for row in each["effect"] if row["row"] == one["id"]), Decimal(0))
            assert moved == one["total"]["amount"] - amount(before[name], one["id"]), (name, one["id"])
    second = ann.report("profit-loss-sheet/changes", as_known_at=then, page=2, page_size=1, **YEAR)
    assert second["changes"] == changes["changes"][1:]


def test_changes_of_what_contacts_owe_are_those_of_their_lines(ann: Reader, time: Ticking) -> None:
    customer = _contact(ann, "customer")
    ann.post("2023-12-31", (RECEIVABLE, 40), ("Sales of Service Income", -40), contact=customer)
    then = time.tick()
    ann.post("2024-02-01", ("Bank Account", 30), (RECEIVABLE, -30), contact=customer)
    ann.post("2024-02-02", (RECEIVABLE, 5), ("Rent", -5))
    ann.post("2024-02-03", ("Rent", 9), ("Accounts Payable (A/P)", -9), contact=_contact(ann, "vendor"))
    time.tick()
    asked = {"as_known_at": then, **YEAR}
    balances = ann.report("customer-balance-summary/changes", **asked)["changes"]
    assert [[(row["row"], row["amount"]) for row in one["effect"]] for one in balances] == [[(0, 5)], [(customer, -30)]]
    assert [[line["account_name"] for line in one["lines"]] for one in balances] == [[RECEIVABLE], [RECEIVABLE]]
    narrowed = ann.report("customer-balance-summary/changes", customers_ids=[customer], **asked)["changes"]
    assert narrowed == balances[1:]
    [change] = ann.report("transactions-by-vendors/changes", **asked)["changes"]
    assert [(row["name"], row["amount"]) for row in change["effect"]] == [("A vendor", 9)]
    ann.ask("customer-balance-summary/changes", status=400, customers_ids=[999], **asked)


def test_the_moment_of_a_change_is_one_that_can_be_asked_for(ann: Reader, time: Ticking) -> None:
    then = time.tick()
    time.now += timedelta(microseconds=123456)
    ann.post("2024-02-01", ("Rent", 30), ("Bank Account", -30))
    time.tick()
    [change] = ann.report("journal/changes", as_known_at=then, **YEAR)["changes"]
    assert change["recorded_at"].endswith(".123456Z")
    assert amount(ann.report("profit-loss-sheet", as_known_at=change["recorded_at"], **YEAR), "EXPENSES") == 30
    assert ann.report("journal/changes", as_known_at=change["recorded_at"], **YEAR)["changes"] == []


def test_changes_name_who_made_them(ann: Reader, time: Ticking) -> None:
    then = time.tick()
    entries = [
        {"index": 1, "account_id": ann.account("Rent"), "debit": 8},
        {"index": 2, "account_id": ann.account("Bank Account"), "credit": 8},
    ]
    body = {"date": "2024-01-15", "journal_number": "M-7", "publish": True, "entries": entries}
    made = ann.app.post_json("/api/manual-journals", body, headers=ann.headers).json
    time.tick()
    for name in (*(one for one in ALL if one not in OF_CONTACTS), "transactions-by-reference"):
        query = YEAR if name in ALL else {"reference_type": "ManualJournal", "reference_id": made["id"]}
        [change] = ann.report(f"{name}/changes", as_known_at=then, **query)["changes"]
        assert change["user_id"] == 1 and change["user_name"].startswith("Ann") and change["transaction_number"] == "M-7"


def test_changes_are_narrowed_as_the_report_is(ann: Reader, time: Ticking) -> None:
    north = ann.add_branch("North")
    then = time.tick()
    ann.post("2024-02-01", ("Rent", 30, north), ("Bank Account", -30, 1))
    ann.post("2024-02-02", ("Rent", 4, 1), ("Bank Account", -4, 1))
    time.tick()

    def entries(name: str, **query: Any) -> list[int]:
        return [len(one["lines"]) for one in ann.report(f"{name}/changes", as_known_at=then, **query, **YEAR)["changes"]]

    assert entries("trial-balance-sheet") == [2, 2] and entries("trial-balance-sheet", branches_ids=[north]) == [1]
    assert entries("general-ledger", accounts_ids=[ann.account("Petty Cash")]) == []
    assert entries("journal", accounts_ids=[ann.account("Petty Cash")]) == []
    assert entries("journal", from_range=10) == [2]
    assert entries("profit-loss-sheet") == [1, 1]
    assert node(ann.report("profit-loss-sheet", **YEAR), "EXPENSES")["total"]["amount"] == 34
