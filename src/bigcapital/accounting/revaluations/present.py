"""Revaluations as they go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from bigcapital.accounting import dimensions
from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.currencies.rates import written
from bigcapital.accounting.revaluations import operations
from bigcapital.accounting.revaluations.model import Revaluation, RevaluationLine
from bigcapital.formats import DEFAULT_DATE_FORMAT, format_date
from bigcapital.tenancy.tenant import Tenant

_COLUMNS = ("id", "date", "reverses_on", "amount", "note", "user_id", "created_at")


def page(tenant: Tenant, revaluations: Sequence[Revaluation]) -> list[dict[str, Any]]:
    """The revaluations of a list, with their rates."""
    rates = operations.rates_of(tenant, [one.id for one in revaluations])
    return [_plain(tenant, one, rates.get(one.id, {})) for one in revaluations]


def whole(tenant: Tenant, revaluation: Revaluation, lines: Sequence[RevaluationLine]) -> dict[str, Any]:
    """A revaluation with all that it revalued."""
    rates = {one.currency_code: one.exchange_rate for one in sorted(lines, key=lambda one: one.currency_code) if one.balance}
    contacts = dimensions.contacts(tenant, (one.contact_id for one in lines))
    return {**_plain(tenant, revaluation, rates), "lines": [_line(tenant, one, contacts) for one in lines]}


def _plain(tenant: Tenant, one: Revaluation, rates: Mapping[str, Decimal]) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in _COLUMNS},
        "rates": rates,
        "formatted_date": _day(tenant, one.date),
        "formatted_reverses_on": _day(tenant, one.reverses_on),
        "formatted_amount": written(tenant, one.amount, tenant.base_currency),
    }


def _line(tenant: Tenant, one: RevaluationLine, contacts: Mapping[int, dimensions.ContactName]) -> dict[str, Any]:
    account, contact, base = chart(tenant)[one.account_id], contacts.get(one.contact_id or 0), tenant.base_currency
    amounts = {"base_balance": one.base_balance, "value": one.base_balance + one.difference, "difference": one.difference}
    return {
        "account_id": one.account_id,
        "account_name": account.name,
        "account_code": account.code,
        "contact_id": one.contact_id,
        "contact_name": contact.display_name if contact is not None else None,
        "branch_id": one.branch_id,
        "currency_code": one.currency_code,
        "exchange_rate": one.exchange_rate,
        "balance": one.balance,
        **amounts,
        "formatted_balance": written(tenant, one.balance, one.currency_code),
        **{f"formatted_{name}": written(tenant, value, base) for name, value in amounts.items()},
    }


def _day(tenant: Tenant, day: date) -> str:
    return format_date(day, tenant.record.date_format or DEFAULT_DATE_FORMAT, tenant.language)
