"""Adding, renaming and removing the currencies of an organization."""

from __future__ import annotations

from typing import Any

from babel.numbers import get_currency_name, get_currency_symbol
from sqlalchemy import select

from bigcapital import clock
from bigcapital.accounting.currencies.model import Currency
from bigcapital.errors import DomainError, InvalidInput, NotFound
from bigcapital.ledger.money import UnknownCurrency, exponent
from bigcapital.tenancy.tenant import Tenant


class CurrencyCodeExists(DomainError):
    """The organization has that currency already."""

    type = "CURRENCY_CODE_EXISTS"


class BaseCurrencyStays(DomainError):
    """The currency of the books cannot be removed."""

    type = "CANNOT_DELETE_BASE_CURRENCY"


def names_of(code: str) -> tuple[str, str]:
    """The English name and the sign of ``code``, as most people write them."""
    return get_currency_name(code, locale="en"), get_currency_symbol(code, locale="en")


def check_code(code: str, property: str = "currency_code", said: str = "currencyCode") -> None:
    """Raises ``InvalidInput`` for what is no currency of ISO 4217, of the ``property``, which sentences call as it is ``said``."""
    try:
        exponent(code)
    except UnknownCurrency:
        raise InvalidInput.of(property, "isISO4217CurrencyCode", f"{said} must be a currency code of ISO 4217", code) from None


def find(tenant: Tenant, key: str) -> Currency:
    """The currency by its id or its code, in either case; raises ``NotFound``."""
    wanted = Currency.id == int(key) if key.isdecimal() and len(key) < 19 else Currency.currency_code == key.upper()
    row = tenant.session.scalar(select(Currency).where(wanted))
    if row is None:
        raise NotFound(f"There is no currency {key}.")
    return row


def create(tenant: Tenant, *, code: str, name: str, sign: str) -> Currency:
    """Offer another currency."""
    check_code(code)
    if tenant.session.scalar(select(Currency.id).where(Currency.currency_code == code)) is not None:
        raise CurrencyCodeExists("The currency is there already.")
    now = clock.now()
    row = Currency(currency_code=code, currency_name=name, currency_sign=sign, created_at=now, updated_at=now)
    tenant.session.add(row)
    tenant.session.flush()
    tenant.bump_metadata()
    return row


def ensure(tenant: Tenant, code: str) -> Currency:
    """The currency of ``code``, added under its usual name when it is not offered yet."""
    row = tenant.session.scalar(select(Currency).where(Currency.currency_code == code))
    if row is not None:
        return row
    name, sign = names_of(code)
    return create(tenant, code=code, name=name, sign=sign)


def edit(tenant: Tenant, row: Currency, *, name: str, sign: str) -> Currency:
    """Show it under another name and sign."""
    row.currency_name, row.currency_sign, row.updated_at = name, sign, clock.now()
    tenant.bump_metadata()
    return row


def delete(tenant: Tenant, row: Currency) -> None:
    """Offer it no longer; what was written in it stays."""
    if row.currency_code == tenant.base_currency:
        raise BaseCurrencyStays("The base currency cannot be deleted.")
    tenant.session.delete(row)
    tenant.bump_metadata()


def present(tenant: Tenant, row: Currency) -> dict[str, Any]:
    """The currency as clients read it."""
    return {
        "id": row.id,
        "currency_name": row.currency_name,
        "currency_code": row.currency_code,
        "currency_sign": row.currency_sign,
        "is_base_currency": row.currency_code == tenant.base_currency,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }
