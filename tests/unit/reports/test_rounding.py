"""What is written in fewer decimals than there are adds up."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from hypothesis import given
from hypothesis import strategies as st

from bigcapital.ledger.money import NumberFormat
from bigcapital.reports.rounding import TOTAL, Amounts, columns, fitted
from tests.unit.reports.making import writer

amounts = st.decimals(-(10**9), 10**9, places=2)


@given(st.lists(amounts, max_size=12), st.integers(-3, 1), st.booleans())
def test_parts_are_rounded_up_or_down_and_add_up_to_the_whole_wherever_that_was_rounded_to(
    parts: list[Decimal], places: int, up: bool
) -> None:
    unit = Decimal(1).scaleb(-places)
    whole = sum(parts, Decimal(0)).quantize(unit, ROUND_CEILING if up else ROUND_FLOOR)
    found = fitted(whole, parts, places)
    assert sum(found, Decimal(0)) == whole
    for part, one in zip(parts, found, strict=True):
        assert one in (part.quantize(unit, ROUND_FLOOR), part.quantize(unit, ROUND_CEILING))


def test_the_larger_remainder_is_rounded_up_and_of_equals_the_first() -> None:
    assert fitted(Decimal(100), [Decimal("33.20"), Decimal("33.40"), Decimal("33.40")], 0) == [33, 34, 33]
    assert fitted(Decimal(-1), [Decimal("-0.50"), Decimal("-0.50")], 0) == [0, -1]


@given(st.lists(st.tuples(amounts, amounts), max_size=12))
def test_the_rows_of_a_list_add_up_to_its_total_in_every_column(rows: list[tuple[Decimal, Decimal]]) -> None:
    total = (sum((one for one, _ in rows), Decimal(0)), sum((one for _, one in rows), Decimal(0)))
    *each, of_all = columns(rows, total, writer(NumberFormat(precision=0)))
    assert of_all == tuple(sum((row[place] for row in each), Decimal(0)) for place in (0, 1))


def test_what_is_written_whole_is_left_as_it_is() -> None:
    row = (Decimal("0.01"),)
    assert columns([row], row, writer()) == [row, row]
    assert columns([row], row, writer(NumberFormat(precision=5, divide_on_1000=True))) == [row, row]
    assert columns([row], row, writer(NumberFormat(divide_on_1000=True))) == [(0,), (0,)]


def test_a_list_s_amounts_are_exact_and_written_so_that_they_add_up() -> None:
    rows = [Decimal("0.50"), Decimal("0.50")]
    amounts = Amounts([("owed", lambda one: one)], rows, Decimal(1), writer(NumberFormat(precision=0)))
    shown = [amounts.money(place)["owed"] for place in (0, 1, TOTAL)]
    assert [(one["amount"], one["formatted_amount"]) for one in shown] == [(rows[0], "1"), (rows[1], ""), (1, "$1")]
    assert [(cell.key, cell.raw, cell.value) for place in (0, 1, TOTAL) for cell in amounts.cells(place)] == [
        ("owed", rows[0], "1"),
        ("owed", rows[1], ""),
        ("owed", 1, "$1"),
    ]
