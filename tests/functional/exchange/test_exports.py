"""Lists as files: every row that the screen's filters leave, in its order, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from typing import Any

from openpyxl import load_workbook

from tests.client import Client
from tests.functional.inventory.goods import made

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def exported(ann: Client, resource: str, **query: str) -> list[dict[str, str]]:
    """The rows of a CSV, by heading."""
    answer = ann.app.get("/api/export", {"resource": resource, **query}, headers=ann.headers | {"Accept": "application/csv"}, status=200)
    return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))


def sheet(ann: Client, resource: str, **query: str) -> list[tuple[Any, ...]]:
    """The rows of a workbook."""
    answer = ann.app.get("/api/export", {"resource": resource, **query}, headers=ann.headers | {"Accept": XLSX}, status=200)
    return list(load_workbook(io.BytesIO(answer.body)).worksheets[0].iter_rows(values_only=True))


def test_items_are_exported_as_the_list_has_them(ann: Client) -> None:
    for name in ("Anvil", "Bolt", "=1+1"):
        made(ann, name=name, sell_price="1234.567891")
    rows = exported(ann, "Item", column_sort_by="name", sort_order="asc")
    assert [row["Item name"] for row in rows] == ["'=1+1", "Anvil", "Bolt"]
    assert rows[1]["Sell price"] == "1234.567891" and rows[1]["Sellable"] == "Yes" and rows[1]["Sell account"] == "Sales of Product Income"
    head, first, *_ = sheet(ann, "Item", search_keyword="=1")
    assert dict(zip(head, first, strict=True))["Item name"] == "=1+1"
