"""Payment services and online payments as they go out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from bigcapital.documents.present import Writer
from bigcapital.gateways.units import CURRENCIES
from bigcapital.ledger.money import ZERO
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.online import operations
from bigcapital.sales.online.model import OnlinePayment, PaymentService
from bigcapital.sales.payments.model import PaymentReceived
from bigcapital.tenancy.tenant import Tenant

_STORED = ("id", "name", "service", "account_id", "active", "is_live")
_PAYMENT = (
    *("id", "intent", "status", "invoice_id", "payment_receive_id", "currency_code", "amount", "fee_amount", "refunded_amount"),
    *("dispute_status", "dispute_amount", "is_live", "problem", "paid_at", "created_at"),
)


def service(row: PaymentService) -> dict[str, Any]:
    """A payment service."""
    enabled = {"payment_enabled": row.payments_enabled, "payout_enabled": row.payouts_enabled}
    return {name: getattr(row, name) for name in _STORED} | enabled | {"options": row.options}


def state(tenant: Tenant) -> dict[str, Any]:
    """Whether invoices can be paid online, and where to begin if not. A text that is empty says no."""
    gateway, settings = operations.stripe(tenant), tenant.installation.settings
    row = next(iter(operations.services(tenant)), None)
    return {
        "is_stripe_server_configured": "configured" if gateway.configured else "",
        "is_stripe_account_created": row is not None,
        "is_stripe_payment_enabled": row is not None and row.payments_enabled,
        "is_stripe_payout_enabled": row is not None and row.payouts_enabled,
        "is_stripe_enabled": row is not None and row.active,
        "is_stripe_test_mode": settings.stripe_test_mode,
        "stripe_account_id": row.account_id if row is not None else None,
        "stripe_payment_method_id": row.id if row is not None else None,
        "stripe_publishable_key": settings.stripe_publishable_key,
        "stripe_currencies": list(CURRENCIES),
        "stripe_auth_link": operations.connect_url(tenant) if gateway.configured else "",
        "stripe_redirect_url": operations.redirect_url(tenant),
        "stripe_dashboard_url": f"https://dashboard.stripe.com/{'test/' if settings.stripe_test_mode else ''}",
    }


def page(tenant: Tenant, rows: Sequence[OnlinePayment]) -> list[dict[str, Any]]:
    """Online payments with the numbers of their documents, those that are still there."""
    invoices = _numbers(tenant, SaleInvoice.id, SaleInvoice.invoice_no, {row.invoice_id for row in rows})
    booked = {row.payment_receive_id for row in rows if row.payment_receive_id is not None}
    payments = _numbers(tenant, PaymentReceived.id, PaymentReceived.payment_receive_no, booked)
    writer = Writer(tenant, ())

    def money(amount: Decimal | None, row: OnlinePayment) -> str:
        return writer.money(ZERO if amount is None else amount, row.currency_code)

    return [
        {name: getattr(row, name) for name in _PAYMENT}
        | {
            "invoice_no": invoices.get(row.invoice_id),
            "payment_receive_no": payments.get(row.payment_receive_id or 0),
            "amount_formatted": money(row.amount, row),
            "fee_amount_formatted": money(row.fee_amount, row),
            "refunded_amount_formatted": money(row.refunded_amount, row),
            "dispute_amount_formatted": money(row.dispute_amount, row),
            "paid_at_formatted": writer.moment(row.paid_at) if row.paid_at is not None else "",
        }
        for row in rows
    ]


def _numbers(tenant: Tenant, id: Any, number: Any, wanted: set[int]) -> dict[int, str]:
    return {row[0]: row[1] for row in tenant.session.execute(select(id, number).where(id.in_(wanted)))} if wanted else {}
