"""Statements over a large ledger: how long they take uncached, and that each equals a full scan."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from datetime import timedelta

from bench import ledger, load
from bench.ledger import FIRST_DAY, Scan, as_units, random_days
from bench.shares import postable
from bench.stage import Stage
from bigcapital import clock, db
from bigcapital.accounting import balances
from bigcapital.accounting.spans import Span

LINES = int(os.environ.get("BENCH_LINES", "10000000"))
EMBEDDED_LINES = int(os.environ.get("BENCH_EMBEDDED_LINES", str(min(LINES, 1_000_000))))
ASKED, EQUAL, SCANS = 60, 1_000, 3
STATEMENTS = ("trial-balance-sheet", "balance-sheet", "profit-loss-sheet", "cashflow-statement")
_WHOLE = "reports/general-ledger?from_date=2016-01-01&to_date=2025-12-31"
Path = Callable[[random.Random], str]


def large_ledger(stage: Stage) -> None:
    """All of it, on the real servers: statements, pages, contacts, posting, memory, and the proof that the figures are true."""
    ledger.furnish(stage)
    empty = _posting(stage)
    ledger.grow(stage, LINES)
    print(f"\nledger of {LINES:,} lines, {ledger.ACCOUNTS} accounts, 10 years, 3 currencies, 4 branches, {ledger.CONTACTS:,} contacts")
    _ask_statements(stage, "aim: p95 ≤ 150 ms, cached ≤ 10 ms")
    for name, asked, aim in (
        ("twelve months with the year before", _twelve_months, "≤ 400 ms"),
        ("customer balance summary", _contacts, "≤ 1,000 ms"),
        ("the next page anywhere in the ledger", _ledger_page, "≤ 150 ms"),
        ("the next page of one account's lines", _account_page, "≤ 150 ms"),
        ("a page of the ledger by its number", _numbered_page, "still served"),
        ("trial balance as known at a moment", _as_known, "≤ 5,000 ms"),
    ):
        _say(name, _ask(stage, asked, ASKED // 3), f"aim: {aim}")
    print(f"posting, empty book : this one: {_posting(stage) / empty:.2f} times as long (aim: ≤ 1.3)")
    _whole_ledger_as_csv(stage)
    _equal_to_a_scan(stage, EQUAL)
    now, most = stage.memory()
    print(f"resident memory of the application: {now} MB, at the most {most} MB (aim: ≤ 300 MB)")


def embedded_ledger(stage: Stage) -> None:
    """The four statements on SQLite."""
    ledger.furnish(stage)
    ledger.grow(stage, EMBEDDED_LINES)
    print(f"\nembedded default, ledger of {EMBEDDED_LINES:,} lines")
    _ask_statements(stage, "aim: p95 ≤ 300 ms")


def trial_balance(stage: Stage) -> None:
    """The trial balance over a million lines of the chart that a company begins with."""
    ledger.grow(stage, EMBEDDED_LINES, simple=True)
    _say("trial balance", _ask(stage, _trial_balance, 3 * ASKED), f"over {EMBEDDED_LINES:,} lines (aim: ≤ 20 ms at the median)")
    _equal_to_a_scan(stage, EQUAL)


def _trial_balance(draw: random.Random) -> str:
    start, end = next(random_days(draw))
    return f"reports/trial-balance-sheet?from_date={start}&to_date={end}"


def _ask_statements(stage: Stage, aim: str) -> None:
    for name in STATEMENTS:
        draw = random.Random(name)
        paths = [_statement(name, draw) for _ in range(ASKED)]
        fresh = load.run(stage.port, 1, len(paths), lambda n, paths=paths: stage.get(paths[n]), wanted=200)
        again = load.run(stage.port, 1, len(paths), lambda n, paths=paths: stage.get(paths[n]), wanted=200)
        _say(name, fresh, f"from the cache {again.median:.1f} ms ({aim})")


def _say(name: str, result: load.Result, more: str) -> None:
    failed = f"; {len(result.errors)} failed: {result.errors[0]}" if result.errors else ""
    print(f"{name:36} median {result.median:7.1f} ms  p95 {result.percentile(0.95):7.1f} ms  {more}{failed}")


def _ask(stage: Stage, path: Path, count: int) -> load.Result:
    draw = random.Random(path.__name__)
    paths = [path(draw) for _ in range(count)]
    return load.run(stage.port, 1, count, lambda n: stage.get(paths[n]), wanted=200)


def _statement(name: str, draw: random.Random) -> str:
    start, end = next(random_days(draw))
    branches = "".join(f"&branches_ids[]={one}" for one in draw.sample(range(1, 5), draw.choice((0, 0, 1, 2))))
    return f"reports/{name}?from_date={start}&to_date={end}{branches}"


def _twelve_months(draw: random.Random) -> str:
    year = FIRST_DAY.year + 1 + draw.randrange(8)
    name = draw.choice(("balance-sheet", "profit-loss-sheet"))
    columns = "display_columns_type=date_periods&display_columns_by=month&previous_year=true"
    return f"reports/{name}?from_date={year}-01-01&to_date={year}-12-31&{columns}&basis=accrual&none_zero={draw.choice(('true', 'false'))}"


def _contacts(draw: random.Random) -> str:
    return f"reports/customer-balance-summary?as_date={next(random_days(draw))[1]}"


def _ledger_page(draw: random.Random) -> str:
    """As the endless list asks: what comes after some place."""
    account, (start, end) = draw.randrange(1009, 1030), next(random_days(draw))
    return f"reports/general-ledger?from_date={start}&to_date={end}&after={account}_{start}_0&page_size=50"


def _numbered_page(draw: random.Random) -> str:
    start, end = next(random_days(draw))
    return f"reports/general-ledger?from_date={start}&to_date={end}&page={draw.randrange(1, 20)}&page_size=50"


def _as_known(draw: random.Random) -> str:
    """The generator recorded all of it within hours, so an earlier figure is read from the lines."""
    start, end = next(random_days(draw))
    moment = clock.now() - timedelta(seconds=draw.randrange(1, 3600))
    return f"reports/trial-balance-sheet?from_date={start}&to_date={end}&as_known_at={moment:%Y-%m-%dT%H:%M:%SZ}"


def _account_page(draw: random.Random) -> str:
    account, (start, _) = draw.randrange(1009, 1030), next(random_days(draw))
    return f"{_WHOLE}&accounts_ids[]={account}&after={account}_{start}_0&page_size=50"


def _posting(stage: Stage) -> float:
    """Milliseconds of a journal of two lines, the median of the best of three rounds."""
    body = stage.post("manual-journals", postable(2) | {"branch_id": 1})
    rounds = [load.run(stage.port, 1, 200, lambda n: body, wanted=201) for _ in range(3)]
    if refused := [error for one in rounds for error in one.errors]:
        print(f"posting: {len(refused)} failed: {refused[0]}", flush=True)
    return min(one.median for one in rounds)


def _whole_ledger_as_csv(stage: Stage) -> None:
    """Every line as CSV, the first minute of it: how soon it begins, and how much memory it ever took."""
    headers = stage.headers | {"Accept": "application/csv"}
    took, size, first = load.stream(stage.port, load.request("GET", f"/api/{_WHOLE}", headers), 60)
    print(
        f"the whole ledger as CSV: first byte after {first:.2f} s, {size / 2**20:,.0f} MB in {took:.0f} s; memory {stage.memory()} MB",
        flush=True,
    )


def _equal_to_a_scan(stage: Stage, questions: int) -> None:
    """Random questions answered from the balances, and by every line added up."""
    scan, draw, equal = Scan.of(stage), random.Random(11), 0
    seconds = [0.0, 0.0]
    for number in range(questions):
        start, end = next(random_days(draw))
        span = Span(draw.choice((None, start)), end)
        branches = draw.choice((None, [1 + draw.randrange(4)]))
        with db.unit_of_work() as tm:
            tenant = stage.installation.open_tenant(stage.record, tm, writer=False)
            began = time.perf_counter()
            ours = balances.account_sums(tenant, [span], branches=branches)[0]
            if number < SCANS:
                between = time.perf_counter()
                balances.scan_account_sums(tenant, [span], branches=branches)
                seconds = [seconds[0] + between - began, seconds[1] + time.perf_counter() - between]
        equal += as_units(ours) == scan.account_sums(span, branches)
    print(f"answers equal to a full scan: {equal} of {questions}; full scan : ours = {seconds[1] / seconds[0]:.0f} (aim: ≥ 20)")
