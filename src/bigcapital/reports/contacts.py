"""Whose receivables or payables a report lists: customers and vendors, each with their own accounts and names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from bigcapital.accounting import dimensions
from bigcapital.accounting.accounts import chart
from bigcapital.accounting.dimensions import ContactKind
from bigcapital.accounting.spans import Span
from bigcapital.contacts.model import Contact
from bigcapital.ledger.accounts import PAYABLE, RECEIVABLE, TYPES
from bigcapital.reports.cells import RowFigure
from bigcapital.reports.figures import Figures, OfContacts
from bigcapital.reports.terms import Term
from bigcapital.tenancy.tenant import Tenant

_CONTACTS: Any = Contact.__table__
_NAMES = select(_CONTACTS.c.id, _CONTACTS.c.display_name).where(_CONTACTS.c.contact_service == bindparam("kind"))
_SOME_NAMES = _NAMES.where(_CONTACTS.c.id.in_(bindparam("ids", expanding=True)))
NOBODY = 0  # lines that name no contact, or none of this kind: without them the sum would not be the account's
_MOST_NAMED = 1_000  # beyond it, reading all names costs less than saying whose


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of contacts. ``control``: the type of the accounts that hold what they owe, or are owed."""

    name: ContactKind
    plural: str
    control: str

    def accounts(self, tenant: Tenant) -> list[int]:
        """The accounts that hold their balances: at least the predefined one, which nobody can delete."""
        return [one.id for one in chart.chart(tenant) if one.account_type == self.control]

    def figures_of(self, tenant: Tenant, contacts: Collection[int]) -> OfContacts:
        """How the sums of these contacts (none: all) are asked for."""
        return OfContacts(self.accounts(tenant), contacts)

    def term(self, of: OfContacts, span: Span, contacts: Iterable[int] | None = None) -> Term:
        """What ``contacts`` (None: all that were asked for) owe, or are owed, from what happened in ``span``."""
        named = frozenset(of.contacts if contacts is None else contacts)
        sign = 1 if TYPES[self.control].normal == "debit" else -1
        return Term(frozenset(of.accounts), span, sign, contacts=named if named or contacts is not None else None)

    def rows(self, tenant: Tenant, of: OfContacts, figures: Figures, span: Span) -> list[RowFigure]:
        """What each contact that moved in ``span`` holds from it; of what names none, or none of this kind, 0."""
        moved = figures.sums[span]
        named = {id: one.display_name for id, one in dimensions.contacts(tenant, moved).items() if one.kind == self.name}
        found = [RowFigure(id, name, figures.amount([self.term(of, span, [id])])) for id, name in named.items()]
        others = moved.keys() - named.keys()
        return [*found, RowFigure(NOBODY, "", figures.amount([self.term(of, span, others)]))] if others else found

    def names(self, tenant: Tenant, ids: Collection[int] | None) -> dict[int, str]:
        """The names of those of ``ids`` (None: all) that are of this kind, in the order of names. One statement, or none."""
        if ids is not None and len(ids) <= _MOST_NAMED:
            return self._read_names(tenant, _SOME_NAMES, ids=list(ids))
        every = tenant.cache.get_or_create("contact names", {"kind": self.name}, lambda: [*self._read_names(tenant, _NAMES).items()])
        return {id: name for id, name in every if ids is None or id in ids}

    def _read_names(self, tenant: Tenant, statement: Any, **more: Any) -> dict[int, str]:
        rows = tenant.connection.execute(statement, {"kind": self.name, **more}).all()
        return dict(sorted(((id, name) for id, name in rows), key=lambda one: (one[1].casefold(), one[0])))


CUSTOMERS = Kind("customer", "customers", RECEIVABLE)
VENDORS = Kind("vendor", "vendors", PAYABLE)
