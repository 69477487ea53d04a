"""What hledger, Ledger and beancount say of a file: figures by account, month and currency, read from what they print."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

ZERO = Decimal(0)
Months = tuple[Decimal, ...]
Grid = dict[tuple[str, str], Months]  # (account, currency) → a figure for each month


def run(*command: object) -> str:
    """Its output; a program that complains fails the test, and one that is missing says how to install it."""
    program = str(command[0])
    assert shutil.which(program), f"{program} is not installed: apt-get install {program}"
    done = subprocess.run([str(one) for one in command], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0 and not done.stderr, (command, done.stderr, done.stdout[-500:])
    return done.stdout


def hledger(file: Path, report: str, *options: str) -> tuple[Grid, dict[str, list[Months]]]:
    """A report by month: its accounts, and what its totals say by their label, in their order."""
    grid: Grid = {}
    totals: dict[str, list[Months]] = defaultdict(list)
    printed = run("hledger", "-f", file, report, "-M", "--flat", "-O", "csv", "--layout=bare", *options)
    for account, *more in csv.reader(io.StringIO(printed)):
        figures = [one for one in more[1:] if one]
        if not figures or not all(_is_number(one) for one in figures):
            continue
        months = tuple(Decimal(one) for one in figures)
        if ":" in account and not account.endswith(":"):
            grid[account, more[0]] = months
        else:
            totals[account].append(months)
    return grid, totals


def ledger(file: Path, *options: str) -> list[tuple[str, date, Decimal, str]]:
    """Every posting: account, day, value and currency."""
    form = '%(account)\t%(format_date(date, "%Y-%m-%d"))\t%(scrub(display_amount))\n'
    printed = run("ledger", "--args-only", "--pedantic", "-f", file, "register", "--empty", "--format", form, *options)
    found = []
    for row in printed.splitlines():
        account, day, amount = row.split("\t")
        value, _, currency = amount.partition(" ")
        found.append((account, date.fromisoformat(day), Decimal(value), currency))
    return found


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdecimal()


def with_below(grid: Grid, account: str, currency: str, months: int) -> Months:
    """An account with all below it."""
    rows = [row for (name, code), row in grid.items() if code == currency and f"{name}:".startswith(f"{account}:")]
    return tuple(sum((row[month] for row in rows), ZERO) for month in range(months))
