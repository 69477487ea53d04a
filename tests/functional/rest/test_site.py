"""The web app as the app server serves it: what may be kept, what is asked for again, and what is no page."""

from __future__ import annotations

from pathlib import Path

import pytest
from webob import Request
from webtest import TestApp

PAGE = "<!doctype html><title>the app</title>"
SCRIPT = "export const answer = 42;" * 50


@pytest.fixture
def site(app: TestApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestApp:
    """The application with a small web app built into a folder beside a file that is none of its business."""
    root = tmp_path / "dist"
    (root / "assets").mkdir(parents=True)
    (root / "index.html").write_text(PAGE)
    (root / "assets" / "app-12345678.js").write_text(SCRIPT)
    (root / "assets" / "app-12345678.js.br").write_bytes(b"as brotli")
    (tmp_path / "secret").write_text("not yours")
    monkeypatch.setitem(app.app.registry, "bigcapital.webapp", root)
    return app


@pytest.mark.parametrize("path", ["/", "/journals/7", "/auth/login?next=%2F"])
def test_every_page_is_the_app_and_is_asked_for_again(site: TestApp, path: str) -> None:
    page = site.get(path)
    assert (page.text, page.headers["Cache-Control"]) == (PAGE, "no-cache")
    assert site.get(path, headers={"If-None-Match": page.headers["ETag"]}, status=304).body == b""


def test_hashed_files_are_kept_for_a_year_and_travel_compressed(site: TestApp) -> None:
    path = "/assets/app-12345678.js"
    plain = site.get(path)
    assert (plain.text, plain.headers["Cache-Control"]) == (SCRIPT, "public, max-age=31536000, immutable")
    zipped = site.get(path, headers={"Accept-Encoding": "gzip"})
    assert zipped.text == SCRIPT  # the client of these tests unpacks by itself
    assert len({plain.headers["ETag"], zipped.headers["ETag"]}) == 2
    assert zipped.headers["Vary"] == "Accept-Encoding"
    smaller = Request.blank(path, headers={"Accept-Encoding": "gzip, br"}).get_response(site.app)  # WebTest cannot unpack it
    assert (smaller.headers["Content-Encoding"], smaller.body) == ("br", b"as brotli")
    assert plain.headers["X-Content-Type-Options"] == "nosniff" and "Content-Security-Policy" not in plain.headers  # that is the page's
    assert "Content-Security-Policy" in site.get("/").headers


@pytest.mark.parametrize(
    "path",
    [
        "/assets/",
        "/assets/gone",
        "/assets/gone-1.js",
        "/gone.png",
        "/../secret",
        "/%2e%2e/secret",
        "/socket",
        "/api",
        "/%00",
        "/" + "x" * 5000,
    ],
)
def test_what_is_not_there_is_no_page_that_would_be_kept(site: TestApp, path: str) -> None:
    answer = site.get(path, expect_errors=True)
    assert "not yours" not in answer.text
    assert answer.status_int == 404 or (answer.text, answer.headers["Cache-Control"]) == (PAGE, "no-cache")
    assert answer.status_int == 404 or not path.startswith(("/assets", "/socket", "/api"))


def test_only_reading_is_for_pages(site: TestApp) -> None:
    assert site.post("/journals", status=404).json["message"] == "Cannot POST /journals"
