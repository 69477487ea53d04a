"""A list as a sheet: the columns that a collection gives, of the rows that a query asks for, read while they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from bigcapital.accounting import dimensions
from bigcapital.exchange.kinds import columns
from bigcapital.exchange.words import said
from bigcapital.ledger.money import NumberFormat, exponent, format_amount, plain
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.sheet import Sheet
from bigcapital.reports.table import Cell, Column, Flow, Row, Table
from bigcapital.rest.exchanged import Given
from bigcapital.rest.generic import wanted
from bigcapital.rest.listing import ListQuery
from bigcapital.rest.tree import Collection
from bigcapital.tenancy.tenant import Tenant

_UNSIGNED: Final = NumberFormat(format_money="none")  # zero is left out, as in a journal's columns
_TOGETHER: Final = 500  # rows that are read and shown together


def sheet_of(collection: Collection, query: ListQuery, *, on_paper: bool) -> Sheet:
    """All rows of a list, in the query's order, as one snapshot holds them. ``on_paper``: in the columns that are printed.

    :raises DomainError: the query names a field, view or order that there is not.
    """
    tenant, kind, language = collection.tenant, type(collection), collection.tenant.language
    assert kind.model is not None
    exchanged = columns(kind)
    given = [one for one in exchanged.given(tenant) if one.printed or not on_paper]
    statement, sorting = wanted(collection, query)
    found = sorting.of(statement.with_only_columns(kind.model.id))  # type: ignore[attr-defined]
    ids = list(collection.session.scalars(found, collection.bindings()))
    context, writer = Context.of(tenant), Writer.of(tenant, NumberFormat())
    meta = {
        "organization_name": context.organization_name,
        "sheet_name": said(exchanged.title, language),
        "formatted_date_range": context.day(context.today),
    }
    flow = Flow(
        columns=tuple(Column(one.key, said(one.title, language), numeric=one.raw is not None and not _is_day(one)) for one in given),
        counted=lambda: len(ids),
        rows=lambda: ((0, row) for row in _rows(collection, ids, given, on_paper)),
        writer=writer,
    )
    return Sheet(dict, _no_table, {}, meta, context.language, flow=flow, in_base_currency=False)


def _no_table() -> Table:
    raise NotImplementedError("a list is a file, and no table of a report")


def _is_day(given: Given) -> bool:
    return given.field.endswith(("date", "_at"))


def _rows(collection: Collection, ids: Sequence[int], given: Sequence[Given], on_paper: bool) -> Iterator[Row]:
    """A row of the file for each row of the list, or for each of its lines."""
    writer = _Writer(collection.tenant, given, on_paper)
    for start in range(0, len(ids), _TOGETHER):
        batch = ids[start : start + _TOGETHER]
        model: Any = type(collection).model
        rows = {row.id: row for row in collection.session.scalars(collection.select().where(model.id.in_(batch)))}
        for shown in collection.exported([rows[id] for id in batch if id in rows]):
            yield from writer.rows(shown)
        collection.session.expunge_all()  # what was read is written and needed no more


class _Writer:
    """Writes rows as the API shows them into cells. ``on_paper``: amounts for people, who read no ``1500`` or ``0``."""

    def __init__(self, tenant: Tenant, given: Sequence[Given], on_paper: bool):
        self.given, self.language, self.on_paper = given, tenant.language, on_paper
        self.base, self.timezone = tenant.base_currency, ZoneInfo(tenant.record.timezone or "UTC")
        self.branches = dimensions.branches(tenant).by_id
        self.lines = next((one.lines for one in given if one.lines), None)

    def rows(self, shown: Mapping[str, Any]) -> Iterator[Row]:
        """The rows of one row of the list."""
        row = {"branch": self.branches.get(shown.get("branch_id") or 0), **shown}
        currency = row.get("currency_code") or self.base
        for line in (row.get(self.lines) or [{}]) if self.lines else [{}]:
            yield Row(tuple(self._cell(one, line if one.lines else row, currency) for one in self.given), ("row",))

    def _cell(self, one: Given, source: Mapping[str, Any], currency: str) -> Cell:
        text = _reached(source, one.path or one.field)
        raw = _reached(source, one.raw) if one.raw is not None else None
        if isinstance(raw, datetime):
            raw = raw.astimezone(self.timezone).date()
        if isinstance(raw, int) and not isinstance(raw, bool):
            raw = Decimal(raw)
        if isinstance(raw, Decimal):
            if one.money and self.on_paper:
                return Cell(one.key, format_amount(raw, currency, _UNSIGNED), raw)
            places = max(-int(raw.normalize().as_tuple().exponent), exponent(currency) if one.path is not None else 0)
            return Cell(one.key, text if isinstance(text, str) and text else plain(raw), raw, decimals=places)
        if isinstance(raw, date):
            return Cell(one.key, text if isinstance(text, str) and text else raw.isoformat(), raw)
        return Cell(one.key, self._text(text))

    def _text(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return said("Yes" if value else "No", self.language)
        return plain(value) if isinstance(value, Decimal) else str(value)


def _reached(source: Mapping[str, Any], path: str) -> Any:
    """What stands at a dotted path; None where nothing does."""
    found: Any = source
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found
