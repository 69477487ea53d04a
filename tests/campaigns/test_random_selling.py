"""Random histories of sales against books kept in exact fractions: the drift is zero, whatever was edited and taken back.

Invoices and credit notes in three currencies, with and without tax in their prices, discounts and adjustments; payments of
several of them, in part and beyond, with fees, applied later; refunds, applications, write-offs; all of it edited, moved back
in time, deleted, refused and locked. The oracle knows only what stands, so an edit to X equals creating X, and what was
deleted has left nothing. ``BIGCAPITAL_HISTORY`` is how many such steps, ``BIGCAPITAL_SEED`` makes them the same again.
"""

from __future__ import annotations

import json
import os
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from bigcapital.accounting import balances
from bigcapital.accounting.audit import audit
from bigcapital.accounting.settlements import settlements
from bigcapital.accounting.taxes.model import TaxRate
from bigcapital.inventory.items.model import Item
from tests.campaigns.house import BOTH, House, house, placed_on
from tests.campaigns.oracle import DECIMALS
from tests.campaigns.selling_oracle import BANK, EXPENSE, SALES, SERVICES, ZERO, Content, Line, Payment, Sale, Shop, Use
from tests.campaigns.test_random_journals import exactly, plain, sums
from tests.client import Client, codes

STEPS = int(os.environ.get("BIGCAPITAL_HISTORY", "100"))
FIRST, DAYS = date(2025, 1, 1), 400
RATES = (Decimal(20), Decimal("5.5"))
LOCKED = ["TRANSACTIONS_DATE_LOCKED"]

pytestmark = pytest.mark.campaign


class History:
    """Someone who sells, is paid and changes their mind, and writes down what should come of it."""

    def __init__(self, made: House, base: str, seed: int):
        self.made, self.base, self.dice = made, base, random.Random(seed)
        self.ann: Client = made.ann()
        self.shop = Shop(base)
        self.customers: dict[int, str] = {}
        self.locked_to: date | None = None
        self.done: defaultdict[str, int] = defaultdict(int)

    def prepare(self) -> None:
        with self.made.tenant() as t:
            items = {
                account: Item(name=f"{account}", type="service", sellable=True, sell_account_id=account, active=True)
                for account in (SALES, SERVICES)
            }
            taxes = {rate: TaxRate(name=f"{rate} %", code=f"{rate}", rate=rate, active=True) for rate in RATES}
            t.session.add_all([*items.values(), *taxes.values()])
            t.session.flush()
            t.bump_metadata()
            self.items = [(row.id, account) for account, row in items.items()]
            self.taxes = [(row.id, Fraction(rate)) for rate, row in taxes.items()]
        for currency in DECIMALS:
            for _ in range(2):
                body = {"customer_type": "business", "display_name": "Somebody", "currency_code": currency}
                id = int(self.ann.post("customers", body, status=201).json["id"])
                self.customers[id] = currency
                body = self.body(self.invented(id), "invoice_date") | {"due_date": "2026-12-31", "delivered": True}
                self.shop.invoices[self.send("POST", "sale-invoices", body)["id"]] = Sale(self.last, False, True)
        for account in self.ann.get("accounts?structure=flat").json["accounts"]:
            if account["account_type"] == "accounts-receivable":
                self.shop.receivables.setdefault(account["currency_code"], account["id"])

    def send(self, method: str, path: str, body: Any = None) -> Any:
        """What the product answers: None where a lock refused it."""
        request = self.ann.app.request
        headers = {**self.ann.headers, "Content-Type": "application/json"}
        answer = request(f"/api/{path}", method=method, headers=headers, body=_json(body or {}), expect_errors=True)
        if answer.status_int == 400 and self.locked_to is not None and "errors" in answer.json and codes(answer) == LOCKED:
            self.done["refused by a lock"] += 1
            return None
        assert answer.status_int in (200, 201), f"{method} {path} {body}: {answer.text}"
        return answer.json if answer.body else {}

    def refused(self, method: str, path: str, body: Any = None) -> None:
        """Something that must be refused; that it changed nothing, the comparison sees."""
        headers = {**self.ann.headers, "Content-Type": "application/json"}
        answer = self.ann.app.request(f"/api/{path}", method=method, headers=headers, body=_json(body or {}), expect_errors=True)
        assert answer.status_int in (400, 409), f"{method} {path} {body}: {answer.status} {answer.text}"

    # --- what may happen ---

    def step(self) -> None:
        moves = {
            self.sell: 6, self.change_a_sale: 5, self.let_it_count: 2, self.drop_a_sale: 2, self.write_off: 2, self.cancel_write_off: 1,
            self.credit: 3, self.refund: 2, self.apply_credit: 3, self.take_back: 2,
            self.receive: 6, self.change_a_payment: 4, self.apply_later: 3, self.drop_a_payment: 2,
            self.blunder: 3, self.lock: 1,
        }  # fmt: skip
        move = self.dice.choices(list(moves), weights=list(moves.values()))[0]
        move()
        self.done[move.__name__] += 1

    def sell(self) -> None:
        counts = self.dice.random() < 0.8
        content = self.invented()
        body = self.body(content, "invoice_date") | {"due_date": "2026-12-31", "delivered": counts}
        made = self.send("POST", "sale-invoices", body)
        if made:
            self.shop.invoices[made["id"]] = Sale(content, False, counts)

    def credit(self) -> None:
        counts, content = self.dice.random() < 0.8, self.invented()
        made = self.send("POST", "credit-notes", self.body(content, "credit_note_date") | {"open": counts})
        if made:
            self.shop.notes[made["id"]] = Sale(content, True, counts)

    def change_a_sale(self) -> None:
        is_credit, id, sale = self.any_sale()
        if sale is None:
            return None
        kind, path, day = (
            ("CreditNote", "credit-notes", "credit_note_date") if is_credit else ("SaleInvoice", "sale-invoices", "invoice_date")
        )
        settled = self.shop.settled(kind, id)
        content = self.invented(sale.content.customer if settled or self.dice.random() < 0.7 else None)
        counts = self.dice.random() < 0.3
        body = self.body(content, day) | {"due_date": "2026-12-31", "delivered": counts, "open": counts}
        if content.worked()[0] < settled:
            return self.refused("PUT", f"{path}/{id}", body)
        if self.send("PUT", f"{path}/{id}", body):
            sale.content, sale.counts = content, sale.counts or counts
            if sale.write_off is not None:
                sale.written_off = sale.total - settled
        return None

    def let_it_count(self) -> None:
        is_credit, id, sale = self.any_sale(lambda one: not one.counts)
        if sale is not None and self.send("PUT", f"credit-notes/{id}/open" if is_credit else f"sale-invoices/{id}/deliver") is not None:
            sale.counts = True

    def drop_a_sale(self) -> None:
        is_credit, id, sale = self.any_sale()
        if sale is None:
            return
        path, those, kind = (
            ("credit-notes", self.shop.notes, "CreditNote") if is_credit else ("sale-invoices", self.shop.invoices, "SaleInvoice")
        )
        if self.shop.settled(kind, id):
            self.refused("DELETE", f"{path}/{id}")
        elif self.send("DELETE", f"{path}/{id}") is not None:
            del those[id]

    def write_off(self) -> None:
        id = self.one_of(id for id, one in self.shop.invoices.items() if one.counts and one.write_off is None and self.shop.due(id))
        if id is None:
            return
        day, sale = self.day(), self.shop.invoices[id]
        if self.send("POST", f"sale-invoices/{id}/writeoff", {"expense_account_id": EXPENSE, "date": day.isoformat()}) is not None:
            sale.written_off, sale.write_off = self.shop.due(id), day

    def cancel_write_off(self) -> None:
        id = self.one_of(id for id, one in self.shop.invoices.items() if one.write_off is not None)
        if id is not None and self.send("POST", f"sale-invoices/{id}/cancel-writeoff") is not None:
            sale = self.shop.invoices[id]
            sale.written_off, sale.write_off = ZERO, None

    def refund(self) -> None:
        id = self.one_of(id for id, one in self.shop.notes.items() if one.counts and self.shop.left(id))
        if id is None:
            return
        currency = self.shop.notes[id].content.currency
        use = Use(id, self.part(self.shop.left(id), currency), self.day(), self.rate(currency))
        body = {"from_account_id": BANK, "amount": plain(use.amount), "date": use.day.isoformat(), "exchange_rate": plain(use.rate)}
        made = self.send("POST", f"credit-notes/{id}/refunds", body)
        if made:
            self.shop.refunds[made["id"]] = use

    def apply_credit(self) -> None:
        id = self.one_of(id for id, one in self.shop.notes.items() if one.counts and self.shop.left(id))
        if id is None:
            return
        content, left, wanted = self.shop.notes[id].content, self.shop.left(id), []
        for invoice in self.open_invoices(content.customer, 2):
            amount = self.part(min(left, self.shop.due(invoice)), content.currency) if left else ZERO
            left -= amount
            wanted += [(invoice, amount)] if amount else []
        if wanted:
            day = self.day()
            entries = [{"invoice_id": invoice, "amount": plain(amount)} for invoice, amount in wanted]
            for made in self.send("POST", f"credit-notes/{id}/apply-invoices", {"entries": entries, "date": day.isoformat()}) or ():
                self.shop.applications[made["id"]] = Use(id, exactly(made["amount"]), day, invoice=made["invoice_id"])

    def take_back(self) -> None:
        those = self.dice.choice([self.shop.refunds, self.shop.applications])
        id = self.one_of(those)
        path = "refunds" if those is self.shop.refunds else "applied-invoices"
        if id is not None and self.send("DELETE", f"credit-notes/{path}/{id}") is not None:
            del those[id]

    def receive(self) -> None:
        customer = self.one_of({one.content.customer for id, one in self.shop.invoices.items() if one.counts and self.shop.due(id)})
        if customer is None:
            return
        payment, wanted = self.payment(customer, {})
        made = self.send("POST", "payments-received", self.payment_body(payment, wanted))
        if made:
            self.keep(payment, made)

    def change_a_payment(self) -> None:
        """Entered anew; an entry that was applied later, and is still named, stays so."""
        id = self.one_of(self.shop.payments)
        if id is None:
            return
        old = self.shop.payments[id]
        payment, wanted = self.payment(old.customer, old.parts)
        if not wanted:
            return
        before = dict(old.parts)
        made = self.send("PUT", f"payments-received/{id}", self.payment_body(payment, wanted))
        if made:
            self.keep(payment, made)
            later = {place for place, (_, _, day) in self.shop.payments[id].parts.items() if day is not None}
            assert later <= {place for place, (_, _, day) in before.items() if day is not None}

    def apply_later(self) -> None:
        id = self.one_of(id for id, one in self.shop.payments.items() if one.left)
        if id is None:
            return
        payment = self.shop.payments[id]
        for invoice in self.open_invoices(payment.customer, 1):
            amount, day = self.part(min(payment.left, self.shop.due(invoice)), payment.currency), self.day()
            body = {"entries": [{"invoice_id": invoice, "amount": plain(amount)}], "date": day.isoformat()}
            made = self.send("POST", f"payments-received/{id}/apply-invoices", body)
            if made:
                self.keep(payment, made)

    def drop_a_payment(self) -> None:
        id = self.one_of(self.shop.payments)
        if id is not None and self.send("DELETE", f"payments-received/{id}") is not None:
            del self.shop.payments[id]

    def blunder(self) -> None:
        """Something that must be refused and change nothing."""
        customer = self.dice.choice(list(self.customers))
        body = self.body(self.invented(customer), "invoice_date") | {"due_date": "2026-12-31", "delivered": True}
        wrong = self.dice.choice(["discount", "tax", "quantity", "over-paid", "another's", "draft"])
        if wrong == "discount":
            return self.refused("POST", "sale-invoices", body | {"discount": "100.01", "discount_type": "percentage"})
        if wrong in ("tax", "quantity"):
            body["entries"][0] |= {"tax_rate_id": 999} if wrong == "tax" else {"quantity": "-1"}
            return self.refused("POST", "sale-invoices", body)
        invoice = self.one_of(id for id, one in self.shop.invoices.items() if one.counts is (wrong != "draft"))
        if invoice is not None:
            payer = self.shop.invoices[invoice].content.customer
            if wrong == "another's":
                payer = self.dice.choice([id for id in self.customers if id != payer])
            too_much = plain(self.shop.due(invoice) + 1)
            entries = [{"invoice_id": invoice, "payment_amount": too_much}]
            paid = {
                "customer_id": payer,
                "payment_date": "2026-06-01",
                "deposit_account_id": BANK,
                "entries": entries,
                "exchange_rate": "1",
            }
            self.refused("POST", "payments-received", paid)
        return None

    def lock(self) -> None:
        """Close a part of the past, or open it again."""
        if self.locked_to is not None:
            self.ann.put("transactions-locking/cancel-lock", {"module": "sales", "reason": "again"}, status=200)
            self.locked_to = None
        else:
            day = FIRST + timedelta(days=self.dice.randrange(DAYS // 3))
            self.ann.put("transactions-locking/lock", {"module": "sales", "lock_to_date": day.isoformat(), "reason": "done"}, status=200)
            self.locked_to = day

    # --- payments ---

    def payment(self, customer: int, old: dict[int, tuple[int, Fraction, date | None]]) -> tuple[Payment, list[tuple[int, Fraction]]]:
        """A payment of some of what is due (of an old one: without it), and which invoices get how much."""
        currency = self.customers[customer]
        own: defaultdict[int, Fraction] = defaultdict(lambda: ZERO)
        for invoice, amount, _ in old.values():
            own[invoice] += amount
        choice = sorted({*own, *self.open_invoices(customer, 3)})
        wanted = []
        for invoice in self.dice.sample(choice, min(len(choice), self.dice.randint(1, 3))):
            due = self.shop.due(invoice) + own[invoice]
            if due:
                wanted.append((invoice, self.part(due, currency)))
        total = sum((amount for _, amount in wanted), ZERO)
        more = self.amount(currency) if self.dice.random() < 0.3 else ZERO
        fee = self.part(total + more, currency) if self.dice.random() < 0.2 and total + more else ZERO
        return Payment(customer, currency, self.rate(currency), self.day(), total + more, fee), wanted

    def payment_body(self, payment: Payment, wanted: list[tuple[int, Fraction]]) -> dict[str, Any]:
        return {
            "customer_id": payment.customer,
            "payment_date": payment.day.isoformat(),
            "deposit_account_id": BANK,
            "amount": plain(payment.amount),
            "exchange_rate": plain(payment.rate),
            "bank_fee_amount": plain(payment.fee),
            "bank_fee_account_id": EXPENSE,
            "entries": [{"invoice_id": id, "payment_amount": plain(amount)} for id, amount in wanted],
        }

    def keep(self, payment: Payment, made: dict[str, Any]) -> None:
        payment.parts = {
            one["id"]: (one["invoice_id"], exactly(one["payment_amount"]), date.fromisoformat(one["date"]) if one["is_later"] else None)
            for one in made["entries"]
        }
        assert exactly(made["unapplied_amount"]) == payment.left
        self.shop.payments[made["id"]] = payment

    def open_invoices(self, customer: int, most: int) -> list[int]:
        mine = [id for id, one in self.shop.invoices.items() if one.counts and one.content.customer == customer and self.shop.due(id)]
        return self.dice.sample(mine, min(len(mine), most))

    # --- chance ---

    def one_of(self, ids: Any) -> Any:
        several = sorted(ids)
        return self.dice.choice(several) if several else None

    def any_sale(self, wanted: Any = lambda one: True) -> tuple[bool, int, Sale | None]:
        is_credit = self.dice.random() < 0.3
        those = self.shop.notes if is_credit else self.shop.invoices
        id = self.one_of(id for id, one in those.items() if wanted(one))
        return is_credit, id or 0, those[id] if id is not None else None

    def day(self) -> date:
        return FIRST + timedelta(days=self.dice.randrange(DAYS))

    def rate(self, currency: str) -> Fraction:
        return Fraction(1) if currency == self.base else Fraction(self.dice.randint(1, 5_000_000), 10**6)

    def amount(self, currency: str) -> Fraction:
        units = self.dice.choice([1, 2, 3, 7, 10, 99, 100, 333, self.dice.randint(1, 10**6)])
        return Fraction(units, 10 ** DECIMALS[currency])

    def part(self, whole: Fraction, currency: str) -> Fraction:
        """All of it, or some."""
        units = int(whole * 10 ** DECIMALS[currency])
        return Fraction(units if self.dice.random() < 0.4 else self.dice.randint(1, units), 10 ** DECIMALS[currency])

    def invented(self, customer: int | None = None) -> Content:
        """A sale of 1 to 4 lines, awkward numbers preferred."""
        customer = customer or self.dice.choice(list(self.customers))
        currency, decimals = self.customers[customer], DECIMALS[self.customers[customer]]
        lines = tuple(self.line(currency) for _ in range(self.dice.randint(1, 4)))
        is_percentage = self.dice.random() < 0.7
        content = Content(customer, currency, self.rate(currency), self.day(), lines, is_inclusive=self.dice.random() < 0.5)
        if self.dice.random() < 0.5:
            discount = Fraction(self.dice.randint(0, 10_000), 100) if is_percentage else Fraction(self.dice.randint(0, 3), 10**decimals)
            content = Content(**(vars(content) | {"discount": discount, "is_percentage": is_percentage}))
        if self.dice.random() < 0.3:
            content = Content(**(vars(content) | {"adjustment": self.amount(currency) * self.dice.choice([1, 1, -1])}))
        bare = Content(**(vars(content) | {"discount": ZERO, "adjustment": ZERO, "is_inclusive": True}))
        fits = content.is_percentage or content.discount <= bare.worked()[0]  # the sum of its lines
        self.last = content if fits and content.worked()[0] >= 0 else Content(**(vars(content) | {"discount": ZERO, "adjustment": ZERO}))
        return self.last

    def line(self, currency: str) -> Line:
        item, account = self.dice.choice(self.items)
        price = self.amount(currency) + Fraction(self.dice.randint(0, 99), 10**6)
        quantity = Fraction(self.dice.choice([1, 1, 2, 3, self.dice.randint(1, 50_000) / Fraction(10**4)]))
        discount = Fraction(self.dice.randint(0, 1_000_000), 10**4) if self.dice.random() < 0.3 else ZERO
        return Line(item, account, quantity, price, discount, self.dice.choice([None, *self.taxes]))

    def body(self, content: Content, day: str) -> dict[str, Any]:
        entries = [
            {
                "item_id": one.item,
                "quantity": plain(one.quantity),
                "rate": plain(one.price),
                "discount": plain(one.discount),
                "discount_type": "percentage",
                "tax_rate_id": one.tax[0] if one.tax else None,
            }
            for one in content.lines
        ]
        return {
            "customer_id": content.customer,
            day: content.day.isoformat(),
            "exchange_rate": plain(content.rate),
            "is_inclusive_tax": content.is_inclusive,
            "discount": plain(content.discount),
            "discount_type": "percentage" if content.is_percentage else "amount",
            "adjustment": signed(content.adjustment),
            "entries": entries,
        }

    # --- the comparison ---

    def check(self) -> None:
        """The product's answers, from the API and from the books, are the oracle's to the last unit."""
        for start, end in ((None, None), sorted((self.day(), self.day()))):
            self.check_sums(start, end)
        self.check_documents()
        self.check_customers()
        with self.made.tenant(writer=False) as t:
            told = {document: [(one.date, Fraction(one.amount)) for one in several] for document, several in settlements(t).items()}
            assert audit(t) == []
        expected: defaultdict[tuple[str, int], defaultdict[date, Fraction]] = defaultdict(lambda: defaultdict(lambda: ZERO))
        for document, day, amount in self.shop.settlements():
            expected[document][day] += amount
        assert told == {document: sorted(days.items()) for document, days in expected.items()}
        self.check_cash()

    def check_sums(self, start: date | None, end: date | None) -> None:
        span = balances.Span(start, end)
        with self.made.tenant(writer=False) as t:
            [by_currency] = balances.account_sums_by_currency(t, [span])
            [by_contact] = balances.contact_sums(t, [span])
        assert sums(by_currency) == self.shop.turnover(lambda side, currency: (side.account, currency), start, end)
        control = self.shop.turnover(lambda side, currency: (side.contact, side.account, currency) if side.contact else None, start, end)
        control.pop(None, None)
        assert sums(by_contact) == control

    def check_documents(self) -> None:
        listed = self.ann.get("sale-invoices?page_size=10000").json["sales_invoices"]
        assert {one["id"] for one in listed} == self.shop.invoices.keys()
        for one in listed:
            sale = self.shop.invoices[one["id"]]
            assert (exactly(one["total"]), exactly(one["due_amount"])) == (sale.total, self.shop.due(one["id"])), one
            assert exactly(one["payment_amount"]) == self.shop.paid(one["id"]) and one["is_delivered"] is sale.counts
        listed = self.ann.get("credit-notes?page_size=10000").json["credit_notes"]
        assert {one["id"]: exactly(one["credits_remaining"]) for one in listed} == {id: self.shop.left(id) for id in self.shop.notes}
        listed = self.ann.get("payments-received?page_size=10000").json["payment_receives"]
        assert {one["id"]: exactly(one["unapplied_amount"]) for one in listed} == {id: one.left for id, one in self.shop.payments.items()}

    def check_customers(self) -> None:
        """Receivables are what is due, less what is left of payments and credits."""
        for row in self.ann.get("customers?page_size=10000").json["customers"]:
            assert exactly(row["balance"]) == self.shop.balance(row["id"]) - self.shop.unwritten(row["id"]), row

    def check_cash(self) -> None:
        """On cash basis the statements balance, and what stands on receivables in base currency is unapplied money alone."""
        cash = self.ann.get("reports/trial-balance-sheet?to_date=2030-01-01&basis=cash&none_transactions=false").json["data"]
        assert exactly(cash["total"]["debit"]) == exactly(cash["total"]["credit"])
        rows = {row["id"]: exactly(row["balance"]) for row in cash["accounts"]}
        unapplied = sum((one.left for one in self.shop.payments.values() if one.currency == self.base), ZERO)
        assert rows.get(self.shop.receivables[self.base], ZERO) == -unapplied


def signed(value: Fraction) -> str:
    return f"-{plain(-value)}" if value < 0 else plain(value)


def _json(body: Any) -> bytes:
    return json.dumps(body).encode()


@pytest.fixture(params=BOTH)
def placed(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    return placed_on(request.param, request, tmp_path / "data")


@pytest.fixture(params=["USD", "JPY", "KWD"])
def history(placed: Any, request: pytest.FixtureRequest) -> Iterator[History]:
    seed = int(os.environ.get("BIGCAPITAL_SEED", random.randrange(10**9)))
    print(f"BIGCAPITAL_SEED={seed}")
    with house(placed, base_currency=request.param) as made:
        one = History(made, request.param, seed)
        one.prepare()
        yield one


def test_random_histories_of_selling_drift_by_nothing(history: History) -> None:
    history.check()
    for number in range(1, STEPS + 1):
        history.step()
        if number % 50 == 0 or number == STEPS:
            history.check()
    assert len(history.done) >= 16 or STEPS < 300
