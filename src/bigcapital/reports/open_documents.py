"""What is open of customers, document by document: the invoices and charges, and the credits that settle nothing yet.

They add up to what the aging says at each age, by its own rules. A document is told by the latest of its lines on receivables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select

from bigcapital.accounting.lines import LedgerLine, lines_by_id
from bigcapital.accounting.model import lines, settlements
from bigcapital.ledger.money import ZERO
from bigcapital.reports.aging import is_charge, moved
from bigcapital.reports.open_invoices import INVOICE, Asked, told_invoices
from bigcapital.sales.credit_notes.model import CreditNote
from bigcapital.sales.invoices.model import WRITE_OFF
from bigcapital.tenancy.tenant import Tenant

Document = tuple[str, int]  # its type and id


class Open(NamedTuple):
    """What is open of a document: above nothing what was charged, below what was credited. ``line``: the id of its line."""

    line: int
    age: int
    amount: Decimal


@dataclass(slots=True)
class _Account:
    """What a customer's documents moved, and what is open of them. Lines are ids."""

    lines: dict[Document, int] = field(default_factory=dict)
    charges: list[tuple[date, Decimal, int]] = field(default_factory=list)
    due: list[Open] = field(default_factory=list)
    credits: defaultdict[int, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))  # by line, above nothing

    def opened(self, asked: Asked) -> list[Open]:
        """All of it: whatever was credited counts towards the oldest charges, the oldest credit first."""
        found, left, taken = list(self.due), sum(self.credits.values(), ZERO), ZERO
        for day, amount, line in sorted(self.charges):
            part = min(max(left - taken, ZERO), amount)
            taken += part
            found.append(Open(line, asked.ages.of(day), amount - part))
        for line, credit in sorted(self.credits.items()):
            part = min(max(credit, ZERO), taken)
            taken -= part
            found.append(Open(line, 0, part - credit))
        return [one for one in found if one.amount]


def open_documents(tenant: Tenant, asked: Asked) -> dict[int, list[Open]]:
    """By customer (0: nobody), what is open of each document. Five statements."""
    accounts: defaultdict[int, _Account] = defaultdict(_Account)
    each = moved(asked).subquery()
    found = select(each, lines.c.date).join(lines, lines.c.id == each.c.line)
    rows = tenant.connection.execute(found).all()
    for contact, kind, id, line, _, _ in rows:
        accounts[contact or 0].lines[kind, id] = line
    notes = _notes(tenant)

    def line_of(account: _Account, document: Document, other: int) -> int:
        """The line that tells of a document: of the credit note that was applied, of the invoice that was written off."""
        document = (INVOICE, document[1]) if document[0] == WRITE_OFF else notes.get(document, document)
        return account.lines.get(document, other)

    for contact, kind, id, line, net, day in rows:
        account = accounts[contact or 0]
        if is_charge(kind, net):
            account.charges.append((day, net, line))
        else:
            account.credits[line_of(account, (kind, id), line)] -= net
    for one in told_invoices(tenant, asked):
        account = accounts[one.customer]
        line = account.lines.get((INVOICE, one.id), 0)
        if line:
            account.due.append(Open(line, asked.ages.of(one.due_date), one.rest))
            account.credits[line] += one.rest  # what is left there at last is of rounding
            for by in one.settled:
                account.credits[line] += by.amount
                account.credits[line_of(account, (by.type, by.id), line)] -= by.amount
    return {id: account.opened(asked) for id, account in accounts.items()}


def counted(tenant: Tenant, several: Sequence[Open]) -> list[tuple[LedgerLine, Decimal]]:
    """The lines of these, by day, each with what is open of its document."""
    sums: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    for one in several:
        sums[one.line] += one.amount
    found = lines_by_id(tenant, [id for id, amount in sums.items() if amount])
    return [(line, sums[line.id]) for line in sorted(found.values(), key=lambda line: (line.date, line.id))]


def _notes(tenant: Tenant) -> dict[Document, Document]:
    """Which credit note was applied by each of its applications."""
    row = settlements.c
    found = select(row.by_type, row.by_id, row.reference_id).where(row.reference_type == CreditNote.REFERENCE_TYPE).distinct()
    return {(kind, id): (CreditNote.REFERENCE_TYPE, note) for kind, id, note in tenant.connection.execute(found)}
