"""What contacts owe and are owed: read for a page of them, and as SQL expressions to filter and sort by.

A balance is derived from the cells that the books keep of receivables and payables, never stored. In a contact's own currency
it is the sum of the lines in that currency; where that is the base currency, of all lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Date, String, and_, bindparam, case, func, or_, select, type_coerce

from bigcapital.accounting.balances import Sums, contact_sums
from bigcapital.accounting.model import DAILY, MONTHLY, contact_balances
from bigcapital.accounting.spans import ALWAYS
from bigcapital.contacts.model import Contact
from bigcapital.db import balance as balance_type
from bigcapital.tenancy.tenant import Tenant

_CELLS: Any = contact_balances.c
_CONTACTS: Any = Contact.__table__
_BASE = bindparam("base_currency", type_=String)
_TODAY, _MONTH = bindparam("today", type_=Date), bindparam("month", type_=Date)


@dataclass(frozen=True, slots=True)
class Owed:
    """A balance, positive on the contact's normal side: in its own currency and in base currency."""

    own: Decimal
    local: Decimal


def bindings(tenant: Tenant) -> dict[str, Any]:
    """What the expressions below ask for by name."""
    today = tenant.today()
    return {"base_currency": tenant.base_currency, "today": today, "month": today.replace(day=1)}


def owed(tenant: Tenant, contacts: Sequence[Contact]) -> dict[int, Owed]:
    """The balances of these contacts. One statement."""
    local: defaultdict[int, Sums] = defaultdict(Sums)
    own: defaultdict[int, Sums] = defaultdict(Sums)
    currencies = {contact.id: contact.currency_code for contact in contacts}
    [found] = contact_sums(tenant, [ALWAYS], contacts=list(currencies)) if contacts else [{}]
    for (id, _, currency), sums in found.items():
        local[id] += sums
        if currency == currencies[id]:
            own[id] += sums
    return {contact.id: _owed(contact, local[contact.id], own[contact.id], tenant.base_currency) for contact in contacts}


def _owed(contact: Contact, local: Sums, own: Sums, base_currency: str) -> Owed:
    balance = contact.CONTROL.balance
    in_base = balance(local.debit, local.credit)
    return Owed(in_base if contact.currency_code == base_currency else balance(own.own_debit, own.own_credit), in_base)


def balance(kind: type[Contact]) -> ColumnElement[Decimal]:
    """A contact's balance in its own currency."""
    return _sum(_net(kind), _CELLS.period_kind == MONTHLY)


def unpaid(kind: type[Contact]) -> ColumnElement[bool]:
    """Contacts with a balance, on either side."""
    return balance(kind) != 0


def overdue(kind: type[Contact]) -> ColumnElement[bool]:
    """Contacts who have not settled all that was due before today.

    Opening balances and journals have no terms: they are due on their day. Whatever was settled up to today counts towards
    the oldest debts.
    """
    this_month = and_(_CELLS.period_kind == DAILY, _CELLS.period.between(_MONTH, _TODAY))
    known = or_(and_(_CELLS.period_kind == MONTHLY, _CELLS.period < _MONTH), this_month)
    charged_today = case((and_(_CELLS.period_kind == DAILY, _CELLS.period == _TODAY), _own(kind.CONTROL.normal)), else_=0)
    return _sum(_net(kind) - charged_today, known) > 0


def _sum(value: ColumnElement[Any], condition: ColumnElement[bool]) -> ColumnElement[Decimal]:
    found = select(func.sum(value)).where(condition, _CELLS.contact_id == _CONTACTS.c.id).correlate(_CONTACTS)
    return type_coerce(func.coalesce(found.scalar_subquery(), 0), balance_type())


def _net(kind: type[Contact]) -> Any:
    turnover: Any = kind.CONTROL.balance
    return turnover(_own("debit"), _own("credit"))


def _own(side: str) -> ColumnElement[Any]:
    """Turnover of a cell in the contact's own currency."""
    in_own = _CELLS.currency_code == _CONTACTS.c.currency_code
    return case((_CONTACTS.c.currency_code == _BASE, _CELLS[side]), (in_own, _CELLS[f"own_{side}"]), else_=0)
