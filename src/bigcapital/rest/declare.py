"""Declarations: ``@collection`` and ``@action`` turn classes and functions into endpoints.

Each endpoint is a Pyramid view on the class of its path's last node, with the permission it was declared with; an
endpoint without one cannot be declared. The list of endpoints is what the API description and the contract tests read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import venusian
from pyramid.config import Configurator
from pyramid.security import NO_PERMISSION_REQUIRED

from bigcapital.rest.schema import Body, Query
from bigcapital.rest.tree import Branch, Collection, Item, Resource, Segment

CATEGORY = "bigcapital"
ROOT_ACCESS = ("public", "unverified", "user")
TENANT_ACCESS = ("public", "member", "Preferences:Mutate")
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Endpoint:
    """One method on one path."""

    method: str
    path: str  # "/api/accounts/{id}/activate"
    handler: Callable[..., Any]
    permission: str  # "Account:Edit", or a word of ROOT_ACCESS / TENANT_ACCESS
    root: bool
    tag: str
    status: int = 200
    body: type[Body] | None = None
    query: type[Query] | None = None
    answer: Any = None
    parameters: tuple[str, ...] = ()
    secret: bool = False  # its answer carries a secret: no idempotent replay
    accepts: tuple[str, ...] = ("application/json",)  # what it can answer with
    multipart: bool = False  # what comes in is a form with a ``file``, which the handler reads
    fields: tuple[str, ...] = ()  # texts that the form has beside it
    long: bool = False  # the file may be longer than bodies are
    description: str = ""
    trait: str | None = None

    @property
    def writes(self) -> bool:
        return self.method in WRITES

    @property
    def operation_id(self) -> str:
        """A stable name for generated clients: ``post_accounts_id_activate``."""
        words = self.path.removeprefix("/api/").replace("{", "").replace("}", "").replace("-", "_").replace("/", "_")
        return f"{self.method.lower()}_{words}"


@dataclass(frozen=True)
class Action:
    """What ``@action`` was told; ``@collection``'s registration makes it an endpoint."""

    context: type[Resource]
    path: str
    method: str
    handler: Callable[..., Any]
    ability: str | None
    options: dict[str, Any] = field(default_factory=dict)
    access: str | None = None


class Trait:
    """Behaviour that several collections share: it adds endpoints to those that name it."""

    def actions(self, declared: type[Collection]) -> Iterable[Action]:
        """The actions this trait gives to ``declared``."""
        raise NotImplementedError


def collection(
    name: str,
    *,
    item: type[Item] | None = None,
    subject: str | None = None,
    root: bool = False,
    access: str | None = None,
    traits: Iterable[Trait] = (),
    create_status: int = 201,
) -> Callable[[type[Collection]], type[Collection]]:
    """Declare a collection at ``/api/<name>``; the name may be a path.

    ``subject`` is the permission subject (View, Create, Edit, Delete); a collection without one is read by any member
    and written with ``Preferences: Mutate`` (on Root: by any user), unless ``access`` says otherwise.
    """

    def decorate(declared: type[Collection]) -> type[Collection]:
        declared.name, declared.item, declared.subject, declared.root = name, item, subject, root
        declared.branch = Branch(declared)
        if item is not None:
            item.branch = Branch(item)
        elif subject is None and root and access is None and declared.create_schema is not None:
            raise TypeError(f"{declared.__name__} needs an access")

        def register(scanner: venusian.Scanner, _name: str, found: type[Collection]) -> None:
            config: Configurator = scanner.config
            config.registry["bigcapital.collections"][name] = found
            for endpoint, node in _generic(found, access, create_status):
                _add(config, endpoint, node)
            for trait in traits:
                for each in trait.actions(found):
                    _add_action(config, each, found, access)

        venusian.attach(declared, register, category=CATEGORY)
        return declared

    return decorate


def action(
    context: type[Resource],
    path: str,
    *,
    method: str = "POST",
    ability: str | None = None,
    access: str | None = None,
    status: int | None = None,
    body: type[Body] | None = None,
    query: type[Query] | None = None,
    answer: Any = None,
    secret: bool = False,
    accepts: tuple[str, ...] = ("application/json",),
    multipart: bool = False,
    fields: tuple[str, ...] = (),
    long: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare one endpoint at ``path`` below a collection or an item; ``:word`` in it is a parameter.

    On a collection with a subject, ``ability`` names what the role must allow (GET: View, else Edit). POST answers 201
    unless ``status`` says otherwise. The handler is called with the context, then the body, the query and the path's
    parameters, as far as they are declared.
    """
    options = {"status": status or (201 if method == "POST" else 200), "body": body, "query": query, "answer": answer}
    options |= {"secret": secret, "accepts": accepts, "multipart": multipart, "fields": fields, "long": long}

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        def register(scanner: venusian.Scanner, _name: str, found: Callable[..., Any]) -> None:
            _add_action(scanner.config, Action(context, path, method, found, ability, options, access), _home(context), None)

        venusian.attach(function, register, category=f"{CATEGORY}.actions")
        return function

    return decorate


def _home(context: type[Resource]) -> type[Collection]:
    if issubclass(context, Collection):
        return context
    for declared in _all_collections(Collection):
        if declared.item is context:
            return declared
    raise TypeError(f"{context.__name__} belongs to no collection")


def _all_collections(base: type[Collection]) -> Iterable[type[Collection]]:
    for declared in base.__subclasses__():
        if "name" in vars(declared):
            yield declared
        yield from _all_collections(declared)


def permission_of(declared: type[Collection], ability: str | None, method: str, access: str | None) -> str:
    """The permission of an endpoint: the one place where declarations become rights."""
    if access is not None and ":" not in access:
        if access == "Preferences":
            return "Preferences:Mutate"
        if access not in (ROOT_ACCESS if declared.root else TENANT_ACCESS):
            raise TypeError(f"{declared.__name__}: unknown access {access!r}")
        return access
    if access is not None:
        return access
    if declared.subject is not None:
        return f"{declared.subject}:{ability or ('View' if method == 'GET' else 'Edit')}"
    if ability is not None:
        raise TypeError(f"{declared.__name__} has no subject for the ability {ability!r}")
    if declared.root:
        return "user"
    return "member" if method == "GET" else "Preferences:Mutate"


def _generic(declared: type[Collection], access: str | None, create_status: int) -> Iterable[tuple[Endpoint, type[Resource]]]:
    """Endpoints for what the collection and its item define: list, create, show, edit, delete."""
    from bigcapital.rest import generic

    def made(method: str, ability: str, handler: Callable[..., Any], *parameters: str, **options: Any) -> Endpoint:
        allowed = permission_of(declared, ability if declared.subject else None, method, access)
        path = "/".join((f"/api/{declared.name}", *(f"{{{name}}}" for name in parameters)))
        described: dict[str, Any] = {"tag": declared.name, "description": handler.__doc__ or "", "parameters": parameters}
        return Endpoint(method, path, handler, allowed, declared.root, **described, **options)

    item = declared.item
    if declared.listing is not None:
        listed = getattr(declared, "list_rows", generic.list_rows)  # a collection may list in its own way
        yield made("GET", "View", listed, query=declared.listing.query, answer=declared.list_answer), declared
    create = getattr(declared, "create", None)
    if create is not None:
        yield made("POST", "Create", create, body=declared.create_schema, answer=declared.create_answer, status=create_status), declared
    if item is None:
        return
    if declared.model is not None or "show" in vars(item):
        yield made("GET", "View", item.show, "id", answer=declared.show_answer, accepts=item.accepts), item
    if hasattr(item, "edit"):
        yield made("PUT", "Edit", item.edit, "id", body=declared.edit_schema, answer=declared.edit_answer), item
    if hasattr(item, "delete"):
        yield made("DELETE", "Delete", item.delete, "id", answer=declared.delete_answer), item


def _add_action(config: Configurator, declared: Action, home: type[Collection], access: str | None) -> None:
    branch, parameters = declared.context.branch, ["id"] if issubclass(declared.context, Item) else []
    for step in declared.path.split("/") if declared.path else []:
        if step.startswith(":"):
            parameters.append(step[1:])
            if branch.parameter is None:
                branch.parameter = (step[1:], _segment(declared.context, step[1:], step[1:]))
            branch = branch.parameter[1]
        else:
            if step not in branch.named:
                branch.named[step] = _segment(declared.context, step, None)
            branch = branch.named[step]
    base = f"/api/{home.name}" + ("/{id}" if issubclass(declared.context, Item) else "")
    steps = "".join("/" + ("{" + s[1:] + "}" if s.startswith(":") else s) for s in declared.path.split("/") if s)
    endpoint = Endpoint(
        declared.method,
        base + steps,
        declared.handler,
        permission_of(home, declared.ability, declared.method, declared.access or access),
        home.root,
        home.name,
        parameters=tuple(parameters),
        description=(declared.handler.__doc__ or "").strip(),
        **declared.options,
    )
    _add(config, endpoint, branch.node)


def _segment(context: type[Resource], step: str, key: str | None) -> Branch:
    made: type[Segment] = type(f"{context.__name__}_{step}", (Segment,), {"key": key})
    made.branch = Branch(made)
    return made.branch


def _add(config: Configurator, endpoint: Endpoint, node: type[Resource]) -> None:
    from bigcapital.rest import views

    registry = config.registry
    registry["bigcapital.endpoints"].append(endpoint)
    if endpoint.long:
        registry["bigcapital.long"].add(endpoint.path)
    config.add_view(views.view_of(endpoint), context=node, name="", request_method=endpoint.method, permission=endpoint.permission)
    declare_node(config, node).add(endpoint.method)


def declare_node(config: Configurator, node: type[Resource]) -> set[str]:
    """The methods of a node; at its first mention it gets the view that answers all others with 405."""
    from bigcapital.rest import views

    methods: dict[type[Resource], set[str]] = config.registry["bigcapital.methods"]
    if node not in methods:
        methods[node] = set()
        config.add_view(views.method_not_allowed, context=node, name="", permission=NO_PERMISSION_REQUIRED)
    return methods[node]
