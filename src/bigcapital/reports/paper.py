"""Sheets for people: the same page as HTML, for a screen, and as PDF, set page by page as an accountant prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bigcapital.languages import LEFT, OWN, isolated
from bigcapital.pdf import Printer
from bigcapital.reports.breaks import GAP, INDENT, LINE, MARGIN, Layout, Printed, Setter, heads_of, height_of, kinds, layout
from bigcapital.reports.sheet import Sheet
from bigcapital.reports.table import Column

_AT_ONCE = 10  # pages that are rendered together: what a long report holds in memory

Page = dict[str, Any]


@cache
def _template() -> Any:
    loader = PackageLoader("bigcapital.reports", package_path=".")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.get_template("sheet.html")


@cache
def _style() -> str:
    return (files("bigcapital.reports") / "sheet.css").read_text("utf-8")


def as_html(sheet: Sheet) -> str:
    """One page of any length, for a screen; it needs nothing from anywhere else."""
    page = {"columns": [], "heads": heads_of(sheet.rows.columns), "rows": list(_unbroken(sheet)), "number": "", "last": True}
    return _written(sheet, "screen", _style(), [page])


def as_pdf(sheet: Sheet, printer: Printer, progress: Callable[[float, str], None]) -> Iterable[bytes]:
    """Pages of paper. A long sheet is read three times: to measure, to count its pages, and to print them, a few at a time."""
    rows = sheet.rows
    chosen = layout(rows)
    setter = Setter(rows, chosen, sheet.text)
    count = max(sum(1 for _ in setter.pages()), 1)
    style = _style() + _geometry(chosen)
    if count <= _AT_ONCE:
        yield printer.render(_written(sheet, "paper", style, _numbered(sheet, setter, count)))
        return

    def parts() -> Iterator[bytes]:
        pages = iter(_numbered(sheet, setter, count))
        done = 0
        while batch := list(islice(pages, _AT_ONCE)):
            yield printer.render(_written(sheet, "paper", style, batch))
            done += len(batch)
            progress(0.98 * done / count, sheet.text("Page {page} of {pages}", page=str(done), pages=str(count)))

    yield printer.join(parts())


def _numbered(sheet: Sheet, setter: Setter, count: int) -> Iterator[Page]:
    number = 0
    for number, rows in enumerate(setter.pages(), start=1):
        yield _page(sheet, setter.layout, rows, number, count)
    if not number:
        yield _page(sheet, setter.layout, [], 1, 1)


def _page(sheet: Sheet, chosen: Layout, rows: list[Printed], number: int, count: int) -> Page:
    shown = sheet.text("Page {page} of {pages}", page=str(number), pages=str(count))
    lines = [_row(row, chosen, _isolate(sheet)) for row in rows]
    return {"columns": chosen.columns, "heads": chosen.heads, "rows": lines, "number": shown, "last": number == count}


def _written(sheet: Sheet, medium: str, style: str, pages: Iterable[Page]) -> str:
    query = sheet.query
    basis = {"accrual": "Accrual basis", "cash": "Cash basis"}.get(query.get("basis", ""))
    notes = [sheet.meta["formatted_date_range"], sheet.text(basis) if basis else "", _currency(sheet) if sheet.in_base_currency else ""]
    return str(
        _template().render(
            language=sheet.language,
            direction="rtl" if sheet.right_to_left else "ltr",
            medium=medium,
            style=Markup(style),  # ours  # noqa: S704
            organization=sheet.meta["organization_name"],
            title=sheet.meta["sheet_name"],
            notes=[one for one in notes if one],
            nothing=sheet.text("Nothing to report."),
            pages=pages,
        )
    )


def _currency(sheet: Sheet) -> str:
    writer = sheet.rows.writer
    text = "Amounts in thousands of {currency}" if writer.style.divide_on_1000 else "Amounts in {currency}"
    return sheet.text(text, currency=writer.currency)


# --- rows as the template takes them: (classes, cells), where a cell is (text, classes, how many columns) ---


def _row(row: Printed, chosen: Layout, isolate: Callable[[str, bool], str]) -> tuple[str, list[tuple[str, str, int]]]:
    """The text of a cell runs on over the empty ones beside it; so does nothing."""
    cells: list[tuple[str, str, int]] = []
    place, count = 0, len(chosen.columns)
    while place < count:
        lines, span = row.cells[place], 1
        numeric = chosen.columns[place].numeric
        while not (lines and numeric) and place + span < count and not row.cells[place + span]:
            span += 1
        cells.append(("\n".join(isolate(line, numeric) for line in lines), _look(place, chosen.columns, row.depth) if lines else "", span))
        place += span
    return f"{row.kind} l{row.lines}", cells


def _look(place: int, columns: Sequence[Column], depth: int) -> str:
    if columns[place].numeric:
        return "n"
    if place == 0:
        return f"t d{min(depth, 9)}"
    return "t a" if columns[place - 1].numeric else "t"


def _isolate(sheet: Sheet) -> Callable[[str, bool], str]:
    """Among words that run to the left a number and a foreign word keep their own order, signs and stops included."""
    if not sheet.right_to_left:
        return lambda text, numeric: text
    return lambda text, numeric: isolated(text, LEFT if numeric else OWN)


def _unbroken(sheet: Sheet) -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
    columns, isolate = [column for _, column in sheet.rows.leaves()], _isolate(sheet)
    for row, depth, kind in kinds(sheet.rows):
        shown = {cell.key: cell.value for cell in row.flat}
        texts = [isolate(shown.get(column.key, ""), column.numeric) for column in columns]
        yield kind, [(text, _look(place, columns, depth), 1) for place, text in enumerate(texts)]


def _geometry(chosen: Layout) -> str:
    """What of the style depends on the sheet."""
    inside = round(chosen.height - 2 * MARGIN, 2)
    widths = "".join(f".c{place}{{width:{width}mm}}" for place, width in enumerate(chosen.widths))
    heights = "".join(f".l{lines} td{{height:{height_of(lines)}mm}}" for lines in range(1, 12))
    heads = "".join(f".h{level} th{{height:{height_of(lines)}mm}}" for level, lines in enumerate(chosen.head_lines))
    indents = "".join(f".d{depth}{{padding-inline-start:{INDENT * depth}mm}}" for depth in range(10))
    return (
        f"@page{{size:{chosen.width}mm {chosen.height}mm;margin:{MARGIN}mm}}"
        f".paper section{{height:{inside - 0.5}mm}}.paper td,.paper th{{line-height:{LINE}mm}}"
        f".paper td.t,.paper th.t{{padding-inline-end:{GAP / 2}mm}}.paper th.n{{padding-inline-start:{GAP / 2}mm}}"
        f"{widths}{heights}{heads}{indents}"
    )
