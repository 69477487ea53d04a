"""Lines of commercial documents: checked against what they name, worked out, and written, replaced and read together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import bindparam, insert, select
from sqlalchemy import delete as delete_from

from bigcapital import db
from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.currencies.rates import check_decimals
from bigcapital.accounting.dimensions import ContactKind
from bigcapital.accounting.taxes.rates import KnownTax, taxes
from bigcapital.documents.model import Commercial, DocumentLine, document_lines
from bigcapital.documents.schema import DocumentIn, LineIn
from bigcapital.documents.totals import AMOUNT, PERCENTAGE, LineTotals, Priced, Totals, totals
from bigcapital.errors import DomainError, Fault, InvalidInput
from bigcapital.inventory.items.known import KnownItem, items
from bigcapital.ledger.accounts import CONTACT_CONTROL, AccountType
from bigcapital.ledger.entry import LARGEST, AmountTooLarge
from bigcapital.ledger.money import ZERO, exponent
from bigcapital.tenancy.tenant import Tenant


class ItemsNotFound(DomainError):
    type = "ITEMS_NOT_FOUND"


class TaxIdNotFound(DomainError):
    type = "ITEM_ENTRY_TAX_RATE_ID_NOT_FOUND"


class TaxCodeNotFound(DomainError):
    type = "ITEM_ENTRY_TAX_RATE_CODE_NOT_FOUND"


class EntriesNotFound(DomainError):
    type = "ENTRIES_IDS_NOT_EXISTS"


@dataclass(frozen=True, slots=True)
class Trade:
    """What selling and buying differ in: with whom it is done, which items a line may name, and which of its accounts it moves."""

    contact: ContactKind
    control: AccountType  # of the accounts on which what is owed stands
    allows: Callable[[KnownItem], bool]
    refusal: type[DomainError]
    account: Literal["sell_account_id", "cost_account_id"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Lines as they will be stored, but for whose they are; ``ids``: the id that each keeps, None for a new one."""

    rows: list[dict[str, Any]]
    ids: list[int | None]
    totals: Totals


_COLUMNS = tuple(field.name for field in fields(DocumentLine))
_INSERT = insert(document_lines)
_LINES_OF = (
    select(*(document_lines.c[name] for name in _COLUMNS))
    .where(
        document_lines.c.reference_type == bindparam("reference_type"),
        document_lines.c.reference_id.in_(bindparam("ids", expanding=True)),
    )
    .order_by(document_lines.c.index, document_lines.c.id)
)
_DELETE = delete_from(document_lines).where(
    document_lines.c.reference_type == bindparam("of_type"), document_lines.c.reference_id == bindparam("of_id")
)


def resolve(tenant: Tenant, data: DocumentIn, currency: str, trade: Trade, standing: Sequence[DocumentLine] = ()) -> Resolved:
    """The lines that are entered, with their items, taxes and accounts, and every amount. ``standing``: those that they replace.

    :raises DomainError: something that they name does not exist, or may not be named here; :raises InvalidInput: an amount
        does not fit its currency, or what it is taken of.
    """
    named = _items(tenant, data.entries, trade)
    rates = _taxes(tenant, data.entries, standing)
    _check_ids(data.entries, standing)
    accounts = _accounts(tenant, data.entries, named, currency, trade)
    worked = _totals(data, currency, rates)
    several = zip(data.entries, rates, accounts, worked.lines, strict=True)
    rows = [
        {
            "index": place if line.index is None else line.index,
            "item_id": line.item_id,
            "description": line.description,
            "quantity": line.quantity,
            "rate": line.rate,
            "discount": line.discount,
            "discount_type": line.discount_type or PERCENTAGE,
            "tax_rate_id": tax.id if tax is not None else None,
            "tax_rate": tax.rate if tax is not None else None,
            "sell_account_id": None,
            "cost_account_id": None,
            "warehouse_id": None,
            "project_id": line.project_id,
            trade.account: account,
            **_amounts(found),
        }
        for place, (line, tax, account, found) in enumerate(several, 1)
    ]
    return Resolved(rows, [line.id for line in data.entries], worked)


def lines_of(tenant: Tenant, kind: type[Commercial], ids: Collection[int]) -> dict[int, list[DocumentLine]]:
    """The lines of several documents of a kind, in their order. One statement."""
    found: dict[int, list[DocumentLine]] = defaultdict(list)
    if ids:
        for row in tenant.connection.execute(_LINES_OF, {"reference_type": kind.REFERENCE_TYPE, "ids": list(ids)}):
            found[row.reference_id].append(DocumentLine(*row))
    return found


def store(tenant: Tenant, document: Commercial, resolved: Resolved) -> tuple[DocumentLine, ...]:
    """Write the lines of a document that has none, in one statement; one more for those that keep the id they had."""
    whose: dict[str, Any] = {"reference_type": document.REFERENCE_TYPE, "reference_id": document.id}
    rows = [whose | row for row in resolved.rows]
    fresh = [row for row, id in zip(rows, resolved.ids, strict=True) if id is None]
    new = iter(db.insert_rows(tenant.session, document_lines, fresh, owner=("reference_type", "reference_id")))
    ids = [next(new) if id is None else id for id in resolved.ids]
    kept = [{"id": id} | row for row, id in zip(rows, resolved.ids, strict=True) if id is not None]
    if kept:
        tenant.connection.execute(_INSERT, kept)
    return tuple(DocumentLine(id=id, **row) for id, row in zip(ids, rows, strict=True))


def replace(tenant: Tenant, document: Commercial, resolved: Resolved) -> tuple[DocumentLine, ...]:
    """Write the lines of a document instead of those that it has."""
    remove(tenant, document)
    return store(tenant, document, resolved)


def remove(tenant: Tenant, document: Commercial) -> None:
    """Delete the lines of a document."""
    tenant.connection.execute(_DELETE, {"of_type": document.REFERENCE_TYPE, "of_id": document.id})
    tenant.mark_changed()


# --- what lines name ---


def _items(tenant: Tenant, entries: Sequence[LineIn], trade: Trade) -> dict[int, KnownItem]:
    wanted = {line.item_id for line in entries}
    found = items(tenant, wanted)
    missing = sorted(wanted - found.keys())
    if missing:
        raise ItemsNotFound("Some items do not exist.", payload={"ids": missing})
    refused = sorted(one.id for one in found.values() if not trade.allows(one))
    if refused:
        raise trade.refusal("Some items are not for this.", payload={"ids": refused})
    return found


def _taxes(tenant: Tenant, entries: Sequence[LineIn], standing: Sequence[DocumentLine]) -> list[KnownTax | None]:
    """The tax of each line. A retired rate is none, except where the document had it before."""
    if not any(line.tax_rate_id or line.tax_code for line in entries):
        return [None] * len(entries)
    known, kept = taxes(tenant), {line.tax_rate_id for line in standing}
    found: list[KnownTax | None] = []
    for line in entries:
        tax = None
        if line.tax_rate_id is not None:
            tax = known.by_id.get(line.tax_rate_id) if line.tax_rate_id in kept else known.get(line.tax_rate_id)
            if tax is None:
                raise TaxIdNotFound(f"There is no tax rate {line.tax_rate_id}.", payload={"id": line.tax_rate_id})
        elif line.tax_code:
            tax = known.of_code(line.tax_code)
            if tax is None:
                raise TaxCodeNotFound(f"There is no tax rate {line.tax_code}.", payload={"code": line.tax_code})
        found.append(tax)
    return found


def _check_ids(entries: Sequence[LineIn], standing: Sequence[DocumentLine]) -> None:
    """A line that names one it replaces names one of this document, and no other line names the same."""
    given = [line.id for line in entries if line.id is not None]
    foreign = sorted(set(given) - {line.id for line in standing})
    if foreign or len(set(given)) < len(given):
        raise EntriesNotFound("Some lines are none of this document.", payload={"ids": foreign or sorted(given)})


def _accounts(tenant: Tenant, entries: Sequence[LineIn], named: dict[int, KnownItem], currency: str, trade: Trade) -> list[int | None]:
    """The account that each line moves: its own, else its item's."""
    known, allowed = chart(tenant), {currency, tenant.base_currency}
    found: list[int | None] = []
    faults = []
    for place, line in enumerate(entries):
        id: int | None = getattr(line, trade.account) or getattr(named[line.item_id], trade.account)
        account = known.get(id) if id is not None else None
        property = f"entries.{place}.{trade.account}"
        if account is None:
            faults.append(Fault(property, "isExist", f"{property} must be an account that exists", id))
        elif account.account_type in CONTACT_CONTROL:
            faults.append(Fault(property, "isAllowed", f"{property} must not be receivable or payable", id))
        elif account.currency_code not in allowed:
            faults.append(Fault(property, "isAllowed", f"{property} must be held in the base currency or in the document's", id))
        found.append(id)
    if faults:
        raise InvalidInput(faults)
    return found


# --- what they come to ---


def _totals(data: DocumentIn, currency: str, rates: Sequence[KnownTax | None]) -> Totals:
    amounts = [(f"entries.{place}.discount", line.discount) for place, line in enumerate(data.entries) if line.discount_type == AMOUNT]
    if data.discount_type != PERCENTAGE:
        amounts.append(("discount", data.discount))
    check_decimals([*amounts, ("adjustment", data.adjustment)], currency)
    worked = totals(
        [_priced(line, tax) for line, tax in zip(data.entries, rates, strict=True)],
        decimals=exponent(currency),
        discount=data.discount or ZERO,
        discount_type=data.discount_type or AMOUNT,
        adjustment=data.adjustment or ZERO,
        is_inclusive_tax=data.is_inclusive_tax,
    )
    if max(worked.subtotal, worked.total, worked.tax_amount, *(one.amount for one in worked.lines)) >= LARGEST:
        raise AmountTooLarge("An amount of the document has more than 12 digits before the point.")
    return worked


def _priced(line: LineIn, tax: KnownTax | None) -> Priced:
    return Priced(
        quantity=line.quantity,
        rate=line.rate,
        discount=line.discount or ZERO,
        discount_type=line.discount_type or PERCENTAGE,
        tax=tax.id if tax is not None else None,
        tax_rate=tax.rate if tax is not None else ZERO,
    )


def _amounts(found: LineTotals) -> dict[str, Decimal]:
    return {name: getattr(found, name) for name in ("amount", "discount_amount", "net", "discount_share", "tax_amount")}
