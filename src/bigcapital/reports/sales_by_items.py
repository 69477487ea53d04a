"""What was sold of which item: rows of invoices and receipts that have effect, less those of credit notes.

The ledger knows no quantities, so this is read from the documents. Amounts are without tax and after all discounts; what was
sold in other currencies is converted at each document's rate, and rounded once for each rate and item.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select

from bigcapital.accounting import dimensions
from bigcapital.accounting.exact import exact_sum
from bigcapital.documents.model import Commercial, document_lines
from bigcapital.inventory.items.model import Item
from bigcapital.ledger.money import ONE, ZERO, exponent, multiplied, plain, portion, rounded
from bigcapital.reports import table
from bigcapital.reports.context import Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.query import SalesByItemsQuery
from bigcapital.reports.table import Cell, Column, Row, Table
from bigcapital.sales.credit_notes.model import CreditNote
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.receipts.model import SaleReceipt
from bigcapital.tenancy.tenant import Tenant

_KINDS: tuple[tuple[type[Commercial], int], ...] = ((SaleInvoice, 1), (SaleReceipt, 1), (CreditNote, -1))
_PRICE_DECIMALS = 6  # of an average, as of any price


@dataclass(frozen=True, slots=True)
class Sold:
    """How much, and for what, in base currency."""

    quantity: Decimal = ZERO
    amount: Decimal = ZERO

    @property
    def average(self) -> Decimal | None:
        """The price of one; none of nothing."""
        return portion(self.amount, ONE, self.quantity, _PRICE_DECIMALS) if self.quantity else None

    def __add__(self, other: Sold) -> Sold:
        return Sold(self.quantity + other.quantity, self.amount + other.amount)


class SalesByItems(Report[SalesByItemsQuery]):
    """``GET /api/reports/sales-by-items``."""

    name = "sales-by-items"
    title = "Sales by Items"
    starts = "month"
    remembered = False  # a document of no amount changes no ledger, by whose state answers are remembered

    def make(self, tenant: Tenant, writer: Writer) -> Made:
        sold = self._sold(tenant)
        rows = [(item, sold.get(item.id, Sold())) for item in self._items(tenant, sold)]
        total = sum((one for _, one in rows), Sold())
        return Made(lambda: self._data(rows, total, writer), lambda: self._table(rows, total, writer))

    def _sold(self, tenant: Tenant) -> dict[int, Sold]:
        """By item. A statement for each kind of document."""
        decimals, base = exponent(tenant.base_currency), tenant.base_currency
        sums: defaultdict[int, Sold] = defaultdict(Sold)
        for kind, sign in _KINDS:
            for item_id, currency, rate, quantity, net, discount in tenant.session.execute(self._lines(tenant, kind)):
                own = net - discount
                amount = own if currency == base else rounded(multiplied(own, rate), decimals)
                sums[item_id] += Sold(quantity * sign, amount * sign)
        return dict(sums)

    def _lines(self, tenant: Tenant, kind: type[Commercial]) -> Select[Any]:
        line, day, effect = document_lines.c, getattr(kind, kind.DAY), getattr(kind, kind.EFFECT)
        key = (line.item_id, kind.currency_code, kind.exchange_rate)
        found = (
            select(*key, exact_sum(line.quantity), exact_sum(line.net), exact_sum(line.discount_share))
            .join(kind, kind.id == line.reference_id)
            .where(line.reference_type == kind.REFERENCE_TYPE, effect.is_not(None), day >= self.period.start, day <= self.period.end)
            .group_by(*key)
        )
        if self.query.items_ids:
            found = found.where(line.item_id.in_(self.query.items_ids))
        if self.query.branches:
            primary = dimensions.branches(tenant).primary
            found = found.where(func.coalesce(kind.branch_id, primary).in_(self.query.branches))
        return found

    def _items(self, tenant: Tenant, sold: dict[int, Sold]) -> Sequence[Any]:
        """Those to list, by name: the ones asked for, with sales unless the others are wanted, too."""
        found = select(Item.id, Item.name, Item.code).order_by(Item.name, Item.id)
        if self.query.items_ids:
            found = found.where(Item.id.in_(self.query.items_ids))
        if self.query.none_transactions:
            found = found.where(Item.id.in_(sold))
        if self.query.only_active:
            found = found.where(Item.active.is_(True))
        return tenant.session.execute(found).all()

    def _data(self, rows: Iterable[tuple[Any, Sold]], total: Sold, writer: Writer) -> dict[str, Any]:
        def sums(one: Sold, *, of_all: bool = False) -> dict[str, Any]:
            return {
                "quantity_sold": one.quantity,
                "sold_cost": one.amount,
                "quantity_sold_formatted": plain(one.quantity),
                "sold_cost_formatted": writer.amount(one.amount, total=of_all),
                "currency_code": writer.currency,
            }

        def row(item: Any, one: Sold) -> dict[str, Any]:
            average = {"average_sell_price": one.average, "average_sell_price_formatted": _average(one, writer)}
            return {"id": item.id, "name": item.name, "code": item.code or "", **sums(one), **average}

        return {"items": [row(item, one) for item, one in rows], "total": sums(total, of_all=True)}

    def _table(self, rows: Iterable[tuple[Any, Sold]], total: Sold, writer: Writer) -> Table:
        text = self.context.text
        columns = (
            Column("item_name", text("Item name")),
            Column("item_code", text("Item code")),
            Column("quantity_sold", text("Quantity sold"), numeric=True),
            Column("sold_cost", text("Sales amount"), numeric=True),
            Column("average_sell_price", text("Average price"), numeric=True),
        )

        def row(name: str, code: str | None, one: Sold, type: str, id: int | str) -> Row:
            quantity = plain(one.quantity)
            cells = (
                table.text("item_name", name),
                table.text("item_code", code),
                Cell("quantity_sold", quantity, one.quantity, decimals=len(quantity.partition(".")[2]), scaled=False),
                table.amount("sold_cost", one.amount, writer, total=type == "TOTAL"),
                table.text("average_sell_price", _average(one, writer) if type != "TOTAL" else ""),
            )
            return Row(cells, (type,), id)

        made = [row(item.name, item.code, one, "ITEM", item.id) for item, one in rows]
        return Table(columns, (*made, row(text("Total"), "", total, "TOTAL", "TOTAL")), writer)


def _average(one: Sold, writer: Writer) -> str:
    return "" if one.average is None else writer.amount(one.average)
