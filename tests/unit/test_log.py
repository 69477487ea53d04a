"""Log lines: JSON with the ids of what they belong to, and no secrets."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bigcapital import log


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    log.configure("INFO", "json", stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()
    log.unbind_all()


def read(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_lines_carry_the_ids_of_what_they_belong_to(lines: io.StringIO) -> None:
    log.bind(request="r1")
    with log.bound(tenant=7, user=None, job="j1"):
        structlog.get_logger("ours").info("done", rows=3)
        logging.getLogger("theirs").warning("late by %s", 5)
    log.unbind_all()
    structlog.get_logger("ours").info("after")
    ours, theirs, after = read(lines)
    assert {"event": "done", "request": "r1", "tenant": 7, "job": "j1", "rows": 3, "level": "info"}.items() <= ours.items()
    assert {"event": "late by 5", "tenant": 7, "level": "warning"}.items() <= theirs.items()
    assert "user" not in ours
    assert not {"request", "tenant", "job"} & after.keys()


def test_secrets_are_blotted_out(lines: io.StringIO) -> None:
    structlog.get_logger().info("in", password="hunter2", access_token="abc", Cookie="crumbs", tenant=1)
    logging.getLogger("x").info("in", extra={"api_key": "abc"})
    assert not any(secret in lines.getvalue() for secret in ("hunter2", "abc", "crumbs"))
    assert read(lines)[0]["tenant"] == 1


def test_an_exception_is_one_line(lines: io.StringIO) -> None:
    try:
        _ = 1 // 0
    except ZeroDivisionError:
        structlog.get_logger().exception("broken")
    (line,) = read(lines)
    assert "ZeroDivisionError" in str(line["exception"])
    assert line["level"] == "error"


def test_what_is_below_the_level_is_silent(lines: io.StringIO) -> None:
    structlog.get_logger().debug("amounts and names")
    assert lines.getvalue() == ""


def test_text_is_for_people() -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    before = root.handlers[:]
    try:
        log.configure("INFO", "text", stream)
        structlog.get_logger("x").info("hello there", rows=3)
    finally:
        root.handlers[:] = before
        structlog.reset_defaults()
    assert "hello there" in stream.getvalue() and "rows=3" in stream.getvalue()
