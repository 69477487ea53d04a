"""The endpoints that a collection gets from its declaration alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from sqlalchemy import Select, func, select

from bigcapital.rest.listing import Listing, ListQuery, check_page
from bigcapital.rest.tree import Collection

__all__ = ["ListQuery", "list_rows"]


def list_rows(collection: Collection, query: ListQuery) -> Any:
    """A page of the collection's rows, filtered, searched and sorted. One statement, and those of ``present``."""
    listing = collection.listing
    assert isinstance(listing, Listing) and collection.model is not None
    check_page(query)
    wanted = listing.narrow(collection.select(), collection.model, query, collection.tenant.record.timezone or "UTC")
    ordered, key, order = listing.order(wanted, collection.model, query, _models(collection))
    if not listing.paginated:
        rows, total = list(collection.session.scalars(ordered, collection.bindings())), None
    else:
        rows, total = _page(collection, wanted, ordered, query)
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


def _models(collection: Collection) -> Callable[[str], Any]:
    """The models of resources, by name."""
    declared = collection.request.registry["bigcapital.collections"].values()
    return lambda resource: next((one.model for one in declared if one.resource == resource), None)


def _page(collection: Collection, wanted: Select[Any], ordered: Select[Any], query: ListQuery) -> tuple[list[Any], int]:
    """The rows of a page, and how many there are on all pages.

    Which rows is found by ids alone, from an index where one has the order, and only those of the page are read whole: so a page
    far behind costs little more than the first.
    """
    listing, model = collection.listing, cast(Any, collection.model)
    assert listing is not None
    id = model.id
    offset = min((query.page - 1) * query.page_size, 2**62)
    place = ordered.with_only_columns(id).limit(query.page_size).offset(offset).subquery("place")
    count: Any = select(func.count()).select_from(wanted.with_only_columns(id).subquery("every"))
    whole, *_ = listing.order(select(model, count.scalar_subquery()).join(place, place.c.id == id), model, query, _models(collection))
    found = collection.session.execute(whole, collection.bindings()).all()
    if found:
        return [row[0] for row in found], found[0][1]
    return [], (collection.session.scalar(count, collection.bindings()) or 0) if offset else 0
