"""The accounts that every organization begins with, and those that the product makes when it first needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bigcapital.accounting.accounts.words import translated

_GOODS = "Holds the value of the goods that are available for sale."
_DRAWINGS = "Money that the owner has withdrawn from the business."
_LOAN = "Money borrowed from a creditor."
_OPENING_LIABILITIES = "The difference between debits and credits of the opening balances."
_ADVANCE = "What customers have paid in advance, until it is delivered."
_RETAINED = "Net income of past years that was kept in the business."
_OPENING_EQUITY = "The counter account of opening balances."
_WITHDRAWN = "What the owner has taken out of the business for private use."
_COST = "What the goods sold have cost directly."
_EXCHANGE = "Gains and losses from differences in exchange rates."
_FEES = "What banks charge: transfer fees, account fees and the like."
_OTHER_INCOME = "Income that does not come from the business's main activity, such as interest."


@dataclass(frozen=True, slots=True)
class Standard:
    """One of them. ``slug`` is how the product finds it; ``predefined`` ones cannot be deleted."""

    code: str
    name: str
    account_type: str
    slug: str
    predefined: bool = False
    description: str | None = None

    def row(self, currency: str, language: str | None) -> dict[str, Any]:
        """Its columns, in the organization's language and base currency."""
        return {
            "code": self.code,
            "name": translated(self.name, language),
            "slug": self.slug,
            "account_type": self.account_type,
            "predefined": self.predefined,
            "description": translated(self.description, language) if self.description else None,
            "currency_code": currency,
            "active": True,
            "index": 1,
        }


SEEDED = (
    Standard("10001", "Bank Account", "bank", "bank-account", True),
    Standard("10002", "Saving Bank Account", "bank", "saving-bank-account"),
    Standard("10003", "Undeposited Funds", "cash", "undeposited-funds", True),
    Standard("10004", "Petty Cash", "cash", "petty-cash", True),
    Standard("10005", "Computer Equipment", "fixed-asset", "computer-equipment"),
    Standard("10006", "Office Equipment", "fixed-asset", "office-equipment"),
    Standard("10007", "Accounts Receivable (A/R)", "accounts-receivable", "accounts-receivable", True),
    Standard("10008", "Inventory Asset", "inventory", "inventory-asset", True, _GOODS),
    Standard("20001", "Accounts Payable (A/P)", "accounts-payable", "accounts-payable", True),
    Standard("20002", "Owner A Drawings", "other-current-liability", "owner-drawings", False, _DRAWINGS),
    Standard("20003", "Loan", "other-current-liability", "loan", False, _LOAN),
    Standard("20004", "Opening Balance Liabilities", "other-current-liability", "opening-balance-liabilities", False, _OPENING_LIABILITIES),
    Standard("20005", "Revenue Received in Advance", "other-current-liability", "revenue-received-in-advance", False, _ADVANCE),
    Standard("20006", "Tax Payable", "tax-payable", "tax-payable", True),
    Standard("30001", "Retained Earnings", "equity", "retained-earnings", True, _RETAINED),
    Standard("30002", "Opening Balance Equity", "equity", "opening-balance-equity", True, _OPENING_EQUITY),
    Standard("30003", "Owner's Equity", "equity", "owner-equity", True),
    Standard("30004", "Drawings", "equity", "drawings", True, _WITHDRAWN),
    Standard("40011", "Other Expenses", "other-expense", "other-expenses", True),
    Standard("40002", "Cost of Goods Sold", "cost-of-goods-sold", "cost-of-goods-sold", True, _COST),
    Standard("40003", "Office expenses", "expense", "office-expenses"),
    Standard("40004", "Rent", "expense", "rent"),
    Standard("40005", "Exchange Gain or Loss", "other-expense", "exchange-grain-loss", True, _EXCHANGE),
    Standard("40006", "Bank Fees and Charges", "expense", "bank-fees-and-charges", False, _FEES),
    Standard("40007", "Depreciation Expense", "expense", "depreciation-expense"),
    Standard("50001", "Sales of Product Income", "income", "sales-of-product-income", True),
    Standard("50002", "Sales of Service Income", "income", "sales-of-service-income"),
    Standard("50003", "Uncategorized Income", "income", "uncategorized-income", True),
    Standard("50004", "Other Income", "other-income", "other-income", False, _OTHER_INCOME),
    Standard("50005", "Unearned Revenue", "other-current-liability", "unearned-revenue", True),
    Standard("100010", "Prepaid Expenses", "other-current-asset", "prepaid-expenses", True),
    Standard("40008", "Discount", "other-income", "discount", True),
    Standard("40009", "Purchase Discount", "other-expense", "purchase-discount", True),
    Standard("40010", "Other Charges", "other-income", "other-charges", True),
)
ON_DEMAND = (Standard("100020", "Stripe Clearing", "other-current-asset", "stripe-clearing", True),)
BY_SLUG = {one.slug: one for one in (*SEEDED, *ON_DEMAND)}
