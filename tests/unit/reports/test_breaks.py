"""Pages: what is carried over, what stays together, and that what was computed to fit, fits."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bigcapital.errors import Failed
from bigcapital.ledger.money import NumberFormat
from bigcapital.pdf import NoPrinter, WeasyPrinter
from bigcapital.reports import labels, table
from bigcapital.reports.breaks import Setter, height_of, layout, lines_of, width_of
from bigcapital.reports.paper import as_html, as_pdf
from bigcapital.reports.sheet import Sheet
from bigcapital.reports.table import Column, Flow, Row
from tests.unit.reports.making import writer

META = {"sheet_name": "Journal", "organization_name": "R&D <b>", "formatted_date_range": "As 2024/12/31"}
STYLE = NumberFormat(show_zero=True)
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)
nasty = words | st.sampled_from(
    ["", "WWWW" * 40, "i" * 300, "شركة النور للتجارة العامة " * 9, "國" * 80, "<script>alert(1)</script>", "\u202e", "a b " * 300]
)
amounts = st.decimals("-999999999999", "999999999999", places=2)


def flow(rows: list[Row], *, parts: bool = False, groups: bool = False) -> Flow:
    """A list of a name, a note and an amount that is carried over."""
    columns = (Column("name", "Name"), Column("note", "Note"), Column("amount", "Amount", numeric=True, carried="sum"))
    depths = [(0 if not parts or "ACCOUNT" in row.types else 1, row) for row in rows]
    return Flow(columns, lambda: len(rows), lambda: iter(depths), writer(STYLE), parts, groups)


def line(name: str, note: str, value: Decimal) -> Row:
    return Row((table.text("name", name), table.text("note", note), table.amount("amount", value, writer(STYLE))), ("ENTRY",))


def total(value: Decimal) -> Row:
    return Row((table.text("name", "sum"), table.amount("amount", value, writer(STYLE), total=True)), ("TOTAL",))


def account(name: str) -> Row:
    return Row((table.text("name", name),), ("ACCOUNT",))


def text(english: str, **fill: str) -> str:
    return labels.text(english, "en", **fill)


def sheet_of(rows: Flow, language: str = "en") -> Sheet:
    def none() -> table.Table:
        raise AssertionError("a flow is not made into a table")

    return Sheet(list, none, {"basis": "accrual"}, META, language, flow=rows)


@settings(max_examples=60)
@given(st.lists(st.tuples(nasty, nasty, amounts), min_size=1, max_size=150))
def test_every_row_stands_on_one_page_in_order_and_no_page_is_overfull(given: list[tuple[str, str, Decimal]]) -> None:
    rows = flow([line(*each) for each in given])
    setter = Setter(rows, layout(rows), text)
    pages = list(setter.pages())
    assert [one.cells[2][0] for page in pages for one in page if one.kind == "row"] == [written(each[2]) for each in given]
    assert all(sum(height_of(one.lines) for one in page) <= setter.layout.room for page in pages)


@settings(max_examples=60)
@given(st.lists(amounts, min_size=1, max_size=200))
def test_what_is_carried_forward_is_the_sum_of_all_before_and_is_brought_forward_on_the_next_page(values: list[Decimal]) -> None:
    rows = flow([line("a", "b", value) for value in values])
    so_far, shown = Decimal(0), iter(values)
    pages = list(Setter(rows, layout(rows), text).pages())
    for number, page in enumerate(pages):
        assert (page[0].kind == "carried") == (number > 0)
        if number:
            assert page[0].cells[0] == ("Brought forward",) and page[0].cells[2] == (written_total(so_far),)
        so_far += sum(next(shown) for one in page if one.kind == "row")
        foot = page[-1]
        assert foot.cells[2] == (written_total(so_far),)
        assert (foot.kind, foot.cells[0]) == (("carried", ("Carried forward",)) if number < len(pages) - 1 else ("grand", ("Total",)))


@settings(max_examples=40)
@given(st.lists(st.integers(0, 70), min_size=1, max_size=6))
def test_a_part_carries_its_own_and_says_whose_it_is(lengths: list[int]) -> None:
    rows: list[Row] = []
    for place, length in enumerate(lengths):
        rows += [
            account(f"account {place}"),
            total(Decimal(0)),
            *(line("x", "y", Decimal(1)) for _ in range(length)),
            total(Decimal(length)),
        ]
    pages = list(Setter(flow(rows, parts=True), layout(flow(rows, parts=True)), text).pages())
    for before, page in zip(pages, pages[1:], strict=False):
        assert page[0].kind == "head" and before[-1].kind != "head"
        name = page[0].cells[0][0]
        if name.endswith("(continued)"):
            assert page[1].kind == before[-1].kind == "carried" and page[1].cells[2] == before[-1].cells[2]
        else:
            assert before[-1].kind == "total"
    carried = [int(one.cells[2][0].strip("$").split(".")[0]) for page in pages for one in page[:2] if one.kind == "carried"]
    assert all(0 < value < 71 for value in carried)


@settings(max_examples=40)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=40))
def test_the_lines_of_a_document_stay_together_so_that_what_is_carried_balances(lengths: list[int]) -> None:
    rows: list[Row] = []
    for length in lengths:
        rows += [*(line("x", "y", Decimal(1)) for _ in range(length)), total(Decimal(length))]
    whole = flow(rows, groups=True)
    for page in list(Setter(whole, layout(whole), text).pages())[:-1]:
        assert [one.kind for one in page[-2:]] == ["total", "carried"]


@given(nasty, st.floats(12, 200))
def test_a_text_in_lines_is_the_whole_text_and_fits(given: str, width: float) -> None:
    lines = lines_of(given, width)
    assert 1 <= len(lines) <= 8
    assert all(width_of(one) <= width or len(one) == 1 for one in lines[:-1])
    whole = "".join(given.split())
    assert "".join("".join(lines).split()).rstrip("…") == whole[: len("".join("".join(lines).split()).rstrip("…"))]
    if len(lines) < 8:
        assert "".join("".join(lines).split()) == whole


def test_columns_that_are_many_turn_the_page_and_then_enlarge_it() -> None:
    def of(count: int) -> tuple[float, float]:
        columns = tuple(Column(f"c{place}", f"column {place}", numeric=True) for place in range(count))
        chosen = layout(Flow((Column("name", "Name"), *columns), lambda: 0, lambda: iter(()), writer(STYLE)))
        assert sum(chosen.widths) == pytest.approx(chosen.width - 28, abs=0.1)
        return chosen.width, chosen.height

    assert of(3) == (210, 297) and of(12) == (297, 210)
    width, height = of(60)
    assert width > 900 and width / height == pytest.approx(297 / 210, abs=0.01)


@pytest.mark.slow
def test_the_printer_sets_exactly_the_pages_that_were_computed() -> None:
    names = ["<script>alert(1)</script>", "شركة النور للتجارة العامة " * 5, "國" * 50, "WWWW" * 30, "fi ffi é " * 40, "plain"]
    for language in ("en", "ar"):
        rows = flow([line(names[place % 6], names[place % 5], Decimal(place)) for place in range(70)])
        count = len(list(Setter(rows, layout(rows), text).pages()))
        pdf = PdfReader(io.BytesIO(b"".join(as_pdf(sheet_of(rows, language), WeasyPrinter(), lambda fraction, message: None))))
        assert len(pdf.pages) == count > 2
        assert pdf.metadata is not None and "Journal" in str(pdf.metadata.title)


@pytest.mark.slow
def test_a_long_sheet_is_printed_in_parts_and_says_how_far_it_is() -> None:
    said: list[tuple[float, str]] = []
    rows = flow([line("a", f"note {place}", Decimal(1)) for place in range(960)])
    pdf = PdfReader(io.BytesIO(b"".join(as_pdf(sheet_of(rows), WeasyPrinter(), lambda *told: said.append(told)))))
    assert len(pdf.pages) > 20 and len(said) > 1
    assert [fraction for fraction, _ in said] == sorted(fraction for fraction, _ in said) and said[-1][0] < 1
    assert said[-1][1] == f"Page {len(pdf.pages)} of {len(pdf.pages)}"
    assert f"Page {len(pdf.pages)} of {len(pdf.pages)}" in pdf.pages[-1].extract_text() and "$960.00" in pdf.pages[-1].extract_text()


def test_parts_joined_keep_title_and_language() -> None:
    printer = WeasyPrinter()
    parts = [printer.render(f'<html lang="ar"><title>number {number}</title><p>page {number}') for number in range(2)]
    pdf = PdfReader(io.BytesIO(printer.join(parts)))
    assert [page.extract_text().strip() for page in pdf.pages] == ["page 0", "page 1"]
    assert pdf.metadata is not None and pdf.metadata.title == "number 0" and pdf.trailer["/Root"]["/Lang"] == "ar"


def test_a_sheet_without_rows_says_so_on_one_page() -> None:
    pdf = PdfReader(io.BytesIO(b"".join(as_pdf(sheet_of(flow([])), WeasyPrinter(), lambda fraction, message: None))))
    assert len(pdf.pages) == 1 and "Nothing to report." in pdf.pages[0].extract_text()


def test_what_people_wrote_is_text_on_a_page_and_never_markup() -> None:
    page = as_html(sheet_of(flow([line("<script>alert(1)</script>", '"><img src=x>', Decimal(1))])))
    assert "<script" not in page and "<img" not in page and "R&amp;D &lt;b&gt;" in page
    assert "style=" not in page and "http" not in page


def test_a_printed_document_reads_no_file_and_asks_no_server(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("do not read me")
    for tag in (
        f'<img src="file://{secret}">',
        f'<link rel="attachment" href="file://{secret}">',
        f'<link rel="stylesheet" href="file://{secret}">',
    ):
        assert b"do not read me" not in WeasyPrinter().render(f"<!doctype html><html><head>{tag}</head><body>{tag}</body></html>")


def test_an_installation_that_does_not_print_says_so() -> None:
    with pytest.raises(Failed, match=r"pdf\.engine") as refused:
        NoPrinter().render("<p>")
    assert refused.value.status == 503


def written(value: Decimal) -> str:
    return writer(STYLE).amount(value)


def written_total(value: Decimal) -> str:
    return writer(STYLE).amount(value, total=True)
