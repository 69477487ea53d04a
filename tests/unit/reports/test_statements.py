"""Whatever was posted, statements add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bigcapital.accounting.spans import Span
from bigcapital.ledger.money import NumberFormat, rounded
from bigcapital.ledger.periods import Period, fiscal_year
from bigcapital.reports import balance_sheet, cash_flow, profit_loss, statement, tree, trial_balance
from bigcapital.reports.balance_sheet import spans as balance_sheet_spans
from bigcapital.reports.chart import RETAINED_EARNINGS, Account, Chart
from bigcapital.reports.columns import Layout, layout
from bigcapital.reports.figures import before, over, up_to
from bigcapital.reports.query import BalanceSheetQuery, CashFlowQuery, ProfitLossQuery, TrialBalanceQuery
from bigcapital.reports.statement import Statement
from bigcapital.reports.tree import Node, Shown
from tests.unit.reports.making import FIRST, Move, books, charts, context, days, summed, writer

BY = st.sampled_from(["week", "month", "quarter", "year"])
some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def situations(draw: st.DrawFn) -> tuple[Chart, list[Move], Period, int, dict[str, object]]:
    """A chart, books, a range, the first month of the fiscal year, and a query."""
    chart = draw(charts())
    start, end = sorted((draw(days), draw(days)))
    query = {
        "display_columns_type": draw(st.sampled_from(["total", "date_periods"])),
        "display_columns_by": draw(BY),
        "previous_period": draw(st.booleans()),
        "previous_year": draw(st.booleans()),
    }
    return chart, draw(books(chart)), Period(start, end), draw(st.integers(1, 12)), query


def _every(nodes: tuple[Node, ...]) -> list[Node]:
    return [one for node in nodes for one in (node, *_every(node.children))]


def _by_id(nodes: tuple[Node, ...], id: str) -> Node:
    return next(one for one in _every(nodes) if one.id == id)


@some
@given(situations())
def test_assets_equal_liabilities_and_equity_in_every_column(situation: tuple[Chart, list[Move], Period, int, dict[str, object]]) -> None:
    chart, moves, whole, first_month, asked = situation
    columns = layout(BalanceSheetQuery(**asked), whole, context(first_month))
    figures = summed(moves, balance_sheet_spans(columns, first_month))
    found = balance_sheet.nodes(chart, chart, figures, columns, context(first_month), by_branch=False)
    assert _by_id(found, "ASSETS").amounts == _by_id(found, "LIABILITY_EQUITY").amounts
    for one in _every(found):
        if one.kind in ("AGGREGATE", "ACCOUNTS"):
            assert one.amounts == tree.added((child.amounts for child in one.children), len(columns.slots))


@some
@given(situations(), st.data())
def test_a_branchs_sheet_balances_with_what_lies_between_branches(
    situation: tuple[Chart, list[Move], Period, int, dict[str, object]], data: st.DataObject
) -> None:
    chart, moves, whole, first_month, asked = situation
    columns = layout(BalanceSheetQuery(**asked), whole, context(first_month))
    here = [data.draw(st.booleans()) for _ in moves]
    both = [[move for move, is_here in zip(moves, here, strict=True) if is_here is side] for side in (True, False)]
    between = []
    for part in both:
        figures = summed(part, balance_sheet_spans(columns, first_month))
        found = balance_sheet.nodes(chart, chart, figures, columns, context(first_month), by_branch=True)
        assert _by_id(found, "ASSETS").amounts == _by_id(found, "LIABILITY_EQUITY").amounts
        between.append(_by_id(found, "INTER_BRANCH").amounts)
    assert not any(tree.added(between, len(columns.slots)))


@some
@given(situations())
def test_net_income_of_the_balance_sheet_is_the_profit_of_its_fiscal_year(
    situation: tuple[Chart, list[Move], Period, int, dict[str, object]],
) -> None:
    chart, moves, whole, first_month, _ = situation
    if chart.retained_earnings is None:
        return
    year = Period(fiscal_year(whole.end, first_month).start, whole.end)
    columns = layout(BalanceSheetQuery(), year, context(first_month))
    sheet = balance_sheet.nodes(
        chart, chart, summed(moves, balance_sheet_spans(columns, first_month)), columns, context(first_month), by_branch=False
    )
    profit = profit_loss.nodes(chart, summed(moves, [over(year)]), columns, context(first_month))
    assert _by_id(sheet, "NET_INCOME").amounts == _by_id(profit, "NET_INCOME").amounts


@some
@given(situations())
def test_the_parts_of_a_profit_add_up_to_its_total(situation: tuple[Chart, list[Move], Period, int, dict[str, object]]) -> None:
    chart, moves, whole, first_month, asked = situation
    columns = layout(ProfitLossQuery(**asked | {"display_columns_type": "date_periods"}), whole, context(first_month))
    found = profit_loss.nodes(chart, summed(moves, [over(slot) for slot in columns.slots]), columns, context(first_month))
    for one in _every(found):
        assert sum(one.amounts[columns.place(part.period)] for part in columns.parts) == one.amounts[columns.place(whole)]
        if columns.total.previous_period is not None:
            earlier = sum(one.amounts[columns.place(part.previous_period)] for part in columns.parts if part.previous_period)
            assert earlier == one.amounts[columns.place(columns.total.previous_period)]
        if columns.total.previous_year is not None:
            earlier = sum(one.amounts[columns.place(part.previous_year)] for part in columns.parts if part.previous_year)
            assert earlier == one.amounts[columns.place(columns.total.previous_year)]


@some
@given(situations(), st.data())
def test_cash_flows_from_what_there_was_to_what_there_is(
    situation: tuple[Chart, list[Move], Period, int, dict[str, object]], data: st.DataObject
) -> None:
    chart, moves, whole, first_month, asked = situation
    here = [move for move in moves if data.draw(st.booleans())]  # a branch's: its part alone does not balance
    for part, by_branch in ((moves, False), (here, True)):
        columns = layout(CashFlowQuery(**asked), whole, context(first_month))
        ends = [up_to(slot.end) for slot in columns.slots]
        figures = summed(part, [*cash_flow.spans(columns), *ends])
        found = cash_flow.nodes(chart, figures, columns, context(first_month), by_branch=by_branch)
        cash = [one.id for one in chart.accounts if one.account_type in cash_flow.CASH]
        assert _by_id(found, "CASH_END_PERIOD").amounts == tuple(
            sum((figures.of(id, end).net for id in cash), Decimal(0)) for end in ends
        )  # fmt: skip
        profit = profit_loss.nodes(chart, figures, columns, context(first_month))
        assert _by_id(found, "NET_INCOME").amounts == _by_id(profit, "NET_INCOME").amounts
        assert _adds_up(found, len(columns.slots))
        for one, other in pairwise(columns.parts):  # what one column ends with the next begins with
            ended = _by_id(found, "CASH_END_PERIOD").amounts[columns.place(one.period)]
            assert _by_id(found, "CASH_BEGINNING_PERIOD").amounts[columns.place(other.period)] == ended


def _adds_up(nodes: tuple[Node, ...], width: int) -> bool:
    """Whether every section is the sum of its children."""
    sections = [one for one in _every(nodes) if one.children and not one.account]
    return all(one.amounts == tree.added((child.amounts for child in one.children), width) for one in sections)


STATEMENTS = ("balance sheet", "profit and loss", "cash flow")


def _nodes(name: str, chart: Chart, moves: list[Move], columns: Layout, first_month: int) -> tuple[Node, ...]:
    here = context(first_month)
    if name == "balance sheet":
        figures = summed(moves, balance_sheet_spans(columns, first_month))
        return balance_sheet.nodes(chart, chart, figures, columns, here, by_branch=False)
    if name == "cash flow":
        return cash_flow.nodes(chart, summed(moves, cash_flow.spans(columns)), columns, here, by_branch=False)
    return profit_loss.nodes(chart, summed(moves, [over(slot) for slot in columns.slots]), columns, here)


@settings(some, max_examples=120)
@given(situations(), st.sampled_from(STATEMENTS), st.integers(0, 3), st.booleans(), st.booleans())
def test_every_parent_is_the_sum_of_its_parts_also_as_written(
    situation: tuple[Chart, list[Move], Period, int, dict[str, object]], name: str, precision: int, thousands: bool, changes: bool
) -> None:
    chart, moves, whole, first_month, asked = situation
    query = CashFlowQuery(**asked, previous_period_amount_change=changes, previous_year_amount_change=changes)
    columns, here = layout(query, whole, context(first_month)), context(first_month)
    found = _nodes(name, chart, moves, columns, first_month)
    assert _adds_up(found, len(columns.slots))

    style = NumberFormat(precision=precision, divide_on_1000=thousands, show_zero=True, format_money="none", negative_format="parentheses")
    made = Statement(found, Shown(), columns, statement.measures(query, here), here, writer(style))
    written = {key: one for node in made.as_data() for key, one in _written(node).items()}
    in_table = {
        str(row.id): [cell.value for cell in row.cells[1:]] for _, row in made.as_table().walk() if not str(row.id).startswith("TOTAL")
    }
    unit = Decimal(1).scaleb(-precision) * (1000 if thousands else 1)
    for node in _every(found):
        if node.id not in written:  # an empty section
            assert not any(node.amounts)
            continue
        for exact, shown in written[node.id]:
            assert abs(shown * (1000 if thousands else 1) - exact) < unit * (2 if changes else 1)
        if node.parts and not node.account:
            parts = [[one.sign * shown for _, shown in written[one.node.id]] for one in node.parts if one.node.id in written]
            sums = [sum(column, Decimal(0)) for column in zip(*parts, strict=True)] or [0] * len(written[node.id])
            assert [shown for _, shown in written[node.id]] == sums
        assert sorted(map(_number, in_table[str(node.id)])) == sorted(shown for _, shown in written[node.id])
    tops = {"balance sheet": ("ASSETS", "LIABILITY_EQUITY"), "profit and loss": ("NET_INCOME",), "cash flow": ("CASH_END_PERIOD",)}[name]
    sides = [written[id] for id in tops]
    assert all(one == sides[0] for one in sides)
    if not changes:
        assert all(shown == rounded(exact / (1000 if thousands else 1), precision) for exact, shown in sides[0])


def test_two_halves_are_written_as_one_and_nothing() -> None:
    chart = Chart((Account(1, "Bank", None, "bank"), Account(2, "Advice", None, "income"), Account(3, "Sales", None, "income")))
    half = Decimal("0.50")
    moves = [(FIRST, 1, 2 * half, Decimal(0)), (FIRST, 2, Decimal(0), half), (FIRST, 3, Decimal(0), half)]
    query, here = ProfitLossQuery(), context()
    columns = layout(query, Period(FIRST, FIRST), here)
    found = profit_loss.nodes(chart, summed(moves, [over(slot) for slot in columns.slots]), columns, here)
    made = Statement(found, Shown(), columns, statement.measures(query, here), here, writer(NumberFormat(precision=0, show_zero=True)))
    written = {key: one for node in made.as_data() for key, one in _written(node).items()}
    assert [written[id] for id in (2, 3, "INCOME", "NET_INCOME")] == [
        [(half, 1)], [(half, 0)], [(1, 1)], [(1, 1)]
    ]  # fmt: skip


def _number(text: str) -> Decimal:
    return Decimal(text.strip("$").replace(",", "").replace("(", "-").replace(")", ""))


def _written(node: dict[str, Any]) -> dict[int | str, list[tuple[Decimal, Decimal]]]:
    """By row, each of its amounts, and the number that is written for it."""
    amounts = [
        (shown["amount"], _number(shown["formatted_amount"]))
        for one in (node, *(node.get("horizontal_totals") or ()))
        for shown in one.values()
        if isinstance(shown, dict) and "amount" in shown
    ]
    return {node["id"]: amounts} | {key: one for child in node["children"] for key, one in _written(child).items()}


@some
@given(situations(), st.sampled_from(STATEMENTS))
def test_an_account_is_its_own_lines_and_all_that_is_below_it_in_every_column(
    situation: tuple[Chart, list[Move], Period, int, dict[str, object]], name: str
) -> None:
    chart, moves, whole, first_month, asked = situation
    columns = layout(CashFlowQuery(**asked), whole, context(first_month))
    alone = Chart(tuple(replace(one, parent_id=None) for one in chart.accounts))
    single = {one.id: one.amounts for one in _every(_nodes(name, alone, moves, columns, first_month)) if one.account}
    for one in _every(_nodes(name, chart, moves, columns, first_month)):
        if one.account:
            assert one.amounts == tree.added((single[one.id], *(child.amounts for child in one.children)), len(columns.slots))


@some
@given(situations())
def test_debits_equal_credits_in_the_trial_balance(situation: tuple[Chart, list[Move], Period, int, dict[str, object]]) -> None:
    chart, moves, whole, _, _ = situation
    earlier = before(whole.start)
    rows = trial_balance.lines(chart, summed(moves, [earlier, over(whole)]), earlier, over(whole))
    total = trial_balance.total(rows)
    assert total.moved.debit == total.moved.credit and total.opening == total.closing == 0
    shown = trial_balance.shown(rows, TrialBalanceQuery())
    assert sum((one.closing for one in shown), Decimal(0)) == 0


@some
@given(situations(), st.booleans())
def test_hiding_accounts_changes_no_figure_that_is_still_shown(
    situation: tuple[Chart, list[Move], Period, int, dict[str, object]], none_zero: bool
) -> None:
    chart, moves, whole, first_month, asked = situation
    columns = layout(BalanceSheetQuery(**asked), whole, context(first_month))
    figures = summed(moves, [*balance_sheet_spans(columns, first_month), over(whole)])
    found = balance_sheet.nodes(chart, chart, figures, columns, context(first_month), by_branch=False)
    moved = figures.moved(over(whole))
    kept = tree.pruned(found, Shown(none_zero, None if none_zero else moved))
    before_hiding = {one.id: one.amounts for one in _every(found)}
    assert all(one.amounts == before_hiding[one.id] for one in _every(kept))
    accounts = {one.id: one for one in _every(kept) if one.account}
    hidden = {one.id for one in _every(found) if one.account} - accounts.keys()
    assert all(not any(before_hiding[id]) if none_zero else id not in moved for id in hidden)
    for section in ("ASSETS", "CURRENT_ASSETS", "LIABILITY_EQUITY"):
        assert _by_id(kept, section)


@some
@given(
    situations(),
    st.builds(
        NumberFormat,
        precision=st.integers(0, 6),
        divide_on_1000=st.booleans(),
        show_zero=st.booleans(),
        format_money=st.sampled_from(["total", "always", "none"]),
        negative_format=st.sampled_from(["mines", "parentheses"]),
    ),
)
def test_how_amounts_are_written_never_changes_them(
    situation: tuple[Chart, list[Move], Period, int, dict[str, object]], style: NumberFormat
) -> None:
    chart, moves, whole, first_month, asked = situation
    query = BalanceSheetQuery(**asked, percentage_of_row=True)
    columns = layout(query, whole, context(first_month))
    figures = summed(moves, balance_sheet_spans(columns, first_month))
    found = balance_sheet.nodes(chart, chart, figures, columns, context(first_month), by_branch=False)
    shares = [statement.share_of_row("percentage_row", "percentage_of_row", context())]

    def amounts(chosen: NumberFormat) -> list[Decimal]:
        made = Statement(found, Shown(), columns, statement.measures(query, context(), shares), context(), writer(chosen))
        return [amount for one in made.as_data() for amount in _amounts(one)]

    assert amounts(style) == amounts(NumberFormat())


def _amounts(value: object) -> list[Decimal]:
    if isinstance(value, dict):
        own = [value["amount"]] if "amount" in value else []
        return own + [one for inner in value.values() for one in _amounts(inner)]
    return [one for inner in value for one in _amounts(inner)] if isinstance(value, list) else []


def test_the_year_rolls_on_its_first_day_whatever_its_month() -> None:
    chart = Chart((
        Account(1, "Bank", None, "bank"),
        Account(2, "Sales", None, "income"),
        Account(3, "Retained", None, "equity", slug=RETAINED_EARNINGS),
    ))  # fmt: skip
    moves = [(date(2024, 3, 31), 1, Decimal(9), Decimal(0)), (date(2024, 3, 31), 2, Decimal(0), Decimal(9))]
    for day, retained, income in ((date(2024, 3, 31), 0, 9), (date(2024, 4, 1), 9, 0)):
        columns = layout(BalanceSheetQuery(), Period(day, day), context(4))
        figures = summed(moves, balance_sheet_spans(columns, 4))
        found = balance_sheet.nodes(chart, chart, figures, columns, context(4), by_branch=False)
        assert _by_id(found, 3).amounts == (retained,)  # type: ignore[arg-type]
        assert _by_id(found, "NET_INCOME").amounts == (income,)


def test_an_account_that_holds_something_in_any_column_is_not_hidden_as_zero() -> None:
    one = Account(1, "Bank", None, "bank")
    node = Node(1, "Bank", "ACCOUNT", (Decimal(0), Decimal(5)), (), one)
    assert tree.pruned([node], Shown(none_zero=True)) == (node,)
    assert tree.pruned([Node(1, "Bank", "ACCOUNT", (Decimal(0), Decimal(0)), (), one)], Shown(none_zero=True)) == ()


def test_a_figure_that_was_not_read_is_a_mistake_and_not_a_zero() -> None:
    try:
        summed([], [Span(None, date(2024, 1, 1))]).of(1, Span(None, date(2024, 1, 2)))
    except KeyError:
        return
    raise AssertionError("a span that was not read was answered")
