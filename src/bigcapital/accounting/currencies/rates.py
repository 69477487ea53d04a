"""The exchange rate of a document, and amounts written with the organization's own signs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import select

from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.currencies.model import Currency
from bigcapital.accounting.remembered import remembered
from bigcapital.errors import Fault, InvalidInput
from bigcapital.ledger.money import ONE, exponent, format_money, has_decimals
from bigcapital.rest.schema import camel
from bigcapital.tenancy.tenant import Tenant


def rate_of(tenant: Tenant, currency: str, given: Decimal | None, property: str = "exchange_rate") -> Decimal:
    """Base-currency units for one unit of ``currency``: 1 for the base currency whatever is given, else what is given.

    :raises InvalidInput: another currency without a rate above 0.
    """
    if currency == tenant.base_currency:
        return ONE
    if given is None:
        raise InvalidInput.of(property, "isNotEmpty", f"{camel(property)} is required for amounts in {currency}")
    if given <= 0:
        raise InvalidInput.of(property, "min", f"{camel(property)} must be greater than 0", given)
    return given


def decimals_fault(property: str, value: Decimal, currency: str) -> Fault | None:
    """What is wrong with an amount that has more decimals than its currency; none if it fits."""
    decimals = exponent(currency)
    if has_decimals(value, decimals):
        return None
    return Fault(property, "maxDecimalPlaces", f"{property} must have at most {decimals} decimals in {currency}", value)


def check_decimals(amounts: Iterable[tuple[str, Decimal | None]], currency: str) -> None:
    """Raises ``InvalidInput`` for all of these fields that have more decimals than ``currency``."""
    faults = [decimals_fault(name, value, currency) for name, value in amounts if value is not None]
    wrong = [fault for fault in faults if fault is not None]
    if wrong:
        raise InvalidInput(wrong)


def written(tenant: Tenant, value: Decimal, currency: str) -> str:
    """``value`` as screens and documents write it, with the organization's sign for the currency."""
    sign = chart(tenant).signs.get(currency)  # nearly always; else the currency's row is read once
    return format_money(value, currency, symbol=sign or signs(tenant).get(currency))


def signs(tenant: Tenant) -> dict[str, str]:
    """The organization's signs of its currencies, for who writes many amounts."""
    return remembered(tenant, "signs", _signs)


def _signs(tenant: Tenant) -> dict[str, str]:
    rows = tenant.session.execute(select(Currency.currency_code, Currency.currency_sign))
    return {row.currency_code: row.currency_sign for row in rows}
