"""``/healthz``, ``/readyz`` and ``/metrics``: is it alive, are its dependencies, and how does it do."""

from __future__ import annotations

from hmac import compare_digest
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from sqlalchemy import text

from bigcapital.tenancy.installation import Installation

METRICS = CollectorRegistry()
REQUESTS = Counter("bigcapital_requests", "Requests answered.", ("method", "path", "status"), registry=METRICS)
SECONDS = Histogram("bigcapital_request_seconds", "Seconds a request took.", ("method", "path"), registry=METRICS)


def healthz(request: Request) -> Any:
    """The process answers."""
    return {"status": "ok"}


def readyz(request: Request) -> Any:
    """Whether each dependency answers. The cache and the job store may be away: requests are served without them."""
    found = {name: _state(check) for name, check in _checks(request.installation).items()}
    needed = [state for name, state in found.items() if name not in {"cache", "jobs"}]
    if any(state != "ok" for state in needed):
        request.response.status_int = 503
    return {"status": "ok" if request.response.status_int == 200 else "unavailable", "dependencies": found}


def _checks(installation: Installation) -> dict[str, Any]:
    def system() -> None:
        with installation.system_engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    checks: dict[str, Any] = {"system_database": system}
    for name, service in installation.services.items():
        if hasattr(service, "ping"):
            checks[name] = service.ping
    return checks


def _state(check: Any) -> str:
    try:
        check()
    except Exception as error:  # whatever its driver raises, the dependency does not answer
        return f"away: {type(error).__name__}"
    return "ok"


def metrics(request: Request) -> Response:
    """Prometheus's text format; behind ``Authorization: Bearer <metrics.token>`` where a token is set."""
    settings = request.installation.settings
    if not settings.metrics_enabled:
        return Response(status=404)
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.metrics_token and not compare_digest(given.encode(), settings.metrics_token.encode()):
        return Response(status=401)
    return Response(generate_latest(METRICS), headerlist=[("Content-Type", CONTENT_TYPE_LATEST)])


def includeme(config: Configurator) -> None:
    for name, view in (("healthz", healthz), ("readyz", readyz), ("metrics", metrics)):
        config.add_route(name, f"/{name}")
        config.add_view(view, route_name=name, renderer="json", request_method="GET", permission=NO_PERMISSION_REQUIRED)
