"""Revaluing what stands open in other currencies: what it writes, what it refuses, and how it is taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert

from bigcapital.accounting.audit import audit
from bigcapital.contacts.model import Contact
from bigcapital.organization.branches.model import Branch
from tests import template
from tests.client import Client, codes
from tests.functional.accounting.journal import BANK, PAYABLE, RECEIVABLE, RENT, SALES, journal
from tests.statements import counted

GAIN_OR_LOSS = 1022
RATES = {"EUR": 1.2}


class Books:
    """Ann's books with a bank account in euros, a customer and a vendor there."""

    def __init__(self, ann: Client, tenant: template.Units):
        self.ann, self.tenant = ann, tenant
        self.euros = ann.post("accounts", {"name": "Girokonto", "account_type": "bank", "currency_code": "EUR"}).json["id"]
        self.customer, self.vendor = self.contact("customer", "Carl"), self.contact("vendor", "Vera")

    def contact(self, kind: str, name: str) -> int:
        with self.tenant() as unit:
            row = unit.session.execute(insert(Contact).values(contact_service=kind, display_name=name, currency_code="EUR"))
            return int(row.inserted_primary_key[0])

    def post(self, debit: int, credit: int, amount: str, rate: str = "1.1", date: str = "2026-03-15", **more: Any) -> int:
        """A journal in euros; receivables are Carl's, payables Vera's."""
        body = journal((debit, amount, ""), (credit, "", amount), date=date, currency_code="EUR", exchange_rate=rate, **more)
        for line in body["entries"]:
            line["contact_id"] = {RECEIVABLE: self.customer, PAYABLE: self.vendor}.get(line["account_id"])
        return int(self.ann.post("manual-journals", body, status=201).json["id"])

    def revalue(self, date: str = "2026-03-31", status: int | None = 201, query: str = "", **more: Any) -> Any:
        return self.ann.post(f"accounting/revaluations{query}", {"date": date, "rates": RATES} | more, status=status)

    def standing(self) -> list[tuple[Any, ...]]:
        """What revaluations have posted and not reversed: day, account, contact, debit less credit, own amount."""
        rows = self.tenant.peek(
            "SELECT e.date, l.account_id, l.contact_id, SUM(l.debit - l.credit) / 10000.0, SUM(l.amount) FROM ledger_lines l "
            "JOIN ledger_entries e ON e.id = l.entry_id WHERE e.reference_type = 'Revaluation' "
            "GROUP BY e.date, l.account_id, l.contact_id HAVING SUM(l.debit - l.credit) <> 0 ORDER BY 1, 2, 3"
        )
        return [tuple(row) for row in rows]

    def sound(self) -> bool:
        with self.tenant(writer=False) as unit:
            return audit(unit) == []


@pytest.fixture
def books(ann: Client, tenant: template.Units) -> Books:
    return Books(ann, tenant)


def test_money_receivables_and_payables_come_to_the_rate_and_go_back_on_the_next_day(books: Books) -> None:
    books.post(books.euros, SALES, "100")
    books.post(RECEIVABLE, SALES, "50")
    books.post(RENT, PAYABLE, "30", rate="1.3")
    made = books.revalue(note="March").json
    assert (made["date"], made["reverses_on"], made["rates"], made["amount"], made["note"]) == (
        "2026-03-31", "2026-04-01", {"EUR": 1.2}, 18, "March",
    )  # fmt: skip
    shown = ("account_id", "contact_name", "balance", "base_balance", "value", "difference")
    assert [tuple(one[key] for key in shown) for one in made["lines"]] == [
        (RECEIVABLE, "Carl", 50, 55, 60, 5), (PAYABLE, "Vera", -30, -39, -36, 3), (books.euros, None, 100, 110, 120, 10),
    ]  # fmt: skip
    there = [
        (RECEIVABLE, books.customer, 5), (PAYABLE, books.vendor, 3),
        (GAIN_OR_LOSS, None, -10), (GAIN_OR_LOSS, books.customer, -5), (GAIN_OR_LOSS, books.vendor, -3), (books.euros, None, 10),
    ]  # fmt: skip
    assert books.standing() == [("2026-03-31", *one, 0) for one in there] + [
        ("2026-04-01", account, contact, -amount, 0) for account, contact, amount in there
    ]
    assert books.sound()


def test_it_shows_what_it_did_though_the_past_changes(books: Books) -> None:
    books.post(books.euros, SALES, "100")
    made = books.revalue().json
    books.post(books.euros, SALES, "7", date="2026-03-01")
    shown = books.ann.get(f"accounting/revaluations/{made['id']}").json
    assert shown == made
    [listed] = books.ann.get("accounting/revaluations").json["revaluations"]
    assert listed == {key: value for key, value in made.items() if key != "lines"}
    reference = books.ann.get(f"reports/transactions-by-reference?reference_type=Revaluation&reference_id={made['id']}").json
    assert len(reference["transactions"]) == 4
    assert reference["transactions"][0]["formatted_reference_type"] == "Currency revaluation"


def test_what_was_taken_back_does_not_count_at_the_next_revaluation(books: Books) -> None:
    books.post(books.euros, SALES, "100")
    books.revalue("2026-03-31")
    made = books.revalue("2026-04-01", rates={"EUR": "1.15"}).json
    assert made["lines"][0]["base_balance"] == 110 and made["amount"] == 5
    assert books.revalue("2026-04-30", rates={"EUR": "1.0"}).json["amount"] == -10
    assert books.sound()


def test_every_branch_is_revalued_by_itself(books: Books) -> None:
    with books.tenant() as unit:
        unit.session.add(Branch(name="North"))
        unit.bump_metadata()
    books.ann.post("branches/activate")
    books.post(books.euros, SALES, "10.05", rate="1", branch_id=1)
    books.post(books.euros, SALES, "20.05", rate="1", branch_id=2)
    made = books.revalue(rates={"EUR": "1.1"}).json
    assert [(one["branch_id"], one["value"]) for one in made["lines"]] == [(1, 11.06), (2, 22.06)]
    for branch in (1, 2):
        [equity] = [
            found for one in books.ann.get(f"reports/balance-sheet?to_date=2026-03-31&branches_ids[]={branch}").json["data"]
            for part in one["children"] for found in part["children"] if found["id"] == "INTER_BRANCH"
        ]  # fmt: skip
        assert equity["total"]["amount"] == 0


def test_only_what_is_money_in_that_currency_is_revalued(books: Books) -> None:
    books.post(BANK, SALES, "100")  # dollars, whatever they were written in
    books.post(RENT, 1014, "40")
    assert codes(books.revalue(status=400)) == ["NOTHING_TO_REVALUE"]


def test_what_has_nothing_left_in_its_currency_is_worth_nothing(books: Books) -> None:
    books.post(books.euros, SALES, "100", rate="1.1")
    books.post(RENT, books.euros, "100", rate="1.3")
    made = books.revalue(rates={}).json
    assert [(one["balance"], one["base_balance"], one["value"]) for one in made["lines"]] == [(0, -20, 0)]
    assert made["rates"] == {}


def test_a_missing_rate_is_named_and_nothing_is_written(books: Books) -> None:
    books.post(books.euros, SALES, "100")
    pounds = books.ann.post("accounts", {"name": "Pounds", "account_type": "cash", "currency_code": "GBP"}).json["id"]
    body = journal((pounds, "5", ""), (SALES, "", "5"), currency_code="GBP", exchange_rate="1.3")
    books.ann.post("manual-journals", body)
    refused = books.revalue(rates={}, status=400).json
    assert [one["property"] for one in refused["message"]] == ["rates.EUR", "rates.GBP"]
    assert books.tenant.peek("SELECT count(*) FROM revaluations") == [(0,)] and books.standing() == []


@pytest.mark.parametrize(
    ("more", "properties"),
    [
        ({"rates": {"EUR": 0}}, ["rates.EUR"]),
        ({"rates": {"EUR": -1}}, ["rates.EUR"]),
        ({"rates": {"EUR": "a lot"}}, ["rates.EUR"]),
        ({"rates": {"EUR": "1.12345678901"}}, ["rates.EUR"]),
        ({"rates": {"XYZ": 1}}, ["rates.XYZ"]),
        ({"rates": {"eur": 1}}, ["rates.eur"]),
        ({"rates": [1]}, ["rates"]),
        ({"rates": {f"K{number}": "x" for number in range(201)}}, ["rates"]),
        ({"date": "2026-02-30"}, ["date"]),
    ],
)
def test_bad_input_is_refused_by_name(books: Books, more: dict[str, Any], properties: list[str]) -> None:
    books.post(books.euros, SALES, "100")
    assert [one["property"] for one in books.revalue(status=400, **more).json["message"]] == properties


def test_a_value_beyond_the_ledger_is_refused(books: Books) -> None:
    books.post(books.euros, SALES, "999999999999", rate="0.1")
    assert codes(books.revalue(rates={"EUR": "9999999999"}, status=400)) == ["AMOUNT_TOO_LARGE"]


@pytest.mark.parametrize("locked_to", ["2026-03-31", "2026-04-01"])
def test_either_day_being_locked_refuses_it_at_once(books: Books, locked_to: str) -> None:
    books.post(books.euros, SALES, "100")
    made = books.revalue().json
    lock = {"module": "financial", "lock_to_date": locked_to, "reason": "closed"}
    books.ann.put("transactions-locking/lock", lock)
    assert codes(books.ann.delete(f"accounting/revaluations/{made['id']}", status=400)) == ["TRANSACTIONS_DATE_LOCKED"]
    assert codes(books.revalue(rates={}, status=400)) == ["TRANSACTIONS_DATE_LOCKED"]
    if locked_to == "2026-04-01":  # the day before the window's end is open, the day after it is not
        window = {"module": "financial", "unlock_from_date": "2026-03-31", "unlock_to_date": "2026-03-31", "reason": "a look"}
        books.ann.put("transactions-locking/unlock-partial", window)
        assert codes(books.ann.delete(f"accounting/revaluations/{made['id']}", status=400)) == ["TRANSACTIONS_DATE_LOCKED"]
    assert len(books.standing()) == 4


def test_one_stands_at_a_day_until_it_is_deleted(books: Books) -> None:
    books.post(books.euros, SALES, "100")
    made = books.revalue().json
    assert codes(books.revalue(status=400)) == ["REVALUATION_ALREADY_EXISTS"]
    books.ann.delete(f"accounting/revaluations/{made['id']}")
    assert books.standing() == []
    assert books.tenant.peek("SELECT date, COUNT(*) FROM ledger_entries WHERE reverses IS NOT NULL GROUP BY date") == [
        ("2026-03-31", 1), ("2026-04-01", 1),
    ]  # fmt: skip
    books.ann.get(f"accounting/revaluations/{made['id']}", status=404)
    assert books.revalue().json["id"] != made["id"]
    assert books.sound()


def test_the_dry_run_is_the_proposal(books: Books) -> None:
    books.post(books.euros, SALES, "100")
    books.post(RECEIVABLE, SALES, "50")
    proposal = books.revalue(status=200, query="?dry_run=1").json
    assert [(entry["date"], len(entry["lines"])) for entry in proposal["entries"]] == [
        ("2026-03-31", 2), ("2026-03-31", 2), ("2026-04-01", 2), ("2026-04-01", 2),
    ]  # fmt: skip
    assert proposal["result"]["amount"] == 15 and len(proposal["result"]["lines"]) == 2
    assert books.standing() == [] and books.ann.get("accounting/revaluations").json["revaluations"] == []


def test_without_an_account_for_exchange_differences_it_is_refused(books: Books, tenant: template.Units) -> None:
    books.post(books.euros, SALES, "100")
    with tenant() as unit:
        from bigcapital.accounting.accounts.model import Account

        unit.session.get(Account, GAIN_OR_LOSS).slug = None
        unit.bump_metadata()
    assert codes(books.revalue(status=400)) == ["account_not_found"]


def test_it_takes_the_same_number_of_statements_for_any_number_of_balances(books: Books) -> None:
    books.post(books.euros, SALES, "100")
    books.post(RECEIVABLE, SALES, "50")
    books.revalue("2026-03-20")
    with counted() as few:
        books.revalue("2026-03-21")
    for number in range(20):
        books.customer = books.contact("customer", f"Customer {number}")
        books.post(RECEIVABLE, SALES, f"{number + 1}")
    books.revalue("2026-03-22")
    with counted() as many:
        made = books.revalue("2026-03-23").json
    assert len(many) == len(few) <= 17
    with counted() as shown:
        books.ann.get(f"accounting/revaluations/{made['id']}")
    assert len(shown) <= 6
    with counted() as listed:
        books.ann.get("accounting/revaluations")
    assert len(listed) <= 6


def test_paths_around_it_are_not_there(books: Books) -> None:
    for path in ("accounting", "accounting/journals", "accounting/revaluations/1/lines", "revaluations"):
        books.ann.get(path, status=404)
    books.ann.put("accounting/revaluations/7", {}, status=405)


def test_amounts_are_exact(books: Books) -> None:
    books.post(books.euros, SALES, "0.05", rate="1.1")
    assert books.revalue(rates={"EUR": "1.1"}, status=400)
    made = books.revalue(rates={"EUR": "1.3"}).json
    assert Decimal(str(made["amount"])) == Decimal("0.01")  # 0.065 is 0.07, 0.055 was 0.06
