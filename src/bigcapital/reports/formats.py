"""One sheet in the form that the client accepts: JSON, JSON with a table, CSV, XLSX.

A further form (PDF, HTML) is a further line of ``_FORMS`` with its own function; reports know nothing of forms.
"""

from __future__ import annotations

import base64
import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from pyramid.response import Response

from bigcapital import clock
from bigcapital.errors import Failed
from bigcapital.ledger.money import rounded
from bigcapital.reports.context import Writer
from bigcapital.reports.table import Cell, Row, Table
from bigcapital.rest.outgoing import dumps

JSON, TABLE, CSV = "application/json", "application/json+table", "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ACCEPTS = (JSON, TABLE, CSV, XLSX)  # what the reports answer with, for the description of the API


@dataclass(frozen=True)
class Sheet:
    """A finished report: ``data`` for programs, ``table`` for people; the one that is wanted is made."""

    data: Callable[[], Any]
    table: Callable[[], Table]
    query: dict[str, Any]
    meta: dict[str, Any]
    right_to_left: bool = False
    more: dict[str, Any] | None = None  # beside the data, such as pagination


@dataclass(frozen=True)
class Form:
    """One way out. ``words``: what in the Accept header asks for it. ``file``: what it is saved as."""

    name: str
    words: tuple[str, ...]
    content_type: str
    write: Callable[[Sheet], bytes]
    file: str | None = None


def _json(sheet: Sheet) -> bytes:
    return dumps({"data": sheet.data(), "query": sheet.query, "meta": sheet.meta} | (sheet.more or {}))


def _json_table(sheet: Sheet) -> bytes:
    return dumps({"table": sheet.table().json(), "query": sheet.query, "meta": sheet.meta} | (sheet.more or {}))


# --- CSV ---

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """``text`` that no spreadsheet takes for a formula."""
    return "'" + text if text.lstrip(" ").startswith(_FORMULA) else text


def _csv(sheet: Sheet) -> bytes:
    """A header and flat rows; amounts as plain numbers, so that any program reads them as such."""
    out = io.StringIO()
    writer = csv.writer(out)
    table = sheet.table()
    leaves = table.leaves()
    writer.writerow([harmless(label) for label, _ in leaves])
    for _, row in table.walk():
        shown = {cell.key: _csv_cell(cell, table.writer) for cell in _flat(row)}
        writer.writerow([shown.get(column.key, "") for _, column in leaves])
    content = out.getvalue()
    return content.encode("ascii" if content.isascii() else "utf-8-sig")  # without the mark, Excel reads Arabic as noise


def _flat(row: Row) -> tuple[Cell, ...]:
    return row.cells[:1] if row.is_repeated else row.cells


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


def _scaled(cell: Cell, writer: Writer) -> Decimal:
    assert isinstance(cell.raw, Decimal)
    return cell.raw.scaleb(-3) if writer.style.divide_on_1000 and cell.scaled else cell.raw


def _decimals(cell: Cell, writer: Writer) -> int:
    return writer.decimals if cell.decimals is None else cell.decimals


# --- XLSX ---

_DIGITS = 15  # that a number of a spreadsheet holds; longer ones are written as text, exactly
_BAD_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


def _xlsx(sheet: Sheet) -> bytes:
    """One worksheet: a frozen header, real numbers and days in their formats, text as text and never as a formula."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": sheet.meta["sheet_name"], "created": clock.now().replace(tzinfo=None)})
        page = book.add_worksheet(_BAD_SHEET_NAME.sub(" ", sheet.meta["sheet_name"])[:31])
        _Page(book, page, sheet).write()
    return out.getvalue()


class _Page:
    def __init__(self, book: Any, page: Any, sheet: Sheet):
        self.book, self.page, self.sheet, self.table = book, page, sheet, sheet.table()
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def write(self) -> None:
        """Header, rows, and how it looks and prints."""
        page, table = self.page, self.table
        if self.sheet.right_to_left:
            page.right_to_left()
        page.set_header(f"&L{_printed(self.sheet.meta['organization_name'])}&C{_printed(self.sheet.meta['sheet_name'])}")
        page.set_footer(f"&L{_printed(self.sheet.meta['formatted_date_range'])}&R&P / &N")
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.freeze_panes(1, 1)
        page.repeat_rows(0)
        leaves = table.leaves()
        for place, (label, column) in enumerate(leaves):
            page.set_column(place, place, 18 if column.numeric else 44 if place == 0 else 22)
            page.write_string(0, place, label, self._format(bold=True, bottom=1, align="right" if column.numeric else "left"))
        for line, (depth, row) in enumerate(table.walk(), start=1):
            found = {cell.key: cell for cell in _flat(row)}
            for place, (_, column) in enumerate(leaves):
                if column.key in found:
                    self._cell(line, place, found[column.key], row, depth if place == 0 else 0)

    def _cell(self, line: int, place: int, cell: Cell, row: Row, depth: int) -> None:
        look: dict[str, Any] = {"bold": True} if row.is_total else {}
        if isinstance(cell.raw, Decimal):
            if not cell.value:
                return
            value = cell.raw if cell.percentage else _scaled(cell, self.table.writer)
            if len(value.normalize().as_tuple().digits) > _DIGITS:
                self.page.write_string(line, place, cell.value, self._format(**look, align="right"))
            else:
                self.page.write_number(line, place, value, self._format(**look, num_format=_number_format(cell, self.table.writer)))
        elif isinstance(cell.raw, date):
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


# --- which ---

_FORMS = (
    Form("table", ("application/json+table",), JSON, _json_table),
    Form("csv", ("application/csv", CSV), CSV, _csv, "output.csv"),
    Form("xlsx", ("application/xlsx", XLSX), XLSX, _xlsx, "output.xlsx"),
)
_PLAIN = Form("json", (), JSON, _json)
_ABSENT = {"application/pdf": "PDF", "application/json+html": "HTML"}


def form_for(accept: str) -> Form:
    """The form that an Accept header asks for, JSON unless it says otherwise; 406 for one that there is not."""
    accept = accept.lower()
    for form in _FORMS:
        if any(word in accept for word in form.words):
            return form
    for word, name in _ABSENT.items():
        if word in accept:
            raise Failed(406, "Not Acceptable", f"This report is not available as {name} yet.")
    return _PLAIN


def kept(body: bytes, form: Form) -> str:
    """A body as text, for the cache."""
    return base64.b64encode(body).decode() if form.name == "xlsx" else body.decode()


def restored(body: str, form: Form) -> bytes:
    """What ``kept`` was given."""
    return base64.b64decode(body) if form.name == "xlsx" else body.encode()


def response(body: bytes, form: Form) -> Response:
    """The answer; its content depends on the Accept header, and is nobody else's."""
    answer = Response(body, content_type=form.content_type, charset=None if form.name == "xlsx" else "utf-8")
    answer.vary = ("Accept",)
    answer.cache_control = "private, no-cache"
    if form.file is not None:
        answer.content_disposition = f'attachment; filename="{form.file}"'
    return answer
