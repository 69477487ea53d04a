"""What is left of payments, applied to invoices on later days: each application can be taken back by itself."""

from __future__ import annotations

from sqlalchemy import delete, select

from bigcapital.accounting import books, settlements
from bigcapital.accounting.currencies.rates import check_decimals
from bigcapital.accounting.locks import guard
from bigcapital.errors import DomainError
from bigcapital.ledger.money import ZERO
from bigcapital.sales.payments import operations
from bigcapital.sales.payments.entries import entries_of, left_of, store_entries
from bigcapital.sales.payments.model import APPLICATION, REFERENCE_TYPE, PaymentEntry, PaymentReceived, payment_entries
from bigcapital.sales.schema import ApplyIn
from bigcapital.tenancy.tenant import Tenant


class NothingLeft(DomainError):
    type = "PAYMENT_RECEIVE_HAS_NO_REMAINING_AMOUNT"


class ApplicationNotFound(DomainError):
    type = "PAYMENT_RECEIVE_APPLICATION_NOT_FOUND"


def apply(tenant: Tenant, payment: PaymentReceived, data: ApplyIn) -> operations.Written:
    """Use what is left of a payment for invoices, on a day of its own (today, unless it is said).

    :raises NothingLeft: it is more than is left; :raises DomainError: another rule, or a locked day, refuses it.
    """
    day = data.date or tenant.today()
    guard.check(tenant, APPLICATION, day)
    check_decimals(((f"entries.{place}.amount", one.amount) for place, one in enumerate(data.entries)), payment.currency_code)
    standing = entries_of(tenant, [payment.id])[payment.id]
    if sum((one.amount for one in data.entries), ZERO) > left_of(payment, standing):
        raise NothingLeft("More than what is left of the payment.")
    paid = operations.pay(tenant, payment, {}, operations.by_invoice((one.invoice_id, one.amount) for one in data.entries))
    last = max((one.index for one in standing), default=0)
    wanted = [
        {"invoice_id": one.invoice_id, "payment_amount": one.amount, "index": last + place, "date": day, "is_later": True, "id": None}
        for place, one in enumerate(data.entries, start=1)
    ]
    new = store_entries(tenant, payment, wanted)
    _, later = operations.entries_for(tenant, [operations.Written(payment, new)], paid)
    books.record_all(tenant, later.values())
    written = operations.Written(payment, [*standing, *new])
    settlements.settle(tenant, REFERENCE_TYPE, {payment.id: operations.settles(written.entries)})
    return written


def find(tenant: Tenant, id: int) -> PaymentEntry:
    """One later application, of whichever payment.

    :raises ApplicationNotFound: no payment was applied so later; what it paid on its own day, an edit of it changes.
    """
    rows = payment_entries.c
    payment_id = tenant.connection.scalar(select(rows.payment_receive_id).where(rows.id == id, rows.is_later))
    if payment_id is None:
        raise ApplicationNotFound("No payment was applied so later.")
    return next(one for one in entries_of(tenant, [payment_id])[payment_id] if one.id == id)


def undo(tenant: Tenant, id: int) -> None:
    """Take a later application back: the invoice is due again, and the credit the customer's. The payment itself stays as it is.

    :raises ApplicationNotFound: no payment was applied so later.
    """
    undone = find(tenant, id)
    payment = tenant.session.get_one(PaymentReceived, undone.payment_receive_id)
    standing = entries_of(tenant, [payment.id])[payment.id]
    guard.check(tenant, APPLICATION, undone.date)
    operations.pay(tenant, payment, {undone.invoice_id: undone.payment_amount}, {})
    books.reverse(tenant, APPLICATION, id)
    tenant.connection.execute(delete(payment_entries).where(payment_entries.c.id == id))
    tenant.mark_changed()
    settlements.settle(tenant, REFERENCE_TYPE, {payment.id: operations.settles(one for one in standing if one.id != id)})
