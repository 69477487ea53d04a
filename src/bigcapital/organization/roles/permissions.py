"""What a role can grant: every subject with its abilities, as the role form shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bigcapital.organization.roles.words import labelled

VIEW, CREATE, EDIT, DELETE = "View", "Create", "Edit", "Delete"
ALL_FOUR = (VIEW, CREATE, EDIT, DELETE)


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that permissions are about; ``defaults`` are ticked in a new role's form."""

    name: str
    label: str
    abilities: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    def every_ability(self) -> Iterable[str]:
        """Every ability, ordinary and extra."""
        return (*self.abilities, *(key for key, _ in self.extra))


REPORTS = (
    ("read-balance-sheet", "Balance sheet"),
    ("read-trial-balance-sheet", "Trial balance sheet"),
    ("read-profit-loss", "Profit and loss sheet"),
    ("read-journal", "Journal sheet"),
    ("read-general-ledger", "General ledger"),
    ("read-cashflow", "Cash flow statement"),
    ("read-ar-aging-summary", "Receivable aging summary"),
    ("read-ap-aging-summary", "Payable aging summary"),
    ("read-purchases-by-items", "Purchases by items"),
    ("read-sales-by-items", "Sales by items"),
    ("read-customers-transactions", "Customers transactions"),
    ("read-vendors-transactions", "Vendors transactions"),
    ("read-customers-summary-balance", "Customers balance summary"),
    ("read-vendors-summary-balance", "Vendors balance summary"),
    ("read-inventory-valuation-summary", "Inventory valuation summary"),
    ("read-inventory-item-details", "Inventory item details"),
    ("read-cashflow-account-transactions", "Bank account transactions"),
    ("read-project-profitability-summary", "Project profitability summary"),
    ("read-sales-tax-liability-summary", "Sales tax liability summary"),
)

SUBJECTS = (
    Subject("Account", "Chart of accounts", ALL_FOUR, extra=(("TransactionsLocking", "Lock transactions"),)),
    Subject("ManualJournal", "Manual journals", ALL_FOUR),
    Subject("Cashflow", "Bank transactions", (VIEW, CREATE, DELETE)),
    Subject("Item", "Items", ALL_FOUR, ALL_FOUR),
    Subject("InventoryAdjustment", "Inventory adjustments", ALL_FOUR, (VIEW, CREATE, EDIT)),
    Subject("Customer", "Customers", ALL_FOUR, ALL_FOUR),
    Subject("Vendor", "Vendors", ALL_FOUR, ALL_FOUR),
    Subject("SaleEstimate", "Sale estimates", ALL_FOUR, ALL_FOUR),
    Subject("SaleInvoice", "Sale invoices", ALL_FOUR, ALL_FOUR, extra=(("bad-debt", "Write off bad debt"),)),
    Subject("SaleReceipt", "Sale receipts", ALL_FOUR, ALL_FOUR),
    Subject("CreditNode", "Credit notes", (*ALL_FOUR, "Refund"), (*ALL_FOUR, "Refund")),
    Subject("PaymentReceive", "Payments received", ALL_FOUR, ALL_FOUR),
    Subject("Bill", "Bills", ALL_FOUR, ALL_FOUR),
    Subject("VendorCredit", "Vendor credits", (*ALL_FOUR, "Refund"), (*ALL_FOUR, "Refund")),
    Subject("PaymentMade", "Payments made", ALL_FOUR, ALL_FOUR),
    Subject("Expense", "Expenses", ALL_FOUR, ALL_FOUR),
    Subject("Report", "Financial reports", extra=REPORTS),
    Subject("Preferences", "Preferences", extra=(("Mutate", "Change the preferences"),)),
)
KNOWN = frozenset((subject.name, ability) for subject in SUBJECTS for ability in subject.every_ability())
STAFF = tuple(
    (subject, ability)
    for subject in ("SaleInvoice", "SaleEstimate", "SaleReceipt", "PaymentReceive", "Bill", "PaymentMade")
    for ability in (CREATE, DELETE, VIEW, EDIT)
)


def permission_schema(language: str | None = None) -> list[dict[str, Any]]:
    """The table above, as clients read it."""
    return [
        {
            "subject": subject.name,
            "subject_label": labelled(subject.label, language),
            "abilities": [{"key": key, "label": labelled(key, language), "default": key in subject.defaults} for key in subject.abilities],
            "extra_abilities": [{"key": key, "label": labelled(label, language)} for key, label in subject.extra],
        }
        for subject in SUBJECTS
    ]
