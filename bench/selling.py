"""Selling: what an invoice costs to write, beside the trivial view; and lists, aging and paper where there are many."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from sqlalchemy import insert
from tqdm import tqdm

from bench import load
from bench.shares import Message, compared, postable
from bench.stage import Stage, cpu
from bigcapital import clock, db
from bigcapital.accounting import books
from bigcapital.accounting.accounts.chart import chart, receivable
from bigcapital.contacts.model import Contact
from bigcapital.documents.model import document_lines
from bigcapital.ledger.conversion import convert, credit, debit
from bigcapital.ledger.entry import Entry
from bigcapital.ledger.money import ONE, ZERO
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.tenancy.tenant import Tenant

INVOICES = int(os.environ.get("BENCH_INVOICES", "100000"))
CUSTOMERS, PER_COMMIT, ASKED = 2_000, 1_000, 8
FIRST_DAY, DAYS = date(2025, 1, 1), 365
SALES = 1025
AIMS = {"invoice of 1 line": (0.045, 0.06), "invoice of 10 lines": (0.035, 0.045)}
SORTED_BY = ("created_at", "invoice_date", "due_date", "invoice_no", "reference_no", "amount", "payment_amount", "due_amount", "customer")
VIEWS = ("draft", "delivered", "unpaid", "overdue", "partially-paid", "paid")


def selling(stage: Stage) -> None:
    """All of it, on the real servers. How busy the machine is with other things says how to read it."""
    print(f"processes that wanted a core in the last minute: {os.getloadavg()[0]:.1f}")
    item, customer = _furnished(stage)
    asked: dict[str, Message] = {
        "invoice of 1 line": lambda n: stage.post("sale-invoices", _invoice(customer, item, 1)),
        "invoice of 10 lines": lambda n: stage.post("sale-invoices", _invoice(customer, item, 10)),
        "journal of 2 lines": lambda n: stage.post("manual-journals", postable(2)),  # to compare with
    }
    compared(stage, asked, AIMS)
    grow(stage, item, INVOICES)
    print(f"\n{INVOICES:,} open invoices of {CUSTOMERS:,} customers")
    for name, path in _lists():
        _say(name, [path] * ASKED, stage, "aim: ≤ 150 ms")
    days = [FIRST_DAY + timedelta(days=DAYS + place) for place in range(ASKED)]  # so that none is remembered
    _say("receivable aging", [f"reports/receivable-aging-summary?as_date={day}" for day in days], stage, "aim: ≤ 500 ms")
    paper = load.request("GET", "/api/sale-invoices/1", stage.headers | {"Accept": "application/pdf"})
    load.run(stage.port, 1, 2, lambda n: paper, wanted=200)
    _measure("an invoice as PDF", [paper] * 10, stage, "aim: ≤ 400 ms")


def _furnished(stage: Stage) -> tuple[int, int]:
    """An item and a customer."""
    item = {"name": "Chair", "type": "service", "sellable": True, "sell_price": 1, "sell_account_id": SALES}
    customer = {"customer_type": "business", "display_name": "Customer 0", "currency_code": "USD"}
    return stage.ask(stage.post("items", item))["id"], stage.ask(stage.post("customers", customer))["id"]


def _invoice(customer: int, item: int, length: int) -> dict[str, Any]:
    entries = [{"item_id": item, "quantity": 1 + place, "rate": "10.5"} for place in range(length)]
    return {"customer_id": customer, "invoice_date": "2026-01-15", "due_date": "2026-02-14", "delivered": True, "entries": entries}


def _lists() -> Iterator[tuple[str, str]]:
    last = INVOICES // 12
    for page in (1, last // 2, last):
        yield f"list, page {page:,}", f"sale-invoices?page={page}"
    for key in SORTED_BY:
        for order in ("asc", "desc"):
            yield f"by {key}, {order}", f"sale-invoices?column_sort_by={key}&sort_order={order}"
        yield f"by {key}, page {last // 2:,}", f"sale-invoices?column_sort_by={key}&page={last // 2}"
    for view in VIEWS:
        yield f"view {view}", f"sale-invoices?view_slug={view}"
    roles = {
        "one customer": ("customer", "equals", 77),
        "days before": ("invoice_date", "before", "2025-03-01"),
        "a day": ("due_date", "in", "2025-06-15"),
        "amounts above": ("amount", "bigger_than", 90_000),
        "nothing due": ("due_amount", "equals", 0),
        "number begins": ("invoice_no", "starts_with", "B-0001"),
        "number contains": ("invoice_no", "contains", "999"),
    }
    for name, (field, comparator, value) in roles.items():
        role = f'[{{"fieldKey":"{field}","comparator":"{comparator}","value":"{value}"}}]'
        yield f"filter: {name}", f"sale-invoices?stringified_filter_roles={quote(role)}"
    for word in ("B-000123", "nowhere"):
        yield f"search {word}", f"sale-invoices?search_keyword={word}"


def _say(name: str, paths: list[str], stage: Stage, aim: str) -> None:
    _measure(name, [stage.get(path) for path in paths], stage, aim)


def _measure(name: str, messages: list[bytes], stage: Stage, aim: str) -> None:
    """How long, and what the application and the database computed for one, in milliseconds."""
    pids = [stage.process.pid, *([stage.database] if stage.database else [])]
    before = [cpu(pid) for pid in pids]
    result = load.run(stage.port, 1, len(messages), lambda n: messages[n], wanted=200)
    computed = [(cpu(pid) - start) / len(messages) * 1000 for pid, start in zip(pids, before, strict=True)]
    failed = f"; {len(result.errors)} failed: {result.errors[0]}" if result.errors else ""
    best, both = min(result.latencies, default=0) * 1000, " + ".join(f"{one:.0f}" for one in computed)
    print(f"{name:32} best {best:7.1f} ms  median {result.median:7.1f} ms  cpu {both:>10} ms  {aim}{failed}", flush=True)


# --- many invoices: the rows that the product would write, and entries through its books ---


def grow(stage: Stage, item: int, count: int) -> None:
    """Delivered invoices of one line each, of which nothing is paid, over a year."""
    draw = random.Random(7)
    with db.unit_of_work() as tm:
        tenant = stage.installation.open_tenant(stage.record, tm, writer=True)
        common = {"contact_service": "customer", "contact_type": "business", "currency_code": "USD", "active": True}
        names = [{**common, "display_name": f"Customer {n:05d}", "created_at": clock.now()} for n in range(1, CUSTOMERS + 1)]
        tenant.session.execute(insert(Contact), names)
        tenant.bump_metadata()
    for first in tqdm(range(0, count, PER_COMMIT), unit=f" × {PER_COMMIT} invoices", disable=None):
        with db.unit_of_work() as tm:
            tenant = stage.installation.open_tenant(stage.record, tm, writer=True)
            _some(tenant, draw, item, range(first, min(first + PER_COMMIT, count)))


def _some(tenant: Tenant, draw: random.Random, item: int, numbers: range) -> None:
    table, owed, known = SaleInvoice.__table__, receivable(tenant, "USD"), chart(tenant)
    moments = {number: clock.now() - timedelta(seconds=INVOICES - number) for number in numbers}
    headers, lines, entries = [], [], []
    for number in numbers:
        id, day, customer = 10_000_000 + number, FIRST_DAY + timedelta(days=draw.randrange(DAYS)), 2 + draw.randrange(CUSTOMERS)
        total = Decimal(draw.randrange(1, 10_000_000)).scaleb(-2)
        headers.append(
            {
                "id": id, "customer_id": customer, "currency_code": "USD", "exchange_rate": ONE, "is_inclusive_tax": False,
                "subtotal": total, "discount_amount": ZERO, "tax_amount": ZERO, "total": total, "created_at": moments[number],
                "invoice_date": day, "due_date": day + timedelta(days=draw.choice((0, 14, 30, 60))),
                "invoice_no": f"B-{number:06d}", "reference_no": f"R {draw.randrange(10**6)}", "delivered_at": moments[number],
                "payment_amount": ZERO, "credited_amount": ZERO,
            }
        )  # fmt: skip
        lines.append(
            {
                "reference_type": SaleInvoice.REFERENCE_TYPE, "reference_id": id, "index": 1, "item_id": item, "quantity": ONE,
                "rate": total, "sell_account_id": SALES, "amount": total, "discount_amount": ZERO, "net": total,
                "discount_share": ZERO, "tax_amount": ZERO,
            }
        )  # fmt: skip
        legs = (
            debit(owed.id, owed.account_type, total, contact_id=customer),
            credit(SALES, known[SALES].account_type, total, item_id=item),
        )
        made = convert(legs, currency="USD", rate=ONE, base_currency="USD")
        entries.append(Entry(date=day, reference_type="SaleInvoice", reference_id=id, lines=made, number=f"B-{number:06d}"))
    tenant.connection.execute(insert(table), headers)
    tenant.connection.execute(insert(document_lines), lines)
    books.record_all(tenant, entries)
