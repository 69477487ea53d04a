"""Long pages are printed by a process of their own, which is ended when it takes too long and started again when it is needed."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pypdf import PdfReader

from bigcapital.errors import Failed
from bigcapital.pdf import WeasyPrinter
from bigcapital.pdf.press import AT_ONCE, Press
from tests.client import Client
from tests.functional.sales.conftest import Shop, shop
from tests.functional.sales.selling import invoice, line

__all__ = ["shop"]
PAGE = "<!doctype html><title>A page</title><p>Something"

pytestmark = pytest.mark.slow


@pytest.fixture
def press() -> Iterator[Press]:
    one = Press()
    yield one
    one.close()


def process(press: Press) -> Any:
    return press._child


def test_one_process_prints_page_after_page_and_is_started_again_when_it_ended(press: Press) -> None:
    assert press.render(PAGE).startswith(b"%PDF")
    first = process(press)
    assert press.render(PAGE).startswith(b"%PDF") and process(press) is first
    first.terminate()
    first.wait()
    assert press.render(PAGE).startswith(b"%PDF") and process(press).pid != first.pid


def test_it_ends_when_nothing_comes() -> None:
    press = Press(idle=0.05)
    assert press.render(PAGE).startswith(b"%PDF")
    assert process(press).wait(60) == 0
    assert press.render(PAGE).startswith(b"%PDF")
    press.close()


def test_what_takes_too_long_is_given_up() -> None:
    press = Press(longest=0.01)
    with pytest.raises(Failed, match="too long"):
        press.render(PAGE)
    assert process(press) is None


def test_who_would_wait_behind_others_is_refused(press: Press) -> None:
    for _ in range(AT_ONCE):
        press._waiting.acquire()
    with pytest.raises(Failed, match="Other long documents"):
        press.render(PAGE)


def test_others_are_answered_while_a_document_of_five_hundred_lines_is_printed(ann: Client, shop: Shop, installation: Any) -> None:
    lines = [line((shop.chair, shop.advice)[number % 2], "10", description=f"Line {number}") for number in range(500)]
    id = ann.post("sale-invoices", invoice(shop.customer, *lines), status=201).json["id"]
    printer = installation.services["pdf"]
    assert isinstance(printer, WeasyPrinter) and process(printer._press) is None
    with ThreadPoolExecutor(1) as pool:
        printing = pool.submit(ann.get, f"sale-invoices/{id}", status=200, Accept="application/pdf")
        while process(printer._press) is None:
            time.sleep(0.01)
        answered = 0
        while not printing.done() and answered < 20:
            ann.get("sale-invoices/state", status=200)
            answered += 1
        assert answered == 20
        pages = PdfReader(io.BytesIO(printing.result().body)).pages
    assert len(pages) > 8 and "Line 499" in "".join(page.extract_text() for page in pages)
    assert printer._fonts is None  # this process printed nothing itself
