"""Log lines: one JSON object each (or text for people), with the ids of the request, tenant, user and job they belong to.

What a line may say at INFO and above: ids, counts, states, durations. Never an amount together with a name, never a secret;
keys that sound like secrets are blotted out whatever their value.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any, Literal, TextIO

import orjson
import structlog

_SECRET = ("password", "secret", "token", "authorization", "cookie", "api_key")
_QUIET = {
    "alembic": logging.WARNING,
    "pymongo": logging.WARNING,
    "weasyprint": logging.ERROR,
    "fontTools": logging.WARNING,
    "waitress.queue": logging.ERROR,
    "txn": logging.WARNING,
}


def configure(level: str = "INFO", form: Literal["json", "text"] = "json", stream: TextIO | None = None) -> None:
    """Send everything that is logged, by structlog or by the standard library, to ``stream`` (stderr) in one form."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _blot,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    last: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if form == "json":
        last += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(serializer=_dumps)]
    else:
        plain = structlog.dev.plain_traceback  # the other kind shows local variables, and secrets in them
        last += [structlog.dev.ConsoleRenderer(colors=(stream or sys.stderr).isatty(), timestamp_key="at", exception_formatter=plain)]
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=last))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelName(level)))


@contextmanager
def bound(**ids: Any) -> Iterator[None]:
    """Put ``ids`` (request, tenant, user, job) on every line logged within the block by this thread."""
    with structlog.contextvars.bound_contextvars(**{key: value for key, value in ids.items() if value is not None}):
        yield


def bind(**ids: Any) -> None:
    """Put ``ids`` on every line from here on, until ``unbind_all``: for a request, which learns of its user and tenant on the way."""
    structlog.contextvars.bind_contextvars(**ids)


def unbind_all() -> None:
    """Start or end of a request: no line carries another's ids."""
    structlog.contextvars.clear_contextvars()


def _blot(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key in event:
        if key != "event" and any(word in key.lower() for word in _SECRET):
            event[key] = "…"
    return event


def _dumps(event: Any, **_: Any) -> str:
    return orjson.dumps(event, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
