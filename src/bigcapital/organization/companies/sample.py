"""A small company's books, to try the product with: a studio that sells designs and prints, its last twelve months.

Only whole amounts, so that every base currency can hold them, and only accounts that every organization has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from bigcapital.accounting.accounts.model import Account
from bigcapital.accounting.journals import operations
from bigcapital.accounting.journals.schema import JournalIn, LineIn
from bigcapital.organization.companies.words import described
from bigcapital.tenancy.tenant import Tenant

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: ``debits`` and ``credits`` are account slug → amount, with equal sums."""

    day: date
    description: str
    debits: dict[str, int]
    credits: dict[str, int]
    draft: bool = False


def fill(tenant: Tenant) -> None:
    """Record the last twelve months up to today, as published journals, and one draft."""
    accounts: dict[str, int] = {slug: id for slug, id in tenant.session.execute(select(Account.slug, Account.id)) if slug}
    events = [event for event in history(tenant.today()) if event.day <= tenant.today()]
    for done, event in enumerate(events):
        operations.create(tenant, _journal(event, accounts, tenant.record.language))
        if tenant.job is not None:
            tenant.job.progress(done / len(events), "Writing the sample books")


def history(today: date) -> Iterator[Event]:
    """All that happened in the twelve months that end with today's, day by day within each month."""
    first = _months_before(today, MONTHS - 1)
    yield from _founding(first)
    for index in range(MONTHS):
        yield from sorted(_month(_months_before(today, MONTHS - 1 - index), index), key=lambda event: event.day)
    yield Event(today, "Prints for the autumn fair, to be checked", {"cost-of-goods-sold": 480}, {"bank-account": 480}, draft=True)


def _founding(first: date) -> Iterator[Event]:
    yield Event(first, "Capital paid in by the owner", {"bank-account": 25_000}, {"owner-equity": 25_000})
    yield Event(first, "Loan from the savings bank", {"bank-account": 15_000}, {"loan": 15_000})
    yield Event(first, "Two workstations", {"computer-equipment": 7_200}, {"bank-account": 7_200})
    yield Event(first, "Desks and shelves", {"office-equipment": 2_400}, {"bank-account": 2_400})
    yield Event(first, "Money for the till", {"petty-cash": 300}, {"bank-account": 300})
    yield Event(first, "Insurance for the year, paid ahead", {"prepaid-expenses": 1_200}, {"bank-account": 1_200})


def _month(first: date, index: int) -> Iterator[Event]:
    """A month's business: sales grow a little and dip in the third quarter of the year."""
    season = 80 if first.month in {7, 8} else 130 if first.month in {11, 12} else 100
    service = (6_200 + 240 * index) * season // 100
    product = (2_100 + 110 * index) * season // 100
    cost = product * 45 // 100
    yield Event(first, "Rent of the studio", {"rent": 1_450}, {"bank-account": 1_450})
    yield Event(
        first.replace(day=5), "Designs delivered, first half", {"bank-account": service // 2}, {"sales-of-service-income": service // 2}
    )
    yield Event(first.replace(day=8), "Paper, ink and frames", {"cost-of-goods-sold": cost}, {"bank-account": cost})
    yield Event(first.replace(day=12), "Prints sold in the shop", {"petty-cash": product}, {"sales-of-product-income": product})
    yield Event(first.replace(day=14), "Takings of the till brought to the bank", {"bank-account": product}, {"petty-cash": product})
    rest = service - service // 2
    yield Event(first.replace(day=19), "Designs delivered, second half", {"bank-account": rest}, {"sales-of-service-income": rest})
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


def _months_before(today: date, count: int) -> date:
    """First day of the month ``count`` months before today's."""
    months = today.year * 12 + today.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def _journal(event: Event, accounts: dict[str, int], language: str | None) -> JournalIn:
    sides = [(slug, amount, 0) for slug, amount in event.debits.items()] + [(slug, 0, amount) for slug, amount in event.credits.items()]
    lines = [
        LineIn(index=index, account_id=accounts[slug], debit=Decimal(debit), credit=Decimal(credit))
        for index, (slug, debit, credit) in enumerate(sides, 1)
    ]
    return JournalIn(date=event.day, description=described(event.description, language), entries=lines, publish=not event.draft)
