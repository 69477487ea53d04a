"""What a file of rows says, whoever wrote it; and files that were made to break whoever opens them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import date
from decimal import Decimal

import pytest

from bigcapital.errors import DomainError
from bigcapital.exchange.importing import sheets
from bigcapital.exchange.importing.sheets import Cell, FileInvalid, SheetEmpty, open_sheet
from tests.functional.exchange.wizard import csv_of, xlsx_of

ROWS = (("Name", "Price"), ("Café", "1.5"), ("كرسي", "2"))


def read(content: bytes, **how: bool) -> list[list[Cell]]:
    sheet = open_sheet(io.BytesIO(content), **how)
    return [list(sheet.headings), *(cells for _, cells in sheet.rows)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiter_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    assert read(csv_of(*ROWS, delimiter=delimiter, encoding=encoding)) == [list(row) for row in ROWS]


def test_what_windows_writes_is_read_in_the_language_of_the_organization() -> None:
    assert read(csv_of(("Name",), ("Café",), encoding="cp1252"))[1] == ["Café"]
    assert read(csv_of(("Name",), ("كرسي",), encoding="cp1256"), arabic=True)[1] == ["كرسي"]
    assert read(b"Name\r\n\x81x\r\n")[1] == ["\x81x"]


def test_commas_in_cells_do_not_part_a_file_of_semicolons() -> None:
    assert read(b'Name;Note\r\n"a, b, c";"d, e"\r\n1,5;2,5\r\n')[1:] == [["a, b, c", "d, e"], ["1,5", "2,5"]]
    assert read(b"sep=;\r\na;b\r\n1;2\r\n")[1:] == [["1", "2"]]


def test_rows_keep_their_numbers_and_blank_ones_are_passed_over() -> None:
    sheet = open_sheet(io.BytesIO(b'Name,Note\r\n,\r\na,"two\r\nlines"\r\n\r\nb,\r\n'))
    assert list(sheet.rows) == [(3, ["a", "two\r\nlines"]), (5, ["b"])]


def test_headings_have_names_of_their_own() -> None:
    assert read(b"Note,,Note\r\n1,2,3\r\n")[0] == ["Note", "Column 2", "Note (2)"]


def test_a_workbooks_numbers_are_what_was_typed_and_its_days_are_days() -> None:
    content = xlsx_of(("Price", "Day", "Code", "Yes"), (1250.1, date(2026, 1, 31), 1001, True), (0.07, "text", "=1+1", 1e22))
    rows = read(content)
    assert rows[1] == [Decimal("1250.1"), date(2026, 1, 31), Decimal(1001), True]
    assert rows[2][0] == Decimal("0.07") and rows[2][3] == Decimal(10**22)
    assert rows[2][2] in (None, Decimal(0))  # the formula's last result, which nobody worked out


@pytest.mark.parametrize("content", [b"", b"Name\r\n", b"\r\n\r\n", xlsx_of(), xlsx_of(("Name",))])
def test_a_file_without_rows_is_empty(content: bytes) -> None:
    with pytest.raises(SheetEmpty):
        read(content)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\x00\x01", b"\x89PNG\r\n\x1a\n\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04 no archive"]
)
def test_what_is_no_file_of_rows_is_refused(content: bytes) -> None:
    with pytest.raises(FileInvalid):
        read(content)


def test_rows_columns_and_cells_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    monkeypatch.setattr(sheets, "LONGEST_CELL", 10)
    assert len(read(b"a\r\n1\r\n2\r\n3\r\n")) == 4
    for content in (b"a\r\n1\r\n2\r\n3\r\n4\r\n", xlsx_of(("a",), *((n,) for n in range(1, 5))), b"a\r\n" + b"x" * 11 + b"\r\n"):
        with pytest.raises(FileInvalid):
            read(content)
    with pytest.raises(FileInvalid):
        read(csv_of(["a"] * 201, ["1"] * 201))
    with pytest.raises(FileInvalid):
        read(b'a\r\n"' + b"x" * 200_000 + b'"\r\n')


def bomb(part: str, content: bytes, times: int) -> bytes:
    """A workbook of which one part is ``content`` many times."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_of(("Name",), ("a",)))) as good, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in good.namelist():
            if name != part:
                made.writestr(name, good.read(name))
        with made.open(part, "w", force_zip64=True) as stream:
            for _ in range(times):
                stream.write(content)
    return file.getvalue()


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


@pytest.mark.parametrize(
    "content",
    [
        bomb("xl/worksheets/sheet1.xml", b" " * 1_000_000, 300),  # larger than anything
        bomb("xl/worksheets/sheet1.xml", SHEET + b'<row r="1">' + b"<c/>" * 1_000_000, 1),  # a row that is all of it
        bomb("xl/worksheets/sheet1.xml", SHEET + b'<row r="1"><c t="str"><v>' + b"x" * 9_000_000, 1),  # a cell that is
        bomb("xl/sharedStrings.xml", b"<sst><si>" + b"<r/>" * 1_000_000, 1),
        bomb("xl/styles.xml", b"<s/>" * 1_000_000, 3),
        bomb("xl/worksheets/sheet1.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + SHEET, 1),
        bomb("xl/worksheets/sheet1.xml", b"no xml at all", 1),
    ],
    ids=["packed", "row", "cell", "texts", "styles", "entity", "broken"],
)
def test_a_workbook_that_was_made_to_fill_the_memory_is_refused(content: bytes) -> None:
    assert len(content) < 2_000_000
    with pytest.raises(DomainError) as refused:
        read(content)
    assert refused.value.type == "IMPORT_FILE_INVALID"


def test_a_workbook_that_lies_about_its_size_is_refused() -> None:
    content = bomb("xl/worksheets/sheet1.xml", SHEET + b"<row/>" * 100, 1)
    place = content.rindex(b"xl/worksheets/sheet1.xml") - 46  # of the index's entry
    lying = bytearray(content)
    struct.pack_into("<L", lying, place + 24, 50)  # what it says of its size
    struct.pack_into("<L", lying, place + 16, zlib.crc32((SHEET + b"<row/>" * 100)[:50]))
    with pytest.raises(FileInvalid):
        read(bytes(lying))


def test_a_cell_at_the_end_of_the_world_fills_no_memory() -> None:
    far = (
        SHEET
        + b'<row r="1"><c r="A1" t="str"><v>Name</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(FileInvalid):
        read(bomb("xl/worksheets/sheet1.xml", far, 1))
