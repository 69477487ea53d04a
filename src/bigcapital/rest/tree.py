"""The URL tree: ``Root`` or ``TenantRoot`` → ``api`` → ``Collection`` → ``Item``, with ``Segment`` for actions.

Every path is a chain of resources and no view has a name, so a path matches exactly or not at all. A resource loads
nothing until its view asks: permission is decided before the first row is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bigcapital.errors import Failed, NotFound
from bigcapital.rest.exchanged import Exchanged
from bigcapital.rest.listing import Listing
from bigcapital.rest.schema import Body
from bigcapital.security import policy

if TYPE_CHECKING:
    from bigcapital.tenancy.installation import System
    from bigcapital.tenancy.tenant import Tenant

_ID = re.compile(r"[1-9][0-9]{0,17}")  # fits a BIGINT


def number_of(step: str) -> int:
    """The id in a step of a path; of a number beyond all ids 0, which nothing has. What is no number is a 400, as by itself."""
    if _ID.fullmatch(step):
        return int(step)
    if step.isdecimal():
        return 0
    raise Failed(400, "Bad Request", "Validation failed (numeric string is expected)")


@dataclass
class Branch:
    """A node of declared action paths: its resource class, what follows it by name, and what follows as a parameter."""

    node: type[Resource]
    named: dict[str, Branch] = field(default_factory=dict)
    parameter: tuple[str, Branch] | None = None


class Resource:
    """One node of a request's path."""

    branch: ClassVar[Branch]
    __name__: str
    __parent__: Resource | None

    def __init__(self, request: Request, parent: Resource | None, name: str):
        self.request, self.__parent__, self.__name__ = request, parent, name

    @property
    def owner(self) -> Any:
        """What an action on this node is about: the node itself; for a segment, the collection or item before it."""
        return self

    @property
    def parameters(self) -> dict[str, str]:
        """What the path gave for its ``:parameters``."""
        return {}

    def __getitem__(self, name: str) -> Resource:
        following = self.branch.named.get(name)
        if following is not None:
            return following.node(self.request, self, name)
        return self.other(name)

    def other(self, name: str) -> Resource:
        """What ``name`` stands for where no declared path begins with it."""
        if self.branch.parameter is not None:
            return self.branch.parameter[1].node(self.request, self, name)
        raise KeyError(name)


class Segment(Resource):
    """One step of an action's path."""

    key: ClassVar[str | None] = None  # the parameter that this step is, if it is one

    @property
    def owner(self) -> Any:
        return self.__parent__.owner if self.__parent__ is not None else None

    @property
    def parameters(self) -> dict[str, str]:
        earlier = self.__parent__.parameters if self.__parent__ is not None else {}
        return {**earlier, self.key: self.__name__} if self.key else earlier


class _Contextual(Resource):
    """What collections and items know of the caller's request."""

    @property
    def tenant(self) -> Tenant:
        """The tenant that the caller stands in."""
        tenant: Tenant = self.request.tenant
        return tenant

    @property
    def system(self) -> System:
        """The system database; writable in writing requests on ``Root``."""
        system: System = self.request.system
        return system

    @property
    def session(self) -> Session:
        return self.tenant.session


class Item(_Contextual):
    """One row of a collection, read when first asked for."""

    accepts: ClassVar[tuple[str, ...]] = ("application/json",)  # the types that its GET can answer with

    def __init__(self, request: Request, parent: Resource | None, name: str, id: int):
        super().__init__(request, parent, name)
        self.id = id

    @property
    def collection(self) -> Any:
        return self.__parent__

    @cached_property
    def row(self) -> Any:
        """The row; raises ``NotFound`` (or the collection's own error) where there is none."""
        collection: Collection = self.collection
        row = collection.find(self.id)
        if row is None:
            raise collection.not_found()
        return row

    def show(self) -> Any:
        """The item as its GET answers it."""
        return self.collection.present([self.row])[0]


class Collection(_Contextual):
    """A set of rows of one model, or, without a model, a place for actions. Subclasses declare; they rarely define.

    ``create`` on a collection, ``edit`` and ``delete`` on its item, together with the schemas, decide which endpoints
    there are; what is not declared answers 405.
    """

    # The declaration; ``@collection`` checks it and makes endpoints of it.
    name: ClassVar[str]
    item: ClassVar[type[Item] | None] = None
    subject: ClassVar[str | None] = None
    root: ClassVar[bool] = False
    resource: ClassVar[str | None] = None
    model: ClassVar[type | None] = None
    create_schema: ClassVar[type[Body] | None] = None
    edit_schema: ClassVar[type[Body] | None] = None
    list_answer: ClassVar[Any] = None
    show_answer: ClassVar[Any] = None
    create_answer: ClassVar[Any] = None
    edit_answer: ClassVar[Any] = None
    delete_answer: ClassVar[Any] = None
    listing: ClassVar[Listing | None] = None
    exchanged: ClassVar[Exchanged | None] = None

    @classmethod
    def outside(cls, tenant: Tenant) -> Self:
        """The collection of a tenant where there is no request, as in a job: to read and show its rows."""
        return cls(cast(Request, SimpleNamespace(tenant=tenant)), None, cls.name)

    @classmethod
    def kinds(cls) -> Iterator[type[Collection]]:
        """Every kind of collection that a loaded module declares: where there is no request, there is no registry of them."""
        for one in cls.__subclasses__():
            yield one
            yield from one.kinds()

    def other(self, name: str) -> Resource:
        if self.item is None:
            return super().other(name)
        if self.branch.parameter is not None and not _ID.fullmatch(name):
            return super().other(name)
        id = number_of(name)
        if not id:
            raise self.not_found()
        return self.item(self.request, self, name, id)

    def not_found(self) -> Exception:
        """The error for an id that is not there."""
        return NotFound()

    def select(self) -> Select[Any]:
        """The rows that this collection holds; override to narrow."""
        assert self.model is not None
        return select(self.model)

    def bindings(self) -> dict[str, Any]:
        """What the SQL of its fields asks for by name, such as today."""
        return {}

    def find(self, id: int) -> Any:
        """The row of this id, or none."""
        assert self.model is not None
        return self.session.scalar(self.select().where(self.model.id == id))  # type: ignore[attr-defined]

    def present(self, rows: list[Any]) -> list[dict[str, Any]]:
        """Rows as they go out; a list and a single item look the same unless overridden."""
        raise NotImplementedError(f"{type(self).__name__} does not say how its rows look")

    def exported(self, rows: list[Any]) -> list[dict[str, Any]]:
        """Rows as files show them: as lists do, unless a file has more columns."""
        return self.present(rows)

    def headline(self, row: Any) -> dict[str, Any]:
        """A row as a search result: id, title and, where it helps, a subtitle."""
        return {"id": row.id, "title": str(getattr(row, "name", row.id)), "subtitle": getattr(row, "code", None)}


class Api(Resource):
    """``/api``: every collection by its name, which may be a path (``accounting/revaluations``)."""

    def __init__(self, request: Request, parent: Resource | None, name: str, walked: str = ""):
        super().__init__(request, parent, name)
        self.walked = walked  # the steps of such a path that lie behind, each with its slash

    def __getitem__(self, name: str) -> Resource:
        collections: dict[str, type[Collection]] = self.request.registry["bigcapital.collections"]
        path = self.walked + name
        found, top = collections.get(path), self._top
        if found is not None and found.root != top.of_tenant:
            return found(self.request, self, name)
        if any(each.startswith(f"{path}/") and one.root != top.of_tenant for each, one in collections.items()):
            return Api(self.request, self, name, f"{path}/")
        raise KeyError(name)

    @property
    def _top(self) -> _Top:
        parent = self.__parent__
        assert isinstance(parent, _Top | Api)
        return parent if isinstance(parent, _Top) else parent._top


class _Top(Resource):
    of_tenant: ClassVar[bool]

    def __getitem__(self, name: str) -> Resource:
        if name == "api":
            return Api(self.request, self, name)
        raise KeyError(name)


class Root(_Top):
    """``/`` for what belongs to people rather than to one tenant's books."""

    of_tenant = False


class TenantRoot(_Top):
    """``/`` for a caller inside a ready tenant; the rest of the product lives under it."""

    of_tenant = True


def on_root(request: Request, collections: Iterable[type[Collection]]) -> bool:
    """Whether the request's path belongs to ``Root``: the path decides, for any caller."""
    parts = request.path_info.split("/", 3)
    return len(parts) > 2 and parts[1] == "api" and any(c.root and c.name == parts[2] for c in collections)


def root_factory(request: Request) -> _Top:
    """The tree that the path belongs to, for a caller who may stand there; see ``security.policy`` for the order."""
    if not request.path_info.startswith("/api/"):
        return Root(request, None, "")
    if request.path_info.endswith("/") or "//" in request.path_info:
        raise HTTPNotFound  # traversal would pass over the empty step, and a path would have two names
    policy.count_request(request)
    belongs = on_root(request, request.registry["bigcapital.collections"].values())
    request.environ["bigcapital.on_root"] = belongs
    policy.identify(request, strict=not belongs)
    if belongs:
        return Root(request, None, "")
    policy.needs_ready_tenant(request)
    return TenantRoot(request, None, "")
