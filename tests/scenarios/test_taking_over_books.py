"""An accountant takes a business over from another program: what was open with whom, a bank balance, the first month after."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bigcapital.accounting.audit import audit
from tests.client import Client, codes
from tests.functional.contacts.people import CUSTOMERS, VENDORS
from tests.functional.reports.reading import amount
from tests.scenarios.test_a_month_of_journals import Accountant

CUTOVER = "2025-12-31"


@pytest.fixture
def accountant(ann: Client, tenant: Any) -> Accountant:
    return Accountant(ann, tenant)


def settles(accountant: Accountant, day: str, contact: int, *sides: tuple[str, str], **more: Any) -> int:
    body = accountant.journal(day, *sides, **more)
    for (name, _), entry in zip(sides, body["entries"], strict=True):
        if name.startswith("Accounts "):
            entry["contact_id"] = contact
    return accountant.ann.post("manual-journals", body, status=201).json["id"]


def test_taking_over_from_another_program(accountant: Accountant) -> None:
    ann = accountant.ann
    # What the old program's last balance sheet said: bank 8,000, receivables 1,450 (one of them EUR 500 at 1.10), payables 900.
    accountant.writes(CUTOVER, ("Bank Account", "8000"), ("Opening Balance Equity", "-8000"))
    harbour = CUSTOMERS.opened(ann, "900", CUTOVER, display_name="Harbour Café")["id"]
    nord = CUSTOMERS.opened(ann, "500", CUTOVER, display_name="Nord", currency_code="EUR", opening_balance_exchange_rate="1.1")["id"]
    mill = VENDORS.opened(ann, "890", CUTOVER, display_name="Old Mill")["id"]
    # Typed from paper: the mill's figure was read wrongly.
    ann.put(f"vendors/{mill}/opening-balance", {"opening_balance": "900"}, status=200)
    accountant.chart |= {one["name"]: one["id"] for one in ann.get("accounts?structure=flat").json["accounts"]}
    assert accountant.balances(CUTOVER) == {
        "Bank Account": Decimal(8000),
        "Accounts Receivable (A/R)": Decimal(900),
        "Accounts Receivable – EUR": Decimal(550),
        "Accounts Payable (A/P)": Decimal(-900),
        "Opening Balance Equity": Decimal(-8550),
    }
    # What was taken over is the owner's, and the year is closed for sales, purchases and journals.
    accountant.writes(CUTOVER, ("Opening Balance Equity", "8550"), ("Owner's Equity", "-8550"))
    ann.put("transactions-locking/lock", {"module": "all", "lock_to_date": CUTOVER, "reason": "taken over"}, status=200)
    assert codes(ann.put(f"customers/{harbour}/opening-balance", {"opening_balance": "1"}, status=400)) == ["TRANSACTIONS_DATE_LOCKED"]
    # January: one pays, one pays half, the mill is paid too much, and something new is delivered.
    settles(accountant, "2026-01-15", harbour, ("Bank Account", "900"), ("Accounts Receivable (A/R)", "-900"))
    half = {"currency_code": "EUR", "exchange_rate": "1.1"}
    settles(accountant, "2026-01-20", nord, ("Bank Account", "250"), ("Accounts Receivable – EUR", "-250"), **half)
    settles(accountant, "2026-01-22", mill, ("Accounts Payable (A/P)", "1000"), ("Bank Account", "-1000"))
    settles(accountant, "2026-01-30", harbour, ("Accounts Receivable (A/R)", "320"), ("Sales of Service Income", "-320"))

    customers = {one["display_name"]: (one["balance"], one["balance_local"]) for one in CUSTOMERS.listed(ann)}
    assert customers == {"Harbour Café": (320, 320), "Nord": (250, 275)}
    assert [(one["balance"], one["opening_balance"]) for one in VENDORS.listed(ann, "view_slug=unpaid")] == [(-100, 900)]
    sheet = accountant.report("balance-sheet", to_date="2026-01-31")
    assert amount(sheet, "ASSETS") == amount(sheet, "LIABILITY_EQUITY") == Decimal("8770")
    assert accountant.net_income("2026-01-01", "2026-01-31") == 320
    assert "Opening Balance Equity" not in accountant.balances("2026-01-31")
    with accountant.tenant(writer=False) as tenant:
        assert audit(tenant) == []
