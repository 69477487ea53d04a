"""What sales and payments do to the books, in exact fractions, by other means and by another hand than the product's.

Shares no code with the product. A document is only remembered; whatever is asked is computed from what stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from tests.campaigns.oracle import DECIMALS, Posted, Side, Turnover, half_up, in_base, shared

SALES, SERVICES, DISCOUNT, CHARGES, TAX, BANK, EXPENSE, LOSS = 1025, 1026, 1031, 1033, 1013, 1000, 1021, 1022
KINDS = {
    SALES: "income", SERVICES: "income", DISCOUNT: "other-income", CHARGES: "other-income",
    TAX: "tax-payable", BANK: "bank", EXPENSE: "expense", LOSS: "other-expense",
}  # fmt: skip
ZERO = Fraction(0)


@dataclass(frozen=True)
class Line:
    """``tax``: its id and percentage. ``discount``: a percentage."""

    item: int
    account: int
    quantity: Fraction
    price: Fraction
    discount: Fraction = ZERO
    tax: tuple[int, Fraction] | None = None


@dataclass(frozen=True)
class Content:
    """What is entered of an invoice or credit note. ``discount``: a percentage or an amount, as ``is_percentage`` says."""

    customer: int
    currency: str
    rate: Fraction
    day: date
    lines: tuple[Line, ...]
    discount: Fraction = ZERO
    is_percentage: bool = True
    adjustment: Fraction = ZERO
    is_inclusive: bool = False

    def worked(self) -> tuple[Fraction, list[tuple[int, Fraction]]]:
        """The total, and what it moves against the receivable: (account, credit), in the order of the product's legs."""
        decimals = DECIMALS[self.currency]
        amounts = [half_up(one.quantity * one.price, decimals) for one in self.lines]
        worth = [value - half_up(value * one.discount / 100, decimals) for value, one in zip(amounts, self.lines, strict=True)]
        subtotal = sum(worth, ZERO)
        less = half_up(subtotal * self.discount / 100, decimals) if self.is_percentage else self.discount
        left = [value - share for value, share in zip(worth, shared(less, worth, decimals), strict=True)]
        taxes, within = self._taxes(left, decimals), self._taxes(worth, decimals)
        nets = list(worth)
        if self.is_inclusive:  # the tax within the full prices is taken out of them, line by line
            for tax, whole in within.items():
                places = [place for place, one in enumerate(self.lines) if one.tax == tax]
                for place, part in zip(places, shared(whole, [worth[place] for place in places], decimals), strict=True):
                    nets[place] -= part
            less -= sum(within.values(), ZERO) - sum(taxes.values(), ZERO)
        legs = [(one.account, net) for one, net in zip(self.lines, nets, strict=True)]
        legs += [(TAX, amount) for amount in taxes.values()]
        legs += [(DISCOUNT, -less), (CHARGES, self.adjustment)]
        return sum((value for _, value in legs), ZERO), legs

    def _taxes(self, values: list[Fraction], decimals: int) -> dict[tuple[int, Fraction], Fraction]:
        bases: dict[tuple[int, Fraction], Fraction] = {}
        for one, value in zip(self.lines, values, strict=True):
            if one.tax is not None:
                bases[one.tax] = bases.get(one.tax, ZERO) + value
        of = (lambda r: r / (100 + r)) if self.is_inclusive else (lambda r: r / 100)
        return {tax: half_up(base * of(tax[1]), decimals) for tax, base in bases.items()}


@dataclass
class Sale:
    """An invoice, or a credit note (``is_credit``); a draft until it ``counts``."""

    content: Content
    is_credit: bool
    counts: bool
    write_off: date | None = None
    written_off: Fraction = ZERO

    @property
    def total(self) -> Fraction:
        return self.content.worked()[0]


@dataclass
class Payment:
    """``parts``: by entry, (invoice, amount, later day or none)."""

    customer: int
    currency: str
    rate: Fraction
    day: date
    amount: Fraction
    fee: Fraction = ZERO
    parts: dict[int, tuple[int, Fraction, date | None]] = field(default_factory=dict)

    @property
    def left(self) -> Fraction:
        return self.amount - sum((amount for _, amount, _ in self.parts.values()), ZERO)


@dataclass
class Use:
    """What was used of a credit note: given back at a rate, or (``invoice``) applied."""

    note: int
    amount: Fraction
    day: date
    rate: Fraction = ZERO
    invoice: int | None = None


class Shop:
    """All that stands; ``receivables``: the account of each currency."""

    def __init__(self, base: str):
        self.base = base
        self.receivables: dict[str, int] = {}
        self.invoices: dict[int, Sale] = {}
        self.notes: dict[int, Sale] = {}
        self.payments: dict[int, Payment] = {}
        self.refunds: dict[int, Use] = {}
        self.applications: dict[int, Use] = {}

    # --- what is settled ---

    def settlements(self) -> Iterator[tuple[tuple[str, int], date, Fraction]]:
        for payment in self.payments.values():
            for invoice, amount, later in payment.parts.values():
                yield ("SaleInvoice", invoice), later or payment.day, amount
        for use in self.applications.values():
            yield ("SaleInvoice", use.invoice or 0), use.day, use.amount
            yield ("CreditNote", use.note), use.day, use.amount
        for use in self.refunds.values():
            yield ("CreditNote", use.note), use.day, use.amount

    def settled(self, kind: str, id: int) -> Fraction:
        return sum((amount for whose, _, amount in self.settlements() if whose == (kind, id)), ZERO)

    def paid(self, id: int) -> Fraction:
        return sum((amount for one in self.payments.values() for invoice, amount, _ in one.parts.values() if invoice == id), ZERO)

    def due(self, id: int) -> Fraction:
        sale = self.invoices[id]
        return max(sale.total - self.settled("SaleInvoice", id) - sale.written_off, ZERO)

    def left(self, id: int) -> Fraction:
        return self.notes[id].total - self.settled("CreditNote", id)

    def balance(self, customer: int) -> Fraction:
        """Σ due − what is left of payments and credit notes, in the customer's currency."""
        owed = sum((self.due(id) for id, one in self.invoices.items() if one.counts and one.content.customer == customer), ZERO)
        unapplied = sum((one.left for one in self.payments.values() if one.customer == customer), ZERO)
        credit = sum((self.left(id) for id, one in self.notes.items() if one.counts and one.content.customer == customer), ZERO)
        return owed - unapplied - credit

    # --- what the ledger says ---

    def turnover(self, key: Callable[[Side, str], object], start: date | None = None, end: date | None = None) -> dict[object, Turnover]:
        """Sums by ``key`` of what is dated from ``start`` to ``end``: base debit and credit, own debit and credit."""
        found: dict[object, list[Fraction]] = defaultdict(lambda: [ZERO] * 4)
        for day, currency, side, debit, credit in self._lines():
            if (debit or credit) and (start is None or day >= start) and (end is None or day <= end):
                cell = found[key(side, currency)]
                for place, value in enumerate((debit, credit, side.debit, side.credit)):
                    cell[place] += value
        return {name: tuple(cell) for name, cell in found.items() if any(cell)}  # type: ignore[misc]

    def unwritten(self, customer: int) -> Fraction:
        """What is owed in amounts so small that they are worth nothing in base currency: the ledger does not have them."""
        small = (side for _, _, side, debit, credit in self._lines() if side.contact == customer and not (debit or credit))
        return sum((side.debit - side.credit for side in small), ZERO)

    def _lines(self) -> Iterator[tuple[date, str, Side, Fraction, Fraction]]:
        for sale in [*self.invoices.values(), *self.notes.values()]:
            if sale.counts:
                yield from self._posted(self._sale(sale))
            if sale.write_off is not None:
                expense = _side(EXPENSE, "expense", sale.written_off)
                owed = self._owed(sale.content, -sale.written_off)
                yield from self._posted(Posted(sale.write_off, sale.content.currency, sale.content.rate, (expense, owed)))
        for payment in self.payments.values():
            money = [(_side(BANK, "bank", payment.amount - payment.fee), payment.rate)]
            money.append((_side(EXPENSE, "expense", payment.fee), payment.rate))
            for invoice, amount, later in payment.parts.values():
                of = self.invoices[invoice].content
                if later is None:
                    money.append((self._owed(of, -amount), of.rate))
                else:
                    yield from self._applied(later, of, amount, payment.rate)
            at_once = sum((amount for _, amount, later in payment.parts.values() if later is None), ZERO)
            rest = _side(self.receivables[payment.currency], "accounts-receivable", at_once - payment.amount, payment.customer)
            yield from self._several(payment.day, payment.currency, [*money, (rest, payment.rate)])
        for use in self.applications.values():
            yield from self._applied(use.day, self.invoices[use.invoice or 0].content, use.amount, self.notes[use.note].content.rate)
        for use in self.refunds.values():
            of = self.notes[use.note].content
            legs = [(self._owed(of, use.amount), of.rate), (_side(BANK, "bank", -use.amount), use.rate)]
            yield from self._several(use.day, of.currency, legs)

    def _sale(self, sale: Sale) -> Posted:
        total, legs = sale.content.worked()
        sign = -1 if sale.is_credit else 1
        sides = [self._owed(sale.content, sign * total), *(_side(account, KINDS[account], -sign * value) for account, value in legs)]
        return Posted(sale.content.day, sale.content.currency, sale.content.rate, tuple(sides))

    def _owed(self, content: Content, amount: Fraction) -> Side:
        return _side(self.receivables[content.currency], "accounts-receivable", amount, content.customer)

    def _posted(self, posted: Posted) -> Iterator[tuple[date, str, Side, Fraction, Fraction]]:
        written = in_base(posted, self.base) if any(one.debit or one.credit for one in posted.sides) else []  # a sale of nothing
        for side, debit, credit in written:
            yield posted.day, posted.currency, side, debit, credit
        for side in posted.sides:
            if not any(side is one for one, _, _ in written):
                yield posted.day, posted.currency, side, ZERO, ZERO

    def _applied(self, day: date, of: Content, amount: Fraction, rate: Fraction) -> Iterator[tuple[date, str, Side, Fraction, Fraction]]:
        """Only what two rates are apart."""
        decimals = DECIMALS[self.base]
        if of.currency != self.base and half_up(amount * rate, decimals) != half_up(amount * of.rate, decimals):
            yield from self._several(day, of.currency, [(self._owed(of, amount), rate), (self._owed(of, -amount), of.rate)])

    def _several(self, day: date, currency: str, legs: list[tuple[Side, Fraction]]) -> Iterator[tuple[date, str, Side, Fraction, Fraction]]:
        """Each leg at its own rate; the difference is a gain or loss."""
        apart = ZERO
        for side, rate in legs:
            value = half_up((side.debit - side.credit) * (Fraction(1) if currency == self.base else rate), DECIMALS[self.base])
            apart += value
            yield day, currency, side, max(value, ZERO), max(-value, ZERO)
        if apart:
            yield day, currency, Side(LOSS, KINDS[LOSS], ZERO, ZERO), max(-apart, ZERO), max(apart, ZERO)


def _side(account: int, kind: str, amount: Fraction, contact: int | None = None) -> Side:
    return Side(account, kind, max(amount, ZERO), max(-amount, ZERO), contact)


def edited(content: Content, new: Content) -> Content:
    """What an edit leaves: everything new but the customer, who stays."""
    return replace(new, customer=content.customer, currency=content.currency, rate=new.rate)
