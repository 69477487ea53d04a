"""Number series of documents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from threading import Thread

import pytest

from bigcapital.accounting.numbering import Series, series, set_series, take
from bigcapital.errors import DomainError
from tests.functional.accounting.ledger_tenant import Books, mariadb_books, sqlite_books


class NotUnique(DomainError):
    type = "NOT_UNIQUE"


class Required(DomainError):
    type = "REQUIRED"


@pytest.fixture(params=["sqlite", pytest.param("mariadb", marks=pytest.mark.services)])
def books(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Books]:
    made = sqlite_books(tmp_path) if request.param == "sqlite" else mariadb_books(tmp_path, request.getfixturevalue("mariadb"))
    yield made
    made.close()


def used(*numbers: str) -> Callable[[Sequence[str]], Collection[str]]:
    return lambda asked: {number for number in asked if number in numbers}


@pytest.mark.parametrize(
    "now, then",
    [
        ("00001", "00002"),
        ("099", "100"),
        ("999", "1000"),
        ("2024-09", "2024-10"),
        ("A", "A1"),
        ("", "1"),
        ("٣", "٣1"),
        ("1" * 30, "1" * 29 + "2"),
    ],
)
def test_the_trailing_digits_grow_by_one_and_keep_their_zeros(now: str, then: str) -> None:
    assert Series(next=now).advanced().next == then


def test_a_document_without_a_number_gets_the_series_next_that_is_free(books: Books) -> None:
    with books.write() as tenant:
        set_series(tenant, "manual_journals", Series("J-", "00009"))
        assert series(tenant, "manual_journals").number == "J-00009"
        assert take(tenant, "manual_journals", None, in_use=used("J-00009", "J-00010"), not_unique=NotUnique) == "J-00011"
    with books.read() as tenant:
        assert series(tenant, "manual_journals") == Series("J-", "00012")
        assert series(tenant, "bills") == Series()


def test_a_long_row_of_used_numbers_is_skipped_in_few_questions(books: Books) -> None:
    questions = []

    def in_use(asked: Sequence[str]) -> Collection[str]:
        questions.append(len(asked))
        return [number for number in asked if int(number) <= 1000]

    with books.write() as tenant:
        assert take(tenant, "bills", None, in_use=in_use, not_unique=NotUnique) == "01001"
    assert len(questions) <= 5


def test_a_given_number_is_taken_as_it_is_and_moves_the_series_only_when_it_is_its_next(books: Books) -> None:
    with books.write() as tenant:
        set_series(tenant, "credit_note", Series("CN-", "7"))
        assert take(tenant, "credit_note", "CN-9", in_use=used(), not_unique=NotUnique) == "CN-9"
        assert series(tenant, "credit_note").next == "7"
        assert take(tenant, "credit_note", "CN-7", in_use=used(), not_unique=NotUnique) == "CN-7"
        assert series(tenant, "credit_note").next == "8"
        with pytest.raises(NotUnique):
            take(tenant, "credit_note", "CN-8", in_use=used("CN-8"), not_unique=NotUnique)
        assert series(tenant, "credit_note").next == "8"


def test_without_a_number_and_without_a_series_it_is_required(books: Books) -> None:
    with books.write() as tenant:
        set_series(tenant, "manual_journals", Series("J-", "1", auto=False))
        with pytest.raises(Required):
            take(tenant, "manual_journals", "", in_use=used(), not_unique=NotUnique, required=Required)
        assert take(tenant, "manual_journals", None, in_use=used(), not_unique=NotUnique) is None
        assert not series(tenant, "manual_journals").auto


def test_a_refusal_loses_no_number_and_a_race_gives_none_twice(books: Books) -> None:
    taken: list[str | None] = []

    def work(thread: int) -> None:
        for turn in range(10):
            try:
                with books.write() as tenant:
                    number = take(tenant, "bills", None, in_use=used(), not_unique=NotUnique)
                    if (thread + turn) % 3 == 0:
                        raise Required
                taken.append(number)
            except Required:
                pass

    threads = [Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) > 40
    assert sorted(taken, key=str) == [f"{number:05}" for number in range(1, len(taken) + 1)]


def test_what_is_known_to_be_free_is_not_asked_again_until_someone_types_a_number(books: Books) -> None:
    stored: set[str] = {"J-00004"}
    questions = []

    def in_use(asked: Sequence[str]) -> Collection[str]:
        questions.append(list(asked))
        return stored & set(asked)

    def write(given: str | None = None) -> str | None:
        with books.write() as tenant:
            number = take(tenant, "manual_journals", given, in_use=in_use, not_unique=NotUnique)
        assert number is not None and number not in stored
        stored.add(number)
        return number

    with books.write() as tenant:
        set_series(tenant, "manual_journals", Series("J-", "00001"))
    assert [write() for _ in range(3)] == ["J-00001", "J-00002", "J-00003"] and len(questions) == 1
    assert [write() for _ in range(4)] == ["J-00005", "J-00006", "J-00007", "J-00008"] and len(questions) == 2
    assert write("J-00010") == "J-00010"
    assert [write() for _ in range(3)] == ["J-00009", "J-00011", "J-00012"] and len(questions) == 5
    with books.write() as tenant:
        set_series(tenant, "manual_journals", Series("J-", "00010"))
    assert write() == "J-00013"
