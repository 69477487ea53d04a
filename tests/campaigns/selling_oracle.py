"""What sales and payments do to the books, in exact fractions, by other means and by another hand than the product's.

Shares no code with the product. A document is only remembered; whatever is asked is computed from what stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from tests.campaigns.oracle import DECIMALS, Posted, Side, Turnover, half_up, in_base, shared

SALES, SERVICES, DISCOUNT, CHARGES, TAX, BANK, EXPENSE, LOSS = 1025, 1026, 1031, 1033, 1013, 1000, 1021, 1022
KINDS = {
    SALES: "income", SERVICES: "income", DISCOUNT: "other-income", CHARGES: "other-income",
    TAX: "tax-payable", BANK: "bank", EXPENSE: "expense", LOSS: "other-expense",
}  # fmt: skip
RECEIVABLE = "accounts-receivable"
INVOICE, RECEIPT, NOTE = "SaleInvoice", "SaleReceipt", "CreditNote"
ZERO = Fraction(0)

Tax = tuple[int, Fraction]  # its id and percentage
Dated = tuple[date, str, Side, Fraction, Fraction]  # a ledger line: day, currency, side, base debit and credit


@dataclass(frozen=True)
class Line:
    """``account``: that the income goes to; ``is_own``: said on the line, not by the item. ``discount``: a percentage."""

    item: int
    account: int
    quantity: Fraction
    price: Fraction
    discount: Fraction = ZERO
    tax: Tax | None = None
    is_own: bool = False


@dataclass(frozen=True)
class Worked:
    """The total; what moves against whoever owes it: (account, credit, tax rate), in the order of the product's legs; what was sold
    by each line: without tax, after all discounts.
    """

    total: Fraction
    legs: list[tuple[int, Fraction, Tax | None]]
    sold: list[Fraction]


@dataclass(frozen=True)
class Content:
    """What is entered of a sale. ``discount``: a percentage or an amount, as ``is_percentage`` says."""

    customer: int
    currency: str
    rate: Fraction
    day: date
    due: date
    branch: int
    lines: tuple[Line, ...]
    discount: Fraction = ZERO
    is_percentage: bool = True
    adjustment: Fraction = ZERO
    is_inclusive: bool = False

    @cached_property
    def worked(self) -> Worked:
        decimals = DECIMALS[self.currency]
        amounts = [half_up(one.quantity * one.price, decimals) for one in self.lines]
        worth = [value - half_up(value * one.discount / 100, decimals) for value, one in zip(amounts, self.lines, strict=True)]
        subtotal = sum(worth, ZERO)
        less = half_up(subtotal * self.discount / 100, decimals) if self.is_percentage else self.discount
        parts = shared(less, worth, decimals)
        left = [value - share for value, share in zip(worth, parts, strict=True)]
        taxes, within = self._taxes(left, decimals), self._taxes(worth, decimals)
        nets, sold = list(worth), list(left)
        if self.is_inclusive:  # the tax within prices is taken out of them, line by line: within full ones, and discounted ones
            for values, whole, of in ((nets, within, worth), (sold, taxes, left)):
                for tax, amount in whole.items():
                    places = [place for place, one in enumerate(self.lines) if one.tax == tax]
                    for place, part in zip(places, shared(amount, [of[place] for place in places], decimals), strict=True):
                        values[place] -= part
        given: dict[Tax | None, Fraction] = {}  # the discount, by the rate of what it is taken of
        for one, share in zip(self.lines, parts, strict=True):
            given[one.tax] = given.get(one.tax, ZERO) + share
        for tax in within if self.is_inclusive else ():
            given[tax] -= within[tax] - taxes[tax]
        legs: list[tuple[int, Fraction, Tax | None]] = [(one.account, net, one.tax) for one, net in zip(self.lines, nets, strict=True)]
        legs += [(TAX, amount, tax) for tax, amount in taxes.items()]
        legs += [(DISCOUNT, -amount, tax) for tax, amount in given.items()]
        legs.append((CHARGES, self.adjustment, None))
        return Worked(sum((value for _, value, _ in legs), ZERO), legs, sold)

    def _taxes(self, values: list[Fraction], decimals: int) -> dict[Tax, Fraction]:
        bases: dict[Tax, Fraction] = {}
        for one, value in zip(self.lines, values, strict=True):
            if one.tax is not None:
                bases[one.tax] = bases.get(one.tax, ZERO) + value
        of = (lambda r: r / (100 + r)) if self.is_inclusive else (lambda r: r / 100)
        return {tax: half_up(base * of(tax[1]), decimals) for tax, base in bases.items()}


@dataclass
class Sale:
    """An invoice, a receipt or a credit note; a draft until it ``counts``."""

    kind: str
    content: Content
    counts: bool
    write_off: date | None = None
    written_off: Fraction = ZERO
    written: tuple[Content, list[Dated]] | None = None  # its lines, once worked out

    @property
    def total(self) -> Fraction:
        return self.content.worked.total


@dataclass
class Payment:
    """``parts``: by entry, (invoice, amount, later day or none)."""

    customer: int
    currency: str
    rate: Fraction
    day: date
    branch: int
    amount: Fraction
    fee: Fraction = ZERO
    parts: dict[int, tuple[int, Fraction, date | None]] = field(default_factory=dict)

    @property
    def left(self) -> Fraction:
        return self.amount - sum((amount for _, amount, _ in self.parts.values()), ZERO)


@dataclass
class Use:
    """What was used of a credit note: given back at a rate, in a branch; or (``invoice``) applied."""

    note: int
    amount: Fraction
    day: date
    rate: Fraction = ZERO
    branch: int = 0
    invoice: int | None = None


class Shop:
    """All that stands; ``receivables``: the account of each currency. ``forget`` when something changed."""

    def __init__(self, base: str):
        self.base = base
        self.receivables: dict[str, int] = {}
        self.sales: dict[str, dict[int, Sale]] = {INVOICE: {}, RECEIPT: {}, NOTE: {}}
        self.estimates: dict[int, int | None] = {}  # which invoice each has become
        self.payments: dict[int, Payment] = {}
        self.refunds: dict[int, Use] = {}
        self.applications: dict[int, Use] = {}
        self.forget()

    @property
    def invoices(self) -> dict[int, Sale]:
        return self.sales[INVOICE]

    @property
    def notes(self) -> dict[int, Sale]:
        return self.sales[NOTE]

    def forget(self) -> None:
        """What was worked out of all that stood."""
        self._settled: dict[tuple[str, int], Fraction] | None = None
        self._lines: list[Dated] | None = None

    # --- what is settled ---

    def settlements(self) -> Iterator[tuple[tuple[str, int], date, Fraction]]:
        for payment in self.payments.values():
            for invoice, amount, later in payment.parts.values():
                yield (INVOICE, invoice), later or payment.day, amount
        for use in self.applications.values():
            yield (INVOICE, use.invoice or 0), use.day, use.amount
            yield (NOTE, use.note), use.day, use.amount
        for use in self.refunds.values():
            yield (NOTE, use.note), use.day, use.amount

    def settled(self, kind: str, id: int) -> Fraction:
        if self._settled is None:
            self._settled = defaultdict(lambda: ZERO)
            for whose, _, amount in self.settlements():
                self._settled[whose] += amount
        return self._settled[kind, id]

    def due(self, id: int) -> Fraction:
        sale = self.invoices[id]
        return max(sale.total - self.settled(INVOICE, id) - sale.written_off, ZERO)

    def left(self, id: int) -> Fraction:
        return self.notes[id].total - self.settled(NOTE, id)

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
        for day, currency, side, debit, credit in self.lines():
            if (debit or credit) and (start is None or day >= start) and (end is None or day <= end):
                cell = found[key(side, currency)]
                for place, value in enumerate((debit, credit, side.debit, side.credit)):
                    cell[place] += value
        return {name: tuple(cell) for name, cell in found.items() if any(cell)}  # type: ignore[misc]

    def unwritten(self, customer: int) -> Fraction:
        """What is owed in amounts so small that they are worth nothing in base currency: the ledger does not have them."""
        of_nothing = (side for _, _, side, debit, credit in self.lines() if side.kind == RECEIVABLE and not (debit or credit))
        return sum((side.debit - side.credit for side in of_nothing if side.contact == customer), ZERO)

    def lines(self) -> list[Dated]:
        """All of them; those that are worth nothing, too."""
        if self._lines is None:
            self._lines = [line for sale in self._all_sales() for line in self._of_sale(sale)]
            self._lines += [line for payment in self.payments.values() for line in self._of_payment(payment)]
            for use in self.applications.values():
                rate = self.notes[use.note].content.rate
                self._lines += self._applied(use.day, self.invoices[use.invoice or 0].content, use.amount, rate)
            for use in self.refunds.values():
                of = self.notes[use.note].content
                legs = [(self._owed(of, use.amount), of.rate), (_side(BANK, use.branch, -use.amount), use.rate)]
                self._lines += self._several(use.day, of.currency, use.branch, legs)
        return self._lines

    def _all_sales(self) -> Iterator[Sale]:
        return (sale for several in self.sales.values() for sale in several.values())

    def _of_sale(self, sale: Sale) -> Iterator[Dated]:
        of = sale.content
        if sale.counts:
            if sale.written is None or sale.written[0] is not of:
                sale.written = of, list(self._posted(self._sale(sale)))
            yield from sale.written[1]
        if sale.write_off is not None:
            sides = (_side(EXPENSE, of.branch, sale.written_off), self._owed(of, -sale.written_off))
            yield from self._posted(Posted(sale.write_off, of.currency, of.rate, sides))

    def _of_payment(self, payment: Payment) -> Iterator[Dated]:
        branch, parts = payment.branch, payment.parts.values()
        legs = [(_side(BANK, branch, payment.amount - payment.fee), payment.rate), (_side(EXPENSE, branch, payment.fee), payment.rate)]
        for invoice, amount, later in parts:
            of = self.invoices[invoice].content
            if later is None:
                legs.append((self._owed(of, -amount), of.rate))
            else:
                yield from self._applied(later, of, amount, payment.rate)
        at_once = sum((amount for _, amount, later in parts if later is None), ZERO)
        rest = _side(self.receivables[payment.currency], branch, at_once - payment.amount, payment.customer)
        yield from self._several(payment.day, payment.currency, branch, [*legs, (rest, payment.rate)])

    def _sale(self, sale: Sale) -> Posted:
        of, sign = sale.content, -1 if sale.kind == NOTE else 1
        total, legs = of.worked.total, of.worked.legs
        whence = _side(BANK, of.branch, total, of.customer) if sale.kind == RECEIPT else self._owed(of, sign * total)
        sides = (_side(account, of.branch, -sign * value, tax=tax[0] if tax else None) for account, value, tax in legs)
        return Posted(of.day, of.currency, of.rate, (whence, *sides))

    def _owed(self, content: Content, amount: Fraction) -> Side:
        return _side(self.receivables[content.currency], content.branch, amount, content.customer)

    def _posted(self, posted: Posted) -> Iterator[Dated]:
        written = in_base(posted, self.base) if any(one.debit or one.credit for one in posted.sides) else []  # a sale of nothing
        for side, debit, credit in written:
            yield posted.day, posted.currency, side, debit, credit
        for side in posted.sides:
            if not any(side is one for one, _, _ in written):
                yield posted.day, posted.currency, side, ZERO, ZERO

    def _applied(self, day: date, of: Content, amount: Fraction, rate: Fraction) -> list[Dated]:
        """Only what two rates are apart."""
        if self.apart(of, amount, rate):
            return list(self._several(day, of.currency, of.branch, [(self._owed(of, amount), rate), (self._owed(of, -amount), of.rate)]))
        return []

    def apart(self, of: Content, amount: Fraction, rate: Fraction) -> Fraction:
        """By how much an amount of an invoice is worth more at another rate."""
        decimals = DECIMALS[self.base]
        return ZERO if of.currency == self.base else half_up(amount * rate, decimals) - half_up(amount * of.rate, decimals)

    def _several(self, day: date, currency: str, branch: int, legs: list[tuple[Side, Fraction]]) -> Iterator[Dated]:
        """Each leg at its own rate; the difference is a gain or loss."""
        apart = ZERO
        for side, rate in legs:
            value = half_up((side.debit - side.credit) * (Fraction(1) if currency == self.base else rate), DECIMALS[self.base])
            apart += value
            yield day, currency, side, max(value, ZERO), max(-value, ZERO)
        if apart:
            yield day, currency, _side(LOSS, branch, ZERO), max(-apart, ZERO), max(apart, ZERO)

    # --- what reports say ---

    def in_base(self, amount: Fraction, content: Content) -> Fraction:
        """What a receivable of a document is worth in the books."""
        return amount if content.currency == self.base else half_up(amount * content.rate, DECIMALS[self.base])

    def aged(self, day: date, length: int, periods: int) -> dict[int, list[Fraction]]:
        """By customer, what is owed at the end of ``day``: not due yet, and by how long it has been (the last period is open)."""
        balances = self.turnover(lambda side, _: side.contact if side.kind == RECEIVABLE else None, end=day)
        found = {}
        for customer in balances.keys() - {None}:
            assert isinstance(customer, int)
            debit, credit, *_ = balances[customer]
            due = self._open_invoices(customer, day)
            charges = sorted(self._charges(customer, day))
            left = sum((amount for _, amount in charges), ZERO) + sum((amount for _, amount in due), ZERO) - (debit - credit)
            for when, amount in charges:
                taken = min(max(left, ZERO), amount)
                left -= taken
                due.append((when, amount - taken))
            row = [-left, *[ZERO] * periods]
            for when, amount in due:
                late = (day - when).days
                row[0 if late < 1 else min((late - 1) // length + 1, periods)] += amount
            found[customer] = row
        return found

    def _open_invoices(self, customer: int, day: date) -> list[tuple[date, Fraction]]:
        paid: defaultdict[int, list[Fraction]] = defaultdict(list)
        for (kind, id), when, amount in self.settlements():
            if kind == INVOICE and when <= day:
                paid[id].append(amount)
        due = []
        for id, sale in self.invoices.items():
            of = sale.content
            if sale.counts and of.customer == customer and of.day <= day:
                off = sale.written_off if sale.write_off and sale.write_off <= day else ZERO
                if sale.total - off > sum(paid[id], ZERO):
                    gone = sum((self.in_base(amount, of) for amount in paid[id]), ZERO)
                    due.append((of.due, self.in_base(sale.total, of) - self.in_base(off, of) - gone))
        return due

    def _charges(self, customer: int, day: date) -> Iterator[tuple[date, Fraction]]:
        """What else was charged: money given back, and applied credits that were worth more than what they settled."""
        for use in self.refunds.values():
            of = self.notes[use.note].content
            if of.customer == customer and use.day <= day:
                yield use.day, self.in_base(use.amount, of)
        applied = [(use.day, use.invoice or 0, use.amount, self.notes[use.note].content.rate) for use in self.applications.values()]
        for payment in self.payments.values():
            applied += [(later, invoice, amount, payment.rate) for invoice, amount, later in payment.parts.values() if later]
        for when, invoice, amount, rate in applied:
            of = self.invoices[invoice].content
            if of.customer == customer and when <= day:
                more = self.apart(of, amount, rate)
                if more > 0:
                    yield when, more

    def sold(self, start: date, end: date) -> dict[int, tuple[Fraction, Fraction]]:
        """By item, how many and for how much, without tax and after all discounts, in base currency."""
        sums: defaultdict[tuple[int, str, str, Fraction], list[Fraction]] = defaultdict(lambda: [ZERO, ZERO])
        for sale in self._all_sales():
            of = sale.content
            if sale.counts and start <= of.day <= end:
                sign = -1 if sale.kind == NOTE else 1
                for line, worth in zip(of.lines, of.worked.sold, strict=True):
                    cell = sums[line.item, sale.kind, of.currency, of.rate]
                    cell[0] += sign * line.quantity
                    cell[1] += sign * worth
        found: defaultdict[int, list[Fraction]] = defaultdict(lambda: [ZERO, ZERO])
        for (item, _, currency, rate), (quantity, amount) in sums.items():
            found[item][0] += quantity
            found[item][1] += amount if currency == self.base else half_up(amount * rate, DECIMALS[self.base])
        return {item: (quantity, amount) for item, (quantity, amount) in found.items()}


def _side(account: int, branch: int, amount: Fraction, contact: int | None = None, tax: int | None = None) -> Side:
    return Side(account, KINDS.get(account, RECEIVABLE), max(amount, ZERO), max(-amount, ZERO), contact, branch, tax)
