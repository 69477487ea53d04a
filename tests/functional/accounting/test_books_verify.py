"""Whatever is done to the ledger behind the product's back is found, and named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from bigcapital.accounting import books as ledger
from bigcapital.accounting.anchors import Anchor, anchors_of
from bigcapital.accounting.jobs import anchor_chains
from bigcapital.accounting.model import entries, lines
from bigcapital.accounting.phrases import said
from bigcapital.accounting.verify import Fault, batches, verify
from bigcapital.ledger.chain import ENTRY_FIELDS, LINE_FIELDS
from bigcapital.tenancy.model import Organization, State
from tests.functional.accounting.ledger_tenant import BANK, EXPENSE, INCOME, MOMENT, RECEIVABLE, Books, entry, mariadb_books, sqlite_books

LAST = 10
FIRST_DAY = date(2024, 1, 30)


def filled(books: Books) -> Books:
    """Ten entries; entry n has the lines 3n - 2, 3n - 1 and 3n."""
    for id in range(1, LAST):
        with books.write() as tenant:
            legs = (RECEIVABLE, "3.33"), (BANK, "6.67"), (INCOME, "-10")
            ledger.record(
                tenant, entry(FIRST_DAY + timedelta(days=id), *legs, id=id, contact=1, number=f"é{id}", currency="EUR", rate="1.1")
            )
    with books.write() as tenant:
        ledger.reverse(tenant, "Journal", 4)
    return books


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return filled(sqlite_books(tmp_path_factory.mktemp("original")))


@pytest.fixture
def on_sqlite(original: Books, tmp_path: Path) -> Iterator[Books]:
    made = original.copied_to(tmp_path)
    yield made
    made.close()


@pytest.fixture(params=["sqlite", pytest.param("mariadb", marks=pytest.mark.services)])
def books(request: pytest.FixtureRequest, original: Books, tmp_path: Path) -> Iterator[Books]:
    if request.param == "sqlite":
        made = original.copied_to(tmp_path)
    else:
        made = filled(mariadb_books(tmp_path, request.getfixturevalue("mariadb")))
    yield made
    made.close()


def found(books: Books, *anchors: Anchor) -> list[tuple[str, str, int | None, int | None]]:
    with books.read() as tenant:
        return [(fault.kind, fault.table, fault.id, fault.sequence) for fault in verify(tenant, anchors=anchors)]


def anchored(books: Books, *sequences: int) -> list[Anchor]:
    hashes = dict(books.query("SELECT sequence, hash FROM ledger_entries"))
    return [Anchor(sequence, bytes(hashes[sequence])) for sequence in sequences]


def test_books_that_nobody_touched_verify(books: Books) -> None:
    steps = []
    with books.read() as tenant:
        assert verify(tenant, anchors=anchored(books, 3, 10), progress=lambda done, total: steps.append((done, total))) == []
    assert steps == [(LAST, LAST)]


def test_another_key_proves_nothing(books: Books) -> None:
    with books.read() as tenant:
        assert len(verify(tenant, key=b"another")) >= LAST


OTHER: dict[str, str] = {
    **dict.fromkeys(("date",), "'1999-12-31'"),
    "recorded_at": "'1999-12-31 00:00:00.000000'",
    **dict.fromkeys(("reference_type", "subtype", "number", "reference", "note"), "'other'"),
    "currency_code": "'JPY'",
    "costable": "1",
    "exchange_rate": "'2'",
    "seal": "x'" + "ab" * 32 + "'",
    "hash": "x'" + "ab" * 32 + "'",
    "line_count": "4",
}


@pytest.mark.parametrize("column", [name for name in (*ENTRY_FIELDS, "seal", "hash") if name not in ("id", "sequence", "first_line_id")])
@pytest.mark.parametrize("place", [1, 5, LAST])
def test_every_changed_column_of_an_entry_is_found_and_located(on_sqlite: Books, column: str, place: int) -> None:
    on_sqlite.tamper(f"UPDATE ledger_entries SET `{column}` = {OTHER.get(column, '77')} WHERE sequence = {place}")
    faults = found(on_sqlite)
    assert ("changed", "ledger_entries", place, place) in faults
    others = [fault for fault in faults if fault != ("changed", "ledger_entries", place, place)]
    if column == "line_count":  # then a fourth line is promised, and missing
        assert others == [("removed", "ledger_lines", 3 * place + 1, place)]
    elif column == "hash" and place == LAST:  # then the head row ends with another
        assert others == [("head", "head", None, LAST)]
    else:
        assert others == []


@pytest.mark.parametrize("column", [name for name in (*LINE_FIELDS, "seal") if name not in ("id", "entry_id")])
@pytest.mark.parametrize("line", [1, 14, 30])
def test_every_changed_column_of_a_line_is_found_and_located(on_sqlite: Books, column: str, line: int) -> None:
    on_sqlite.tamper(f"UPDATE ledger_lines SET `{column}` = {OTHER.get(column, '77')} WHERE id = {line}")
    assert found(on_sqlite) == [("changed", "ledger_lines", line, (line + 2) // 3)]


@pytest.mark.parametrize("value", ["'abc'", "1.5", "x'ff00'", "''"])
@pytest.mark.parametrize(
    "table, column, row",
    [
        ("ledger_entries", "recorded_at", 4),
        ("ledger_entries", "seal", 4),
        ("ledger_entries", "line_count", 4),
        ("ledger_entries", "sequence", 4),
        ("ledger_lines", "date", 14),
        ("ledger_lines", "debit", 14),
        ("ledger_lines", "exchange_rate", 14),
        ("ledger_lines", "note", 14),
        ("ledger_lines", "entry_id", 14),
    ],
)
def test_values_that_their_column_cannot_hold_are_found_too(on_sqlite: Books, table: str, column: str, row: int, value: str) -> None:
    on_sqlite.tamper(f"UPDATE {table} SET `{column}` = {value} WHERE id = {row}")
    faults = found(on_sqlite)
    assert any(fault[1:3] == (table, row) for fault in faults), faults


def test_changed_and_removed_rows_are_found_on_either_database(books: Books) -> None:
    books.tamper(
        "UPDATE ledger_entries SET number = 'x' WHERE sequence = 2",
        "UPDATE ledger_lines SET note = 'x' WHERE id = 20",
        "UPDATE ledger_entries SET hash = x'00' WHERE sequence = 5",
        "DELETE FROM ledger_lines WHERE id = 25",
    )
    assert found(books) == [
        ("changed", "ledger_entries", 2, 2),
        ("changed", "ledger_entries", 5, 5),
        ("changed", "ledger_lines", 20, 7),
        ("removed", "ledger_lines", 25, 9),
    ]


@pytest.mark.parametrize("place", range(1, LAST))
def test_a_removed_entry_is_found_with_or_without_its_lines(on_sqlite: Books, place: int) -> None:
    on_sqlite.tamper(f"DELETE FROM ledger_entries WHERE sequence = {place}")
    assert found(on_sqlite) == [("removed", "ledger_entries", None, place)]
    on_sqlite.tamper(f"DELETE FROM ledger_lines WHERE entry_id = {place}")
    assert found(on_sqlite) == [("removed", "ledger_entries", None, place)]


@pytest.mark.parametrize("line", [1, 5, 30])
def test_a_removed_line_is_found(on_sqlite: Books, line: int) -> None:
    on_sqlite.tamper(f"DELETE FROM ledger_lines WHERE id = {line}")
    assert found(on_sqlite) == [("removed", "ledger_lines", line, (line + 2) // 3)]


def _copy(table: Any, where: str, **changes: Any) -> str:
    columns = ", ".join(str(changes.get(column.name, f"`{column.name}`")) for column in table.columns)
    return f"INSERT INTO {table.name} SELECT {columns} FROM {table.name} WHERE {where}"


def test_inserted_rows_are_found(books: Books) -> None:
    books.tamper(
        _copy(lines, "id = 5", id=100),
        _copy(lines, "id = 5", id=101, entry_id=77),
        _copy(entries, "sequence = 3", id=100, sequence=11, reverses="NULL"),
    )
    assert found(books) == [
        ("inserted", "ledger_lines", 100, 2),
        ("inserted", "ledger_entries", 100, 11),
        ("inserted", "ledger_lines", 101, None),
    ]


def test_rows_that_changed_places_are_found(books: Books) -> None:
    books.tamper(*(f"UPDATE ledger_entries SET sequence = {new} WHERE sequence = {old}" for old, new in ((3, 90), (6, 3), (90, 6))))
    assert found(books) == [("changed", "ledger_entries", 6, 3), ("changed", "ledger_entries", 3, 6)]


def test_lines_that_changed_places_are_found(books: Books) -> None:
    books.tamper(*(f"UPDATE ledger_lines SET id = {new} WHERE id = {old}" for old, new in ((4, 90), (5, 4), (90, 5))))
    assert found(books) == [("changed", "ledger_lines", 4, 2), ("changed", "ledger_lines", 5, 2)]


def test_a_line_moved_to_another_entry_is_found_at_both(books: Books) -> None:
    books.tamper("UPDATE ledger_lines SET entry_id = 8 WHERE id = 4")
    assert found(books) == [("removed", "ledger_lines", 4, 2), ("inserted", "ledger_lines", 4, 8)]


def test_a_cut_tail_is_found_against_the_head_row(books: Books) -> None:
    books.tamper("DELETE FROM ledger_lines WHERE entry_id > 7", "DELETE FROM ledger_entries WHERE id > 7")
    assert found(books) == [("cut", "ledger_entries", None, 8)]


def test_a_tail_cut_together_with_the_head_row_is_found_against_the_anchors(books: Books) -> None:
    anchors = anchored(books, 4, 9)
    books.tamper(
        "UPDATE head SET sequence = 7, chain_head = (SELECT hash FROM ledger_entries WHERE sequence = 7)",
        "DELETE FROM ledger_lines WHERE entry_id > 7",
        "DELETE FROM ledger_entries WHERE id > 7",
    )
    assert found(books) == []
    assert found(books, *anchors) == [("cut", "ledger_entries", None, 8)]


BACK_TO_NINE = (
    "UPDATE head SET sequence = 9, next_entry_id = 10, next_line_id = 28",
    "UPDATE head SET chain_head = (SELECT hash FROM ledger_entries WHERE sequence = 9)",
    "DELETE FROM ledger_lines WHERE entry_id > 9",
    "DELETE FROM ledger_entries WHERE id > 9",
)


def test_another_past_written_with_the_right_key_is_found_against_the_anchors(books: Books) -> None:
    [anchor] = anchored(books, 10)
    books.tamper(
        *BACK_TO_NINE,
    )
    with books.write() as tenant:
        ledger.record(tenant, entry(FIRST_DAY, (EXPENSE, "1"), (BANK, "-1"), id=50))
    assert found(books) == []
    assert found(books, anchor) == [("changed", "ledger_entries", 10, 10)]


def test_a_genuine_row_of_another_past_is_found(books: Books) -> None:
    kept = "CREATE TABLE kept_{0} AS SELECT * FROM ledger_{0} WHERE {1} > 9"
    books.tamper(kept.format("entries", "id"), kept.format("lines", "entry_id"))
    books.tamper(
        *BACK_TO_NINE,
    )
    with books.write() as tenant:
        for id in (50, 51):
            ledger.record(tenant, entry(FIRST_DAY, (EXPENSE, "1"), (EXPENSE, "2"), (BANK, "-3"), id=id))
    assert found(books) == []
    books.tamper(
        "DELETE FROM ledger_lines WHERE id BETWEEN 28 AND 30",
        "DELETE FROM ledger_entries WHERE id = 10",
        "INSERT INTO ledger_entries SELECT * FROM kept_entries",
        "INSERT INTO ledger_lines SELECT * FROM kept_lines",
    )
    assert found(books) == [("changed", "ledger_entries", 11, 11)]


def test_a_head_row_that_was_set_back_is_found(books: Books) -> None:
    books.tamper("UPDATE head SET sequence = 8, chain_head = (SELECT hash FROM ledger_entries WHERE sequence = 8)")
    assert found(books) == [("head", "head", None, 8)]
    books.tamper("UPDATE head SET sequence = 10")
    assert found(books) == [("head", "head", None, 10)]


def test_a_fault_says_in_a_sentence_what_happened(books: Books) -> None:
    books.tamper("DELETE FROM ledger_lines WHERE id = 5")
    with books.read() as tenant:
        assert verify(tenant) == [Fault("removed", "ledger_lines", 5, 2, said("line_removed", line=5, entry=2))]
        assert [one.sentence for one in verify(tenant)] == ["line 5 of entry 2 was removed"]


def test_each_minute_the_chains_that_moved_are_anchored(books: Books) -> None:
    with books.system() as system:
        anchor_chains(system)
    assert anchors_of(books.installation, 1) == anchored(books, LAST)
    with books.system() as system:
        anchor_chains(system)
    with books.write() as tenant:
        ledger.reverse(tenant, "Journal", 5)
    with books.system() as system:
        anchor_chains(system)
    assert anchors_of(books.installation, 1) == anchored(books, LAST, LAST + 1)
    with books.read() as tenant:
        assert verify(tenant) == []


def test_verification_asks_the_anchors_by_itself_and_a_cut_chain_is_not_anchored_anew(books: Books) -> None:
    with books.system() as system:
        anchor_chains(system)
    books.tamper(*BACK_TO_NINE)
    before = anchors_of(books.installation, 1)
    with books.system() as system:
        anchor_chains(system)
    assert anchors_of(books.installation, 1) == before
    with books.read() as tenant:
        assert [str(fault) for fault in verify(tenant)] == ["the tail was cut: the ledger ends with entry 9, entry 10 was anchored outside"]


def test_a_tenant_whose_database_is_away_does_not_keep_others_from_being_anchored(books: Books) -> None:
    with books.installation.system_writer_engine.begin() as connection:
        for id, place in ((2, "nowhere/at/all"), (3, "books")):
            values = {
                "id": id,
                "organization_id": f"{id}" * 32,
                "state": State.READY,
                "created_at": MOMENT,
                "server": "main",
                "database": place,
            }
            connection.execute(insert(Organization).values(values))
    with books.system() as system:
        anchor_chains(system)
    assert anchors_of(books.installation, 1) == anchored(books, LAST)
    assert anchors_of(books.installation, 3) == []  # its placement leads to another tenant's database


@pytest.mark.services
def test_the_chain_is_read_by_its_index_and_never_sorted(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """A sort of all that is still to come, for each batch, would take as long again for every million lines."""
    books = filled(mariadb_books(tmp_path, request.getfixturevalue("mariadb")))
    with books.read() as tenant:
        sorted_rows = select(text("variable_value")).select_from(text("information_schema.session_status"))
        asked = sorted_rows.where(text("variable_name = 'SORT_ROWS'"))
        before = tenant.connection.scalar(asked)
        assert [row["sequence"] for found, _ in batches(tenant, 3) for row in found] == [*range(1, LAST + 1)]
        assert tenant.connection.scalar(asked) == before
    books.close()
