"""Categories of items in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from bigcapital.rest.schema import CLEARED, Answer, Body, FilterMeta, Id, LongText, Name

Account = Annotated[Id | None, CLEARED]


class CategoryIn(Body):
    """A category, with the accounts and the method of costing that its items start with.

    On an edit a field that is absent stays as it is; null or "" takes it away.
    """

    name: Name
    description: LongText | None = None
    cost_account_id: Account = None
    sell_account_id: Account = None
    inventory_account_id: Account = None
    cost_method: Annotated[Literal["FIFO", "LIFO", "AVG"] | None, CLEARED] = None

    def details(self) -> dict[str, Any]:
        """The columns that were given; what is blank is None."""
        return {name: getattr(self, name) or None for name in CategoryIn.model_fields if name in self.model_fields_set}


class PlainCategory(Answer):
    """A category of items."""

    id: int
    name: str
    description: str | None
    user_id: int | None
    cost_account_id: int | None
    sell_account_id: int | None
    inventory_account_id: int | None
    cost_method: str | None
    created_at: datetime | None
    updated_at: datetime | None


class CategoryOut(PlainCategory):
    """The same, with the number of its items."""

    count: int


class CategoriesOut(Answer):
    """The categories of the organization."""

    data: list[CategoryOut]
    filter_meta: FilterMeta
