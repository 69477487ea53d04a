"""The wizard of imports as tests walk through it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from webtest import TestResponse

from tests.client import Client


def csv_of(*rows: Sequence[str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Rows as a file."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_of(*rows: Sequence[Any]) -> bytes:
    """Rows as a workbook: texts as texts, numbers as numbers, days as days."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet()
        for line, row in enumerate(rows):
            page.write_row(line, 0, row)
    return file.getvalue()


def upload(
    ann: Client, resource: str, content: bytes, name: str = "rows.csv", status: int | None = 200, params: str = "{}"
) -> TestResponse:
    """The first step."""
    form = {"resource": resource, "params": params}
    return ann.app.post("/api/import/file", form, upload_files=[("file", name, content)], headers=ann.headers, status=status)


def mapped(ann: Client, resource: str, content: bytes, name: str = "rows.csv", **more: str) -> str:
    """The first two steps, with the mapping that was proposed, and ``more`` of it: the id of the file. ``more``: heading → column."""
    found = upload(ann, resource, content, name).json
    mapping = [one for one in found["mapping"] if one["from"] not in more]
    mapping += [{"from": heading, "to": column, "group": ""} for heading, column in more.items() if column]
    ann.post(f"import/{found['import']['import_id']}/mapping", {"mapping": mapping}, status=200)
    return str(found["import"]["import_id"])


def imported(ann: Client, resource: str, content: bytes, name: str = "rows.csv", **more: str) -> dict[str, Any]:
    """All four steps: what came of it, which is what the preview said."""
    id = mapped(ann, resource, content, name, **more)
    foreseen = ann.get(f"import/{id}/preview", status=200).json
    done: dict[str, Any] = ann.post(f"import/{id}/import", status=201).json
    assert done == foreseen
    return done


def told(result: dict[str, Any]) -> list[tuple[int, str | None, str]]:
    """Its errors: row, column and sentence."""
    return [(one["row_number"], one["column"], one["error_message"]) for one in result["errors"]]
