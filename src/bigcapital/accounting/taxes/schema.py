"""Tax rates in JSON."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from bigcapital.rest.schema import Answer, Body, FilterMeta, Flag, LongText, Name, Percentage

OfAWhole = Annotated[Percentage, Field(ge=0, le=100)]
# S: standard, Z: zero-rated, E: exempt, AE: reverse charge, K: supply within the Union, G: export, O: outside the scope; "": none.
Category = Literal["", "S", "Z", "E", "AE", "K", "G", "O"]
_KEPT = ("is_non_recoverable", "is_compound", "active")


class TaxRateEdit(Body):
    """A tax rate as it shall be, in per cent. A field that is absent stays as it is; null or "" takes the description away,
    and the category, which e-invoices call it by."""

    name: Name
    code: Name
    rate: OfAWhole
    category: Category | None = None
    description: LongText | None = None
    is_non_recoverable: Flag | None = None
    is_compound: Flag | None = None
    active: Flag | None = None

    def details(self) -> dict[str, Any]:
        """The columns that were given."""
        given = {name: getattr(self, name) for name in self.model_fields_set if name in TaxRateEdit.model_fields}
        for name in ("category", "description"):
            if given.get(name) == "":
                given[name] = None
        return {name: value for name, value in given.items() if value is not None or name not in _KEPT}


class TaxRateIn(TaxRateEdit):
    """A new tax rate, in per cent; offered in documents once it is ``active``."""


class TaxRateOut(Answer):
    """A tax rate in per cent. ``deleted_at``: retired, since it was changed or deleted."""

    id: int
    name: str
    code: str
    rate: Decimal
    category: str | None
    description: str | None
    active: bool
    is_non_recoverable: bool
    is_compound: bool
    deleted_at: datetime | None
    created_at: datetime | None
    updated_at: datetime | None
    name_formatted: str
    rate_formatted: str


class TaxVersion(Answer):
    """What a tax rate was from one moment until another, in per cent; ``valid_until`` is null for what it is now.

    ``user_id`` and ``user_name``: who made it so, as far as that is known. ``documents_count``: how many documents have it.
    """

    id: int
    name: str
    code: str
    rate: Decimal
    category: str | None
    is_non_recoverable: bool
    is_compound: bool
    name_formatted: str
    rate_formatted: str
    valid_from: datetime | None
    valid_until: datetime | None
    user_id: int | None
    user_name: str | None
    documents_count: int


class TaxRatesOut(Answer):
    """The tax rates of the organization."""

    data: list[TaxRateOut]
    filter_meta: FilterMeta
