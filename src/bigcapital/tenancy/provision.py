"""Building an organization's database."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from bigcapital.tenancy.tenant import Tenant

Seeder = Callable[[Tenant], None]
S = TypeVar("S", bound=Seeder)
_seeders: dict[tuple[int, str], Seeder] = {}


def seeder(order: int) -> Callable[[S], S]:
    """Make a function a part of every new organization's first contents; lower ``order`` first."""

    def register(function: S) -> S:
        _seeders[order, f"{function.__module__}.{function.__qualname__}"] = function
        return function

    return register
