"""The nineteen types of account: what each is, on which side it grows, and where statements show it.

Keys, labels and order are part of the API's contract. Nothing here knows an account, only types.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Side = Literal["debit", "credit"]


@dataclass(frozen=True, slots=True)
class AccountType:
    """One type. ``normal``: the side on which its accounts grow. ``multi_currency``: may be held in another currency."""

    key: str
    label: str
    normal: Side
    parent: str
    root: str
    multi_currency: bool = False

    @property
    def balance_sheet(self) -> bool:
        """Whether its accounts carry their balance from year to year."""
        return self.root in ("asset", "liability", "equity")

    @property
    def income_sheet(self) -> bool:
        """Whether its accounts say what a year earned or cost."""
        return not self.balance_sheet

    def balance(self, debit: Decimal, credit: Decimal) -> Decimal:
        """What an account of this type holds, positive on its normal side."""
        return debit - credit if self.normal == "debit" else credit - debit


_TYPES = (
    AccountType("cash", "Cash", "debit", "current-asset", "asset", multi_currency=True),
    AccountType("bank", "Bank", "debit", "current-asset", "asset", multi_currency=True),
    AccountType("accounts-receivable", "Accounts Receivable", "debit", "current-asset", "asset"),
    AccountType("inventory", "Inventory", "debit", "current-asset", "asset"),
    AccountType("other-current-asset", "Other Current Asset", "debit", "current-asset", "asset"),
    AccountType("fixed-asset", "Fixed Asset", "debit", "fixed-asset", "asset"),
    AccountType("none-current-asset", "Non-Current Asset", "debit", "fixed-asset", "asset"),
    AccountType("accounts-payable", "Accounts Payable", "credit", "current-liability", "liability"),
    AccountType("credit-card", "Credit Card", "credit", "current-liability", "liability", multi_currency=True),
    AccountType("tax-payable", "Tax Payable", "credit", "current-liability", "liability"),
    AccountType("other-current-liability", "Other Current Liability", "credit", "current-liability", "liability"),
    AccountType("long-term-liability", "Long Term Liability", "credit", "long-term-liability", "liability"),
    AccountType("non-current-liability", "Non-Current Liability", "credit", "non-current-liability", "liability"),
    AccountType("equity", "Equity", "credit", "equity", "equity"),
    AccountType("income", "Income", "credit", "income", "income"),
    AccountType("other-income", "Other Income", "credit", "income", "income"),
    AccountType("cost-of-goods-sold", "Cost of Goods Sold", "debit", "expense", "expense"),
    AccountType("expense", "Expense", "debit", "expense", "expense"),
    AccountType("other-expense", "Other Expense", "debit", "expense", "expense"),
)

TYPES: dict[str, AccountType] = {one.key: one for one in _TYPES}
ROOTS = ("asset", "liability", "equity", "income", "expense")

RECEIVABLE = "accounts-receivable"
PAYABLE = "accounts-payable"
CONTACT_CONTROL = frozenset({RECEIVABLE, PAYABLE})  # their balances are kept by contact too
CONTROL = CONTACT_CONTROL | {"cash", "bank", "credit-card"}  # each leg is converted by itself: it must match a statement outside


def types_of_root(root: str) -> tuple[str, ...]:
    """Keys of the types under ``root``, in the contract's order."""
    return tuple(one.key for one in _TYPES if one.root == root)
