"""A large ledger, through the only writer there is: ten years of 200 accounts, 3 currencies, 4 branches, many contacts."""

from __future__ import annotations

import os
import random
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Any

from sqlalchemy import func, insert, select
from tqdm import tqdm

from bench.stage import Stage
from bigcapital import clock, db
from bigcapital.accounting import books
from bigcapital.accounting.accounts.chart import Known, chart
from bigcapital.accounting.balances import Sums
from bigcapital.accounting.model import lines
from bigcapital.accounting.spans import Days
from bigcapital.contacts.model import Contact
from bigcapital.ledger.conversion import Leg, convert
from bigcapital.ledger.entry import Entry

CONTACTS = int(os.environ.get("BENCH_CONTACTS", "100000"))
FIRST_DAY, DAYS = date(2016, 1, 1), 3653
ACCOUNTS, BRANCHES = 200, 4
RATES = {"USD": Decimal(1), "EUR": Decimal("1.0857"), "GBP": Decimal("1.2731")}
PER_ENTRY, PER_COMMIT = 10, 500
_TYPES = ("bank", "cash", "fixed-asset", "other-current-asset", "other-current-liability", "income", "expense", "other-income")


def furnish(stage: Stage) -> None:
    """The accounts, branches and contacts that the lines will name."""
    stage.ask(stage.post("branches/activate", {}))
    for number in range(2, BRANCHES + 1):
        stage.ask(stage.post("branches", {"name": f"Branch {number}", "code": f"B{number}"}))
    there = len(stage.ask(stage.get("accounts?structure=flat"), 200)["accounts"])
    for number in range(ACCOUNTS - there):
        kind = _TYPES[number % len(_TYPES)]
        currency = list(RATES)[number // len(_TYPES) % len(RATES)] if kind in ("bank", "cash") else "USD"
        body = {"name": f"Account {number:03d}", "code": f"7{number:04d}", "account_type": kind, "currency_code": currency}
        stage.ask(stage.post("accounts", body))
    with db.unit_of_work() as tm:
        tenant = stage.installation.open_tenant(stage.record, tm, writer=True)
        rows = [
            {
                "contact_service": "vendor" if number % 4 == 3 else "customer",
                "contact_type": None if number % 4 == 3 else "business",
                "display_name": f"Contact {number:06d}",
                "currency_code": "USD",
                "active": True,
                "created_at": clock.now(),
            }
            for number in range(CONTACTS)
        ]
        for first in range(0, len(rows), 5_000):
            tenant.session.execute(insert(Contact), rows[first : first + 5_000])
        tenant.bump_metadata()


def grow(stage: Stage, count: int, *, simple: bool = False) -> None:
    """Record ``count`` lines, day after day over ten years, as books are kept. ``simple``: on the chart that a company begins with, in
    one currency, without branches and contacts."""
    draw = random.Random(7)
    total = count // PER_ENTRY
    with tqdm(total=total * PER_ENTRY, unit=" lines", unit_scale=True, disable=None) as progress:
        for first in range(0, total, PER_COMMIT):
            with db.unit_of_work() as tm:
                tenant = stage.installation.open_tenant(stage.record, tm, writer=True)
                maker = _Maker(draw, list(chart(tenant)), simple)
                numbers = range(first, min(first + PER_COMMIT, total))
                books.record_all(tenant, [maker.entry(number, FIRST_DAY + timedelta(days=number * DAYS // total)) for number in numbers])
            progress.update(len(numbers) * PER_ENTRY)


class _Maker:
    """Makes entries of ten lines; one in ten is in another currency, one line in five names a contact, unless they are simple."""

    def __init__(self, draw: random.Random, accounts: Sequence[Known], simple: bool):
        self.draw, self.simple = draw, simple
        self.receivable = next(one for one in accounts if one.account_type == "accounts-receivable")
        self.payable = next(one for one in accounts if one.account_type == "accounts-payable")
        plain = [one for one in accounts if one not in (self.receivable, self.payable)]
        self.by_currency = {code: [one for one in plain if one.currency_code in ("USD", code)] for code in RATES}

    def entry(self, number: int, day: date) -> Entry:
        """A balanced entry on ``day``."""
        draw = self.draw
        currency = draw.choice(("EUR", "GBP")) if number % 10 == 0 and not self.simple else "USD"
        branch = None if self.simple else draw.randrange(1, BRANCHES + 1)
        legs: list[Leg] = []
        for place in range(PER_ENTRY // 2):
            amount = Decimal(draw.randrange(1, 10_000_000)).scaleb(-2)
            debited, credited = draw.sample(self.by_currency[currency], 2)
            contact = None
            if place == 0 and currency == "USD" and not self.simple:
                contact = draw.randrange(CONTACTS) + 1
                debited, credited = (debited, self.payable) if contact % 4 == 0 else (self.receivable, credited)
            for account, is_debit in ((debited, True), (credited, False)):
                mine = contact if account in (self.receivable, self.payable) else None
                legs.append(
                    Leg(
                        account_id=account.id,
                        account_type=account.account_type,
                        amount=amount,
                        is_debit=is_debit,
                        contact_id=mine,
                        branch_id=branch,
                    )
                )
        made = convert(legs, currency=currency, rate=RATES[currency], base_currency="USD")
        return Entry(date=day, reference_type="Journal", reference_id=10**9 + number, lines=tuple(made), number=f"B-{number}")


@dataclass(frozen=True)
class Scan:
    """Every line added up once, by code that knows nothing of the balances: per account and branch, sums up to each day."""

    first: int
    sums: dict[tuple[int, int], tuple[array[int], array[int]]]  # (account, branch) → debit and credit, ten-thousandths

    @classmethod
    def of(cls, stage: Stage) -> Scan:
        """Read the whole ledger."""
        first, days = FIRST_DAY.toordinal(), DAYS + 1
        turnover: dict[tuple[int, int], tuple[array[int], array[int]]] = {}
        with stage.installation.tenant_engine(stage.record).connect().execution_options(stream_results=True) as connection:
            asked = select(lines.c.account_id, func.coalesce(lines.c.branch_id, 0), lines.c.date, lines.c.debit, lines.c.credit)
            total = connection.execute(select(func.count()).select_from(lines)).scalar_one()
            found = tqdm(connection.execute(asked), total=total, unit=" lines", unit_scale=True, desc="full scan", disable=None)
            for account, branch, day, debit, credit in found:
                cell = turnover.get((account, branch))
                if cell is None:
                    cell = turnover[account, branch] = (array("q", bytes(8 * days)), array("q", bytes(8 * days)))
                place = min(max(day.toordinal() - first, 0), days - 1)
                cell[0][place] += int(debit.scaleb(4))
                cell[1][place] += int(credit.scaleb(4))
        return cls(
            first, {key: (array("q", accumulate(debit)), array("q", accumulate(credit))) for key, (debit, credit) in turnover.items()}
        )

    def account_sums(self, span: Days, branches: Iterable[int] | None = None) -> dict[int, tuple[int, int]]:
        """Turnover of each account in ``span`` that has any, ten-thousandths."""
        start = -1 if span.start is None else min(span.start.toordinal() - self.first, DAYS + 1) - 1
        end = DAYS if span.end is None else min(span.end.toordinal() - self.first, DAYS)
        wanted = None if branches is None else set(branches)
        found: dict[int, tuple[int, int]] = {}
        for (account, branch), (debit, credit) in self.sums.items():
            if (wanted is None or branch in wanted) and end > start:
                before = (debit[start], credit[start]) if start >= 0 else (0, 0)
                old = found.get(account, (0, 0))
                found[account] = (old[0] + debit[end] - before[0], old[1] + credit[end] - before[1])
        return {account: sums for account, sums in found.items() if any(sums)}


def as_units(sums: dict[int, Sums]) -> dict[int, tuple[int, int]]:
    """The product's answer as ``Scan`` gives it."""
    return {account: (int(one.debit.scaleb(4)), int(one.credit.scaleb(4))) for account, one in sums.items() if one.debit or one.credit}


def random_days(draw: random.Random) -> Iterator[Any]:
    """Two random days in order, again and again."""
    while True:
        yield sorted(FIRST_DAY + timedelta(days=draw.randrange(DAYS)) for _ in range(2))
