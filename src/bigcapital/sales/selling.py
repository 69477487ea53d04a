"""What all documents to customers share: to whom one sells, and what."""

from __future__ import annotations

from bigcapital.documents.lines import Trade
from bigcapital.errors import DomainError
from bigcapital.ledger.accounts import RECEIVABLE, TYPES


class NotSellable(DomainError):
    type = "NOT_SELL_ABLE_ITEMS"


class AccountOfOtherCurrency(DomainError):
    type = "PAYMENT_ACCOUNT_CURRENCY_INVALID"


SELLING = Trade(
    contact="customer",
    control=TYPES[RECEIVABLE],
    allows=lambda item: item.sellable,
    refusal=NotSellable,
    account="sell_account_id",
)
