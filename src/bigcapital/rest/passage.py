"""What every request passes through: its id, its size, its log line, its figures and the headers of its answer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from uuid import uuid4

import structlog
from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response

from bigcapital.rest.errors import plain_error
from bigcapital.rest.health import REQUESTS, SECONDS

log = structlog.get_logger()
_REQUEST_ID = re.compile(r"[\w.-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})  # each word is a series: clients may not make up more
_CONTENT = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": _CONTENT,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
# What scripts and sheets need of it: the rest is about pages, and would weigh as much as a small script.
_OF_FILES = ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")

Handler = Callable[[Request], Response]


def passage(handler: Handler, registry: Registry) -> Handler:
    """The outermost tween."""

    def pass_through(request: Request) -> Response:
        began = time.perf_counter()
        settings = request.installation.settings
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=request.id)
        response = _refused(request) or handler(request)
        endpoint = request.environ.get("bigcapital.endpoint")
        path, took = endpoint.path if endpoint is not None else "-", time.perf_counter() - began
        if settings.metrics:
            method = request.method if request.method in _METHODS else "other"
            REQUESTS.labels(method, path, response.status_int).inc()
            SECONDS.labels(method, path).observe(took)
        caller = request.environ.get("bigcapital.caller")
        if endpoint is not None or response.status_int >= 400:
            log.info(
                "request",
                method=request.method,
                path=path if endpoint is not None else request.environ["PATH_INFO"][:200],
                status=response.status_int,
                milliseconds=round(took * 1000, 1),
                user=caller.user.id if caller is not None else None,
                tenant=caller.record.id if caller is not None and caller.record is not None else None,
            )
        headers = response.headers
        headers["X-Request-Id"] = request.id
        for name in _OF_FILES if response.content_type in ("text/javascript", "text/css") else HEADERS:
            headers.setdefault(name, HEADERS[name])
        if settings.public_url.startswith("https://"):
            headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        if endpoint is not None:
            headers.setdefault("Cache-Control", "no-store")
        return response

    return pass_through


def _refused(request: Request) -> Response | None:
    """The answer to what nothing behind the door can take: a body too large, a path that is no text."""
    settings = request.installation.settings
    try:
        long = request.path_info in request.registry["bigcapital.long"]
    except UnicodeDecodeError:
        return plain_error(404, "Not Found", "The path must be UTF-8.")
    limit = settings.import_limit if long else settings.body_limit
    if (request.content_length or 0) > limit:
        return plain_error(413, "Payload Too Large", f"The body may have at most {limit} bytes.")
    return None


def request_id(request: Request) -> str:
    """The id that a proxy gave the request, or a fresh one; it stays through retries."""
    if "bigcapital.request_id" not in request.environ:
        given = request.headers.get("X-Request-Id", "")
        request.environ["bigcapital.request_id"] = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
    return str(request.environ["bigcapital.request_id"])


def includeme(config: Configurator) -> None:
    config.add_request_method(request_id, "id", reify=True)
    config.add_tween("bigcapital.rest.passage.passage", over="pyramid_tm.tm_tween_factory")
