"""Refunds of credit notes: money that is given back, at the rate of its own day."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from bigcapital.accounting import books, dimensions, settlements
from bigcapital.accounting.accounts.chart import chart, money_account
from bigcapital.accounting.currencies.rates import check_decimals, rate_of
from bigcapital.accounting.locks import guard
from bigcapital.accounting.settlements import Settlement
from bigcapital.documents.settling.operations import owed
from bigcapital.documents.writing import branch_of
from bigcapital.errors import DomainError, NotFound
from bigcapital.ledger.entry import Entry
from bigcapital.sales.credit_notes import operations as notes
from bigcapital.sales.credit_notes.model import REFUND, CreditNote, CreditNoteRefund
from bigcapital.sales.credit_notes.operations import NothingLeft
from bigcapital.sales.credit_notes.posting import refund_entry
from bigcapital.sales.credit_notes.schema import RefundIn
from bigcapital.sales.selling import SELLING, AccountOfOtherCurrency
from bigcapital.tenancy.tenant import Tenant

FROM_TYPES = ("bank", "cash", "credit-card")


class AccountNotFound(DomainError):
    type = "ACCOUNT_NOT_FOUND"


class AccountOfOtherType(DomainError):
    type = "ACCOUNT_INVALID_TYPE"


def create(tenant: Tenant, note: CreditNote, data: RefundIn) -> CreditNoteRefund:
    """Give money back for an open credit note.

    :raises NothingLeft: it is more than is left of the note, or the note is a draft; :raises DomainError: an account, a branch
        or a locked day refuses it.
    """
    currency = note.currency_code
    rate = rate_of(tenant, currency, data.exchange_rate)
    check_decimals([("amount", data.amount)], currency)
    account = money_account(
        tenant,
        data.from_account_id,
        FROM_TYPES,
        currency,
        not_found=AccountNotFound,
        wrong_type=AccountOfOtherType,
        other_currency=AccountOfOtherCurrency,
    )
    branch_id = branch_of(tenant, data.branch_id)
    guard.check(tenant, REFUND, data.date)
    if note.is_draft or data.amount > note.credits_remaining:
        raise NothingLeft("More than what is left of the credit note.")
    refund = CreditNoteRefund(
        credit_note_id=note.id,
        date=data.date,
        amount=data.amount,
        currency_code=currency,
        exchange_rate=rate,
        from_account_id=account.id,
        reference_no=data.reference_no,
        description=data.description,
        branch_id=branch_id,
        user_id=tenant.user_id,
    )
    note.refunded_amount += data.amount
    tenant.session.add(refund)
    tenant.session.flush()
    books.record(tenant, _entry(tenant, refund, note))
    settled = Settlement(CreditNote.REFERENCE_TYPE, note.id, refund.date, refund.amount)
    settlements.settle(tenant, REFUND, {refund.id: [settled]}, are_new=True)
    return refund


def find(tenant: Tenant, id: int) -> CreditNoteRefund:
    """One refund, of whichever credit note; raises ``NotFound``."""
    refund = tenant.session.get(CreditNoteRefund, id)
    if refund is None:
        raise NotFound
    return refund


def delete(tenant: Tenant, id: int) -> None:
    """Take a refund back: its amount is the customer's credit again.

    :raises NotFound: there is none of this id.
    """
    refund = find(tenant, id)
    guard.check(tenant, REFUND, refund.date)
    note = tenant.session.get_one(CreditNote, refund.credit_note_id)
    note.refunded_amount -= refund.amount
    books.reverse(tenant, REFUND, refund.id)
    settlements.settle(tenant, REFUND, {refund.id: ()})
    tenant.session.delete(refund)
    tenant.session.flush()


def refunds_of(tenant: Tenant, note: CreditNote) -> Sequence[CreditNoteRefund]:
    """The refunds of a credit note, in their order."""
    mine = select(CreditNoteRefund).where(CreditNoteRefund.credit_note_id == note.id)
    return tenant.session.scalars(mine.order_by(CreditNoteRefund.date, CreditNoteRefund.id)).all()


@notes.follows
def follow(tenant: Tenant, note: CreditNote) -> None:
    """A credit note is worth something else: what was refunded of it posts anew. A locked day refuses it."""
    books.repost_all(tenant, REFUND, {refund.id: _entry(tenant, refund, note) for refund in refunds_of(tenant, note)})


def _entry(tenant: Tenant, refund: CreditNoteRefund, note: CreditNote) -> Entry:
    known, branches = chart(tenant), dimensions.branches(tenant)
    return refund_entry(
        refund,
        note,
        owed(tenant, SELLING, note.customer_id, note.currency_code),
        type_of=lambda id: known[id].account_type,
        branch_id=branches.on_line(refund.branch_id),
        note_branch_id=branches.on_line(note.branch_id),
    )
