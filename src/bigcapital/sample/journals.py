"""The sample company's journals: what it owns, spends and puts aside, and what it pays for paper a month later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bigcapital.accounting.journals import operations
from bigcapital.accounting.journals.schema import JournalIn, LineIn
from bigcapital.sample.books import Books
from bigcapital.sample.company import MONTHS, OPENING, VENDORS, month_of, prints, worth

_CONTROL = ("accounts-receivable", "accounts-payable")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: ``debits`` and ``credits`` are account slug → amount, with equal sums. ``contact``: whose debt."""

    day: date
    description: str
    debits: dict[str, int]
    credits: dict[str, int]
    contact: str | None = None
    draft: bool = False

    def write(self, books: Books) -> None:
        sides = [(slug, amount, 0) for slug, amount in self.debits.items()] + [(slug, 0, amount) for slug, amount in self.credits.items()]
        lines = [
            LineIn(
                index=index,
                account_id=books.accounts[slug],
                debit=Decimal(debit),
                credit=Decimal(credit),
                contact_id=books.contacts[self.contact] if self.contact and slug in _CONTROL else None,
            )
            for index, (slug, debit, credit) in enumerate(sides, 1)
        ]
        data = JournalIn(date=self.day, description=books.says(self.description), entries=lines, publish=not self.draft)
        operations.create(books.tenant, data)


def history(today: date) -> Iterator[Event]:
    """All that happened in the twelve months that end with today's, month by month; some of it after today."""
    first = month_of(today, 0)
    yield from _founding(first)
    for index in range(MONTHS):
        yield from _month(today, index)
    yield Event(today, "Prints for the autumn fair, to be checked", {"cost-of-goods-sold": 480}, {"bank-account": 480}, draft=True)


def _founding(first: date) -> Iterator[Event]:
    yield Event(first, "Capital paid in by the owner", {"bank-account": 25_000}, {"owner-equity": 25_000})
    yield Event(first, "Loan from the savings bank", {"bank-account": 15_000}, {"loan": 15_000})
    yield Event(first, "Two workstations", {"computer-equipment": 7_200}, {"bank-account": 7_200})
    yield Event(first, "Desks and shelves", {"office-equipment": 2_400}, {"bank-account": 2_400})
    yield Event(first, "Money for the till", {"petty-cash": 300}, {"bank-account": 300})
    yield Event(first, "Insurance for the year, paid ahead", {"prepaid-expenses": 1_200}, {"bank-account": 1_200})
    for name, day, paid in (("Harbour Café", 9, True), ("Old Mill Paper", 13, False)):
        cash, debt = {"bank-account": OPENING[name]}, {"accounts-receivable" if paid else "accounts-payable": OPENING[name]}
        debits, credits = (cash, debt) if paid else (debt, cash)
        yield Event(first.replace(day=day), "What was open when the books began", debits, credits, contact=name)


def _paper(today: date, index: int) -> tuple[int, str]:
    """What a month's paper costs, and who delivers it."""
    return worth(prints(month_of(today, index), index)) * 45 // 100, VENDORS[index % len(VENDORS)]


def _month(today: date, index: int) -> Iterator[Event]:
    """A month's business, and what is paid of the month before."""
    first, taken = month_of(today, index), worth(prints(month_of(today, index), index))
    cost, vendor = _paper(today, index)
    yield Event(first, "Rent of the studio", {"rent": 1_450}, {"bank-account": 1_450})
    yield Event(first.replace(day=8), "Paper, ink and frames", {"cost-of-goods-sold": cost}, {"accounts-payable": cost}, vendor)
    yield Event(first.replace(day=14), "Takings of the till brought to the bank", {"bank-account": taken}, {"petty-cash": taken})
    if index:
        due, owed = _paper(today, index - 1)
        yield Event(first.replace(day=20), "Payment to a vendor", {"accounts-payable": due}, {"bank-account": due}, owed)
    yield Event(
        first.replace(day=21), "Software, telephone and stamps", {"office-expenses": 390 + 10 * index}, {"bank-account": 390 + 10 * index}
    )
    yield Event(first.replace(day=25), "Salary of the assistant", {"other-expenses": 2_300}, {"bank-account": 2_300})
    yield Event(first.replace(day=26), "The owner's living", {"drawings": 1_800}, {"bank-account": 1_800})
    yield Event(
        first.replace(day=27), "Instalment and interest of the loan", {"loan": 400, "bank-fees-and-charges": 65}, {"bank-account": 465}
    )
    yield Event(first.replace(day=28), "Insurance of the month", {"office-expenses": 100}, {"prepaid-expenses": 100})
    yield Event(
        first.replace(day=28), "Wear of the equipment", {"depreciation-expense": 200}, {"computer-equipment": 150, "office-equipment": 50}
    )
    if index % 3 == 2:
        yield Event(first.replace(day=28), "Put aside for taxes", {"saving-bank-account": 1_500}, {"bank-account": 1_500})
