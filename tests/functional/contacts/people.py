"""Customers and vendors as tests write them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.client import Client
from tests.functional.accounting.journal import BANK, PAYABLE, RECEIVABLE, journal

OPENING_EQUITY = 1015


@dataclass(frozen=True)
class Kind:
    """What tests need to know of a kind of contact. ``sign``: of a debit in its balances."""

    path: str
    code: str
    control: int
    sign: int
    required: tuple[tuple[str, Any], ...] = ()

    def body(self, **more: Any) -> dict[str, Any]:
        return {"display_name": "Zoë & Sons", "currency_code": "USD", **dict(self.required), **more}

    def made(self, ann: Client, **more: Any) -> dict[str, Any]:
        return ann.post(self.path, self.body(**more), status=201).json

    def opened(self, ann: Client, amount: Any = "100", day: str = "2026-01-31", **more: Any) -> dict[str, Any]:
        return self.made(ann, opening_balance=amount, opening_balance_at=day, **more)

    def charged(self, id: int, amount: str, **more: Any) -> dict[str, Any]:
        """A journal that raises the contact's balance (a negative amount lowers it)."""
        size, up = amount.lstrip("-"), not amount.startswith("-")
        debit, credit = (size, "") if (self.sign > 0) is up else ("", size)
        body = journal((self.control, debit, credit), (BANK, credit, debit), **more)
        body["entries"][0]["contact_id"] = id
        return body

    def listed(self, ann: Client, query: str = "") -> list[dict[str, Any]]:
        return ann.get(f"{self.path}?{query}").json[self.path]


CUSTOMERS = Kind("customers", "CUSTOMER", RECEIVABLE, 1, (("customer_type", "business"),))
VENDORS = Kind("vendors", "VENDOR", PAYABLE, -1)
BOTH = [CUSTOMERS, VENDORS]
