"""The audit finds every broken invariant, and nothing in books that are in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bigcapital.accounting import books as ledger
from bigcapital.accounting.audit import audit
from tests.functional.accounting.ledger_tenant import BANK, INCOME, PAYABLE, RECEIVABLE, Books, entry, mariadb_books, sqlite_books


@pytest.fixture(params=["sqlite", pytest.param("mariadb", marks=pytest.mark.services)])
def books(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Books]:
    """Foreign currency, two branches, contacts, a reversal."""
    made = sqlite_books(tmp_path) if request.param == "sqlite" else mariadb_books(tmp_path, request.getfixturevalue("mariadb"))
    with made.write() as tenant:
        for id in range(1, 9):
            legs = (RECEIVABLE, "33.33"), (BANK, "66.67"), (INCOME, "-60"), (PAYABLE, "-40")
            day = date(2024, 1, 20) + timedelta(days=5 * id)
            more = {"currency": "EUR", "rate": "1.0931"} if id % 2 else {}
            ledger.record(tenant, entry(day, *legs, id=id, contact=id % 3 or None, branches=lambda place: [None, 1, 2][place % 3], **more))
        ledger.reverse(tenant, "Journal", 4)
    yield made
    made.close()


def test_books_in_order_have_no_findings(books: Books) -> None:
    with books.read() as tenant:
        assert audit(tenant) == []


def test_an_empty_book_is_in_order(tmp_path: Path) -> None:
    books = sqlite_books(tmp_path)
    with books.read() as tenant:
        assert audit(tenant) == []
    books.close()


@pytest.mark.parametrize(
    "statement, invariant, where",
    [
        ("UPDATE ledger_lines SET debit = debit + 10000 WHERE id = 2", "entries balance", "entry 1"),
        ("UPDATE ledger_lines SET date = '2023-01-01' WHERE id = 2", "lines fit their entries", "line 2"),
        ("UPDATE ledger_lines SET amount = -amount WHERE id = 2", "lines fit their entries", "line 2"),
        ("UPDATE ledger_lines SET debit = debit - 10000 WHERE id = 14", "reversals mirror", "entry 4"),
        (
            "UPDATE account_balances SET debit = debit + 10000 WHERE period_kind = 2 AND account_id = 1000",
            "account_balances are the lines",
            "month",
        ),
        ("UPDATE account_balances SET own_credit = 0 WHERE period_kind = 1 AND account_id = 1003", "account_balances are the lines", "day"),
        ("DELETE FROM account_balances WHERE period_kind = 1 AND account_id = 1000", "account_balances are the lines", "day"),
        ("DELETE FROM account_balances WHERE period_kind = 1 AND account_id = 1000", "trial balance is zero", "2024-01-25"),
        ("DELETE FROM contact_balances WHERE contact_id = 1", "contact_balances are the lines", "day"),
        ("DELETE FROM contact_balances WHERE contact_id = 1", "contacts make up their control accounts", "account 1001"),
        ("UPDATE ledger_entries SET recorded_at = '2000-01-01 00:00:00.000000' WHERE id = 3", "moments increase", "entry 3"),
        ("UPDATE head SET next_line_id = 3", "head is the end", "head"),
        ("UPDATE head SET sequence = 3", "head is the end", "head"),
        ("DELETE FROM ledger_lines WHERE id = 2", "chain", "ledger_lines 2"),
    ],
)
def test_a_broken_invariant_is_found_where_it_is(books: Books, statement: str, invariant: str, where: str) -> None:
    books.tamper(statement)
    with books.read() as tenant:
        found = audit(tenant)
    assert any(one.invariant == invariant and one.where.startswith(where) for one in found), [str(one) for one in found]
