"""Payment services and online payments in JSON."""

from __future__ import annotations

import datetime as dates
from decimal import Decimal

from bigcapital.rest.schema import Answer, Body, Flag, Id, Name, Page, Text


class OptionsIn(Body):
    """Settings of a payment service; what is left out stays as it is. (``clearning_account_id`` is how clients write it.)"""

    bank_account_id: Id | None = None
    clearning_account_id: Id | None = None
    is_default: Flag | None = None
    show_visa: Flag | None = None
    show_master_card: Flag | None = None
    show_discover: Flag | None = None
    show_amer: Flag | None = None
    show_jcb: Flag | None = None
    show_diners: Flag | None = None


class ServiceIn(Body):
    """Changes of a payment service."""

    name: Name | None = None
    options: OptionsIn | None = None


class CallbackIn(Body):
    """What Stripe led back with: a code that works once, and the state that our link carried."""

    code: Text
    state: Text


class AccountIn(Body):
    """A connected account."""

    stripe_account_id: Text


class OptionsOut(Answer):
    """Settings of a payment service."""

    bank_account_id: int | None
    clearning_account_id: int | None
    is_default: bool
    show_visa: bool
    show_master_card: bool
    show_discover: bool
    show_amer: bool
    show_jcb: bool
    show_diners: bool


class ServiceOut(Answer):
    """A payment service."""

    id: int
    name: str
    service: str
    account_id: str
    active: bool
    payment_enabled: bool
    payout_enabled: bool
    is_live: bool
    options: OptionsOut


class ServicesOut(Answer):
    """The payment services that invoices can be paid by."""

    payment_services: list[ServiceOut]


class ServiceShown(Answer):
    """One payment service."""

    data: ServiceOut


class StripeState(Answer):
    """How far Stripe is set up; a text that is empty says no."""

    is_stripe_server_configured: str
    is_stripe_account_created: bool
    is_stripe_payment_enabled: bool
    is_stripe_payout_enabled: bool
    is_stripe_enabled: bool
    is_stripe_test_mode: bool
    stripe_account_id: str | None
    stripe_payment_method_id: int | None
    stripe_publishable_key: str
    stripe_currencies: list[str]
    stripe_auth_link: str
    stripe_redirect_url: str
    stripe_dashboard_url: str


class States(Answer):
    """By provider."""

    stripe: StripeState


class StateOut(Answer):
    """Whether invoices can be paid online, and where to begin if not."""

    data: States


class ServiceDone(Answer):
    """What was done, for people."""

    id: int
    message: str


class ConnectOut(Answer):
    """Where an organization connects its account."""

    url: str


class OnboardingOut(Answer):
    """What a browser shows Stripe's own form with."""

    client_secret: str


class CheckoutOut(Answer):
    """Where the customer pays."""

    session_id: str
    publishable_key: str
    redirect_to: str


class Received(Answer):
    """That an event was taken."""

    received: bool


class OnlinePaymentOut(Answer):
    """What came of a payment at the provider. ``status``: pending, booked, problem, refunded or disputed."""

    id: int
    intent: str
    status: str
    invoice_id: int
    invoice_no: str | None
    payment_receive_id: int | None
    payment_receive_no: str | None
    currency_code: str
    amount: Decimal | None
    amount_formatted: str
    fee_amount: Decimal | None
    fee_amount_formatted: str
    refunded_amount: Decimal
    refunded_amount_formatted: str
    dispute_status: str | None
    dispute_amount: Decimal | None
    dispute_amount_formatted: str
    is_live: bool
    problem: str | None
    paid_at: dates.datetime | None
    paid_at_formatted: str
    created_at: dates.datetime


class OnlinePaymentsOut(Page):
    """A page of online payments."""

    online_payments: list[OnlinePaymentOut]
