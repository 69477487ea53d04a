"""The exported ledger, and the verifier that stands alone."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bigcapital.accounting import books as ledger
from bigcapital.accounting import verify_ledger
from bigcapital.accounting.books import chain_key
from bigcapital.accounting.export import END_FIELDS, export_key, export_ledger
from bigcapital.ledger.chain import ENTRY_FIELDS, LINE_FIELDS
from tests.functional.accounting.ledger_tenant import BANK, INCOME, RECEIVABLE, Books, entry, mariadb_books, sqlite_books

LAST = 6
Change = Callable[[list[Any]], Any]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("mariadb", marks=pytest.mark.services)])
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, bytes]]:
    """The file of six entries, and its key."""
    folder = tmp_path_factory.mktemp("books")
    books = sqlite_books(folder) if request.param == "sqlite" else mariadb_books(folder, request.getfixturevalue("mariadb"))
    _fill(books)
    with books.read() as tenant:
        stream = io.StringIO()
        assert export_ledger(tenant, stream) == LAST
        yield stream.getvalue(), chain_key(tenant)
    books.close()


def _fill(books: Books) -> None:
    for id in range(1, LAST):
        with books.write() as tenant:
            legs = (RECEIVABLE, "3.33"), (BANK, "6.67"), (INCOME, "-10")
            ledger.record(tenant, entry(date(2024, 1, id), *legs, id=id, contact=1, number=f"é{id}\n", currency="EUR", rate="1.1"))
    with books.write() as tenant:
        ledger.reverse(tenant, "Journal", 2)


def faults(text: str, key: bytes) -> list[str]:
    return verify_ledger.verify(io.StringIO(text), key)


def changed(exported: tuple[str, bytes], change: Change) -> list[str]:
    """What the verifier says after ``change`` of the file's objects."""
    text, key = exported
    values = [json.loads(line) for line in text.splitlines()]
    change(values)
    return faults("".join(json.dumps(value) + "\n" for value in values), key)


def test_an_untouched_file_verifies_with_its_key_alone(exported: tuple[str, bytes]) -> None:
    text, key = exported
    assert faults(text, key) == []


def test_the_verifier_knows_the_same_fields() -> None:
    assert (tuple(verify_ledger.ENTRY), tuple(verify_ledger.LINE), tuple(verify_ledger.END)) == (ENTRY_FIELDS, LINE_FIELDS, END_FIELDS)


@pytest.mark.parametrize("place", [1, 3, LAST])
@pytest.mark.parametrize("name", [*ENTRY_FIELDS, "seal", "hash"])
def test_every_changed_value_of_an_entry_is_named(exported: tuple[str, bytes], name: str, place: int) -> None:
    said = changed(exported, lambda values: values[place]["entry"].update({name: "00" if values[place]["entry"][name] != "00" else "01"}))
    assert any(f"line {place + 1} of the file" in fault for fault in said)


@pytest.mark.parametrize("name", [*LINE_FIELDS, "seal"])
def test_every_changed_value_of_a_line_is_named(exported: tuple[str, bytes], name: str) -> None:
    said = changed(exported, lambda values: values[3]["lines"][1].update({name: "77"}))
    assert said and all(fault.startswith("line 4 of the file: ") for fault in said)


def _swap(values: list[Any], left: int, right: int) -> None:
    values[left], values[right] = values[right], values[left]


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda values: values.pop(3), ["line 4 of the file: before entry 4: entry 3 was removed"]),
        (lambda values: values[2]["lines"].pop(0), ["line 3 of the file: line 4 of entry 2 was removed"]),
        (lambda values: values[2]["lines"].append(values[3]["lines"][0]), ["line 3 of the file: line 7 of entry 2 was inserted"]),
        (lambda values: values.insert(5, values[2]), ["line 6 of the file: entry 2 was inserted or moved"]),
        (lambda values: _swap(values, 2, 3), ["before entry 3: entry 2 was removed", "line 4 of the file: entry 2 was inserted or moved"]),
        (lambda values: _swap(values[2]["lines"], 0, 1), ["line 3 of the file: the lines of entry 2 were moved"]),
        (lambda values: values.pop(LAST), [f"the tail was cut: the ledger had {LAST} entries, the file ends with {LAST - 1}"]),
        (lambda values: values.pop(), ["the file was cut: it has no end"]),
        (lambda values: values[-1]["end"].update(entries="5"), ["the end was changed"]),
        (lambda values: values[0].update(organization="b" * 32), ["line 1 of the file: names another ledger than the end"]),
        (lambda values: values.append({}), ["was inserted: it stands behind the end"]),
        (lambda values: values.insert(2, [1]), ["line 3 of the file: is not an object"]),
        (lambda values: values[2]["entry"].update(refarence=None), ["line 3 of the file: entry 2 was changed"]),
        (lambda values: values[2]["lines"][0].update(nate=None), ["line 3 of the file: line 4 of entry 2 was changed"]),
    ],
)
def test_what_is_removed_inserted_or_moved_is_named(exported: tuple[str, bytes], change: Change, said: list[str]) -> None:
    found = changed(exported, change)
    for sentence in said:
        assert any(sentence in fault for fault in found), found


def test_another_key_is_one_finding_and_not_one_for_each_row(exported: tuple[str, bytes]) -> None:
    [said] = faults(exported[0], bytes(32))
    assert said.startswith("no seal in the file fits the key")


def test_it_runs_as_a_program_without_the_product(tmp_path: Path) -> None:
    books = sqlite_books(tmp_path)
    _fill(books)
    file, key = tmp_path / "ledger.jsonl", tmp_path / "key"
    with books.read() as tenant, file.open("w", encoding="utf-8") as stream, key.open("w") as key_stream:
        export_ledger(tenant, stream)
        export_key(tenant, key_stream)
    books.close()
    script = Path(verify_ledger.__file__)

    def run(*arguments: object) -> tuple[int, str]:
        done = subprocess.run([sys.executable, "-I", "-S", str(script), *map(str, arguments)], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    assert run(file, key) == (0, "the ledger verifies\n")
    file.write_text(file.read_text(encoding="utf-8").replace("6.67", "6.66", 1), encoding="utf-8")
    code, said = run(file, key)
    assert code == 1 and "line 2 of entry 1 was changed" in said
    file.write_bytes(b"\xff\xfe" + file.read_bytes())
    assert run(file, key)[0] in (1, 2)
    assert run(file)[0] == 2
    key.write_text("")
    code, said = run(file, key)
    assert code == 2 and "does not hold a key" in said
    assert run(tmp_path / "none", key)[0] == 2
    file.write_text('{"format":"other"}\n')
    assert run(file, key)[0] == 2
