"""Somebody who sells, is paid and changes their mind, at random, and writes down what should come of it."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from bigcapital.accounting.settings import operations as settings
from bigcapital.accounting.taxes.model import TaxRate
from bigcapital.jobs import run_pending
from bigcapital.organization.branches.model import Branch
from tests.campaigns.house import House
from tests.campaigns.oracle import DECIMALS
from tests.campaigns.selling_oracle import (
    BANK,
    EXPENSE,
    INVOICE,
    NOTE,
    RECEIPT,
    SALES,
    SERVICES,
    ZERO,
    Content,
    Line,
    Payment,
    Sale,
    Shop,
    Use,
)
from tests.campaigns.test_random_journals import exactly, plain
from tests.client import Client, codes

FIRST, DAYS = date(2025, 1, 1), 400
RATES = (Decimal(20), Decimal("5.5"))
LOCKED = ["TRANSACTIONS_DATE_LOCKED"]


@dataclass(frozen=True)
class Kind:
    """How a kind of sale is spoken to: its address, what its day is called, and how it comes to count."""

    path: str
    day: str
    counts: str
    let: tuple[str, str]


KINDS: Final = {
    INVOICE: Kind("sale-invoices", "invoice_date", "delivered", ("PUT", "deliver")),
    RECEIPT: Kind("sale-receipts", "receipt_date", "closed", ("POST", "close")),
    NOTE: Kind("credit-notes", "credit_note_date", "open", ("PUT", "open")),
}


class History:
    """What is done through the API, and the same in the oracle's shop."""

    def __init__(self, made: House, base: str, seed: int):
        self.made, self.base, self.dice = made, base, random.Random(seed)
        self.ann: Client = made.ann()
        self.shop = Shop(base)
        self.customers: dict[int, str] = {}
        self.locked_to: date | None = None
        self.done: defaultdict[str, int] = defaultdict(int)
        self.said: list[tuple[str, str, dict[str, Any], Any]] = []  # by reports at checks: the moment, the report, what was asked, and it

    def prepare(self) -> None:
        """Two branches, two items that name their account and one that has its category's; customers in three currencies who owe."""
        with self.made.tenant() as t:
            second = Branch(name="Second")
            taxes = {rate: TaxRate(name=f"{rate} %", code=f"{rate}", rate=rate, active=True) for rate in RATES}
            t.session.add_all([second, *taxes.values()])
            settings.put(t, "features", "branches", True)
            t.session.flush()
            t.bump_metadata()
            self.taxes = [(row.id, Fraction(rate)) for rate, row in taxes.items()]
        self.branches = [one["id"] for one in self.ann.get("branches").json]
        assert len(self.branches) == 2
        work = self.ann.post("item-categories", {"name": "Work", "sell_account_id": SERVICES}, status=201).json["id"]
        self.items = []
        for account, more in ((SALES, {"sell_account_id": SALES}), (SERVICES, {"category_id": work})):
            body = {"name": f"Item {account}", "type": "service", "sellable": True, "sell_price": 1, **more}
            self.items.append((self.ann.post("items", body, status=201).json["id"], account))
        for currency in DECIMALS:
            for _ in range(2):
                body = {"customer_type": "business", "display_name": "Somebody", "currency_code": currency}
                id = int(self.ann.post("customers", body, status=201).json["id"])
                self.customers[id] = currency
                self.sell(INVOICE, self.invented(id), counts=True)
        for account in self.ann.get("accounts?structure=flat").json["accounts"]:
            if account["account_type"] == "accounts-receivable":
                self.shop.receivables.setdefault(account["currency_code"], account["id"])

    def send(self, method: str, path: str, body: Any = None) -> Any:
        """What the product answers: None where a lock refused it."""
        answer = self.ask(method, path, body)
        if answer.status_int == 400 and self.locked_to is not None and "errors" in answer.json and codes(answer) == LOCKED:
            self.done["refused by a lock"] += 1
            return None
        assert answer.status_int in (200, 201), f"{method} {path} {body}: {answer.text}"
        return answer.json if answer.body else {}

    def refused(self, method: str, path: str, body: Any = None) -> None:
        """Something that must be refused; that it changed nothing, the comparison sees."""
        answer = self.ask(method, path, body)
        assert answer.status_int in (400, 409), f"{method} {path} {body}: {answer.status} {answer.text}"

    def ask(self, method: str, path: str, body: Any) -> Any:
        headers = {**self.ann.headers, "Content-Type": "application/json"}
        return self.ann.app.request(
            f"/api/{path}", method=method, headers=headers, body=json.dumps(body or {}).encode(), expect_errors=True
        )

    # --- what may happen ---

    def step(self) -> None:
        moves = {
            self.invoice: 6, self.receipt: 2, self.credit: 3, self.estimate: 2, self.change_a_sale: 6, self.let_it_count: 2,
            self.drop_a_sale: 2, self.drop_several: 1, self.write_off: 2, self.cancel_write_off: 1,
            self.refund: 2, self.apply_credit: 3, self.take_back: 2,
            self.receive: 6, self.change_a_payment: 4, self.apply_later: 3, self.drop_a_payment: 2,
            self.blunder: 3, self.lock: 1, self.recur: 2,
        }  # fmt: skip
        fresh = {move: 1 for move in moves if move.__name__ not in self.done}  # or a history might end without one
        among = fresh if fresh and self.dice.random() < 0.25 else moves
        move = self.dice.choices(list(among), weights=list(among.values()))[0]
        self.shop.forget()
        move()
        self.shop.forget()
        self.done[move.__name__] += 1

    def invoice(self) -> None:
        """Of an estimate, if there is one that waits for it."""
        estimate = self.one_of(id for id, invoice in self.shop.estimates.items() if invoice is None)
        made = self.sell(INVOICE, self.invented(), **({"from_estimate_id": estimate} if estimate and self.dice.random() < 0.5 else {}))
        if made and made.get("from_estimate"):
            self.shop.estimates[made["from_estimate"]] = made["id"]

    def receipt(self) -> None:
        self.sell(RECEIPT, self.invented())

    def credit(self) -> None:
        self.sell(NOTE, self.invented())

    def sell(self, kind: str, content: Content, counts: bool | None = None, **more: Any) -> Any:
        counts = self.dice.random() < 0.8 if counts is None else counts
        made = self.send("POST", KINDS[kind].path, self.body(kind, content, counts) | more)
        if made:
            self.shop.sales[kind][made["id"]] = Sale(kind, content, counts)
            made["from_estimate"] = more.get("from_estimate_id")
        return made

    def recur(self) -> None:
        """A schedule whose slots are all due: each becomes an invoice like any other, unless a lock refuses its day."""
        content, count = self.invented(), self.dice.randint(1, 3)
        counts, unit = self.dice.random() < 0.8, self.dice.choice(["day", "week"])
        slots = [content.day + timedelta(days=place * (7 if unit == "week" else 1)) for place in range(count)]
        days = max((content.due - content.day).days, 0)
        body = self.body(INVOICE, content, counts) | {
            "starts_on": slots[0].isoformat(),
            "repeat_unit": unit,
            "ends_after": count,
            "due_days": days,
            "then": "deliver" if counts else "draft",
        }
        id = self.send("POST", "recurring-invoices", body)["id"]
        run_pending(self.made.installation)
        made = {one["slot"]: one["invoice_id"] for one in self.ann.get(f"recurring-invoices/{id}/invoices").json}
        for slot in slots:
            if counts and self.locked_to is not None and slot <= self.locked_to:
                assert slot.isoformat() not in made
                self.done["refused by a lock"] += 1
                break  # the later ones wait for it
            dated = replace(content, day=slot, due=slot + timedelta(days=days))
            self.shop.sales[INVOICE][made.pop(slot.isoformat())] = Sale(INVOICE, dated, counts)
        assert not made
        self.send("DELETE", f"recurring-invoices/{id}")

    def estimate(self) -> None:
        """Or delete one: either changes no books."""
        waiting = self.one_of(id for id, invoice in self.shop.estimates.items() if invoice is None)
        if waiting is not None and self.dice.random() < 0.3:
            if self.send("DELETE", f"sale-estimates/{waiting}") is not None:
                del self.shop.estimates[waiting]
            return
        content = self.invented()
        days = {"estimate_date": content.day.isoformat(), "expiration_date": content.due.isoformat()}
        made = self.send("POST", "sale-estimates", self.body(INVOICE, content, True) | days)
        if made:
            self.shop.estimates[made["id"]] = None

    def change_a_sale(self) -> None:
        kind, id, sale = self.any_sale()
        if sale is None:
            return None
        settled = self.shop.settled(kind, id)
        content = self.invented(sale.content.customer if settled or self.dice.random() < 0.7 else None)
        counts = self.dice.random() < 0.3
        body, path = self.body(kind, content, counts), f"{KINDS[kind].path}/{id}"
        if content.worked.total < settled:
            return self.refused("PUT", path, body)
        if self.send("PUT", path, body):
            sale.content, sale.counts = content, sale.counts or counts
            if sale.write_off is not None:
                sale.written_off = sale.total - settled
        return None

    def let_it_count(self) -> None:
        kind, id, sale = self.any_sale(lambda one: not one.counts)
        if sale is not None:
            method, verb = KINDS[kind].let
            if self.send(method, f"{KINDS[kind].path}/{id}/{verb}") is not None:
                sale.counts = True

    def drop_a_sale(self) -> None:
        kind, id, sale = self.any_sale()
        if sale is None:
            return
        if self.shop.settled(kind, id):
            self.refused("DELETE", f"{KINDS[kind].path}/{id}")
        elif self.send("DELETE", f"{KINDS[kind].path}/{id}") is not None:
            self.gone(kind, id)

    def drop_several(self) -> None:
        """Those of a few that can go; once asked which, and nothing done."""
        kind = self.dice.choice(list(KINDS))
        those = self.shop.sales[kind]
        ids = self.dice.sample(sorted(those), min(len(those), 4))
        if not ids:
            return
        free = [id for id in ids if self.can_go(kind, id)]
        checked = self.send("POST", f"{KINDS[kind].path}/validate-bulk-delete", {"ids": ids})
        assert checked["deletable_ids"] == free, (kind, ids, checked)
        if self.dice.random() < 0.5:
            self.send("POST", f"{KINDS[kind].path}/bulk-delete", {"ids": ids, "skip_undeletable": True})
            for id in free:
                self.gone(kind, id)

    def can_go(self, kind: str, id: int) -> bool:
        sale = self.shop.sales[kind][id]
        days = [sale.content.day] * sale.counts + [sale.write_off] * (sale.write_off is not None)
        return not self.shop.settled(kind, id) and all(self.locked_to is None or day > self.locked_to for day in days if day)

    def gone(self, kind: str, id: int) -> None:
        del self.shop.sales[kind][id]
        if kind == INVOICE:
            self.shop.estimates = {one: None if invoice == id else invoice for one, invoice in self.shop.estimates.items()}

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
        use = Use(id, self.part(self.shop.left(id), currency), self.day(), self.rate(currency), self.branch())
        body = {
            "from_account_id": BANK,
            "amount": plain(use.amount),
            "date": use.day.isoformat(),
            "exchange_rate": plain(use.rate),
            "branch_id": use.branch,
        }
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
        later = [(payment, id) for payment in self.shop.payments.values() for id, (_, _, day) in payment.parts.items() if day is not None]
        if later and self.dice.random() < 0.4:
            payment, id = self.dice.choice(later)
            if self.send("DELETE", f"payments-received/applied-invoices/{id}") is not None:
                del payment.parts[id]
            return
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
        body = self.body(INVOICE, self.invented(customer), True)
        wrong = self.dice.choice(["discount", "tax", "quantity", "branch", "converted", "over-paid", "another's", "draft"])
        if wrong == "discount":
            return self.refused("POST", "sale-invoices", body | {"discount": "100.01", "discount_type": "percentage"})
        if wrong == "branch":
            return self.refused("POST", "sale-invoices", body | {"branch_id": self.dice.choice([None, 999])})
        if wrong == "converted":
            converted = self.one_of(id for id, invoice in self.shop.estimates.items() if invoice is not None)
            if converted is not None:
                self.refused("POST", "sale-invoices", body | {"from_estimate_id": converted})
                self.refused("DELETE", f"sale-estimates/{converted}")
            return None
        if wrong in ("tax", "quantity"):
            body["entries"][0] |= {"tax_rate_id": 999} if wrong == "tax" else {"quantity": "-1"}
            return self.refused("POST", "sale-invoices", body)
        invoice = self.one_of(id for id, one in self.shop.invoices.items() if one.counts is (wrong != "draft"))
        if invoice is not None:
            payer = self.shop.invoices[invoice].content.customer
            if wrong == "another's":
                payer = self.dice.choice([id for id in self.customers if id != payer])
            payment = Payment(payer, self.customers[payer], Fraction(1), self.day(), self.branch(), self.shop.due(invoice) + 1)
            self.refused("POST", "payments-received", self.payment_body(payment, [(invoice, payment.amount)]))
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
        return Payment(customer, currency, self.rate(currency), self.day(), self.branch(), total + more, fee), wanted

    def payment_body(self, payment: Payment, wanted: list[tuple[int, Fraction]]) -> dict[str, Any]:
        return {
            "customer_id": payment.customer,
            "payment_date": payment.day.isoformat(),
            "deposit_account_id": BANK,
            "amount": plain(payment.amount),
            "exchange_rate": plain(payment.rate),
            "branch_id": payment.branch,
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

    def any_sale(self, wanted: Any = lambda one: True) -> tuple[str, int, Sale | None]:
        kind = self.dice.choices(list(KINDS), weights=[6, 1, 3])[0]
        id = self.one_of(id for id, one in self.shop.sales[kind].items() if wanted(one))
        return kind, id or 0, self.shop.sales[kind][id] if id is not None else None

    def day(self) -> date:
        return FIRST + timedelta(days=self.dice.randrange(DAYS))

    def branch(self) -> int:
        return self.dice.choice(self.branches)

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
        currency, day = self.customers[customer], self.day()
        lines = tuple(self.line(currency) for _ in range(self.dice.randint(1, 4)))
        due = day + timedelta(days=self.dice.choice([0, 1, 30, self.dice.randint(0, 120)]))
        plainly = Content(customer, currency, self.rate(currency), day, due, self.branch(), lines, is_inclusive=self.dice.random() < 0.5)
        content = plainly
        if self.dice.random() < 0.5:
            if self.dice.random() < 0.7:
                content = replace(content, discount=Fraction(self.dice.randint(0, 10_000), 100))
            else:
                content = replace(content, discount=Fraction(self.dice.randint(0, 3), 10 ** DECIMALS[currency]), is_percentage=False)
        if self.dice.random() < 0.3:
            content = replace(content, adjustment=self.amount(currency) * self.dice.choice([1, 1, -1]))
        of_lines = replace(plainly, is_inclusive=True).worked.total  # the sum of its lines
        fits = content.is_percentage or content.discount <= of_lines
        return content if fits and content.worked.total >= 0 else plainly

    def line(self, currency: str) -> Line:
        item, account = self.dice.choice(self.items)
        is_own = self.dice.random() < 0.2
        price = self.amount(currency) + Fraction(self.dice.randint(0, 99), 10**6)
        quantity = Fraction(self.dice.choice([1, 1, 2, 3, self.dice.randint(1, 50_000) / Fraction(10**4)]))
        discount = Fraction(self.dice.randint(0, 1_000_000), 10**4) if self.dice.random() < 0.3 else ZERO
        tax = self.dice.choice([None, *self.taxes])
        return Line(item, self.dice.choice([SALES, SERVICES]) if is_own else account, quantity, price, discount, tax, is_own)

    def body(self, kind: str, content: Content, counts: bool) -> dict[str, Any]:
        entries = [
            {
                "item_id": one.item,
                "quantity": plain(one.quantity),
                "rate": plain(one.price),
                "discount": plain(one.discount),
                "discount_type": "percentage",
                "tax_rate_id": one.tax[0] if one.tax else None,
                "sell_account_id": one.account if one.is_own else None,
            }
            for one in content.lines
        ]
        return {
            "customer_id": content.customer,
            KINDS[kind].day: content.day.isoformat(),
            "due_date": content.due.isoformat(),
            "deposit_account_id": BANK,
            KINDS[kind].counts: counts,
            "exchange_rate": plain(content.rate),
            "branch_id": content.branch,
            "is_inclusive_tax": content.is_inclusive,
            "discount": plain(content.discount),
            "discount_type": "percentage" if content.is_percentage else "amount",
            "adjustment": f"-{plain(-content.adjustment)}" if content.adjustment < 0 else plain(content.adjustment),
            "entries": entries,
        }
