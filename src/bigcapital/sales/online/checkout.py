"""Beginning to pay an invoice: Stripe's page for what is due of it. Nothing is written; only what Stripe tells later is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Final

from bigcapital import clock
from bigcapital.errors import DomainError
from bigcapital.gateways.stripe import Checkout, Order
from bigcapital.gateways.units import to_units
from bigcapital.languages import Words
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.online.model import PaymentService
from bigcapital.sales.online.operations import is_routed, service_for, stripe
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.tenant import Tenant

ORGANIZATION, INVOICE = "organization_id", "invoice_id"  # what a checkout carries, and every event of it
_SAME_FOR: Final = timedelta(hours=12)  # who asks again gets the same page, half as long as Stripe keeps it open

words = Words({"Invoice {number}": "الفاتورة {number}"})


class NotPayable(DomainError):
    type = "INVOICE_NOT_PAYABLE_ONLINE"


def way_to_pay(system: System, tenant: Tenant, invoice: SaleInvoice) -> PaymentService | None:
    """The service that what is due of an invoice can be paid by now, exactly; None without one."""
    if not stripe(tenant).configured or to_units(invoice.due_amount, invoice.currency_code) is None:
        return None
    found = service_for(tenant, invoice)
    live = not tenant.installation.settings.stripe_test_mode
    return found if found is not None and found.is_live == live and is_routed(system, tenant.id, found.account_id) else None


def begin(system: System, tenant: Tenant, invoice: SaleInvoice, page: str) -> Checkout:
    """Stripe's page to pay what is due; ``page``: ours, that it leads back to.

    :raises NotPayable: nothing is due, or it cannot be paid online; :raises StripeRefused: Stripe says why.
    """
    service, units = way_to_pay(system, tenant, invoice), to_units(invoice.due_amount, invoice.currency_code)
    if service is None or units is None:
        raise NotPayable("The invoice cannot be paid online.")
    order = Order(
        account=service.account_id,
        units=units,
        currency=invoice.currency_code,
        title=words("Invoice {number}", tenant.record.language).replace("{number}", invoice.invoice_no),
        metadata={ORGANIZATION: tenant.record.organization_id, INVOICE: str(invoice.id)},
        success_url=f"{page}?paid=1",
        cancel_url=page,
        language=tenant.record.language or "en",
        key="",
    )
    return stripe(tenant).checkout(_keyed(order, invoice))


def _keyed(order: Order, invoice: SaleInvoice) -> Order:
    """The order with its key: whoever asks twice for the same, in two tabs or by two clicks, pays on one page."""
    period = int(clock.now().timestamp() // _SAME_FOR.total_seconds())
    same = (period, invoice.payment_amount, invoice.credited_amount, repr(order))
    return replace(order, key=sha256(repr(same).encode()).hexdigest())
