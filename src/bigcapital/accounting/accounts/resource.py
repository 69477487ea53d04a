"""``/api/accounts``: the chart of accounts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bigcapital.accounting.accounts import operations, present
from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.accounts.exchanged import EXCHANGED
from bigcapital.accounting.accounts.model import Account
from bigcapital.accounting.accounts.schema import (
    AccountEdit,
    AccountIn,
    AccountLineOut,
    AccountOut,
    AccountsOut,
    AccountsQuery,
    LinesQuery,
    TypeOut,
)
from bigcapital.accounting.accounts.words import translated
from bigcapital.accounting.lines import lines_by_id, read_lines
from bigcapital.errors import InvalidInput
from bigcapital.ledger.accounts import ROOTS, TYPES, types_of_root
from bigcapital.rest import Activatable, BulkDelete, Collection, Field, Item, Listing, Role, View, action, collection, guards
from bigcapital.rest.listing import check_page

_LARGEST_PAGE = 10_000


def _of_root(root: str) -> Any:
    return lambda model: model.account_type.in_(types_of_root(root))


def _growing_on(side: str) -> Any:
    return lambda model: model.account_type.in_([key for key, type in TYPES.items() if type.normal == side])


_ROOT_LABELS = (("asset", "Asset"), ("liability", "Liability"), ("equity", "Equity"), ("Income", "Income"), ("expense", "Expense"))
_FIELDS = (
    Field("name", "text"),
    Field("description", "text"),
    Field("slug", "text", filterable=False),
    Field("code", "text"),
    Field(
        "root_type",
        "enumeration",
        sortable=False,
        options=_ROOT_LABELS,
        where={root: _of_root(root) for root in ROOTS} | {"Income": _of_root("income")},
    ),
    Field(
        "normal",
        "enumeration",
        sortable=False,
        options=(("debit", "Debit"), ("credit", "Credit")),
        where={side: _growing_on(side) for side in ("debit", "credit")},
    ),
    Field("type", "enumeration", "account_type", options=tuple((type.key, type.label) for type in TYPES.values())),
    Field("active", "boolean", filterable=False),
    Field("balance", "number", lambda model: present.AMOUNT),
    Field("currency", "text", "currency_code", filterable=False),
    Field("created_at", "date"),
)
_VIEWS = tuple(
    View(slug, name, (Role("root_type", "equals", root),))
    for slug, name, root in (
        ("assets", "Assets", "asset"),
        ("liabilities", "Liabilities", "liability"),
        ("equity", "Equity", "equity"),
        ("income", "Income", "income"),
        ("expenses", "Expenses", "expense"),
    )
)
_VIEW_COLUMNS = (
    ("name", "Account name"),
    ("code", "Account code"),
    ("account_type_label", "Account type"),
    ("account_normal", "Account normal"),
    ("amount", "Balance"),
    ("currencyCode", "Currency"),
)


class AccountItem(Item):
    """One account."""

    row: Account

    def show(self) -> dict[str, Any]:
        """The account with its balance."""
        return present.read_one(self.tenant, self.row.id)

    def edit(self, data: AccountEdit) -> dict[str, Any]:
        """Rename it, describe it, move it; its type and currency stay."""
        operations.edit(self.tenant, self.row, data)
        return self.show()

    def delete(self) -> None:
        """Delete it, unless it is predefined or anything refers to it. Its children move to the top."""
        operations.check_deletable(self.tenant, self.row)
        guards.check("account.delete", self.tenant, self.row)
        operations.delete(self.tenant, self.row)

    def activate(self) -> None:
        operations.set_active(self.tenant, self.row, True)

    def inactivate(self) -> None:
        operations.set_active(self.tenant, self.row, False)


@collection("accounts", item=AccountItem, subject="Account", traits=(BulkDelete(), Activatable()))
class Accounts(Collection):
    """The chart of accounts, with balances that include all accounts below."""

    resource = "Account"
    model = Account
    create_schema = AccountIn
    edit_schema = AccountEdit
    list_answer = AccountsOut
    show_answer = create_answer = edit_answer = AccountOut
    exchanged = EXCHANGED
    listing = Listing(
        envelope="accounts",
        fields=_FIELDS,
        default_filter_field="name",
        search=("name", "code"),
        views=_VIEWS,
        view_columns=_VIEW_COLUMNS,
        paginated=False,
        importable=True,
        exportable=True,
        active_column="active",
        query=AccountsQuery,
        words=translated,
    )

    def list_rows(self, query: AccountsQuery) -> dict[str, Any]:
        """The chart as a tree, or flat; every account at once."""
        check_page(query)  # a page that cannot be is refused here, too
        listing, timezone = self.listing, self.tenant.record.timezone or "UTC"
        assert listing is not None
        chosen = select(Account.id).where(Account.active.is_(False)) if query.only_inactive else select(Account.id)
        condition = listing.narrow(chosen, Account, query, timezone).whereclause
        ordered, key, order = listing.order(present.accounts_where(condition), Account, query)
        everything = condition is None and key != "balance"
        rows = present.read_all(self.tenant, ordered, f"{key} {order}") if everything else present.read(self.tenant, ordered)
        answer: dict[str, Any] = {
            "accounts": present.as_tree(rows) if query.structure == "tree" else rows,
            "filter_meta": {"order": order, "field_key": key},
        }
        if query.search_keyword:
            answer["filter_meta"]["search_keyword"] = query.search_keyword
        return answer

    def create(self, data: AccountIn) -> dict[str, Any]:
        """Open an account."""
        return present.read_one(self.tenant, operations.create(self.tenant, data).id)

    def bindings(self) -> dict[str, Any]:
        return {"base_currency": self.tenant.base_currency}

    def exported(self, rows: list[Account]) -> list[dict[str, Any]]:
        """Accounts in this order, each with the name of the one above it."""
        shown, known = {one["id"]: one for one in self.present(rows)}, chart(self.tenant)
        above = {row.id: known.get(row.parent_account_id or 0) for row in rows}
        return [shown[id] | {"parent_account": parent.name if parent is not None else None} for id, parent in above.items()]

    def not_found(self) -> Exception:
        return operations.AccountNotFound("There is no such account.")

    def present(self, rows: list[Account]) -> list[dict[str, Any]]:
        """Accounts as they go out."""
        return present.read(self.tenant, present.accounts_where(Account.id.in_([row.id for row in rows])))


@action(Accounts, "types", method="GET", answer=list[TypeOut])
def types(accounts: Accounts) -> list[dict[str, Any]]:
    """The nineteen types of account."""
    language = accounts.tenant.language
    return [
        {
            "label": translated(type.label, language),
            "key": type.key,
            "normal": type.normal,
            "parent_type": type.parent,
            "root_type": type.root,
            **({"multi_currency": True} if type.multi_currency else {}),
            "balance_sheet": type.balance_sheet,
            "income_sheet": type.income_sheet,
        }
        for type in TYPES.values()
    ]


@action(Accounts, "transactions", method="GET", query=LinesQuery, answer=list[AccountLineOut])
def lines(accounts: Accounts, query: LinesQuery) -> list[dict[str, Any]]:
    """The newest lines of the ledger on an account, or on all."""
    if not 1 <= query.limit <= _LARGEST_PAGE:
        raise InvalidInput.of("limit", "range", f"limit must be between 1 and {_LARGEST_PAGE}", query.limit)
    chosen = None
    if query.account_id is not None:
        if accounts.find(query.account_id) is None:
            raise accounts.not_found()
        chosen = [query.account_id]
    last = None
    if query.after is not None:
        last = lines_by_id(accounts.tenant, [query.after], accounts=chosen).get(query.after)
        if last is None:
            raise InvalidInput.of("after", "exists", f"after: there is no such line {query.after} here", query.after)
    found = read_lines(accounts.tenant, accounts=chosen, order="-date", after=last, limit=query.limit)
    return present.account_lines(accounts.tenant, found)
