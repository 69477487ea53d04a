"""Which entries count on their own day on cash basis, and what settles the others. (The figures: ``cash_basis``.)

An entry counts on its day, whatever it is, unless its kind of document is named here. A document that is to be paid counts
by the shares that settlements make real of it: whoever pays, applies or refunds such documents registers a source that tells
them. Without a source, or before the first settlement, the document is absent.

Answers are remembered until the ledger or the metadata changes: whoever writes a settlement that posts nothing (a credit
applied at its own rate) calls ``tenant.bump_metadata()``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, case, func, not_

from bigcapital.accounting.known import Known
from bigcapital.accounting.model import entries
from bigcapital.accounting.revaluations.model import OF_CONTACTS, REFERENCE_TYPE
from bigcapital.tenancy.tenant import Tenant

# Reference types that are settled over time. (The cost of goods that such a document moved counts with the goods.)
SETTLED = frozenset({"SaleInvoice", "CreditNote", "Bill", "VendorCredit", "CustomerOpeningBalance", "VendorOpeningBalance"})
# Reference types that never count: nothing was received for what was written off.
ABSENT = frozenset({"InvoiceWriteOff"})

# An entry that does not count on its own day: it is owed, or what is owed was revalued by it. Never unknown, whatever is null.
UNCOUNTED = and_(
    entries.c.reference_type.in_(sorted({*SETTLED, *ABSENT, REFERENCE_TYPE})),  # by itself, for the index
    case((entries.c.reference_type == REFERENCE_TYPE, func.coalesce(entries.c.subtype, "") == OF_CONTACTS), else_=not_(entries.c.costable)),
)
COUNTS = not_(UNCOUNTED)


@dataclass(frozen=True, slots=True)
class Settlement:
    """On ``date``, ``amount`` of a document was settled: paid, credited or refunded, in the document's currency.

    A credit that is applied settles two documents, the credit and what it is applied to. Below nothing: something that was
    settled stands open again.
    """

    reference_type: str
    reference_id: int
    date: date
    amount: Decimal


# (tenant, up to which day, as far as known; None: without bound, all) → what was settled, of one day in order.
Source = Callable[[Tenant, date | None, Known | None], Iterable[Settlement]]
SOURCES: list[Source] = []


def tells_settlements(source: Source) -> Source:
    """Register the decorated source."""
    if source not in SOURCES:
        SOURCES.append(source)
    return source


def settlements(tenant: Tenant, up_to: date | None = None, known: Known | None = None) -> dict[tuple[str, int], list[Settlement]]:
    """All settlements of each document (type and id), in the order of their days."""
    found: dict[tuple[str, int], list[Settlement]] = {}
    for source in SOURCES:
        for one in source(tenant, up_to, known):
            found.setdefault((one.reference_type, one.reference_id), []).append(one)
    return {document: sorted(several, key=lambda one: one.date) for document, several in found.items()}
