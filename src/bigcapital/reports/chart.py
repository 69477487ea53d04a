"""The chart of accounts as statements walk it: parents before children, by code, then name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from bigcapital.accounting.accounts import chart as books_chart
from bigcapital.ledger.accounts import TYPES, AccountType
from bigcapital.tenancy.tenant import Tenant

RETAINED_EARNINGS = "retained-earnings"  # the predefined account's slug


@dataclass(frozen=True, slots=True)
class Account:
    """One account, as far as statements need it."""

    id: int
    name: str
    code: str | None
    account_type: str
    parent_id: int | None = None
    index: int | None = None
    slug: str | None = None

    @property
    def type(self) -> AccountType:
        """What kind of account it is."""
        return TYPES[self.account_type]

    @property
    def label(self) -> str:
        """``name - code``."""
        return f"{self.name} - {self.code}" if self.code else self.name


@dataclass(frozen=True)
class Chart:
    """Accounts, in the order that statements show them. An account whose parent is not among them stands on top."""

    accounts: tuple[Account, ...]
    by_id: dict[int, Account] = field(init=False, repr=False)
    _children: dict[int | None, list[Account]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_id = {one.id: one for one in self.accounts}
        children: defaultdict[int | None, list[Account]] = defaultdict(list)
        for one in sorted(self.accounts, key=lambda each: (each.code is None, each.code or "", each.name, each.id)):
            children[one.parent_id if one.parent_id in by_id else None].append(one)
        object.__setattr__(self, "by_id", by_id)
        object.__setattr__(self, "_children", dict(children))

    def roots(self) -> list[Account]:
        """The accounts on top."""
        return self._children.get(None, [])

    def children(self, account: Account) -> list[Account]:
        """The accounts right below."""
        return self._children.get(account.id, [])

    def walk(self, start: Iterable[Account] | None = None) -> Iterator[Account]:
        """Every account, parents first, from ``start`` or from the top."""
        for one in self.roots() if start is None else start:
            yield one
            yield from self.walk(self.children(one))

    def only(self, ids: Collection[int]) -> Chart:
        """The accounts of these ids with all below them; the whole chart for no ids."""
        if not ids:
            return self
        kept = {below.id: below for one in self.accounts if one.id in ids for below in self.walk([one])}
        return Chart(tuple(replace(one, parent_id=one.parent_id if one.parent_id in kept else None) for one in kept.values()))

    @property
    def retained_earnings(self) -> Account | None:
        """Where the results of past years stand."""
        return next((one for one in self.accounts if one.slug == RETAINED_EARNINGS), None)


def read(tenant: Tenant) -> Chart:
    """The tenant's chart, inactive accounts included: what they hold is in the books."""
    return Chart(
        tuple(
            Account(one.id, one.name, one.code, one.account_type, one.parent_account_id, one.row["index"], one.slug)
            for one in books_chart.chart(tenant)
        )
    )
