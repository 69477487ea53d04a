"""Sheets for spreadsheets and other programs: CSV and XLSX, a row at a time, so that no report is too long for memory.

Amounts and days are carried as such, whatever they look like on the page, and no text of anybody's can become a formula.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from bigcapital import clock
from bigcapital.errors import Failed
from bigcapital.ledger.money import rounded
from bigcapital.reports.context import Writer
from bigcapital.reports.sheet import Sheet
from bigcapital.reports.table import Cell, Row

_PIECE = 1 << 16  # bytes of a piece of a file


def _scaled(cell: Cell, writer: Writer) -> Decimal:
    assert isinstance(cell.raw, Decimal)
    return cell.raw.scaleb(-3) if writer.style.divide_on_1000 and cell.scaled else cell.raw


def _decimals(cell: Cell, writer: Writer) -> int:
    return writer.decimals if cell.decimals is None else cell.decimals


# --- CSV ---

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")  # and the first four as wide as East Asian letters
_BATCH = 500  # rows of a piece


def harmless(text: str) -> str:
    """``text`` that no spreadsheet takes for a formula."""
    return "'" + text if text.lstrip(" ").startswith(_FORMULA) else text


def as_csv(sheet: Sheet) -> Iterator[bytes]:
    """A header and flat rows; amounts as plain numbers, so that any program reads them as such.

    UTF-8 with a mark, without which Excel reads Arabic as noise; a short one that is all ASCII goes without.
    """
    rows = sheet.rows
    leaves, walk = rows.leaves(), rows.walk()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(label) for label, _ in leaves])
    first = True
    while True:
        batch = list(islice(walk, _BATCH))
        for _, row in batch:
            shown = {cell.key: _csv_cell(cell, rows.writer) for cell in row.flat}
            writer.writerow([shown.get(column.key, "") for _, column in leaves])
        text, last = out.getvalue(), len(batch) < _BATCH
        if text:
            yield text.encode("utf-8-sig" if first and not (last and text.isascii()) else "utf-8")
        if last:
            return
        first = False
        out.seek(0)
        out.truncate()


def _csv_cell(cell: Cell, writer: Writer) -> str:
    if isinstance(cell.raw, Decimal):
        if not cell.value:
            return ""
        if cell.percentage:
            return format(rounded(cell.raw * 100, 2), "f") + "%"
        return format(rounded(_scaled(cell, writer), _decimals(cell, writer)), "f")
    if isinstance(cell.raw, date):
        return cell.raw.isoformat()
    return harmless(cell.value)


# --- XLSX ---

XLSX_ROWS = 1_000_000  # that a worksheet holds, nearly
_LINES = 1_048_576  # that it holds indeed
_DIGITS = 15  # that a number of a spreadsheet holds; longer ones are written as text, exactly
_FIRST_DAY = date(1900, 3, 1)  # of spreadsheets' calendar, which knows a 29 February 1900
_BAD_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


def as_xlsx(sheet: Sheet) -> Iterator[bytes]:
    """One worksheet: a frozen header, real numbers and days in their formats, text as text and never as a formula.

    A row is on disk when the next one is begun.
    """
    import xlsxwriter  # for the first workbook alone: it would be a part of every start-up

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, options) as book:
            book.set_properties({"title": sheet.meta["sheet_name"], "created": clock.now().replace(tzinfo=None)})
            page = book.add_worksheet(_BAD_SHEET_NAME.sub(" ", sheet.meta["sheet_name"])[:31])
            _Page(book, page, sheet).write()
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


class _Page:
    def __init__(self, book: Any, page: Any, sheet: Sheet):
        self.book, self.page, self.sheet, self.rows = book, page, sheet, sheet.rows
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def write(self) -> None:
        """Header, rows, and how it looks and prints."""
        page, rows = self.page, self.rows
        if self.sheet.right_to_left:
            page.right_to_left()
        page.set_header(f"&L{_printed(self.sheet.meta['organization_name'])}&C{_printed(self.sheet.meta['sheet_name'])}")
        page.set_footer(f"&L{_printed(self.sheet.meta['formatted_date_range'])}&R&P / &N")
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.freeze_panes(1, 1)
        page.repeat_rows(0)
        leaves = rows.leaves()
        for place, (label, column) in enumerate(leaves):
            page.set_column(place, place, 18 if column.numeric else 44 if place == 0 else 22)
            page.write_string(0, place, label, self._format(bold=True, bottom=1, align="right" if column.numeric else "left"))
        for line, (depth, row) in enumerate(rows.walk(), start=1):
            if line >= _LINES:  # a workbook would leave out the rest without a word
                raise Failed(400, "Bad Request", "These are more rows than a worksheet holds: ask for less, or for CSV.")
            found = {cell.key: cell for cell in row.flat}
            for place, (_, column) in enumerate(leaves):
                if column.key in found:
                    self._cell(line, place, found[column.key], row, depth if place == 0 else 0)

    def _cell(self, line: int, place: int, cell: Cell, row: Row, depth: int) -> None:
        look: dict[str, Any] = {"bold": True} if row.is_total else {}
        if isinstance(cell.raw, Decimal):
            if not cell.value:
                return
            value = cell.raw if cell.percentage else _scaled(cell, self.rows.writer)
            if len(value.normalize().as_tuple().digits) > _DIGITS:
                self.page.write_string(line, place, cell.value, self._format(**look, align="right"))
            else:
                self.page.write_number(line, place, value, self._format(**look, num_format=_number_format(cell, self.rows.writer)))
        elif isinstance(cell.raw, date) and cell.raw >= _FIRST_DAY:
            self.page.write_datetime(line, place, datetime(*cell.raw.timetuple()[:3]), self._format(**look, num_format="yyyy-mm-dd"))  # noqa: DTZ001
        elif cell.value:
            self.page.write_string(line, place, cell.value[:32_767], self._format(**look, indent=min(depth, 15)))

    def _format(self, **look: Any) -> Any:
        key = tuple(sorted((name, value) for name, value in look.items() if value))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(dict(key))
        return self._formats[key]


def _number_format(cell: Cell, writer: Writer) -> str:
    """A spreadsheet's own format for what the reader chose."""
    if cell.percentage:
        plain = "0.00%"
    else:
        sign = writer.sign.replace('"', "") if cell.sign else ""
        decimals = _decimals(cell, writer)
        plain = (f'"{sign}"' if sign else "") + "#,##0" + ("." + "0" * decimals if decimals else "")
    return f"{plain};({plain})" if writer.style.negative_format == "parentheses" else f"{plain};-{plain}"


def _printed(text: str) -> str:
    return text.replace("&", "&&")[:80]
