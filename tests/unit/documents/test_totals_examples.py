"""The examples of ``docs/totals.md``, read from its tables and worked out again: by the product, and in exact fractions."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from bigcapital.documents.totals import AMOUNT, PERCENTAGE, Priced, totals
from bigcapital.ledger.money import exponent
from tests.unit.documents import by_fractions as exact

DOCUMENT = Path(__file__).parents[3] / "docs" / "totals.md"
LINE = re.compile(r"([\d.]+) × ([\d.]+)(?: − ([\d.]+)( %)?)?(?:, tax ([\d.]+) %)?")
NONE = "–"


def examples() -> list[list[str]]:
    """The cells of every row: number, currency, prices, lines, discount, adjustment; then what follows from them."""
    rows = (line.strip("| ").split(" | ") for line in DOCUMENT.read_text().splitlines() if re.match(r"\| \d+ \|", line))
    return [[cell.strip() for cell in row] for row in rows]


def entered(text: str) -> list[tuple[str, str, str, bool, str | None]]:
    """Quantity, price, discount, whether that is a percentage, and the tax rate of each line."""
    found = []
    for part in text.split("<br>"):
        match = LINE.fullmatch(part)
        assert match is not None, part
        quantity, price, discount, percent, tax = match.groups()
        found.append((quantity, price, discount or "0", percent is not None or discount is None, tax))
    return found


def header(discount: str, adjustment: str) -> tuple[str, bool, str]:
    percent = discount.endswith(" %")
    number = discount.removesuffix(" %")
    return ("0" if number == NONE else number), percent, ("0" if adjustment == NONE else adjustment.replace("−", "-"))


def spelled(values: list[Any], decimals: int) -> str:
    """Amounts as the tables write them."""
    return "<br>".join(f"{Decimal(value.numerator) / Decimal(value.denominator):.{decimals}f}" for value in map(Fraction, values)) or NONE


def by_product(row: list[str]) -> list[str]:
    decimals = exponent(row[1])
    lines = [
        Priced(Decimal(q), Decimal(p), Decimal(d), PERCENTAGE if percent else AMOUNT, tax, Decimal(tax or 0))
        for q, p, d, percent, tax in entered(row[3])
    ]
    discount, percent, adjustment = header(row[4], row[5])
    found = totals(
        lines, decimals=decimals, discount=Decimal(discount), discount_type=PERCENTAGE if percent else AMOUNT,
        adjustment=Decimal(adjustment), is_inclusive_tax=row[2] == "with tax",
    )  # fmt: skip
    several = (
        [found.subtotal], [found.discount_amount], [one.net for one in found.lines], [one.discount_share for one in found.lines],
        [one.tax_amount for one in found.lines], [one.amount for one in found.taxes], [found.total],
    )  # fmt: skip
    return [spelled(values, decimals) for values in several]


def by_fractions(row: list[str]) -> list[str]:
    decimals = {"JPY": 0, "KRW": 0, "USD": 2, "EUR": 2, "GBP": 2, "KWD": 3, "BHD": 3}[row[1]]
    lines = [
        exact.Line(Fraction(q), Fraction(p), Fraction(d), percent, (tax, Fraction(tax)) if tax else None)
        for q, p, d, percent, tax in entered(row[3])
    ]
    discount, percent, adjustment = header(row[4], row[5])
    found = exact.document(lines, decimals, Fraction(discount), percent, Fraction(adjustment), row[2] == "with tax")
    several = ([found.subtotal], [found.discount], found.nets, found.shares, found.line_taxes, found.taxes, [found.total])
    return [spelled(values, decimals) for values in several]


@pytest.mark.parametrize("row", examples(), ids=lambda row: row[0])
def test_an_example_is_what_the_rules_say(row):
    assert by_product(row) == row[6:]
    assert by_fractions(row) == row[6:]


def test_the_examples_are_many_and_of_every_kind():
    rows = examples()
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1)) and len(rows) >= 60
    assert {exponent(row[1]) for row in rows} == {0, 2, 3}
    for prices in ("with tax", "without tax"):
        of_kind = [row for row in rows if row[2] == prices]
        assert any(" %" in row[4] for row in of_kind) and any(row[4] not in (NONE, "") and " %" not in row[4] for row in of_kind)
        assert any(len(set(re.findall(r"tax ([\d.]+)", row[3]))) > 1 for row in of_kind)
        assert any(row[5].startswith("−") for row in of_kind) and any(row[5][0].isdigit() for row in of_kind)
