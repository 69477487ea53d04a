"""One sheet in the form that the client accepts: JSON, JSON with a table, CSV, XLSX, PDF, HTML.

A further form is a further line of ``_FORMS`` with its own function; reports know nothing of forms.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from pyramid.response import Response

from bigcapital.errors import Failed
from bigcapital.pdf import NoPrinter, Printer, page_policy
from bigcapital.reports import paper
from bigcapital.reports.sheet import Sheet
from bigcapital.reports.spreadsheets import XLSX_ROWS, as_csv, as_xlsx
from bigcapital.rest.outgoing import dumps

JSON, TABLE, CSV, PDF = "application/json", "application/json+table", "text/csv", "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HTML, HTML_IN_JSON = "text/html", "application/json+html"
ACCEPTS = (JSON, TABLE, CSV, XLSX, PDF, HTML, HTML_IN_JSON)  # what the reports answer with, for the description of the API


@dataclass(frozen=True)
class Desk:
    """What a form needs besides its sheet: who prints, and whom to tell how far it is (0..1, and a sentence)."""

    printer: Printer = field(default_factory=NoPrinter)
    progress: Callable[[float, str], None] = lambda fraction, message: None


@dataclass(frozen=True)
class Form:
    """One way out.

    ``words``: what in the Accept header asks for it. ``ending``: of the file that it is saved as. ``at_once``: how many rows
    are written while the client waits; up to ``at_most`` a job writes them. ``flows``: however long it is, it is sent while
    it is written. ``by_rows``: it is made of rows, of which a report that lists lines has any number.
    """

    name: str
    words: tuple[str, ...]
    content_type: str
    write: Callable[[Sheet, Desk], Iterable[bytes]]
    ending: str | None = None
    is_text: bool = True
    by_rows: bool = False
    flows: bool = False
    at_once: int = 0
    at_most: int = 0

    def whole(self, sheet: Sheet, desk: Desk | None = None) -> bytes:
        """All of it."""
        return b"".join(self.write(sheet, desk or Desk()))

    def waits(self, count: int) -> bool:
        """Whether ``count`` rows are too many to wait for, so that a job makes them.

        :raises Failed: 400, they are too many for this form.
        """
        if not self.by_rows or self.flows or count <= self.at_once:
            return False
        if count > self.at_most:
            kind = self.ending.upper() if self.ending else "page"
            sentence = f"These are {count:,} rows, more than the {self.at_most:,} of one {kind}: ask for fewer days, or for CSV."
            raise Failed(400, "Bad Request", sentence)
        return True


def _json(sheet: Sheet, desk: Desk) -> Iterable[bytes]:
    yield dumps({"data": sheet.data(), "query": sheet.query, "meta": sheet.meta} | (sheet.more or {}))


def _json_table(sheet: Sheet, desk: Desk) -> Iterable[bytes]:
    yield dumps({"table": sheet.table().json(), "query": sheet.query, "meta": sheet.meta} | (sheet.more or {}))


def _html(sheet: Sheet, desk: Desk) -> Iterable[bytes]:
    yield paper.as_html(sheet).encode()


def _html_in_json(sheet: Sheet, desk: Desk) -> Iterable[bytes]:
    yield dumps({"html_content": paper.as_html(sheet)})


_PLAIN = Form("json", (), JSON, _json)
_PAGE: dict[str, Any] = {"by_rows": True, "at_once": 10_000, "at_most": 10_000}
_FORMS = (
    Form("table", (TABLE,), JSON, _json_table),
    Form("csv", ("application/csv", CSV), CSV, lambda sheet, desk: as_csv(sheet), "csv", by_rows=True, flows=True),
    Form(
        "xlsx", ("application/xlsx", XLSX), XLSX, lambda sheet, desk: as_xlsx(sheet), "xlsx",
        is_text=False, by_rows=True, at_once=20_000, at_most=XLSX_ROWS,
    ),
    Form(
        "pdf", (PDF,), PDF, lambda sheet, desk: paper.as_pdf(sheet, desk.printer, desk.progress), "pdf",
        is_text=False, by_rows=True, at_once=250, at_most=100_000,
    ),
    Form("html_content", (HTML_IN_JSON,), JSON, _html_in_json, **_PAGE),
    Form("html", (HTML,), HTML, _html, **_PAGE),
)  # fmt: skip


def form_for(accept: str) -> Form:
    """The form that an Accept header asks for, JSON unless it says otherwise."""
    accept = accept.lower()
    return next((form for form in _FORMS if any(word in accept for word in form.words)), _PLAIN)


def form_named(name: str) -> Form:
    """The form of that name."""
    return next(form for form in (_PLAIN, *_FORMS) if form.name == name)


def kept(body: bytes, form: Form) -> str:
    """A body as text, for the cache."""
    return body.decode() if form.is_text else base64.b64encode(body).decode()


def restored(body: str, form: Form) -> bytes:
    """What ``kept`` was given."""
    return body.encode() if form.is_text else base64.b64decode(body)


def response(body: bytes | Iterable[bytes], form: Form) -> Response:
    """The answer, whole or as it comes; its content depends on what the reader accepts, and is nobody else's."""
    answer = Response(content_type=form.content_type, charset="utf-8" if form.is_text else None)
    if isinstance(body, bytes):
        answer.body = body
    else:
        answer.app_iter = body
        answer.headers["X-Accel-Buffering"] = "no"  # or nginx would write all of it to its disk first
    answer.vary = ("Accept", "Accept-Language")
    answer.cache_control = "private, no-cache"
    if form.ending is not None:
        kind = "inline" if form.content_type == PDF else "attachment"  # a browser shows the one, and saves the others
        answer.content_disposition = f'{kind}; filename="output.{form.ending}"'
    if form.content_type == HTML and isinstance(body, bytes):
        answer.headers["Content-Security-Policy"] = page_policy(body)
    return answer
