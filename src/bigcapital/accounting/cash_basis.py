"""The books on cash basis: lines and sums as they are when what is owed counts only once it is settled.

They are the accrual ones without the entries that are settled over time, with the shares of those that settlements made
real, on the settlements' days. The ledger itself knows one basis only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate, groupby
from typing import Any, Literal

from sqlalchemy import and_, select

from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.balances import NOTHING, Ids, Sums
from bigcapital.accounting.exact import exact_sum
from bigcapital.accounting.known import Known
from bigcapital.accounting.lines import LedgerLine, read_lines
from bigcapital.accounting.model import IDS_OF_LINES, entries, lines
from bigcapital.accounting.settlements import SETTLED, UNCOUNTED, Settlement, settlements
from bigcapital.accounting.spans import Days
from bigcapital.ledger.accounts import CONTACT_CONTROL
from bigcapital.ledger.money import ZERO, exponent
from bigcapital.ledger.settling import Part, shares
from bigcapital.tenancy.tenant import Tenant

_MOST_DOCUMENTS = 500  # read at once
Cells = defaultdict[int, defaultdict[date, Sums]]  # account (or contact) → day → what it moved


def settled_lines(tenant: Tenant, up_to: date | None = None, *, known: Known | None = None) -> Iterator[LedgerLine]:
    """The shares of documents that were settled up to a day: their lines, each with its share, on the settlement's day.

    A statement for every 500 documents and kind of document, beside what the sources take.
    """
    found = settlements(tenant, up_to, known)
    for reference_type in sorted(SETTLED):
        ids = sorted(id for kind, id in found if kind == reference_type)
        for first in range(0, len(ids), _MOST_DOCUMENTS):
            batch = ids[first : first + _MOST_DOCUMENTS]
            read = read_lines(tenant, reference_type=reference_type, reference_ids=batch, known=known)
            own = sorted((one for one in read if not one.costable), key=lambda one: (one.reference_id, one.id))
            for id, document in groupby(own, key=lambda one: one.reference_id):
                yield from _shares(tenant, list(document), found[reference_type, id])


def _shares(tenant: Tenant, document: Sequence[LedgerLine], settled: Sequence[Settlement]) -> Iterator[LedgerLine]:
    books = chart(tenant)
    parts = [
        Part(
            base=one.debit - one.credit,
            own=one.amount if one.debit else -one.amount,
            is_control=books[one.account_id].account_type in CONTACT_CONTROL,
        )
        for one in document
    ]
    decimals = {"base_decimals": exponent(tenant.base_currency), "own_decimals": exponent(document[0].currency_code)}
    for settlement, several in zip(settled, shares(parts, (one.amount for one in settled), **decimals), strict=True):
        for one, share in zip(document, several, strict=True):
            if share.base:
                debit, credit, own = (share.base, ZERO, share.own) if one.debit else (ZERO, -share.base, -share.own)
                yield replace(one, date=settlement.date, debit=debit, credit=credit, amount=own, is_share=True)


def settled_days(
    tenant: Tenant, takes: Callable[[LedgerLine], bool], up_to: date | None = None, *, known: Known | None = None
) -> dict[tuple[date, int], LedgerLine]:
    """As ``settled_lines``, those that ``takes`` keeps; what was settled of a line on one day is one line. By day and line's id."""
    found: dict[tuple[date, int], LedgerLine] = {}
    for one in settled_lines(tenant, up_to, known=known):
        if takes(one):
            same = found.get((one.date, one.id))
            found[one.date, one.id] = one if same is None else added(same, one)
    return dict(sorted(found.items()))


def added(one: LedgerLine, other: LedgerLine, sign: int = 1) -> LedgerLine:
    """Shares of one line together, or the first without the other."""
    debit, credit, own = one.debit + sign * other.debit, one.credit + sign * other.credit, one.amount + sign * other.amount
    return replace(one, debit=debit, credit=credit, amount=own)


def settled_since(tenant: Tenant, takes: Callable[[LedgerLine], bool], since: Known) -> list[list[LedgerLine]]:
    """What is settled now and was not ``since``, or no longer is (below nothing): line by line, by document, the newest first."""
    changed = settled_days(tenant, takes)
    for key, one in settled_days(tenant, takes, known=since).items():
        nothing = replace(one, debit=ZERO, credit=ZERO, amount=ZERO)
        changed[key] = added(changed.get(key, nothing), one, -1)
    documents: defaultdict[tuple[str, int], list[LedgerLine]] = defaultdict(list)
    for one in changed.values():
        if one.debit or one.credit:
            documents[one.reference_type, one.reference_id].append(one)
    by_line = (sorted(lines, key=lambda one: (-one.entry_id, one.date, one.id)) for lines in documents.values())
    return sorted(by_line, key=lambda lines: -lines[0].entry_id)


def corrections(
    tenant: Tenant,
    spans: Sequence[Days],
    *,
    by: Literal["account", "contact"] = "account",
    accounts: Ids = None,
    contacts: Ids = None,
    branches: Ids = None,
    known: Known | None = None,
) -> list[dict[int, Sums]]:
    """For each span, what the accrual turnover of each account (or contact) must be added to become that on cash basis.

    Base currency alone; of these ``accounts``, ``contacts`` and ``branches``; contact 0 is none.
    """
    ends = [span.end for span in spans]
    up_to = None if None in ends or not ends else max(end for end in ends if end is not None)
    cells: Cells = defaultdict(lambda: defaultdict(Sums))
    chosen = {"account_id": accounts, "contact_id": contacts, "branch_id": branches}
    for key, day, debit, credit in _uncounted(tenant, up_to, f"{by}_id", chosen, known):
        cells[key or 0][day] -= Sums(debit, credit)
    for one in settled_lines(tenant, up_to, known=known):
        if all(ids is None or getattr(one, name) in ids for name, ids in chosen.items()):
            cells[getattr(one, f"{by}_id") or 0][one.date] += Sums(one.debit, one.credit)
    return _over(cells, spans)


def _uncounted(tenant: Tenant, up_to: date | None, by: str, chosen: Mapping[str, Ids], known: Known | None) -> Iterator[Any]:
    """The turnover by account (or contact) and day of all entries that do not count on their own day."""
    key = (lines.c[by], entries.c.date)
    wanted = select(entries.c.id).where(UNCOUNTED)
    source = entries.join(lines, and_(lines.c.entry_id == entries.c.id, IDS_OF_LINES))
    sums = (exact_sum(lines.c.debit), exact_sum(lines.c.credit))
    statement = select(*key, *sums).select_from(source).where(entries.c.id.in_(wanted)).group_by(*key)
    if up_to is not None:
        statement = statement.where(entries.c.date <= up_to)
    for name, ids in chosen.items():
        if ids is not None:
            statement = statement.where(lines.c[name].in_(list(ids)))
    if known is not None:
        statement = statement.where(entries.c.id <= known.entry)
    yield from tenant.connection.execute(statement)


def _over(cells: Cells, spans: Sequence[Days]) -> list[dict[int, Sums]]:
    """The sums of each span: its days are added up once, however many spans there are."""
    found: list[dict[int, Sums]] = [{} for _ in spans]
    for key, by_day in cells.items():
        days = sorted(by_day)
        running = [NOTHING, *accumulate(by_day[day] for day in days)]
        for place, span in enumerate(spans):
            first = 0 if span.start is None else bisect_left(days, span.start)
            last = len(days) if span.end is None else bisect_right(days, span.end)
            if first < last:
                found[place][key] = running[last] - running[first]
    return found
