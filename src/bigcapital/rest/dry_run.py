"""``?dry_run=1``: the real operation, then abort. Who knows what a write did says here how a dry run answers it.

The books show their entries, and the reports what these change: each registers a function under the key that its answer has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.request import Request

from bigcapital.errors import InvalidInput
from bigcapital.rest.tree import Resource

Describe = Callable[[Resource], Any]
_described: dict[str, Describe] = {}
_ANSWERS = {"1": True, "true": True, "0": False, "false": False, "": False}


def shows(key: str) -> Callable[[Describe], Describe]:
    """Register the decorated function to say, as ``key`` of the answer, what a unit of work has done, before it is undone.

    It is called with the resource that was written to, and so knows the tenant and what the caller may see.
    """

    def decorate(function: Describe) -> Describe:
        _described[key] = function
        return function

    return decorate


def described(context: Resource) -> dict[str, Any]:
    """What the unit of work would have done, by key."""
    return {key: function(context) for key, function in sorted(_described.items())}


def asked(request: Request) -> bool:
    """Whether the caller only wants to see what a write would do.

    :raises InvalidInput: neither yes nor no was said; whoever asked for a rehearsal must not get the real thing.
    """
    said = request.GET.get("dry_run", request.GET.get("dryRun", "")).lower()
    if said not in _ANSWERS:
        raise InvalidInput.of("dry_run", "isBoolean", "dryRun must be true or false", said[:200])
    return _ANSWERS[said]
