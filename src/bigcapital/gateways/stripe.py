"""Stripe, as the platform account of this installation sees it: accounts that organizations connected, and their checkouts.

Everything that leaves here is plain values, and whatever Stripe answers is one of three: done, refused (``StripeRefused``, for
people to read), or not now (503, so a request may be sent again and a job is).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from bigcapital.errors import DomainError, Failed
from bigcapital.tenancy.installation import Installation

if TYPE_CHECKING:
    from stripe import StripeClient

TOLERANCE: Final = 300  # seconds that an event may have been on its way
_PATIENCE: Final = (5.0, 15.0)  # seconds to connect, and to wait for an answer
T = TypeVar("T")


class NotConfigured(DomainError):
    type = "STRIPE_NOT_CONFIGURED"


class StripeRefused(DomainError):
    type = "STRIPE_REFUSED"


class BadSignature(DomainError):
    type = "STRIPE_SIGNATURE_INVALID"


@dataclass(frozen=True, slots=True)
class Account:
    """An organization's account at Stripe."""

    id: str
    name: str | None
    payments_enabled: bool
    payouts_enabled: bool


@dataclass(frozen=True, slots=True)
class Order:
    """What a customer is to pay. ``units``: see ``units``. ``key``: the same for what is the same order, so that it is made once."""

    account: str
    units: int
    currency: str
    title: str
    metadata: Mapping[str, str]
    success_url: str
    cancel_url: str
    language: str
    key: str


@dataclass(frozen=True, slots=True)
class Checkout:
    """Where the customer pays."""

    id: str
    url: str


@dataclass(frozen=True, slots=True)
class Charged:
    """What came of a payment, in units. ``settled`` and ``fee`` are in ``settled_currency``, that of the account's balance."""

    metadata: Mapping[str, str]
    settled: int | None = None
    fee: int | None = None
    settled_currency: str | None = None


class Stripe:
    """The gateway. Safe to share between threads."""

    def __init__(self, installation: Installation):
        self._settings = installation.settings

    @property
    def configured(self) -> bool:
        """Whether this installation has a platform account."""
        return bool(self._settings.stripe_secret_key)

    def connect_url(self, state: str, redirect: str) -> str:
        """Where an organization connects its account; Stripe leads back to ``redirect`` with a code and ``state``."""
        given: Any = {"response_type": "code", "scope": "read_write", "state": state, "redirect_uri": redirect}
        return str(self._client.oauth.authorize_url(given))

    def account_of(self, code: str) -> Account:
        """The account that was connected by this code, which works once."""
        given: Any = {"grant_type": "authorization_code", "code": code}
        token = _asked(lambda: self._client.oauth.token(given))
        return self.account(str(token["stripe_user_id"]))

    def account(self, id: str) -> Account:
        """An account as it is now."""
        found = _asked(lambda: self._client.v1.accounts.retrieve(id)).to_dict()
        shown = _get(found, "settings", "dashboard", "display_name") or _get(found, "business_profile", "name")
        return Account(id, shown, bool(_get(found, "charges_enabled")), bool(_get(found, "payouts_enabled")))

    def onboarding_secret(self, id: str) -> str:
        """What a browser needs to show Stripe's own form, in which an account tells what is missing."""
        given: Any = {"account": id, "components": {"account_onboarding": {"enabled": True}}}
        return str(_asked(lambda: self._client.v1.account_sessions.create(given)).client_secret)

    def checkout(self, order: Order) -> Checkout:
        """A page of Stripe's where the order is paid, to the organization's own account; open for a day.

        What is paid is captured at once, so that the fee is known when the payment is told.
        """
        metadata = dict(order.metadata)
        price = {"currency": order.currency.lower(), "unit_amount": order.units, "product_data": {"name": order.title}}
        given: Any = {
            "mode": "payment",
            "line_items": [{"quantity": 1, "price_data": price}],
            "metadata": metadata,
            "payment_intent_data": {"metadata": metadata, "description": order.title, "capture_method": "automatic"},
            "success_url": order.success_url,
            "cancel_url": order.cancel_url,
            "locale": "auto" if order.language == "ar" else order.language,  # Stripe's page speaks no Arabic unless the browser does
        }
        options: Any = {"stripe_account": order.account, "idempotency_key": order.key}
        made = _asked(lambda: self._client.v1.checkout.sessions.create(given, options))
        if not made.url:
            raise StripeRefused("Stripe gave no page to pay on.")
        return Checkout(made.id, made.url)

    def charged(self, account: str, intent: str) -> Charged:
        """What came of a payment of this account, with what Stripe kept of it, if that is known yet."""
        expand: Any = {"expand": ["latest_charge.balance_transaction"]}
        options: Any = {"stripe_account": account}
        found = _asked(lambda: self._client.v1.payment_intents.retrieve(intent, expand, options)).to_dict()
        said = {str(name): str(value) for name, value in (found.get("metadata") or {}).items()}
        balance = _get(found, "latest_charge", "balance_transaction")
        if not isinstance(balance, dict):
            return Charged(said)
        return Charged(said, int(balance["amount"]), int(balance["fee"]), str(balance["currency"]).upper())

    def event(self, payload: bytes, signature: str | None) -> dict[str, Any]:
        """What Stripe tells by a webhook, once it is sure that Stripe does, and just now.

        :raises BadSignature: nobody who knows the secret said this within the last minutes.
        """
        if not self.configured:
            raise NotConfigured("Stripe is not set up here.")
        from stripe import SignatureVerificationError, WebhookSignature

        for secret in self._settings.stripe_webhook_secrets:
            try:
                WebhookSignature.verify_header(payload, signature, secret, TOLERANCE)
            except (SignatureVerificationError, UnicodeDecodeError):
                continue
            found: dict[str, Any] = json.loads(payload)
            return found
        raise BadSignature("The event is not signed by Stripe, or too old.")

    @cached_property
    def _client(self) -> StripeClient:
        if not self.configured:
            raise NotConfigured("Stripe is not set up here.")
        from stripe import RequestsClient, StripeClient  # takes a moment, which only those pay who use it

        base = self._settings.stripe_api_base
        return StripeClient(
            self._settings.stripe_secret_key,
            client_id=self._settings.stripe_client_id,
            base_addresses={"api": base, "connect": base} if base else {},
            max_network_retries=1,
            http_client=RequestsClient(timeout=_PATIENCE),
        )


def open_stripe(installation: Installation) -> Stripe:
    """The gateway of an installation. ``installation.plug("stripe", open_stripe)``."""
    return Stripe(installation)


def _asked(question: Callable[[], T]) -> T:
    """Ask Stripe.

    :raises StripeRefused: it says no; :raises Failed: 503, it says nothing now.
    """
    import stripe

    try:
        return question()
    except (stripe.APIConnectionError, stripe.RateLimitError) as error:
        raise _later() from error
    except stripe.StripeError as error:
        if error.http_status is None or error.http_status >= 500 or error.http_status == 409:
            raise _later() from error
        raise StripeRefused(error.user_message or "Stripe refused it.", payload={"code": error.code}) from error


def _later() -> Failed:
    return Failed(503, "Service Unavailable", "Stripe cannot be reached now.", retry_after=10)


def _get(found: Any, *path: str) -> Any:
    """What stands at a path of an answer; None where any of it is missing."""
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found
