"""Refusals as the contract's envelopes. Error bodies are camelCase; nothing of the inside ever leaks."""

from __future__ import annotations

from typing import Any

import structlog
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPException
from pyramid.request import Request
from pyramid.response import Response
from pyramid_retry import is_last_attempt, mark_error_retryable
from sqlalchemy.exc import DBAPIError

from bigcapital import errors
from bigcapital.db import is_conflict, is_lost
from bigcapital.rest.outgoing import dumps
from bigcapital.rest.schema import SECRETS, camel, camel_keys

log = structlog.get_logger()


def json_error(status: int, body: dict[str, Any]) -> Response:
    """A response with an error envelope."""
    return Response(dumps(body), status=status, content_type="application/json", charset="utf-8")


def plain_error(status: int, error: str, message: str) -> Response:
    """The envelope of the kernel's own answers."""
    return json_error(status, {"statusCode": status, "error": error, "message": message})


def no_such_route(request: Request) -> Response:
    """404 of a path that is none."""
    return plain_error(404, "Not Found", f"Cannot {request.method} {request.path}")


def domain_error(error: errors.DomainError, request: Request) -> Response:
    found = {"statusCode": error.status, "type": error.type, "message": error.message}
    if error.payload is not None:
        found["payload"] = camel_keys(error.payload)
    return json_error(error.status, {"errors": [found]})


def invalid_input(error: errors.InvalidInput, request: Request) -> Response:
    """The shape of the input is wrong: ``message`` for new clients, ``errors`` for those that need the array."""
    message, listed = [], []
    for fault in error.faults:
        property = camel(fault.property)
        one: dict[str, Any] = {"property": property, "children": [], "constraints": {fault.rule: fault.sentence}}
        if fault.value is not None and not any(secret in fault.property for secret in SECRETS):
            one["value"] = fault.value
        message.append(one)
        listed.append({"statusCode": 400, "type": "VALIDATION_ERROR", "message": fault.sentence, "payload": {"property": property}})
    return json_error(400, {"message": message, "error": "Bad Request", "statusCode": 400, "errors": listed})


def not_found(error: errors.NotFound, request: Request) -> Response:
    return json_error(404, {"statusCode": 404, "message": "NotFoundError"})


def unauthorized(error: errors.Unauthorized, request: Request) -> Response:
    if error.type is not None:
        body: dict[str, Any] = {"message": error.message, "errors": [{"type": error.type}], "statusCode": 401}
    elif error.error is not None:
        body = {"message": error.message, "error": error.error, "statusCode": 401}
    else:
        body = {"message": error.message, "statusCode": 401}
    return json_error(401, body)


def forbidden(error: Exception, request: Request) -> Response:
    """A view that the caller's rights do not reach: 401 for nobody, 403 for somebody."""
    refused = getattr(request, "refused", None)
    if isinstance(refused, errors.Unauthorized):
        return unauthorized(refused, request)
    if request.caller is None:
        return unauthorized(errors.Unauthorized(), request)
    return plain_error(403, "Forbidden", str(error) if isinstance(error, errors.Forbidden) else "You may not do this.")


def failed(error: errors.Failed, request: Request) -> Response:
    response = plain_error(error.status, error.error, error.message)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def http_exception(error: HTTPException, request: Request) -> Response:
    return plain_error(error.status_int, error.title or "Error", error.detail or error.title or "Error")


def database_error(error: DBAPIError, request: Request) -> Response:
    """A conflict runs again, and so does what an established connection was lost in: nothing was written, since a loss
    during COMMIT is ``OutcomeUnknown``. What cannot connect, or fails at the last try, says when to come back.
    """
    if (is_conflict(error) or error.connection_invalidated) and not is_last_attempt(request):
        mark_error_retryable(error)
        raise error
    if is_conflict(error) or is_lost(error):
        log.warning("database.unavailable", code=str(error.orig)[:200])
        response = plain_error(503, "Service Unavailable", "The database is busy or away. Try again.")
        response.headers["Retry-After"] = "2"
        return response
    return crash(error, request)


def crash(error: Exception, request: Request) -> Response:
    """A fault of ours. It is logged whole and told in one sentence."""
    log.exception("request.crashed", exc_info=error)
    return plain_error(500, "Internal Server Error", f"Something went wrong on our side (request {request.id}).")


def includeme(config: Configurator) -> None:
    """Register a view for each kind of refusal."""
    for kind, view in (
        (errors.DomainError, domain_error),
        (errors.InvalidInput, invalid_input),
        (errors.NotFound, not_found),
        (errors.Unauthorized, unauthorized),
        (errors.Forbidden, forbidden),
        (errors.Failed, failed),
        (DBAPIError, database_error),
        (HTTPException, http_exception),
        (Exception, crash),
    ):
        config.add_exception_view(view, context=kind)
    config.add_forbidden_view(forbidden)
