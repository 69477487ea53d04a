"""Terms come apart into lines without losing or doubling any."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bigcapital.accounting.lines import LedgerLine
from bigcapital.accounting.spans import Span
from bigcapital.reports.figures import OfContacts, of_lines
from bigcapital.reports.terms import Term, pieces, signed

DAYS = [date(2024, 1, day) for day in range(1, 9)]
days = st.sampled_from(DAYS)
spans = st.builds(Span, st.none() | days, st.none() | days)
terms = st.builds(
    Term,
    st.frozensets(st.integers(1, 4), min_size=1),
    spans,
    st.sampled_from([1, -1]),
    st.sampled_from(["net", "debit", "credit"]),
    st.none() | st.frozensets(st.integers(0, 2), min_size=1),
)


def _line(id: int, day: date, account: int, contact: int, debit: int, credit: int) -> LedgerLine:
    one = Decimal(1)
    return LedgerLine(
        id, id, 1, day, account, Decimal(debit), Decimal(credit), "USD", one, one, contact, None, None, None, None, None, None, None,
        "Journal", id, None, None, None, False, None, datetime(2024, 1, 1, tzinfo=UTC), None,
    )  # fmt: skip


@st.composite
def ledgers(draw: st.DrawFn) -> list[LedgerLine]:
    found = []
    for id in range(draw(st.integers(0, 12))):
        value, is_debit = draw(st.integers(-9, 9)), draw(st.booleans())
        sides = (value, 0) if is_debit else (0, value)
        found.append(_line(id, draw(days), draw(st.integers(1, 4)), draw(st.integers(0, 2)), *sides))
    return found


@given(st.lists(terms, max_size=6), ledgers())
def test_the_pieces_of_terms_count_every_line_as_the_figure_does(several: list[Term], lines: list[LedgerLine]) -> None:
    read, made_of = of_lines((line.date, line) for line in lines), pieces(several)
    expected = Decimal(0)
    for term in several:
        of = OfContacts(term.accounts) if term.contacts is not None else None
        expected += read(None, [term.span], of=of).amount([term])  # type: ignore[arg-type]
    assert sum((piece.amount(line) for line in lines for piece in made_of), Decimal(0)) == expected
    for piece in made_of:
        assert piece.debit or piece.credit


@given(st.lists(terms, max_size=6))
def test_what_is_taken_off_again_leaves_no_lines(several: list[Term]) -> None:
    assert pieces([*several, *signed(-1, several)]) == []


def test_only_the_days_between_two_balances_are_left_of_their_difference() -> None:
    accounts = frozenset((1, 2))
    late, early = Term(accounts, Span(None, DAYS[5])), Term(accounts, Span(None, DAYS[2]), -1)
    [piece] = pieces([late, early])
    assert (piece.accounts, piece.span, piece.debit, piece.credit) == (accounts, Span(DAYS[3], DAYS[5]), 1, -1)


def test_single_lines_are_counted_by_their_ids() -> None:
    lines = [_line(id, DAYS[0], 1, 0, 10 * id, 0) for id in (1, 2, 3)]
    for chosen, expected in ((range(3), 30), (frozenset((3,)), 30), (frozenset((1, 2, 3)), 60), (range(0), 0)):
        [piece] = pieces([Term(frozenset((1,)), Span(), lines=chosen)])
        assert sum(piece.amount(line) for line in lines) == expected
