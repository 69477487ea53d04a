"""``?dry_run=1``: the real operation, then abort. Who writes the books says here how their entries look."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pyramid.request import Request

from bigcapital.errors import InvalidInput

if TYPE_CHECKING:
    from bigcapital.tenancy.tenant import Tenant

Describe = Callable[["Tenant"], list[dict[str, Any]]]
_describe: list[Describe] = []
_ANSWERS = {"1": True, "true": True, "0": False, "false": False, "": False}


def describes_entries(function: Describe) -> Describe:
    """Register the function that shows what a unit of work has recorded, as a dry run answers it."""
    _describe[:] = [function]
    return function


def entries(tenant: Tenant) -> list[dict[str, Any]]:
    """What the unit of work would have written to the ledger."""
    return [entry for function in _describe for entry in function(tenant)]


def asked(request: Request) -> bool:
    """Whether the caller only wants to see what a write would do.

    :raises InvalidInput: neither yes nor no was said; whoever asked for a rehearsal must not get the real thing.
    """
    said = request.GET.get("dry_run", request.GET.get("dryRun", "")).lower()
    if said not in _ANSWERS:
        raise InvalidInput.of("dry_run", "isBoolean", "dryRun must be true or false", said[:200])
    return _ANSWERS[said]
