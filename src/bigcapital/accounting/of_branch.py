"""Lists are narrowed by branch, where the organization works in branches. What names none is the primary's, as in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, func

from bigcapital.accounting import dimensions
from bigcapital.rest.listing import Field


def named(*branches: Any) -> ColumnElement[int]:
    """The first of these columns that names a branch, else the primary one."""
    found: ColumnElement[int] = func.coalesce(*branches, dimensions.PRIMARY)
    return found


def by_branch(holds: Callable[[Any, int], ColumnElement[bool]]) -> Field:
    """The field ``branch``; ``holds``: what is true of a row that is of the branch ``id``."""
    offered = lambda tenant: dimensions.branches(tenant).shown  # noqa: E731
    return Field("branch", "relation", sortable=False, relation=("Branch", "name", "id"), holds=holds, offered=offered)


BRANCH = by_branch(lambda model, id: named(model.branch_id) == id)
