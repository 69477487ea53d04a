"""A transaction of a file → lines of the ledger. Pure: what names mean is given.

What the product wrote comes out as it went in. What people wrote is converted as a journal would be: one rate for all, or each
posting at its own price; postings in base currency beside one foreign currency belong to it, with nothing of their own in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bigcapital.errors import DomainError
from bigcapital.exchange.plain_text.book import LINE_IDS
from bigcapital.exchange.plain_text.naming import Names
from bigcapital.exchange.plain_text.reading import ImportRefused, Money, Posting, Transaction
from bigcapital.exchange.plain_text.scanning import CONTACTS, Currencies, check_rate, whole
from bigcapital.ledger.accounts import PAYABLE, RECEIVABLE
from bigcapital.ledger.conversion import Leg, convert
from bigcapital.ledger.entry import LARGEST, Line
from bigcapital.ledger.money import ONE, ZERO, exponent, has_decimals, multiplied, plain, portion, rounded

_DECIMAL = re.compile(r"-?\d{1,20}(\.\d{1,20})?", re.ASCII)
_NEEDED = {RECEIVABLE: "customer", PAYABLE: "vendor"}


@dataclass(frozen=True, slots=True)
class _Part:
    """A posting in the making: ``own`` in ``currency``, ``worth`` in base currency, both debit-positive."""

    posting: Posting
    own: Decimal
    currency: str
    worth: Decimal
    rate: Decimal
    in_base: bool = False  # written in base currency, without a word of another


def lines_of(one: Transaction, names: Names, currencies: Currencies) -> tuple[Line, ...]:
    """The balanced lines of a transaction.

    :raises ImportRefused: they do not balance, or one of them cannot be.
    """
    postings = [posting for posting in one.postings if "amount_of" not in posting.tags]
    given = [_part(posting, one.day, currencies) for posting in postings if posting.amount is not None]
    open_ones = [posting for posting in postings if posting.amount is None]
    if len(open_ones) > 1:
        raise ImportRefused("only one posting may leave out its amount.", open_ones[1].line)
    try:
        if "document" not in one.tags and _at_one_rate(given, open_ones, currencies.base):
            return _converted(one, given, open_ones, postings, names, currencies.base)
        parts = [*given, *(_rest(posting, given, currencies) for posting in open_ones)]
        parts.sort(key=lambda part: part.posting.line)
        parts = _in_one_currency(parts, currencies.base)
        _check_balance(parts, one, currencies.base)
        return tuple(_line(part, names, by_hand="document" not in one.tags) for part in parts)
    except ImportRefused:
        raise
    except (DomainError, ValueError) as error:
        raise ImportRefused(str(error), one.line) from error


# --- amounts ---


def _part(posting: Posting, day: date, currencies: Currencies) -> _Part:
    assert posting.amount is not None
    base = currencies.base
    value, code = currencies.amount(posting.amount, posting.line)
    if abs(value) >= LARGEST:
        raise ImportRefused("an amount has at most 12 digits before the point.", posting.line)
    rate = _decimal(posting, "rate")
    if rate is not None:
        check_rate(rate, posting.line)
    if code == base:
        if posting.price is not None:
            raise ImportRefused(
                f"prices are of amounts in other currencies, in {base}: write the other amount, with @@ {base}.", posting.line
            )
        own = _decimal(posting, "own")
        written = posting.tags.get("currency")
        other = base if written is None else currencies.code(written, posting.line)
        return _Part(posting, value if own is None else own, other, value, rate or ONE, in_base=written is None and own is None)
    worth, found = _worth(posting, posting.price, value, code, day, currencies)
    return _Part(posting, value, code, worth, rate or found)


def _worth(posting: Posting, price: Money | None, value: Decimal, code: str, day: date, currencies: Currencies) -> tuple[Decimal, Decimal]:
    """What ``value`` of ``code`` is worth in base currency, and at which rate."""
    base, line = currencies.base, posting.line
    if price is None:
        rate = currencies.rate(code, day, line)
    elif currencies.code(price.currency, line) != base:
        raise ImportRefused(f"the price must be in {base}, the currency of the books.", line)
    elif posting.total:
        if price.value >= LARGEST or not has_decimals(price.value, exponent(base)):
            raise ImportRefused(f"{plain(price.value)} is no amount in {base}.", line)
        rate = portion(price.value, ONE, abs(value), 10) if value else ZERO
        if rate <= 0 and "rate" not in posting.tags:
            raise ImportRefused(f"the price makes no exchange rate of {code}.", line)
        return (price.value if value > 0 else -price.value) + ZERO, rate
    else:
        rate = price.value
    check_rate(rate, line)
    return rounded(multiplied(value, rate), exponent(base)), rate


def _at_one_rate(parts: Sequence[_Part], open_ones: Sequence[Posting], base: str) -> bool:
    """Whether all is in one foreign currency at one rate. (What is left of amounts with prices is in base currency.)"""
    return (
        bool(parts)
        and not (open_ones and any(part.posting.price for part in parts))
        and len({(part.currency, part.rate) for part in parts}) == 1
        and not any(part.posting.total or part.in_base or part.currency == base for part in parts)
    )


def _converted(
    one: Transaction,
    given: Sequence[_Part],
    open_ones: Sequence[Posting],
    postings: Sequence[Posting],
    names: Names,
    base: str,
) -> tuple[Line, ...]:
    """As a journal in that currency."""
    own = {id(part.posting): part.own for part in given}
    own |= {id(posting): -sum((part.own for part in given), ZERO) for posting in open_ones}
    left = sum(own.values(), ZERO)
    if left:
        raise ImportRefused(f"the postings are off by {plain(left)} {given[0].currency}.", one.line)
    legs = []
    for posting in postings:
        line = _line(_Part(posting, own[id(posting)], given[0].currency, own[id(posting)], given[0].rate), names, by_hand=True)
        legs.append(
            Leg(
                account_id=line.account_id,
                account_type=line.account_type,
                amount=own[id(posting)],
                is_debit=True,
                contact_id=line.contact_id,
                branch_id=line.branch_id,
                project_id=line.project_id,
                tax_percentage=line.tax_percentage,
                note=line.note,
            )
        )
    return convert(legs, currency=given[0].currency, rate=given[0].rate, base_currency=base)


def _rest(posting: Posting, given: Sequence[_Part], currencies: Currencies) -> _Part:
    """The posting without an amount takes what is left, in base currency."""
    left = -_total(given) + ZERO
    return _Part(posting, left, currencies.base, left, ONE, in_base=True)


def _total(parts: Sequence[_Part]) -> Decimal:
    return sum((part.worth for part in parts), ZERO)


def _in_one_currency(parts: list[_Part], base: str) -> list[_Part]:
    """Base-currency postings that balance something foreign are lines of that currency, worth something in base alone."""
    here = [part for part in parts if part.in_base]
    foreign = {part.currency: part.rate for part in parts if part.currency != base}
    if not _total(here) or len(foreign) != 1:
        return parts
    [(currency, rate)] = foreign.items()
    return [replace(part, currency=currency, own=ZERO, rate=rate) if part.in_base else part for part in parts]


def _check_balance(parts: Sequence[_Part], one: Transaction, base: str) -> None:
    left = _total(parts)
    if left:
        raise ImportRefused(f"the postings are off by {plain(left)} {base}.", one.line)
    by_currency: defaultdict[str, Decimal] = defaultdict(Decimal)
    for part in parts:
        by_currency[part.currency] += part.worth
    if any(by_currency.values()):
        raise ImportRefused(f"a transaction may have one currency beside {base}, or must balance in each: write it as several.", one.line)


# --- lines ---


def _line(part: _Part, names: Names, *, by_hand: bool) -> Line:
    posting, tags = part.posting, part.posting.tags
    account_id = names.accounts[posting.account]
    type = names.types[account_id]
    contact = next((names.contacts[kind, tags[kind]] for kind in CONTACTS if kind in tags), None)
    needed = _NEEDED.get(type)
    if by_hand and needed is not None and needed not in tags:
        raise ImportRefused(f"receivables need a customer and payables a vendor: add “; {needed}: NAME” to the posting.", posting.line)
    side = tags.get("side", "debit" if part.worth > 0 else "credit")
    if side not in ("debit", "credit"):
        raise ImportRefused(f"“{side}” is no side: debit or credit.", posting.line)
    on_debit = side == "debit"
    for name in LINE_IDS[1:]:
        if name in tags:
            raise ImportRefused(f"the organization has no {name.replace('_', ' ')} {tags[name]}.", posting.line)
    branch = names.primary_branch
    if "branch" in tags:
        branch = names.branches[tags["branch"]] if tags["branch"] else None
    return Line(
        account_id=account_id,
        account_type=type,
        debit=part.worth if on_debit else ZERO,
        credit=ZERO if on_debit else -part.worth + ZERO,
        currency=part.currency,
        rate=part.rate,
        amount=part.own if on_debit else -part.own + ZERO,
        contact_id=contact,
        branch_id=branch,
        project_id=whole(tags["project"], "project", posting.line) if "project" in tags else None,
        tax_percentage=_decimal(posting, "tax_percentage"),
        note=tags.get("note", posting.note),
        index=whole(tags["index"], "index", posting.line) if "index" in tags else None,
    )


def _decimal(posting: Posting, tag: str) -> Decimal | None:
    text = posting.tags.get(tag)
    if text is None:
        return None
    if not _DECIMAL.fullmatch(text):
        raise ImportRefused(f"“{tag}: {text[:60]}” is not a number.", posting.line)
    return Decimal(text)
