"""Items and taxes for sales, written as rows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from bigcapital.accounting.taxes.model import TaxRate
from bigcapital.inventory.items.model import Item
from tests.client import Client
from tests.functional.contacts.conftest import at, member
from tests.functional.organization.conftest import invited, letters
from tests.functional.sales import selling
from tests.template import Units

__all__ = ["at", "invited", "letters", "member"]


@dataclass(frozen=True)
class Shop:
    """What there is: ids."""

    customer: int
    chair: int
    advice: int
    bought: int  # never sold
    vat: int  # 20 %
    reduced: int  # 5.5 %
    retired: int  # 19 %, no longer


@pytest.fixture
def shop(ann: Client, tenant: Units) -> Shop:
    """A customer, three items and three tax rates."""
    rows: dict[str, Any] = {
        "chair": Item(name="Chair", type="non-inventory", sellable=True, sell_account_id=selling.SALES, active=True),
        "advice": Item(name="Advice", type="service", sellable=True, sell_account_id=selling.SERVICES, active=True),
        "bought": Item(name="Paper", type="service", purchasable=True, cost_account_id=selling.RENT, active=True),
        "vat": TaxRate(name="VAT", code="VAT", rate=Decimal(20), active=True),
        "reduced": TaxRate(name="Reduced", code="REDUCED", rate=Decimal("5.5"), active=True),
        "retired": TaxRate(name="Old VAT", code="OLD", rate=Decimal(19), active=True),
    }
    with tenant() as t:
        t.session.add_all(rows.values())
        t.session.flush()
        rows["retired"].deleted_at = rows["retired"].created_at
        t.session.flush()
        t.bump_metadata()
        ids = {name: row.id for name, row in rows.items()}
    return Shop(customer=selling.customer(ann), **ids)
