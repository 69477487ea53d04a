"""Random histories of sales against books kept in exact fractions: the drift is zero, whatever was edited and taken back.

Estimates, invoices, receipts and credit notes in three currencies and two branches, with and without tax in their prices,
discounts and adjustments; payments of several invoices, in part and beyond, with fees, applied later; refunds, applications,
write-offs; all of it edited, moved back in time, deleted one by one and in bulk, refused and locked. The oracle knows only what
stands, so an edit to X equals creating X, and what was deleted has left nothing. ``BIGCAPITAL_HISTORY`` is how many such steps,
``BIGCAPITAL_SEED`` makes them the same again.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.campaigns.house import BOTH, house, placed_on
from tests.campaigns.selling_checks import check
from tests.campaigns.selling_history import History

STEPS = int(os.environ.get("BIGCAPITAL_HISTORY", "350"))  # of six histories: 2,100
EVERY = 70

pytestmark = pytest.mark.campaign


@pytest.fixture(params=BOTH)
def placed(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    return placed_on(request.param, request, tmp_path / "data")


@pytest.fixture(params=["USD", "JPY", "KWD"])
def history(placed: Any, request: pytest.FixtureRequest) -> Iterator[History]:
    seed = int(os.environ.get("BIGCAPITAL_SEED", random.randrange(10**9)))
    print(f"BIGCAPITAL_SEED={seed}")
    with house(placed, base_currency=request.param) as made:
        one = History(made, request.param, seed)
        one.prepare()
        yield one


def test_random_histories_of_selling_drift_by_nothing(history: History) -> None:
    check(history)
    for number in range(1, STEPS + 1):
        history.step()
        if number % EVERY == 0 or number == STEPS:
            check(history)
    assert len(history.done) >= 19 or STEPS < 100
