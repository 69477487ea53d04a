"""What Stripe tells, as plain facts: of each kind of event the few that matter, so that nothing else of a customer is kept. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bigcapital.sales.online.checkout import INVOICE, ORGANIZATION

PAID, REFUNDED, DISPUTED, ACCOUNT, DEAUTHORIZED = "paid", "refunded", "disputed", "account", "deauthorized"


@dataclass(frozen=True, slots=True)
class Told:
    """One event. ``at``: seconds since 1970. ``units``: see ``gateways.units``; of a refund all that was refunded so far.

    ``organization``, ``invoice_id``: what the checkout carried; a dispute does not say.
    """

    id: str
    kind: str
    account: str
    at: int
    live: bool
    intent: str | None = None
    units: int | None = None
    currency: str | None = None
    organization: str | None = None
    invoice_id: int | None = None
    status: str | None = None
    payments_enabled: bool | None = None
    payouts_enabled: bool | None = None


def read(event: Mapping[str, Any]) -> Told | None:
    """What an event says that we care for; None if it is none of our business.

    :raises KeyError, TypeError, ValueError: it is signed, and yet not what Stripe describes.
    """
    facts = _READERS.get(event["type"])
    account = event.get("account")
    if facts is None or not account:
        return None
    kind, read_facts = facts
    found = read_facts(event["data"]["object"])
    if found is None:
        return None
    return Told(id=str(event["id"]), kind=kind, account=str(account), at=int(event["created"]), live=bool(event["livemode"]), **found)


def _paid(session: Mapping[str, Any]) -> dict[str, Any] | None:
    if session.get("mode") != "payment" or session.get("payment_status") != "paid":
        return None  # what is paid by transfer is told again, once the money is there
    found = carried(session.get("metadata"))
    if not found:
        return None
    amount = {"units": int(session["amount_total"]), "currency": str(session["currency"]).upper()}
    return {**found, "intent": str(session["payment_intent"]), **amount}


def _refunded(charge: Mapping[str, Any]) -> dict[str, Any] | None:
    found = carried(charge.get("metadata"))
    if not found or not charge.get("payment_intent"):
        return None
    amount = {"units": int(charge["amount_refunded"]), "currency": str(charge["currency"]).upper()}
    return {**found, "intent": str(charge["payment_intent"]), **amount}


def _disputed(dispute: Mapping[str, Any]) -> dict[str, Any] | None:
    if not dispute.get("payment_intent"):
        return None
    amount = {"units": int(dispute["amount"]), "currency": str(dispute["currency"]).upper()}
    return {"intent": str(dispute["payment_intent"]), "status": str(dispute["status"])[:64], **amount}


def _account(account: Mapping[str, Any]) -> dict[str, Any]:
    return {"payments_enabled": bool(account.get("charges_enabled")), "payouts_enabled": bool(account.get("payouts_enabled"))}


def carried(metadata: Mapping[str, Any] | None) -> dict[str, Any]:
    """``organization`` and ``invoice_id`` that a checkout of ours carries; nothing of anybody else's."""
    said = metadata or {}
    if not str(said.get(INVOICE, "")).isdecimal() or not said.get(ORGANIZATION):
        return {}
    return {"organization": str(said[ORGANIZATION]), "invoice_id": int(said[INVOICE])}


_READERS: Final[dict[str, tuple[str, Callable[[Mapping[str, Any]], dict[str, Any] | None]]]] = {
    "checkout.session.completed": (PAID, _paid),
    "checkout.session.async_payment_succeeded": (PAID, _paid),
    "charge.refunded": (REFUNDED, _refunded),
    "charge.dispute.created": (DISPUTED, _disputed),
    "charge.dispute.updated": (DISPUTED, _disputed),
    "charge.dispute.closed": (DISPUTED, _disputed),
    "charge.dispute.funds_withdrawn": (DISPUTED, _disputed),
    "charge.dispute.funds_reinstated": (DISPUTED, _disputed),
    "account.updated": (ACCOUNT, _account),
    "account.application.deauthorized": (DEAUTHORIZED, lambda application: {}),
}
