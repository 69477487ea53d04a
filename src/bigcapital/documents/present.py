"""Commercial documents as they go out. Each kind says how one of it is ``shown``, by a ``Writer``; the rest is the same for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import select

from bigcapital.accounting import dimensions
from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.attachments.operations import KINDS
from bigcapital.accounting.currencies.rates import signs
from bigcapital.accounting.taxes import present as tax_rates
from bigcapital.accounting.taxes.rates import taxes
from bigcapital.contacts import present as contacts
from bigcapital.contacts.model import Contact
from bigcapital.documents.lines import lines_of
from bigcapital.documents.model import Commercial, DocumentLine, taxes_of
from bigcapital.documents.totals import PERCENTAGE
from bigcapital.documents.writing import Written
from bigcapital.formats import DEFAULT_DATE_FORMAT, format_date, format_moment
from bigcapital.inventory.items.known import items
from bigcapital.ledger.money import ZERO, exponent, format_money, format_price, multiplied, plain, rounded
from bigcapital.tenancy.tenant import Tenant

_STORED = (
    "id",
    "currency_code",
    "exchange_rate",
    "is_inclusive_tax",
    "discount",
    "discount_type",
    "discount_amount",
    "adjustment",
    "subtotal",
    "total",
    "branch_id",
    "warehouse_id",
    "pdf_template_id",
    "user_id",
    "created_at",
    "updated_at",
)

Kind = TypeVar("Kind", bound=Commercial)
Shown = Callable[["Writer", Kind, Sequence[DocumentLine]], dict[str, Any]]


def made(tenant: Tenant, written: Written[Kind], shown: Shown[Kind]) -> dict[str, Any]:
    """A document that was just written."""
    return shown(Writer(tenant, written.lines), written.document, written.lines)


def numbered(found: dict[str, Any]) -> dict[str, Any]:
    """The same with its lines' ``reference_id`` as a number: so clients know what is new of some kinds, and all else as text."""
    for line in found["entries"]:
        line["reference_id"] = found["id"]
    return found


def with_lines(tenant: Tenant, documents: Sequence[Kind], shown: Shown[Kind]) -> list[dict[str, Any]]:
    """Documents of one kind with their lines."""
    lines = lines_of(tenant, type(documents[0]), [document.id for document in documents]) if documents else {}
    writer = Writer(tenant, (line for several in lines.values() for line in several))
    return [shown(writer, document, lines[document.id]) for document in documents]


def page(tenant: Tenant, documents: Sequence[Kind], shown: Shown[Kind]) -> list[dict[str, Any]]:
    """The documents of a list, with their lines and whose each is (``customer`` or ``vendor``)."""
    known = contacts_of(tenant, (document.contact_id for document in documents))
    found = with_lines(tenant, documents, shown)
    for one, document in zip(found, documents, strict=True):
        one[document.CONTACT] = known[document.contact_id]
    return found


def whole(tenant: Tenant, document: Kind, shown: Shown[Kind]) -> dict[str, Any]:
    """A document with all that belongs to it."""
    [found] = page(tenant, [document], shown)
    branch = dimensions.branches(tenant).by_id.get(document.branch_id) if document.branch_id is not None else None
    files = KINDS[document.REFERENCE_TYPE].of(tenant, [document.id])[document.id]
    return found | {"branch": branch, "attachments": files}


def contacts_of(tenant: Tenant, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The contacts of a page of documents, with their balances, by id. Two statements."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = tenant.session.scalars(select(Contact).where(Contact.id.in_(wanted))).all()
    return {shown["id"]: shown for shown in contacts.page(tenant, rows)}


class Writer:
    """Writes documents in the reader's language and the organization's formats and signs: one for a whole page of them."""

    def __init__(self, tenant: Tenant, lines: Iterable[DocumentLine]):
        self.base, self.signs, record = tenant.base_currency, signs(tenant), tenant.record
        self.language, self.timezone = tenant.language, record.timezone or "UTC"
        self.date_format = record.date_format or DEFAULT_DATE_FORMAT
        self.today, self.chart = tenant.today(), chart(tenant)
        self.taxes = taxes(tenant).by_id
        self.items = items(tenant, {line.item_id for line in lines})

    def header(self, document: Commercial, lines: Sequence[DocumentLine]) -> dict[str, Any]:
        """What every kind answers of its header, with its taxes and lines."""
        shown = {name: getattr(document, name) for name in _STORED}
        amounts = {
            "subtotal": document.subtotal,
            "subtotal_exluding_tax": sum((line.net for line in lines), ZERO),
            "tax_amount_withheld": document.tax_amount,
            "discount_amount": document.discount_amount,
            "total": document.total,
        }
        for name, value in amounts.items():
            shown |= self.amount(name, value, document)
        is_percentage = document.discount_type == PERCENTAGE
        shown["discount_percentage"] = document.discount if is_percentage else None
        shown["discount_percentage_formatted"] = f"{plain(document.discount or ZERO)}%" if is_percentage else ""
        adjustment = self.amount("adjustment", document.adjustment or ZERO, document)
        shown |= adjustment | {"adjustment": document.adjustment}
        shown["exchange_rate_formatted"] = plain(document.exchange_rate)
        shown["created_at_formatted"] = self.moment(document.created_at)
        shown["taxes"] = self._taxes(document, lines)
        shown["entries"] = [self.line(line, document) for line in lines]
        return shown

    def line(self, line: DocumentLine, document: Commercial) -> dict[str, Any]:
        """One line."""
        left = line.amount - line.discount_amount
        tax = self.taxes.get(line.tax_rate_id) if line.tax_rate_id is not None else None
        return {
            "id": line.id,
            "index": line.index,
            "reference_type": line.reference_type,
            "reference_id": str(line.reference_id),
            "item_id": line.item_id,
            "description": line.description,
            "quantity": line.quantity,
            "rate": line.rate,
            "discount": line.discount,
            "discount_type": line.discount_type,
            "discount_amount": line.discount_amount,
            "amount": line.amount,
            "subtotal": left,
            "subtotal_inclusing_tax": left if document.is_inclusive_tax else left + line.tax_amount,
            "subtotal_excluding_tax": line.net,
            "total": left,
            "total_excluding_tax": line.net,
            "is_inclusive_tax": document.is_inclusive_tax,
            "tax_rate_id": line.tax_rate_id,
            "tax_rate": line.tax_rate,
            "tax_amount": line.tax_amount,
            "sell_account_id": line.sell_account_id,
            "cost_account_id": line.cost_account_id,
            "warehouse_id": line.warehouse_id,
            "project_id": line.project_id,
            "project_ref_id": None,
            "project_ref_type": None,
            "project_ref_invoiced_amount": ZERO,
            "landed_cost": False,
            "allocated_cost_amount": ZERO,
            "created_at": document.created_at,
            "updated_at": document.updated_at,
            "item": self._item(line.item_id),
            "tax": tax_rates.shown(tax.row) if tax is not None else None,
            "quantity_formatted": plain(line.quantity),
            "rate_formatted": self.price(line.rate, document.currency_code),
            "total_formatted": self.money(left, document.currency_code),
        }

    def amount(self, name: str, value: Decimal, document: Commercial) -> dict[str, Any]:
        """An amount of a document, in its currency and in base currency, plain and written."""
        currency = document.currency_code
        local = value if currency == self.base else rounded(multiplied(value, document.exchange_rate), exponent(self.base))
        written = self.money(value, currency)
        return {
            name: value,
            f"{name}_local": local,
            f"{name}_formatted": written,
            f"{name}_local_formatted": written if currency == self.base else self.money(local, self.base),
        }

    def money(self, value: Decimal, currency: str) -> str:
        """An amount as people write it."""
        return format_money(value, currency, symbol=self.signs.get(currency))

    def price(self, value: Decimal, currency: str) -> str:
        """A price of one, with all of its decimals."""
        return format_price(value, currency, symbol=self.signs.get(currency))

    def day(self, day: date | None) -> str:
        """A day as people write it."""
        return "" if day is None else format_date(day, self.date_format, self.language)

    def moment(self, moment: datetime | None) -> str:
        """The day of a moment as people write it."""
        return "" if moment is None else format_moment(moment, self.date_format, self.language, self.timezone)

    def _item(self, id: int) -> dict[str, Any]:
        """An item as lines show it: what is stored, and what clients look for."""
        return {**self.items[id].row, "picture_uri": None, "quantity_on_hand": None, "landed_cost": None}

    def _taxes(self, document: Commercial, lines: Sequence[DocumentLine]) -> list[dict[str, Any]]:
        return [
            {
                "name": self.taxes[id].name,
                "tax_rate_code": self.taxes[id].code,
                "tax_rate": rate,
                "tax_rate_id": id,
                "tax_rate_amount": amount,
                "tax_rate_amount_formatted": self.money(amount, document.currency_code),
            }
            for (id, rate), amount in taxes_of(lines).items()
        ]
