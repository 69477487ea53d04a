"""A small company's books, to try the product with: a studio that sells designs and prints, its last twelve months.

Only whole amounts, so that every base currency can hold them, and only accounts that every organization has. Designs and paper
are paid for a month later, so that there are customers who owe something and vendors who are owed.
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
from bigcapital.contacts import operations as contacts
from bigcapital.contacts.customers.model import Customer
from bigcapital.contacts.customers.schema import CustomerIn
from bigcapital.contacts.vendors.model import Vendor
from bigcapital.contacts.vendors.schema import VendorIn
from bigcapital.organization.companies.words import described
from bigcapital.tenancy.tenant import Tenant

MONTHS = 12
CUSTOMERS = ("Harbour Café", "Nord Gallery", "Lindqvist Interiors")  # who take turns to order designs
VENDORS = ("Old Mill Paper", "Ink & Frame")
OPENING = {"Harbour Café": 1_200, "Old Mill Paper": 640}  # owed when the books began
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


def fill(tenant: Tenant) -> None:
    """Record the last twelve months up to today, as published journals, and one draft; with customers and vendors."""
    today = tenant.today()
    named = _people(tenant, _months_before(today, MONTHS - 1))
    accounts: dict[str, int] = {slug: id for slug, id in tenant.session.execute(select(Account.slug, Account.id)) if slug}
    events = [event for event in history(today) if event.day <= today]
    for done, event in enumerate(events):
        operations.create(tenant, _journal(event, accounts, named, tenant.record.language))
        if tenant.job is not None:
            tenant.job.progress(done / len(events), "Writing the sample books")


def _people(tenant: Tenant, first: date) -> dict[str, int]:
    """The customers and vendors; their ids by name."""
    currency, ids = tenant.base_currency, {}
    for name in CUSTOMERS:
        customer = CustomerIn(
            customer_type="business",
            display_name=name,
            company_name=f"{name} Ltd",
            email=f"office@{name.split()[0].lower()}.example",
            currency_code=currency,
            opening_balance=Decimal(OPENING.get(name, 0)),
            opening_balance_at=first,
        )
        ids[name] = contacts.create(tenant, Customer, customer).id
    for name in VENDORS:
        vendor = VendorIn(
            display_name=name, currency_code=currency, opening_balance=Decimal(OPENING.get(name, 0)), opening_balance_at=first
        )
        ids[name] = contacts.create(tenant, Vendor, vendor).id
    return ids


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
    for name, day, paid in (("Harbour Café", 9, True), ("Old Mill Paper", 13, False)):
        cash, debt = {"bank-account": OPENING[name]}, {"accounts-receivable" if paid else "accounts-payable": OPENING[name]}
        debits, credits = (cash, debt) if paid else (debt, cash)
        yield Event(first.replace(day=day), "What was open when the books began", debits, credits, contact=name)


def _sales(first: date, index: int) -> tuple[int, int]:
    """What a month's designs and prints bring: a little more each month, with a dip in the third quarter of the year."""
    season = 80 if first.month in {7, 8} else 130 if first.month in {11, 12} else 100
    return (6_200 + 240 * index) * season // 100, (2_100 + 110 * index) * season // 100


def _partners(index: int) -> tuple[str, str]:
    """Whom a month's designs go to, and who delivers its paper."""
    return CUSTOMERS[(index + 1) % len(CUSTOMERS)], VENDORS[index % len(VENDORS)]


def _month(first: date, index: int) -> Iterator[Event]:
    """A month's business, and what is paid of the month before."""
    service, product = _sales(first, index)
    cost = product * 45 // 100
    customer, vendor = _partners(index)
    yield Event(first, "Rent of the studio", {"rent": 1_450}, {"bank-account": 1_450})
    yield Event(
        first.replace(day=5), "Designs delivered, first half", {"bank-account": service // 2}, {"sales-of-service-income": service // 2}
    )
    yield Event(first.replace(day=8), "Paper, ink and frames", {"cost-of-goods-sold": cost}, {"accounts-payable": cost}, vendor)
    yield Event(first.replace(day=12), "Prints sold in the shop", {"petty-cash": product}, {"sales-of-product-income": product})
    yield Event(first.replace(day=14), "Takings of the till brought to the bank", {"bank-account": product}, {"petty-cash": product})
    rest = service - service // 2
    yield Event(
        first.replace(day=19), "Designs delivered, second half", {"accounts-receivable": rest}, {"sales-of-service-income": rest}, customer
    )
    if index:
        yield from _payments(first, index)
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


def _payments(first: date, index: int) -> Iterator[Event]:
    """What the month before left open. One customer is slow: a third of what is owed waits for another day."""
    service, product = _sales(_months_before(first, 1), index - 1)
    customer, vendor = _partners(index - 1)
    received = (service - service // 2) * (2 if customer == CUSTOMERS[-1] else 3) // 3
    paid = product * 45 // 100
    yield Event(first.replace(day=16), "Payment of a customer", {"bank-account": received}, {"accounts-receivable": received}, customer)
    yield Event(first.replace(day=20), "Payment to a vendor", {"accounts-payable": paid}, {"bank-account": paid}, vendor)


def _months_before(today: date, count: int) -> date:
    """First day of the month ``count`` months before today's."""
    months = today.year * 12 + today.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def _journal(event: Event, accounts: dict[str, int], named: dict[str, int], language: str | None) -> JournalIn:
    sides = [(slug, amount, 0) for slug, amount in event.debits.items()] + [(slug, 0, amount) for slug, amount in event.credits.items()]
    lines = [
        LineIn(
            index=index,
            account_id=accounts[slug],
            debit=Decimal(debit),
            credit=Decimal(credit),
            contact_id=named[event.contact] if event.contact and slug in _CONTROL else None,
        )
        for index, (slug, debit, credit) in enumerate(sides, 1)
    ]
    return JournalIn(date=event.day, description=described(event.description, language), entries=lines, publish=not event.draft)
