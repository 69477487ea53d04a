"""A long file of items: how long a worker takes to preview and to import it, and how much memory it holds meanwhile.

Where other programs use the machine as well, the processor time of the worker says more than the clock.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import xlsxwriter

from bench.stage import PROGRAM, Stage

ROWS = int(os.environ.get("BENCH_IMPORTED_ROWS", "100000"))
HEAD = (
    "Item type",
    "Item name",
    "Item code",
    "Sellable",
    "Purchasable",
    "Sell price",
    "Cost price",
    "Cost account",
    "Sell account",
    "Note",
)
AIM = "≤ 120 s and ≤ 400 MB"


def imports(stage: Stage) -> None:
    """``ROWS`` items as XLSX and as CSV, each previewed, then imported."""
    print(f"\n{ROWS:,} rows of items (aim: {AIM})")
    with _working(stage) as worker:
        for name, content in (("items.xlsx", _as_xlsx("X")), ("items.csv", _as_csv("C"))):
            began = time.perf_counter()
            told = _upload(stage, name, content)
            id = told["import"]["import_id"]
            print(f"{name}, {len(content) / 2**20:.1f} MB: uploaded and read in {time.perf_counter() - began:.1f} s")
            stage.ask(stage.post(f"import/{id}/mapping", {"mapping": told["mapping"]}), 200)
            for what, ask in (("previewed", stage.get(f"import/{id}/preview")), ("imported", stage.post(f"import/{id}/import", {}))):
                _measured(stage, worker, id, what, ask)


def _measured(stage: Stage, worker: int, id: str, what: str, ask: bytes) -> None:
    wall, own = time.perf_counter(), _seconds(worker)
    stage.ask(ask, 202)
    while not (told := stage.ask(stage.get(f"import/{id}/progress"), 200))["is_completed"]:
        if told["is_failed"]:
            raise RuntimeError(told["message"])
        time.sleep(0.2)
    wall, own = time.perf_counter() - wall, _seconds(worker) - own
    created = told["result"]["created_count"]
    print(f"  {what}: {created:,} in {wall:.1f} s, of which the worker {own:.1f} s; it held {_most(worker)} MB at the most", flush=True)
    assert created == ROWS, told["result"]["errors"][:3]


@contextmanager
def _working(stage: Stage) -> Iterator[int]:
    """The id of a process that does jobs."""
    process = subprocess.Popen([PROGRAM, "worker", "--config", stage.ini, "--processes", "0"], stdout=subprocess.DEVNULL)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(60)


def _seconds(pid: int) -> float:
    """Processor time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _most(pid: int) -> int:
    """Resident megabytes of a process at the most."""
    said = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line)
    return int(said["VmHWM"].split()[0]) // 1024


def _rows(mark: str) -> Iterator[tuple[str, ...]]:
    yield HEAD
    for n in range(ROWS):
        prices = (f"{n / 100 + 1:.2f}", f"{n / 200 + 1:.2f}")
        accounts = ("Cost of Goods Sold", "Sales of Product Income")
        yield ("service", f"Article {mark}{n:06}", f"{mark}-{n:06}", "yes", "yes", *prices, *accounts, f"Shelf {n % 977}, box {n % 89}")


def _as_csv(mark: str) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(_rows(mark))
    return out.getvalue().encode()


def _as_xlsx(mark: str) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_numbers": True}) as book:
        page = book.add_worksheet()
        for line, row in enumerate(_rows(mark)):
            page.write_row(line, 0, row)
    return file.getvalue()


def _upload(stage: Stage, name: str, content: bytes) -> Any:
    edge = uuid4().hex
    part = f'--{edge}\r\nContent-Disposition: form-data; name="resource"\r\n\r\nItem\r\n--{edge}\r\n'
    part += f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
    body = part.encode() + content + f"\r\n--{edge}--\r\n".encode()
    headers = stage.headers | {"Content-Type": f"multipart/form-data; boundary={edge}"}
    request = urllib.request.Request(f"http://127.0.0.1:{stage.port}/api/import/file", body, headers, method="POST")
    with urllib.request.urlopen(request, timeout=600) as answer:
        return json.load(answer)
