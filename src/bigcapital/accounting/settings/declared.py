"""Every setting of an organization, declared once: its group, key, type, default and where it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Home(Enum):
    """Where a setting's value lives."""

    TABLE = "a row of the settings table"
    NUMBERING = "the number series in the head row"
    LOCKS = "the lock dates in the head row; changed by locking alone"
    METADATA = "the organization's metadata; changed there alone"
    SYSTEM = "a row of the settings table that the product writes by itself"

    @property
    def writable(self) -> bool:
        """Whether saving settings changes it; other values that clients send back are passed over."""
        return self in {Home.TABLE, Home.NUMBERING}


@dataclass(frozen=True, slots=True)
class Setting:
    """``type`` is str, bool or int; ``field`` its name in its home, where that is another than the key."""

    type: type
    default: Any = None
    home: Home = Home.TABLE
    field: str | None = None


def _series(prefix: str | None, *texts: str, **others: Setting) -> dict[str, Setting]:
    """A number series with its companions."""
    return {
        "next_number": Setting(str, "00001", Home.NUMBERING, "next"),
        "number_prefix": Setting(str, prefix, Home.NUMBERING, "prefix"),
        "auto_increment": Setting(bool, True, Home.NUMBERING, "auto"),
        **{text: Setting(str) for text in texts},
        **others,
    }


def _metadata(*keys: str, **renamed: str) -> dict[str, Setting]:
    named = {key: key for key in keys} | renamed
    return {key: Setting(str, home=Home.METADATA, field=field) for key, field in named.items()}


def _locking() -> dict[str, Setting]:
    found = {"locking-type": Setting(str, "partial", Home.LOCKS)}
    for module in ("all", "sales", "purchases", "financial"):
        found[f"{module}.active"] = Setting(bool, home=Home.LOCKS)
        for key in ("lock_to_date", "unlock_from_date", "unlock_to_date", "lock_reason", "unlock_reason"):
            found[f"{module}.{key}"] = Setting(str, home=Home.LOCKS)
    return found


_SMS = (
    "sale-invoice-details",
    "sale-invoice-reminder",
    "sale-estimate-details",
    "sale-receipt-details",
    "payment-receive-details",
    "customer-balance",
)

DECLARED: dict[str, dict[str, Setting]] = {
    "organization": {
        **_metadata("name", "base_currency", "industry", "location", "fiscal_year", "language", "date_format", time_zone="timezone"),
        "financial_date_start": Setting(str),
        "accounting_basis": Setting(str, "accrual"),
    },
    "manual_journals": _series("J-"),
    "sales_estimates": _series("EST-", "customer_notes", "terms_conditions"),
    "sales_invoices": _series("INV-", "customer_notes", "terms_conditions"),
    "sales_receipts": _series("REC-", "receipt_message", "terms_conditions", preferred_deposit_account=Setting(int)),
    "payment_receives": _series("PAY-", preferred_deposit_account=Setting(int), preferred_advance_deposit=Setting(int)),
    "credit_note": _series("CN-", "customer_notes", "terms_conditions"),
    "e_invoices": {
        **{key: Setting(str) for key in ("registration_number", "electronic_address", "iban", "bic")},
        **{key: Setting(str) for key in ("contact_name", "contact_phone", "contact_email")},
        "attach_to_mail": Setting(bool, False),
    },
    "vendor_credit": _series("VC-"),
    "cashflow": _series("CF-"),
    "warehouse_transfers": _series("WT-"),
    "bill_payments": {"withdrawal_account": Setting(int)},
    "expenses": {"preferred_payment_account": Setting(int)},
    "items": {key: Setting(int) for key in ("preferred_sell_account", "preferred_cost_account", "preferred_inventory_account")},
    "inventory": {"cost_compute_running": Setting(bool, False, Home.SYSTEM)},
    "accounts": {"account_code_required": Setting(bool, False), "account_code_unique": Setting(bool, True)},
    "sms-notification": {f"sms-notification-enable.{key}": Setting(bool) for key in _SMS},
    "transactions-locking": _locking(),
    "features": {key: Setting(bool, False, Home.SYSTEM) for key in ("warehouses", "branches")},
}
LONGEST_TEXT = 10_000  # whatever the letters, its JSON fits a column of 64 KiB
CHOICES = {("organization", "accounting_basis"): ("accrual", "cash")}
ALIASES = {("features", "multi-warehouses"): "warehouses", ("features", "multi-branches"): "branches"}


def as_type(setting: Setting, value: Any) -> Any:
    """``value`` as the setting's type, ``""`` as none where it is not text; raises ``ValueError`` with what it must be."""
    if value is None or (value == "" and setting.type is not str):
        return None
    if setting.type is bool:
        known = {"true": True, "1": True, "false": False, "0": False}
        if str(value).lower() not in known:
            raise ValueError("must be true or false")
        return known[str(value).lower()]
    if setting.type is int:
        text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
        if not text.isdecimal() or len(text) > 18:
            raise ValueError("must be a whole number")
        return int(value)
    if isinstance(value, bool | list | dict):
        raise ValueError("must be a text")
    if len(str(value)) > LONGEST_TEXT:
        raise ValueError(f"must have at most {LONGEST_TEXT} characters")
    if any(0xD800 <= ord(character) <= 0xDFFF for character in str(value)):
        raise ValueError("must be text that can be written")
    return str(value)
