"""Random histories of journals and contacts against books kept in exact fractions: the drift is zero.

Journals in three currencies are written, edited, moved back and forth in time, published, mirrored, deleted and refused, as
anyone with an API key could; so are customers, vendors and what they owed when the books began. ``BIGCAPITAL_HISTORY`` is how
many such steps, ``BIGCAPITAL_SEED`` makes them the same again.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from bigcapital.accounting import balances
from bigcapital.accounting.audit import audit
from bigcapital.accounting.spans import Span
from tests.campaigns.house import BOTH, House, house, placed_on
from tests.campaigns.oracle import DECIMALS, Books, Posted, Side, in_base
from tests.client import Client

STEPS = int(os.environ.get("BIGCAPITAL_HISTORY", "150"))
FIRST, DAYS = date(2023, 1, 1), 1200
KINDS = {"customers": "accounts-receivable", "vendors": "accounts-payable"}
OPENING_EQUITY = 1015

pytestmark = pytest.mark.campaign


class History:
    """Someone who does random things to the books, and writes down what should come of it."""

    def __init__(self, made: House, base: str, seed: int):
        self.made, self.base, self.dice = made, base, random.Random(seed)
        self.ann: Client = made.ann()
        self.books = Books(base)
        self.mirrors: dict[int, int] = {}  # journal → its mirror
        self.accounts: dict[int, tuple[str, str]] = {}  # id → type, currency
        self.contacts: dict[str, list[int]] = {"customers": [], "vendors": []}
        self.currencies: dict[int, str] = {}  # of contacts
        self.done: list[str] = []

    def prepare(self) -> None:
        for currency in DECIMALS:
            for kind in ("bank", "credit-card"):
                body = {"name": f"{kind} in {currency}", "account_type": kind, "currency_code": currency}
                self.ann.post("accounts", body, status=201)
        for kind in self.contacts:
            self.contact(kind, self.base)
        self.read_accounts()

    def read_accounts(self) -> None:
        for account in self.ann.get("accounts?structure=flat").json["accounts"]:
            self.accounts[account["id"]] = (account["account_type"], account["currency_code"])

    # --- what may happen ---

    def step(self) -> None:
        moves = (
            (self.write, 8),
            (self.write_draft, 2),
            (self.edit, 6),
            (self.publish, 2),
            (self.delete, 3),
            (self.mirror, 1),
            (self.blunder, 2),
            (self.meet, 2),
            (self.reopen, 3),
            (self.part, 1),
            (self.blunder_about_a_contact, 1),
        )
        fresh = [(move, 1) for move, _ in moves if move.__name__ not in self.done]  # or a history might end without one
        among = fresh if fresh and self.dice.random() < 0.25 else moves
        move = self.dice.choices([move for move, _ in among], [weight for _, weight in among])[0]
        self.done.append(move.__name__)
        move()

    def write(self, publish: bool = True) -> None:
        posted = self.invented()
        made = self.ann.post("manual-journals", self.body(posted) | {"publish": publish}, status=201).json
        (self.books.posted if publish else self.books.drafts)[made["id"]] = posted

    def write_draft(self) -> None:
        self.write(publish=False)

    def edit(self) -> None:
        id = self.one_of([*self.books.posted, *self.books.drafts])
        if id is None or id in self.mirrors:
            return
        posted = self.invented()
        publish = self.dice.random() < 0.3
        self.ann.put(f"manual-journals/{id}", self.body(posted) | {"publish": publish}, status=200)
        if publish:
            self.books.drafts.pop(id, None)
        if publish or id in self.books.posted:
            self.books.posted[id] = posted
        else:
            self.books.drafts[id] = posted

    def publish(self) -> None:
        id = self.one_of(self.books.drafts)
        if id is not None:
            self.ann.patch(f"manual-journals/{id}/publish", status=200)
            self.books.posted[id] = self.books.drafts.pop(id)

    def delete(self) -> None:
        id = self.one_of([*self.books.posted, *self.books.drafts])
        if id is None or id in self.mirrors:
            return
        self.ann.delete(f"manual-journals/{id}", status=200)
        self.books.posted.pop(id, None)
        self.books.drafts.pop(id, None)
        self.mirrors = {journal: mirror for journal, mirror in self.mirrors.items() if mirror != id}

    def mirror(self) -> None:
        id = self.one_of(set(self.books.posted) - set(self.mirrors))
        if id is not None:
            day = self.day()
            made = self.ann.post(f"manual-journals/{id}/reverse", {"date": day.isoformat()}, status=201).json
            self.mirrors[id] = made["id"]
            self.books.posted[made["id"]] = self.books.posted[id].mirrored(day)

    def blunder(self) -> None:
        """Something that must be refused and change nothing."""
        body = self.body(self.invented())
        wrong = self.dice.choice(["unbalanced", "over-precise", "no account", "no rate", "no day", "negative"])
        if wrong == "unbalanced":
            body["entries"][0]["debit"] = str(10**9)
        elif wrong == "over-precise":
            body["entries"][0]["debit"] = "1.00001"
        elif wrong == "no account":
            body["entries"][0]["account_id"] = 1
        elif wrong == "no rate":
            body |= {"currency_code": next(code for code in DECIMALS if code != self.base), "exchange_rate": ""}
        elif wrong == "no day":
            body["date"] = "2023-02-30"
        else:
            body["entries"][0]["credit"] = "-1"
        id = self.one_of([*self.books.posted, *self.books.drafts])
        if id is None or self.dice.random() < 0.5:
            self.ann.post("manual-journals", body, status=400)
        elif id not in self.mirrors:
            self.ann.put(f"manual-journals/{id}", body, status=400)

    # --- contacts ---

    def meet(self) -> None:
        """A new contact, in any currency, half of them with something open."""
        kind, currency = self.dice.choice(list(self.contacts)), self.dice.choice(list(DECIMALS))
        self.met(kind, currency, opened=self.dice.random() < 0.5)

    def met(self, kind: str, currency: str, *, opened: bool) -> None:
        """A new contact of a kind."""
        opening = self.opened(kind, currency) if opened else None
        id = self.contact(kind, currency, self.opening_body(opening) if opening else {})
        if opening is not None:
            self.opened_as(kind, id, opening)

    def reopen(self) -> None:
        """Something else was open with a contact when the books began; or nothing."""
        kind = self.dice.choice(list(self.contacts))
        id = self.dice.choice(self.contacts[kind])
        if self.dice.random() < 0.3:
            self.ann.put(f"{kind}/{id}/opening-balance", {"opening_balance": "0"}, status=200)
            self.books.openings.pop(id, None)
            return
        opening = self.opened(kind, self.currencies[id])
        self.ann.put(f"{kind}/{id}/opening-balance", self.opening_body(opening), status=200)
        self.opened_as(kind, id, opening)

    def part(self) -> None:
        """Only a contact that was never named can be deleted; an opening balance worth nothing in base currency names nobody."""
        kind = self.dice.choice(list(self.contacts))
        id = self.dice.choice(self.contacts[kind])
        opening = self.books.openings.get(id)
        named = (opening is not None and in_base(opening, self.base)) or any(
            side.contact == id for posted in [*self.books.posted.values(), *self.books.drafts.values()] for side in posted.sides
        )
        answer = self.ann.app.delete(f"/api/{kind}/{id}", headers=self.ann.headers, expect_errors=True)
        assert answer.status_int == 409 or (answer.status_int == 200 and not named), answer.text
        if answer.status_int == 200:
            self.contacts[kind].remove(id)
            self.books.openings.pop(id, None)
            if not self.contacts[kind]:
                self.contact(kind, self.base)

    def blunder_about_a_contact(self) -> None:
        kind, currency = self.dice.choice(list(self.contacts)), self.dice.choice(list(DECIMALS))
        body = self.opening_body(self.opened(kind, currency))
        wrong = self.dice.choice(["opening_balance", "opening_balance_at", "opening_balance_exchange_rate"])
        body[wrong] = {"opening_balance": "-1", "opening_balance_at": "2023-02-30", "opening_balance_exchange_rate": "x"}[wrong]
        self.ann.post(kind, self.contact_body(kind, currency) | body, status=400)
        self.ann.put(f"{kind}/{self.dice.choice(self.contacts[kind])}/opening-balance", body, status=400)

    def contact(self, kind: str, currency: str, opening: dict[str, Any] | None = None) -> int:
        id = int(self.ann.post(kind, self.contact_body(kind, currency) | (opening or {}), status=201).json["id"])
        self.contacts[kind].append(id)
        self.currencies[id] = currency
        return id

    def contact_body(self, kind: str, currency: str) -> dict[str, Any]:
        return {"display_name": f"one of the {kind}", "customer_type": "business", "currency_code": currency}

    def opened(self, kind: str, currency: str) -> Posted:
        """What was open; the accounts are known once it is posted."""
        amount, zero = self.amount(DECIMALS[currency]), Fraction(0)
        return Posted(self.day(), currency, self.rate(currency), (Side(0, KINDS[kind], amount, zero), Side(0, "equity", zero, amount)))

    def opening_body(self, opening: Posted) -> dict[str, Any]:
        return {
            "opening_balance": plain(opening.sides[0].debit),
            "opening_balance_at": opening.day.isoformat(),
            "opening_balance_exchange_rate": plain(opening.rate),
        }

    def opened_as(self, kind: str, id: int, opening: Posted) -> None:
        """Into the books: customers owe, vendors are owed."""
        self.read_accounts()  # the first of a currency makes an account
        amount, zero = opening.sides[0].debit, Fraction(0)
        control = min(one for one, (type, held) in self.accounts.items() if (type, held) == (KINDS[kind], opening.currency))
        owed, against = (amount, zero), (zero, amount)
        if kind == "vendors":
            owed, against = against, owed
        sides = (Side(control, KINDS[kind], *owed, id), Side(OPENING_EQUITY, "equity", *against))
        self.books.openings[id] = Posted(opening.day, opening.currency, opening.rate, sides)

    # --- chance ---

    def one_of(self, ids: Any) -> int | None:
        return self.dice.choice(sorted(ids)) if ids else None

    def day(self) -> date:
        return FIRST + timedelta(days=self.dice.randrange(DAYS))

    def invented(self) -> Posted:
        """A balanced journal of 2 to 9 sides in any currency, awkward amounts and rates preferred."""
        currency = self.dice.choice(list(DECIMALS))
        decimals = DECIMALS[currency]
        usable = [id for id, (_, held) in self.accounts.items() if held in (currency, self.base)]
        debits = [self.amount(decimals) for _ in range(self.dice.randint(1, 5))]
        credits = self.cut(sum(debits), self.dice.randint(1, 4), decimals)
        zero = Fraction(0)
        sides = [self.side(self.dice.choice(usable), one, zero) for one in debits]
        sides += [self.side(self.dice.choice(usable), zero, one) for one in credits]
        self.dice.shuffle(sides)
        return Posted(self.day(), currency, self.rate(currency), tuple(sides))

    def rate(self, currency: str) -> Fraction:
        digits = self.dice.randint(1, 9)
        rate = Fraction(self.dice.randint(1, 10**digits), 10 ** self.dice.randint(max(0, digits - 4), 10))
        return Fraction(1) if currency == self.base else rate

    def side(self, account: int, debit: Fraction, credit: Fraction) -> Side:
        kind = self.accounts[account][0]
        whose = {control: who for who, control in KINDS.items()}.get(kind)
        contact = self.dice.choice(self.contacts[whose]) if whose else None
        return Side(account, kind, debit, credit, contact)

    def amount(self, decimals: int) -> Fraction:
        units = self.dice.choice([1, 2, 3, 7, 10, 99, 100, 333, self.dice.randint(1, 10**7)])
        return Fraction(units, 10**decimals)

    def cut(self, whole: Fraction, pieces: int, decimals: int) -> list[Fraction]:
        units = int(whole * 10**decimals)
        marks = sorted(self.dice.randint(1, units) for _ in range(pieces - 1))
        bounds = [0, *marks, units]
        return [Fraction(late - early, 10**decimals) for early, late in zip(bounds, bounds[1:], strict=False) if late > early]

    def body(self, posted: Posted) -> dict[str, Any]:
        entries = [
            {"index": place, "account_id": one.account, "debit": plain(one.debit), "credit": plain(one.credit), "contact_id": one.contact}
            for place, one in enumerate(posted.sides, start=1)
        ]
        return {
            "date": posted.day.isoformat(),
            "currency_code": posted.currency,
            "exchange_rate": plain(posted.rate),
            "entries": entries,
            "publish": True,
        }

    # --- the comparison ---

    def check(self) -> None:
        """The product's answers, from the API and from the books, are the oracle's to the last unit."""
        self.check_chart()
        for _ in range(3):
            start, end = sorted((self.day(), self.day()))
            self.check_sums(start, end)
            self.check_cash(start, end)
            for plural, kind, sign in (("customers", "accounts-receivable", 1), ("vendors", "accounts-payable", -1)):
                self.check_contacts(plural, kind, sign, start, end)
        self.check_sums(None, None)
        self.check_journals()
        self.check_contact_lists()
        with self.made.tenant(writer=False) as tenant:
            assert audit(tenant) == []

    def check_chart(self) -> None:
        base = self.books.turnover(lambda side, currency: side.account)
        own = self.books.turnover(lambda side, currency: (side.account, currency))
        nothing = (Fraction(0),) * 4
        for shown in self.ann.get("accounts?structure=flat").json["accounts"]:
            id, currency = shown["id"], shown["currency_code"]
            debit, credit, _, _ = base.get(id, nothing)
            if currency == self.base:
                expected = debit - credit
            else:
                _, _, own_debit, own_credit = own.get((id, currency), nothing)
                expected = own_debit - own_credit
            sign = 1 if shown["account_normal"] == "debit" else -1
            assert exactly(shown["amount"]) == sign * expected, shown
            assert exactly(shown["amount_local"]) == sign * (debit - credit), shown

    def check_sums(self, start: date | None, end: date | None) -> None:
        span = Span(start, end)
        with self.made.tenant(writer=False) as tenant:
            [by_account] = balances.account_sums(tenant, [span])
            [by_currency] = balances.account_sums_by_currency(tenant, [span])
            [by_contact] = balances.contact_sums(tenant, [span])
        expected = self.books.turnover(lambda side, currency: side.account, start, end)
        assert {id: four[:2] for id, four in sums(by_account).items()} == {id: four[:2] for id, four in expected.items()}
        assert sums(by_currency) == self.books.turnover(lambda side, currency: (side.account, currency), start, end)
        control = self.books.turnover(lambda side, currency: (side.contact, side.account, currency) if side.contact else None, start, end)
        control.pop(None, None)
        assert sums(by_contact) == control
        assert sum(four[0] for four in expected.values()) == sum(four[1] for four in expected.values())

    def check_contact_lists(self) -> None:
        """Balances in lists, in both currencies, and the order that they are sorted in."""
        by_currency = self.books.turnover(lambda side, currency: (side.contact, currency) if side.contact else None)
        by_contact = self.books.turnover(lambda side, currency: side.contact)
        nothing = (Fraction(0),) * 4
        for kind, ids in self.contacts.items():
            sign = 1 if kind == "customers" else -1
            rows = self.ann.get(f"{kind}?page_size=10000&column_sort_by=balance&sort_order=asc").json[kind]
            assert {row["id"] for row in rows} == set(ids)
            for row in rows:
                debit, credit, _, _ = by_contact.get(row["id"], nothing)
                _, _, own_debit, own_credit = by_currency.get((row["id"], self.currencies[row["id"]]), nothing)
                local = sign * (debit - credit)
                own = local if self.currencies[row["id"]] == self.base else sign * (own_debit - own_credit)
                assert (exactly(row["balance"]), exactly(row["balance_local"])) == (own, local), row
                opening = self.books.openings.get(row["id"])
                assert exactly(row["opening_balance"]) == (sum(side.debit for side in opening.sides) if opening else 0)
            assert [row["balance"] for row in rows] == sorted(row["balance"] for row in rows)
            owing = self.ann.get(f"{kind}?page_size=10000&view_slug=unpaid").json[kind]
            assert {row["id"] for row in owing} == {row["id"] for row in rows if row["balance"]}

    def check_cash(self, start: date, end: date) -> None:
        """The cash flow statement begins with the oracle's cash, earns its result, and ends with its cash."""
        before = start - timedelta(days=1)
        sheet = self.ann.get(f"reports/cashflow-statement?from_date={start}&to_date={end}").json["data"]
        found = {one["id"]: exactly(one["total"]["amount"]) for one in (*sheet, *sheet[0]["children"])}
        cash = [self.net(None, day, lambda kind: kind in ("cash", "bank")) for day in (before, end)]
        result = self.net(start, end, lambda kind: "income" in kind or "expense" in kind or kind == "cost-of-goods-sold")
        assert [found[id] for id in ("CASH_BEGINNING_PERIOD", "CASH_END_PERIOD", "NET_INCOME")] == [*cash, -result]

    def net(self, start: date | None, end: date, wanted: Callable[[str], bool]) -> Fraction:
        """Debit less credit of all accounts of some kinds."""
        debit, credit, *_ = self.books.turnover(lambda side, currency: wanted(side.kind), start, end).get(True, (Fraction(0),) * 4)
        return debit - credit

    def check_contacts(self, plural: str, kind: str, sign: int, start: date, end: date) -> None:
        """Each contact owes what the oracle says, in the summary and where its lines end."""

        def owed(start: date | None, end: date) -> dict[Any, Fraction]:
            found = self.books.turnover(lambda side, currency: side.contact if side.kind == kind else None, start, end)
            return {id: sign * (debit - credit) for id, (debit, credit, *_) in found.items() if id is not None and (debit or credit)}

        singular, held = plural[:-1], owed(None, end)
        summary = self.ann.get(f"reports/{singular}-balance-summary?as_date={end}").json["data"]
        assert {one["id"]: exactly(one["total"]["amount"]) for one in summary[plural]} == held
        assert exactly(summary["total"]["total"]["amount"]) == sum(held.values(), Fraction(0))
        shown = self.ann.get(f"reports/transactions-by-{plural}?from_date={start}&to_date={end}").json["data"]
        assert {one["id"]: exactly(one["closing_balance"]["amount"]) for one in shown} == {id: held.get(id, 0) for id in owed(start, end)}
        for one in shown:
            assert one["transactions"][-1]["running_balance"]["amount"] == one["closing_balance"]["amount"]

    def check_journals(self) -> None:
        for id in self.dice.sample(sorted(self.books.posted), min(5, len(self.books.posted))):
            shown = self.ann.get(f"manual-journals/{id}").json
            posted = self.books.posted[id]
            assert shown["date"] == posted.day.isoformat() and shown["is_published"]
            lines = [(one["account_id"], exactly(one["debit"]), exactly(one["credit"])) for one in shown["transactions"]]
            moving = [one for one in posted.sides if one.debit or one.credit]
            by_base = self.books.turnover(lambda side, currency: side.account, only=[id])
            local = self.books.turnover(lambda side, currency: None, only=[id])[None] if by_base else (Fraction(0),) * 4
            assert exactly(sum_of(shown, "debit_local")) == local[0] and exactly(sum_of(shown, "credit_local")) == local[1]
            assert set(lines) <= {(one.account, one.debit, one.credit) for one in moving}
        for id in self.books.drafts:
            assert self.ann.get(f"manual-journals/{id}").json["transactions"] == []


def plain(value: Fraction) -> str:
    """A fraction of a power of ten as digits."""
    units = value * 10**10
    assert units.denominator == 1
    text = str(int(units)).rjust(11, "0")
    return f"{text[:-10]}.{text[-10:]}".rstrip("0").rstrip(".")


def exactly(number: Any) -> Fraction:
    """A number of an answer: its shortest digits are what was sent."""
    return Fraction(str(number))


def sum_of(shown: dict[str, Any], name: str) -> Fraction:
    return sum((exactly(one[name]) for one in shown["transactions"]), Fraction(0))


def sums(found: dict[Any, balances.Sums]) -> dict[Any, tuple[Fraction, ...]]:
    """The product's sums as fractions; what nets to nothing is left out."""
    exact = {key: tuple(Fraction(value) for value in (s.debit, s.credit, s.own_debit, s.own_credit)) for key, s in found.items()}
    return {key: four for key, four in exact.items() if any(four)}


@pytest.fixture(params=BOTH)
def placed(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    return placed_on(request.param, request, tmp_path / "data")


@pytest.fixture(params=["USD", "JPY", "KWD"])
def base(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def history(placed: Any, base: str) -> Iterator[History]:
    seed = int(os.environ.get("BIGCAPITAL_SEED", random.randrange(10**9)))
    print(f"BIGCAPITAL_SEED={seed}")
    with house(placed, base_currency=base) as made:
        one = History(made, base, seed)
        one.prepare()
        yield one


def test_random_histories_drift_by_nothing(history: History) -> None:
    for number in range(1, STEPS + 1):
        history.step()
        if number % 50 == 0 or number == STEPS:
            history.check()
    assert len(set(history.done)) == 11 or STEPS < 100
