"""What has been recorded since a moment that changes a report: entry by entry, the newest first.

An entry that was recorded and undone since is left out together with its reversal, as in every list of lines; so the effects
of all entries listed add up to the difference between the report as known then and the report now.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select

from bigcapital.accounting.known import Known
from bigcapital.accounting.lines import LedgerLine, read_lines
from bigcapital.accounting.model import entries
from bigcapital.accounting.model import lines as ledger_lines
from bigcapital.ledger.money import plain
from bigcapital.reports import chart
from bigcapital.reports.cells import RowFigure
from bigcapital.reports.context import Context, Writer
from bigcapital.reports.engine import exactly
from bigcapital.reports.explain import line_shown
from bigcapital.reports.lines import LineWriter
from bigcapital.tenancy.tenant import Tenant

Effect = Sequence[RowFigure]
_SOURCE = ledger_lines.join(entries, entries.c.id == ledger_lines.c.entry_id)
_undoing = entries.alias("undoing")
_BOUNDS = (func.min(entries.c.first_line_id), func.max(entries.c.first_line_id + entries.c.line_count))


def count(tenant: Tenant, since: Known, scope: ColumnElement[bool]) -> int:
    """How many entries there are."""
    statement = select(func.count(ledger_lines.c.entry_id.distinct())).select_from(_SOURCE).where(*_conditions(since, scope))
    return int(tenant.connection.execute(statement).scalar_one())


def read(tenant: Tenant, since: Known, scope: ColumnElement[bool], page: int, size: int) -> list[list[LedgerLine]]:
    """One page of entries, each as its lines within the ``scope``. Two statements."""
    newest = select(ledger_lines.c.entry_id).select_from(_SOURCE).where(*_conditions(since, scope)).group_by(ledger_lines.c.entry_id)
    statement = newest.order_by(ledger_lines.c.entry_id.desc()).limit(size).offset(min((page - 1) * size, 2**62))
    ids = list(tenant.connection.execute(statement).scalars())
    if not ids:
        return []
    bounds = select(*_BOUNDS).where(entries.c.id.in_((ids[0], ids[-1]))).subquery()
    columns = ledger_lines.c
    which = [
        columns.id.between(select(bounds.c[0]).scalar_subquery(), select(bounds.c[1]).scalar_subquery()),
        columns.entry_id.in_(ids),
        scope,
    ]
    found = sorted(read_lines(tenant, history=True, which=which), key=lambda line: (-line.entry_id, line.id))
    return [list(group) for _, group in groupby(found, key=lambda line: line.entry_id)]


def _conditions(since: Known, scope: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    undone = exists().where(_undoing.c.reverses == entries.c.id)
    return [ledger_lines.c.id > since.line, scope, or_(entries.c.reverses.is_(None), entries.c.reverses <= since.entry), ~undone]


def shown(
    tenant: Tenant,
    context: Context,
    writer: Writer,
    several: Sequence[Sequence[LedgerLine]],
    effects: Sequence[Effect],
    figures: Writer,
    people: dict[int, str],
) -> list[dict[str, Any]]:
    """Entries as they are answered, each with its effect. ``figures``: writes these. ``people``: names by user."""
    books = chart.read(tenant)
    writing = LineWriter.of(tenant, context, writer, (line for lines in several for line in lines))
    return [
        _entry(lines, effect, writing, figures, people) | {"lines": [line_shown(one, books, writing) for one in lines]}
        for lines, effect in zip(several, effects, strict=True)
    ]


def _written(one: RowFigure, figures: Writer) -> str:
    return plain(one.amount) if one.is_quantity else figures.amount(one.amount, total=True)


def _entry(lines: Sequence[LedgerLine], effect: Effect, writing: LineWriter, figures: Writer, people: dict[int, str]) -> dict[str, Any]:
    first = lines[0]
    return {
        "entry_id": first.entry_id,
        "date": first.date,
        "date_formatted": writing.day(first.date),
        "reverses": first.reverses,
        "reference_type": first.reference_type,
        "reference_type_formatted": writing.document(first.reference_type),
        "reference_id": first.reference_id,
        "transaction_number": first.number,
        "recorded_at": exactly(first.recorded_at),
        "user_id": first.user_id,
        "user_name": people.get(first.user_id or 0),
        "effect": [
            {"row": one.id, "name": one.name, "amount": one.amount, "formatted_amount": _written(one, figures)}
            for one in effect
            if one.amount
        ],
    }
