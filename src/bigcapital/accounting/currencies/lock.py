"""The base currency is free to change until something is recorded in it. Each feature says what that is for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bigcapital.tenancy.tenant import Tenant


@dataclass(frozen=True)
class Locking:
    """Rows of one kind that hold the base currency in place; the names are the contract's."""

    model_name: str
    plural_name: str
    exist: Callable[[Tenant], bool]


_LOCKING: dict[str, Locking] = {}


def locks_base_currency(model_name: str, plural_name: str) -> Callable[[Callable[[Tenant], bool]], Callable[[Tenant], bool]]:
    """Register the decorated question "has this organization any?"."""

    def decorate(exist: Callable[[Tenant], bool]) -> Callable[[Tenant], bool]:
        _LOCKING[model_name] = Locking(model_name, plural_name, exist)
        return exist

    return decorate


def locking_models(tenant: Tenant) -> list[dict[str, str]]:
    """What holds the base currency in place: nothing, or each kind of row that does."""
    return [{"model_name": each.model_name, "plural_name": each.plural_name} for each in _LOCKING.values() if each.exist(tenant)]
