"""An edit to X equals creating X, and what is deleted has left nothing: in no figure of any report, for every kind of document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bigcapital.accounting.audit import audit
from tests.client import Client
from tests.functional.accounting.test_journals import with_branches
from tests.functional.sales.selling import BANK, RENT, SALES, Shop, customer, estimate, invoice, line, receipt
from tests.functional.sales.settling import note, owed, payment

DAYS = "from_date=2026-01-01&to_date=2026-12-31"
REPORTS = (
    *(f"{name}?{DAYS}&basis={basis}" for name in ("trial-balance-sheet", "profit-loss-sheet") for basis in ("accrual", "cash")),
    *(f"balance-sheet?{DAYS}&branches_ids={branch}" for branch in (1, 2)),
    f"cashflow-statement?{DAYS}",
    f"sales-tax-liability-summary?{DAYS}",
    f"sales-by-items?{DAYS}",
    "customer-balance-summary?as_date=2026-12-31",
    *(f"receivable-aging-summary?as_date={day}" for day in ("2026-03-31", "2026-12-31")),
)


@dataclass(frozen=True)
class Kind:
    """``first`` becomes ``second`` by ``PUT``."""

    path: str
    first: Callable[[Any], dict[str, Any]]
    second: Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Stall:
    """Customers in two currencies, with an invoice each to be paid, and a second branch."""

    shop: Shop
    paris: int
    debts: tuple[int, int]
    branch: int


def _lines(stall: Stall) -> list[dict[str, Any]]:
    shop = stall.shop
    return [
        line(shop.chair, "120.55", "1.5", tax_rate_id=shop.vat, discount="7.5"),
        line(shop.advice, "33.33", 3, tax_rate_id=shop.reduced),
        line(shop.advice, "10", 1, discount="2", discount_type="amount", sell_account_id=SALES),
    ]


def _second(stall: Stall) -> dict[str, Any]:
    """What makes it as different as can be."""
    return {
        "customer_id": stall.paris,
        "exchange_rate": "1.0857",
        "branch_id": stall.branch,
        "is_inclusive_tax": True,
        "discount": "3",
        "discount_type": "percentage",
        "adjustment": "-1.25",
        "entries": _lines(stall),
    }


def _sale(make: Callable[..., dict[str, Any]], day: str, **more: str) -> Any:
    first = lambda stall: make(stall.shop.customer, line(stall.shop.chair), branch_id=1)  # noqa: E731
    return first, lambda stall: first(stall) | _second(stall) | {day: "2026-05-02"} | more


KINDS = {
    "estimate": Kind("sale-estimates", *_sale(estimate, "estimate_date")),
    "invoice": Kind("sale-invoices", *_sale(invoice, "invoice_date", due_date="2026-06-02")),
    "draft invoice": Kind(
        "sale-invoices",
        lambda stall: invoice(stall.shop.customer, line(stall.shop.chair), branch_id=1, delivered=False),
        _sale(invoice, "invoice_date", due_date="2026-06-02")[1],
    ),
    "receipt": Kind("sale-receipts", *_sale(receipt, "receipt_date")),
    "credit note": Kind("credit-notes", *_sale(note, "credit_note_date")),
    "payment": Kind(
        "payments-received",
        lambda stall: payment(stall.paris, (stall.debts[0], "40"), branch_id=1, exchange_rate="1.2"),
        lambda stall: payment(
            stall.paris, (stall.debts[0], "13.37"), (stall.debts[1], "50"), branch_id=stall.branch, exchange_rate="1.3",
            payment_date="2026-06-01", amount="100", bank_fee_amount="2.5", bank_fee_account_id=RENT,
        ),
    ),
}  # fmt: skip


@pytest.fixture
def stall(ann: Client, tenant: Any, shop: Shop) -> Stall:
    branch = with_branches(tenant)
    with tenant() as t:
        t.bump_metadata()
    paris = customer(ann, "EUR", "Paris")
    first, second = (owed(ann, shop, "100", paris, exchange_rate=rate, branch_id=1) for rate in ("1.1", "1.15"))
    return Stall(shop, paris, (first, second), branch)


def figures(ann: Client, tenant: Any) -> list[Any]:
    """What every report says, and what customers and invoices are."""
    with tenant(writer=False) as t:
        assert audit(t) == []
    told = [ann.get(f"reports/{name}").json["data"] for name in REPORTS]
    customers = ann.get("customers?sort_order=asc&column_sort_by=created_at").json["customers"]
    invoices = ann.get("sale-invoices?page_size=1000&column_sort_by=amount").json["sales_invoices"]
    dues = [(one["total"], one["due_amount"]) for one in invoices]
    return [*told, [(one["balance"], one["balance_local"]) for one in customers], dues]


@pytest.mark.parametrize("name", KINDS)
def test_an_edit_to_it_equals_creating_it_and_deleting_it_leaves_nothing(ann: Client, tenant: Any, stall: Stall, name: str) -> None:
    kind = KINDS[name]
    before = figures(ann, tenant)

    def created(body: dict[str, Any]) -> int:
        return int(ann.post(kind.path, body, status=201).json["id"])

    new = created(kind.second(stall))
    expected = figures(ann, tenant)
    assert (expected == before) is (name == "estimate")
    ann.delete(f"{kind.path}/{new}", status=200)
    assert figures(ann, tenant) == before

    old = created(kind.first(stall))
    ann.put(f"{kind.path}/{old}", kind.second(stall), status=200)
    assert figures(ann, tenant) == expected
    ann.put(f"{kind.path}/{old}", kind.second(stall), status=200)  # to what it is
    assert figures(ann, tenant) == expected
    ann.delete(f"{kind.path}/{old}", status=200)
    assert figures(ann, tenant) == before


def test_what_is_taken_back_of_a_credit_or_a_write_off_leaves_nothing(ann: Client, tenant: Any, stall: Stall) -> None:
    one, other = stall.debts
    credit = ann.post("credit-notes", note(stall.paris, line(stall.shop.chair), branch_id=stall.branch, exchange_rate="1.2"), status=201)
    path, before = f"credit-notes/{credit.json['id']}", figures(ann, tenant)

    refund = {"from_account_id": BANK, "amount": "40", "date": "2026-04-01", "exchange_rate": "1.3", "branch_id": 1}
    given = ann.post(f"{path}/refunds", refund, status=201).json["id"]
    assert figures(ann, tenant) != before
    ann.delete(f"credit-notes/refunds/{given}", status=200)
    assert figures(ann, tenant) == before

    entries = [{"invoice_id": one, "amount": "33.33"}, {"invoice_id": other, "amount": "11"}]
    for applied in ann.post(f"{path}/apply-invoices", {"entries": entries, "date": "2026-04-02"}, status=201).json:
        assert figures(ann, tenant) != before
        ann.delete(f"credit-notes/applied-invoices/{applied['id']}", status=200)
    assert figures(ann, tenant) == before

    ahead = payment(stall.paris, (one, "10"), amount="60", branch_id=stall.branch, exchange_rate="1.2")
    made = ann.post("payments-received", ahead, status=201).json["id"]
    before_applied = figures(ann, tenant)
    applied = ann.post(f"payments-received/{made}/apply-invoices", {"entries": entries, "date": "2026-04-02"}, status=201).json
    assert figures(ann, tenant) != before_applied
    for entry in applied["entries"][1:]:
        ann.delete(f"payments-received/applied-invoices/{entry['id']}", status=200)
    assert figures(ann, tenant) == before_applied
    ann.delete(f"payments-received/{made}", status=200)
    assert figures(ann, tenant) == before

    ann.post(f"sale-invoices/{one}/writeoff", {"expense_account_id": RENT, "date": "2026-04-03"}, status=200)
    assert figures(ann, tenant) != before
    ann.post(f"sale-invoices/{one}/cancel-writeoff", status=200)
    assert figures(ann, tenant) == before


def test_what_was_applied_later_comes_to_what_was_paid_at_once(ann: Client, tenant: Any, stall: Stall) -> None:
    """But for the day, so all of it on one; and but for turnover, which has the detour."""
    one, other = stall.debts
    rate = {"exchange_rate": "1.2", "branch_id": 1}

    def balances() -> list[Any]:
        turnover = [place for place, name in enumerate(REPORTS) if name.startswith("trial-balance")]
        return [told for place, told in enumerate(figures(ann, tenant)) if place not in turnover]

    at_once = ann.post("payments-received", payment(stall.paris, (one, "10"), (other, "20"), amount="50", **rate), status=201).json["id"]
    expected = balances()
    ann.delete(f"payments-received/{at_once}", status=200)
    later = ann.post("payments-received", payment(stall.paris, (one, "10"), amount="50", **rate), status=201).json["id"]
    ann.post(f"payments-received/{later}/apply-invoices", {"entries": [{"invoice_id": other, "amount": "20"}], "date": "2026-04-01"})
    assert balances() == expected
