"""The web kernel: a collection declares, and list, create, show, edit, delete, their errors and their description follow.

Read in this order: ``tree`` (paths), ``declare`` (endpoints), ``views`` (how one runs), ``schema`` and ``incoming``
(input), ``listing`` (filters), ``traits``, ``errors``, ``idempotency``, ``openapi``.
"""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from bigcapital.rest.declare import Trait, action, collection
from bigcapital.rest.exchanged import Exchanged, Given, Relation, Taken
from bigcapital.rest.guards import guard
from bigcapital.rest.listing import Field, Listing, ListQuery, Role, View, views_by_status
from bigcapital.rest.outgoing import dumps
from bigcapital.rest.schema import Answer, Body, Query
from bigcapital.rest.traits import Activatable, BulkDelete, Publishable
from bigcapital.rest.tree import Collection, Item

__all__ = [
    "Activatable",
    "Answer",
    "Body",
    "BulkDelete",
    "Collection",
    "Exchanged",
    "Field",
    "Given",
    "Item",
    "ListQuery",
    "Listing",
    "Publishable",
    "Query",
    "Relation",
    "Role",
    "Taken",
    "Trait",
    "View",
    "action",
    "collection",
    "guard",
    "views_by_status",
]


class _Json:
    """``renderer="json"`` for views outside the tree."""

    def __init__(self, info: Any):
        pass

    def __call__(self, value: Any, system: dict[str, Any]) -> bytes:
        request: Request = system["request"]
        request.response.content_type = "application/json"
        return dumps(value)


def includeme(config: Configurator) -> None:
    """Set up the registries that declarations fill, and the error views."""
    registry = config.registry
    registry["bigcapital.collections"] = {}
    registry["bigcapital.endpoints"] = []
    registry["bigcapital.long"] = set()  # paths that take bodies longer than all others do
    registry["bigcapital.methods"] = {}  # node class → the methods declared on it
    config.add_renderer("json", _Json)
    config.include(".errors")
