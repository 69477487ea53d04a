"""How one endpoint runs: input, preconditions, the handler, the answer. A generic view never asks which it serves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from bigcapital.errors import Failed
from bigcapital.languages import LANGUAGES
from bigcapital.rest import dry_run, idempotency
from bigcapital.rest.declare import Endpoint
from bigcapital.rest.incoming import json_body, query_values
from bigcapital.rest.outgoing import dumps, respond
from bigcapital.rest.schema import validate
from bigcapital.rest.tree import Item, Resource

View = Callable[[Resource, Request], Response]


def view_of(endpoint: Endpoint) -> View:
    """The Pyramid view that serves ``endpoint``."""

    def view(context: Resource, request: Request) -> Response:
        request.environ["bigcapital.endpoint"] = endpoint
        if not endpoint.writes:
            answer = respond(request, call(endpoint, context, request), endpoint.status)
            return _tagged(context, request, answer)
        if dry_run.asked(request):
            _check_match(context, request)
            return _dry_run(endpoint, context, request)
        with idempotency.once(endpoint, request) as once:  # claimed before the books are locked; a replay matches nothing any more
            if once.replay is not None:
                return once.replay
            _check_match(context, request)
            answer = respond(request, call(endpoint, context, request), endpoint.status)
            once.keep(answer)
            return answer

    view.__doc__ = endpoint.description
    view.__name__ = endpoint.operation_id
    return view


def call(endpoint: Endpoint, context: Resource, request: Request) -> Any:
    """Read the input as it was declared and run the handler."""
    given: list[Any] = [context.owner]
    if endpoint.body is not None:
        given.append(validate(endpoint.body, json_body(request)))
    if endpoint.query is not None:
        given.append(validate(endpoint.query, query_values(request)))
    return endpoint.handler(*given, **context.parameters)


def method_not_allowed(context: Resource, request: Request) -> Response:
    """The path is known, the method is not."""
    body = {"statusCode": 405, "error": "Method Not Allowed", "message": f"Cannot {request.method} {request.path}"}
    response = Response(dumps(body), status=405, content_type="application/json", charset="utf-8")
    response.allow = sorted(request.registry["bigcapital.methods"][type(context)])
    return response


# --- optimistic locking: an item's ETag is a digest of what its GET answers, and so another in each language ---


def _tag_of(body: bytes) -> str:
    return sha256(body).hexdigest()[:32]


def _tagged(context: Resource, request: Request, answer: Response) -> Response:
    if isinstance(context, Item) and answer.status_int == 200 and answer.content_type == "application/json":
        answer.etag = _tag_of(answer.body)
        answer.vary = ("Accept-Language",)
        answer.cache_control = "private, no-cache"
        answer.conditional_response = True
    return answer


def _check_match(context: Resource, request: Request) -> None:
    """Raises 412 when the item is no longer what the client saw, in whatever language. It is read behind the tenant's lock."""
    if "If-Match" not in request.headers or not isinstance(context.owner, Item):
        return
    if not any(tag in request.if_match for tag in _tags_of(context.owner)):
        raise Failed(412, "Precondition Failed", "It was changed by someone else since you read it. Read it again, then save.")


def _tags_of(item: Item) -> Iterator[str]:
    """The tags of an item as it is: in the reader's language, and in the others, which are written only if they are asked for."""
    tenant = item.request.tenant
    yield _tag_of(dumps(item.show()))
    for language in LANGUAGES if tenant is not None else ():
        if language != tenant.language:
            with tenant.speaking(language):
                yield _tag_of(dumps(item.show()))


def _dry_run(endpoint: Endpoint, context: Resource, request: Request) -> Response:
    """The real operation; what it did and its answer; then abort: numbers, outbox, keys and caches stay untouched."""
    if endpoint.root:
        raise Failed(400, "Bad Request", "dry_run is for writes to an organization's books.")
    result = call(endpoint, context, request)
    described = dry_run.described(context)
    request.tm.doom()
    return respond(request, {"dry_run": True, **described, "result": None if isinstance(result, Response) else result}, 200)
