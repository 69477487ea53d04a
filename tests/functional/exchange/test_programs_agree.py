"""hledger, Ledger and beancount read the books of random companies, and say of them what the product says, to the last unit.

``BIGCAPITAL_COMPANIES`` is how many, ``BIGCAPITAL_HISTORY`` how many steps each has behind it, ``BIGCAPITAL_SEED`` the first.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from beancount.core import convert
from beancount.core.data import Open
from beancount.core.data import Transaction as BeanTransaction

from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.audit import audit
from bigcapital.accounting.lines import LedgerLine, every_line
from bigcapital.exchange.plain_text.book import paths
from bigcapital.exchange.plain_text.syntaxes import SYNTAXES
from bigcapital.exchange.plain_text.writer import text_of
from bigcapital.ledger.money import exponent
from tests.campaigns.house import House
from tests.functional.exchange import programs
from tests.functional.exchange.companies import Town, random_company
from tests.functional.exchange.programs import ZERO, Grid, Months, with_below

COMPANIES = int(os.environ.get("BIGCAPITAL_COMPANIES", "50"))
STEPS = int(os.environ.get("BIGCAPITAL_HISTORY", "9"))
SEED = int(os.environ.get("BIGCAPITAL_SEED", "1"))
FIRST, LAST, MONTHS = date(2023, 1, 1), date(2026, 4, 30), 40  # of their histories
YEAR, MONTHS_OF_YEAR = 2024, 12  # of the statements
SPAN = ("-b", "2023-01-01", "-e", "2026-05-01")

pytestmark = pytest.mark.campaign


class Ours:
    """What the product says of a company."""

    def __init__(self, made: House, folder: Path):
        self.ann = made.ann()
        with made.tenant(writer=False) as tenant:
            assert audit(tenant) == []
            self.base = tenant.base_currency
            self.lines = list(every_line(tenant, history=True))
            self.accounts = list(chart(tenant))
            self.called = {name: paths(chart(tenant), each.step, each.join) for name, each in SYNTAXES.items()}
            self.files = {name: folder / f"book.{each.suffix}" for name, each in SYNTAXES.items()}
            for name, file in self.files.items():
                file.write_text("".join(text_of(tenant, name)), encoding="utf-8")  # type: ignore[arg-type]

    def report(self, name: str, **query: str) -> Any:
        asked = "&".join(f"{key}={value}" for key, value in query.items())
        return json.loads(self.ann.get(f"reports/{name}?{asked}").body, parse_float=Decimal)["data"]

    def by_month(self, name: str) -> dict[Any, Months]:
        """The rows of a statement by their id, a figure for each month."""
        shown = self.report(
            name, from_date=f"{YEAR}-01-01", to_date=f"{YEAR}-12-31", display_columns_type="date_periods", display_columns_by="month"
        )
        return {
            node["id"]: tuple(Decimal(one["total"]["amount"]) for one in node["horizontal_totals"])
            for node in _every(shown)
            if "horizontal_totals" in node
        }

    def moved(self, syntax: str) -> Grid:
        """Each account's movement by month, in the currency of each line; what is worth something in base currency alone is in that."""
        found: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [ZERO] * MONTHS)
        for line in self.lines:
            account, month = self.called[syntax][line.account_id], _month(line.date)
            worth, own = line.debit - line.credit, line.amount if line.debit else -line.amount
            if line.currency_code != self.base:
                found[account, line.currency_code][month] += own
            if line.currency_code == self.base or own * worth <= 0:
                found[account, self.base][month] += worth
        return _moving(found)

    def moved_in_base(self, syntax: str) -> Grid:
        """The same in base currency."""
        found: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [ZERO] * MONTHS)
        for line in self.lines:
            found[self.called[syntax][line.account_id], self.base][_month(line.date)] += line.debit - line.credit
        return _moving(found)


def _month(day: date) -> int:
    return (day.year - FIRST.year) * 12 + day.month - 1


def _moving(grid: Any) -> Grid:
    return {key: tuple(row) for key, row in grid.items() if any(row)}


def _every(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from _every(node.get("children", []))


@pytest.mark.parametrize("seed", range(SEED, SEED + COMPANIES))
def test_the_books_of_a_random_company_are_the_same_in_every_program(where: Town, tmp_path: Path, seed: int) -> None:
    ours = Ours(random_company(where, seed, STEPS), tmp_path)
    _hledger_agrees(ours)
    _ledger_agrees(ours)
    _beancount_agrees(ours)


def _hledger_agrees(ours: Ours) -> None:
    file, called = ours.files["hledger"], ours.called["hledger"]
    programs.run("hledger", "-f", file, "check", "--strict")
    assert _moving(programs.hledger(file, "balance", *SPAN)[0]) == ours.moved("hledger")
    trial = _moving(programs.hledger(file, "balance", "-B", *SPAN)[0])
    assert trial == ours.moved_in_base("hledger")
    for row in _every(ours.report("trial-balance-sheet", to_date=str(LAST))["accounts"]):
        assert sum(with_below(trial, called[row["id"]], ours.base, MONTHS)) == Decimal(row["closing_balance"])
    _statement_agrees(ours, "bse", "balance-sheet", skip={"retained-earnings"})
    _statement_agrees(ours, "is", "profit-loss-sheet", skip=set())


def _statement_agrees(ours: Ours, theirs: str, name: str, skip: set[str]) -> None:
    """Every account in every month, the net income, and all assets. (What is retained of income, hledger leaves where it was earned.)"""
    grid, totals = programs.hledger(ours.files["hledger"], theirs, "-B", "-b", str(YEAR), "-e", str(YEAR + 1))
    shown = ours.by_month(name)
    seen = 0
    for account in ours.accounts:
        if account.id in shown and account.slug not in skip:
            expected = with_below(grid, ours.called["hledger"][account.id], ours.base, MONTHS_OF_YEAR)
            assert shown[account.id] == expected, (account.name, name)
            seen += any(expected)
    assert seen or not grid
    if name == "balance-sheet" and totals["total"]:
        assert shown["ASSETS"] == totals["total"][0][-MONTHS_OF_YEAR:] or not any(shown["ASSETS"])
    if name == "profit-loss-sheet" and totals["Net:"]:
        assert shown["NET_INCOME"] == totals["Net:"][0][-MONTHS_OF_YEAR:]


def _ledger_agrees(ours: Ours) -> None:
    for options, expected in (((), ours.moved("ledger")), (("-B",), ours.moved_in_base("ledger"))):
        found: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [ZERO] * MONTHS)
        for account, day, value, currency in programs.ledger(ours.files["ledger"], *options):
            found[account, currency][_month(day)] += value
        assert _moving(found) == expected


def _beancount_agrees(ours: Ours) -> None:
    entries, errors, _ = loader.load_file(str(ours.files["beancount"]))
    assert errors == []
    named = {one.account: one.meta.get("name") for one in entries if isinstance(one, Open)}
    for account in ours.accounts:
        path = ours.called["beancount"][account.id]
        assert named[path] in (account.name, None) and (named[path] or path.rsplit(":", 1)[1]) == account.name
    own: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [ZERO] * MONTHS)
    base: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [ZERO] * MONTHS)
    for one in entries:
        for posting in one.postings if isinstance(one, BeanTransaction) else ():
            own[posting.account, posting.units.currency][_month(one.date)] += posting.units.number
            weight = convert.get_weight(posting)
            assert weight.currency == ours.base
            base[posting.account, ours.base][_month(one.date)] += round(weight.number, exponent(ours.base))
    assert _moving(own) == ours.moved("beancount")
    assert _moving(base) == ours.moved_in_base("beancount")
    _beancount_knows_everything(ours.lines, [one for one in entries if isinstance(one, BeanTransaction)])


def _beancount_knows_everything(lines: list[LedgerLine], transactions: list[BeanTransaction]) -> None:
    """Every word of every entry, exactly."""
    said = {int(one.meta["entry"]): one for one in transactions}
    for line in lines:
        meta = said[line.entry_id].meta
        assert meta["document"] == f"{line.reference_type} {line.reference_id}"
        assert (meta.get("number"), meta.get("reference"), meta.get("subtype")) == (line.number, line.reference, line.subtype)
        assert meta.get("reverses") == (None if line.reverses is None else str(line.reverses))
        assert line.note is None or line.note in [posting.meta.get("note") for posting in said[line.entry_id].postings]
