"""What all documents to customers share: to whom one sells, and what."""

from __future__ import annotations

from bigcapital.documents.lines import Trade
from bigcapital.errors import DomainError


class NotSellable(DomainError):
    type = "NOT_SELL_ABLE_ITEMS"


SELLING = Trade(contact="customer", allows=lambda item: item.sellable, refusal=NotSellable, account="sell_account_id")
