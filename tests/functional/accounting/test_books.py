"""Recording and reversing, on both kinds of database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Table, text
from sqlalchemy.exc import DBAPIError

from bigcapital import clock
from bigcapital.accounting import books as ledger
from bigcapital.accounting.books import TransactionsDateLocked
from bigcapital.accounting.locks import guard
from bigcapital.accounting.model import entries, lines
from bigcapital.ledger.entry import AmountTooLarge
from tests.functional.accounting.ledger_tenant import BANK, EXPENSE, INCOME, PAYABLE, RECEIVABLE, Books, entry, mariadb_books, sqlite_books

DAY = date(2024, 5, 17)


@pytest.fixture(params=["sqlite", pytest.param("mariadb", marks=pytest.mark.services)])
def books(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Books]:
    made = sqlite_books(tmp_path) if request.param == "sqlite" else mariadb_books(tmp_path, request.getfixturevalue("mariadb"))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _real_clock() -> Iterator[None]:
    yield
    clock.use(None)


def balances(books: Books, table: str = "account_balances") -> dict[tuple[object, ...], tuple[Decimal, ...]]:
    rows = books.query(f"SELECT * FROM {table}")
    scale = 10000 if books.engine.dialect.name == "sqlite" else 1
    keys = 5 if table == "account_balances" else 6
    return {tuple(map(str, row[:keys])): tuple(Decimal(value) / scale for value in row[keys:]) for row in rows}


def test_a_posting_of_any_size_is_three_statements_and_four_with_receivables(books: Books) -> None:
    with books.write() as tenant:
        _ = tenant.head
        for many in (1, 200):
            with books.counted() as seen:
                ledger.record(tenant, entry(DAY, *[(BANK, "1")] * many, (INCOME, str(-many)), id=many))
            assert len(seen) == 3, seen
        with books.counted() as seen:
            ledger.record(tenant, entry(DAY, (RECEIVABLE, "5"), (INCOME, "-5"), contact=3, id=7))
            ledger.record_all(tenant, [entry(DAY, (BANK, "5"), (RECEIVABLE, "-5"), contact=3, id=id) for id in range(8, 12)])
        assert len(seen) == 8, seen


def test_a_recorded_entry_has_its_place_in_the_chain_and_its_moment(books: Books) -> None:
    with books.write(user_id=42) as tenant:
        first = ledger.record(tenant, entry(DAY, (BANK, "5"), (INCOME, "-5"), number="J-1", reference="r"))
        second = ledger.record(tenant, entry(DAY, (BANK, "6"), (INCOME, "-6"), id=2))
        assert tenant.recorded == [first, second]
    assert first is not None and second is not None
    assert (first.id, first.sequence, second.id, second.sequence, first.user_id) == (1, 1, 2, 2, 42)
    assert second.recorded_at > first.recorded_at
    with books.read() as tenant:
        assert (tenant.head.sequence, tenant.head.next_entry_id, tenant.head.next_line_id, tenant.head.chain_head) == (2, 3, 5, second.hash)
        assert tenant.head.revision == 2
        assert ledger.entries_of(tenant, "Journal", 1) == [first]
        assert ledger.lines_of(tenant, "Journal", 2) == list(second.entry.lines)
        assert ledger.has_lines(tenant, [BANK, EXPENSE]) == {BANK}
        assert ledger.has_lines(tenant, contact_ids=[3]) == set()


def test_moments_strictly_increase_even_when_the_clock_stands_or_goes_back(books: Books) -> None:
    moments = []
    for now in (datetime(2024, 1, 2, tzinfo=UTC), datetime(2024, 1, 2, tzinfo=UTC), datetime(2023, 1, 1, tzinfo=UTC)):
        clock.use(lambda now=now: now)
        with books.write() as tenant:
            moments += [one.recorded_at for one in ledger.record_all(tenant, [entry(DAY, (BANK, "5"), (INCOME, "-5"))] * 2)]
    assert all(later > earlier for earlier, later in pairwise(moments))
    assert moments[-1] - moments[0] == timedelta(microseconds=5)


def test_a_reversal_undoes_turnover_as_well_as_balance(books: Books) -> None:
    with books.write() as tenant:
        made = ledger.record(tenant, entry(DAY, (RECEIVABLE, "10"), (INCOME, "-10"), contact=3, currency="EUR", rate="1.105", number="J-1"))
    with books.write() as tenant:
        [undone] = ledger.reverse(tenant, "Journal", 1)
        assert undone.reverses == made.id and undone.entry.date == DAY
        assert [(line.debit, line.credit, line.amount) for line in undone.entry.lines] == [
            (Decimal("-11.05"), 0, -10),
            (0, Decimal("-11.05"), -10),
        ]
    for table in ("account_balances", "contact_balances"):
        assert set(balances(books, table).values()) == {(0, 0, 0, 0)}
    with books.write() as tenant:
        assert ledger.reverse(tenant, "Journal", 1) == []
        assert ledger.entries_of(tenant, "Journal", 1) == []
        assert [one.id for one in ledger.entries_of(tenant, "Journal", 1, standing=False)] == [1, 2]
        assert ledger.has_lines(tenant, [RECEIVABLE]) == {RECEIVABLE}


def test_reposting_is_a_reversal_and_a_new_entry_in_three_writes(books: Books) -> None:
    with books.write() as tenant:
        ledger.record(tenant, entry(DAY, (BANK, "10"), (INCOME, "-10")))
        ledger.record(tenant, entry(DAY, (EXPENSE, "4"), (BANK, "-4"), costable=True))
        with books.counted() as seen:
            both = ledger.repost(tenant, entry(DAY, (BANK, "7"), (INCOME, "-7")))
        assert len(seen) == 4  # one to read what stands
        assert [one.reverses for one in both] == [1, None]
        assert [one.id for one in ledger.entries_of(tenant, "Journal", 1)] == [2, 4]
        ledger.reverse(tenant, "Journal", 1, costable=True)
        assert [one.id for one in ledger.entries_of(tenant, "Journal", 1)] == [4]


def test_balances_are_kept_by_day_and_month_and_year_and_branch_and_currency(books: Books) -> None:
    with books.write() as tenant:
        ledger.record(tenant, entry(DAY, (BANK, "10"), (INCOME, "-10")))
        ledger.record(tenant, entry(date(2024, 5, 1), (BANK, "3"), (INCOME, "-3"), branches=lambda place: 2))
        ledger.record(tenant, entry(DAY, (BANK, "2"), (INCOME, "-2"), branches=lambda place: None))
        ledger.record(tenant, entry(DAY, (BANK, "100"), (PAYABLE, "-100"), currency="EUR", rate="1.1", contact=9))
    bank = {key: value for key, value in balances(books).items() if key[2] == str(BANK)}
    assert bank == {
        ("1", "2024-05-01", "1000", "USD", "2"): (3, 0, 3, 0),
        ("1", "2024-05-17", "1000", "EUR", "1"): (110, 0, 100, 0),
        ("1", "2024-05-17", "1000", "USD", "0"): (2, 0, 2, 0),
        ("1", "2024-05-17", "1000", "USD", "1"): (10, 0, 10, 0),
        ("2", "2024-05-01", "1000", "EUR", "1"): (110, 0, 100, 0),
        ("2", "2024-05-01", "1000", "USD", "0"): (2, 0, 2, 0),
        ("2", "2024-05-01", "1000", "USD", "1"): (10, 0, 10, 0),
        ("2", "2024-05-01", "1000", "USD", "2"): (3, 0, 3, 0),
        ("3", "2024-01-01", "1000", "EUR", "1"): (110, 0, 100, 0),
        ("3", "2024-01-01", "1000", "USD", "0"): (2, 0, 2, 0),
        ("3", "2024-01-01", "1000", "USD", "1"): (10, 0, 10, 0),
        ("3", "2024-01-01", "1000", "USD", "2"): (3, 0, 3, 0),
    }
    assert balances(books, "contact_balances") == {
        ("1", "9", str(PAYABLE), "EUR", "1", "2024-05-17"): (0, 110, 0, 100),
        ("2", "9", str(PAYABLE), "EUR", "1", "2024-05-01"): (0, 110, 0, 100),
    }


def test_an_entry_of_nothing_is_no_error_and_not_written(books: Books) -> None:
    with books.write() as tenant:
        assert ledger.record(tenant, entry(DAY, (BANK, "0.01"), (INCOME, "-0.01"), currency="EUR", rate="0.001")) is None
        assert tenant.head.sequence == 0 and tenant.recorded == []
        assert ledger.reverse(tenant, "Journal", 1) == []


@pytest.mark.parametrize(
    "locks, day, kind, locked",
    [
        ({}, DAY, "Journal", False),
        ({"type": "all", "all": {"active": True, "lock_to_date": "2024-05-17"}}, DAY, "Journal", True),
        ({"type": "all", "all": {"active": True, "lock_to_date": "2024-05-16"}}, DAY, "Journal", False),
        ({"type": "all", "all": {"active": False, "lock_to_date": "2024-05-17"}}, DAY, "Journal", False),
        ({"type": "all", "sales": {"active": True, "lock_to_date": "2024-12-31"}}, DAY, "SaleInvoice", False),
        ({"type": "partial", "sales": {"active": True, "lock_to_date": "2024-12-31"}}, DAY, "SaleInvoice", True),
        ({"type": "partial", "sales": {"active": True, "lock_to_date": "2024-12-31"}}, DAY, "Bill", False),
        ({"type": "partial", "purchases": {"active": True, "lock_to_date": "2024-12-31"}}, DAY, "BillPayment", True),
        ({"type": "partial", "financial": {"active": True, "lock_to_date": "2024-12-31"}}, DAY, "Expense", True),
        ({"type": "partial", "all": {"active": True, "lock_to_date": "2024-12-31"}}, DAY, "Expense", False),
        (
            {
                "type": "all",
                "all": {"active": True, "lock_to_date": "2024-12-31", "unlock_from_date": "2024-05-17", "unlock_to_date": "2024-05-17"},
            },
            DAY,
            "Journal",
            False,
        ),
    ],
)
def test_a_locked_day_takes_no_entry(tmp_path: Path, locks: dict[str, object], day: date, kind: str, locked: bool) -> None:
    books = sqlite_books(tmp_path)
    with books.write() as tenant:
        guard.store(tenant, locks)
    with books.write() as tenant:
        assert json.loads(tenant.head.locks) == locks
        if not locked:
            assert ledger.record(tenant, entry(day, (BANK, "5"), (INCOME, "-5"), kind=kind)) is not None
        else:
            with pytest.raises(TransactionsDateLocked) as refused:
                ledger.record(tenant, entry(day, (BANK, "5"), (INCOME, "-5"), kind=kind))
            assert set(refused.value.payload) == {"locked_to_date"}
            assert tenant.head.sequence == 0
    books.close()


def test_in_a_locked_period_nothing_is_reversed_or_reposted(books: Books) -> None:
    with books.write() as tenant:
        ledger.record(tenant, entry(DAY, (BANK, "5"), (INCOME, "-5")))
        guard.store(tenant, {"type": "all", "all": {"active": True, "lock_to_date": "2024-05-31"}})
    with books.write() as tenant:
        with pytest.raises(TransactionsDateLocked):
            ledger.reverse(tenant, "Journal", 1)
        with pytest.raises(TransactionsDateLocked):
            ledger.repost(tenant, entry(date(2024, 6, 1), (BANK, "5"), (INCOME, "-5")))
        assert tenant.head.sequence == 1
    assert len(books.query("SELECT id FROM ledger_entries")) == 1


def test_a_refused_posting_leaves_nothing_behind(books: Books) -> None:
    class Refused(Exception):
        pass

    with pytest.raises(Refused), books.write() as tenant:
        ledger.record(tenant, entry(DAY, (RECEIVABLE, "5"), (INCOME, "-5"), contact=1))
        raise Refused
    for table in ("ledger_entries", "ledger_lines", "account_balances", "contact_balances"):
        assert books.query(f"SELECT * FROM {table}") == []
    with books.write() as tenant:
        assert tenant.head.sequence == 0
        with pytest.raises(Refused), tenant.savepoint():
            ledger.record(tenant, entry(DAY, (BANK, "5"), (INCOME, "-5")))
            raise Refused
        kept = ledger.record(tenant, entry(DAY, (BANK, "6"), (INCOME, "-6")))
        assert kept is not None and (kept.id, tenant.recorded) == (1, [kept])
    assert len(books.query("SELECT id FROM ledger_lines")) == 2


def test_a_balance_beyond_what_the_database_holds_is_refused_clearly(tmp_path: Path) -> None:
    books = sqlite_books(tmp_path)
    big = "999999999999.99"
    with books.write() as tenant:
        ledger.record_all(tenant, [entry(DAY, (BANK, big), (INCOME, f"-{big}"), id=id) for id in range(922)])
    with pytest.raises(AmountTooLarge), books.write() as tenant:
        ledger.record(tenant, entry(DAY, (BANK, big), (INCOME, f"-{big}")))
    with pytest.raises(AmountTooLarge), books.write() as tenant:
        ledger.record_all(tenant, [entry(date(2024, 6, 1), (BANK, big), (INCOME, f"-{big}"), id=id) for id in range(923)])
    with books.read() as tenant:
        assert tenant.head.sequence == 922
    books.close()


def copied(verb: str, table: Table, **changes: str) -> str:
    """A statement that writes the table's rows once more, with changes."""
    columns = ", ".join(changes.get(column.name, f"`{column.name}`") for column in table.columns)
    return f"{verb} INTO {table.name} SELECT {columns} FROM {table.name}"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entries SET number = 'x'",
        "DELETE FROM ledger_entries",
        "UPDATE ledger_lines SET debit = 1",
        "DELETE FROM ledger_lines WHERE id = 2",
        copied("INSERT", lines, id="id + 100"),
        copied("REPLACE", lines, note="'x'"),
        copied("REPLACE", entries, number="'x'"),
        copied("REPLACE", entries, id="id + 100"),
    ],
)
def test_the_database_itself_refuses_to_change_the_ledger(books: Books, statement: str) -> None:
    with books.write() as tenant:
        ledger.record(tenant, entry(DAY, (BANK, "5"), (INCOME, "-5")))
        ledger.record(tenant, entry(DAY, (BANK, "6"), (INCOME, "-6")))
    before = books.query("SELECT * FROM ledger_entries"), books.query("SELECT * FROM ledger_lines")
    with pytest.raises(DBAPIError, match="append-only"), books.engine.connect() as connection:
        connection.execute(text(statement))
        connection.commit()
    assert before == (books.query("SELECT * FROM ledger_entries"), books.query("SELECT * FROM ledger_lines"))


def test_eight_writers_make_one_chain_without_a_gap(books: Books) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(10):
                with books.write() as tenant:
                    ledger.record(tenant, entry(DAY, (BANK, "1"), (INCOME, "-1"), id=number * 100 + turn))
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with books.read() as tenant:
        assert tenant.head.sequence == 80
    assert [row[0] for row in books.query("SELECT sequence FROM ledger_entries ORDER BY sequence")] == list(range(1, 81))
    assert balances(books)["1", "2024-05-17", str(BANK), "USD", "1"] == (80, 0, 80, 0)
