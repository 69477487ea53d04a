"""Files to begin with: the headings of a resource, and a row of what belongs below them."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Final

from bigcapital.exchange.kinds import columns
from bigcapital.exchange.words import said
from bigcapital.reports.spreadsheets import harmless
from bigcapital.rest.exchanged import Taken, shape_of
from bigcapital.rest.tree import Collection
from bigcapital.tenancy.tenant import Tenant

_BY_KIND: Final = {"number": "100", "boolean": "yes", "text": "", "relation": "", "enumeration": ""}


def sample(tenant: Tenant, kind: type[Collection]) -> list[list[str]]:
    """Headings in the reader's language, and one row, or two where a document has two lines."""
    exchanged, language = columns(kind), tenant.language
    taken = exchanged.taken(tenant)
    rows = [[said(one.title, language) for one in taken]]
    rows.append([_example(tenant, kind, one) for one in taken])
    if any(one.lines for one in taken):
        rows.append([cell if one.lines or one.key == exchanged.group else "" for one, cell in zip(taken, rows[1], strict=True)])
    return rows


def _example(tenant: Tenant, kind: type[Collection], column: Taken) -> str:
    assert kind.create_schema is not None
    shape = shape_of(kind.create_schema, column)
    if column.example or not shape.required:
        return column.example
    if shape.kind == "date":
        days = timedelta(days=30) if column.field.startswith(("due", "expiration")) else timedelta()
        return (_first_of(tenant.today()) + days).isoformat()
    return shape.choices[0] if shape.choices else _BY_KIND[shape.kind]


def _first_of(day: date) -> date:
    return day.replace(day=1)


def as_csv(rows: list[list[str]]) -> bytes:
    """UTF-8, with the mark without which Excel reads Arabic as noise."""
    out = io.StringIO()
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: list[list[str]]) -> bytes:
    """One sheet of texts."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page, bold = book.add_worksheet("Import"), book.add_format({"bold": True})
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                page.write_string(line, place, cell, bold if line == 0 else None)
        page.freeze_panes(1, 0)
        page.set_column(0, max(len(rows[0]) - 1, 0), 20)
    return file.getvalue()
