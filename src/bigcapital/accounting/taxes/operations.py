"""Tax rates: adding, changing, offering and retiring them.

A document keeps the percentage that it was written with, and names the rate that it had. So what a rate is never changes: a
change of its name, code, percentage or category retires the row, and a new one takes its place; only a category that nobody
had said is filled in.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from bigcapital import clock
from bigcapital.accounting.taxes.model import TaxRate
from bigcapital.accounting.taxes.rates import taxes
from bigcapital.accounting.taxes.schema import TaxRateEdit, TaxRateIn
from bigcapital.errors import DomainError, InvalidInput
from bigcapital.tenancy.tenant import Tenant

_IDENTITY = ("name", "code", "rate")
_COPIED = (*_IDENTITY, "category", "description", "is_non_recoverable", "is_compound", "active")

Follower = Callable[[Tenant, int, int | None], None]
_followers: list[Follower] = []


class TaxCodeNotUnique(DomainError):
    """Another tax rate has the code."""

    type = "TAX_CODE_NOT_UNIQUE"


class TaxRateNotFound(DomainError):
    """There is no such tax rate, or it is retired."""

    type = "TAX_RATE_NOT_FOUND"


class AlreadyActive(DomainError):
    """The tax rate is offered already."""

    type = "TAX_RATE_ALREADY_ACTIVE"


class AlreadyInactive(DomainError):
    """The tax rate is not offered as it is."""

    type = "TAX_RATE_ALREADY_INACTIVE"


def follows_tax_rates(function: Follower) -> Follower:
    """Register what becomes of rows that propose a tax rate: called with its id and that of the one in its place, or None."""
    if function not in _followers:
        _followers.append(function)
    return function


def create(tenant: Tenant, data: TaxRateIn) -> TaxRate:
    """Add a tax rate, inactive unless ``data`` says otherwise.

    :raises TaxCodeNotUnique: another one has the code, in any case of letters; :raises InvalidInput: no such tax has its category.
    """
    _check_code(tenant, data.code)
    given = data.details()
    _check_category(given.get("category"), data.rate)
    row = TaxRate(user_id=tenant.user_id, **given)
    tenant.session.add(row)
    tenant.session.flush()
    tenant.bump_metadata()
    return row


def edit(tenant: Tenant, row: TaxRate, data: TaxRateEdit) -> TaxRate:
    """Change a tax rate: the row, or the one that took its place because its name, code, percentage or category is another now.

    :raises TaxCodeNotUnique: another one has the code.
    """
    _check_code(tenant, data.code, row.id)
    given = data.details()
    category = given.setdefault("category", row.category if _fits(row.category, data.rate) else None)
    _check_category(category, data.rate)
    is_same = row.category in (None, category)
    if is_same and all(given[name] == getattr(row, name) for name in _IDENTITY):
        for name, value in given.items():
            setattr(row, name, value)
        tenant.session.flush()
        tenant.bump_metadata()
        return row
    kept = {name: getattr(row, name) for name in _COPIED}
    made = TaxRate(replaces_id=row.id, user_id=tenant.user_id, **(kept | given))
    tenant.session.add(made)
    tenant.session.flush()
    _retire(tenant, row, made.id)
    return made


def delete(tenant: Tenant, row: TaxRate) -> None:
    """Retire a tax rate: documents keep it, nothing proposes it any more."""
    _retire(tenant, row, None)


def set_active(tenant: Tenant, row: TaxRate, active: bool) -> None:
    """Offer it in new documents, or no longer.

    :raises AlreadyActive, AlreadyInactive: it is that already.
    """
    if row.active is active:
        raise AlreadyActive("The tax rate is active already.") if active else AlreadyInactive("The tax rate is inactive already.")
    row.active = active
    tenant.session.flush()
    tenant.bump_metadata()


def _retire(tenant: Tenant, row: TaxRate, successor: int | None) -> None:
    row.deleted_at = clock.now()
    tenant.session.flush()
    for follow in _followers:
        follow(tenant, row.id, successor)
    tenant.bump_metadata()


def _fits(category: str | None, rate: Decimal) -> bool:
    """Whether a tax of this percentage can be called so: standard is what is above zero."""
    return category is None or (category == "S") is bool(rate)


def _check_category(category: str | None, rate: Decimal) -> None:
    if not _fits(category, rate):
        sentence = "category must be S above 0 %, and another at 0 %"
        raise InvalidInput.of("category", "isAllowed", sentence, category)


def _check_code(tenant: Tenant, code: str, id: int | None = None) -> None:
    found = taxes(tenant).of_code(code)
    if found is not None and found.id != id:
        raise TaxCodeNotUnique("Another tax rate has this code.")
