"""What a file names → rows of the organization: accounts, contacts, branches and currencies, found or made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from bigcapital.accounting.accounts import operations as accounts
from bigcapital.accounting.accounts.chart import Chart, chart
from bigcapital.accounting.accounts.model import Account
from bigcapital.accounting.accounts.standard import BY_SLUG
from bigcapital.accounting.currencies import operations as currencies
from bigcapital.contacts.model import Contact
from bigcapital.exchange.plain_text.book import paths
from bigcapital.exchange.plain_text.reading import Declared, ImportRefused
from bigcapital.exchange.plain_text.scanning import Scan, whole
from bigcapital.exchange.plain_text.writing import step
from bigcapital.ledger.accounts import TYPES
from bigcapital.organization.branches import operations as branches
from bigcapital.organization.branches.model import Branch
from bigcapital.tenancy.tenant import Tenant

# The first step of an account's path, in small letters → the root of its type, and the type that it has unless it says another.
TOPS = {
    **dict.fromkeys(("assets", "asset"), ("asset", "other-current-asset")),
    **dict.fromkeys(("liabilities", "liability", "debts", "debt"), ("liability", "other-current-liability")),
    "equity": ("equity", "equity"),
    **dict.fromkeys(("income", "incomes", "revenue", "revenues"), ("income", "income")),
    **dict.fromkeys(("expenses", "expense"), ("expense", "expense")),
}
_TOP_OF_ROOT = {"asset": "assets", "liability": "liabilities", "equity": "equity", "income": "income", "expense": "expenses"}
_REST_OF_TOPS = "equity, income (or revenues) and expenses"
_SIZES = {"name": 255, "code": 16, "slug": 255}


@dataclass(frozen=True)
class Names:
    """Ids by what the file calls them. ``types``: of accounts, by id."""

    accounts: dict[str, int]
    types: dict[int, str]
    contacts: dict[tuple[str, str], int]
    branches: dict[str, int]
    primary_branch: int | None
    in_branches: bool


def found_or_made(tenant: Tenant, scan: Scan) -> Names:
    """All that the file names.

    :raises ImportRefused: something cannot be what the file wants it to be.
    """
    for code in scan.commodities:
        currencies.ensure(tenant, code)
    known = _Accounts(tenant, scan).place()
    types = {id: str(type) for id, type in tenant.session.execute(select(Account.id, Account.account_type))}
    contacts = _contacts(tenant, scan)
    by_name, primary = _branches(tenant, scan)
    return Names(known, types, contacts, by_name, primary, branches.is_on(tenant))


class _Accounts:
    """The chart that the file wants. A file of ours brings all of its book's chart; another one adds to what is there."""

    def __init__(self, tenant: Tenant, scan: Scan):
        self.tenant, self.scan = tenant, scan
        self.chart: Chart = chart(tenant)
        self.rows: dict[int, Account] = {row.id: row for row in tenant.session.scalars(select(Account))}
        self.placed: dict[str, Account] = {}
        self.made: list[Account] = []

    def place(self) -> dict[str, int]:
        """Path → id."""
        wanted = self._wanted()
        self._find(wanted)
        for path, line in wanted.items():
            if path not in self.placed:
                self.placed[path] = self._new(path, line)
                self.made.append(self.placed[path])
        self.tenant.session.add_all(self.made)
        self.tenant.session.flush()  # in the file's order, which is that of the ids
        if self.scan.ours:
            self._drop_others()
        for path, line in wanted.items():
            self._settle(path, line)
        self._check_names()
        self.tenant.session.flush()
        self.tenant.bump_metadata()
        return {path: row.id for path, row in self.placed.items()}

    def _wanted(self) -> dict[str, int]:
        """Every account that the file declares or uses, and those above it; the five tops are no accounts."""
        found: dict[str, int] = {}
        for path, line in [*((one.name, one.line) for one in self.scan.accounts.values()), *self.scan.used.items()]:
            steps = path.split(":")
            if steps[0].casefold() not in TOPS:
                raise ImportRefused(f"“{path}” has no type: it stands below none of assets, liabilities, {_REST_OF_TOPS}.", line)
            if len(steps) == 1 and path in self.scan.used:
                raise ImportRefused(f"“{path}” is the top of a tree and no account: name one below it.", line)
            for depth in range(2, len(steps) + 1):
                found.setdefault(":".join(steps[:depth]), line)
        return found

    def _find(self, wanted: dict[str, int]) -> None:
        """By what the product calls them, then by their place."""
        by_slug: dict[str, int] = {}
        for one in self.chart:
            if one.slug:
                by_slug.setdefault(one.slug, one.id)
        by_path = {path.casefold(): id for id, path in paths(self.chart, lambda name, code: step(name)).items()}
        for places in (lambda path: by_slug.get(self._tags(path).get("slug", "")), lambda path: by_path.get(_standard(path))):
            taken = {row.id for row in self.placed.values()}
            for path, line in wanted.items():
                id = places(path) if path not in self.placed else None
                if id is not None and id not in taken:
                    taken.add(id)
                    self.placed[path] = self.rows[id]
                    self._check_same(path, self.rows[id], line)

    def _new(self, path: str, line: int) -> Account:
        tags, name = self._tags(path), path.rsplit(":", 1)[1]
        if path.count(":") > accounts.DEEPEST + 1:
            raise ImportRefused(f"“{path}” is nested too deeply.", line)
        if "kind" not in tags:  # a name is an account's own here, wherever it stands
            taken = {row.name.casefold() for row in (*self.rows.values(), *self.made)}
            if name.casefold() in taken:
                name = path.split(":", 1)[1].replace(":", " ")
        slug = tags.get("slug") or (None if "kind" in tags else accounts.slug_of(name))
        standard = BY_SLUG.get(slug or "")
        return Account(
            name=name,
            account_type=self._kind(path, line),
            currency_code=self._currency(path, line),
            slug=slug,
            active=True,
            predefined=standard is not None and standard.predefined and standard.account_type == self._kind(path, line),
        )

    def _kind(self, path: str, line: int) -> str:
        top, _, rest = path.partition(":")
        root, kind = TOPS[top.casefold()]
        tags = self._tags(path)
        if tags.get("kind"):
            kind = tags["kind"]
            if kind not in TYPES or TYPES[kind].root != root:
                raise ImportRefused(f"“{kind}” is no type of account below {top}.", line)
        elif ":" in rest:
            kind = self._kind(path.rsplit(":", 1)[0], line)
        elif tags.get("type") == "C" and root == "asset":
            kind = "cash"
        return kind

    def _currency(self, path: str, line: int) -> str:
        return self.scan.currencies.code(self._tags(path).get("currency", ""), line)

    def _check_same(self, path: str, row: Account, line: int) -> None:
        if "kind" not in self._tags(path):
            return
        kind, currency = self._kind(path, line), self._currency(path, line)
        if (row.account_type, row.currency_code) != (kind, currency):
            said = f"{row.account_type} in {row.currency_code}"
            raise ImportRefused(f"“{path}” is {kind} in {currency}, and the organization has “{row.name}” as {said}.", line)

    def _drop_others(self) -> None:
        """The book that the file is of had no more of the accounts that organizations begin with."""
        kept = {row.id for row in self.placed.values()}
        for row in self.rows.values():
            if row.id not in kept and row.seeded_at is not None and not row.predefined:
                accounts.delete(self.tenant, row)

    def _settle(self, path: str, line: int) -> None:
        """Where the account stands, and, of a file of ours, all else that it is."""
        row, tags = self.placed[path], self._tags(path)
        above = self.placed.get(path.rsplit(":", 1)[0])
        if above is not None and above.account_type != row.account_type:
            raise ImportRefused(f"“{path}” stands below an account of another type.", line)
        if not self.scan.ours and row not in self.made:
            return
        row.parent_account_id = above.id if above is not None else None
        if "kind" not in tags:
            return
        for name, size in _SIZES.items():
            if len(tags.get(name, "")) > size:
                raise ImportRefused(f"the {name} of “{path[:60]}” has more than {size} characters.", line)
        row.name = tags.get("name", path.rsplit(":", 1)[1])
        row.code, row.description = tags.get("code"), tags.get("description")
        row.active = tags.get("active") != "no"
        row.index = whole(tags["index"], "index", line) if "index" in tags else None

    def _check_names(self) -> None:
        seen: dict[str, int] = {}
        for row in self.tenant.session.scalars(select(Account).order_by(Account.id)):
            other = seen.setdefault(row.name.casefold(), row.id)
            if other != row.id:
                raise ImportRefused(f"Two accounts would have the name “{row.name}”.")

    def _tags(self, path: str) -> dict[str, str]:
        declared = self.scan.accounts.get(path)
        return declared.tags if declared is not None else {}


def _standard(path: str) -> str:
    """A path under the tops that the product writes, in small letters."""
    top, _, rest = path.partition(":")
    return f"{_TOP_OF_ROOT[TOPS[top.casefold()][0]]}:{rest}".casefold()


def _contacts(tenant: Tenant, scan: Scan) -> dict[tuple[str, str], int]:
    there: dict[tuple[str, str], list[int]] = {}
    for row in tenant.session.execute(select(Contact.id, Contact.contact_service, Contact.display_name).order_by(Contact.id)):
        there.setdefault((row.contact_service, row.display_name), []).append(row.id)
    found: dict[tuple[str, str], int] = {}
    made: dict[tuple[str, str], Contact] = {}
    for key, one in scan.contacts.items():
        name = _name(one)
        same = there.get((one.kind, name), [])
        if same:
            found[key] = same.pop(0)
        else:
            currency = scan.currencies.code(one.tags.get("currency", ""), one.line)
            made[key] = Contact(contact_service=one.kind, display_name=name, currency_code=currency, active=one.tags.get("active") != "no")
    tenant.session.add_all(made.values())
    tenant.session.flush()
    tenant.bump_metadata()
    return found | {key: row.id for key, row in made.items()}


def _branches(tenant: Tenant, scan: Scan) -> tuple[dict[str, int], int | None]:
    """Branches by name, and the primary one. Working in branches begins with a second one."""
    session = tenant.session
    primary = branches.primary(tenant) if session.scalar(select(func.count()).select_from(Branch)) else None
    rows = session.scalars(select(Branch).order_by(Branch.id.desc()))
    there = {row.name: row for row in rows if not (scan.ours and row is primary)}
    found: dict[str, Any] = {}
    for called, one in scan.branches.items():
        name, code = _name(one), one.tags.get("code")
        if one.tags.get("primary") == "yes" and primary is not None:
            primary.name, primary.code = name, code
            found[called] = primary
        elif name in there and there[name] not in found.values():
            found[called] = there[name]
        else:
            found[called] = branches.create(tenant, {"name": name, "code": code})
    session.flush()
    tenant.bump_metadata()
    on = any(row is not primary for row in found.values()) or (scan.head is not None and scan.head.tags.get("branches") == "on")
    if on and not branches.is_on(tenant):
        branches.activate(tenant)
    return {called: row.id for called, row in found.items()}, primary.id if primary is not None else None


def _name(one: Declared) -> str:
    name = one.tags.get("name", one.name)
    if not name.strip() or len(name) > 255:
        raise ImportRefused(f"the name of a {one.kind} has 1 to 255 characters.", one.line)
    return name
