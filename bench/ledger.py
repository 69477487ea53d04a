"""A large ledger, through the only writer there is, and its sums both ways."""

from __future__ import annotations

import os
import random
import time
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tqdm import tqdm

from bigcapital import db
from bigcapital.accounting import balances, books
from bigcapital.accounting.accounts.chart import chart
from bigcapital.ledger.accounts import CONTACT_CONTROL
from bigcapital.ledger.entry import Entry, Line, line
from bigcapital.tenancy.installation import Installation
from bigcapital.tenancy.tenant import Tenant, TenantRecord

LINES = int(os.environ.get("BENCH_LINES", "1000000"))
PER_ENTRY, PER_COMMIT = 10, 500
FIRST_DAY, DAYS = date(2016, 1, 1), 3650


def grow(installation: Installation, record: TenantRecord) -> int:
    """Record ``LINES`` lines over ten years; how many there were."""
    draw = random.Random(7)
    done = 0
    with tqdm(total=LINES, unit=" lines", disable=None) as progress:
        while done < LINES:
            with db.unit_of_work() as tm:
                tenant = installation.open_tenant(record, tm, writer=True)
                entries = [_entry(tenant, draw, done // PER_ENTRY + n) for n in range(min(PER_COMMIT, (LINES - done) // PER_ENTRY))]
                books.record_all(tenant, entries)
            done += len(entries) * PER_ENTRY
            progress.update(len(entries) * PER_ENTRY)
    return done


def _entry(tenant: Tenant, draw: random.Random, number: int) -> Entry:
    accounts = [one for one in chart(tenant) if one.account_type not in CONTACT_CONTROL]
    lines: list[Line] = []
    for _ in range(PER_ENTRY // 2):
        value = Decimal(draw.randrange(1, 10_000_000)).scaleb(-2)
        debited, credited = draw.sample(accounts, 2)
        lines.append(line(debited.id, debited.account_type, "USD", debit=value))
        lines.append(line(credited.id, credited.account_type, "USD", credit=value))
    day = FIRST_DAY + timedelta(days=draw.randrange(DAYS))
    return Entry(date=day, reference_type="Journal", reference_id=10**9 + number, lines=tuple(lines), number=f"B-{number}")


def compare(installation: Installation, record: TenantRecord) -> tuple[Any, Any, tuple[float, float]]:
    """The sums of ten random spans from the balances and from the lines, with the seconds that each took."""
    draw = random.Random(11)
    days = sorted(FIRST_DAY + timedelta(days=draw.randrange(DAYS)) for _ in range(20))
    spans = [balances.Span(start, end) for start, end in zip(days[::2], days[1::2], strict=True)]
    with db.unit_of_work() as tm:
        tenant = installation.open_tenant(record, tm, writer=False)
        began = time.perf_counter()
        ours = balances.account_sums(tenant, spans)
        between = time.perf_counter()
        scanned = balances.scan_account_sums(tenant, spans)
        return ours, scanned, (between - began, time.perf_counter() - between)
