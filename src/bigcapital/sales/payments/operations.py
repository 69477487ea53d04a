"""What one can do to payments received, whoever asks: create, edit, delete."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select, update

from bigcapital import clock
from bigcapital.accounting import books, dimensions, settlements
from bigcapital.accounting.accounts.chart import chart, money_account
from bigcapital.accounting.attachments.operations import Attached
from bigcapital.accounting.currencies.rates import check_decimals, rate_of
from bigcapital.accounting.locks import guard
from bigcapital.accounting.numbering import Numbers, series
from bigcapital.accounting.settlements import Settlement
from bigcapital.documents.settling.operations import applied, owed
from bigcapital.documents.settling.posting import application_entry
from bigcapital.documents.writing import branch_of
from bigcapital.errors import DomainError, InvalidInput
from bigcapital.ledger.entry import LARGEST, AmountTooLarge, Entry
from bigcapital.ledger.money import ZERO
from bigcapital.organization.templates.operations import default_id
from bigcapital.sales.invoices import operations as invoices
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.online.model import OnlinePayment
from bigcapital.sales.payments.entries import entries_of, matched, remove_entries, row_of, store_entries
from bigcapital.sales.payments.model import APPLICATION, REFERENCE_TYPE, SERIES, PaymentEntry, PaymentReceived, payment_entries
from bigcapital.sales.payments.posting import payment_entry
from bigcapital.sales.payments.schema import PaymentIn
from bigcapital.sales.selling import SELLING, AccountOfOtherCurrency
from bigcapital.tenancy.tenant import Tenant

DEPOSIT_TYPES = ("cash", "bank", "other-current-asset")


class NumberExists(DomainError):
    type = "PAYMENT_RECEIVE_NO_EXISTS"


class NumberRequired(DomainError):
    type = "PAYMENT_RECEIVE_NO_REQUIRED"


class DepositAccountNotFound(DomainError):
    type = "DEPOSIT_ACCOUNT_NOT_FOUND"


class DepositAccountOfOtherType(DomainError):
    type = "DEPOSIT_ACCOUNT_INVALID_TYPE"


class FeeAccountNotFound(DomainError):
    type = "BANK_FEE_ACCOUNT_NOT_FOUND"


class FeeAccountOfOtherType(DomainError):
    type = "BANK_FEE_ACCOUNT_INVALID_TYPE"


class InvalidAmount(DomainError):
    type = "INVALID_PAYMENT_AMOUNT"


class CustomerStays(DomainError):
    type = "PAYMENT_CUSTOMER_SHOULD_NOT_UPDATE"


class PaymentNotFound(DomainError):
    type = "PAYMENT_RECEIVE_NOT_EXISTS"


@dataclass(frozen=True, slots=True)
class Written:
    """A payment with its entries, as they now are."""

    payment: PaymentReceived
    entries: Sequence[PaymentEntry]


ATTACHED = Attached(REFERENCE_TYPE, PaymentReceived, subject="PaymentReceive")
NUMBERS = Numbers(SERIES, PaymentReceived.payment_receive_no, not_unique=NumberExists, required=NumberRequired)


def create(tenant: Tenant, data: PaymentIn) -> Written:
    """Write a payment down, and into the ledger at once; its invoices are paid by it.

    :raises DomainError: a rule refuses it; :raises InvalidInput: an amount, the rate or the customer does not fit.
    """
    payment = PaymentReceived(created_at=clock.now(), user_id=tenant.user_id)
    _fill(tenant, payment, data)
    guard.check(tenant, REFERENCE_TYPE, data.payment_date)
    wanted = [row_of(data, place, one) for place, one in enumerate(data.entries, start=1)]
    paid = pay(tenant, payment, {}, by_invoice((row["invoice_id"], row["payment_amount"]) for row in wanted))
    payment.payment_receive_no = NUMBERS.take(tenant, data.payment_receive_no)
    tenant.session.add(payment)
    tenant.session.flush()
    ATTACHED.put(tenant, payment.id, data.attachments, new=True)
    written = Written(payment, store_entries(tenant, payment, wanted))
    entries, _ = entries_for(tenant, [written], paid)
    books.record(tenant, entries[payment.id])
    settlements.settle(tenant, REFERENCE_TYPE, {payment.id: settles(written.entries)}, are_new=True)
    return written


def edit(tenant: Tenant, payment: PaymentReceived, data: PaymentIn) -> Written:
    """Replace a payment; the ledger and its invoices follow. What was applied later, and still is, keeps its day.

    :raises DomainError: a rule refuses it, now or on the days that it touches; :raises InvalidInput: as when creating.
    """
    if data.customer_id != payment.customer_id:
        raise CustomerStays("A payment stays its customer's.")
    standing = entries_of(tenant, [payment.id])[payment.id]
    guard.check(tenant, REFERENCE_TYPE, payment.payment_date)
    guard.check(tenant, REFERENCE_TYPE, data.payment_date)
    _fill(tenant, payment, data)
    kept = matched(data.entries, standing)
    wanted = [row_of(data, place, one, kept[place - 1]) for place, one in enumerate(data.entries, start=1)]
    _check_later(tenant, standing, wanted)
    before = by_invoice((one.invoice_id, one.payment_amount) for one in standing)
    paid = pay(tenant, payment, before, by_invoice((row["invoice_id"], row["payment_amount"]) for row in wanted))
    if data.payment_receive_no and data.payment_receive_no != payment.payment_receive_no:
        payment.payment_receive_no = NUMBERS.take(tenant, data.payment_receive_no, payment.id)
    tenant.session.flush()
    ATTACHED.put(tenant, payment.id, data.attachments)
    remove_entries(tenant, payment)
    written = Written(payment, store_entries(tenant, payment, wanted))
    entries, later = entries_for(tenant, [written], paid)
    books.repost(tenant, entries[payment.id])
    books.repost_all(tenant, APPLICATION, {**{one.id: None for one in standing if one.is_later}, **later})
    settlements.settle(tenant, REFERENCE_TYPE, {payment.id: settles(written.entries)})
    return written


def delete(tenant: Tenant, payment: PaymentReceived) -> None:
    """Delete a payment, and whatever was applied of it; the ledger keeps its entries and their reversals."""
    standing = entries_of(tenant, [payment.id])[payment.id]
    guard.check(tenant, REFERENCE_TYPE, payment.payment_date)
    _check_later(tenant, standing, [])
    pay(tenant, payment, by_invoice((one.invoice_id, one.payment_amount) for one in standing), {})
    books.reverse(tenant, REFERENCE_TYPE, payment.id)
    books.repost_all(tenant, APPLICATION, {one.id: None for one in standing if one.is_later})
    settlements.settle(tenant, REFERENCE_TYPE, {payment.id: ()})
    ATTACHED.drop(tenant, payment.id)
    remove_entries(tenant, payment)
    if payment.stripe_pintent_id is not None:
        _unbook(tenant, payment)
    tenant.session.delete(payment)
    tenant.session.flush()


def _unbook(tenant: Tenant, payment: PaymentReceived) -> None:
    """What was paid online is not in the books any more; there it can be booked again."""
    gone = {"payment_receive_id": None, "problem": "The payment that it was booked as was deleted."}
    tenant.session.execute(update(OnlinePayment).where(OnlinePayment.payment_receive_id == payment.id).values(gone))


@invoices.follows
def follow(tenant: Tenant, invoice: SaleInvoice) -> None:
    """An invoice that payments settled is worth something else: they post anew. A locked day refuses it."""
    row = payment_entries.c
    ids = set(tenant.connection.execute(select(row.payment_receive_id).where(row.invoice_id == invoice.id)).scalars())
    if not ids:
        return
    found = entries_of(tenant, ids)
    payments = tenant.session.scalars(select(PaymentReceived).where(PaymentReceived.id.in_(ids)))
    several = [Written(payment, found[payment.id]) for payment in payments]
    settled = {one.invoice_id for written in several for one in written.entries}
    known = {one.id: one for one in tenant.session.scalars(select(SaleInvoice).where(SaleInvoice.id.in_(settled)))}
    entries, later = entries_for(tenant, several, known)
    books.repost_all(tenant, REFERENCE_TYPE, entries)
    books.repost_all(tenant, APPLICATION, later)


# --- asking ---


def numbered_by_itself(tenant: Tenant) -> bool:
    """Whether a payment without a number gets one."""
    return series(tenant, SERIES).auto


# --- the rules of what is entered ---


def _fill(tenant: Tenant, payment: PaymentReceived, data: PaymentIn) -> None:
    """Check what is entered of the header, and put it into its columns."""
    currency = dimensions.contact_of(tenant, SELLING.contact, data.customer_id).currency
    rate = rate_of(tenant, currency, data.exchange_rate)
    amounts = [(f"entries.{place}.payment_amount", one.payment_amount) for place, one in enumerate(data.entries)]
    check_decimals([("amount", data.amount), ("bank_fee_amount", data.bank_fee_amount), *amounts], currency)
    if not data.entries:
        raise invoices.InvoicesNotFound("A payment names the invoices that it is for.")
    total = sum((value for _, value in amounts), ZERO)
    amount = total if data.amount is None else data.amount
    if amount <= 0:
        raise InvalidInput.of("amount", "min", "amount must be more than 0", amount)
    if total > amount:
        raise InvalidAmount("The entries come to more than the payment.")
    if amount >= LARGEST:
        raise AmountTooLarge("The payment's amount has more than 12 digits before the point.")
    money_account(
        tenant,
        data.deposit_account_id,
        DEPOSIT_TYPES,
        currency,
        not_found=DepositAccountNotFound,
        wrong_type=DepositAccountOfOtherType,
        other_currency=AccountOfOtherCurrency,
    )
    fee = data.bank_fee_amount or None
    payment.bank_fee_amount, payment.bank_fee_account_id = fee, _fee_account(tenant, data, amount) if fee else None
    payment.customer_id, payment.currency_code, payment.exchange_rate, payment.amount = data.customer_id, currency, rate, amount
    payment.payment_date, payment.deposit_account_id = data.payment_date, data.deposit_account_id
    payment.branch_id = branch_of(tenant, data.branch_id)
    payment.reference_no, payment.statement = data.reference_no, data.statement
    payment.pdf_template_id = data.pdf_template_id or default_id(tenant, REFERENCE_TYPE)


def _fee_account(tenant: Tenant, data: PaymentIn, amount: Decimal) -> int:
    fee = data.bank_fee_amount or ZERO
    if fee > amount:
        raise InvalidInput.of("bank_fee_amount", "max", "bankFeeAmount must not be more than the payment", fee)
    if data.bank_fee_account_id is None:
        raise InvalidInput.of("bank_fee_account_id", "isNotEmpty", "bankFeeAccountId is required for a bank fee")
    account = chart(tenant).get(data.bank_fee_account_id)
    if account is None:
        raise FeeAccountNotFound(f"There is no account {data.bank_fee_account_id}.")
    if account.type.root != "expense":
        raise FeeAccountOfOtherType("A bank's fee is an expense.")
    return account.id


def _check_later(tenant: Tenant, standing: Iterable[PaymentEntry], wanted: Iterable[Mapping[str, Any]]) -> None:
    """What was applied later is closed with its own day: raises ``TransactionsDateLocked`` if it changes there."""
    same = {(row["id"], row["invoice_id"], row["payment_amount"]) for row in wanted}
    for one in standing:
        if one.is_later and (one.id, one.invoice_id, one.payment_amount) not in same:
            guard.check(tenant, APPLICATION, one.date)


def by_invoice(several: Iterable[tuple[int, Decimal]]) -> dict[int, Decimal]:
    sums: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    for invoice_id, amount in several:
        sums[invoice_id] += amount
    return dict(sums)


def pay(tenant: Tenant, payment: PaymentReceived, before: Mapping[int, Decimal], after: Mapping[int, Decimal]) -> dict[int, SaleInvoice]:
    """Move what is paid of each invoice from what it was to what it will be; the invoices, by id."""
    return invoices.settle(
        tenant,
        {id: after.get(id, ZERO) - before.get(id, ZERO) for id in {**before, **after}},
        "payment_amount",
        customer_id=payment.customer_id,
        too_much=InvalidAmount,
    )


# --- rows and entries ---


def settles(entries: Iterable[PaymentEntry]) -> list[Settlement]:
    return [Settlement(SaleInvoice.REFERENCE_TYPE, one.invoice_id, one.date, one.payment_amount) for one in entries]


def entries_for(tenant: Tenant, several: Iterable[Written], known: Mapping[int, SaleInvoice]) -> tuple[dict[int, Entry], dict[int, Entry]]:
    """What payments do to the books, by their ids, and what their later applications do, by theirs."""
    accounts, branches = chart(tenant), dimensions.branches(tenant)
    entries: dict[int, Entry] = {}
    later: dict[int, Entry] = {}
    for written in several:
        payment = written.payment
        where = owed(tenant, SELLING, payment.customer_id, payment.currency_code)
        entries[payment.id] = payment_entry(
            payment,
            [applied(tenant, known[one.invoice_id], one.payment_amount) for one in written.entries if not one.is_later],
            where,
            type_of=lambda id: accounts[id].account_type,
            branch_id=branches.on_line(payment.branch_id),
        )
        for one in written.entries:
            if one.is_later:
                part = applied(tenant, known[one.invoice_id], one.payment_amount)
                later[one.id] = application_entry(
                    APPLICATION, one.id, one.date, payment.payment_receive_no, where, part, payment.exchange_rate
                )
    return entries, later
