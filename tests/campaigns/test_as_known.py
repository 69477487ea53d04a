"""Reports stored at random moments of a random history, and asked for again later: the same figures, dates and lines.

Journals are written, edited, back-dated, published, mirrored and deleted in between. ``BIGCAPITAL_HISTORY`` is how many such
steps, ``BIGCAPITAL_SEED`` makes them the same again.
"""

from __future__ import annotations

import json
import os
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bigcapital import clock
from tests.campaigns.house import BOTH, house, placed_on
from tests.campaigns.test_random_journals import DECIMALS, FIRST, STEPS, History

pytestmark = pytest.mark.campaign

ASKED = (
    ("balance-sheet", {"previous_year": "1", "display_columns_type": "date_periods", "display_columns_by": "quarter"}),
    ("profit-loss-sheet", {"previous_period": "1", "previous_year_amount_change": "1"}),
    ("cashflow-statement", {"previous_year": "1", "display_columns_type": "date_periods", "display_columns_by": "quarter"}),
    ("trial-balance-sheet", {}),
    ("general-ledger", {"none_transactions": "1"}),
    ("journal", {}),
    ("customer-balance-summary", {"percentage_column": "1"}),
    ("vendor-balance-summary", {}),
    ("transactions-by-customers", {}),
    ("transactions-by-vendors", {}),
)


@pytest.fixture(params=BOTH)
def history(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[History]:
    seed = int(os.environ.get("BIGCAPITAL_SEED", random.randrange(10**9)))
    print(f"BIGCAPITAL_SEED={seed}")
    with house(placed_on(request.param, request, tmp_path / "data"), base_currency="USD") as made:
        one = History(made, "USD", seed)
        one.prepare()
        for kind in one.contacts:  # their accounts are made when first needed, and a report shows the chart of today
            for currency in DECIMALS:
                one.met(kind, currency, opened=True)
        yield one


class Archive:
    """What reports said, with the moment at which they said it."""

    def __init__(self, history: History):
        self.history, self.kept = history, []  # type: ignore[var-annotated]

    def store(self) -> None:
        """Two reports of random ranges, a page of one of lines, and a document, as they are now."""
        dice, moment = self.history.dice, clock.now().isoformat()
        start = FIRST + timedelta(days=dice.randrange(800))
        dates = {"from_date": start.isoformat(), "to_date": (start + timedelta(days=dice.choice([20, 400]))).isoformat()}
        dates |= {"as_date": dates["to_date"]}
        for name, query in dice.sample(ASKED, 2):
            self.keep(moment, name, query | dates)
        self.keep(
            moment,
            dice.choice(["general-ledger", "journal", "transactions-by-customers"]),
            dates | {"page": str(dice.randint(1, 3)), "page_size": "5"},
        )
        if self.history.books.posted:
            id = dice.choice(sorted(self.history.books.posted))
            self.keep(moment, "transactions-by-reference", {"reference_type": "Journal", "reference_id": str(id)})

    def keep(self, moment: str, name: str, query: dict[str, str]) -> None:
        self.kept.append((moment, name, query, self.ask(name, query)))

    def ask(self, name: str, query: dict[str, str]) -> Any:
        pairs = "&".join(f"{key}={value}".replace("+", "%2B") for key, value in query.items())
        answer = json.loads(self.history.ann.get(f"reports/{name}?{pairs}").body, parse_float=Decimal)
        return {key: value for key, value in answer.items() if key not in ("query", "meta")}

    def check(self) -> None:
        """Everything that was kept is said again."""
        for moment, name, query, answer in self.kept:
            assert self.ask(name, query | {"as_known_at": moment}) == answer, (moment, name, query)

    def check_explained(self) -> None:
        """Figures of then are the sums of the lines of then, in any column."""
        for moment, name, query, answer in self.kept:
            if name not in ("balance-sheet", "profit-loss-sheet", "cashflow-statement", "customer-balance-summary"):
                continue
            dice, data = self.history.dice, answer["data"]
            rows = [*data["customers"], data["total"] | {"id": "TOTAL"}] if "customers" in data else data
            for row in dice.sample(rows, min(3, len(rows))):
                asked = query | {"as_known_at": moment, "row": str(row["id"]), "column": "total", "page_size": "10000"}
                found = self.ask(f"{name}/explain", asked)
                assert found["cell"]["amount"] == row["total"]["amount"] == found["total"], (moment, asked)
                assert sum(one["amount"] for one in found["lines"]) == found["total"], (moment, asked)
                assert len(found["lines"]) == found["pagination"]["total"], (moment, asked)

    def check_changes(self) -> None:
        """What changed a trial balance since a moment is the difference, account by account."""
        for moment, name, query, answer in self.kept:
            if name != "trial-balance-sheet":
                continue
            moved: defaultdict[int, Decimal] = defaultdict(Decimal)
            changes = self.ask("trial-balance-sheet/changes", query | {"as_known_at": moment, "page_size": "10000"})["changes"]
            assert [one["entry_id"] for one in changes] == sorted((one["entry_id"] for one in changes), reverse=True)
            for row in (row for one in changes for row in one["effect"]):
                moved[row["row"]] += row["amount"]
            then, now = _balances(answer), _balances(self.ask(name, query))
            assert {id: value for id, value in moved.items() if value} == {
                id: now.get(id, Decimal(0)) - then.get(id, Decimal(0))
                for id in now.keys() | then.keys()
                if now.get(id, Decimal(0)) != then.get(id, Decimal(0))
            }


def _balances(answer: dict[str, Any]) -> dict[int, Decimal]:
    rows = list(answer["data"]["accounts"])
    for one in rows:
        rows += one["children"]
    return {one["id"]: Decimal(one["closing_balance"]) for one in rows}


def test_what_was_said_once_is_said_again(history: History) -> None:
    archive = Archive(history)
    for number in range(1, STEPS + 1):
        history.step()
        if history.dice.random() < 0.1:
            archive.store()
        if number % 50 == 0:
            archive.check()
    archive.store()
    archive.check()
    archive.check_explained()
    archive.check_changes()
    assert len(archive.kept) > 10 or STEPS < 100
