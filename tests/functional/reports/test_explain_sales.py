"""Every figure of the reports of sales is the sum of the documents and lines that its explanation names."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.client import Client
from tests.functional.accounting.journal import RECEIVABLE, SALES, journal
from tests.functional.reports.seller import ann, invited, letters, member, shop
from tests.functional.sales.selling import BANK, RENT, Shop, customer, invoice, line, receipt

__all__ = ["ann", "invited", "letters", "member", "shop"]
RANGE = "from_date=2026-03-01&to_date=2026-06-30"
AGING = "receivable-aging-summary?as_date=2026-06-30"


DONE = {
    "post sale-invoices", "put sale-invoices", "post sale-receipts", "post payments-received", "post apply-invoices", "post credit-notes",
    "post refunds", "post manual-journals", "post writeoff",
}  # fmt: skip


class History:
    """Sales and payments at random, in two currencies, with all that is done with them later."""

    def __init__(self, ann: Client, shop: Shop, seed: int):
        self.ann, self.shop, self.random = ann, shop, random.Random(seed)
        self.customers = [(shop.customer, "USD"), (customer(ann, "EUR", "Paris"), "EUR"), (customer(ann, "USD", "Adam"), "USD")]
        self.done: set[str] = set()

    def tries(self, path: str, body: dict[str, Any], method: str = "post") -> Any:
        """What came of it; nothing where it was refused."""
        answer = getattr(self.ann, method)(path, body, status="*")
        assert answer.status_code < 500, answer.text
        if answer.status_code >= 300:
            return None
        self.done.add(f"{method} {path.rstrip('0123456789').rpartition('/')[2] or path.partition('/')[0]}")
        return answer.json if answer.body else {}

    def live(self, steps: int) -> None:
        for one in self.customers[:2] if not self.done else ():
            self.sell(*one)
        doings = [self.sell, self.sell, self.take, self.pay, self.pay, self.credit, self.charge, self.later, self.write_off, self.edit]
        for _ in range(steps):
            self.random.choice(doings)(*self.random.choice(self.customers))

    def day(self, first: int = 2) -> str:
        return f"2026-{self.random.randint(first, 7):02}-{self.random.randint(1, 28):02}"

    def rate(self, currency: str) -> dict[str, Any]:
        return {} if currency == "USD" else {"exchange_rate": self.random.choice(["1.1055", "0.9111", "1.2", "0.003"])}

    def entries(self) -> list[dict[str, Any]]:
        chance = self.random
        taxed = [{}, {"tax_rate_id": self.shop.vat}, {"tax_rate_id": self.shop.reduced}]
        price = chance.choice(["0", "0.05", "9.99", "100.01"])
        items = (self.shop.chair, self.shop.advice)
        return [
            line(chance.choice(items), price, chance.choice([1, "2.5", 3]), **chance.choice(taxed)) for _ in range(chance.randint(1, 3))
        ]

    def sell(self, id: int, currency: str) -> None:
        day = self.day()
        more = {"discount": 7, "discount_type": "percentage"} if self.random.random() < 0.3 else {}
        body = invoice(id, *self.entries(), invoice_date=day, due_date=max(day, self.day()), **self.rate(currency), **more)
        self.tries("sale-invoices", body)

    def edit(self, id: int, currency: str) -> None:
        for one in self.open_of(id)[:1]:
            again = invoice(id, *self.entries(), invoice_date="2026-03-09", due_date=self.day(4), **self.rate(currency))
            self.tries(f"sale-invoices/{one['id']}", again, "put")

    def take(self, id: int, currency: str) -> None:
        self.tries("sale-receipts", receipt(id, *self.entries(), receipt_date=self.day(), **self.rate(currency)))

    def open_of(self, id: int) -> list[dict[str, Any]]:
        every = self.ann.get("sale-invoices?page_size=100").json["sales_invoices"]
        return [one for one in every if one["customer_id"] == id and one["due_amount"] > 0]

    def pay(self, id: int, currency: str) -> None:
        parts = [
            {"invoice_id": one["id"], "payment_amount": part}
            for one in self.open_of(id)[:2]
            for part in ([one["due_amount"]] if self.random.random() < 0.4 else ["0.01", "0.02"])
        ]
        amount = sum((Decimal(str(one["payment_amount"])) for one in parts), Decimal(self.random.choice(["0", "0.40", "12.50"])))
        body = {"customer_id": id, "payment_date": self.day(3), "amount": str(amount), "deposit_account_id": BANK, "entries": parts}
        self.tries("payments-received", body | self.rate(currency))

    def later(self, id: int, currency: str) -> None:
        for one in self.open_of(id)[:1]:
            for payment in self.ann.get("payments-received").json["payment_receives"]:
                use = {"date": self.day(4), "entries": [{"invoice_id": one["id"], "amount": "0.05"}] * 2}
                self.tries(f"payments-received/{payment['id']}/apply-invoices", use)

    def credit(self, id: int, currency: str) -> None:
        body = {"customer_id": id, "credit_note_date": self.day(), "open": True, "entries": self.entries(), **self.rate(currency)}
        note = self.tries("credit-notes", body)
        for one in self.open_of(id)[:1] if note else ():
            use = {"date": self.day(4), "entries": [{"invoice_id": one["id"], "amount": "0.03"}]}
            self.tries(f"credit-notes/{note['id']}/apply-invoices", use)
            back = {"date": self.day(4), "amount": "0.02", "from_account_id": BANK, **self.rate(currency)}
            self.tries(f"credit-notes/{note['id']}/refunds", back)

    def charge(self, id: int, currency: str) -> None:
        sides = (("17.31", ""), ("", "17.31"))
        first, second = sides if self.random.random() < 0.6 else sides[::-1]
        body = journal((RECEIVABLE, *first), (SALES, *second), date=self.day())
        body["entries"][0]["contact_id"] = id
        self.tries("manual-journals", body)

    def write_off(self, id: int, currency: str) -> None:
        for one in self.open_of(id)[:1]:
            self.tries(f"sale-invoices/{one['id']}/writeoff", {"expense_account_id": RENT, "date": self.day(4)})


def read(ann: Client, path: str) -> Any:
    return json.loads(ann.get(f"reports/{path}").body, parse_float=Decimal)["data"]


def why(ann: Client, path: str, row: Any, column: str) -> dict[str, Any]:
    """The explanation, with the lines of all its pages, once they are found to add up."""
    name, _, query = path.partition("?")
    page, found = 1, None
    while True:
        asked = f"reports/{name}/explain?{query}&row={row}&column={column}&page={page}&page_size=7"
        answer = json.loads(ann.get(asked).body, parse_float=Decimal)
        if found is None:
            found = answer
        else:
            found["lines"] += answer["lines"]
        if answer["pagination"] is None or page * 7 >= answer["pagination"]["total"]:
            break
        page += 1
    if not found["figures"]:
        amount = found["cell"]["amount"]
        assert sum((one["amount"] for one in found["lines"]), Decimal(0)) == found["total"] == amount, (path, row, column)
        assert len(found["lines"]) == found["pagination"]["total"]
        if found["formula"]["parts"]:
            assert sum(one["sign"] * one["amount"] for one in found["formula"]["parts"]) == amount
    assert all(one["reference_type"] and one["reference_id"] for one in found["lines"])
    assert found["formula"]["words"].startswith(f"{found['cell']['name']} = ")
    return found


def known() -> str:
    return f"&as_known_at={datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def cells_of_aging(data: dict[str, Any]) -> Iterator[tuple[Any, str, Decimal]]:
    for one in [*data["customers"], data["total"] | {"customer_id": "TOTAL"}]:
        yield one["customer_id"], "current", one["current"]["amount"]
        yield one["customer_id"], "total", one["total"]["amount"]
        for place, period in enumerate(one["aging"]):
            yield one["customer_id"], f"aging_{place}", period["total"]["amount"]


def every_age_is_the_sum_of_what_is_open_of_documents(lived: Client) -> None:
    lived.post("manual-journals", journal((RECEIVABLE, "3", ""), (SALES, "", "3"), date="2026-04-01"), status="*")
    for query in ("", known(), "&branches_ids[]=1", "&customers_ids[]=2&aging_periods=2&aging_days_before=10"):
        cells = list(cells_of_aging(read(lived, AGING + query)))
        assert len(cells) >= 8
        for row, column, amount in cells:
            assert why(lived, AGING + query, row, column)["cell"]["amount"] == amount, (query, row, column)


def every_figure_of_a_statement_of_account_is_the_sum_of_its_lines(lived: Client) -> None:
    for id in (1, 2, 3):
        for query in ("", known(), "&branches_ids[]=1&aging_days_before=20"):
            path = f"customer-statement?{RANGE}&customer_id={id}{query}"
            data = read(lived, path)
            cells = [("OPENING_BALANCE", "balance", data["opening_balance"]), ("CLOSING_BALANCE", "balance", data["closing_balance"])]
            cells += [(one["id"], key, one[key]) for one in data["transactions"] for key in ("charged", "credited", "balance")]
            cells += [("AGING_CURRENT", "balance", data["aging"]["current"])]
            cells += [(f"AGING_{place}", "balance", one["total"]) for place, one in enumerate(data["aging"]["aging"])]
            for row, column, money in cells:
                found = why(lived, path, row, column)["cell"]
                assert (found["amount"], found["currency_code"]) == (money["amount"], data["currency_code"]), (path, row, column)


def every_figure_of_sales_tax_is_the_sum_of_its_lines_and_what_was_collected_of_parts(lived: Client) -> None:
    for query in ("", "&basis=cash", known(), "&branches_ids[]=1"):
        path = f"sales-tax-liability-summary?{RANGE}{query}"
        data = read(lived, path)
        for one in [*data["tax_rates"], data["total"] | {"id": "TOTAL"}]:
            for column in ("taxable_amount", "tax_amount", "collected_tax_amount"):
                found = why(lived, path, one["id"], column)
                assert found["cell"]["amount"] == one[column]["amount"], (query, one["id"], column)
                if one["id"] != "TOTAL":
                    assert [each["id"] for each in found["filters"]["tax_rates"]] == [one["id"]]
            if one["id"] != "TOTAL":
                share = why(lived, path, one["id"], "tax_percentage")
                assert share["cell"]["amount"] == one["tax_percentage"]["amount"] and len(share["figures"]) == 2


def every_figure_of_what_was_sold_is_the_sum_of_lines_of_documents(lived: Client) -> None:
    for query in ("", "&customers_ids[]=2", "&none_transactions=false", "&branches_ids[]=1", known()):
        path = f"sales-by-items?{RANGE}{query}"
        data = read(lived, path)
        for one in [*data["items"], data["total"] | {"id": "TOTAL"}]:
            quantity = why(lived, path, one["id"], "quantity_sold")["cell"]
            assert (quantity["amount"], quantity["currency_code"]) == (one["quantity_sold"], None)
            amount = why(lived, path, one["id"], "sold_cost")["cell"]
            assert (amount["amount"], amount["currency_code"]) == (one["sold_cost"], "USD")
            if one.get("average_sell_price") is not None:
                average = why(lived, path, one["id"], "average_sell_price")
                assert average["cell"]["amount"] == one["average_sell_price"]
                assert [each["cell"]["amount"] for each in average["figures"]] == [one["sold_cost"], one["quantity_sold"]]


CHANGING = {
    "aging": AGING,
    "branch": f"{AGING}&branches_ids[]=1&customers_ids[]=2",
    "statement": "customer-statement?from_date=2026-04-01&to_date=2026-06-30&customer_id=2",
    "tax": f"sales-tax-liability-summary?{RANGE}",
    "cash": f"sales-tax-liability-summary?{RANGE}&basis=cash",
    "items": f"sales-by-items?{RANGE}",
}


def quantities_of_entries(lived: Client, path: str, item: int) -> Decimal:
    """What was sold of an item by documents that posted something: what was given for nothing is in no entry."""
    journal = {(one["reference_type"], one["reference_id"]) for one in read(lived, path.replace("sales-by-items", "journal"))}
    lines = why(lived, path, item, "quantity_sold")["lines"]
    return sum((one["amount"] for one in lines if (one["reference_type"], one["reference_id"]) in journal), Decimal(0))


def cells_that_tell_of_changes(lived: Client, moment: str = "") -> dict[tuple[str, Any, str], Decimal]:
    """What the rows hold that ``changes`` tells of, by name of the question, row, and the column where there are several."""
    found: dict[tuple[str, Any, str], Decimal] = {}
    for name, path in ((name, f"{path}{moment}") for name, path in CHANGING.items()):
        data = read(lived, path)
        if name in ("aging", "branch"):
            found |= {(name, one["customer_id"], ""): one["total"]["amount"] for one in data["customers"]}
        elif name == "statement":
            found |= {(name, one["id"], ""): one["charged"]["amount"] - one["credited"]["amount"] for one in data["transactions"]}
            found |= {(name, key.upper(), ""): data[key]["amount"] for key in ("opening_balance", "closing_balance")}
        elif name in ("tax", "cash"):
            for key, label in (("taxable", "Taxable amount"), ("tax", "Tax amount"), ("collected_tax", "Collected tax")):
                found |= {(name, one["id"], label): one[f"{key}_amount"]["amount"] for one in data["tax_rates"]}
        else:
            found |= {(name, one["id"], "quantity sold"): quantities_of_entries(lived, path, one["id"]) for one in data["items"]}
            found |= {(name, one["id"], ""): one["sold_cost"] for one in data["items"]}
    return found


def what_changed_since_is_the_difference(lived: Client, earlier: dict[tuple[str, Any, str], Decimal], moment: str) -> None:
    now, told = cells_that_tell_of_changes(lived), 0
    assert cells_that_tell_of_changes(lived, moment) == earlier
    effects: defaultdict[tuple[str, Any, str], Decimal] = defaultdict(Decimal)
    for name, path in CHANGING.items():
        report, _, query = path.partition("?")
        changes = json.loads(lived.get(f"reports/{report}/changes?{query}{moment}&page_size=500").body, parse_float=Decimal)["changes"]
        assert len({one["entry_id"] for one in changes}) > 1, name
        for one in changes:
            assert one["lines"] and one["recorded_at"]
            for each in one["effect"]:
                label = each["name"].rpartition(": ")[2] if name in ("tax", "cash") or ": " in each["name"] else ""
                effects[name, each["row"], label] += each["amount"]
                told += 1
    assert told > 40
    for key in now.keys() | earlier.keys() | effects.keys():
        difference = now.get(key, Decimal(0)) - earlier.get(key, Decimal(0))
        slack = Decimal("0.25") if key == ("items", key[1], "") else 0  # what is rounded over all of a rate is not entry by entry
        assert abs(effects[key] - difference) <= slack, key


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_every_figure_of_the_reports_of_sales_is_the_sum_of_what_is_named(ann, shop, seed):
    history = History(ann, shop, seed)
    history.live(25)
    earlier, moment = cells_that_tell_of_changes(ann), known()
    history.live(20)
    assert history.done == DONE
    what_changed_since_is_the_difference(ann, earlier, moment)
    every_age_is_the_sum_of_what_is_open_of_documents(ann)
    every_figure_of_a_statement_of_account_is_the_sum_of_its_lines(ann)
    every_figure_of_sales_tax_is_the_sum_of_its_lines_and_what_was_collected_of_parts(ann)
    every_figure_of_what_was_sold_is_the_sum_of_lines_of_documents(ann)


def test_open_parts_lead_to_their_documents(ann, shop):
    body = invoice(shop.customer, line(shop.chair, "100"), invoice_date="2026-03-01", due_date="2026-06-01")
    ann.post("sale-invoices", body, status=201)
    paid = {"customer_id": shop.customer, "payment_date": "2026-06-10", "amount": "70", "deposit_account_id": BANK}
    ann.post("payments-received", paid | {"entries": [{"invoice_id": 1, "payment_amount": "40"}]}, status=201)
    late, current = (why(ann, AGING, shop.customer, column) for column in ("aging_0", "current"))
    assert [(one["reference_type"], one["reference_id"], one["amount"]) for one in late["lines"]] == [("SaleInvoice", 1, 60)]
    assert [(one["reference_type"], one["reference_id"], one["amount"]) for one in current["lines"]] == [("PaymentReceive", 1, -30)]
    total = why(ann, AGING, shop.customer, "total")
    assert [(one["name"], one["amount"]) for one in total["formula"]["parts"]] == [
        ("Current", -30), ("1–30 days", 60), ("31–60 days", 0), ("61 days and more", 0),
    ]  # fmt: skip


PATHS = {
    AGING: "current",
    f"sales-by-items?{RANGE}": "sold_cost",
    f"sales-tax-liability-summary?{RANGE}": "tax_amount",
    f"customer-statement?{RANGE}&customer_id=1": "balance",
}


@pytest.mark.parametrize("path", PATHS)
def test_a_cell_that_is_not_there_is_refused_by_name(ann, shop, path):
    ann.post("sale-invoices", invoice(shop.customer, line(shop.chair, tax_rate_id=shop.vat)), status=201)
    name, _, query = path.partition("?")
    good, row = PATHS[path], "OPENING_BALANCE" if "statement" in path else "TOTAL"
    ann.get(f"reports/{name}/explain?{query}&row={row}&column={good}")
    for wrong in ("NOWHERE", "999", "-1", "_", "TOTAL_1", "AGING_99", "SaleInvoice_9_2026-03-15", "SaleInvoice_1_2026-99-99"):
        answer = ann.get(f"reports/{name}/explain?{query}&row={wrong}&column={good}", status=400).json
        assert [one["property"] for one in answer["message"]] == ["row"], wrong
    for wrong in ("weight", "aging_99", "tax_percentage", "average_sell_price", "charged"):
        answer = ann.get(f"reports/{name}/explain?{query}&row={row}&column={wrong}", status=400).json
        assert [one["property"] for one in answer["message"]] == ["column"], wrong


@pytest.mark.parametrize("path", PATHS)
def test_an_explanation_has_the_right_of_its_report(ann, shop, member, path):
    name, _, query = path.partition("?")
    column = PATHS[path]
    row = "OPENING_BALANCE" if "statement" in path else "TOTAL"
    asked = f"reports/{name}/explain?{query}&row={row}&column={column}"
    member(("Report", "read-balance-sheet")).get(asked, status=403)


def test_what_was_remembered_is_not_what_is_asked_once_a_document_changed(ann, shop):
    ann.post("sale-invoices", invoice(shop.customer, line(shop.chair, "0", 2), invoice_date="2026-03-01"), status=201)
    path = f"sales-by-items?{RANGE}"
    assert why(ann, path, shop.chair, "quantity_sold")["total"] == 2
    ann.put("sale-invoices/1", invoice(shop.customer, line(shop.chair, "0", 5), invoice_date="2026-03-01"), status=200)
    assert why(ann, path, shop.chair, "quantity_sold")["total"] == 5
