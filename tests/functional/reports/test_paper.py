"""Statements as people take them away: PDF, HTML, spreadsheets and CSV of any length, over real books."""

from __future__ import annotations

import base64
import csv
import gc
import io
import re
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from bigcapital.accounting.lines import LedgerLine
from bigcapital.pdf import WeasyPrinter, printers
from bigcapital.reports import lines
from bigcapital.reports.context import Context
from bigcapital.reports.general_ledger import GeneralLedger
from bigcapital.reports.journal import Journal
from bigcapital.reports.query import GeneralLedgerQuery, JournalQuery
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.functional.reports.reading import Reader

pytestmark = pytest.mark.slow

PDF, HTML = "application/pdf", "text/html"
JANUARY = {"from_date": "2024-01-01", "to_date": "2024-01-31"}
REPORTS = ("balance-sheet", "profit-loss-sheet", "trial-balance-sheet", "general-ledger", "journal")


def pages(answer: Any) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(answer.body)).pages]


def amounts(value: Any) -> set[str]:
    """Every written amount of a JSON answer."""
    if isinstance(value, dict):
        own = {
            text for key, text in value.items() if key.startswith("formatted_") and isinstance(text, str) and re.search(r"\d\.\d\d", text)
        }
        return own.union(*map(amounts, value.values()))
    return set().union(*map(amounts, value)) if isinstance(value, list) else set()


def busy(reader: Reader, count: int = 40) -> None:
    """A January of so many journals."""
    for number in range(count):
        day = f"2024-01-{number % 28 + 1:02}"
        reader.post(day, ("Bank Account", 10 + number), ("Sales of Service Income", -10 - number), note=f"=sale {number}")


@pytest.mark.parametrize("name", REPORTS)
def test_a_pdf_shows_the_same_figures_as_the_json_under_the_same_names(ann: Reader, name: str) -> None:
    busy(ann)
    answer = ann.ask(name, accept=PDF, **JANUARY)
    assert answer.content_type == PDF and answer.headers["Content-Disposition"] == 'inline; filename="output.pdf"'
    data = ann.report(name, **JANUARY)
    text = "\n".join(pages(answer))
    missing = {one for one in amounts(data["data"]) if one not in text}
    assert not missing
    for each, page in enumerate(pages(answer), start=1):
        assert "ANN'S BOOKS" in page and data["meta"]["sheet_name"] in page and data["meta"]["formatted_date_range"] in page
        assert f"Page {each} of {len(pages(answer))}" in page


def test_the_journal_carries_its_totals_from_page_to_page(ann: Reader) -> None:
    busy(ann, 50)
    found = pages(ann.ask("journal", accept=PDF, **JANUARY))
    assert len(found) > 2
    for before, after in zip(found, found[1:], strict=False):
        foot = re.search(r"Carried forward\s*(\$[\d,.]+)\s*(\$[\d,.]+)", before)
        top = re.search(r"Brought forward\s*(\$[\d,.]+)\s*(\$[\d,.]+)", after)
        assert foot is not None and top is not None and foot.groups() == top.groups() and foot[1] == foot[2]
    whole = sum(10 + number for number in range(50))
    assert f"${whole:,}.00" in found[-1] and "Carried forward" not in found[-1]


def test_an_account_that_goes_on_says_so_with_its_running_balance(ann: Reader) -> None:
    busy(ann, 50)
    found = pages(ann.ask("general-ledger", accept=PDF, none_transactions="1", **JANUARY))
    going_on = [page for page in found if "Bank Account - 10001 (continued)" in page]
    assert going_on and all("Brought forward" in page for page in going_on)
    assert sum("Carried forward" in page for page in found) == sum("Brought forward" in page for page in found)


@pytest.fixture
def arabic(installation: Installation, tenant: template.Units, system: template.Systems) -> Reader:
    """Ann, whose organization writes Arabic."""
    from bigcapital.tenancy.model import Organization

    with system() as unit:
        row = unit.session.get(Organization, tenant.record.id)
        assert row is not None
        row.language, row.name = "ar", "شركة النور"
        row.metadata_version += 1
    return Reader(template.app(installation), template.the_tenant(installation))


def test_arabic_runs_from_the_right_with_amounts_in_their_own_order(arabic: Reader) -> None:
    busy(arabic, 3)
    page = arabic.ask("trial-balance-sheet", accept=HTML, **JANUARY).text
    assert '<html lang="ar" dir="rtl">' in page and "ميزان المراجعة" in page and "\u2066-33.00\u2069" in page
    pdf = PdfReader(io.BytesIO(arabic.ask("trial-balance-sheet", accept=PDF, **JANUARY).body))
    assert pdf.trailer["/Root"]["/Lang"] == "ar" and "ميزان" in str(pdf.metadata and pdf.metadata.title)
    rows = [line for line in pdf.pages[0].extract_text(extraction_mode="layout").splitlines() if "-33.00" in line]
    assert len(rows) == 1 and rows[0].index("-33.00") < rows[0].index("50002")  # the last column is at the left, the first at the right
    book = CalamineWorkbook.from_filelike(io.BytesIO(arabic.ask("trial-balance-sheet", accept="application/xlsx", **JANUARY).body))
    assert 33.0 in book.get_sheet_by_index(0).to_python()[1]


def test_the_html_page_stands_alone_under_a_policy_that_allows_its_own_style_and_nothing_else(ann: Reader) -> None:
    busy(ann, 3)
    answer = ann.ask("general-ledger", accept="text/html,application/xhtml+xml,*/*;q=0.8", **JANUARY)
    style = re.search(r"<style>(.*?)</style>", answer.text, re.S)
    assert style is not None and "<script" not in answer.text and "style=" not in answer.text and "src=" not in answer.text
    digest = base64.b64encode(sha256(style[1].encode()).digest()).decode()
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';") and "unsafe" not in policy
    assert amounts(ann.report("general-ledger", **JANUARY)["data"]) <= set(re.findall(r"-?\$?[\d,]+\.\d\d", answer.text))
    told = ann.ask("balance-sheet", accept="application/json+html", **JANUARY)
    assert told.content_type == "application/json" and told.json["html_content"].startswith("<!doctype html>")


def test_a_pdf_is_remembered_like_any_other_form(ann: Reader) -> None:
    busy(ann, 2)
    first = ann.ask("balance-sheet", accept=PDF, to_date="2024-01-31").body
    assert ann.ask("balance-sheet", accept=PDF, to_date="2024-01-31").body == first
    busy(ann, 1)
    assert pages(ann.ask("balance-sheet", accept=PDF, to_date="2024-01-31")) != [
        page.extract_text() for page in PdfReader(io.BytesIO(first)).pages
    ]


def test_an_empty_book_is_a_page_too(ann: Reader) -> None:
    assert "Nothing to report." in pages(ann.ask("journal", accept=PDF, **JANUARY))[0]
    assert pages(ann.ask("trial-balance-sheet", accept=PDF, **JANUARY))
    assert ann.ask("journal", accept="text/csv", **JANUARY).text.count("\n") == 1


def test_without_its_libraries_a_pdf_is_refused_with_the_names_of_the_packages(ann: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "weasyprint", None)  # so that importing it fails, as without Pango
    answer = ann.ask("balance-sheet", accept=PDF, status=503)
    assert all(package in answer.json["message"] for package in printers.PACKAGES)
    assert ann.ask("balance-sheet", accept="text/csv").status_int == 200


def test_the_printer_is_not_imported_before_somebody_prints(data_dir: Any) -> None:
    import subprocess
    import sys

    code = (
        f"import sys, pathlib; from tests import template; from bigcapital.starting import start; import bigcapital\n"
        f"bigcapital.main(installation=start(template.settings(pathlib.Path({str(data_dir)!r}))))\n"
        "print('weasyprint' in sys.modules, 'pypdf' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "False"]


# --- lists of any length ---


@pytest.mark.parametrize("name", ["general-ledger", "journal"])
@pytest.mark.parametrize("asked", [{}, {"none_transactions": "1"}, {"number_format[divide_on1000]": "1"}, {"accounts_ids": "bank"}])
def test_a_ledger_that_flows_says_what_the_table_says(ann: Reader, name: str, asked: dict[str, Any]) -> None:
    busy(ann, 30)
    below = ann.add_account("Till", under="Bank Account")
    ann.post("2024-01-31", ("Till", 5), ("Sales of Service Income", -5))
    query = {key: ann.account("Bank Account") if value == "bank" else value for key, value in asked.items()} | JANUARY
    rows = list(csv.reader(io.StringIO(ann.ask(name, accept="text/csv", **query).body.decode("utf-8-sig"))))
    with ann.tenant(writer=False) as unit:
        kind: Any = {"general-ledger": GeneralLedger, "journal": Journal}[name]
        names = {"number_format[divide_on1000]": "number_format"}
        given = {names.get(key, key): {"divide_on1000": "1"} if "[" in key else value for key, value in query.items()}
        report = kind(Context.of(unit), kind.asks.model_validate(given))
        table = report.sheet(unit).table()
        flat = [(depth, [(cell.key, cell.value) for cell in row.flat if cell.value], row.types) for depth, row in table.walk()]
        flow = report.sheet(unit, by_rows=True)
        assert flow.flow is not None
        flowing = [(depth, [(cell.key, cell.value) for cell in row.flat if cell.value], row.types) for depth, row in flow.rows.walk()]
    assert flowing == flat and len(rows) == len(flat) + 1
    assert below and any("'=sale" in cell for row in rows for cell in row)


def many(reader: Reader, count: int, each: int = 100) -> None:
    """So many lines, in entries of ``each``, one a day."""
    start = date(2020, 1, 1)
    for place in range(count // each):
        legs = [("Bank Account", 1 if leg % 2 else -1) for leg in range(each)]
        reader.post((start + timedelta(days=place)).isoformat(), *legs)


def test_a_ledger_of_any_length_holds_a_few_pages_of_lines(ann: Reader) -> None:
    many(ann, 5 * lines.BATCH)
    for kind, query in ((GeneralLedger, GeneralLedgerQuery), (Journal, JournalQuery)):
        with ann.tenant(writer=False) as unit:
            asked = query(from_date="2020-01-01", to_date="2020-12-31")  # type: ignore[arg-type]
            report: Any = kind(Context.of(unit), asked)  # type: ignore[arg-type]
            most = seen = 0
            for seen, _ in enumerate(report.sheet(unit, by_rows=True).rows.walk(), start=1):
                if seen % 1000 == 0:
                    most = max(most, sum(type(one) is LedgerLine for one in gc.get_objects()))
        assert seen > 5 * lines.BATCH and 0 < most <= 2 * lines.BATCH + 200


def test_a_csv_reads_one_snapshot_in_a_unit_of_work_of_its_own_and_ends_it(ann: Reader, installation: Installation) -> None:
    busy(ann, 40)
    request = ann.app.RequestClass.blank("/api/reports/journal?from_date=2024-01-01&to_date=2024-01-31")
    request.headers.update(ann.headers | {"Accept": "text/csv"})
    for whole in (True, False):
        answer = request.copy().get_response(ann.app.app)
        assert answer.status_int == 200 and answer.content_length is None and answer.headers["X-Accel-Buffering"] == "no"
        pieces = iter(answer.app_iter)
        first = next(pieces)
        ann.post("2024-01-15", ("Bank Account", 7777), ("Sales of Service Income", -7777))  # while it is being read
        if whole:
            assert b"7777" not in first + b"".join(pieces)
        answer.app_iter.close()
        engine = installation.tenant_engine(ann.tenant.record)
        assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_json_keeps_its_bound_and_csv_has_none(ann: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    busy(ann, 10)
    monkeypatch.setattr(lines, "MOST_LINES", 12)
    for name in ("general-ledger", "journal"):
        assert ann.ask(name, status=400, **JANUARY).json["message"].startswith("These are 20 lines")
        assert ann.ask(name, accept="text/csv", **JANUARY).text.count("\n") > 20


def test_a_spreadsheet_holds_real_numbers_days_and_texts_that_are_no_formulas(ann: Reader) -> None:
    busy(ann, 5)
    body = ann.ask("journal", accept="application/xlsx", **JANUARY).body
    page = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    assert page[1][0] == date(2024, 1, 1) and page[1][3] == "=sale 0" and page[1][7] == 10.0 and page[2][6] == 10.0
    import zipfile

    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml and 'state="frozen"' in xml


def test_a_day_before_spreadsheets_have_days_is_written_as_text(ann: Reader) -> None:
    ann.post("1899-05-05", ("Bank Account", 7), ("Sales of Service Income", -7))
    body = ann.ask("journal", accept="application/xlsx", from_date="1899-01-01", to_date="1899-12-31").body
    assert CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()[1][0] == "1899 May 05"


def test_fonts_are_loaded_once_and_shared_by_threads() -> None:
    from concurrent.futures import ThreadPoolExecutor

    printer = WeasyPrinter()
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda number: printer.render(f"<p>number {number}</p>"), range(6)))
    assert [PdfReader(io.BytesIO(body)).pages[0].extract_text().strip() for body in found] == [f"number {number}" for number in range(6)]
