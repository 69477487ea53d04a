"""What one can do to estimates, whoever asks: create, edit, deliver, approve, reject, convert, delete. None of it is in the books."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from bigcapital import clock
from bigcapital.accounting.attachments.operations import Attached
from bigcapital.accounting.numbering import Numbers
from bigcapital.documents import writing
from bigcapital.documents.writing import Entered, Written
from bigcapital.errors import DomainError
from bigcapital.sales.estimates.model import SaleEstimate
from bigcapital.sales.estimates.schema import EstimateIn
from bigcapital.sales.selling import SELLING
from bigcapital.tenancy.tenant import Tenant


class NotFound(DomainError):
    type = "SALE_ESTIMATE_NOT_FOUND"


class NumberRequired(DomainError):
    type = "SALE_ESTIMATE_NO_IS_REQUIRED"


class NumberExists(DomainError):
    type = "SALE_ESTIMATE_NUMBER_EXISTANCE"


class AlreadyDelivered(DomainError):
    type = "SALE_ESTIMATE_ALREADY_DELIVERED"


class NotDelivered(DomainError):
    type = "SALE_ESTIMATE_NOT_DELIVERED"


class AlreadyApproved(DomainError):
    type = "SALE_ESTIMATE_ALREADY_APPROVED"


class AlreadyRejected(DomainError):
    type = "SALE_ESTIMATE_ALREADY_REJECTED"


class AlreadyConverted(DomainError):
    type = "SALE_ESTIMATE_CONVERTED_TO_INVOICE"


ATTACHED = Attached("SaleEstimate", SaleEstimate, subject="SaleEstimate")
NUMBERS = Numbers("sales_estimates", SaleEstimate.estimate_number, not_unique=NumberExists, required=NumberRequired)


def create(tenant: Tenant, data: EstimateIn) -> Written[SaleEstimate]:
    """Write an estimate down, as a draft or delivered.

    :raises DomainError: a rule refuses it; :raises InvalidInput: an amount, the rate or the customer does not fit.
    """
    entered = writing.check(tenant, data, data.customer_id, SELLING)
    estimate = SaleEstimate()
    _fill(estimate, data, entered)
    if data.delivered:
        writing.take_effect(tenant, estimate)
    writing.number(tenant, NUMBERS, estimate, data.estimate_number)
    return writing.store(tenant, estimate, entered)


def edit(tenant: Tenant, estimate: SaleEstimate, data: EstimateIn) -> Written[SaleEstimate]:
    """Replace an estimate; what was delivered, approved or rejected stays so.

    :raises AlreadyConverted: it has become an invoice.
    """
    _check_not_converted(estimate)
    entered = writing.check(tenant, data, data.customer_id, SELLING, writing.read(tenant, estimate).lines)
    stood_on = writing.stands_on(estimate)
    _fill(estimate, data, entered)
    if stood_on or data.delivered:
        writing.take_effect(tenant, estimate, stood_on)
    writing.number(tenant, NUMBERS, estimate, data.estimate_number)
    return writing.replace(tenant, estimate, entered)


def deliver(tenant: Tenant, estimate: SaleEstimate) -> None:
    """The customer has it."""
    if estimate.is_delivered:
        raise AlreadyDelivered("The estimate is delivered already.")
    writing.take_effect(tenant, estimate)
    tenant.session.flush()


def approve(tenant: Tenant, estimate: SaleEstimate) -> None:
    """The customer agrees, after all perhaps."""
    _check_decidable(estimate)
    if estimate.approved_at is not None:
        raise AlreadyApproved("The estimate is approved already.")
    estimate.approved_at, estimate.rejected_at = clock.now(), None
    tenant.session.flush()


def reject(tenant: Tenant, estimate: SaleEstimate) -> None:
    """The customer does not want it, or no longer."""
    _check_decidable(estimate)
    if estimate.rejected_at is not None:
        raise AlreadyRejected("The estimate is rejected already.")
    estimate.rejected_at, estimate.approved_at = clock.now(), None
    tenant.session.flush()


def delete(tenant: Tenant, estimate: SaleEstimate) -> None:
    """Delete an estimate.

    :raises AlreadyConverted: it has become an invoice, which has to go first.
    """
    _check_not_converted(estimate)
    if estimate.is_delivered:
        writing.check_open(tenant, estimate, estimate.estimate_date)
    writing.delete(tenant, estimate)


# --- for invoices, which estimates become ---


def convert(tenant: Tenant, id: int, invoice_id: int) -> None:
    """Say that the estimate has become an invoice.

    :raises NotFound: there is no such estimate; :raises AlreadyConverted: it has become another.
    """
    estimate = tenant.session.scalar(select(SaleEstimate).where(SaleEstimate.id == id))
    if estimate is None:
        raise NotFound("There is no such estimate.")
    _check_not_converted(estimate)
    estimate.converted_to_invoice_id, estimate.converted_to_invoice_at = invoice_id, clock.now()
    tenant.session.flush()


def origin_of(tenant: Tenant, invoice_id: int) -> dict[str, Any] | None:
    """The estimate that became an invoice, with its number; None if there was none."""
    wanted = select(SaleEstimate.id, SaleEstimate.estimate_number).where(SaleEstimate.converted_to_invoice_id == invoice_id)
    row = tenant.connection.execute(wanted).mappings().first()
    return None if row is None else dict(row)


def release(tenant: Tenant, invoice_id: int) -> None:
    """The invoice that an estimate had become is gone: it can become another."""
    mine = update(SaleEstimate).where(SaleEstimate.converted_to_invoice_id == invoice_id)
    tenant.session.execute(mine.values(converted_to_invoice_id=None, converted_to_invoice_at=None))


# --- rows ---


def _check_not_converted(estimate: SaleEstimate) -> None:
    if estimate.is_converted:
        raise AlreadyConverted("The estimate has become an invoice.")


def _check_decidable(estimate: SaleEstimate) -> None:
    _check_not_converted(estimate)
    if not estimate.is_delivered:
        raise NotDelivered("The estimate is not delivered yet.")


def _fill(estimate: SaleEstimate, data: EstimateIn, entered: Entered) -> None:
    entered.fill(estimate)
    estimate.estimate_date, estimate.expiration_date = data.estimate_date, data.expiration_date
    estimate.reference, estimate.note, estimate.terms_conditions = data.reference, data.note, data.terms_conditions
    estimate.send_to_email = data.send_to_email
