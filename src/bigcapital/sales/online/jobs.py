"""What connecting an account and being told by Stripe leave for later."""

from __future__ import annotations

from typing import Any, Final

from bigcapital.errors import Failed
from bigcapital.gateways.stripe import Charged, StripeRefused
from bigcapital.jobs import job
from bigcapital.sales.online import booking, operations
from bigcapital.sales.online.events import DISPUTED, PAID, Told
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.tenant import Tenant

_ASKED: Final = 4  # attempts that wait for Stripe to say what it kept; then the payment is booked without


@job("online.route", system=True)
def route_account(system: System, account_id: str) -> None:
    """Have what Stripe tells of an account reach the organization that connected it."""
    assert system.job.tenant is not None
    operations.route(system, system.job.tenant, account_id)


@job("online.event", attempts=12)
def take_event(tenant: Tenant, **told: Any) -> None:
    """Bring what Stripe told into the books, once. Stripe is asked before the books are opened, so that nobody waits for it."""
    event = Told(**told)
    booking.take(tenant, event, _charged(tenant, event))


def _charged(tenant: Tenant, told: Told) -> Charged | None:
    """What Stripe says of the payment: its fee, and whose it is, which a dispute does not say."""
    if told.kind not in (PAID, DISPUTED) or told.intent is None:
        return None
    try:
        return operations.stripe(tenant).charged(told.account, told.intent)
    except StripeRefused:
        return None
    except Failed:
        if tenant.job.attempt < _ASKED:
            raise
        return None
