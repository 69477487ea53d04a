"""Whose receivables or payables a report lists: customers and vendors, each with their own accounts and names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select

from bigcapital.accounting.accounts import chart
from bigcapital.accounting.balances import Sums
from bigcapital.accounting.dimensions import ContactKind
from bigcapital.contacts.model import Contact
from bigcapital.ledger.accounts import PAYABLE, RECEIVABLE, TYPES
from bigcapital.reports.figures import OfContacts
from bigcapital.tenancy.tenant import Tenant

_CONTACTS: Any = Contact.__table__
_NAMES = select(_CONTACTS.c.id, _CONTACTS.c.display_name).where(_CONTACTS.c.contact_service == bindparam("kind"))
_SOME_NAMES = _NAMES.where(_CONTACTS.c.id.in_(bindparam("ids", expanding=True)))
_MOST_NAMED = 1_000  # beyond it, reading all names costs less than saying whose


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of contacts. ``control``: the type of the accounts that hold what they owe, or are owed."""

    name: ContactKind
    plural: str
    control: str

    def balance(self, sums: Sums) -> Decimal:
        """What ``sums`` come to, positive where the contact owes (or is owed)."""
        return TYPES[self.control].balance(sums.debit, sums.credit)

    def accounts(self, tenant: Tenant) -> list[int]:
        """The accounts that hold their balances: at least the predefined one, which nobody can delete."""
        return [one.id for one in chart.chart(tenant) if one.account_type == self.control]

    def figures_of(self, tenant: Tenant, contacts: Collection[int]) -> OfContacts:
        """How the sums of these contacts (none: all) are asked for."""
        return OfContacts(self.accounts(tenant), contacts)

    def names(self, tenant: Tenant, ids: Collection[int] | None) -> dict[int, str]:
        """The names of those of ``ids`` (None: all) that are of this kind, in the order of names. One statement."""
        some = ids if ids is not None and len(ids) <= _MOST_NAMED else None
        statement, more = (_NAMES, {}) if some is None else (_SOME_NAMES, {"ids": list(some)})
        rows = tenant.connection.execute(statement, {"kind": self.name, **more}).all()
        named = ((id, name) for id, name in rows if ids is None or id in ids)
        return dict(sorted(named, key=lambda one: (one[1].casefold(), one[0])))


CUSTOMERS = Kind("customer", "customers", RECEIVABLE)
VENDORS = Kind("vendor", "vendors", PAYABLE)
