"""The web app works totals out while somebody types, by a twin of ``documents/totals.py``; these cases hold the two together.

``webapp/tests/totals.json`` is written from here: ``.venv/bin/python tests/unit/documents/test_totals_twin.py``.
"""

import json
from decimal import Decimal
from pathlib import Path
from random import Random

from bigcapital.documents.totals import AMOUNT, PERCENTAGE, Priced, totals
from bigcapital.errors import InvalidInput
from bigcapital.ledger.money import plain

CASES = Path(__file__).parents[3] / "webapp/tests/totals.json"
MANY = 400
# Rates as countries have them, and two that only rounding could tell apart. The second 5 is another rate of the same height.
RATES = {1: "20", 2: "5", 3: "5", 4: "7.7", 5: "0", 6: "14.975", 7: "33.3333", 8: "100"}

PRICES = [(0, 2_000_000)] * 20 + [(0, 90)] * 3 + [(-5_000, -1)]


def cases() -> list[list[object]]:
    """``[decimals, inclusive, discount, its type, adjustment, [[quantity, rate, discount, its type, tax]…], outcome]`` each."""
    random = Random(2026)
    return [_case(random, random.choice((0, 2, 2, 2, 3, 4))) for _ in range(MANY)]


def _case(random: Random, decimals: int) -> list[object]:
    lines = [_line(random, decimals) for _ in range(random.choice((1, 1, 2, 3, 5, 8)))]
    discount, kind = _discount(random, decimals, 50_000)
    adjustment = _number(random, -20_000, 20_000, decimals) if random.random() < 0.3 else "0"
    inclusive = random.random() < 0.5
    try:
        found = totals(
            [
                Priced(Decimal(quantity), Decimal(rate), Decimal(less), type_, tax, Decimal(RATES[tax] if tax else 0))
                for quantity, rate, less, type_, tax in lines
            ],
            decimals=decimals,
            discount=Decimal(discount),
            discount_type=kind,
            adjustment=Decimal(adjustment),
            is_inclusive_tax=inclusive,
        )
    except InvalidInput as refused:
        return [decimals, inclusive, discount, kind, adjustment, lines, {fault.property: fault.rule for fault in refused.faults}]
    whole = [plain(value) for value in (found.subtotal, found.discount_amount, found.tax_amount, found.total)]
    of_lines = [[plain(value) for value in (one.amount, one.discount_amount, one.subtotal, one.tax_amount)] for one in found.lines]
    taxes = [[one.tax, plain(one.base), plain(one.amount)] for one in found.taxes]
    return [decimals, inclusive, discount, kind, adjustment, lines, [whole, of_lines, taxes]]


def _line(random: Random, decimals: int) -> tuple[str, str, str, str, int | None]:
    quantity = _number(random, 0, 100_000, random.choice((0, 0, 1, 4)))
    rate = _number(random, *random.choice(PRICES), random.choice((decimals, decimals, 6)))
    discount, kind = _discount(random, decimals, 100_000) if random.random() < 0.5 else ("0", PERCENTAGE)
    return quantity, rate, discount, kind, random.choice((None, *RATES))


def _discount(random: Random, decimals: int, most: int) -> tuple[str, str]:
    if random.random() < 0.6:
        return _number(random, 0, 10_000 if random.random() < 0.97 else 20_000, 2), PERCENTAGE
    return _number(random, 0, random.choice((0, 20, 200, most)), decimals), AMOUNT


def _number(random: Random, least: int, most: int, decimals: int) -> str:
    return plain(Decimal(random.randint(least, most)).scaleb(-decimals))


def _written() -> str:
    rows = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases())
    return f'{{"rates":{json.dumps(RATES, separators=(",", ":"))},"cases":[\n{rows}\n]}}\n'


def test_the_web_app_is_held_to_the_totals_of_today() -> None:
    assert CASES.read_text(encoding="utf-8") == _written()


def test_the_cases_hold_refusals_and_everything_else() -> None:
    found = cases()
    refused = [case[-1] for case in found if isinstance(case[-1], dict)]
    assert {constraint for faults in refused for constraint in faults.values()} == {
        "negative", "outOfRange", "aboveItsBase", "negativeTotal",
    }  # fmt: skip
    assert len(refused) < MANY / 2


if __name__ == "__main__":
    CASES.write_text(_written(), encoding="utf-8")
