"""The three syntaxes: hledger, Ledger and beancount. Each says how the same book is spelled; none knows where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

from bigcapital.exchange.plain_text.book import OF_ACCOUNTS, OF_ENTRIES, OF_LINES, ROOTS, Book, Declared, Posting, Price, Tags, Transaction
from bigcapital.exchange.plain_text.writing import bare, capital_step, escaped, money, step
from bigcapital.ledger.accounts import TYPES
from bigcapital.ledger.money import exponent, plain

FORMATS = ("hledger", "ledger", "beancount")
Format = Literal["hledger", "ledger", "beancount"]

_LETTERS = {"asset": "A", "liability": "L", "equity": "E", "income": "R", "expense": "X"}
_CASH = ("cash", "bank")
_QUOTED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b"}


class Syntax:
    """How a book is spelled. ``suffix`` is of its files."""

    suffix: ClassVar[str]
    join: ClassVar[str] = " "  # before the number of a name that is taken

    def step(self, name: str, code: str | None) -> str:
        """An account's name as one step of its path."""
        return step(name)

    def before(self, book: Book) -> Iterator[str]:
        """Everything ahead of the entries, in pieces."""
        yield self.opening(book)
        yield from (self.currency(code, book) for code in book.currencies)
        for several in (book.branches, book.contacts, book.accounts):
            yield "\n"
            yield from (self.declaration(one, book) for one in several.values())
        yield "\n"
        yield from (self.price(one, book) for one in book.prices())

    def opening(self, book: Book) -> str:
        """What the file is."""
        raise NotImplementedError

    def currency(self, code: str, book: Book) -> str:
        """That amounts of ``code`` have so many decimals."""
        raise NotImplementedError

    def declaration(self, one: Declared, book: Book) -> str:
        """An account, a contact, a branch."""
        raise NotImplementedError

    def price(self, one: Price, book: Book) -> str:
        """A rate."""
        raise NotImplementedError

    def transaction(self, one: Transaction, book: Book) -> str:
        """An entry."""
        raise NotImplementedError


class _Journal(Syntax):
    """What hledger and Ledger have in common: everything but where tags stand."""

    preamble: ClassVar[str] = ""

    def opening(self, book: Book) -> str:
        roots = "".join(self._account(name, self._root_tags(root)) for root, name in ROOTS.items())
        return f"; {_listed(book.tags)}\n{self.preamble}\n{roots}\n"

    def declaration(self, one: Declared, book: Book) -> str:
        if one.kind == "account":
            return self._account(one.name, self._account_tags(one))
        return f"; {_listed(((one.kind, one.name), *one.tags))}\n"

    def price(self, one: Price, book: Book) -> str:
        return f"P {one.day} {one.currency} {plain(one.rate)} {book.base_currency}\n"

    def transaction(self, one: Transaction, book: Book) -> str:
        shown = bare(one.number or "").replace("(", "").replace(")", "")
        code = f" ({shown})" if shown else ""
        tags = tuple(each for each in one.tags if each != ("number", shown))
        postings = "".join(self._posting(each, book) for each in one.postings)
        return f"\n{self._tagged(f'{one.day} *{code} {one.title}', tags, '    ')}{postings}"

    def _posting(self, one: Posting, book: Book) -> str:
        price = "" if one.total is None else f" @@ {money(one.total, book.base_currency)}"
        return self._tagged(f"    {one.account}  {money(one.amount, one.currency)}{price}", one.tags, "        ")

    def _account(self, name: str, tags: Tags) -> str:
        return self._tagged(f"account {name}", tags, "    ")

    def _root_tags(self, root: str) -> Tags:
        return ()

    def _account_tags(self, one: Declared) -> Tags:
        return one.tags

    def _tagged(self, text: str, tags: Tags, indent: str) -> str:
        raise NotImplementedError


class Hledger(_Journal):
    """hledger: tags behind the text, separated by commas; accounts say to it what they are."""

    suffix = "journal"

    def currency(self, code: str, book: Book) -> str:
        return f"commodity 1000.{'0' * exponent(code)} {code}\n"

    def _root_tags(self, root: str) -> Tags:
        return (("type", _LETTERS[root]),)

    def _account_tags(self, one: Declared) -> Tags:
        kind = dict(one.tags)["kind"]
        return (("type", "C" if kind in _CASH else _LETTERS[TYPES[kind].root]), *one.tags)

    def _tagged(self, text: str, tags: Tags, indent: str) -> str:
        return f"{text}  ; {_listed(tags)}\n" if tags else f"{text}\n"


class Ledger(_Journal):
    """Ledger: a line of its own for each tag."""

    suffix = "ledger"
    preamble = "".join(f"tag {name}\n" for name in sorted({*OF_ENTRIES, *OF_LINES, *OF_ACCOUNTS}))

    def currency(self, code: str, book: Book) -> str:
        decimals = exponent(code)
        return f"commodity {code}\n    format {f'1000.{0:0{decimals}}' if decimals else '1000'} {code}\n"

    def _tagged(self, text: str, tags: Tags, indent: str) -> str:
        return "".join([f"{text}\n", *(f"{indent}; {name}: {escaped(value)}\n" for name, value in tags)])


class Beancount(Syntax):
    """beancount: everything dated, names of its own alphabet, metadata instead of tags."""

    suffix = "beancount"
    join = "-"

    def step(self, name: str, code: str | None) -> str:
        return capital_step(name, code)

    def opening(self, book: Book) -> str:
        base = book.base_currency
        # It divides total prices and multiplies them again: what it then misses is far below the smallest unit.
        options = {
            "title": dict(book.tags).get("organization", ""),
            "operating_currency": base,
            "inferred_tolerance_default": f"{base}:0.00001",
        }
        return "".join(f"option {_quoted(name)} {_quoted(value)}\n" for name, value in options.items()) + "\n"

    def currency(self, code: str, book: Book) -> str:
        return f"{book.first_day} commodity {code}\n  decimals: {exponent(code)}\n"

    def declaration(self, one: Declared, book: Book) -> str:
        word = f"open {one.name}" if one.kind == "account" else f"custom {_quoted(one.kind)} {_quoted(one.name)}"
        return f"{book.first_day} {word}\n{_metadata(one.tags, '  ')}"

    def price(self, one: Price, book: Book) -> str:
        return f"{one.day} price {one.currency} {plain(one.rate)} {book.base_currency}\n"

    def transaction(self, one: Transaction, book: Book) -> str:
        postings = "".join(self._posting(each, book) for each in one.postings)
        return f"\n{one.day} * {_quoted(one.title)}\n{_metadata(one.tags, '  ')}{postings}"

    def _posting(self, one: Posting, book: Book) -> str:
        price = "" if one.total is None else f" @@ {money(one.total, book.base_currency)}"
        return f"  {one.account}  {money(one.amount, one.currency)}{price}\n{_metadata(one.tags, '    ')}"


SYNTAXES: dict[str, Syntax] = {"hledger": Hledger(), "ledger": Ledger(), "beancount": Beancount()}


def _listed(tags: Tags) -> str:
    return ", ".join(f"{name}: {escaped(value)}" for name, value in tags)


def _metadata(tags: Tags, indent: str) -> str:
    return "".join(f"{indent}{name}: {_quoted(value)}\n" for name, value in tags)


def _quoted(value: str) -> str:
    return '"' + re.sub(r'[\\"\n\r\t\f\b]', lambda found: _QUOTED[found[0]], value) + '"'
