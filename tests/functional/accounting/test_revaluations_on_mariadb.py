"""Revaluations, gains and losses, and cash basis, on a real MariaDB."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bigcapital.accounting.audit import audit
from tests import template
from tests.campaigns.house import House, house
from tests.functional.accounting.journal import SALES, journal
from tests.functional.accounting.test_revaluations import GAIN_OR_LOSS, Books

pytestmark = pytest.mark.services


@pytest.fixture
def made(tmp_path: Path, mariadb: str) -> Iterator[House]:
    with house(template.on_mariadb(tmp_path / "data", mariadb)) as running:
        yield running


def test_there_and_back_and_taken_back(made: House) -> None:
    ann = made.ann()
    books = Books(ann, made.tenant)
    books.post(books.euros, SALES, "100")
    gained = journal((books.euros, "2", ""), (GAIN_OR_LOSS, "", "2"), date="2026-02-01", currency_code="EUR", exchange_rate="1.5")
    ann.post("manual-journals", gained, status=201)
    revaluation = books.revalue().json
    assert [(one["balance"], one["base_balance"], one["value"]) for one in revaluation["lines"]] == [(102, 113, 122.4)]
    assert ann.get(f"accounting/revaluations/{revaluation['id']}").json == revaluation
    assert ann.get("accounting/revaluations").json["revaluations"][0]["rates"] == {"EUR": 1.2}
    realized = ann.get("reports/realized-gain-loss?from_date=2026-01-01&to_date=2026-12-31").json["data"]
    assert [(one["account_name"], one["net"]["amount"]) for one in realized["realized"]] == [("Girokonto", 3)]
    unrealized = ann.get("reports/unrealized-gain-loss?as_date=2026-03-31&rates[EUR]=1.3").json["data"]
    assert [(one["recorded"]["amount"], one["difference"]["amount"]) for one in unrealized["unrealized"]] == [(9.4, 10.2)]
    accrual, cash = (ann.get(f"reports/balance-sheet?to_date=2026-12-31&basis={basis}").json["data"] for basis in ("accrual", "cash"))
    assert accrual == cash
    for name in ("general-ledger", "journal", "trial-balance-sheet", "profit-loss-sheet"):
        query = "from_date=2026-01-01&to_date=2026-12-31&basis="
        assert ann.get(f"reports/{name}?{query}cash").json["data"] == ann.get(f"reports/{name}?{query}accrual").json["data"]
    ann.delete(f"accounting/revaluations/{revaluation['id']}")
    with made.tenant(writer=False) as unit:
        assert audit(unit) == []
