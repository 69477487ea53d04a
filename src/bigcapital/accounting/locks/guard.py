"""Whether a day is closed to a kind of document.

The tenant's head row keeps the locks as a JSON object: ``type`` is ``all`` or ``partial``; under ``all``, ``sales``,
``purchases`` and ``financial`` stand ``active``, ``lock_to_date``, ``unlock_from_date`` and ``unlock_to_date`` (ISO days) and
the reasons. With type ``all`` only the group ``all`` counts, otherwise each document's own.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from bigcapital.errors import DomainError
from bigcapital.tenancy.tenant import Tenant

SALES, PURCHASES, FINANCIAL, ALL = "sales", "purchases", "financial", "all"
GROUPS = (ALL, SALES, PURCHASES, FINANCIAL)

_GROUP_OF = {
    **dict.fromkeys(
        ("SaleInvoice", "InvoiceWriteOff", "SaleReceipt", "SaleEstimate", "CreditNote", "RefundCreditNote", "PaymentReceive"), SALES
    ),
    **dict.fromkeys(("PaymentApplication", "CreditNoteApplyInvoice", "CustomerOpeningBalance"), SALES),
    **dict.fromkeys(("Bill", "BillPayment", "VendorCredit", "RefundVendorCredit", "LandedCost", "VendorOpeningBalance"), PURCHASES),
}


class TransactionsDateLocked(DomainError):
    """The day is closed; ``lockedToDate`` says up to when."""

    type = "TRANSACTIONS_DATE_LOCKED"


def group_of(reference_type: str) -> str:
    """The group of locks that a kind of document falls under."""
    return _GROUP_OF.get(reference_type, FINANCIAL)


def read(tenant: Tenant) -> dict[str, Any]:
    """The locks as stored; empty when there never were any."""
    stored: dict[str, Any] = json.loads(tenant.head.locks or "{}")
    return stored


def store(tenant: Tenant, locks: dict[str, Any]) -> None:
    """Replace the locks. Needs the tenant's lock, as every write does."""
    tenant.head.locks = json.dumps(locks, sort_keys=True)


def locked_to(tenant: Tenant, group: str, day: date) -> date | None:
    """The date up to which ``group`` is locked when ``day`` falls under the lock, else None."""
    locks = read(tenant)
    lock = locks.get(ALL if locks.get("type") == ALL else group) or {}
    if not lock.get("active") or not lock.get("lock_to_date"):
        return None
    to = date.fromisoformat(lock["lock_to_date"])
    if day > to or _unlocked(lock, day):
        return None
    return to


def check(tenant: Tenant, reference_type: str, day: date) -> None:
    """Raise ``TransactionsDateLocked`` when ``day`` is closed to documents of ``reference_type``."""
    to = locked_to(tenant, group_of(reference_type), day)
    if to is not None:
        raise TransactionsDateLocked(f"Transactions up to {to.isoformat()} are locked.", payload={"locked_to_date": to})


def _unlocked(lock: dict[str, Any], day: date) -> bool:
    start, end = lock.get("unlock_from_date"), lock.get("unlock_to_date")
    return start is not None and end is not None and date.fromisoformat(start) <= day <= date.fromisoformat(end)
