"""What a payment does to the books: money at the payment's rate, against what was owed at each invoice's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bigcapital.documents.settling.posting import Applied, Owed
from bigcapital.ledger.conversion import convert_each, debit
from bigcapital.ledger.entry import Entry
from bigcapital.ledger.money import ZERO
from bigcapital.sales.payments.model import REFERENCE_TYPE, PaymentReceived


def payment_entry(
    payment: PaymentReceived, applied: Sequence[Applied], owed: Owed, *, type_of: Callable[[int], str], branch_id: int | None
) -> Entry:
    """The entry of a payment: what it brought, less the bank's fee, which is an expense; what it settles on its own day
    (``applied``); and the rest, which stays on receivables as the customer's credit.
    """
    rate, deposit, fee = payment.exchange_rate, payment.deposit_account_id, payment.bank_fee_amount or ZERO
    rest = payment.amount - sum((one.amount for one in applied), ZERO)
    legs = [(debit(deposit, type_of(deposit), payment.amount - fee, branch_id=branch_id), rate)]
    if payment.bank_fee_account_id is not None:
        legs.append((debit(payment.bank_fee_account_id, type_of(payment.bank_fee_account_id), fee, branch_id=branch_id), rate))
    legs += [(owed.decrease(one.amount, one.branch_id), one.rate) for one in applied]
    legs.append((owed.decrease(rest, branch_id), rate))
    return Entry(
        date=payment.payment_date,
        reference_type=REFERENCE_TYPE,
        reference_id=payment.id,
        number=payment.payment_receive_no,
        reference=payment.reference_no,
        lines=convert_each(legs, currency=owed.currency, base_currency=owed.base_currency, difference=lambda: owed.difference(branch_id)),
    )
