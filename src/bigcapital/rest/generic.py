"""The endpoints that a collection gets from its declaration alone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from bigcapital.rest.listing import Listing, ListQuery, check_page
from bigcapital.rest.tree import Collection

__all__ = ["ListQuery", "list_rows", "wanted"]


def wanted(collection: Collection, query: ListQuery) -> tuple[Select[Any], str, str]:
    """The rows that a list's query asks for, all pages of them, in its order; with the key and the direction of that."""
    assert collection.listing is not None and collection.model is not None
    timezone = collection.tenant.record.timezone or "UTC"
    statement = collection.listing.narrow(collection.select(), collection.model, query, timezone)
    return collection.listing.order(statement, collection.model, query)


def list_rows(collection: Collection, query: ListQuery) -> Any:
    """A page of the collection's rows, filtered, searched and sorted."""
    listing = collection.listing
    assert isinstance(listing, Listing)
    check_page(query)
    ordered, key, order = wanted(collection, query)
    total: int | None = None
    bindings = collection.bindings()
    if listing.paginated:
        total = collection.session.scalar(select(func.count()).select_from(ordered.order_by(None).subquery()), bindings) or 0
        ordered = ordered.limit(query.page_size).offset(min((query.page - 1) * query.page_size, 2**62))
    rows = list(collection.session.scalars(ordered, bindings))
    shown = collection.present(rows)
    if listing.envelope is None:
        return shown
    answer: dict[str, Any] = {listing.envelope: shown}
    if total is not None:
        answer["pagination"] = {"total": total, "page": query.page, "page_size": query.page_size}
    answer["filter_meta"] = {"order": order, "field_key": key}
    if query.search_keyword:
        answer["filter_meta"]["search_keyword"] = query.search_keyword
    return answer
