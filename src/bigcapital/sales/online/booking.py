"""What Stripe tells, brought into the books: each event once, in any order, and no payment lost.

An event's id is written in the transaction of what follows from it, so that whoever is told twice does it once; and all
that is known of one payment stands in one row, found by its intent, whichever event comes first. A payment that a rule
refuses (its day is locked, its invoice gone) stays there with the reason, until somebody books it again or by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bigcapital.accounting.accounts.chart import chart, system_account
from bigcapital.accounting.locks.guard import TransactionsDateLocked
from bigcapital.errors import DomainError, InvalidInput
from bigcapital.gateways.stripe import Charged
from bigcapital.gateways.units import from_units
from bigcapital.languages import Words
from bigcapital.ledger.money import exponent, portion, rounded
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.online.events import ACCOUNT, DEAUTHORIZED, DISPUTED, PAID, REFUNDED, Told, carried
from bigcapital.sales.online.model import OnlinePayment, PaymentEvent, PaymentService
from bigcapital.sales.online.operations import of_account
from bigcapital.sales.payments import operations as payments
from bigcapital.sales.payments.schema import EntryIn, PaymentIn
from bigcapital.tenancy.tenant import Tenant

_RATE_DECIMALS: Final = 10

words = Words({"Paid online by Stripe": "مدفوعة عبر الإنترنت بواسطة Stripe", "Paid in Stripe's test mode": "مدفوعة في وضع اختبار Stripe"})


class InvoiceGone(DomainError):
    type = "SALE_INVOICE_NOT_FOUND"


class OtherCurrency(DomainError):
    type = "ONLINE_PAYMENT_CURRENCY_DIFFERS"


class NothingToBook(DomainError):
    type = "ONLINE_PAYMENT_NOT_BOOKABLE"


def take(tenant: Tenant, told: Told, charged: Charged | None) -> None:
    """Do what follows from an event, unless it was done. ``charged``: what Stripe says of its payment, if it could be asked."""
    service = of_account(tenant, told.account)
    if service is None or tenant.session.scalar(select(PaymentEvent.id).where(PaymentEvent.event_id == told.id)) is not None:
        return
    at = datetime.fromtimestamp(told.at, UTC)
    tenant.session.add(PaymentEvent(event_id=told.id, kind=told.kind, subject=told.intent or told.account, happened_at=at))
    tenant.session.flush()
    _DOING[told.kind](tenant, service, told, charged)


def book(tenant: Tenant, row: OnlinePayment) -> None:
    """Write a payment into the books, as one received; what is more than is due stays the customer's credit.

    :raises DomainError: a rule refuses it; :raises InvalidInput: a value does.
    """
    if row.amount is None or row.payment_receive_id is not None:
        raise NothingToBook("The payment is booked already, or not paid yet.")
    invoice = tenant.session.get(SaleInvoice, row.invoice_id)
    if invoice is None:
        raise InvoiceGone("The invoice that was paid is deleted.")
    if invoice.currency_code != row.currency_code:
        raise OtherCurrency(f"{row.currency_code} was paid, and the invoice is in {invoice.currency_code}.")
    service = tenant.session.get_one(PaymentService, row.service_id)
    written = _on_an_open_day(tenant, row, lambda day: payments.create(tenant, _as_received(tenant, service, row, invoice, day)))
    written.payment.stripe_pintent_id = row.intent
    row.payment_receive_id, row.problem = written.payment.id, None
    tenant.session.flush()


def _on_an_open_day(tenant: Tenant, row: OnlinePayment, write: Callable[[date], payments.Written]) -> payments.Written:
    """On the day that it was paid; if that is locked, today."""
    day, today = _day_of(tenant, row), tenant.today()
    try:
        with tenant.savepoint():
            return write(day)
    except TransactionsDateLocked:
        if day == today:
            raise
        return write(today)


def _as_received(tenant: Tenant, service: PaymentService, row: OnlinePayment, invoice: SaleInvoice, day: date) -> PaymentIn:
    assert row.amount is not None
    fees = chart(tenant).find(slug="bank-fees-and-charges") or system_account(tenant, "other-expenses")
    return PaymentIn(
        customer_id=invoice.customer_id,
        payment_date=day,
        deposit_account_id=service.clearing_account_id or system_account(tenant, "stripe-clearing").id,
        entries=[EntryIn(invoice_id=invoice.id, payment_amount=min(invoice.due_amount, row.amount))],
        amount=row.amount,
        exchange_rate=row.exchange_rate or invoice.exchange_rate,
        bank_fee_amount=row.fee_amount,
        bank_fee_account_id=fees.id if row.fee_amount else None,
        payment_receive_no=None if payments.numbered_by_itself(tenant) else f"STRIPE-{row.id}",
        reference_no=row.intent,
        statement=words("Paid online by Stripe" if row.is_live else "Paid in Stripe's test mode", tenant.record.language),
        branch_id=invoice.branch_id,
    )


def _day_of(tenant: Tenant, row: OnlinePayment) -> date:
    return (row.paid_at or row.created_at).astimezone(ZoneInfo(tenant.record.timezone or "UTC")).date()


# --- each kind of event ---


def _paid(tenant: Tenant, service: PaymentService, told: Told, charged: Charged | None) -> None:
    row = _known(tenant, service, told)
    if row is None or row.amount is not None:
        return
    assert told.units is not None
    row.amount, row.paid_at = from_units(told.units, row.currency_code), datetime.fromtimestamp(told.at, UTC)
    if charged is not None:
        _settled(tenant, row, charged)
    try:
        with tenant.savepoint():
            book(tenant, row)
    except (DomainError, InvalidInput) as refused:
        row.problem, row.payment_receive_id = str(refused), None
        tenant.session.flush()


def _settled(tenant: Tenant, row: OnlinePayment, charged: Charged) -> None:
    """What Stripe kept, in the payment's currency; and, where it settled in base currency, at which rate."""
    if charged.fee is None or charged.settled is None or charged.settled_currency is None or not charged.settled:
        return
    assert row.amount is not None
    fee, settled = (from_units(units, charged.settled_currency) for units in (charged.fee, charged.settled))
    row.fee_amount = max(portion(fee, row.amount, settled, exponent(row.currency_code)), Decimal(0))
    if charged.settled_currency == tenant.base_currency != row.currency_code:
        row.exchange_rate = rounded(settled / row.amount, _RATE_DECIMALS)


def _refunded(tenant: Tenant, service: PaymentService, told: Told, charged: Charged | None) -> None:
    row = _known(tenant, service, told)
    if row is not None and told.units is not None:
        row.refunded_amount = max(row.refunded_amount, from_units(told.units, row.currency_code))
        tenant.session.flush()


def _disputed(tenant: Tenant, service: PaymentService, told: Told, charged: Charged | None) -> None:
    at, row = datetime.fromtimestamp(told.at, UTC), _known(tenant, service, told, charged)
    if row is not None and told.units is not None and (row.dispute_at is None or row.dispute_at <= at):
        row.dispute_status, row.dispute_at = told.status, at
        row.dispute_amount = from_units(told.units, row.currency_code)
        tenant.session.flush()


def _account_changed(tenant: Tenant, service: PaymentService, told: Told, charged: Charged | None) -> None:
    same = (PaymentEvent.subject == service.account_id, PaymentEvent.kind == ACCOUNT)
    later = select(PaymentEvent.id).where(*same, PaymentEvent.happened_at > datetime.fromtimestamp(told.at, UTC))
    if tenant.session.scalar(later.limit(1)) is None:
        service.payments_enabled, service.payouts_enabled = bool(told.payments_enabled), bool(told.payouts_enabled)
        tenant.session.flush()


def _deauthorized(tenant: Tenant, service: PaymentService, told: Told, charged: Charged | None) -> None:
    at = datetime.fromtimestamp(told.at, UTC)
    if service.connected_at.replace(microsecond=0) <= at:  # they count in seconds
        service.disconnected_at = at
        tenant.session.flush()


_DOING: Final[dict[str, Callable[[Tenant, PaymentService, Told, Charged | None], None]]] = {
    PAID: _paid,
    REFUNDED: _refunded,
    DISPUTED: _disputed,
    ACCOUNT: _account_changed,
    DEAUTHORIZED: _deauthorized,
}


def _known(tenant: Tenant, service: PaymentService, told: Told, charged: Charged | None = None) -> OnlinePayment | None:
    """All that is known of the payment that an event is about; None if it is not one of this organization's checkouts.

    One account may be connected to several organizations, and takes payments that are none of ours.
    """
    row = tenant.session.scalar(select(OnlinePayment).where(OnlinePayment.intent == told.intent))
    if row is not None:
        return row if row.service_id == service.id and row.currency_code == told.currency else None
    organization, invoice_id = told.organization, told.invoice_id
    if organization is None and charged is not None:
        said = carried(charged.metadata)
        organization, invoice_id = said.get("organization"), said.get("invoice_id")
    if organization != tenant.record.organization_id or invoice_id is None or told.intent is None or told.currency is None:
        return None
    row = OnlinePayment(service_id=service.id, intent=told.intent, invoice_id=invoice_id, currency_code=told.currency, is_live=told.live)
    row.refunded_amount = Decimal(0)
    tenant.session.add(row)
    tenant.session.flush()
    return row
