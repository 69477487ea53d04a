"""A journal in hledger's syntax → what it says, statement by statement. Nothing here knows a book.

The subset is small and strict: what is not understood is refused with its line, never passed over. Comments whose every part
is ``tag: value``, with a tag that the product writes, are data; other comments are notes for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TextIO

from bigcapital.errors import DomainError
from bigcapital.exchange.plain_text.book import OF_ACCOUNTS, OF_ENTRIES, OF_LINES
from bigcapital.exchange.plain_text.writing import unescaped


class ImportRefused(DomainError):
    """The file cannot be taken in; the sentence says why, and in which line."""

    type = "IMPORT_REFUSED"

    def __init__(self, sentence: str, line: int | None = None):
        super().__init__(sentence if line is None else f"line {line}: {sentence}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as written. ``currency`` is a code or a sign, and empty where there is none."""

    value: Decimal
    currency: str


@dataclass(slots=True)
class Posting:
    """``amount`` is None for the one that takes what is left. ``price`` is of one unit, or of all when ``total``."""

    line: int
    account: str
    amount: Money | None
    price: Money | None = None
    total: bool = False
    tags: dict[str, str] = field(default_factory=dict)
    note: str | None = None


@dataclass(slots=True)
class Transaction:
    """``notes``: comments of people."""

    line: int
    day: date
    code: str | None
    text: str
    tags: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)


@dataclass(slots=True)
class Declared:
    """``kind``: account, commodity, branch, customer, vendor, or bigcapital for what the file says of itself."""

    line: int
    kind: str
    name: str
    tags: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Price:
    """A ``P`` directive."""

    line: int
    day: date
    currency: str
    rate: Money


Statement = Transaction | Declared | Price

_HEADS = ("bigcapital", "branch", "customer", "vendor")
_OF_HEADS = (*_HEADS, "base", "organization", "branches", "name", "code", "primary", "currency", "active")
_OF_POSTINGS = frozenset(OF_LINES)
_PART = re.compile(r"\s*([a-z_]+):\s*(.*)", re.DOTALL)
_DAY = r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"
_FIRST_LINE = re.compile(rf"{_DAY}(?:\s+[*!])?(?:\s+\(([^()]*)\))?(?:\s+(.*))?$")
_PRICE_LINE = re.compile(rf"P\s+{_DAY}\s+(\S+)\s+(.+)$")
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+"
_SYMBOL = r"\"[^\"]+\"|[^\s\d.,;+\-@*()\"]+"
_AMOUNT = re.compile(rf"([+-]?)\s*(?:({_SYMBOL})\s*)?([+-]?)({_NUMBER})\s*({_SYMBOL})?$")
_MARKS = re.compile(r"[*!]\s+")
_COMMENT = re.compile(r"[;#*]")


def read(stream: TextIO) -> Iterator[Statement]:
    """What a journal says, in its order. ``stream`` must keep the ends of lines as they are (``newline="\\n"``).

    :raises ImportRefused: a line is not of the subset.
    """
    current: Transaction | Declared | None = None
    skipping = False
    for number, raw in enumerate(_lines(stream), start=1):
        text = raw.rstrip()
        if skipping:
            skipping = text != "end comment"
        elif text == "comment":
            skipping = True
        elif not text:
            if current is not None:
                yield _whole(current)
            current = None
        elif text[0] in " \t":
            if current is None and not text.lstrip().startswith(";"):
                raise ImportRefused("an indented line belongs to a transaction, and there is none.", number)
            _continue(current, text.strip(), number)
        else:
            if current is not None:
                yield _whole(current)
            found = _begin(text, number)
            current = None if isinstance(found, Price) else found
            if isinstance(found, Price):
                yield found
    if current is not None:
        yield _whole(current)


def _lines(stream: TextIO) -> Iterator[str]:
    try:
        yield from stream
    except UnicodeDecodeError as error:
        raise ImportRefused("The file is not UTF-8 text.") from error


def _whole(found: Transaction | Declared) -> Statement:
    if isinstance(found, Transaction) and not found.postings:
        raise ImportRefused("the transaction has no postings.", found.line)
    return found


def _begin(text: str, number: int) -> Statement | None:
    """A line that stands at the margin."""
    if text[0].isdigit():
        return _transaction(text, number)
    if _COMMENT.match(text):
        tags = _tags(text[1:], _OF_HEADS)
        kind = next(iter(tags), "")
        return Declared(number, kind, tags.pop(kind), tags) if kind in _HEADS else None
    word, _, rest = text.partition(" ")
    rest, comment = _cut(rest.strip())
    if word == "account" and rest:
        return Declared(number, "account", _account(rest, number), _tags(comment, OF_ACCOUNTS))
    if word == "commodity" and rest:
        return Declared(number, "commodity", _commodity(rest, number))
    if word == "P":
        return _price(text, number)
    if word in ("payee", "tag", "decimal-mark"):
        if word == "decimal-mark" and rest != ".":
            raise ImportRefused("the decimal mark must be a point.", number)
        return None
    raise ImportRefused(f"{_shown(text)} is not understood.", number)


def _continue(current: Transaction | Declared | None, text: str, number: int) -> None:
    """An indented line: a posting, or a comment of what stands above."""
    if text.startswith(";"):
        _comment(current, text[1:])
    elif isinstance(current, Transaction):
        current.postings.append(_posting(text, number))
    elif current is not None and not (current.kind == "commodity" and text.startswith("format ")):
        raise ImportRefused(f"{_shown(text)} is not understood.", number)


def _comment(current: Transaction | Declared | None, text: str) -> None:
    if isinstance(current, Declared) and current.kind == "account":
        current.tags |= _tags(text, OF_ACCOUNTS)
    elif isinstance(current, Transaction) and current.postings:
        _note_posting(current.postings[-1], text)
    elif isinstance(current, Transaction):
        _note_transaction(current, text)


def _note_posting(posting: Posting, text: str) -> None:
    tags = _tags(text, OF_LINES)
    posting.tags |= tags
    if not tags and text.strip():
        posting.note = f"{posting.note}\n{text.strip()}" if posting.note else text.strip()


def _note_transaction(transaction: Transaction, text: str) -> None:
    tags = _tags(text, OF_ENTRIES)
    transaction.tags |= tags
    if not tags and text.strip():
        transaction.notes.append(text.strip())


# --- parts of lines ---


def _transaction(text: str, number: int) -> Transaction:
    body, comment = _cut(text, anywhere=True)
    found = _FIRST_LINE.match(body)
    if found is None:
        raise ImportRefused(f"{_shown(text)} does not begin as a transaction does: with a date, and after it a blank.", number)
    made = Transaction(number, _day(found, number), found[5] or None, (found[6] or "").strip())
    _note_transaction(made, comment)
    return made


def _posting(text: str, number: int) -> Posting:
    body, comment = _cut(text, anywhere=True)
    body = _MARKS.sub("", body, count=1) if _MARKS.match(body) else body
    name, *rest = re.split(r"\s{2,}|\t", body, maxsplit=1)
    made = Posting(number, _account(name, number), None)
    if rest and rest[0].strip():
        amount, sign, price = _priced(rest[0].strip())
        made.amount = _money(amount, number)
        if sign:
            made.price, made.total = _money(price, number), sign == "@@"
            if made.price.value < 0:
                raise ImportRefused("a price is never negative.", number)
    _note_posting(made, comment)
    return made


def _priced(text: str) -> tuple[str, str, str]:
    found = re.match(r"(.*?)\s*(@@|@)\s*(.*)", text)
    return (found[1], found[2], found[3]) if found else (text, "", "")


def _money(text: str, number: int) -> Money:
    found = _AMOUNT.match(text)
    if found is None or (found[2] and found[5]) or (found[1] and found[3]):
        hint = " (balance assertions and lots are not read)" if any(one in text for one in "={[") else ""
        raise ImportRefused(f"{_shown(text)} is not an amount such as 1,234.50 USD{hint}.", number)
    value = Decimal(found[4].replace(",", ""))
    negative = "-" in (found[1], found[3])
    return Money(-value if negative else value, (found[2] or found[5] or "").strip('"'))


def _commodity(text: str, number: int) -> str:
    """``1,000.00 USD``, ``1000. JPY`` or ``USD`` alone."""
    found = _AMOUNT.match(text)
    return (_money(text, number).currency if found else text).strip('"')


def _price(text: str, number: int) -> Price:
    found = _PRICE_LINE.match(_cut(text)[0])
    if found is None:
        raise ImportRefused(f"{_shown(text)} is not a price such as P 2024-01-31 EUR 1.08 USD.", number)
    return Price(number, _day(found, number), found[5].strip('"'), _money(found[6], number))


def _account(text: str, number: int) -> str:
    name = text.strip()
    if name[:1] in ("(", "["):
        raise ImportRefused("virtual postings are not part of a ledger.", number)
    if not all(step.strip() for step in name.split(":")):
        raise ImportRefused(f"{_shown(name)} is not the name of an account.", number)
    return name


def _day(found: re.Match[str], number: int) -> date:
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        raise ImportRefused(f"there is no day {found[1]}-{found[3]}-{found[4]}.", number) from None


def _cut(text: str, anywhere: bool = False) -> tuple[str, str]:
    """What stands before a comment, and the comment. In names a semicolon begins one after two blanks only."""
    found = re.search(";" if anywhere else r"(?:^|\s{2,}|\t);", text)
    return (text[: found.start()].rstrip(), text[found.end() :]) if found else (text, "")


def _tags(comment: str, known: tuple[str, ...]) -> dict[str, str]:
    """The tags of a comment; none unless it consists of known ones."""
    found: dict[str, str] = {}
    for part in comment.split(",") if comment.strip() else ():
        tag = _PART.fullmatch(part)
        if tag is None or tag[1] not in known:
            return {}
        found[tag[1]] = unescaped((tag[2] or "").strip())
    return found


def _shown(text: str) -> str:
    return f"“{text if len(text) <= 60 else f'{text[:60]}…'}”"
