"""Payments and credit notes as tests write them, and what the ledger says of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bigcapital.accounting import books
from bigcapital.accounting.accounts.chart import chart
from tests.client import Client
from tests.functional.sales.selling import BANK, invoice, line
from tests.template import Units

LOSS = 1022  # exchange gain or loss


def owed(ann: Client, shop: Any, amount: Any = "100", customer: int | None = None, **more: Any) -> int:
    """A delivered invoice's id."""
    body = invoice(customer or shop.customer, line(shop.chair, amount), **more)
    return int(ann.post("sale-invoices", body, status=201).json["id"])


def payment(customer: int, *entries: tuple[int, Any], **more: Any) -> dict[str, Any]:
    """A payment of 1 April into the bank, of (invoice, amount) pairs."""
    lines = [{"invoice_id": id, "payment_amount": amount} for id, amount in entries]
    return {"customer_id": customer, "payment_date": "2026-04-01", "deposit_account_id": BANK, "entries": lines, **more}


def note(customer: int, *entries: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An open credit note of 20 March."""
    return {"customer_id": customer, "credit_note_date": "2026-03-20", "open": True, "entries": list(entries), **more}


def posted(tenant: Units, kind: str, id: int) -> list[tuple[int, Decimal, Decimal]]:
    """The standing lines of a document: account, base currency and its own, positive where debit."""
    with tenant(writer=False) as t:
        lines = books.lines_of(t, kind, id)
        return [(one.account_id, one.debit - one.credit, one.amount if one.debit else -one.amount) for one in lines]


def number_of_entries(tenant: Units) -> int:
    with tenant(writer=False) as t:
        return t.head.sequence


def receivable_in(tenant: Units, currency: str) -> int:
    with tenant(writer=False) as t:
        found = chart(t).find(type="accounts-receivable", currency=currency)
        assert found is not None
        return found.id


def amounts_of(ann: Client, id: int) -> tuple[Any, Any, Any]:
    """Paid, credited and due of an invoice."""
    shown = ann.get(f"sale-invoices/{id}").json
    return shown["payment_amount"], shown["credited_amount"], shown["due_amount"]
