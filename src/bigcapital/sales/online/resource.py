"""``/api/payment-services``, ``/api/stripe``, ``/api/online-payments``: setting up payment online, and what came of it.

``/api/payment-links/…/stripe_checkout_session`` is where a customer begins to pay, and ``/api/webhooks/stripe`` where Stripe tells.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import structlog

from bigcapital.accounting.accounts.guards import keeps_accounts
from bigcapital.errors import NotFound
from bigcapital.rest import Collection, Field, Item, Listing, action, collection, views_by_status
from bigcapital.sales.links import operations as links
from bigcapital.sales.links.resource import PaymentLinks
from bigcapital.sales.online import booking, checkout, events, operations, present
from bigcapital.sales.online.jobs import route_account, take_event
from bigcapital.sales.online.model import OnlinePayment, PaymentService
from bigcapital.sales.online.schema import (
    AccountIn,
    CallbackIn,
    CheckoutOut,
    ConnectOut,
    OnboardingOut,
    OnlinePaymentOut,
    OnlinePaymentsOut,
    Received,
    ServiceDone,
    ServiceIn,
    ServiceShown,
    ServicesOut,
    StateOut,
)

log = structlog.get_logger(__name__)


# --- payment services ---


class ServiceItem(Item):
    """One payment service."""

    def show(self) -> dict[str, Any]:
        """The payment service."""
        return {"data": present.service(operations.service(self.tenant, self.id))}

    def delete(self) -> dict[str, Any]:
        """Disconnect the account: no invoice can be paid by it any more."""
        operations.disconnect(self.tenant, operations.service(self.tenant, self.id))
        return {"id": self.id, "message": "The payment method has been deleted successfully."}


@collection("payment-services", item=ServiceItem)
class PaymentServices(Collection):
    """Accounts at payment providers that invoices can be paid to."""

    show_answer, delete_answer = ServiceShown, ServiceDone


@action(PaymentServices, "", method="GET", answer=ServicesOut)
def listed(services: PaymentServices) -> dict[str, Any]:
    """The payment services that are connected."""
    return {"payment_services": [present.service(row) for row in operations.services(services.tenant)]}


@action(PaymentServices, "state", method="GET", answer=StateOut)
def state(services: PaymentServices) -> dict[str, Any]:
    """Whether invoices can be paid online."""
    return {"data": {"stripe": present.state(services.tenant)}}


@action(ServiceItem, "", status=200, body=ServiceIn, answer=ServiceDone)
def edit(service: ServiceItem, data: ServiceIn) -> dict[str, Any]:
    """Change its name and settings."""
    options = data.options.model_dump(exclude_unset=True) if data.options is not None else {}
    operations.edit(service.tenant, operations.service(service.tenant, service.id), data.name, options)
    return {"id": service.id, "message": "The payment method has been updated successfully."}


# --- connecting a Stripe account ---


@collection("stripe")
class StripeAccounts(Collection):
    """Connecting an organization's Stripe account."""


@action(StripeAccounts, "link", method="GET", answer=ConnectOut)
def connect_link(accounts: StripeAccounts) -> dict[str, Any]:
    """Where this user connects the organization's account; empty where Stripe is not set up."""
    configured = operations.stripe(accounts.tenant).configured
    return {"url": operations.connect_url(accounts.tenant) if configured else ""}


@action(StripeAccounts, "callback", body=CallbackIn, answer=ServiceShown)
def callback(accounts: StripeAccounts, data: CallbackIn) -> dict[str, Any]:
    """Connect the account that Stripe led back from."""
    tenant = accounts.tenant
    operations.check_state(tenant, data.state)
    account = operations.stripe(tenant).account_of(data.code)  # before the books are opened, so that nobody waits for it
    row = operations.connect(tenant, account)
    tenant.jobs.enqueue(route_account, account_id=row.account_id)
    return {"data": present.service(row)}


@action(StripeAccounts, "account_link", body=AccountIn, answer=OnboardingOut, secret=True)
def account_link(accounts: StripeAccounts, data: AccountIn) -> dict[str, Any]:
    """What a browser shows Stripe's own form with, in which the account tells what is missing."""
    row = operations.of_account(accounts.tenant, data.stripe_account_id)
    if row is None or row.disconnected_at is not None:
        raise NotFound
    return {"client_secret": operations.stripe(accounts.tenant).onboarding_secret(row.account_id)}


# --- what came of it ---


class OnlinePaymentItem(Item):
    """One online payment."""

    row: OnlinePayment


_STATUS = {
    "booked": lambda model: model.payment_receive_id.is_not(None),
    "problem": lambda model: model.problem.is_not(None),
    "refunded": lambda model: model.refunded_amount != 0,
    "disputed": lambda model: model.dispute_status.is_not(None),
}
_NAMES = (("booked", "Booked"), ("problem", "Problem"), ("refunded", "Refunded"), ("disputed", "Disputed"))


@collection("online-payments", item=OnlinePaymentItem, subject="PaymentReceive")
class OnlinePayments(Collection):
    """What customers paid online, how it was booked, and what was refunded or disputed since."""

    resource = "OnlinePayment"
    model = OnlinePayment
    list_answer, show_answer = OnlinePaymentsOut, OnlinePaymentOut
    listing = Listing(
        envelope="online_payments",
        fields=(
            Field("amount", "number"),
            Field("status", "enumeration", options=_NAMES, where=_STATUS),
            Field("paid_at", "date"),
            Field("created_at", "date"),
        ),
        search=("intent",),
        views=views_by_status(_NAMES),
    )

    def present(self, rows: list[OnlinePayment]) -> list[dict[str, Any]]:
        """Online payments as the list shows them."""
        return present.page(self.tenant, rows)


@action(OnlinePaymentItem, "book", status=200, answer=OnlinePaymentOut)
def book(payment: OnlinePaymentItem) -> dict[str, Any]:
    """Try again to write a payment into the books that could not be."""
    booking.book(payment.tenant, payment.row)
    return present.page(payment.tenant, [payment.row])[0]


# --- customers, and Stripe ---


@action(PaymentLinks, ":link/stripe_checkout_session", access="public", answer=CheckoutOut)
def begin_checkout(public: PaymentLinks, link: str) -> dict[str, Any]:
    """Begin to pay what is due of the invoice behind a link: where to go."""
    tenant, invoice = links.follow(public.request.installation, public.request.tm, link)
    settings = tenant.installation.settings
    made = checkout.begin(public.system, tenant, invoice, f"{settings.public_url}/payment/{link}")
    return {"session_id": made.id, "publishable_key": settings.stripe_publishable_key, "redirect_to": made.url}


@collection("webhooks", root=True)
class Webhooks(Collection):
    """Where providers tell what happened."""


@action(Webhooks, "stripe", status=200, access="public", answer=Received)
def stripe_event(webhooks: Webhooks) -> dict[str, Any]:
    """What happened at Stripe, signed by it. It is kept with this answer, and brought into the books soon after."""
    request, system = webhooks.request, webhooks.system
    try:
        told = events.read(operations.stripe(system).event(request.body, request.headers.get("Stripe-Signature")))
    except (KeyError, TypeError, ValueError):
        log.exception("an event is signed by Stripe, and not what it describes")
        told = None
    if told is not None and told.live != request.installation.settings.stripe_test_mode:
        for tenant_id in operations.organizations_of(system, told.account):
            system.jobs.enqueue(take_event, tenant=tenant_id, **asdict(told))
    return {"received": True}


keeps_accounts("A payment service names the account.", PaymentService.clearing_account_id, PaymentService.bank_account_id)
