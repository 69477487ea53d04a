"""What invoices say of the ways they can be paid by: for invoices, whose operations keep it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import bindparam, delete, insert, select

from bigcapital.errors import InvalidInput
from bigcapital.sales.online.model import PaymentService, invoice_methods
from bigcapital.tenancy.tenant import Tenant

_SAID = select(invoice_methods.c.service_id, invoice_methods.c.enable).where(invoice_methods.c.invoice_id == bindparam("id"))
_DROP = delete(invoice_methods).where(invoice_methods.c.invoice_id == bindparam("of"))
_ADD = insert(invoice_methods)


class Said(Protocol):
    """A payment service as an invoice's body names it."""

    @property
    def payment_integration_id(self) -> int: ...
    @property
    def enable(self) -> bool: ...


def put(tenant: Tenant, invoice_id: int, said: Sequence[Said] | None, *, new: bool = False) -> None:
    """Have an invoice say this of payment services and nothing else; None leaves what it says. A ``new`` one says nothing yet.

    :raises InvalidInput: there is no such service.
    """
    if said is None or (new and not said):
        return
    check(tenant, said)
    wanted = {one.payment_integration_id: one.enable for one in said}
    if not new:
        drop(tenant, invoice_id)
    if wanted:
        rows = [{"invoice_id": invoice_id, "service_id": id, "enable": enable} for id, enable in wanted.items()]
        tenant.connection.execute(_ADD, rows)
        tenant.mark_changed()


def check(tenant: Tenant, said: Sequence[Said]) -> None:
    """Raises ``InvalidInput`` for the first of these that is no payment service."""
    named = {one.payment_integration_id for one in said}
    known = set(tenant.session.scalars(select(PaymentService.id).where(PaymentService.id.in_(named)))) if named else set()
    for place, one in enumerate(said):
        if one.payment_integration_id not in known:
            name = f"payment_methods.{place}.payment_integration_id"
            raise InvalidInput.of(name, "isExists", "paymentIntegrationId must be a payment service", one.payment_integration_id)


def drop(tenant: Tenant, invoice_id: int) -> None:
    """Forget what an invoice says that is deleted."""
    tenant.connection.execute(_DROP, {"of": invoice_id})
    tenant.mark_changed()


def of(tenant: Tenant, invoice_id: int) -> list[dict[str, Any]]:
    """What an invoice says: ``payment_integration_id`` and ``enable`` of each service. Others decide for themselves."""
    rows = tenant.connection.execute(_SAID, {"id": invoice_id})
    return [{"payment_integration_id": row.service_id, "enable": bool(row.enable)} for row in rows]
