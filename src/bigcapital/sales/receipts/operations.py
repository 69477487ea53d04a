"""What one can do to receipts, whoever asks: create, edit, close, delete."""

from __future__ import annotations

from collections.abc import Sequence

from bigcapital.accounting import books
from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.attachments.operations import Attached
from bigcapital.accounting.dimensions import contact_of
from bigcapital.accounting.numbering import Numbers
from bigcapital.documents import writing
from bigcapital.documents.model import DocumentLine
from bigcapital.documents.posting import document_entry
from bigcapital.documents.writing import Entered, Written
from bigcapital.errors import DomainError, InvalidInput
from bigcapital.ledger.accounts import RECEIVABLE
from bigcapital.ledger.entry import Entry
from bigcapital.sales.receipts.model import SaleReceipt
from bigcapital.sales.receipts.schema import ReceiptIn
from bigcapital.sales.selling import SELLING, legs_of
from bigcapital.tenancy.tenant import Tenant


class NotFound(DomainError):
    type = "SALE_RECEIPT_NOT_FOUND"


class NumberRequired(DomainError):
    type = "SALE_RECEIPT_NO_IS_REQUIRED"


class NumberExists(DomainError):
    type = "SALE_RECEIPT_NUMBER_NOT_UNIQUE"


class AlreadyClosed(DomainError):
    type = "SALE_RECEIPT_IS_ALREADY_CLOSED"


class DepositNotFound(DomainError):
    type = "DEPOSIT_ACCOUNT_NOT_FOUND"


class DepositNotCurrentAsset(DomainError):
    type = "DEPOSIT_ACCOUNT_NOT_CURRENT_ASSET"


ATTACHED = Attached("SaleReceipt", SaleReceipt, subject="SaleReceipt")
NUMBERS = Numbers("sales_receipts", SaleReceipt.receipt_number, not_unique=NumberExists, required=NumberRequired)


def create(tenant: Tenant, data: ReceiptIn) -> Written[SaleReceipt]:
    """Write a receipt down, and into the ledger when it is closed.

    :raises DomainError: a rule refuses it; :raises InvalidInput: an amount, the rate or the customer does not fit.
    """
    entered = _checked(tenant, data)
    receipt = SaleReceipt()
    _fill(receipt, data, entered)
    if data.closed:
        writing.take_effect(tenant, receipt)
    writing.number(tenant, NUMBERS, receipt, data.receipt_number)
    written = writing.store(tenant, receipt, entered)
    if receipt.is_closed:
        books.record(tenant, _entry(tenant, written))
    return written


def edit(tenant: Tenant, receipt: SaleReceipt, data: ReceiptIn) -> Written[SaleReceipt]:
    """Replace a receipt. What is closed stays so, and the ledger follows."""
    entered = _checked(tenant, data, writing.read(tenant, receipt).lines)
    stood_on = writing.supersede(tenant, receipt)
    _fill(receipt, data, entered)
    if stood_on or data.closed:
        writing.take_effect(tenant, receipt, stood_on)
    writing.number(tenant, NUMBERS, receipt, data.receipt_number)
    written = writing.replace(tenant, receipt, entered)
    if stood_on:
        books.repost(tenant, _entry(tenant, written))
    elif receipt.is_closed:
        books.record(tenant, _entry(tenant, written))
    return written


def close(tenant: Tenant, receipt: SaleReceipt) -> None:
    """The money is in: enter it into the ledger."""
    if receipt.is_closed:
        raise AlreadyClosed("The receipt is closed already.")
    writing.take_effect(tenant, receipt)
    tenant.session.flush()
    books.record(tenant, _entry(tenant, writing.read(tenant, receipt)))


def delete(tenant: Tenant, receipt: SaleReceipt) -> None:
    """Delete a receipt; its entry and the reversal of that stay in the ledger."""
    writing.take_back(tenant, receipt)
    writing.delete(tenant, receipt)


# --- rows and entries ---


def _checked(tenant: Tenant, data: ReceiptIn, standing: Sequence[DocumentLine] = ()) -> Entered:
    currency = contact_of(tenant, SELLING.contact, data.customer_id).currency
    account = chart(tenant).get(data.deposit_account_id)
    if account is None:
        raise DepositNotFound("There is no such account to deposit to.")
    if account.type.parent != "current-asset" or account.account_type == RECEIVABLE:
        raise DepositNotCurrentAsset("Money is deposited to a current asset.")
    if account.currency_code not in {currency, tenant.base_currency}:
        sentence = "depositAccountId must be held in the base currency or in the customer's"
        raise InvalidInput.of("deposit_account_id", "isAllowed", sentence, data.deposit_account_id)
    return writing.check(tenant, data, data.customer_id, SELLING, standing)


def _fill(receipt: SaleReceipt, data: ReceiptIn, entered: Entered) -> None:
    entered.fill(receipt)
    receipt.deposit_account_id, receipt.receipt_date = data.deposit_account_id, data.receipt_date
    receipt.reference_no, receipt.receipt_message, receipt.statement = data.reference_no, data.receipt_message, data.statement
    receipt.send_to_email = data.send_to_email


def _entry(tenant: Tenant, written: Written[SaleReceipt]) -> Entry:
    receipt = written.document
    legs = legs_of(tenant, written, chart(tenant)[receipt.deposit_account_id])
    return document_entry(receipt, legs, reference=receipt.reference_no, base_currency=tenant.base_currency)
