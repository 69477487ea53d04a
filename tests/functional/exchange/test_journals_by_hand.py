"""Journals that people wrote for hledger, and what is refused of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.audit import audit
from bigcapital.accounting.lines import read_lines
from bigcapital.exchange.plain_text import importing
from bigcapital.exchange.plain_text.reading import ImportRefused
from tests import template
from tests.client import Client
from tests.functional.exchange.programs import run

Import = Callable[[str], importing.Taken]

HOUSEHOLD = """\
; Our household, since January
# and a second kind of comment
commodity $1,000.00
account Expenses:Food  ; what we eat

comment
2024-01-01 not a transaction
end comment

P 2024-01-01 EUR 1.10 USD

2024-01-02 * (100) Opening
    Assets:Bank Account            $1,250.00
    Equity:Opening Balance Equity

2024/1/3 Groceries  ; on the way home
    ; with a bag
    Expenses:Food:Vegetables       $20.50  ; carrots, mostly
    Expenses:Food:Bread            $-0.50
    Assets:Bank Account           -$20.00

2024-01-04 ! Tickets | in Paris
    Expenses:Travel                 100.00 EUR @ 1.105
    Assets:Bank Account            -110.50 USD

2024-01-05 Without a price
    Expenses:Travel                  10 EUR
    Liabilities:Visa                -10 EUR

2024-01-06 In total
    Expenses:Travel                  3 EUR @@ $3.34
    Assets:Bank Account

2024-01-07 Sold
    Assets:Accounts Receivable (A/R)   50.00  ; customer: Bob & Co
    Revenues:Consulting               -50.00
"""


@pytest.fixture
def take(tenant: template.Units, tmp_path: Path) -> Import:
    """Import a text into Ann's new organization."""

    def taken(text: str) -> importing.Taken:
        file = tmp_path / "hand.journal"
        file.write_text(text, encoding="utf-8")
        with tenant() as one:
            return importing.take_in(one, file, importing.scanned(one, file))

    return taken


def test_a_household_comes_in(take: Import, tenant: template.Units, ann: Client) -> None:
    taken = take(HOUSEHOLD)
    assert (taken.entries, taken.journals) == (6, 6)
    with tenant(writer=False) as one:
        assert audit(one) == []
        names = {account.id: account for account in chart(one)}
        lines = [(names[line.account_id].name, line.debit - line.credit, line.amount, line.currency_code) for line in read_lines(one)]
        made = {account.name: account for account in names.values()}
    assert lines == [
        ("Bank Account", 1250, 1250, "USD"),
        ("Opening Balance Equity", -1250, 1250, "USD"),
        ("Vegetables", Decimal("20.5"), Decimal("20.5"), "USD"),
        ("Bread", Decimal("-0.5"), Decimal("0.5"), "USD"),
        ("Bank Account", -20, 20, "USD"),
        ("Travel", Decimal("110.5"), 100, "EUR"),
        ("Bank Account", Decimal("-110.5"), 0, "EUR"),  # nothing of it is in euros
        ("Travel", 11, 10, "EUR"),  # at the price of January
        ("Visa", -11, 10, "EUR"),
        ("Travel", Decimal("3.34"), 3, "EUR"),
        ("Bank Account", Decimal("-3.34"), 0, "EUR"),
        ("Accounts Receivable (A/R)", 50, 50, "USD"),
        ("Consulting", -50, 50, "USD"),
    ]
    kinds = {name: made[name].account_type for name in ("Vegetables", "Visa", "Consulting", "Travel")}
    assert kinds == {"Vegetables": "expense", "Visa": "other-current-liability", "Consulting": "income", "Travel": "expense"}
    assert made["Vegetables"].parent_account_id == made["Food"].id
    assert made["Rent"]  # the accounts of a new organization stay


def test_what_was_written_is_shown_as_journals(take: Import, ann: Client) -> None:
    take(HOUSEHOLD)
    shown = {one["date"]: one for one in ann.get("manual-journals?page_size=100").json["manual_journals"]}
    opening, groceries, tickets, unpriced = (shown[f"2024-01-0{day}"] for day in (2, 3, 4, 5))
    assert (opening["journal_number"], opening["description"]) == ("100", "Opening")
    assert groceries["journal_number"] == "J-00001"
    assert groceries["description"] == "Groceries\non the way home\nwith a bag"
    assert [line["note"] for line in groceries["entries"]] == ["carrots, mostly", None, None]
    assert (tickets["currency_code"], tickets["exchange_rate"], tickets["amount"]) == ("USD", 1, 110.5)
    assert (unpriced["currency_code"], unpriced["exchange_rate"], unpriced["amount"]) == ("EUR", 1.1, 10)
    assert all(one["is_published"] for one in shown.values())


@pytest.mark.programs
def test_hledger_says_the_same_of_the_household(take: Import, ann: Client, tmp_path: Path) -> None:
    text = (
        HOUSEHOLD.replace("@ 1.105", "@ $1.105")
        .replace("-110.50 USD", "$-110.50")
        .replace(" 50.00", " $50.00")
        .replace("-50.00", "$-50.00")
    )
    take(text)
    said = []
    for name, journal in (("theirs", text), ("ours", ann.get("export/ledger").text)):
        (tmp_path / name).write_text(journal)
        rows = run("hledger", "-f", tmp_path / name, "balance", "-B", "-N", "-O", "csv", "not:desc:Without")
        figures = (row.rsplit(",", 1) for row in re.sub('[$]|[A-Z]{3}|"', "", rows.replace("Revenues", "Income")).splitlines()[1:])
        said.append({account: Decimal(value) for account, value in figures})
    assert said[0] == said[1] and len(said[0]) == 7


def test_one_name_at_two_places_becomes_two_names(take: Import, tenant: template.Units) -> None:
    take("2024-01-01 x\n  Expenses:Car:Insurance  5\n  Expenses:House:Insurance  6\n  Assets:Bank Account\n")
    with tenant(writer=False) as one:
        assert {"Insurance", "House Insurance"} <= {account.name for account in chart(one)}


def test_what_is_declared_of_an_account_that_is_there_changes_nothing(take: Import, tenant: template.Units) -> None:
    declared = "account Assets:Bank Account  ; kind: bank\naccount Assets:Till  ; type: C\n\n"
    take(declared + "2024-01-01 x\n  Assets:Till  5\n  Assets:Bank Account\n")
    with tenant(writer=False) as one:
        bank, till = (next(account for account in chart(one) if account.name == name) for name in ("Bank Account", "Till"))
        assert (bank.code, bank.slug, till.account_type) == ("10001", "bank-account", "cash")


def test_numbers_that_a_file_has_twice_stay_apart(take: Import, ann: Client) -> None:
    entry = "2024-01-01 (7) x\n  Expenses:Rent  5\n  Assets:Bank Account\n\n"
    take(entry * 2 + entry.replace("(7) ", ""))
    shown = ann.get("manual-journals").json["manual_journals"]
    assert sorted(one["journal_number"] for one in shown) == ["7", "7 (2)", "J-00001"]
    body = {"date": "2024-01-01", "entries": [{"index": 1, "account_id": 1000, "debit": 5}, {"index": 2, "account_id": 1001, "credit": 5}]}
    assert ann.post("manual-journals", body, status=201).json["journal_number"] == "J-00002"


X = "2024-01-01 x\n    Expenses:Rent  5 USD\n"
BANK = "    Assets:Bank Account  -5 USD\n"
REFUSED = {
    "nonsense": (X + BANK + "\nnonsense here\n", "line 5: “nonsense here” is not understood."),
    "a periodic transaction": ("~ monthly\n    Expenses:Rent  5\n    Assets:Bank\n", "line 1: “~ monthly” is not understood."),
    "an include": ("include other.journal\n", "line 1: “include other.journal” is not understood."),
    "no date": ("2024-13-01 x\n" + BANK, "line 1: there is no day 2024-13-01."),
    "half a date": ("01-31 x\n" + BANK, "line 1: “01-31 x” does not begin as a transaction does: with a date, and after it a blank."),
    "no postings": ("2024-01-01 x\n\n", "line 1: the transaction has no postings."),
    "an orphan": (f"\n{BANK}", "line 2: an indented line belongs to a transaction, and there is none."),
    "unbalanced": (X + BANK.replace("-5", "-4"), "line 1: the postings are off by 1 USD."),
    "unbalanced abroad": (X.replace("USD", "EUR @ 2") + BANK.replace("USD", "EUR @ 1"), "line 1: the postings are off by 5 USD."),
    "one side alone": (X, "line 1: the postings are off by 5 USD."),
    "two without amounts": (X + "    Assets:A\n    Assets:B\n", "line 4: only one posting may leave out its amount."),
    "no currency": (
        X.replace("USD", "ACME") + BANK,
        "line 2: ACME is no currency of ISO 4217, and not the sign of one that is offered here.",
    ),
    "two currencies": (
        "2024-01-01 x\n  Assets:A  1 EUR @@ 2 USD\n  Assets:B  -1 GBP @@ 2 USD\n",
        "line 1: a transaction may have one currency beside USD, or must balance in each: write it as several.",
    ),
    "no rate": (X.replace("USD", "EUR"), "line 2: nothing says what EUR was worth in USD on 2024-01-01: add @ or @@, or a P line before."),
    "a price elsewhere": (X.replace("USD", "EUR @ 3 GBP"), "line 2: the price must be in USD, the currency of the books."),
    "a price of dollars": (
        X.replace("USD", "USD @ 3 EUR"),
        "line 2: prices are of amounts in other currencies, in USD: write the other amount, with @@ USD.",
    ),
    "a negative price": (X.replace("USD", "EUR @ -3 USD"), "line 2: a price is never negative."),
    "too precise": (X.replace("5", "5.001"), "line 2: 5.001 has more decimals than USD."),
    "too large": (X.replace("5", "1000000000000"), "line 2: an amount has at most 12 digits before the point."),
    "an assertion": (
        X.replace("USD", "USD = 5 USD"),
        "line 2: “5 USD = 5 USD” is not an amount such as 1,234.50 USD (balance assertions and lots are not read).",
    ),
    "a decimal comma": (X.replace("5", "5,25"), "line 2: “5,25 USD” is not an amount such as 1,234.50 USD."),
    "a virtual posting": (X + "    (Budget:Rent)  5\n", "line 3: virtual postings are not part of a ledger."),
    "an unknown top": (
        X.replace("Expenses", "Stuff"),
        "line 2: “Stuff:Rent” has no type: it stands below none of assets, liabilities, equity, income (or revenues) and expenses.",
    ),
    "a bare top": (X.replace(":Rent", ""), "line 2: “Expenses” is the top of a tree and no account: name one below it."),
    "a hole in a name": (X.replace(":Rent", "::Rent"), "line 2: “Expenses::Rent” is not the name of an account."),
    "nobody owes it": (
        "2024-01-01 x\n  Assets:Accounts Receivable (A/R)  5\n  Income:Sales\n",
        "line 2: receivables need a customer and payables a vendor: add “; customer: NAME” to the posting.",
    ),
    "depths": (
        "2024-01-01 x\n  Assets:A:B:C:D:E:F:G  5\n  Assets:Bank Account\n",
        "line 2: “Assets:A:B:C:D:E:F:G” is nested too deeply.",
    ),
    "other books": ("; bigcapital: 1, base: EUR\n", "line 1: the books of the file are in EUR, those of the organization in USD."),
    "a later format": ("; bigcapital: 2, base: USD\n", "line 1: the file is of format 2, and this program reads format 1."),
    "a reversal of nothing": (
        "2024-01-01 x  ; document: Journal 1, entry: 2, reverses: 1\n  Expenses:Rent  5\n  Assets:Bank Account  -5\n",
        "line 1: entry 1, which this one reverses, was not before it, or is reversed already.",
    ),
    "a kind that is none": (
        "account Assets:Gold  ; kind: gold\n" + X + BANK.replace("Bank Account", "Gold"),
        "line 1: “gold” is no type of account below Assets.",
    ),
    "another kind": (
        "account Assets:Bank Account  ; kind: cash\n" + X + BANK,
        "line 1: “Assets:Bank Account” is cash in USD, and the organization has “Bank Account” as bank in USD.",
    ),
    "a rate of words": (X.replace("USD", "EUR @@ 5 USD  ; rate: high"), "line 2: “rate: high” is not a number."),
    "an item": (X.replace("USD", "USD  ; item: 5") + BANK, "line 2: the organization has no item 5."),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_wrong_is_refused_with_its_line_and_nothing_stays(what: str, take: Import, tenant: template.Units) -> None:
    text, sentence = REFUSED[what]
    with tenant(writer=False) as one:
        before = one.head, len(chart(one).accounts)
    with pytest.raises(ImportRefused) as refused:
        take(text)
    assert str(refused.value) == sentence
    with tenant(writer=False) as one:
        assert (one.head, len(chart(one).accounts)) == before


def test_a_mistake_at_the_end_of_a_long_file_leaves_nothing(take: Import, tenant: template.Units, peek: Any) -> None:
    many = "".join(f"2024-01-01 number {count}\n  Expenses:New  5\n  Assets:Bank Account\n\n" for count in range(1100))
    with pytest.raises(ImportRefused, match="line 4401: the postings are off by 5 USD"):
        take(many + X)
    for table in ("ledger_entries", "ledger_lines", "manual_journals", "account_balances"):
        assert peek(f"SELECT count(*) FROM {table}") == [(0,)]


def test_a_book_with_anything_in_it_takes_no_other(take: Import, ann: Client) -> None:
    entries = [{"index": 1, "account_id": 1000, "debit": 5}, {"index": 2, "account_id": 1001, "credit": 5}]
    ann.post("manual-journals", {"date": "2024-01-01", "entries": entries}, status=201)
    with pytest.raises(ImportRefused, match="books are taken into a new one only"):
        take(HOUSEHOLD)


FIRST = "2024-01-01 x  ; document: Journal 1, entry: 1\n  Expenses:Rent  5\n  Assets:Bank Account  -5\n\n"
UNDOING = "2024-01-01 x  ; document: Journal 1, entry: 2, reverses: 1\n  Expenses:Rent  -5  ; side: debit\n"
REST = "  Assets:Bank Account  5  ; side: credit\n"


def test_a_reversal_undoes_what_it_says(take: Import, ann: Client) -> None:
    taken = take(FIRST + UNDOING + REST)
    assert (taken.entries, taken.journals) == (2, 0)
    assert ann.get("manual-journals").json["manual_journals"] == []


@pytest.mark.parametrize(
    "forged,said",
    [
        (FIRST + UNDOING.replace("-5", "-4") + REST.replace("5", "4"), "do not cancel"),
        (FIRST + UNDOING.replace("2024-01-01", "2024-01-02") + REST, "line 5: entry 1 is reversed on its own day, 2024-01-01"),
        (FIRST.replace("Rent  5", "Rent  5  ; own: -5"), "two signs"),
    ],
)
def test_a_forged_file_is_refused(forged: str, said: str, take: Import, peek: Any) -> None:
    with pytest.raises(ImportRefused, match=said):
        take(forged)
    assert peek("SELECT count(*) FROM ledger_entries") == [(0,)]


def test_a_file_that_is_no_text_is_refused(tenant: template.Units, tmp_path: Path) -> None:
    file = tmp_path / "binary"
    file.write_bytes(b"2024-01-01 \xff\xfe\n")
    with pytest.raises(ImportRefused, match="not UTF-8"), tenant() as one:
        importing.scanned(one, file)
