"""An accountant closes March with manual journals: accruals mirrored in April, a foreign bill, a mistake, a locked month."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from bigcapital.accounting.audit import audit
from bigcapital.accounting.locks import guard
from tests.client import Client, codes
from tests.functional.reports.reading import amount


class Accountant:
    """Ann, who thinks in names of accounts and signed amounts, debit positive."""

    def __init__(self, ann: Client, tenant: Any):
        self.ann, self.tenant = ann, tenant
        self.chart = {one["name"]: one["id"] for one in ann.get("accounts?structure=flat").json["accounts"]}

    def opens(self, name: str, type: str, **more: Any) -> None:
        self.chart[name] = self.ann.post("accounts", {"name": name, "account_type": type} | more, status=201).json["id"]

    def journal(self, day: str, *sides: tuple[str, str], **more: Any) -> dict[str, Any]:
        entries = [
            {"index": place, "account_id": self.chart[name], "debit": signed, "credit": ""}
            if not signed.startswith("-")
            else {"index": place, "account_id": self.chart[name], "debit": "", "credit": signed.removeprefix("-")}
            for place, (name, signed) in enumerate(sides, start=1)
        ]
        return {"date": day, "publish": True, "entries": entries} | more

    def writes(self, day: str, *sides: tuple[str, str], status: int = 201, **more: Any) -> Any:
        answer = self.ann.post("manual-journals", self.journal(day, *sides, **more), status=status)
        return answer.json["id"] if status == 201 else codes(answer)

    def corrects(self, id: int, day: str, *sides: tuple[str, str], status: int = 200) -> Any:
        answer = self.ann.put(f"manual-journals/{id}", self.journal(day, *sides), status=status)
        return answer if status == 200 else codes(answer)

    def mirrors(self, id: int, day: str) -> int:
        return self.ann.post(f"manual-journals/{id}/reverse", {"date": day}, status=201).json["id"]

    def closes(self, up_to: str) -> None:
        with self.tenant() as tenant:
            guard.store(tenant, {"type": "partial", "financial": {"active": True, "lock_to_date": up_to}})

    def report(self, name: str, **query: str) -> Any:
        asked = "&".join(f"{key}={value}" for key, value in query.items())
        return json.loads(self.ann.get(f"reports/{name}?{asked}").body, parse_float=Decimal)

    def net_income(self, start: str, end: str) -> Decimal:
        return amount(self.report("profit-loss-sheet", from_date=start, to_date=end), "NET_INCOME")

    def balances(self, day: str) -> dict[str, Decimal]:
        rows = self.report("trial-balance-sheet", to_date=day)["data"]["accounts"]
        return {row["name"]: row["balance"] for row in rows if row["balance"]}

    def sheet_balances_on(self, day: str) -> bool:
        sheet = self.report("balance-sheet", to_date=day)
        return amount(sheet, "ASSETS") == amount(sheet, "LIABILITY_EQUITY")


@pytest.fixture
def accountant(ann: Client, tenant: Any) -> Accountant:
    return Accountant(ann, tenant)


def test_closing_march(accountant: Accountant) -> None:
    ann = accountant
    # The month as it came: capital, sales, a rent, and a draft that nobody may count yet.
    ann.writes("2026-03-01", ("Bank Account", "50000"), ("Owner's Equity", "-50000"))
    ann.writes("2026-03-12", ("Bank Account", "8250.40"), ("Sales of Service Income", "-7500.36"), ("Tax Payable", "-750.04"))
    rent = ann.writes("2026-03-28", ("Rent", "1500"), ("Bank Account", "-1500"))
    ann.writes("2026-03-31", ("Office expenses", "99"), ("Petty Cash", "-99"), publish=False)
    assert ann.net_income("2026-03-01", "2026-03-31") == Decimal("6000.36")

    # A consultant in Berlin is paid 1,000 euros from the account there, at two different rates.
    ann.opens("Girokonto", "bank", currency_code="EUR")
    ann.opens("Consulting", "expense")
    euros = {"currency_code": "EUR"}
    ann.writes("2026-03-05", ("Girokonto", "2000"), ("Owner's Equity", "-2000"), exchange_rate="1.0837", **euros)
    ann.writes("2026-03-20", ("Consulting", "1000"), ("Girokonto", "-1000"), exchange_rate="1.0911", **euros)
    assert ann.balances("2026-03-31")["Girokonto"] == Decimal("1076.30")
    held = ann.ann.get(f"accounts/{ann.chart['Girokonto']}").json
    assert (held["amount"], held["amount_local"]) == (1000, 1076.3)

    # Electricity is accrued and taken back on the first of April; depreciation stays.
    ann.opens("Electricity", "expense")
    ann.opens("Accrued Expenses", "other-current-liability")
    accrual = ann.writes("2026-03-31", ("Electricity", "310.55"), ("Accrued Expenses", "-310.55"))
    ann.mirrors(accrual, "2026-04-01")
    ann.writes("2026-03-31", ("Depreciation Expense", "83.33"), ("Computer Equipment", "-83.33"))
    assert "Accrued Expenses" in ann.balances("2026-03-31") and "Accrued Expenses" not in ann.balances("2026-04-01")

    # The rent was 1,550 and paid a day earlier.
    ann.corrects(rent, "2026-03-27", ("Rent", "1550"), ("Bank Account", "-1550"))
    assert ann.net_income("2026-03-01", "2026-03-31") == Decimal("7500.36") - 1550 - Decimal("1091.10") - Decimal("310.55") - Decimal(
        "83.33"
    )
    assert ann.net_income("2026-04-01", "2026-04-30") == Decimal("310.55")
    assert all(ann.sheet_balances_on(day) for day in ("2026-03-05", "2026-03-27", "2026-03-31", "2026-04-01", "2026-12-31"))

    # March is closed: it stays as it is, and what comes late is entered in April.
    march = ann.balances("2026-03-31")
    ann.closes("2026-03-31")
    assert ann.writes("2026-03-30", ("Rent", "1"), ("Bank Account", "-1"), status=400) == ["TRANSACTIONS_DATE_LOCKED"]
    assert ann.corrects(rent, "2026-04-02", ("Rent", "1"), ("Bank Account", "-1"), status=400) == ["TRANSACTIONS_DATE_LOCKED"]
    ann.writes("2026-04-02", ("Electricity", "322.10"), ("Bank Account", "-322.10"))
    assert ann.balances("2026-03-31") == march
    assert ann.net_income("2026-04-01", "2026-04-30") == Decimal("310.55") - Decimal("322.10")
    with ann.tenant(writer=False) as tenant:
        assert audit(tenant) == []
