"""The first reading of a file: whether it can be understood at all, and what it names. Nothing is written yet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from bigcapital.accounting.currencies.model import Currency
from bigcapital.exchange.plain_text.reading import Declared, ImportRefused, Money, Price, Statement, Transaction
from bigcapital.ledger.entry import LARGEST_RATE
from bigcapital.ledger.money import UnknownCurrency, currency_symbol, exponent, has_decimals
from bigcapital.tenancy.tenant import Tenant

CONTACTS = ("customer", "vendor")


class Currencies:
    """What currency a code or a sign means here, and what the file says that it was worth."""

    def __init__(self, base: str, signs: Iterable[tuple[str, str]]):
        self.base = base
        self._codes: dict[str, set[str]] = {}
        for sign, code in (*signs, (currency_symbol(base), base)):
            self._codes.setdefault(sign, set()).add(code)
        self._days: dict[str, list[date]] = {}
        self._rates: dict[str, list[Decimal]] = {}

    @classmethod
    def of(cls, tenant: Tenant) -> Currencies:
        """Those of an organization."""
        rows = tenant.session.execute(select(Currency.currency_sign, Currency.currency_code))
        return cls(tenant.base_currency, [(row.currency_sign, row.currency_code) for row in rows])

    def code(self, written: str, line: int) -> str:
        """The ISO code; of nothing, the base currency."""
        if not written:
            return self.base
        try:
            exponent(written)
        except UnknownCurrency:
            meant = self._codes.get(written, set())
            if len(meant) != 1:
                raise ImportRefused(f"{written} is no currency of ISO 4217, and not the sign of one that is offered here.", line) from None
            return next(iter(meant))
        return written

    def amount(self, money: Money, line: int) -> tuple[Decimal, str]:
        """The value and its currency's code."""
        code = self.code(money.currency, line)
        if not has_decimals(money.value, exponent(code)):
            raise ImportRefused(f"{money.value} has more decimals than {code}.", line)
        return money.value, code

    def add(self, price: Price) -> None:
        """Remember a price in base currency; of others nothing can be made."""
        if self.code(price.rate.currency, price.line) != self.base:
            return
        check_rate(price.rate.value, price.line)
        code = self.code(price.currency, price.line)
        days, rates = self._days.setdefault(code, []), self._rates.setdefault(code, [])
        place = bisect_right(days, price.day)
        days.insert(place, price.day)
        rates.insert(place, price.rate.value)

    def rate(self, code: str, day: date, line: int) -> Decimal:
        """The last price on or before ``day``."""
        place = bisect_right(self._days.get(code, []), day)
        if not place:
            raise ImportRefused(f"nothing says what {code} was worth in {self.base} on {day}: add @ or @@, or a P line before.", line)
        return self._rates[code][place - 1]


def check_rate(rate: Decimal, line: int) -> None:
    """Refuse what is no exchange rate."""
    if not 0 < rate < LARGEST_RATE or not has_decimals(rate, 10):
        raise ImportRefused(f"{rate} is not an exchange rate of up to 10 digits and 10 decimals.", line)


@dataclass
class Scan:
    """What a file names, each with the line that names it first, in the file's order."""

    currencies: Currencies
    head: Declared | None = None
    accounts: dict[str, Declared] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)  # accounts with postings
    commodities: dict[str, int] = field(default_factory=dict)
    branches: dict[str, Declared] = field(default_factory=dict)
    contacts: dict[tuple[str, str], Declared] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    entries: set[int] = field(default_factory=set)
    reversed: set[int] = field(default_factory=set)
    count: int = 0

    @property
    def ours(self) -> bool:
        """Whether the product wrote it: then it is the whole of a book."""
        return self.head is not None

    def read(self, statements: Iterable[Statement]) -> Scan:
        """Take in the whole file."""
        for one in statements:
            if isinstance(one, Transaction):
                self._transaction(one)
            elif isinstance(one, Price):
                self.currencies.add(one)
            else:
                self._declared(one)
        return self

    def _declared(self, one: Declared) -> None:
        if one.kind == "bigcapital":
            self._head(one)
        elif one.kind == "commodity":
            self.commodities.setdefault(self.currencies.code(one.name, one.line), one.line)
        elif one.kind == "account":
            self.accounts.setdefault(one.name, one)
        elif one.kind == "branch":
            self.branches.setdefault(one.name, one)
        else:
            self.contacts.setdefault((one.kind, one.name), one)

    def _head(self, one: Declared) -> None:
        if one.name != "1":
            raise ImportRefused(f"the file is of format {one.name}, and this program reads format 1.", one.line)
        base = one.tags.get("base")
        if base != self.currencies.base:
            raise ImportRefused(f"the books of the file are in {base}, those of the organization in {self.currencies.base}.", one.line)
        self.head = one

    def _transaction(self, one: Transaction) -> None:
        self.count += 1
        number = one.tags.get("number", one.code)
        if number:
            self.numbers.append(number)
        if "reverses" in one.tags:
            undone = whole(one.tags["reverses"], "reverses", one.line)
            if undone not in self.entries or undone in self.reversed:
                raise ImportRefused(f"entry {undone}, which this one reverses, was not before it, or is reversed already.", one.line)
            self.reversed.add(undone)
        elif "entry" in one.tags:
            self.entries.add(whole(one.tags["entry"], "entry", one.line))
        for posting in one.postings:
            self.used.setdefault(posting.account, posting.line)
            for kind in CONTACTS:
                if kind in posting.tags:
                    name = posting.tags[kind]
                    self.contacts.setdefault((kind, name), Declared(posting.line, kind, name))
            if posting.tags.get("branch"):
                self.branches.setdefault(posting.tags["branch"], Declared(posting.line, "branch", posting.tags["branch"]))
            for money in (posting.amount, posting.price):
                if money is not None and money.currency not in self.commodities:
                    self.commodities.setdefault(self.currencies.code(money.currency, posting.line), posting.line)


def whole(text: str, tag: str, line: int) -> int:
    """A tag's number."""
    if not text.isascii() or not text.isdecimal() or len(text) > 15:
        raise ImportRefused(f"“{tag}: {text[:60]}” is not a whole number.", line)
    return int(text)
