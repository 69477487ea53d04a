"""Which entries count on their own day on cash basis, and what settles the others. (The figures: ``cash_basis``.)

An entry counts on its day, whatever it is, unless its kind of document is named here. A document that is to be paid counts
by the shares that settlements make real of it: whoever pays, credits or refunds it says so with ``settle``, in the
transaction that does. Before the first settlement the document is absent.

Settlements are kept in a table that only grows, as the ledger does, and with moments as the ledger's: so what was settled as
known at a past moment is a sum. The ledger cannot tell it: a credit that is applied at its own rate posts nothing. Each has a
row of its own, as each is posted and rounded by itself; one that is taken back has a second, of the same amount below zero.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import and_, bindparam, case, func, insert, not_, select

from bigcapital import clock
from bigcapital.accounting import model
from bigcapital.accounting.exact import exact_sum
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

    A credit that is applied settles two documents, the credit and what it is applied to.
    """

    reference_type: str
    reference_id: int
    date: date
    amount: Decimal


_ROWS = model.settlements.c
_INSERT = insert(model.settlements)
_KEY = (_ROWS.reference_type, _ROWS.reference_id, _ROWS.date)
_STANDING = select(_ROWS.by_id, *_KEY, _ROWS.amount).where(
    _ROWS.by_type == bindparam("by_type"), _ROWS.by_id.in_(bindparam("ids", expanding=True))
)
_TICK = timedelta(microseconds=1)


def settle(tenant: Tenant, by_type: str, several: Mapping[int, Iterable[Settlement]], *, are_new: bool = False) -> None:
    """Say what payments, credits or refunds of a kind settle, by their ids: all of it, instead of what they settled before.

    To be called after their entries are recorded. ``are_new``: they settled nothing before, so that nobody looks. One
    statement, or two.
    """
    wanted = Counter(
        (by_id, one.reference_type, one.reference_id, one.date, one.amount) for by_id, settled in several.items() for one in settled
    )
    if several and not are_new:
        for by_id, kind, id, day, amount in tenant.connection.execute(_STANDING, {"by_type": by_type, "ids": list(several)}):
            wanted[by_id, kind, id, day, abs(amount)] -= 1 if amount > 0 else -1
    moment = tenant.head.last_recorded_at  # that of their entries, with which they are known
    if not tenant.recorded:
        moment = max(clock.now(), moment + _TICK)
    names = ("by_id", "reference_type", "reference_id", "date")
    common = {"by_type": by_type, "recorded_at": moment}
    rows = [
        {**dict(zip(names, key, strict=True)), "amount": amount if count > 0 else -amount, **common}
        for (*key, amount), count in wanted.items()
        for _ in range(abs(count) if amount else 0)
    ]
    if rows:
        tenant.connection.execute(_INSERT, rows)
        tenant.mark_changed()
        if not tenant.recorded:
            tenant.bump_metadata()  # or remembered answers would outlive it: the ledger has not changed


def settlements(tenant: Tenant, up_to: date | None = None, known: Known | None = None) -> dict[tuple[str, int], list[Settlement]]:
    """What was settled of each document (type and id), in the order of its days. One statement."""
    statement = select(*_KEY, exact_sum(_ROWS.amount)).group_by(*_KEY).order_by(*_KEY)
    if up_to is not None:
        statement = statement.where(_ROWS.date <= up_to)
    if known is not None and known.moment is not None:
        statement = statement.where(_ROWS.recorded_at <= known.moment)
    found: defaultdict[tuple[str, int], list[Settlement]] = defaultdict(list)
    for kind, id, day, amount in tenant.connection.execute(statement):
        if amount:
            found[kind, id].append(Settlement(kind, id, day, amount))
    return dict(found)
