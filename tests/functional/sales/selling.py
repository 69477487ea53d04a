"""What is sold, to whom, as tests write it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bigcapital.accounting.taxes.model import TaxRate
from bigcapital.inventory.items.model import Item
from tests.client import Client
from tests.template import Units

SALES, SERVICES, DISCOUNT, CHARGES, TAX, RECEIVABLE, BANK, RENT = 1025, 1026, 1031, 1033, 1013, 1006, 1000, 1021
LEDGER = """
    SELECT e.date, l.account_id, l.debit / 10000.0, l.credit / 10000.0 FROM ledger_lines l JOIN ledger_entries e ON e.id = l.entry_id
    ORDER BY l.id
"""
DOCUMENTS = ("sales_invoices", "sales_estimates", "sales_receipts", "items_entries", "ledger_entries", "ledger_lines", "account_balances")


def line(item: int, rate: Any = "100", quantity: Any = 1, **more: Any) -> dict[str, Any]:
    """One line."""
    return {"item_id": item, "rate": rate, "quantity": quantity, **more}


def invoice(customer: int, *entries: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A delivered invoice of 15 March, due on 14 April."""
    days = {"invoice_date": "2026-03-15", "due_date": "2026-04-14"}
    return {"customer_id": customer, "delivered": True, "entries": list(entries), **days, **more}


def estimate(customer: int, *entries: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A delivered estimate of 15 March, good until 14 April."""
    days = {"estimate_date": "2026-03-15", "expiration_date": "2026-04-14"}
    return {"customer_id": customer, "delivered": True, "entries": list(entries), **days, **more}


def receipt(customer: int, *entries: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A closed receipt of 15 March, the money in the bank."""
    given = {"receipt_date": "2026-03-15", "deposit_account_id": BANK, "closed": True}
    return {"customer_id": customer, "entries": list(entries), **given, **more}


def customer(ann: Client, currency: str = "USD", name: str = "Zoë & Sons") -> int:
    """A customer's id."""
    body = {"customer_type": "business", "display_name": name, "currency_code": currency}
    return ann.post("customers", body, status=201).json["id"]


def written(peek: Any) -> list[tuple[int, ...]]:
    """How many rows of everything that a document writes there are."""
    return [peek(f"SELECT COUNT(*) FROM {table}")[0] for table in DOCUMENTS]


def standing(peek: Any) -> list[tuple[Any, ...]]:
    """What the ledger says once what was undone is left out: (day, account, debit, credit)."""
    sums: dict[tuple[Any, ...], list[float]] = {}
    for day, account, debit, credit in peek(LEDGER):
        cell = sums.setdefault((day, account), [0.0, 0.0])
        cell[0], cell[1] = round(cell[0] + debit, 4), round(cell[1] + credit, 4)
    return sorted((*key, *cell) for key, cell in sums.items() if any(cell))


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


def opened(ann: Client, tenant: Units) -> Shop:
    """A customer, three items and three tax rates, written as rows."""
    rows: dict[str, Any] = {
        "chair": Item(name="Chair", type="non-inventory", sellable=True, sell_account_id=SALES, active=True),
        "advice": Item(name="Advice", type="service", sellable=True, sell_account_id=SERVICES, active=True),
        "bought": Item(name="Paper", type="service", purchasable=True, cost_account_id=RENT, active=True),
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
    return Shop(customer=customer(ann), **ids)
