"""The tax rates as documents need them, without asking the database again.

Whoever writes a tax rate calls ``tenant.bump_metadata()``; the next ``taxes`` is then a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from bigcapital.accounting.remembered import remembered
from bigcapital.accounting.taxes.model import TaxRate
from bigcapital.tenancy.tenant import Tenant

_RATES: Any = TaxRate.__table__
_READ = select(_RATES).order_by(_RATES.c.id)


@dataclass(frozen=True, slots=True)
class KnownTax:
    """A tax rate. ``retired``: documents that have it keep it, new ones cannot take it. ``row``: all its columns.

    ``category``: what e-invoices call it, if somebody said.
    """

    id: int
    name: str
    code: str
    rate: Decimal  # per cent
    category: str | None
    is_non_recoverable: bool
    active: bool
    retired: bool
    row: dict[str, Any]


class Taxes:
    """All tax rates of a tenant at one moment."""

    def __init__(self, rates: Iterable[KnownTax]):
        self.by_id = {one.id: one for one in rates}
        self._by_code = {one.code.casefold(): one for one in self}

    def __iter__(self) -> Iterator[KnownTax]:
        """Those that are not retired."""
        return (one for one in self.by_id.values() if not one.retired)

    def get(self, id: int) -> KnownTax | None:
        """The tax rate of this id that a document may take, or none."""
        found = self.by_id.get(id)
        return None if found is None or found.retired else found

    def versions(self, id: int) -> Iterator[KnownTax]:
        """A tax rate, what it was before, and so on; the newest first."""
        found = self.by_id.get(id)
        while found is not None:
            yield found
            found = self.by_id.get(found.row["replaces_id"])

    def of_code(self, code: str) -> KnownTax | None:
        """The same by its code, in any case of letters."""
        return self._by_code.get(code.casefold())


def taxes(tenant: Tenant) -> Taxes:
    """The tax rates as this unit of work sees them."""
    return remembered(tenant, "taxes", _read)


def _read(tenant: Tenant) -> Taxes:
    return Taxes(
        KnownTax(
            id=row["id"],
            name=row["name"],
            code=row["code"],
            rate=row["rate"],
            category=row["category"],
            is_non_recoverable=row["is_non_recoverable"],
            active=row["active"],
            retired=row["deleted_at"] is not None,
            row=dict(row),
        )
        for row in tenant.session.execute(_READ).mappings()
    )
