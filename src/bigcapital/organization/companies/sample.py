"""A small company's books, to try the product with."""

from __future__ import annotations

from bigcapital.tenancy.tenant import Tenant


def fill(tenant: Tenant) -> None:
    """To be written."""
    raise NotImplementedError
