"""The endpoints that a collection gets from its declaration alone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from bigcapital.rest.listing import Listing, ListQuery, Sorting, check_page
from bigcapital.rest.tree import Collection

__all__ = ["ListQuery", "list_rows", "wanted"]


def wanted(collection: Collection, query: ListQuery) -> tuple[Select[Any], Sorting]:
    """The rows that a list's query asks for, all pages of them, and their order."""
    listing, model = collection.listing, collection.model
    assert isinstance(listing, Listing) and model is not None
    statement = listing.narrow(collection.select(), model, query, collection.tenant.record.timezone or "UTC")
    return statement, listing.sorting(model, query, _model)


def list_rows(collection: Collection, query: ListQuery) -> Any:
    """A page of the collection's rows, filtered, searched and sorted. One statement, and those of ``present``."""
    listing = collection.listing
    assert isinstance(listing, Listing)
    check_page(query)
    asked, sorting = wanted(collection, query)
    if not listing.paginated:
        rows, total = list(collection.session.scalars(sorting.of(asked), collection.bindings())), None
    else:
        rows, total = _page(collection, asked, sorting, query)
    shown = collection.present(rows)
    if listing.envelope is None:
        return shown
    answer: dict[str, Any] = {listing.envelope: shown}
    if total is not None:
        answer["pagination"] = {"total": total, "page": query.page, "page_size": query.page_size}
    answer["filter_meta"] = {"order": sorting.order, "field_key": sorting.key}
    if query.search_keyword:
        answer["filter_meta"]["search_keyword"] = query.search_keyword
    return answer


def _model(resource: str) -> Any:
    return next((one.model for one in Collection.kinds() if one.resource == resource and one.model is not None), None)


def _page(collection: Collection, wanted: Select[Any], sorting: Sorting, query: ListQuery) -> tuple[list[Any], int]:
    """The rows of a page, and how many there are on all pages.

    Which rows is found by what sorts them alone, from an index where one has that, and only those of the page are read whole: so
    a page far behind costs little more than the first. A search reads every row whatever it finds, so it counts in the same pass.
    """
    model: Any = collection.model
    by = [one.label(f"by_{number}") for number, one in enumerate(sorting.by)]
    count: Any = select(func.count()).select_from(wanted.with_only_columns(model.id).subquery("every"))
    total: Any = func.count().over() if query.search_keyword else count.scalar_subquery()
    offset = min((query.page - 1) * query.page_size, 2**62)
    columns = wanted.with_only_columns(model.id, *by, total.label("total"))
    place = sorting.of(columns).limit(query.page_size).offset(offset).subquery("place")
    whole = select(model, place.c.total).join(place, place.c.id == model.id)
    found = collection.session.execute(whole.order_by(*sorting.directed(place.c[one.key] for one in by)), collection.bindings()).all()
    if found:
        return [row[0] for row in found], found[0][1]
    return [], (collection.session.scalar(count, collection.bindings()) or 0) if offset else 0
