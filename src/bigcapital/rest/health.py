"""``/healthz``, ``/readyz`` and ``/metrics``: is it alive, are its dependencies, and how does it do."""

from __future__ import annotations

from functools import partial
from hmac import compare_digest
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bigcapital.db import is_lost
from bigcapital.tenancy.installation import Installation

METRICS = CollectorRegistry()
_SERVER = "tenants."
_UNUSED = "no organization yet"
REQUESTS = Counter("bigcapital_requests", "Requests answered.", ("method", "path", "status"), registry=METRICS)
SECONDS = Histogram("bigcapital_request_seconds", "Seconds a request took.", ("method", "path"), registry=METRICS)


def healthz(request: Request) -> Any:
    """The process answers."""
    return {"status": "ok"}


def readyz(request: Request) -> Any:
    """Whether each dependency answers. The cache and the job store may be away: requests are served without them.

    Of several servers of organizations one may be away, too: its organizations get 503, the others are served.
    """
    found = {name: _state(check) for name, check in _checks(request.installation).items()}
    servers = {state for name, state in found.items() if name.startswith(_SERVER)} - {_UNUSED}
    if found["system_database"] != "ok" or (servers and "ok" not in servers):
        request.response.status_int = 503
    return {"status": "ok" if request.response.status_int == 200 else "unavailable", "dependencies": found}


def _checks(installation: Installation) -> dict[str, Any]:
    def system() -> None:
        with installation.system_engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def server(name: str) -> str | None:
        """As one of its organizations reaches it. What is wrong with that one alone is not the server's fault."""
        record = installation.directory.one_on(name)
        if record is None:
            return _UNUSED
        try:
            with installation.tenant_engine(record).connect() as connection:
                connection.execute(text("SELECT 1"))
        except DBAPIError as error:
            if is_lost(error):
                raise
        return None

    checks: dict[str, Any] = {"system_database": system}
    checks |= {_SERVER + name: partial(server, name) for name in installation.settings.servers}
    for name, service in installation.services.items():
        if hasattr(service, "ping"):
            checks[name] = service.ping
    return checks


def _state(check: Any) -> str:
    try:
        return check() or "ok"
    except Exception as error:  # whatever its driver raises, the dependency does not answer
        return f"away: {type(error).__name__}"


def metrics(request: Request) -> Response:
    """Prometheus's text format; behind ``Authorization: Bearer <metrics.token>`` where a token is set."""
    settings = request.installation.settings
    if not settings.metrics:
        return Response(status=404)
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.metrics_token and not compare_digest(given.encode(), settings.metrics_token.encode()):
        return Response(status=401)
    return Response(generate_latest(METRICS), headerlist=[("Content-Type", CONTENT_TYPE_LATEST)])


def includeme(config: Configurator) -> None:
    for name, view in (("healthz", healthz), ("readyz", readyz), ("metrics", metrics)):
        config.add_route(name, f"/{name}")
        config.add_view(view, route_name=name, renderer="json", request_method="GET", permission=NO_PERMISSION_REQUIRED)
