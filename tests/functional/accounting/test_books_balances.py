"""Sums of any days and the lines behind them, held against plain addition in Python."""

from __future__ import annotations

import runpy
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select

from bigcapital import clock
from bigcapital.accounting import balances
from bigcapital.accounting import books as ledger
from bigcapital.accounting.balances import Sums
from bigcapital.accounting.known import known_at
from bigcapital.accounting.lines import every_line, read_lines
from bigcapital.accounting.model import YEARLY, account_balances
from bigcapital.accounting.spans import ALWAYS, Span
from bigcapital.ledger.entry import RecordedEntry
from bigcapital.ledger.periods import Period, divide
from bigcapital.tenancy import schema
from tests.functional.accounting.ledger_tenant import (
    BANK,
    EQUITY,
    EXPENSE,
    INCOME,
    PAYABLE,
    RECEIVABLE,
    Books,
    entry,
    mariadb_books,
    sqlite_books,
)

FIRST = date(2023, 11, 20)
CONTROL = (RECEIVABLE, PAYABLE)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("mariadb", marks=pytest.mark.services)])
def books(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    """A random year and a half: three currencies, two branches, contacts, reversals, entries re-posted on other days."""
    folder = tmp_path_factory.mktemp("books")
    made = sqlite_books(folder) if request.param == "sqlite" else mariadb_books(folder, request.getfixturevalue("mariadb"))
    random = Random(7)
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    clock.use(lambda: moment)
    for turn in range(30):
        moment += timedelta(hours=1)
        with made.write() as tenant:
            for number in range(10):
                ledger.record(tenant, _random_entry(random, turn * 10 + number))
            for _ in range(3):
                gone = random.randrange(turn * 10 + 10)
                if random.random() < 0.5:
                    ledger.reverse(tenant, "Journal", gone)
                else:
                    ledger.repost(tenant, _random_entry(random, gone))
    clock.use(None)
    yield made
    made.close()


def _random_entry(random: Random, id: int) -> Any:
    day = FIRST + timedelta(days=random.randrange(540))
    currency, rate = random.choice([("USD", "1"), ("EUR", "1.0931"), ("JPY", "0.0067")])
    amounts = [random.randrange(1, 10**6) for _ in range(random.randrange(1, 4))]
    cents = Decimal(1) if currency == "JPY" else Decimal("0.01")
    debits = [(random.choice([BANK, RECEIVABLE, EXPENSE]), str(cents * amount)) for amount in amounts]
    return entry(
        day,
        *debits,
        (random.choice([INCOME, PAYABLE, EQUITY]), str(-cents * sum(amounts))),
        id=id,
        currency=currency,
        rate=rate,
        contact=random.choice([1, 2, 3, None]),
        branches=lambda place: random.choice([1, 2, None]),
    )


def recorded(tenant: Any) -> list[RecordedEntry]:
    return [one for id in range(300) for one in ledger.entries_of(tenant, "Journal", id, standing=False)]


def added(history: list[RecordedEntry], span: Any, key: Any, known_at: datetime | None = None) -> dict[Any, Sums]:
    """The oracle: one addition per line."""
    sums: defaultdict[Any, Sums] = defaultdict(Sums)
    for one in history:
        if (span.start and one.entry.date < span.start) or (span.end and one.entry.date > span.end):
            continue
        if known_at is not None and one.recorded_at > known_at:
            continue
        for line in one.entry.lines:
            if key(line) is not None:
                own = (line.amount, Decimal(0)) if line.debit else (Decimal(0), line.amount)
                sums[key(line)] += Sums(line.debit, line.credit, *own)
    return {where: value for where, value in sums.items() if value}


SPANS = [
    ALWAYS,
    Span(None, date(2024, 3, 31)),
    Span(None, date(2024, 3, 30)),
    Span(date(2024, 1, 1), date(2024, 12, 31)),
    Span(date(2023, 12, 15), date(2025, 2, 10)),
    Span(date(2024, 2, 1), date(2024, 2, 29)),
    Span(date(2024, 2, 2), date(2024, 2, 28)),
    Span(date(2024, 1, 15), date(2024, 6, 10)),
    Span(date(2024, 12, 31), None),
    Span(date(2024, 5, 5), date(2024, 5, 5)),
    Span(date(2024, 5, 5), date(2024, 5, 4)),
    Span.before(date(2024, 4, 1)),
    Span.before(date.min),
    Span(date.min, date.max),
    Span(date(1900, 1, 1), date(1900, 12, 31)),
    *divide(Period(date(2023, 12, 10), date(2024, 4, 9)), "month"),
]


def test_the_sums_of_any_spans_are_those_of_the_lines_in_one_statement(books: Books) -> None:
    with books.read() as tenant:
        history = recorded(tenant)
        for sums, scan, key in (
            (balances.account_sums, balances.scan_account_sums, lambda line: line.account_id),
            (balances.account_sums_by_currency, balances.scan_account_sums_by_currency, lambda line: (line.account_id, line.currency)),
            (balances.account_sums_by_branch, balances.scan_account_sums_by_branch, lambda line: (line.account_id, line.branch_id or 0)),
        ):
            expected = [added(history, span, key) for span in SPANS]
            with books.counted() as seen:
                assert sums(tenant, SPANS) == expected
            assert len(seen) == 1
            assert scan(tenant, SPANS) == expected


def test_balances_of_contacts_are_those_of_the_control_accounts(books: Books) -> None:
    with books.read() as tenant:
        history = recorded(tenant)

        def key(line: Any) -> Any:
            return (line.contact_id or 0, line.account_id, line.currency) if line.account_id in CONTROL else None

        expected = [added(history, span, key) for span in SPANS]
        assert balances.contact_sums(tenant, SPANS) == expected
        assert balances.scan_contact_sums(tenant, SPANS, receivables_and_payables=CONTROL) == expected
        only = {where: value for where, value in expected[0].items() if where[0] == 2}
        assert balances.contact_sums(tenant, [ALWAYS], contacts=[2]) == [only]


def test_accounts_and_branches_can_be_chosen(books: Books) -> None:
    with books.read() as tenant:
        history = recorded(tenant)

        def key(line: Any) -> Any:
            return line.account_id if line.account_id in (BANK, INCOME) and line.branch_id == 2 else None

        expected = [added(history, span, key) for span in SPANS]
        assert balances.account_sums(tenant, SPANS, accounts=[BANK, INCOME], branches=[2]) == expected
        assert balances.scan_account_sums(tenant, SPANS, accounts=[BANK, INCOME], branches=[2]) == expected
        assert balances.account_sums(tenant, [ALWAYS], accounts=[]) == [{}]


@pytest.mark.slow
def test_a_column_for_each_day_of_a_year_and_a_half(books: Books) -> None:
    days = divide(Period(FIRST, FIRST + timedelta(days=540)), "day")
    cumulated = [Span(None, day.end) for day in days]
    with books.read() as tenant:
        history = recorded(tenant)
        answers = balances.account_sums(tenant, [*days, *cumulated])
        assert answers[: len(days)] == balances.scan_account_sums(tenant, days)
        assert answers[-1] == added(history, ALWAYS, lambda line: line.account_id)
        assert answers[len(days) + 100] == added(history, cumulated[100], lambda line: line.account_id)


def test_what_was_known_at_a_moment_is_what_was_recorded_until_then(books: Books) -> None:
    with books.read() as tenant:
        history = recorded(tenant)
        moment = sorted(one.recorded_at for one in history)[len(history) // 2]
        expected = added(history, ALWAYS, lambda line: line.account_id, moment)
        assert balances.account_sums(tenant, [ALWAYS], known=known_at(tenant, moment)) == [expected]
        assert balances.account_sums(tenant, [ALWAYS], known=known_at(tenant, moment - timedelta(microseconds=1))) != [expected]


def test_sums_as_known_are_those_of_the_moment_whether_few_or_many_lines_came_since(books: Books) -> None:
    with books.read() as tenant:
        history = recorded(tenant)
        moments = sorted(one.recorded_at for one in history)
        for moment in (moments[0] - timedelta(days=1), *moments[:: len(moments) // 8], moments[-1], moments[-1] + timedelta(days=1)):
            known = known_at(tenant, moment)
            for sums, key in (
                (balances.account_sums, lambda line: line.account_id),
                (balances.account_sums_by_currency, lambda line: (line.account_id, line.currency)),
                (balances.account_sums_by_branch, lambda line: (line.account_id, line.branch_id or 0)),
            ):
                assert sums(tenant, SPANS, known=known) == [added(history, span, key, moment) for span in SPANS]

            def by_contact(line: Any) -> Any:
                return (line.contact_id or 0, line.account_id, line.currency) if line.account_id in CONTROL else None

            assert balances.contact_sums(tenant, SPANS, known=known) == [added(history, span, by_contact, moment) for span in SPANS]


def test_lists_hide_an_entry_with_its_reversal_unless_history_is_asked_for(books: Books) -> None:
    with books.read() as tenant:
        history = recorded(tenant)
        undone = {one.reverses for one in history if one.reverses}
        standing = {one.id for one in history if one.id not in undone and not one.reverses}
        assert undone
        assert {line.entry_id for line in read_lines(tenant)} == standing
        assert {line.entry_id for line in read_lines(tenant, history=True)} == {one.id for one in history}

        moment = sorted(one.recorded_at for one in history)[len(history) // 2]
        then = [one for one in history if one.recorded_at <= moment]
        undone_then = {one.reverses for one in then if one.reverses}
        assert undone_then < undone
        assert {line.entry_id for line in read_lines(tenant, known=known_at(tenant, moment))} == {
            one.id for one in then if one.id not in undone_then and not one.reverses
        }


@pytest.mark.parametrize("order", ["date", "-date", "account"])
def test_pages_of_lines_make_up_the_whole_in_order(books: Books, order: Any) -> None:
    span = Span(date(2024, 1, 1), date(2024, 8, 31))
    keys: dict[str, Any] = {
        "date": lambda line: (line.date, line.id),
        "-date": lambda line: (-line.date.toordinal(), -line.id),
        "account": lambda line: (line.account_id, line.date, line.id),
    }
    with books.read() as tenant:
        whole = read_lines(tenant, span, order=order)
        assert whole == sorted(whole, key=keys[order]) and len(whole) > 100
        assert list(every_line(tenant, span, order=order, page=7)) == whole


def test_days_of_all_contacts_are_found_by_their_period(books: Books) -> None:
    with books.read() as tenant, books.counted() as sent:
        balances.contact_totals(tenant, [Span(FIRST, date(2024, 5, 17))])
    (asked,) = (statement for statement in sent if "contact_balances" in statement)
    assert asked.count("UNION ALL") == 2  # the days before whole months, these, and the days after them
    if books.engine.dialect.name == "sqlite":
        days = "SELECT contact_id FROM contact_balances WHERE period_kind = 1 AND period BETWEEN '2024-05-01' AND '2024-05-17'"
        (plan,) = books.query(f"EXPLAIN QUERY PLAN {days}")
        assert "ix_contact_balances_period_kind_period (period_kind=? AND period>? AND period<?)" in plan[3]
    else:
        assert asked.count("FORCE INDEX (ix_contact_balances_period_kind_period)") == 2  # it would read all days there are


def test_lines_can_be_chosen_by_account_contact_branch_and_document(books: Books) -> None:
    with books.read() as tenant:
        everything = read_lines(tenant)
        assert read_lines(tenant, accounts=[BANK]) == [line for line in everything if line.account_id == BANK]
        assert read_lines(tenant, contacts=[2], branches=[1]) == [
            line for line in everything if (line.contact_id, line.branch_id) == (2, 1)
        ]
        some = everything[0]
        assert read_lines(tenant, reference_type="Journal", reference_id=some.reference_id) == [
            line for line in everything if line.reference_id == some.reference_id
        ]
        assert balances.first_day(tenant) == min(line.date for line in read_lines(tenant, history=True))


def test_sums_beyond_64_bits_are_exact(tmp_path: Path) -> None:
    books = sqlite_books(tmp_path)
    big = "999999999999.99"
    for year in range(2022, 2025):  # each fits its cell
        with books.write() as tenant:
            ledger.record_all(tenant, [entry(date(year, 1, 1), (BANK, big), (INCOME, f"-{big}"), id=id) for id in range(900)])
    with books.read() as tenant:
        expected = {
            BANK: Sums(Decimal(big) * 2700, Decimal(0), Decimal(big) * 2700),
            INCOME: Sums(Decimal(0), Decimal(big) * 2700, Decimal(0), Decimal(big) * 2700),
        }
        assert balances.account_sums(tenant, [ALWAYS]) == [expected] == balances.scan_account_sums(tenant, [ALWAYS])
    books.close()


def test_the_years_of_books_that_had_none_are_the_sums_of_their_months(books: Books) -> None:
    yearly = select(account_balances).where(account_balances.c.period_kind == YEARLY).order_by(*account_balances.primary_key)
    with books.write() as tenant:
        written = tenant.connection.execute(yearly).all()
        operations = Operations(MigrationContext.configure(tenant.connection))
        migration = runpy.run_path(str(schema.folder("tenant") / "versions" / "0018_yearly_balances.py"))
        migration["downgrade"](operations)
        assert tenant.connection.execute(yearly).all() == []
        migration["upgrade"](operations)
        assert tenant.connection.execute(yearly).all() == written and len(written) > 20
