"""What lines of documents point at outside accounting: contacts and branches.

The features above own those tables; here they are only looked up, by name, so that accounting depends on nothing above it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import orjson
from sqlalchemy import BigInteger, Boolean, Text, bindparam, column, select, table

from bigcapital.accounting.remembered import remembered, remembered_rows
from bigcapital.accounting.settings.model import SettingRow
from bigcapital.errors import DomainError, InvalidInput
from bigcapital.tenancy.tenant import Tenant

_BRANCHES = table("branches", column("id", BigInteger), column("name", Text), column("code", Text), column("primary", Boolean))
_CONTACTS = table(
    "contacts", column("id", BigInteger), column("contact_service", Text), column("display_name", Text), column("currency_code", Text)
)
_SETTINGS: Any = SettingRow.__table__
_FEATURE = (
    select(_SETTINGS.c.value).where(_SETTINGS.c.group == "features", _SETTINGS.c.key == "branches").scalar_subquery().label("feature")
)
_READ_BRANCHES = select(_BRANCHES.c.id, _BRANCHES.c.name, _BRANCHES.c.code, _BRANCHES.c.primary, _FEATURE).order_by(_BRANCHES.c.id)
PRIMARY = select(_BRANCHES.c.id).order_by(_BRANCHES.c.primary.desc(), _BRANCHES.c.id).limit(1).scalar_subquery()
_READ_CONTACTS = select(_CONTACTS).where(_CONTACTS.c.id.in_(bindparam("ids", expanding=True)))
_CALLED = select(_CONTACTS.c.id, _CONTACTS.c.display_name).where(_CONTACTS.c.display_name.in_(bindparam("names", expanding=True)))

ContactKind = Literal["customer", "vendor"]


class BranchIdNotFound(DomainError):
    """A document names a branch that is not there."""

    type = "BRANCH_ID_NOT_FOUND"


@dataclass(frozen=True, slots=True)
class Branches:
    """The organization's branches. ``shown``: the feature is on, so that documents name theirs; else all is the primary's."""

    shown: bool
    primary: int | None
    by_id: dict[int, dict[str, Any]]

    def check(self, ids: Iterable[int | None]) -> None:
        """Raises ``BranchIdNotFound`` for the first that is none."""
        for id in ids:
            if id is not None and id not in self.by_id:
                raise BranchIdNotFound(f"There is no branch {id}.")

    def on_line(self, *given: int | None) -> int | None:
        """The branch of a ledger line: the first given, while branches are shown, else the primary one."""
        return next((id for id in given if id is not None and self.shown), self.primary)


@dataclass(frozen=True, slots=True)
class ContactName:
    """Who a contact is, and the currency of what it owes or is owed."""

    id: int
    kind: ContactKind
    display_name: str
    currency: str

    def shown(self) -> dict[str, Any]:
        """As documents show it."""
        return {"id": self.id, "contact_service": self.kind, "display_name": self.display_name}


def branches(tenant: Tenant) -> Branches:
    """The branches as this unit of work sees them."""
    return remembered(tenant, "branches", _read_branches)


def contacts(tenant: Tenant, ids: Iterable[int | None]) -> dict[int, ContactName]:
    """The contacts of these ids; those that do not exist are left out."""
    return remembered_rows(tenant, "contacts", ids, _read_contacts)


def contact_of(tenant: Tenant, kind: ContactKind, id: int) -> ContactName:
    """The customer (or vendor) that a document names; it is written in that contact's currency.

    :raises InvalidInput: there is none of this kind.
    """
    found = contacts(tenant, [id]).get(id)
    if found is None or found.kind != kind:
        raise InvalidInput.of(f"{kind}_id", "isExist", f"{kind}Id must be a {kind} that exists", id)
    return found


def contacts_called(tenant: Tenant, names: Iterable[str]) -> list[tuple[int, str]]:
    """Id and display name of the contacts, of either kind, that are called so."""
    rows = tenant.session.execute(_CALLED, {"names": list(names)})
    return [(row.id, row.display_name) for row in rows]


def _read_contacts(tenant: Tenant, ids: list[int]) -> dict[int, ContactName]:
    rows = tenant.session.execute(_READ_CONTACTS, {"ids": ids})
    return {row.id: ContactName(row.id, row.contact_service, row.display_name, row.currency_code) for row in rows}


def _read_branches(tenant: Tenant) -> Branches:
    rows = tenant.session.execute(_READ_BRANCHES).all()
    shown = bool(rows and rows[0].feature is not None and orjson.loads(rows[0].feature))
    primary = next((row.id for row in rows if row.primary), rows[0].id if rows else None)
    return Branches(shown, primary, {row.id: {"id": row.id, "name": row.name, "code": row.code} for row in rows})
