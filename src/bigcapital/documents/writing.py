"""How every kind of commercial document is written: what is entered is checked whole, then header and lines are stored.

A kind's ``operations.py`` decides what may happen to it; this is what happens to all of them alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Generic, TypeVar

from sqlalchemy import Table

from bigcapital import clock, db
from bigcapital.accounting import books, dimensions
from bigcapital.accounting.attachments.operations import KINDS
from bigcapital.accounting.currencies.rates import rate_of
from bigcapital.accounting.dimensions import ContactName
from bigcapital.accounting.locks import guard
from bigcapital.accounting.numbering import Numbers
from bigcapital.documents import former, lines
from bigcapital.documents.lines import Resolved, Trade
from bigcapital.documents.model import Commercial, DocumentLine
from bigcapital.documents.schema import DocumentIn
from bigcapital.errors import DomainError
from bigcapital.organization.templates.operations import default_id
from bigcapital.tenancy.tenant import Tenant

Kind = TypeVar("Kind", bound=Commercial)


class BranchRequired(DomainError):
    type = "BRANCH_ID_REQUIRED"


@dataclass(frozen=True, slots=True)
class Written(Generic[Kind]):
    """A document with its lines, as they now are."""

    document: Kind
    lines: Sequence[DocumentLine]


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered, once nothing is wrong with it."""

    data: DocumentIn
    contact: ContactName
    rate: Decimal
    branch_id: int | None
    resolved: Resolved

    def fill(self, document: Commercial) -> None:
        """Put it into the columns that every kind has."""
        data, totals = self.data, self.resolved.totals
        setattr(document, f"{document.CONTACT}_id", self.contact.id)
        document.currency_code, document.exchange_rate = self.contact.currency, self.rate
        document.is_inclusive_tax = data.is_inclusive_tax
        document.discount, document.discount_type, document.adjustment = data.discount, data.discount_type, data.adjustment
        document.subtotal, document.discount_amount = totals.subtotal, totals.discount_amount
        document.tax_amount, document.total = totals.tax_amount, totals.total
        document.branch_id, document.pdf_template_id = self.branch_id, data.pdf_template_id


def check(tenant: Tenant, data: DocumentIn, contact_id: int, trade: Trade, standing: Sequence[DocumentLine] = ()) -> Entered:
    """Everything that is entered of a document of this contact, checked; ``standing``: the lines that it replaces.

    :raises DomainError: a rule refuses it; :raises InvalidInput: there is no such contact, or an amount or the rate does not fit
        its currency.
    """
    contact = dimensions.contact_of(tenant, trade.contact, contact_id)
    rate = rate_of(tenant, contact.currency, data.exchange_rate)
    branch_id = branch_of(tenant, data.branch_id)
    resolved = lines.resolve(tenant, data, contact.currency, trade, standing)
    return Entered(data, contact, rate, branch_id, resolved)


def branch_of(tenant: Tenant, given: int | None) -> int | None:
    """The branch that a document is stored with: the one that it names, while branches are shown.

    :raises BranchRequired: it names none; :raises BranchIdNotFound: there is no such branch.
    """
    branches = dimensions.branches(tenant)
    if not branches.shown:
        return None
    if given is None:
        raise BranchRequired("The document needs a branch.")
    branches.check([given])
    return given


def check_open(tenant: Tenant, document: Commercial, *days: date) -> None:
    """A document that has effect is closed with its period, though it be too small for the ledger.

    :raises TransactionsDateLocked: one of the days is locked.
    """
    for day in days:
        guard.check(tenant, document.REFERENCE_TYPE, day)


def take_effect(tenant: Tenant, document: Commercial, stood_on: date | None = None) -> None:
    """A document, filled in, has effect on its day: from now on, or instead of on the day on which it stood before an edit.

    :raises TransactionsDateLocked: one of the two days is locked.
    """
    check_open(tenant, document, *(day for day in (stood_on, document.day) if day is not None))
    if document.is_draft:
        setattr(document, document.EFFECT, clock.now())


def supersede(tenant: Tenant, document: Commercial) -> date | None:
    """A document will be written over: what its lines say is kept. The day on which it has effect; None for a draft."""
    former.keep(tenant, document)
    return stands_on(document)


def take_back(tenant: Tenant, document: Commercial) -> None:
    """A document will be deleted: what its lines say is kept, and what it did to the books undone. A draft did nothing.

    :raises TransactionsDateLocked: its day is locked.
    """
    if not document.is_draft:
        check_open(tenant, document, document.day)
        former.keep(tenant, document)
        books.reverse(tenant, document.REFERENCE_TYPE, document.id)


def stands_on(document: Commercial) -> date | None:
    """The day on which a document has effect; None for a draft."""
    return None if document.is_draft else document.day


def store(tenant: Tenant, document: Kind, entered: Entered) -> Written[Kind]:
    """Write a new document. Without the ORM's unit of work, which would be a tenth of what a posting costs."""
    document.created_at, document.user_id = clock.now(), tenant.user_id
    _choose_template(tenant, document)
    rows = _rows(_table(type(document)))
    document.id = rows.insert(tenant.connection, {name: getattr(document, name) for name in rows.names})
    KINDS[document.REFERENCE_TYPE].put(tenant, document.id, entered.data.attachments, new=True)
    return Written(document, lines.store(tenant, document, entered.resolved))


def replace(tenant: Tenant, document: Kind, entered: Entered) -> Written[Kind]:
    """Write an edited document, its lines instead of those that it had."""
    _choose_template(tenant, document)
    tenant.session.flush()
    KINDS[document.REFERENCE_TYPE].put(tenant, document.id, entered.data.attachments)
    return Written(document, lines.replace(tenant, document, entered.resolved))


def read(tenant: Tenant, document: Kind) -> Written[Kind]:
    """A document with its lines."""
    return Written(document, lines.lines_of(tenant, type(document), [document.id])[document.id])


def delete(tenant: Tenant, document: Commercial) -> None:
    """Remove a document and its lines."""
    lines.remove(tenant, document)
    KINDS[document.REFERENCE_TYPE].drop(tenant, document.id)
    tenant.session.delete(document)
    tenant.session.flush()


def _choose_template(tenant: Tenant, document: Commercial) -> None:
    """A document that names no template has the one that is the default when it is written."""
    if document.pdf_template_id is None:
        document.pdf_template_id = default_id(tenant, document.REFERENCE_TYPE)


def number(tenant: Tenant, numbers: Numbers, document: Commercial, given: str | None) -> None:
    """Number a document: a new one by ``given`` or its series, one that has a number by another that is given.

    :raises DomainError: the number is in use; there is none, and the series gives none by itself.
    """
    standing = document.number
    if standing is None or (given and given != standing):
        setattr(document, document.NUMBER, numbers.take(tenant, given, document.id))


# Built once for each kind, so that a posting does not build them again.


def _table(kind: type[Commercial]) -> Table:
    found: Table = kind.__table__  # type: ignore[attr-defined]
    return found


@cache
def _rows(table: Table) -> db.ManyRows:
    return db.ManyRows(table, [column.name for column in table.columns if not column.primary_key])
