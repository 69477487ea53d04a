"""Items, their categories and taxes as tests write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bigcapital.accounting import books
from bigcapital.ledger.conversion import Leg, convert
from bigcapital.ledger.entry import Entry
from tests.client import Client
from tests.functional.accounting.journal import BANK, SALES
from tests.template import Units

STOCK, COSTS, OTHER_INCOME = 1007, 1019, 1028
SERVICE = {"name": "Consulting", "type": "service", "sellable": True, "sell_price": "100", "sell_account_id": SALES}
BOUGHT = {"purchasable": True, "cost_price": "7.25", "cost_account_id": COSTS}
GOODS = {"name": "Chair", "type": "inventory", "inventory_account_id": STOCK, **BOUGHT}


def made(ann: Client, body: dict[str, Any] = SERVICE, **more: Any) -> dict[str, Any]:
    """An item that was created, as it is shown."""
    return ann.get(f"items/{ann.post('items', body | more, status=201).json['id']}").json


def taxed(ann: Client, rate: str = "15", **more: Any) -> dict[str, Any]:
    """A tax rate that was created."""
    return ann.post("tax-rates", {"name": "VAT", "code": "VAT", "rate": rate, "active": True} | more, status=201).json


def sold(tenant: Units, item_id: int) -> None:
    """The ledger names an item."""
    with tenant() as t:
        legs = [
            Leg(account_id=BANK, account_type="bank", amount=Decimal(5), is_debit=True),
            Leg(account_id=SALES, account_type="income", amount=Decimal(5), is_debit=False, item_id=item_id),
        ]
        lines = convert(legs, currency="USD", rate=Decimal(1), base_currency="USD")
        books.record(t, Entry(date=t.today(), reference_type="SaleReceipt", reference_id=1, lines=lines))
