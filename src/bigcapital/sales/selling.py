"""What all documents to customers share: to whom one sells and what, and the legs of their entries."""

from __future__ import annotations

from typing import TypeVar

from bigcapital.accounting import dimensions
from bigcapital.accounting.accounts.chart import Known, chart, system_account
from bigcapital.documents.lines import Trade
from bigcapital.documents.writing import Written
from bigcapital.errors import DomainError
from bigcapital.ledger.accounts import RECEIVABLE, TYPES
from bigcapital.ledger.conversion import Leg
from bigcapital.sales.model import Sale
from bigcapital.sales.posting import sale_legs
from bigcapital.tenancy.tenant import Tenant

Kind = TypeVar("Kind", bound=Sale)


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


def legs_of(tenant: Tenant, written: Written[Kind], counter: Known) -> list[Leg]:
    """The legs of a sale by the organization's accounts; ``counter``: receivable, or where the money went."""
    known = chart(tenant)
    return sale_legs(
        written.document,
        written.lines,
        counter=counter,
        account=lambda slug: system_account(tenant, slug),
        type_of=lambda id: known[id].account_type,
        branch_id=dimensions.branches(tenant).on_line(written.document.branch_id),
    )
