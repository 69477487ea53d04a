"""What one can do to payment services: connect an account, set it up, disconnect it; and which of them an invoice takes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from hmac import compare_digest
from typing import Any, Final

from sqlalchemy import select

from bigcapital import clock
from bigcapital.accounting.accounts.chart import chart
from bigcapital.errors import DomainError
from bigcapital.gateways.stripe import Account, Stripe
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.online import methods
from bigcapital.sales.online.model import CARDS, STRIPE, PaymentService
from bigcapital.sales.payments.operations import DEPOSIT_TYPES
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.model import PaymentAccount
from bigcapital.tenancy.tenant import Tenant

_STATE_LASTS: Final = timedelta(hours=1)


class ServiceNotFound(DomainError):
    type = "PAYMENT_SERVICE_NOT_FOUND"
    status = 404


class StateInvalid(DomainError):
    type = "STRIPE_STATE_INVALID"


class AlreadyConnected(DomainError):
    type = "STRIPE_ACCOUNT_ALREADY_CONNECTED"


class AccountUnfit(DomainError):
    type = "PAYMENT_SERVICE_ACCOUNT_INVALID"


def stripe(unit: Tenant | System) -> Stripe:
    """The gateway of this installation."""
    gateway: Stripe = unit.installation.services["stripe"]
    return gateway


# --- connecting ---


def redirect_url(tenant: Tenant) -> str:
    """Where Stripe leads back to after an account was connected."""
    return f"{tenant.installation.settings.public_url}/preferences/payment-methods/stripe/callback"


def connect_url(tenant: Tenant) -> str:
    """Where this user connects this organization's account, within the hour."""
    until = int((clock.now() + _STATE_LASTS).timestamp())
    return stripe(tenant).connect_url(_state(tenant, until), redirect_url(tenant))


def check_state(tenant: Tenant, state: str) -> None:
    """That this user of this organization was given the link which was followed: else somebody else's page could connect
    *their* account here, and be paid by our customers.

    :raises StateInvalid: it was not, or too long ago.
    """
    until = state.partition(".")[0]
    fresh = until.isdecimal() and len(until) < 12 and clock.now().timestamp() <= int(until)
    if not fresh or not compare_digest(state.encode(), _state(tenant, int(until)).encode()):
        raise StateInvalid("This does not come from a link that you followed here within the last hour. Please begin again.")


def _state(tenant: Tenant, until: int) -> str:
    return f"{until}.{tenant.installation.settings.derive('stripe connect', tenant.id, tenant.user_id, until).hex()}"


def connect(tenant: Tenant, account: Account) -> PaymentService:
    """Have invoices paid to this account. The caller enqueues the routing, without which no checkout begins.

    :raises AlreadyConnected: another account is.
    """
    rows = tenant.session.scalars(select(PaymentService).where(PaymentService.service == STRIPE)).all()
    if any(row.disconnected_at is None and row.account_id != account.id for row in rows):
        raise AlreadyConnected("Another Stripe account is connected. Disconnect it first.")
    row = next((row for row in rows if row.account_id == account.id), None)
    if row is None:
        row = PaymentService(service=STRIPE, account_id=account.id, name=account.name or "Stripe", user_id=tenant.user_id)
        tenant.session.add(row)
    row.payments_enabled, row.payouts_enabled, row.disconnected_at = account.payments_enabled, account.payouts_enabled, None
    row.connected_at, row.is_live = clock.now(), not tenant.installation.settings.stripe_test_mode
    tenant.session.flush()
    return row


def disconnect(tenant: Tenant, row: PaymentService) -> None:
    """No checkout begins any more. What customers pay on pages that are open already is still booked."""
    row.disconnected_at = clock.now()
    tenant.session.flush()


def edit(tenant: Tenant, row: PaymentService, name: str | None, options: Mapping[str, Any]) -> None:
    """Change what is named; ``options``: see ``PaymentService.options``.

    :raises AccountUnfit: an account is none that money comes to in base currency.
    """
    if name is not None:
        row.name = name
    for key, column in (("bank_account_id", "bank_account_id"), ("clearning_account_id", "clearing_account_id")):
        if key in options:
            _check_account(tenant, options[key])
            setattr(row, column, options[key])
    if options.get("is_default") is not None:
        row.is_default = options["is_default"]
    row.cards = json.dumps(json.loads(row.cards) | {name: options[name] for name in CARDS if options.get(name) is not None})
    tenant.session.flush()


def _check_account(tenant: Tenant, id: int | None) -> None:
    if id is None:
        return
    account = chart(tenant).get(id)
    if account is None or account.account_type not in DEPOSIT_TYPES or account.currency_code != tenant.base_currency:
        raise AccountUnfit("The account must be one of cash, banks or other current assets, in base currency.")


# --- asking ---


def services(tenant: Tenant) -> Sequence[PaymentService]:
    """Those that are connected."""
    return tenant.session.scalars(select(PaymentService).where(PaymentService.disconnected_at.is_(None)).order_by(PaymentService.id)).all()


def service(tenant: Tenant, id: int) -> PaymentService:
    """One that is connected.

    :raises ServiceNotFound: there is none of this id.
    """
    row = tenant.session.get(PaymentService, id)
    if row is None or row.disconnected_at is not None:
        raise ServiceNotFound("There is no such payment service.")
    return row


def of_account(tenant: Tenant, account_id: str) -> PaymentService | None:
    """The service that an account is, or was."""
    wanted = select(PaymentService).where(PaymentService.service == STRIPE, PaymentService.account_id == account_id)
    return tenant.session.scalar(wanted)


def service_for(tenant: Tenant, invoice: SaleInvoice) -> PaymentService | None:
    """What an invoice can be paid by: a service that it names; of those that it does not speak of, one that is default."""
    said = {one["payment_integration_id"]: one["enable"] for one in methods.of(tenant, invoice.id)}
    return next((row for row in services(tenant) if row.active and said.get(row.id, row.is_default)), None)


# --- routing, in the system database ---


def route(system: System, tenant_id: int, account_id: str) -> None:
    """From now on, what Stripe tells of the account is for this organization."""
    if not is_routed(system, tenant_id, account_id):
        system.session.add(PaymentAccount(tenant_id=tenant_id, account_id=account_id))
        system.session.flush()


def is_routed(system: System, tenant_id: int, account_id: str) -> bool:
    """Whether what Stripe tells of the account reaches this organization."""
    wanted = select(PaymentAccount.id).where(PaymentAccount.account_id == account_id, PaymentAccount.tenant_id == tenant_id)
    return system.session.scalar(wanted) is not None


def organizations_of(system: System, account_id: str) -> Sequence[int]:
    """The organizations that an account pays into."""
    wanted = select(PaymentAccount.tenant_id).where(PaymentAccount.account_id == account_id)
    return system.session.scalars(wanted.order_by(PaymentAccount.tenant_id)).all()
