"""What the sample company offers, invoices and is paid for.

A customer who ordered in the second half of a month orders in the first half of the next, and pays both at once. One is slow;
one has paid nothing lately; one was credited for a flaw.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from bigcapital.sales.credit_notes import applications, refunds
from bigcapital.sales.credit_notes import operations as credit_notes
from bigcapital.sales.credit_notes.model import CreditNote
from bigcapital.sales.credit_notes.schema import CreditNoteIn, RefundIn
from bigcapital.sales.estimates import operations as estimates
from bigcapital.sales.estimates.model import SaleEstimate
from bigcapital.sales.estimates.schema import EstimateIn
from bigcapital.sales.invoices import operations as invoices
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.invoices.schema import InvoiceIn, WriteOffIn
from bigcapital.sales.payments import operations as payments
from bigcapital.sales.payments.schema import EntryIn, PaymentIn
from bigcapital.sales.receipts import operations as receipts
from bigcapital.sales.receipts.schema import ReceiptIn
from bigcapital.sales.schema import ApplyIn, ApplyLineIn
from bigcapital.sample.books import Books, Deed, rate_on
from bigcapital.sample.company import ABROAD, COUNTER, CUSTOMERS, MONTHS, PRICES, Sold, designs, month_of, prints, worth

SLOW = CUSTOMERS[-1]  # pays two thirds
_LATE = 10  # who is to pay in this month does not
_FROM_ESTIMATE = (3, 8)
_ABROAD = (2, 5, 8, 10)
_WRITTEN_OFF, _CREDITED = 1, 4  # what is left of these months' second orders


@dataclass(frozen=True, slots=True)
class Estimate:
    """An offer. ``outcome``: what the customer said to it."""

    day: date
    name: str
    customer: str
    sold: Sold
    outcome: Literal["approved", "rejected"] | None = None
    draft: bool = False

    def write(self, books: Books) -> None:
        data = EstimateIn(
            customer_id=books.contacts[self.customer],
            estimate_date=self.day,
            expiration_date=self.day + timedelta(days=30),
            entries=books.lines(self.sold),
            delivered=not self.draft,
            exchange_rate=rate_on(self.day),
        )
        id = books.documents[self.name] = estimates.create(books.tenant, data).document.id
        if self.outcome is not None:
            decide = estimates.approve if self.outcome == "approved" else estimates.reject
            decide(books.tenant, books.tenant.session.get_one(SaleEstimate, id))


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice, due in so many days. ``estimate``: the name of the offer that it comes of."""

    day: date
    name: str
    customer: str
    sold: Sold
    terms: int = 30
    estimate: str | None = None
    draft: bool = False

    def write(self, books: Books) -> None:
        data = InvoiceIn(
            customer_id=books.contacts[self.customer],
            invoice_date=self.day,
            due_date=self.day + timedelta(days=self.terms),
            entries=books.lines(self.sold),
            delivered=not self.draft,
            exchange_rate=rate_on(self.day),
            from_estimate_id=books.documents[self.estimate] if self.estimate else None,
        )
        books.documents[self.name] = invoices.create(books.tenant, data).document.id


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the shop sold for cash."""

    day: date
    sold: Sold

    def write(self, books: Books) -> None:
        data = ReceiptIn(
            customer_id=books.contacts[COUNTER],
            deposit_account_id=books.accounts["petty-cash"],
            receipt_date=self.day,
            entries=books.lines(self.sold),
            closed=True,
        )
        receipts.create(books.tenant, data)


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came to the bank: how much of which invoices. ``fee``: what the bank kept of it."""

    day: date
    customer: str
    paid: dict[str, int]
    fee: int = 0

    def write(self, books: Books) -> None:
        data = PaymentIn(
            customer_id=books.contacts[self.customer],
            payment_date=self.day,
            deposit_account_id=books.accounts["bank-account"],
            entries=[EntryIn(invoice_id=books.documents[name], payment_amount=Decimal(paid)) for name, paid in self.paid.items()],
            exchange_rate=rate_on(self.day),
            bank_fee_amount=Decimal(self.fee),
            bank_fee_account_id=books.accounts["bank-fees-and-charges"],
        )
        payments.create(books.tenant, data)


@dataclass(frozen=True, slots=True)
class WriteOff:
    """What is left of an invoice is given up."""

    day: date
    invoice: str

    def write(self, books: Books) -> None:
        invoice = books.tenant.session.get_one(SaleInvoice, books.documents[self.invoice])
        given_up = WriteOffIn(
            expense_account_id=books.accounts["office-expenses"], date=self.day, reason=books.says("Too old to be asked for again")
        )
        invoices.write_off(books.tenant, invoice, given_up)


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit note for something with a flaw: so much of it for an invoice, the rest paid back."""

    day: date
    customer: str
    sold: Sold
    invoice: str
    applied: int

    def write(self, books: Books) -> None:
        tenant = books.tenant
        data = CreditNoteIn(
            customer_id=books.contacts[self.customer],
            credit_note_date=self.day,
            entries=books.lines(self.sold),
            open=True,
            note=books.says("A design that had to be drawn again"),
        )
        note = tenant.session.get_one(CreditNote, credit_notes.create(tenant, data).document.id)
        line = ApplyLineIn(invoice_id=books.documents[self.invoice], amount=Decimal(self.applied))
        applications.apply(tenant, note, ApplyIn(entries=[line], date=self.day))
        back = RefundIn(from_account_id=books.accounts["bank-account"], amount=Decimal(worth(self.sold) - self.applied), date=self.day)
        refunds.create(tenant, note, back)


def sales(today: date) -> Iterator[Deed]:
    """All that was sold in the twelve months that end with today's; some of it after today."""
    for index in range(MONTHS):
        yield from _month(today, index)
    yield from _abroad(today)
    yield from _offers(today)
    rest, when = _rest(today, _CREDITED), month_of(today, _CREDITED + 2).replace(day=10)
    flawed = (("Design, an hour", rest // PRICES["Design, an hour"] + 2),)
    yield Credit(when, SLOW, flawed, _second(_CREDITED), rest)
    yield WriteOff(month_of(today, _WRITTEN_OFF + 6).replace(day=24), _second(_WRITTEN_OFF))
    yield Invoice(today, "draft", CUSTOMERS[0], (("Logo and letterhead", 1),), draft=True)


def _month(today: date, index: int) -> Iterator[Deed]:
    first, customer = month_of(today, index), CUSTOMERS[index % len(CUSTOMERS)]
    one, other = designs(first, index)
    yield Invoice(first.replace(day=5), _first(index), customer, one, terms=14)
    yield Receipt(first.replace(day=12), prints(first, index))
    next_customer, day, estimate = CUSTOMERS[(index + 1) % len(CUSTOMERS)], first.replace(day=19), None
    if index in _FROM_ESTIMATE:
        estimate = f"estimate of {index}"
        yield Estimate(first.replace(day=2), estimate, next_customer, other, outcome="approved")
    yield Invoice(day, _second(index), next_customer, other, estimate=estimate)
    if index != _LATE:
        before = {_second(index - 1): _paid(today, index - 1)} if index else {}
        yield Payment(first.replace(day=17), customer, before | {_first(index): worth(one)})


def _abroad(today: date) -> Iterator[Deed]:
    for index in _ABROAD:
        name, sold = f"abroad {index}", (("Poster design", 6), ("Framed print", 4 + index))
        yield Invoice(month_of(today, index).replace(day=9), name, ABROAD, sold, terms=45)
        if index != _ABROAD[-1]:
            yield Payment(month_of(today, index + 2).replace(day=11), ABROAD, {name: worth(sold)}, fee=15)


def _offers(today: date) -> Iterator[Deed]:
    """Offers of which nothing has come, or not yet."""
    posters = (("Poster design", 3),)
    yield Estimate(month_of(today, 6).replace(day=15), "refused", CUSTOMERS[0], posters, outcome="rejected")
    yield Estimate(month_of(today, 9).replace(day=3), "forgotten", CUSTOMERS[1], posters)
    yield Estimate(month_of(today, 11), "waiting", CUSTOMERS[2], (("Logo and letterhead", 1), *posters))
    yield Estimate(today, "offer to be checked", ABROAD, posters, draft=True)


def _first(index: int) -> str:
    return f"first half of {index}"


def _second(index: int) -> str:
    return f"second half of {index}"


def _paid(today: date, index: int) -> int:
    """What is paid at once of a month's second order."""
    whole = worth(designs(month_of(today, index), index)[1])
    return whole * 2 // 3 if CUSTOMERS[(index + 1) % len(CUSTOMERS)] == SLOW else whole


def _rest(today: date, index: int) -> int:
    return worth(designs(month_of(today, index), index)[1]) - _paid(today, index)
