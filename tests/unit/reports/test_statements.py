"""Whatever was posted, statements add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bigcapital.accounting.balances import Span
from bigcapital.ledger.money import NumberFormat
from bigcapital.ledger.periods import Period, fiscal_year
from bigcapital.reports import balance_sheet, profit_loss, statement, tree, trial_balance
from bigcapital.reports.balance_sheet import spans as balance_sheet_spans
from bigcapital.reports.chart import RETAINED_EARNINGS, Account, Chart
from bigcapital.reports.columns import layout
from bigcapital.reports.figures import before, over
from bigcapital.reports.query import BalanceSheetQuery, ProfitLossQuery, TrialBalanceQuery
from bigcapital.reports.statement import Statement
from bigcapital.reports.tree import Node, Shown
from tests.unit.reports.making import Move, books, charts, context, days, summed, writer

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
