"""Answers as JSON: decimals as plain numbers, days as YYYY-MM-DD, moments in milliseconds with a Z."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import orjson
from pyramid.request import Request
from pyramid.response import Response

_OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_NON_STR_KEYS


def plain(number: Decimal) -> str:
    """A decimal without an exponent and without trailing zeros: ``914.5``."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _other(value: Any) -> Any:
    if isinstance(value, Decimal):
        return orjson.Fragment(plain(value))
    if isinstance(value, datetime):
        return (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat(timespec="milliseconds")[:23] + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "model_dump"):
        return value.model_dump()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def dumps(value: Any) -> bytes:
    """``value`` as JSON bytes."""
    return orjson.dumps(value, default=_other, option=_OPTIONS)


def respond(request: Request, value: Any, status: int = 200) -> Response:
    """The answer ``value``: a ready response as it is, nothing as an empty body, anything else as JSON."""
    if isinstance(value, Response):
        return value
    response = request.response
    response.status_int = status
    if value is None:
        response.body = b""
        response.content_type = "text/plain"
        return response
    response.body = dumps(value)
    response.content_type = "application/json"
    response.charset = "utf-8"
    return response
