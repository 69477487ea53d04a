"""A file of rows, CSV or XLSX, as headings and cells. Which it is, its content says; whatever it holds, it is bounded.

Rows are read one at a time. A workbook's formulas are never worked out: their last results are its cells.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO, Final

from bigcapital.errors import DomainError

Cell = str | Decimal | bool | date | None
Row = tuple[int, list[Cell]]  # its number, as spreadsheets count, and its cells

MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 65_535  # characters
_LAST_ROW: Final = 1 << 20  # of a worksheet
_LONGEST_HEADING: Final = 70  # characters; so many columns' fit into one row of ours
_LARGEST_PART: Final = 256 << 20  # bytes of one part of a workbook, unpacked
_LARGEST_INDEX: Final = 8 << 20  # of the parts that are read whole
_MOST_PARTS: Final = 2_000
_TIMES: Final = 100  # how much larger than the file its parts may be, above a first megabyte
_MOST_TAGS: Final = 100_000  # between one row, or shared text, and the next
_DELIMITERS: Final = ",;\t|"
_SAMPLE: Final = 1 << 16  # characters
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


class FileInvalid(DomainError):
    type = "IMPORT_FILE_INVALID"


class SheetEmpty(DomainError):
    type = "IMPORTED_SHEET_EMPTY"


@dataclass(frozen=True)
class Sheet:
    """What a file says. ``rows`` can be walked once; blank ones are left out. ``count``: how many there are, if that is known."""

    headings: tuple[str, ...]
    rows: Iterator[Row]
    count: int | None = None


def open_sheet(file: BinaryIO, *, arabic: bool = False) -> Sheet:
    """The first sheet of a file that can be sought in. ``arabic``: what a text is written in that is no UTF-8.

    :raises FileInvalid: it is neither CSV nor XLSX, or larger than what can be imported; also while its rows are walked.
    :raises SheetEmpty: it has no headings, or no row below them.
    """
    file.seek(0)
    beginning = file.read(8)
    file.seek(0)
    count = None
    if beginning.startswith(b"PK\x03\x04"):
        count = _check_archive(file)
        raw = _workbook_rows(file)
    elif beginning.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileInvalid("This is a workbook of an old kind, or one with a password: save it as XLSX or CSV.")
    else:
        raw = _text_rows(file, arabic)
    rows = _bounded(raw)
    try:
        _, head = next(rows)
        first = next(rows)
    except StopIteration:
        raise SheetEmpty("The file has no rows below its headings.") from None
    if count is not None and count > MOST_ROWS + 1:
        raise _too_many()
    return Sheet(_headings(head), _chained(first, rows), None if count is None else count - 1)


def _too_many() -> FileInvalid:
    return FileInvalid(f"The file has more than {MOST_ROWS:,} rows: import it in parts.")


def _chained(first: Row, rest: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rest


def _headings(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Each column's own name: the second ``Note`` is ``Note (2)``, one without a name is called by its place."""
    found: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = " ".join(as_text(cell).split())[:_LONGEST_HEADING] or f"Column {place}"
        same = sum(1 for one in found if one == name or re.fullmatch(re.escape(name) + r" \(\d+\)", one))
        found.append(f"{name} ({same + 1})" if same else name)
    return tuple(found)


def as_text(cell: Cell) -> str:
    """A cell as its text: numbers without an exponent, days as YYYY-MM-DD."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return cell if isinstance(cell, str) else cell.isoformat()


def _bounded(rows: Iterator[Row]) -> Iterator[Row]:
    """Rows with something in them, none of them and no cell too many or too long."""
    count = 0
    for number, cells in rows:
        while cells and (cells[-1] is None or cells[-1] == ""):
            cells.pop()
        if not any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS + 1:
            raise _too_many()
        if len(cells) > MOST_COLUMNS:
            raise FileInvalid(f"Row {number} has more than {MOST_COLUMNS} columns.")
        if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
            raise FileInvalid(f"A cell of row {number} has more than {LONGEST_CELL:,} characters.")
        yield number, cells


# --- CSV ---


def _text_rows(file: BinaryIO, arabic: bool) -> Iterator[Row]:
    encoding = _encoding(file, arabic)
    file.seek(0)
    text = io.TextIOWrapper(io.BufferedReader(_Kept(file)), encoding=encoding, newline="")
    try:
        sample = text.read(_SAMPLE)
        if any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in sample):
            raise FileInvalid("The file is neither CSV nor XLSX.")
        said = _SEPARATOR.match(sample)
        delimiter = said[1] if said else _delimiter(sample)
        text.seek(0)
        if said:
            text.readline()
        for number, cells in enumerate(csv.reader(text, delimiter=delimiter), start=2 if said else 1):
            yield number, list[Cell](cells)
    except (csv.Error, UnicodeDecodeError):
        raise FileInvalid("The file cannot be read as CSV.") from None


class _Kept(io.RawIOBase):
    """A file that stays open when the text around it is closed."""

    def __init__(self, file: BinaryIO):
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._file.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


def _encoding(file: BinaryIO, arabic: bool) -> str:
    """UTF-8 and UTF-16 say what they are; anything else is what Windows writes in the language."""
    file.seek(0)
    beginning = file.read(4)
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while piece := file.read(1 << 20):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
        return "utf-8-sig"
    except UnicodeDecodeError:
        return "cp1256" if arabic else "latin-1" if _undefined(file) else "cp1252"


def _undefined(file: BinaryIO) -> bool:
    """Whether it has bytes that are no letter in Windows' western alphabet."""
    file.seek(0)
    wrong = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
    return any(piece.translate(None, wrong) != piece for piece in iter(lambda: file.read(1 << 20), b""))


def _delimiter(sample: str) -> str:
    """What parts the first rows into the most columns, the same number in each."""

    def score(delimiter: str) -> tuple[bool, int]:
        try:
            rows = [row for row in islice(csv.reader(io.StringIO(sample), delimiter=delimiter), 20) if row]
        except csv.Error:
            return False, 0
        whole = rows[:-1] or rows  # the sample may end within the last
        widths = {len(row) for row in whole}
        return len(widths) == 1 and widths != {1}, max(map(len, rows[:1]), default=0)

    return max(_DELIMITERS, key=score)


# --- XLSX ---


def _workbook_rows(file: BinaryIO) -> Iterator[Row]:
    from openpyxl import load_workbook  # for the first workbook alone: it would be a part of every start-up

    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        if not book.worksheets:
            raise SheetEmpty("The workbook has no sheet.")
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what it says of its size is not believed
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > _LAST_ROW:
                raise _too_many()
            if cells:
                yield number, [_cell(value) for value in cells]
    except DomainError:
        raise
    except Exception as error:  # whatever a library says of a file that was made to break it
        raise FileInvalid("The workbook cannot be read: save it again as XLSX, or as CSV.") from error


def _cell(value: Any) -> Cell:
    """A number of a spreadsheet is a double: the shortest decimal that is the same double is what was typed."""
    if isinstance(value, str):
        return value.replace("_x000D_", "")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        found = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if not found.is_finite() or abs(found.adjusted()) > 60:
            return str(value)
        return Decimal(int(found)) if found == found.to_integral_value() else Decimal(format(found, "f"))
    if isinstance(value, datetime):
        return value.date() if value.time() == time(0) else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


def _check_archive(file: BinaryIO) -> int | None:
    """Nothing is unpacked that is much larger than it looks, or would be held in memory all at once.

    The number of rows, if there is one sheet.

    ``zipfile`` never reads more of a part than the archive's index says, so the index can be believed.
    """
    file.seek(0, io.SEEK_END)
    allowed = (1 << 20) + _TIMES * file.tell()
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > allowed:
                raise FileInvalid("The workbook is packed too tightly to be opened.")
            names, counts = {part.filename for part in parts}, []
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
                raise FileInvalid("The file is neither CSV nor XLSX.")
            for part in parts:
                marker = _long_part(part.filename)
                if part.file_size > (_LARGEST_PART if marker else _LARGEST_INDEX) and part.filename.endswith((".xml", ".rels")):
                    raise FileInvalid("The workbook is too large: save its sheet as CSV.")
                if marker:
                    count = _check_part(archive, part, marker)
                    counts += [count] if marker == b"row" else []
            return counts[0] if len(counts) == 1 else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error) as error:
        raise FileInvalid("The workbook cannot be read: save it again as XLSX, or as CSV.") from error


def _long_part(name: str) -> bytes | None:
    """What a part that is read piece by piece is a list of: rows, or the texts that cells share."""
    if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
        return b"row"
    return b"si" if name == "xl/sharedStrings.xml" else None


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, marker: bytes) -> int:
    """How many rows, or texts, a part has. What lies between one and the next is in memory at once, so it is bounded."""
    starts = re.compile(rb"<(?:[\w.-]+:)?" + marker + rb"[\s/>]")
    held, tags, size, count = b"", 0, 0, 0
    with archive.open(part) as stream:
        while piece := stream.read(1 << 20):
            text, last, begins = held + piece, 0, len(held)
            for found in starts.finditer(text):
                tags += text.count(b"<", last, found.start())
                size += found.start() - last
                if tags > _MOST_TAGS or size > _LARGEST_INDEX:
                    break
                count += found.end() > begins
                last, tags, size = found.start(), 0, 0
            tags += text.count(b"<", last)
            size += len(text) - last
            if tags > _MOST_TAGS or size > _LARGEST_INDEX or b"<!ENTITY" in text:
                raise FileInvalid("The workbook is too large: save its sheet as CSV.")
            held = text[-64:]  # a tag may lie across two pieces
    return count
