"""Behaviour that collections share by naming it: bulk deletion, activation, publishing, the state of a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from bigcapital.errors import DomainError, NotFound, Refusal
from bigcapital.rest.declare import Action, Trait
from bigcapital.rest.schema import Answer, Body, Flag, Id
from bigcapital.rest.tree import Collection


class BulkIn(Body):
    """Which rows; ``skip_undeletable`` leaves out those that cannot go instead of refusing all."""

    ids: Annotated[list[Id], Field(min_length=1, max_length=10_000)]
    skip_undeletable: Flag = False


class BulkCheck(Answer):
    """What a bulk deletion would do."""

    deletable_count: int
    non_deletable_count: int
    deletable_ids: list[int]
    non_deletable_ids: list[int]


@dataclass(frozen=True)
class BulkDelete(Trait):
    """``POST bulk-delete`` and ``POST validate-bulk-delete``, each row by its item's own ``delete``.

    All or none, unless ``skip_undeletable``: then each row stands in its own savepoint.
    """

    status: int = 200

    def actions(self, declared: type[Collection]) -> Iterable[Action]:
        options = {"status": self.status, "body": BulkIn}
        ability = "Delete" if declared.subject else None
        yield Action(declared, "bulk-delete", "POST", bulk_delete, ability, options)
        yield Action(declared, "validate-bulk-delete", "POST", validate_bulk_delete, ability, options | {"answer": BulkCheck})


def bulk_delete(collection: Collection, data: BulkIn) -> None:
    """Delete many rows at once."""
    for id in dict.fromkeys(data.ids):
        if data.skip_undeletable:
            _attempt(collection, id)
        else:
            _item(collection, id).delete()


def validate_bulk_delete(collection: Collection, data: BulkIn) -> dict[str, Any]:
    """Which of the rows could be deleted: each is tried, in order, and all of it is taken back."""
    deletable: list[int] = []
    refused: list[int] = []
    ids = list(dict.fromkeys(data.ids))
    try:
        with collection.tenant.savepoint():
            for id in ids:
                (deletable if _attempt(collection, id) else refused).append(id)
            raise _TakeBack
    except _TakeBack:
        pass
    return {
        "deletable_count": len(deletable),
        "non_deletable_count": len(refused),
        "deletable_ids": deletable,
        "non_deletable_ids": refused,
    }


class _TakeBack(Exception):
    pass


def _item(collection: Collection, id: int) -> Any:
    assert collection.item is not None
    return collection.item(collection.request, collection, str(id), id)


def _attempt(collection: Collection, id: int) -> bool:
    try:
        with collection.tenant.savepoint():
            _item(collection, id).delete()
    except (DomainError, NotFound, Refusal):
        return False
    return True


@dataclass(frozen=True)
class Activatable(Trait):
    """``:id/activate`` and ``:id/inactivate``, by the item's methods of those names."""

    method: str = "POST"
    status: int = 200
    answer: Any = None

    def actions(self, declared: type[Collection]) -> Iterable[Action]:
        assert declared.item is not None
        for verb in ("activate", "inactivate"):
            handler = _calling(verb)
            yield Action(declared.item, verb, self.method, handler, None, {"status": self.status, "answer": self.answer})


@dataclass(frozen=True)
class Publishable(Trait):
    """``:id/publish``, by the item's method of that name."""

    method: str = "PATCH"
    status: int = 200
    answer: Any = None

    def actions(self, declared: type[Collection]) -> Iterable[Action]:
        assert declared.item is not None
        yield Action(declared.item, "publish", self.method, _calling("publish"), None, {"status": self.status, "answer": self.answer})


def _calling(verb: str) -> Callable[..., Any]:
    def handler(context: Any) -> Any:
        return getattr(context, verb)()

    handler.__name__ = verb
    handler.__doc__ = f"{verb.capitalize()}."
    return handler
