"""What the declarations say of themselves: ``resources/<model>/meta``, ``views/resource/<model>`` and ``search``."""

from __future__ import annotations

from typing import Any, cast

from pyramid.request import Request

from bigcapital.errors import InvalidInput, NotFound
from bigcapital.rest.declare import action, collection
from bigcapital.rest.listing import Field, Listing
from bigcapital.rest.schema import Answer, Integer, Query, Text, snake
from bigcapital.rest.tree import Collection


class ResourceMeta(Answer):
    """The fields of a resource, by key."""

    resource_meta: dict[str, Any]


class ViewColumn(Answer):
    key: str
    label: str


class ViewRole(Answer):
    index: int
    field_key: str
    comparator: str
    value: Any


class ViewOut(Answer):
    """A named filter of a resource's list."""

    name: str
    slug: str
    roles: list[ViewRole]
    columns: list[ViewColumn]
    roles_logic_expression: str


@collection("resources")
class Resources(Collection):
    """What can be filtered, sorted, imported and exported, by resource."""


@collection("views")
class Views(Collection):
    """The named filters of each list."""


@action(Resources, ":model/meta", method="GET", answer=ResourceMeta)
def meta(resources: Resources, model: str) -> dict[str, Any]:
    """The fields of a resource."""
    listing, tenant = _declared(resources.request, model).listing, resources.tenant
    assert listing is not None
    return {
        "resource_meta": {
            "default_filter_field": listing.default_filter_field,
            "default_sort": {"sort_field": listing.default_sort[0], "sort_order": listing.default_sort[1].upper()},
            "importable": listing.importable,
            "exportable": listing.exportable,
            "fields": {each.key: _field(each, listing, tenant.language) for each in listing.fields if each.offered(tenant)},
        }
    }


@action(Views, "resource/:model", method="GET", answer=list[ViewOut])
def of_resource(views: Views, model: str) -> list[dict[str, Any]]:
    """The named filters of a resource's list."""
    listing, language = _declared(views.request, model).listing, views.tenant.language
    assert listing is not None
    return [
        {
            "id": number,
            "name": listing.said(view.name, language),
            "slug": view.slug,
            "predefined": True,
            "roles": [
                {"index": index, "field_key": role.field_key, "comparator": role.comparator, "value": role.value}
                for index, role in enumerate(view.roles, start=1)
            ],
            "columns": [{"key": key, "label": listing.said(label, language)} for key, label in listing.view_columns],
            "roles_logic_expression": " ".join(
                (f"{role.condition} " if index > 1 else "") + str(index) for index, role in enumerate(view.roles, start=1)
            ),
        }
        for number, view in enumerate(listing.views, start=1)
    ]


def _declared(request: Request, model: str) -> type[Collection]:
    """The collection of a resource's name, in any style of writing: ManualJournal, manual_journal, manual-journals."""
    wanted = _folded(model)
    for declared in request.registry["bigcapital.collections"].values():
        if declared.resource is None or declared.listing is None:
            continue
        if wanted in {_folded(declared.resource), _folded(declared.name)}:
            if declared.subject is not None and not request.has_permission(f"{declared.subject}:View"):
                continue
            return cast(type[Collection], declared)
    raise NotFound()


def _folded(name: str) -> str:
    return snake(name.replace("-", "_")).replace("_", "").removesuffix("s")


def _field(field: Field, listing: Listing, language: str | None) -> dict[str, Any]:
    label = field.label or field.key.replace("_", " ").capitalize()
    shown: dict[str, Any] = {"name": listing.said(label, language), "field_type": field.type}
    if isinstance(field.column, str) or (field.column is None and field.where is None and field.holds is None):
        shown["column"] = field.column or field.key
    if field.options:
        shown["options"] = [{"key": key, "label": listing.said(label, language)} for key, label in field.options]
    if not field.filterable:
        shown["filterable"] = False
    if not field.sortable:
        shown["sortable"] = False
    if field.type == "date":
        shown["column_type"] = "date"
    if field.relation is not None:
        resource, label, key = field.relation
        shown |= {"relation_type": "enumeration", "relation_key": resource, "relation_entity_label": label, "relation_entity_key": key}
    return shown


class SearchQuery(Query):
    """What to look for; ``resources`` (comma-separated) narrows it."""

    q: Text = ""
    limit: Integer = 8
    resources: Text | None = None


class Found(Answer):
    """One thing found."""

    resource: str
    id: int
    title: str
    subtitle: str | None = None


class FoundAll(Answer):
    """What was found, by resource, best first."""

    query: str
    results: list[Found]


@collection("search")
class Search(Collection):
    """Everything searchable that the caller may see, in one question."""


@action(Search, "", method="GET", query=SearchQuery, answer=FoundAll)
def search(context: Search, query: SearchQuery) -> dict[str, Any]:
    """Find accounts, documents and contacts by words in them."""
    if not 1 <= query.limit <= 50:
        raise InvalidInput.of("limit", "range", "limit must be between 1 and 50", query.limit)
    words = query.q.strip()
    wanted = {_folded(name) for name in (query.resources or "").split(",") if name.strip()}
    results: list[dict[str, Any]] = []
    request = context.request
    for declared in request.registry["bigcapital.collections"].values():
        listing: Listing | None = declared.listing
        if declared.root or listing is None or not listing.search or declared.resource is None or not words:
            continue
        if wanted and _folded(declared.resource) not in wanted:
            continue
        if not request.has_permission(f"{declared.subject}:View" if declared.subject else "member"):
            continue
        found: Collection = declared(request, context.__parent__, declared.name)
        rows = found.session.scalars(found.select().where(listing.matches(found.model, words)).limit(query.limit))
        results.extend({"resource": declared.resource, **found.headline(row)} for row in rows)
    return {"query": query.q, "results": results}
