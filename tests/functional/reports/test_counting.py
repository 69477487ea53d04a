"""Counting and paging lines, and sums against a full scan, on both kinds of database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bigcapital.accounting import books as ledger
from bigcapital.accounting.model import lines as ledger_lines
from bigcapital.accounting.spans import Span
from bigcapital.reports import figures, lines
from bigcapital.reports.lines import Document, Wanted
from bigcapital.reports.paging import Paging
from tests.functional.accounting.ledger_tenant import BANK, EXPENSE, INCOME, Books, entry, mariadb_books, sqlite_books

DAY = date(2024, 5, 17)
NEXT = date(2024, 5, 18)
BY_ACCOUNT = ledger_lines.c.account_id


@pytest.fixture(params=["sqlite", pytest.param("mariadb", marks=pytest.mark.services)])
def books(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Books]:
    made = sqlite_books(tmp_path) if request.param == "sqlite" else mariadb_books(tmp_path, request.getfixturevalue("mariadb"))
    with made.write() as tenant:
        ledger.record(tenant, entry(NEXT, (BANK, "10"), (INCOME, "-10"), id=1))
        ledger.record(tenant, entry(DAY, (BANK, "70.25"), (INCOME, "-70.25"), id=2))
        ledger.record(tenant, entry(DAY, (EXPENSE, "30"), (BANK, "-30"), id=3, kind="Expense"))
        ledger.record(tenant, entry(DAY, (BANK, "70"), (INCOME, "-70"), id=4))
        ledger.reverse(tenant, "Journal", 4)
    yield made
    made.close()


def test_what_was_reversed_is_not_counted(books: Books) -> None:
    with books.read() as tenant:
        assert lines.count_by(tenant, BY_ACCOUNT, Wanted(Span())) == {BANK: 3, INCOME: 2, EXPENSE: 1}
        assert lines.count_documents(tenant, Wanted(Span())) == (3, 6)
        assert lines.count_documents(tenant, Wanted(Span(NEXT, None))) == (1, 2)
        assert lines.count_documents(tenant, Wanted(Span(None, date(2020, 1, 1)))) == (0, 0)


def test_lines_are_counted_in_one_statement_without_their_entries(books: Books) -> None:
    with books.write() as tenant:
        ledger.repost(tenant, entry(DAY, (BANK, "1"), (EXPENSE, "4"), (INCOME, "-5"), id=2))
    with books.read() as tenant, books.counted() as sent:
        assert lines.count_by(tenant, BY_ACCOUNT, Wanted(Span())) == {BANK: 3, INCOME: 2, EXPENSE: 2}
        assert lines.count_by(tenant, BY_ACCOUNT, Wanted(Span(DAY, DAY), accounts=[EXPENSE])) == {EXPENSE: 2}
    counts = [statement for statement in sent if "count(" in statement]
    assert len(counts) == 2
    for statement in counts:
        all_of_them, _ = statement.split("UNION ALL", 1)
        assert "ledger_entries" not in all_of_them


def test_what_was_counted_is_not_counted_again_until_the_books_change(books: Books) -> None:
    every = Wanted(Span(), accounts=(BANK,))
    with books.read() as tenant:
        assert lines.count_by(tenant, BY_ACCOUNT, every) == {BANK: 3}
    with books.read() as tenant, books.counted() as sent:
        assert lines.count_by(tenant, BY_ACCOUNT, every) == {BANK: 3}
        assert lines.count_by(tenant, BY_ACCOUNT, Wanted(Span(NEXT), accounts=(BANK,))) == {BANK: 1}
    assert len([statement for statement in sent if "count(" in statement]) == 1
    with books.write() as tenant:
        ledger.record(tenant, entry(DAY, (BANK, "5"), (INCOME, "-5"), id=9))
    with books.read() as tenant:
        assert lines.count_by(tenant, BY_ACCOUNT, every) == {BANK: 4}


def test_documents_come_by_day_and_then_as_they_were_recorded(books: Books) -> None:
    with books.read() as tenant:
        every = [Document(DAY, "Journal", 2), Document(DAY, "Expense", 3), Document(NEXT, "Journal", 1)]
        assert lines.documents(tenant, Wanted(Span()), Paging(10, 1)) == (every, None)
        assert [lines.documents(tenant, Wanted(Span()), Paging(2, page))[0] for page in (1, 2, 3)] == [every[:2], every[2:], []]
        assert lines.documents(tenant, Wanted(Span()), Paging(10_000, 10**15)) == ([], None)
        first, last = lines.documents(tenant, Wanted(Span()), Paging(2))
        assert first == every[:2] and last is not None
        assert lines.documents(tenant, Wanted(Span()), Paging(2, after=last)) == (every[2:], None)


def test_filters_narrow_what_is_counted(books: Books) -> None:
    with books.read() as tenant:
        assert lines.count_by(tenant, BY_ACCOUNT, Wanted(Span(), accounts=[BANK], reference_type="Expense")) == {BANK: 1}
        assert lines.count_documents(tenant, Wanted(Span(), least=Decimal("70.2"), most=Decimal("70.25"))) == (1, 2)
        assert lines.count_documents(tenant, Wanted(Span(), most=Decimal("29.99"))) == (1, 2)
        assert lines.count_documents(tenant, Wanted(Span(), branches=[2])) == (0, 0)
        assert lines.count_documents(tenant, Wanted(Span(), branches=[1], reference_id=3)) == (1, 2)


def test_the_figures_are_those_of_a_full_scan(books: Books) -> None:
    spans = [Span(DAY, DAY), Span(None, DAY), figures.before(NEXT), Span(NEXT, NEXT), Span(None, date(2020, 1, 1)), Span(DAY, DAY)]
    with books.read() as tenant:
        for branches in ((), (1,), (2,)):
            assert figures.read(tenant, spans, branches) == figures.scan(tenant, spans, branches)
        assert figures.read(tenant, spans).of(BANK, Span(None, DAY)).net == Decimal("40.25")
        assert figures.read(tenant, spans).moved(Span(NEXT, NEXT)) == {BANK, INCOME}
