"""The endpoints that a collection gets from its declaration alone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from bigcapital.rest.listing import Listing, ListQuery, check_page
from bigcapital.rest.tree import Collection

__all__ = ["ListQuery", "list_rows"]


def list_rows(collection: Collection, query: ListQuery) -> Any:
    """A page of the collection's rows, filtered, searched and sorted."""
    listing = collection.listing
    assert isinstance(listing, Listing) and collection.model is not None
    check_page(query)
    timezone = collection.tenant.record.timezone or "UTC"
    statement = listing.narrow(collection.select(), collection.model, query, timezone)
    ordered, key, order = listing.order(statement, collection.model, query)
    total: int | None = None
    bindings = collection.bindings()
    if listing.paginated:
        total = collection.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery()), bindings) or 0
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
