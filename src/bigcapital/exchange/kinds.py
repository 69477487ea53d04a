"""The collections whose rows come from files or go to them, by the name of their resource, for requests and for jobs alike."""

from __future__ import annotations

from functools import cache

from pyramid.request import Request

from bigcapital.errors import DomainError, Forbidden
from bigcapital.rest.declare import Endpoint
from bigcapital.rest.exchanged import Exchanged
from bigcapital.rest.schema import snake
from bigcapital.rest.tree import Collection
from bigcapital.tenancy.schema import import_all


class NotImportable(DomainError):
    type = "RESOURCE_NOT_IMPORTABLE"


class NotExportable(DomainError):
    type = "RESOURCE_NOT_EXPORTABLE"


@cache
def _kinds() -> dict[str, type[Collection]]:
    import_all("resource")
    return {_folded(one.resource): one for one in Collection.kinds() if one.exchanged is not None and one.resource is not None}


def _folded(name: str) -> str:
    """``SaleInvoice``, ``sale_invoice``, ``sale-invoices``: clients write it in any style."""
    return snake(name.replace("-", "_")).replace("_", "").removesuffix("s")


def resources() -> list[str]:
    """The names of all of them."""
    return sorted(one.resource for one in _kinds().values() if one.resource is not None)


def importable(resource: str) -> type[Collection]:
    """The collection that rows of ``resource`` are added to.

    :raises NotImportable: there is none.
    """
    found = _kinds().get(_folded(resource))
    if found is None or not columns(found).takes:
        raise NotImportable(f"{resource[:64]} cannot be imported.")
    return found


def exportable(resource: str) -> type[Collection]:
    """The collection that rows of ``resource`` are read from.

    :raises NotExportable: there is none.
    """
    found = _kinds().get(_folded(resource))
    if found is None or not columns(found).gives:
        raise NotExportable(f"{resource[:64]} cannot be exported.")
    return found


def columns(kind: type[Collection]) -> Exchanged:
    """What it takes and gives."""
    assert kind.exchanged is not None
    return kind.exchanged


def check_allowed(request: Request, kind: type[Collection], method: str) -> None:
    """Whoever may POST to a collection may import into it; whoever may GET it may export it.

    :raises Forbidden: the caller may not.
    """
    endpoints: list[Endpoint] = request.registry["bigcapital.endpoints"]
    wanted = next(one for one in endpoints if one.method == method and one.path == f"/api/{kind.name}")
    if not request.has_permission(wanted.permission):
        raise Forbidden("You may not do this.")
