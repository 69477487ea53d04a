"""What was sold of which item: rows of invoices and receipts that have effect, less those of credit notes.

The ledger knows no quantities, so this is read from the documents, and what was known at a past moment from what is kept of
them. Amounts are without tax and after all discounts; what was sold in other currencies is converted at each document's rate,
and rounded once for each rate and item.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from bigcapital.accounting import dimensions
from bigcapital.accounting.accounts.chart import chart
from bigcapital.accounting.exact import exact_sum
from bigcapital.accounting.lines import LedgerLine
from bigcapital.accounting.model import entries
from bigcapital.accounting.model import lines as ledger_lines
from bigcapital.documents.former import lines_known, quantities_known
from bigcapital.inventory.items.model import Item
from bigcapital.ledger.money import ONE, ZERO, exponent, multiplied, plain, portion, rounded, split
from bigcapital.reports import rounding, table
from bigcapital.reports.cells import Cell as Figure
from bigcapital.reports.cells import DocumentLine, RowFigure, no_column, no_row
from bigcapital.reports.context import Writer
from bigcapital.reports.engine import Made, Report
from bigcapital.reports.query import SalesByItemsQuery
from bigcapital.reports.table import Cell, Column, Row, Table
from bigcapital.sales.credit_notes.model import CreditNote
from bigcapital.sales.invoices.model import SaleInvoice
from bigcapital.sales.model import Sale
from bigcapital.sales.receipts.model import SaleReceipt
from bigcapital.tenancy.tenant import Tenant

_KINDS: tuple[tuple[type[Sale], int], ...] = ((SaleInvoice, 1), (SaleReceipt, 1), (CreditNote, -1))
By = Callable[[Any], Sequence[ColumnElement[Any]]]  # what sales are told apart by, of the columns of ``lines_known``
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
        rows, total = self._rows(tenant)
        return Made(lambda: self._data(rows, total, writer), lambda: self._table(rows, total, writer))

    def _rows(self, tenant: Tenant) -> tuple[list[tuple[Any, Sold]], Sold]:
        """What was sold of each item that is listed, and of all."""
        sold = {item: one for (item,), one in self.sold(tenant).items()}
        rows = [(item, sold.get(item.id, Sold())) for item in self._items(tenant, sold)]
        return rows, sum((one for _, one in rows), Sold())

    def cell(self, tenant: Tenant, writer: Writer, row: str, column: str) -> Figure:
        """The rows are items, and ``TOTAL``; they are made of lines of documents."""
        rows, total = self._rows(tenant)
        found = {str(item.id): (item.name, one) for item, one in rows} | {"TOTAL": (self.context.text("Total"), total)}
        if row not in found:
            raise no_row(row)
        name, one = found[row]
        text, ids = self.context.text, frozenset(item.id for item, _ in rows if row in ("TOTAL", str(item.id)))
        lines = list(self._sold_lines(tenant, ids)) if column in ("quantity_sold", "sold_cost", "average_sell_price") else []

        net = text("Lines of documents, without tax and after discounts")

        def quantity(name: str) -> Figure:
            counted = [(line, sold.quantity) for line, sold in lines]
            words = text("Quantities on lines of documents")
            return Figure(row, "quantity_sold", name, one.quantity, counted=counted, words=words, is_quantity=True)

        def amount(name: str) -> Figure:
            counted = [(line, sold.amount) for line, sold in lines]
            return Figure(row, "sold_cost", name, one.amount, counted=counted, words=net)

        if column == "quantity_sold":
            return quantity(name)
        if column == "sold_cost":
            return amount(name)
        if column != "average_sell_price" or row == "TOTAL" or one.average is None:
            raise no_column(column)
        made_of = (amount(text("Sales amount")), quantity(text("Quantity sold")))
        words = text("{part} ÷ {whole}", part=made_of[0].name, whole=made_of[1].name)
        return Figure(row, column, name, one.average, computed=made_of, words=words)

    # --- what has changed it ---

    def scope(self, tenant: Tenant, writer: Writer) -> ColumnElement[bool]:
        """Lines that sell an item, or give a discount on a document, of the documents and items that are asked for."""
        line, query = ledger_lines.c, self.query
        income = [one.id for one in chart(tenant) if one.type.root == "income"]
        discount = chart(tenant).find(slug="discount", currency=tenant.base_currency)
        sells = and_(line.item_id.is_not(None), line.account_id.in_(income))
        found = [
            entries.c.reference_type.in_([kind.REFERENCE_TYPE for kind, _ in _KINDS]),
            line.date.between(self.period.start, self.period.end),
            or_(sells, line.account_id == discount.id) if discount is not None else sells,
        ]
        own = ledger_lines.alias("own")
        if query.items_ids:
            found.append(line.entry_id.in_(select(own.c.entry_id).where(own.c.item_id.in_(query.items_ids))))
        if query.customers_ids:
            found.append(line.entry_id.in_(select(own.c.entry_id).where(own.c.contact_id.in_(query.customers_ids))))
        return and_(*found)

    def effects(self, tenant: Tenant, writer: Writer, several: Sequence[Sequence[LedgerLine]]) -> list[list[RowFigure]]:
        """For what each item was sold, as the entry says (what is rounded over all is not here), and how much its document sold."""
        amounts = [_sold_of(lines, exponent(tenant.base_currency)) for lines in several]
        quantities = self._quantities(tenant, [lines[0] for lines in several])
        ids = {id for one in (*amounts, *quantities) for id in one}
        listed = {item.id: item.name for item in self._items(tenant, dict.fromkeys(ids, Sold()))}
        named = {id: self.context.text("{item}: quantity sold", item=name) for id, name in listed.items()}
        return [
            [RowFigure(id, listed[id], amount) for id, amount in worth.items() if id in listed]
            + [RowFigure(id, named[id], quantity, is_quantity=True) for id, quantity in many.items() if id in listed]
            for worth, many in zip(amounts, quantities, strict=True)
        ]

    def _quantities(self, tenant: Tenant, entered: Sequence[LedgerLine]) -> list[dict[int, Decimal]]:
        """What the document of each entry, given as one of its lines, sold of each item when it was recorded; what is undone is off.

        At most four statements.
        """
        undone = [one.reverses for one in entered if one.reverses is not None]
        recorded = select(entries.c.id, entries.c.recorded_at).where(entries.c.id.in_(undone))
        moments = {row.id: row.recorded_at for row in tenant.connection.execute(recorded)}
        found: list[dict[int, Decimal]] = [{} for _ in entered]
        for kind, sign in _KINDS:
            of = [place for place, one in enumerate(entered) if one.reference_type == kind.REFERENCE_TYPE]
            asked = ((entered[place].reference_id, moments.get(entered[place].reverses or 0, entered[place].recorded_at)) for place in of)
            for place, sold in zip(of, quantities_known(tenant, kind, asked), strict=True):
                way = sign if entered[place].reverses is None else -sign
                found[place] = {item: way * quantity for item, quantity in sold.items()}
        return found

    # --- what is read ---

    def _sold_lines(self, tenant: Tenant, items: Collection[int]) -> Iterator[tuple[DocumentLine, Sold]]:
        """Lines of documents by day, each with what it sold: of what is rounded together, its part."""
        decimals, base = exponent(tenant.base_currency), tenant.base_currency
        found: list[tuple[DocumentLine, Sold]] = []
        for kind, sign in _KINDS:
            line = lines_known(kind, self.moment).subquery().c
            own = (line.line_id, line.date, line.reference_id, line.number, line.contact_id, line.branch_id, line.note)
            amounts = (line.item_id, line.currency_code, line.exchange_rate, line.quantity, line.amount)
            groups: defaultdict[tuple[Any, ...], list[tuple[DocumentLine, Decimal, Decimal]]] = defaultdict(list)
            for id, when, document, called, *more, item, currency, rate, quantity, amount in tenant.session.execute(
                select(*own, *amounts).where(*self._within(tenant, line)).order_by(line.line_id)
            ):
                if item in items:
                    shown = DocumentLine(id, when, kind.REFERENCE_TYPE, document, called, *more)
                    groups[item, currency, rate].append((shown, quantity, amount))
            for (_, currency, rate), several in groups.items():
                values: Sequence[Decimal] = [value for _, _, value in several]
                if currency != base:
                    values = split(rounded(multiplied(sum(values, ZERO), rate), decimals), values, decimals)
                found += ((one, Sold(sign * quantity, sign * value)) for (one, quantity, _), value in zip(several, values, strict=True))
        yield from sorted(found, key=lambda one: (one[0].date, one[0].reference_type, one[0].id))

    def sold(self, tenant: Tenant, by: By = lambda line: ()) -> dict[tuple[Any, ...], Sold]:
        """What was sold by item, or by what ``by`` makes of a line and item, the latter last. A statement for each kind.

        Rounded once for each rate, item and what it is ``by``: so all of a month is what this report says of that month.
        """
        decimals, base = exponent(tenant.base_currency), tenant.base_currency
        sums: defaultdict[tuple[Any, ...], Sold] = defaultdict(Sold)
        for kind, sign in _KINDS:
            together: defaultdict[tuple[Any, ...], Sold] = defaultdict(Sold)  # rates are text to SQLite, but 1.10 is 1.1
            line = lines_known(kind, self.moment).subquery().c
            key = (*by(line), line.item_id, line.currency_code, line.exchange_rate)
            found = select(*key, exact_sum(line.quantity), exact_sum(line.amount)).where(*self._within(tenant, line)).group_by(*key)
            for *group, quantity, own in tenant.session.execute(found):
                together[tuple(group)] += Sold(quantity, own)
            for (*of, currency, rate), one in together.items():
                amount = one.amount if currency == base else rounded(multiplied(one.amount, rate), decimals)
                sums[tuple(of)] += Sold(one.quantity * sign, amount * sign)
        return dict(sums)

    def _within(self, tenant: Tenant, line: Any) -> Iterator[ColumnElement[bool]]:
        """That a line is one that was asked for."""
        yield line.date.between(self.period.start, self.period.end)
        if self.query.items_ids:
            yield line.item_id.in_(self.query.items_ids)
        if self.query.customers_ids:
            yield line.contact_id.in_(self.query.customers_ids)
        if self.query.branches:
            yield func.coalesce(line.branch_id, dimensions.branches(tenant).primary).in_(self.query.branches)

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

    def _data(self, rows: Sequence[tuple[Any, Sold]], total: Sold, writer: Writer) -> dict[str, Any]:
        *written, (of_all,) = _written(rows, total, writer)

        def sums(one: Sold, written: Decimal, *, is_total: bool = False) -> dict[str, Any]:
            return {
                "quantity_sold": one.quantity,
                "sold_cost": one.amount,
                "quantity_sold_formatted": plain(one.quantity),
                "sold_cost_formatted": writer.amount(written, total=is_total),
                "currency_code": writer.currency,
            }

        def row(item: Any, one: Sold, written: Decimal) -> dict[str, Any]:
            average = {"average_sell_price": one.average, "average_sell_price_formatted": _average(one, writer)}
            return {"id": item.id, "name": item.name, "code": item.code or "", **sums(one, written), **average}

        items = [row(item, one, figure) for (item, one), (figure,) in zip(rows, written, strict=True)]
        return {"items": items, "total": sums(total, of_all, is_total=True)}

    def _table(self, rows: Sequence[tuple[Any, Sold]], total: Sold, writer: Writer) -> Table:
        text = self.context.text
        columns = (
            Column("item_name", text("Item name")),
            Column("item_code", text("Item code")),
            Column("quantity_sold", text("Quantity sold"), numeric=True),
            Column("sold_cost", text("Sales amount"), numeric=True),
            Column("average_sell_price", text("Average price"), numeric=True),
        )

        *written, (of_all,) = _written(rows, total, writer)

        def row(name: str, code: str | None, one: Sold, written: Decimal, type: str, id: int | str) -> Row:
            quantity = plain(one.quantity)
            cells = (
                table.text("item_name", name),
                table.text("item_code", code),
                Cell("quantity_sold", quantity, one.quantity, decimals=len(quantity.partition(".")[2]), scaled=False),
                table.amount("sold_cost", one.amount, writer, written, total=type == "TOTAL"),
                table.text("average_sell_price", _average(one, writer) if type != "TOTAL" else ""),
            )
            return Row(cells, (type,), id)

        figures = zip(rows, written, strict=True)
        made = [row(item.name, item.code, one, figure, "ITEM", item.id) for (item, one), (figure,) in figures]
        return Table(columns, (*made, row(text("Total"), "", total, of_all, "TOTAL", "TOTAL")), writer)


def _written(rows: Sequence[tuple[Any, Sold]], total: Sold, writer: Writer) -> list[rounding.Values]:
    return rounding.columns([(one.amount,) for _, one in rows], (total.amount,), writer)


def _sold_of(lines: Sequence[LedgerLine], decimals: int) -> dict[int, Decimal]:
    """For what each item was sold by the lines of an entry, the discount of each tax rate split over the lines that have it."""
    sums: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    by_rate: defaultdict[Any, list[LedgerLine]] = defaultdict(list)
    for one in lines:
        by_rate[one.tax_rate_id, one.tax_percentage].append(one)
    for several in by_rate.values():
        selling = [one for one in several if one.item_id is not None]
        discount = sum((one.credit - one.debit for one in several if one.item_id is None), ZERO)
        amounts = [one.credit - one.debit for one in selling]
        parts = split(discount, [abs(amount) for amount in amounts], decimals) if selling else ()
        for one, amount, part in zip(selling, amounts, parts, strict=True):
            assert one.item_id is not None
            sums[one.item_id] += amount + part
    return dict(sums)


def _average(one: Sold, writer: Writer) -> str:
    return "" if one.average is None else writer.amount(one.average)
