"""What one can do to estimates, whoever asks."""

from __future__ import annotations

from sqlalchemy import select, update

from bigcapital import clock
from bigcapital.errors import DomainError
from bigcapital.sales.estimates.model import SaleEstimate
from bigcapital.tenancy.tenant import Tenant


class NotFound(DomainError):
    type = "SALE_ESTIMATE_NOT_FOUND"


class AlreadyConverted(DomainError):
    type = "SALE_ESTIMATE_CONVERTED_TO_INVOICE"


def convert(tenant: Tenant, id: int, invoice_id: int) -> None:
    """Say that the estimate has become an invoice.

    :raises NotFound: there is no such estimate; :raises AlreadyConverted: it has become another.
    """
    estimate = tenant.session.scalar(select(SaleEstimate).where(SaleEstimate.id == id))
    if estimate is None:
        raise NotFound("There is no such estimate.")
    if estimate.is_converted:
        raise AlreadyConverted("The estimate has become an invoice already.")
    estimate.converted_to_invoice_id, estimate.converted_to_invoice_at = invoice_id, clock.now()
    tenant.session.flush()


def release(tenant: Tenant, invoice_id: int) -> None:
    """The invoice that an estimate had become is gone: it can become another."""
    mine = update(SaleEstimate).where(SaleEstimate.converted_to_invoice_id == invoice_id)
    tenant.session.execute(mine.values(converted_to_invoice_id=None, converted_to_invoice_at=None))
