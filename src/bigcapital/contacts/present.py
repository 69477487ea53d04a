"""Contacts as they go out, with their balances."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any

from bigcapital.accounting.currencies.rates import signs
from bigcapital.contacts.model import Contact
from bigcapital.contacts.owed import Owed, owed
from bigcapital.contacts.words import translated
from bigcapital.formats import DEFAULT_DATE_FORMAT, format_date
from bigcapital.ledger.money import ONE, ZERO, exponent, format_money, multiplied, rounded
from bigcapital.tenancy.tenant import Tenant

_COLUMNS = tuple(column.name for column in Contact.__table__.columns)
_values = attrgetter(*_COLUMNS)


def page(tenant: Tenant, contacts: Sequence[Contact]) -> list[dict[str, Any]]:
    """Contacts of either kind. One statement for all their balances."""
    known, writer = owed(tenant, contacts), _Writer(tenant)
    return [writer.shown(contact, known[contact.id]) for contact in contacts]


class _Writer:
    """Writes contacts in the reader's language and the organization's formats and signs."""

    def __init__(self, tenant: Tenant):
        self.base, self.signs, record = tenant.base_currency, signs(tenant), tenant.record
        self.language, self.date_format = tenant.language, record.date_format or DEFAULT_DATE_FORMAT

    def shown(self, contact: Contact, owed: Owed) -> dict[str, Any]:
        """A contact with everything that follows from it."""
        currency, day = contact.currency_code, contact.opening_balance_at
        opening = contact.opening_balance or ZERO
        rate = contact.opening_balance_exchange_rate or ONE
        local = opening if currency == self.base else rounded(multiplied(opening, rate), exponent(self.base))
        balance = self._money(owed.own, currency)
        return {
            **dict(zip(_COLUMNS, _values(contact), strict=True)),
            "balance": owed.own,
            "balance_local": owed.local,
            "closing_balance": owed.own,
            "opening_balance": opening,
            "opening_balance_exchange_rate": rate,
            "local_opening_balance": local,
            "contact_normal": contact.CONTROL.normal,
            "formatted_contact_service": translated(contact.SUBJECT, self.language),
            "formatted_balance": balance,
            "formatted_balance_local": balance if currency == self.base else self._money(owed.local, self.base),
            "formatted_opening_balance": self._money(opening, currency),
            "formatted_opening_balance_at": format_date(day, self.date_format, self.language) if day else "",
        }

    def _money(self, value: Decimal, currency: str) -> str:
        return format_money(value, currency, symbol=self.signs.get(currency))
