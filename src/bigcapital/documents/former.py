"""What documents that have effect said at any moment: they are kept, line by line, when they are written over, written off or deleted.

The ledger keeps what documents did; it knows no quantities, and nothing of what was given for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, insert, literal, null, select, type_coerce, union_all
from sqlalchemy.sql.expression import CompoundSelect

from bigcapital import clock
from bigcapital.documents.model import Commercial, document_lines, former_lines
from bigcapital.ledger.money import ZERO
from bigcapital.tenancy.tenant import Tenant

_TICK = timedelta(microseconds=1)
_FORMER, _LINE = former_lines.c, document_lines.c
_OF_DOCUMENT = (
    *("reference_id", "date", "due_date", "written_off_on", "written_off"),
    *("number", "contact_id", "branch_id", "currency_code", "exchange_rate"),
)
_OF_LINE: dict[str, ColumnElement[Any]] = {
    "line_id": _LINE.id,
    "item_id": _LINE.item_id,
    "note": _LINE.description,
    "quantity": _LINE.quantity,
    "amount": type_coerce(_LINE.net - _LINE.discount_share, _LINE.net.type),
}


def keep(tenant: Tenant, document: Commercial) -> None:
    """Keep what a document and its lines say, before anything of them is changed; a draft is nothing to be known. One statement."""
    if document.is_draft:
        return
    until = max(clock.now(), tenant.head.last_recorded_at + _TICK)
    known = {"effect": getattr(document, document.EFFECT), "until": until, "reference_type": document.REFERENCE_TYPE}
    tenant.connection.execute(_KEEP, known | dict(zip(_OF_DOCUMENT, _header(document), strict=True)))
    tenant.mark_changed()


def lines_known(kind: type[Commercial], moment: datetime | None = None) -> Select[Any] | CompoundSelect[Any]:
    """What lines of a kind of document that has effect say, as known at a past ``moment`` or now: the columns of ``former_lines``."""
    now = select(*_columns(kind), *(column.label(name) for name, column in _OF_LINE.items())).join_from(
        document_lines, kind, kind.id == _LINE.reference_id
    )
    now = now.where(_LINE.reference_type == kind.REFERENCE_TYPE, *_stands(kind, moment))
    return now if moment is None else union_all(now, _former(kind, moment, *_OF_LINE))


def documents_known(kind: type[Commercial], moment: datetime | None = None) -> Select[Any] | CompoundSelect[Any]:
    """The same of the documents: what does not differ by line."""
    now = select(*_columns(kind)).where(*_stands(kind, moment))
    return now if moment is None else union_all(now, _former(kind, moment).distinct())


def quantities_known(tenant: Tenant, kind: type[Commercial], asked: Iterable[tuple[int, datetime]]) -> list[dict[int, Decimal]]:
    """How many of each item documents of a kind had, each by its id and as known at a moment in which it had effect. One statement."""
    wanted = list(asked)
    ids = {id for id, _ in wanted}
    former = select(_FORMER.reference_id, _FORMER.since, _FORMER.until, _FORMER.item_id, _FORMER.quantity)
    former = former.where(_FORMER.reference_type == kind.REFERENCE_TYPE, _FORMER.reference_id.in_(ids))
    now = select(_LINE.reference_id, null(), null(), _LINE.item_id, _LINE.quantity)
    now = now.where(_LINE.reference_type == kind.REFERENCE_TYPE, _LINE.reference_id.in_(ids))
    said: defaultdict[int, defaultdict[Any, dict[int, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for id, since, until, item, quantity in tenant.connection.execute(union_all(former, now)) if ids else ():
        version = said[id][since and (since, until)]
        version[item] = version.get(item, ZERO) + quantity

    def at(id: int, moment: datetime) -> dict[int, Decimal]:
        return next((one for span, one in said[id].items() if span and span[0] <= moment < span[1]), said[id].get(None, {}))

    return [at(*one) for one in wanted]


def _columns(kind: type[Commercial]) -> list[ColumnElement[Any]]:
    columns = zip(_OF_DOCUMENT, _header(kind), strict=True)
    return [(literal(None, _FORMER[name].type) if column is None else column).label(name) for name, column in columns]


def _stands(kind: type[Commercial], moment: datetime | None) -> list[ColumnElement[bool]]:
    """That a document has effect, and has been as it is since the moment."""
    effect = getattr(kind, kind.EFFECT)
    if moment is None:
        return [effect.is_not(None)]
    later = exists().where(_FORMER.reference_type == kind.REFERENCE_TYPE, _FORMER.reference_id == kind.id, _FORMER.until > moment)
    return [effect <= moment, ~later]


def _former(kind: type[Commercial], moment: datetime, *more: str) -> Select[Any]:
    """What was known at the moment, and is no longer."""
    found = select(*(_FORMER[name] for name in (*_OF_DOCUMENT, *more)))
    return found.where(_FORMER.reference_type == kind.REFERENCE_TYPE, _FORMER.since <= moment, _FORMER.until > moment)


def _header(of: Any) -> tuple[Any, ...]:
    """Values of a document, or columns of a kind of them, in the order of ``_OF_DOCUMENT``; None for what such a document has not."""
    days, contact = (getattr(of, of.DAY), getattr(of, "due_date", None)), getattr(of, f"{of.CONTACT}_id")
    off = getattr(of, "writtenoff_at", None), getattr(of, "writtenoff_amount", None)
    return of.id, *days, *off, getattr(of, of.NUMBER), contact, of.branch_id, of.currency_code, of.exchange_rate


_last = select(func.max(_FORMER.until)).where(
    _FORMER.reference_type == bindparam("reference_type"), _FORMER.reference_id == bindparam("reference_id")
)
_KEEP = insert(former_lines).from_select(
    ["since", "until", "reference_type", *_OF_DOCUMENT, *_OF_LINE],
    select(
        func.coalesce(_last.scalar_subquery(), bindparam("effect", type_=_FORMER.since.type)),
        *(bindparam(name, type_=_FORMER[name].type) for name in ("until", "reference_type", *_OF_DOCUMENT)),
        *_OF_LINE.values(),
    ).where(_LINE.reference_type == bindparam("reference_type"), _LINE.reference_id == bindparam("reference_id")),
)
