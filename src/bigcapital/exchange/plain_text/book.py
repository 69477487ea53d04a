"""What a plain-text file says of a book, whatever its syntax: what is declared first, then every entry as it was recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, func, select

from bigcapital.accounting.accounts.chart import Chart, chart
from bigcapital.accounting.currencies.model import Currency
from bigcapital.accounting.journals.model import REFERENCE_TYPE, ManualJournal
from bigcapital.accounting.model import account_balances, entries, lines
from bigcapital.accounting.references import reference_label
from bigcapital.accounting.verify import batches
from bigcapital.contacts.model import Contact
from bigcapital.exchange.plain_text.writing import Unique, bare, handles
from bigcapital.ledger.money import ONE, ZERO, plain
from bigcapital.organization.branches import operations as branches
from bigcapital.organization.branches.model import Branch
from bigcapital.tenancy.tenant import Tenant

Tags = tuple[tuple[str, str], ...]
Row = Mapping[str, Any]
Step = Callable[[str, str | None], str]  # an account's name and code → one step of its path
Progress = Callable[[int, int], None]  # entries done, entries in all

ROOTS = {"asset": "Assets", "liability": "Liabilities", "equity": "Equity", "income": "Income", "expense": "Expenses"}
VERSION = "1"
LINE_IDS = ("project", "item", "warehouse", "tax_rate")  # what a line may point at besides contact and branch, by number
OF_ENTRIES = (
    "entry", "document", "subtype", "number", "reference", "costable", "reverses", "recorded", "user", "description",
    "journal_type", "mirrors",
)  # fmt: skip
OF_LINES = (
    "amount_of", "currency", "own", "side", "rate", "customer", "vendor", "index", *LINE_IDS, "tax_percentage", "note", "branch",
)  # fmt: skip
OF_ACCOUNTS = ("type", "kind", "name", "code", "currency", "active", "slug", "index", "description")

_CONTACTS: Any = Contact.__table__
_JOURNALS: Any = ManualJournal.__table__
_READ_CONTACTS = select(*(_CONTACTS.c[name] for name in ("id", "contact_service", "display_name", "currency_code", "active"))).order_by(
    _CONTACTS.c.id
)
_READ_BRANCHES = select(Branch).order_by(Branch.id)
_CURRENCIES = select(Currency.currency_code).union(select(account_balances.c.currency_code), select(_CONTACTS.c.currency_code))
_FIRST_DAY = select(func.min(entries.c.date))
_PRICES = (
    select(lines.c.date, lines.c.currency_code, lines.c.exchange_rate)
    .where(lines.c.currency_code != bindparam("base"))
    .group_by(lines.c.date, lines.c.currency_code, lines.c.exchange_rate)
    .order_by(lines.c.date, lines.c.currency_code, func.max(lines.c.id))
)
_JOURNALS_OF = select(*(_JOURNALS.c[name] for name in ("id", "description", "journal_type", "reverses_id"))).where(
    _JOURNALS.c.id.in_(bindparam("ids", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Declared:
    """An account, a contact or a branch: ``kind`` says which, ``name`` is what entries call it."""

    kind: str
    name: str
    tags: Tags


@dataclass(frozen=True, slots=True)
class Price:
    """What one unit of ``currency`` was worth in base currency on a day, by the entry of that day recorded last."""

    day: date
    currency: str
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Posting:
    """``amount`` of ``currency``, debit-positive, worth ``total`` ≥ 0 in base currency where that is another currency."""

    account: str
    amount: Decimal
    currency: str
    total: Decimal | None
    tags: Tags


@dataclass(frozen=True, slots=True)
class Transaction:
    """One entry of the ledger. ``number`` is the document's, ``title`` for the eye alone."""

    day: date
    number: str | None
    title: str
    tags: Tags
    postings: tuple[Posting, ...]


@dataclass(frozen=True)
class Book:
    """All that stands before the entries."""

    tenant: Tenant
    base_currency: str
    currencies: tuple[str, ...]
    tags: Tags
    first_day: date
    accounts: dict[int, Declared]
    branches: dict[int, Declared]
    contacts: dict[int, Declared]
    primary_branch: int | None

    def prices(self) -> Iterator[Price]:
        """One for each day and currency, by day."""
        last: Price | None = None
        for row in self.tenant.connection.execute(_PRICES, {"base": self.base_currency}):
            if last is not None and (last.day, last.currency) != (row.date, row.currency_code):
                yield last
            last = Price(row.date, row.currency_code, row.exchange_rate)
        if last is not None:
            yield last

    def transactions(self, progress: Progress | None = None) -> Iterator[Transaction]:
        """Every entry in the order in which it was recorded; reads a thousand at a time."""
        total, done = self.tenant.head.sequence, 0
        for rows, own in batches(self.tenant):
            ids = [row["reference_id"] for row in rows if row["reference_type"] == REFERENCE_TYPE]
            journals = {one.id: one for one in self.tenant.connection.execute(_JOURNALS_OF, {"ids": ids})} if ids else {}
            for row in rows:
                journal = journals.get(row["reference_id"]) if row["reference_type"] == REFERENCE_TYPE else None
                yield self._transaction(row, own[row["id"]], journal)
            done += len(rows)
            if progress is not None:
                progress(min(done, total), total)

    def _transaction(self, row: Row, own: list[dict[str, Any]], journal: Any) -> Transaction:
        label = reference_label(row["reference_type"])
        said = journal and journal.description
        title = bare(said or "") or label
        tags = _tags(
            entry=row["id"],
            document=f"{row['reference_type']} {row['reference_id']}",
            subtype=row["subtype"],
            number=row["number"],
            reference=row["reference"],
            costable="yes" if row["costable"] else None,
            reverses=row["reverses"],
            recorded=row["recorded_at"].astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
            user=row["user_id"],
            description=None if said == title != label else said,
            journal_type=journal and journal.journal_type,
            mirrors=journal and journal.reverses_id and f"{REFERENCE_TYPE} {journal.reverses_id}",
        )
        postings = tuple(one for place, line in enumerate(own, start=1) for one in self._postings(line, place))
        return Transaction(row["date"], row["number"], title, tags, postings)

    def _postings(self, line: Row, place: int) -> Iterator[Posting]:
        """A line as one posting; as two where its own amount and its worth have two signs, which no price can say."""
        account, base = self.accounts[line["account_id"]].name, self.base_currency
        on_debit, currency = bool(line["debit"]), line["currency_code"]
        worth, own = line["debit"] - line["credit"], line["amount"] if on_debit else -line["amount"]
        tags = self._line_tags(line, place, worth, on_debit)
        if currency == base and own == worth:
            yield Posting(account, worth, base, None, tags)
        elif currency != base and own and (own > 0) == (worth > 0):
            yield Posting(account, own, currency, abs(worth), tags)
        else:
            if currency != base and own:
                yield Posting(account, own, currency, ZERO, _tags(amount_of="next"))
            yield Posting(account, worth, base, None, _tags(currency=currency, own=plain(own)) + tags)

    def _line_tags(self, line: Row, place: int, worth: Decimal, on_debit: bool) -> Tags:
        branch = line["branch_id"]
        contact = self.contacts.get(line["contact_id"] or 0)
        tags = _tags(
            side=None if (worth > 0) is on_debit else "debit" if on_debit else "credit",
            rate=plain(line["exchange_rate"]) if line["currency_code"] != self.base_currency or line["exchange_rate"] != ONE else None,
            **({contact.kind: contact.name} if contact is not None else {}),
            index=line["index"] if line["index"] != place else None,
            **{name: line[f"{name}_id"] for name in LINE_IDS},
            tax_percentage=None if line["tax_percentage"] is None else plain(line["tax_percentage"]),
            note=line["note"],
        )
        if branch != self.primary_branch:
            known = self.branches.get(branch or 0)
            tags += (("branch", known.name if known is not None else ""),)
        return tags


def book(tenant: Tenant, step: Step, join: str = " ") -> Book:
    """The book of a tenant, its accounts called as ``step`` and ``join`` of the syntax want it."""
    base, known = tenant.base_currency, chart(tenant)
    rows = list(tenant.session.scalars(_READ_BRANCHES))
    primary = next((row.id for row in rows if row.primary), rows[0].id if rows else None)
    codes = {row.currency_code for row in tenant.connection.execute(_CURRENCIES)}
    codes |= {base, *(one.currency_code for one in known)}
    return Book(
        tenant=tenant,
        base_currency=base,
        currencies=tuple(sorted(codes)),
        tags=_tags(
            bigcapital=VERSION, base=base, organization=tenant.record.name or None, branches="on" if branches.is_on(tenant) else None
        ),
        first_day=tenant.connection.execute(_FIRST_DAY).scalar() or date(1970, 1, 1),
        accounts=_accounts(known, base, step, join),
        branches=_branches(rows, primary),
        contacts=_contacts(tenant),
        primary_branch=primary,
    )


def paths(known: Chart, step: Step, join: str = " ") -> dict[int, str]:
    """``Assets:Bank Account:Savings`` for every account by its id; no two are the same, in any case of letters."""
    siblings: defaultdict[str, Unique] = defaultdict(lambda: Unique(join))
    found: dict[int, str] = {}

    def path(id: int) -> str:
        if id not in found:
            one = known[id]
            parent = one.parent_account_id
            above = path(parent) if parent is not None and parent in known else ROOTS[one.type.root]
            found[id] = f"{above}:{siblings[above].name(step(one.name, one.code))}"
        return found[id]

    return {one.id: path(one.id) for one in known}


def _accounts(known: Chart, base: str, step: Step, join: str) -> dict[int, Declared]:
    called = paths(known, step, join)
    return {
        one.id: Declared(
            "account",
            called[one.id],
            _tags(
                kind=one.account_type,
                name=one.name if called[one.id].rsplit(":", 1)[-1] != one.name else None,
                code=one.code,
                currency=one.currency_code if one.currency_code != base else None,
                active=None if one.active else "no",
                slug=one.slug,
                index=one.row["index"],
                description=one.row["description"],
            ),
        )
        for one in known
    }


def _branches(rows: list[Branch], primary: int | None) -> dict[int, Declared]:
    called = handles((row.id, row.name) for row in rows)
    return {
        row.id: Declared(
            "branch",
            called[row.id],
            _tags(name=_other(row.name, called[row.id]), code=row.code, primary="yes" if row.id == primary else None),
        )
        for row in rows
    }


def _contacts(tenant: Tenant) -> dict[int, Declared]:
    rows = tenant.connection.execute(_READ_CONTACTS).all()
    called = {
        id: name
        for kind in ("customer", "vendor")
        for id, name in handles((row.id, row.display_name) for row in rows if row.contact_service == kind).items()
    }
    return {
        row.id: Declared(
            row.contact_service,
            called[row.id],
            _tags(name=_other(row.display_name, called[row.id]), currency=row.currency_code, active=None if row.active else "no"),
        )
        for row in rows
    }


def _other(name: str, called: str) -> str | None:
    return name if name != called else None


def _tags(**given: Any) -> Tags:
    """Those that say something, in this order."""
    return tuple((name, str(value)) for name, value in given.items() if value is not None)
